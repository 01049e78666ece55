/**
 * What a reader's browser searches an edition with: files it loads one by one.
 *
 * An article's own file has its text. The index has the tokens of all articles, in
 * parts told by a token's first character, and lists of where the articles are. All
 * are scripts that call one function, because a page that was opened from a disk may
 * load scripts and nothing else.
 *
 * @module
 */
import type { SearchBlock } from '../html/index.ts'
import { Postings } from './postings.ts'
import { createFolder, type FoldTable, shardOf, tokensOf } from './tokens.ts'

/** Article, as its file says it. */
export interface SearchPage {
  /** Title. */
  title: string
  /** Date, for readers. */
  date?: string | undefined
  /** Its text, block by block. */
  blocks: readonly SearchBlock[]
}

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

/** What an index is made of. */
export interface SearchIndex {
  /** Pages' paths from the edition's folder, the newest first. */
  pages: readonly string[]
  /** Reads the file of a page, as {@link searchPageFile} wrote it. */
  read: (page: string) => Promise<string>
  fold: FoldTable
  strings: SearchStrings
  /** Tells this index from others, so that one that is there is known again. */
  key: string
}

/** A part of an index has about this many characters. */
const shardSize = 48_000
const mostShards = 512
/** Articles in one list. */
const listSize = 500

/**
 * Write the file of an article.
 *
 * @param page - Article.
 * @param path - Path of its page from the edition's folder.
 * @returns Script.
 */
export function searchPageFile(page: SearchPage, path: string): string {
  const { title, date = '', blocks } = page
  return call('page', path, [
    title,
    date,
    blocks.map(({ id, text, isHeading }) =>
      isHeading ? [id, text, 1] : [id, text],
    ),
  ])
}

/**
 * Name the file of an article.
 *
 * @param path - Path of its page from the edition's folder.
 * @returns Path from there.
 */
export function searchPagePath(path: string): string {
  return `search~/${path.replace(/\.html$/, '.js')}`
}

/**
 * Write the file of characters that count as others.
 *
 * @param fold - Table.
 * @returns Script, the same for all editions.
 */
export function searchFoldFile(fold: FoldTable): string {
  return call('fold', 0, fold)
}

/** Folder of an edition's index. */
export const searchFolder = 'search~index'

/** Articles of tokens that are in memory at once. */
const mostRead = 8_000_000

/**
 * Make the index of an edition, file by file.
 *
 * @param index - Articles, and how to read their files.
 * @returns Scripts, each with its path from the edition's folder.
 */
export async function* searchFiles(
  index: SearchIndex,
): AsyncGenerator<[path: string, text: string]> {
  const { pages, strings, key } = index
  const postings = await collect(index)
  const counts = postings.counts()
  let size = 0
  for (const [token, count] of counts) size += token.length + 4 + count * 3
  const shards = Math.min(mostShards, Math.max(1, Math.ceil(size / shardSize)))
  const parts: { tokens: string[]; count: number }[] = Array.from(
    { length: shards },
    () => ({ tokens: [], count: 0 }),
  )
  for (const [token, count] of counts) {
    const part = parts[shardOf(token, shards)]
    part?.tokens.push(token)
    if (part) part.count += count
  }
  yield fileOf(
    'index',
    call('index', key, { shards, pages: pages.length, listSize, strings }),
  )
  for (let from = 0; from < shards; ) {
    let to = from
    let count = 0
    do count += parts[to++]?.count ?? 0
    while (to < shards && count + (parts[to]?.count ?? 0) <= mostRead)
    const round = parts.slice(from, to)
    const lists = postings.read(round.flatMap(({ tokens }) => tokens))
    for (const [at, { tokens }] of round.entries()) {
      const part: Record<string, number[]> = {}
      for (const token of tokens) part[token] = asSteps(lists.get(token) ?? [])
      const number = from + at
      yield fileOf(`part-${number}`, call('part', number, part))
    }
    from = to
  }
  for (let from = 0; from < pages.length; from += listSize) {
    const number = from / listSize
    yield fileOf(
      `list-${number}`,
      call('list', number, pages.slice(from, from + listSize)),
    )
  }
}

function fileOf(name: string, text: string): [path: string, text: string] {
  return [`${searchFolder}/${name}.js`, text]
}

/**
 * Read which index a file begins.
 *
 * @param text - The file `index.js` of an index.
 * @returns What it is told by, or nothing where it is no such file.
 */
export function searchKey(text: string): string | undefined {
  return /^yiwenSearch\.take\("index","([\w-]*)",/.exec(text)?.[1]
}

async function collect({ pages, read, fold }: SearchIndex): Promise<Postings> {
  const folder = createFolder(fold)
  const postings = new Postings()
  for (const [number, path] of pages.entries()) {
    const page = readPage(await read(path))
    if (!page) continue
    const here = new Map<string, 0 | 1>()
    for (const token of tokensOf(folder(page.title).text)) here.set(token, 1)
    for (const { text, isHeading } of page.blocks) {
      for (const token of tokensOf(folder(text).text)) {
        if (isHeading) here.set(token, 1)
        else if (!here.has(token)) here.set(token, 0)
      }
    }
    postings.add(number, here)
  }
  return postings
}

/** Numbers that rise, as the step from the one before: they are shorter. */
function asSteps(numbers: Uint32Array | readonly number[]): number[] {
  return Array.from(numbers, (one, index) => one - (numbers[index - 1] ?? 0))
}

/** `call('page', …)` read again. */
function readPage(text: string): SearchPage | undefined {
  const json = /^yiwenSearch\.take\((.*)\)\n$/s.exec(text)?.[1]
  if (json === undefined) return undefined
  const [, , [title, date, blocks]] = JSON.parse(`[${json}]`) as [
    string,
    string,
    [string, string, [string, string, 1?][]],
  ]
  return {
    title,
    date,
    blocks: blocks.map(([id, text, isHeading]) => ({
      id,
      text,
      isHeading: isHeading === 1,
    })),
  }
}

function call(...values: unknown[]): string {
  const json = JSON.stringify(values)
    // They end a line in a script of before 2019.
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `yiwenSearch.take(${json.slice(1, -1)})\n`
}
