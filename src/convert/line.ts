/** How far from a word it is looked for what is near it. */
const reach = 60

/** How far behind a word its sentence is read, for the next words too. */
const readAhead = 4 * reach

/** Line of text that is searched: some of an array's units. */
export class Line {
  units: Uint16Array = new Uint16Array()
  /** Where it starts. */
  from = 0
  /** Where it ends. */
  to = 0
  /** Where the words start and end at most whose sentence was read. */
  #readFrom = 0
  #readTo = -1
  /** Where what was read of the sentence starts and ends. */
  #first = 0
  #last = 0

  /**
   * Be a line of a text.
   *
   * @param units - Units of the text.
   * @param from - Where the line starts.
   * @param to - Where it ends.
   */
  reset(units: Uint16Array, from: number, to: number): void {
    this.units = units
    this.from = from
    this.to = to
    this.#readTo = -1
  }

  /**
   * Find the next form that the sentence of a word may have.
   *
   * @param bits - Places of marks of forms; see {@link markBit}.
   * @param from - Number of the first to look at.
   * @param to - Number behind the last.
   * @param start - Where the word starts.
   * @param end - Where it ends.
   * @returns Number of the first whose mark is there, or `to`.
   */
  findMarked(
    bits: Int32Array,
    from: number,
    to: number,
    start: number,
    end: number,
  ): number {
    if (start < this.#readFrom || end > this.#readTo) this.#read(start, end)
    const now = mark
    for (let i = from; i < to; i++) {
      if (marks[bits[i] as number] === now) return i
    }
    return to
  }

  /** Where the sentence starts of the word that was asked about, or its reach. */
  sentenceStart(start: number): number {
    return Math.max(this.#first, start - reach)
  }

  /** Where the sentence ends of the word that was asked about, or its reach. */
  sentenceEnd(end: number): number {
    return Math.min(this.#last, end + reach)
  }

  /** Mark what is in the sentence of a word, and of the words behind it. */
  #read(start: number, end: number): void {
    if (++mark > 0xff) {
      marks.fill(0)
      mark = 1
    }
    const now = mark
    const { units, from, to } = this
    const least = Math.max(from, start - reach)
    let first = start
    while (first > least && !isStop(units[first - 1] as number)) first--
    const most = Math.min(to, end + readAhead)
    let turned = 0
    let isParted = false
    let at = first
    for (; at < most; at++) {
      const unit = units[at] as number
      if (isStop(unit)) {
        if (at >= end) break
        isParted = true
      }
      const product = multiply(unit)
      marks[unitBit(unit)] = now
      marks[pairBit(turned, product)] = now
      turned = turn(product)
    }
    this.#first = first
    this.#last = at
    this.#readFrom = start
    // Where the sentence goes on, the next words have to have all they reach; and
    // a sentence may end inside of a word.
    if (isParted) this.#readTo = -1
    else this.#readTo = at < most || at === to ? at : at - reach
  }
}

/**
 * Marks at each two units side by side, and behind those at the units, of the last
 * sentence that was asked for them: words are judged one after the other. The mark is
 * another for each sentence, so that nothing has to be wiped off.
 */
const pairMarks = 1 << 13
const unitMarks = 1 << 12
const marks = new Uint8Array(pairMarks + unitMarks)
let mark = 0

/**
 * Find the place of a form's mark.
 *
 * @param form - Form.
 * @returns Place of that of its first two units, or of its only one.
 */
export function markBit(form: string): number {
  const first = form.charCodeAt(0)
  return form.length < 2
    ? unitBit(first)
    : pairBit(turn(multiply(first)), multiply(form.charCodeAt(1)))
}

/** Place of a unit's mark, behind those of pairs. */
function unitBit(unit: number): number {
  return pairMarks + (unit & (unitMarks - 1))
}

/** Place of the mark of two units side by side, by what is made of them. */
function pairBit(first: number, second: number): number {
  return (first + second) >>> 19
}

function multiply(unit: number): number {
  return Math.imul(unit, 0x9e3779b1)
}

/** Make a product another, so that two units are not the same two the other way round. */
function turn(product: number): number {
  return product >>> 5
}

/** 。！？ and line ends. */
export function isStop(unit: number): boolean {
  // Most are above the first two and below the last.
  return unit < 0x3003
    ? unit === 0x3002 || unit === 10
    : unit > 0xff00 && (unit === 0xff01 || unit === 0xff1f)
}
