/** Native code in a segment, or text that is marked: TMX's inline elements. */
export interface TmxInline {
  /** Name of the element; `hi` marks text, the others stand for code. */
  name: TmxInlineName
  /** Its attributes: `i` and `x` match, `type`, `pos`, `assoc`, `datatype`. */
  attributes: Readonly<Record<string, string>>
  /** Code or text in it. */
  content: TmxSegment
}

/** Names of TMX's inline elements. */
export const tmxInlineNames = [
  'bpt',
  'ept',
  'ph',
  'it',
  'hi',
  'sub',
  'ut',
] as const

/** Name of one of TMX's inline elements. */
export type TmxInlineName = (typeof tmxInlineNames)[number]

/** Content of a segment, in order; no two strings stand side by side. */
export type TmxSegment = readonly (string | TmxInline)[]

/** Property of a program's own. */
export interface TmxProp {
  /** What it is. */
  type: string
  /** Value. */
  text: string
  /** Language as written, if it says one. */
  language?: string
}

/** Note of a person. */
export interface TmxNote {
  /** Words. */
  text: string
  /** Language as written, if it says one. */
  language?: string
}

/** Attributes that headers, units and variants have, as TMX names them. */
export const tmxAttributes = [
  'tuid',
  'o-encoding',
  'datatype',
  'usagecount',
  'lastusagedate',
  'creationtool',
  'creationtoolversion',
  'creationdate',
  'creationid',
  'changedate',
  'changeid',
  'segtype',
  'o-tmf',
  'adminlang',
] as const

/** Name of an attribute. */
export type TmxAttribute = (typeof tmxAttributes)[number]

/** What is said about a header, a unit or a variant. */
export interface TmxFacts {
  /** Attributes as written: dates are `20260108T093000Z`. */
  attributes: Readonly<Partial<Record<TmxAttribute, string>>>
  /** Properties, in order. */
  props: readonly TmxProp[]
  /** Notes, in order. */
  notes: readonly TmxNote[]
}

/** Segment in one language: TMX's `tuv`. */
export interface TmxVariant extends TmxFacts {
  /** BCP 47 tag as written. */
  language: string
  /** What is said in it. */
  segment: TmxSegment
}

/** Segment in several languages: TMX's `tu`. */
export interface TmxUnit extends TmxFacts {
  /** Line it starts on, from 1; 0 for one that was not read. */
  line: number
  /** Language the others were translated from as written; `*all*` if any was. */
  source: string
  /** What is said, language by language. */
  variants: readonly TmxVariant[]
}

/** What a file says about all of its units. */
export interface TmxHeader extends TmxFacts {
  /** Language the others were translated from as written; `*all*` if any was. */
  source: string
}

/**
 * Give the words of a segment, without the code in it.
 *
 * @param segment - Segment.
 * @returns Text, with that of `hi`; what `sub` has in code is a text of its own.
 */
export function tmxText(segment: TmxSegment): string {
  let text = ''
  for (const part of segment) {
    if (typeof part === 'string') text += part
    else if (part.name === 'hi') text += tmxText(part.content)
  }
  return text
}
