import {
  type AdministrativeStatus,
  type Concept,
  type Locale,
  locales,
  preferredTerm,
  type RelationKind,
  type ReviewState,
  type Source,
  type Term,
} from '../model/index.ts'
import type { LeftOut } from './exchanged.ts'
import { countUncarried } from './pairs.ts'

/** Words of a glossary page, in its language. */
export interface GlossaryPageStrings {
  /** Title of the page. */
  title: string
  /** Name of the list of letters. */
  letters: string
  /** Heading of the concepts whose English begins with no letter. */
  others: string
  /** What stands before the names of sources. */
  sources: string
  /** Names of the locales. */
  locale: Readonly<Record<Locale, string>>
  /** Names of the states of a concept. */
  state: Readonly<Record<ReviewState, string>>
  /** Names of the statuses of a word. */
  status: Readonly<Record<AdministrativeStatus, string>>
  /** What stands before the names of related concepts. */
  relation: Readonly<Record<RelationKind, string>>
}

/** How a glossary page is made. */
export interface GlossaryPageOptions {
  /** Language of the page. */
  language: Locale
  /** Words of the page. */
  strings: GlossaryPageStrings
  /**
   * Whether the state of concepts is shown, and words that are advised against.
   * Default: no.
   */
  status?: boolean
}

/** Concept, as a page shows it. */
export interface PageEntry {
  /** Its id, which is its anchor. */
  id: string
  /** Its name: the English, else the first word. */
  name: Term
  /** Words by locale, the usual one first. */
  forms: readonly { locale: Locale; terms: readonly Term[] }[]
  /** Paragraphs of the definition. */
  definition: readonly string[]
  /** Concepts of the page it leads to. */
  relations: readonly { kind: RelationKind; to: PageEntry }[]
  /** Where its facts come from. */
  sources: readonly Source[]
  /** Its state, where it is shown. */
  state?: ReviewState
}

/** Part of a page: a letter and the concepts whose English begins with it. */
export interface PageSection {
  /** A to Z, or `undefined` for what begins with none. */
  letter: string | undefined
  /** Concepts, in alphabetical order. */
  entries: readonly PageEntry[]
}

/**
 * Arrange concepts for readers: by the letters of their English.
 *
 * Rejected concepts are no part of it; words that are advised against only where
 * the status is shown.
 *
 * @param concepts - Concepts.
 * @param status - Whether the status is shown.
 * @param leftOut - Counts what is not shown.
 * @returns Sections in alphabetical order, the one without a letter last.
 */
export function arrange(
  concepts: readonly Concept[],
  status: boolean,
  leftOut: LeftOut,
): PageSection[] {
  const places = [
    ...locales.map((locale) => `terms.${locale}`),
    'definition',
    'sources',
    'relations',
    ...(status ? ['state', 'term.status'] : []),
  ]
  countUncarried(concepts, new Set(places), leftOut)
  const made = new Map<string, PageEntry & { relations: Relation[] }>()
  for (const concept of concepts) {
    const entry = entryOf(concept, status, leftOut)
    if (entry) made.set(concept.id, entry)
    else leftOut.add('concept')
  }
  for (const { id, relations = [] } of concepts) {
    const entry = made.get(id)
    for (const { kind, id: other } of relations) {
      const to = made.get(other)
      if (to && entry) entry.relations.push({ kind, to })
      else leftOut.add('relations')
    }
  }
  const sections = new Map<string | undefined, PageEntry[]>()
  const { compare } = new Intl.Collator('en')
  const sorted = [...made.values()].sort(
    (a, b) => compare(a.name.text, b.name.text) || (a.id < b.id ? -1 : 1),
  )
  for (const entry of sorted) {
    const letter = letterOf(entry.name)
    sections.set(letter, [...(sections.get(letter) ?? []), entry])
  }
  return [...sections]
    .map(([letter, entries]) => ({ letter, entries }))
    .sort((a, b) => ((a.letter ?? '~') < (b.letter ?? '~') ? -1 : 1))
}

type Relation = PageEntry['relations'][number]

function entryOf(
  concept: Concept,
  status: boolean,
  leftOut: LeftOut,
): (PageEntry & { relations: Relation[] }) | undefined {
  if (concept.state === 'rejected' && !status) return undefined
  const forms = locales.flatMap((locale) => {
    const usual = preferredTerm(concept, locale)
    const terms = concept.terms.filter(
      (term) => term.locale === locale && shown(term).text !== '',
    )
    const listed = terms.filter(
      (one) =>
        status || one.status === 'preferred' || one.status === 'admitted',
    )
    for (let n = listed.length; n < terms.length; n++) leftOut.add('terms')
    const sorted = [
      ...listed.filter((one) => one === usual),
      ...listed.filter((one) => one !== usual),
    ]
    return sorted.length > 0 ? [{ locale, terms: sorted.map(shown) }] : []
  })
  const english = forms.find(({ locale }) => locale === 'en')?.terms[0]
  const name = english ?? forms[0]?.terms[0]
  if (!name) return undefined
  return {
    id: concept.id,
    name,
    forms,
    definition: (concept.definition ?? '')
      .split(/\n[ \t]*\n/)
      .map(pageText)
      .filter((text) => text !== ''),
    relations: [],
    sources: concept.sources ?? [],
    ...(status ? { state: concept.state } : {}),
  }
}

function shown(term: Term): Term {
  return { ...term, text: pageText(term.text) }
}

/**
 * Make text what can stand in a line of a page.
 *
 * @param text - Text.
 * @returns Text without what HTML has no place for: controls, lone surrogates,
 *   noncharacters; white space is single spaces.
 */
export function pageText(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\p{Cs}\p{Noncharacter_Code_Point}]/gu, '\u{FFFD}')
    .trim()
}

function letterOf({ text, locale }: Term): string | undefined {
  if (locale !== 'en') return undefined
  const [first = ''] = text.normalize('NFKD').toUpperCase()
  return /[A-Z]/.test(first) ? first : undefined
}

/**
 * Tell in which language text is that says nothing about it.
 *
 * @param text - Text.
 * @param page - Language of its page.
 * @returns BCP 47 tag, or `undefined` where it is the page's.
 */
export function foreignLanguage(
  text: string,
  page: Locale,
): string | undefined {
  const han = /\p{Script=Han}/u.test(text)
  if (page === 'en') return han ? 'zh' : undefined
  return han ? undefined : 'en'
}

/**
 * Give the address of a source, if a reader may follow it.
 *
 * @param source - Source.
 * @returns Web address.
 */
export function webAddress({ url = '' }: Source): string | undefined {
  return /^https?:\/\//i.test(url) && URL.canParse(url)
    ? new URL(url).href
    : undefined
}
