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
  type ManifestArticle,
  newestFirst,
  type Outputs,
  pageOutput,
  type SiteEdition,
  searchFiles,
  searchFolder,
  searchFoldFile,
  searchKey,
  searchPagePath,
  searchScripts,
} from '../publish/index.ts'
import { foldText } from '../terms/index.ts'
import { digestOf } from './cache.ts'
import { listingsOf, type SiteScope } from './site.ts'

/**
 * Add the indexes of the editions, and the scripts that look into them.
 *
 * An index that was made of the same articles is not made again.
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
  const hashes = hashesOf(outputs)
  for (const edition of editions) {
    if (!scope.chosen.has(edition.id)) continue
    const { id } = edition
    const pages = newestFirst(listings.get(id) ?? new Map())
      .map(([source]) => pageOutput('', source).slice(1))
      .filter((page) => hashes.has(fileOf(id, page)))
    const strings = stringsOf(edition)
    const kept = pages.map((page) => [page, hashes.get(fileOf(id, page))])
    const key = digestOf([kept, strings, shared, formatOfIndex])
    if (await addKnown(id, key, outputs, writes)) continue
    if (!writes) {
      // There is none, and it is not made for a look.
      const path = `${id}/${searchFolder}/index.js`
      await outputs.add({ path, content: { sha256: key }, edition: id })
      continue
    }
    // What somebody took away is not found until its article is made again.
    const read = async (page: string): Promise<string> =>
      outputs.read(fileOf(id, page)).then(
        (bytes) => new TextDecoder().decode(bytes),
        () => '',
      )
    const files = searchFiles({ pages, read, fold, strings, key })
    for await (const [name, content] of files) {
      await outputs.add({ path: `${id}/${name}`, content, edition: id })
    }
  }
}

/** Rises when the files of an index come to be made otherwise. */
const formatOfIndex = 1

function fileOf(id: string, page: string): string {
  return `${id}/${searchPagePath(page)}`
}

/** Files that are wanted, and those of earlier builds that may stay. */
function hashesOf(outputs: Outputs): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>()
  const add = (path: string, sha256: string): void => {
    if (path.includes('/search~/')) hashes.set(path, sha256)
  }
  for (const [path, { sha256 }] of Object.entries(outputs.manifest.files)) {
    add(path, sha256)
  }
  for (const { path, sha256 } of outputs.list()) add(path, sha256)
  return hashes
}

/** Take the index that is there, if it is this one or is not to be written. */
async function addKnown(
  id: string,
  key: string,
  outputs: Outputs,
  writes: boolean,
): Promise<boolean> {
  const first = `${id}/${searchFolder}/index.js`
  const files = Object.entries(outputs.manifest.files).filter(([path]) =>
    path.startsWith(`${id}/${searchFolder}/`),
  )
  const there = await outputs
    .read(first)
    .then((bytes) => searchKey(new TextDecoder().decode(bytes)))
    .catch(() => undefined)
  if (there === undefined || (writes && there !== key)) return false
  for (const [path, { sha256 }] of files) {
    if (!(await outputs.holds(path, sha256))) return false
  }
  for (const [path, { sha256 }] of files) {
    await outputs.add({ path, content: { sha256 }, edition: id })
  }
  return true
}

function stringsOf({ locale }: SiteEdition) {
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
