import { type Field, fields } from '../model/index.ts'

/** How much speaks for each field, in the order of {@link fields}. */
export type Evidence = Float64Array

/** Field of each of the vocabulary's domains; names tell nothing. */
const fieldOf: Readonly<Record<string, Field>> = {
  ui: 'software',
  it: 'software',
  hardware: 'software',
  finance: 'finance',
  business: 'finance',
  law: 'society',
  politics: 'society',
  military: 'society',
  science: 'science',
  medicine: 'science',
  math: 'science',
  unit: 'science',
  general: 'life',
  media: 'life',
  food: 'life',
  transport: 'life',
  sport: 'life',
  education: 'life',
  culture: 'life',
}

/**
 * Find the field of a domain.
 *
 * @param domain - Domain of an entry, or a field.
 * @returns Index in {@link fields}, or -1 for names.
 */
export function fieldIndex(domain: string): number {
  return fields.indexOf(fieldOf[domain] ?? (domain as Field))
}

/** No evidence. */
export function noEvidence(): Evidence {
  return new Float64Array(fields.length)
}

/**
 * Weigh a stretch of text.
 *
 * What its own words say counts fully, what the rest of the article says as up
 * to three words more. Where nothing says anything, a sentence is about life, and
 * a few words that are no sentence, alone or with the placeholders of a
 * program (`%s`, `{0}`), are those of an interface.
 *
 * @param own - Evidence of the stretch.
 * @param whole - Evidence of the article it is in, the stretch included.
 * @param shape - Text of the stretch, and whether it stands alone.
 * @returns Score of each field.
 */
export function weigh(
  own: Evidence,
  whole: Evidence,
  shape: { text: string; alone: boolean },
): Evidence {
  const scores = noEvidence()
  let total = 0
  for (let i = 0; i < scores.length; i++) {
    total += (whole[i] as number) - (own[i] as number)
  }
  for (let i = 0; i < scores.length; i++) {
    const others = (whole[i] as number) - (own[i] as number)
    const share = total > 0 ? others / total : 0
    scores[i] = (own[i] as number) + share * Math.min(3, total)
  }
  const { text, alone } = shape
  const program =
    /%[sdufc@\d(]|\{[\w.]*\}|<[a-z/]|&[A-Za-z]\b|\(_?[A-Z]\)|\w\.\w|--\w|\uFFFC|`|\.\.\.$/.test(
      text,
    )
  const sentence = /[。！？；]/.test(text)
  scores[4] = (scores[4] as number) + (sentence ? 0.35 : 0.25)
  if (program) scores[0] = (scores[0] as number) + 2.5
  if (alone && !sentence && text.length <= 40) {
    scores[0] = (scores[0] as number) + (text.length <= 16 ? 2 : 1.3)
  }
  return scores
}

/**
 * Work out the share of a field.
 *
 * @param scores - What {@link weigh} gave.
 * @param field - Index of the field.
 * @param without - Score of the field to leave out: a word is no evidence for
 * its own sense.
 * @returns From 0 to 1.
 */
export function shareOf(scores: Evidence, field: number, without = 0): number {
  let sum = -without
  for (const value of scores) sum += value
  const score = (scores[field] ?? 0) - without
  return sum > 0 ? Math.max(0, score) / sum : 0
}

/**
 * Make a weight that says a field is given.
 *
 * @param field - Field somebody chose.
 * @returns Weight in which it alone counts.
 */
export function certain(field: Field): Evidence {
  const evidence = noEvidence()
  evidence[fields.indexOf(field)] = 1
  return evidence
}
