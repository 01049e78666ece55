import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml'
import {
  printDouble,
  printFlow,
  printItem,
  printPair,
  printScalar,
  printValue,
} from './print-yaml.ts'
import {
  isMapping,
  isSame,
  type Written,
  type WrittenMapping,
} from './written.ts'

/** Why a concept can not be edited in place. */
export class UnpatchableError extends Error {
  override readonly name = 'UnpatchableError'
}

/** Keys of concepts, terms and what is below them, in the order they are written. */
const keyOrder = [
  'id',
  'text',
  'type',
  'status',
  'domain',
  'state',
  'review',
  'partOfSpeech',
  'doNotTranslate',
  'gloss',
  'match',
  'requires',
  'excludes',
  'definition',
  'note',
  'sources',
  'provenance',
  'confidence',
  'validFrom',
  'validTo',
  'relations',
  'images',
  'terms',
  'zh-TW',
  'zh-HK',
  'zh-CN',
  'en',
  'history',
]

/** Piece of text and what comes in its place. */
interface Replacement {
  start: number
  end: number
  text: string
}

/** Where a value stands. */
interface Place {
  /** Key it belongs to. */
  key: string
  /** End of the colon before it. */
  after: number
  /** Column of the key, from 0. */
  column: number
  /** Whether it stands in a flow collection. */
  flow: boolean
}

/**
 * Change a mapping in YAML into another, and nothing else.
 *
 * Only what differs is written: comments, the order of keys, quotation marks,
 * and the form of collections stay. New keys take the place the shipped
 * glossary gives them; new text has its style.
 *
 * @param text - YAML of one mapping, or of a list with one mapping in it.
 * @param wanted - What it has to say.
 * @param eol - Line break for new lines.
 * @returns YAML that is read as what is wanted; `text` itself when it is already.
 * @throws UnpatchableError when the text is broken, or says things by anchors,
 *   aliases, tags or explicit keys, whose edit would change more than itself.
 */
export function patchYaml(
  text: string,
  wanted: WrittenMapping,
  eol: string,
): string {
  const { document, map, value } = readMapping(text)
  if (isSame(value, wanted)) return text
  const patch = new Patch(text, eol)
  patch.mapping(map, value, wanted)
  const patched = patch.apply()
  const again = readMapping(patched)
  if (!isSame(again.value, wanted) || document.errors.length > 0) {
    throw new UnpatchableError('The edit would be read as something else.')
  }
  return patched
}

/**
 * Read a mapping, or the only one of a list.
 *
 * @param text - YAML.
 * @returns Document, node and plain value.
 * @throws UnpatchableError when it is broken or something else.
 */
export function readMapping(text: string): {
  document: Document.Parsed
  map: YAMLMap
  value: WrittenMapping
} {
  const document = parseDocument(text, {
    keepSourceTokens: true,
    prettyErrors: false,
    stringKeys: true,
  })
  const [problem] = document.errors
  if (problem) throw new UnpatchableError(problem.message)
  const { contents } = document
  const node =
    isSeq(contents) && contents.items.length === 1
      ? contents.items[0]
      : contents
  if (!isMap(node)) throw new UnpatchableError('It is no mapping.')
  let read: unknown
  try {
    read = document.toJS()
  } catch (error) {
    // An alias of what stands in another concept.
    throw new UnpatchableError(String(error))
  }
  const value: unknown = Array.isArray(read) ? read[0] : read
  if (!isMapping(value)) throw new UnpatchableError('It is no mapping.')
  return { document, map: node, value }
}

class Patch {
  private readonly replacements: Replacement[] = []
  private readonly text: string
  private readonly eol: string

  constructor(text: string, eol: string) {
    this.text = text
    this.eol = eol
  }

  apply(): string {
    const sorted = this.replacements
      .map((one, index) => ({ ...one, index }))
      .sort((a, b) => a.start - b.start || a.end - b.end || a.index - b.index)
    let result = ''
    let at = 0
    for (const { start, end, text } of sorted) {
      if (start < at) throw new UnpatchableError('Edits overlap.')
      result += this.text.slice(at, start) + text
      at = end
    }
    return result + this.text.slice(at)
  }

