import type { EngineSettings } from './engine-settings.ts'
import type { RuleId, Severity } from './finding.ts'
import type { LayoutSettings } from './layout.ts'
import type { ChineseLocale, Locale } from './locale.ts'

/** Fields that tell the senses of a word apart. */
export const fields = [
  'software',
  'finance',
  'society',
  'science',
  'life',
] as const

/** Field of a text: what its words are about. */
export type Field = (typeof fields)[number]

/**
 * How Chinese is converted: by words and their senses, or as OpenCC does,
 * exactly.
 */
export type ConversionMode = 'editorial' | 'compat'

/** How an article's Chinese is converted. */
export interface ConversionSettings {
  /** Default: `editorial`. */
  mode: ConversionMode
  /**
   * Field of the text, which decides between the senses of a word. Default:
   * `auto`, inferred from the words of each block and of the article.
   */
  domain: Field | 'auto'
  /**
   * Quotation marks, and those of titles and the dots in names (〈〉 and ‧ are 《》 and · on the
   * mainland): the edition's own, or the author's. Default: `edition`.
   */
  quotes: 'edition' | 'keep'
  /** Brackets around Chinese: the edition's own, or the author's. Default: `edition`. */
  brackets: 'edition' | 'keep'
  /**
   * Space between Chinese and Latin letters or digits: as the author has it,
   * always one, or none. Default: `keep`.
   */
  spaces: 'keep' | 'add' | 'remove'
  /**
   * Half-width `, . : ; ! ?` after Chinese: the author's, or full-width.
   * Default: `keep`.
   */
  punctuation: 'keep' | 'wide'
  /** `…`, `...`, `。。。` beside Chinese: the author's, or `……`. Default: `keep`. */
  ellipsis: 'keep' | 'normalise'
  /** `—` and `--` beside Chinese: the author's, or `——`. Default: `keep`. */
  dashes: 'keep' | 'normalise'
  /**
   * Words of the text and what they are in editions, before the vocabulary is
   * asked. A form in the text's own characters is for every edition, which
   * writes it in its own: `檢視: 審視`; a form by locale is printed as it is. The
   * word itself keeps a word: `核心: 核心`. Default: none.
   */
  words: Readonly<Record<string, WordForms>>
}

/** What a word is in editions: in all of them, or by locale. */
export type WordForms =
  | string
  | Readonly<Partial<Record<ChineseLocale, string>>>

/** Keys of {@link ConversionSettings}. */
const conversionKeys = [
  'mode',
  'domain',
  'quotes',
  'brackets',
  'spaces',
  'punctuation',
  'ellipsis',
  'dashes',
  'words',
] as const satisfies readonly (keyof ConversionSettings)[]

/**
 * Take what is said of the conversion out of settings that say more.
 *
 * @param settings - Settings of any kind: of a project, an article, a command.
 * @returns Those of the conversion that are given.
 *
 * @example
 * ```ts
 * import { conversionSettings, defaultConfig } from 'yiwen'
 *
 * conversionSettings(defaultConfig).spaces // 'keep'
 * conversionSettings({}) // {}
 * ```
 */
export function conversionSettings<
  Settings extends {
    readonly [K in keyof ConversionSettings]?: ConversionSettings[K] | undefined
  },
>(
  settings: Settings,
): Settings extends ConversionSettings
  ? ConversionSettings
  : Partial<ConversionSettings> {
  return Object.fromEntries(
    conversionKeys.flatMap((key) => {
      const value = settings[key]
      return value === undefined ? [] : [[key, value]]
    }),
  ) as never
}

/** Which Markdown an article is written in. */
export interface MarkdownSettings {
  /** GFM tables, footnotes, task lists, strikethrough, autolinks. Default: `true`. */
  gfm: boolean
  /** `$…$` and `$$…$$`. Default: `true`. */
  math: boolean
  /** `:name[…]{…}`, `::name`, `:::name`. Default: `true`. */
  directives: boolean
  /** CJK-friendly emphasis. Default: `true`. */
  cjkFriendly: boolean
  /** `~one tilde~` strikes through. Default: `false`. */
  singleTilde: boolean
  /** MDX; by default decided by the file's extension. */
  mdx?: boolean
  /**
   * Read what is plain in a document without the whole parser, and prove edits
   * block by block. Editions are the same without it, and slower. Default: `true`.
   */
  fast?: boolean
}

