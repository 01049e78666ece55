import type { Condition } from './gate.ts'
import { isHan } from './lexicon.ts'
import { isStop, type Line } from './line.ts'

/**
 * Kinds of what may stand beside a word: the bits of a unit's kinds, and of
 * those that a condition asks for. A number's last character is another than
 * its first.
 */
const isNumberEnd = 1
const isNumberStart = 2
const isLatin = 4
const isPunctuation = 8
const isHanUnit = 16
const isPersonEnd = 32
const isSentenceEnd = 64
const isKnown = 128
const standsAlone = 256
const isLabel = 512
const isFigure = 1024

/** Kinds as the column `when` names them. */
const kindOf: Readonly<Record<string, number>> = {
  '{latin}': isLatin,
  '{start}': isSentenceEnd,
  '{end}': isSentenceEnd,
  '{punct}': isPunctuation,
  '{han}': isHanUnit,
  '{person}': isPersonEnd,
  '{alone}': standsAlone,
  '{label}': isLabel,
  '{億}': isFigure,
}

/** Kinds that a space may part from the word. */
const mayBeSpaced = isNumberEnd | isNumberStart | isLatin

const space = 0x20
const comma = 0x2c
const point = 0x2e
const hundredMillion = 0x5104
const hundredMillionSimplified = 0x4ebf

/**
 * Read the kinds of a condition.
 *
 * @param names - Kinds as the column `when` has them.
 * @param where - Where it looks: a number ends otherwise than it starts.
 * @returns Bits.
 */
export function readKindNames(
  names: readonly string[],
  where: Condition['where'],
): number {
  const number = where === 'before' ? isNumberEnd : isNumberStart
  return names.reduce(
    (all, name) => all | (name === '{num}' ? number : (kindOf[name] ?? 0)),
    0,
  )
}

/** Tell whether what stands before a stretch of a line is of some kinds. */
export function isKindBefore(
  kinds: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  const { units, from } = line
  if ((kinds & standsAlone) !== 0) {
    return (
      isKindBefore(isPunctuation, line, start, end) &&
      isKindAfter(isPunctuation, line, start, end)
    )
  }
  if (start === from) return (kinds & (isSentenceEnd | isPunctuation)) !== 0
  const unit = units[start - 1] as number
  let own = kindsOf(unit) & kinds
  if (unit === space) {
    own &= ~mayBeSpaced
    if (start - 2 >= from) {
      own |= kindsOf(units[start - 2] as number) & kinds & mayBeSpaced
    }
  }
  return own !== 0
}

/** Tell whether what stands behind a stretch of a line is of some kinds. */
export function isKindAfter(
  kinds: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  const { units, to } = line
  if ((kinds & standsAlone) !== 0) return isKindBefore(kinds, line, start, end)
  if ((kinds & isLabel) !== 0 && isWholeLabel(line, start, end)) return true
  if ((kinds & isFigure) !== 0 && startsWithFigure(line, end)) return true
  if (end === to) return (kinds & (isSentenceEnd | isPunctuation)) !== 0
  const unit = units[end] as number
  let own = kindsOf(unit) & kinds & ~isPersonEnd
  if (unit === space) {
    own &= ~mayBeSpaced
    if (end + 1 < to) {
      own |= kindsOf(units[end + 1] as number) & kinds & mayBeSpaced
    }
  }
  if (own !== 0) return true
  return (kinds & isPersonEnd) !== 0 && startsWithPerson(line, end)
}

/** Longest that may stand before 億: 8,943 and two spaces. */
const longestFigure = 8

/** Tell whether a number of hundred millions follows: of 2 兆 8,943 億. */
function startsWithFigure({ units, to }: Line, start: number): boolean {
  const end = Math.min(to, start + longestFigure)
  let isNumber = false
  for (let at = start; at < end; at++) {
    const unit = units[at] as number
    if (unit === hundredMillion || unit === hundredMillionSimplified) {
      return isNumber
    }
    if ((kindsOf(unit) & isNumberStart) !== 0) isNumber = true
    else if (unit !== space && unit !== comma && unit !== point) return false
  }
  return false
}

/** Longest that may stand behind a label: `(_A)...`. */
const longestLabelEnd = 8

/**
 * Tell whether a line is a word and nothing else, as a button is. Marks may
 * stand behind it, and the letter of its key: `(_A)...`.
 */
function isWholeLabel(
  { units, from, to }: Line,
  start: number,
  end: number,
): boolean {
  if (start !== from || to - end > longestLabelEnd) return false
  for (let at = end; at < to; at++) {
    const kinds = kindsOf(units[at] as number)
    const isKey =
      (kinds & isLatin) !== 0 &&
      at > end &&
      at + 1 < to &&
      (kindsOf(units[at - 1] as number) & isPunctuation) !== 0 &&
      (kindsOf(units[at + 1] as number) & isPunctuation) !== 0
    if ((kinds & isPunctuation) === 0 && !isKey) return false
  }
  return true
}

/** Kinds of each unit that was asked for. */
const unitKinds = new Uint8Array(0x10000)

function kindsOf(unit: number): number {
  const kinds = unitKinds[unit] as number
  return kinds === 0 ? readKinds(unit) : kinds
}

function readKinds(unit: number): number {
  const character = String.fromCharCode(unit)
  let kinds = isKnown
  if (/[\d０-９〇零一二三四五六七八九十百千兩两幾几半]/.test(character)) {
    kinds |= isNumberStart | isNumberEnd
  }
  // 數百 begins with it; what ends with it is 指數.
  if (/[數数]/.test(character)) kinds |= isNumberStart
  if (/[%萬万億亿]/.test(character)) kinds |= isNumberEnd
  if (/[A-Za-z0-9]/.test(character)) kinds |= isLatin
  if (/[\p{P}\p{S}\s]/u.test(character)) kinds |= isPunctuation
  if (isHan(unit)) kinds |= isHanUnit
  if (personEnds.includes(character)) kinds |= isPersonEnd
  if (isStop(unit)) kinds |= isSentenceEnd
  unitKinds[unit] = kinds
  return kinds
}

/** Last characters of words for people: 老师, 选手, 市民, 委员 … */
const personEnds =
  '师員员者人手生家长民客友官兵将士工农商童男女妈爸爷奶叔婶哥姐姊妹弟侠徒贼匪警星王后臣仆伴众迷霸帅匠囚犯亲属辈老粉丝角主'

/**
 * Tell whether the next word is one for a person.
 *
 * Two or three characters, the last of which ends such words; what comes after
 * them is not asked, for 老師到場 and 老師們 are the same.
 */
function startsWithPerson({ units, to }: Line, at: number): boolean {
  if (!isHan(units[at] as number)) return false
  const second = at + 1 < to ? kindsOf(units[at + 1] as number) : 0
  const third = at + 2 < to ? kindsOf(units[at + 2] as number) : 0
  return ((second | third) & isPersonEnd) !== 0
}
