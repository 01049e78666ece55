import { type BookFormat, bookFormats } from '../model/index.ts'
import type { BookLink } from './html/index.ts'
import { relativeAddress } from './paths.ts'

/** Folder of the books of all editions, from the output folder. */
const bookFolder = 'books~'

const kinds: Readonly<Record<BookFormat, { name: string; type: string }>> = {
  epub: { name: 'EPUB', type: 'application/epub+zip' },
  pdf: { name: 'PDF', type: 'application/pdf' },
  docx: {
    name: 'Word',
    type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  },
}

/**
 * Name the book of an edition.
 *
 * @param edition - Edition's id.
 * @param format - Kind of file.
 * @returns Path from the output folder.
 */
export function bookOutput(edition: string, format: BookFormat): string {
  return `${bookFolder}/${edition}.${format}`
}

/**
 * Say how a page links to the books of an edition.
 *
 * @param page - Path of the page from the output folder.
 * @param edition - Edition's id, and the name of the site in its language.
 * @param books - Paths of the books that are there, from the output folder.
 * @returns Links, in the order of the formats.
 */
export function bookLinks(
  page: string,
  edition: { id: string; site: string },
  books: ReadonlySet<string>,
): BookLink[] {
  return bookFormats.flatMap((format): BookLink[] => {
    const path = bookOutput(edition.id, format)
    if (!books.has(path)) return []
    // What is saved among a reader's files has to say what it is.
    const file = `${edition.site} (${edition.id}).${format}`
    return [{ ...kinds[format], href: relativeAddress(page, path), file }]
  })
}
