import { type Stage, writeCharacter } from './stage.ts'
import { UnitBuffer } from './units.ts'

/** How far a stage may have read before its input is moved to the front. */
const readLimit = 512

/**
 * A stage that is given its text bit by bit, and gives what it is sure of to
 * the next. It waits only while more text could make its match longer.
 */
export class StageQueue {
  readonly input = new UnitBuffer()
  readonly #stage: Stage
  readonly #next: StageQueue | undefined
  readonly #output: UnitBuffer
  #start = 0
  /** The node that the match has come to, 0 where it has not begun. */
  #node = 0
  #at = 0
  /** The longest phrase until now, else 0, and where it ends. */
  #found = 0
  #foundEnd = 0

  /**
   * @param stage - Stage.
   * @param next - The stage behind it.
   * @param output - Where the last stage puts what it is sure of.
   */
  constructor(stage: Stage, next: StageQueue | undefined, output: UnitBuffer) {
    this.#stage = stage
    this.#next = next
    this.#output = next?.input ?? output
  }

  /** Forget what waits. */
  reset(): void {
    this.input.length = 0
    this.#start = 0
    this.#node = 0
    this.#next?.reset()
  }

  /**
   * Convert what was put into `input`.
   *
   * @param isEnd - Whether nothing that follows belongs to it.
   * @returns Whether this stage or one behind it waits for more text.
   */
  run(isEnd: boolean): boolean {
    const stage = this.#stage
    const output = this.#output
    const { units, length } = this.input
    let start = this.#start
    while (start < length) {
      let node = this.#node
      let at = this.#at
      if (node === 0) {
        node = stage.first[units[start] as number] as number
        at = start + 1
        this.#found = 0
      }
      while (node !== 0 && at < length) {
        node = stage.follow(node, units[at++] as number)
        if (stage.isPhrase(node)) {
          this.#found = node
          this.#foundEnd = at
        }
      }
      if (!isEnd && node !== 0 && stage.hasChildren(node)) {
        this.#node = node
        this.#at = at
        break
      }
      this.#node = 0
      if (this.#found === 0) {
        start += writeCharacter(stage.characters, units, start, length, output)
      } else {
        stage.writePhrase(this.#found, units, start, this.#foundEnd, output)
        start = this.#foundEnd
      }
    }
    if (start === length) {
      this.input.length = 0
      start = 0
    } else if (start > readLimit) {
      units.copyWithin(0, start, length)
      this.input.length = length - start
      this.#at -= start
      this.#foundEnd -= start
      start = 0
    }
    this.#start = start
    const isWaiting = this.input.length > 0
    return (this.#next?.run(isEnd) ?? false) || isWaiting
  }
}
