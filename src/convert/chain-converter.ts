import { hashLead, LeadFilter, mayLead } from './lead-filter.ts'
import { type Chain, compatibility } from './opencc-data.ts'
import {
  loadStage,
  longestPhrase,
  noChange,
  notOneUnit,
  type Stage,
  writeCharacter,
} from './stage.ts'
import { StageQueue } from './stage-queue.ts'
import {
  characterLength,
  copyUnits,
  describedLength,
  descriptionEnds,
  isDescription,
  readUnits,
  UnitBuffer,
} from './units.ts'

/** How many units are converted at once; they and the output stay in cache. */
export const chunkUnits = 1 << 14

/** What a run ends at, where not at the end of its input. */
const untilEnd = 0
const untilTail = 1
const untilCompatibility = 2

/** How far a match may look behind the place that it is for. */
const lookAhead = 2 * longestPhrase

// Conversions do not wait for anything, so all share one buffer.
const input = new Uint16Array(chunkUnits + 1)
const output = new UnitBuffer()

/**
 * Converts by a chain of stages, all but the normalization.
 *
 * The text is read once. Its head is the stage that reads the text itself: the
 * one that cuts it, else the first. The others wait in queues, and most
 * characters go past all of them by the filter.
 */
export class ChainConverter {
  readonly #head: Stage
  readonly #queue: StageQueue | undefined
  /** Every stage, for what has to be done one stage after the other. */
  readonly #stages: readonly Stage[]
  /** Whether a phrase of the head is a segment of its own. */
  readonly #isCut: boolean
  /** Whether the head changes what it reads. */
  readonly #isHeadFirst: boolean
  readonly #filter: LeadFilter
  /** By node of the head: where what becomes of its segment is, else 0. */
  readonly #segmentStarts: Uint32Array
  /** What becomes of segments, each behind its length. */
  readonly #segments = new UnitBuffer()
  /** The text and where in it the input begins, for description sequences. */
  #text = ''
  #offset = 0
  #isNormalized = false
  #stop = untilEnd

