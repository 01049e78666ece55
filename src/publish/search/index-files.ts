/**
 * What a reader's browser searches an edition with: files it loads one by one.
 *
 * An article's own file has its text. The index has the tokens of all articles, in
 * parts told by a token's first character, and lists of where the articles are. All
 * are scripts that call one function, because a page that was opened from a disk may
 * load scripts and nothing else.
 *
 * An index is told by what it is made of and nothing else, so that one that was brought
 * up to date is, byte by byte, the one that is made anew.
 *
 * @module
 */
import { hashBytes } from '../plan.ts'
import { readScript, writeScript } from './script.ts'
import type { FoldTable } from './tokens.ts'

/** Words of the search, in the edition's language. */
export interface SearchStrings {
  title: string
  placeholder: string
  close: string
  hint: string
  searching: string
  none: string
  /** `{{number}}` is the number. */
  some: string
  more: string
  failed: string
}

/** What the file `index.js` of an index says of it. */
export interface SearchHead {
  /** Tells what the index was made of. */
  key: string
  /** Number of parts. */
  shards: number
  /** Number of pages. */
  pages: number
  /** Articles in one list. */
  listSize: number
  /** Characters of all parts, by rule of thumb. */
  size: number
  /** Tells the other files of the index from others. */
  sum: string
}

/** Takes a file of an index, by its path from the edition's folder, and hashes it. */
export type WriteIndexFile = (path: string, text: string) => Promise<string>

/** A part of an index has no more than about this many characters. */
const shardSize = 48_000
const mostShards = 512
/** Articles in one list. */
const listSize = 500

/**
 * Tokens with twice the number of each page that has them, and one more where it stands
 * in a heading. They are in the order of tokens, numbers rise.
 */
export type IndexPart = ReadonlyMap<string, readonly number[]>

/**
 * Write the file of characters that count as others.
 *
 * @param fold - Table.
 * @returns Script, the same for all editions.
 */
export function searchFoldFile(fold: FoldTable): string {
  return writeScript('fold', 0, fold)
}

/** Folder of an edition's index. */
export const searchFolder = 'search~index'

/** File that an index begins with, from the edition's folder. */
export const searchHeadPath = `${searchFolder}/index.js`

/** Path of a part, from the edition's folder. */
export function partPath(number: number): string {
  return `${searchFolder}/part-${number}.js`
}

function listPath(number: number): string {
  return `${searchFolder}/list-${number}.js`
}

/**
 * List the files of an index besides the first.
 *
 * @param head - What the first says.
 * @returns Paths from the edition's folder.
 */
export function searchPaths({ shards, pages }: SearchHead): string[] {
  const lists = Math.ceil(pages / listSize)
  return [
    ...Array.from({ length: shards }, (_, number) => partPath(number)),
    ...Array.from({ length: lists }, (_, number) => listPath(number)),
  ]
}

/**
 * Say how much a token adds to the size of an index.
 *
 * @param token - Token.
 * @param count - Number of pages that have it.
 */
export function sizeOf(token: string, count: number): number {
  return count === 0 ? 0 : token.length + 4 + count * 3
}

/**
 * Tell how many parts an index has: each power of two for all sizes up to the double, so
 * that an article more seldom changes it.
 *
 * @param size - Size of all tokens.
 */
export function shardsFor(size: number): number {
  let shards = 1
  while (shards < mostShards && size > shards * shardSize) shards *= 2
  return shards
}

/** Print a part of an index. */
export function writePart(number: number, part: IndexPart): string {
  const steps: Record<string, number[]> = {}
  for (const [token, list] of part) steps[token] = asSteps(list)
  return writeScript('part', number, steps)
}

/**
 * Read a part of an index.
 *
 * @param text - Script.
 * @param number - Number of the part.
 * @returns Part; nothing where it is another text.
 */
export function readPart(
  text: string,
  number: number,
): Map<string, number[]> | undefined {
  const values = readScript(text)
  if (values?.[0] !== 'part' || values[1] !== number) return undefined
  const steps = values[2] as Record<string, number[]>
  return new Map(
    Object.entries(steps).map(([token, list]) => {
      let at = 0
      for (const [index, step] of list.entries()) {
        at += step
        list[index] = at
      }
      return [token, list]
    }),
  )
}

/** Numbers that rise, as the step from the one before: they are shorter. */
function asSteps(numbers: readonly number[]): number[] {
  const steps: number[] = []
  let before = 0
  for (const one of numbers) {
    steps.push(one - before)
    before = one
  }
  return steps
}

/**
 * Write the files that end an index: its lists, and the one it begins with.
 *
 * @param index - Pages, the oldest first. Words of the search. What tells what it was made
 *   of. Number and size of its parts, with the hash of each.
 * @param write - Takes the files.
 */
export async function writeEnd(
  index: {
    pages: readonly string[]
    strings: SearchStrings
    key: string
    size: number
    hashes: readonly string[]
  },
  write: WriteIndexFile,
): Promise<void> {
  const { pages, strings, key, size, hashes } = index
  const all = [...hashes]
  for (let from = 0; from < pages.length; from += listSize) {
    const number = from / listSize
    const some = pages.slice(from, from + listSize)
    const text = writeScript('list', number, some)
    all.push(await write(listPath(number), text))
  }
  const shards = hashes.length
  const sum = sumOf(all)
  const head = { shards, pages: pages.length, listSize, size, sum, strings }
  await write(searchHeadPath, writeScript('index', key, head))
}

/**
 * Tell the files of an index from others.
 *
 * @param hashes - SHA-256 of each, in the order of {@link searchPaths}.
 */
export function sumOf(hashes: readonly string[]): string {
  return hashBytes(hashes.join('\n')).slice(0, 32)
}

/**
 * Read which index a file begins.
 *
 * @param text - The file `index.js` of an index.
 * @returns What it says; nothing where it is no such file, or of another version.
 */
export function readHead(text: string): SearchHead | undefined {
  const [kind, key, head] = readScript(text) ?? []
  if (kind !== 'index' || typeof key !== 'string') return undefined
  const { shards, pages, size, sum, ...rest } = head as Partial<SearchHead>
  const areWhole = [shards, pages, size].every(
    (one) => Number.isSafeInteger(one) && (one as number) >= 0,
  )
  if (!areWhole || rest.listSize !== listSize || typeof sum !== 'string') {
    return undefined
  }
  return { key, shards, pages, listSize, size, sum } as SearchHead
}
