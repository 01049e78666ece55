import { type ChineseLocale, fields } from '../model/index.ts'
import { align, type Uneven } from './align.ts'
import type { EditorialOptions, Passage } from './analysis.ts'
import { hashUnit } from './buckets.ts'
import {
  createCompatConverter,
  createPlaceConverter,
  type PlaceConverter,
} from './compat.ts'
import {
  type Evidence,
  programMarks,
  programSigns,
  sentenceEnds,
} from './field.ts'
import { type Lexicon, loadLexicon } from './lexicon.ts'
import { Matches } from './matches.ts'
import { openccNames, stayingCharacters } from './opencc.ts'
import { type OwnWords, readOwnWords } from './own-words.ts'
import { Ranges } from './ranges.ts'
import { copyUnits } from './units.ts'
import {
  type Found,
  fieldTold,
  hasSenses,
  isLatin,
  isWord,
  spreadsIn,
  startsBefore,
  startsWord,
  VocabularyIndex,
  vocabularyTables,
  weightTold,
} from './vocabulary.ts'
import { isWholeAt } from './words.ts'

/** Units of plain text whose fields are inferred together. */
export const articleUnits = 1 << 15

/** Longest array that is kept for the next text. */
const mostKept = 2 * articleUnits + 6

/** Flags of a unit beside those of the vocabulary: what it says of a line. */
const isOwn = 8
const isOther = 16
const hasSurrogate = 32
export const endsSentence = 64
export const isMark = 128
export const isProgram = 256
const isStaying = 512
const isOdd = 1024

const latinUnits =
  '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Unit of a line end. */
const lineEnd = 10

const fieldCount = fields.length

/** No places. */
const none = new Int32Array()

/** Where the table has two of the flags. */
const latinBit = 16 + Math.log2(isLatin)
const oddBit = 16 + Math.log2(isOdd)

/** Lines of a text, and what is found in them. */
export interface Text {
  /** Units as they are searched. */
  readonly units: Uint16Array
  /** How many lines there are. */
  readonly lines: number
  /** Where each line starts and ends, one after the other. */
  readonly bounds: Int32Array
  /** Flags of all units of each line. */
  readonly flags: Uint16Array
  /** Units as they are printed, of each line where it was. */
  readonly printed: Uint16Array
  readonly uneven: readonly Uneven[]
  /** Number of the first match of each line, and of none. */
  readonly firsts: Int32Array
  readonly matches: Matches
  /** Words whose senses may apply in all of the text, whoever decides what stands there. */
  readonly spreading: Matches
  readonly evidence: Evidence
  /** Evidence of all lines. */
  readonly whole: Evidence
}

/** Ranges of a line that somebody else decides. */
type Taken = Passage['taken']

/** An array that is used again, as long as it is long enough. */
class Reused<Numbers extends Uint16Array | Int32Array | Float64Array> {
  readonly #make: new (
    length: number,
  ) => Numbers
  #numbers: Numbers

  constructor(make: new (length: number) => Numbers) {
    this.#make = make
    this.#numbers = new make(0)
  }

  of(length: number): Numbers {
    if (length > mostKept) return new this.#make(length)
    if (this.#numbers.length < length) {
      this.#numbers = new this.#make(Math.min(mostKept, 2 * length))
    }
    return this.#numbers
  }
}

/** Reads texts: their lines, their words and their fields, and their characters converted. */
export class TextReader {
  readonly #to: ChineseLocale
  readonly #search: (text: string) => string
  readonly #convertCharacters: (text: string) => string
  readonly #convertPlaces: PlaceConverter
  /** Entries of words that are not the vocabulary's, by where they are said. */
  readonly #own = new WeakMap<OwnWords, Found[]>()
  readonly #index: VocabularyIndex
  readonly #lexicon: Lexicon
  /**
   * By unit, in which of its 16 bits it differs from what it is searched as, and
   * above them its flags.
   */
  readonly #table = new Uint32Array(0x10000)
  // Nothing waits for anything, so every text is read into the same arrays.
  readonly #source = new Reused(Uint16Array)
  readonly #searched = new Reused(Uint16Array)
  readonly #printed = new Reused(Uint16Array)
  readonly #leads = new Reused(Int32Array)
  /** Places of units that are not always printed as they are searched. */
  readonly #odd = new Reused(Int32Array)
  #oddPlaces = none
  #oddCount = 0
  readonly #bounds = new Reused(Int32Array)
  readonly #flags = new Reused(Uint16Array)
  readonly #firsts = new Reused(Int32Array)
  readonly #evidence = new Reused(Float64Array)
  readonly #matches = new Matches()
  readonly #spreading = new Matches()
  /** Words that start at one place, by their length. */
  readonly #here = new Int32Array(32)

