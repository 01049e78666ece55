import {
  hasBit,
  hashLead,
  LeadFilter,
  mayLead,
  unknownLead,
} from './lead-filter.ts'
import { type Chain, compatibility } from './opencc-data.ts'
import {
  loadStage,
  longestPhrase,
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
  isSurrogate,
  readUnits,
  UnitBuffer,
} from './units.ts'
import { Utf8Reader, Utf8Writer } from './utf8.ts'

/** How many units are converted at once; they and the output stay in cache. */
export const chunkUnits = 1 << 14

/** What a run ends at, where not at the end of its input. */
const untilEnd = 0
const untilTail = 1
const untilCompatibility = 2

/** Places of a text that are converted by themselves. */
export interface Places {
  /** Where they are, in order. */
  readonly starts: Int32Array
  /** How many there are. */
  readonly count: number
  /** Takes what they become, each where it was. */
  readonly target: Uint16Array
  /**
   * Learns of a unit that no phrase begins with how its value differs: always so,
   * in the bits of a unit.
   */
  readonly settle: (unit: number, difference: number) => void
  /**
   * Tells whether what stands there may be a phrase, and is not of words on both
   * sides. Default: all may.
   */
  readonly isWhole?: (start: number, end: number) => boolean
}

/** How far a match may look behind the place that it is for. */
const lookAhead = 2 * longestPhrase

// Conversions do not wait for anything, so all share one buffer.
const input = new Uint16Array(chunkUnits + 2)
const output = new UnitBuffer()

// A constant of another module is looked up each time.
const phraseMayBegin = mayLead
const unknown = unknownLead

/**
 * Convert characters up to where a phrase may begin.
 *
 * @param input - Units, with two more behind the limit.
 * @param start - Where to begin.
 * @param limit - Where to end at last.
 * @param units - Where to put them.
 * @param shift - How far their places there are from those in the input.
 * @param filter - What says where a phrase may begin.
 * @returns Where it ended.
 */
function skim(
  input: Uint16Array,
  start: number,
  limit: number,
  units: Uint16Array,
  shift: number,
  filter: LeadFilter,
): number {
  const { table, leads, phrases, shift: bits } = filter
  let at = start
  for (; at < limit; at++) {
    const unit = input[at] as number
    const difference = table[unit] as number
    // Half of the characters begin phrases, with few of those that follow them.
    // No processor guesses which, so both are asked at once.
    if (unit > 0x7f || difference >= phraseMayBegin) {
      const pair = hashLead(unit, input[at + 1] as number)
      const place = pair >>> bits
      const lead = (leads[place >>> 5] as number) >>> (place & 31)
      if ((((difference >>> 16) & lead) | (difference >>> 17)) & 1) {
        if (difference === unknown || hasBit(phrases, place)) break
        const three = hashLead(pair, input[at + 2] as number)
        if (hasBit(leads, three >>> bits)) break
      }
    }
    // Bits over those of a unit fall away.
    units[at + shift] = unit ^ difference
  }
  return at
}

/**
 * Converts by a chain of stages, all but the normalization.
 *
 * The text is read once. The cuts and the first stage look ahead in it, the
 * other stages wait in queues, and most characters go past all of them by the
 * filter.
 */
export class ChainConverter {
  /** The stage whose phrases cut the text; no stage looks across a cut. */
  readonly #cuts: Stage | undefined
  readonly #stages: readonly Stage[]
  readonly #first: Stage
  /** The stages behind the first. */
  readonly #queue: StageQueue | undefined
  readonly #filter: LeadFilter
  /** Matches what has to be replaced before any stage. */
  readonly #special: RegExp
  /** By node of the cuts: where what becomes of its segment is, else 0. */
  readonly #segmentStarts: Uint32Array
  /** What becomes of segments, each behind its length. */
  readonly #segments = new UnitBuffer()
  /** The text and where in it the input begins, for description sequences. */
  #text = ''
  #offset = 0
  #isNormalized = false
  #stop = untilEnd
  /** Whether a stage waits for more text. */
  #isWaiting = false
  #isWhole: Places['isWhole'] | undefined

  /** What units become behind all stages. */
  readonly #finish: ReadonlyMap<number, number>

