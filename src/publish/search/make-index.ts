import {
  partPath,
  type SearchStrings,
  shardsFor,
  sizeOf,
  type WriteIndexFile,
  writeEnd,
  writePart,
} from './index-files.ts'
import { type HashedPage, readSearchPage } from './page-file.ts'
import { PageTokens } from './page-tokens.ts'
import { Postings } from './postings.ts'
import { type FoldTable, shardOf } from './tokens.ts'

/** What an index is made of. */
export interface SearchIndex {
  /** Pages, the oldest first: a new one is the last. */
  pages: readonly HashedPage[]
  /** Reads the file of a page, as `searchPageFile` wrote it; nothing where it is not there. */
  read: (page: HashedPage) => Promise<string | undefined>
  fold: FoldTable
  strings: SearchStrings
  /**
   * Tells this index from others, so that one that is there is known again.
   *
   * @param unread - Paths of pages that could not be read, whose texts are not in it.
   */
  key: (unread: ReadonlySet<string>) => string
}

/** Articles of tokens that are in memory at once. */
const mostRead = 8_000_000
/** Files of pages that are read at once: a disk answers several as fast as one. */
const readAtOnce = 16

/**
 * Make the index of an edition.
 *
 * @param index - Articles, and how to read their files.
 * @param write - Takes its files, one by one; the last is the one that it begins with.
 */
export async function makeIndex(
  index: SearchIndex,
  write: WriteIndexFile,
): Promise<void> {
  const { strings } = index
  const { tokens, postings, unread } = await collect(index)
  const { names } = tokens
  let size = 0
  for (const [token, name] of names.entries()) {
    size += sizeOf(name, postings.count(token))
  }
  const shards = shardsFor(size)
  const parts = Array.from({ length: shards }, () => ({
    tokens: [] as number[],
    count: 0,
  }))
  for (const [token, name] of names.entries()) {
    const part = parts[shardOf(name, shards)]
    part?.tokens.push(token)
    if (part) part.count += postings.count(token)
  }
  const name = (token: number): string => names[token] ?? ''
  const hashes: string[] = []
  for (let from = 0; from < shards; ) {
    let to = from
    let count = 0
    do count += parts[to++]?.count ?? 0
    while (to < shards && count + (parts[to]?.count ?? 0) <= mostRead)
    const round = parts.slice(from, to)
    const listOf = postings.read(round.flatMap(({ tokens }) => tokens))
    for (const [at, { tokens }] of round.entries()) {
      tokens.sort((a, b) => (name(a) < name(b) ? -1 : 1))
      const part = new Map(tokens.map((token) => [name(token), listOf(token)]))
      const number = from + at
      hashes.push(await write(partPath(number), writePart(number, part)))
    }
    from = to
  }
  const pages = index.pages.map(({ path }) => path)
  const key = index.key(unread)
  await writeEnd({ pages, strings, key, size, hashes }, write)
}

async function collect({ pages, read, fold }: SearchIndex): Promise<{
  tokens: PageTokens
  postings: Postings
  unread: ReadonlySet<string>
}> {
  const tokens = new PageTokens(fold)
  const postings = new Postings()
  const unread = new Set<string>()
  for (let from = 0; from < pages.length; from += readAtOnce) {
    const some = pages.slice(from, from + readAtOnce)
    const texts = await Promise.all(some.map(read))
    for (const [at, text] of texts.entries()) {
      const page = text === undefined ? undefined : readSearchPage(text)
      if (page) postings.add(from + at, tokens.read(page))
      else unread.add(some[at]?.path ?? '')
    }
  }
  return { tokens, postings, unread }
}
