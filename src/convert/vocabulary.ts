import { readTable as readRows } from '#tables/rows'
import { readTable } from '#tables/vocabulary'
import { type ChineseLocale, fields } from '../model/index.ts'
import { Buckets, hashPair, hashUnit, Starts } from './buckets.ts'
import { doublingOf } from './doubling.ts'
import { fieldIndex } from './field.ts'
import { always, type Gate, readGate, withoutTwice } from './gate.ts'
import { type CharacterConverter, characterConverter } from './opencc.ts'
import {
  addRules,
  cueEvidence,
  leastConfidence,
  weakEvidence,
} from './rules.ts'
import { openTables, type Tables } from './tables.ts'
import { readUnits } from './units.ts'
import { Utf8Reader } from './utf8.ts'

/** One sense of a word, for one direction. */
export interface Entry {
  /** Word in the locale of the text. */
  word: string
  /** Forms in the locale of the edition, the one to print first. */
  forms: readonly string[]
  /** Subject field, as the vocabulary names it. */
  domain: string
  /** Index of the field that decides, -1 for names. */
  field: number
  /** When it applies. */
  gate: Gate
  /** From 0 to 1. */
  confidence: number
  /** Where its form may double what stands beside it: {@link doublingOf}. */
  doubles: number
  /** Where it is from. Default: the shipped vocabulary. */
  source?: 'words'
}

/** Word of the vocabulary. */
export interface Found {
  /** Word as text is searched. */
  readonly key: string
  /** Senses, none of a word that only tells a field. */
  readonly senses: readonly Entry[]
  /** Sense that applies whatever stands around, where it is the only one. */
  readonly plain: Entry | undefined
  /** Whether it is one character that the edition writes as another, whatever it is in. */
  readonly isVariant: boolean
  /** Whether one of its senses, told in some places, applies in all of an article. */
  readonly spreads: boolean
  /** Where what its senses ask for is kept; of a plain one that is not asked. */
  readonly rules: number
  /** Index of the field the word tells, -1 for none. */
  readonly field: number
  /** How much it tells. */
  readonly weight: number
  /**
   * Whether it is also what another word becomes, as 文件 is of 檔案. In text
   * that may be converted already it is left alone.
   */
  readonly circular: boolean
}

let tables: Tables | undefined

/**
 * Open the compiled vocabulary.
 *
 * @returns Its tables.
 */
export function vocabularyTables(): Tables {
  tables ??= openTables(readTable)
  return tables
}

/** Where the rows of the vocabulary start. */
let rowStarts: Starts | undefined

/** How many bytes of rows are read at once: most texts have words of few files. */
const blockBytes = 1 << 16

/** Blocks of rows that were read, by their number. */
const blocks: Uint8Array[] = []

/** Read some bytes of the rows. */
function rowBytes(start: number, end: number): Uint8Array {
  const number = Math.floor(start / blockBytes)
  const first = number * blockBytes
  if (end > first + blockBytes) return readRows(start, end - start)
  blocks[number] ??= readRows(first, blockBytes)
  const block = blocks[number]
  return block.subarray(start - first, end - first)
}

/** Read a row of the vocabulary: its cells. */
function readRow(row: number): string[] {
  rowStarts ??= new Starts(vocabularyTables(), 'rows')
  const text = rowBytes(rowStarts.of(row), rowStarts.of(row + 1))
  const units = new Uint16Array(text.length + 1)
  const count = new Utf8Reader(text).read(units, 0, units.length)
  return readUnits(units, count).split('\t')
}

/**
 * Size of the shipped vocabulary.
 *
 * @returns Number of entries of each domain.
 *
 * @example
 * ```ts
 * import { vocabularySize } from 'yiwen/text'
 *
 * vocabularySize().has('finance') // true
 * ```
 */
export function vocabularySize(): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  const [count = 0] = vocabularyTables().integers('entries')
  for (let row = 0; row < count; row++) {
    const domain = readRow(row)[3] ?? ''
    sizes.set(domain, (sizes.get(domain) ?? 0) + 1)
  }
  return sizes
}

/** Domains of names. */
export const nameDomains: ReadonlySet<string> = new Set([
  'place',
  'person',
  'brand',
  'org',
  'work',
])

