/** Stretch of a text. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * Stretches of a text that somebody else decides, in order and apart.
 *
 * A text of one line may have tens of thousands, so what is asked of them must not
 * look at all.
 */
export class Ranges {
  readonly #starts: number[] = []
  readonly #ends: number[] = []

  /**
   * @param ranges - Stretches in any order; those that overlap become one.
   */
  constructor(ranges: readonly Range[]) {
    if (ranges.length === 0) return
    const sorted = [...ranges].sort((a, b) => a.start - b.start)
    for (const { start, end } of sorted) {
      const last = this.#ends.length - 1
      if (last >= 0 && start < (this.#ends[last] as number)) {
        this.#ends[last] = Math.max(this.#ends[last] as number, end)
      } else {
        this.#starts.push(start)
        this.#ends.push(end)
      }
    }
  }

  /**
   * Tell whether a stretch overlaps any of them.
   *
   * @param start - Where it starts.
   * @param end - Where it ends.
   */
  overlap(start: number, end: number): boolean {
    const last = this.#countBefore(end) - 1
    return last >= 0 && (this.#ends[last] as number) > start
  }

  /**
   * Add a stretch that overlaps none of them.
   *
   * @param start - Where it starts.
   * @param end - Where it ends.
   */
  add(start: number, end: number): void {
    // Behind one without length that starts there.
    const at = this.#countBefore(start + 1)
    if (at === this.#starts.length) {
      this.#starts.push(start)
      this.#ends.push(end)
      return
    }
    this.#starts.splice(at, 0, start)
    this.#ends.splice(at, 0, end)
  }

  /**
   * Visit all of them, in order.
   *
   * @param visit - Is told where each starts and ends.
   */
  visit(visit: (start: number, end: number) => void): void {
    for (let i = 0; i < this.#starts.length; i++) {
      visit(this.#starts[i] as number, this.#ends[i] as number)
    }
  }

  /** How many start before a place. */
  #countBefore(place: number): number {
    let low = 0
    let high = this.#starts.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((this.#starts[middle] as number) < place) low = middle + 1
      else high = middle
    }
    return low
  }
}
