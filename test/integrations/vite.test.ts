import { pathToFileURL } from 'node:url'
import { build, createServer, type Plugin, type ViteDevServer } from 'vite'
import { afterEach, describe, expect, test } from 'vitest'
import { yiwen } from '../../src/vite.ts'
import { createProject, type Project } from '../project.ts'

const concept = (word: string): string => `concepts:
  - id: zhipu-ai
    domain: company
    state: approved
    terms: { zh-TW: 智譜, zh-CN: ${word}, en: Zhipu AI }
`
const files = {
  'package.json': '{"type":"module"}',
  'locales/glossary/a.yaml': concept('智谱'),
  'yiwen.config.yaml':
    'editions: [zh-TW, { id: plain, locale: zh-CN, gloss: { style: none } }]\n',
  'articles/a.md': '# 智譜\n\n智譜的**軟體** `軟體`。\n',
  'articles/b.json': '{"軟體":"軟體"}\n',
  'articles/c.txt': '**軟體**</script>\u2028`',
  'main.js': `import text, { edition } from './articles/a.md?yiwen=zh-CN'
import plain from './articles/a.md?yiwen=plain'
import json from './articles/b.json?yiwen=zh-HK'
import raw from './articles/c.txt?yiwen=zh-CN'
import { editions } from 'virtual:yiwen/editions'
export { text, edition, plain, json, raw, editions }
`,
}

let project: Project
let server: ViteDevServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
  project.remove()
})

interface Main {
  text: string
  edition: { id: string; locale: string; edits: number }
  plain: string
  json: string
  raw: string
  editions: { id: string; locale: string; name: string }[]
}

/** Build the project as Vite does, and load what came out. */
async function built(
  more: Record<string, string> = {},
  plugins: Plugin[] = [],
): Promise<{ main: Main; warnings: string[] }> {
  project = createProject({ ...files, ...more })
  const warnings: string[] = []
  await build({
    root: project.root,
    configFile: false,
    logLevel: 'silent',
    plugins: [yiwen(), ...plugins],
    build: {
      lib: { entry: project.at('main.js'), formats: ['es'], fileName: 'main' },
      minify: false,
      rollupOptions: {
        onwarn: (warning) => warnings.push(String(warning.message)),
      },
    },
  })
  const url = pathToFileURL(project.at('dist/main.js'))
  return { main: (await import(/* @vite-ignore */ url.href)) as Main, warnings }
}

describe('vite build', () => {
  test('has editions by id and by locale, of every kind of text', async () => {
    const { main } = await built()
    expect(main.text).toBe('# 智谱\n\n智谱（Zhipu AI）的**软件** `軟體`。\n')
    expect(main.plain).toBe('# 智谱\n\n智谱的**软件** `軟體`。\n')
    expect(main.json).toBe('{"軟體":"軟件"}\n')
    expect(main.raw).toBe('**软件**</script>\u2028`')
    expect(main.edition).toMatchObject({ id: 'zh-CN', locale: 'zh-CN' })
    expect(main.edition.edits).toBeGreaterThan(2)
    expect(main.editions).toEqual([
      { id: 'zh-TW', locale: 'zh-TW', name: '臺灣正體' },
      { id: 'plain', locale: 'zh-CN', name: expect.any(String) as string },
    ])
  })

  test('leaves its modules to nobody else', async () => {
    const seen: string[] = []
    const { main } = await built({}, [
      {
        name: 'markdown',
        transform(code, id) {
          if (!/\.md(?:\?|$)/.test(id)) return undefined
          seen.push(id)
          return `export default ${JSON.stringify(code)}`
        },
      },
    ])
    expect(seen).toEqual([])
    expect(main.text).toContain('软件')
  })

  test('fails by place for an article with an error', async () => {
    const broken = { 'articles/a.md': '# 一\n\n<!-- yiwen:off -->\n軟體\n' }
    await expect(built(broken)).rejects.toThrow(
      /articles\/a\.md:3:\d+ .*\(locate-marker-unclosed\)/s,
    )
  })

  test('fails for an edition or an article that is not there', async () => {
    const main = (from: string) => ({
      'main.js': `import text from '${from}'\nexport { text }\n`,
    })
    await expect(built(main('./articles/a.md?yiwen=no'))).rejects.toThrow(
      /There is no edition "no".*zh-HK/s,
    )
    project.remove()
    await expect(built(main('./no.md?yiwen=zh-CN'))).rejects.toThrow(/no\.md/)
    project.remove()
    const wrong = { 'yiwen.config.yaml': 'no: 1\n' }
    await expect(built(wrong)).rejects.toThrow(/yiwen\.config\.yaml/)
  })
})

describe('vite dev', () => {
  async function serve(): Promise<{
    load: () => Promise<Main>
    sent: string[]
  }> {
    project = createProject({
      ...files,
      'main.js': `${files['main.js']}if (import.meta.hot) import.meta.hot.accept()\n`,
    })
    server = await createServer({
      root: project.root,
      configFile: false,
      logLevel: 'silent',
      appType: 'custom',
      server: { middlewareMode: true, ws: false },
      plugins: [yiwen()],
    })
    const dev = server
    const sent: string[] = []
    const { hot } = dev.environments.client
    const send = hot.send.bind(hot)
    hot.send = (...message: unknown[]) => {
      sent.push(JSON.stringify(message))
      ;(send as (...given: unknown[]) => void)(...message)
    }
    // A browser that has asked for the page and what it imports.
    await dev.transformRequest('/main.js')
    for (const [id] of dev.environments.client.moduleGraph.urlToModuleMap) {
      await dev.transformRequest(id)
    }
    const load = async () => (await dev.ssrLoadModule('/main.js')) as Main
    return { load, sent }
  }

  test('shows a changed article, and tells the browser', async () => {
    const { load, sent } = await serve()
    expect((await load()).plain).toContain('智谱的**软件**')
    project.write({ 'articles/a.md': '網路\n' })
    await expect
      .poll(async () => (await load()).plain, { timeout: 15_000 })
      .toBe('网络\n')
    await expect.poll(() => sent.join()).toContain('main.js')
  })

  test('shows a changed glossary, and changed settings', async () => {
    const { load, sent } = await serve()
    expect((await load()).plain).toContain('智谱的')
    project.write({ 'locales/glossary/a.yaml': concept('智谱华章') })
    await expect
      .poll(async () => (await load()).plain, { timeout: 15_000 })
      .toContain('智谱华章的')
    await expect.poll(() => sent.join()).toContain('main.js')
    project.write({
      'yiwen.config.yaml':
        'editions: [{ id: plain, locale: zh-HK, gloss: { style: none } }]\n',
    })
    await expect
      .poll(async () => (await load()).plain, { timeout: 15_000 })
      .toContain('軟件')
    expect((await load()).editions.map(({ id }) => id)).toEqual(['plain'])
  })
})
