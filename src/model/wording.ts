/** What a text has in its places. Phrases of a list stand on lines of their own. */
export type WordingValues = Readonly<
  Record<string, string | number | Phrase | readonly Phrase[]>
>

/** Which text of `locales/` says the same in other languages. */
export interface Wording {
  /** Key of the text. */
  key: string
  /** What the text has in its places. */
  values?: WordingValues
}

/** Part of a sentence that is worded in English and has a text of its own. */
export class Phrase implements Wording {
  /** Key of the text, `namespace:path`. */
  readonly key: string
  /** What the text has in its places. */
  readonly values: WordingValues
  /** The phrase in English. */
  readonly english: string

  /**
   * @param english - The phrase in English.
   * @param key - Key of its text, `namespace:path`.
   * @param values - What the text has in its places. Default: none.
   */
  constructor(english: string, key: string, values: WordingValues = {}) {
    this.english = english
    this.key = key
    this.values = values
  }

  /** Give the phrase in English, as template literals ask for. */
  toString(): string {
    return this.english
  }
}
