import type { Span } from '../model/index.ts'
import type { Entry, FrontMatterEntries } from './entry.ts'

/** A key, with its indentation, and what is behind it on its line. */
const pair = /^( *)([A-Za-z][\w.-]*):(?: +([^ ].*?))? *$/
/** An item of a list. */
const item = /^( *)- +([^ ].*?) *$/

/** A line of a list in brackets that is written on several. */
const part = /^ +([^ ,[\]{}:#](?:[^,[\]{}:#]*[^ ,[\]{}:#])?) *(,?) *$/

/** A value that needs no quotes; a colon or a hash mark in it starts nothing. */
const text =
  /^(?:[A-Za-z\d\p{Script=Han}/_$。（「『《【“]|\.(?=[ \p{Script=Han}]))(?:[^:#\p{C}\p{Z}]|(?<! )#| |:(?=[^ ]))*$/u
/** A list on one line, none of whose items has what ends one. */
const flow = /^\[([^[\]{}:#]*)\]$/
const double = /^"(?:[^"\\\p{C}\p{Z}]| )*"$/u
const single = /^'(?:[^'\p{C}\p{Z}]| )*'$/u
const integer = /^(?:0|[1-9]\d{0,8})$/
/** What may be a number. */
const number = /^\d[\d.]*(?:[eE][-+]?\d+)?$|^0[xo]/
/** Words that are no text, or were none in YAML 1.1. */
const word = /^(?:true|false|null|yes|no|on|off|y|n)$/i

/** More spaces than anybody writes in a row. */
const longRun = ' '.repeat(24)

type Codec = 'yaml-double' | 'yaml-single' | 'yaml-plain'

/**
 * Read YAML front matter that can mean one thing only: keys with short values, lists
 * of them, and keys below a key.
 *
 * @param source - Whole source.
 * @param inner - Range between the fences.
 * @returns What `readYaml` gives, or `undefined` where that has to be asked.
 */
export function readPlainYaml(
  source: string,
  inner: Span,
): FrontMatterEntries | undefined {
  const entries: Entry[] = []
  const data: Record<string, unknown> = {}
  /** Key whose list or keys may follow, and their indentation. */
  let owner: string | undefined
  let indent = -1
  /** Items of a list in brackets on several lines, and whether one may follow. */
  let opened: unknown[] | undefined
  let mayFollow = false
  let at = inner.start
  const lines = source.slice(inner.start, inner.end).split('\n')
  // Behind the last line ending nothing is left.
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) {
    // Patterns try each space of a run as its last.
    if (line.includes(longRun)) return undefined
    if (!readLine(line, at)) return undefined
    at += line.length + 1
  }
  return opened ? undefined : { entries, data }

  function readLine(line: string, start: number): boolean {
    if (opened) return readPart(opened, line, start)
    if (line === '' || line.startsWith('#')) return true
    if (/^ +\[ *$/.test(line)) return openList()
    const [, spaces = '', listed] = item.exec(line) ?? []
    if (listed !== undefined) {
      const from = start + line.indexOf(listed, spaces.length + 1)
      return isIn(spaces) && readItem(listed, from)
    }
    const [, margin = '', key, written] = pair.exec(line) ?? []
    if (!key || word.test(key)) return false
    const from = start + line.indexOf(written ?? '', margin.length + key.length)
    if (margin === '') return readPair(key, written, from)
    if (written === undefined || !isIn(margin)) return false
    return readInner(key, written, from)
  }

  function openList(): boolean {
    if (owner === undefined || data[owner] !== null) return false
    opened = []
    data[owner] = opened
    mayFollow = true
    return true
  }

  /** Read a line of a list in brackets. */
  function readPart(list: unknown[], line: string, start: number): boolean {
    if (/^ +\] *$/.test(line)) {
      opened = undefined
      owner = undefined
      return true
    }
    const [, written, comma] = part.exec(line) ?? []
    if (written === undefined || !mayFollow) return false
    mayFollow = comma === ','
    const key = owner as string
    const value = read(key, key, written, start + line.indexOf(written))
    list.push(value)
    return value !== undefined
  }

  /** Whether a line with an indentation belongs to the key above it. */
  function isIn({ length }: string): boolean {
    if (owner === undefined || (indent >= 0 && length !== indent)) return false
    indent = length
    return true
  }

  function readPair(
    key: string,
    written: string | undefined,
    start: number,
  ): boolean {
    if (Object.hasOwn(data, key)) return false
    owner = written === undefined ? key : undefined
    indent = -1
    data[key] = null
    if (written === undefined) return true
    const value = readValue(key, key, written, start)
    data[key] = value
    return value !== undefined
  }

  function readItem(written: string, start: number): boolean {
    const key = owner as string
    const value = read(key, key, written, start)
    const list = data[key]
    if (value === undefined) return false
    if (list === null) data[key] = [value]
    else if (Array.isArray(list)) list.push(value)
    else return false
    return true
  }

  /** Read a key below another. */
  function readInner(key: string, written: string, start: number): boolean {
    const outer = owner as string
    data[outer] ??= {}
    const keys = data[outer] as Record<string, unknown>
    if (Array.isArray(keys) || Object.hasOwn(keys, key)) return false
    const value = readValue(`${outer}.${key}`, key, written, start)
    keys[key] = value
    return value !== undefined
  }

  /** Read what stands behind a key: a value, or several in brackets. */
  function readValue(
    path: string,
    key: string,
    written: string,
    start: number,
  ): unknown {
    const [, inside] = flow.exec(written) ?? []
    if (inside === undefined) return read(path, key, written, start)
    const values: unknown[] = []
    if (inside.trim() === '') return values
    let at = start + 1
    for (const part of inside.split(',')) {
      const one = part.replace(/^ +| +$/g, '')
      const value = read(path, key, one, at + part.indexOf(one))
      if (value === undefined) return undefined
      values.push(value)
      at += part.length + 1
    }
    return values
  }

  /** Read a value, which is an entry if it is text. */
  function read(
    path: string,
    key: string,
    written: string,
    start: number,
  ): string | number | boolean | undefined {
    if (integer.test(written)) return Number(written)
    if (written === 'true' || written === 'false') return written === 'true'
    const codec = codecOf(written)
    if (!codec) return undefined
    const span = { start, end: start + written.length }
    const quote = codec === 'yaml-plain' ? 0 : 1
    const within = { start: span.start + quote, end: span.end - quote }
    entries.push({
      path,
      key,
      span,
      read: (builder) => builder.text(source, within, codec),
    })
    return source.slice(within.start, within.end)
  }
}

function codecOf(written: string): Codec | undefined {
  if (double.test(written)) return 'yaml-double'
  if (single.test(written)) return 'yaml-single'
  if (number.test(written) || word.test(written)) return undefined
  return text.test(written) ? 'yaml-plain' : undefined
}
