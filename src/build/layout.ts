/**
 * The site generator of a folder: which one it is, and what its settings need.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { createTranslator } from '../messages/index.ts'
import type { Config, Edition } from '../model/index.ts'
import {
  foldersOf,
  type Look,
  type Setup,
  type SetupLocale,
  setupOf,
} from '../publish/index.ts'

export { type Guess, guessLayouts } from '../publish/index.ts'

/**
 * Look at a folder of a site generator.
 *
 * @param root - Folder, absolute.
 * @returns What is asked of it; what can not be read is not there.
 */
export function lookAt(root: string): Look {
  return {
    read(path) {
      try {
        return readFileSync(resolve(root, path), 'utf8')
      } catch {
        return undefined
      }
    },
    list(path) {
      try {
        return readdirSync(resolve(root, path), { withFileTypes: true })
          .map((one) => (one.isDirectory() ? `${one.name}/` : one.name))
          .sort()
      } catch {
        return []
      }
    },
  }
}

/**
 * Say what a generator's own settings need for the editions of a project.
 *
 * @param config - Settings with a layout.
 * @param labels - Whether the editions have files of labels. Default: `false`.
 * @returns Where it goes, and text to copy; nothing without a layout.
 */
export function layoutSetup(config: Config, labels = false): Setup | undefined {
  const { layout, source, editions } = config
  if (!layout) return undefined
  const folders = foldersOf(config)
  const localeOf = ({ id, locale }: Edition, folder: boolean): SetupLocale => ({
    name: folders.nameOf(id),
    tag: locale,
    label: createTranslator(locale)(`languages:${locale}`),
    folder,
    labels: labels && id !== source,
  })
  const own = { id: source, locale: source }
  return setupOf(layout.name, [
    localeOf(own, layout.source !== undefined),
    ...editions.map((one) => localeOf(one, true)),
  ])
}
