import { readFileSync } from 'node:fs'
import path from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { LeftOut, printXlsx } from '../../src/exchange/index.ts'
import { folderWith, runCli, textOf } from './run-cli.ts'

const glossary = `# Technology.
concepts:
  - id: software # mine
    domain: technology
    state: approved
    definition: Programs, not hardware.
    note: "=1+1"
    sources:
      - { title: ISO 2382, url: https://www.iso.org/, quotation: all }
    relations:
      - { kind: related, id: token }
    review: { by: Lin, at: 2026-01-08T09:30:00Z, reason: Agreed }
    terms:
      zh-TW: [軟體, { text: 軟件, status: forbidden, match: exact }]
      zh-CN: 软件
      en: software
  - id: token
    domain: technology
    state: proposed
    terms: { zh-TW: 權杖, en: token }
`

function desk() {
  const cwd = folderWith({ 'locales/glossary/a.yaml': glossary })
  return {
    cwd,
    run: (argv: readonly string[], stdin: string | Uint8Array = '') =>
      runCli(['glossary', ...argv], { cwd, stdin }),
    read: () => textOf(cwd, 'locales/glossary/a.yaml'),
  }
}

const same = [0, '0 added, 0 changed, 2 as they were\n']

describe('every format', () => {
  test.each([
    ['out.xlsx', 'review × 1'],
    ['out.tmx', 'terms × 1'],
    ['out.xlf', 'terms.zh-CN × 1'],
    ['out.csv', 'review × 1'],
    ['out.tbx', 'match × 1'],
  ])(
    '%s says what it left out, and changes nothing when it comes back',
    async (file, lost) => {
      const { run, read } = desk()
      const out = await run(['export', '-o', file])
      expect([out.code, out.stdout]).toEqual([0, ''])
      expect(out.stderr).toContain(lost)
      const back = await run(['import', file, '--overwrite'])
      expect([back.code, back.stdout]).toEqual(same)
      expect(back.stderr).toBe('')
      expect(read()).toBe(glossary)
    },
  )

  test.each(['xlsx', 'tmx', 'xliff'])(
    '%s gives another project its concepts, proposed',
    async (format) => {
      const { bytes } = await desk().run([
        'export',
        '--format',
        format,
        '-o',
        '-',
      ])
      const cwd = folderWith({ in: bytes })
      const argv = ['glossary', 'import', 'in', '--format', format, '--by', 'a']
      const dry = await runCli([...argv, '--dry-run'], { cwd })
      expect(dry.stdout).toContain('+ software\n')
      const { code, stdout } = await runCli(argv, { cwd })
      expect([code, stdout]).toEqual([
        0,
        '2 added, 0 changed, 0 as they were\n',
      ])
      const text = textOf(cwd, 'locales/glossary/glossary.yaml')
      // A table says the state, and the others do not.
      const state = format === 'xlsx' ? 'approved' : 'proposed'
      expect(text).toContain(
        `id: software\n    domain: technology\n    state: ${state}`,
      )
      expect(text).toContain('definition: Programs, not hardware.')
      expect(text).toContain('note: =1+1')
      expect(text).toContain('quotation: all')
      expect(text).toContain('{ kind: related, id: token }')
      expect(text).toContain('en: software')
    },
  )

  test('a reviewed concept is left alone and named', async () => {
    const { run, read } = desk()
    const tmx =
      '<tmx><header srclang="en"/><body><tu tuid="software"><tuv xml:lang="zh-HK"><seg>軟件</seg></tuv></tu></body></tmx>'
    const xliff =
      '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="zh-HK"><file id="f"><unit id="software" type="yiwen:concept"><segment><source>軟件</source></segment></unit></file></xliff>'
    const xlsx = printXlsx(
      [
        ['id', 'zh-HK'],
        ['software', '軟件'],
      ],
      { name: 'A' },
      new LeftOut(),
    )
    for (const [format, input] of [
      ['tmx', tmx],
      ['xliff', xliff],
      ['xlsx', xlsx],
    ] as const) {
      const argv = ['import', '-', '--format', format]
      const kept = await run(argv, input)
      expect(kept.stderr).toContain('--overwrite changes it: software')
      expect(read()).toBe(glossary)
      const dry = await run([...argv, '--overwrite', '--dry-run'], input)
      expect(dry.stdout).toContain('~ software\n')
      expect(dry.stdout).toContain('zh-HK')
      expect(dry.stdout).toContain('1 reviewed concept was changed: software')
      expect(read()).toBe(glossary)
    }
  })

  test.each([
    ['html', '', /html/],
    ['markdown', '', /markdown/],
    ['tmx', '<tbx/>', /line 1: this is no TMX/],
    ['tmx', '<tmx>\n<body>\n</tmx>', /line 3: the XML is broken/],
    ['tmx', '<!DOCTYPE a [<!ENTITY b "c">]><tmx/>', /declares entities/],
    ['xliff', '<xliff version="1.2"/>', /no XLIFF 2/],
    ['xlsx', 'id,en\n', /no workbook/],
    ['xlsx', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0), /password/],
    ['xlsx', zipSync({ a: strToU8('') }), /no workbook/],
    [
      'xlsx',
      printXlsx([['a', 'b']], { name: '甲\u{1b}' }, new LeftOut()),
      /no sheet begins with a row .* Sheets: 甲/,
    ],
  ] as const)('%s refuses %#', async (format, input, expected) => {
    const { run, read } = desk()
    const argv = ['import', '-', '--format', format]
    const { code, stdout, stderr } = await run(argv, input)
    expect([code, stdout, stderr]).toEqual([
      2,
      '',
      expect.stringMatching(expected),
    ])
    expect(stderr).not.toContain('\u{1b}')
    expect(read()).toBe(glossary)
  })
})

