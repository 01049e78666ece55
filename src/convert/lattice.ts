import { hashUnit } from './buckets.ts'
import { isHan, type Lexicon, longestWord } from './lexicon.ts'
import type { Line } from './line.ts'
import { costOfName, isSurname } from './names.ts'

/** Place where a word of the vocabulary may stand. */
export interface Candidate {
  readonly start: number
  readonly end: number
  /** How much of what else stands there is of its field, 0 to 1: there it is a common word. */
  readonly support: number
  /** Whether it is a name. */
  readonly isName: boolean
  /** First unit of what it becomes, or -1. */
  readonly firstUnit: number
  /** Whether it is one character that the edition writes as another, whatever it is in. */
  readonly isVariant: boolean
}

/** How far a window reaches beyond what is in doubt. */
export const margin = 6

/** Cost of a regional word the lexicon does not know: once in 300,000. */
const regionalCost = 90

/** How much less it costs where the text is of its field. */
const fieldDiscount = 30

/** Cost of a regional word of one character. */
const singleCost = 136

/**
 * What a changed word costs more than an unchanged one: a wrong change is worse
 * than a missed one, and they are equally good where the odds are one to five.
 */
const changeCost = 9

/** Cost up to which a word is common enough to be part of a compound. */
const commonCost = 110

/** The same, of a compound that is one of the rarest words. */
const compoundCost = 118

/**
 * What a word costs more that leaves a character over which makes a word with its
 * last one, where what is before that is a word, too: 直銷商 in 直銷商品.
 */
const strandedCost = 30

/**
 * What a word of two characters costs more if each of them makes a common word with
 * the character beside it: 收假 in 沒收假鈔, 解隔 in 瞭解隔離.
 */
const betweenCost = 25

/** Cost up to which a word is so common that any other may stand before it. */
const usualCost = 85

/** Cost down to which a character often stands by itself. */
const aloneCost = 60

/** Characters that stand before a measure word. */
const numbers = new Set(
  Array.from('一二两三四五六七八九十百千万几数多每各某这那哪该此首另', (c) =>
    c.charCodeAt(0),
  ),
)

/** Characters that are measure words behind a figure. */
const measures = new Set(
  Array.from('个位名家间座台部件种款项篇辆只张本栋所支', (c) =>
    c.charCodeAt(0),
  ),
)

/** What a word costs more that begins with one behind a figure: 家門 in 300 家門市. */
const measureCost = 20

/** Cost down to which a character is no grammar. */
const tellingCost = 70

/** Cost of the rarest words: of those nobody can be sure. */
const rareCost = 135

/** What a name costs more that begins like a word: 游標移 as 游錫堃. */
const wordCost = 20

/** What one costs more that begins or ends with a regional word: 馬斯卡彭起司, 游標移. */
const termCost = 85

/**
 * Keep the candidates that are words where they stand.
 *
 * Where no word of the lexicon crosses a candidate's ends, it is one. Elsewhere
 * the characters around it are segmented: words of the lexicon, candidates,
 * personal names and single characters form a lattice, and the cheapest path
 * through it decides.
 *
 * @param line - Line in simplified characters.
 * @param candidates - Candidates, sorted by start, longer ones first.
 * @param lexicon - Words and their costs.
 * @param keep - Takes those that stand, in order, without overlap.
 */
export function chooseWords<T extends Candidate>(
  line: Line,
  candidates: readonly T[],
  lexicon: Lexicon,
  keep: (candidate: T) => void,
): void {
  let at = 0
  while (at < candidates.length) {
    const first = candidates[at] as T
    let { end } = first
    let next = at + 1
    let nested = true
    while (next < candidates.length) {
      const other = candidates[next] as T
      if (other.start >= end) break
      if (other.end > end) {
        end = other.end
        nested = false
      }
      next++
    }
    if (nested && isSure(line, first.start, first.end, lexicon)) {
      keep(first)
      at = next
      continue
    }
    // Candidates within reach of each other are decided together.
    while (next < candidates.length) {
      const other = candidates[next] as T
      if (other.start >= end + margin) break
      end = Math.max(end, other.end)
      next++
    }
    segment(line, first.start, end, candidates, at, next, lexicon, keep)
    at = next
  }
}

