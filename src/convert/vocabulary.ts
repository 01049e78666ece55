import type { ChineseLocale } from '../model/index.ts'
import { always, type Gate, readGate } from './condition.ts'
import { fieldIndex } from './field.ts'
import { cueRows, keptWords, vocabularyRows } from './vocabulary-data.ts'

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
}

/** What the words of one direction are looked up in. */
export interface VocabularyIndex {
  /** Bits of the first two units that may start a word. */
  readonly leads: Uint32Array
  /**
   * Lengths to try by the first two units: bit n for length n.
   *
   * @param first - First unit.
   * @param second - Second unit.
   */
  lengthsOf(first: number, second: number): number
  /**
   * Leave of lengths to try those at which there may be a word.
   *
   * @param text - Text.
   * @param start - Where the word would start.
   * @param lengths - Bits of lengths, as {@link lengthsOf} gives them.
   */
  possible(text: string, start: number, lengths: number): number
  /** Units that are an entry by themselves. */
  readonly singles: Uint8Array
  /**
   * Look a word up.
   *
   * @param word - Word as the text is searched.
   * @returns Its senses, the field it tells, or `undefined`.
   */
  find(word: string): Found | undefined
  /**
   * Tell whether a word is also what another becomes, as 文件 is of 檔案. In
   * text that may be converted already it is left alone.
   *
   * @param word - Word as the text is searched.
   */
  isCircular(word: string): boolean
}

/** Word of the vocabulary. */
export interface Found {
  /** Senses, none of a word that only tells a field. */
  readonly senses: readonly Entry[]
  /** Index of the field the word tells, `undefined` where its senses do. */
  readonly cue: number | undefined
}

let lines: readonly string[] | undefined

function readLines(): readonly string[] {
  // A Mainland word whose characters are folded is a word of its own: 著作权法.
  lines ??= [
    ...vocabularyRows.split('\n'),
    ...keptWords
      .split(' ')
      .map((word) => `${word}\t\t${word}\tcharacters\toneway\t0.9`),
  ]
  return lines
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
  for (const line of vocabularyRows.split('\n')) {
    const domain = line.split('\t')[3] ?? ''
    sizes.set(domain, (sizes.get(domain) ?? 0) + 1)
  }
  return sizes
}

/** Bits of a hash of two units. */
const leadBits = 20

/** Hash of the first two units of an entry. */
export function hashLead(first: number, second: number): number {
  return (
    (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>>
    (32 - leadBits)
  )
}

const isName = new Set(['place', 'person', 'brand', 'org', 'work'])

/** One step of the hash of a word. */
function mix(hash: number, unit: number): number {
  const value = Math.imul(hash ^ unit, 0x9e3779b1)
  return (value ^ (value >>> 15)) >>> 0
}

/** Bits by two units: open addressing, for it is asked at every other place. */
class PairMap {
  readonly #keys = new Uint32Array(1 << 16)
  readonly #bits = new Uint32Array(1 << 16)

  /** Slot of a pair, or the free one where it would go. */
  #slot(first: number, second: number): number {
    const pair = first * 0x10000 + second
    let slot = Math.imul(pair | 0, 0x9e3779b1) >>> 16
    while (this.#bits[slot] !== 0 && this.#keys[slot] !== pair) {
      slot = (slot + 1) & 0xffff
    }
    return slot
  }

  add(first: number, second: number, bits: number): void {
    const slot = this.#slot(first, second)
    this.#keys[slot] = first * 0x10000 + second
    this.#bits[slot] = (this.#bits[slot] as number) | bits
  }

  get(first: number, second: number): number {
    return this.#bits[this.#slot(first, second)] as number
  }
}

/** Where a word of the text's locale stands in the vocabulary. */
interface Reference {
  row: number
  /** Which of the row's columns the word stands in. */
  kind: 'tw' | 'hk' | 'cn'
  word: string
}

/**
 * Index the vocabulary for one direction.
 *
 * Only the words themselves are read at once; an entry's forms and conditions
 * are read when a text first has the word.
 *
 * @param from - Locale of the text.
 * @param to - Locale of the edition.
 * @param convert - Characters: to what the text is searched in, and to what
 * the edition prints; and OpenCC's phrases, which the edition prints too.
 * @returns Index.
 */
