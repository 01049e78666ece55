import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { createTranslator, resources, wordError } from '../messages/index.ts'
import {
  type Locale,
  languageTag,
  parseLocale,
  UserError,
} from '../model/index.ts'
import type { Desk } from './desk.ts'
import { StaleError } from './desk-options.ts'
import { page } from './page.ts'
import type { Changes, Refusal } from './protocol.ts'
import { type GuardOptions, guard, pagePolicy } from './security.ts'
import { SegmentStaleError } from './segment-decision.ts'
import { addTranslateRoutes } from './translate-routes.ts'
import type { TranslationDesk } from './translation-desk.ts'

/** What the server answers with. */
export interface AppOptions extends GuardOptions {
  /** Desk. */
  desk: Desk
  /** Desk of the translations. Default: none, and what asks for it is not found. */
  translations?: TranslationDesk
  /** Name of the project. */
  project: string
  /** Language where the browser says none. Default: English. */
  language?: Locale
  /** Language that was asked for, whatever the browser says. Default: none. */
  asked?: Locale
  /** Folder of `client.js` and `client.css`. */
  client: URL
}

const pictures: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.gif': 'image/gif',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.webp': 'image/webp',
}

const short = z.string().max(2000)
const chosen = z.record(z.string().max(20), short)
const edit = z.strictObject({
  terms: z.partialRecord(
    z.enum(['zh-TW', 'zh-HK', 'zh-CN', 'en']),
    z.array(short).max(100),
  ),
  domain: short,
  note: z.string().max(20_000),
  gloss: z.boolean(),
})
const decision = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['approve', 'reject', 'needs-work']) }),
  z.strictObject({
    kind: z.literal('edit'),
    approve: z.boolean(),
    edit,
  }),
  z.strictObject({ kind: z.literal('forbid'), instead: short }),
  z.strictObject({ kind: z.literal('merge'), into: short }),
])
const reason = z.string().max(5000).optional()
const decideBody = z.strictObject({
  id: short,
  revision: short,
  decision,
  reason,
  chosen: chosen.optional(),
})
const items = z
  .array(z.strictObject({ id: short, revision: short }))
  .min(1)
  .max(100_000)
const bulkBody = z.strictObject({
  items,
  kind: z.enum(['approve', 'reject']),
  reason,
})
const draftBody = z.strictObject({ id: short, edition: short, edit })
const planBody = z.strictObject({ ids: z.array(short).max(100_000) })
const undoBody = z.strictObject({ action: z.number().int() })

/**
 * Create the server of a desk: a function from requests to answers.
 *
 * @param options - Desk, token, port.
 * @returns Hono application.
 */
