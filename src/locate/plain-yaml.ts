import type { Span } from '../model/index.ts'
import type { Entry, FrontMatterEntries } from './entry.ts'

/** A key of the top level, and what is behind it on its line. */
const pair = /^([A-Za-z][\w.-]*):(?: +([^ ].*?))? *$/
/** An item of a list. */
const item = /^( *)- +([^ ].*?) *$/

/** A value that needs no quotes; a colon or a hash mark in it starts nothing. */
const text =
  /^[A-Za-z\d\p{Script=Han}](?:[^:#\p{C}\p{Z}]|(?<! )#| |:(?=[^ ]))*$/u
const double = /^"(?:[^"\\\p{C}\p{Z}]| )*"$/u
const single = /^'(?:[^'\p{C}\p{Z}]| )*'$/u
const integer = /^[1-9]\d{0,8}$/
/** What may be a number. */
const number = /^\d[\d.]*(?:[eE][-+]?\d+)?$|^0[xo]/
/** Words that are no text, or were none in YAML 1.1. */
const word = /^(?:true|false|null|yes|no|on|off|y|n)$/i

type Codec = 'yaml-double' | 'yaml-single' | 'yaml-plain'

/**
 * Read YAML front matter that can mean one thing only: keys with short values, and
 * lists of them.
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
  /** Key whose list may follow, and the indentation of its items. */
  let owner: string | undefined
  let indent = -1
  let at = inner.start
  const lines = source.slice(inner.start, inner.end).split('\n')
  // Behind the last line ending nothing is left.
  if (lines.at(-1) === '') lines.pop()
  for (const line of lines) {
    const start = at
    at += line.length + 1
    const [, spaces = '', listed] = item.exec(line) ?? []
    if (listed !== undefined) {
      if (owner === undefined) return undefined
      if (indent >= 0 && spaces.length !== indent) return undefined
      indent = spaces.length
      const from = start + line.indexOf(listed, indent + 1)
      const value = read(owner, listed, from)
      if (value === undefined) return undefined
      const list = data[owner]
      if (Array.isArray(list)) list.push(value)
      else data[owner] = [value]
      continue
    }
    const [, key, written] = pair.exec(line) ?? []
    if (!key || word.test(key) || Object.hasOwn(data, key)) return undefined
    owner = written === undefined ? key : undefined
    indent = -1
    data[key] = null
    if (written === undefined) continue
    const value = read(
      key,
      written,
      start + line.indexOf(written, key.length + 1),
    )
    if (value === undefined) return undefined
    data[key] = value
  }
  return { entries, data }

  /** Read a value, which is an entry if it is text. */
  function read(
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
      path: key,
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
