import type { Concept, Term } from '../../../src/model/index.ts'

/** `en:AGI:abbreviation`: locale, text and, where it is not full, type. */
export function termOf(written: string): Term {
  const [locale, text = '', type = 'full', status = 'preferred'] =
    written.split(':')
  return {
    locale: locale as Term['locale'],
    text,
    type: type as Term['type'],
    status: status as Term['status'],
  }
}

/** Concept of terms. */
export function conceptOf(
  terms: readonly string[],
  more: Partial<Concept> = {},
): Concept {
  return {
    id: 'test',
    domain: 'test',
    state: 'approved',
    doNotTranslate: false,
    gloss: true,
    terms: terms.map(termOf),
    ...more,
  }
}
