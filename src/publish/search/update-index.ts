import {
  partPath,
  readPart,
  type SearchHead,
  type SearchStrings,
  shardsFor,
  sizeOf,
  type WriteIndexFile,
  writeEnd,
  writePart,
} from './index-files.ts'
import {
  type HashedPage,
  readSearchPage,
  type SearchPage,
} from './page-file.ts'
import { PageTokens } from './page-tokens.ts'
import { type FoldTable, shardOf } from './tokens.ts'

/** An index that is there, and what it is to be made of now. */
export interface SearchUpdate {
  /** Beginning of the index that is there. */
  head: SearchHead
  /** What that was made of, the oldest first. */
  before: readonly HashedPage[]
  /** What it is to be made of, the oldest first. */
  pages: readonly HashedPage[]
  /** Reads the file of a page as it was; nothing where it is not there any more. */
  readBefore: (page: HashedPage) => Promise<string | undefined>
  /** Reads the file of a page as it is; nothing where it is not there. */
  read: (page: HashedPage) => Promise<string | undefined>
  /** Reads a part as it was; nothing where it is not there any more. */
  readPart: (path: string) => Promise<string | undefined>
  /** Takes a part as it was, and says its hash. */
  keep: (path: string) => Promise<string>
  fold: FoldTable
  strings: SearchStrings
  /** Tells the new index from others. */
  key: string
}

/** What changes of the pages that have a token, as an `IndexPart` has them. */
interface TokenChange {
  /** Entries that go, in numbers as they were. */
  gone: number[]
  /** Entries that come, in numbers as they are. */
  added: number[]
}

/** Changes that are in memory at once are no more than about this many. */
const mostChanges = 500_000

/**
 * Bring the index of an edition up to date: what `makeIndex` makes of the pages, byte by
 * byte, made of the pages that changed and the parts that have something of them.
 *
 * Where a page that is not the last comes or goes, others are numbered otherwise, and
 * every part is read, but no page besides.
 *
 * @param update - The index that is there, and what changed.
 * @param write - Takes the files that may be others, one by one.
 * @returns Whether it could be done. If not, what was written is good for nothing, and the
 *   index has to be made anew: it has another number of parts, more changed than is kept in
 *   memory, or something is not what it was when the index was made.
 */
export async function updateIndex(
  update: SearchUpdate,
  write: WriteIndexFile,
): Promise<boolean> {
  const { head, strings, key } = update
  const changes = await changesOf(update)
  if (!changes) return false
  const moves = movesOf(update)
  const byPart = Array.from({ length: head.shards }, (): string[] => [])
  for (const token of changes.keys()) {
    byPart[shardOf(token, head.shards)]?.push(token)
  }
  let { size } = head
  const hashes: string[] = []
  for (const [number, tokens] of byPart.entries()) {
    const path = partPath(number)
    if (tokens.length === 0 && !moves) {
      hashes.push(await update.keep(path))
      continue
    }
    const text = await update.readPart(path)
    const part = text === undefined ? undefined : readPart(text, number)
    if (!part) return false
    const names = moves ? new Set([...part.keys(), ...tokens]) : tokens
    for (const token of names) {
      const list = part.get(token) ?? []
      const revised = revise(list, changes.get(token), moves)
      if (!revised) return false
      size += sizeOf(token, revised.length) - sizeOf(token, list.length)
      if (revised.length === 0) part.delete(token)
      else part.set(token, revised)
    }
    const sorted = new Map([...part].sort(([a], [b]) => (a < b ? -1 : 1)))
    hashes.push(await write(path, writePart(number, sorted)))
  }
  if (shardsFor(size) !== head.shards) return false
  const pages = update.pages.map(({ path }) => path)
  await writeEnd({ pages, strings, key, size, hashes }, write)
  return true
}

/**
 * Number the pages anew that a token has.
 *
 * @returns Their numbers; nothing where the change is none of these.
 */
function revise(
  list: readonly number[],
  change: TokenChange | undefined,
  moves: Int32Array | undefined,
): number[] | undefined {
  const gone = change && new Set(change.gone)
  const revised: number[] = []
  for (const entry of list) {
    if (gone?.delete(entry)) continue
    const number = moves ? (moves[entry >> 1] ?? -1) : entry >> 1
    if (number < 0) return undefined
    revised.push(number * 2 + (entry & 1))
  }
  if (gone && gone.size > 0) return undefined
  if (change) revised.push(...change.added)
  if (!rise(revised)) revised.sort((a, b) => a - b)
  return revised
}

function rise(numbers: readonly number[]): boolean {
  for (let at = 1; at < numbers.length; at++) {
    if ((numbers[at] as number) < (numbers[at - 1] as number)) return false
  }
  return true
}

/** New numbers of pages by their old ones, or -1; nothing where all keep theirs. */
function movesOf({ before, pages }: SearchUpdate): Int32Array | undefined {
  const numbers = new Map(pages.map(({ path }, number) => [path, number]))
  const moves = Int32Array.from(before, ({ path }) => numbers.get(path) ?? -1)
  const areMoved = moves.some((to, number) => to >= 0 && to !== number)
  return areMoved ? moves : undefined
}

/** Read the pages that came, went or changed, as they were and as they are. */
async function changesOf(
  update: SearchUpdate,
): Promise<ReadonlyMap<string, TokenChange> | undefined> {
  const { before, pages, fold } = update
  const old = numbered(before)
  const now = numbered(pages)
  const paths = [...new Set([...old.keys(), ...now.keys()])].filter(
    (path) => old.get(path)?.page.sha256 !== now.get(path)?.page.sha256,
  )
  // It would not be less work.
  if (paths.length * 2 > pages.length) return undefined
  const tokens = new PageTokens(fold)
  const changes = new Map<string, TokenChange>()
  let count = 0
  const note = (
    entries: ReadonlySet<number>,
    number: number,
    is: 'gone' | 'added',
  ) => {
    for (const entry of entries) {
      const token = tokens.names[entry >> 1] ?? ''
      const change = changes.get(token) ?? { gone: [], added: [] }
      changes.set(token, change)
      change[is].push(number * 2 + (entry & 1))
      count++
    }
  }
  for (const path of paths) {
    const [was, is] = [old.get(path), now.get(path)]
    const gone = new Set<number>()
    const added = new Set<number>()
    if (was) {
      const page = pageIn(await update.readBefore(was.page))
      if (!page) return undefined
      for (const entry of tokens.read(page)) gone.add(entry)
    }
    if (is) {
      const page = pageIn(await update.read(is.page))
      if (!page) return undefined
      // What it has still stays.
      for (const entry of tokens.read(page)) {
        if (!gone.delete(entry)) added.add(entry)
      }
    }
    if (was) note(gone, was.number, 'gone')
    if (is) note(added, is.number, 'added')
    if (count > mostChanges) return undefined
  }
  return changes
}

function numbered(pages: readonly HashedPage[]) {
  return new Map(
    pages.map((page, number) => [page.path, { page, number }] as const),
  )
}

function pageIn(text: string | undefined): SearchPage | undefined {
  return text === undefined ? undefined : readSearchPage(text)
}