export function createApp(options: AppOptions): Hono {
  const { desk, client } = options
  const app = new Hono()
  app.use(guard(options))
  app.use(bodyLimit({ maxSize: 16 * 1024 * 1024 }))

  app.get('/', (c) => {
    const lang = languageOf(c, options)
    return c.html(page(options.project, lang, createTranslator(lang)))
  })
  for (const [name, type] of [
    ['client.js', 'text/javascript; charset=utf-8'],
    ['client.css', 'text/css; charset=utf-8'],
  ] as const) {
    app.get(`/${name}`, async (c) => {
      c.header('Content-Type', type)
      return c.body(await readFile(new URL(name, client), 'utf8'))
    })
  }

  app.get('/api/messages', (c) => {
    const lang = languageOf(c, options)
    const { review, languages } = resources[lang]
    return c.json({ lang: languageTag(lang), locale: lang, review, languages })
  })
  const changes = (c: Context, since: number): Changes => {
    const t = createTranslator(languageOf(c, options))
    return desk.changes(since, (problem) => {
      if (!(problem instanceof UserError)) return problem.message
      const { message, hint = '' } = wordError(problem, t)
      return `${message} ${hint}`.trim()
    })
  }
  app.get('/api/changes', (c) =>
    c.json(changes(c, Number(c.req.query('since') ?? 0) || 0)),
  )
  app.get('/api/item', async (c) => {
    const item = await desk.item(c.req.query('id') ?? '', {
      edition: c.req.query('edition'),
      article: c.req.query('article'),
      chosen: chosenIn(c),
    })
    return item ? c.json(item) : c.notFound()
  })
  app.get('/preview/:edition/*', async (c) => {
    const edition = c.req.param('edition')
    const path = pathAfter(c, edition)
    if (path === undefined) return c.notFound()
    c.header('Content-Security-Policy', pagePolicy)
    const type = pictures[extname(path).toLowerCase()]
    const picture = type && desk.asset(path)
    if (picture) {
      c.header('Content-Type', type)
      return c.body(new Uint8Array(await readFile(picture)))
    }
    const place = c.req.query('place')
    const html = await desk.preview({
      path,
      edition,
      id: c.req.query('id'),
      place: place === undefined ? undefined : Number(place),
      chosen: chosenIn(c),
    })
    return html === undefined ? c.notFound() : c.html(html)
  })

  app.post('/api/plan', async (c) => {
    const { ids } = planBody.parse(await c.req.json())
    return c.json(desk.plan(ids))
  })
  app.post('/api/draft', async (c) => {
    const { id, edition, edit } = draftBody.parse(await c.req.json())
    return c.json(await desk.draft(id, edit, edition))
  })
  app.post('/api/decide', async (c) => {
    const { reason, chosen, ...rest } = decideBody.parse(await c.req.json())
    await desk.decide({
      ...rest,
      ...(reason === undefined ? {} : { reason }),
      ...(chosen === undefined ? {} : { chosen }),
    })
    return c.json(changes(c, since(c)))
  })
  app.post('/api/bulk', async (c) => {
    const { reason, ...rest } = bulkBody.parse(await c.req.json())
    await desk.bulk({ ...rest, ...(reason === undefined ? {} : { reason }) })
    return c.json(changes(c, since(c)))
  })
  app.post('/api/undo', async (c) => {
    const { action } = undoBody.parse(await c.req.json())
    const ids = await desk.undo(action)
    return c.json({ ...changes(c, since(c)), ids })
  })

  if (options.translations) {
    addTranslateRoutes(app, options.translations, (c) =>
      createTranslator(languageOf(c, options)),
    )
  }

  app.notFound((c) => c.json({ error: 'Not found.' }, 404))
  app.onError(async (error, c) => {
    if (error instanceof z.ZodError || error instanceof SyntaxError) {
      return c.json({ error: 'The request is malformed.' }, 400)
    }
    if (!(error instanceof UserError)) throw error
    const t = createTranslator(languageOf(c, options))
    const { message, hint } = wordError(error, t)
    const refusal: Refusal = {
      error: message,
      ...(hint === undefined ? {} : { hint }),
    }
    if (error instanceof SegmentStaleError) {
      const { address } = error
      const found = address && (await options.translations?.segment(address))
      return c.json({ ...refusal, found: found ?? null }, 409)
    }
    if (!(error instanceof StaleError)) return c.json(refusal, 422)
    const found =
      error.id === undefined
        ? undefined
        : await desk.item(error.id, { bare: true })
    return c.json({ ...refusal, found: found ?? null }, 409)
  })
  return app
}

/** What stands after the edition in an address. */
function pathAfter(c: Context, edition: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(c.req.url).pathname)
    const start = `/preview/${edition}/`
    return path.startsWith(start) ? path.slice(start.length) : undefined
  } catch {
    return undefined
  }
}

function since(c: Context): number {
  // What a client has not seen yet comes along, but never the whole queue.
  return Number(c.req.query('since') ?? 0) || 1
}

function chosenIn(c: Context): Record<string, string> {
  return Object.fromEntries(
    Object.entries(c.req.query()).flatMap(([name, value]) =>
      name.startsWith('chosen.') ? [[name.slice(7), value]] : [],
    ),
  )
}

/** `?lang=`, then what the browser asks for, then the terminal's. */
function languageOf(
  c: Context,
  { language = 'en', asked }: Pick<AppOptions, 'language' | 'asked'>,
): Locale {
  const wanted = parseLocale(c.req.query('lang') ?? '')
  if (wanted) return wanted
  if (asked) return asked
  const accepted = (c.req.header('accept-language') ?? '')
    .split(',')
    .map((part) => part.split(';', 1)[0]?.trim() ?? '')
  for (const tag of accepted) {
    const locale = tag === '' ? undefined : parseLocale(tag)
    if (locale) return locale
  }
  return language
}
