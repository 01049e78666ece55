import type {
  ChineseLocale,
  Finding,
  LocateSettings,
  MarkdownSettings,
  Span,
  Unit,
} from '../model/index.ts'

/** Value that names a language, to be set to the edition's. */
export interface LangValue {
  /** Range of the tag. */
  span: Span
  /** Tag as written. */
  tag: string
}

/** Where front matter is and what may be added to it. */
export interface FrontMatter {
  /** Its language. */
  format: 'yaml' | 'toml'
  /** Whole block, fences included. */
  span: Span
  /** Offset before the closing fence, where keys can be added. */
  insertAt: number
  /** Values of some keys, where they are plain strings. */
  values: Readonly<Record<string, Span>>
  /** Everything in it, as data. */
  data: Readonly<Record<string, unknown>>
}

/** What locating gives. */
export interface Located {
  /** Text for readers, in the order of the source. */
  units: readonly Unit[]
  /** Values of `lang` attributes in the article's own language. */
  langs: readonly LangValue[]
  /** Front matter, where there is any that can be read. */
  frontMatter?: FrontMatter
  /** Findings. */
  findings: readonly Finding[]
}

/** How to locate. */
export interface LocateOptions extends LocateSettings {
  /** Locale of the article. */
  source: ChineseLocale
  /** Markdown settings it was parsed with. */
  markdown: MarkdownSettings
}
