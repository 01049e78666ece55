/**
 * The pictures of a project, each once for all editions.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { FileHashes } from '../cache/index.ts'
import {
  environmentError,
  hashFile,
  isPicture,
  type ManifestFile,
  namePictures,
  type Outputs,
  pictureFolder,
} from '../publish/index.ts'
import type { ArticleWork } from './article-work.ts'
import type { Scope } from './scope.ts'
import { shownFrom } from './shown.ts'

/** Where the pages find each picture: path from the output folder, by its own. */
export type Pictures = ReadonlyMap<string, string>

/**
 * Name the files that pages share. Markdown has the author's links, which lead to
 * copies beside it; a layout's generator looks after pictures itself.
 *
 * @param scope - Project.
 * @param assets - Files that are no articles, from the folder of sources.
 * @param hashes - What is known of files.
 * @returns Names; none where there are no pages.
 * @throws UserError when a picture can not be read.
 */
export async function sharePictures(
  { cwd, root, config }: Pick<Scope, 'cwd' | 'root' | 'config'>,
  assets: readonly string[],
  hashes: FileHashes,
): Promise<Pictures> {
  if (!config.html) return new Map()
  const found = new Map<string, string>()
  for (const asset of assets.filter(isPicture)) {
    const file = resolve(root, asset)
    found.set(asset, await hashSource(file, shownFrom(cwd, file), hashes))
  }
  return namePictures(found)
}

/**
 * Hash a file that is no article.
 *
 * @param file - Absolute path.
 * @param shown - Path to show to people.
 * @param hashes - What is known of files.
 * @returns SHA-256 in hex.
 * @throws UserError when it can not be read.
 */
export async function hashSource(
  file: string,
  shown: string,
  hashes: FileHashes,
): Promise<string> {
  const compute = (): Promise<string> => hashFile(file)
  try {
    return await hashes.hash(file, compute)
  } catch (error) {
    throw environmentError(error, shown, 'read')
  }
}

/**
 * Add the pictures that pages share.
 *
 * @param scope - Project.
 * @param pictures - Names, from {@link sharePictures}.
 * @param hashes - What is known of files.
 * @param outputs - Takes the files.
 */
export async function addPictures(
  { cwd, root }: Pick<Scope, 'cwd' | 'root'>,
  pictures: Pictures,
  hashes: FileHashes,
  outputs: Outputs,
): Promise<void> {
  for (const [asset, path] of pictures) {
    // Two pictures that are one file have one name.
    if (outputs.has(path)) continue
    const copy = resolve(root, asset)
    const source = shownFrom(cwd, copy)
    const sha256 = await hashSource(copy, source, hashes)
    await outputs.add({ path, source, content: { copy, sha256 } })
  }
}

/**
 * Tell whether a shared picture that is no longer wanted stays: pages that this build
 * did not make may show it.
 *
 * @param works - Articles that were made.
 * @param scope - What is built.
 */
export function keepsPictures(
  works: readonly ArticleWork[],
  { partial, chosen, site }: Scope,
): (file: ManifestFile, path: string) => boolean {
  const stays =
    partial ||
    chosen.size < site.size ||
    works.some(
      ({ failed, made }) => failed || made.some(({ incomplete }) => incomplete),
    )
  return (_file, path) => stays && path.startsWith(`${pictureFolder}/`)
}
