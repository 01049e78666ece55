import type { Heading } from 'mdast'
import type { LayoutName } from '../../model/index.ts'
import type { AddressContext, TextEdit } from './addresses.ts'

/** One folder of sources, and where its editions go. */
export interface SourceTree {
  /** Folder, from the project's; empty for the project's own. */
  from: string
  /** Whether a file of it, from the folder, is a source. */
  isArticle: (rest: string) => boolean
  /** Whether a file of it that is no source has a copy beside each edition. */
  isAsset: (rest: string) => boolean
  /**
   * Whether a file of it is shown by every edition from where it is. Default: none is.
   */
  isShared?: (rest: string) => boolean
  /**
   * Name the file of an edition.
   *
   * @param rest - Source or asset, from the folder.
   * @param name - Name of the edition's locale.
   * @returns Path from the project's folder.
   */
  place: (rest: string, name: string) => string
}

/** Where the folders of a project are. */
export interface Place {
  /** Folder of the content; empty for the project's own. */
  content: string
  /** Folder of the sources' own locale in it; empty where there is none. */
  source: string
  /** Name of the sources' locale. */
  sourceName: string
  /** Names of the editions' locales. */
  names: readonly string[]
}

/** What a site generator wants, as pure functions. */
export interface Layout {
  /** Generator. */
  name: LayoutName
  /** Folder of its content by default. */
  content: string
  /** Whether the generator writes locales in lower case: `zh-cn`. */
  lowerCase: boolean
  /** Folders of sources. */
  trees: (place: Place) => readonly SourceTree[]
  /** Whether a source has headings that links lead to. Default: it does. */
  isPage?: (path: string) => boolean
  /** Front-matter keys that are for readers, besides those that always are. */
  matterKeys: readonly string[]
  /** Front-matter keys that are ids of something, and never for readers. */
  idKeys?: readonly string[]
  /** How the generator makes the id of a heading from its text. */
  createSlugger: () => { slug: (text: string, heading: Heading) => string }
  /**
   * What gives a heading an id of its own, behind its text; nothing where headings of
   * its level have none. Without it headings have the ids that the generator makes.
   */
  headingId?: (id: string, depth: number) => string
  /**
   * Whether addresses that start with `/` stand below the locale's name, so that they
   * have to be rewritten. Else the generator does it, or has no such addresses.
   */
  rooted: boolean
  /**
   * What relative addresses start from: the file, or the page's address, which is
   * a folder for each page.
   */
  relativeTo: 'file' | 'page'
  /**
   * Change a relative address of an edition where it would lead elsewhere. Default: as
   * `relativeTo` says.
   *
   * @param address - Its path: as it is written, decoded, and what follows it.
   * @param context - Where the edition stands.
   * @returns Address; nothing where it may stay.
   */
  moveRelative?: (
    address: { path: string; decoded: string; rest: string },
    context: AddressContext,
  ) => string | undefined
  /**
   * Find what else has to change in the text of an edition, besides its addresses.
   *
   * @param text - Edition.
   * @param context - Where it stands.
   * @returns Changes.
   */
  moveMore?: (text: string, context: AddressContext) => TextEdit[]
  /** What addresses of the sources start with, if not the name of their folder. */
  prefix?: string
  /** Whether links to a page without an edition stay as they are. */
  falls: boolean
  /**
   * Write the address of a source, in a link to a page without an edition.
   *
   * @param path - Source, from the project's folder.
   * @param address - Address as the author wrote it.
   * @returns Address; nothing where the author's leads there. Default: a relative one.
   */
  sourceAddress?: (path: string, address: string) => string | undefined
  /** Keys of its JSON whose strings are for readers. Default: every string is. */
  resourceKeys?: readonly string[]
  /**
   * Make a file of messages what the generator wants.
   *
   * @param text - JSON of an edition.
   * @param context - Where the edition stands.
   * @returns JSON.
   */
  messages?: (text: string, context: AddressContext) => string
  /**
   * Say what the front matter of an edition has to say.
   *
   * @param name - Name of its locale.
   * @param locale - BCP 47 tag.
   * @returns Values by key.
   */
  matter?: (name: string, locale: string) => Readonly<Record<string, string>>
}

/** Files that pages show, by their extension. */
const media =
  /\.(?:png|jpe?g|gif|svg|webp|avif|bmp|ico|mp4|webm|mov|mp3|ogg|wav|pdf|zip|csv)$/i

/**
 * Tell whether a file is a picture, sound or the like.
 *
 * @param path - Path.
 */
export function isMedia(path: string): boolean {
  return media.test(path)
}

/**
 * Join names of folders; empty ones are none.
 *
 * @param names - Names.
 * @returns Path with `/`.
 */
export function joinPath(...names: readonly string[]): string {
  return names.filter((name) => name !== '' && name !== '.').join('/')
}

/**
 * Tell whether a path lies in one of some folders.
 *
 * @param path - Path.
 * @param folders - Names of folders it may start with.
 */
export function isBelow(path: string, folders: readonly string[]): boolean {
  return folders.some((one) => one !== '' && path.startsWith(`${one}/`))
}

/**
 * Describe content with a folder for each locale: the sources at the root, or in one
 * of their own.
 *
 * @param place - Where the folders are.
 * @param options - Extensions of sources, and what else in it is no content.
 * @returns The one tree.
 */
export function folderPerLocale(
  { content, source, names }: Place,
  {
    article,
    except = () => false,
    assets = true,
  }: {
    article: RegExp
    except?: (rest: string) => boolean
    assets?: boolean
  },
): readonly SourceTree[] {
  const others = source === '' ? names : []
  const isOwn = (rest: string): boolean =>
    !isBelow(rest, others) && !/(?:^|\/)node_modules\//.test(rest)
  return [
    {
      from: joinPath(content, source),
      isArticle: (rest) => article.test(rest) && isOwn(rest) && !except(rest),
      isAsset: (rest) =>
        assets && isMedia(rest) && isOwn(rest) && !except(rest),
      isShared: (rest) =>
        !assets && isMedia(rest) && isOwn(rest) && !except(rest),
      place: (rest, name) => joinPath(content, name, rest),
    },
  ]
}