/**
 * How the English of a term is shown.
 *
 * `appendix` lists it in a table at the end and leaves the text alone.
 */
export const glossStyles = [
  'paren',
  'footnote',
  'ruby',
  'abbr',
  'dfn',
  'directive',
  'appendix',
  'none',
] as const

/** How the English of a term is shown. */
export type GlossStyle = (typeof glossStyles)[number]

/** How often a term is glossed. */
export type GlossFrequency = 'article' | 'section' | 'every' | 'never'

/** How terms are annotated. */
export interface GlossSettings {
  /** Default: `paren`. */
  style: GlossStyle
  /** Default: `article` (its first mention). */
  frequency: GlossFrequency
  /** Gloss inside headings too. Default: `false`. */
  headings: boolean
  /** Add a glossary table at the end. Default: `false`. */
  appendix: boolean
  /**
   * English the author already gave after a term: `complete` adds what is
   * missing inside the author's brackets, `leave` never touches it.
   * Default: `complete`.
   */
  given: 'complete' | 'leave'
}

/** What else than prose is localized. */
export interface LocateSettings {
  /** Front-matter keys whose values are for readers. */
  frontMatterKeys: readonly string[]
  /** HTML attributes that are for readers. */
  htmlAttributes: readonly string[]
  /** JSX props that are for readers. */
  jsxProps: readonly string[]
  /** Keys of JSON whose strings are for readers. Default: every string is. */
  resourceKeys?: readonly string[] | undefined
  /** Comments in fenced code. Default: `false`. */
  codeComments: boolean
  /** Labels in Mermaid diagrams. Default: `false`. */
  mermaid: boolean
}

/**
 * One edition that is published. What it says of the conversion (quotation
 * marks, spaces, domain …) comes before what its article and project say.
 */
export interface Edition extends Partial<ConversionSettings> {
  /** Id, used in paths: `zh-CN`, `bilingual`. */
  id: string
  /** Locale of its text. */
  locale: Locale
  /** Differences from the project's gloss settings. */
  gloss?: Partial<GlossSettings>
  /**
   * Locale that stands beside each block, where it is translated: `en` for
   * paragraphs in Chinese and English. Default: none.
   */
  beside?: Locale
  /**
   * An English edition of an article with sentences that have no translation:
   * `skip` leaves what was published before, `source` prints the Chinese in their
   * place. Default: `skip`.
   */
  incomplete?: 'skip' | 'source'
}

/** Finding that is known and accepted. */
export interface Waiver {
  /** Rule. */
  rule: RuleId
  /** Articles, as glob patterns from the folder of sources. Default: all. */
  files?: string | readonly string[]
  /** Text that what was found, wanted or said has to have. Default: any. */
  contains?: string
  /** Why it is accepted. */
  reason: string
}

/** What is held against articles and their editions. */
export interface QualitySettings {
  /** Gravity of rules where it is not their own; `off` turns one off. */
  severity: Readonly<Partial<Record<RuleId, Severity | 'off'>>>
  /**
   * How English headings are written. Default: `consistent`, as most headings
   * of the article are.
   */
  headingCase: 'sentence' | 'title' | 'consistent'
  /** Findings that are accepted, with reasons. Default: none. */
  waivers: readonly Waiver[]
}

/** What the work on one input is bounded by. */
export interface Limits {
  /** Bytes of one file. Default: 16 MiB. */
  bytes: number
  /** Levels of nesting. Default: 200. */
  depth: number
}

/** Kinds of file that an edition is written as, all of its articles in one. */
export const bookFormats = ['epub', 'pdf', 'docx'] as const

/** Kind of file that an edition is written as. */
export type BookFormat = (typeof bookFormats)[number]

/** Text that is the same in every edition, or one by locale. */
export type SiteText = string | Readonly<Partial<Record<Locale, string>>>

/** Site the pages are published on. */
export interface SiteSettings {
  /** Address of the output folder on the web, such as `https://a.example/b`. */
  url: string
  /** Name of the site. Default: Yiwen's, in the edition's language. */
  title?: SiteText | undefined
  /** What the site is about, in one or two sentences. Default: none. */
  description?: SiteText | undefined
}

