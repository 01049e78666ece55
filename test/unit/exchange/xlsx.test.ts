import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import {
  strToU8,
  unzipSync,
  Zip,
  ZipDeflate,
  type Zippable,
  zipSync,
} from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  ExchangeError,
  LeftOut,
  printXlsx,
  readXlsx,
} from '../../../src/exchange/index.ts'
import { openZip } from '../../../src/exchange/unzip.ts'
import { isDateFormat, isoDate } from '../../../src/exchange/xlsx-numbers.ts'

async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 1000) {
    yield bytes.subarray(at, at + 1000)
  }
}

async function read(bytes: Uint8Array, sheet?: string) {
  const leftOut = new LeftOut()
  const rows: string[][] = []
  const lines: number[] = []
  const found = readXlsx(pieces(bytes), {
    leftOut,
    isHeading: (cells) => cells.includes('id'),
    ...(sheet === undefined ? {} : { sheet }),
  })
  for await (const { line, cells } of found) {
    lines.push(line)
    rows.push([...cells])
  }
  return { rows, lines, leftOut: leftOut.counts }
}

function print(rows: readonly (readonly string[])[], leftOut = new LeftOut()) {
  return printXlsx(rows, { name: 'Glossary', widths: [10, 60] }, leftOut)
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const office =
  'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const rels = (...parts: readonly (readonly [string, string])[]) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${parts
    .map(
      ([type, target], index) =>
        `<Relationship Id="r${index}" Type="${office}/${type}" Target="${target}"/>`,
    )
    .join('')}</Relationships>`

/** A workbook as other programs write it: shared texts, styles, two sheets. */
function workbook(
  sheet: string,
  {
    shared = '',
    styles = '',
    first = '<row r="1"><c r="A1" t="inlineStr"><is><t>About</t></is></c></row>',
    properties = '',
    more = {},
  }: {
    shared?: string
    styles?: string
    first?: string
    properties?: string
    more?: Zippable
  } = {},
): Uint8Array {
  const xml = (text: string) => strToU8(`<?xml version="1.0"?>${text}`)
  return zipSync({
    '_rels/.rels': xml(rels(['officeDocument', '/xl/book.xml'])),
    'xl/book.xml': xml(
      `<workbook ${main} xmlns:r="${office}">${properties}<sheets><sheet name="About" sheetId="1" r:id="r0"/><sheet name="詞彙" sheetId="2" r:id="r1"/></sheets></workbook>`,
    ),
    'xl/_rels/book.xml.rels': xml(
      rels(
        ['worksheet', 'worksheets/a.xml'],
        ['worksheet', './worksheets/../worksheets/b.xml'],
        ['sharedStrings', 'shared.xml'],
        ['styles', 'styles.xml'],
      ),
    ),
    'xl/worksheets/a.xml': xml(
      `<worksheet ${main}><sheetData>${first}</sheetData></worksheet>`,
    ),
    'xl/worksheets/b.xml': xml(
      `<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
    ),
    'xl/shared.xml': xml(`<sst ${main}>${shared}</sst>`),
    'xl/styles.xml': xml(`<styleSheet ${main}>${styles}</styleSheet>`),
    ...more,
  })
}

const heading =
  '<row r="2"><c r="B2" t="inlineStr"><is><t>id</t></is></c></row>'

