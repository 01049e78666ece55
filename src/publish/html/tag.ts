import { createHash } from 'node:crypto'
import { createSlugger } from './slug.ts'

/** Longer names of files are refused by some disks. */
const longest = 40

/**
 * Make the name of a tag's page.
 *
 * Tags that are told apart by case or spaces are one; those that punctuation
 * tells apart (C, C++) are not.
 *
 * @param tag - Tag, as the article has it.
 * @returns Name for a file, the same in every edition.
 */
export function tagId(tag: string): string {
  const key = tag.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ')
  const slug = createSlugger().slug(key)
  const isWhole = slug === key.replaceAll(' ', '-') && slug.length <= longest
  // A list of all tags stands beside the tags' pages.
  if (isWhole && slug !== 'index') return slug
  const hash = createHash('sha256').update(key).digest('hex').slice(0, 8)
  return `${[...slug].slice(0, longest).join('')}-${hash}`
}
