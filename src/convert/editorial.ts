import { type ChineseLocale, type Field, fields } from '../model/index.ts'
import { createCompatConverter } from './compat.ts'
import { holds } from './condition.ts'
import { certain, type Evidence, noEvidence, shareOf, weigh } from './field.ts'
import { chooseWords } from './lattice.ts'
import { type Lexicon, loadLexicon } from './lexicon.ts'
import {
  type Entry,
  hashLead,
  indexVocabulary,
  type VocabularyIndex,
} from './vocabulary.ts'
import { folds, simplifiedCharacters } from './vocabulary-data.ts'

/** Stretch of text that is converted as one: a block, a cell, a value. */
export interface Passage {
  /** Text. */
  text: string
  /** Ranges that somebody else decides: glossary terms, what is kept. */
  taken?: readonly { start: number; end: number }[]
}

/** Word that was decided. */
export interface Decision {
  start: number
  end: number
  /** Form in the edition. */
  text: string
  /** Sense that was chosen. */
  entry: Entry
  /** Other forms that were possible. */
  alternatives: readonly string[]
  /** What chose it: the word alone, what stands around it, or the field. */
  by: 'word' | 'context' | 'field'
  /** How much of the evidence is for its field, 0 to 1. */
  share: number
}

/** Word whose sense could not be told: the safe form stays. */
export interface Doubt {
  start: number
  end: number
  /** Safe form, which stays. */
  text: string
  /** Entry that might apply. */
  entry: Entry
  /** Forms it might take. */
  alternatives: readonly string[]
  /** How much of the evidence is for its field, 0 to 1. */
  share: number
}

/** What was found out about a passage. */
export interface Analysis {
  /** Text with every character converted, unit by unit the source's length. */
  base: string
  /** Characters whose form is longer or shorter than they are. */
  uneven: readonly { start: number; end: number; text: string }[]
  decisions: readonly Decision[]
  doubts: readonly Doubt[]
  /** Share of each field. */
  fields: Readonly<Record<Field, number>>
}

/** How passages are analysed. */
export interface EditorialOptions {
  /** Field of the text. Default: inferred from its words. */
  field?: Field
  /** Use regional words. Default: `true`. */
  vocabulary?: boolean
}

/** Converts between two locales by words and their senses. */
export interface EditorialConverter {
  /**
   * Decide what becomes of passages of one article.
   *
   * @param passages - Passages, in order.
   * @param options - Field, vocabulary.
   * @returns An analysis for each.
   */
  analyse(passages: readonly Passage[], options?: EditorialOptions): Analysis[]
  /**
   * Convert plain text.
   *
   * @param text - Text; every line is a passage.
   * @param options - Field, vocabulary.
   * @returns Text. Lone surrogates and what has no conversion come back as
   * they were.
   */
  convert(text: string, options?: EditorialOptions): string
}

/** From this share of the evidence on a sense of a field is chosen. */
const sureShare = 0.42

/** Below this share it is not even doubtful. */
const leastShare = 0.3

/** A sense that is a matter of taste is never chosen, only offered. */
const leastConfidence = 0.6

/** Units of plain text whose fields are inferred together. */
const articleUnits = 1 << 15

const converters = new Map<string, EditorialConverter>()

/**
 * Make the editorial conversion between two locales.
 *
 * Characters are OpenCC's. Regional words are found in a lattice of words, so
 * that they stand where they are words; which sense a word has is told by what
 * stands around it and by the field of the text. Where that cannot be told the
 * plain form stays, and the doubt is reported.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Converter, made once per pair.
 *
 * @example
 * ```ts
 * import { editorialConverter } from 'yiwen/text'
 *
 * const converter = editorialConverter('zh-TW', 'zh-CN')
 * const [analysis] = converter.analyse([{ text: '這套軟體很好用。' }])
 * analysis?.decisions.map(({ entry, text }) => entry.word + text) // ['軟體软件']
 * ```
 */
export function editorialConverter(
  from: ChineseLocale,
  to: ChineseLocale,
): EditorialConverter {
  const key = `${from}>${to}`
  let converter = converters.get(key)
  if (!converter) {
    converter = create(from, to)
    converters.set(key, converter)
  }
  return converter
}

const openccNames = { 'zh-TW': 'tw', 'zh-HK': 'hk', 'zh-CN': 'cn' } as const

