/**
 * A concept as a desk holds it, and what is read of it.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { dirname, posix } from 'node:path'
import type { SenseDoubt } from '../build/impact.ts'
import {
  type GlossaryEdit,
  isMapping,
  textOf,
  type Written,
  type WrittenConcept,
  wordsOf,
} from '../glossary/index.ts'
import { type ChineseLocale, type Concept, UserError } from '../model/index.ts'
import { parseGlossary } from '../read/index.ts'
import type { Row } from './protocol.ts'

/** Concept as a desk holds it. */
export interface Held {
  written: WrittenConcept
  /** The same as text, to see changes quickly. */
  printed: string
  revision: string
  concept: Concept | undefined
  path: string
}

/** Hold a concept, with what tells it from others. */
export function hold(
  written: WrittenConcept,
  path: string,
  concept: Concept | undefined,
  printed = JSON.stringify(written),
): Held {
  const hash = createHash('sha256').update(printed).digest('base64url')
  return { written, printed, revision: hash.slice(0, 16), concept, path }
}

/** Read a concept as a glossary file would have it. */
export function toConcept(
  written: WrittenConcept,
  path: string,
): Concept | undefined {
  return parseGlossary(JSON.stringify({ concepts: [written] }), path)
    .concepts[0]
}

/** Say what the list shows of a concept. */
export function rowOf(
  written: WrittenConcept,
  source: ChineseLocale,
  more: Pick<Row, 'kind' | 'revision' | 'places' | 'articles'>,
): Row {
  const first = (locale: string): string => {
    const [word] = wordsOf(written, locale)
    return word === undefined ? '' : textOf(word)
  }
  const words = Object.keys(mappingOf(written['terms'])).flatMap((locale) =>
    wordsOf(written, locale).map(textOf),
  )
  return {
    id: String(written['id']),
    state: String(written['state'] ?? 'proposed'),
    domain: String(written['domain'] ?? ''),
    source: first(source) || (words[0] ?? ''),
    target: first('zh-CN'),
    english: first('en'),
    words: words.join(' '),
    ...more,
  }
}

/** Say what the list shows of a word whose sense is unclear. */
export function doubtRow(id: string, doubt: SenseDoubt): Row {
  const [first] = doubt.choices
  return {
    id,
    kind: 'doubt',
    state: 'doubt',
    domain: doubt.domain,
    source: doubt.word,
    target: [first?.kept, ...(first?.alternatives ?? [])].join('／'),
    english: '',
    words: '',
    places: doubt.articles.reduce((sum, one) => sum + one.places, 0),
    articles: doubt.articles.length,
    revision: 'new',
  }
}

/**
 * Find the file for a concept that is in none: where its field is, or a new one.
 *
 * @param written - Concept.
 * @param held - Concepts that are in files.
 * @param patterns - Setting of where glossaries are.
 * @param files - Files that there are.
 * @returns Path from the project's folder.
 * @throws UserError where there is no file and none is to be made.
 */
export function fileForNew(
  written: WrittenConcept,
  held: Iterable<Held>,
  patterns: readonly string[],
  files: Iterable<string>,
): string {
  const counts = new Map<string, number>()
  for (const { written: one, path } of held) {
    if (one['domain'] !== written['domain']) continue
    counts.set(path, (counts.get(path) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])
  if (most) return most[0]
  const pattern = patterns.find((one) => /(?:^|\/)\*\.ya?ml$/.test(one))
  const domain = String(written['domain'])
  const name = /^[a-z\d-]+$/.test(domain) ? domain : 'general'
  if (pattern !== undefined && !dirname(pattern).includes('*')) {
    return posix.join(dirname(pattern), `${name}.yaml`)
  }
  const [first] = files
  if (first !== undefined) return first
  throw new UserError('There is no glossary file to write to.', {
    hint: 'Run `yiwen init`, or name a file in the `glossary` setting.',
    wording: { key: 'review-no-file' },
  })
}

/** Tell how a file is edited so that a concept becomes another. */
export function editFrom(
  id: string,
  before: WrittenConcept | undefined,
  after: WrittenConcept | undefined,
): GlossaryEdit {
  if (!after) return { kind: 'remove', id }
  return before
    ? { kind: 'replace', id, concept: after }
    : { kind: 'add', concept: after }
}

/** Forms a person chose; where nothing was said, the first alternative. */
export function chosenForms(
  { choices }: SenseDoubt,
  wanted: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return Object.fromEntries(
    choices.map(({ locale, kept, alternatives }) => {
      const form = wanted[locale]
      const known = form === kept || alternatives.includes(form ?? '')
      return [locale, known && form ? form : (alternatives[0] ?? kept)]
    }),
  )
}

/** Name a concept by its first word. */
export function labelOf(written: WrittenConcept): Written {
  const [words = []] = Object.values(mappingOf(written['terms']))
  const [first = ''] = Array.isArray(words) ? (words as Written[]) : [words]
  return textOf(first)
}

/** Take a value for a mapping; an empty one where it is none. */
export function mappingOf(value: Written | undefined): WrittenConcept {
  return isMapping(value) ? value : {}
}

/** Take a value for a list; an empty one where it is none. */
export function listOf(value: Written | undefined): readonly Written[] {
  return Array.isArray(value) ? (value as readonly Written[]) : []
}

/** Read a part of a mapping as text. */
export function partOf(value: Written, key: string, usual = ''): string {
  return isMapping(value) ? String(value[key] ?? usual) : usual
}
