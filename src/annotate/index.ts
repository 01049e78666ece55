/**
 * Occurrences → glosses, glossary, language tags.
 *
 * Takes units and the terms found in them, gives new nodes and where they go.
 * It does not print them.
 *
 * @module
 */
export {
  type AnnotateOptions,
  type Annotations,
  annotate,
  type Enclosure,
  footnoteId,
  type Insertion,
  type UsedTerm,
} from './annotate.ts'
export {
  type AppendixStrings,
  appendix,
  footnoteDefinitions,
} from './appendix.ts'
export { type English, englishOf, glossText } from './english.ts'
export {
  type Provenance,
  retag,
  setFrontMatter,
  setLanguages,
} from './language.ts'
export { keepReferences } from './references.ts'