const cell = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 8 }),
  fc
    .array(
      fc.constantFrom(
        '=1+1',
        '+',
        '-',
        '@',
        "'",
        '軟體',
        '\t',
        '\r',
        '\n',
        ' ',
        '_x000D_',
        '_x',
        '_',
        '&<>"',
        ']]>',
        '\u{0}',
        '\u{1f}',
        '\u{7f}',
        '\u{D800}',
        '\u{DFFF}',
        '\u{FFFE}',
        '\u{FFFF}',
        '\u{202E}',
        '\u{FEFF}',
        '𠮷',
        '1',
        'TRUE',
        '2026-01-08',
        '<script>',
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
)

describe('a workbook', () => {
  test('comes back as it was, whatever its cells say', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 30 }), {
          maxLength: 5,
        }),
        async (rows) => {
          const leftOut = new LeftOut()
          const bytes = print([['id', 'x'], ...rows], leftOut)
          expect(leftOut.counts).toEqual({})
          const back = await read(bytes)
          // A row without words is none, and nothing follows the last word.
          const kept = rows
            .filter((cells) => cells.some((text) => text.trim() !== ''))
            .map((cells) => {
              const last = cells.findLastIndex((text) => text !== '')
              return cells.slice(0, last + 1)
            })
          expect(back.rows).toEqual([['id', 'x'], ...kept])
          expect(back.leftOut).toEqual({})
        },
      ),
      { numRuns: 300 },
    )
  })

  test('has no formula, and the same bytes every time', () => {
    const rows = [['id'], ['=1+1'], ['@SUM(A1)'], ['plain']]
    expect(print(rows)).toEqual(print(rows))
    const text = Buffer.from(print(rows)).toString('latin1')
    expect(text.startsWith('PK')).toBe(true)
    expect(text).not.toContain('<f>')
  })

  test('a cell that is too long is left out and counted', async () => {
    const leftOut = new LeftOut()
    const rows = [
      ['id', 'x'],
      ['a', 'x'.repeat(32_768)],
    ]
    const { rows: back } = await read(print(rows, leftOut))
    expect(back).toEqual([['id', 'x'], ['a']])
    expect(leftOut.counts).toEqual({ 'cell of more than 32767 characters': 1 })
  })
})

describe('a workbook of another program', () => {
  test('is read by the first sheet with a heading, or the one that is named', async () => {
    const bytes = workbook(
      `${heading}<row><c t="inlineStr"><is><t>a</t></is></c></row>`,
    )
    expect(await read(bytes)).toMatchObject({
      rows: [['', 'id'], ['a']],
      lines: [2, 3],
    })
    expect((await read(bytes, 'About')).rows).toEqual([['About']])
    await expect(read(bytes, 'Else')).rejects.toMatchObject({
      problem: 'no-sheet',
      message: 'About, 詞彙',
    })
    await expect(read(workbook(''))).rejects.toMatchObject({
      problem: 'no-sheet',
    })
  })

  test('runs are put together, and how they are pronounced is no part of them', async () => {
    const shared =
      '<si><r><rPr><b/></rPr><t>大型</t></r><r><t xml:space="preserve"> 語言</t></r><rPh sb="0" eb="2"><t>おおがた</t></rPh><phoneticPr fontId="1"/></si><si><t>a_x0041_b</t></si><si/>'
    const { rows } = await read(
      workbook(
        `${heading}<row r="3"><c r="A3" t="s"><v>0</v></c><c r="B3" t="s"><v>1</v></c><c r="C3" t="s"><v>2</v></c><c r="D3" t="s"><v>99</v></c><c r="E3" t="inlineStr"><is><r><t>x</t></r><rPh sb="0" eb="1"><t>y</t></rPh></is></c></row>`,
        { shared },
      ),
    )
    expect(rows[1]).toEqual(['大型 語言', 'aAb', '', '', 'x'])
  })

  test('numbers, dates, truths, results and errors are what they stand for', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00&quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs>'
    const cells = [
      '<c><v>0.10000000000000001</v></c>',
      '<c s="1"><v>46030</v></c>',
      '<c s="2"><v>46030.5</v></c>',
      '<c s="3"><v>46030</v></c>',
      '<c t="b"><v>1</v></c>',
      '<c t="b"><v>0</v></c>',
      '<c t="str"><f>A1&amp;"x"</f><v>x</v></c>',
      '<c t="e"><v>#REF!</v></c>',
      '<c t="d"><v>2026-01-08</v></c>',
      '<c s="1"><v>-1</v></c>',
    ]
    const sheet = `${heading}<row>${cells.join('')}</row>`
    const { rows, leftOut } = await read(workbook(sheet, { styles }))
    expect(rows[1]).toEqual([
      '0.1',
      '2026-01-08',
      '2026-01-08T12:00:00',
      '46030',
      'true',
      'false',
      'x',
      '',
      '2026-01-08',
      '-1',
    ])
    expect(leftOut).toEqual({ formula: 1, error: 1 })
    const properties = '<workbookPr date1904="1"/>'
    const late = await read(workbook(sheet, { styles, properties }))
    expect(late.rows[1]?.[1]).toBe('2030-01-09')
  })

  test('a format is a date by what it shows', () => {
    for (const code of ['yyyy-mm-dd', 'h:mm', '[h]:mm', '[$-404]e/m/d', 'd']) {
      expect([code, isDateFormat(164, code)]).toEqual([code, true])
    }
    for (const code of ['General', '0.00', '"day"0', '[Red]0', '0\\d', '@']) {
      expect([code, isDateFormat(164, code)]).toEqual([code, false])
    }
    expect(isoDate(59, false)).toBe('1900-02-28')
    expect(isoDate(61, false)).toBe('1900-03-01')
    expect(isoDate(0.5, false)).toBe('12:00:00')
  })
})

