import { stringify } from 'yaml'
import { displayWidth } from '../model/index.ts'
import { isMapping, type Written, type WrittenMapping } from './written.ts'

/** Columns a line fills, as in the files that ship with Yiwen. */
const width = 80

/** Lists whose items each get a line, however short they are. */
const longLists = new Set([
  'sources',
  'relations',
  'images',
  'history',
  'concepts',
])

/** Mappings that are written out, with a line for each key. */
const longMappings = new Set(['sources'])

/**
 * Write a scalar on one line.
 *
 * @param value - String, number, boolean or null.
 * @param flow - Whether it stands between `[` `]` or `{` `}`.
 * @returns YAML: plain where that is read as the same, else quoted.
 */
export function printScalar(value: Written, flow: boolean): string {
  if (typeof value !== 'string') return JSON.stringify(value)
  if (plainWords.test(value)) return value
  // A line break or a character that is not printable needs an escape.
  if (unprintable.test(value)) return printDouble(value)
  const text = stringify([value], {
    collectionStyle: flow ? 'flow' : 'block',
    flowCollectionPadding: false,
    lineWidth: 0,
    singleQuote: true,
  }).trimEnd()
  return flow ? text.slice(1, -1) : text.replace(/^- /, '')
}

// What is a plain scalar anywhere, found without a printer: letters, digits, _ and -
// after a letter, and times. The core schema has three words that are no strings.
const plainWords =
  /^(?:(?!(?:true|false|null)$)\p{L}(?:[\p{L}\p{N}_ -]*[\p{L}\p{N}])?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/iu

// YAML 1.2, 5.1: everything but c-printable; and U+2028, U+2029 for older readers.
const unprintable = /[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]|\p{Cs}/u

/**
 * Write a string between `"` and `"`.
 *
 * @param value - String.
 * @returns YAML.
 */
export function printDouble(value: string): string {
  return JSON.stringify(value).replace(
    /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/**
 * Write a value on one line, as between `[` `]` or `{` `}`.
 *
 * @param value - Value.
 * @returns YAML: `{ zh-TW: 軟體, en: [software, { text: SW }] }`.
 */
export function printFlow(value: Written): string {
  if (Array.isArray(value)) {
    return `[${value.map((item: Written) => printFlow(item)).join(', ')}]`
  }
  if (!isMapping(value)) return printScalar(value, true)
  const pairs = Object.entries(value).map(
    ([key, item]) => `${printScalar(key, true)}: ${printFlow(item)}`,
  )
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`
}

/**
 * Write a key and its value in a block, in the style of the shipped glossary.
 *
 * @param key - Key.
 * @param value - Value.
 * @param column - Column the key stands in, from 0.
 * @param eol - Line break.
 * @returns YAML without indentation before the key and without a last break.
 */
export function printPair(
  key: string,
  value: Written,
  column: number,
  eol: string,
): string {
  return `${printScalar(key, false)}:${printValue(key, value, column, eol)}`
}

/**
 * Write what follows a key and its colon.
 *
 * @param key - Key, which decides between one line and several.
 * @param value - Value.
 * @param column - Column of the key, from 0.
 * @param eol - Line break.
 * @returns YAML that begins with a space or a line break.
 */
export function printValue(
  key: string,
  value: Written,
  column: number,
  eol: string,
): string {
  const pad = ' '.repeat(column + 2)
  if (typeof value === 'string') return printText(key, value, column, eol)
  if (Array.isArray(value) && value.length > 0) {
    const flow = printFlow(value)
    if (!longLists.has(key) && fits(column + key.length + 2, flow)) {
      return ` ${flow}`
    }
    const items = value.map((item: Written) =>
      printItem(key, item, column + 2, eol),
    )
    return items.map((item) => `${eol}${pad}- ${item}`).join('')
  }
  if (isMapping(value) && Object.keys(value).length > 0) {
    const flow = printFlow(value)
    if (fits(column + key.length + 2, flow)) return ` ${flow}`
    return `${eol}${pad}${printMapping(value, column + 2, eol)}`
  }
  return ` ${printFlow(value)}`
}

/**
 * Write an item of a list in a block.
 *
 * @param key - Key of the list.
 * @param value - Item.
 * @param column - Column of the dash, from 0.
 * @param eol - Line break.
 * @returns YAML after `- `.
 */
export function printItem(
  key: string,
  value: Written,
  column: number,
  eol: string,
): string {
  const flow = printFlow(value)
  if (!isMapping(value))
    return Array.isArray(value) ? flow : printScalar(value, false)
  const short = !longMappings.has(key) && fits(column + 2, flow)
  return short ? flow : printMapping(value, column + 2, eol)
}

/**
 * Write the pairs of a mapping, one below the other.
 *
 * @param value - Mapping.
 * @param column - Column of the keys, from 0.
 * @param eol - Line break.
 * @returns YAML without indentation before the first key.
 */
export function printMapping(
  value: WrittenMapping,
  column: number,
  eol: string,
): string {
  return Object.entries(value)
    .map(([key, item]) => printPair(key, item, column, eol))
    .join(`${eol}${' '.repeat(column)}`)
}

function fits(column: number, text: string): boolean {
  return column + displayWidth(text) <= width + 8
}

/** Text after a key: on its line, or folded where it is long. */
function printText(
  key: string,
  value: string,
  column: number,
  eol: string,
): string {
  const plain = printScalar(value, false)
  const start = column + displayWidth(key) + 2
  const foldable =
    start + displayWidth(plain) > width &&
    /^\S+(?: \S+)+$/.test(value) &&
    !unprintable.test(value)
  if (foldable) {
    const pad = ' '.repeat(column + 2)
    return ` >-${fold(value, width - column - 2)
      .map((line) => eol + pad + line)
      .join('')}`
  }
  const lines = value.split('\n')
  // A literal block keeps line breaks for people to read.
  const literal =
    lines.length > 1 &&
    lines.every(
      (line) => /^(?:\S(?:.*\S)?)?$/.test(line) && !unprintable.test(line),
    ) &&
    lines.at(0) !== '' &&
    lines.at(-1) !== ''
  if (!literal) return ` ${plain}`
  const pad = ' '.repeat(column + 2)
  return ` |-${lines.map((line) => eol + (line && pad + line)).join('')}`
}

function fold(text: string, most: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line && displayWidth(line) + 1 + displayWidth(word) > most) {
      lines.push(line)
      line = word
    } else line = line ? `${line} ${word}` : word
  }
  return [...lines, line]
}
