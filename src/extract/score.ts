import type { NewWord } from './new-words.ts'
import { cValue, isPredicate, type Phrase } from './phrases.ts'
import type { Atom } from './runs.ts'

/** Beyond this a lexicon's counts are too small to tell words apart, in nats. */
const mostInformation = 13.5

/** Logarithm of the company of a word that is used here and there. */
const usualCompany = 0.7

/** Evidence as a number between 0 and 1. */
function logistic(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

/**
 * How far a text stands out from the background: TF-IDF with the lexicon as the
 * collection, so that the inverse document frequency is −ln of the probability
 * of a word. That of a phrase is the mean of its words'.
 *
 * @param phrase - Word or phrase.
 * @returns Nats.
 */
export function tfIdf({ atoms, count }: Phrase): number {
  return (1 + Math.log(count)) * informationOf(atoms)
}

function informationOf(atoms: readonly Atom[]): number {
  let sum = 0
  for (const { information } of atoms)
    sum += Math.min(information, mostInformation)
  return sum / atoms.length
}

/**
 * Judge a word or phrase by how it is used.
 *
 * The weights say what a term is like in general: it is repeated, its words are
 * rare elsewhere, it stands between other words by itself, and it is no
 * predicate. They were set by hand.
 *
 * @param phrase - Word or phrase.
 * @param startsWithName - Whether its first word is a name: 智譜營收 says whose.
 * @returns How likely it is a term by this alone, 0 to 1.
 */
export function termhood(phrase: Phrase, startsWithName = false): number {
  const { atoms, count, whole, text } = phrase
  const information = informationOf(atoms)
  const first = atoms[0] as Atom
  const apart = 1 - whole / count
  // What one longer phrase has nearly every time is a part of that phrase.
  const captive = Math.max(0, phrase.within / count - 0.6) / 0.4
  const company = Math.log(phrase.company) - usualCompany
  if (atoms.length === 1) {
    let value =
      0.45 * company +
      0.9 * Math.log(count) +
      0.55 * (information - 12.2) -
      0.6 * apart -
      captive
    if (first.kind === 'verb') value -= 1.3
    if (first.kind === 'weak' || first.kind === 'prefix') value -= 4
    if (first.kind === 'unknown') value -= 0.8
    if (text.length > 2) value += 0.5
    // Any word takes these endings, so what they make is less often a term.
    if (text.length > 2 && /[性化者]$/.test(text)) value -= 0.45
    return 0.9 * logistic(value)
  }
  const c = cValue(phrase)
  if (c <= 0) return 0
  let value =
    0.9 * Math.log(c) +
    0.3 * (information - 10.5) -
    0.6 * apart -
    (count > 1 ? 2.5 * captive : 0)
  if (atoms.length > 2) value -= 0.4 * (atoms.length - 2)
  if (atoms.length === 2 && text.length === 4) value += 0.3
  if (first.kind === 'latin' && count === 1) value -= 0.5
  if (first.kind === 'verb') value -= verbPenalty(first)
  if (first.kind === 'weak') value -= 0.6
  if (startsWithName) value -= Math.max(0, 1 - 0.4 * (count - 1))
  if (first.kind === 'character') value -= 0.8
  const last = atoms[atoms.length - 1] as Atom
  if (last.kind === 'verb') value -= verbPenalty(last) * 0.6
  if (last.kind === 'latin') value -= 1.5
  if (last.kind === 'character') value -= 0.6
  // 編譯陳韋廷 is a title in front of a name.
  if (last.kind === 'unknown' && count === 1) value -= 1
  for (const atom of atoms.slice(1, -1)) {
    if (isPredicate(atom)) value -= 1.5
    else if (atom.kind === 'verb' || atom.kind === 'weak') value -= 0.3
    else if (atom.kind === 'character' || atom.kind === 'prefix') value -= 0.8
  }
  return 0.9 * logistic(value)
}

/** A common verb is more often a predicate than part of a term. */
function verbPenalty({ information }: Atom): number {
  return Math.max(0.2, Math.min(2, (12 - information) * 0.6))
}

/**
 * Judge a new word.
 *
 * @param word - Word with its measures.
 * @returns How likely it is one, 0 to 1.
 */
export function novelty({ count, association, entropy }: NewWord): number {
  if (association < 3 || entropy < 0.9) return 0
  return (
    0.85 *
    logistic(
      0.35 * (association - 5) + 1.2 * (entropy - 1.5) + 0.4 * Math.log(count),
    )
  )
}
