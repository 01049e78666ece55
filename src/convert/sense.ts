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

/** Word in a line, and what was found out about its sense. */
export class Word {
  readonly start: number
  readonly end: number
  readonly senses: readonly Entry[]
  /** Sense that was chosen. */
  readonly entry: Entry | undefined
  /** Sense that might be meant. */
  readonly doubt: Entry | undefined
  readonly by: Chooser
  readonly #without: number
  readonly #weights: LineWeights

  constructor(
    start: number,
    end: number,
    senses: readonly Entry[],
    entry: Entry | undefined,
    doubt: Entry | undefined,
    by: Chooser,
    without: number,
    weights: LineWeights,
  ) {
    this.start = start
    this.end = end
    this.senses = senses
    this.entry = entry
    this.doubt = doubt
    this.by = by
    this.#without = without
    this.#weights = weights
  }

  /** How much of the evidence is for the field of the sense, 0 to 1. */
  get share(): number {
    const field = (this.doubt ?? this.entry)?.field ?? -1
    return this.#weights.shareOf(field, this.#without)
  }
}

/** From this share of the evidence on a sense of a field is chosen. */
const sureShare = 0.42

/** Below this share it is not even doubtful. */
const leastShare = 0.3

/**
 * Choose the sense of a word.
 *
 * @param line - Line that it is in.
 * @param start - Where it starts.
 * @param end - Where it ends.
 * @param found - Its senses.
 * @param weights - How much of the line is of each field.
 * @returns The sense, or `undefined` where the word does not matter.
 */
export function chooseSense(
  line: Line,
  start: number,
  end: number,
  found: Found,
  weights: LineWeights,
): Word | undefined {
  const { plain, senses } = found
  if (plain) {
    return new Word(start, end, senses, plain, undefined, 'word', 0, weights)
  }
  let usual: Entry | undefined
  let byField: Entry | undefined
  let doubt: Entry | undefined
  for (const entry of senses) {
    const { gate, field, confidence } = entry
    if (holdsAny(gate.excludes, line, start, end)) continue
    // What the word itself told of the field is not asked again.
    const without =
      field === found.field && found.weight === weakEvidence && !weights.isGiven
        ? weakEvidence
        : 0
    if (holdsAny(gate.requires, line, start, end)) {
      if (confidence < leastConfidence) continue
      return new Word(
        start,
        end,
        senses,
        entry,
        undefined,
        'context',
        without,
        weights,
      )
    }
    if (gate.domain) {
      const share = weights.shareOf(field, without)
      if (share >= sureShare && confidence >= leastConfidence) byField ??= entry
      else if (share >= leastShare) doubt ??= entry
      continue
    }
    if (gate.requires.length > 0) continue
    if (confidence >= leastConfidence) usual ??= entry
    else doubt ??= entry
  }
  if (byField) {
    return new Word(start, end, senses, byField, undefined, 'field', 0, weights)
  }
  if (!usual && !doubt) return undefined
  return new Word(start, end, senses, usual, doubt, 'word', 0, weights)
}
