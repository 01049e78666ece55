/**
 * Editions → HTML pages.
 *
 * Takes a parsed edition and strings, gives a whole document as text. It reads
 * and writes no file.
 *
 * @module
 */
export type { EditionLink, PageFrame } from './document.ts'
export {
  type ArticleEntry,
  type IndexOptions,
  renderIndex,
} from './index-page.ts'
export { describeArticle, type Listing } from './listing.ts'
export { type PageOptions, renderPage } from './page.ts'
export { headingAnchors } from './prepare.ts'
export type { AdmonitionKind, PageStrings, PlainKey } from './strings.ts'