function create(from: ChineseLocale, to: ChineseLocale): EditorialConverter {
  const same = (text: string): string => text
  const print =
    from === to
      ? same
      : createCompatConverter({ from: openccNames[from], to: openccNames[to] })
  let units: Uint16Array | undefined
  const search = (text: string): string => {
    if (from === 'zh-CN') return text
    units ??= characterTable(folds[from])
    return mapUnits(text, units)
  }
  // 著 is a verb's particle or a word of its own; the vocabulary has the words
  // in which it stays, so everywhere else it is the particle.
  const base =
    to === 'zh-CN'
      ? (text: string): string => print(text).replaceAll('著', '着')
      : print
  const phrases =
    from === 'zh-CN'
      ? createCompatConverter({
          from: 'cn',
          to: `${openccNames[to]}p` as 'twp',
        })
      : print
  let index: VocabularyIndex | undefined
  let lexicon: Lexicon | undefined

  const analyse = (
    passages: readonly Passage[],
    options: EditorialOptions = {},
    explain = true,
  ): Analysis[] => {
    index ??= indexVocabulary(from, to, { search, print, phrases })
    lexicon ??= loadLexicon()
    const keys = passages.map(({ text }) => search(text))
    const scripts = passages.map(({ text }, at) =>
      from === 'zh-CN' ? 'traditional' : scriptOf(text, keys[at] as string),
    )
    const isTraditional = scripts.includes('traditional')
    const isDone = !isTraditional && scripts.includes('simplified')
    const scans = passages.map(({ text, taken = [] }, at) => {
      const done = isDone || scripts[at] === 'simplified'
      const printed = done ? { text, uneven: [] } : align(text, base)
      return { text, taken, printed, done, key: keys[at] as string }
    })
    const whole = noEvidence()
    const alone = scans.length === 1
    const found = scans.map(({ key, taken, done }) => {
      const own = noEvidence()
      const matches =
        done || options.vocabulary === false
          ? []
          : scan(key, taken, index as VocabularyIndex, own)
      for (let i = 0; i < own.length; i++) {
        whole[i] = (whole[i] as number) + (own[i] as number)
      }
      return { matches, own }
    })
    return scans.map(({ text, printed, key }, at) => {
      const { matches, own } = found[at] as (typeof found)[number]
      const weights = options.field
        ? certain(options.field)
        : weigh(own, whole, { text, alone })
      const judged = judge(
        key,
        printed.text,
        isTraditional
          ? matches
          : matches.filter(
              ({ start, end, senses }) =>
                senses[0]?.forms[0] === key.slice(start, end) ||
                !index?.isCircular(key.slice(start, end)),
            ),
        weights,
        options.field !== undefined,
        lexicon as Lexicon,
        explain,
      )
      return {
        base: printed.text,
        uneven: printed.uneven,
        ...judged,
        fields: (explain
          ? Object.fromEntries(
              fields.map((field, i) => [field, shareOf(weights, i)]),
            )
          : {}) as Record<Field, number>,
      }
    })
  }

  return {
    analyse: (passages, options) => analyse(passages, options),
    convert(text, options) {
      if (from === to) return text
      let result = ''
      for (let at = 0; at < text.length; ) {
        let end = Math.min(text.length, at + articleUnits)
        if (end < text.length) {
          const line = text.lastIndexOf('\n', end)
          if (line > at) end = line + 1
          else if (isHighSurrogate(text.charCodeAt(end - 1))) end++
        }
        const lines = text.slice(at, end).split(/(?<=\n)/)
        const analyses = analyse(
          lines.map((line) => ({ text: line })),
          options,
          false,
        )
        for (const analysis of analyses) result += write(analysis)
        at = end
      }
      return result
    },
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff
}

/** Text of an analysis. */
function write({ base, uneven, decisions }: Analysis): string {
  if (uneven.length === 0 && decisions.length === 0) return base
  const changes =
    uneven.length === 0
      ? decisions
      : [
          ...decisions,
          ...uneven.filter(
            ({ start }) =>
              !decisions.some((d) => d.start <= start && start < d.end),
          ),
        ].sort((a, b) => a.start - b.start)
  let result = ''
  let at = 0
  for (const { start, end, text } of changes) {
    result += base.slice(at, start) + text
    at = end
  }
  return result + base.slice(at)
}

/** Converted text in which every offset is the source's. */
interface Aligned {
  text: string
  uneven: readonly { start: number; end: number; text: string }[]
}

const surrogate = /[\ud800-\udfff]/

function align(text: string, convert: (text: string) => string): Aligned {
  const converted = convert(text)
  if (converted.length === text.length && !surrogate.test(text)) {
    return { text: converted, uneven: [] }
  }
  const before = Array.from(text)
  let after = Array.from(converted)
  if (after.length !== before.length) {
    after = before.map((character) => convert(character))
  }
  const uneven: { start: number; end: number; text: string }[] = []
  let result = ''
  for (const [i, character] of before.entries()) {
    const other = after[i] ?? character
    if (other.length === character.length) {
      result += other
      continue
    }
    const start = result.length
    uneven.push({ start, end: start + character.length, text: other })
    result += character
  }
  return { text: result, uneven }
}

/** What each UTF-16 unit is in the text that is searched. */
function characterTable(pairs: string): Uint16Array {
  const table = new Uint16Array(65536)
  for (let unit = 0; unit < table.length; unit++) table[unit] = unit
  for (let at = 0; at < pairs.length; at += 2) {
    table[pairs.charCodeAt(at)] = pairs.charCodeAt(at + 1)
  }
  return table
}

const chunk = 4096

function mapUnits(text: string, table: Uint16Array): string {
  let result = ''
  const buffer = new Uint16Array(Math.min(text.length, chunk))
  for (let at = 0; at < text.length; at += chunk) {
    const size = Math.min(chunk, text.length - at)
    for (let i = 0; i < size; i++) {
      buffer[i] = table[text.charCodeAt(at + i)] as number
    }
    result += String.fromCharCode.apply(
      undefined,
      buffer.subarray(0, size) as unknown as number[],
    )
  }
  return result
}

let simplified: Set<string> | undefined

/**
 * Tell which script text is in.
 *
 * Text with characters that only simplified text has and none that only
 * traditional text has is converted already, and is left as it is: converting
 * twice is converting once. Text that has neither may be of either.
 */
function scriptOf(
  text: string,
  key: string,
): 'traditional' | 'simplified' | 'either' {
  if (text !== key) {
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      if (unit < 0x3400 || unit === 0x8457) continue
      if (unit !== key.charCodeAt(at)) return 'traditional'
    }
  }
  simplified ??= new Set(simplifiedCharacters)
  return hasAny(text, simplified) ? 'simplified' : 'either'
}

