import { Validator } from '@seriousme/openapi-schema-validator'

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemKinds } from '../../src/api/problem.ts'
import { routes } from '../../src/api/routes.ts'
import { resources } from '../../src/messages/index.ts'
import { locales } from '../../src/model/index.ts'
import {
  expectValid,
  openApi,
  type Served,
  serveProject,
} from './api-server.ts'

type SpecData = Record<string, unknown>

interface Localized {
  id?: string
  source: string
  editions: {
    id: string
    failed: boolean
    text?: string
    edits: number
    findings: { rule: string; severity: string; note?: string }[]
  }[]
}

let served: Served
beforeAll(async () => {
  served = await serveProject(
    {},
    {
      'yiwen.config.yaml':
        'editions: [zh-TW, zh-CN, { id: cn, locale: zh-CN, gloss: { style: none } }]\noverrides:\n  - files: plain/**\n    gloss: { style: none }\n',
    },
  )
})
afterAll(() => served.stop())

describe('the document', () => {
  test('is OpenAPI 3.1, says an outside validator', async () => {
    const { status, body } = await served.send('/openapi.json')
    expect(status).toBe(200)
    const validator = new Validator()
    const result = await validator.validate(JSON.parse(body) as SpecData)
    expect(result).toMatchObject({ valid: true })
    expect(validator.version).toBe('3.1')
    const broken = JSON.parse(body) as {
      paths: Record<string, unknown>
    } & SpecData
    broken.paths['/v1/terms'] = { post: { responses: 1 } }
    expect((await new Validator().validate(broken)).valid).toBe(false)
  })

  test('has examples that are true', async () => {
    let count = 0
    for (const [path, route] of Object.entries(routes)) {
      if (!('examples' in route)) continue
      for (const { request, answer } of Object.values(route.examples)) {
        const { body } = await served.post(path, request)
        expect(body).toEqual(answer)
        count++
      }
    }
    expect(count).toBeGreaterThanOrEqual(3)
  })

  test('has schemas that refuse what the server refuses', () => {
    expect(() => expectValid('LocalizeRequest', { text: 1 })).toThrow()
    expect(() => expectValid('LocalizeRequest', { txt: '' })).toThrow()
    expect(() => expectValid('LocalizeRequest', { text: '' })).not.toThrow()
    expect(() => expectValid('Localized', { source: 'zh-TW' })).toThrow()
  })

  test('names every kind of problem, in every language', () => {
    const text = JSON.stringify(openApi)
    for (const kind of Object.keys(problemKinds)) {
      // Of an address that is not there, nothing is told.
      if (kind !== 'not-found' && kind !== 'method-not-allowed') {
        expect(text).toMatch(RegExp(`Problem: [^"]*\\b${kind}\\b`))
      }
      for (const lang of locales) {
        const words: Record<string, unknown> = resources[lang].api.problem
        expect([lang, kind, words[kind]]).not.toContain(undefined)
      }
    }
  })
})

describe('POST /v1/localize', () => {
  test('makes the editions of the project, or those asked for', async () => {
    const text = '# 軟體\n\n智譜的**軟體**。\n'
    const { body } = await served.post<Localized>('/v1/localize', {
      id: 'a',
      text,
    })
    expect(body.id).toBe('a')
    expect(body.editions.map(({ id }) => id)).toEqual(['zh-TW', 'zh-CN', 'cn'])
    expect(body.editions[1]?.text).toBe(
      '# 软件\n\n智谱（Zhipu AI）的**软件**。\n',
    )
    expect(body.editions[2]?.text).toBe('# 软件\n\n智谱的**软件**。\n')
    const some = await served.post<Localized>('/v1/localize', {
      text,
      editions: ['zh-HK', 'cn'],
      from: 'zh-TW',
    })
    expect(some.body.editions.map(({ id }) => id)).toEqual(['zh-HK', 'cn'])
  })

  test.each([
    ['mdx', '{軟體}<B title="x">軟體</B>\n', '{軟體}<B title="x">软件</B>\n'],
    ['txt', '**軟體** `軟體`', '**软件** `软件`'],
    ['json', '{"軟體":"軟體"}', '{"軟體":"软件"}'],
    ['md', '`軟體`軟體', '`軟體`软件'],
  ])('knows %s', async (format, text, wanted) => {
    const request = { text, format, to: 'zh-CN' }
    const { body } = await served.post<Localized>('/v1/localize', request)
    expect(body.editions[0]?.text).toBe(wanted)
  })

  test('takes options, and overrides by path', async () => {
    const one = async (options: object) => {
      const request = { text: '智譜檢視檔案。', to: 'zh-CN', ...options }
      const answer = await served.post<Localized>('/v1/localize', request)
      return answer.body.editions[0]?.text
    }
    expect(await one({ gloss: { style: 'none' }, domain: 'software' })).toBe(
      '智谱查看文件。',
    )
    expect(await one({ path: 'plain/a.md' })).not.toContain('Zhipu')
    expect(await one({ path: 'other/a.md' })).toContain('Zhipu')
    expect(
      await one({ path: 'plain/a.md', words: { 檢視: { 'zh-CN': '审视' } } }),
    ).toContain('审视')
  })

  test('what is wrong with an article is a finding, in the language asked for', async () => {
    const request = { text: '<A', format: 'mdx', to: 'zh-CN' }
    const { status, body, headers } = await served.post<Localized>(
      '/v1/localize',
      request,
      { 'accept-language': 'fr, zh-TW;q=0.9, en;q=0.1' },
    )
    expect([status, headers['content-language']]).toEqual([200, 'zh-Hant-TW'])
    const [edition] = body.editions
    expect(edition?.failed).toBe(true)
    expect(edition).not.toHaveProperty('text')
    expect(edition?.findings[0]?.rule).toBe('parse-failed')
    expect(edition?.findings[0]?.note).toMatch(/\p{Script=Han}/u)
  })

  test('keeps NUL bytes and half characters', async () => {
    const text = '軟\0體\ud800軟體\udfff\r\n\ufeff軟體'
    const request = { text, to: 'zh-CN', format: 'txt' }
    const { body } = await served.post<Localized>('/v1/localize', request)
    const made = body.editions[0]?.text ?? ''
    expect(made).toContain('\ud800软件\udfff\r\n\ufeff')
    expect(made).toContain('\0')
  })

  test('an edition that is not there is refused by name', async () => {
    const request = { text: '', to: 'nowhere' }
    const { status, body } = await served.post<{
      detail: string
      advice: string
    }>('/v1/localize', request)
    expect(status).toBe(422)
    expect(body.detail).toContain('nowhere')
    expect(body.advice).toContain('zh-HK')
  })
})

