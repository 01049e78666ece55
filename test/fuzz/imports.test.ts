import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import {
  ExchangeError,
  LeftOut,
  printOmegat,
  printTbx,
  printTmxGlossary,
  printUtx,
  printXliffGlossary,
  printXlsx,
  readOmegat,
  readTbx,
  readTmx,
  readTmxGlossary,
  readUtx,
  readXliffGlossary,
  readXlsx,
} from '../../src/exchange/index.ts'
import { isHeading, readTable } from '../../src/glossary/index.ts'
import type { Translation } from '../../src/model/index.ts'
import {
  printDocxTable,
  printHtmlTable,
  printPo,
  printPoStore,
  printTranslation,
  printXliff12,
  readHanded,
  readPoStore,
  readTranslation,
} from '../../src/translations/index.ts'
import { glossaries } from '../unit/exchange/concepts.ts'
import { translations } from '../unit/translations/translations.ts'
import { damaged, damagedBytes } from './damaged.ts'

const xml = [
  '<',
  '>',
  '/>',
  '</',
  '&',
  ';',
  '"',
  "'",
  '=',
  '&amp;',
  '&#0;',
  '&#xD800;',
  '&#x110000;',
  '&lol;',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.1" encoding="big5"?>',
  '<!DOCTYPE a [<!ENTITY lol "lol">]>',
  '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
  ' xml:lang="zh-CN"',
  ' xml:lang=""',
  ' id="s1"',
  ' id=""',
  ' xmlns="urn:a"',
  ' xmlns:a="urn:a"',
  ' a:b="c"',
  '<note>',
  '</note>',
  '<target>',
  '</target>',
  '<pc id="1">',
  '</pc>',
  '<ph id="1"/>',
  '<cp hex="FFFFFFFFFF"/>',
  '<cp hex="0000"/>',
  '<g id="1">',
  '<x id="1"/>',
  '<seg>',
  '</seg>',
  '<tuv xml:lang="en">',
  '<bpt i="1">',
  '<term>',
  '<descrip type="definition">',
  '__proto__',
  'constructor',
  '\u{0}',
  '\u{FEFF}',
  '\u{D800}',
  '軟體',
]

const lines = ['\n', '\r', '\r\n', '\t', ' ', '"', '\\', '#', ',', ';', '=']

const strings = {
  advice: 'Write into the third column.',
  notes: 'Notes',
  save: 'Save',
  stale: 'Was:',
}

async function* inParts(
  bytes: Uint8Array | string,
): AsyncGenerator<Uint8Array | string> {
  for (let at = 0; at < bytes.length; at += 777) {
    yield bytes.slice(at, at + 777)
  }
}

async function gone(reading: AsyncIterable<unknown>): Promise<void> {
  try {
    for await (const one of reading) JSON.stringify(one)
  } catch (error) {
    expect(error).toBeInstanceOf(ExchangeError)
    expect((error as ExchangeError).line).toBeGreaterThan(0)
  }
}

function handed(bytes: Uint8Array, name: string): void {
  const { files, findings } = readHanded(bytes, name)
  for (const one of findings) {
    expect(one.ruleId).toMatch(/^translations-/)
    expect(one.line).toBeGreaterThan(0)
  }
  if (files.length === 0 && findings.length === 0) {
    throw new Error(`${name}: nothing, and no word why`)
  }
}

const pair = { source: 'zh-TW', target: 'en' } as const
const nothing = () => new LeftOut()
const told = { onLeftOut: () => {} }
const whole = (parts: Iterable<string>): string => [...parts].join('')

describe('glossaries of others, with anything wrong, are read or refused', () => {
  const formats: Record<
    string,
    [
      fc.Arbitrary<string>,
      (source: AsyncIterable<Uint8Array | string>) => AsyncIterable<unknown>,
    ]
  > = {
    'TBX v3': [
      glossaries.map((all) => whole(printTbx(all, nothing()))),
      (source) => readTbx(source, nothing()),
    ],
    'TBX v2': [
      glossaries.map((all) => whole(printTbx(all, nothing(), 2))),
      (source) => readTbx(source, nothing()),
    ],
    TMX: [
      glossaries.map((all) => whole(printTmxGlossary(all, nothing()))),
      (source) => readTmxGlossary(source, nothing()),
    ],
    'TMX, its units': [
      glossaries.map((all) => whole(printTmxGlossary(all, nothing()))),
      (source) => readTmx(source, told),
    ],
    XLIFF: [
      glossaries.map((all) => whole(printXliffGlossary(all, pair, nothing()))),
      (source) => readXliffGlossary(source, nothing()),
    ],
    UTX: [
      glossaries.map((all) =>
        whole(
          printUtx(all, { ...pair, at: '2026-01-08T00:00:00Z' }, nothing()),
        ),
      ),
      (source) => readUtx(source, nothing()),
    ],
    OmegaT: [
      glossaries.map((all) => whole(printOmegat(all, pair, nothing()))),
      (source) => readOmegat(source, pair, nothing()),
    ],
  }
  test.each(Object.entries(formats))('%s', async (_name, [texts, read]) => {
    await fc.assert(
      fc.asyncProperty(damaged(texts, [...xml, ...lines]), async (text) => {
        await gone(read(inParts(text)))
      }),
      { numRuns: 60 },
    )
  })

  test.each(Object.entries(formats))(
    '%s, as bytes',
    async (_name, [texts, read]) => {
      const files = damagedBytes(texts.map((text) => strToU8(text)))
      await fc.assert(
        fc.asyncProperty(files, async (bytes) => {
          await gone(read(inParts(bytes)))
        }),
        { numRuns: 40 },
      )
    },
  )
})

