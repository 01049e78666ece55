import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../shared/corpus/', import.meta.url))

/** Whether the shared corpus is there; under CI it has to be. */
export const hasCorpus = existsSync(root)

if (!hasCorpus && process.env['CI']) {
  throw new Error('../shared/corpus is missing, and CI needs it.')
}

/**
 * Paths of the corpus's Markdown, for tests that share the work between files.
 *
 * @param part - Which share, from 0.
 * @param parts - How many shares there are.
 * @returns Paths below the corpus.
 */
export function corpusFiles(part: number, parts: number): string[] {
  if (!hasCorpus) return []
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:md|mdx|markdown)$/.test(file))
    .sort()
    .filter((_, index) => index % parts === part)
}

/**
 * Read a file of the corpus.
 *
 * @param file - Path below the corpus.
 * @returns Its text.
 */
export function readCorpus(file: string): string {
  return readFileSync(path.join(root, file), 'utf8')
}
