/**
 * What the last build of a whole project knew, where nothing was left to do.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { type LinePlaces, readSealed, writeSealed } from '../cache/index.ts'
import type { FindingCounts } from '../model/index.ts'
import { cacheFolder } from './cache.ts'
import { type KeptFinding, keepFinding } from './kept-article.ts'
import type { ArticleReport, ProjectTotals } from './report.ts'

/** What the last build of a whole project knew. */
export interface Seal {
  code: string
  config: string
  /** Of the lists of articles, other files, glossary files and translations. */
  lists: string
  /** Of what is kept of articles and files. */
  kept: string
  /** Files of the output folder that are known and are no output. */
  others: readonly string[]
  /** Links that lead nowhere, by article from the project's folder. */
  links: Readonly<Record<string, readonly KeptFinding[]>>
  /** Names of articles that are none on other systems. */
  names: readonly KeptFinding[]
  /** How many files editions are published in, and the folders those are in. */
  outputs: { count: number; folders: readonly string[] }
  totals: Omit<ProjectTotals, 'files'>
  glossary: {
    files: readonly string[]
    concepts: number
    findings: readonly KeptFinding[]
  }
  /** Four numbers for each article: see {@link countsOf}. */
  counts: Uint32Array
  /** Where the records of articles are. */
  places: LinePlaces
}

/** A seal as its file has it: the numbers stand behind the rest. */
interface SealHead extends Omit<Seal, 'counts' | 'places'> {
  stamps: LinePlaces['stamps']
  /** How many numbers there are of all articles. */
  counts: number
}

/** Numbers that a seal has of an article. */
export const countsWidth = 4

/**
 * Number what a list says of articles.
 *
 * @param articles - Articles.
 * @returns Of each whether it failed, and its errors, warnings and remarks.
 */
export function countsOf(articles: readonly ArticleReport[]): Uint32Array {
  const counts = new Uint32Array(articles.length * countsWidth)
  for (const [at, { failed, counts: found }] of articles.entries()) {
    const { error, warning, info } = found
    counts.set([failed ? 1 : 0, error, warning, info], at * countsWidth)
  }
  return counts
}

/**
 * List links that lead nowhere. They depend on other articles, so no record of an
 * article has them.
 *
 * @param articles - Articles.
 * @returns Findings by path from the project's folder.
 */
export function linksIn(articles: readonly ArticleReport[]): Seal['links'] {
  const links: Record<string, KeptFinding[]> = {}
  for (const { path, messages } of articles) {
    const found = messages.filter(
      ({ ruleId }) => ruleId === 'publish-link-missing',
    )
    if (found.length > 0) links[path] = found.map(keepFinding)
  }
  return links
}

/**
 * Look up what a seal says of an article.
 *
 * @param seal - Seal.
 * @param at - Number of the article.
 */
export function countedIn(
  { counts }: Seal,
  at: number,
): { failed: boolean; counts: FindingCounts } {
  const first = at * countsWidth
  return {
    failed: counts[first] === 1,
    counts: {
      error: counts[first + 1] as number,
      warning: counts[first + 2] as number,
      info: counts[first + 3] as number,
    },
  }
}

/**
 * Read the seal of a project.
 *
 * @param cwd - Folder of the project.
 * @returns Seal; nothing where there is none, or that of others.
 */
export async function readSeal(cwd: string): Promise<Seal | undefined> {
  const content = await readSealed(sealPath(cwd))
  if (typeof content === 'string') return undefined
  const end = content.indexOf('\n')
  if (end < 0) return undefined
  try {
    const { stamps, counts, ...head } = JSON.parse(
      content.toString('utf8', 0, end),
    ) as SealHead
    // Numbers have to begin at a multiple of four bytes.
    const bytes = Uint8Array.from(content.subarray(end + 1))
    const numbers = new Uint32Array(bytes.buffer)
    return {
      ...head,
      counts: numbers.subarray(0, counts),
      places: { stamps, numbers: numbers.subarray(counts) },
    }
  } catch {
    return undefined
  }
}

/**
 * Write the seal of a project. A disk that does not allow it is none the worse for it.
 *
 * @param cwd - Folder of the project.
 * @param seal - Seal.
 */
export async function writeSeal(cwd: string, seal: Seal): Promise<void> {
  const { counts, places, ...rest } = seal
  const { stamps, numbers } = places
  const head: SealHead = { ...rest, stamps, counts: counts.length }
  try {
    await writeSealed(sealPath(cwd), [
      Buffer.from(`${JSON.stringify(head)}\n`),
      bytesOf(counts),
      bytesOf(numbers),
    ])
  } catch {
    await rm(sealPath(cwd), { force: true }).catch(() => undefined)
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

/**
 * Forget what the last whole build knew: the next one finds out anew.
 *
 * @param cwd - Folder of the project.
 */
export function dropSeal(cwd: string): void {
  rmSync(sealPath(cwd), { force: true })
}

function sealPath(cwd: string): string {
  return resolve(cwd, cacheFolder, 'whole')
}
