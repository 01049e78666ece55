/**
 * What a project's memory has for an engine.
 *
 * A part of `build.ts`, and like it allowed to join rooms.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { openProjectMemory, variantsFor } from './build-memory.ts'
import { readStored, translationFile } from './build-translation-store.ts'
import type { EngineMatch } from './engines/index.ts'
import { entriesOf, type Match, type MemorySource } from './memory/index.ts'
import {
  type Config,
  type Content,
  chineseLocales,
  type Locale,
  printContent,
} from './model/index.ts'
import { findArticles } from './read/index.ts'

/** Memory that an engine's segments are looked up in. */
export interface EngineMemory {
  /**
   * Find sentences like one.
   *
   * @param sentence - Sentence.
   * @param locales - Locales of the article and its translation.
   * @returns Up to three, the best first.
   */
  matches(
    sentence: Content,
    locales: { source: Locale; target: Locale },
  ): EngineMatch[]
  /** Closes it. */
  close(): void
}

/**
 * Open the memory of a project for an engine.
 *
 * It has the project's TMX files and the translations of all its articles. What an
 * engine said and nobody looked at is no example.
 *
 * @param cwd - Folder of the project.
 * @param config - Settings.
 * @param target - Locale of the translations.
 * @returns Memory, to be closed.
 * @throws UserError when the disk does not allow it.
 */
export async function openEngineMemory(
  cwd: string,
  config: Config,
  target: Locale,
): Promise<EngineMemory> {
  const translations = await storedSources(cwd, config, target)
  const { memory } = await openProjectMemory({ cwd, translations })
  return {
    matches: (sentence, locales) =>
      memory
        .lookup(sentence, {
          ...locales,
          limit: 6,
          variants: variantsFor(locales.source),
        })
        .filter(isLookedAt)
        .slice(0, 3)
        .map(({ entry, target: translation, score }) => ({
          source: printContent(entry.source),
          target: printContent(translation),
          score: Math.round(score),
        })),
    close: () => memory.close(),
  }
}

function isLookedAt({ entry: { state, origin } }: Match): boolean {
  return state !== 'translated' || origin?.by !== 'engine'
}

async function storedSources(
  cwd: string,
  config: Config,
  target: Locale,
): Promise<MemorySource[]> {
  const sources: MemorySource[] = []
  for (const article of await findArticles(resolve(cwd, config.articles))) {
    const path = translationFile(config, article, target)
    const status = await stat(resolve(cwd, path)).catch(() => undefined)
    if (!status) continue
    sources.push({
      path,
      stamp: `${status.size} ${status.mtimeMs}`,
      async *entries() {
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
  return sources
}
