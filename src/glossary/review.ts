import type { Provenance, ReviewState } from '../model/index.ts'
import {
  isMapping,
  isSame,
  type Written,
  type WrittenConcept,
  type WrittenMapping,
} from './written.ts'

/** Who does something to a concept, when and why. */
export interface Act {
  /** Name of the person. */
  by: string
  /** ISO 8601 date and time. */
  at: string
  /** Why. */
  reason?: string
}

/** Word of a concept, and what is known about it. */
export interface WordEdit {
  /** Locale it belongs to. */
  locale: string
  /** The word. */
  text: string
  /** Keys to set; one without a value is taken out. Default: none. */
  keys?: Readonly<Record<string, Written | undefined>>
}

/**
 * Give a concept a review state.
 *
 * @param concept - Concept as written.
 * @param state - State.
 * @param act - Who, when and why.
 * @returns Concept with its state, its review and a line more of history.
 */
export function withState(
  concept: WrittenConcept,
  state: ReviewState,
  act: Act,
): WrittenConcept {
  const { by, at, reason } = act
  const review = { by, at, ...(reason === undefined ? {} : { reason }) }
  return withHistory({ ...concept, state, review }, state, act)
}

/**
 * Add a line to the history of a concept.
 *
 * @param concept - Concept as written.
 * @param action - What was done.
 * @param act - Who, when and why.
 * @returns Concept with the line.
 */
export function withHistory(
  concept: WrittenConcept,
  action: string,
  { by, at, reason }: Act,
): WrittenConcept {
  const entry = {
    at,
    by,
    action,
    ...(reason === undefined ? {} : { note: reason }),
  }
  return { ...concept, history: [...listOf(concept['history']), entry] }
}

/**
 * Add a word to a concept, or change the one with the same text.
 *
 * @param concept - Concept as written.
 * @param edit - Word.
 * @param provenance - How a new word came in. Default: not said.
 * @returns Concept with the word, a new one last in its locale.
 */
export function withWord(
  concept: WrittenConcept,
  { locale, text, keys = {} }: WordEdit,
  provenance?: Provenance,
): WrittenConcept {
  const words = wordsOf(concept, locale)
  const index = words.findIndex((word) => textOf(word) === text)
  const before = words[index]
  const plain: Record<string, Written> = isMapping(before)
    ? { ...before }
    : { text }
  for (const [key, value] of Object.entries(keys)) {
    if (value === undefined) delete plain[key]
    else plain[key] = value
  }
  if (before === undefined && provenance)
    plain['provenance'] = { ...provenance }
  const word: Written = Object.keys(plain).length === 1 ? text : plain
  const edited =
    before === undefined ? [...words, word] : words.with(index, word)
  return withWords(concept, locale, edited)
}

/**
 * Take a word out of a concept.
 *
 * @param concept - Concept as written.
 * @param locale - Locale of the word.
 * @param text - The word.
 * @returns Concept without it, or `undefined` when it has no such word.
 */
export function withoutWord(
  concept: WrittenConcept,
  locale: string,
  text: string,
): WrittenConcept | undefined {
  const words = wordsOf(concept, locale)
  const left = words.filter((word) => textOf(word) !== text)
  if (left.length === words.length) return undefined
  return withWords(concept, locale, left)
}

/**
 * Make one concept of two.
 *
 * The first keeps its id, domain, state and texts. Words, sources, relations and
 * pictures of the other that it has not are added: a word that was preferred is
 * admitted where the first has a preferred one.
 *
 * @param into - Concept that stays.
 * @param from - Concept that goes.
 * @param act - Who, when and why.
 * @returns Concept with a line of history that names the other.
 */
