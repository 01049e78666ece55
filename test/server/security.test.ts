import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTab, type Tab, token } from './review-project.ts'

let tab: Tab
beforeAll(async () => {
  tab = await openTab({
    'secret.txt': 'secret',
    'articles/images/x.svg': '<svg onload="alert(1)"></svg>',
    'articles/images/x.png': 'png',
  })
})
afterAll(() => tab.project.remove())

const host = '127.0.0.1:4100'

describe('who may ask', () => {
  test('nobody without the cookie', async () => {
    for (const path of [
      '/',
      '/client.js',
      '/api/changes?since=0',
      '/preview/zh-CN/a.md',
    ]) {
      const answer = await tab.request(path, { headers: { cookie: '' } })
      expect([path, answer.status]).toEqual([path, 401])
    }
    const wrong = { cookie: 'yiwen-review-4100=token-of-the-tes' }
    expect((await tab.request('/', { headers: wrong })).status).toBe(401)
  })

  test('the token gives a cookie that no script and no other site has', async () => {
    const headers = { cookie: '' }
    const answer = await tab.request(`/?token=${token}`, { headers })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/')
    const cookie = answer.headers.get('set-cookie')
    expect(cookie).toMatch(/HttpOnly/)
    expect(cookie).toMatch(/SameSite=Strict/)
    const wrong = await tab.request('/?token=x', { headers })
    expect(wrong.status).toBe(401)
    expect(wrong.headers.get('set-cookie')).toBeNull()
  })

  test('no name that is pointed at this machine', async () => {
    for (const name of [
      'evil.example:4100',
      '127.0.0.1:4101',
      '127.0.0.1',
      '',
    ]) {
      const answer = await tab.request('/', { headers: { host: name } })
      expect([name, answer.status]).toEqual([name, 421])
    }
    for (const name of ['localhost:4100', '[::1]:4100']) {
      expect((await tab.request('/', { headers: { host: name } })).status).toBe(
        200,
      )
    }
  })

  test('no form and no script of another site', async () => {
    const send = async (headers: Record<string, string>) => {
      const body = JSON.stringify({ action: 1 })
      const init = { method: 'POST', body, headers }
      return (await tab.request('/api/undo', init)).status
    }
    const type = { 'content-type': 'application/json' }
    const origin = `http://${host}`
    expect(await send({ ...type, origin: 'https://evil.example' })).toBe(403)
    expect(await send({ ...type, origin: 'null' })).toBe(403)
    expect(await send({ ...type, origin: 'http://127.0.0.1:4101' })).toBe(403)
    expect(await send(type)).toBe(403)
    expect(await send({ ...type, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await send({ origin, 'content-type': 'text/plain' })).toBe(415)
    expect(await send({ origin })).toBe(415)
    // Nothing was decided yet, which is all that is wrong with these.
    expect(await send({ ...type, origin })).toBe(409)
    expect(await send({ ...type, 'sec-fetch-site': 'same-origin' })).toBe(409)
    const put = await tab.request('/api/undo', { method: 'PUT' })
    expect(put.status).toBe(405)
  })

  test('a link on another site leads on to the page once', async () => {
    const headers = { cookie: '', 'sec-fetch-site': 'cross-site' }
    const first = await tab.request('/', { headers })
    expect(await first.text()).toContain('url=/?again=1')
    const again = await tab.request('/?again=1', { headers })
    expect(await again.text()).not.toContain('refresh')
  })
})

describe('what is answered', () => {
  test('every answer forbids what the page does not need', async () => {
    for (const path of [
      '/',
      '/api/changes?since=0',
      '/client.js',
      '/nothing',
    ]) {
      const { headers } = await tab.request(path)
      const policy = headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toContain('unsafe')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cache-control')).toBe('no-store')
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  })

  test('an article’s page has no script, and stands in no other site', async () => {
    const answer = await tab.request('/preview/zh-CN/a.md')
    expect(answer.status).toBe(200)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(/^sandbox allow-same-origin;/)
    expect(policy).toContain("frame-ancestors 'self'")
    expect(policy).not.toContain('script')
    const picture = await tab.request('/preview/zh-CN/images/x.svg')
    expect(picture.headers.get('content-type')).toBe('image/svg+xml')
    expect(picture.headers.get('content-security-policy')).toBe(policy)
  })

  test('no file outside the articles', async () => {
    for (const path of [
      '../secret.txt',
      '..%2fsecret.txt',
      '%2e%2e/secret.txt',
      '..%5csecret.txt',
      'images/..%2f..%2fsecret.txt',
      'images/%2e%2e%2f%2e%2e%2flocales%2fglossary%2ftech.yaml',
      '%00a.md',
      '%ff',
      '%2fetc%2fpasswd',
      'images/x.png/../../../secret.png',
    ]) {
      const answer = await tab.request(`/preview/zh-CN/${path}`)
      expect([path, answer.status]).toEqual([path, 404])
      expect(await answer.text()).not.toContain('secret')
    }
    const edition = await tab.request('/preview/..%2f..%2f/a.md')
    expect(edition.status).toBe(404)
  })

  test('nonsense is refused and changes nothing', async () => {
    const before = tab.project.read('locales/glossary/tech.yaml')
    const { revision } = await tab.row('large-model')
    const good = { id: 'large-model', revision }
    for (const body of [
      {},
      [],
      null,
      { ...good, decision: { kind: 'delete' } },
      { ...good, decision: { kind: 'approve', by: 'somebody' } },
      { ...good, decision: { kind: 'approve' }, file: '/etc/passwd' },
      { ...good, decision: { kind: 'edit', approve: true, edit: {} } },
      { ...good, decision: { kind: 'approve' }, reason: 'x'.repeat(6000) },
    ]) {
      expect((await tab.post('/api/decide', body)).status).toBe(400)
    }
    const raw = await tab.request('/api/decide', {
      method: 'POST',
      headers: { origin: `http://${host}`, 'content-type': 'application/json' },
      body: '{',
    })
    expect(raw.status).toBe(400)
    for (const id of ['__proto__', 'constructor', '../x']) {
      const body = { id, revision: 'new', decision: { kind: 'approve' } }
      expect((await tab.post('/api/decide', body)).status).toBe(409)
    }
    expect(tab.project.read('locales/glossary/tech.yaml')).toBe(before)
  })
})

test('what articles and concepts say is text, whatever it looks like', async () => {
  const evil = '<img src=x onerror=alert(1)>'
  const hostile = await openTab({
    'locales/glossary/evil.yaml': JSON.stringify({
      concepts: [
        {
          id: 'evil',
          domain: '"><script>alert(1)</script>',
          state: 'proposed',
          note: evil,
          terms: { 'zh-TW': '惡意', en: evil },
          sources: [{ title: evil, url: 'javascript:alert(1)' }],
        },
      ],
    }),
    'articles/evil.md': `# x\n\n${evil}惡意<script>alert(1)</script>與[x](javascript:alert(1))。\n`,
  })
  const page = await (
    await hostile.request('/preview/bilingual/evil.md?id=evil&place=0')
  ).text()
  expect(page).toContain('<mark id="place"')
  expect(page).not.toMatch(/<script|<[^>]*onerror|javascript:/)
  // An item is JSON, which the client sets as text; its type is never HTML.
  const answer = await hostile.request('/api/item?id=evil')
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
  hostile.project.remove()
})