/**
 * Tell whether no other word or name can reach into a candidate.
 *
 * @param line - Line in simplified characters.
 * @param start - Where the candidate starts.
 * @param end - Where it ends.
 * @param lexicon - Words and their costs.
 */
export function isSure(
  { units, from, to }: Line,
  start: number,
  end: number,
  lexicon: Lexicon,
): boolean {
  return (
    !lexicon.isCrossed(units, start, from, to) &&
    !lexicon.isCrossed(units, end, from, to) &&
    costOfName(units, start - 1, 3, from, to) < 0 &&
    costOfName(units, start, 3, from, to) < 0 &&
    costOfName(units, start - 1, 2, from, to) < 0
  )
}

// Nothing waits for anything, so all segmentations share their arrays.
let best = new Float64Array(64)
let back = new Int32Array(64)
let by = new Int32Array(64)

function segment<T extends Candidate>(
  line: Line,
  start: number,
  end: number,
  candidates: readonly T[],
  firstCandidate: number,
  lastCandidate: number,
  lexicon: Lexicon,
  keep: (candidate: T) => void,
): void {
  const { units } = line
  let from = start
  const least = Math.max(line.from, start - margin)
  while (from > least && mayCross(units, from, line.from, lexicon)) from--
  let to = end
  const most = Math.min(line.to, end + margin)
  while (to < most && mayCross(units, to, line.from, lexicon)) to++
  const size = to - from
  if (size >= best.length) {
    best = new Float64Array(size * 2)
    back = new Int32Array(size * 2)
    by = new Int32Array(size * 2)
  }
  best.fill(Number.POSITIVE_INFINITY, 1, size + 1)
  best[0] = 0
  let here = firstCandidate
  for (let at = 0; at < size; at++) {
    const place = from + at
    const unit = units[place] as number
    while (here < lastCandidate && (candidates[here] as T).start < place) {
      here++
    }
    let after = here
    let isSingle = false
    for (; after < lastCandidate; after++) {
      const candidate = candidates[after] as T
      if (candidate.start !== place) break
      const length = candidate.end - place
      if (length === 1) isSingle = true
      const known =
        length > 1
          ? lexicon.cost(units, place, candidate.end)
          : lexicon.characterCost(unit)
      const usual =
        length > 1
          ? regionalCost - 3 * (length - 2) - fieldDiscount * candidate.support
          : singleCost
      const cost = known >= 0 ? Math.min(known, usual) : usual
      const stranded = candidate.isName
        ? 0
        : costOfStranding(
            line,
            place,
            candidate.end,
            candidates,
            here,
            lastCandidate,
            lexicon,
          )
      const between = standsBetween(line, place, candidate.end, lexicon)
        ? betweenCost * (1 - candidate.support / 2)
        : 0
      const behind =
        !candidate.isName && leavesBefore(line, candidate, lexicon)
          ? strandedCost
          : 0
      reach(at, length, cost + changeCost + stranded + between + behind, after)
    }
    if (!isSingle) reach(at, 1, lexicon.characterCost(unit), -1)
    let hash = hashUnit(0, unit)
    let before = unit
    const last = Math.min(to, place + longestWord)
    const measured =
      measures.has(unit) && followsFigure(line, place) ? measureCost : 0
    for (let stop = place + 1; stop < last; stop++) {
      const next = units[stop] as number
      if (!isHan(next) || !lexicon.joins(before, next)) break
      hash = hashUnit(hash, next)
      before = next
      const cost = lexicon.costOfHash(hash)
      if (cost < 0) continue
      const length = stop + 1 - place
      if (
        length === 2 &&
        counts(unit, stop, candidates, after, lastCandidate)
      ) {
        continue
      }
      if (hasVariant(place, stop + 1, candidates, here, lastCandidate)) {
        continue
      }
      let isCandidate = false
      for (let i = here; i < after; i++) {
        if ((candidates[i] as T).end === stop + 1) isCandidate = true
      }
      if (isCandidate) continue
      if (
        length >= 4 &&
        hides(line, place, stop + 1, candidates, here, lastCandidate, lexicon)
      ) {
        continue
      }
      const stranded = costOfStranding(
        line,
        place,
        stop + 1,
        candidates,
        here,
        lastCandidate,
        lexicon,
      )
      reach(at, length, cost + stranded + measured, -1)
    }
    for (let length = 2; length <= 3; length++) {
      if (place + length > to) break
      const cost = costOfName(units, place, length, line.from, line.to)
      if (cost < 0) continue
      // A name of the vocabulary is that one: 杜魯道 is no 杜 of one's own, and
      // 雷根 in front of 反對 no 雷根反.
      const isKnown = candidates.some(
        ({ start, end, isName }) =>
          start === place &&
          (end === place + length || (isName && end < place + length)),
      )
      if (isKnown) continue
      const start = lexicon.cost(units, place, place + 2)
      const isWord = start >= 0 && start < rareCost
      const isTerm = candidates.some(
        ({ start, end }) =>
          (start === place + 1 && end === place + length) ||
          (start === place && end === place + 2),
      )
      reach(
        at,
        length,
        cost + (isWord ? wordCost : 0) + (isTerm ? termCost : 0),
        -1,
      )
    }
  }
  const words: T[] = []
  for (let at = size; at > 0; at = back[at] as number) {
    const candidate = by[at] as number
    if (candidate >= 0) words.push(candidates[candidate] as T)
  }
  for (let i = words.length - 1; i >= 0; i--) keep(words[i] as T)
}