  mapping(node: YAMLMap, before: WrittenMapping, wanted: WrittenMapping): void {
    const pairs = node.items.map((pair) => this.pairOf(pair))
    const flow = node.flow === true
    const staying = pairs.filter(({ key }) => Object.hasOwn(wanted, key))
    for (const { key, node: value, after, start } of staying) {
      this.value(value, before[key] ?? null, wanted[key] ?? null, {
        key,
        after,
        column: this.columnOf(start),
        flow,
      })
    }
    this.removePairs(pairs, staying, flow)
    this.addPairs(pairs, staying, wanted, flow)
  }

  private removePairs(
    pairs: readonly PlacedPair[],
    staying: readonly PlacedPair[],
    flow: boolean,
  ): void {
    if (pairs.length === staying.length) return
    if (staying.length === 0)
      throw new UnpatchableError('No key would be left.')
    for (const [index, pair] of pairs.entries()) {
      if (staying.includes(pair)) continue
      const next = pairs[index + 1]
      const previous = pairs[index - 1]
      const leading = pairs.slice(0, index).every((p) => !staying.includes(p))
      if (flow) {
        if (leading && next) this.replace(pair.start, next.start, '')
        else this.replace(previous?.end ?? pair.start, pair.end, '')
      } else if (!leading || !next) {
        const start = this.lineBreakBefore(pair.start)
        this.replace(start, this.lineEnd(pair.end), '')
      } else {
        // The dash stays on the line; what follows moves up to it.
        const end = this.lineEnd(pair.end)
        const [gap = ''] = /^\s*/.exec(this.text.slice(end)) ?? []
        this.replace(pair.start, end + gap.length, '')
      }
    }
  }

  private addPairs(
    pairs: readonly PlacedPair[],
    staying: readonly PlacedPair[],
    wanted: WrittenMapping,
    flow: boolean,
  ): void {
    const [first] = pairs
    if (!first) throw new UnpatchableError('It has no key to stand beside.')
    const column = this.columnOf(first.start)
    const added = Object.keys(wanted).filter(
      (key) => !pairs.some((pair) => pair.key === key),
    )
    for (const key of added.sort((a, b) => rankOf(a) - rankOf(b))) {
      const value = wanted[key] ?? null
      const printed = flow
        ? `${printScalar(key, true)}: ${printFlow(value)}`
        : printPair(key, value, column, this.eol)
      const previous = staying.findLast((p) => rankOf(p.key) <= rankOf(key))
      if (previous) {
        this.insert(
          flow ? previous.end : this.lineEnd(previous.end),
          flow ? `, ${printed}` : `${this.eol}${' '.repeat(column)}${printed}`,
        )
        continue
      }
      const [next] = staying
      if (!next) throw new UnpatchableError('It has no key to stand beside.')
      this.insert(
        next.start,
        flow ? `${printed}, ` : `${printed}${this.eol}${' '.repeat(column)}`,
      )
    }
  }

  private value(
    node: Node | null,
    before: Written,
    wanted: Written,
    place: Place,
  ): void {
    if (isSame(before, wanted)) return
    if (isAlias(node)) throw new UnpatchableError('It has an alias.')
    if (node && (node.tag || ('anchor' in node && node.anchor))) {
      throw new UnpatchableError('It has an anchor or a tag.')
    }
    if (!place.flow) {
      const text = printValue(place.key, wanted, place.column, this.eol)
      if (this.outgrows(node, before, text)) {
        this.replace(place.after, this.endOf(node), text)
        return
      }
    }
    if (isMap(node) && isMapping(before) && isMapping(wanted)) {
      const kept = Object.keys(wanted).some((key) => Object.hasOwn(before, key))
      if (kept) {
        this.mapping(node, before, wanted)
        return
      }
    }
    if (isSeq(node) && Array.isArray(before) && Array.isArray(wanted)) {
      if (wanted.length > 0 && before.length > 0) {
        this.list(node, before, wanted, place)
        return
      }
    }
    if (
      isScalar(node) &&
      isPlainScalar(wanted) &&
      this.scalar(node, wanted, place.flow)
    ) {
      return
    }
    const end = Math.max(node ? this.endOf(node) : place.after, place.after)
    const text = place.flow
      ? ` ${printFlow(wanted)}`
      : printValue(place.key, wanted, place.column, this.eol)
    this.replace(place.after, end, text)
  }

