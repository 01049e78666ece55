import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import {
  retag,
  setFrontMatter,
  setLanguages,
} from '../../../src/annotate/index.ts'
import {
  type ChineseLocale,
  chineseLocales,
  languageTag,
  parseLocale,
} from '../../../src/model/index.ts'
import { applyEdits } from '../../../src/print/index.ts'

describe('retag', () => {
  it.each<[string, ChineseLocale, string]>([
    ['zh-TW', 'zh-CN', 'zh-CN'],
    ['zh-TW', 'zh-HK', 'zh-HK'],
    ['zh', 'zh-CN', 'zh-CN'],
    ['zh-Hant', 'zh-CN', 'zh-Hans'],
    ['zh-Hant', 'zh-HK', 'zh-Hant-HK'],
    ['zh-Hans', 'zh-TW', 'zh-Hant'],
    ['zh-Hant-TW', 'zh-CN', 'zh-Hans-CN'],
    ['zh-Hant-TW', 'zh-HK', 'zh-Hant-HK'],
    ['zh-Hans-CN', 'zh-TW', 'zh-Hant-TW'],
    ['ZH-HANT-tw', 'zh-CN', 'zh-Hans-CN'],
  ])('%s for %s: %s', (tag, to, expected) => {
    expect(retag(tag, to)).toBe(expected)
  })

  it('gives a tag that means the locale', () => {
    for (const from of chineseLocales) {
      for (const to of chineseLocales) {
        for (const tag of [from, languageTag(from)]) {
          expect(parseLocale(retag(tag, to))).toBe(to)
        }
      }
    }
  })
})

describe('setLanguages', () => {
  it('sets each value in place, and says why', () => {
    const source = '<p lang="zh-TW"><i lang="zh-Hant">'
    const langs = ['zh-TW', 'zh-Hant'].map((tag) => {
      const start = source.indexOf(tag)
      return { tag, span: { start, end: start + tag.length } }
    })
    const edits = setLanguages(langs, 'zh-CN')
    expect(applyEdits(source, edits)).toBe('<p lang="zh-CN"><i lang="zh-Hans">')
    expect(edits.map(({ why }) => [why.rule, why.before, why.after])).toEqual([
      ['lang', 'zh-TW', 'zh-CN'],
      ['lang', 'zh-Hant', 'zh-Hans'],
    ])
  })
})

const provenance = { translationOf: 'articles/a.md', sourceHash: 'sha256-a+b=' }

/** Front matter that says some keys; `[…]` in it are their values. */
function set(
  marked: string,
  options: { replaceLang?: boolean; provenance?: typeof provenance } = {},
): string {
  const source = marked.replace(/[[\]]/g, '')
  const fence = source.startsWith('+++') ? '+++' : '---'
  const values: Record<string, { start: number; end: number }> = {}
  for (const match of marked.matchAll(/^(\w+)[ :=]+\[([^\]]*)\]/gm)) {
    const [line, key = '', value = ''] = match
    const start = source.indexOf(line.replace(/[[\]]/g, '')) + line.indexOf('[')
    values[key] = { start, end: start + value.length }
  }
  const frontMatter = {
    format: fence === '+++' ? 'toml' : 'yaml',
    insertAt: source.indexOf(fence, 3),
    values,
  } as const
  const edits = setFrontMatter(
    source.startsWith(fence) ? frontMatter : undefined,
    { source, to: 'zh-CN', replaceLang: true, ...options },
  )
  return applyEdits(source, edits)
}

describe('setFrontMatter', () => {
  it.each([
    ['---\nlang: [zh-TW]\n---\n', {}, '---\nlang: zh-CN\n---\n'],
    [
      '---\nlang: ["zh-TW"] # 註\ntitle: 一\n---\n',
      {},
      '---\nlang: zh-CN # 註\ntitle: 一\n---\n',
    ],
    ['---\nlang: [en]\n---\n', { replaceLang: false }, '---\nlang: en\n---\n'],
    ['---\ntitle: 一\n---\n', {}, '---\ntitle: 一\n---\n'],
    ['文', {}, '文'],
    [
      '文',
      { provenance },
      '---\nlang: zh-CN\ntranslationOf: articles/a.md\nsourceHash: "sha256-a+b="\n---\n\n文',
    ],
    [
      '文\r\n',
      { provenance },
      '---\r\nlang: zh-CN\r\ntranslationOf: articles/a.md\r\nsourceHash: "sha256-a+b="\r\n---\r\n\r\n文\r\n',
    ],
    [
      '---\ntranslationOf: [old.md]\ntitle: 一\nsourceHash: [x]\n---\n',
      { provenance },
      '---\ntranslationOf: articles/a.md\ntitle: 一\nsourceHash: "sha256-a+b="\nlang: zh-CN\n---\n',
    ],
    [
      '---\nlang: [en]\n---\n',
      { replaceLang: false, provenance },
      '---\nlang: en\ntranslationOf: articles/a.md\nsourceHash: "sha256-a+b="\n---\n',
    ],
    [
      '+++\nlang = ["zh-TW"]\n+++\n',
      { provenance },
      '+++\nlang = "zh-CN"\ntranslationOf = "articles/a.md"\nsourceHash = "sha256-a+b="\n+++\n',
    ],
  ])('%j %j', (source, options, expected) => {
    expect(set(source, options)).toBe(expected)
  })

  it('writes paths that YAML reads as they were', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const path = `${name}.md`
        const written = set('文', {
          provenance: { translationOf: path, sourceHash: 'x' },
        })
        const yaml = written.slice(4, written.lastIndexOf('---'))
        expect(parse(yaml)).toEqual({
          lang: 'zh-CN',
          translationOf: path,
          sourceHash: 'x',
        })
      }),
    )
  })
})
