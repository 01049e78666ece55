import type { Locale } from './locale.ts'

/** TBX `administrativeStatus`, without its `-admn-sts` suffix. */
export type AdministrativeStatus =
  | 'preferred'
  | 'admitted'
  | 'deprecated'
  | 'forbidden'

/** TBX `termType`, the ones that change how a term is printed. */
export type TermType = 'full' | 'abbreviation' | 'short' | 'variant'

/** Review state of a concept. Only approved ones reach an edition. */
export type ReviewState = 'proposed' | 'approved' | 'rejected' | 'needs-work'

/**
 * How a term is looked for.
 *
 * - `word`: whole words. Width, the case of Latin letters, spaces between Han
 *   and Latin, and characters that are written in two ways (台臺, 裏裡) do not
 *   matter.
 * - `exact`: whole words, code unit by code unit.
 * - `anywhere`: as `word`, but also inside other words.
 */
export type MatchRule = 'word' | 'exact' | 'anywhere'

/** Who or what a term comes from. */
export type ProvenanceKind = 'author' | 'glossary' | 'engine' | 'import'

/** How a term came into the glossary. */
export interface Provenance {
  /** Who or what it comes from. */
  kind: ProvenanceKind
  /** More about it: name of the glossary or engine, file and line of an import. */
  detail?: string
}

/** How one concept relates to another: SKOS's and TBX's common relations. */
export type RelationKind =
  | 'broader'
  | 'narrower'
  | 'related'
  | 'antonym'
  | 'seeAlso'

/** Tie from one concept to another. */
export interface Relation {
  /** What the other one is to this one. */
  kind: RelationKind
  /** Id of the other concept. */
  id: string
}

/** Picture of what a concept means: TBX's `xGraphic` and `figure`. */
export interface ConceptImage {
  /** Path from the glossary file, or an `http` address. */
  src: string
  /** What it shows, in words. */
  alt: string
}

/** Who gave a concept its state, when and why. */
export interface Review {
  /** Name of the person. */
  by: string
  /** ISO 8601 date and time. */
  at: string
  /** Why. */
  reason?: string
}

/** What was done to a concept: TBX's `transactionType`, and review states. */
export type HistoryAction =
  | 'added'
  | 'edited'
  | 'imported'
  | 'merged'
  | ReviewState

/** One line of a concept's history: TBX's `transacGrp`. */
export interface HistoryEntry {
  /** ISO 8601 date and time. */
  at: string
  /** Name of the person. */
  by: string
  /** What was done. */
  action: HistoryAction
  /** Why, or more about it. */
  note?: string
}

/** Word for a concept in one locale. */
export interface Term {
  /** The word. */
  text: string
  /** Locale it belongs to. */
  locale: Locale
  /** Default: `full`. */
  type: TermType
  /** Default: `preferred`. */
  status: AdministrativeStatus
  /** Part of speech, as TBX-Basic names them: noun, verb, properNoun … */
  partOfSpeech?: string
  /** How it is looked for. Default: `word`. */
  match?: MatchRule
  /** Texts of which one must stand in the same sentence. */
  requires?: readonly string[]
  /** Texts of which none may stand in the same sentence. */
  excludes?: readonly string[]
  /** Note for reviewers. */
  note?: string
  /** Where the word was found. */
  sources?: readonly Source[]
  /** How it came into the glossary. */
  provenance?: Provenance
  /** How sure it is, from 0 to 1. */
  confidence?: number
  /** ISO 8601 day it is right from. */
  validFrom?: string
  /** ISO 8601 day it is right until. */
  validTo?: string
}

/** Where a fact about a concept was found. */
export interface Source {
  /** Name of the work or page. */
  title: string
  /** Address. */
  url?: string
  /** Words of the source. */
  quotation?: string
  /** ISO 8601 date it was read or published. */
  date?: string
}