/** Columns that a word of the text may stand in, as they are numbered. */
const columnOf = { tw: 0, hk: 1, cn: 2, cue: 3 } as const

const localeNames = { 'zh-TW': 'tw', 'zh-HK': 'hk', 'zh-CN': 'cn' } as const

/** Flags of a unit: it starts words, it is one, it is a Latin letter or digit. */
export const startsWord = 1
export const isWord = 2
export const isLatin = 4

/**
 * Leaves of a hash of two units, or of more, the bit that says if words go on, and
 * the place that says how long they are.
 */
const leadShift = 14
const lengthShift = 17
const prefixShift = 14

/** Bit of a reference: the form has this one sense, whatever stands around it. */
const unmistakable = 0x80000000

/** Bit of a reference: the form is one of the edition, and stays in its text. */
const staying = 0x40000000

/** Where a reference has the number of its row. */
const rowShift = 8

/** In what a word tells: how far its weight is shifted, in quarters; it has senses. */
const weightShift = 3
const weightUnits = 4
const withSenses = 0x80
const spreading = 0x100

/** Those bits, and where what is above them is. */
const toldBits = 0x1ff
const keyShift = 9

/** Tell, by what a word tells, whether it has senses. */
export function hasSenses(told: number): boolean {
  return (told & withSenses) !== 0
}

/** Tell, by what a word tells, whether one of its senses {@link Found.spreads}. */
export function spreadsIn(told: number): boolean {
  return (told & spreading) !== 0
}

/** The index of the field that a word tells, or -1. */
export function fieldTold(told: number): number {
  return (told & 7) - 1
}

/** How much it tells. */
export function weightTold(told: number): number {
  return ((told & (withSenses - 1)) >>> weightShift) / weightUnits
}

/**
 * Tell whether a word is one unit, or may start with two.
 *
 * @param leads - {@link VocabularyIndex.leads}.
 * @param flags - Flags of the unit.
 * @param unit - The unit.
 * @param next - The unit behind it.
 * @returns 1 or 0: a number, to be added without a question.
 */
export function startsBefore(
  leads: Uint32Array,
  flags: number,
  unit: number,
  next: number,
): number {
  const lead = hashPair(unit, next) >>> leadShift
  const bit = (leads[lead >>> 5] as number) >>> (lead & 31)
  return ((flags & bit) | (flags >>> 1)) & 1
}

/** What an index needs of the conversion that it is for. */
export interface CharacterConversions {
  /** Characters as the text is searched in. */
  readonly search: (text: string) => string
  /** Characters as the edition prints them. */
  readonly print: (text: string) => string
  /** OpenCC's phrases, which the edition prints too. */
  readonly phrases: (text: string) => string
}

/**
 * Words of one direction.
 *
 * Which words there are was compiled; an entry's forms and conditions are read
 * when a text first has its word.
 */
export class VocabularyIndex {
  readonly #from: ChineseLocale
  readonly #to: ChineseLocale
  readonly #convert: CharacterConversions
  readonly #words: Buckets
  readonly #firsts: Starts
  readonly #references: Uint32Array
  readonly #circular: Uint8Array
  readonly #lengths: Uint32Array
  /** Bits of the two units that words start with; see {@link startsBefore}. */
  readonly leads: Uint32Array
  /** Units that words of several units start with. */
  readonly starts: Uint16Array
  /** Units that are words. */
  readonly singles: Uint16Array
  readonly #prefixes: Uint32Array
  readonly #found: (Found | undefined)[] = []
  /**
   * By word: what it tells of a field, {@link hasSenses} and {@link spreadsIn}, and
   * above them where its key is, behind its length; 0 where it was not read.
   */
  readonly #known: Uint32Array
  #keyUnits = new Uint16Array(1024)
  #keysEnd = 1

