/**
 * What of a glossary an article depends on: who claims the words that stand in it.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { Concept } from '../model/index.ts'
import { foldText } from '../terms/index.ts'

/**
 * Take out of concepts what no edition depends on, so that none can.
 *
 * @param concepts - Concepts.
 * @returns The same without the place in their file, and who did what to them.
 */
export function bareConcepts(concepts: readonly Concept[]): Concept[] {
  return concepts.map(
    ({
      history: _h,
      review: _r,
      relations: _l,
      images: _i,
      origin,
      ...concept
    }) => ({
      ...concept,
      ...(origin ? { origin: { path: origin.path, line: 1, column: 1 } } : {}),
    }),
  )
}

/**
 * List who claims each word.
 *
 * Where a term stands is decided by the folded text alone, and what comes of it by
 * the concepts that have the word, in their order. So an article is made otherwise
 * only where a word whose claim is another stands in it, in any locale's form.
 *
 * @param concepts - Concepts as they are used, in their order.
 * @param part - What of a concept matters. Default: all of it.
 * @returns By folded word, a digest of the concepts that have it.
 */
export function claimsOf(
  concepts: readonly Concept[],
  part: (concept: Concept) => unknown = (concept) => concept,
): Map<string, string> {
  const claims = new Map<string, string[]>()
  for (const concept of concepts) {
    if (concept.state === 'rejected') continue
    const digest = digestOf(JSON.stringify(part(concept)))
    const words = new Set(concept.terms.map(({ text }) => foldText(text)))
    for (const word of words) {
      const owners = claims.get(word)
      if (owners) owners.push(digest)
      else claims.set(word, [digest])
    }
  }
  return new Map(
    [...claims].map(([word, owners]) => {
      const [first = ''] = owners
      return [word, owners.length === 1 ? first : digestOf(owners.join())]
    }),
  )
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
