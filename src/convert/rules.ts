import type { Condition, Gate } from './gate.ts'
import { type Line, markBit } from './line.ts'
import { isKindAfter, isKindBefore, readKindNames } from './unit-kinds.ts'

/** Evidence of a word whose sense needs the field: little. */
export const weakEvidence = 0.25

/** Evidence of a word that tells a field. */
export const cueEvidence = 1

/** A sense that is a matter of taste is never chosen, only offered. */
export const leastConfidence = 0.6

/** Where a condition looks, as its number has it. */
const whereBits = 3
const before = 1
const after = 2
const near = 3

/** How far to shift the kinds and the number of forms in a condition's number. */
const kindsShift = 2
const kindsBits = 0x7ff
const isMissing = 1 << 13
const countShift = 14

/** So many numbers of a condition before or after are a filter of its forms. */
const filterLength = 4

/** Flags of a sense. */
const isOfDomain = 1
const isConfident = 2
const isTold = 4
const isRequiring = 8
const isForOthers = 16
const isOfArticle = 32

/** How far to shift the field of a sense, which is one more. */
const fieldShift = 6

/**
 * Conditions of all words that were read, as numbers one after the other: what is
 * asked of a word lies together in memory, for texts have thousands of words and
 * ask about them in any order.
 *
 * A sense is its flags and field, where its excluding conditions end and where its
 * requiring ones do, and the conditions. A condition is what it is, where the next
 * is, a filter if it looks at what touches the word, by what each form may be told
 * (the unit by which it would touch the word, or its mark), and where the forms are.
 */
let numbers = new Int32Array(1 << 12)
let size = 1

/** Forms of conditions, each behind its length, and where they are. */
let units = new Uint16Array(1 << 12)
let unitsSize = 0
const places = new Map<string, number>()

/** What is known of a sense before a text is. */
export interface Rule {
  readonly gate: Gate
  readonly field: number
  readonly confidence: number
}

/**
 * Keep what senses ask for.
 *
 * @param senses - Senses of a word.
 * @param field - Index of the field that the word tells.
 * @param weight - How much it tells.
 * @param tellsOthers - Whether in a sentence it tells that only to other words.
 * @returns Where the first sense is.
 */
export function addRules(
  senses: readonly Rule[],
  field: number,
  weight: number,
  tellsOthers: boolean,
): number {
  const start = size
  for (const sense of senses) {
    const { gate } = sense
    const at = size
    let flags = (sense.field + 1) << fieldShift
    if (gate.domain) flags |= isOfDomain
    if (gate.article) flags |= isOfArticle
    if (sense.confidence >= leastConfidence) flags |= isConfident
    if (sense.field === field && weight === weakEvidence) flags |= isTold
    if (sense.field === field && tellsOthers) flags |= isForOthers
    if (gate.requires.length > 0) flags |= isRequiring
    push(flags, 0, 0)
    addConditions(gate.excludes)
    numbers[at + 1] = size
    addConditions(gate.requires)
    numbers[at + 2] = size
  }
  return start
}

function addConditions(conditions: readonly Condition[]): void {
  // Those that look at one unit come first.
  for (const condition of conditions) {
    if (condition.where !== 'near') addCondition(condition)
  }
  for (const condition of conditions) {
    if (condition.where === 'near') addCondition(condition)
  }
}

function addCondition(condition: Condition): void {
  const { where, forms, kinds } = condition
  const at = size
  push(
    { before, after, near }[where] |
      (readKindNames(kinds, where) << kindsShift) |
      (condition.isMissing ? isMissing : 0) |
      (forms.length << countShift),
    0,
  )
  if (where === 'near') push(...forms.map(markBit))
  else {
    const touching = forms.map((form) =>
      form.charCodeAt(where === 'after' ? 0 : form.length - 1),
    )
    push(...filterOf(touching), ...touching)
  }
  push(...forms.map(placeOf))
  numbers[at + 1] = size
}

/** Bits of a hash of units. */
function filterOf(touching: readonly number[]): Int32Array {
  const filter = new Int32Array(filterLength)
  for (const unit of touching) {
    const bit = touchBit(unit)
    filter[bit >>> 5] = (filter[bit >>> 5] as number) | (1 << (bit & 31))
  }
  return filter
}

function push(...added: number[]): void {
  if (size + added.length > numbers.length) {
    const larger = new Int32Array((size + added.length) * 2)
    larger.set(numbers)
    numbers = larger
  }
  numbers.set(added, size)
  size += added.length
}

/** Where a form is among the units, which it is put behind. */
function placeOf(form: string): number {
  let place = places.get(form)
  if (place === undefined) {
    place = unitsSize
    places.set(form, place)
    unitsSize += form.length + 1
    if (unitsSize > units.length) {
      const larger = new Uint16Array(unitsSize * 2)
      larger.set(units)
      units = larger
    }
    units[place] = form.length
    for (let i = 0; i < form.length; i++) {
      units[place + 1 + i] = form.charCodeAt(i)
    }
  }
  return place
}

/** Number of a unit's bit in a filter. */
function touchBit(unit: number): number {
  return Math.imul(unit, 0x9e3779b1) >>> 25
}

/** Tell whether a sense applies only where the text is of its field. */
export function needsField(sense: number): boolean {
  return ((numbers[sense] as number) & isOfDomain) !== 0
}

