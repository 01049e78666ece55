import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import {
  XmlBufferInputProvider,
  XmlDocument,
  XsdValidator,
  xmlRegisterInputProvider,
} from 'libxml2-wasm'
import { describe, expect, onTestFinished, test } from 'vitest'
import type {
  Concept,
  Segment,
  Translation,
  TranslationUnit,
} from '../../../src/model/index.ts'
import {
  printTranslation,
  readTranslation,
  syncTranslation,
} from '../../../src/translations/index.ts'
import { articleOf, translated, translations } from './translations.ts'

const schemas = fileURLToPath(
  new URL('../../../../shared/schemas/xliff21/', import.meta.url),
)
const missing = !existsSync(schemas) && !process.env['CI']
const jing = spawnSync('jing', ['-h']).error === undefined

const base: Segment = {
  id: 'aaaa',
  source: [
    '智譜',
    { open: '1' },
    '上市',
    { close: '1' },
    '，見',
    { ph: '2' },
    '。',
  ],
  state: 'reviewed',
  target: [
    'Zhipu ',
    { open: '1' },
    'listed',
    { close: '1' },
    '; see ',
    { ph: '2' },
    '.',
  ],
  space: ' ',
  origin: { by: 'person', name: 'Lin', at: '2026-11-28T10:00:00Z' },
  notes: ['Check the date.'],
}
const sample: Translation = {
  article: 'news/a.md',
  source: 'zh-TW',
  target: 'en',
  units: [
    {
      id: 'uuuu',
      kind: 'paragraph',
      codes: [
        { id: '1', kind: 'strong', before: '**', after: '**' },
        { id: '2', kind: 'protected', before: '`a`', after: '' },
      ],
      segments: [
        base,
        {
          id: 'bbbb',
          source: ['營收成長。'],
          state: 'initial',
          target: ['Revenue fell.'],
          staleSource: ['營收下滑。'],
          staleState: 'final',
          space: '',
          notes: [],
        },
      ],
      concepts: ['zhipu'],
    },
  ],
  retired: [
    {
      id: 'uuuu',
      kind: 'heading',
      codes: [],
      segments: [{ ...base, source: ['舊題'], target: ['Old title'] }],
      concepts: [],
    },
  ],
}
/** Marks that run over the end of a sentence, and over each other. */
const crossing: TranslationUnit = {
  id: 'cccc',
  kind: 'paragraph',
  codes: ['1', '2', '3'].map((id) => ({
    id,
    kind: 'html',
    before: '<b>',
    after: '</b>',
  })),
  segments: [
    {
      id: 'aaaa',
      source: [{ open: '1' }, '一', { open: '2' }, '二', { close: '1' }],
      target: [{ open: '1' }, 'one', { open: '2' }, 'two', { close: '1' }],
      state: 'translated',
      space: '',
      notes: [],
    },
    {
      id: 'bbbb',
      source: ['三', { close: '2' }, { open: '3' }, '四', { close: '3' }],
      state: 'initial',
      space: '',
      notes: [],
    },
  ],
  concepts: [],
}
const zhipu: Concept = {
  id: 'zhipu',
  domain: 'finance',
  state: 'approved',
  gloss: true,
  doNotTranslate: false,
  terms: [
    { text: '智譜', locale: 'zh-TW', type: 'full', status: 'preferred' },
    { text: 'Zhipu AI', locale: 'en', type: 'full', status: 'preferred' },
  ],
}
const concepts = new Map([['zhipu', zhipu]])

