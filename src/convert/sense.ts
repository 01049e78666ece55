import type { LineWeights } from './field.ts'
import type { Line } from './line.ts'
import {
  cueEvidence,
  fieldOfRule,
  hasRequirements,
  isExcluded,
  isItsEvidence,
  isRequired,
  mayBeChosen,
  needsField,
  ruleAfter,
  spreads,
  tellsOnlyOthers,
  weakEvidence,
} from './rules.ts'
import { type Entry, type Found, nameDomains } from './vocabulary.ts'

/**
 * What chose a sense: the word alone, what stands around it, the field, or what stands
 * around it elsewhere in the article.
 */
export type Chooser = 'word' | 'context' | 'field' | 'article'

/** What words become in all of a text. */
export type Settled = ReadonlyMap<Found, string>

/** From this share of the evidence on a sense of a field is chosen. */
const sureShare = 0.42

/** Below this share it is not even doubtful. */
const leastShare = 0.3

/**
 * Word in a line, and what was found out about its sense. It is used
 * again for the next.
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
  /** Whether it is one character that the edition writes as another, whatever it is in. */
  isVariant = false
  #without = 0
  #weights: LineWeights | undefined
  #found: Found | undefined

  /** How much of the evidence is for the field of the sense, 0 to 1. */
  get share(): number {
    const field = (this.doubt ?? this.entry)?.field ?? -1
    return this.#weights?.shareOf(field, this.#without) ?? 0
  }

  /** How much of what else is said there is for the field of the sense, 0 to 1. */
  get support(): number {
    const field = (this.doubt ?? this.entry)?.field ?? -1
    const found = this.#found
    const without = found && field === found.field ? found.weight : 0
    return this.#weights?.supportOf(field, without) ?? 0
  }

  /** Whether it is a name. */
  get isName(): boolean {
    return this.entry !== undefined && nameDomains.has(this.entry.domain)
  }

  /** First unit of what it becomes, or -1. */
  get firstUnit(): number {
    return this.entry?.forms[0]?.charCodeAt(0) ?? -1
  }

  /** Make another what this one is now. */
  copyTo(other: Word): Word {
    other.#weights = this.#weights
    other.#found = this.#found
    other.#set(this.entry, this.doubt, this.by, this.#without)
    other.start = this.start
    other.end = this.end
    other.senses = this.senses
    other.isVariant = this.isVariant
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
   * @param settled - What it becomes where nothing around it tells. Default: nothing.
   * @returns Whether the word matters.
   */
  choose(
    line: Line,
    start: number,
    end: number,
    found: Found,
    weights: LineWeights,
    settled?: Settled,
  ): boolean {
    const { plain, senses } = found
    this.start = start
    this.end = end
    this.senses = senses
    this.#weights = weights
    this.#found = found
    this.isVariant = found.isVariant
    if (plain) return this.#set(plain, undefined, 'word', 0)
    let usual: Entry | undefined
    let byField: Entry | undefined
    let byArticle: Entry | undefined
    const form = found.spreads ? settled?.get(found) : undefined
    let doubt: Entry | undefined
    let rule = found.rules
    for (let i = 0; i < senses.length; i++) {
      const sense = rule
      rule = ruleAfter(sense)
      const isSure = mayBeChosen(sense)
      const without = weights.isGiven ? 0 : toldByItself(sense, weights)
      const isAsked = isRequired(sense, line, start, end)
      const isOfField = !isAsked && needsField(sense)
      const share = isOfField ? weights.shareOf(fieldOfRule(sense), without) : 1
      const isSettled =
        form !== undefined && spreads(sense) && senses[i]?.forms[0] === form
      if (!isSettled) {
        if (share < leastShare) continue
        if (!isAsked && !isOfField && hasRequirements(sense)) continue
      }
      // Last, for most senses are out already: it is asked for a lot of forms.
      if (isExcluded(sense, line, start, end)) continue
      if (isAsked) {
        if (!isSure) continue
        return this.#set(senses[i], undefined, 'context', without)
      }
      if (isSettled && isSure) byArticle ??= senses[i]
      else if (!isSure || share < sureShare) doubt ??= senses[i]
      else if (isOfField) byField ??= senses[i]
      else usual ??= senses[i]
    }
    if (byArticle) return this.#set(byArticle, undefined, 'article', 0)
    if (byField) return this.#set(byField, undefined, 'field', 0)
    return (
      (usual !== undefined || doubt !== undefined) &&
      this.#set(usual, doubt, 'word', 0)
    )
  }
}

/** How much the word itself told of the field: that is not asked again. */
function toldByItself(sense: number, weights: LineWeights): number {
  if (isItsEvidence(sense)) return weakEvidence
  return weights.isSentence && tellsOnlyOthers(sense) ? cueEvidence : 0
}
