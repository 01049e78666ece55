import {
  linkSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { folderWith, glossary, runCli, textOf } from './run-cli.ts'

const bom = Buffer.from([0xef, 0xbb, 0xbf])

function convert(stdin: string | Uint8Array, ...argv: string[]) {
  return runCli(['convert', '-', ...argv], { stdin, cwd: folderWith() })
}

describe('as a filter', () => {
  test('converts standard input to standard output, and nothing else', async () => {
    const result = await convert('# 軟體\n\n他說：「好。」\n', '--to', 'zh-CN')
    expect(result).toMatchObject({
      code: 0,
      stdout: '# 软件\n\n他说：“好。”\n',
      stderr: '',
    })
  })

  test.each([
    ['zh-TW', 'zh-CN', '軟體', '软件'],
    ['zh-TW', 'zh-HK', '軟體', '軟件'],
    ['zh-CN', 'zh-TW', '头发的发展', '頭髮的發展'],
    ['zh-CN', 'zh-HK', '头发的发展', '頭髮的發展'],
    ['zh-HK', 'zh-TW', '説明', '說明'],
    ['zh-HK', 'zh-CN', '説明', '说明'],
    ['zh-Hant', 'zh_CN', '軟體', '软件'],
  ])('%s → %s', async (from, to, given, expected) => {
    const result = await convert(given, '--from', from, '--to', to)
    expect(result).toMatchObject({ code: 0, stdout: expected, stderr: '' })
  })

  test('takes the locale from the front matter', async () => {
    const text = '---\nlang: zh-CN\n---\n\n发展\n'
    const { stdout } = await convert(text, '--to', 'zh-TW')
    expect(stdout).toBe('---\nlang: zh-TW\n---\n\n發展\n')
  })

  test('gives back the bytes where source and target are one', async () => {
    const line = fc.constantFrom(
      '# 標題',
      '**軟**體「好」',
      '- 項目',
      '| 甲 | 乙 |',
      '`程式碼`',
      '',
      '  縮排\t',
      'a & b &amp; 𠮷',
      '\\*',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { maxLength: 8 }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.constantFrom('md', 'txt'),
        async (lines, eol, mark, format) => {
          const text = Buffer.from(lines.join(eol))
          const bytes = mark ? Buffer.concat([bom, text]) : text
          const argv = ['--to', 'zh-TW', '--format', format]
          const result = await convert(bytes, ...argv)
          expect(result.stderr).toBe('')
          expect(result.bytes.equals(bytes)).toBe(true)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('keeps line ends and BOM when it converts', async () => {
    const bytes = Buffer.concat([bom, Buffer.from('軟體\r\n\r\n資訊\r\n')])
    const result = await convert(bytes, '--to', 'zh-CN')
    const expected = Buffer.from('软件\r\n\r\n信息\r\n')
    expect(result.bytes).toEqual(Buffer.concat([bom, expected]))
  })
})

describe('kinds of source', () => {
  test('plain text has no Markdown in it', async () => {
    const text = '# `軟體` [資訊](軟體)\n'
    const { stdout } = await convert(text, '--to', 'zh-CN', '--format', 'txt')
    expect(stdout).toBe('# `软件` [信息]（软件）\n')
  })

  test('a resource keeps keys and interpolations', async () => {
    const cwd = folderWith({
      'app.json':
        '{\n  "軟體": "{{軟體}} 的軟體",\n  "n": { "a": "檔案" }\n}\n',
    })
    const result = await runCli(['convert', 'app.json', '--to', 'zh-CN'], {
      cwd,
    })
    expect(result.stdout).toBe(
      '{\n  "軟體": "{{軟體}} 的软件",\n  "n": { "a": "文件" }\n}\n',
    )
    expect(result.code).toBe(0)
  })

  test('MDX is decided by the name, or by --format', async () => {
    const text = '<Box title="軟體">{資訊}</Box>\n'
    const cwd = folderWith({ 'a.mdx': text })
    const named = await runCli(['convert', 'a.mdx', '--to', 'zh-CN'], { cwd })
    expect(named.stdout).toBe('<Box title="软件">{資訊}</Box>\n')
    const given = await convert(text, '--to', 'zh-CN', '--format', 'mdx')
    expect(given.stdout).toBe(named.stdout)
  })
})

describe('settings', () => {
  test('quotation marks stay when asked for', async () => {
    const argv = ['--to', 'zh-CN', '--quotes', 'keep']
    expect((await convert('「軟體」', ...argv)).stdout).toBe('「软件」')
  })

  test('typography is the author’s, or what is asked for', async () => {
    const argv = ['--to', 'zh-HK', '--spaces', 'add', '--punctuation', 'wide']
    const more = ['--ellipsis', 'normalise', '--dashes', 'normalise']
    const text = '用API, 好,好...好--好'
    expect((await convert(text, '--to', 'zh-HK')).stdout).toBe(text)
    expect((await convert(text, ...argv, ...more)).stdout).toBe(
      '用 API, 好，好……好——好',
    )
    const wrong = await convert(text, '--to', 'zh-HK', '--spaces', 'yes')
    expect(wrong.code).toBe(2)
  })

  test('the regional vocabulary can be left out', async () => {
    const argv = ['--to', 'zh-CN', '--no-vocabulary']
    expect((await convert('軟體', ...argv)).stdout).toBe('软体')
  })

  test("the project's glossary applies, and English only when asked for", async () => {
    const cwd = folderWith({ 'locales/glossary/a.yaml': glossary })
    const stdin = '人工智慧很紅。'
    const argv = ['convert', '-', '--to', 'zh-CN']
    const plain = await runCli(argv, { cwd, stdin })
    expect(plain.stdout).toBe('人工智能很红。')
    const glossed = await runCli([...argv, '--gloss', 'paren'], { cwd, stdin })
    expect(glossed.stdout).toBe('人工智能（artificial intelligence）很红。')
    const none = await runCli([...argv, '--gloss', 'none'], { cwd, stdin })
    expect(none.stdout).toBe(plain.stdout)
  })

  test('a glossary that is named replaces it', async () => {
    const cwd = folderWith({
      'locales/glossary/a.yaml': glossary.replace('人工智能', '甲'),
      'other/b.yaml': glossary.replace('人工智能', '乙'),
    })
    const argv = ['convert', '-', '--to', 'zh-CN', '--no-vocabulary']
    const stdin = '人工智慧'
    const own = await runCli(argv, { cwd, stdin })
    expect(own.stdout).toBe('甲')
    const other = await runCli([...argv, '--glossary', 'other/*.yaml'], {
      cwd,
      stdin,
    })
    expect(other.stdout).toBe('乙')
    const missing = await runCli([...argv, '--glossary', 'none/*.yaml'], {
      cwd,
      stdin,
    })
    expect(missing).toMatchObject({ code: 2, stdout: '' })
    expect(missing.stderr).toContain('none/*.yaml')
  })

  test('settings of the project and of the article hold', async () => {
    const cwd = folderWith({
      'yiwen.config.yaml': 'source: zh-CN\nquotes: keep\n',
      'articles/a.md': '---\nyiwen: { quotes: edition }\n---\n\n“发展”\n',
    })
    const argv = ['--to', 'zh-TW']
    const stdin = '“发展”'
    const piped = await runCli(['convert', '-', ...argv], { cwd, stdin })
    expect(piped.stdout).toBe('“發展”')
    const own = await runCli(['convert', 'articles/a.md', ...argv], { cwd })
    expect(own.stdout).toContain('「發展」')
  })
})

describe('encodings', () => {
  test('Big5 comes out as UTF-8, detected or named', async () => {
    const text = '這是一份軟體說明，請把檔案存好。\n'
    const bytes = iconv.encode(text, 'big5')
    const named = await convert(bytes, '--to', 'zh-TW', '--encoding', 'big5')
    expect(named.stdout).toBe(text)
    expect((await convert(bytes, '--to', 'zh-TW')).stdout).toBe(text)
  })

  test('another encoding is written when asked for', async () => {
    const argv = ['--to', 'zh-CN', '--output-encoding', 'gbk']
    const { bytes } = await convert('軟體', ...argv)
    expect(iconv.decode(bytes, 'gb18030')).toBe('软件')
  })

  test('a character the encoding lacks is misuse, and nothing is written', async () => {
    const argv = ['--to', 'zh-CN', '--output-encoding', 'big5']
    const result = await convert('說明', ...argv)
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain('“说” can not be written in big5')
  })

  test('bytes that are no text are an error, and nothing is written', async () => {
    const bytes = Buffer.from([0xe8, 0xbb, 0x9f, 0xff, 0xff])
    const result = await convert(bytes, '--to', 'zh-CN', '--encoding', 'utf-8')
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toContain('<stdin>')
    expect(result.stderr).toContain('offset 3')
    expect(result.stderr).toContain('read-encoding-invalid')
  })
})

describe('output file', () => {
  const source = '軟體\n'

  test('is written whole, with nothing left beside it', async () => {
    const cwd = folderWith({ 'a.md': source })
    const argv = ['convert', 'a.md', '--to', 'zh-CN', '-o', 'b.md']
    expect(await runCli(argv, { cwd })).toMatchObject({
      code: 0,
      stdout: '',
      stderr: '',
    })
    expect(textOf(cwd, 'b.md')).toBe('软件\n')
    expect(readdirSync(cwd).sort()).toEqual(['a.md', 'b.md'])
    expect((await runCli(argv, { cwd })).code).toBe(0)
  })

  test('is never the source, under whatever name', async () => {
    const cwd = folderWith({ 'a.md': source })
    symlinkSync('a.md', path.join(cwd, 'soft.md'))
    linkSync(path.join(cwd, 'a.md'), path.join(cwd, 'hard.md'))
    for (const name of ['a.md', './x/../a.md', 'soft.md', 'hard.md']) {
      const argv = ['convert', 'a.md', '--to', 'zh-CN', '-o', name]
      const result = await runCli(argv, { cwd })
      expect(result.code).toBe(2)
      expect(result.stderr).toContain('never written over')
      expect(textOf(cwd, 'a.md')).toBe(source)
    }
    expect(readdirSync(cwd).sort()).toEqual(['a.md', 'hard.md', 'soft.md'])
  })

  test('stays as it was when the source has an error', async () => {
    const cwd = folderWith({ 'a.md': '---\na: [b\n---\n軟體\n', 'b.md': 'old' })
    const argv = ['convert', 'a.md', '--to', 'zh-CN', '-o', 'b.md']
    const result = await runCli(argv, { cwd })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/a\.md:\d+:\d+ +error/)
    expect(result.stderr).toContain('front-matter-invalid')
    expect(textOf(cwd, 'b.md')).toBe('old')
  })

  test.each([
    ['a folder', 'folder', 'is a folder'],
    ['in a missing folder', 'no/b.md', 'can not be written: ENOENT'],
  ])('%s is misuse', async (_name, output, problem) => {
    const cwd = folderWith({ 'a.md': source, 'folder/x': '' })
    const argv = ['convert', 'a.md', '--to', 'zh-CN', '-o', output]
    const result = await runCli(argv, { cwd })
    expect(result.code).toBe(2)
    expect(result.stderr).toContain(problem)
    expect(readdirSync(cwd).sort()).toEqual(['a.md', 'folder'])
  })

  test('behind a link keeps the link, and its mode', async () => {
    const cwd = folderWith({ 'a.md': source })
    writeFileSync(path.join(cwd, 'real.md'), 'old', { mode: 0o600 })
    symlinkSync('real.md', path.join(cwd, 'link.md'))
    const argv = ['convert', 'a.md', '--to', 'zh-CN', '-o', 'link.md']
    expect((await runCli(argv, { cwd })).code).toBe(0)
    expect(readFileSync(path.join(cwd, 'real.md'), 'utf8')).toBe('软件\n')
    expect(readdirSync(cwd).sort()).toEqual(['a.md', 'link.md', 'real.md'])
  })
})

describe('what is no file', () => {
  test.each([
    ['no.md', 'There is no file no.md'],
    ['folder', 'folder is a folder'],
  ])('%s', async (name, problem) => {
    const cwd = folderWith({ 'folder/a.md': '' })
    const result = await runCli(['convert', name, '--to', 'zh-CN'], { cwd })
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(result.stderr).toContain(problem)
  })
})

test('a warning goes to standard error, the text comes all the same', async () => {
  const text = '看 http://a.tw/page的資訊 吧\n'
  const result = await convert(text, '--to', 'zh-CN')
  expect(result.code).toBe(0)
  expect(result.stdout).not.toBe('')
  expect(result.stderr).toContain('<stdin>:1:')
  expect(result.stderr).toContain('locate-autolink-han')
})
