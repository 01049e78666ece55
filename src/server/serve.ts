import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { serve } from '@hono/node-server'
import { type Locale, UserError } from '../model/index.ts'
import { createApp } from './app.ts'
import { Desk } from './desk.ts'
import type { DeskOptions } from './desk-options.ts'
import { TranslationDesk } from './translation-desk.ts'

/** How the server is started. */
export interface ServeOptions extends DeskOptions {
  /** Port; 0 for any that is free. Default: 0. */
  port?: number
  /** Language where the browser says none. Default: English. */
  language?: Locale
  /** Language that was asked for, whatever the browser says. Default: none. */
  asked?: Locale
  /** Folder of the page's script and style sheet. Default: beside this module. */
  client?: URL
}

/** Server that listens. */
export interface ReviewServer {
  /** Address with the token, for the person who started it. */
  url: string
  /**
   * Finish what is under way, and stop.
   *
   * @returns When nothing listens any more.
   */
  close: () => Promise<void>
}

/**
 * Start the review of a project's glossary and translations on this machine.
 *
 * It listens on the loopback address only.
 *
 * @param options - Project, person, port.
 * @returns Server.
 * @throws UserError when a glossary file can not be read or the port is taken.
 */
export async function serveReview(
  options: ServeOptions,
): Promise<ReviewServer> {
  const { port: wanted = 0, language, asked, ...rest } = options
  const { client = new URL('.', import.meta.url) } = options
  const desk = await Desk.open(rest)
  const translations = new TranslationDesk(rest)
  const token = randomBytes(24).toString('base64url')
  let port = wanted
  const app = createApp({
    desk,
    translations,
    token,
    port: () => port,
    project: basename(resolve(options.cwd)),
    client,
    ...(language === undefined ? {} : { language }),
    ...(asked === undefined ? {} : { asked }),
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
  })
  desk.start()
  return {
    url: `http://${hostname}:${port}/?token=${token}`,
    async close() {
      const closed = new Promise((done) => server.close(done))
      await desk.stop()
      await translations.stop()
      // A browser keeps its connections open.
      if ('closeAllConnections' in server) server.closeAllConnections()
      await closed
    },
  }
}

/** Say why a port can not be used, where that is the person’s to change. */
export function cannotListen(
  error: NodeJS.ErrnoException,
  port: number,
): unknown {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error
  return new UserError(`Port ${port} can not be used: ${error.code}.`, {
    hint: 'Take another one with `--port`, or leave it out.',
    cause: error,
    wording: {
      key: 'review-port',
      values: { port: String(port), reason: error.code },
    },
  })
}

/**
 * Open an address in the person's browser, if there is a way to.
 *
 * @param url - Address.
 */
export function openBrowser(url: string): void {
  const [command, ...options] =
    process.platform === 'darwin'
      ? ['open']
      : process.platform === 'win32'
        ? ['rundll32', 'url.dll,FileProtocolHandler']
        : ['xdg-open']
  if (command === undefined) return
  const child = spawn(command, [...options, url], {
    stdio: 'ignore',
    detached: true,
  })
  // The address is on the terminal anyway.
  child.on('error', () => undefined)
  child.unref()
}
