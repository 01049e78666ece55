import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import type { Span } from '../model/index.ts'
import {
  decodeEscape,
  type Entry,
  type FrontMatterEntries,
  FrontMatterError,
} from './entry.ts'

/**
 * Read TOML front matter with the place of every string in it.
 *
 * @param source - Whole source.
 * @param inner - Range between the fences.
 * @returns Strings by key, and the top-level scalars as data.
 * @throws FrontMatterError where the TOML is malformed.
 */
export function readToml(source: string, inner: Span): FrontMatterEntries {
  const text = source.slice(inner.start, inner.end)
  let program: AST.TOMLProgram
  try {
    program = parseTOML(text)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    throw new FrontMatterError(
      `The TOML front matter cannot be read: ${error.message}.`,
      inner.start + error.index,
      { key: 'front-matter-invalid.toml', values: { problem: error.message } },
    )
  }
  const entries: Entry[] = []
  const data: Record<string, unknown> = {}
  const visit = (
    node: AST.TOMLContentNode,
    path: string,
    key: string,
  ): void => {
    if (node.type === 'TOMLArray') {
      for (const element of node.elements) visit(element, path, key)
    } else if (node.type === 'TOMLInlineTable') {
      for (const pair of node.body) visitPair(pair, path)
    } else if (node.kind === 'string') {
      entries.push(entryOf(source, inner.start, node, path, key))
      if (!path.includes('.')) data[path] ??= node.value
    } else if (!path.includes('.')) data[path] ??= node.value
  }
  const visitPair = (pair: AST.TOMLKeyValue, prefix: string): void => {
    const names = namesOf(pair.key)
    const path = [...(prefix ? [prefix] : []), ...names].join('.')
    visit(pair.value, path, names.at(-1) ?? '')
  }
  for (const node of program.body[0].body) {
    if (node.type === 'TOMLKeyValue') visitPair(node, '')
    else {
      for (const pair of node.body) visitPair(pair, namesOf(node.key).join('.'))
    }
  }
  return { entries, data }
}

function namesOf(key: AST.TOMLKey): string[] {
  return key.keys.map((part) =>
    part.type === 'TOMLBare' ? part.name : part.value,
  )
}

const literalSyntax = /\r\n|\n|\r/g
const basicSyntax =
  /\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[ \t]*(?:\r\n|\n|\r)\s*|.)|\r\n|\n|\r/g

function entryOf(
  source: string,
  base: number,
  node: AST.TOMLStringValue,
  path: string,
  key: string,
): Entry {
  const span = { start: base + node.range[0], end: base + node.range[1] }
  return {
    path,
    key,
    span,
    read(builder) {
      const literal = node.style === 'literal'
      const codec = literal ? 'plain' : 'json'
      const quote = node.multiline ? 3 : 1
      const end = span.end - quote
      let from = span.start + quote
      const text = source.slice(from, end)
      const base = from
      for (const match of text.matchAll(
        literal ? literalSyntax : basicSyntax,
      )) {
        const [found] = match
        const start = base + match.index
        const range = { start, end: start + found.length }
        builder.text(source, { start: from, end: start }, codec)
        if (!found.startsWith('\\')) builder.hard()
        else builder.atom(decodeEscape(found), range, codec)
        from = range.end
      }
      builder.text(source, { start: from, end }, codec)
    },
  }
}
