import type { Hono } from 'hono'
import type { Locale } from '../../src/model/index.ts'
import { resolveConfig } from '../../src/node.ts'
import { createApp } from '../../src/server/app.ts'
import { Desk } from '../../src/server/desk.ts'
import type { DeskOptions } from '../../src/server/desk-options.ts'
import type { Changes, Item, Refusal, Row } from '../../src/server/protocol.ts'
import type { TranslationDesk } from '../../src/server/translation-desk.ts'
import { createProject, type Project } from '../project.ts'

const port = 4100
export const token = 'token-of-the-test'
const host = `127.0.0.1:${port}`

/** Glossary with a concept of each state. */
export const glossary = `# Kept.
concepts:
  - id: large-model
    domain: technology
    state: proposed
    terms: { zh-TW: 大模型, zh-CN: 大模型, en: large model }

  # What the press calls it.
  - id: valuation
    domain: finance
    state: proposed
    terms: { zh-TW: 估值, en: valuation }

  - id: stock
    domain: finance
    state: approved
    terms: { zh-TW: 港股, zh-CN: 港股, en: Hong Kong stock market }
`

/** Articles that use them. */
export const articles = {
  'articles/a.md':
    '# 大模型\n\n公司說大模型很重要。**大模型**的估值很高，港股也是。\n',
  'articles/b.md': '# 別的\n\n這篇只說大模型 <b>粗</b>。\n',
  'articles/c.md': '公司請客戶檢視進度。\n',
}

/** Tab of a browser that is signed in. */
export interface Tab {
  app: Hono
  desk: Desk
  project: Project
  request: (
    path: string,
    init?: RequestInit & { headers?: Record<string, string> },
  ) => Promise<Response>
  get: <T>(path: string) => Promise<T>
  post: <T>(path: string, body: unknown) => Promise<{ status: number; body: T }>
  row: (id: string) => Promise<Row>
  item: (id: string, query?: string) => Promise<Item>
  decide: (
    id: string,
    decision: unknown,
    more?: object,
  ) => Promise<{ status: number; body: Changes & Refusal }>
}

/**
 * Open a desk on a project of its own.
 *
 * @param files - Files beside the usual ones.
 * @param options - How the desk is opened.
 * @returns Signed-in tab.
 */
export async function openTab(
  files: Readonly<Record<string, string>> = {},
  options: Partial<DeskOptions> = {},
): Promise<Tab> {
  const project = createProject({
    'locales/glossary/tech.yaml': glossary,
    ...articles,
    ...files,
  })
  const desk = await Desk.open({
    cwd: project.root,
    config: resolveConfig({}),
    by: 'Lin',
    now: () => new Date('2026-03-01T08:00:00Z'),
    ...options,
  })
  await desk.lookThrough()
  return { ...tabOf(desk), project }
}

/** Another tab on the same desk. */
export function tabOf(
  desk: Desk,
  translations?: TranslationDesk,
  asked?: Locale,
): Omit<Tab, 'project'> {
  const client = new URL('../../dist/server/', import.meta.url)
  const app = createApp({
    desk,
    ...(translations ? { translations } : {}),
    ...(asked ? { asked } : {}),
    client,
    token,
    port: () => port,
    project: 'test',
  })
  const request: Tab['request'] = async (path, { headers, ...init } = {}) =>
    app.request(`http://${host}${path}`, {
      ...init,
      headers: { host, cookie: `yiwen-review-${port}=${token}`, ...headers },
    })
  const get: Tab['get'] = async <T>(path: string) =>
    (await (await request(path)).json()) as T
  const post: Tab['post'] = async <T>(path: string, body: unknown) => {
    const answer = await request(path, {
      method: 'POST',
      headers: {
        origin: `http://${host}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as T }
  }
  const row = async (id: string): Promise<Row> => {
    const { rows } = await get<Changes>('/api/changes?since=0')
    const found = rows.find((one) => one.id === id)
    if (!found) throw new Error(`There is no row ${id}.`)
    return found
  }
  return {
    app,
    desk,
    request,
    get,
    post,
    row,
    item: (id, query = '') => get(`/api/item?id=${id}${query}`),
    decide: async (id, decision, more = {}) => {
      const { revision } = await row(id)
      return post('/api/decide', { id, revision, decision, ...more })
    },
  }
}
