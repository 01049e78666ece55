import { hashPair } from './buckets.ts'
import { isHan } from './lexicon.ts'

/** Kinds of what may stand beside a word, as the column `when` names them. */
const kinds = [
  'num',
  'latin',
  'start',
  'end',
  'punct',
  'han',
  'person',
  'alone',
] as const

type Kind = (typeof kinds)[number]

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
  /** Near: by form, the bit of its first two units, -1 where it has one. */
  readonly pairs: Int32Array
  /** Kinds of what may stand there. One form or kind suffices. */
  readonly kinds: readonly Kind[]
}

/** Line of text that is searched: some of an array's units. */
export class Line {
  readonly units: Uint16Array
  readonly from: number
  readonly to: number
  #hasPairs = false

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
   * Tell whether two units may stand side by side in the line.
   *
   * @param bit - Number of the bit of their hash.
   */
  mayHave(bit: number): boolean {
    if (!this.#hasPairs) this.#readPairs()
    return ((linePairs[bit >>> 5] as number) & (1 << (bit & 31))) !== 0
  }

  #readPairs(): void {
    this.#hasPairs = true
    const { units, from, to } = this
    linePairs.fill(0)
    let before = units[from] as number
    for (let at = from + 1; at < to; at++) {
      const unit = units[at] as number
      const bit = pairBit(before, unit)
      linePairs[bit >>> 5] =
        (linePairs[bit >>> 5] as number) | (1 << (bit & 31))
      before = unit
    }
  }
}

/** How many bits say which pairs a line has, as a power of two. */
const pairBits = 13

/**
 * Pairs of the last line that was asked for them: lines are judged one after
 * the other.
 */
const linePairs = new Uint32Array(1 << (pairBits - 5))

function pairBit(first: number, second: number): number {
  return hashPair(first, second) >>> (32 - pairBits)
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
}

/** Gate of an entry without conditions. */
export const always: Gate = {
  domain: false,
  requires: [],
  excludes: [],
  oneway: false,
}

/**
 * Read the conditions of an entry.
 *
 * @param when - Tokens separated by spaces: `domain`, `oneway`, and `+` or `-`
 * with `before:`, `after:` or `near:` and forms separated by `|`.
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
  const pairs = Int32Array.from(forms, ([first = 0, second]) =>
    second === undefined ? -1 : pairBit(first, second),
  )
  return {
    where,
    forms,
    filter,
    pairs,
    kinds: kinds.filter((kind) => list.includes(`{${kind}}`)),
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
      isKindBefore(condition, line, start, end)
    )
  }
  return (
    isFormAfter(condition, line, end) ||
    (end < line.to &&
      line.units[end] === space &&
      isFormAfter(condition, line, end + 1)) ||
    isKindAfter(condition, line, start, end)
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
  { forms, pairs }: Condition,
  line: Line,
  start: number,
  end: number,
): boolean {
  let first = -1
  let last = -1
  for (let i = 0; i < forms.length; i++) {
    const pair = pairs[i] as number
    if (pair >= 0 && !line.mayHave(pair)) continue
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
  { kinds: own }: Condition,
  line: Line,
  start: number,
  end: number,
): boolean {
  for (let i = 0; i < own.length; i++) {
    if (isBefore(own[i] as Kind, line, start, end)) return true
  }
  return false
}

function isKindAfter(
  { kinds: own }: Condition,
  line: Line,
  start: number,
  end: number,
): boolean {
  for (let i = 0; i < own.length; i++) {
    if (isAfter(own[i] as Kind, line, start, end)) return true
  }
  return false
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

const number = /[\d０-９%〇零一二三四五六七八九十百千萬万億亿兩两幾几數数半]/
const numberStart = /[\d０-９〇零一二三四五六七八九十百千兩两幾几數数半]/
const latin = /[A-Za-z0-9]/
const punctuation = /[\p{P}\p{S}\s]/u

function isBefore(kind: Kind, line: Line, start: number, end: number): boolean {
  const { units, from } = line
  const unit = start > from ? (units[start - 1] as number) : -1
  const spaced = start - (unit === space ? 2 : 1)
  const beyond =
    spaced >= from ? String.fromCharCode(units[spaced] as number) : ''
  switch (kind) {
    case 'num':
      return number.test(beyond)
    case 'latin':
      return latin.test(beyond)
    case 'start':
      return unit < 0 || isStop(unit)
    case 'punct':
      return unit < 0 || punctuation.test(String.fromCharCode(unit))
    case 'han':
      return isHan(unit)
    case 'person':
      return personEnds.has(String.fromCharCode(Math.max(unit, 0)))
    case 'alone':
      return (
        isBefore('punct', line, start, end) &&
        isAfter('punct', line, start, end)
      )
    case 'end':
      return false
  }
}

function isAfter(kind: Kind, line: Line, start: number, end: number): boolean {
  const { units, to } = line
  const unit = end < to ? (units[end] as number) : -1
  const spaced = end + (unit === space ? 1 : 0)
  const beyond = spaced < to ? String.fromCharCode(units[spaced] as number) : ''
  switch (kind) {
    case 'num':
      return numberStart.test(beyond)
    case 'latin':
      return latin.test(beyond)
    case 'end':
      return unit < 0 || isStop(unit)
    case 'punct':
      return unit < 0 || punctuation.test(String.fromCharCode(unit))
    case 'han':
      return isHan(unit)
    case 'person':
      return startsWithPerson(line, end)
    case 'alone':
      return (
        isBefore('punct', line, start, end) &&
        isAfter('punct', line, start, end)
      )
    case 'start':
      return false
  }
}

/** Last characters of words for people: 老师, 选手, 市民, 委员 … */
const personEnds = new Set(
  '师員员者人手生家长民客友官兵将士工农商童男女妈爸爷奶叔婶哥姐姊妹弟侠徒贼匪警星王后臣仆伴众迷霸帅匠囚犯亲属辈老粉丝角主',
)

/**
 * Tell whether the next word is one for a person.
 *
 * Two or three characters, the last of which ends such words; what comes after
 * them is not asked, for 老師到場 and 老師們 are the same.
 */
function startsWithPerson({ units, to }: Line, at: number): boolean {
  return [2, 3].some((length) => {
    const last = at + length - 1
    return (
      last < to &&
      isHan(units[at] as number) &&
      personEnds.has(String.fromCharCode(units[last] as number))
    )
  })
}
