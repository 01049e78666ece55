import { applyEdits, modify } from 'jsonc-parser'
import { readLines } from './lines.ts'

/** What of a document is an article's. */
export const documentFields = [
  'id',
  'title',
  'body',
  'lang',
  'slug',
  'date',
  'updated',
  'description',
  'author',
  'tags',
] as const

/** Field of an article in a document. */
export type DocumentField = (typeof documentFields)[number]

/** Where each field is in a document: keys from its root. */
export type DocumentMap = Readonly<
  Partial<Record<DocumentField, readonly string[]>>
>

/** Line of a file with a document. */
export type DocumentReading =
  | {
      /** Line, from 1. */
      line: number
      /** Values of the fields that are there. */
      fields: Readonly<Partial<Record<DocumentField, unknown>>>
      /** JSON of everything else, as it was written; empty where nothing is. */
      rest: string
    }
  | {
      /** Line, from 1. */
      line: number
      /** What is wrong with it, in English. */
      problem: string
    }

/** Characters of the longest document. */
const longest = 16_000_000

/**
 * Read documents of a content management system: one JSON object a line.
 *
 * @param source - Bytes of the file, in UTF-8.
 * @param map - Where fields are. Default: each is the key of its name.
 * @yields Documents in order, and lines that are none.
 * @throws ExchangeError when the bytes are no UTF-8, or a line is too long.
 */
export async function* readDocuments(
  source: AsyncIterable<Uint8Array | string>,
  map: DocumentMap = {},
): AsyncGenerator<DocumentReading> {
  for await (const { line, text } of readLines(source, longest)) {
    if (text.trim() !== '') yield readDocument(text, line, map)
  }
}

function readDocument(
  text: string,
  line: number,
  map: DocumentMap,
): DocumentReading {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return { line, problem: 'It is no JSON object.' }
    }
    const fields: Partial<Record<DocumentField, unknown>> = {}
    let rest = text.trim()
    for (const field of documentFields) {
      const path = pathOf(field, map)
      const found = valueAt(value, path)
      if (found === undefined || !isKept(found)) continue
      fields[field] = found
      // The text is patched, so that numbers and escapes stay as they are written.
      rest = applyEdits(rest, modify(rest, [...path], undefined, {}))
    }
    const isEmpty = /^\{\s*\}$/.test(rest)
    return { line, fields, rest: isEmpty ? '' : rest }
  } catch (error) {
    // Too deep for the engine, or no JSON: it says where.
    return { line, problem: (error as Error).message }
  }
}

/** A number that would become another one stays where it is. */
function isKept(value: unknown): boolean {
  return typeof value !== 'number' || Number.isSafeInteger(value)
}

/**
 * Write a document on a line.
 *
 * @param fields - Values; `undefined` is left as it is.
 * @param rest - JSON of everything else. Default: nothing.
 * @param map - Where fields are. Default: each is the key of its name.
 * @param others - Values that no field is for, by their keys. Default: none.
 * @returns JSON with a line end.
 */
export function printDocument(
  fields: Readonly<Partial<Record<DocumentField, unknown>>>,
  rest = '',
  map: DocumentMap = {},
  others: Readonly<Record<string, unknown>> = {},
): string {
  let text = rest || '{}'
  const set = (path: readonly string[], value: unknown): void => {
    if (value === undefined) return
    text = applyEdits(text, modify(text, [...path], value, {}))
  }
  for (const field of documentFields) set(pathOf(field, map), fields[field])
  for (const [key, value] of Object.entries(others)) set([key], value)
  // JSON of somebody else may have lines of its own.
  return `${text.replace(/\r\n?|\n/g, ' ')}\n`
}

function pathOf(field: DocumentField, map: DocumentMap): readonly string[] {
  return map[field] ?? [field]
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    value,
  )
}
