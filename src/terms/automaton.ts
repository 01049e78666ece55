/**
 * Finds, at every place of a text, the longest of many words that starts there.
 *
 * Aho and Corasick's automaton (CACM 18:6, 1975) of the words read backwards:
 * over a text read backwards, too, its state after a place is the longest
 * beginning of a word there, so the longest word that *starts* there is known.
 * One step a unit, whatever the words are. States are numbered from 1, 0 is the
 * start; a word's own state is its number.
 */
export class Automaton {
  #count = 1
  #words = 0
  readonly #parents: Uint32Array
  readonly #units: Uint16Array
  readonly #depths: Uint32Array
  /** State of the longest word that is left when this state's goes no further. */
  readonly #fails: Uint32Array
  /** State of the longest word that a state's text begins with, 0 for none. */
  readonly #best: Uint32Array
  readonly #first = new Uint32Array(0x10000)
  /** States by hash of the state before and the unit. */
  readonly #table: Uint32Array
  readonly #shift: number
  /** Whether any state has such a hash: smaller than the table. */
  readonly #bits: Uint32Array
  readonly #bitShift: number

  /** @param size - Units of all words together, or more. */
  constructor(size: number) {
    this.#parents = new Uint32Array(size + 1)
    this.#units = new Uint16Array(size + 1)
    this.#depths = new Uint32Array(size + 1)
    this.#fails = new Uint32Array(size + 1)
    this.#best = new Uint32Array(size + 1)
    const bits = Math.max(4, Math.ceil(Math.log2(size + 1)) + 1)
    this.#table = new Uint32Array(2 ** bits)
    this.#shift = 32 - bits
    this.#bits = new Uint32Array(2 ** (bits - 3))
    this.#bitShift = 32 - bits - 2
  }

  /** How many different words there are. */
  get size(): number {
    return this.#words
  }

  /**
   * Add a word.
   *
   * @param units - Holds it.
   * @param length - How many units it has, from the front; at least one.
   * @returns Its state, the same for the same word.
   */
  add(units: Uint16Array, length: number): number {
    let state = 0
    for (let at = length - 1; at >= 0; at--) {
      const unit = units[at] as number
      let next =
        state === 0 ? (this.#first[unit] as number) : this.#step(state, unit)
      if (next === 0) {
        next = this.#count++
        this.#parents[next] = state
        this.#units[next] = unit
        this.#depths[next] = (this.#depths[state] as number) + 1
        if (state === 0) this.#first[unit] = next
        else this.#insert(state, unit, next)
      }
      state = next
    }
    if (this.#best[state] === 0) {
      this.#best[state] = state
      this.#words++
    }
    return state
  }

  /** Say where to go on from each state; no words are added after it. */
  finish(): void {
    const count = this.#count
    const depths = this.#depths
    // By depth, for a state goes on from one that is less deep.
    let deepest = 0
    for (let state = 1; state < count; state++) {
      deepest = Math.max(deepest, depths[state] as number)
    }
    const starts = new Uint32Array(deepest + 2)
    for (let state = 1; state < count; state++) {
      const depth = depths[state] as number
      starts[depth + 1] = (starts[depth + 1] as number) + 1
    }
    for (let depth = 1; depth <= deepest + 1; depth++) {
      starts[depth] = (starts[depth] as number) + (starts[depth - 1] as number)
    }
    const order = new Uint32Array(count - 1)
    for (let state = 1; state < count; state++) {
      const depth = depths[state] as number
      const place = starts[depth] as number
      order[place] = state
      starts[depth] = place + 1
    }
    const fails = this.#fails
    const best = this.#best
    for (const state of order) {
      const parent = this.#parents[state] as number
      const unit = this.#units[state] as number
      if (parent !== 0) {
        fails[state] = this.#follow(fails[parent] as number, unit)
      }
      if (best[state] === 0)
        best[state] = best[fails[state] as number] as number
    }
  }

  /**
   * Find the longest word at each place of a range.
   *
   * @param units - Text.
   * @param from - Where the range starts.
   * @param to - Where it ends; no word runs over its end.
   * @param places - Takes the places where words start, the last one first.
   * @param words - Takes the longest word of each of these places.
   * @returns How many places there are.
   */
  scan(
    units: Uint16Array,
    from: number,
    to: number,
    places: Uint32Array,
    words: Uint32Array,
  ): number {
    const first = this.#first
    const fails = this.#fails
    const best = this.#best
    const bits = this.#bits
    const bitShift = this.#bitShift
    let count = 0
    let state = 0
    for (let at = to - 1; at >= from; at--) {
      const unit = units[at] as number
      let next = 0
      while (state !== 0) {
        // Most units lead nowhere, which a bit tells.
        const hash = hashOf(state, unit)
        const bit = hash >>> bitShift
        if (((bits[bit >>> 5] as number) & (1 << (bit & 31))) !== 0) {
          next = this.#look(hash, state, unit)
          if (next !== 0) break
        }
        state = fails[state] as number
      }
      state = next === 0 ? (first[unit] as number) : next
      const word = best[state] as number
      if (word === 0) continue
      places[count] = at
      words[count++] = word
    }
    return count
  }

  /** How many units a word has. */
  lengthOf(word: number): number {
    return this.#depths[word] as number
  }

  /** The next shorter word that a word begins with, or 0. */
  shorter(word: number): number {
    return this.#best[this.#fails[word] as number] as number
  }

  #follow(from: number, unit: number): number {
    let state = from
    while (state !== 0) {
      const next = this.#step(state, unit)
      if (next !== 0) return next
      state = this.#fails[state] as number
    }
    return this.#first[unit] as number
  }

  #step(state: number, unit: number): number {
    const hash = hashOf(state, unit)
    const bit = hash >>> this.#bitShift
    if (((this.#bits[bit >>> 5] as number) & (1 << (bit & 31))) === 0) return 0
    return this.#look(hash, state, unit)
  }

  #look(hash: number, state: number, unit: number): number {
    const table = this.#table
    const last = table.length - 1
    let slot = hash >>> this.#shift
    for (;;) {
      const next = table[slot] as number
      if (
        next === 0 ||
        (this.#parents[next] === state && this.#units[next] === unit)
      ) {
        return next
      }
      slot = (slot + 1) & last
    }
  }

  #insert(state: number, unit: number, next: number): void {
    const hash = hashOf(state, unit)
    const bit = hash >>> this.#bitShift
    this.#bits[bit >>> 5] =
      (this.#bits[bit >>> 5] as number) | (1 << (bit & 31))
    const table = this.#table
    let slot = hash >>> this.#shift
    while (table[slot] !== 0) slot = (slot + 1) & (table.length - 1)
    table[slot] = next
  }
}

function hashOf(state: number, unit: number): number {
  const value = Math.imul(state, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b)
  return Math.imul(value ^ (value >>> 15), 0x2c1b3c6d) >>> 0
}