describe('a workbook that is refused', () => {
  test.each([
    ['nothing', new Uint8Array(), 'not-xlsx'],
    ['text', strToU8('id,en\na,b\n'), 'not-xlsx'],
    [
      'a ZIP file of something else',
      zipSync({ 'a.txt': strToU8('x') }),
      'not-xlsx',
    ],
    [
      'a binary one',
      zipSync({
        '_rels/.rels': strToU8(rels(['officeDocument', 'xl/workbook.bin'])),
        'xl/workbook.bin': Uint8Array.of(0x83, 0x01, 0x00),
      }),
      'not-xlsx',
    ],
    [
      'an old or encrypted one',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
      'compound',
    ],
    ['one that is cut off', print([['id']]).subarray(0, 900), 'not-xlsx'],
    ['broken XML', workbook('<row'), 'malformed'],
    [
      'an entity bomb',
      workbook('', {
        more: {
          'xl/shared.xml': strToU8(
            '<!DOCTYPE sst [<!ENTITY a "aaaa">]><sst>&a;</sst>',
          ),
        },
      }),
      'entities',
    ],
    [
      'an external entity',
      workbook('', {
        more: {
          'xl/worksheets/a.xml': strToU8(
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>',
          ),
        },
      }),
      'entities',
    ],
    ['deep nesting', workbook('<row>'.repeat(200)), 'too-deep'],
    [
      'bytes that are no text',
      workbook('', {
        more: { 'xl/book.xml': Uint8Array.of(0x3c, 0xff, 0xfe, 0xfd) },
      }),
      'encoding',
    ],
  ] as const)('%s', async (_, bytes, problem) => {
    const refused = read(bytes)
    await expect(refused).rejects.toBeInstanceOf(ExchangeError)
    await expect(refused).rejects.toMatchObject({ problem })
  })

  test('one whose bytes are changed is read or refused, and nothing else', async () => {
    const bytes = print([
      ['id', 'x'],
      ['a', '軟體'],
    ])
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.tuple(
            fc.integer({ min: 0, max: bytes.length - 1 }),
            fc.integer({ min: 0, max: 255 }),
          ),
          { minLength: 1, maxLength: 5 },
        ),
        async (changes) => {
          const broken = Uint8Array.from(bytes)
          for (const [at, byte] of changes) broken[at] = byte
          await read(broken).catch((error: unknown) => {
            expect(error).toBeInstanceOf(ExchangeError)
          })
        },
      ),
      { numRuns: 500 },
    )
  })

  test('a bomb', async () => {
    const spaces = strToU8(' '.repeat(1_000_000))
    const parts = function* () {
      for (let n = 0; n < 257; n++) yield spaces
    }
    // 257 MB of spaces, made without holding them.
    const stream = new Zip()
    const pieces: Uint8Array[] = []
    stream.ondata = (_, piece) => pieces.push(piece)
    const files = unzipSync(workbook(''))
    for (const [name, bytes] of Object.entries(files)) {
      const large = name === 'xl/worksheets/a.xml'
      const file = new ZipDeflate(name, { level: 1 })
      stream.add(file)
      for (const part of large ? parts() : []) file.push(part)
      file.push(bytes, true)
    }
    stream.end()
    const bomb = Uint8Array.from(Buffer.concat(pieces))
    expect(bomb.length).toBeLessThan(3_000_000)
    await expect(read(bomb)).rejects.toMatchObject({ problem: 'inflates' })
  })

  test('is refused for what comes out, not for what it says', () => {
    const bytes = zipSync({ a: new Uint8Array(3_000_000), b: strToU8('b') })
    expect(openZip(bytes, 4_000_000).take(['a', 'b']).size).toBe(2)
    const refused = expect.objectContaining({ problem: 'inflates' })
    expect(() => openZip(bytes, 2_000_000).take(['a'])).toThrow(refused)
    const zip = openZip(bytes, 4_000_000)
    zip.take(['a'])
    expect(() => zip.take(['a'])).toThrow(refused)
    // The size, in the list of files and beside the file.
    const lying = Uint8Array.from(bytes)
    const size = [0xc0, 0xc6, 0x2d, 0x00]
    for (let at = 0; at < lying.length - 4; at++) {
      if (size.every((byte, i) => lying[at + i] === byte)) lying[at + 2] = 0
    }
    expect(Buffer.compare(lying, bytes)).not.toBe(0)
    expect(() => openZip(lying, 2_000_000).take(['a'])).toThrow(refused)
  })

  test('a bomb of elements, and columns without end', async () => {
    const shared = '<si/>'.repeat(2_000_001)
    await expect(read(workbook(heading, { shared }))).rejects.toMatchObject({
      problem: 'inflates',
    })
    const far = '<c r="ZZZ3" t="inlineStr"><is><t>x</t></is></c>'
    const { rows, leftOut } = await read(
      workbook(`${heading}<row r="3"><c r="A3"><v>1</v></c>${far}</row>`),
    )
    expect(rows[1]).toEqual(['1'])
    expect(leftOut).toEqual({ cell: 1 })
  })

  test('names of files lead nowhere outside of it', async () => {
    const more = {
      '../../../etc/passwd': strToU8('x'),
      'xl/_rels/book.xml.rels': strToU8(
        rels(
          ['worksheet', '../../../../etc/passwd'],
          ['worksheet', '/etc/passwd'],
        ),
      ),
    }
    await expect(read(workbook(heading, { more }))).rejects.toMatchObject({
      problem: 'no-sheet',
      message: '',
    })
  })
})

