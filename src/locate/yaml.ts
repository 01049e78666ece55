import { isMap, isScalar, isSeq, type Node, parseDocument, Scalar } from 'yaml'
import type { Codec, Span } from '../model/index.ts'
import {
  type Entry,
  FrontMatterError,
  type FrontMatterEntries,
} from './front-matter.ts'
import { UnitBuilder } from './unit-builder.ts'

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
    const reason = error.message.split('\n')[0]?.replace(/ at line \d+.*$/, '')
    throw new FrontMatterError(
      `The YAML front matter cannot be read: ${reason}.`,
      inner.start + error.pos[0],
    )
  }
  const entries: Entry[] = []
  const visit = (node: unknown, path: string, key: string): void => {
    if (isMap(node)) {
      for (const { key: k, value } of node.items) {
        const name = isScalar(k) ? String(k.value) : ''
        visit(value, path ? `${path}.${name}` : name, name)
      }
    } else if (isSeq(node)) {
      for (const item of node.items) visit(item, path, key)
    } else if (isScalar(node) && typeof node.value === 'string' && node.range) {
      entries.push(entryOf(source, inner.start, node, path, key))
    }
  }
  visit(document.contents, '', '')
  const data: unknown = toData(document.contents, document)
  return {
    entries,
    data:
      typeof data === 'object' && data !== null && !Array.isArray(data)
        ? (data as Record<string, unknown>)
        : {},
  }
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
  return {
    path,
    key,
    span,
    add(walk, section) {
      const builder = new UnitBuilder('front-matter', span.start, {
        section,
        name: path,
      })
      switch (node.type) {
        case Scalar.QUOTE_DOUBLE: {
          addLines(builder, source, inside(span), 'yaml-double', escapes)
          break
        }
        case Scalar.QUOTE_SINGLE: {
          addLines(builder, source, inside(span), 'yaml-single', /''/g)
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
      const unit = builder.finish(span.end)
      if (unit) walk.units.push(unit)
    },
  }
}

const escapes =
  /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\r\n[ \t]*|\s[ \t]*|.)/g

function inside({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 }
}

/** Flow scalars: lines fold into one, indentation and all. */
function addLines(
  builder: UnitBuilder,
  source: string,
  span: Span,
  codec: Codec,
  escaped?: RegExp,
): void {
  const text = source.slice(span.start, span.end)
  const pattern = escaped
    ? new RegExp(`${escaped.source}|[ \\t]*(?:\\r\\n|\\n|\\r)[ \\t]*`, 'g')
    : /[ \t]*(?:\r\n|\n|\r)[ \t]*/g
  let from = 0
  for (const match of text.matchAll(pattern)) {
    const start = span.start + match.index
    const end = start + match[0].length
    builder.text(source, { start: span.start + from, end: start }, codec)
    if (/^\s/.test(match[0])) builder.soft()
    else builder.atom(unescape(match[0]), { start, end }, codec)
    from = match.index + match[0].length
  }
  builder.text(source, { start: span.start + from, end: span.end }, codec)
}

function unescape(escape: string): string {
  if (escape === "''") return "'"
  const hex = /^\\[xuU]([0-9a-fA-F]+)$/.exec(escape)?.[1]
  if (hex) {
    const code = Number.parseInt(hex, 16)
    return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
  }
  if (/^\\\s/.test(escape)) return ' '
  return escape === '\\n' ? '\n' : escape.slice(1)
}

/** Block scalars: a header line, then lines under one indentation. */
function addBlock(builder: UnitBuilder, source: string, span: Span): void {
  const text = source.slice(span.start, span.end)
  const header = /^[^\r\n]*(?:\r\n|\n|\r)?/.exec(text)?.[0] ?? ''
  const literal = header.startsWith('|')
  let at = header.length
  for (const line of text.slice(at).split(/(?<=\r\n|\n|\r(?!\n))/)) {
    const content = /^[ \t]*(.*?)[ \t]*(?:\r\n|\n|\r)?$/.exec(line)?.[1] ?? ''
    if (content) {
      const start = span.start + at + line.indexOf(content)
      const end = start + content.length
      builder.text(source, { start, end }, 'plain')
      if (!literal) builder.soft()
    }
    if (literal || !content) builder.hard()
    at += line.length
  }
}
