/**
 * Folders of site generators.
 *
 * A table of pure functions, one file for each generator: from a source and an edition
 * to the file the generator reads, and what has to be other in it there.
 *
 * @module
 */
import type { Root } from 'mdast'
import type { Config, LayoutName, Locale } from '../../model/index.ts'
import { articleOutput, followAddress } from '../paths.ts'
import { adaptEdition, type EditionToAdapt, restoreEdition } from './adapt.ts'
import { docusaurus } from './docusaurus.ts'
import { eleventy } from './eleventy.ts'
import { hexo } from './hexo.ts'
import { hugo } from './hugo.ts'
import { joinPath, type Layout, type SourceTree } from './layout.ts'
import { mdbook } from './mdbook.ts'
import { starlight } from './starlight.ts'
import { vitepress } from './vitepress.ts'

/** Every layout, by the generator's name. */
export const layouts: Readonly<Record<LayoutName, Layout>> = {
  docusaurus,
  vitepress,
  starlight,
  hugo,
  eleventy,
  mdbook,
  hexo,
}

/** Where a project's sources are, and where their editions go. */
export interface Folders {
  /** Generator, if there is one. */
  layout: Layout | undefined
  /** Folders that hold all sources; one empty name stands for the root itself. */
  roots: readonly string[]
  /** Whether a path from the folder of sources is a source. */
  isArticle: (path: string) => boolean
  /** Whether a path from the folder of sources is a file that editions show. */
  isAsset: (path: string) => boolean
  /** Whether such a file is copied beside each edition. */
  isCopied: (path: string) => boolean
  /**
   * Name the file of an edition.
   *
   * @param edition - Edition's id.
   * @param path - Article or asset, from the folder of sources.
   * @returns Path from the output folder.
   */
  outputOf: (edition: string, path: string) => string
  /**
   * Follow a relative address of a source from the address of its page.
   *
   * @param path - Source, from the folder of sources.
   * @param address - Address.
   * @returns Path from there; nothing where the generator starts from the file.
   */
  fromPage: (path: string, address: string) => string | undefined
  /** Name of an edition's locale in the generator's folders. */
  nameOf: (edition: string) => string
  /** Make a file of messages what the generator wants. */
  adaptMessages: (
    text: string,
    edition: Omit<AdaptOptions, 'text' | 'tree' | 'sourceTree'>,
  ) => string
  /** Put an edition where the generator wants it; see {@link adaptEdition}. */
  adapt: (edition: AdaptOptions) => string
  /** Take that back; see {@link restoreEdition}. */
  restore: (edition: AdaptOptions, edited: string) => string
}

/** Edition that is to be adapted. */
export interface AdaptOptions {
  /** Id and locale. */
  edition: { id: string; locale: Locale }
  /** Source, from the folder of sources. */
  path: string
  text: string
  tree: Root
  sourceTree: Root
  /** Whether a source has the edition. */
  isPublished: (path: string) => boolean
  /** Whether a path from the folder of sources is there. */
  has: (path: string) => boolean
}

const plainArticle = /\.(?:md|mdx|markdown|txt)$/i

/**
 * Find out where the sources of a project are, and where their editions go.
 *
 * @param config - Settings.
 * @returns Folders.
 */