  /** @param chain - Chain of at least one stage. */
  constructor(chain: Chain) {
    const stages = chain.stages.map(loadStage)
    const cuts = chain.segmentation ? loadStage(chain.segmentation) : undefined
    const first = stages[0] as Stage
    // Where the cuts are the phrases of the first stage, none of them is left
    // for it between the cuts, and one pass does for both.
    this.#isCut = cuts !== undefined
    this.#isHeadFirst = (cuts ?? first) === first
    this.#head = cuts ?? first
    this.#stages = stages
    const waiting = this.#isHeadFirst ? stages.slice(1) : stages
    this.#queue = waiting.reduceRight<StageQueue | undefined>(
      (next, stage) => new StageQueue(stage, next, output),
      undefined,
    )
    const specialUnits = chain.normalized ? `[${compatibility}]` : '(?!)'
    this.#filter = new LeadFilter(cuts, stages, new RegExp(specialUnits))
    this.#segmentStarts = new Uint32Array(
      cuts && this.#queue ? cuts.units.length : 0,
    )
    this.#segments.push(0)
  }

  /**
   * Convert a text.
   *
   * @param text - Text.
   * @param isNormalized - Whether it is as it has to be before any stage.
   * @returns The text converted, or `undefined` where it is not.
   */
  convert(text: string, isNormalized: boolean): string | undefined {
    this.#begin(text, isNormalized)
    const parts: string[] = []
    for (let offset = 0; offset < text.length; ) {
      const count = Math.min(chunkUnits, text.length - offset)
      const isLast = offset + count === text.length
      copyUnits(text, offset, count, input)
      this.#offset = offset
      offset += this.#run(count, isLast)
      if (this.#stop === untilCompatibility) return undefined
      if (this.#stop === untilTail) {
        this.#convertTail(text.slice(offset))
        offset = text.length
      }
      parts.push(readUnits(output.units, output.length))
      output.length = 0
    }
    this.#text = ''
    return parts.length === 1 ? (parts[0] as string) : parts.join('')
  }

  #begin(text: string, isNormalized: boolean): void {
    this.#text = text
    this.#isNormalized = isNormalized
    this.#stop = untilEnd
    this.#queue?.reset()
    output.length = 0
  }

  /**
   * Convert the input.
   *
   * @param count - How much of it there is.
   * @param isLast - Whether nothing follows it.
   * @returns How much was converted; `#stop` says why that is not all.
   */
  #run(count: number, isLast: boolean): number {
    const { table, bits, shift } = this.#filter
    const limit = isLast ? count : count - lookAhead
    // No phrase goes on over this.
    input[count] = 0
    let at = 0
    if (this.#queue?.isWaiting) at = this.#step(at, count, limit)
    while (at < limit && this.#stop === untilEnd) {
      output.reserve(limit - at)
      const { units } = output
      let length = output.length
      for (; at < limit; at++) {
        const unit = input[at] as number
        const difference = table[unit] as number
        if (difference >= mayLead) {
          const place = hashLead(unit, input[at + 1] as number) >>> shift
          if (((bits[place >>> 5] as number) >>> (place & 31)) & 1) break
          if (difference === (mayLead | notOneUnit)) break
        }
        // Bits over those of a unit fall away.
        units[length++] = unit ^ difference
      }
      output.length = length
      if (at < limit) at = this.#step(at, count, limit)
    }
    if (isLast && this.#stop === untilEnd) this.#queue?.run(true)
    return at
  }

  /** Convert a phrase or character, and more until no stage waits. */
  #step(start: number, count: number, limit: number): number {
    const head = this.#head
    const queue = this.#queue
    let at = start
    do {
      const unit = input[at] as number
      if (
        this.#filter.isSpecial(unit) &&
        (isDescription(unit) || !this.#isNormalized)
      ) {
        return this.#stepOverSpecial(at)
      }
      const node = head.match(input, at)
      if (!queue) {
        if (node === 0) {
          return at + writeCharacter(head.characters, input, at, count, output)
        }
        head.writePhrase(node, input, at, head.matchEnd, output)
        return head.matchEnd
      }
      if (node === 0) {
        const characters = this.#isHeadFirst ? head.characters : noChange
        at += writeCharacter(characters, input, at, count, queue.input)
        queue.run(false)
      } else {
        const end = head.matchEnd
        if (this.#isCut) {
          if (queue.isWaiting) queue.run(true)
          this.#writeSegment(queue, node, input, at, end)
        } else {
          head.writePhrase(node, input, at, end, queue.input)
          queue.run(false)
        }
        at = end
      }
    } while (queue.isWaiting && at < limit)
    return at
  }

  #stepOverSpecial(at: number): number {
    if (!isDescription(input[at] as number)) {
      this.#stop = untilCompatibility
      return at
    }
    // No phrase goes on over one, so what waits is as at an end.
    this.#queue?.run(true)
    const from = this.#offset + at
    const length = describedLength(this.#text, from)
    if (length === 0) this.#stop = untilTail
    for (let i = from; i < from + length; i++) {
      output.push(this.#text.charCodeAt(i))
    }
    return at + length
  }

  /** Write what becomes of a phrase that is a segment: always the same. */
  #writeSegment(
    queue: StageQueue,
    node: number,
    units: Uint16Array,
    start: number,
    end: number,
  ): void {
    const segments = this.#segments
    const known = this.#segmentStarts[node] as number
    if (known !== 0) {
      const length = segments.units[known] as number
      output.append(segments.units, known + 1, known + 1 + length)
      return
    }
    const before = output.length
    if (!this.#isHeadFirst) queue.input.append(units, start, end)
    else this.#head.writePhrase(node, units, start, end, queue.input)
    queue.run(true)
    this.#segmentStarts[node] = segments.length
    segments.push(output.length - before)
    segments.append(output.units, before, output.length)
  }

  /**
   * Convert the rest of a text from a description sequence that lacks parts.
   * Which characters it takes depends on the end of what each stage reads, so
   * the stages come one after the other.
   */
  #convertTail(text: string): void {
    const units = new Uint16Array(text.length + 1)
    copyUnits(text, 0, text.length, units)
    const queue = this.#queue
    if (!this.#isCut || !queue) {
      this.#convertByStage(units)
      return
    }
    const ends = descriptionEnds(units, text.length)
    const segment = new UnitBuffer()
    const endSegment = () => {
      if (segment.length === 0) return
      segment.push(0)
      this.#convertByStage(segment.units.slice(0, segment.length))
      segment.length = 0
    }
    for (let at = 0; at < text.length; ) {
      const node = this.#head.match(units, at)
      let end = this.#head.matchEnd
      if (node !== 0) {
        endSegment()
        this.#writeSegment(queue, node, units, at, end)
      } else {
        end = (ends[at] as number) || at + characterLength(units, at)
        segment.append(units, at, end)
      }
      at = end
    }
    endSegment()
  }

  /** Convert a segment, with a 0 behind it, one stage after the other. */
  #convertByStage(segment: Uint16Array): void {
    let units = segment
    for (const stage of this.#stages) {
      const length = units.length - 1
      const ends = descriptionEnds(units, length)
      const result = new UnitBuffer()
      result.reserve(length + 1)
      for (let at = 0; at < length; ) {
        const node = stage.match(units, at)
        if (node !== 0) {
          stage.writePhrase(node, units, at, stage.matchEnd, result)
          at = stage.matchEnd
        } else if (ends[at] === 0) {
          at += writeCharacter(stage.characters, units, at, length, result)
        } else {
          result.append(units, at, ends[at] as number)
          at = ends[at] as number
        }
      }
      result.push(0)
      units = result.units.subarray(0, result.length)
    }
    output.append(units, 0, units.length - 1)
  }
}