  /**
   * @param chain - Chain of at least one stage.
   * @param finish - What units become behind all stages. Default: themselves.
   */
  constructor(chain: Chain, finish: ReadonlyMap<number, number> = new Map()) {
    const stages = chain.stages.map(loadStage)
    const cuts = chain.segmentation ? loadStage(chain.segmentation) : undefined
    this.#cuts = cuts
    this.#stages = stages
    this.#first = stages[0] as Stage
    this.#queue = stages
      .slice(1)
      .reduceRight<StageQueue | undefined>(
        (next, stage) => new StageQueue(stage, next, output),
        undefined,
      )
    this.#special = chain.normalized ? new RegExp(`[${compatibility}]`) : /(?!)/
    this.#finish = finish
    this.#filter = new LeadFilter(cuts, stages, this.#special, finish)
    this.#segmentStarts = new Uint32Array(cuts ? cuts.units.length : 0)
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
      offset += this.#run(input, count, isLast)
      if (this.#stop === untilCompatibility) return undefined
      if (this.#stop === untilTail) {
        const tail = text.slice(offset)
        if (!isNormalized && this.#special.test(tail)) return undefined
        this.#convertTail(tail)
        offset = text.length
      }
      parts.push(readUnits(output.units, output.length))
      output.clear()
    }
    this.#text = ''
    return parts.length === 1 ? (parts[0] as string) : parts.join('')
  }

  /**
   * Convert what stands at some places of a text, each into as many units.
   *
   * @param text - Units, with room for two more behind them.
   * @param places - What to convert, and where to put it.
   * @param isNormalized - Whether the text is as it has to be before any stage.
   * @returns Whether all was converted. It was not where something has another
   * length then, or takes a string.
   */
  convertPlaces(
    text: { units: Uint16Array; count: number },
    places: Places,
    isNormalized: boolean,
  ): boolean {
    const { units, count } = text
    const { table, leads, phrases, shift } = this.#filter
    const { starts, target } = places
    this.#begin('', isNormalized)
    this.#isWhole = places.isWhole
    units[count] = 0
    units[count + 1] = 0
    let end = 0
    for (let i = 0; i < places.count; i++) {
      const at = starts[i] as number
      // It was part of a phrase.
      if (at < end) continue
      const unit = units[at] as number
      let difference = table[unit] as number
      if (difference === unknown) {
        if (
          this.#filter.isSpecial(unit) &&
          (isDescription(unit) || !isNormalized)
        ) {
          return false
        }
        difference = table[unit] as number
        if (difference < phraseMayBegin) places.settle(unit, difference)
      }
      if (difference >= phraseMayBegin) {
        const pair = hashLead(unit, units[at + 1] as number)
        const place = pair >>> shift
        const mayBegin =
          difference === unknown ||
          (hasBit(leads, place) &&
            (hasBit(phrases, place) ||
              hasBit(leads, hashLead(pair, units[at + 2] as number) >>> shift)))
        if (mayBegin) {
          end = this.#step(units, at, count, count)
          if (this.#stop !== untilEnd) return false
          if (this.#isWaiting) {
            this.#isWaiting = false
            const { length } = output
            this.#queue?.run(true)
            this.#finishFrom(length)
          }
          if (!isEven(units, at, end)) return false
          target.set(output.units.subarray(0, output.length), at)
          output.clear()
          continue
        }
      }
      // Bits over those of a unit fall away.
      target[at] = unit ^ difference
    }
    return true
  }

  /**
   * Convert a text in UTF-8.
   *
   * @param bytes - UTF-8.
   * @param isNormalized - Whether it is as it has to be before any stage.
   * @returns UTF-8, or `undefined` where it takes a string: what is not UTF-8,
   * has description sequences or is not as it has to be.
   */
  convertBytes(
    bytes: Uint8Array,
    isNormalized: boolean,
  ): Uint8Array | undefined {
    this.#begin('', isNormalized)
    const reader = new Utf8Reader(bytes)
    const writer = new Utf8Writer(bytes.length)
    let kept = 0
    for (let isLast = false; !isLast; ) {
      const count = reader.read(input, kept, chunkUnits)
      if (reader.isBroken) return undefined
      isLast = reader.isDone
      const end = this.#run(input, count, isLast)
      if (this.#stop !== untilEnd) return undefined
      kept = count - end
      input.copyWithin(0, end, count)
      const last = output.units[output.length - 1] ?? 0
      // The other half of a pair is still to come.
      const isHalf = !isLast && (last & 0xfc00) === 0xd800
      writer.write(output.units, isHalf ? output.length - 1 : output.length)
      output.clear()
      if (isHalf) output.push(last)
    }
    return writer.bytes
  }

  #begin(text: string, isNormalized: boolean): void {
    this.#text = text
    this.#isNormalized = isNormalized
    this.#isWhole = undefined
    this.#stop = untilEnd
    this.#queue?.reset()
    this.#isWaiting = false
    output.clear()
  }

  /**
   * Convert units.
   *
   * @param input - Units.
   * @param count - How much of it there is.
   * @param isLast - Whether nothing follows it.
   * @returns How much was converted; `#stop` says why that is not all.
   */
  #run(input: Uint16Array, count: number, isLast: boolean): number {
    const filter = this.#filter
    const limit = isLast ? count : count - lookAhead
    // There are always two units behind.
    input[count] = 0
    input[count + 1] = 0
    let at = 0
    if (this.#isWaiting) at = this.#step(input, at, count, limit)
    while (at < limit && this.#stop === untilEnd) {
      output.reserve(limit - at)
      const { length } = output
      const end = skim(input, at, limit, output.units, length - at, filter)
      output.length = length + end - at
      at = end < limit ? this.#step(input, end, count, limit) : end
    }
    if (isLast && this.#stop === untilEnd) {
      const { length } = output
      this.#queue?.run(true)
      this.#finishFrom(length)
    }
    return at
  }

  /** Convert a phrase or character, and more until no stage waits. */
  #step(
    input: Uint16Array,
    start: number,
    count: number,
    limit: number,
  ): number {
    const { length } = output
    const end = this.#stepOver(input, start, count, limit)
    this.#finishFrom(length)
    return end
  }

  #stepOver(
    input: Uint16Array,
    start: number,
    count: number,
    limit: number,
  ): number {
    const cuts = this.#cuts
    const queue = this.#queue
    const target = queue ? queue.input : output
    let at = start
    do {
      const unit = input[at] as number
      if (
        this.#filter.isSpecial(unit) &&
        (isDescription(unit) || !this.#isNormalized)
      ) {
        return this.#stepOverSpecial(unit, at)
      }
      const cut = cuts ? this.#matchWhole(cuts, input, at, count) : 0
      if (cuts && cut !== 0) {
        const end = cuts.matchEnd
        if (this.#isWaiting) this.#isWaiting = queue?.run(true) ?? false
        this.#writeSegment(cut, input, at, end)
        return end
      }
      at = this.#writeFirst(input, at, count, target)
      if (queue) this.#isWaiting = queue.run(false)
    } while (this.#isWaiting && at < limit)
    return at
  }

  /** Find the longest phrase at a place that may be one there. */
  #matchWhole(
    cuts: Stage,
    input: Uint16Array,
    at: number,
    count: number,
  ): number {
    let cut = cuts.match(input, at, count)
    const isWhole = this.#isWhole
    if (!isWhole) return cut
    while (cut !== 0 && !isWhole(at, cuts.matchEnd)) {
      cut = cuts.match(input, at, cuts.matchEnd - 1)
    }
    return cut
  }

  /** Write what the first stage makes of the phrase or character at a place. */
  #writeFirst(
    input: Uint16Array,
    at: number,
    count: number,
    target: UnitBuffer,
  ): number {
    const first = this.#first
    const cuts = this.#cuts
    // Where the cuts are its own phrases, none is left for it between them.
    let node = first === cuts ? 0 : first.match(input, at, count)
    if (cuts && node !== 0) {
      let end = at + 1
      while (end < first.matchEnd && cuts.match(input, end, count) === 0) end++
      if (end < first.matchEnd) node = first.match(input, at, end)
    }
    if (node !== 0) {
      first.writePhrase(node, input, at, first.matchEnd, target)
      return first.matchEnd
    }
    return at + writeCharacter(first.characters, input, at, count, target)
  }

  /** Finish what the stages have put out from a place on. */
  #finishFrom(start: number): void {
    if (this.#finish.size === 0) return
    const { units, length } = output
    for (let i = start; i < length; i++) {
      const unit = units[i] as number
      units[i] = this.#finish.get(unit) ?? unit
    }
  }

  #stepOverSpecial(unit: number, at: number): number {
    if (!isDescription(unit)) {
      this.#stop = untilCompatibility
      return at
    }
    // No phrase goes on over one, so what waits is as at an end.
    this.#queue?.run(true)
    this.#isWaiting = false
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
    this.#convertByStage(units.slice(start, end))
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
    const units = new Uint16Array(text.length)
    copyUnits(text, 0, text.length, units)
    const cuts = this.#cuts
    if (!cuts) {
      this.#convertByStage(units)
      return
    }
    const ends = descriptionEnds(units, text.length)
    let start = 0
    for (let at = 0; at < text.length; ) {
      const node = cuts.match(units, at, text.length)
      let end = cuts.matchEnd
      if (node !== 0) {
        this.#convertByStage(units.subarray(start, at))
        this.#writeSegment(node, units, at, end)
        start = end
      } else end = (ends[at] as number) || at + characterLength(units, at)
      at = end
    }
    this.#convertByStage(units.subarray(start))
  }

  /** Convert a segment, one stage after the other. */
  #convertByStage(segment: Uint16Array): void {
    let units = segment
    for (const stage of this.#stages) {
      const { length } = units
      const ends = descriptionEnds(units, length)
      const result = new UnitBuffer()
      result.reserve(length)
      for (let at = 0; at < length; ) {
        const node = stage.match(units, at, length)
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
      units = result.units.subarray(0, result.length)
    }
    output.append(units, 0, units.length)
  }
}

/** Tell whether the output is as long as a stretch, with surrogates where that has them. */
function isEven(units: Uint16Array, start: number, end: number): boolean {
  if (output.length !== end - start) return false
  for (let at = start; at < end; at++) {
    const other = output.units[at - start] as number
    if (isSurrogate(units[at] as number) !== isSurrogate(other)) return false
  }
  return true
}
