import { type Field, fields } from '../model/index.ts'

/**
 * How much speaks for each field, in the order of {@link fields}; for several
 * lines, one after the other.
 */
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

/** Characters of which each of them has one. */
export const programMarks = '%{<&(.-'

const [percent, brace, less, ampersand, parenthesis, dot, hyphen] = Array.from(
  programMarks,
  (mark) => mark.charCodeAt(0),
) as [number, number, number, number, number, number, number]
const [braceEnd, slash, parenthesisEnd, underscore, quote] = Array.from(
  '}/)_"',
  (mark) => mark.charCodeAt(0),
) as [number, number, number, number, number]

/** Kinds of characters that are asked for around marks. */
const isSmall = 1
const isCapital = 2
const inWord = 4
const followsPercent = 8
const isMark = 16
const isDigit = 32

/** Kinds of the ASCII characters. */
const kinds = new Uint8Array(128)
for (const [kind, characters] of [
  [isSmall | inWord, 'abcdefghijklmnopqrstuvwxyz'],
  [isCapital | inWord, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  [inWord, '_'],
  [inWord | isDigit, '0123456789'],
  [followsPercent, 'sdufc@0123456789('],
  [isMark, programMarks],
] as const) {
  for (let i = 0; i < characters.length; i++) {
    const unit = characters.charCodeAt(i)
    kinds[unit] = (kinds[unit] as number) | kind
  }
}

function isOf(unit: number, kind: number): boolean {
  return unit < kinds.length && ((kinds[unit] as number) & kind) !== 0
}

/** Characters that say as much by themselves: code, or where some was. */
export const programSigns = '`\uFFFC'

/** Characters that sentences end with. */
export const sentenceEnds = '。！？；'

/**
 * Tell whether a line has what placeholders and marks of programs look like:
 * `%s`, `{0}`, `<b`, `&F`, `(_F)`, `a.b`, `f(1`, `--a`, or three dots at its end.
 *
 * @param units - Text.
 * @param start - Where the line starts.
 * @param end - Where it ends.
 * @returns Whether it does.
 */
export function looksLikeProgram(
  units: Uint16Array,
  start: number,
  end: number,
): boolean {
  const at = (place: number): number =>
    place >= start && place < end ? (units[place] as number) : 0
  for (let i = start; i < end; i++) {
    const unit = units[i] as number
    if (unit > brace || ((kinds[unit] as number) & isMark) === 0) continue
    const next = at(i + 1)
    switch (unit) {
      case percent:
        if (isOf(next, followsPercent)) return true
        break
      case brace: {
        let to = i + 1
        while (at(to) === dot || isOf(at(to), inWord)) to++
        if (at(to) === braceEnd) return true
        break
      }
      case less:
        if (isOf(next, isSmall) || next === slash) return true
        break
      case ampersand:
        if (isOf(next, isSmall | isCapital) && !isOf(at(i + 2), inWord)) {
          return true
        }
        break
      case parenthesis: {
        // ACOS(-1)
        if (
          isOf(at(i - 1), isSmall | isCapital) &&
          (isOf(next, isDigit) ||
            [hyphen, quote, parenthesisEnd].includes(next))
        ) {
          return true
        }
        const letter = next === underscore ? i + 2 : i + 1
        if (isOf(at(letter), isCapital) && at(letter + 1) === parenthesisEnd) {
          return true
        }
        break
      }
      case dot:
        if (isOf(at(i - 1), inWord) && isOf(next, inWord)) {
          // 38.1 is a figure, and 1.11.0 a version.
          let to = i + 1
          while (isOf(at(to), isDigit)) to++
          const isFigure = isOf(at(i - 1), isDigit) && to > i + 1
          if (!isFigure || (at(to) === dot && isOf(at(to + 1), inWord))) {
            return true
          }
        }
        if (i === end - 3 && next === dot && at(i + 2) === dot) return true
        break
      case hyphen:
        if (next === hyphen && isOf(at(i + 2), inWord)) return true
        break
    }
  }
  return false
}

/** A line whose field is asked for. */
export interface Shape {
  /** Text that the line is in, where it starts and where it ends. */
  units: Uint16Array
  start: number
  end: number
  /** Whether it has any of {@link sentenceEnds}. */
  isSentence: boolean
  /** Whether it has any of {@link programSigns}. */
  isProgram: boolean
  /** Whether it has any of {@link programMarks}. */
  hasMarks: boolean
  /** Whether it is all there is. */
  isAlone: boolean
}

const lifeField = fields.indexOf('life')

/**
 * How much of a line is of each field.
 *
 * What its own words say counts fully, what the rest of the article says as up
 * to three words more. Where nothing says anything, a sentence is about life, and
 * a few words that are no sentence, alone or with the placeholders of a
 * program (`%s`, `{0}`), are those of an interface, if nothing in them says that
 * they are a headline.
 *
 * It is worked out when first asked, for many lines never are.
 */
export class LineWeights {
  /** Whether somebody named the field. */
  isGiven = false
  /** Whether the line is a sentence. */
  isSentence = false
  readonly #scores = new Float64Array(fields.length)
  #sum = 0
  /** What is added for life. */
  #life = 0
  #evidence: Evidence = this.#scores
  #line = 0
  #whole: Evidence = this.#scores
  #shape: Shape | undefined

  /**
   * Go to a line.
   *
   * @param evidence - Evidence of every line.
   * @param line - Number of the line.
   * @param whole - Evidence of all lines.
   * @param shape - The line.
   */
  reset(evidence: Evidence, line: number, whole: Evidence, shape: Shape): void {
    this.isGiven = false
    this.isSentence = shape.isSentence
    this.#evidence = evidence
    this.#line = line
    this.#whole = whole
    this.#shape = shape
  }

  /**
   * Say that somebody named the field.
   *
   * @param field - Field.
   */
  give(field: Field): void {
    this.isGiven = true
    this.#scores.fill(0)
    this.#scores[fields.indexOf(field)] = 1
    this.#sum = 1
    this.#shape = undefined
  }

  /**
   * Work out the share of a field.
   *
   * @param field - Index of the field, -1 for none.
   * @param without - Score of the field to leave out: a word is no evidence for
   * its own sense.
   * @returns From 0 to 1.
   */
  shareOf(field: number, without = 0): number {
    if (this.#shape) this.#weigh(this.#shape)
    if (field < 0 || this.#sum <= without) return 0
    const score = (this.#scores[field] as number) - without
    return Math.max(0, score) / (this.#sum - without)
  }

  /**
   * Work out how much of what the line and its article say is for a field, where
   * nothing is taken for life because nothing says anything.
   *
   * @param field - Index of the field, -1 for none.
   * @param without - Score of the field to leave out.
   * @returns From 0 to 1.
   */
  supportOf(field: number, without: number): number {
    if (this.#shape) this.#weigh(this.#shape)
    if (field < 0) return 0
    const sum = this.#sum - without
    if (this.isGiven) return (this.#scores[field] as number) > 0 ? 1 : 0
    let score = (this.#scores[field] as number) - without
    if (field === lifeField) score -= this.#life
    return sum > 0 ? Math.max(0, score) / sum : 0
  }

  #weigh(shape: Shape): void {
    const { units, start, end } = shape
    this.#shape = undefined
    const scores = this.#scores
    const evidence = this.#evidence
    const whole = this.#whole
    const offset = this.#line * scores.length
    let total = 0
    for (let i = 0; i < scores.length; i++) {
      total += (whole[i] as number) - (evidence[offset + i] as number)
    }
    const most = Math.min(3, total)
    let sum = 0
    for (let i = 0; i < scores.length; i++) {
      const own = evidence[offset + i] as number
      const others = total > 0 ? ((whole[i] as number) - own) / total : 0
      scores[i] = own + others * most
      sum += scores[i] as number
    }
    const length = end - start
    let software = 0
    if (
      shape.isProgram ||
      (shape.hasMarks && looksLikeProgram(units, start, end))
    ) {
      software += 2.5
    }
    // A headline is short and no sentence either.
    const isInterface = (scores[0] as number) >= sum - (scores[0] as number)
    if (shape.isAlone && !shape.isSentence && length <= 40 && isInterface) {
      software += length <= 16 ? 2 : 1.3
    }
    const life = shape.isSentence ? 0.3 : 0.25
    scores[0] = (scores[0] as number) + software
    scores[lifeField] = (scores[lifeField] as number) + life
    this.#sum = sum + software + life
    this.#life = life
  }
}
