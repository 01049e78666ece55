import {
  type Document,
  isCollection,
  isMap,
  isScalar,
  isSeq,
  type Node,
  parseDocument,
  Scalar,
  visit,
} from 'yaml'
import type { Span } from '../model/index.ts'
import {
  decodeEscape,
  type Entry,
  type FrontMatterEntries,
  FrontMatterError,
} from './entry.ts'
import type { UnitBuilder } from './unit-builder.ts'

/**
 * Read YAML front matter with the place of every string in it.
 *
 * @param source - Whole source.
 * @param inner - Range between the fences.
 * @returns Strings by key, and the data.
 * @throws FrontMatterError where the YAML is malformed.
 */
export function readYaml(source: string, inner: Span): FrontMatterEntries {
  const text = source.slice(inner.start, inner.end)
  const document = parseDocument(text, {
    keepSourceTokens: true,
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
  })
  const [error] = document.errors
  if (error) {
    const [first = ''] = error.message.split('\n')
    const reason = first.replace(/ at line \d+.*$/, '')
    throw new FrontMatterError(
      `The YAML front matter cannot be read: ${reason}.`,
      inner.start + (unclosed(document, text.length) ?? error.pos[0]),
      { key: 'front-matter-invalid.yaml', values: { problem: reason } },
    )
  }
  const entries: Entry[] = []
  const enter = (node: unknown, path: string, key: string): void => {
    if (isMap(node)) {
      for (const { key: k, value } of node.items) {
        const name = isScalar(k) ? String(k.value) : ''
        enter(value, path ? `${path}.${name}` : name, name)
      }
    } else if (isSeq(node)) {
      for (const item of node.items) enter(item, path, key)
    } else if (isScalar(node) && typeof node.value === 'string' && node.range) {
      entries.push(entryOf(source, inner.start, node, path, key))
    }
  }
  enter(document.contents, '', '')
  const data: unknown = toData(document.contents, document)
  return {
    entries,
    data:
      typeof data === 'object' && data !== null && !Array.isArray(data)
        ? (data as Record<string, unknown>)
        : {},
  }
}

/** What runs to the end for want of a quote or bracket is wrong at its start. */
function unclosed(document: Document.Parsed, end: number): number | undefined {
  let start: number | undefined
  const check = (_: unknown, node: Node): void => {
    const isFlow = isScalar(node)
      ? /^QUOTE/.test(node.type ?? '')
      : isCollection(node) && node.flow === true
    if (isFlow && node.range && node.range[1] >= end - 1) start = node.range[0]
  }
  visit(document, { Collection: check, Scalar: check })
  return start
}

function toData(contents: Node | null, document: { toJS(): unknown }): unknown {
  if (!contents) return {}
  try {
    return document.toJS()
  } catch {
    // Aliases without an anchor, or a bomb of them: the text is still located.
    return {}
  }
}

function entryOf(
  source: string,
  base: number,
  node: Scalar,
  path: string,
  key: string,
): Entry {
  const [from = 0, to = 0] = node.range ?? []
  const span = { start: base + from, end: base + to }
  const inside = { start: span.start + 1, end: span.end - 1 }
  return {
    path,
    key,
    span,
    read(builder) {
      switch (node.type) {
        case Scalar.QUOTE_DOUBLE: {
          addLines(builder, source, inside, 'yaml-double')
          break
        }
        case Scalar.QUOTE_SINGLE: {
          addLines(builder, source, inside, 'yaml-single')
          break
        }
        case Scalar.PLAIN: {
          addLines(builder, source, span, 'yaml-plain')
          break
        }
        default: {
          addBlock(builder, source, span)
        }
      }
    },
  }
}

// The look-behind keeps a long run of spaces from being tried at each of them.
const fold = String.raw`(?:(?<![ \t])[ \t]+)?(?:(?:\r\n|\n|\r)[ \t]*)+`
const surrogates = String.raw`\\u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w`
const doubleEscape = String.raw`\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|(?:\r\n|\n|\r)[ \t]*|.)`

const flowSyntax = {
  'yaml-plain': new RegExp(fold, 'g'),
  'yaml-single': new RegExp(`''|${fold}`, 'g'),
  'yaml-double': new RegExp(`${surrogates}|${doubleEscape}|${fold}`, 'g'),
}

/** Flow scalars: lines fold into one, indentation and all. */
function addLines(
  builder: UnitBuilder,
  source: string,
  span: Span,
  codec: 'yaml-plain' | 'yaml-single' | 'yaml-double',
): void {
  const text = source.slice(span.start, span.end)
  let from = span.start
  for (const match of text.matchAll(flowSyntax[codec])) {
    const [found] = match
    const at = span.start + match.index
    const range = { start: at, end: at + found.length }
    builder.text(source, { start: from, end: at }, codec)
    from = range.end
    if (/^\s/.test(found)) {
      // A blank line is a line break in the value.
      if (found.match(/\r\n|\n|\r/g)?.length === 1) builder.soft()
      else builder.hard()
    } else {
      const decoded = found === "''" ? "'" : decodeEscape(found)
      builder.atom(decoded, range, codec)
    }
  }
  builder.text(source, { start: from, end: span.end }, codec)
}

/** Block scalars: a header line, then lines under one indentation. */
function addBlock(builder: UnitBuilder, source: string, span: Span): void {
  const text = source.slice(span.start, span.end)
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/)
  const [header = ''] = lines
  let at = span.start + header.length
  for (const line of lines.slice(1)) {
    const content = line.trim()
    const start = at + line.length - line.trimStart().length
    at += line.length
    if (content === '') builder.hard()
    else {
      const end = start + content.length
      builder.text(source, { start, end }, 'plain')
      if (header.startsWith('|')) builder.hard()
      else builder.soft()
    }
  }
}
