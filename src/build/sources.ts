/**
 * The sources of a project, wherever its layout has them.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Config, UserError } from '../model/index.ts'
import { type Folders, foldersOf } from '../publish/index.ts'
import { findArticles, findAssets } from '../read/index.ts'

/**
 * List the articles of a project.
 *
 * @param root - Folder of sources, absolute.
 * @param config - Settings; a layout says which files are sources.
 * @returns Paths from the folder, with `/`, sorted by code unit.
 * @throws UserError when the folder, or one in it, is missing or not readable, or a
 *   layout has none of its folders.
 */
export async function findSources(
  root: string,
  config: Config,
): Promise<string[]> {
  if (!config.layout) return findArticles(root)
  const folders = foldersOf(config)
  const found = await findBelow(root, folders, folders.isArticle)
  if (found) return found
  const { name } = config.layout
  const looked = folders.roots.map((one) => one || '.').join(', ')
  throw new UserError(
    `None of the folders that ${name} has its content in is there: ${looked}.`,
    {
      hint: 'Run Yiwen in the folder of the site, or set `layout.content` to the folder of its content.',
      wording: { key: 'layout-folders', values: { name, folders: looked } },
    },
  )
}

/**
 * List the other files of a project that its editions show: those that are copied
 * beside each, and those that all share.
 *
 * @param root - Folder of sources, absolute.
 * @param config - Settings; a layout says which files are copied.
 * @returns Paths from the folder, with `/`, sorted by code unit.
 * @throws UserError when the folder, or one in it, is missing or not readable.
 */
export async function findSourceAssets(
  root: string,
  config: Config,
): Promise<string[]> {
  if (!config.layout) return findAssets(root)
  const folders = foldersOf(config)
  return (await findBelow(root, folders, folders.isAsset)) ?? []
}

const all = { patterns: ['**/*'] }

/** Files of the folders of a layout; nothing where none of those is there. */
async function findBelow(
  root: string,
  { roots }: Folders,
  accepts: (path: string) => boolean,
): Promise<string[] | undefined> {
  const there = roots.filter((one) =>
    statSync(resolve(root, one), { throwIfNoEntry: false })?.isDirectory(),
  )
  if (there.length === 0) return undefined
  const found = new Set<string>()
  for (const one of there) {
    for (const below of await findArticles(resolve(root, one), all)) {
      const path = one === '' ? below : `${one}/${below}`
      if (accepts(path)) found.add(path)
    }
  }
  return [...found].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
}
