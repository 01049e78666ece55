import { createSlugger } from '../html/index.ts'

/**
 * Create what makes ids as `github-slugger` does, which Docusaurus and Astro use.
 *
 * @returns Slugger that has given out nothing yet.
 */
export function createGithubSlugger(): { slug: (text: string) => string } {
  return createSlugger()
}

/** What @mdit-vue/shared takes for a mark between words. */
const special = /[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'“”‘’<>,.?/]+/g

/**
 * Create what makes ids as VitePress does: marks become hyphens, and a digit does not
 * come first.
 *
 * @returns Slugger that has given out nothing yet.
 */
export function createVueSlugger(): { slug: (text: string) => string } {
  return countUp((text) =>
    text
      .normalize('NFKD')
      .replace(/[\u0300-\u036F]/g, '')
      .replace(/[\u0000-\u001f]/g, '')
      .replace(special, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-+|-+$/g, '')
      .replace(/^(\d)/, '_$1')
      .toLowerCase(),
  )
}

/**
 * Create what makes ids as mdBook does: letters and digits in lower case, white space
 * as hyphens.
 *
 * @returns Slugger that has given out nothing yet.
 */
export function createBookSlugger(): { slug: (text: string) => string } {
  return countUp((text) =>
    text
      .trim()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/gu, '-')
      .toLowerCase(),
  )
}

/**
 * Create what makes ids as Hexo does with `hexo-renderer-marked`: marks become
 * hyphens, case stays.
 *
 * @returns Slugger that has given out nothing yet.
 */
export function createHexoSlugger(): { slug: (text: string) => string } {
  return countUp((text) =>
    text
      .normalize('NFD')
      .replace(/[\u0300-\u036F]/g, '')
      .normalize('NFC')
      .replace(/[\u0000-\u001f]/g, '')
      .replace(/[\s~`!@#$%^&*()\-_+=[\]{}|\\;:"'<>,.?/]+/g, '-')
      .replace(/-{2,}/g, '-')
      .replace(/^-+|-+$/g, ''),
  )
}

/** The second of one id has `-1` behind it, and so on. */
function countUp(make: (text: string) => string): {
  slug: (text: string) => string
} {
  const seen = new Map<string, number>()
  return {
    slug(text) {
      const base = make(text)
      const count = seen.get(base) ?? 0
      seen.set(base, count + 1)
      return count === 0 ? base : `${base}-${count}`
    },
  }
}
