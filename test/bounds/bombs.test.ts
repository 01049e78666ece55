import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { strToU8, zipSync } from 'fflate'
import { VFile } from 'vfile'
import { afterEach, describe, expect, test } from 'vitest'
import { createLocalizer } from '../../src/index.ts'
import { createProject, type Project } from '../project.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

let project: Project | undefined
afterEach(() => project?.remove())

/** Run a command line with little memory; the limit of time is a guard against hanging. */
async function yiwen(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...argv: string[]
): Promise<{ code: number | null; text: string }> {
  project = createProject({
    'yiwen.config.yaml': 'editions: [zh-TW, zh-CN, en]\n',
    'articles/a.md': '好。\n',
    'locales/glossary/a.yaml': 'concepts: []\n',
    ...files,
  })
  const child = spawn(
    process.execPath,
    ['--max-old-space-size=512', main, ...argv, '--lang', 'en'],
    { cwd: project.root, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      text = (text + String(chunk)).slice(-20_000)
    })
  }
  const hung = setTimeout(() => child.kill('SIGKILL'), 110_000)
  const [code] = (await once(child, 'close')) as [number | null]
  clearTimeout(hung)
  return { code, text }
}

/** Nine levels of nine references each: 3.5 billion values of 500 characters. */
const aliases = `${Array.from({ length: 9 }, (_, level) => {
  const item = level === 0 ? 'lol' : `*a${level - 1}`
  return `b${level}: &a${level} [${Array(9).fill(item).join(', ')}]`
}).join('\n')}\n`

const zeros = (count: number): Uint8Array => new Uint8Array(count)
const zip = (files: Readonly<Record<string, Uint8Array>>): Uint8Array =>
  zipSync({ ...files }, { level: 9 })

describe('with 512 MB of memory', { timeout: 120_000 }, () => {
  test('references in front matter that multiply', async () => {
    const article = `---\n${aliases}title: 軟體\n---\n\n軟體\n`
    const { code, text } = await yiwen({ 'articles/a.md': article }, 'build')
    expect([0, 1], text).toContain(code)
  })

  test('references in a glossary that multiply', async () => {
    const glossary = `${aliases}concepts: *a8\n`
    const files = { 'locales/glossary/a.yaml': glossary }
    const { code, text } = await yiwen(files, 'glossary', 'lint')
    expect([1, 2], text).toContain(code)
  })

  test.each([
    ['b.xlsx', { 'xl/workbook.xml': zeros(300_000_000) }, 'glossary'],
    ['b.docx', { 'word/document.xml': zeros(150_000_000) }, 'translate'],
    [
      'b.zip',
      { 'a.xlf': zeros(60_000_000), 'b.xlf': zeros(60_000_000) },
      'translate',
    ],
  ])('%s that inflates', async (name, files, command) => {
    const bytes = zip({ '[Content_Types].xml': strToU8('<Types/>'), ...files })
    const { code, text } = await yiwen(
      { [name]: bytes },
      command,
      'import',
      name,
    )
    expect([1, 2], text).toContain(code)
    expect(project?.files('locales')).toEqual(['glossary/a.yaml'])
  })
})

test.each(['](', '<?', '*a_'])(
  '%s many times is refused before it takes long',
  (part) => {
    // micromark takes quadratic time; the work that a text may take is bounded.
    const value = `智譜（${part.repeat(150_000)}軟體`
    const file = createLocalizer({ concepts: [] }).localize(
      new VFile({ path: 'a.md', value }),
      { source: 'zh-TW', target: 'zh-CN' },
    )
    expect(file.messages.map(({ ruleId }) => ruleId)).toEqual([
      'parse-too-costly',
    ])
  },
)