/** Meaning with its words per locale: TBX's concept entry. */
export interface Concept {
  /** Stable id, kebab-case. */
  id: string
  /** Subject field. */
  domain: string
  /** Review state. */
  state: ReviewState
  /** Words, preferred ones first within a locale. */
  terms: readonly Term[]
  /** The term is the same in every edition and is never converted. */
  doNotTranslate: boolean
  /** Whether editions gloss it. Default: `true`. */
  gloss: boolean
  /** What it means. */
  definition?: string
  /** Note for reviewers. */
  note?: string
  /** Where the facts come from. */
  sources?: readonly Source[]
  /** How it relates to others. */
  relations?: readonly Relation[]
  /** Pictures of it. */
  images?: readonly ConceptImage[]
  /** Who gave it its state. */
  review?: Review
  /** What was done to it, oldest first. */
  history?: readonly HistoryEntry[]
  /** File it was read from and where in it, for findings. */
  origin?: { path: string; line: number; column: number }
}

/** One place where a term appears in a unit. */
export interface Occurrence {
  /** Index of the unit. */
  unit: number
  /** Start in the unit's text. */
  start: number
  /** End in the unit's text. */
  end: number
  /** Concept that is meant. */
  concept: Concept
  /** Term that was found. */
  term: Term
}

/**
 * Choose the word that replaces a term in an edition.
 *
 * @param concept - Concept.
 * @param locale - Edition's locale.
 * @returns Preferred full form, else the first usable one, else `undefined`.
 *
 * @example
 * ```ts
 * import { type Concept, preferredTerm } from 'yiwen'
 *
 * const software: Concept = {
 *   id: 'software',
 *   domain: 'technology',
 *   state: 'approved',
 *   doNotTranslate: false,
 *   gloss: true,
 *   terms: [
 *     { text: '軟體', locale: 'zh-TW', type: 'full', status: 'preferred' },
 *     { text: '软件', locale: 'zh-CN', type: 'full', status: 'preferred' },
 *   ],
 * }
 * preferredTerm(software, 'zh-CN')?.text // '软件'
 * preferredTerm(software, 'en') // undefined
 * ```
 */
export function preferredTerm(
  concept: Concept,
  locale: Locale,
): Term | undefined {
  const usable = concept.terms.filter(
    (term) =>
      term.locale === locale &&
      (term.status === 'preferred' || term.status === 'admitted'),
  )
  return (
    usable.find((t) => t.status === 'preferred' && t.type === 'full') ??
    usable.find((t) => t.type === 'full') ??
    usable[0]
  )
}

/**
 * Find the forms a term takes in an edition.
 *
 * A short form stays short and an abbreviation an abbreviation: 商湯 does not
 * become 商汤科技. A variant takes the full form.
 *
 * @param concept - Concept.
 * @param type - Type of the term that was found.
 * @param locale - Edition's locale.
 * @returns Usable terms, the one to use first; none where the concept has none.
 *
 * @example
 * ```ts
 * import { type Concept, correspondingTerms } from 'yiwen'
 *
 * const sensetime: Concept = {
 *   id: 'sensetime',
 *   domain: 'company',
 *   state: 'approved',
 *   doNotTranslate: false,
 *   gloss: true,
 *   terms: [
 *     { text: '商汤科技', locale: 'zh-CN', type: 'full', status: 'preferred' },
 *     { text: '商汤', locale: 'zh-CN', type: 'short', status: 'preferred' },
 *   ],
 * }
 * correspondingTerms(sensetime, 'short', 'zh-CN')[0]?.text // '商汤'
 * ```
 */
export function correspondingTerms(
  concept: Concept,
  type: TermType,
  locale: Locale,
): Term[] {
  const full = type === 'full' || type === 'variant'
  return concept.terms
    .filter(
      (term) =>
        term.locale === locale &&
        (full
          ? term.type === 'full' || term.type === 'variant'
          : term.type === type) &&
        (term.status === 'preferred' || term.status === 'admitted'),
    )
    .sort((a, b) => rank(a) - rank(b))
}

function rank({ status, type }: Term): number {
  return (status === 'preferred' ? 0 : 2) + (type === 'variant' ? 1 : 0)
}