/** Tell whether a place is behind a figure, or a space behind one. */
function followsFigure({ units, from }: Line, place: number): boolean {
  let at = place - 1
  if (at > from && units[at] === 0x20) at--
  if (at < from) return false
  const unit = units[at] as number
  return (unit >= 0x30 && unit <= 0x39) || (unit >= 0xff10 && unit <= 0xff19)
}

/** Tell whether a word of two characters is the end of one and the start of another. */
function standsBetween(
  { units, from, to }: Line,
  start: number,
  end: number,
  lexicon: Lexicon,
): boolean {
  if (end - start !== 2 || start === from || end === to) return false
  // 這 and 該 are words of their own.
  if (numbers.has(units[start - 1] as number)) return false
  const before = lexicon.cost(units, start - 1, start + 1)
  if (before < 0 || before >= commonCost) return false
  const after = lexicon.cost(units, end - 1, end + 1)
  return after >= 0 && after < commonCost
}

/**
 * Tell whether a longer word leaves over a character before it, where that and its own
 * first ones would be a common word, and the rest of it another: 重考生 in 注重考生.
 */
function leavesBefore(
  { units, from }: Line,
  { start, end, firstUnit }: Candidate,
  lexicon: Lexicon,
): boolean {
  if (end - start < 3 || start === from) return false
  // A common character before a word that changes is in it only to tell it: 未執行 in 尚未執行.
  const first = units[start] as number
  const isTelling = lexicon.characterCost(first) < tellingCost
  if (firstUnit === first && isTelling) return false
  const over = units[start - 1] as number
  if (!isHan(over) || lexicon.characterCost(over) < aloneCost) return false
  if (!lexicon.joins(over, first)) return false
  // What ends a word of its own is not left over.
  for (let at = Math.max(from, start - 4); at < start - 1; at++) {
    const before = lexicon.cost(units, at, start)
    if (before >= 0 && before < rareCost) return false
  }
  const isCommon = (from: number, to: number): boolean => {
    const cost = lexicon.cost(units, from, to)
    return cost >= 0 && cost < commonCost
  }
  for (let at = start + 1; at <= end - 2; at++) {
    if (isCommon(start - 1, at) && isCommon(at, end)) return true
  }
  return false
}

/** Reach a place by a word, if no other does for less. */
function reach(
  at: number,
  length: number,
  cost: number,
  candidate: number,
): void {
  const sum = (best[at] as number) + cost
  if (sum >= (best[at + length] as number)) return
  best[at + length] = sum
  back[at + length] = at
  by[at + length] = candidate
}

/** What a word costs more for what it leaves over behind it. */
function costOfStranding<T extends Candidate>(
  line: Line,
  start: number,
  end: number,
  candidates: readonly T[],
  first: number,
  last: number,
  lexicon: Lexicon,
): number {
  if (end - start < 3) return 0
  return leavesOver(line, start, end, candidates, first, last, lexicon)
    ? strandedCost
    : 0
}

/**
 * Tell whether a word leaves over a character behind it, where its own last ones and
 * that would be a common word or a candidate, and what remains of it another.
 */
