import type { ChineseLocale } from '../model/index.ts'
import type { Uneven } from './align.ts'
import type {
  Analysis,
  Decision,
  Doubt,
  EditorialOptions,
  Passage,
} from './analysis.ts'
import { explain } from './explain.ts'
import { Judge } from './judge.ts'
import { isHan } from './lexicon.ts'
import { isOrphan } from './orphan-spaces.ts'
import type { Word } from './sense.ts'
import { articleUnits, TextReader } from './text-reader.ts'
import { readUnits, UnitBuffer } from './units.ts'

// Conversions do not wait for anything, so all share one buffer.
const output = new UnitBuffer()

/** Unit of a space. */
const space = 32

/** Converts between two locales; its tables are filled when it is made. */
export class Engine {
  readonly #reader: TextReader
  readonly #judge = new Judge()

  constructor(
    from: ChineseLocale,
    to: ChineseLocale,
    print: (text: string) => string,
    finish: ReadonlyMap<string, string>,
  ) {
    this.#reader = new TextReader(from, to, print, finish)
  }

  analyse(
    passages: readonly Passage[],
    options: EditorialOptions = {},
  ): Analysis[] {
    const bounds = new Int32Array(passages.length * 2)
    let length = 0
    for (let line = 0; line < passages.length; line++) {
      const { text } = passages[line] as Passage
      bounds[line * 2] = length
      bounds[line * 2 + 1] = length + text.length
      length += text.length + 1
    }
    const whole = this.#reader.read(
      passages.map(({ text }) => text).join('\n'),
      bounds,
      options,
      passages.map(({ taken }) => taken),
    )
    this.#judge.begin(whole, options)
    let next = 0
    const text = readUnits(whole.printed, Math.max(0, length - 1))
    return passages.map((_, line) => {
      const start = bounds[line * 2] as number
      const end = bounds[line * 2 + 1] as number
      const base = text.slice(start, end)
      const uneven: Uneven[] = []
      for (; (whole.uneven[next]?.start ?? end) < end; next++) {
        const { start: at, end: after, text } = whole.uneven[next] as Uneven
        uneven.push({ start: at - start, end: after - start, text })
      }
      const decisions: Decision[] = []
      const doubts: Doubt[] = []
      this.#judge.judge(whole, line, options, (word) => {
        const at = word.start - start
        const after = word.end - start
        explain(word, at, after, base.slice(at, after), decisions, doubts)
      })
      return { base, uneven, decisions, doubts }
    })
  }

  *parts(text: string, options: EditorialOptions = {}): Iterable<string> {
    for (let at = 0; at < text.length; ) {
      const end = partEnd(text, at)
      yield this.#convertPart(text.slice(at, end), options)
      at = end
    }
  }

  /** Convert a part of a text whose field is inferred as one. */
  #convertPart(text: string, options: EditorialOptions): string {
    output.clear()
    const whole = this.#reader.read(text, undefined, options)
    const { units, lines, firsts, matches, printed, uneven } = whole
    let at = 0
    let next = 0
    const write = (start: number, end: number, after: string): void => {
      for (; next < uneven.length; next++) {
        const other = uneven[next] as Uneven
        if (other.start >= end) break
        if (other.start < at || other.start >= start) continue
        output.append(printed, at, other.start)
        output.write(other.text)
        at = other.end
      }
      output.append(printed, at, start)
      output.write(after)
      at = end
    }
    const keep = ({ entry, start, end }: Word): void => {
      if (!entry) return
      const form = entry.forms[0] as string
      const isLatin = !isHan(units[start] as number)
      const endsLatin = !isHan(units[end - 1] as number)
      if (isLatin || endsLatin) {
        // The space that a Latin word wanted goes with it.
        const before =
          start - 1 > at ? printed[start - 2] : output.units[output.length - 1]
        const hasBefore = isLatin && units[start - 1] === space && start > at
        const hasBehind = endsLatin && units[end] === space
        const from = hasBefore && isOrphan(form.charCodeAt(0), before) ? 1 : 0
        const last = form.charCodeAt(form.length - 1)
        const to = hasBehind && isOrphan(last, printed[end + 1]) ? 1 : 0
        write(start - from, end + to, form)
        return
      }
      if (form.length !== end - start || uneven.length > 0) {
        write(start, end, form)
        return
      }
      for (let i = 0; i < form.length; i++) {
        printed[start + i] = form.charCodeAt(i)
      }
    }
    if (matches.count > 0) {
      this.#judge.begin(whole, options)
      for (let line = 0; line < lines; line++) {
        if (firsts[line] === firsts[line + 1]) continue
        this.#judge.judge(whole, line, options, keep)
      }
    }
    if (output.length === 0 && uneven.length === 0) {
      return readUnits(printed, text.length)
    }
    write(text.length, text.length, '')
    return readUnits(output.units, output.length)
  }
}

/** Where a part of a text ends whose field is inferred as one. */
function partEnd(text: string, start: number): number {
  const end = Math.min(text.length, start + articleUnits)
  if (end === text.length) return end
  // Only in the part: before it there may be a very long line.
  const line = text.slice(start, end + 1).lastIndexOf('\n')
  if (line > 0) return start + line + 1
  return (text.charCodeAt(end - 1) & 0xfc00) === 0xd800 ? end + 1 : end
}
