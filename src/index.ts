/**
 * Yiwen: one Traditional Chinese article, every Chinese edition.
 *
 * This door has no file system behind it and runs in a browser.
 * `yiwen/node` reads, builds and checks whole projects.
 *
 * @module
 */
export type { AppendixStrings, Provenance } from './annotate/index.ts'
export {
  createLocalizer,
  type EditionData,
  type LocalizeOptions,
  type Localizer,
  type LocalizerOptions,
  localize,
} from './localize.ts'
export * from './model/index.ts'
export {
  type RehypeLangOptions,
  type RemarkGlossOptions,
  type RemarkLocalizeOptions,
  rehypeLang,
  remarkGloss,
  remarkLocalize,
} from './unified.ts'
