import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { findChromium } from '../src/build/pdf.ts'
import { folderWith, glossary, runCli } from './cli/run-cli.ts'

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

const files = {
  'articles/a.md': `---
title: 人工智慧
date: 2026-01-08T13:00:05+08:00
author: 林書涵
tags: [科技]
---

人工智慧與**軟體**。[另一篇](b.md#節)，[無](c.md)，註[^1]。

![圖](p.png) ![網](https://a.example/x.png) <iframe src="x"></iframe>

$a^2$

[^1]: 註文。
`,
  'articles/b.md':
    '---\ndate: 2026-02-01\n---\n\n# 二\n\n## 節\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n',
  'articles/p.png': png,
  'locales/glossary/g.yaml': glossary,
  'yiwen.config.yaml': 'editions: [zh-TW, zh-CN]\n',
}

function book(cwd: string, name: string): Buffer {
  return readFileSync(join(cwd, 'books', name))
}

describe('books', () => {
  test('an EPUB of each edition, valid, with what it needs', async () => {
    const cwd = folderWith(files)
    const { code, stdout, stderr } = await runCli(['export', 'epub'], { cwd })
    expect([code, stdout]).toEqual([0, 'books/zh-TW.epub\nbooks/zh-CN.epub\n'])
    expect(stderr).toContain('https://a.example/x.png × 2')
    expect(stderr).toContain('iframe × 1')
    const bytes = book(cwd, 'zh-CN.epub')
    const { messages } = await EpubCheck.validate(bytes)
    expect(messages.filter((one) => one.severity !== 'info')).toEqual([])
    const entries = unzipSync(bytes)
    const page = (name: string): string =>
      Buffer.from(entries[`EPUB/${name}`] ?? []).toString()
    const first = page('chapter-1.xhtml')
    expect(first).toContain('人工智能')
    expect(first).toContain('href="chapter-2.xhtml#')
    expect(first).toContain('epub:type="noteref"')
    expect(first).toContain('artificial intelligence')
    expect(first).toContain('src="images/1.png"')
    expect(first).toContain('<math xmlns=')
    expect(page('glossary.xhtml')).toContain('<dfn>人工智能</dfn>')
    expect(page('package.opf')).toContain('2026-02-01T00:00:00Z')
    await runCli(['export', 'epub', '-o', 'again'], { cwd })
    expect(readFileSync(join(cwd, 'again/zh-CN.epub'))).toEqual(bytes)
  })

  test('one article in one edition is one file; two editions are not', async () => {
    const cwd = folderWith(files)
    const line = ['export', 'docx', 'articles/a.md', '-o', 'a.docx']
    const many = await runCli(line, { cwd })
    expect([many.code, many.stderr]).toEqual([
      2,
      expect.stringContaining('--edition'),
    ])
    const one = await runCli([...line, '--edition', 'zh-CN'], { cwd })
    expect([one.code, one.stdout]).toEqual([0, 'a.docx\n'])
    const first = readFileSync(join(cwd, 'a.docx'))
    await runCli([...line, '--edition', 'zh-CN'], { cwd })
    expect(readFileSync(join(cwd, 'a.docx'))).toEqual(first)
  })

  const docx = spawnSync('/usr/bin/python3', ['-c', 'import docx']).status === 0
  test.skipIf(!docx && !process.env['CI'])(
    'python-docx reads the document',
    async () => {
      const cwd = folderWith(files)
      await runCli(['export', 'docx', '--edition', 'zh-TW'], { cwd })
      const script = `
import docx, json
d = docx.Document('books/zh-TW.docx')
print(json.dumps({
  'heads': [p.text for p in d.paragraphs if p.style.name.startswith('Heading')],
  'cells': [c.text for r in d.tables[0].rows for c in r.cells],
  'pictures': len(d.inline_shapes),
  'lang': d.core_properties.language,
}))`
      const { stdout, stderr } = spawnSync('/usr/bin/python3', ['-c', script], {
        cwd,
        encoding: 'utf8',
      })
      expect(stderr).toBe('')
      expect(JSON.parse(stdout)).toEqual({
        heads: ['人工智慧', '二', '節', expect.any(String)],
        cells: ['甲', '乙', '1', '2'],
        pictures: 1,
        lang: 'zh-Hant-TW',
      })
    },
  )

  test('without Chromium a PDF says what to do', async () => {
    const cwd = folderWith(files)
    const env = { CHROME_PATH: '/nowhere/chrome', PATH: '/nowhere' }
    const { code, stderr } = await runCli(['export', 'pdf'], { cwd, env })
    expect([code, stderr]).toEqual([2, expect.stringContaining('CHROME_PATH')])
  })

  test('what is no PDF printer is said, and leaves no file', async () => {
    const cwd = folderWith(files)
    const env = { CHROME_PATH: '/bin/false' }
    const { code, stderr } = await runCli(['export', 'pdf'], { cwd, env })
    expect([code, stderr]).toEqual([
      2,
      expect.stringContaining('printed no PDF'),
    ])
  })

  test('CHROME_PATH comes before PATH', async () => {
    expect(await findChromium({ CHROME_PATH: '/bin/sh', PATH: '' })).toBe(
      '/bin/sh',
    )
  })
})
