/**
 * An edition as a book.
 *
 * Takes articles of one edition as HTML nodes with their pictures, gives an EPUB, a
 * page to print, or a Word document. It reads and writes no file.
 *
 * @module
 */
export * from './book.ts'
export { printDocx } from './docx.ts'
export { printEpub } from './epub.ts'
export { imageExtension, imageType } from './images.ts'
export { eachElement, h, mapElements } from './nodes.ts'
export { postHtml } from './post-html.ts'
export { printPage } from './print-page.ts'
