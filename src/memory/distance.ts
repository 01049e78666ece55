import type { Flat } from './flat.ts'

/** What stands for a code among code points: by what it is, whatever its id. */
const codeUnits: Readonly<Record<string, number>> = {
  '/': 0x110000,
  '<': 0x110001,
  '>': 0x110002,
}

/**
 * Give what edit distance counts: code points, and codes as one each.
 *
 * @param flat - Text and codes.
 * @returns Code points; a code is a number above them.
 */
export function unitsOf({ text, codes }: Flat): number[] {
  const units: number[] = []
  const push = (end: number, start: number): void => {
    for (let at = start; at < end; at++) {
      const unit = text.codePointAt(at) ?? 0
      if (unit > 0xffff) at++
      units.push(unit)
    }
  }
  let at = 0
  if (codes !== '') {
    for (const code of codes.split(' ')) {
      const offset = Number.parseInt(code, 10)
      push(offset, at)
      at = offset
      units.push(codeUnits[code[String(offset).length] ?? ''] ?? 0)
    }
  }
  push(text.length, at)
  return units
}

/**
 * A sequence that others are compared with.
 *
 * Edit distance (Levenshtein) bit by bit: Myers 1999, with Hyyrö's blocks of 32
 * rows for what is longer.
 */
export class Pattern {
  /** How many units it has. */
  readonly length: number
  readonly #words: number
  readonly #slots = new Map<number, number>()
  readonly #rows: Int32Array
  readonly #plus: Int32Array
  readonly #minus: Int32Array

  /** @param units - The sequence. */
  constructor(units: readonly number[]) {
    this.length = units.length
    this.#words = Math.max(1, Math.ceil(units.length / 32))
    for (const unit of units) {
      if (!this.#slots.has(unit)) this.#slots.set(unit, this.#slots.size + 1)
    }
    // Slot 0 is for units that the pattern does not have.
    this.#rows = new Int32Array((this.#slots.size + 1) * this.#words)
    for (const [index, unit] of units.entries()) {
      const row = (this.#slots.get(unit) ?? 0) * this.#words + (index >> 5)
      this.#rows[row] = (this.#rows[row] ?? 0) | (1 << (index & 31))
    }
    this.#plus = new Int32Array(this.#words)
    this.#minus = new Int32Array(this.#words)
  }

  /**
   * Count the edits between the pattern and another sequence.
   *
   * @param other - The other sequence.
   * @param most - Distance above which the exact one does not matter.
   * @returns Distance; where it is above `most`, any number above `most`.
   */
  distance(other: ArrayLike<number>, most: number = Infinity): number {
    const m = this.length
    const n = other.length
    if (m === 0) return n
    if (Math.abs(m - n) > most) return Math.abs(m - n)
    const words = this.#words
    const rows = this.#rows
    const plus = this.#plus.fill(-1)
    const minus = this.#minus.fill(0)
    const last = 1 << ((m - 1) & 31)
    let score = m
    for (let column = 0; column < n; column++) {
      const row = (this.#slots.get(other[column] as number) ?? 0) * words
      // What comes into a block from the one above it: +1 at the first row.
      let carryPlus = 1
      let carryMinus = 0
      for (let word = 0; word < words; word++) {
        const pv = plus[word] as number
        const mv = minus[word] as number
        let eq = rows[row + word] as number
        const xv = eq | mv
        eq |= carryMinus
        const xh = (((eq & pv) + pv) ^ pv) | eq
        let ph = mv | ~(xh | pv)
        let mh = pv & xh
        if (word === words - 1) {
          if (ph & last) score++
          if (mh & last) score--
        }
        const outPlus = ph >>> 31
        const outMinus = mh >>> 31
        ph = (ph << 1) | carryPlus
        mh = (mh << 1) | carryMinus
        plus[word] = mh | ~(xv | ph)
        minus[word] = ph & xv
        carryPlus = outPlus
        carryMinus = outMinus
      }
      // Each column that is left takes off one at most.
      if (score - (n - 1 - column) > most) return score - (n - 1 - column)
    }
    return score
  }
}
