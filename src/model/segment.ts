import type { Locale } from './locale.ts'
import type { Mark, UnitKind } from './unit.ts'

/**
 * How far a segment's translation is: the states of XLIFF 2.
 *
 * `initial` has none that can be used, `translated` one that nobody has looked
 * at, `reviewed` one that somebody signed, `final` one that is not to change.
 */
export const segmentStates = [
  'initial',
  'translated',
  'reviewed',
  'final',
] as const

/** How far a segment's translation is. */
export type SegmentState = (typeof segmentStates)[number]

/**
 * Part of a segment: text, or a code that stands for what is not text.
 *
 * `ph` stands alone (code, an image, a line break); `open` and `close` are the
 * ends of a mark (bold text, a link). A code's id is a small number in its unit,
 * in the order of the source, and means the same in the source and the target.
 * They are XLIFF 2's `ph`, `pc` and, where a mark runs over the end of a
 * segment, `sc` and `ec`.
 */
export type Inline =
  | string
  | { readonly ph: string }
  | { readonly open: string }
  | { readonly close: string }

/** Text of a segment: no two strings beside each other, none empty. */
export type Content = readonly Inline[]

/** What a code of a unit stands for. */
export interface Code {
  /** `1`, `2` …, in the order of the unit's source. */
  id: string
  /** Kind of mark, or what stands alone. */
  kind: Mark['kind'] | 'protected' | 'override' | 'break'
  /** What is opened, in source text: `**`, `[`; all of what stands alone. */
  before: string
  /** What closes it: `**`, `](https://…)`. Empty for what stands alone. */
  after: string
}

/** Sentence of a unit. */
export interface SourceSegment {
  /**
   * Id within its unit. It is made of the sentence's text, so that it stays
   * when others are edited; a second one of the same text is numbered.
   */
  id: string
  /** The sentence. */
  content: Content
  /** Hash of the content, by {@link hashContent}'s rule. */
  hash: string
  /** White space between it and the next segment: XLIFF's ignorable. */
  space: string
  /** Range in the unit's text, in UTF-16 units. */
  start: number
  /** End of the range. */
  end: number
}

/** Block of an article, cut into sentences. */
export interface SourceUnit {
  /** Id within its article: made of its text and kind, like a segment's. */
  id: string
  /** Kind of place. */
  kind: UnitKind
  /** Where it is: front-matter key, attribute name. */
  name?: string
  /** How many headings stand before it. */
  section: number
  /** Codes of its segments, by id. */
  codes: readonly Code[]
  /** Sentences, in order. */
  segments: readonly SourceSegment[]
  /** Ids of the glossary's concepts in it, each once, in order. */
  concepts: readonly string[]
}

/** Where a translation comes from. */
export interface SegmentOrigin {
  /**
   * Who or what made it: a person, `tm`, `engine`, `adopt` (edited in a
   * published edition), or the file it was imported from.
   */
  by: 'person' | 'tm' | 'engine' | 'adopt' | 'import'
  /** Name of the person, engine and model, or file. */
  name?: string
  /** When: ISO 8601, UTC. */
  at?: string
  /** Likeness of the match it was taken from, 0 to 101. */
  match?: number
}

/** Segment with its translation, as it is kept. */
export interface Segment {
  /** Id within its unit. */
  id: string
  /** Sentence that was translated. */
  source: Content
  /** State. A stale segment is `initial`, whatever it was. */
  state: SegmentState
  /** Translation; a stale one is kept, and not used. */
  target?: Content
  /**
   * Sentence that `target` was made from, where the source has changed since:
   * the segment is stale.
   */
  staleSource?: Content
  /** State it had before it became stale. */
  staleState?: SegmentState
  /** White space between it and the next segment. */
  space: string
  /** Where the translation comes from. */
  origin?: SegmentOrigin
  /** Notes of people, for the translator or the reviewer. */
  notes: readonly string[]
}

/** Unit with its translations, as it is kept. */
export interface TranslationUnit {
  /** Id within its article; kept when its text is edited. */
  id: string
  /** Kind of place. */
  kind: UnitKind
  /** Where it is: front-matter key, attribute name. */
  name?: string
  /** Codes of its source. */
  codes: readonly Code[]
  /** Segments, in the order of the source. */
  segments: readonly Segment[]
  /** Ids of the glossary's concepts in it. */
  concepts: readonly string[]
}

