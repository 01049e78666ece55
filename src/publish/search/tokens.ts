/** Characters that readers take for others when they search: `from[i]` is `to[i]`. */
export interface FoldTable {
  /** Characters, one after the other. */
  from: string
  /** What each of them counts as. */
  to: string
}

/** Text as it is searched, and where each of its units stands in the text itself. */
export interface Folded {
  text: string
  /** Offset of each unit, and one more for the end. */
  places: number[]
}

/** Folds text, so that one query finds what is written in several ways. */
export type Folder = (text: string) => Folded

/** What a reader looks for: one of the texts that all have to be there. */
export interface QueryPart {
  /** Text, folded. */
  text: string
  /** Tokens that are all in an article that has the text. */
  tokens: string[]
  /** It may be the beginning of a token: a word that is being typed. */
  isPrefix: boolean
}

const runs = /\p{Script=Han}+|(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])+/gu
const han = /^\p{Script=Han}/u
const letter = /^[\p{L}\p{N}\p{M}]/u

/**
 * Tell what a character is to an index.
 *
 * @param one - Character, folded.
 */
export function kindOf(one: string): 'han' | 'letter' | 'other' {
  if (han.test(one)) return 'han'
  return letter.test(one) ? 'letter' : 'other'
}

/**
 * Make what folds text for searching: half width, lower case, and one character
 * for those of a table, so that 臺灣, 台湾 and ＴＡＩＷＡＮ's kind are found alike.
 *
 * @param table - Characters that count as others.
 * @returns Function; it is the same for an index and for a query.
 */
export function createFolder(table: FoldTable): Folder {
  const to = [...table.to]
  const map = new Map([...table.from].map((one, index) => [one, to[index]]))
  return (text) => {
    let folded = ''
    const places: number[] = []
    let offset = 0
    for (const one of text) {
      for (const part of one.normalize('NFKC').toLowerCase()) {
        const unit = map.get(part) ?? part
        folded += unit
        for (let count = 0; count < unit.length; count++) places.push(offset)
      }
      offset += one.length
    }
    places.push(offset)
    return { text: folded, places }
  }
}

/**
 * Cut text into what an index knows: words of letters and digits, and every two
 * Han characters that stand side by side, for Chinese has no spaces and a word of
 * it is found whatever a dictionary would cut. The last of a run stands alone, too.
 *
 * @param folded - Text, folded.
 * @returns Tokens, as often as they stand there.
 */
export function tokensOf(folded: string): string[] {
  const tokens: string[] = []
  for (const [run] of folded.matchAll(runs)) {
    if (!han.test(run)) {
      tokens.push(run)
      continue
    }
    const characters = [...run]
    for (const [index, one] of characters.entries()) {
      tokens.push(one + (characters[index + 1] ?? ''))
    }
  }
  return tokens
}

/**
 * Read what a reader typed.
 *
 * @param folded - Query, folded. Spaces and marks part what has to be found.
 * @returns Parts, each once.
 */
export function readQuery(folded: string): QueryPart[] {
  const found = [...new Set([...folded.matchAll(runs)].map(([run]) => run))]
  return found.map((text) => {
    const isHan = han.test(text)
    const tokens = tokensOf(text)
    const isOne = tokens.length === 1
    // A pair that begins with the last character says nothing of the query.
    return {
      text,
      tokens: isHan && !isOne ? tokens.slice(0, -1) : tokens,
      isPrefix: !isHan || isOne,
    }
  })
}

/**
 * Tell which part of an index a token is in.
 *
 * @param token - Token. Those that begin alike are in one part.
 * @param count - Number of parts.
 * @returns Number of the part, from 0.
 */
export function shardOf(token: string, count: number): number {
  return (token.codePointAt(0) ?? 0) % count
}
