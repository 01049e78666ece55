import { CORE_SCHEMA, load } from 'js-yaml'
import { locales, parseLocale } from '../model/index.ts'
import { printFlow } from './print-yaml.ts'
import { textOf, withWord, wordsOf } from './review.ts'
import { isMapping, type Written, type WrittenConcept } from './written.ts'

/** Keys with text. */
const texts = ['domain', 'state', 'partOfSpeech', 'definition', 'note'] as const

/** Keys with yes or no. */
const flags = ['gloss', 'doNotTranslate'] as const

/** Keys with lists, each written as in YAML. */
const lists = ['sources', 'relations', 'images'] as const

/** Columns of a table of concepts, in the order they are written. */
export const columns: readonly string[] = [
  'id',
  'domain',
  'state',
  ...locales,
  'partOfSpeech',
  'gloss',
  'doNotTranslate',
  'definition',
  'note',
  ...lists,
]

/** Row of a table. */
export interface TableRow {
  /** Line it starts on, from 1. */
  line: number
  /** Cells by column; what was empty is left out. */
  cells: ReadonlyMap<string, string>
}

/** What the heading of a table says. */
export interface TableHeading {
  /** Columns that are known. */
  known: readonly string[]
  /** Headings that mean nothing here. */
  ignored: readonly string[]
}

/**
 * Give the cells of a concept, one for each of {@link columns}.
 *
 * @param concept - Concept as written.
 * @returns Cells. Review and history are no part of a table.
 */
export function cellsOf(concept: WrittenConcept): string[] {
  return columns.map((column) => {
    if ((locales as readonly string[]).includes(column)) {
      return wordsOf(concept, column).map(printWord).join(' | ')
    }
    const value = concept[column]
    if (value === undefined || value === null) return ''
    return typeof value === 'object' ? printFlow(value) : String(value)
  })
}

function printWord(word: Written): string {
  if (isMapping(word)) return printFlow(word)
  const text = String(word)
  const plain = !/[|{}"']/.test(text) && text.trim() === text
  return plain ? text : printFlow({ text })
}

/** Cells of a row, and the line it starts on. */
export interface TableRecord {
  /** Line it starts on, from 1. */
  line: number
  /** Cells. */
  cells: readonly string[]
}

/**
 * Give the rows of a table by what their columns mean.
 *
 * @param records - Rows; the first one names the columns.
 * @param options - Columns by the headings the table has for them (default: none),
 *   and what is called with the heading before the first row is given.
 * @yields Rows that say anything.
 */
export async function* tableRows(
  records: AsyncIterable<TableRecord>,
  {
    headings = new Map(),
    onHeading,
  }: {
    headings?: ReadonlyMap<string, string>
    onHeading: (heading: TableHeading) => void
  },
): AsyncGenerator<TableRow> {
  let heading: readonly (string | undefined)[] | undefined
  for await (const { line, cells: record } of records) {
    if (!heading) {
      heading = record.map((name) => columnOf(name.trim(), headings))
      onHeading({
        known: heading.filter((column) => column !== undefined),
        ignored: record.filter(
          (name, i) => heading?.[i] === undefined && name.trim() !== '',
        ),
      })
      continue
    }
    const cells = new Map<string, string>()
    for (const [index, column] of heading.entries()) {
      const cell = record[index] ?? ''
      if (column !== undefined && cell.trim() !== '') cells.set(column, cell)
    }
    if (cells.size > 0) yield { line, cells }
  }
}

/**
 * Tell whether a row names columns that are known.
 *
 * @param cells - Cells of the row.
 * @param headings - Columns by the headings the table has for them.
 * @returns Whether it names one.
 */
export function isHeading(
  cells: readonly string[],
  headings: ReadonlyMap<string, string>,
): boolean {
  return cells.some((cell) => columnOf(cell.trim(), headings) !== undefined)
}

function columnOf(
  name: string,
  headings: ReadonlyMap<string, string>,
): string | undefined {
  const meant = headings.get(name)
  if (meant !== undefined) return meant
  const same = columns.find((one) => one.toLowerCase() === name.toLowerCase())
  return same ?? parseLocale(name)
}

/**
 * Put what a row says into a concept.
 *
 * Words are added, and never taken out; other cells that are not empty replace
 * what the concept has. The state is left alone: giving one is a review.
 *
 * @param concept - Concept as written, or what a new one starts from.
 * @param row - Row.
 * @returns Concept; the same value where the row says nothing new.
 * @throws SyntaxError when a cell is no YAML where YAML is wanted.
 */
export function withRow(
  concept: WrittenConcept,
  { cells }: TableRow,
): WrittenConcept {
  let edited: Record<string, Written> = { ...concept }
  for (const key of texts) {
    const cell = cells.get(key)
    if (cell !== undefined && key !== 'state') edited[key] = cell
  }
  for (const key of flags) {
    const cell = cells.get(key)?.trim().toLowerCase()
    if (cell !== undefined) {
      edited[key] = cell === 'true' ? true : cell === 'false' ? false : cell
    }
  }
  for (const key of lists) {
    const cell = cells.get(key)
    if (cell !== undefined) edited[key] = readYaml(cell)
  }
  for (const locale of locales) {
    for (const word of readWords(cells.get(locale) ?? '')) {
      const text = textOf(word)
      const { text: _, ...keys } = isMapping(word) ? word : { text }
      edited = { ...withWord(edited, { locale, text, keys }) }
    }
  }
  return edited
}

/** Words of a cell: `大型語言模型 | { text: LLM, type: abbreviation }`. */
function readWords(cell: string): Written[] {
  const words: Written[] = []
  let rest = cell.trim()
  while (rest !== '') {
    const [part, word] = rest.startsWith('{')
      ? readMapped(rest)
      : readPlain(rest)
    if (word !== '') words.push(word)
    rest = rest.slice(part.length).replace(/^[\s|]+/, '')
  }
  return words
}

function readPlain(text: string): [part: string, word: Written] {
  const [part = text] = text.split('|')
  return [part, part.trim()]
}

/** The mapping a text begins with: up to the first brace at which it is one. */
function readMapped(text: string): [part: string, word: Written] {
  // No word has that many braces; and each try reads the text again.
  const ends = text.matchAll(/\}(?=\s*(?:\||$))/g)
  for (const [count, { index }] of [...ends].entries()) {
    if (count === 100) break
    const part = text.slice(0, index + 1)
    try {
      return [part, readYaml(part)]
    } catch {
      // This brace stands in quotation marks, or nothing is right.
    }
  }
  return [text, readYaml(text)]
}

function readYaml(text: string): Written {
  try {
    return load(text, { schema: CORE_SCHEMA }) as Written
  } catch (error) {
    throw new SyntaxError(
      error instanceof Error ? error.message : String(error),
    )
  }
}
