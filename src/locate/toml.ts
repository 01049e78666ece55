import { type AST, ParseError, parseTOML } from 'toml-eslint-parser'
import type { Span } from '../model/index.ts'
import {
  type Entry,
  FrontMatterError,
  type FrontMatterEntries,
} from './front-matter.ts'
import { UnitBuilder } from './unit-builder.ts'

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
    )
  }
  const entries: Entry[] = []
  const data: Record<string, unknown> = {}
  const visit = (node: AST.TOMLContentNode, path: string, key: string): void => {
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

const escapes = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|\s+|.)/g

function entryOf(
  source: string,
  base: number,
  node: AST.TOMLStringValue,
  path: string,
  key: string,
): Entry {
  const span = { start: base + node.range[0], end: base + node.range[1] }
  const quote = node.multiline ? 3 : 1
  const literal = node.style === 'literal'
  return {
    path,
    key,
    span,
    add(walk, section) {
      const builder = new UnitBuilder('front-matter', span.start, {
        section,
        name: path,
      })
      const text = source.slice(span.start + quote, span.end - quote)
      const start = span.start + quote
      let from = 0
      const pattern = literal
        ? /\r\n|\n|\r/g
        : new RegExp(`${escapes.source}|\\r\\n|\\n|\\r`, 'g')
      for (const match of text.matchAll(pattern)) {
        const at = { start: start + match.index, end: start + match.index + match[0].length }
        const codec = literal ? 'plain' : 'json'
        builder.text(source, { start: start + from, end: at.start }, codec)
        if (match[0].startsWith('\\')) builder.atom(unescape(match[0]), at, codec)
        else builder.soft()
        from = match.index + match[0].length
      }
      builder.text(
        source,
        { start: start + from, end: span.end - quote },
        literal ? 'plain' : 'json',
      )
      const unit = builder.finish(span.end)
      if (unit) walk.units.push(unit)
    },
  }
}

function unescape(escape: string): string {
  const hex = /^\\[uU]([0-9a-fA-F]+)$/.exec(escape)?.[1]
  if (hex) {
    const code = Number.parseInt(hex, 16)
    return code > 0x10ffff ? '\uFFFD' : String.fromCodePoint(code)
  }
  if (/^\\\s/.test(escape)) return ' '
  return escape === '\\n' ? '\n' : escape.slice(1)
}
