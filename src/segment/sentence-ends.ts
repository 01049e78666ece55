import { addAll, placeholder } from '../model/index.ts'
import { endsWithAbbreviation, isOrdinal } from './abbreviation.ts'
import { pairUp } from './pairs.ts'

/** What a placeholder is to a sentence. */
export type PlaceholderRole = 'note' | 'break' | 'other'

/** Marks that end a sentence wherever they stand outside of brackets. */
const hard = '。｡！？‼⁇⁈⁉'
/** Marks that end one if what stands around them says so. */
const soft = '!?.．…⋯'
const terminators = new Set([...hard, ...soft])
const hardMarks = new Set(hard)
const closers = new Set('」』”’）)】》〉〕］]｝}"')
/** After these behind an end, the sentence goes on. */
const continues = new Set('，、；：,;:')
/** A quotation is a part of what goes on behind it with these. */
const afterQuotation = new Set([...continues, ...'的之地得—…'])
/** A quotation behind these is what somebody says. */
const introduces = new Set('：:，,—')
const openers = new Set('「『“‘（(【《〈〔［[｛{"')
const quotations = new Set('「『“‘"')

const space = /\s/
const han = /[\p{Script=Han}\p{Script=Bopomofo}\u3000-\u303F\uFF00-\uFFEF]/u
const readable = /[\p{L}\p{N}]/u

/**
 * Find where the sentences of a text end.
 *
 * A sentence ends behind 。！？ and the marks that close brackets and quotations
 * there, at a line break, and at the end. Inside of brackets and quotations
 * none does, unless one encloses the whole line; behind a quotation it ends if
 * the quotation does and was introduced (他說：「好。」). ； and …… end none, ASCII
 * `!` and `?` unless a word goes on, and a full stop before a space and a
 * capital or Chinese, if it ends no abbreviation or number.
 *
 * @param text - Text of a unit.
 * @param roleAt - What the placeholder at an offset is. A note belongs to the
 * sentence before it.
 * @returns Ends, ascending, white space behind them left out; none in an empty
 * text. Text without a letter or digit is no sentence of its own in a line.
 */
export function sentenceEnds(
  text: string,
  roleAt: (offset: number) => PlaceholderRole = () => 'other',
): number[] {
  const ends: number[] = []
  let start = 0
  for (let at = 0; at <= text.length; at++) {
    const isBreak =
      text[at] === '\n' || (text[at] === placeholder && roleAt(at) === 'break')
    if (at < text.length && !isBreak) continue
    const line = new Line(text, start, at, roleAt).ends()
    addAll(ends, line)
    start = at + 1
    if (!isBreak || ends.length === 0) continue
    // The break belongs to what it ends.
    ends[ends.length - 1] = start
  }
  return ends.length > 0 || text === '' ? ends : [text.length]
}

/** Sentences of one line. */
class Line {
  private readonly text: string
  private readonly from: number
  private readonly to: number
  private readonly roleAt: (offset: number) => PlaceholderRole
  /** Pairs of brackets and quotation marks, both ways. */
  private readonly partner: ReadonlyMap<number, number>
  /** Opening and closing marks around the whole line. */
  private readonly around = new Set<number>()

  constructor(
    text: string,
    from: number,
    to: number,
    roleAt: (offset: number) => PlaceholderRole,
  ) {
    this.text = text
    this.from = from
    this.to = to
    this.roleAt = roleAt
    this.partner = pairUp(text, from, to)
    this.findAround()
  }

  ends(): number[] {
    const { text, to } = this
    const partner = this.partner
    const around = this.around
    const ends: number[] = []
    let depth = 0
    /** Where the sentence starts; white space before it is none of it. */
    let start = this.skipSpace(this.from)
    /** Last character that is no white space. */
    let last = -1
    let opened = { at: -1, isFirst: false, isIntroduced: false }
    for (let at = start; at < to; ) {
      const character = text.charAt(at)
      const other = around.has(at) ? undefined : partner.get(at)
      if (other !== undefined && other > at) {
        if (depth === 0) {
          const isIntroduced = introduces.has(text.charAt(last))
          opened = { at, isFirst: at === start, isIntroduced }
        }
        depth++
        last = at++
        continue
      }
      let end: number | undefined
      let next = at + 1
      if (other !== undefined) {
        depth--
        if (depth === 0 && terminators.has(text.charAt(last))) {
          const closed = this.skipClosing(at + 1)
          if (this.endsQuotation(opened, closed)) end = closed
        } else if (depth > 0 && terminators.has(text.charAt(last))) {
          // 「『好。』」: what closes behind it does not hide that it ended.
          at++
          continue
        }
      } else if (depth === 0 && terminators.has(character)) {
        const run = this.skipRun(at)
        next = this.skipClosing(run)
        if (this.endsSentence(start, at, run, next)) end = next
      }
      if (end === undefined) {
        if (!space.test(character) && !this.isNote(next - 1)) last = next - 1
        at = next
      } else {
        ends.push(end)
        start = this.skipSpace(end)
        last = -1
        at = start
      }
    }
    return this.withoutMarksAlone(ends)
  }

