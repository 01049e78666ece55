import { type Found, isAt } from './vocabulary.ts'

/** How many places there is room for at first. */
const firstRoom = 1024

/** How much room is kept when there are none. */
const mostKept = 1 << 16

/** Places where words of the vocabulary stand, in order, the longer ones first. */
export class Matches {
  starts = new Int32Array(firstRoom)
  ends = new Int32Array(firstRoom)
  found: Found[] = []
  /** How many there are. */
  count = 0

  /** Drop all places, and the memory of very many. */
  clear(): void {
    this.count = 0
    if (this.starts.length <= mostKept) return
    this.starts = new Int32Array(firstRoom)
    this.ends = new Int32Array(firstRoom)
    this.found = []
  }

  /** Put a place behind. */
  add(start: number, end: number, found: Found): void {
    const { count } = this
    if (count === this.starts.length) {
      this.starts = larger(this.starts)
      this.ends = larger(this.ends)
    }
    this.starts[count] = start
    this.ends[count] = end
    this.found[count] = found
    this.count = count + 1
  }

  /**
   * Drop words, and say anew where those of each line begin.
   *
   * @param firsts - Number of the first of each line, and of none.
   * @param lines - How many lines there are.
   * @param isKept - Tells whether a word stays.
   */
  filter(
    firsts: Int32Array,
    lines: number,
    isKept: (found: Found) => boolean,
  ): void {
    const { starts, ends, found } = this
    let kept = 0
    let line = 0
    for (let i = 0; i < this.count; i++) {
      for (; line <= lines && (firsts[line] as number) <= i; line++) {
        firsts[line] = kept
      }
      const word = found[i] as Found
      if (!isKept(word)) continue
      starts[kept] = starts[i] as number
      ends[kept] = ends[i] as number
      found[kept++] = word
    }
    firsts.fill(kept, line, lines + 1)
    this.count = kept
  }

  /**
   * Drop matches of the last line.
   *
   * @param first - Number of its first.
   * @param isFree - Tells whether a place may be changed.
   */
  keep(first: number, isFree: (start: number, end: number) => boolean): void {
    const { starts, ends, found, count } = this
    this.count = first
    for (let i = first; i < count; i++) {
      const start = starts[i] as number
      const end = ends[i] as number
      if (isFree(start, end)) this.add(start, end, found[i] as Found)
    }
  }

  /**
   * Add words of an article's own to the last line. Where the vocabulary has the
   * same word, it is not asked.
   *
   * @param units - Text.
   * @param from - Where the line starts.
   * @param to - Where it ends.
   * @param words - The words.
   * @param first - Number of the first match of the line.
   * @param isFree - Tells whether a place may be changed.
   */
  addOwn(
    units: Uint16Array,
    from: number,
    to: number,
    words: readonly Found[],
    first: number,
    isFree: (start: number, end: number) => boolean,
  ): void {
    const added: { start: number; end: number; found: Found }[] = []
    for (const found of words) {
      const { length } = found.key
      for (let start = from; start + length <= to; start++) {
        const end = start + length
        if (isAt(found.key, units, start, end) && isFree(start, end)) {
          added.push({ start, end, found })
        }
      }
    }
    if (added.length === 0) return
    const places = new Set(added.map(({ start, end }) => `${start}-${end}`))
    for (let i = first; i < this.count; i++) {
      const start = this.starts[i] as number
      const end = this.ends[i] as number
      if (places.has(`${start}-${end}`)) continue
      added.push({ start, end, found: this.found[i] as Found })
    }
    added.sort((a, b) => a.start - b.start || b.end - a.end)
    this.count = first
    for (const { start, end, found } of added) this.add(start, end, found)
  }
}

function larger(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const result = new Int32Array(numbers.length * 2)
  result.set(numbers)
  return result
}
