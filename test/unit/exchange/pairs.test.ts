import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ExchangedConcept,
  LeftOut,
  printOmegat,
  printUtx,
  readOmegat,
  readUtx,
} from '../../../src/exchange/index.ts'
import type { Concept } from '../../../src/model/index.ts'
import { glossaries } from './concepts.ts'

const languages = { source: 'zh-TW', target: 'en' } as const

async function* bytes(text: string): AsyncGenerator<Uint8Array> {
  const all = new TextEncoder().encode(text)
  for (let at = 0; at < all.length; at += 5) yield all.subarray(at, at + 5)
}

async function all(source: AsyncIterable<ExchangedConcept>) {
  const concepts: ExchangedConcept[] = []
  for await (const one of source) concepts.push(one)
  return concepts
}

const pairs = (concepts: readonly ExchangedConcept[]) =>
  concepts.flatMap(({ terms }) => {
    const en = terms.filter(({ locale }) => locale === 'en')
    const zh = terms.filter(({ locale }) => locale === 'zh-TW')
    return zh.flatMap((a) => en.map((b) => `${a.text}\t${b.text}`))
  })

const cells = (text: string) =>
  text
    .replace(/^\u{FEFF}/u, '')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !/^#(?:UTX|src)/.test(line))
    .map((line) => line.split('\t'))

describe('two languages', () => {
  test('every line has its cells, and every pair comes back', async () => {
    await fc.assert(
      fc.asyncProperty(glossaries, async (concepts) => {
        const omegat = [
          ...printOmegat(concepts, languages, new LeftOut()),
        ].join('')
        const utx = [
          ...printUtx(concepts, { ...languages, at: 'now' }, new LeftOut()),
        ].join('')
        for (const [text, width, read] of [
          [omegat, 3, readOmegat(bytes(omegat), languages, new LeftOut())],
          [utx, 7, readUtx(bytes(utx), new LeftOut())],
        ] as const) {
          const rows = cells(text)
          expect(rows.every((row) => row.length === width)).toBe(true)
          // What UTF-8 has no way to write is one character when it is read.
          const decoded = cells(Buffer.from(text).toString())
          const back = pairs(await all(read))
          for (const [a = '', b = ''] of decoded) {
            expect(back).toContain(`${a}\t${b}`)
          }
        }
      }),
      { numRuns: 200 },
    )
  })

  test('UTX of other programs is read, whatever its version', async () => {
    const read = async (text: string) => {
      const leftOut = new LeftOut()
      return [await all(readUtx(bytes(text), leftOut)), leftOut.counts]
    }
    expect(
      await read(
        '\u{FEFF}#UTX 1.11;  en-US/zh-Hant; 2013-12-20T17:00:45; copyright: A; bidirectional\n##description: x\n#src\ttgt\tsrc:pos\ttgt:pos\tTerm Status\ttgt:comment\tcustomer\tConcept ID\nhound\t犬\tnoun\tsentence\tnon-standard\trather old\tA\tC002\ndog\t犬\tnoun\t-\tapproved\t-\t-\tC002\ncat\t貓\tnoun\tnoun\tobsolete\n',
      ),
    ).toEqual([
      [
        {
          id: 'C002',
          line: 4,
          definition: 'rather old',
          terms: [
            {
              text: 'hound',
              locale: 'en',
              status: 'admitted',
              partOfSpeech: 'noun',
            },
            { text: '犬', locale: 'zh-TW' },
            {
              text: 'dog',
              locale: 'en',
              status: 'preferred',
              partOfSpeech: 'noun',
            },
          ],
        },
        {
          line: 6,
          terms: [
            { text: 'cat', locale: 'en', partOfSpeech: 'noun' },
            { text: '貓', locale: 'zh-TW', partOfSpeech: 'noun' },
          ],
        },
      ],
      {
        'column customer': 1,
        'tgt:pos sentence': 1,
        'term status obsolete': 1,
      },
    ])
    expect(
      await read(
        '#UTX 1.20; lang: en/zh-CN; x\r\n#term:en\tterm:zh-CN\tpos:en\tx-own:en\r\ndog\t犬\tnoun\t1\r\n',
      ),
    ).toEqual([
      [
        {
          line: 3,
          terms: [
            { text: 'dog', locale: 'en', partOfSpeech: 'noun' },
            { text: '犬', locale: 'zh-CN' },
          ],
        },
      ],
      { 'column src:x-own': 1 },
    ])
  })

  test('a short form stays short, and a broken name is no comment', () => {
    const concept = {
      id: 'x',
      domain: 'company',
      state: 'approved',
      doNotTranslate: false,
      gloss: true,
      terms: [
        {
          text: '商湯科技',
          locale: 'zh-TW',
          type: 'full',
          status: 'preferred',
        },
        { text: '商湯', locale: 'zh-TW', type: 'short', status: 'preferred' },
        { text: '#湯', locale: 'zh-TW', type: 'variant', status: 'deprecated' },
        {
          text: 'SenseTime Group',
          locale: 'en',
          type: 'full',
          status: 'preferred',
        },
        { text: 'SenseTime', locale: 'en', type: 'short', status: 'preferred' },
      ],
    } satisfies Concept
    const leftOut = new LeftOut()
    const text = [...printOmegat([concept], languages, leftOut)].join('')
    expect(text).toBe(
      '\u{FEFF}商湯科技\tSenseTime Group\t\n商湯\tSenseTime\t\n',
    )
    expect(leftOut.counts).toMatchObject({ terms: 1, 'term.type': 3 })
  })
})