  /** Brackets around all of the line; what ends in them ends a sentence. */
  private findAround(): void {
    const { text, partner, around } = this
    let from = this.skipSpace(this.from)
    let to = this.to
    for (;;) {
      const end = partner.get(from)
      if (
        end === undefined ||
        end < from ||
        !/[「『“‘"（(]/.test(text.charAt(from))
      )
        return
      if (this.skipClosing(end + 1) < to) return
      around.add(from).add(end)
      from = this.skipSpace(from + 1)
      to = end
    }
  }

  private skipSpace(at: number): number {
    let next = at
    while (next < this.to && space.test(this.text.charAt(next))) next++
    return next
  }

  private isNote(at: number): boolean {
    return this.text.charAt(at) === placeholder && this.roleAt(at) === 'note'
  }

  private skipRun(at: number): number {
    let next = at
    while (next < this.to && terminators.has(this.text.charAt(next))) next++
    return next
  }

  /** Go over what belongs to the end that stands before: marks and notes. */
  private skipClosing(at: number): number {
    const { text, to } = this
    const partner = this.partner
    const around = this.around
    let next = at
    for (; next < to; next++) {
      const character = text.charAt(next)
      if (this.isNote(next)) continue
      if (terminators.has(character)) continue
      if (!closers.has(character)) break
      const other = partner.get(next)
      if (other === undefined ? character === '"' : !around.has(next)) break
      // What encloses the line opens at its start and closes here.
      if (other !== undefined && other > next) break
    }
    return next
  }

  /** Tell whether a quotation or bracket that ended is the end of a sentence. */
  private endsQuotation(
    opened: { at: number; isFirst: boolean; isIntroduced: boolean },
    next: number,
  ): boolean {
    const { text, to } = this
    const opener = text.charAt(opened.at)
    const after = this.skipSpace(next)
    if (after >= to) return true
    if (afterQuotation.has(text.charAt(after))) return false
    const isQuotation = quotations.has(opener)
    if (!isQuotation && opener !== '（' && opener !== '(') return false
    if (opened.isFirst) {
      return !isQuotation || quotations.has(text.charAt(after))
    }
    return isQuotation && opened.isIntroduced
  }

  /** Tell whether a run of marks ends the sentence. */
  private endsSentence(
    start: number,
    at: number,
    run: number,
    next: number,
  ): boolean {
    const { text, to } = this
    if (this.skipSpace(next) >= to) return true
    const character = text.charAt(next)
    const after = text.charAt(this.skipSpace(next))
    if (continues.has(character)) return false
    const marks = text.slice(at, Math.min(next, at + 64))
    if ([...marks].some((mark) => hardMarks.has(mark))) return true
    const before = text.charAt(at - 1)
    const isSpaced = space.test(character)
    if (/[!?]/.test(marks)) {
      if (isSpaced) return !/[a-z]/.test(after)
      if (han.test(before)) return true
      return (
        (han.test(character) || openers.has(character)) &&
        !/[A-Za-z]/.test(before)
      )
    }
    if (!isSpaced || /[…⋯]/.test(marks)) return false
    const isStop = run - at === 1
    if (!isStop) return /\p{Lu}/u.test(after)
    if (isOrdinal(text, start, at)) return false
    if (marks.startsWith('．')) return true
    if (at === start || space.test(before)) return false
    if (!/\p{Lu}/u.test(after) && !han.test(after) && !openers.has(after)) {
      return false
    }
    return !endsWithAbbreviation(text, start, at, after)
  }

  /** What has neither letter nor digit belongs to the sentence before it. */
  private withoutMarksAlone(ends: readonly number[]): number[] {
    const { text } = this
    let to = this.to
    while (to > this.from && space.test(text.charAt(to - 1))) to--
    if (to === this.from) return []
    const kept: number[] = []
    let from = this.from
    for (const end of ends.at(-1) === to ? ends : [...ends, to]) {
      if (readable.test(text.slice(from, end))) kept.push(end)
      else if (kept.length > 0) kept[kept.length - 1] = end
      from = end
    }
    return kept.length > 0 ? kept : [to]
  }
}