  /**
   * @param from - Locale of the text.
   * @param to - Locale of the edition.
   * @param convert - Conversions of characters.
   */
  constructor(
    from: ChineseLocale,
    to: ChineseLocale,
    convert: CharacterConversions,
  ) {
    this.#from = from
    this.#to = to
    this.#convert = convert
    const all = vocabularyTables()
    const name = localeNames[from]
    this.#words = new Buckets(all, `${name}.`)
    this.#firsts = new Starts(all, `${name}.senses`)
    this.#known = new Uint32Array(this.#firsts.count)
    this.#references = all.integers(`${name}.references`)
    this.#circular = all.bytes(`${name}.circular`)
    this.#prefixes = all.integers(`${name}.prefixes`)
    this.leads = all.integers(`${name}.leads`)
    this.#lengths = all.integers(`${name}.lengths`)
    this.starts = all.words(`${name}.starts`)
    this.singles = all.words(`${name}.singles`)
  }

  /**
   * Keep the places where a word is one unit or two, or may start with three.
   *
   * @param units - Text, with two units behind it.
   * @param places - Places where {@link startsBefore} says 1, of which those that stay
   * are moved to the front.
   * @param count - How many places there are.
   * @param table - By unit, in the upper half its flags.
   * @returns How many stay.
   */
  keepLeads(
    units: Uint16Array,
    places: Int32Array,
    count: number,
    table: Uint32Array,
  ): number {
    const lengths = this.#lengths
    const prefixes = this.#prefixes
    let kept = 0
    for (let i = 0; i < count; i++) {
      const place = places[i] as number
      const first = units[place] as number
      const second = units[place + 1] as number
      const start = hashUnit(
        hashUnit(hashUnit(0, first), second),
        units[place + 2] as number,
      )
      const bit = start >>> prefixShift
      const pair = hashPair(first, second) >>> lengthShift
      places[kept] = place
      kept +=
        (((prefixes[bit >>> 5] as number) >>> (bit & 31)) |
          ((lengths[pair] as number) >>> 2) |
          ((table[first] as number) >>> 17)) &
        1
    }
    return kept
  }

  /**
   * Find at which lengths a word may stand at a place that was kept.
   *
   * @param first - Unit there.
   * @param second - Unit behind it.
   * @returns Bit n for length n.
   */
  lengthsAt(first: number, second: number): number {
    return this.#lengths[hashPair(first, second) >>> lengthShift] as number
  }

