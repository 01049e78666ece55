/**
 * The translations of a project's articles, as its memory reads them.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { existsSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { entriesOf, type MemorySource } from '../memory/index.ts'
import { type Config, chineseLocales, locales } from '../model/index.ts'
import { findSources } from './sources.ts'
import {
  findTranslationFiles,
  readStored,
  translationFile,
} from './translation-store.ts'

/**
 * List the translations of a project for its memory.
 *
 * @param cwd - Folder of the project.
 * @param config - Settings.
 * @returns A source for each file, with a stamp that changes when it does.
 */
export async function translationSources(
  cwd: string,
  config: Config,
): Promise<MemorySource[]> {
  const folder = resolve(cwd, config.articles)
  // A memory is of use without articles, too.
  if (!existsSync(folder)) return []
  const articles = await findSources(folder, config)
  const there = new Set(await findTranslationFiles(cwd, config, articles))
  const sources: MemorySource[] = []
  for (const article of articles) {
    for (const target of locales) {
      const path = translationFile(config, article, target)
      if (!there.has(path)) continue
      const status = statSync(resolve(cwd, path), { throwIfNoEntry: false })
      if (!status) continue
      sources.push({
        path,
        stamp: `${status.size} ${status.mtimeMs}`,
        async *entries() {
          // The file is read as that of the language it says it is of.
          for (const source of chineseLocales) {
            const of = { article, source, target }
            const { translation } = await readStored(cwd, config, of)
            if (!translation) continue
            yield* entriesOf(translation)
            return
          }
        },
      })
    }
  }
  return sources
}
