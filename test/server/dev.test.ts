import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveConfig } from '../../src/node.ts'
import { serveDev } from '../../src/server/index.ts'
import { createProject, type Project } from '../project.ts'

const client = new URL('../../dist/server/', import.meta.url)
const files = {
  'articles/a.md':
    '---\ntitle: 甲\n---\n\n軟體好用。見[乙](b.md)、[不見了](gone.md)。\n',
  'articles/b.md': '# 乙\n\n硬體。\n',
  'articles/讀/c.txt': '丙\n\n民國 113 年的軟體（沒有另一半。\n',
  'locales/glossary/terms.yaml':
    'concepts:\n  - { id: software, domain: technology, state: approved, terms: { zh-TW: 軟體, zh-CN: 软件, en: software } }\n',
}

describe('yiwen dev', () => {
  let project: Project
  let server: Awaited<ReturnType<typeof serveDev>>
  let base: URL
  let cookie: string
  const problems: unknown[] = []

  beforeAll(async () => {
    project = createProject(files)
    const config = resolveConfig({ editions: ['zh-TW', 'zh-CN', 'en'] })
    server = await serveDev({
      ...{ cwd: project.root, config, by: '測試', client },
      onBuilt: (problem) => {
        if (problem !== undefined) problems.push(problem)
      },
    })
    base = new URL(server.url)
    const answer = await fetch(base, { redirect: 'manual' })
    cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  })
  afterAll(async () => {
    await server?.close()
    project?.remove()
  })

  const get = (path: string, headers: Record<string, string> = { cookie }) =>
    fetch(new URL(path, base), { headers, redirect: 'manual' })

  test('serves pages to the one who has the token, under their own policy', async () => {
    expect((await get('/zh-TW/a.html', {})).status).toBe(401)
    const answer = await get('/zh-TW/a.html')
    expect(answer.headers.get('content-type')).toMatch(/^text\/html/)
    const html = await answer.text()
    expect(html).toContain('軟體')
    const nonce = /<script src="\/~yiwen\/dev.js" nonce="([^"]+)"/.exec(
      html,
    )?.[1]
    expect(nonce).toBeDefined()
    expect(html).toContain(`'nonce-${nonce}'`.replaceAll("'", '&#x27;'))
    expect(html).toContain('default-src &#x27;none&#x27;')
    expect(html).not.toContain('unsafe-eval')
  })

  test('says no to another host, another method, and files beside the site', async () => {
    const status = await new Promise((done) => {
      request(
        {
          host: base.hostname,
          port: base.port,
          path: '/',
          headers: { host: 'evil.example', cookie },
        },
        (answer) => done(answer.statusCode),
      ).end()
    })
    expect(status).toBe(421)
    expect(
      (await fetch(new URL('/', base), { method: 'PUT', headers: { cookie } }))
        .status,
    ).toBe(405)
    for (const path of [
      '/%2e%2e/articles/a.md',
      '/..%2farticles%2fa.md',
      '/%2e%2e%5carticles/a.md',
      '/.yiwen/manifest.json',
      '/zh-TW/%00',
      '/%ff',
    ]) {
      expect((await get(path)).status, path).toBe(404)
    }
  })

  test('shows an article as soon as it is made, and the rest after a build', async () => {
    const stream = await get('/~yiwen/events')
    const reader = stream.body?.getReader()
    const text = new TextDecoder()
    const next = async (): Promise<string[]> => {
      for (let seen = ''; ; ) {
        const { value, done } = (await reader?.read()) ?? { done: true }
        if (done) throw new Error('The stream has ended.')
        seen += text.decode(value)
        const data = /^data: (\{.*\})$/m.exec(seen)?.[1]
        if (data) return (JSON.parse(data) as { changed: string[] }).changed
      }
    }
    const title = '---\ntitle: 丙\n---\n\n硬碟好用。\n'
    project.write({ 'articles/a.md': title })
    expect(await next()).toContain('zh-CN/a.html')
    expect(await (await get('/zh-CN/a.html')).text()).toContain('硬盘好用')
    expect(await (await get('/zh-CN/index.html')).text()).toContain('>甲</a>')
    // The lists have it once the build is done.
    expect(await next()).toContain('zh-CN/index.html')
    expect(await (await get('/zh-CN/index.html')).text()).toContain('>丙</a>')
    expect(project.read('public/zh-CN/a.md')).toContain('硬盘')
    await reader?.cancel()
  }, 30_000)

  test('lists what was found, the page’s own first, with places', async () => {
    project.write({ 'articles/a.md': files['articles/a.md'] })
    await expect
      .poll(
        async () => {
          const answer = await get('/~yiwen/findings?page=/zh-TW/a.html')
          const { findings } = (await answer.json()) as {
            findings: { place: string; reason: string }[]
          }
          return findings.find(({ reason }) => reason.includes('gone.md'))
            ?.place
        },
        { timeout: 10_000 },
      )
      .toMatch(/^articles\/a\.md:5:\d+ · publish-link-missing$/)
  })

  test('opens the review on a term, and on an article’s translation', async () => {
    const term = await get(`/~yiwen/review?term=${encodeURIComponent('软件')}`)
    expect(term.status).toBe(303)
    expect(term.headers.get('location')).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+#\/term\/software$/,
    )
    const page = await get('/~yiwen/review?page=/en/a.html')
    expect(page.headers.get('location')).toMatch(/#\/translate\/en\/a\.md$/)
    const near = await get('/~yiwen/review?page=/en/a.html&near=軟 體')
    expect(near.headers.get('location')).toMatch(
      /a\.md\?near=%E8%BB%9F\+%E9%AB%94$/,
    )
    // What an article is called is its file's.
    const text = await get('/~yiwen/review?page=/en/讀/c.html')
    expect(text.headers.get('location')).toMatch(
      /#\/translate\/en\/%E8%AE%80\/c\.txt$/,
    )
    const list = await get('/~yiwen/review?page=/en/index.html')
    expect(list.headers.get('location')).toMatch(/[\w-]$/)
    expect(list.headers.get('location')).not.toContain('translate')
  })

  test('takes up other settings, and survives wrong ones', async () => {
    const pages = async (id: string): Promise<number> =>
      (await get(`/${id}/a.html`)).status
    expect(await pages('zh-HK')).toBe(404)
    project.write({ 'yiwen.config.yaml': 'editions: [zh-TW, zh-HK, en]\n' })
    await expect.poll(() => pages('zh-HK'), { timeout: 40_000 }).toBe(200)
    // What is no edition any more is gone.
    await expect.poll(() => pages('zh-CN'), { timeout: 40_000 }).toBe(404)
    problems.length = 0
    project.write({ 'yiwen.config.yaml': 'editions: [fr]\n' })
    await expect.poll(() => problems, { timeout: 40_000 }).not.toEqual([])
    expect(await pages('zh-HK')).toBe(200)
    project.write({ 'yiwen.config.yaml': 'editions: [zh-TW, zh-CN, en]\n' })
    await expect.poll(() => pages('zh-CN'), { timeout: 40_000 }).toBe(200)
    // Articles are followed as before.
    project.write({ 'articles/b.md': '# 乙\n\n滑鼠。\n' })
    await expect
      .poll(async () => (await get('/zh-CN/b.html')).text(), {
        timeout: 40_000,
      })
      .toContain('鼠标')
  }, 200_000)

  test('lists what was found in a plain text first on its page', async () => {
    const answer = await get('/~yiwen/findings?page=/zh-CN/讀/c.html')
    const { findings } = (await answer.json()) as {
      findings: { place: string }[]
    }
    expect(findings[0]?.place).toMatch(/^articles\/讀\/c\.txt/)
  })
})
