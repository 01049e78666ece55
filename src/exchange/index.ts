/**
 * Glossaries and articles of other programs.
 *
 * Takes concepts or articles and gives the text of a file, or takes a file as it comes
 * in and gives what it has. What a format has no place for is counted, never lost silently.
 *
 * @module
 */

export {
  type BookMessage,
  type BookMessageOptions,
  createBookReader,
} from './book-messages.ts'
export {
  type DocumentMap,
  type DocumentReading,
  documentFields,
  printDocument,
  readDocuments,
} from './documents.ts'
export * from './exchanged.ts'
export type {
  GlossaryPageOptions,
  GlossaryPageStrings,
} from './glossary-page.ts'
export { createHtmlReader, type MarkdownOfHtml } from './html-to-markdown.ts'
export { printOmegat, readOmegat } from './omegat.ts'
export type { LanguagePair } from './pairs.ts'
export { printGlossaryHtml } from './print-glossary-html.ts'
export { printGlossaryMarkdown } from './print-glossary-markdown.ts'
export { printI18next } from './print-i18next.ts'
export { printTbx, type TbxVersion } from './print-tbx.ts'
export { printTmx, type TmxPrinting } from './print-tmx.ts'
export {
  printWxr,
  type WxrGroup,
  type WxrLanguage,
  type WxrPost,
  type WxrSite,
} from './print-wxr.ts'
export { printXliffGlossary } from './print-xliff.ts'
export { printXlsx, type SheetOptions } from './print-xlsx.ts'
export { readTbx } from './read-tbx.ts'
export { readTmx, type TmxReading } from './read-tmx.ts'
export { readWxr } from './read-wxr.ts'
export { readXliffGlossary } from './read-xliff.ts'
export { readXlsx, type SheetReading, type SheetRow } from './read-xlsx.ts'
export * from './tmx.ts'
export { printTmxGlossary, readTmxGlossary } from './tmx-glossary.ts'
export { printUtx, readUtx } from './utx.ts'
export { paragraphsOf, type WxrItem, type WxrTerm } from './wxr.ts'
