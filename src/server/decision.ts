/**
 * What decisions make of concepts.
 *
 * @module
 */
import type { SenseDoubt } from '../build/impact.ts'
import {
  type Act,
  isMapping,
  mergeConcepts,
  redirectRelations,
  textOf,
  type Written,
  type WrittenConcept,
  withHistory,
  withState,
  withWord,
  wordsOf,
} from '../glossary/index.ts'
import type { ChineseLocale } from '../model/index.ts'
import { StaleError } from './desk-options.ts'
import type { ConceptEdit, DecideRequest } from './protocol.ts'

/**
 * Make the concept that decides a word whose sense is unclear.
 *
 * @param doubt - Word and its forms.
 * @param chosen - Form by locale.
 * @returns Concept as a file would have it, not approved yet. It is not glossed:
 *   an everyday word needs no English.
 */
export function doubtConcept(
  { word, source, choices }: SenseDoubt,
  chosen: Readonly<Record<string, string>>,
): WrittenConcept {
  const forms = choices.map(({ locale, kept }) => [
    locale,
    chosen[locale] ?? kept,
  ])
  return {
    id: doubtId(word),
    domain: 'general',
    state: 'proposed',
    gloss: false,
    terms: { [source]: word, ...Object.fromEntries(forms) },
  }
}

/**
 * Make the id of such a concept: ids are ASCII, words are not.
 *
 * @param word - Word.
 * @returns `sense-` and the code points of its characters.
 */
export function doubtId(word: string): string {
  const points = [...word].map((one) => one.codePointAt(0)?.toString(16))
  return ['sense', ...points].join('-')
}

/**
 * Let a concept say what a person typed.
 *
 * @param concept - Concept as written.
 * @param edit - Words and texts.
 * @returns Concept. A word that stays keeps what is known about it; one that
 *   takes the place of another keeps its status and type.
 */
export function applyEdit(
  concept: WrittenConcept,
  edit: ConceptEdit,
): WrittenConcept {
  const before = concept['terms']
  const terms: Record<string, Written> = isMapping(before) ? { ...before } : {}
  for (const [locale, typed] of Object.entries(edit.terms)) {
    const texts = typed.map((text) => text.trim()).filter((text) => text !== '')
    const old = wordsOf(concept, locale)
    const words = texts.map((text, index): Written => {
      const same = old.find((word) => textOf(word) === text)
      if (same !== undefined) return same
      const place = old[index]
      if (!isMapping(place) || texts.includes(textOf(place))) return text
      const { status, type } = place
      const kept = {
        text,
        ...(type === undefined ? {} : { type }),
        ...(status === undefined ? {} : { status }),
      }
      return Object.keys(kept).length === 1 ? text : kept
    })
    const [first] = words
    if (first === undefined) delete terms[locale]
    else terms[locale] = words.length === 1 ? first : words
  }
  const { note: _, gloss: __, ...rest } = concept
  const note = edit.note.trim()
  return {
    ...rest,
    domain: edit.domain.trim() || String(concept['domain'] ?? 'general'),
    terms,
    ...(note === '' ? {} : { note }),
    ...(edit.gloss ? {} : { gloss: false }),
  }
}

/**
 * Forbid the word of a concept.
 *
 * @param concept - Concept as written.
 * @param locale - Locale of the articles.
 * @param instead - Word to write instead; empty for none.
 * @returns Concept whose first word there is forbidden.
 */
export function forbid(
  concept: WrittenConcept,
  locale: ChineseLocale,
  instead: string,
): WrittenConcept {
  const [word] = wordsOf(concept, locale)
  const forbidden =
    word === undefined
      ? concept
      : withWord(concept, {
          locale,
          text: textOf(word),
          keys: { status: 'forbidden' },
        })
  const text = instead.trim()
  return text === '' ? forbidden : withWord(forbidden, { locale, text })
}

/** Concept that a decision leaves, or the id of one that goes. */
export type Outcome = WrittenConcept | { gone: string }

/**
 * Say what concepts become by a decision.
 *
 * @param base - Concept that is decided.
 * @param decision - Decision.
 * @param act - Who, when and why.
 * @param glossary - Locale of the articles; all concepts by id.
 * @returns Concepts, the decided one first; of one that goes its id.
 * @throws StaleError when the concept to merge with is not there.
 */
export function conclude(
  base: WrittenConcept,
  decision: DecideRequest['decision'],
  act: Act,
  glossary: {
    source: ChineseLocale
    all: ReadonlyMap<string, WrittenConcept>
  },
): Outcome[] {
  const { source, all } = glossary
  switch (decision.kind) {
    case 'approve':
      return [withState(base, 'approved', act)]
    case 'reject':
      return [withState(base, 'rejected', act)]
    case 'needs-work':
      return [withState(base, 'needs-work', act)]
    case 'edit': {
      const edited = applyEdit(base, decision.edit)
      return decision.approve
        ? [withState(edited, 'approved', act)]
        : [withHistory(edited, 'edited', act)]
    }
    case 'forbid': {
      const forbidden = forbid(base, source, decision.instead)
      return [withState(forbidden, 'approved', act)]
    }
    case 'merge': {
      const into = all.get(decision.into)
      const id = String(base['id'])
      if (!into || decision.into === id) throw new StaleError(decision.into)
      const led = [...all].flatMap(([own, written]) => {
        if (own === id || own === decision.into) return []
        const redirected = redirectRelations(written, id, decision.into)
        return redirected === written ? [] : [redirected]
      })
      const gone = all.has(id) ? [{ gone: id }] : []
      return [mergeConcepts(into, base, act), ...led, ...gone]
    }
  }
}