export function indexVocabulary(
  from: ChineseLocale,
  to: ChineseLocale,
  convert: {
    search: (text: string) => string
    print: (text: string) => string
    phrases: (text: string) => string
  },
): VocabularyIndex {
  const rows = readLines()
  const references: Reference[] = []
  for (let row = 0; row < rows.length; row++) {
    const line = rows[row] as string
    const first = line.indexOf('\t')
    if (from === 'zh-TW') {
      references.push({ row, kind: 'tw', word: line.slice(0, first) })
      continue
    }
    const second = line.indexOf('\t', first + 1)
    if (from === 'zh-CN') {
      const third = line.indexOf('\t', second + 1)
      const bar = line.indexOf('|', second + 1)
      const end = bar >= 0 && bar < third ? bar : third
      references.push({ row, kind: 'cn', word: line.slice(second + 1, end) })
      continue
    }
    const tw = line.slice(0, first)
    const forms =
      second === first + 1 ? [] : line.slice(first + 1, second).split('|')
    for (const word of forms) references.push({ row, kind: 'hk', word })
    if (to === 'zh-CN' && !forms.includes(tw)) {
      references.push({ row, kind: 'tw', word: tw })
    }
  }
  const cueWords: string[] = []
  const cueFields: number[] = []
  for (const line of cueRows.split('\n')) {
    const tab = line.indexOf('\t')
    const field = fieldIndex(line.slice(0, tab))
    for (const word of line.slice(tab + 1).split(' ')) {
      if (word === '') continue
      cueWords.push(word)
      cueFields.push(field)
    }
  }
  const keys = convert
    .search([...references.map(({ word }) => word), ...cueWords].join('\n'))
    .split('\n')
  const byKey = new Map<string, number[]>()
  const leads = new Uint32Array(1 << (leadBits - 5))
  const lengths = new PairMap()
  const singles = new Uint8Array(65536)
  const words = new Uint32Array(1 << 16)
  for (let at = 0; at < keys.length; at++) {
    const key = keys[at] as string
    const list = byKey.get(key)
    if (list) {
      list.push(at)
      continue
    }
    byKey.set(key, [at])
    const first = key.charCodeAt(0)
    if (key.length === 1) {
      singles[first] = 1
      continue
    }
    if (key.length > 31) continue
    const second = key.charCodeAt(1)
    const lead = hashLead(first, second)
    leads[lead >>> 5] = (leads[lead >>> 5] as number) | (1 << (lead & 31))
    lengths.add(first, second, 1 << key.length)
    let hash = 0
    for (let i = 0; i < key.length; i++) hash = mix(hash, key.charCodeAt(i))
    words[hash >>> 16] = (words[hash >>> 16] as number) | (1 << (hash & 31))
  }
  const found = new Map<string, Found>()
  const read = (list: readonly number[]): Found => {
    const senses: Entry[] = []
    let cue: number | undefined
    for (const at of list) {
      const reference = references[at]
      if (!reference) {
        cue ??= cueFields[at - references.length]
        continue
      }
      const entry = readEntry(rows[reference.row] as string, reference)
      if (entry) senses.push(entry)
    }
    return { senses: from === 'zh-CN' ? backwards(senses) : senses, cue }
  }
  // Read backwards, an entry says only that some Mainland text with its form
  // would be its word. One form may be that of several words, and of a word
  // that both sides have; OpenCC's phrases know which is usual.
  const backwards = (senses: readonly Entry[]): Entry[] => {
    const [first] = senses
    if (!first) return []
    const usual = convert.phrases(first.word)
    const chosen = senses.find(({ forms }) => forms[0] === usual)
    if (usual !== convert.print(first.word)) {
      return [{ ...(chosen ?? first), forms: [usual], gate: always }]
    }
    const words = new Set(senses.map(({ forms }) => forms[0]))
    if (words.size > 1 || chosen) return []
    // Names are the one kind that has a single form on each side.
    return isName.has(first.domain) && first.confidence >= 0.9 ? [first] : []
  }
  const readEntry = (
    line: string,
    { kind, word }: Reference,
  ): Entry | undefined => {
    const [tw = '', hk = '', cn = '', domain = '', when = '', sure = ''] =
      line.split('\t')
    const gate = readGate(when, convert.search)
    // What goes one way is a word of its own in the other directions.
    if (gate.oneway && kind === 'cn') return undefined
    const cnForms = cn.split('|')
    const [hkForm = ''] = hk.split('|')
    let forms: readonly string[]
    if (to === 'zh-CN') forms = cnForms
    else if (to === 'zh-TW') forms = [tw]
    else forms = [hkForm || convert.print(word)]
    return {
      word,
      forms,
      domain,
      field: fieldIndex(domain),
      gate,
      confidence: Number(sure),
    }
  }
  let outputs: Set<string> | undefined
  return {
    leads,
    singles,
    lengthsOf: (first, second) => lengths.get(first, second),
    possible(text, start, bits) {
      let left = 0
      let hash = 0
      const last = Math.min(text.length - start, 31 - Math.clz32(bits))
      for (let length = 1; length <= last; length++) {
        hash = mix(hash, text.charCodeAt(start + length - 1))
        if ((bits & (1 << length)) === 0) continue
        const word = words[hash >>> 16] as number
        if ((word & (1 << (hash & 31))) !== 0) left |= 1 << length
      }
      return left
    },
    find(word) {
      let result = found.get(word)
      if (result) return result
      const list = byKey.get(word)
      if (!list) return undefined
      result = read(list)
      found.set(word, result)
      return result
    },
    isCircular(word) {
      if (!outputs) {
        outputs = new Set()
        for (const line of rows) {
          const [tw = '', hk = '', cn = ''] = line.split('\t')
          const printed = to === 'zh-CN' ? cn : to === 'zh-TW' ? tw : hk
          for (const form of printed.split('|')) {
            if (form !== tw) outputs.add(form)
          }
        }
      }
      return outputs.has(word)
    },
  }
}
