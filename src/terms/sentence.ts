import type { FoldedText } from './fold.ts'

const lineBreak = 0x0a
const fullStop = 0x2e

/** Marks that end a sentence, folded: 。！？ in either width. */
const ends = new Set(['。', '!', '?', '\n'].map((mark) => mark.charCodeAt(0)))

/**
 * The sentences of a text, asked in order.
 *
 * A sentence ends behind 。！？, behind a full stop before a space, and at the
 * end of a line or of the text. Each is read once, and each text looked for in
 * it once.
 */
export class Sentences {
  readonly #text: FoldedText
  #start = 0
  #end = 0
  #sentence: string | undefined
  readonly #known = new Map<string, boolean>()

  /** @param text - Text; stays as it is while sentences are asked for. */
  constructor(text: FoldedText) {
    this.#text = text
  }

  /** Go back to the front: the text is another. */
  restart(): void {
    if (this.#end === 0) return
    this.#start = 0
    this.#end = 0
    this.#sentence = undefined
    this.#known.clear()
  }

  /**
   * Tell whether one of several texts stands in a sentence.
   *
   * @param place - Place in the sentence, in the folded text; no smaller than
   * the one before.
   * @param texts - Folded texts.
   */
  hasOne(place: number, texts: readonly string[]): boolean {
    this.#moveTo(place)
    return texts.some((text) => {
      let has = this.#known.get(text)
      if (has === undefined) {
        this.#sentence ??= this.#text.slice(this.#start, this.#end)
        has = this.#sentence.includes(text)
        this.#known.set(text, has)
      }
      return has
    })
  }

  #moveTo(place: number): void {
    if (place < this.#end) return
    const { units, length } = this.#text
    let start = this.#end
    let at = start
    for (; at < length; at++) {
      const unit = units[at] as number
      const isEnd =
        ends.has(unit) ||
        (unit === fullStop && (at + 1 === length || isSpace(units[at + 1])))
      if (!isEnd) continue
      if (place <= at) break
      start = at + 1
    }
    this.#start = start
    this.#end = Math.min(length, at + 1)
    this.#sentence = undefined
    this.#known.clear()
  }
}

function isSpace(unit: number | undefined): boolean {
  return unit === 0x20 || unit === lineBreak
}
