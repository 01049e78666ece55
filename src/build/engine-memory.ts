/**
 * What a project's memory has for an engine.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import type { EngineMatch } from '../engines/index.ts'
import type { Match } from '../memory/index.ts'
import {
  type Config,
  type Content,
  type Locale,
  printContent,
} from '../model/index.ts'
import { openProjectMemory, variantsFor } from './memory.ts'
import { translationSources } from './memory-sources.ts'

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
 * @returns Memory, to be closed.
 * @throws UserError when the disk does not allow it.
 */
export async function openEngineMemory(
  cwd: string,
  config: Config,
): Promise<EngineMemory> {
  const translations = await translationSources(cwd, config)
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
