import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createProject, type Project } from '../project.ts'

// Astro has 250 packages, so it is no part of ours: `.ci/` installs it.
const astro = process.env['YIWEN_ASTRO'] ?? ''
// Version 5: the next wants a newer Node than Yiwen.
const program = join(astro, 'node_modules/astro/astro.js')
const missing = astro === '' || !existsSync(program)
const root = fileURLToPath(new URL('../../', import.meta.url))

function site(more: Record<string, string> = {}): Project {
  const project = createProject({
    'package.json': '{"type":"module"}',
    'yiwen.config.yaml': 'output: src/editions\nhtml: false\n',
    'locales/glossary/a.yaml': `concepts:
  - id: zhipu-ai
    domain: company
    state: approved
    terms: { zh-TW: 智譜, zh-CN: 智谱, en: Zhipu AI }
`,
    'articles/a.md': '# 軟體\n\n智譜的**軟體**。\n',
    'astro.config.mjs': `import { yiwen } from '${root}dist/astro.js'
export default { integrations: [yiwen()], devToolbar: { enabled: false }, cacheDir: '.cache' }
`,
    'src/content.config.ts': `import { defineCollection } from 'astro:content'
import { glob } from 'astro/loaders'
export const collections = {
  articles: defineCollection({
    loader: glob({ pattern: '*/**/*.md', base: './src/editions' }),
  }),
}
`,
    'src/pages/[...slug].astro': `---
import { getCollection, render } from 'astro:content'
export async function getStaticPaths() {
  const all = await getCollection('articles')
  return all.map((entry) => ({ params: { slug: entry.id }, props: { entry } }))
}
const { Content } = await render(Astro.props.entry)
---
<Content />
`,
    'src/pages/raw.txt.js': `import text from '../../articles/a.md?yiwen=zh-HK'
export const GET = () => new Response(text)
`,
    ...more,
  })
  symlinkSync(join(astro, 'node_modules'), project.at('node_modules'))
  onTestFinished(project.remove)
  return project
}

const env = { ...process.env, ASTRO_TELEMETRY_DISABLED: '1', CI: '1' }
const build = (project: Project) =>
  spawnSync(process.execPath, [program, 'build'], {
    cwd: project.root,
    encoding: 'utf8',
    env,
  })

describe.skipIf(missing)('Astro (skipped without YIWEN_ASTRO)', () => {
  test('builds editions, then the site of them', () => {
    const project = site()
    const { status, stdout, stderr } = build(project)
    expect([status, stderr]).toEqual([0, expect.any(String)])
    expect(stdout).toContain('src/editions: ')
    expect(project.read('dist/zh-cn/a/index.html')).toMatch(
      /智谱（Zhipu AI）的<strong>软件<\/strong>/,
    )
    expect(project.read('dist/bilingual/a/index.html')).toContain('Zhipu AI')
    expect(project.read('dist/raw.txt')).toContain('**軟件**')
  })

  test('fails where an article has an error', () => {
    const broken = '<!-- yiwen:off -->\n軟體\n'
    const { status, stdout, stderr } = build(site({ 'articles/a.md': broken }))
    expect(status).not.toBe(0)
    expect(stdout + stderr).toContain('locate-marker-unclosed')
  })

  test('refuses a folder that Astro publishes as it is', () => {
    const project = site({ 'yiwen.config.yaml': 'html: false\n' })
    const { status, stdout, stderr } = build(project)
    expect(status).not.toBe(0)
    expect(stdout + stderr).toContain('output: src/editions')
    expect(existsSync(project.at('public'))).toBe(false)
  })

  test('builds again what changes while it serves', async () => {
    const project = site()
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    const argv = [program, 'dev', '--port', String(port), '--host', '127.0.0.1']
    const child: ChildProcess = spawn(process.execPath, argv, {
      cwd: project.root,
      env,
      stdio: 'ignore',
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const page = async (): Promise<string> => {
      try {
        const answer = await fetch(`http://127.0.0.1:${port}/zh-cn/a`)
        return await answer.text()
      } catch {
        return ''
      }
    }
    const patience = { timeout: 40_000, interval: 300 }
    await expect.poll(page, patience).toContain('<strong>软件</strong>')
    project.write({ 'articles/a.md': '網路\n' })
    await expect.poll(page, patience).toContain('网络')
    expect(project.read('src/editions/zh-CN/a.md')).toContain('网络')
  })
})
