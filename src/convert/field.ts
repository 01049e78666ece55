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
 * What its own words say counts fully, what the rest of the article says as
 * three words more. Where nothing says anything, a sentence is about life, and
 * a few words that are no sentence, alone or with the placeholders of a
 * program (`%s`, `{0}`), are those of an interface.
 *
 * @param own - Evidence of the stretch.
 * @param whole - Evidence of the article it is in.
 * @param shape - Text of the stretch, and whether it stands alone.
 * @returns Share of each field, which sum to one.
 */
export function weigh(
  own: Evidence,
  whole: Evidence,
  shape: { text: string; alone: boolean },
): Evidence {
  const scores = noEvidence()
  let total = 0
  for (const value of whole) total += value
  for (let i = 0; i < scores.length; i++) {
    const share = total > 0 ? (whole[i] as number) / total : 0
    scores[i] = (own[i] as number) + share * Math.min(3, total)
  }
  const { text, alone } = shape
  const program =
    /%[sdufc@\d(]|\{[\w.]*\}|<[a-z/]|&[A-Za-z]\b|\(_?[A-Z]\)|\w\.\w|--\w|\uFFFC|`|\.\.\.$/.test(
      text,
    )
  const sentence = /[。！？；]/.test(text)
  scores[4] = (scores[4] as number) + (sentence ? 0.6 : 0.4)
  if (program) scores[0] = (scores[0] as number) + 2.5
  if (alone && !sentence && text.length <= 40) {
    scores[0] = (scores[0] as number) + (text.length <= 16 ? 2 : 1.3)
  }
  let sum = 0
  for (const value of scores) sum += value
  for (let i = 0; i < scores.length; i++) {
    scores[i] = sum > 0 ? (scores[i] as number) / sum : 0
  }
  return scores
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
