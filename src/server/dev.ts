import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { extname, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { createTranslator, wordFinding } from '../messages/index.ts'
import type { Config, Locale } from '../model/index.ts'
import { devScript } from './dev-script.ts'
import { DevSite, type DevSiteOptions } from './dev-site.ts'
import { guard } from './security.ts'
import { cannotListen, type ReviewServer, serveReview } from './serve.ts'

/** How a site is served to the one who writes it. */
export interface DevOptions extends DevSiteOptions {
  /** Name of the person, for decisions in the review. */
  by: string
  /** Port; 0 for any that is free. Default: 0. */
  port?: number
  /** Language of findings and of the review. Default: English. */
  language?: Locale
  /** Folder of the review's script and style sheet. Default: beside this module. */
  client?: URL
}

const types: Readonly<Record<string, string>> = {
  '.avif': 'image/avif',
  '.css': 'text/css; charset=utf-8',
  '.gif': 'image/gif',
  '.html': 'text/html; charset=utf-8',
  '.jpeg': 'image/jpeg',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.xml': 'application/xml; charset=utf-8',
}

/** Findings that a page lists; the terminal has all of them. */
const mostFindings = 200

/**
 * Build a site, serve it on this machine, and follow its sources.
 *
 * Pages load again when they changed. It listens on the loopback address only, and
 * wants the token of the address it prints.
 *
 * @param options - Project, person, port.
 * @returns Server, once the site is built.
 * @throws UserError when the project can not be built or the port is taken.
 */
export async function serveDev(options: DevOptions): Promise<ReviewServer> {
  const { cwd, by, port: wanted = 0, language = 'en', client } = options
  const site = await DevSite.start(options)
  let review: { config: Config; server: Promise<ReviewServer> } | undefined
  // The review reads the whole project, so it waits until it is asked for.
  const openReview = async (): Promise<ReviewServer> => {
    const { config } = site
    if (review && review.config !== config) {
      const { server } = review
      review = undefined
      await (await server).close()
    }
    review ??= {
      config,
      server: serveReview({
        cwd,
        config,
        by,
        language,
        ...(client === undefined ? {} : { client }),
      }),
    }
    return review.server
  }
  const token = randomBytes(24).toString('base64url')
  let port = wanted
  const app = createDevApp(site, {
    cwd,
    language,
    token,
    port: () => port,
    openReview,
  })
  const hostname = '127.0.0.1'
  const server = await new Promise<ReturnType<typeof serve>>((done, fail) => {
    const started = serve(
      { fetch: app.fetch, hostname, port: wanted },
      (info) => {
        port = info.port
        done(started)
      },
    )
    started.once('error', (error: NodeJS.ErrnoException) => {
      fail(cannotListen(error, wanted))
    })
  }).catch(async (error: unknown) => {
    await site.stop()
    throw error
  })
  return {
    url: `http://${hostname}:${port}/?token=${token}`,
    async close() {
      const closed = new Promise((done) => server.close(done))
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
      await site.stop()
      await (await review?.server)?.close()
    },
  }
}

/** What the app of a site needs to know. */
interface DevAppOptions {
  cwd: string
  language: Locale
  token: string
  port: () => number
  openReview: () => Promise<ReviewServer>
}

function createDevApp(site: DevSite, options: DevAppOptions): Hono {
  const { language, openReview } = options
  const t = createTranslator(language)
  const app = new Hono()
  app.use(guard(options))
  app.get('/~yiwen/dev.js', (c) => {
    c.header('Content-Type', types['.js'])
    return c.body(devScript)
  })
  app.get('/~yiwen/events', (c) =>
    streamSSE(c, async (stream) => {
      const stop = site.listen((event) => {
        void stream.writeSSE({ data: JSON.stringify(event) })
      })
      stream.onAbort(() => void stop())
      // Something now and then, so that nobody takes the line for dead.
      while (!stream.aborted) {
        await stream.writeSSE({ event: 'alive', data: '' })
        await stream.sleep(15_000)
      }
    }),
  )
  app.get('/~yiwen/findings', (c) => {
    const article = site.articleAt(pathOf(c.req.query('page') ?? '') ?? '')
    const all = site.findingsOf(
      article === undefined ? undefined : `${site.config.articles}/${article}`,
    )
    const query = new URLSearchParams({ page: c.req.query('page') ?? '' })
    return c.json({
      title: t('cli:dev.findings', { count: all.length }),
      help: t('cli:dev.help'),
      link: { text: t('cli:dev.review'), href: `/~yiwen/review?${query}` },
      findings: all.slice(0, mostFindings).map(({ file, message }) => {
        const { reason, note } = wordFinding(message, t)
        const { line, column, fatal } = message
        const place = line === undefined ? '' : `:${line}:${column ?? 1}`
        return {
          reason,
          note,
          place: `${file}${place} · ${message.ruleId}`,
          severity: fatal === true ? 'error' : 'other',
        }
      }),
    })
  })
  app.get('/~yiwen/review', async (c) => {
    const url = new URL((await openReview()).url)
    const term = c.req.query('term')
    const concept = term === undefined ? undefined : site.conceptOf(term)
    const hash = concept
      ? `#/term/${encodeURIComponent(concept)}`
      : translationHash(
          pathOf(c.req.query('page') ?? '') ?? '',
          c.req.query('near'),
          site,
          site.config,
        )
    return c.redirect(url.href + hash, 303)
  })
  app.get('/*', (c) => servePage(c, site, options))
  return app
}

async function servePage(
  c: Context,
  site: DevSite,
  { cwd }: DevAppOptions,
): Promise<Response> {
  const path = pathOf(new URL(c.req.url).pathname)
  const folder = resolve(cwd, site.config.output)
  const bytes =
    path === undefined
      ? undefined
      : (site.fileAt(path) ??
        (await readFile(resolve(folder, path)).catch(() => undefined)))
  // Browsers ask for it by themselves.
  if (path === 'favicon.ico' && bytes === undefined) return c.body(null, 204)
  if (path === undefined || bytes === undefined) {
    const page = await readFile(resolve(folder, '404.html'), 'utf8').catch(
      () => '',
    )
    return page ? sendPage(c, page, 404) : c.notFound()
  }
  const type = types[extname(path).toLowerCase()]
  if (type?.startsWith('text/html')) return sendPage(c, String(bytes), 200)
  c.header('Content-Type', type ?? 'application/octet-stream')
  return c.body(typeof bytes === 'string' ? bytes : new Uint8Array(bytes))
}

/** The page's own policy stays in force, with one script more. */
function sendPage(c: Context, html: string, status: 200 | 404): Response {
  const nonce = randomBytes(16).toString('base64')
  c.header('Content-Security-Policy', "frame-ancestors 'none'")
  const page = html
    .replace(
      "script-src '",
      `connect-src 'self'; script-src 'nonce-${nonce}' '`,
    )
    .replace(
      'script-src &#x27;',
      `connect-src &#x27;self&#x27;; script-src &#x27;nonce-${nonce}&#x27; &#x27;`,
    )
    .replace(
      /<\/body>(?![\s\S]*<\/body>)/,
      `<script src="/~yiwen/dev.js" nonce="${nonce}"></script></body>`,
    )
  return c.html(page, status)
}

/** Path from the output folder; nothing for what is not to be served. */
function pathOf(pathname: string): string | undefined {
  let path: string
  try {
    path = decodeURIComponent(pathname).slice(1)
  } catch {
    return undefined
  }
  const names = path.split('/')
  const isHidden = names.some((name) => name.startsWith('.'))
  if (isHidden || path.includes('\\') || path.includes('\0')) return undefined
  return path === '' || path.endsWith('/') ? `${path}index.html` : path
}

/** Where the review translates the article of a page. */
function translationHash(
  page: string,
  near: string | undefined,
  site: DevSite,
  config: Config,
): string {
  const [id] = page.split('/')
  const edition = config.editions.find((one) => one.id === id)
  const locale = edition?.beside ?? edition?.locale
  const article = site.articleAt(page)
  if (!locale || locale === config.source || article === undefined) return ''
  const path = article.split('/').map(encodeURIComponent).join('/')
  const query = near ? `?${new URLSearchParams({ near })}` : ''
  return `#/translate/${locale}/${path}${query}`
}
