import type { Field } from '../model/index.ts'
import type { Uneven } from './align.ts'
import type { OwnWords } from './own-words.ts'
import type { Chooser } from './sense.ts'
import type { Entry } from './vocabulary.ts'

/** Stretch of text that is converted as one: a block, a cell, a value. */
export interface Passage {
  /** Text. */
  text: string
  /** Ranges that somebody else decides: glossary terms, what is kept. */
  taken?: readonly { start: number; end: number }[]
}

/** Word that was decided. */
export interface Decision {
  start: number
  end: number
  /** Form in the edition. */
  text: string
  /** Sense that was chosen. */
  entry: Entry
  /** Other forms that were possible. */
  alternatives: readonly string[]
  /** What chose it: the word alone, what stands around it, or the field. */
  by: Chooser
  /** Where the field chose it, how much of the evidence is for that, 0 to 1. */
  share: number | undefined
}

/** Word whose sense could not be told: the safe form stays. */
export interface Doubt {
  start: number
  end: number
  /** Safe form, which stays. */
  text: string
  /** Entry that might apply. */
  entry: Entry
  /** Forms it might take. */
  alternatives: readonly string[]
  /** How much of the evidence is for its field, 0 to 1. */
  share: number
}

/** What was found out about a passage. */
export interface Analysis {
  /** Text with every character converted, unit by unit the source's length. */
  base: string
  /** Characters whose form is longer or shorter than they are. */
  uneven: readonly Uneven[]
  decisions: readonly Decision[]
  doubts: readonly Doubt[]
}

/** How passages are analysed. */
export interface EditorialOptions {
  /** Field of the text. Default: inferred from its words. */
  field?: Field
  /** Use regional words. Default: `true`. */
  vocabulary?: boolean
  /** Words that come before the vocabulary's. Default: none. */
  words?: OwnWords
}
