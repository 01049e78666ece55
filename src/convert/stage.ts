import { readTable } from '#tables/opencc'
import { type StageName, smaller } from './opencc-data.ts'
import { openTables, type Tables } from './tables.ts'
import { isPair, isSurrogate, joinPair, type UnitBuffer } from './units.ts'

/** The longest phrase, in UTF-16 units. */
export const longestPhrase = 15

/** The difference of a character whose value is not one unit. */
export const notOneUnit = 0xffff

/** How many nodes share a base, as a shift; the compiler has it too. */
const blockBits = 4

/** How many counts come first. */
const headLength = 13

/** So many children do not fit into a node's byte; the compiler has it too. */
const manyChildren = 63

/** So many children are tried one by one. */
const fewChildren = 8

/**
 * The low bits of a node's byte say what ends there, where not nothing; the
 * last two have values. The others say how many children it has.
 */
const kindBits = 3
const byCharacters = 1
const byValue = 2
const leftOut = 3

let tables: Tables | undefined

/** What a stage makes of characters that are in none of its phrases. */
export interface CharacterMap {
  /**
   * By unit, in which bits its value differs: mostly 0, so nothing has to fill
   * the table. `notOneUnit` where key or value is not one unit, and for the
   * first unit of such a key.
   */
  readonly differences: Uint16Array
  /** Units whose value is another unit. */
  readonly keys: Uint16Array
  /** Units of the value, by code point, where key or value is not one unit. */
  readonly others: ReadonlyMap<number, Uint16Array>
}

/**
 * A stage of a conversion: phrases, the longest first, and characters for what
 * is in none.
 *
 * The phrases are a trie over UTF-16 units. A key of surrogate pairs can only
 * match pairs, so units do for code points. The nodes are in order of their
 * depth, then of their path, so children are sorted neighbours; node 0 is the
 * root. The arrays are as they were shipped, so that a stage is loaded without
 * a look at each of its tens of thousands of nodes.
 */
export class Stage {
  readonly characters: CharacterMap
  /** Node of each unit that begins a phrase, else 0. */
  readonly first = new Uint16Array(0x10000)
  /** The unit that leads to a node. */
  readonly units: Uint16Array
  /**
   * Where the children of a node of one unit begin; they end where the next
   * one's begin.
   */
  readonly firstChildren: Uint16Array
  /**
   * First units of phrases and of their values, one pair after the other,
   * where characters do not say as much.
   */
  readonly valueLeads: Uint16Array
  /** Where the last match ended. */
  matchEnd = 0

  /** Where nodes of more than one unit begin; the arrays below are of those. */
  readonly #deep: number
  readonly #nodes: Uint8Array
  /** How many children nodes have that have many. */
  readonly #many = new Map<number, number>()
  /** Where the children of a block begin. */
  readonly #childBases: Uint32Array
  /** How many values are before a block, and where each value begins. */
  readonly #valueBases: Uint16Array
  readonly #valueStarts: Uint16Array
  readonly #values: Uint16Array

  /** @param name - Name of the stage. */
  constructor(name: StageName) {
    const without = smaller[name]
    tables ??= openTables(readTable)
    const bytes = tables.copy(without?.of ?? name)
    const head = new Uint32Array(bytes.buffer, 0, headLength)
    const [firsts = 0, others = 0, blocks = 0, ...lengths] = head
    this.#childBases = new Uint32Array(bytes.buffer, head.byteLength, blocks)
    let offset = head.byteLength + this.#childBases.byteLength
    const [keys, values, otherWords, valueLeads, units, ...rest] = lengths.map(
      (length) => {
        const section = new Uint16Array(bytes.buffer, offset, length)
        offset += section.byteLength
        return section
      },
    ) as Sections
    this.characters = unpackCharacters(keys, values, others, otherWords)
    this.valueLeads = valueLeads
    this.units = units
    const [firstChildren, many, valueBases, valueStarts, phraseValues] = rest
    this.firstChildren = firstChildren
    this.#valueBases = valueBases
    this.#valueStarts = valueStarts
    this.#values = phraseValues
    this.#deep = firsts + 1
    this.#nodes = bytes.subarray(offset)
    for (let i = 0; i < many.length; i += 3) {
      const deep = (many[i] as number) + (many[i + 1] as number) * 0x10000
      this.#many.set(deep, many[i + 2] as number)
    }
    for (let node = 1; node <= firsts; node++) {
      this.first[units[node] as number] = node
    }
    for (const node of without?.nodes ?? []) {
      const deep = node - this.#deep
      const bits = this.#nodes[deep] as number
      const left = (bits & kindBits) === byValue ? leftOut : 0
      this.#nodes[deep] = (bits & ~kindBits) | left
    }
  }

