/**
 * What readers search a site with.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { characterConverter, convertedCharacters } from '../convert/index.ts'
import { createTranslator } from '../messages/index.ts'
import {
  clientScript,
  type FoldTable,
  type HashedPage,
  hashBytes,
  type ManifestArticle,
  makeIndex,
  newestFirst,
  type Outputs,
  pageOutput,
  readHead,
  type SearchHead,
  type SearchStrings,
  type SearchUpdate,
  type SiteEdition,
  searchFoldFile,
  searchHeadPath,
  searchPagePath,
  searchPaths,
  searchScripts,
  sumOf,
  updateIndex,
  type WriteIndexFile,
} from '../publish/index.ts'
import { foldText } from '../terms/index.ts'
import { digestOf } from './cache.ts'
import { listingsOf, type SiteScope } from './site.ts'

/**
 * Add the indexes of the editions, and the scripts that look into them.
 *
 * An index that was made of the same articles is not made again; where few of them
 * changed, only what that changes of it is.
 *
 * @param scope - What is built.
 * @param articles - Articles that are published, by path from the project's folder.
 * @param outputs - Has the files of the articles, and takes those of the index.
 * @param writes - Whether the files are to be written. Where they are only compared,
 *   the index that is there stands for the one that would be made: what is wrong with
 *   it is wrong with the articles, and said of them.
 */
export async function addSearch(
  scope: SiteScope,
  articles: Readonly<Record<string, ManifestArticle>>,
  outputs: Outputs,
  writes: boolean,
): Promise<void> {
  const listings = listingsOf(scope, articles)
  const editions = [...scope.site.values()].filter(({ id }) => listings.has(id))
  if (editions.length === 0) return
  known ??= foldTable()
  const fold = known
  const shared = searchFoldFile(fold)
  await outputs.add({ path: searchScripts.client, content: clientScript })
  await outputs.add({ path: searchScripts.fold, content: shared })
  const earlier = earlierHashes(outputs)
  const hashes = new Map([...earlier, ...wantedHashes(outputs)])
  let old: ReturnType<typeof listingsOf> | undefined
  for (const edition of editions) {
    if (!scope.chosen.has(edition.id)) continue
    const { id } = edition
    const pages = pagesOf(id, listings, hashes)
    const strings = stringsOf(edition)
    const keyOf = (
      pages: readonly HashedPage[],
      unread?: ReadonlySet<string>,
    ): string => {
      const kept = pages.map(({ path, sha256 }) =>
        unread?.has(path) ? [path] : [path, sha256],
      )
      return digestOf([kept, strings, shared, formatOfIndex])
    }
    const key = keyOf(pages)
    const head = await findIndex(id, outputs)
    if (head && (!writes || head.key === key)) {
      const paths = [searchHeadPath, ...searchPaths(head)]
      for (const path of paths) await keep(id, path, outputs)
      continue
    }
    if (!writes) {
      // There is none, and it is not made for a look.
      const path = `${id}/${searchHeadPath}`
      await outputs.add({ path, content: { sha256: key }, edition: id })
      continue
    }
    if (head) {
      old ??= listingsOf(scope, outputs.manifest.articles)
      const before = pagesOf(id, old, earlier)
      const index = { head, before, pages, fold, strings, key }
      const isOfThem = keyOf(before) === head.key
      if (isOfThem && (await update(id, index, outputs))) continue
    }
    const index = {
      pages,
      // What somebody took away is not found until its article is made again.
      read: ({ path, sha256 }: HashedPage) =>
        textOf(outputs.read(fileOf(id, path)), sha256),
      key: (unread: ReadonlySet<string>) => keyOf(pages, unread),
      ...{ fold, strings },
    }
    await makeIndex(index, (path, content) =>
      outputs.add({ path: `${id}/${path}`, content, edition: id }),
    )
  }
}

/** Rises when the files of an index come to be made otherwise. */
const formatOfIndex = 2

function fileOf(id: string, page: string): string {
  return `${id}/${searchPagePath(page)}`
}

/** Hashes of articles' files, as earlier builds left them. */
function earlierHashes({ manifest }: Outputs): Map<string, string> {
  const hashes = new Map<string, string>()
  for (const path in manifest.files) {
    if (!path.includes(pageFolder)) continue
    hashes.set(path, manifest.files[path]?.sha256 ?? '')
  }
  return hashes
}

function* wantedHashes(outputs: Outputs): Generator<[string, string]> {
  for (const { path, sha256 } of outputs.list()) {
    if (path.includes(pageFolder)) yield [path, sha256]
  }
}

const pageFolder = '/search~/'

/** Pages of an edition whose texts are in files, the oldest first. */
function pagesOf(
  id: string,
  listings: ReturnType<typeof listingsOf>,
  hashes: ReadonlyMap<string, string>,
): HashedPage[] {
  return newestFirst(listings.get(id) ?? new Map())
    .map(([source]) => pageOutput('', source).slice(1))
    .flatMap((path) => {
      const sha256 = hashes.get(fileOf(id, path))
      return sha256 === undefined ? [] : [{ path, sha256 }]
    })
    .reverse()
}

