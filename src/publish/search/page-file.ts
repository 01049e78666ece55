import type { SearchBlock } from '../html/index.ts'
import { readScript, writeScript } from './script.ts'

/** Article, as its file says it. */
export interface SearchPage {
  /** Title. */
  title: string
  /** Date, for readers. */
  date?: string | undefined
  /** Its text, block by block. */
  blocks: readonly SearchBlock[]
}

/** Page with what tells its file from others. */
export interface HashedPage {
  /** Path from the edition's folder. */
  path: string
  /** SHA-256 of its file. */
  sha256: string
}

/**
 * Write the file of an article.
 *
 * @param page - Article.
 * @param path - Path of its page from the edition's folder.
 * @returns Script.
 */
export function searchPageFile(page: SearchPage, path: string): string {
  const { title, date = '', blocks } = page
  return writeScript('page', path, [
    title,
    date,
    blocks.map(({ id, text, isHeading }) =>
      isHeading ? [id, text, 1] : [id, text],
    ),
  ])
}

/**
 * Read the file of an article.
 *
 * @param text - Script.
 * @returns Article; nothing where it is another text.
 */
export function readSearchPage(text: string): SearchPage | undefined {
  const values = readScript(text)
  if (values?.[0] !== 'page') return undefined
  const [title, date, blocks] = values[2] as [
    string,
    string,
    [id: string, text: string, isHeading?: 1][],
  ]
  return {
    title,
    date,
    blocks: blocks.map(([id, text, isHeading]) => ({
      id,
      text,
      isHeading: isHeading === 1,
    })),
  }
}

/**
 * Name the file of an article.
 *
 * @param path - Path of its page from the edition's folder.
 * @returns Path from there.
 */
export function searchPagePath(path: string): string {
  return `search~/${path.replace(/\.html$/, '.js')}`
}
