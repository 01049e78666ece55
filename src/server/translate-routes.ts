import type { Context, Hono } from 'hono'
import { z } from 'zod'
import { type Translate, wordError, wordFinding } from '../messages/index.ts'
import type { Wording } from './segment-answer.ts'
import type { SegmentDecision } from './translate-protocol.ts'
import type { TranslationDesk } from './translation-desk.ts'

const name = z.string().max(2000)
const address = {
  path: name,
  locale: z.string().max(35),
  unit: name,
  segment: name,
}
const text = z.string().max(50_000)
const addressBody = z.strictObject(address)
const checkBody = z.strictObject({ ...address, text })
const saveBody = z
  .strictObject({
    ...address,
    revision: z.string().max(100),
    text: text.optional(),
    state: z.enum(['translated', 'reviewed', 'final']).optional(),
    notes: z.array(z.string().max(5000)).max(50).optional(),
  })
  .refine(
    ({ text, state, notes }) =>
      text !== undefined || state !== undefined || notes !== undefined,
  )
const undoBody = z.strictObject({ action: z.number().int() })

/**
 * Let a server answer what the page asks about translations.
 *
 * @param app - Server, with its guard.
 * @param desk - Desk.
 * @param translatorOf - Gives the messages in the language of a request.
 */
export function addTranslateRoutes(
  app: Hono,
  desk: TranslationDesk,
  translatorOf: (c: Context) => Translate,
): void {
  const wordsOf = (c: Context): Wording => {
    const t = translatorOf(c)
    return {
      finding: (finding) => wordFinding(finding, t),
      error: (error) => wordError(error, t),
    }
  }
  const place = (c: Context): [path: string, locale: string] => [
    c.req.query('path') ?? '',
    c.req.query('locale') ?? '',
  ]
  app.get('/api/translate/articles', async (c) => c.json(await desk.list()))
  app.get('/api/translate/article', async (c) => {
    const view = await desk.view(...place(c), wordsOf(c))
    return view ? c.json(view) : c.notFound()
  })
  app.get('/api/translate/version', async (c) => {
    const version = await desk.version(...place(c))
    return version === undefined ? c.notFound() : c.json({ version })
  })
  app.post('/api/translate/matches', async (c) => {
    const body = addressBody.parse(await c.req.json())
    const matches = await desk.matches(body, wordsOf(c))
    return matches ? c.json(matches) : c.notFound()
  })
  app.post('/api/translate/check', async (c) => {
    const { text, ...rest } = checkBody.parse(await c.req.json())
    const findings = await desk.check(rest, text, wordsOf(c))
    return findings ? c.json({ findings }) : c.notFound()
  })
  app.post('/api/translate/save', async (c) => {
    const body = saveBody.parse(await c.req.json())
    // What is left out stays as it is.
    const decision = Object.fromEntries(
      Object.entries(body).filter(([, value]) => value !== undefined),
    ) as unknown as SegmentDecision
    return c.json(await desk.save(decision, wordsOf(c)))
  })
  app.post('/api/translate/undo', async (c) => {
    const { action } = undoBody.parse(await c.req.json())
    return c.json(await desk.undo(action, wordsOf(c)))
  })
}
