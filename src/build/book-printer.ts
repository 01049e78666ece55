/**
 * A book as the bytes of a file.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { Book } from '../book/index.ts'
import type { LeftOut } from '../exchange/index.ts'
import type { BookFormat, GlossStyle } from '../model/index.ts'

/** Turns a book into bytes; what can not be in it is counted. */
export type BookPrinter = (
  book: Book,
  leftOut: LeftOut,
) => Uint8Array | Promise<Uint8Array>

/**
 * Get ready to print books.
 *
 * @param format - Kind of file.
 * @param env - Environment, in which Chromium is looked for.
 * @returns What prints them.
 * @throws UserError where a PDF is wanted and there is no Chromium: before the work
 *   begins, not after it.
 */
export async function bookPrinter(
  format: BookFormat,
  env: Readonly<Record<string, string | undefined>>,
): Promise<BookPrinter> {
  if (format === 'pdf') {
    const { findChromium, printPdf } = await import('./pdf.ts')
    const chromium = await findChromium(env)
    return (book) => printPdf(book, chromium)
  }
  const { printDocx, printEpub } = await import('../book/index.ts')
  return format === 'epub'
    ? printEpub
    : (book, leftOut) => printDocx(book, (what) => leftOut.add(what))
}

/**
 * Tell how a kind of book shows English.
 *
 * @param format - Kind of file.
 * @returns Style; nothing where it is the project's.
 */
export function bookGloss(format: BookFormat): GlossStyle | undefined {
  // Readers show footnotes where they are touched.
  return format === 'epub' ? 'footnote' : undefined
}
