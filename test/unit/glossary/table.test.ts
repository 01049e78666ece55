import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cellsOf,
  columns,
  printRow,
  readTable,
  type TableOptions,
  type TableRow,
  type WrittenConcept,
  withRow,
} from '../../../src/glossary/index.ts'

async function rowsOf(
  text: string,
  options: Partial<TableOptions> = {},
  size = 7,
): Promise<TableRow[]> {
  const bytes = Buffer.from(text)
  async function* chunks() {
    for (let at = 0; at < bytes.length; at += size) {
      yield bytes.subarray(at, at + size)
    }
  }
  const rows: TableRow[] = []
  const settings = { delimiter: ',' as const, ...options }
  for await (const row of readTable(chunks(), settings, () => {}))
    rows.push(row)
  return rows
}

const cell = fc.oneof(
  fc.constantFrom(
    '=1+1',
    '+a',
    '-1',
    '@x',
    "'=1",
    "''=1",
    "'plain",
    '# no comment',
    'a,b',
    'a\tb',
    'a"b',
    'two\nlines',
    'two\r\nlines',
    ' lead',
    '\t=x',
    '\r=x',
    '{ a',
    'a | b',
    '軟體',
  ),
  fc.string({ minLength: 1, unit: 'grapheme' }),
)

describe('a row', () => {
  test('comes back as it was written, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cell, { minLength: 3, maxLength: 3 }),
        fc.constantFrom(',' as const, '\t' as const),
        async (cells, delimiter) => {
          const names = ['id', 'note', 'definition']
          const text = printRow(names, delimiter) + printRow(cells, delimiter)
          const [row] = await rowsOf(text, { delimiter })
          for (const [index, name] of names.entries()) {
            const wanted = cells[index] ?? ''
            expect(row?.cells.get(name) ?? '').toBe(
              wanted.trim() === '' ? '' : wanted,
            )
          }
        },
      ),
    )
  })

  test('holds nothing a spreadsheet would run', () => {
    for (const formula of ['=cmd|x', '+1', '-1', '@a', '\t=1', '\r=1', "'=1"]) {
      expect(printRow([formula], ',')).toMatch(/^"?'/)
    }
    expect(printRow(['a=b', '軟體'], ',')).toBe('a=b,軟體\r\n')
  })
})

const word = fc.constantFrom(
  '軟體',
  'a | b',
  '{x}',
  "it's",
  '"q"',
  'a,b',
  '=x',
  'x: y',
)
const written = fc.oneof(
  word,
  fc.record(
    {
      text: word,
      type: fc.constant('short'),
      requires: fc.array(word, { minLength: 1, maxLength: 2 }),
    },
    { requiredKeys: ['text', 'type'], noNullPrototype: true },
  ),
)

test('a concept comes back as it was exported', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(written, {
        minLength: 1,
        maxLength: 4,
        selector: (w) => (typeof w === 'string' ? w : w.text),
      }),
      fc.option(word, { nil: undefined }),
      fc.boolean(),
      async (words, note, gloss) => {
        const [first] = words
        const concept = JSON.parse(
          JSON.stringify({
            id: 'a',
            domain: 'x',
            state: 'proposed',
            gloss,
            note,
            sources: [{ title: 'A, "B"', url: 'https://a.example/?b={c}' }],
            terms: { 'zh-TW': words.length === 1 ? first : words, en: 'a' },
          }),
        ) as WrittenConcept
        const text = printRow(columns, ',') + printRow(cellsOf(concept), ',')
        const [row] = await rowsOf(text)
        if (!row) throw new Error('no row')
        expect(withRow({ id: 'a', state: 'proposed' }, row)).toEqual(concept)
        expect(withRow(concept, row)).toEqual(concept)
      },
    ),
  )
})

describe('a table', () => {
  test('may have comments, a mark, headings of its own and lines of any end', async () => {
    const text =
      '\ufeff# mine, and yours\r\nID,Taiwan,zh_Hans,Other,English\n\n# "\na,軟體,软件,x,"two\nlines"\n\r\nb,,,,c # no comment\n'
    const headings = new Map([
      ['Taiwan', 'zh-TW'],
      ['English', 'en'],
    ])
    const rows = await rowsOf(text, { headings })
    expect(rows.map(({ cells }) => Object.fromEntries(cells))).toEqual([
      { id: 'a', 'zh-TW': '軟體', 'zh-CN': '软件', en: 'two\nlines' },
      { id: 'b', en: 'c # no comment' },
    ])
  })

  test('says on which line a row starts', async () => {
    const rows = await rowsOf('id,note\na,"x\ny"\nb,z\n# c\nc,"1\n2\n3"\n')
    expect(rows.map(({ line }) => line)).toEqual([2, 4, 6])
  })

  test('is read as it comes in', async () => {
    let given = 0
    async function* endless() {
      yield 'id,en\n'
      for (;;) yield `a${given++},x\n`
    }
    for await (const { cells } of readTable(
      endless(),
      { delimiter: ',' },
      () => {},
    )) {
      if (cells.get('id') === 'a1000') break
    }
    expect(given).toBeLessThan(50_000)
  })

  test('adds words and takes none out', () => {
    const row = (cells: Record<string, string>): TableRow => ({
      line: 2,
      cells: new Map(Object.entries(cells)),
    })
    const concept = {
      id: 'a',
      note: 'x',
      terms: { 'zh-TW': ['甲', '乙'], en: 'a' },
    }
    const edited = withRow(
      concept,
      row({
        'zh-TW': '乙 | { text: 丙, status: admitted }',
        en: 'a',
        state: 'approved',
      }),
    )
    expect(edited).toEqual({
      ...concept,
      terms: {
        'zh-TW': ['甲', '乙', { text: '丙', status: 'admitted' }],
        en: 'a',
      },
    })
    expect(() => withRow(concept, row({ sources: '[a' }))).toThrow(SyntaxError)
  })
})
