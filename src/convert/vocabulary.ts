import type { ChineseLocale } from '../model/index.ts'
import { type Gate, readGate } from './condition.ts'
import { fieldIndex } from './field.ts'
import { cueRows, vocabularyRows } from './lexicon-data.ts'

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
  /**
   * The word is also what another becomes, as 文件 is of 檔案: in text that may
   * be converted already, it is left alone.
   */
  circular: boolean
}

/** What the words of one direction are looked up in. */
export interface VocabularyIndex {
  /** Senses by what the word is in the text that is searched. */
  readonly senses: ReadonlyMap<string, readonly Entry[]>
  /** Field of words that tell it, by the same. */
  readonly cues: ReadonlyMap<string, number>
  /** Bits of the first two units that may start one. */
  readonly leads: Uint32Array
  /** Lengths to try, longest first, by the first two units. */
  readonly lengths: ReadonlyMap<number, readonly number[]>
  /** Units that are an entry by themselves. */
  readonly singles: ReadonlySet<number>
}

/** Row of the vocabulary, its cells apart. */
type Row = readonly [
  tw: string,
  hk: string,
  cn: string,
  domain: string,
  when: string,
  confidence: string,
]

let rows: readonly Row[] | undefined

function readRows(): readonly Row[] {
  rows ??= vocabularyRows.split('\n').map((line) => {
    const [tw = '', hk = '', cn = '', domain = '', when = '', sure = ''] =
      line.split('\t')
    return [tw, hk, cn, domain, when, sure]
  })
  return rows
}

/**
 * Size of the shipped vocabulary.
 *
 * @returns Number of entries of each domain.
 */
export function vocabularySize(): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  for (const [, , , domain] of readRows()) {
    sizes.set(domain, (sizes.get(domain) ?? 0) + 1)
  }
  return sizes
}

/** Hash of the first two units of an entry: 18 bits. */
export function hashLead(first: number, second: number): number {
  return (Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b)) >>> 14
}

/**
 * Index the vocabulary for one direction.
 *
 * @param from - Locale of the text.
 * @param to - Locale of the edition.
 * @param convert - Characters: to what the text is searched in, and to what
 * the edition prints.
 * @returns Index.
 */
export function indexVocabulary(
  from: ChineseLocale,
  to: ChineseLocale,
  convert: {
    search: (text: string) => string
    print: (text: string) => string
  },
): VocabularyIndex {
  const senses = new Map<string, Entry[]>()
  const add = (
    word: string,
    forms: readonly string[],
    row: Row,
    gate: Gate,
  ): void => {
    const key = convert.search(word)
    if (key.length !== word.length) return
    const entry: Entry = {
      word,
      forms,
      domain: row[3],
      field: fieldIndex(row[3]),
      gate,
      confidence: Number(row[5]),
      circular: false,
    }
    const list = senses.get(key)
    if (!list) senses.set(key, [entry])
    else list.push(entry)
  }
  const gates = new Map<string, Gate>()
  for (const row of readRows()) {
    const [tw, hk, cn, , when] = row
    let gate = gates.get(when)
    if (!gate) {
      gate = readGate(when, convert.search)
      gates.set(when, gate)
    }
    if (gate.oneway && to !== 'zh-CN') {
      // What goes one way is a word of its own in the other directions.
      if (from === 'zh-CN') continue
    }
    const hkForms = hk === '' ? [] : hk.split('|')
    const cnForms = cn.split('|')
    const [firstHk] = hkForms
    if (from === 'zh-TW') {
      const forms = to === 'zh-CN' ? cnForms : [firstHk ?? convert.print(tw)]
      add(tw, forms, row, gate)
    } else if (from === 'zh-HK') {
      const forms = to === 'zh-CN' ? cnForms : [tw]
      for (const form of hkForms) add(form, forms, row, gate)
      if (to === 'zh-CN' && !hkForms.includes(tw)) add(tw, forms, row, gate)
    } else {
      const [first = ''] = cnForms
      const forms = [to === 'zh-TW' ? tw : (firstHk ?? convert.print(first))]
      add(first, forms, row, gate)
    }
  }
  const outputs = new Set<string>()
  for (const list of senses.values()) {
    for (const { word, forms } of list) {
      for (const form of forms) if (form !== word) outputs.add(form)
    }
  }
  for (const [key, list] of senses) {
    if (!outputs.has(key)) continue
    for (const entry of list) {
      if (entry.forms[0] !== key) entry.circular = true
    }
  }
  const cues = new Map<string, number>()
  for (const line of cueRows.split('\n')) {
    const [field = '', words = ''] = line.split('\t')
    for (const word of words.split(' ')) {
      if (word) cues.set(convert.search(word), fieldIndex(field))
    }
  }
  const leads = new Uint32Array(8192)
  const lengths = new Map<number, number[]>()
  const singles = new Set<number>()
  for (const keys of [senses.keys(), cues.keys()]) {
    for (const key of keys) {
      const first = key.charCodeAt(0)
      if (key.length === 1) {
        singles.add(first)
        continue
      }
      const second = key.charCodeAt(1)
      const lead = hashLead(first, second)
      leads[lead >>> 5] = (leads[lead >>> 5] as number) | (1 << (lead & 31))
      const pair = first * 65536 + second
      const list = lengths.get(pair)
      if (!list) lengths.set(pair, [key.length])
      else if (!list.includes(key.length)) list.push(key.length)
    }
  }
  for (const list of lengths.values()) list.sort((a, b) => b - a)
  return { senses, cues, leads, lengths, singles }
}