const rows = fc.array(
  fc.array(
    fc.oneof(
      fc.constantFrom('id', 'zh-TW', 'en', '軟體', '', '=1+1', '"', '\n', "'-"),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 5 },
  ),
  { maxLength: 5 },
)

const workbooks = rows.map((all) =>
  printXlsx([['id', 'zh-TW', 'en'], ...all], { name: 'Terms' }, nothing()),
)

const readSheet = (bytes: Uint8Array) =>
  readXlsx(inParts(bytes) as AsyncIterable<Uint8Array>, {
    leftOut: nothing(),
    isHeading: (cells) => isHeading(cells, new Map()),
  })

/** The parts of an archive with anything wrong, packed again. */
function repacked(
  archives: fc.Arbitrary<Uint8Array>,
): fc.Arbitrary<Uint8Array> {
  return archives.chain((archive) => {
    const parts = Object.entries(unzipSync(archive))
    return fc.nat(parts.length - 1).chain((index) => {
      const [, content] = parts[index] ?? ['', new Uint8Array()]
      return damaged(fc.constant(strFromU8(content)), xml).map((text) =>
        zipSync(
          Object.fromEntries(
            parts.map(([name, own], at) => [
              name,
              at === index ? strToU8(text) : own,
            ]),
          ),
        ),
      )
    })
  })
}

describe('tables with anything wrong are read or refused', () => {
  test('a workbook whose parts are damaged', async () => {
    await fc.assert(
      fc.asyncProperty(repacked(workbooks), async (bytes) => {
        await gone(readSheet(bytes))
      }),
      { numRuns: 80 },
    )
  })

  test('a workbook whose bytes are damaged', async () => {
    await fc.assert(
      fc.asyncProperty(damagedBytes(workbooks), async (bytes) => {
        await gone(readSheet(bytes))
      }),
      { numRuns: 80 },
    )
  })

  test.each([',', '\t'] as const)('CSV with %j', async (delimiter) => {
    const texts = rows.map(
      (all) =>
        `id,zh-TW,en\n${all.map((one) => one.join(delimiter)).join('\n')}`,
    )
    await fc.assert(
      fc.asyncProperty(damaged(texts, lines), async (text) => {
        try {
          const found = readTable(inParts(text), { delimiter }, () => {})
          for await (const { line } of found) expect(line).toBeGreaterThan(0)
        } catch (error) {
          // What the command shows: the line, and what csv-parse says of it.
          expect((error as { lines?: unknown }).lines).toBeTypeOf('number')
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('translations that come back, with anything wrong, are read or refused', () => {
  const texts: Record<string, [string, (one: Translation) => string]> = {
    'XLIFF 2.1': ['a.xlf', printTranslation],
    'XLIFF 1.2': ['a.xlf', printXliff12],
    PO: ['a.po', printPo],
    'PO with all': ['a.po', printPoStore],
    HTML: ['a.html', (one) => printHtmlTable(one, strings)],
  }
  const tokens = [
    ...xml,
    ...lines,
    'msgid "',
    'msgstr ""',
    '#~ ',
    '<td>',
    '</tr>',
  ]
  test.each(Object.entries(texts))('%s', (_name, [name, print]) => {
    fc.assert(
      fc.property(damaged(translations.map(print), tokens), (text) => {
        handed(Buffer.from(text), name)
        handed(Buffer.from(text), 'a')
      }),
      { numRuns: 60 },
    )
  })

  test.each(Object.entries(texts))('%s, as bytes', (_name, [name, print]) => {
    const files = damagedBytes(translations.map((one) => strToU8(print(one))))
    fc.assert(
      fc.property(files, (bytes) => handed(bytes, name)),
      { numRuns: 40 },
    )
  })

  const documents = translations.map((one) => printDocxTable(one, strings))
  test('a document whose parts are damaged', () => {
    fc.assert(
      fc.property(repacked(documents), (bytes) => handed(bytes, 'a.docx')),
      { numRuns: 60 },
    )
  })

  test('a document whose bytes are damaged', () => {
    fc.assert(
      fc.property(
        damagedBytes(documents),
        fc.constantFrom('a.docx', 'a'),
        handed,
      ),
      { numRuns: 60 },
    )
  })

  test.each([
    ['XLIFF', printTranslation, readTranslation],
    ['PO', printPoStore, readPoStore],
  ] as const)('as they are kept: %s', (_name, print, read) => {
    fc.assert(
      fc.property(
        damaged(
          translations.map((one) => print(one)),
          tokens,
        ),
        (text) => {
          const { translation, findings } = read(text)
          if (translation) JSON.stringify(translation)
          else expect(findings.some(({ fatal }) => fatal)).toBe(true)
        },
      ),
      { numRuns: 80 },
    )
  })
})
