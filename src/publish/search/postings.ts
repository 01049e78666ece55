/** What is noted of an article at once is written into pieces of this many bytes. */
const pieceSize = 1024 * 1024

/** Most bytes of a number. */
const mostBytes = 5

/**
 * Which articles have which tokens.
 *
 * Article by article it is noted in a few bytes a token; by tokens it is read in as many
 * rounds as it takes to have a bounded part of it in memory. A large site has a hundred
 * million of them.
 */
export class Postings {
  #counts = new Uint32Array(1024)
  readonly #pieces: Uint8Array[] = []
  #piece = new Uint8Array(0)
  #end = 0
  #last = 0

  /**
   * Note an article.
   *
   * @param article - Its number, higher than those before.
   * @param entries - Its tokens, each once: twice the token's number, and one more where
   *   it stands in a heading.
   */
  add(article: number, entries: readonly number[]): void {
    const sorted = Uint32Array.from(entries).sort()
    this.#makeRoom((sorted.length + 2) * mostBytes)
    this.#write(article - this.#last)
    this.#last = article
    this.#write(sorted.length)
    let before = 0
    for (const entry of sorted) {
      this.#write(entry - before)
      before = entry
      const token = entry >>> 1
      if (token >= this.#counts.length) this.#count(token)
      this.#counts[token] = (this.#counts[token] ?? 0) + 1
    }
  }

  /** Number of articles that have a token. */
  count(token: number): number {
    return this.#counts[token] ?? 0
  }

  /**
   * Read the articles of some tokens.
   *
   * @param tokens - Numbers of tokens, each once.
   * @returns Function that gives, for one of them, twice the number of each article, and
   *   one more where it stands in a heading; they rise.
   */
  read(tokens: readonly number[]): (token: number) => number[] {
    // The lists stand one behind the other: most of a hundred thousand are short.
    const ends = new Int32Array(this.#counts.length).fill(-1)
    let total = 0
    for (const token of tokens) {
      ends[token] = total
      total += this.count(token)
    }
    const lists = new Uint32Array(total)
    let article = 0
    for (const piece of this.#all()) {
      const reader = { bytes: piece, at: 0 }
      while (reader.at < piece.length) {
        article += readNumber(reader)
        let entry = 0
        for (let left = readNumber(reader); left > 0; left--) {
          entry += readNumber(reader)
          const token = entry >>> 1
          const end = ends[token] as number
          if (end < 0) continue
          lists[end] = article * 2 + (entry & 1)
          ends[token] = end + 1
        }
      }
    }
    return (token) => {
      const end = ends[token] ?? 0
      const list: number[] = []
      for (let at = end - this.count(token); at < end; at++) {
        list.push(lists[at] as number)
      }
      return list
    }
  }

  /** A token with this number is to be counted. */
  #count(token: number): void {
    const larger = new Uint32Array(Math.max(token + 1, this.#counts.length * 2))
    larger.set(this.#counts)
    this.#counts = larger
  }

  *#all(): Generator<Uint8Array> {
    yield* this.#pieces
    yield this.#piece.subarray(0, this.#end)
  }

  /** What is noted of one article is in one piece. */
  #makeRoom(bytes: number): void {
    if (this.#end + bytes <= this.#piece.length) return
    if (this.#end > 0) this.#pieces.push(this.#piece.slice(0, this.#end))
    if (bytes > this.#piece.length) {
      this.#piece = new Uint8Array(Math.max(bytes, pieceSize))
    }
    this.#end = 0
  }

  /** Seven bits a byte; the highest says that more follow. */
  #write(number: number): void {
    let rest = number
    while (rest >= 0x80) {
      this.#piece[this.#end++] = (rest & 0x7f) | 0x80
      rest >>>= 7
    }
    this.#piece[this.#end++] = rest
  }
}

function readNumber(reader: { bytes: Uint8Array; at: number }): number {
  let number = 0
  for (let shift = 0; ; shift += 7) {
    const byte = reader.bytes[reader.at++] ?? 0
    number |= (byte & 0x7f) << shift
    if (byte < 0x80) return number
  }
}
