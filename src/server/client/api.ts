import type {
  ArticleChange,
  BulkRequest,
  Changes,
  ConceptEdit,
  Context,
  DecideRequest,
  Item,
  Refusal,
} from '../protocol.ts'
import { locale } from './messages.ts'

/** The server refused, and said why. */
export class RefusedError extends Error {
  /** Status of the answer. */
  readonly status: number
  /** What it said. */
  readonly refusal: Refusal

  /**
   * @param status - Status.
   * @param refusal - What it said.
   */
  constructor(status: number, refusal: Refusal) {
    super(refusal.error)
    this.status = status
    this.refusal = refusal
  }
}

/** Nobody answers at the server's address. */
export class GoneError extends Error {}

/**
 * Ask the server.
 *
 * @param path - Address.
 * @param body - What is sent. Default: nothing, and it is only asked.
 * @returns What it says.
 * @throws RefusedError where it refuses, GoneError where nobody answers.
 */
export async function ask<T>(path: string, body?: unknown): Promise<T> {
  let answer: Response
  const mark = path.includes('?') ? '&' : '?'
  try {
    answer = await fetch(
      `${path}${mark}lang=${locale()}`,
      body === undefined
        ? {}
        : {
            method: 'POST',
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify(body),
          },
    )
  } catch (cause) {
    throw new GoneError('gone', { cause })
  }
  if (answer.ok) return (await answer.json()) as T
  // Another server may listen there now.
  if (answer.status === 401) throw new GoneError('unknown')
  const said = await answer.text()
  let refusal: Refusal = { error: said }
  try {
    refusal = JSON.parse(said) as Refusal
  } catch {
    // Plain text says it as well.
  }
  throw new RefusedError(answer.status, refusal)
}

/** What the server can be asked. */
export const api = {
  changes: (since: number): Promise<Changes> =>
    ask(`api/changes?since=${since}`),
  item: (
    id: string,
    view: {
      edition?: string | undefined
      article?: string | undefined
      chosen?: Readonly<Record<string, string>> | undefined
    },
  ): Promise<Item> => ask(`api/item?${viewQuery(id, view)}`),
  draft: (id: string, edition: string, edit: ConceptEdit): Promise<Context[]> =>
    ask('api/draft', { id, edition, edit }),
  plan: (ids: readonly string[]): Promise<ArticleChange[]> =>
    ask('api/plan', { ids }),
  decide: (request: DecideRequest, since: number): Promise<Changes> =>
    ask(`api/decide?since=${since}`, request),
  bulk: (request: BulkRequest, since: number): Promise<Changes> =>
    ask(`api/bulk?since=${since}`, request),
  undo: (
    action: number,
    since: number,
  ): Promise<Changes & { ids: readonly string[] }> =>
    ask(`api/undo?since=${since}`, { action }),
}

/**
 * Write what is to be shown of a row as a query.
 *
 * @param id - Row.
 * @param view - Edition, article, place, chosen forms.
 * @returns Query without its question mark.
 */
export function viewQuery(
  id: string,
  view: {
    edition?: string | undefined
    article?: string | undefined
    place?: number | undefined
    chosen?: Readonly<Record<string, string>> | undefined
  },
): string {
  const query = new URLSearchParams({ id })
  if (view.edition !== undefined) query.set('edition', view.edition)
  if (view.article !== undefined) query.set('article', view.article)
  if (view.place !== undefined) query.set('place', String(view.place))
  for (const [name, form] of Object.entries(view.chosen ?? {})) {
    query.set(`chosen.${name}`, form)
  }
  return query.toString()
}
