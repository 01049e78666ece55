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
import {
  type ExchangedConcept,
  ExchangeError,
  LeftOut,
  printXliffGlossary,
  readXliffGlossary,
} from '../../../src/exchange/index.ts'
import type { Concept } from '../../../src/model/index.ts'
import { glossaries } from './concepts.ts'

const schemas = fileURLToPath(
  new URL('../../../../shared/schemas/xliff21/', import.meta.url),
)
const missing = !existsSync(schemas) && !process.env['CI']
// Debian's package of that name; it alone knows the Schematron rules of XLIFF.
const jing =
  spawnSync('jing', ['-h']).error === undefined || Boolean(process.env['CI'])

const languages = { source: 'zh-TW', target: 'en' } as const

function print(concepts: readonly Concept[]) {
  const leftOut = new LeftOut()
  const parts = printXliffGlossary(concepts, languages, leftOut)
  return { text: [...parts].join(''), leftOut: leftOut.counts }
}

async function read(text: string) {
  const leftOut = new LeftOut()
  const concepts: ExchangedConcept[] = []
  const source = (async function* () {
    const bytes = new TextEncoder().encode(text)
    for (let at = 0; at < bytes.length; at += 4096) {
      yield bytes.subarray(at, at + 4096)
    }
  })()
  for await (const one of readXliffGlossary(source, leftOut)) {
    concepts.push(one)
  }
  return { concepts, leftOut: leftOut.counts }
}

const term = { type: 'full', status: 'preferred' } as const
const software: Concept = {
  id: '3d-software',
  domain: 'technology',
  state: 'approved',
  doNotTranslate: false,
  gloss: true,
  definition: 'Programs & <data>,\nas opposed to hardware.',
  note: 'A note.',
  sources: [
    { title: 'ISO 2382', url: 'https://www.iso.org/', quotation: 'all' },
  ],
  relations: [{ kind: 'broader', id: 'product' }],
  terms: [
    { text: '軟體', locale: 'zh-TW', ...term },
    { text: '軟件', locale: 'zh-TW', type: 'variant', status: 'forbidden' },
    { text: 'SW', locale: 'en', type: 'abbreviation', status: 'preferred' },
    { text: 'software', locale: 'en', ...term },
    { text: 'softwares', locale: 'en', type: 'variant', status: 'deprecated' },
    { text: '软件', locale: 'zh-CN', ...term },
  ],
}
const alone: Concept = {
  id: 'alone',
  domain: 'technology',
  state: 'proposed',
  doNotTranslate: false,
  gloss: true,
  terms: [{ text: '單字', locale: 'zh-TW', ...term }],
}
const english: Concept = {
  ...alone,
  id: 'english',
  terms: [{ text: 'word', locale: 'en', ...term }],
}

describe('a glossary as XLIFF 2.1', () => {
  test('says what the module has a place for, and counts the rest', async () => {
    const { text, leftOut } = print([software, alone, english])
    expect(leftOut).toEqual({
      state: 1,
      'term.type': 3,
      'term.status': 2,
      'terms.zh-CN': 1,
      terms: 1,
      concept: 1,
    })
    expect(text).toContain('<segment state="final">')
    expect(text).toContain('<target>software</target>')
    const back = await read(text)
    expect(back.leftOut).toEqual({})
    expect(back.concepts).toMatchObject([
      {
        id: '3d-software',
        domain: 'technology',
        definition: software.definition,
        note: 'A note.',
        sources: software.sources,
        relations: software.relations,
        terms: [
          { text: '軟體', locale: 'zh-TW' },
          { text: '軟件', locale: 'zh-TW' },
          { text: 'software', locale: 'en' },
          { text: 'SW', locale: 'en' },
        ],
      },
      { id: 'alone', terms: [{ text: '單字', locale: 'zh-TW' }] },
    ])
  })

  test('what is read is written again as the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(glossaries, async (concepts) => {
        const { text } = print(
          // What the form of a word is has no place here, and orders the words.
          concepts.map((one) => ({
            ...one,
            state: 'proposed' as const,
            terms: one.terms.map((each) => ({ ...each, ...term })),
          })),
        )
        const back = await read(text)
        const empty = text.includes('id="_none"')
        expect(back.leftOut).toEqual(empty ? { unit: 1 } : {})
        const again = back.concepts.map(
          ({ line: _, ...one }) =>
            ({
              domain: '',
              state: 'proposed',
              doNotTranslate: false,
              gloss: true,
              ...one,
              terms: one.terms.map((each) => ({ ...each, ...term })),
            }) as Concept,
        )
        expect(print(again).text).toBe(text)
      }),
      {
        numRuns: 300,
        // Two words that XML can write in one way only.
        examples: [
          [
            [
              {
                id: 'software',
                domain: ' ',
                state: 'proposed',
                doNotTranslate: false,
                gloss: false,
                terms: [
                  { text: '軟體', locale: 'en', ...term },
                  { text: '\u{DC00}', locale: 'zh-TW', ...term },
                  { text: '\u{D800}', locale: 'zh-TW', ...term },
                ],
              },
            ],
          ],
        ],
      },
    )
  })

  test('entries of another program are concepts, each once', async () => {
    const entry = (word: string, becomes: string) =>
      `<g:glossEntry id="a"><g:term source="x">${word}</g:term><g:translation>${becomes}</g:translation><g:definition> It is. </g:definition></g:glossEntry>`
    const unit = (id: string, entries: string) =>
      `<unit id="${id}"><g:glossary>${entries}</g:glossary><segment><source>A tab.</source></segment></unit>`
    const { concepts, leftOut } = await read(
      `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:g="urn:oasis:names:tc:xliff:glossary:2.0" version="2.0" srcLang="en-US" trgLang="zh-Hant">
<file id="f">
${unit('u1', entry('tab', '分頁'))}
${unit('u2', entry('tab', '分頁') + entry('tab <b/>', ''))}
<unit id="u3"><segment><source>Nothing</source></segment></unit>
</file></xliff>`,
    )
    expect(concepts).toEqual([
      {
        line: 3,
        definition: 'It is.',
        terms: [
          { text: 'tab', locale: 'en' },
          { text: '分頁', locale: 'zh-TW' },
        ],
      },
      {
        line: 4,
        definition: 'It is.',
        terms: [{ text: 'tab', locale: 'en' }],
      },
    ])
    expect(leftOut).toEqual({ unit: 1 })
  })

  const xliff = (attributes: string, content: string) =>
    `<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" ${attributes}>${content}</xliff>`
  test.each([
    ['<tmx/>', 'not-xliff'],
    [
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2"/>',
      'not-xliff',
    ],
    [xliff('srcLang="de" trgLang="fr"', ''), 'languages'],
    [xliff('srcLang="en"', '<file'), 'malformed'],
    [xliff('srcLang="en"', '<unit>'), 'malformed'],
    [
      `<!DOCTYPE a [<!ENTITY a "aa">]>${xliff('srcLang="en"', '&a;')}`,
      'entities',
    ],
    [xliff('srcLang="en"', `<unit>${'<pc>'.repeat(200)}`), 'too-deep'],
    [
      xliff('srcLang="en"', `<unit><source>${'x'.repeat(5_000_000)}`),
      'too-long',
    ],
  ] as const)('refuses broken and hostile files: %#', async (text, problem) => {
    const refused = read(text)
    await expect(refused).rejects.toBeInstanceOf(ExchangeError)
    await expect(refused).rejects.toMatchObject({ problem })
  })
})

