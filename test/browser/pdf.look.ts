import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { folderWith, runCli } from '../cli/run-cli.ts'
import { skip } from './launch.ts'

const poppler =
  spawnSync('pdfinfo', ['-v']).error === undefined || Boolean(process.env['CI'])

function ask(program: string, cwd: string, ...options: string[]): string {
  return spawnSync(program, options, { cwd, encoding: 'utf8' }).stdout
}

test.skipIf(skip || !poppler)(
  'a PDF has text, language, tags, outline',
  async () => {
    const cwd = folderWith({
      'articles/a.md':
        '---\ntitle: 軟體\n---\n\n透過網路下載。\n\n## 節\n\n字。\n',
      'articles/b.md': '# 二\n\n[一](a.md#節)\n',
      'yiwen.config.yaml': 'editions: [zh-CN]\n',
    })
    const { PATH = '', CHROMIUM } = process.env
    const env = { PATH, ...(CHROMIUM ? { CHROME_PATH: CHROMIUM } : {}) }
    const line = ['export', 'pdf', '--title', '书名', '-o', 'a.pdf']
    const { code, stderr } = await runCli(line, { cwd, env })
    expect([code, stderr]).toEqual([0, expect.not.stringContaining('error')])
    const info = ask('pdfinfo', cwd, 'a.pdf')
    expect(info).toMatch(/^Title: +书名$/m)
    expect(info).toMatch(/^Tagged: +yes$/m)
    expect(info).toMatch(/^Page size: .*\(A4\)$/m)
    // Title, contents, two chapters.
    expect(info).toMatch(/^Pages: +4$/m)
    const text = ask('pdftotext', cwd, '-layout', 'a.pdf', '-')
    expect(text.normalize('NFKC')).toContain('通过网络下载')
    expect(text).toMatch(/^ +3$/m)
    const raw = spawnSync('cat', ['a.pdf'], { cwd }).stdout.toString('latin1')
    expect(raw).toContain('/Lang (zh-Hans-CN)')
    expect(raw).toContain('/Outlines')
    // Without a date of its articles a book has the first that a ZIP can have.
    expect(raw).toContain('/CreationDate (D:19800101000000')
    await runCli([...line.slice(0, -1), 'b.pdf'], { cwd, env })
    expect(ask('cmp', cwd, 'a.pdf', 'b.pdf')).toBe('')
  },
)
