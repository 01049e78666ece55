/**
 * Links and pictures of articles, as a book has them.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { Element } from 'hast'
import {
  type BookImage,
  type Chapter,
  chapterName,
  eachElement,
  h,
  imageExtension,
  imageType,
  mapElements,
} from '../book/index.ts'
import type { LeftOut } from '../exchange/index.ts'
import type { SiteSettings } from '../model/index.ts'
import {
  type ArticleChapter,
  articleOutput,
  followAddress,
  pageOutput,
  siteAddress,
} from '../publish/index.ts'

/** Picture that was read. */
export interface Picture extends BookImage {
  /** Extension of its file. */
  extension: string
}

/** Where the articles of a book are. */
export interface BookPlace {
  /** Id of the edition. */
  edition: string
  /** Site, where links lead that leave the book. */
  site: SiteSettings | undefined
  /** Number of each article's chapter, from 0, by its path. */
  order: ReadonlyMap<string, number>
  /** Files that are no articles. */
  assets: ReadonlySet<string>
  /** Gets the pictures, by path in the book. */
  images: Map<string, BookImage>
  /** Counts pictures that can not be in a book. */
  leftOut: LeftOut
  /** Reads a picture; nothing where it is of no kind that readers show. */
  read: (path: string) => Promise<Picture | undefined>
}

const documentName = /\.(?:md|mdx|markdown|txt)$/i
const scheme = 'file:'

/**
 * Name the files that an article's links lead to, until it is known which are in
 * the book.
 *
 * @param path - Path of the article from the folder of sources.
 * @param known - Paths that are there.
 * @returns What `renderChapter` asks.
 */
export function linksOf(
  path: string,
  known: ReadonlySet<string>,
): (address: string) => { href: string } | undefined {
  return (address) => {
    const found = fileOf(address, path)
    return found !== undefined && known.has(found)
      ? { href: scheme + encodeURIComponent(found) }
      : undefined
  }
}

/**
 * Read the file that a link of {@link linksOf} leads to.
 *
 * @param href - Address of a link.
 * @returns Path from the folder of sources, and what stood behind it; nothing where
 *   it leads elsewhere.
 */
export function namedFile(
  href: string,
): { file: string; rest: string } | undefined {
  const match = /^file:([^?#]*)(.*)$/s.exec(href)
  if (!match) return undefined
  const [, name = '', rest = ''] = match
  return { file: decodeURIComponent(name), rest }
}

/**
 * Tell which file an address names. `/a.png` is below the folder of sources.
 *
 * @param address - Address as the author wrote it.
 * @param path - Path of the article.
 * @returns Path from the folder of sources, or nothing for an address of no file.
 */
export function fileOf(address: string, path: string): string | undefined {
  return /^\/(?!\/)/.test(address)
    ? followAddress('', address.slice(1))
    : followAddress(path, address)
}

/**
 * Put the pictures of a chapter into its book, and lead its links to where they
 * lead from there.
 *
 * @param article - Chapter, as it was rendered.
 * @param path - Path of the article from the folder of sources.
 * @param place - Where the articles of the book are.
 * @returns Chapter.
 */
export async function settleChapter(
  article: ArticleChapter,
  path: string,
  place: BookPlace,
): Promise<Chapter> {
  const { title, header, body, headings } = article
  const pictures = new Map<string, string>()
  const sources = new Set<string>()
  eachElement([...header, ...body], ({ tagName, properties: { src } }) => {
    if (tagName === 'img' && typeof src === 'string') sources.add(src)
  })
  for (const src of sources) {
    const name = await putPicture(src, path, place)
    if (name === undefined) place.leftOut.add(src.slice(0, 80))
    else pictures.set(src, name)
  }
  const settle = (element: Element): Element[] => {
    const { tagName, properties } = element
    // What can not be followed from a book.
    delete properties['cite']
    delete properties['longDesc']
    if (tagName === 'source') return []
    if (tagName === 'a') settleLink(element, path, place)
    if (tagName !== 'img') return [element]
    const name = pictures.get(String(properties['src']))
    if (name !== undefined) {
      properties['src'] = name
      return [element]
    }
    const alt = String(properties['alt'] ?? '')
    return alt ? [h('span', { className: ['no-picture'] }, `[${alt}]`)] : []
  }
  return {
    ...{ title, headings },
    header: mapElements(header, settle),
    body: mapElements(body, settle),
  }
}

async function putPicture(
  src: string,
  path: string,
  { assets, images, read }: BookPlace,
): Promise<string | undefined> {
  const file = fileOf(src, path)
  const picture = src.startsWith('data:')
    ? pictureOf(src)
    : file !== undefined && assets.has(file)
      ? await read(file)
      : undefined
  if (!picture) return undefined
  for (const [name, { bytes }] of images) {
    if (bytes === picture.bytes) return name
  }
  const name = `images/${images.size + 1}.${picture.extension}`
  const { bytes, type } = picture
  images.set(name, { bytes, type })
  return name
}

/** Picture of a `data:` address. */
function pictureOf(src: string): Picture | undefined {
  const match = /^data:[^,]*?(;base64)?,(.*)$/s.exec(src)
  if (!match) return undefined
  let bytes: Uint8Array
  try {
    const text = decodeURIComponent(match[2] ?? '')
    bytes = Buffer.from(text, match[1] ? 'base64' : 'utf8')
  } catch {
    return undefined
  }
  const type = imageType(bytes)
  return type === undefined
    ? undefined
    : { bytes, type, extension: imageExtension(type) }
}

function settleLink(
  { properties }: Element,
  path: string,
  { edition, site, order }: BookPlace,
): void {
  const { href } = properties
  delete properties['hrefLang']
  if (typeof href !== 'string' || href.startsWith('#')) return
  const set = (address: string | undefined): void => {
    if (address === undefined) delete properties['href']
    else properties['href'] = address
  }
  if (!href.startsWith(scheme)) {
    const base = site && siteAddress(site.url, pageOutput(edition, path))
    const isWhole = /^[a-z][a-z0-9+.-]*:/i.test(href)
    const found = URL.canParse(href, base) ? new URL(href, base) : undefined
    set(isWhole || base ? found?.href : undefined)
    return
  }
  const { file, rest } = namedFile(href) ?? { file: '', rest: '' }
  const chapter = order.get(file)
  if (chapter !== undefined) {
    set(chapterName(chapter) + rest.replace(/^[^#]*/, ''))
    return
  }
  const output = documentName.test(file)
    ? pageOutput(edition, file)
    : articleOutput(edition, file)
  set(site && siteAddress(site.url, output) + rest)
}
