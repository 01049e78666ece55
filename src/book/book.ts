import type { ElementContent } from 'hast'
import type { Locale } from '../model/index.ts'

/** Heading in a chapter, for the table of contents. */
export interface BookHeading {
  /** Id of its element. */
  id: string
  /** Words. */
  text: string
  /** Rank, from 2. */
  rank: number
}

/** Chapter: an article, or the glossary. */
export interface Chapter {
  /** Title. */
  title: string
  /** Heading, byline and picture. */
  header: ElementContent[]
  /**
   * Everything else. Pictures are named by {@link Book.images}; a link to another
   * chapter is `chapter-N.xhtml`, N from 1, with `#` and an id of it.
   */
  body: ElementContent[]
  /** Its headings in order, without the title. */
  headings: readonly BookHeading[]
}

/** Concept in the glossary of a book. */
export interface BookTerm {
  /** Id of the concept. */
  id: string
  /** Word in the book's language. */
  word: string
  /** Words in other languages. */
  others: readonly { text: string; locale: Locale }[]
  /** What it means. */
  definition: string | undefined
}

/** Picture of a book. */
export interface BookImage {
  /** What the file says. */
  bytes: Uint8Array
  /** Its media type. */
  type: string
}

/** Words that a book is written with, in its language. */
export interface BookStrings {
  /** Title of the table of contents. */
  contents: string
  /** Title of the glossary. */
  glossary: string
  /** Name of the page with the title. */
  titlePage: string
  /** Names of authors, in one phrase. */
  byline: string
  /** What a reader with a disability finds in the book. */
  accessibility: string
}

/** Articles of one edition as a book. */
export interface Book {
  /** Identifier that stays: a URN or an address. */
  id: string
  /** Title. */
  title: string
  /** Name of the edition, in its language. */
  edition: string
  /** Language of the text. */
  locale: Locale
  /** Language of what stands beside it. */
  beside?: Locale | undefined
  /** Names of authors. */
  authors: readonly string[]
  /** Who publishes it. */
  publisher?: string | undefined
  /** One or two sentences. */
  description?: string | undefined
  /** Subjects. */
  subjects: readonly string[]
  /** Day or time of publication, ISO 8601. */
  published?: string | undefined
  /** Last change, RFC 3339 in UTC with seconds. */
  modified: string
  /** Articles, in order. */
  chapters: readonly Chapter[]
  /** Concepts that its articles use, in order. */
  terms: readonly BookTerm[]
  /** Pictures by their path in the book, such as `images/1.png`. */
  images: ReadonlyMap<string, BookImage>
  /** Words it is written with. */
  strings: BookStrings
}

/**
 * Name the file of a chapter.
 *
 * @param index - Number of the chapter, from 0.
 * @returns Name in an EPUB, and in links of {@link Chapter.body}.
 */
export function chapterName(index: number): string {
  return `chapter-${index + 1}.xhtml`
}