/** Project settings, complete. */
export interface Config extends ConversionSettings {
  /** Folder of sources. Default: `articles`. */
  articles: string
  /** Folder editions are written to. Default: `public`. */
  output: string
  /** Glob patterns of glossary files. Default: `locales/glossary/*.yaml`. */
  glossary: readonly string[]
  /** Folder of translations, one in it for each locale. Default: `locales`. */
  translations: string
  /** What translations are kept as. Default: `xliff`, XLIFF 2.1. */
  translationFormat: 'xliff' | 'po'
  /** Locale of sources that do not say. Default: `zh-TW`. */
  source: ChineseLocale
  /** Encoding of sources; `auto` detects it. Default: `auto`. */
  encoding: string
  /** Editions. Default: zh-TW, zh-HK, zh-CN and bilingual. */
  editions: readonly Edition[]
  /** Also write HTML pages. Default: `true`. */
  html: boolean
  /** Also write what readers search pages with. Default: `true`. */
  search: boolean
  /**
   * Also write each edition as books, into `books~` of the output folder. Default:
   * none.
   */
  books: readonly BookFormat[]
  /** Folder of templates that pages are made of. Default: pages are Yiwen's. */
  templates?: string | undefined
  /**
   * Site generator whose folders the sources are in and editions are written into.
   * Default: none; each edition has a folder of `output`.
   */
  layout?: LayoutSettings | undefined
  /**
   * Site the pages are published on. Without it there are no feeds and no
   * sitemap, for they need addresses. Default: none.
   */
  site?: SiteSettings | undefined
  /** Use the regional vocabulary that ships with Yiwen. Default: `true`. */
  vocabulary: boolean
  /** Markdown dialect. */
  markdown: MarkdownSettings
  /** Term annotations. */
  gloss: GlossSettings
  /** What is text for a reader. */
  locate: LocateSettings
  /** What is held against articles and their editions. */
  quality: QualitySettings
  /** Bounds. */
  limits: Limits
  /** Engines that translate, by name. Default: none. */
  engines: Readonly<Record<string, EngineSettings>>
  /** Settings for some files, by glob, applied in order. */
  overrides: readonly (ArticleSettings & {
    files: string | readonly string[]
  })[]
}

/** Settings one article can change, in an override or under `yiwen:` in its front matter. */
export interface ArticleSettings extends Partial<ConversionSettings> {
  source?: ChineseLocale
  editions?: readonly string[]
  markdown?: Partial<MarkdownSettings>
  gloss?: Partial<GlossSettings>
  locate?: Partial<LocateSettings>
}

/** Settings where nothing is said. */
export const defaultConfig: Config = {
  articles: 'articles',
  output: 'public',
  glossary: ['locales/glossary/*.yaml'],
  translations: 'locales',
  translationFormat: 'xliff',
  source: 'zh-TW',
  encoding: 'auto',
  editions: [
    { id: 'zh-TW', locale: 'zh-TW' },
    { id: 'zh-HK', locale: 'zh-HK' },
    { id: 'zh-CN', locale: 'zh-CN' },
    {
      id: 'bilingual',
      locale: 'zh-CN',
      gloss: { frequency: 'section', appendix: true },
    },
  ],
  html: true,
  search: true,
  books: [],
  mode: 'editorial',
  domain: 'auto',
  quotes: 'edition',
  brackets: 'edition',
  spaces: 'keep',
  punctuation: 'keep',
  ellipsis: 'keep',
  dashes: 'keep',
  words: {},
  vocabulary: true,
  markdown: {
    gfm: true,
    math: true,
    directives: true,
    cjkFriendly: true,
    singleTilde: false,
  },
  gloss: {
    style: 'paren',
    frequency: 'article',
    headings: false,
    appendix: false,
    given: 'complete',
  },
  locate: {
    frontMatterKeys: [
      'title',
      'subtitle',
      'description',
      'summary',
      'excerpt',
      'caption',
      'credit',
      'author',
      'authors',
      'role',
      'publisher',
      'tags',
      'keywords',
      'categories',
      'sidebar_label',
    ],
    htmlAttributes: ['alt', 'title', 'aria-label', 'placeholder', 'label'],
    jsxProps: [
      'alt',
      'title',
      'label',
      'aria-label',
      'placeholder',
      'caption',
      'description',
      'summary',
    ],
    codeComments: false,
    mermaid: false,
  },
  quality: { severity: {}, headingCase: 'consistent', waivers: [] },
  limits: { bytes: 16 * 1024 * 1024, depth: 200 },
  engines: {},
  overrides: [],
}
