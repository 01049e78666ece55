import { holdsAny, type Line } from './condition.ts'
import type { LineWeights } from './field.ts'
import {
  type Entry,
  type Found,
  leastConfidence,
  weakEvidence,
} from './vocabulary.ts'

/** What chose a sense: the word alone, what stands around it, or the field. */
export type Chooser = 'word' | 'context' | 'field'

/** From this share of the evidence on a sense of a field is chosen. */
const sureShare = 0.42

/** Below this share it is not even doubtful. */
const leastShare = 0.3

/**
 * Word in a line, and what was found out about its sense. One that is not kept
 * is used again for the next.
 */
export class Word {
  start = 0
  end = 0
  senses: readonly Entry[] = []
  /** Sense that was chosen. */
  entry: Entry | undefined
  /** Sense that might be meant. */
  doubt: Entry | undefined
  by: Chooser = 'word'
  #without = 0
  #weights: LineWeights | undefined

  /** How much of the evidence is for the field of the sense, 0 to 1. */
  get share(): number {
    const field = (this.doubt ?? this.entry)?.field ?? -1
    return this.#weights?.shareOf(field, this.#without) ?? 0
  }

  /** Make another that stays as this one is now. */
  copy(): Word {
    const other = new Word()
    other.#weights = this.#weights
    other.#set(this.entry, this.doubt, this.by, this.#without)
    other.start = this.start
    other.end = this.end
    other.senses = this.senses
    return other
  }

  #set(
    entry: Entry | undefined,
    doubt: Entry | undefined,
    by: Chooser,
    without: number,
  ): boolean {
    this.entry = entry
    this.doubt = doubt
    this.by = by
    this.#without = without
    return true
  }

  /**
   * Be a word, and choose its sense.
   *
   * @param line - Line that it is in.
   * @param start - Where it starts.
   * @param end - Where it ends.
   * @param found - Its senses.
   * @param weights - How much of the line is of each field.
   * @returns Whether the word matters.
   */
  choose(
    line: Line,
    start: number,
    end: number,
    found: Found,
    weights: LineWeights,
  ): boolean {
    const { plain, senses } = found
    this.start = start
    this.end = end
    this.senses = senses
    this.#weights = weights
    if (plain) return this.#set(plain, undefined, 'word', 0)
    let usual: Entry | undefined
    let byField: Entry | undefined
    let doubt: Entry | undefined
    for (let i = 0; i < senses.length; i++) {
      const entry = senses[i] as Entry
      const { gate, field, confidence } = entry
      if (holdsAny(gate.excludes, line, start, end)) continue
      // What the word itself told of the field is not asked again.
      const without =
        field === found.field &&
        found.weight === weakEvidence &&
        !weights.isGiven
          ? weakEvidence
          : 0
      if (holdsAny(gate.requires, line, start, end)) {
        if (confidence < leastConfidence) continue
        return this.#set(entry, undefined, 'context', without)
      }
      if (gate.domain) {
        const share = weights.shareOf(field, without)
        if (share >= sureShare && confidence >= leastConfidence) {
          byField ??= entry
        } else if (share >= leastShare) doubt ??= entry
        continue
      }
      if (gate.requires.length > 0) continue
      if (confidence >= leastConfidence) usual ??= entry
      else doubt ??= entry
    }
    if (byField) return this.#set(byField, undefined, 'field', 0)
    return (
      (usual !== undefined || doubt !== undefined) &&
      this.#set(usual, doubt, 'word', 0)
    )
  }
}