function hasAny(text: string, characters: ReadonlySet<string>): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at)
    if (unit >= 0x3400 && characters.has(text.charAt(at))) return true
  }
  return false
}

/** Place where a word of the vocabulary stands, and its senses. */
interface Match {
  start: number
  end: number
  senses: readonly Entry[]
}

/** Evidence of a word whose sense needs the field: little. */
const weakEvidence = 0.25

function scan(
  key: string,
  taken: readonly { start: number; end: number }[],
  index: VocabularyIndex,
  evidence: Evidence,
): Match[] {
  const { leads, singles } = index
  const matches: Match[] = []
  let told = 0
  let unit = key.charCodeAt(0)
  for (let at = 0; at < key.length; at++) {
    const following = key.charCodeAt(at + 1)
    const lead = hashLead(unit, following)
    if (((leads[lead >>> 5] as number) & (1 << (lead & 31))) !== 0) {
      let mask = index.lengthsOf(unit, following)
      if (mask !== 0) mask = index.possible(key, at, mask)
      while (mask !== 0) {
        const length = 31 - Math.clz32(mask)
        mask &= ~(1 << length)
        const end = at + length
        if (end > key.length) continue
        const found = index.find(key.slice(at, end))
        if (!found || !isWhole(key, at, end)) continue
        if (at >= told) {
          tell(evidence, found.senses, found.cue)
          told = end
        }
        if (found.senses.length > 0 && !isTaken(taken, at, end)) {
          matches.push({ start: at, end, senses: found.senses })
        }
      }
    }
    if (singles[unit] === 1) {
      const found = index.find(key.charAt(at))
      if (found && found.senses.length > 0 && !isTaken(taken, at, at + 1)) {
        matches.push({ start: at, end: at + 1, senses: found.senses })
      }
    }
    unit = following
  }
  return matches
}

