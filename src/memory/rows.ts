import { type Locale, locales, segmentStates } from '../model/index.ts'
import { asBytes, DamageError, textIn, textOrNull } from './database.ts'
import type { MemoryEntry } from './entry.ts'
import { type Flat, flatten, renumber, unflatten } from './flat.ts'
import { hashText } from './grams.ts'

/** Row of a table, as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>

/** Columns of an entry that are text. */
const texts: ReadonlySet<string> = new Set(
  'source sc target tc previous next detail'.split(' '),
)

/** Columns of an entry, in the order of {@link EntryRow}'s values. */
export const entryColumns =
  'id, pair, hash, file, source, sc, target, tc, state, previous, next, usage, detail, sum'

/** The same as they are read: {@link textIn} makes texts of them. */
export const entryValues = entryColumns
  .split(', ')
  .map((name) => (texts.has(name) ? asBytes(name) : name))
  .join(', ')

/** Entry as it is kept. */
export interface EntryRow {
  /** Number of its pair of locales. */
  pair: number
  /** Hash of its text and pair. */
  hash: number
  /** Sentence. */
  source: Flat
  /** Translation. */
  target: Flat
  /** Hash of the segment before it, or nothing. */
  previous: string | null
  /** Hash of the segment after it, or nothing. */
  next: string | null
  /** Place in `segmentStates`. */
  state: number
  /** How often it was used. */
  usage: number
  /** What is not looked for, as JSON; nothing where there is none. */
  detail: string | null
  /** Sum of all that, to see damage. */
  sum: number
}

/**
 * Number a pair of locales.
 *
 * @param source - Locale of the sentences.
 * @param target - Locale of the translations.
 * @returns Number; it is kept in files, so the order of `locales` is too.
 */
export function pairOf(source: Locale, target: Locale): number {
  return locales.indexOf(source) * 16 + locales.indexOf(target)
}

/**
 * Write an entry as a row.
 *
 * @param entry - Entry.
 * @returns Row; codes are numbered from 1.
 */
export function rowOf(entry: MemoryEntry): EntryRow {
  const pair = pairOf(entry.sourceLocale, entry.targetLocale)
  const numbered = renumber(entry.source, entry.target)
  const source = flatten(numbered.source)
  const target = flatten(numbered.target)
  const { article, unit, segment, origin, created, modified, lastUsed } = entry
  const detail = JSON.stringify({
    article,
    unit,
    segment,
    origin,
    created,
    modified,
    lastUsed,
  })
  const row = {
    pair,
    hash: hashText(source.text, pair),
    source,
    target,
    previous: entry.context?.previous ?? null,
    next: entry.context?.next ?? null,
    state: segmentStates.indexOf(entry.state),
    usage: entry.usage ?? 0,
    detail: detail === '{}' ? null : detail.replaceAll('\0', '\ufffd'),
  }
  return { ...row, sum: sumOf(row) }
}

/**
 * Read a row.
 *
 * @param row - Row, with {@link entryValues}.
 * @returns Entry, and the text and codes of its two sides.
 * @throws DamageError when it is not what was written.
 */
export function entryOf(row: Row): {
  entry: MemoryEntry
  source: Flat
  target: Flat
} {
  const source = { text: textIn(row['source']), codes: textIn(row['sc']) }
  const target = { text: textIn(row['target']), codes: textIn(row['tc']) }
  const pair = Number(row['pair'])
  const read = {
    pair,
    source,
    target,
    previous: textOrNull(row['previous']),
    next: textOrNull(row['next']),
    state: Number(row['state']),
    detail: textOrNull(row['detail']),
  }
  const sourceLocale = locales[pair >> 4]
  const targetLocale = locales[pair & 15]
  const state = segmentStates[read.state]
  const { previous, next, detail } = read
  if (!sourceLocale || !targetLocale || !state || sumOf(read) !== row['sum']) {
    throw new DamageError('an entry is not what was written')
  }
  const context = {
    ...(previous === null ? {} : { previous }),
    ...(next === null ? {} : { next }),
  }
  const usage = Number(row['usage'])
  const entry: MemoryEntry = {
    source: unflatten(source),
    sourceLocale,
    target: unflatten(target),
    targetLocale,
    state,
    ...(previous === null && next === null ? {} : { context }),
    ...(detail === null ? {} : (JSON.parse(detail) as Partial<MemoryEntry>)),
    ...(usage > 0 ? { usage } : {}),
  }
  return { entry, source, target }
}

function sumOf(row: Omit<EntryRow, 'sum' | 'hash' | 'usage'>): number {
  const { source, target, previous, next, state, detail } = row
  let sum = row.pair * 8 + state
  const values = [
    source.text,
    source.codes,
    target.text,
    target.codes,
    previous ?? '-',
    next ?? '-',
    detail ?? '-',
  ]
  for (const text of values) {
    for (let at = 0; at < text.length; at++) {
      sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
    }
    sum = Math.imul(sum ^ 0x10000, 0x01000193)
  }
  return sum | 0
}
