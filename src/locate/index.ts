/**
 * micromark events → what is text for a reader.
 *
 * Takes a parsed article, gives units whose pieces are ranges of the source.
 * It does not decide what the text becomes.
 *
 * @module
 */

export { readPlainFrontMatter } from './front-matter.ts'
export { type Locatable, locate } from './locate.ts'
export type {
  FrontMatter,
  LangValue,
  Located,
  LocateOptions,
} from './located.ts'
export { isSameLanguage } from './markup.ts'
export { partition } from './partition.ts'
export { locatePlain } from './plain.ts'
export { checkResource, locateResource } from './resource.ts'
export { type Leaf, type LocatableTree, locateTree } from './tree.ts'
