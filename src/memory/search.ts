import { type Locale, locales } from '../model/index.ts'
import type { Database } from './database.ts'
import type { MemoryEntry } from './entry.ts'
import { flatten } from './flat.ts'
import { entryOf, entryValues, pairOf } from './rows.ts'

/** Longest text whose case does not count, in UTF-16 units. */
const longestPattern = 5000

/** Where and how a text is searched for. */
export interface SearchOptions {
  /** Locale of the sentences. Default: any. */
  source?: Locale
  /** Locale of the translations. Default: any. */
  target?: Locale
  /** Which side has to have the text. Default: any. */
  side?: 'source' | 'target'
  /** How many entries are given. Default: 20. */
  limit?: number
}

/** Entry that has a text. */
export interface Found {
  /** The entry. */
  entry: MemoryEntry
  /** Sides that have the text. */
  sides: readonly ('source' | 'target')[]
}

/**
 * Find entries that have a text.
 *
 * @param db - Memory's file, in a transaction.
 * @param text - Text.
 * @param options - Where to look.
 * @returns Entries, in the order they came in.
 */
export function searchText(
  db: Database,
  text: string,
  options: SearchOptions,
): Found[] {
  const { side, limit = 20 } = options
  const wanted = flatten([text]).text
  if (wanted === '') return []
  const like = `%${wanted.replace(/[\\%_]/g, '\\$&')}%`
  const pairs = locales
    .filter((locale) => (options.source ?? locale) === locale)
    .flatMap((source) =>
      locales
        .filter((locale) => (options.target ?? locale) === locale)
        .map((target) => pairOf(source, target)),
    )
  const sides = side ? [side] : (['source', 'target'] as const)
  // SQLite refuses patterns that are longer than anybody's search.
  const isLong = wanted.length > longestPattern
  const has = sides
    .map((name) =>
      isLong ? `instr(${name}, ?) > 0` : `${name} LIKE ? ESCAPE '\\'`,
    )
    .join(' OR ')
  const rows = db.all(
    `SELECT ${entryValues} FROM entry
    WHERE pair IN (${pairs.join(', ')}) AND (${has}) ORDER BY id LIMIT ?`,
    [...sides.map(() => (isLong ? wanted : like)), limit],
  )
  const lower = asciiLower(wanted)
  return rows.map((row) => {
    const { entry, source, target } = entryOf(row)
    const texts = { source: source.text, target: target.text }
    return {
      entry,
      sides: sides.filter((name) => asciiLower(texts[name]).includes(lower)),
    }
  })
}

/** As SQLite's LIKE has it. */
function asciiLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase())
}