describe('XLIFF 2.1', () => {
  test('what is written is read again, exactly', () => {
    fc.assert(
      fc.property(translations, (translation) => {
        const text = printTranslation(translation)
        const read = readTranslation(text)
        expect(read.findings).toEqual([])
        expect(read.translation).toEqual(translation)
        expect(printTranslation(translation)).toBe(text)
      }),
      { numRuns: 500 },
    )
  })

  test('terms are marked, and the marks are no part of the sentence', () => {
    const text = printTranslation(sample, concepts)
    expect(text).toContain(
      '<source><mrk id="t1" type="term" ref="#gls=zhipu">智譜</mrk><pc id="1"',
    )
    expect(text).toContain('<gls:translation>Zhipu AI</gls:translation>')
    expect(readTranslation(text).translation).toEqual(sample)
  })

  test('editing a segment changes its lines and no others', () => {
    const before = printTranslation(sample, concepts).split('\n')
    const edited = structuredClone(sample)
    const segment = edited.units[0]?.segments[1]
    if (!segment) throw new Error('no segment')
    segment.target = ['Revenue rose.']
    const after = printTranslation(edited, concepts).split('\n')
    const changed = after.filter((line, index) => line !== before[index])
    expect(after).toHaveLength(before.length)
    expect(changed).toEqual(['        <target>Revenue rose.</target>'])
  })

  test.skipIf(missing)('is valid to the schemas of OASIS', () => {
    const read = (name: string) =>
      new Uint8Array(readFileSync(path.join(schemas, name)))
    const xml = 'informativeCopiesOf3rdPartySchemas/w3c/xml.xsd'
    xmlRegisterInputProvider(
      new XmlBufferInputProvider({ [xml]: read(xml), 'xml.xsd': read(xml) }),
    )
    const judges = ['xliff_core_2.0.xsd'].map((name) => {
      const document = XmlDocument.fromBuffer(read(name))
      return XsdValidator.fromDoc(document)
    })
    const judge = (text: string): void => {
      const document = XmlDocument.fromString(text)
      try {
        for (const one of judges) one.validate(document)
      } finally {
        document.dispose()
      }
    }
    judge(printTranslation(sample, concepts))
    const broken = printTranslation(sample).replace('<source>', '<sauce>')
    expect(() => judge(broken.replace('</source>', '</sauce>'))).toThrow()
    fc.assert(
      fc.property(translations, (one) => judge(printTranslation(one))),
      { numRuns: 200 },
    )
  })

  test.skipIf(!jing || missing)('is valid to jing and its Schematron', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-xliff-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const blocks = [
      ['一*粗', '二*粗', '三'],
      ['四', '五*粗'],
    ]
    const of = { article: 'a.md', source: 'zh-TW', target: 'en' } as const
    const done = translated(
      syncTranslation(undefined, articleOf(blocks), of).translation,
    )
    const edited = [
      ['一*粗', '三改*好'],
      ['五*粗*六', '四'],
    ]
    const texts = {
      'sample.xlf': printTranslation(sample, concepts),
      'done.xlf': printTranslation(done),
      'edited.xlf': printTranslation(
        syncTranslation(done, articleOf(edited), of).translation,
      ),
      'crossing.xlf': printTranslation({
        ...sample,
        units: [crossing],
        retired: [],
      }),
    }
    // Reading the schemas takes it longer than reading files: one call for all.
    const judge = (files: Record<string, string>) => {
      const paths = Object.entries(files).map(([name, text]) => {
        writeFileSync(path.join(folder, name), text)
        return path.join(folder, name)
      })
      const nvdl = `${schemas}xliff_2_advanced_validation.nvdl`
      return spawnSync('jing', [nvdl, ...paths], { encoding: 'utf8' })
    }
    const { status, stdout } = judge(texts)
    expect([status, stdout]).toEqual([0, ''])
    const twice = printTranslation(sample).replace('id="bbbb"', 'id="aaaa"')
    expect(judge({ 'twice.xlf': twice }).stdout).toContain('duplication')
  })
})

describe('files of others', () => {
  const text = printTranslation(sample, concepts)

  test('attributes, order, modules and notes of other programs are read', () => {
    const other = text
      .replace(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0"',
        '<!-- by hand --><x:xliff xmlns:x="urn:oasis:names:tc:xliff:document:2.0" xmlns:mtc="urn:oasis:names:tc:xliff:matches:2.0" it="3"',
      )
      .replaceAll(
        /<(\/?)(file|unit|segment|ignorable|source|target|notes|note|originalData|data|pc|ph|mrk)\b/g,
        '<$1x:$2',
      )
      .replace('</xliff>', '</x:xliff>')
      .replace('srcLang="zh-TW"', 'srcLang="zh-Hant-TW"')
      .replace('<x:notes>', '<mtc:matches/><x:notes><x:note>Mine</x:note>')
    const { translation, findings } = readTranslation(other)
    expect(translation?.units[0]?.segments[0]?.notes).toEqual([
      'Mine',
      'Check the date.',
    ])
    expect(translation?.retired).toEqual(sample.retired)
    expect(findings.map(({ reason }) => reason)).toEqual([
      'it is not kept.',
      '<matches> (matches:2.0) is not kept.',
    ])
    expect(findings[1]?.line).toBeGreaterThan(1)
  })

  test.each([
    ['entities', '<!DOCTYPE a [<!ENTITY a "b">]><xliff/>', 1],
    ['malformed', `${text.slice(0, 900)}<`, 14],
    ['not-xliff', '<xliff version="1.2"/>', 1],
    ['too-deep', '<a>'.repeat(300), 1],
    ['article', text.replace('news/a.md', 'news/b.md'), 48],
    ['language', text.replace('trgLang="en"', 'trgLang="fr"'), 2],
    ['language', text.replace('trgLang="en"', 'trgLang="zh-CN"'), 2],
    ['language', text.replace('trgLang="en"', 'trgLang="zh-TW"'), 2],
    ['no-language', text.replace('trgLang="en"', ''), 2],
    ['id', text.replace('id="bbbb"', 'id="aaaa"'), 32],
    ['malformed', text.replace(/<source>.*<\/source>/, ''), 24],
  ])('%s is refused at its place', (problem, broken) => {
    const { translation, findings } = readTranslation(broken, {
      article: 'news/a.md',
      source: 'zh-TW',
      target: 'en',
    })
    expect(translation).toBeUndefined()
    expect(findings).toHaveLength(1)
    expect(findings[0]?.ruleId).toBe('translations-invalid')
    expect(findings[0]?.line).toBeGreaterThan(0)
    expect(String(findings[0]?.cause)).toContain(problem)
  })

  test('no file makes it throw', () => {
    fc.assert(
      fc.property(
        fc.nat(text.length),
        fc.nat(20),
        fc.constantFrom('', '<', '>', '"', '</unit>', '<pc id="9">', '&', '\0'),
        (at, length, insert) => {
          readTranslation(text.slice(0, at) + insert + text.slice(at + length))
        },
      ),
      { numRuns: 500 },
    )
  })
})