/** Tell whether a sense applies in all of an article where it was told. */
export function spreads(sense: number): boolean {
  return ((numbers[sense] as number) & isOfArticle) !== 0
}

/** Tell whether a sense may be chosen, and not only offered. */
export function mayBeChosen(sense: number): boolean {
  return ((numbers[sense] as number) & isConfident) !== 0
}

/** Tell whether its word was counted, a little, as evidence of its field. */
export function isItsEvidence(sense: number): boolean {
  return ((numbers[sense] as number) & isTold) !== 0
}

/** Tell whether its word was counted fully, but in a sentence not for itself. */
export function tellsOnlyOthers(sense: number): boolean {
  return ((numbers[sense] as number) & isForOthers) !== 0
}

/** Tell whether a sense requires anything to stand around it. */
export function hasRequirements(sense: number): boolean {
  return ((numbers[sense] as number) & isRequiring) !== 0
}

/** The index of the field of a sense, or -1. */
export function fieldOfRule(sense: number): number {
  return ((numbers[sense] as number) >>> fieldShift) - 1
}

/** The sense behind one. */
export function ruleAfter(sense: number): number {
  return numbers[sense + 2] as number
}

/**
 * Tell whether what stands around a stretch of a line rules a sense out.
 *
 * @param sense - Where the sense is.
 * @param line - Line.
 * @param start - Start of the stretch.
 * @param end - End of the stretch.
 */
export function isExcluded(
  sense: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  return holdsAny(sense + 3, numbers[sense + 1] as number, line, start, end)
}

/**
 * Tell whether what a sense requires stands around a stretch of a line.
 *
 * @param sense - Where the sense is.
 * @param line - Line.
 * @param start - Start of the stretch.
 * @param end - End of the stretch.
 */
export function isRequired(
  sense: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  const from = numbers[sense + 1] as number
  return holdsAny(from, numbers[sense + 2] as number, line, start, end)
}

function holdsAny(
  from: number,
  to: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  for (let at = from; at < to; at = numbers[at + 1] as number) {
    const isWanted = ((numbers[at] as number) & isMissing) === 0
    if (holds(at, line, start, end) === isWanted) return true
  }
  return false
}

const space = 0x20

function holds(
  condition: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  const about = numbers[condition] as number
  const where = about & whereBits
  const count = about >>> countShift
  if (where === near) return isNear(condition, count, line, start, end)
  const kinds = (about >>> kindsShift) & kindsBits
  if (where === before) {
    return (
      isFormBefore(condition, count, line, start) ||
      (start > line.from &&
        line.units[start - 1] === space &&
        isFormBefore(condition, count, line, start - 1)) ||
      (kinds !== 0 && isKindBefore(kinds, line, start, end))
    )
  }
  return (
    isFormAfter(condition, count, line, end) ||
    (end < line.to &&
      line.units[end] === space &&
      isFormAfter(condition, count, line, end + 1)) ||
    (kinds !== 0 && isKindAfter(kinds, line, start, end))
  )
}

function mayTouch(condition: number, unit: number): boolean {
  const bit = touchBit(unit)
  const bits = numbers[condition + 2 + (bit >>> 5)] as number
  return ((bits >>> (bit & 31)) & 1) !== 0
}

function isFormBefore(
  condition: number,
  count: number,
  line: Line,
  end: number,
): boolean {
  if (end <= line.from) return false
  const unit = line.units[end - 1] as number
  if (!mayTouch(condition, unit)) return false
  const first = condition + 2 + filterLength
  const last = first + count
  for (let i = first; i < last; i++) {
    if (numbers[i] !== unit) continue
    const form = numbers[i + count] as number
    const start = end - (units[form] as number)
    if (start >= line.from && isAt(form, line.units, start)) return true
  }
  return false
}

function isFormAfter(
  condition: number,
  count: number,
  line: Line,
  start: number,
): boolean {
  if (start >= line.to) return false
  const unit = line.units[start] as number
  if (!mayTouch(condition, unit)) return false
  const first = condition + 2 + filterLength
  const last = first + count
  for (let i = first; i < last; i++) {
    if (numbers[i] !== unit) continue
    const form = numbers[i + count] as number
    const end = start + (units[form] as number)
    if (end <= line.to && isAt(form, line.units, start)) return true
  }
  return false
}

function isNear(
  condition: number,
  count: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  const all = numbers
  const to = condition + 2 + count
  for (let i = condition + 2; ; i++) {
    i = line.findMarked(all, i, to, start, end)
    if (i === to) return false
    const form = all[i + count] as number
    if (isWithin(form, line.units, line.sentenceStart(start), start))
      return true
    if (isWithin(form, line.units, end, line.sentenceEnd(end))) return true
  }
}

function isWithin(
  form: number,
  text: Uint16Array,
  from: number,
  to: number,
): boolean {
  const first = units[form + 1] as number
  const last = to - (units[form] as number)
  for (let at = from; at <= last; at++) {
    if (text[at] === first && isAt(form, text, at)) return true
  }
  return false
}

function isAt(form: number, text: Uint16Array, start: number): boolean {
  const length = units[form] as number
  for (let i = 0; i < length; i++) {
    if (text[start + i] !== units[form + 1 + i]) return false
  }
  return true
}