/** Read a text, if it is the one that is meant. */
async function textOf(
  read: Promise<Uint8Array>,
  sha256: string | undefined,
): Promise<string | undefined> {
  const bytes = await read.catch(() => undefined)
  if (!bytes || hashBytes(bytes) !== sha256) return undefined
  return new TextDecoder().decode(bytes)
}

/**
 * Find the index that the last build left.
 *
 * @returns What its first file says; nothing where a file of it is not as it was left.
 */
async function findIndex(
  id: string,
  outputs: Outputs,
): Promise<SearchHead | undefined> {
  const { files } = outputs.manifest
  const first = `${id}/${searchHeadPath}`
  const text = await textOf(outputs.readThere(first), files[first]?.sha256)
  const head = text === undefined ? undefined : readHead(text)
  if (!head) return undefined
  const hashes: string[] = []
  for (const path of searchPaths(head)) {
    const sha256 = files[`${id}/${path}`]?.sha256
    if (sha256 === undefined) return undefined
    if (!(await outputs.holds(`${id}/${path}`, sha256))) return undefined
    hashes.push(sha256)
  }
  // A file that somebody had changed stayed, and may be the one of an earlier index again.
  return sumOf(hashes) === head.sum ? head : undefined
}

/** Take a file of an index as the last build left it, without reading it. */
function keep(id: string, path: string, outputs: Outputs): Promise<string> {
  const own = `${id}/${path}`
  const sha256 = outputs.manifest.files[own]?.sha256 ?? ''
  return outputs.add({ path: own, content: { sha256 }, edition: id })
}

/**
 * Bring the index that is there up to date.
 *
 * @returns Whether that could be done. If not, it is as if nothing had been.
 */
async function update(
  id: string,
  index: Omit<SearchUpdate, 'read' | 'readBefore' | 'readPart' | 'keep'>,
  outputs: Outputs,
): Promise<boolean> {
  const added: string[] = []
  const { files } = outputs.manifest
  const readers = {
    // What an article was is there until the plan is carried out.
    readBefore: ({ path, sha256 }: HashedPage) =>
      textOf(outputs.readThere(fileOf(id, path)), sha256),
    read: ({ path, sha256 }: HashedPage) =>
      textOf(outputs.read(fileOf(id, path)), sha256),
    readPart: (path: string) =>
      textOf(
        outputs.readThere(`${id}/${path}`),
        files[`${id}/${path}`]?.sha256,
      ),
    keep: (path: string) => {
      added.push(`${id}/${path}`)
      return keep(id, path, outputs)
    },
  }
  const write: WriteIndexFile = (path, content) => {
    added.push(`${id}/${path}`)
    return outputs.add({ path: `${id}/${path}`, content, edition: id })
  }
  if (await updateIndex({ ...index, ...readers }, write)) return true
  for (const path of added) outputs.drop(path)
  return false
}

function stringsOf({ locale }: SiteEdition): SearchStrings {
  const t = createTranslator(locale)
  return {
    title: t('html:search'),
    placeholder: t('html:searchPlaceholder'),
    close: t('html:searchClose'),
    hint: t('html:searchHint'),
    searching: t('html:searching'),
    none: t('html:searchNone'),
    some: t('html:searchSome', { number: '{{number}}' }),
    more: t('html:searchMore'),
    failed: t('html:searchFailed'),
  }
}

/** Ideographs, but for those of compatibility below U+20000. */
const ranges = [
  [0x3400, 0x9fff],
  [0x20000, 0x2ffff],
] as const

let known: FoldTable | undefined

/**
 * Tell which characters count as others for a search: traditional ones as
 * simplified ones, and one of each pair that is written in two ways.
 *
 * @param all - Characters that are looked at. Default: those that a
 *   conversion may change; folding changes none besides.
 */
export function foldTable(all: readonly string[] = changing()): FoldTable {
  // Each on a line of its own, for neighbours could be a word.
  const text = foldText(all.join('\n'))
  const fromTaiwan = characterConverter('zh-TW', 'zh-CN')(text).split('\n')
  const fromHongKong = characterConverter('zh-HK', 'zh-CN')(text).split('\n')
  const folded = text.split('\n')
  let from = ''
  let to = ''
  for (const [index, one] of all.entries()) {
    const plain = folded[index]
    const simple =
      fromTaiwan[index] === plain ? fromHongKong[index] : fromTaiwan[index]
    if (simple === undefined || simple === one || [...simple].length !== 1)
      continue
    from += one
    to += simple
  }
  return { from, to }
}

/** Ideographs with a value in a table; a search of all of them takes ten times as long. */
function changing(): string[] {
  const found = new Set<number>()
  for (const from of ['zh-TW', 'zh-HK'] as const) {
    for (const one of convertedCharacters(from, 'zh-CN')) {
      found.add(one.codePointAt(0) as number)
    }
  }
  return [...found]
    .filter((code) =>
      ranges.some(([start, end]) => code >= start && code <= end),
    )
    .sort((a, b) => a - b)
    .map((code) => String.fromCodePoint(code))
}
