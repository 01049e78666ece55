import type { EditorialOptions } from './analysis.ts'
import {
  doublesBefore,
  doublesBehind,
  mayDoubleBefore,
  mayDoubleBehind,
  standsBeside,
} from './doubling.ts'
import { LineWeights, type Shape } from './field.ts'
import { chooseWords, isSure, margin } from './lattice.ts'
import { loadLexicon } from './lexicon.ts'
import { Line } from './line.ts'
import { Matches } from './matches.ts'
import { type Settled, Word } from './sense.ts'
import { endsSentence, isMark, isProgram, type Text } from './text-reader.ts'
import type { Found } from './vocabulary.ts'

/** How often the surroundings have to tell a sense that applies everywhere. */
const leastTold = 2

/** How many times as often as all others. */
const leastLead = 3

/** Chooses which of the words that were found stand in a text, and their senses. */
export class Judge {
  readonly #lexicon = loadLexicon()
  readonly #weights = new LineWeights()
  readonly #line = new Line()
  readonly #shape: Shape = {
    units: new Uint16Array(),
    start: 0,
    end: 0,
    isSentence: false,
    isProgram: false,
    hasMarks: false,
    isAlone: false,
  }
  /** Words of the text that is judged. */
  #matches = new Matches()
  readonly #word = new Word()
  readonly #inner = new Word()
  /** What words become in all of the text that is judged. */
  #settled: Settled | undefined
  /** Words that are chosen from, and those that are used again for the next. */
  readonly #words: Word[] = []
  readonly #spare: Word[] = []

  /**
   * Begin with a text: find the senses that what stands around their words tells so
   * often that they are taken for those of the same words elsewhere, one sense of a word
   * in a text (Gale, Church and Yarowsky, 1992).
   *
   * @param text - Text.
   * @param options - Field.
   */
  begin(text: Text, options: EditorialOptions): void {
    this.#settled = undefined
    const { units, bounds, spreading } = text
    const { starts, ends, found, count } = spreading
    if (count < leastTold) return
    const told = new Map<Found, Map<string, number>>()
    const line = this.#line
    const word = this.#word
    let number = 0
    let weights: LineWeights | undefined
    for (let at = 0; at < count; at++) {
      const start = starts[at] as number
      const end = ends[at] as number
      while ((bounds[number * 2 + 1] as number) < end) {
        number++
        weights = undefined
      }
      if (!weights) {
        weights = this.#weigh(text, number, options)
        const from = bounds[number * 2] as number
        line.reset(units, from, bounds[number * 2 + 1] as number)
      }
      const each = found[at] as Found
      if (!word.choose(line, start, end, each, weights)) continue
      const form = word.entry?.forms[0]
      if (word.by !== 'context' || form === undefined) continue
      if (!isSure(line, start, end, this.#lexicon)) continue
      const forms = told.get(each) ?? new Map<string, number>()
      told.set(each, forms.set(form, (forms.get(form) ?? 0) + 1))
    }
    const settled = new Map<Found, string>()
    for (const [each, forms] of told) {
      let total = 0
      for (const times of forms.values()) total += times
      for (const [form, times] of forms) {
        const isMost = times >= leastLead * (total - times)
        if (times >= leastTold && isMost) settled.set(each, form)
      }
    }
    if (settled.size > 0) this.#settled = settled
  }

  /**
   * Choose the words of a line and their senses.
   *
   * @param text - Text.
   * @param number - Number of the line.
   * @param options - Field.
   * @param keep - Takes each word that stands, in order; it is used again for the next.
   */
  judge(
    text: Text,
    number: number,
    options: EditorialOptions,
    keep: (word: Word) => void,
  ): void {
    const { units, bounds, firsts, matches } = text
    const last = firsts[number + 1] as number
    let first = firsts[number] as number
    if (first === last) return
    this.#matches = matches
    const weights = this.#weigh(text, number, options)
    const line = this.#line
    line.reset(
      units,
      bounds[number * 2] as number,
      bounds[number * 2 + 1] as number,
    )
    const { starts, ends } = matches
    const lexicon = this.#lexicon
    const word = this.#word
    const spare = this.#spare
    while (first < last) {
      if (!this.#choose(word, first++, last, weights)) continue
      // What stands inside a word that is sure need not be looked at.
      let next = first
      let { end } = word
      while (next < last && (ends[next] as number) <= end) next++
      const isNested = next === last || (starts[next] as number) >= end
      if (isNested && isSure(line, word.start, end, lexicon)) {
        keep(word)
        first = next
        continue
      }
      const words = this.#words
      words.push(word.copyTo(spare.pop() ?? new Word()))
      for (; first < last; first++) {
        if ((starts[first] as number) >= end + margin) break
        if (!this.#choose(word, first, last, weights)) continue
        words.push(word.copyTo(spare.pop() ?? new Word()))
        end = Math.max(end, word.end)
      }
      chooseWords(line, words, lexicon, keep)
      for (const each of words) spare.push(each)
      words.length = 0
    }
  }

  #weigh(
    { units, lines, bounds, evidence, whole, flags }: Text,
    line: number,
    { field }: EditorialOptions,
  ): LineWeights {
    const weights = this.#weights
    if (field) {
      weights.give(field)
      return weights
    }
    const all = flags[line] as number
    const shape = this.#shape
    shape.units = units
    shape.start = bounds[line * 2] as number
    shape.end = bounds[line * 2 + 1] as number
    shape.isSentence = (all & endsSentence) !== 0
    shape.isProgram = (all & isProgram) !== 0
    shape.hasMarks = (all & isMark) !== 0
    shape.isAlone = lines === 1
    weights.reset(evidence, line, whole, shape)
    return weights
  }

  /**
   * Choose the sense of a word.
   *
   * @param word - Takes the word.
   * @param match - Number of its match.
   * @param last - Number behind the last match of its line.
   * @param weights - How much of the line is of each field.
   * @returns Whether the word matters.
   */
  #choose(
    word: Word,
    match: number,
    last: number,
    weights: LineWeights,
  ): boolean {
    const line = this.#line
    const { starts, ends, found } = this.#matches
    const start = starts[match] as number
    const end = ends[match] as number
    const each = found[match] as Found
    if (!word.choose(line, start, end, each, weights, this.#settled)) {
      return false
    }
    const entry = word.entry
    // What is only in doubt keeps nobody from what is sure in it: 網路 is 网络.
    if (entry === undefined) return !this.#holds(match + 1, last, end, weights)
    const form = entry.forms[0] as string
    const lexicon = this.#lexicon
    if (standsBeside(line, start, end, form, lexicon)) return false
    if (entry.doubles === 0) return true
    if (
      (entry.doubles & mayDoubleBefore) !== 0 &&
      doublesBefore(line, start, end, form, lexicon)
    ) {
      return false
    }
    return (
      (entry.doubles & mayDoubleBehind) === 0 ||
      !doublesBehind(line, start, end, form, lexicon) ||
      this.#startsAt(end, match + 1, last)
    )
  }

  /** Tell whether a word that changes stands before a place, of the matches from one on. */
  #holds(
    from: number,
    last: number,
    end: number,
    weights: LineWeights,
  ): boolean {
    const { starts, ends, found } = this.#matches
    const word = this.#inner
    for (let at = from; at < last && (starts[at] as number) < end; at++) {
      const start = starts[at] as number
      const stop = ends[at] as number
      if (stop > end || stop - start < 2) continue
      const each = found[at] as Found
      const settled = this.#settled
      if (!word.choose(this.#line, start, stop, each, weights, settled)) {
        continue
      }
      if (word.entry && word.entry.forms[0] !== each.key) return true
    }
    return false
  }

  /** Tell whether a match of several units starts at a place, of those from one on. */
  #startsAt(place: number, from: number, last: number): boolean {
    const { starts, ends } = this.#matches
    let at = from
    while (at < last && (starts[at] as number) < place) at++
    // The longest comes first.
    return at < last && starts[at] === place && (ends[at] as number) > place + 1
  }
}
