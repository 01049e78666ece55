import { notOneUnit, type Stage } from './stage.ts'
import { isDescription, isSurrogate } from './units.ts'

/** A bit over those of a unit: only the bits of pairs say more. */
export const mayLead = 0x10000

/** A bit over that one: nothing is known yet, or it does not become one unit. */
export const unknownLead = 0x20000

const ordinary = 1
const special = 2

/** Hash two UTF-16 units; or a hash of two, and a third. */
export function hashLead(first: number, second: number): number {
  return Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)
}

/** Whether a bit is set. */
export function hasBit(bits: Int32Array, place: number): boolean {
  return (((bits[place >>> 5] as number) >>> (place & 31)) & 1) === 1
}

function setBit(bits: Int32Array, place: number): void {
  const index = place >>> 5
  bits[index] = (bits[index] as number) | (1 << (place & 31))
}

/**
 * What lets most characters be converted without a look at any phrase.
 *
 * Where no phrase of any stage can begin, a character becomes what the stages
 * make of it alone. Whether one can begin depends on the character and the two
 * behind it. What there is to know of a unit is found out when a text first has
 * it, so that loading a conversion takes no time.
 */
export class LeadFilter {
  /**
   * By unit: how its value differs where no phrase begins, and `mayLead` where
   * one may begin; or `unknownLead`.
   */
  readonly table = new Uint32Array(0x10000).fill(unknownLead)
  /**
   * Bits, by the hash of two or three units: whether a phrase may begin with
   * them.
   */
  readonly leads: Int32Array
  /** Bits, by the hash of two units: whether no third has to be looked at. */
  readonly phrases: Int32Array
  /** How far to shift a hash, so that it is a place in the bits. */
  readonly shift: number

  /** By unit: what has been found out about it. */
  readonly #known = new Uint8Array(0x10000)
  readonly #stages: readonly Stage[]
  readonly #cuts: Stage | undefined
  readonly #specialUnits: RegExp
  readonly #finish: ReadonlyMap<number, number>
  /** For each stage what the one before it makes, back to front. */
  readonly #sources: (SourceIndex | undefined)[] = []

  /**
   * @param cuts - The stage whose phrases cut the text, if any.
   * @param stages - The stages.
   * @param specialUnits - Matches units that begin what has to be replaced
   * before any stage.
   * @param finish - What units become behind all stages.
   */
  constructor(
    cuts: Stage | undefined,
    stages: readonly Stage[],
    specialUnits: RegExp,
    finish: ReadonlyMap<number, number>,
  ) {
    this.#finish = finish
    this.#specialUnits = specialUnits
    this.#stages = stages
    this.#cuts = cuts
    const all = cuts ? [cuts, ...stages] : stages
    const leadCount = all.reduce(
      (sum, { firstChildren }) =>
        sum + (firstChildren.at(-1) as number) - (firstChildren[1] ?? 0),
      1024,
    )
    // Sixteen bits or more for each pair.
    this.shift = Math.max(13, Math.clz32(leadCount) - 4)
    this.leads = new Int32Array(1 << (27 - this.shift))
    this.phrases = new Int32Array(1 << (27 - this.shift))
  }

  /**
   * Find out about a unit, once.
   *
   * @param unit - Unit.
   * @returns Whether it is for neither phrases nor character maps: it begins a
   * description sequence or a compatibility ideograph.
   */
  isSpecial(unit: number): boolean {
    if (this.#known[unit] === 0) {
      const isSpecial =
        isDescription(unit) ||
        this.#specialUnits.test(String.fromCharCode(unit))
      this.#known[unit] = isSpecial ? special : ordinary
      if (!isSpecial) this.#resolve(unit)
    }
    return this.#known[unit] === special
  }

  #resolve(unit: number): void {
    let isLead = this.#cuts ? this.#addLeads(unit, this.#cuts, unit, 0) : false
    let value = unit
    for (const [index, stage] of this.#stages.entries()) {
      if (this.#addLeads(unit, stage, value, index)) isLead = true
      const difference = stage.characters.differences[value] as number
      if (difference === notOneUnit) return
      value ^= difference
    }
    value = this.#finish.get(value) ?? value
    this.table[unit] = (isLead ? mayLead : 0) | (unit ^ value)
  }

  /**
   * Add the pairs that phrases of a stage begin with.
   *
   * @param unit - The unit in the text.
   * @param stage - Stage.
   * @param first - What the unit is where the stage reads it.
   * @param index - Which stage it is.
   * @returns Whether there are any.
   */
  #addLeads(unit: number, stage: Stage, first: number, index: number): boolean {
    const { units, firstChildren } = stage
    const node = stage.first[first] as number
    if (node === 0) return false
    const end = firstChildren[node + 1] as number
    for (let i = firstChildren[node] as number; i < end; i++) {
      const second = units[i] as number
      if (index === 0 && !stage.isPhrase(i)) {
        const pair = hashLead(unit, second)
        setBit(this.leads, pair >>> this.shift)
        stage.forEachChild(i, (third) => {
          setBit(this.leads, hashLead(pair, third) >>> this.shift)
        })
        continue
      }
      for (const source of this.#sourcesOf(second, index)) {
        const place = hashLead(unit, source) >>> this.shift
        setBit(this.leads, place)
        setBit(this.phrases, place)
      }
    }
    return true
  }

  /** The units of the text that a stage may read as a unit, first of all. */
  #sourcesOf(unit: number, index: number): number[] {
    if (index === 0) return [unit]
    const before = this.#stages[index - 1] as Stage
    // A phrase that is a cut has nothing behind it.
    this.#sources[index] ??= new SourceIndex(before, before !== this.#cuts)
    return this.#sources[index]
      .sourcesOf(unit)
      .flatMap((source) => this.#sourcesOf(source, index - 1))
  }
}

/** Says what a stage may have made a unit of, both the first of something. */
class SourceIndex {
  readonly #stage: Stage
  readonly #sources: Uint16Array
  /** By unit: its last source, and by that the one before it, all from 1. */
  readonly #last = new Uint16Array(0x10000)
  readonly #before: Uint16Array
  #count = 0

  constructor(stage: Stage, withPhrases: boolean) {
    const { differences, keys, others } = stage.characters
    const leads = withPhrases ? stage.valueLeads : new Uint16Array()
    const size = keys.length + others.size + leads.length / 2 + 1
    this.#stage = stage
    this.#sources = new Uint16Array(size)
    this.#before = new Uint16Array(size)
    for (const key of keys) this.#add(key, key ^ (differences[key] as number))
    for (const [codePoint, value] of others) {
      const unit = String.fromCodePoint(codePoint).charCodeAt(0)
      this.#add(unit, value[0] as number)
    }
    for (let i = 0; i < leads.length; i += 2) {
      this.#add(leads[i] as number, leads[i + 1] as number)
    }
  }

  #add(source: number, unit: number): void {
    this.#sources[++this.#count] = source
    this.#before[this.#count] = this.#last[unit] as number
    this.#last[unit] = this.#count
  }

  sourcesOf(unit: number): number[] {
    const found: number[] = []
    const { differences } = this.#stage.characters
    if (differences[unit] === 0 || isSurrogate(unit)) found.push(unit)
    for (
      let index = this.#last[unit] as number;
      index !== 0;
      index = this.#before[index] as number
    ) {
      found.push(this.#sources[index] as number)
    }
    return found
  }
}
