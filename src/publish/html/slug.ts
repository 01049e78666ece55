/** Gives out ids, each once. */
export interface Slugger {
  /** Take an id that was given by hand; `false` when it is taken already. */
  reserve(id: string): boolean
  /** Make a new id from a heading's text. */
  slug(text: string): string
}

/**
 * Create a giver of ids.
 *
 * Ids are made the way GitHub makes them, so that links written for its
 * rendering work: lower case, punctuation dropped, spaces as hyphens, Han kept.
 *
 * @returns Slugger that has given out nothing yet.
 */
export function createSlugger(): Slugger {
  const taken = new Set<string>()
  const next = new Map<string, number>()
  return {
    reserve(id) {
      if (taken.has(id)) return false
      taken.add(id)
      return true
    },
    slug(text) {
      const base =
        text
          .normalize('NFC')
          .trim()
          .toLowerCase()
          .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
          .replaceAll(' ', '-') || 'section'
      let id = base
      let number = next.get(base) ?? 0
      while (taken.has(id)) id = `${base}-${++number}`
      next.set(base, number)
      taken.add(id)
      return id
    },
  }
}
