import type { Content, Locale } from '../model/index.ts'
import type { MemoryContext, MemoryEntry } from './entry.ts'
import { adaptCodes, codeIds, type Flat } from './flat.ts'

/** Why a match is one. */
export type MatchKind =
  /** The same sentence, with the same ones before and after it. */
  | 'context'
  /** The same sentence. */
  | 'exact'
  /** The same text, with other codes. */
  | 'codes'
  /** A like sentence. */
  | 'fuzzy'

/** Entry of a memory that is like a sentence. */
export interface Match {
  /**
   * Likeness: 101 the same in the same surroundings, 100 the same, below that
   * 100 × (1 − edits ÷ length of the longer), less what is taken off a variant.
   */
  score: number
  /** Why it is one. */
  kind: MatchKind
  /** Edits between the two, code points and codes counting one each. */
  distance: number
  /** The translation, its codes those of the sentence looked up. */
  target: Content
  /** The entry as it is kept, its codes numbered from 1. */
  entry: MemoryEntry
  /** Whether the entry's sentence is of another variant of Chinese. */
  variant: boolean
  /** Whether the two have other numbers in them. */
  numbersDiffer: boolean
  /** Whether the two have other codes, or in other places. */
  codesDiffer: boolean
}

/** Sentence that is looked up, as lookups need it. */
export interface Query {
  /** Text and codes, the codes numbered from 1. */
  flat: Flat
  /** The sentence, as it was asked for. */
  content: Content
  /** What stands around it. */
  context: MemoryContext
  /** Locale of the sentences that are looked for. */
  source: Locale
  /** Locale of their translations. */
  target: Locale
  /** Number that is taken off where that is another variant. */
  penalty: number
  /** Whether it is another variant. */
  variant: boolean
}

/**
 * Compare an entry with a sentence.
 *
 * @param query - Sentence.
 * @param entry - Entry.
 * @param flat - Text and codes of the entry's sentence.
 * @param distance - Edits between the two, and units of the longer one.
 * @returns Match.
 */
export function matchOf(
  query: Query,
  entry: MemoryEntry,
  flat: Flat,
  { edits, length }: { edits: number; length: number },
): Match {
  const sameText = flat.text === query.flat.text
  const codesDiffer = flat.codes !== query.flat.codes
  const kind: MatchKind = !sameText
    ? 'fuzzy'
    : codesDiffer
      ? 'codes'
      : isSameContext(query.context, entry.context)
        ? 'context'
        : 'exact'
  const score = scoreOf(kind, edits, length)
  return {
    score: query.variant
      ? Math.max(0, Math.min(100, score) - query.penalty)
      : score,
    kind,
    distance: edits,
    target: adaptCodes(
      entry.target,
      codeIds(entry.source),
      codeIds(query.content),
    ),
    entry,
    variant: query.variant,
    numbersDiffer:
      !sameText && numbersOf(flat.text) !== numbersOf(query.flat.text),
    codesDiffer,
  }
}

/**
 * Give the likeness of two sentences.
 *
 * @param kind - What they share.
 * @param edits - Edits between them.
 * @param length - Units of the longer one.
 * @returns 0 to 101.
 */
export function scoreOf(
  kind: MatchKind,
  edits: number,
  length: number,
): number {
  if (kind === 'context') return 101
  if (kind === 'exact') return 100
  const ratio = Math.floor(100 * (1 - edits / Math.max(1, length)))
  // Codes are set in a moment; the words are all there.
  const least = kind === 'codes' ? Math.max(90, 100 - edits) : 0
  return Math.min(99, Math.max(least, ratio))
}

function isSameContext(one: MemoryContext, other?: MemoryContext): boolean {
  if (one.previous === undefined || one.next === undefined) return false
  return one.previous === other?.previous && one.next === other.next
}

function numbersOf(text: string): string {
  return (text.match(/\p{Nd}+(?:[.,]\p{Nd}+)*/gu) ?? []).sort().join(' ')
}

const ranks = { initial: 0, translated: 1, reviewed: 2, final: 3 } as const

/**
 * Order matches: the likest first, then the furthest, then the latest.
 *
 * @param a - Match.
 * @param b - Other match.
 * @returns Below 0 where `a` comes first.
 */
export function compareMatches(a: Match, b: Match): number {
  return (
    b.score - a.score ||
    Number(a.numbersDiffer) - Number(b.numbersDiffer) ||
    ranks[b.entry.state] - ranks[a.entry.state] ||
    compareText(b.entry.modified ?? '', a.entry.modified ?? '')
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
