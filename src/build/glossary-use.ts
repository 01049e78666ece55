/**
 * Which concepts of a glossary the articles of a project use.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type Config, chineseLocales } from '../model/index.ts'
import { DecodeError, decode } from '../read/index.ts'
import { createTermIndex } from '../terms/index.ts'
import { readConceptFiles } from './glossary.ts'
import { findSources } from './sources.ts'

/**
 * Find the concepts that have a word in any article, in any Chinese locale.
 *
 * What is code or a link's address counts too: a concept is only called unused
 * when its words are nowhere. Of words that overlap the longest counts.
 *
 * @param cwd - Folder of the project.
 * @param config - Settings.
 * @param named - Glossary files. Default: those of the settings.
 * @returns Ids of concepts.
 * @throws UserError when the folder of articles or a glossary can not be read.
 */
export async function usedConcepts(
  cwd: string,
  config: Config,
  named: readonly string[] = [],
): Promise<Set<string>> {
  const patterns = named.length > 0 ? named : config.glossary
  const { concepts } = await readConceptFiles(cwd, patterns)
  const indexes = chineseLocales.map((locale) =>
    createTermIndex(concepts, locale),
  )
  const used = new Set<string>()
  const root = resolve(cwd, config.articles)
  for (const path of await findSources(root, config)) {
    const text = textOf(await readFile(resolve(root, path)), config)
    for (const index of indexes) {
      for (const { concept } of index.find(text)) used.add(concept.id)
    }
  }
  return used
}

/** Text of an article; one that is no text has no words, and `build` says so. */
function textOf(bytes: Uint8Array, { encoding }: Config): string {
  try {
    return decode(bytes, { encoding }).text
  } catch (error) {
    if (error instanceof DecodeError) return ''
    throw error
  }
}
