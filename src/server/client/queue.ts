import type { Changes, Row } from '../protocol.ts'

/** Which rows are shown. */
export interface Filter {
  /** `waiting`, a state, or `all`. */
  state: string
  /** A domain, or nothing for all. */
  domain: string
  /** Text in any of the words. */
  search: string
}

/**
 * Tell whether a row waits for a decision.
 *
 * @param row - Row.
 * @returns Whether it does.
 */
export function isWaiting({ state }: Row): boolean {
  return state === 'proposed' || state === 'needs-work' || state === 'doubt'
}

/** Rows as the server has them, and those that are shown, in order. */
export class Queue {
  /** Every row. */
  readonly rows = new Map<string, Row>()
  /** Rows that are shown. */
  shown: Row[] = []
  /** Version of the server that was seen. */
  version = 0
  /** Which rows are shown. */
  filter: Filter = { state: 'waiting', domain: '', search: '' }
  private readonly skipped = new Map<string, number>()

  /**
   * Take over what the server says.
   *
   * @param changes - Rows that changed, or all.
   * @returns Whether anything changed.
   */
  take({ version, whole, rows, gone }: Changes): boolean {
    if (whole) this.rows.clear()
    for (const row of rows) this.rows.set(row.id, row)
    for (const id of gone) this.rows.delete(id)
    this.version = version
    if (whole || rows.length > 0 || gone.length > 0) {
      this.arrange()
      return true
    }
    return false
  }

  /**
   * Put a row behind all others.
   *
   * @param id - Row.
   */
  skip(id: string): void {
    this.skipped.set(id, this.skipped.size + 1)
    this.arrange()
  }

  /** Choose and sort the rows that are shown. */
  arrange(): void {
    const { state, domain, search } = this.filter
    const wanted = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
    this.shown = [...this.rows.values()]
      .filter(
        (row) =>
          (state === 'all' ||
            (state === 'waiting' ? isWaiting(row) : row.state === state)) &&
          (domain === '' || row.domain === domain) &&
          matches(row, wanted),
      )
      .sort(
        (a, b) =>
          (this.skipped.get(a.id) ?? 0) - (this.skipped.get(b.id) ?? 0) ||
          b.places - a.places ||
          b.articles - a.articles ||
          (a.source < b.source ? -1 : a.source > b.source ? 1 : 0),
      )
  }

  /**
   * Find concepts by their words.
   *
   * @param search - Text.
   * @param except - Id of a row to leave out.
   * @returns The first few, those that begin with it first.
   */
  find(search: string, except: string): Row[] {
    const wanted = search.trim().toLowerCase().split(/\s+/).filter(Boolean)
    if (wanted.length === 0) return []
    const found: Row[] = []
    for (const row of this.rows.values()) {
      if (row.kind !== 'concept' || row.id === except) continue
      if (matches(row, wanted)) found.push(row)
    }
    return found.sort((a, b) => a.words.length - b.words.length).slice(0, 8)
  }

  /**
   * List the domains.
   *
   * @returns Domains, sorted.
   */
  domains(): string[] {
    return [...new Set([...this.rows.values()].map((row) => row.domain))].sort()
  }

  /**
   * Count what was decided and what waits.
   *
   * @returns Both.
   */
  count(): { done: number; left: number } {
    let left = 0
    for (const row of this.rows.values()) if (isWaiting(row)) left++
    return { done: this.rows.size - left, left }
  }
}

function matches(row: Row, wanted: readonly string[]): boolean {
  if (wanted.length === 0) return true
  const text =
    `${row.source} ${row.target} ${row.words} ${row.id}`.toLowerCase()
  return wanted.every((part) => text.includes(part))
}