function tell(
  evidence: Evidence,
  entries: readonly Entry[],
  cue: number | undefined,
): void {
  if (cue !== undefined) {
    evidence[cue] = (evidence[cue] as number) + 1
    return
  }
  for (const { field, gate } of entries) {
    if (field < 0) continue
    const weight = !isUnsure({ gate })
      ? fields[field] === 'life'
        ? 0.5
        : 1
      : weakEvidence
    evidence[field] = (evidence[field] as number) + weight
    return
  }
}

/** The sense needs more than the word: it is little evidence of its field. */
function isUnsure({ gate }: Pick<Entry, 'gate'>): boolean {
  return gate.domain || gate.requires.length > 0
}

function isTaken(
  taken: readonly { start: number; end: number }[],
  start: number,
  end: number,
): boolean {
  return taken.some((range) => range.start < end && range.end > start)
}

const latin = /[A-Za-z0-9]/

/** A word with a Latin letter at an end is none inside a longer Latin word. */
function isWhole(text: string, start: number, end: number): boolean {
  return (
    !(latin.test(text.charAt(start)) && latin.test(text.charAt(start - 1))) &&
    !(latin.test(text.charAt(end - 1)) && latin.test(text.charAt(end)))
  )
}

/** What was found out about the sense of a word. */
interface Sense {
  entry: Entry | undefined
  doubt: Entry | undefined
  by: Decision['by']
  share: number
}

/** Match whose sense was looked for. */
interface Judged extends Match, Sense {}

function judge(
  key: string,
  base: string,
  matches: readonly Match[],
  weights: Evidence,
  given: boolean,
  lexicon: Lexicon,
  explain: boolean,
): { decisions: Decision[]; doubts: Doubt[] } {
  const decisions: Decision[] = []
  const doubts: Doubt[] = []
  if (matches.length === 0) return { decisions, doubts }
  const judged: Judged[] = []
  for (const match of matches) {
    const sense = chooseSense(key, match, weights, given)
    if (!sense) continue
    const { start, end, senses } = match
    judged.push({ start, end, senses, ...sense })
  }
  if (judged.length === 0) return { decisions, doubts }
  for (const word of chooseWords(key, judged, lexicon)) {
    const { start, end, entry, doubt, by, share } = word
    if (!explain) {
      if (!entry) continue
      const text = entry.forms[0] as string
      decisions.push({ start, end, text, entry, alternatives: [], by, share })
      continue
    }
    const plain = base.slice(start, end)
    const others = word.senses.flatMap(({ forms }) => forms)
    const text = entry?.forms[0] ?? plain
    if (doubt) {
      const alternatives = unlike([...doubt.forms, ...others, plain], text)
      if (alternatives.length > 0) {
        doubts.push({ start, end, text, entry: doubt, alternatives, share })
      }
    }
    if (!entry) continue
    const alternatives = unlike([...others, plain], text)
    decisions.push({ start, end, text, entry, alternatives, by, share })
  }
  return { decisions, doubts }
}

function unlike(forms: readonly string[], chosen: string): string[] {
  return [...new Set(forms)].filter((form) => form !== chosen)
}

function chooseSense(
  key: string,
  { start, end, senses }: Match,
  weights: Evidence,
  given: boolean,
): Sense | undefined {
  // What the word itself told of the field, in tell(), is not asked again.
  const teller = senses.find(({ field }) => field >= 0)
  const told = teller && isUnsure(teller) ? teller.field : -1
  let usual: Entry | undefined
  let byField: Entry | undefined
  let doubt: Entry | undefined
  for (const entry of senses) {
    const { gate, field, confidence } = entry
    if (gate.excludes.some((c) => holds(c, key, start, end))) continue
    const share =
      field < 0
        ? 0
        : shareOf(weights, field, given || field !== told ? 0 : weakEvidence)
    if (gate.requires.some((c) => holds(c, key, start, end))) {
      if (confidence < leastConfidence) continue
      return { entry, doubt: undefined, by: 'context', share }
    }
    if (gate.domain) {
      if (share >= sureShare && confidence >= leastConfidence) byField ??= entry
      else if (share >= leastShare) doubt ??= entry
      continue
    }
    if (gate.requires.length > 0) continue
    if (confidence >= leastConfidence) usual ??= entry
    else doubt ??= entry
  }
  const entry = byField ?? usual
  if (!entry && !doubt) return undefined
  if (byField) doubt = undefined
  const { field } = (byField ?? doubt ?? usual) as Entry
  return {
    entry,
    doubt,
    by: byField ? 'field' : 'word',
    share: field < 0 ? 0 : shareOf(weights, field),
  }
}
