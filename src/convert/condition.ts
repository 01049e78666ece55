import { isHan } from './lexicon.ts'

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
}

/** Kinds that a space may part from the word. */
const mayBeSpaced = isNumberEnd | isNumberStart | isLatin

/** Condition of an entry on what stands around it. */
export interface Condition {
  /** Where it looks. */
  readonly where: 'before' | 'after' | 'near'
  /** What may stand there, in the units of the text that is searched. */
  readonly forms: readonly Uint16Array[]
  /**
   * Before and after: bits of a hash of the units by which a form touches the
   * word.
   */
  readonly filter: Uint32Array
  /** By form, the place of a mark that a line with it has. */
  readonly bits: Uint16Array
  /** Bits of kinds of what may stand there. One form or kind suffices. */
  readonly kinds: number
}

/** Line of text that is searched: some of an array's units. */
export class Line {
  readonly units: Uint16Array
  readonly from: number
  readonly to: number
  #isRead = false

  /**
   * @param units - Units of a text.
   * @param from - Where the line starts.
   * @param to - Where it ends.
   */
  constructor(units: Uint16Array, from: number, to: number) {
    this.units = units
    this.from = from
    this.to = to
  }

  /**
   * Tell whether the line may have a form.
   *
   * @param bit - Place of the mark of the form, of its first two units or its only one.
   */
  mayHave(bit: number): boolean {
    if (!this.#isRead) this.#read()
    return marks[bit] === mark
  }

  #read(): void {
    this.#isRead = true
    if (++mark > 0xff) {
      marks.fill(0)
      mark = 1
    }
    const now = mark
    const { units, from, to } = this
    let before = 0
    for (let at = from; at < to; at++) {
      const unit = units[at] as number
      marks[unitBit(unit)] = now
      marks[pairBit(before, unit)] = now
      before = unit
    }
  }
}

/**
 * Marks at the units, and at each two side by side, of the last line that was
 * asked for them: lines are judged one after the other. The mark is another for
 * each line, so that nothing has to be wiped off.
 */
const marks = new Uint8Array(1 << 13)
let mark = 0

/** Place of a unit's mark: near characters of a script are no neighbours here. */
function unitBit(unit: number): number {
  return unit & 8191
}

/** Place of the mark of two units side by side. */
function pairBit(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b)) >>> 19
}

/** Gate of an entry, read from the column `when`. */
export interface Gate {
  /** Applies where the text is of the entry's field. */
  readonly domain: boolean
  /** Applies where one of these holds. */
  readonly requires: readonly Condition[]
  /** Never applies where one of these holds. */
  readonly excludes: readonly Condition[]
  /** Applies only towards the Mainland. */
  readonly oneway: boolean
  /** Applies only from there. */
  readonly back: boolean
}

/** Gate of an entry without conditions. */
export const always: Gate = {
  domain: false,
  requires: [],
  excludes: [],
  oneway: false,
  back: false,
}

/**
 * Read the conditions of an entry.
 *
 * @param when - Tokens separated by spaces: `domain`, `oneway`, `back`, and `+` or
 * `-` with `before:`, `after:` or `near:` and forms separated by `|`.
 * @param convert - Makes a form what it is in the text that is searched.
 * @returns Gate.
 */
export function readGate(
  when: string,
  convert: (form: string) => string,
): Gate {
  if (when === '') return always
  const requires: Condition[] = []
  const excludes: Condition[] = []
  const tokens = when.split(' ')
  for (const token of tokens) {
    const match = /^([+-])(before|after|near):(.+)$/.exec(token)
    if (!match) continue
    const [, sign, where, list = ''] = match
    const condition = readCondition(
      where as Condition['where'],
      list.split('|').filter(Boolean),
      convert,
    )
    if (sign === '+') requires.push(condition)
    else excludes.push(condition)
  }
  return {
    domain: tokens.includes('domain'),
    requires,
    excludes,
    oneway: tokens.includes('oneway'),
    back: tokens.includes('back'),
  }
}

function readCondition(
  where: Condition['where'],
  list: readonly string[],
  convert: (form: string) => string,
): Condition {
  const forms = list
    .filter((form) => !form.startsWith('{'))
    .map((form) =>
      Uint16Array.from(convert(form).split(''), (unit) => unit.charCodeAt(0)),
    )
  const filter = new Uint32Array(8)
  for (const form of forms) {
    const bit = touchBit((where === 'after' ? form[0] : form.at(-1)) ?? 0)
    filter[bit >>> 5] = (filter[bit >>> 5] as number) | (1 << (bit & 31))
  }
  const bits = Uint16Array.from(forms, ([first = 0, second]) =>
    second === undefined ? unitBit(first) : pairBit(first, second),
  )
  return {
    where,
    forms,
    filter,
    bits,
    kinds: list.reduce((all, form) => {
      const number = where === 'before' ? isNumberEnd : isNumberStart
      return all | (form === '{num}' ? number : (kindOf[form] ?? 0))
    }, 0),
  }
}