  constructor(
    from: ChineseLocale,
    to: ChineseLocale,
    print: (text: string) => string,
    finish: ReadonlyMap<string, string>,
  ) {
    this.#to = to
    this.#convertCharacters = (text) => {
      let result = print(text)
      for (const [a, b] of finish) result = result.replaceAll(a, b)
      return result
    }
    this.#convertPlaces = createPlaceConverter(
      { from: openccNames[from], to: openccNames[to] },
      new Map(
        Array.from(finish, ([a, b]) => [a.charCodeAt(0), b.charCodeAt(0)]),
      ),
    )
    const tables = vocabularyTables()
    const table = this.#table
    // Until more is known of them; see #settle.
    table.fill(isOdd << 16)
    table.fill((isOdd | hasSurrogate) << 16, 0xd800, 0xe000)
    const pairs =
      from === 'zh-CN'
        ? new Uint16Array()
        : tables.words(`folds.${openccNames[from]}`)
    for (let at = 0; at < pairs.length; at += 2) {
      const unit = pairs[at] as number
      table[unit] = (isOdd << 16) | (unit ^ (pairs[at + 1] as number))
    }
    const search = (text: string): string => {
      let result = ''
      for (let at = 0; at < text.length; at++) {
        const unit = text.charCodeAt(at)
        result += String.fromCharCode(unit ^ ((table[unit] as number) & 0xffff))
      }
      return result
    }
    this.#search = search
    const phrases =
      from === 'zh-CN'
        ? createCompatConverter({
            from: 'cn',
            to: `${openccNames[to]}p` as 'twp',
          })
        : print
    this.#index = new VocabularyIndex(from, to, { search, print, phrases })
    this.#lexicon = loadLexicon()
    flag(table, this.#index.starts, startsWord)
    flag(table, this.#index.singles, isWord)
    flag(table, unitsOf(latinUnits), isLatin)
    for (let at = 0; at < pairs.length; at += 2) {
      const unit = pairs[at] as number
      const about = table[pairs[at + 1] as number] as number
      table[unit] = (table[unit] as number) | (about & ~0xffff)
    }
    // 户 tells nothing of a text that Hong Kong has a part in.
    const simplified =
      from === 'zh-HK' || to === 'zh-HK' ? 'simplified.only' : 'simplified'
    const [own, other] =
      from === 'zh-CN'
        ? [simplified, 'traditional']
        : ['traditional', simplified]
    flag(table, tables.words(own), isOwn)
    flag(table, tables.words(other), isOther)
    // These are no others, whatever the converter makes of them.
    flag(table, unitsOf(stayingCharacters(from, to)), isStaying)
    flag(table, unitsOf(sentenceEnds), endsSentence)
    flag(table, unitsOf(programMarks), isMark)
    flag(table, unitsOf(programSigns), isProgram)
  }

  /**
   * Find every word of the vocabulary, and convert the characters.
   *
   * A line with characters that only the other script has and none that only its
   * own has is converted already, and is left as it is: converting twice is
   * converting once. A line that has neither may be of either.
   *
   * @param text - Text.
   * @param given - Where its lines start and end. Default: at its line ends.
   * @param options - Field, vocabulary.
   * @param taken - Ranges of each line that somebody else decides.
   * @returns What was found. It stays until another text is read.
   */
  read(
    text: string,
    given: Int32Array | undefined,
    options: EditorialOptions,
    taken: readonly Taken[] = [],
  ): Text {
    const { length } = text
    const source = this.#source.of(length + 2)
    copyUnits(text, 0, length, source)
    const units = this.#searched.of(length + 2)
    const leads = this.#leads.of(length)
    const bounds = given ?? this.#bounds.of(length * 2)
    const flags = this.#flags.of(length + 1)
    const lines = given ? given.length / 2 : lineBounds(text, bounds)
    const own = this.#ownWords(options)
    const found = this.#fold(source, units, lines, bounds, leads, flags)
    const places = options.vocabulary === false ? 0 : found
    const firsts = this.#firsts.of(lines + 1)
    const matches = this.#matches
    matches.clear()
    const spreading = this.#spreading
    spreading.clear()
    const evidence = this.#evidence.of(lines * fieldCount)
    evidence.fill(0, 0, lines * fieldCount)
    const whole = new Float64Array(fieldCount)
    const done: number[] = []
    const asks = own.length > 0 || taken.length > 0
    let all = 0
    let next = 0
    for (let line = 0; line < lines; line++) {
      const flag = flags[line] as number
      all |= flag
      firsts[line] = matches.count
      const end = bounds[line * 2 + 1] as number
      const place = next
      while (next < places && (leads[next] as number) < end) next++
      if ((flag & (isOwn | isOther)) === isOther) {
        done.push(bounds[line * 2] as number, end)
      } else {
        if (next > place) {
          const offset = line * fieldCount
          this.#scan(units, leads, place, next, end, evidence, offset)
          for (let field = 0; field < fieldCount; field++) {
            whole[field] =
              (whole[field] as number) + (evidence[offset + field] as number)
          }
        }
        if (asks) {
          const start = bounds[line * 2] as number
          const first = firsts[line] as number
          this.#addOwn(units, start, end, own, first, taken[line])
        }
      }
    }
    firsts[lines] = matches.count
    const isOwnScript = (all & isOwn) !== 0
    const isDone = !isOwnScript && (all & isOther) !== 0
    if (isDone) {
      spreading.clear()
      matches.filter(firsts, lines, () => false)
      evidence.fill(0, 0, lines * fieldCount)
      whole.fill(0)
    } else if (!isOwnScript) {
      matches.filter(firsts, lines, (found) => !found.circular || isSame(found))
    }
    const { printed, uneven } = isDone
      ? { printed: source, uneven: [] }
      : this.#print(text, source, units, (all & hasSurrogate) !== 0, done)
    // That of a very long text is not kept.
    this.#oddPlaces = none
    if (!isDone && (all & isStaying) !== 0) {
      this.#stay(source, printed, lines, bounds, flags)
    }
    return {
      units,
      lines,
      bounds,
      flags,
      printed,
      uneven,
      firsts,
      matches,
      spreading,
      evidence,
      whole,
    }
  }

  /**
   * Convert the characters of a text.
   *
   * Reading entries of the vocabulary converts, too, so words are found before.
   *
   * @param text - Text.
   * @param source - Its units.
   * @param searched - Its units as they are searched.
   * @param hasPairs - Whether there are surrogates among them.
   * @param done - Where each line that is converted already starts and ends.
   * @returns Units, each where it was in the text, and where that is not so. They
   * stay until another text is read.
   */
  #print(
    text: string,
    source: Uint16Array,
    searched: Uint16Array,
    hasPairs: boolean,
    done: readonly number[],
  ): Pick<Text, 'printed' | 'uneven'> {
    const { length } = text
    let uneven: readonly Uneven[] = []
    const printed = this.#printed.of(length)
    // Most units are printed as they are searched.
    printed.set(searched.subarray(0, length))
    const places = {
      starts: this.#oddPlaces,
      count: this.#oddCount,
      target: printed,
      settle: this.#settle,
      isWhole: (start: number, end: number) =>
        isWholeAt(searched, length, start, end),
    }
    if (!this.#convertPlaces({ units: source, count: length }, places)) {
      const aligned = align(text, this.#convertCharacters, hasPairs)
      copyUnits(aligned.text, 0, length, printed)
      uneven = aligned.uneven.filter(isOutside(done))
    }
    for (let i = 0; i < done.length; i += 2) {
      const end = done[i + 1] as number
      for (let at = done[i] as number; at < end; at++) {
        printed[at] = source[at] as number
      }
    }
    return { printed, uneven }
  }

  /** Learn how a unit is printed that begins no phrase. */
  readonly #settle = (unit: number, difference: number): void => {
    const about = this.#table[unit] as number
    if ((about & 0xffff) === difference) {
      this.#table[unit] = about & ~(isOdd << 16)
    }
  }

  /** Print the units that stay, of the lines that have any. */
  #stay(
    source: Uint16Array,
    printed: Uint16Array,
    lines: number,
    bounds: Int32Array,
    flags: Uint16Array,
  ): void {
    const table = this.#table
    for (let line = 0; line < lines; line++) {
      if (((flags[line] as number) & isStaying) === 0) continue
      const end = bounds[line * 2 + 1] as number
      for (let at = bounds[line * 2] as number; at < end; at++) {
        const unit = source[at] as number
        const stays = (table[unit] as number) & (isStaying << 16)
        if (stays !== 0) printed[at] = unit
      }
    }
  }

  /**
   * Make the units of lines what they are searched as, and note where words may
   * start.
   *
   * @param source - Units of the text.
   * @param units - Takes the units as they are searched.
   * @param lines - How many lines there are.
   * @param bounds - Where each starts and ends.
   * @param leads - Takes the places, those of all lines.
   * @param flags - Takes by line the flags of its units.
   * @returns How many places there are.
   */
  #fold(
    source: Uint16Array,
    units: Uint16Array,
    lines: number,
    bounds: Int32Array,
    leads: Int32Array,
    flags: Uint16Array,
  ): number {
    const table = this.#table
    const odd = this.#odd.of(leads.length)
    const index = this.#index
    const pairs = index.leads
    let oddCount = 0
    let count = 0
    for (let line = 0; line < lines; line++) {
      const start = bounds[line * 2] as number
      const end = bounds[line * 2 + 1] as number
      // Behind a line is a line end, which is in no word.
      units[end] = lineEnd
      let first = start
      for (; first < end; first++) {
        const unit = source[first] as number
        if (unit > 0x7f) break
        units[first] = unit
      }
      // A line of ASCII has nothing to convert, and code tells nothing of a text.
      if (first === end) {
        flags[line] = 0
        continue
      }
      let all = 0
      let last = 0
      let before = lineEnd
      let starting = 0
      for (let block = start; block < end; block += 32) {
        const stop = Math.min(end, block + 32)
        // What is known of a unit is added to a row of bits, not asked: no processor
        // guesses where a word starts.
        let oddBits = 0
        let leadBits = 0
        for (let at = block; at < stop; at++) {
          const unit = source[at] as number
          const about = table[unit] as number
          const searched = unit ^ (about & 0xffff)
          units[at] = searched
          all |= about
          oddBits = (oddBits >>> 1) | ((about >>> oddBit) << 31)
          const lead = startsBefore(pairs, starting, before, searched)
          leadBits = (leadBits >>> 1) | (lead << 31)
          // No word starts inside a Latin one.
          starting = (about >>> 16) & ((((about & last) >>> latinBit) & 1) - 1)
          before = searched
          last = about
        }
        const missing = 32 - (stop - block)
        for (let bits = oddBits >>> missing; bits !== 0; bits &= bits - 1) {
          odd[oddCount++] = block + lowestBit(bits)
        }
        for (let bits = leadBits >>> missing; bits !== 0; bits &= bits - 1) {
          leads[count++] = block - 1 + lowestBit(bits)
        }
      }
      leads[count] = end - 1
      count += startsBefore(pairs, starting, before, lineEnd)
      flags[line] = all >>> 16
    }
    this.#oddPlaces = odd
    this.#oddCount = oddCount
    return count === 0 ? 0 : index.keepLeads(units, leads, count, table)
  }

  #ownWords({ words }: EditorialOptions): readonly Found[] {
    if (!words) return []
    let own = this.#own.get(words)
    if (!own) {
      own = readOwnWords(words, this.#to, {
        search: this.#search,
        print: this.#convertCharacters,
      })
      this.#own.set(words, own)
    }
    return own
  }

  #addOwn(
    units: Uint16Array,
    from: number,
    to: number,
    own: readonly Found[],
    first: number,
    taken: Taken,
  ): void {
    const matches = this.#matches
    const ranges = taken && taken.length > 0 ? new Ranges(taken) : undefined
    if (ranges) {
      matches.keep(
        first,
        (start, end) => !ranges.overlap(start - from, end - from),
      )
    }
    if (own.length === 0) return
    matches.addOwn(
      units,
      from,
      to,
      own,
      first,
      (start, end) => !ranges?.overlap(start - from, end - from),
    )
  }

  /** Find the words of the vocabulary in a line, and what they tell. */
  #scan(
    units: Uint16Array,
    leads: Int32Array,
    firstLead: number,
    lastLead: number,
    to: number,
    evidence: Evidence,
    offset: number,
  ): void {
    const index = this.#index
    const matches = this.#matches
    const table = this.#table
    const here = this.#here
    let told = 0
    for (let i = firstLead; i < lastLead; i++) {
      const at = leads[i] as number
      const unit = units[at] as number
      const lengths = index.lengthsAt(unit, units[at + 1] as number)
      if (lengths !== 0) {
        const last = Math.min(to - at, 31 - Math.clz32(lengths))
        let hash = hashUnit(0, unit)
        let hits = 0
        for (let length = 2; length <= last; length++) {
          const end = at + length
          const final = units[end - 1] as number
          hash = hashUnit(hash, final)
          if (length > 2 && !index.mayStart(hash)) break
          if ((lengths & (1 << length)) === 0) continue
          const word = index.find(hash, units, at, end)
          if (word < 0) continue
          // Nor does one end inside a Latin one.
          if (
            end < to &&
            ((table[final] as number) &
              (table[units[end] as number] as number) &
              (1 << latinBit)) !==
              0
          ) {
            continue
          }
          here[length] = word
          hits |= 1 << length
        }
        // The longest comes first.
        for (let isFirst = true; hits !== 0; isFirst = false) {
          const length = 31 - Math.clz32(hits)
          hits ^= 1 << length
          const word = here[length] as number
          const about = index.toldBy(word)
          if (isFirst && at >= told) {
            told = at + length
            const place = offset + fieldTold(about)
            if (place >= offset && !this.#isCrossed(units, at, length, to)) {
              evidence[place] = (evidence[place] as number) + weightTold(about)
            }
          }
          if (hasSenses(about)) {
            const found = index.wordAt(word)
            matches.add(at, at + length, found)
            if (spreadsIn(about)) this.#spreading.add(at, at + length, found)
          }
        }
      }
      if (((table[unit] as number) & (isWord << 16)) !== 0) {
        const word = index.find(hashUnit(0, unit), units, at, at + 1)
        if (word >= 0 && hasSenses(index.toldBy(word))) {
          matches.add(at, at + 1, index.wordAt(word))
        }
      }
    }
  }

  /**
   * Tell whether two characters that look like a word are of commoner words on
   * both sides: 圖示 in 地圖示範 is none and tells nothing.
   */
  #isCrossed(
    units: Uint16Array,
    at: number,
    length: number,
    to: number,
  ): boolean {
    const end = at + length
    if (length !== 2 || at === 0 || end >= to) return false
    const lexicon = this.#lexicon
    if (
      !lexicon.joins(units[at - 1] as number, units[at] as number) ||
      !lexicon.joins(units[end - 1] as number, units[end] as number)
    ) {
      return false
    }
    const before = lexicon.cost(units, at - 1, at + 1)
    const behind = lexicon.cost(units, end - 1, end + 1)
    if (before < 0 || behind < 0) return false
    const own = lexicon.cost(units, at, end)
    return own < 0 || own > Math.max(before, behind)
  }
}

