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
  readonly #ids = new Map<string, number>()
  readonly #counts: number[] = []
  readonly #pieces: Uint8Array[] = []
  #piece = new Uint8Array(0)
  #end = 0
  #last = 0

  /**
   * Note an article.
   *
   * @param article - Its number, higher than those before.
   * @param weights - Its tokens, and whether they stand in a heading (1) or not (0).
   */
  add(article: number, weights: ReadonlyMap<string, 0 | 1>): void {
    const entries: number[] = []
    for (const [token, weight] of weights) {
      let id = this.#ids.get(token)
      if (id === undefined) {
        id = this.#ids.size
        this.#ids.set(token, id)
        this.#counts.push(0)
      }
      this.#counts[id] = (this.#counts[id] ?? 0) + 1
      entries.push(id * 2 + weight)
    }
    entries.sort((a, b) => a - b)
    this.#makeRoom((entries.length + 2) * mostBytes)
    this.#write(article - this.#last)
    this.#last = article
    this.#write(entries.length)
    let before = 0
    for (const entry of entries) {
      this.#write(entry - before)
      before = entry
    }
  }

  /** Tokens with the number of articles that have each, in the order of tokens. */
  counts(): [token: string, count: number][] {
    return [...this.#ids.keys()]
      .sort()
      .map((token) => [token, this.#counts[this.#ids.get(token) ?? 0] ?? 0])
  }

  /**
   * Read the articles of some tokens.
   *
   * @param tokens - Tokens that are known.
   * @returns For each, twice the number of each article, and one more where it stands in
   *   a heading; they rise.
   */
  read(tokens: readonly string[]): Map<string, Uint32Array> {
    const lists = new Map<string, Uint32Array>()
    const byId: (Uint32Array | undefined)[] = new Array(this.#ids.size)
    const ends = new Uint32Array(this.#ids.size)
    for (const token of tokens) {
      const id = this.#ids.get(token) ?? 0
      const list = new Uint32Array(this.#counts[id] ?? 0)
      byId[id] = list
      lists.set(token, list)
    }
    let article = 0
    for (const piece of this.#all()) {
      const reader = { bytes: piece, at: 0 }
      while (reader.at < piece.length) {
        article += readNumber(reader)
        let entry = 0
        for (let left = readNumber(reader); left > 0; left--) {
          entry += readNumber(reader)
          const id = entry >>> 1
          const list = byId[id]
          if (!list) continue
          const end = ends[id] ?? 0
          list[end] = article * 2 + (entry & 1)
          ends[id] = end + 1
        }
      }
    }
    return lists
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
