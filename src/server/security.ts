/**
 * Who may speak to the server: the person who started it, from its own page.
 *
 * @module
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { Context, MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'

/** What the guard has to know. */
export interface GuardOptions {
  /** Secret that the address printed on the terminal has. */
  token: string
  /** Port the server listens on. */
  port: () => number
}

/** What every answer says; pages of articles replace the policy. */
const headers: Readonly<Record<string, string>> = {
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' data:",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
  'Cache-Control': 'no-store',
}

/** Policy of an article's page: no script, and in a frame of the desk only. */
export const pagePolicy = [
  'sandbox allow-same-origin',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/**
 * Let through what comes from the server's own page, in the hands of somebody
 * who has the token.
 *
 * Against a site whose name is pointed at this machine, the `Host` has to be a
 * loopback one; against a site that sends a form here, what changes something has
 * to come from this origin, as JSON.
 *
 * @param options - Token and port.
 * @returns Handler to put before all others.
 */
export function guard({ token, port }: GuardOptions): MiddlewareHandler {
  return async (c, next) => {
    for (const [name, value] of Object.entries(headers)) c.header(name, value)
    const host = c.req.header('host') ?? ''
    const names = ['127.0.0.1', 'localhost', '[::1]']
    if (!names.some((name) => host === `${name}:${port()}`)) {
      return c.text('Wrong host.', 421)
    }
    const { method, path } = c.req
    const cookie = `yiwen-review-${port()}`
    if (method === 'GET' && path === '/') {
      const given = c.req.query('token')
      if (given !== undefined) {
        if (!isSame(given, token)) return c.text('Wrong token.', 401)
        setCookie(c, cookie, token, {
          httpOnly: true,
          sameSite: 'Strict',
          path: '/',
        })
        return c.redirect('/', 303)
      }
    }
    if (!isSame(getCookie(c, cookie) ?? '', token)) return turnAway(c)
    if (method === 'GET' || method === 'HEAD') return next()
    if (method !== 'POST') return c.text('Method not allowed.', 405)
    const origin = c.req.header('origin')
    const own =
      origin === undefined
        ? c.req.header('sec-fetch-site') === 'same-origin'
        : origin === `http://${host}`
    if (!own) return c.text('Wrong origin.', 403)
    const type = c.req.header('content-type') ?? ''
    if (!/^application\/json(?:;|$)/i.test(type)) {
      return c.text('Not JSON.', 415)
    }
    return next()
  }
}

/** A link on another site brings no cookie at first; the page itself does. */
function turnAway(c: Context): Response | Promise<Response> {
  const elsewhere = c.req.header('sec-fetch-site') === 'cross-site'
  if (c.req.path === '/' && elsewhere && c.req.query('again') === undefined) {
    return c.html(
      '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/?again=1"><title>Yiwen</title>',
      401,
    )
  }
  return c.text(
    'Open the address that yiwen review printed: it has the token.',
    401,
  )
}

/** Compared in a time that tells nothing of where they differ. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string): Buffer =>
    createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
