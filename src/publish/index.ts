/**
 * Editions → files.
 *
 * Takes what editions say and what is in the output folder, gives a plan, and
 * carries it out. `apply.ts` and `lock.ts` are all that writes. It does not
 * read sources and knows nothing of how an edition is made.
 *
 * @module
 */
export { applyPlan } from './apply.ts'
export { bookOutput } from './books.ts'
export { draftUnlessThere, guardDrafts } from './drafts.ts'
export {
  type PublishFinding,
  reportConflicts,
  reportDifferences,
} from './findings.ts'
export {
  createGuard,
  environmentError,
  type Guard,
  type OutputFolder,
  shownPath,
} from './folder.ts'
export {
  frontMatterTooDeep,
  placeOfKey,
  readFrontMatter,
} from './front-matter.ts'
export {
  type ArticleChapter,
  type ChapterOptions,
  checkTemplate,
  describeArticle,
  formatDate,
  headingAnchors,
  headingSaysTitle,
  type Listing,
  machineDate,
  type PageStrings,
  placeholderNames,
  readMatter,
  renderChapter,
  type TemplateProblem,
  type Templates,
  templateNames,
} from './html/index.ts'
export {
  type Guess,
  guessLayouts,
  type Look,
} from './layouts/guess.ts'
export {
  type Folders,
  foldersOf,
  layouts,
  matterKeysOf,
  resourceKeysOf,
} from './layouts/index.ts'
export { bookHeadingIds } from './layouts/mdbook.ts'
export { type Setup, type SetupLocale, setupOf } from './layouts/setup.ts'
export { labelFolder } from './layouts/vitepress.ts'
export { listSourceLinks, type SourceLink } from './links.ts'
export { lockFolder } from './lock.ts'
export {
  emptyManifest,
  hashManifest,
  type Manifest,
  type ManifestArticle,
  type ManifestFile,
  manifestPath,
  parseManifest,
  printManifest,
} from './manifest.ts'
export { ManifestText } from './manifest-text.ts'
export { markText } from './mark-text.ts'
export { checkNames } from './names.ts'
export { createOutputs, type Outputs, type WantedFile } from './outputs.ts'
export {
  articlePage,
  type EditionText,
  newestFirst,
  type SiteArticle,
  type SiteEdition,
  searchScripts,
} from './pages.ts'
export {
  articleOutput,
  followAddress,
  pageOutput,
  relativeAddress,
} from './paths.ts'
export { isPicture, namePictures, pictureFolder } from './pictures.ts'
export {
  type Change,
  type Conflict,
  hashBytes,
  noFile,
  type Output,
  type Plan,
  type PlanOptions,
  planPublish,
  type Snapshot,
} from './plan.ts'
export { clientScript } from './search/client-script.ts'
export {
  readHead,
  type SearchHead,
  type SearchStrings,
  searchFoldFile,
  searchHeadPath,
  searchPaths,
  sumOf,
  type WriteIndexFile,
} from './search/index-files.ts'
export { makeIndex } from './search/make-index.ts'
export {
  type HashedPage,
  searchPageFile,
  searchPagePath,
} from './search/page-file.ts'
export type { FoldTable } from './search/tokens.ts'
export { type SearchUpdate, updateIndex } from './search/update-index.ts'
export { siteAddress } from './site/addresses.ts'
export {
  type BuiltSite,
  checkSite,
  type SiteProblem,
} from './site/check-site.ts'
export { rfc3339 } from './site/dates.ts'
export { type Site, type SiteFile, siteFiles } from './site/site-files.ts'
export { siteText } from './site/site-text.ts'
export {
  hashFile,
  hashOutput,
  type KnownHashes,
  readSnapshot,
  type SnapshotReader,
} from './snapshot.ts'
