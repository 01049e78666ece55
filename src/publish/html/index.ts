/**
 * Editions → HTML pages.
 *
 * Takes a parsed edition and strings, gives a whole document as text. It reads
 * and writes no file.
 *
 * @module
 */
export {
  type ArticleChapter,
  type ChapterOptions,
  renderChapter,
} from './chapter.ts'
export { formatDate } from './date.ts'
export type { EditionLink, FeedLink, PageFrame } from './document.ts'
export type { LinkedPage } from './finish.ts'
export { readMatter } from './front-matter.ts'
export {
  glossaryOrders,
  glossaryPath,
  renderGlossaryOrder,
} from './glossary-order.ts'
export { renderGlossary } from './glossary-page.ts'
export type { GlossaryEntry } from './glossary-parts.ts'
export {
  type ArticleEntry,
  type BookLink,
  type IndexOptions,
  renderIndex,
} from './index-page.ts'
export {
  describeArticle,
  type Listing,
  machineDate,
  type Tag,
} from './listing.ts'
export { namedEditions } from './machine.ts'
export { renderEditionChoice, renderNotFound } from './not-found.ts'
export {
  type PageOptions,
  type RenderedArticle,
  renderArticle,
  renderPage,
} from './page.ts'
export {
  headingAnchors,
  headingSaysTitle,
  listHeadings,
  plainText,
  takeAttributes,
} from './prepare.ts'
export type { SearchBlock } from './search-text.ts'
export { createSlugger, type Slugger } from './slug.ts'
export type { AdmonitionKind, PageStrings, PlainKey } from './strings.ts'
export { tagId } from './tag.ts'
export { renderTagList, type TagEntry } from './tags-page.ts'
export {
  checkTemplate,
  placeholderNames,
  type TemplateProblem,
  type Templates,
  templateNames,
} from './template.ts'
export type { MarkedPlaces } from './term-marks.ts'
