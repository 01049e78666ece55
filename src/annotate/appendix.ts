import type { FootnoteDefinition, RootContent, TableRow } from 'mdast'
import {
  type ChineseLocale,
  correspondingTerms,
  type Occurrence,
} from '../model/index.ts'
import { footnoteId, type UsedTerm } from './annotate.ts'
import { glossText } from './english.ts'

/** Words of an appendix, in the edition's language. */
export interface AppendixStrings {
  /** Heading. */
  heading: string
  /** Column of the edition's form. */
  term: string
  /** Column of the author's form. */
  original: string
  /** Column of the English. */
  english: string
}

/**
 * Make the glossary table that stands at the end of an article.
 *
 * @param used - Terms, in the order of first mention.
 * @param options - Locale, words, and how a term reads in the edition.
 * @returns Heading and table, or nothing without terms.
 */
export function appendix(
  used: readonly UsedTerm[],
  options: {
    to: ChineseLocale
    strings: AppendixStrings
    convert: (text: string) => string
  },
): RootContent[] {
  if (used.length === 0) return []
  const { strings } = options
  const rows = used.map(({ occurrence, english }) => ({
    term: formOf(occurrence, options),
    original: occurrence.term.text,
    english: glossText(english),
  }))
  const same = rows.every((row) => row.term === row.original)
  const cells = (...texts: (string | false)[]): TableRow => ({
    type: 'tableRow',
    children: texts
      .filter((text) => text !== false)
      .map((value) => ({
        type: 'tableCell',
        children: [{ type: 'text', value }],
      })),
  })
  return [
    {
      type: 'heading',
      depth: 2,
      children: [{ type: 'text', value: strings.heading }],
    },
    {
      type: 'table',
      children: [
        cells(strings.term, !same && strings.original, strings.english),
        ...rows.map((row) =>
          cells(row.term, !same && row.original, row.english),
        ),
      ],
    },
  ]
}

/**
 * Make the footnotes that say terms' English.
 *
 * @param used - Terms.
 * @returns Definitions.
 */
export function footnoteDefinitions(
  used: readonly UsedTerm[],
): FootnoteDefinition[] {
  return used.map(({ concept, english }) => ({
    type: 'footnoteDefinition',
    identifier: footnoteId(concept),
    label: footnoteId(concept),
    children: [
      {
        type: 'paragraph',
        children: [{ type: 'text', value: glossText(english) }],
      },
    ],
  }))
}

function formOf(
  { concept, term }: Occurrence,
  options: { to: ChineseLocale; convert: (text: string) => string },
): string {
  if (concept.doNotTranslate) return term.text
  const [corresponding] = correspondingTerms(concept, term.type, options.to)
  return corresponding?.text ?? options.convert(term.text)
}