/** Translations of one article into one locale: what an `.xlf` file holds. */
export interface Translation {
  /** Path of the article from the folder of sources, with `/`. */
  article: string
  /** Locale of the article. */
  source: Locale
  /** Locale of the translations. */
  target: Locale
  /** Units, in the order of the source. */
  units: readonly TranslationUnit[]
  /**
   * Units whose source is gone, with a translation: nobody's work is thrown
   * away. They come back when the source does.
   */
  retired: readonly TranslationUnit[]
}

/**
 * Write a segment's content as one string: for hashes, memories and engines.
 *
 * A code is a tag named by its id: `<1>` and `</1>` are the ends of a mark,
 * `<2/>` stands alone. `&`, `<` and `>` of the text are references, so the
 * string is well-formed XML wherever marks are closed.
 *
 * @param content - Content.
 * @returns Its text with tags.
 *
 * @example
 * ```ts
 * import { printContent } from 'yiwen'
 *
 * const content = [{ open: '1' }, 'AT&T', { close: '1' }, { ph: '2' }]
 * printContent(content) // '<1>AT&amp;T</1><2/>'
 * ```
 */
export function printContent(content: Content): string {
  return content
    .map((part) => {
      if (typeof part === 'string') {
        return part
          .replaceAll('&', '&amp;')
          .replaceAll('<', '&lt;')
          .replaceAll('>', '&gt;')
      }
      if ('ph' in part) return `<${part.ph}/>`
      return 'open' in part ? `<${part.open}>` : `</${part.close}>`
    })
    .join('')
}

/**
 * Read what {@link printContent} writes, also from an engine or a person.
 *
 * What is no tag of that kind is text, as it stands.
 *
 * @param text - Text with tags.
 * @returns Content.
 *
 * @example
 * ```ts
 * import { parseContent } from 'yiwen'
 *
 * const [text, open] = parseContent('a &lt; <1>b</1>')
 * text // 'a < '
 * open // { open: '1' }
 * ```
 */
export function parseContent(text: string): Content {
  const parts: Inline[] = []
  let value = ''
  let at = 0
  const end = (): void => {
    if (value) parts.push(value)
    value = ''
  }
  for (const match of text.matchAll(tagOrReference)) {
    value += text.slice(at, match.index)
    at = match.index + match[0].length
    const { close, id = '', single, name } = match.groups ?? {}
    if (name !== undefined) {
      value += { amp: '&', lt: '<', gt: '>' }[name] ?? match[0]
      continue
    }
    end()
    parts.push(single ? { ph: id } : close ? { close: id } : { open: id })
  }
  value += text.slice(at)
  end()
  return parts
}

const tagOrReference =
  /<(?<close>\/)?(?<id>\d{1,6})\s?(?<single>\/)?>|&(?<name>amp|lt|gt);/g

/**
 * Give the text of a content without its codes.
 *
 * @param content - Content.
 * @returns Text.
 *
 * @example
 * ```ts
 * import { textOf } from 'yiwen'
 *
 * textOf([{ open: '1' }, '智譜', { close: '1' }, '上市']) // '智譜上市'
 * ```
 */
export function textOf(content: Content): string {
  return content.filter((part) => typeof part === 'string').join('')
}

/**
 * Hash a segment's content, or a string.
 *
 * 64 bits in two lanes, the first of them FNV-1a over UTF-16 units: for telling
 * the contents of one project apart, not for security.
 *
 * @param content - Content, hashed as {@link printContent} writes it; a string
 * counts as it is.
 * @returns Thirteen characters of `0-9a-z`.
 *
 * @example
 * ```ts
 * import { hashContent } from 'yiwen'
 *
 * hashContent(['智譜']) === hashContent('智譜') // true
 * ```
 */
export function hashContent(content: Content | string): string {
  const text = typeof content === 'string' ? content : printContent(content)
  let a = 0x811c9dc5
  let b = text.length
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    a = Math.imul(a ^ unit, 0x01000193)
    b = Math.imul((b << 13) | (b >>> 19), 5) + unit + (a >>> 16)
  }
  const value = (BigInt(b >>> 0) << 32n) | BigInt(a >>> 0)
  return value.toString(36).padStart(13, '0')
}