export function mergeConcepts(
  into: WrittenConcept,
  from: WrittenConcept,
  act: Act,
): WrittenConcept {
  let merged: WrittenConcept = into
  for (const locale of Object.keys(mappingOf(from['terms']))) {
    const own = wordsOf(into, locale)
    for (const word of wordsOf(from, locale)) {
      if (own.some((one) => textOf(one) === textOf(word))) continue
      const keys = isMapping(word) ? word : { text: word }
      const admitted = own.length > 0 && keys['status'] === undefined
      merged = withWord(merged, {
        locale,
        text: textOf(word),
        keys: admitted ? { ...keys, status: 'admitted' } : keys,
      })
    }
  }
  const ids = [into['id'], from['id']]
  const added: Record<string, Written> = {}
  for (const key of ['sources', 'relations', 'images'] as const) {
    const own = listOf(into[key])
    const more = listOf(from[key]).filter((o) => !own.some((i) => isSame(i, o)))
    const all = [...own, ...more].filter(
      (item) => !(isMapping(item) && ids.includes(item['id'] ?? '')),
    )
    if (all.length > 0) added[key] = all
  }
  for (const key of ['definition', 'partOfSpeech'] as const) {
    const value = into[key] ?? from[key]
    if (value !== undefined) added[key] = value
  }
  // What has no place of its own is noted, so that a reviewer still sees it.
  const left = into['definition'] === undefined ? undefined : from['definition']
  const notes = [into['note'], from['note'], left].filter(
    (one, index, all) =>
      one !== undefined &&
      one !== into['definition'] &&
      all.indexOf(one) === index,
  )
  if (notes.length > 0) added['note'] = notes.map(String).join('\n')
  const past = listOf(from['history']).map((entry): Written => {
    if (!isMapping(entry)) return entry
    const { note: said } = entry
    return { ...entry, note: prefixed(from, said) }
  })
  if (past.length > 0) {
    added['history'] = [...listOf(into['history']), ...past].sort(
      (a, b) => timeOf(a) - timeOf(b),
    )
  }
  const { relations: _, ...rest } = merged
  return withHistory({ ...rest, ...added }, 'merged', {
    ...act,
    reason: prefixed(from, act.reason),
  })
}

/**
 * Let relations lead to another concept.
 *
 * @param concept - Concept as written.
 * @param from - Id they lead to now.
 * @param to - Id they are to lead to.
 * @returns Concept; the same where nothing leads there.
 */
export function redirectRelations(
  concept: WrittenConcept,
  from: string,
  to: string,
): WrittenConcept {
  const before = listOf(concept['relations'])
  const leads = (item: Written) => isMapping(item) && item['id'] === from
  if (!before.some(leads)) return concept
  const relations: Written[] = []
  for (const item of before) {
    const led: Written =
      leads(item) && isMapping(item) ? { ...item, id: to } : item
    if (!relations.some((one) => isSame(one, led))) relations.push(led)
  }
  return { ...concept, relations }
}

/**
 * List the words of a concept in a locale.
 *
 * @param concept - Concept as written.
 * @param locale - Locale.
 * @returns Words as written: text, or mappings with a text.
 */
export function wordsOf(
  concept: WrittenConcept,
  locale: string,
): readonly Written[] {
  const words = mappingOf(concept['terms'])[locale]
  if (words === undefined || words === null) return []
  return Array.isArray(words) ? (words as readonly Written[]) : [words]
}

/**
 * Give the text of a word.
 *
 * @param word - Word as written.
 * @returns Its text.
 */
export function textOf(word: Written): string {
  return String(isMapping(word) ? (word['text'] ?? '') : word)
}

function prefixed(from: WrittenConcept, said: Written | undefined): string {
  const id = String(from['id'])
  return said === undefined ? id : `${id}: ${String(said)}`
}

function timeOf(entry: Written): number {
  const at = isMapping(entry) ? Date.parse(String(entry['at'])) : Number.NaN
  return Number.isNaN(at) ? 0 : at
}

function withWords(
  concept: WrittenConcept,
  locale: string,
  words: readonly Written[],
): WrittenConcept {
  const { [locale]: _, ...others } = mappingOf(concept['terms'])
  const [first] = words
  if (first === undefined) return { ...concept, terms: others }
  return {
    ...concept,
    terms: { ...others, [locale]: words.length === 1 ? first : words },
  }
}

function mappingOf(value: Written | undefined): WrittenMapping {
  return isMapping(value) ? value : {}
}

function listOf(value: Written | undefined): readonly Written[] {
  return Array.isArray(value) ? (value as readonly Written[]) : []
}