  /** Whether a line in the style of the shipped glossary would get too long. */
  private outgrows(
    node: Node | null,
    before: Written,
    printed: string,
  ): node is Node {
    if (!(isMap(node) || isSeq(node)) || !node.flow) return false
    const [start, end] = node.range ?? [0, 0]
    const own = this.text.slice(start, end) === printFlow(before)
    return own && printed.includes(this.eol)
  }

  /** Replace a scalar by another in the same quotation marks; whether it could. */
  private scalar(node: Scalar, wanted: Written, flow: boolean): boolean {
    const { type, range } = node
    if (!range || range[0] === range[1]) return false
    if (type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL') return false
    if (typeof wanted !== 'string') {
      this.replace(range[0], range[1], printScalar(wanted, flow))
      return true
    }
    const plain = printScalar(wanted, flow)
    if (type === 'PLAIN' && !flow && wanted.length > 60) return false
    const text =
      type === 'QUOTE_DOUBLE'
        ? printDouble(wanted)
        : type === 'QUOTE_SINGLE' && !plain.startsWith('"')
          ? `'${wanted.replaceAll("'", "''")}'`
          : plain
    this.replace(range[0], range[1], text)
    return true
  }

  private list(
    node: YAMLSeq,
    before: readonly Written[],
    wanted: readonly Written[],
    place: Place,
  ): void {
    const items = node.items.map((item, index) =>
      this.itemOf(node, item, index),
    )
    const flow = node.flow === true
    let head = 0
    while (
      head < Math.min(before.length, wanted.length) &&
      isSame(before[head], wanted[head])
    )
      head++
    let tail = 0
    while (
      tail < Math.min(before.length, wanted.length) - head &&
      isSame(before.at(-1 - tail), wanted.at(-1 - tail))
    )
      tail++
    const shared = Math.min(before.length, wanted.length) - tail
    for (let index = head; index < shared; index++) {
      const item = items[index]
      if (!item) continue
      this.item(
        item,
        before[index] ?? null,
        wanted[index] ?? null,
        place.key,
        flow,
      )
    }
    for (let index = shared; index < before.length - tail; index++) {
      this.removeItem(items, index, shared, flow)
    }
    const extra = wanted.slice(shared, wanted.length - tail)
    if (extra.length === 0) return
    const previous = items[shared - 1]
    const [first] = items
    if (!first) throw new UnpatchableError('It has no item to stand beside.')
    for (const value of extra) {
      if (flow) {
        if (previous) this.insert(previous.end, `, ${printFlow(value)}`)
        else this.insert(first.start, `${printFlow(value)}, `)
        continue
      }
      const column = this.columnOf(first.start)
      const printed = `- ${printItem(place.key, value, column, this.eol)}`
      const pad = ' '.repeat(column)
      if (previous) {
        this.insert(this.lineEnd(previous.end), this.eol + pad + printed)
      } else this.insert(first.start, printed + this.eol + pad)
    }
  }

  private item(
    item: PlacedItem,
    before: Written,
    wanted: Written,
    key: string,
    flow: boolean,
  ): void {
    const { node, start } = item
    if (isSame(before, wanted)) return
    if (isMap(node) && isMapping(before) && isMapping(wanted)) {
      const kept = Object.keys(wanted).some((k) => Object.hasOwn(before, k))
      const column = this.columnOf(start)
      const text = flow ? '' : printItem(key, wanted, column, this.eol)
      if (kept && node.range && this.outgrows(node, before, text)) {
        this.replace(node.range[0], this.endOf(node), text)
        return
      }
      if (kept && !node.anchor && !node.tag) {
        this.mapping(node, before, wanted)
        return
      }
    }
    if (isScalar(node) && isPlainScalar(wanted)) {
      if ('anchor' in node && node.anchor)
        throw new UnpatchableError('It has an anchor.')
      if (this.scalar(node, wanted, flow)) return
    }
    if (!node?.range) throw new UnpatchableError('An item is empty.')
    if (isAlias(node)) throw new UnpatchableError('It has an alias.')
    const column = this.columnOf(start)
    const text = flow
      ? printFlow(wanted)
      : printItem(key, wanted, column, this.eol)
    this.replace(node.range[0], this.endOf(node), text)
  }

  private removeItem(
    items: readonly PlacedItem[],
    index: number,
    shared: number,
    flow: boolean,
  ): void {
    const item = items[index]
    if (!item) return
    if (!flow) {
      const start = this.lineBreakBefore(item.start)
      this.replace(start, this.lineEnd(item.end), '')
      return
    }
    const next = items[index + 1]
    const previous = items[index - 1]
    if (shared === 0 && next) this.replace(item.start, next.start, '')
    else this.replace(previous?.end ?? item.start, item.end, '')
  }

  private pairOf(pair: Pair): PlacedPair {
    const { key, value, srcToken } = pair
    const colon = srcToken?.sep?.find(({ type }) => type === 'map-value-ind')
    const explicit = srcToken?.start.some(
      ({ type }) => type === 'explicit-key-ind',
    )
    if (!isScalar(key) || !key.range || !colon || explicit || key.anchor) {
      throw new UnpatchableError(
        'It has a key that is written in an unusual way.',
      )
    }
    const node = value as Node | null
    const after = colon.offset + 1
    const end = Math.max(node ? this.endOf(node) : after, after)
    return { key: String(key.value), start: key.range[0], after, end, node }
  }

  private itemOf(list: YAMLSeq, item: unknown, index: number): PlacedItem {
    const node = item as Node | null
    const { srcToken } = list
    const token =
      srcToken && 'items' in srcToken ? srcToken.items[index] : undefined
    const dash = token?.start.find(({ type }) => type === 'seq-item-ind')
    const start = dash?.offset ?? node?.range?.[0]
    if (start === undefined || !node)
      throw new UnpatchableError('An item is empty.')
    return { node, start, end: this.endOf(node) }
  }

  /** End of a node, without what follows its last word. */
  private endOf(node: Node): number {
    if ((isMap(node) || isSeq(node)) && !node.flow) {
      const last = node.items.at(-1)
      if (isMap(node) && last) return this.pairOf(last as Pair).end
      if (last) return this.endOf(last as Node)
    }
    const [start, end] = node.range ?? [0, 0]
    const kept = this.text.slice(start, end)
    return start + (isScalar(node) ? kept.trimEnd() : kept).length
  }

  private columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf('\n', offset - 1) + 1)
  }

  /** Where the line break before the line of an offset starts. */
  private lineBreakBefore(offset: number): number {
    const feed = this.text.lastIndexOf('\n', offset - 1)
    if (feed < 0 || this.text.slice(feed + 1, offset).trim() !== '') {
      throw new UnpatchableError('Something else stands on its line.')
    }
    return this.text[feed - 1] === '\r' ? feed - 1 : feed
  }

  /** End of the line of an offset, before its break. */
  private lineEnd(offset: number): number {
    const feed = this.text.indexOf('\n', offset)
    if (feed < 0) return this.text.length
    return this.text[feed - 1] === '\r' && feed > offset ? feed - 1 : feed
  }

  private replace(start: number, end: number, text: string): void {
    this.replacements.push({ start, end, text })
  }

  private insert(at: number, text: string): void {
    this.replace(at, at, text)
  }
}