export function foldersOf(
  config: Pick<Config, 'layout' | 'editions' | 'source'>,
): Folders {
  const { layout: settings } = config
  if (!settings) {
    const isArticle = (path: string): boolean => plainArticle.test(path)
    return {
      layout: undefined,
      roots: [''],
      isArticle,
      isAsset: (path) => !isArticle(path),
      isCopied: (path) => !isArticle(path),
      outputOf: articleOutput,
      fromPage: () => undefined,
      nameOf: (edition) => edition,
      adaptMessages: (text) => text,
      adapt: ({ text }) => text,
      restore: (_, edited) => edited,
    }
  }
  const layout = layouts[settings.name]
  const nameOf = (id: string): string =>
    settings.locales?.[id] ?? (layout.lowerCase ? id.toLowerCase() : id)
  const source = settings.source ?? ''
  const content = joinPath(settings.content ?? layout.content)
  const trees = layout.trees({
    content,
    source,
    sourceName: nameOf(config.source),
    names: config.editions.map(({ id }) => nameOf(id)),
  })
  const except = (settings.except ?? []).map((one) =>
    one.replace(/\/?\*{0,2}$/, ''),
  )
  const isLeftOut = (path: string): boolean =>
    except.some((one) => path === one || path.startsWith(`${one}/`))
  const find = (
    path: string,
  ): { tree: SourceTree; rest: string } | undefined => {
    if (isLeftOut(path)) return undefined
    for (const tree of trees) {
      const start = tree.from === '' ? '' : `${tree.from}/`
      if (!path.startsWith(start)) continue
      return { tree, rest: path.slice(start.length) }
    }
    return undefined
  }
  const isArticle = (path: string): boolean => {
    const found = find(path)
    return found?.tree.isArticle(found.rest) ?? false
  }
  const isCopied = (path: string): boolean => {
    const found = find(path)
    return found?.tree.isAsset(found.rest) ?? false
  }
  const isShared = (path: string): boolean => {
    const found = find(path)
    return found?.tree.isShared?.(found.rest) ?? false
  }
  const outputOf = (edition: string, path: string): string => {
    const found = find(path)
    const name = nameOf(edition)
    return found ? found.tree.place(found.rest, name) : `${name}/${path}`
  }
  const contextOf = <
    Options extends Omit<AdaptOptions, 'text' | 'tree' | 'sourceTree'>,
  >(
    options: Options,
  ) => {
    const { edition, has, ...rest } = options
    const isThere = (path: string): boolean => isArticle(path) && has(path)
    return {
      ...rest,
      layout,
      source,
      prefix: settings.prefix ?? layout.prefix ?? source,
      sourceName: nameOf(config.source),
      root: content,
      output: outputOf(edition.id, options.path),
      name: nameOf(edition.id),
      language: edition.locale,
      isArticle: isThere,
      isAsset: (path: string) => isCopied(path) && has(path),
      isShared: (path: string) => isShared(path) && has(path),
      outputOf: (path: string) =>
        isArticle(path) || isCopied(path)
          ? outputOf(edition.id, path)
          : undefined,
    }
  }
  const placed = (options: AdaptOptions): EditionToAdapt => contextOf(options)
  return {
    layout,
    roots: trees.map(({ from }) => from),
    isArticle,
    isAsset: (path) => isCopied(path) || isShared(path),
    isCopied,
    outputOf,
    fromPage: (path, address) =>
      layout.relativeTo === 'page'
        ? followAddress(joinPath(pageFolder(path), '-'), address)
        : undefined,
    nameOf,
    adaptMessages: (text, options) =>
      layout.messages?.(text, contextOf(options)) ?? text,
    adapt: (options) => adaptEdition(placed(options)),
    restore: (options, edited) => restoreEdition(placed(options), edited),
  }
}

/** Folder that a page's address is: `a.md` is at `a/`, `a/index.md` too. */
function pageFolder(path: string): string {
  const stem = path.replace(/(?:\.[A-Za-z-]+)?\.[^./]+$/, '')
  return stem.replace(/(?:^|\/)(?:_?index|README)$/, '')
}

/**
 * Say which strings of JSON are for readers in a generator's content.
 *
 * @param config - Settings.
 * @returns Keys; nothing where every string is.
 */
export function resourceKeysOf({
  layout,
}: Pick<Config, 'layout'>): readonly string[] | undefined {
  return layout && layouts[layout.name].resourceKeys
}

/**
 * Say which front-matter keys are for readers in a generator's content.
 *
 * @param config - Settings.
 * @param keys - Those that always are.
 * @returns All of them.
 */
export function matterKeysOf(
  { layout }: Pick<Config, 'layout'>,
  keys: readonly string[],
): readonly string[] {
  if (!layout) return keys
  const { matterKeys, idKeys = [] } = layouts[layout.name]
  return [...new Set([...keys, ...matterKeys])].filter(
    (key) => !idKeys.includes(key),
  )
}