  /**
   * Go from a node to a child.
   *
   * @param node - Node, not the root.
   * @param unit - Unit that leads to the child.
   * @returns The child, or 0 where there is none.
   */
  follow(node: number, unit: number): number {
    const deep = node - this.#deep
    if (deep < 0) {
      const { firstChildren } = this
      const low = firstChildren[node] as number
      return this.#find(unit, low, firstChildren[node + 1] as number)
    }
    const bits = this.#nodes[deep] as number
    return bits <= kindBits ? 0 : this.#followDeep(deep, bits, unit)
  }

  #followDeep(deep: number, bits: number, unit: number): number {
    const start = this.#childrenOf(deep)
    return this.#find(unit, start, start + this.#childCount(deep, bits))
  }

  /** Where the children of a node of several units begin. */
  #childrenOf(deep: number): number {
    const nodes = this.#nodes
    let child = this.#childBases[deep >>> blockBits] as number
    for (let i = (deep >>> blockBits) << blockBits; i < deep; i++) {
      child += this.#childCount(i, nodes[i] as number)
    }
    return child
  }

  #childCount(deep: number, bits: number): number {
    const count = bits >>> 2
    return count < manyChildren ? count : (this.#many.get(deep) as number)
  }

  /**
   * Go through the units that a phrase may go on with.
   *
   * @param node - Node of several units.
   * @param visit - Takes a unit.
   */
  forEachChild(node: number, visit: (unit: number) => void): void {
    const deep = node - this.#deep
    const count = this.#childCount(deep, this.#nodes[deep] as number)
    const start = this.#childrenOf(deep)
    for (let child = start; child < start + count; child++) {
      visit(this.units[child] as number)
    }
  }

  /** Find a unit among the nodes from one to another. */
  #find(unit: number, start: number, end: number): number {
    const { units } = this
    let low = start
    let high = end
    while (high - low > fewChildren) {
      const middle = (low + high) >>> 1
      if ((units[middle] as number) <= unit) low = middle
      else high = middle
    }
    for (; low < high; low++) {
      if (units[low] === unit) return low
    }
    return 0
  }

  /** Whether a phrase ends at a node. */
  isPhrase(node: number): boolean {
    const deep = node - this.#deep
    return deep >= 0 && isPhraseKind((this.#nodes[deep] as number) & kindBits)
  }

  /** Whether phrases go on after a node. */
  hasChildren(node: number): boolean {
    const deep = node - this.#deep
    return deep < 0 || (this.#nodes[deep] as number) > kindBits
  }

  /**
   * Find the longest phrase at a place, and where it ends in `matchEnd`.
   *
   * @param units - Text.
   * @param start - Where to look.
   * @param end - Where the text ends.
   * @returns Its node, or 0 where no phrase is.
   */
  match(units: Uint16Array, start: number, end: number): number {
    const first = this.first[units[start] as number] as number
    if (first === 0 || start + 1 >= end) return 0
    const nodes = this.#nodes
    const { firstChildren } = this
    const low = firstChildren[first] as number
    const high = firstChildren[first + 1] as number
    let at = start + 1
    let node = this.#find(units[at++] as number, low, high)
    let found = 0
    while (node !== 0) {
      const deep = node - this.#deep
      const bits = nodes[deep] as number
      if (isPhraseKind(bits & kindBits)) {
        found = node
        this.matchEnd = at
      }
      if (bits <= kindBits || at >= end) break
      node = this.#followDeep(deep, bits, units[at++] as number)
    }
    return found
  }

  /**
   * Put what becomes of a phrase behind what is there.
   *
   * @param node - Node that the phrase ends at.
   * @param units - Text that it is in.
   * @param start - Where it begins.
   * @param end - Where it ends.
   * @param output - Where to put it.
   */
  writePhrase(
    node: number,
    units: Uint16Array,
    start: number,
    end: number,
    output: UnitBuffer,
  ): void {
    const deep = node - this.#deep
    const nodes = this.#nodes
    if (((nodes[deep] as number) & kindBits) === byCharacters) {
      const { differences } = this.characters
      output.reserve(end - start)
      const to = output.units
      const shift = output.length - start
      for (let i = start; i < end; i++) {
        const unit = units[i] as number
        to[i + shift] = unit ^ (differences[unit] as number)
      }
      output.length = end + shift
      return
    }
    let number = this.#valueBases[deep >>> blockBits] as number
    for (let i = (deep >>> blockBits) << blockBits; i < deep; i++) {
      if (((nodes[i] as number) & kindBits) >= byValue) number++
    }
    const from = this.#valueStarts[number] as number
    const to = this.#valueStarts[number + 1] as number
    output.append(this.#values, from, to)
  }
}

function isPhraseKind(kind: number): boolean {
  return kind === byCharacters || kind === byValue
}

const loaded = new Map<StageName, Stage>()

/**
 * Load a stage, once.
 *
 * @param name - Its name.
 * @returns The stage.
 */
export function loadStage(name: StageName): Stage {
  let stage = loaded.get(name)
  if (!stage) {
    stage = new Stage(name)
    loaded.set(name, stage)
  }
  return stage
}

/**
 * Put what becomes of one character behind what is there.
 *
 * @param characters - What characters become.
 * @param units - Text.
 * @param at - Where the character is.
 * @param end - Where the text ends.
 * @param output - Where to put it.
 * @returns How many units the character has.
 */
export function writeCharacter(
  characters: CharacterMap,
  units: Uint16Array,
  at: number,
  end: number,
  output: UnitBuffer,
): number {
  const unit = units[at] as number
  const difference = characters.differences[unit] as number
  if (difference !== notOneUnit && !isSurrogate(unit)) {
    output.push(unit ^ difference)
    return 1
  }
  return writeOther(characters.others, units, at, end, output)
}

/** Put what becomes of a character of another kind behind what is there. */
function writeOther(
  others: ReadonlyMap<number, Uint16Array>,
  units: Uint16Array,
  at: number,
  end: number,
  output: UnitBuffer,
): number {
  const unit = units[at] as number
  const next = at + 1 < end ? (units[at + 1] as number) : 0
  const length = isPair(unit, next) ? 2 : 1
  const value = others.get(length === 2 ? joinPair(unit, next) : unit)
  if (value) output.append(value, 0, value.length)
  else output.append(units, at, at + length)
  return length
}

function unpackCharacters(
  keys: Uint16Array,
  values: Uint16Array,
  otherCount: number,
  otherWords: Uint16Array,
): CharacterMap {
  const differences = new Uint16Array(0x10000)
  const others = new Map<number, Uint16Array>()
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i] as number
    const difference = key ^ (values[i] as number)
    differences[key] = difference
    if (difference === notOneUnit) others.set(key, values.subarray(i, i + 1))
  }
  let at = 0
  for (let i = 0; i < otherCount; i++) {
    const lengths = otherWords[at++] as number
    const high = otherWords[at] as number
    let codePoint = high
    differences[high] = notOneUnit
    if (lengths >>> 8 > 1) {
      codePoint = joinPair(high, otherWords[at + 1] as number)
    }
    at += lengths >>> 8
    others.set(codePoint, otherWords.subarray(at, at + (lengths & 0xff)))
    at += lengths & 0xff
  }
  return { differences, keys, others }
}

/** Of characters the first three, then of phrases. */
type Sections = [
  Uint16Array,
  Uint16Array,
  Uint16Array,
  Uint16Array,
  Uint16Array,
  Uint16Array,
  Uint16Array,
  Uint16Array,
  Uint16Array,
  Uint16Array,
]