/** Number of the lowest of the bits that are set. */
function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits)
}

/** Add flags to those of units: a loop without calls, for it runs before any text. */
function flag(table: Uint32Array, units: Uint16Array, flags: number): void {
  const bits = flags << 16
  for (let i = 0; i < units.length; i++) {
    const unit = units[i] as number
    table[unit] = (table[unit] as number) | bits
  }
}

function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  copyUnits(text, 0, text.length, units)
  return units
}

/** Tell, of places in order, whether they are outside ranges in order. */
function isOutside(bounds: readonly number[]): (place: Uneven) => boolean {
  let next = 0
  return ({ start }) => {
    while ((bounds[next + 1] ?? start + 1) <= start) next += 2
    return start < (bounds[next] ?? start + 1)
  }
}

/**
 * Find where the lines of a text start and end.
 *
 * @param text - Text.
 * @param bounds - Takes both of each line.
 * @returns How many lines there are.
 */
function lineBounds(text: string, bounds: Int32Array): number {
  let count = 0
  for (let start = 0; start < text.length; ) {
    let end = text.indexOf('\n', start)
    if (end < 0) end = text.length
    bounds[count * 2] = start
    bounds[count * 2 + 1] = end
    count++
    start = end + 1
  }
  return count
}

/** Tell whether a word stays what it is. */
function isSame({ key, senses: [sense] }: Found): boolean {
  const form = sense?.forms[0]
  return form !== undefined && (form === key || form === sense?.word)
}