describe('a workbook', () => {
  test('has headings of its own, and is not written to a terminal', async () => {
    const { cwd, run } = desk()
    const rows = [
      ['ID', 'Taiwan', 'Term', 'Remark'],
      ['hash', '雜湊', 'hash', 'x'],
    ]
    const bytes = printXlsx(rows, { name: 'A' }, new LeftOut())
    const { code, stdout, stderr } = await run(
      [
        ...['import', '-', '--format', 'xlsx', '--domain', 'technology'],
        ...['--map', 'Taiwan=zh-TW', '--map', 'Term=en'],
      ],
      bytes,
    )
    expect([code, stdout]).toEqual([0, '1 added, 0 changed, 0 as they were\n'])
    expect(stderr).toContain('Remark')
    const argv = ['glossary', 'export', '--format', 'xlsx']
    const refused = await runCli(argv, { cwd, terminal: 80 })
    expect([refused.code, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain('-o')
    const pipe = await runCli(argv, { cwd })
    expect(pipe.bytes.subarray(0, 2).toString()).toBe('PK')
  })

  test('names the row that is wrong', async () => {
    const rows = [
      ['id', 'zh-TW'],
      ['a', '字'],
      ['A B', '詞'],
    ]
    const bytes = printXlsx(rows, { name: 'A' }, new LeftOut())
    const { code, stderr } = await desk().run(
      ['import', '-', '--format', 'xlsx'],
      bytes,
    )
    expect([code, stderr]).toEqual([2, expect.stringContaining('line 3')])
  })
})

describe('a page for readers', () => {
  test('is in the language of the messages', async () => {
    const { cwd, run } = desk()
    const { code } = await run(['export', '--lang', 'zh-TW', '-o', 'a.html'])
    expect(code).toBe(0)
    const text = readFileSync(path.join(cwd, 'a.html'), 'utf8')
    expect(text).toContain('<html lang="zh-Hant-TW">')
    expect(text).toContain('<h1>詞彙表</h1>')
    expect(text).toContain('<dt>臺灣</dt>')
    expect(text).not.toContain('軟件')
    const { stdout } = await run([
      'export',
      '--format',
      'markdown',
      '--lang',
      'zh-CN',
      '--show-status',
    ])
    expect(stdout).toMatch(/^# 术语表\n/)
    expect(stdout).toContain('軟體 · 軟件 (禁用)')
  })
})