interface PlacedPair {
  key: string
  /** Start of the key. */
  start: number
  /** End of the colon. */
  after: number
  /** End of the value. */
  end: number
  node: Node | null
}

interface PlacedItem {
  node: Node
  /** Start of the dash, or of the item in a flow collection. */
  start: number
  end: number
}

/**
 * Put the keys of a concept into the order the shipped glossary has.
 *
 * @param concept - Concept as written.
 * @returns The same with its keys, those of its locales and of its words in order.
 */
export function orderConcept(concept: WrittenMapping): WrittenMapping {
  const sorted = sortKeys(concept)
  const { terms } = sorted
  if (!isMapping(terms)) return sorted
  const byLocale = Object.entries(sortKeys(terms)).map(([locale, words]) => [
    locale,
    Array.isArray(words)
      ? words.map((word: Written) => (isMapping(word) ? sortKeys(word) : word))
      : isMapping(words)
        ? sortKeys(words)
        : words,
  ])
  return { ...sorted, terms: Object.fromEntries(byLocale) as WrittenMapping }
}

function sortKeys(mapping: WrittenMapping): WrittenMapping {
  return Object.fromEntries(
    Object.entries(mapping).sort(([a], [b]) => rankOf(a) - rankOf(b)),
  )
}

function rankOf(key: string): number {
  const rank = keyOrder.indexOf(key)
  return rank < 0 ? keyOrder.length : rank
}

function isPlainScalar(value: Written): boolean {
  return typeof value !== 'object' || value === null
}
