import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversionSettings, defaultConfig } from '../../../src/model/index.ts'
import { articleSettings, resolveConfig } from '../../../src/read/index.ts'
import { matchGlob } from '../../../src/read/match-glob.ts'
import { expectWorded } from '../../wording.ts'

describe('words', () => {
  const config = resolveConfig({
    words: { 檢視: '審視', 核心: '核心' },
    overrides: [{ files: 'it/**', words: { 檢視: { 'zh-CN': '查看' } } }],
  })

  test('of the project, of its parts and of the article go together', () => {
    const frontMatter = { yiwen: { words: { 核心: { 'zh-CN': '内核' } } } }
    const { settings, messages } = articleSettings(
      config,
      'it/a.md',
      frontMatter,
    )
    expect(messages).toEqual([])
    expect(settings.words).toEqual({
      檢視: { 'zh-CN': '查看' },
      核心: { 'zh-CN': '内核' },
    })
  })

  test.each([{ 檢視: '' }, { 檢視: { en: 'view' } }, { 檢視: 1 }, ['檢視']])(
    '%j are none',
    (words) => {
      const { settings, messages } = articleSettings(config, 'a.md', {
        yiwen: { words },
      })
      expect(messages.map(({ ruleId }) => ruleId)).toEqual([
        'front-matter-invalid',
      ])
      expect(settings.words).toEqual({ 檢視: '審視', 核心: '核心' })
    },
  )
})

describe('articleSettings', () => {
  const config = resolveConfig({
    overrides: [
      { files: 'blog/**', gloss: { style: 'ruby' }, quotes: 'keep' },
      { files: ['*.mdx', 'blog/b.md'], gloss: { style: 'abbr' } },
      { files: 'cn/*', source: 'zh-CN', editions: ['zh-HK', 'zh-TW'] },
    ],
  })
  const settingsOf = (path: string, frontMatter?: unknown) =>
    articleSettings(config, path, frontMatter)

  test('the project’s hold where nothing is said', () => {
    const { source, editions, markdown, gloss, locate } = defaultConfig
    const conversion = conversionSettings(defaultConfig)
    expect(settingsOf('a.md', { title: 'x' })).toEqual({
      settings: { source, editions, ...conversion, markdown, gloss, locate },
      messages: [],
    })
  })

  test('overrides apply in order', () => {
    expect(settingsOf('blog/a.md').settings.gloss.style).toBe('ruby')
    expect(settingsOf('blog/b.md').settings.gloss.style).toBe('abbr')
    expect(settingsOf('blog/b.md').settings.quotes).toBe('keep')
    expect(settingsOf('deep/er/c.mdx').settings.gloss).toEqual({
      ...defaultConfig.gloss,
      style: 'abbr',
    })
    const { source, editions } = settingsOf('cn/a.md').settings
    expect(source).toBe('zh-CN')
    expect(editions.map((one) => one.id)).toEqual(['zh-TW', 'zh-HK'])
  })

  test('the article has the last word', () => {
    const { settings, messages } = settingsOf('blog/b.md', {
      yiwen: { gloss: { style: 'none' }, editions: ['bilingual'] },
    })
    expect(messages).toEqual([])
    expect(settings.gloss.style).toBe('none')
    expect(settings.quotes).toBe('keep')
    expect(settings.editions.map((one) => one.id)).toEqual(['bilingual'])
  })

  test.each([
    [{ glos: {} }, 'yiwen.glos: is no setting. Did you mean "gloss"?'],
    [{ html: false }, 'yiwen.html: is no setting.'],
    [{ source: 'ja' }, 'yiwen.source: unknown locale "ja"; known are zh-TW'],
    [{ editions: ['x'] }, 'yiwen.editions: unknown edition "x"; known are'],
    [{ gloss: { given: 1 } }, 'yiwen.gloss.given: must be one of complete'],
    ['zh-CN', 'yiwen: must be a group of settings.'],
  ])('%j is a finding, and changes nothing', (yiwen, reason) => {
    const place = { line: 3, column: 1 }
    const { settings, messages } = articleSettings(
      config,
      'a.md',
      { yiwen },
      place,
    )
    expect(expectWorded(messages)).toHaveLength(1)
    expect(messages[0]).toMatchObject({
      ruleId: 'front-matter-invalid',
      fatal: true,
      line: 3,
      column: 1,
    })
    expect(messages[0]?.reason).toContain(reason)
    expect(settings).toEqual(settingsOf('a.md').settings)
  })

  test('the configuration itself is never changed', () => {
    const before = structuredClone(config)
    settingsOf('blog/b.md', { yiwen: { gloss: { style: 'none' } } })
    expect(config).toEqual(before)
  })
})

describe('globs', () => {
  test.each([
    ['a.md', '*.md', true],
    ['x/a.md', '*.md', true],
    ['x/a.md', './*.md', false],
    ['x/a.md', 'x/*.md', true],
    ['x/y/a.md', 'x/*.md', false],
    ['x/y/a.md', 'x/**/*.md', true],
    ['x/a.md', 'x/**/*.md', true],
    ['a.md', '**/*.md', true],
    ['x/y/a.md', 'x/**', true],
    ['xy/a.md', 'x/**', false],
    ['a.mdx', '*.{md,mdx}', true],
    ['a.txt', '*.{md,mdx}', false],
    ['2026-01.md', '202[5-6]-??.md', true],
    ['2024-01.md', '202[!4]-01.md', false],
    ['文章/一.md', '文章/?.md', true],
    ['a+b (1).md', 'a+b (1).md', true],
    ['aXb.md', 'a.b.md', false],
    ['[x].md', '\\[x\\].md', true],
  ])('%s, %s: %s', (path, pattern, matches) => {
    expect(matchGlob(path, pattern)).toBe(matches)
  })

  test('any pattern is a pattern', () => {
    const pattern = fc.string({ unit: fc.constantFrom(...'*?[]{},!\\/a-^.字') })
    fc.assert(
      fc.property(pattern, (pattern) => {
        expect(matchGlob('a/b.md', pattern)).toBeTypeOf('boolean')
      }),
      { numRuns: 1000 },
    )
  })
})
