import { isSame } from '../glossary/index.ts'
import type { Changes, Row } from './protocol.ts'

/**
 * Rows of the review page, and in which version each changed or went: a client that
 * tells the version it has is told what it lacks.
 */
export class RowLog {
  private readonly rows = new Map<string, Row>()
  private readonly changedIn = new Map<string, number>()
  private readonly goneIn = new Map<string, number>()
  private version = 1

  /**
   * Find a row.
   *
   * @param id - Id.
   * @returns Row, if there is one.
   */
  get(id: string): Row | undefined {
    return this.rows.get(id)
  }

  /** Begin a version for what clients are told and is no row. */
  touch(): void {
    this.version++
  }

  /**
   * Take rows over. All that differ from those there are, or go, are one version.
   *
   * @param rows - Rows that may have changed.
   * @param stays - Whether the row of an id is still one.
   */
  sync(rows: Iterable<Row>, stays: (id: string) => boolean): void {
    const next = this.version + 1
    let changed = false
    for (const row of rows) {
      const before = this.rows.get(row.id)
      if (before && isSame(before, row)) continue
      this.rows.set(row.id, row)
      this.changedIn.set(row.id, next)
      this.goneIn.delete(row.id)
      changed = true
    }
    for (const id of this.rows.keys()) {
      if (stays(id)) continue
      this.rows.delete(id)
      this.changedIn.delete(id)
      this.goneIn.set(id, next)
      changed = true
    }
    if (changed) this.version = next
  }

  /**
   * Tell what changed.
   *
   * @param version - Version a client has; 0 for everything.
   * @returns Version there is now, whether all rows are told, those and what went.
   */
  since(version: number): Pick<Changes, 'version' | 'whole' | 'rows' | 'gone'> {
    const whole = version <= 0 || version > this.version
    const isNew = ([, at]: [string, number]): boolean => at > version
    const changed = [...this.changedIn].filter(isNew)
    return {
      version: this.version,
      whole,
      rows: whole
        ? [...this.rows.values()]
        : changed.flatMap(([id]) => this.rows.get(id) ?? []),
      gone: whole ? [] : [...this.goneIn].filter(isNew).map(([id]) => id),
    }
  }
}