test('a file that is changed is read or refused, and nothing else', async () => {
  const { text } = print([software, alone])
  await fc.assert(
    fc.asyncProperty(
      fc.nat(text.length - 1),
      fc.constantFrom('', '<', '>', '&', '"', '/', '\u{0}', '\u{202E}', 'gls:'),
      fc.nat(5),
      async (at, inserted, removed) => {
        const broken = text.slice(0, at) + inserted + text.slice(at + removed)
        try {
          const { concepts } = await read(broken)
          expect(concepts.every(({ terms }) => terms.length > 0)).toBe(true)
        } catch (error) {
          expect(error).toBeInstanceOf(ExchangeError)
        }
      },
    ),
    { numRuns: 500 },
  )
})

describe.skipIf(missing)('XLIFF against ../shared/schemas/xliff21', () => {
  test('what is written is XLIFF 2.1 to its schemas', () => {
    const file = (name: string) => new Uint8Array(readFileSync(schemas + name))
    xmlRegisterInputProvider(
      new XmlBufferInputProvider({
        'xliff_core_2.0.xsd': file('xliff_core_2.0.xsd'),
        'glossary.xsd': file('glossary.xsd'),
        'informativeCopiesOf3rdPartySchemas/w3c/xml.xsd': file(
          'informativeCopiesOf3rdPartySchemas/w3c/xml.xsd',
        ),
      }),
    )
    const both = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:import namespace="urn:oasis:names:tc:xliff:document:2.0" schemaLocation="xliff_core_2.0.xsd"/><xs:import namespace="urn:oasis:names:tc:xliff:glossary:2.0" schemaLocation="glossary.xsd"/></xs:schema>`
    const validator = XsdValidator.fromDoc(XmlDocument.fromString(both))
    const judge = (text: string) => {
      const document = XmlDocument.fromString(text)
      try {
        validator.validate(document)
      } finally {
        document.dispose()
      }
    }
    judge(print([]).text)
    const { text } = print([software, alone])
    judge(text)
    expect(() => judge(text.replace('"final"', '"done"'))).toThrow()
    expect(() => judge(text.replaceAll('gls:term', 'gls:word'))).toThrow()
    fc.assert(
      fc.property(glossaries, (concepts) => judge(print(concepts).text)),
      { numRuns: 100 },
    )
  })

  test.skipIf(!jing)('and to jing, with its Schematron rules', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-xliff-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const file = path.join(folder, 'a.xlf')
    const judge = (text: string) => {
      writeFileSync(file, text)
      const nvdl = `${schemas}xliff_2_advanced_validation.nvdl`
      const { status, stdout } = spawnSync('jing', [nvdl, file], {
        encoding: 'utf8',
      })
      return [status, stdout]
    }
    const random = fc
      .sample(glossaries, 40)
      .flatMap((concepts, index) =>
        concepts.map((one) => ({ ...one, id: `${one.id}-${index}` })),
      )
    const { text } = print([software, alone, ...random])
    expect(judge(text)).toEqual([0, ''])
    const [status, said] = judge(
      text.replace(/<gls:translation>[\s\S]*?<\/gls:definition>/, ''),
    )
    expect(status).not.toBe(0)
    expect(said).toContain('Incomplete')
  })
})