  /**
   * Tell whether a word may start with three or more units.
   *
   * @param hash - Hash of the units.
   */
  mayStart(hash: number): boolean {
    const bit = hash >>> prefixShift
    return ((this.#prefixes[bit >>> 5] as number) & (1 << (bit & 31))) !== 0
  }

  /**
   * Look a word up.
   *
   * @param hash - Hash of its units.
   * @param units - Text.
   * @param start - Where the word starts.
   * @param end - Where it ends.
   * @returns Number of a word that has senses or tells a field, or -1.
   */
  find(hash: number, units: Uint16Array, start: number, end: number): number {
    let word = this.#words.find(hash)
    while (word >= 0) {
      const known = (this.#known[word] as number) || this.#add(word)
      if (isKeyAt(this.#keyUnits, known >>> keyShift, units, start, end)) {
        return (known & toldBits) === 0 ? -1 : word
      }
      word = this.#words.find(hash, word)
    }
    return -1
  }

  /**
   * Get a word that was found.
   *
   * @param word - Its number.
   */
  wordAt(word: number): Found {
    return this.#found[word] as Found
  }

  /**
   * Tell in short what a word that was found is.
   *
   * @param word - Its number.
   * @returns For {@link hasSenses}, {@link spreadsIn}, {@link fieldTold} and
   * {@link weightTold}.
   */
  toldBy(word: number): number {
    return (this.#known[word] as number) & toldBits
  }

  /** Read a word, and return what is known of it. */
  #add(word: number): number {
    const found = this.#read(word)
    this.#found[word] = found
    const { key, senses, field, weight, spreads } = found
    const told =
      (field + 1) |
      ((weight * weightUnits) << weightShift) |
      (senses.length > 0 ? withSenses : 0) |
      (spreads ? spreading : 0)
    if (this.#keysEnd + key.length >= this.#keyUnits.length) {
      const larger = new Uint16Array(this.#keyUnits.length * 2 + key.length)
      larger.set(this.#keyUnits)
      this.#keyUnits = larger
    }
    const start = this.#keysEnd
    this.#keyUnits[start] = key.length
    for (let i = 0; i < key.length; i++) {
      this.#keyUnits[start + 1 + i] = key.charCodeAt(i)
    }
    this.#keysEnd = start + 1 + key.length
    const known = (told | (start << keyShift)) >>> 0
    this.#known[word] = known
    return known
  }

  #read(word: number): Found {
    const senses: Entry[] = []
    const kept: Entry[] = []
    let cue: number | undefined
    let tellsOthers = false
    let key = ''
    const last = this.#firsts.of(word + 1)
    for (let i = this.#firsts.of(word); i < last; i++) {
      const reference = this.#references[i] as number
      const column = reference & 3
      const cells = readRow(
        (reference & ~(unmistakable | staying)) >>> rowShift,
      )
      if (column === columnOf.cue) {
        cue ??= fieldIndex(cells[3] ?? '')
        tellsOthers = cells[4] === '?'
        key =
          this.#from === 'zh-CN'
            ? (cells[columnOf.cn] ?? '')
            : this.#convert.search(cells[0] ?? '')
        continue
      }
      const forms = (cells[column] ?? '').split('|')
      const text = forms[(reference >>> 2) & 63] ?? ''
      key = this.#convert.search(text)
      const stays =
        (reference & staying) !== 0 &&
        column === columnOf[localeNames[this.#to]]
      if (!stays && this.#isElsewhere(column)) continue
      const entry = this.#readEntry(cells, column, text)
      if (!entry) continue
      if (stays) {
        kept.push({ ...entry, gate: always, confidence: 1 })
        continue
      }
      if ((reference & unmistakable) !== 0) {
        entry.gate = { ...entry.gate, domain: false, requires: [] }
      }
      senses.push(entry)
    }
    const bit = 1 << columnOf[localeNames[this.#to]]
    const said = this.#from === 'zh-CN' ? this.#backwards(senses) : senses
    const known = [...kept, ...said]
    for (const entry of known) {
      entry.doubles = doublingOf(key, entry.forms[0] ?? '')
    }
    const [first] = known
    const plain =
      known.length === 1 && first && isPlain(first) ? first : undefined
    const { field, weight } = evidenceOf(known, cue)
    return {
      key,
      senses: known,
      plain,
      isVariant:
        key.length === 1 &&
        plain !== undefined &&
        this.#convert.search(plain.forms[0] ?? '') !== key,
      spreads: known.some(({ gate }) => gate.article),
      rules: plain ? 0 : addRules(known, field, weight, tellsOthers),
      field,
      weight,
      circular: ((this.#circular[word] as number) & bit) !== 0,
    }
  }

  /** Tell whether a column has no words of the text, but of an edition. */
  #isElsewhere(column: number): boolean {
    // Towards the Mainland what Taiwan says is understood, too.
    if (this.#from === 'zh-HK' && this.#to === 'zh-CN') return false
    return column !== columnOf[localeNames[this.#from]]
  }

  // Read backwards, an entry says only that some Mainland text with its form
  // would be its word. One form may be that of several words, and of a word
  // that both sides have; OpenCC's phrases know which is usual. Entries that are
  // meant for this direction are asked first.
  #backwards(senses: readonly Entry[]): Entry[] {
    const own = senses.filter(({ gate }) => gate.back)
    const others = this.#turned(senses.filter(({ gate }) => !gate.back))
    return [...own, ...others]
  }

  #turned(senses: readonly Entry[]): Entry[] {
    const [first] = senses
    if (!first) return []
    const { phrases, print } = this.#convert
    const usual = phrases(first.word)
    const chosen = senses.find(({ forms }) => forms[0] === usual)
    if (usual !== print(first.word)) {
      // What is only its parts one after the other is left to them.
      if (!chosen && isJoined(first.word, usual, phrases)) return []
      const gate = withoutTwice(always, first.word, usual)
      return [{ ...(chosen ?? first), forms: [usual], gate }]
    }
    const words = new Set(senses.map(({ forms }) => forms[0]))
    if (chosen) return []
    // Of the ways one name is written the first is the usual; works are also
    // called after places.
    const isOneName = senses.every(
      ({ domain }) => domain === first.domain && domain !== 'work',
    )
    if (words.size > 1 && !isOneName) return []
    // Names are the one kind that has a single form on each side.
    return nameDomains.has(first.domain) && first.confidence >= 0.9
      ? [first]
      : []
  }

  #readEntry(
    [tw = '', hk = '', cn = '', domain = '', when = '', sure = '']: string[],
    column: number,
    word: string,
  ): Entry | undefined {
    const gate = readGate(when, this.#convert.search)
    // What goes one way is a word of its own in the other directions.
    if (gate.oneway && column === columnOf.cn) return undefined
    if (column === columnOf.hk && this.#to === 'zh-TW') {
      const { shared } = gate
      if (typeof shared === 'boolean' ? shared : shared.includes(word)) {
        return undefined
      }
    }
    const [hkForm = ''] = hk.split('|')
    let forms: readonly string[]
    if (this.#to === 'zh-CN') forms = cn.split('|')
    else if (this.#to === 'zh-TW') forms = tw.split('|')
    else forms = [hkForm ? printHongKong(hkForm) : this.#convert.print(word)]
    const { search } = this.#convert
    return {
      word,
      forms,
      domain,
      field: fieldIndex(domain),
      gate: withoutTwice(gate, search(word), search(forms[0] ?? '')),
      confidence: Number(sure),
      doubles: 0,
    }
  }
}

/** Tell whether a word becomes what its two parts do, one after the other. */
function isJoined(
  word: string,
  form: string,
  convert: (text: string) => string,
): boolean {
  for (let at = 2; at < word.length; at++) {
    const parts = [word.slice(0, at), word.slice(at)]
    // In 意大利语 nobody would find 意大利: the lexicon has it whole.
    if (at === word.length - 1 && parts[1] !== '的') continue
    if (parts.map(convert).join('') === form) return true
  }
  return false
}

let hongKong: CharacterConverter | undefined

/** Write a form in the characters of Hong Kong's editions: 群組 is 羣組 in all of them. */
function printHongKong(form: string): string {
  hongKong ??= characterConverter('zh-TW', 'zh-HK')
  return hongKong(form)
}

/** Evidence of an everyday word. */
const lifeEvidence = 0.5

/** What a word tells of the field of its text. */
function evidenceOf(
  senses: readonly Entry[],
  cue: number | undefined,
): Pick<Found, 'field' | 'weight'> {
  if (cue !== undefined) return { field: cue, weight: cueEvidence }
  // Names tell nothing.
  const teller = senses.find((entry) => entry.field >= 0)
  if (!teller) return { field: -1, weight: 0 }
  const { field } = teller
  if (isUnsure(teller)) return { field, weight: weakEvidence }
  return { field, weight: fields[field] === 'life' ? lifeEvidence : 1 }
}

/** The sense needs more than the word: it is little evidence of its field. */
function isUnsure({ gate }: Entry): boolean {
  return gate.domain || gate.requires.length > 0
}

/** Tell whether nothing has to be asked about a sense. */
function isPlain({ gate, confidence }: Entry): boolean {
  return (
    !gate.domain &&
    gate.requires.length === 0 &&
    gate.excludes.length === 0 &&
    confidence >= leastConfidence
  )
}

function isKeyAt(
  keys: Uint16Array,
  key: number,
  units: Uint16Array,
  start: number,
  end: number,
): boolean {
  const length = end - start
  if (keys[key] !== length) return false
  for (let i = 0; i < length; i++) {
    if (keys[key + 1 + i] !== units[start + i]) return false
  }
  return true
}

/**
 * Tell whether a word stands at a place.
 *
 * @param key - Word as text is searched.
 * @param units - Text.
 * @param start - Where it would start.
 * @param end - Where it would end.
 * @returns Whether it does.
 */
export function isAt(
  key: string,
  units: Uint16Array,
  start: number,
  end: number,
): boolean {
  if (key.length !== end - start) return false
  for (let i = 0; i < key.length; i++) {
    if (key.charCodeAt(i) !== units[start + i]) return false
  }
  return true
}