test('POST /v1/explain has each edit with its reason and place', async () => {
  const text = '\ufeff一\n軟體`碼`與**軟**體\n'
  const { body } = await served.post<{
    edits: { rule: string; before: string; start: number; line: number }[]
    counts: Record<string, number>
  }>('/v1/explain', { text, to: 'zh-CN', rule: 'vocabulary' })
  expect(body.counts).toEqual({ vocabulary: 2 })
  expect(body.edits.map(({ start, line }) => [start, line])).toEqual([
    [3, 2],
    [11, 2],
  ])
  expect(text.slice(3, 5)).toBe('軟體')
})

test('POST /v1/terms has terms with places and forms', async () => {
  const text = '---\ntitle: 一\n---\n\n智譜。\r\n\r\n> **智**譜\r\n'
  const { body } = await served.post<{
    terms: {
      id: string
      places: { start: number; end: number; line: number; column: number }[]
      forms: Record<string, { text: string }[]>
    }[]
  }>('/v1/terms', { text })
  const [term] = body.terms
  expect(body.terms).toHaveLength(1)
  expect(term?.forms['en']?.[0]?.text).toBe('Zhipu AI')
  expect(
    term?.places.map((p) => [text.slice(p.start, p.end), p.line, p.column]),
  ).toEqual([
    ['智譜', 5, 1],
    ['智**譜', 7, 5],
  ])
})

describe('what watches it', () => {
  test('health and readiness', async () => {
    expect(JSON.parse((await served.send('/healthz')).body)).toEqual({
      status: 'ok',
      version: '0.0.0',
    })
    expect(JSON.parse((await served.send('/readyz')).body)).toMatchObject({
      concepts: 1,
    })
    const head = await served.send('/healthz', { method: 'HEAD' })
    expect([head.status, head.body]).toEqual([200, ''])
  })

  test('metrics are in the text format, and count', async () => {
    const read = async () => {
      const { body, headers } = await served.send('/metrics')
      expect(headers['content-type']).toMatch(/^text\/plain; version=0\.0\.4/)
      const values = new Map<string, number>()
      for (const line of body.split('\n')) {
        if (line === '' || /^# (?:HELP|TYPE) [a-z0-9_]+ ./.test(line)) continue
        const match =
          /^([a-z_][a-z0-9_]*(?:\{(?:[a-z_]+="(?:[^"\\\n]|\\.)*",?)+\})?) (\S+)$/.exec(
            line,
          )
        expect([line, match]).not.toContain(null)
        values.set(String(match?.[1]), Number(match?.[2]))
      }
      return values
    }
    const key =
      'yiwen_http_requests_total{route="/v1/terms",method="POST",status="200"}'
    const before = await read()
    await served.post('/v1/terms', { text: '一' })
    await served.send('/secret/of/somebody', {}).catch(() => undefined)
    const after = await read()
    expect(after.get(key)).toBe((before.get(key) ?? 0) + 1)
    expect(after.get('yiwen_http_requests_in_flight')).toBe(1)
    expect([...after.keys()].join()).not.toContain('secret')
    const received = 'yiwen_http_received_bytes_total{route="/v1/terms"}'
    expect(after.get(received)).toBeGreaterThan(before.get(received) ?? 0)
  })

  test('the log has no text, and an id that the client may choose', async () => {
    const headers = { 'x-request-id': 'from-the-cms.1' }
    await served.post('/v1/localize', { text: '祕密的軟體' }, headers)
    await served.post('/v1/localize', { txt: '祕密' }, headers)
    await served.send('/祕密?text=祕密', {}).catch(() => undefined)
    const lines = served.log.map((line) => JSON.parse(line) as { id?: string })
    expect(lines.filter(({ id }) => id === 'from-the-cms.1')).toHaveLength(2)
    expect(served.log.join('')).not.toMatch(/祕密|%E7%A5%95/i)
    const odd = { 'x-request-id': 'a b\t"' }
    const answer = await served.post('/v1/terms', { text: '' }, odd)
    expect(answer.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
  })
})