const python = '/usr/bin/python3'
// Debian's python3-openpyxl; it reads and writes workbooks with code of its own.
const openpyxl = spawnSync(python, ['-c', 'import openpyxl']).status === 0
const wanted = !openpyxl && !process.env['CI']

describe.skipIf(wanted)('a workbook to openpyxl', () => {
  function folder(): string {
    const made = mkdtempSync(path.join(tmpdir(), 'yiwen-xlsx-'))
    onTestFinished(() => rmSync(made, { recursive: true }))
    return made
  }

  function run(script: string, ...argv: string[]): string {
    const done = spawnSync(python, ['-c', script, ...argv], {
      encoding: 'utf8',
    })
    expect([done.status, done.stderr]).toEqual([0, ''])
    return done.stdout
  }

  test('is one sheet of text whose first row stays', () => {
    const file = path.join(folder(), 'a.xlsx')
    const rows = [
      ['id', 'en'],
      ['=1+1', '@SUM(A1)'],
      ['-1', ' 軟體\n𠮷 '],
      ["'+", 'plain'],
    ]
    writeFileSync(file, print(rows))
    const said = JSON.parse(
      run(
        `import json, sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1])
sheet = book.active
print(json.dumps({
  'names': book.sheetnames,
  'frozen': sheet.freeze_panes,
  'width': sheet.column_dimensions['B'].width,
  'types': sorted({cell.data_type for row in sheet for cell in row}),
  'formats': sorted({cell.number_format for row in sheet for cell in row}),
  'quoted': [cell.quotePrefix for cell in sheet['A']],
  'rows': [[cell.value for cell in row] for row in sheet],
}))`,
        file,
      ),
    ) as unknown
    expect(said).toEqual({
      names: ['Glossary'],
      frozen: 'A2',
      width: 60,
      types: ['s'],
      formats: ['@'],
      quoted: [false, true, true, true],
      rows,
    })
  })

  test('it is read as it wrote it', async () => {
    const file = path.join(folder(), 'a.xlsx')
    run(
      `import sys, datetime, openpyxl
book = openpyxl.Workbook()
book.active.title = 'Notes'
book.active.append(['nothing here'])
sheet = book.create_sheet('Terms')
sheet.append(['id', 'zh-TW', 'note'])
sheet.append(['software', '軟體', datetime.date(2026, 1, 8)])
sheet.append(['number', 3.5, True])
sheet.append(['formula', '=1+1', None])
book.save(sys.argv[1])`,
      file,
    )
    const { rows, leftOut } = await read(readFileSync(file))
    expect(rows).toEqual([
      ['id', 'zh-TW', 'note'],
      ['software', '軟體', '2026-01-08'],
      ['number', '3.5', 'true'],
      ['formula'],
    ])
    expect(leftOut).toEqual({ formula: 1 })
  })
})