function leavesOver<T extends Candidate>(
  { units, to }: Line,
  start: number,
  end: number,
  candidates: readonly T[],
  firstCandidate: number,
  lastCandidate: number,
  lexicon: Lexicon,
): boolean {
  /** Tell whether a candidate stands exactly there. */
  const stands = (from: number, to: number): boolean => {
    for (let i = firstCandidate; i < lastCandidate; i++) {
      const other = candidates[i] as T
      if (other.start > from) return false
      if (other.start === from && other.end === to) return true
    }
    return false
  }
  if (end >= to) return false
  const over = units[end] as number
  if (!isHan(over) || lexicon.characterCost(over) < aloneCost) return false
  // What begins a word of its own is not left over: 停用詞語料.
  for (let length = 2; length <= 4 && end + length <= to; length++) {
    const next = lexicon.cost(units, end, end + length)
    if (next >= 0 && next < rareCost) return false
  }
  const isWord = (from: number, to: number): boolean => {
    const cost = lexicon.cost(units, from, to)
    return (cost >= 0 && cost < commonCost) || stands(from, to)
  }
  for (let from = end - 1; from >= start + 2; from--) {
    if (isWord(from, end + 1) && isWord(start, from)) return true
  }
  // Before a very common one any word of the lexicon will do: 高棉 in 高棉文化.
  const last = lexicon.cost(units, end - 1, end + 1)
  return (
    last >= 0 && last < usualCost && lexicon.cost(units, start, end - 1) >= 0
  )
}

/**
 * Tell whether a character is a number, or stands for one, and a candidate is the
 * measure word behind it: 一间 is two words, though the lexicon has it as one.
 */
function counts<T extends Candidate>(
  unit: number,
  place: number,
  candidates: readonly T[],
  firstCandidate: number,
  lastCandidate: number,
): boolean {
  if (!numbers.has(unit)) return false
  for (let i = firstCandidate; i < lastCandidate; i++) {
    const { start, end } = candidates[i] as T
    if (start > place) break
    if (start === place && end === place + 1) return true
  }
  return false
}

/**
 * Tell, from the first candidate that starts where it does or later, whether a word
 * of the lexicon has a character that the edition writes as another: it would stay
 * in 枱面 and 矽土 for no reason but that the lexicon has them.
 */
function hasVariant<T extends Candidate>(
  start: number,
  end: number,
  candidates: readonly T[],
  firstCandidate: number,
  lastCandidate: number,
): boolean {
  for (let i = firstCandidate; i < lastCandidate; i++) {
    const candidate = candidates[i] as T
    if (candidate.start >= end) return false
    if (candidate.isVariant && candidate.start >= start) return true
  }
  return false
}

/**
 * Tell whether a word or a name may reach over a place. Where none does, what is
 * behind the place does not matter for what is before it.
 */
function mayCross(
  units: Uint16Array,
  place: number,
  from: number,
  lexicon: Lexicon,
): boolean {
  const before = units[place - 1] as number
  const after = units[place] as number
  return (
    isHan(before) &&
    isHan(after) &&
    (lexicon.joins(before, after) ||
      isSurname(before) ||
      (place - 2 >= from && isSurname(units[place - 2] as number)))
  )
}

/**
 * Tell, from the first candidate that starts where it does or later, whether a
 * word of the lexicon is a compound of a candidate and another
 * word, as 资讯科技 is: the candidate stands in it as a word of its own.
 */
function hides<T extends Candidate>(
  { units }: Line,
  start: number,
  end: number,
  candidates: readonly T[],
  firstCandidate: number,
  lastCandidate: number,
  lexicon: Lexicon,
): boolean {
  // Of the rarest words most are two that once stood side by side: 鼠标悬停.
  const isRarest = lexicon.cost(units, start, end) >= rareCost
  const most = isRarest ? compoundCost : commonCost
  const isCommon = (from: number, to: number): boolean => {
    if (from === to) return true
    if (to - from === 1) return false
    const cost = lexicon.cost(units, from, to)
    return cost >= 0 && cost < most
  }
  for (let i = firstCandidate; i < lastCandidate; i++) {
    const candidate = candidates[i] as T
    if (candidate.start >= end) break
    if (candidate.end > end) continue
    if (candidate.start === start && candidate.end === end) continue
    if (candidate.end - candidate.start < 2) continue
    if (isCommon(start, candidate.start) && isCommon(candidate.end, end)) {
      return true
    }
  }
  return false
}