/** Number of a unit's bit in a filter of 256. */
function touchBit(unit: number): number {
  return Math.imul(unit, 0x9e3779b1) >>> 24
}

function mayTouch(filter: Uint32Array, unit: number): boolean {
  const bit = touchBit(unit)
  return ((filter[bit >>> 5] as number) & (1 << (bit & 31))) !== 0
}

/**
 * Tell whether one of several conditions holds around a stretch of text.
 *
 * @param conditions - Conditions.
 * @param line - Line that the stretch is in.
 * @param start - Start of the stretch.
 * @param end - End of the stretch.
 * @returns Whether one does.
 */
export function holdsAny(
  conditions: readonly Condition[],
  line: Line,
  start: number,
  end: number,
): boolean {
  for (let i = 0; i < conditions.length; i++) {
    if (holds(conditions[i] as Condition, line, start, end)) return true
  }
  return false
}

/**
 * Tell whether a condition holds around a stretch of text.
 *
 * @param condition - Condition.
 * @param line - Line that the stretch is in.
 * @param start - Start of the stretch.
 * @param end - End of the stretch.
 * @returns Whether one of its forms stands there.
 */
export function holds(
  condition: Condition,
  line: Line,
  start: number,
  end: number,
): boolean {
  const { where } = condition
  if (where === 'near') return isNear(condition, line, start, end)
  if (where === 'before') {
    return (
      isFormBefore(condition, line, start) ||
      (start > line.from &&
        line.units[start - 1] === space &&
        isFormBefore(condition, line, start - 1)) ||
      (condition.kinds !== 0 && isKindBefore(condition.kinds, line, start, end))
    )
  }
  return (
    isFormAfter(condition, line, end) ||
    (end < line.to &&
      line.units[end] === space &&
      isFormAfter(condition, line, end + 1)) ||
    (condition.kinds !== 0 && isKindAfter(condition.kinds, line, start, end))
  )
}

const space = 0x20

function isFormBefore(
  { forms, filter }: Condition,
  { units, from }: Line,
  end: number,
): boolean {
  if (end <= from) return false
  if (!mayTouch(filter, units[end - 1] as number)) return false
  for (const form of forms) {
    const start = end - form.length
    if (start >= from && isAt(form, units, start)) return true
  }
  return false
}

function isFormAfter(
  { forms, filter }: Condition,
  { units, to }: Line,
  start: number,
): boolean {
  if (start >= to) return false
  if (!mayTouch(filter, units[start] as number)) return false
  for (const form of forms) {
    if (start + form.length <= to && isAt(form, units, start)) return true
  }
  return false
}

function isNear(
  { forms, bits }: Condition,
  line: Line,
  start: number,
  end: number,
): boolean {
  let first = -1
  let last = -1
  for (let i = 0; i < forms.length; i++) {
    if (!line.mayHave(bits[i] as number)) continue
    if (first < 0) {
      first = sentenceStart(line, start)
      last = sentenceEnd(line, end)
    }
    const form = forms[i] as Uint16Array
    if (isWithin(form, line.units, first, start)) return true
    if (isWithin(form, line.units, end, last)) return true
  }
  return false
}

function isWithin(
  form: Uint16Array,
  units: Uint16Array,
  from: number,
  to: number,
): boolean {
  const first = form[0] as number
  const last = to - form.length
  for (let at = from; at <= last; at++) {
    if (units[at] === first && isAt(form, units, at)) return true
  }
  return false
}

function isKindBefore(
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

function isKindAfter(
  kinds: number,
  line: Line,
  start: number,
  end: number,
): boolean {
  const { units, to } = line
  if ((kinds & standsAlone) !== 0) return isKindBefore(kinds, line, start, end)
  if ((kinds & isLabel) !== 0 && isWholeLabel(line, start, end)) return true
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

function isAt(form: Uint16Array, units: Uint16Array, start: number): boolean {
  for (let i = 0; i < form.length; i++) {
    if (units[start + i] !== form[i]) return false
  }
  return true
}

const reach = 60

function sentenceStart({ units, from }: Line, at: number): number {
  const least = Math.max(from, at - reach)
  let first = at
  while (first > least && !isStop(units[first - 1] as number)) first--
  return first
}

function sentenceEnd({ units, to }: Line, at: number): number {
  const most = Math.min(to, at + reach)
  let last = at
  while (last < most && !isStop(units[last] as number)) last++
  return last
}

/** 。！？ and line ends. */
function isStop(unit: number): boolean {
  return unit === 0x3002 || unit === 0xff01 || unit === 0xff1f || unit === 10
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
