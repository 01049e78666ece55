import {
  type BookFormat,
  type Config,
  type ConversionSettings,
  defaultConfig,
  type Edition,
  type EngineSettings,
  type GlossSettings,
  isChinese,
  type LayoutSettings,
  type Limits,
  type LocateSettings,
  type MarkdownSettings,
  mdxLayouts,
  type Phrase,
  type QualitySettings,
  type SiteSettings,
  UserError,
} from '../model/index.ts'
import { configSchema } from './config-schema.ts'
import {
  describeIssues,
  notInLayout,
  unknownEdition,
} from './describe-issues.ts'

/** Configuration as people write it: each key may be left out. */
export interface UserConfig extends Partial<ConversionSettings> {
  /** Address of the configuration's JSON schema, for editors. */
  $schema?: string
  /** Folder of sources. Default: `articles`. */
  articles?: string
  /** Folder editions are written to. Default: `public`. */
  output?: string
  /** Glob patterns of glossary files. Default: `locales/glossary/*.yaml`. */
  glossary?: string | readonly string[]
  /** Folder of translations, one in it for each locale. Default: `locales`. */
  translations?: string
  /** What translations are kept as. Default: `xliff`, XLIFF 2.1. */
  translationFormat?: 'xliff' | 'po'
  /** Locale of sources that do not say. Default: `zh-TW`. */
  source?: string
  /** Encoding of sources. Default: `auto`, which detects it. */
  encoding?: string
  /** Editions: ids such as `zh-CN`, or edition objects. */
  editions?: readonly (string | UserEdition)[]
  /** Also write HTML pages. Default: `true`. */
  html?: boolean
  /**
   * Site generator whose folders the sources are in and editions are written into:
   * its name, or more. Default: none.
   */
  layout?: LayoutSettings['name'] | LayoutSettings | undefined
  /** Also write what readers search pages with. Default: `true`. */
  search?: boolean
  /**
   * Also write each edition as books, all of its articles in one: `epub`, `pdf`
   * (which needs Chromium), `docx`. Default: none.
   */
  books?: readonly BookFormat[]
  /** Folder of templates that pages are made of. Default: pages are Yiwen's. */
  templates?: string | undefined
  /** Site the pages are published on. Default: none. */
  site?: SiteSettings | undefined
  /** Use the regional vocabulary that ships with Yiwen. Default: `true`. */
  vocabulary?: boolean
  /** Markdown dialect. */
  markdown?: Partial<MarkdownSettings>
  /** Term annotations. */
  gloss?: Partial<GlossSettings>
  /** What is text for a reader. */
  locate?: Partial<LocateSettings>
  /** What is held against articles and their editions. */
  quality?: Partial<QualitySettings>
  /** Bounds. */
  limits?: Partial<Limits>
  /** Engines that translate, by name. Default: none. */
  engines?: Readonly<Record<string, EngineSettings>>
  /** Settings for some files, by glob, applied in order. */
  overrides?: Config['overrides']
}

/** Edition as people write it: its locale may be spelled in any way. */
export type UserEdition = Omit<Edition, 'locale'> & { locale: string }

/**
 * Give a configuration its type.
 *
 * @param config - Configuration.
 * @returns The same object.
 *
 * @example
 * ```ts
 * import { defineConfig } from 'yiwen/node'
 *
 * const config = defineConfig({
 *   editions: ['zh-HK', 'zh-CN'],
 *   gloss: { style: 'footnote' },
 * })
 * config.gloss?.style // 'footnote'
 * ```
 */
export function defineConfig(config: UserConfig): UserConfig {
  return config
}

/**
 * Complete a configuration with the defaults.
 *
 * Groups of settings are merged key by key; a list replaces the default list.
 *
 * @param user - Configuration as written; it is validated.
 * @param path - Name of its file, for messages. Default: `configuration`.
 * @returns Complete configuration.
 * @throws UserError that lists every key that is wrong.
 *
 * @example
 * ```ts
 * import { resolveConfig } from 'yiwen/node'
 *
 * const config = resolveConfig({ gloss: { style: 'ruby' } })
 * config.gloss.style // 'ruby'
 * config.gloss.frequency // 'article'
 * ```
 */
export function resolveConfig(user: unknown, path = 'configuration'): Config {
  const result = configSchema.safeParse(user)
  if (!result.success) {
    throw invalidConfig(path, describeIssues(result.error))
  }
  const { $schema: _, ...given } = result.data
  // The schema has made sure that each key has the type it has in Config.
  const config = withLayout(merge(defaultConfig, given) as Config, given)
  const problems = [
    ...layoutProblems(config, given),
    ...unknownEditions(config),
  ]
  if (problems.length > 0) throw invalidConfig(path, problems)
  return config
}

/**
 * Settings of a site generator: its folders hold sources and editions, it makes the
 * pages, and the edition of the sources' locale are the sources themselves.
 */
function withLayout(config: Config, given: Given): Config {
  if (!config.layout) return config
  const articles = given.articles ?? '.'
  const editions = (given.editions ? config.editions : chineseEditions).filter(
    ({ id }) => id !== config.source,
  )
  const markdown = mdxLayouts.includes(config.layout.name)
    ? { mdx: true, ...config.markdown }
    : config.markdown
  const output = articles
  return { ...config, articles, output, html: false, editions, markdown }
}

const chineseEditions = defaultConfig.editions.filter(
  ({ id, locale }) => id === locale && isChinese(locale),
)

/** What of the settings as they are written a layout depends on. */
interface Given {
  articles?: string | undefined
  output?: string | undefined
  html?: boolean | undefined
  books?: readonly BookFormat[] | undefined
  editions?: unknown
}

function layoutProblems({ layout }: Config, given: Given): Phrase[] {
  if (!layout) return []
  return [
    ...(given.output === undefined || given.output === (given.articles ?? '.')
      ? []
      : [notInLayout('output', layout.name)]),
    ...(given.html === true ? [notInLayout('html', layout.name)] : []),
    ...(given.books?.length ? [notInLayout('books', layout.name)] : []),
  ]
}

function invalidConfig(path: string, lines: readonly Phrase[]): UserError {
  const list = lines.map((line) => `\n  ${line}`).join('')
  return new UserError(`Settings in ${path} are wrong:${list}`, {
    hint: 'Correct these keys; `yiwen config` prints what is in force.',
    wording: { key: 'settings-wrong', values: { path, list: lines } },
  })
}

function unknownEditions(config: Config): Phrase[] {
  const ids = config.editions.map((one) => one.id)
  return config.overrides.flatMap((override, index) =>
    (override.editions ?? [])
      .filter((id) => !ids.includes(id))
      .map((id) => unknownEdition(`overrides[${index}].editions`, id, ids)),
  )
}

/**
 * Merge settings over others, deep in objects and whole in lists.
 *
 * @param base - Settings that hold where nothing is said.
 * @param over - Settings that win; `undefined` says nothing.
 * @returns New settings.
 */
export function merge(base: object, over: object): object {
  const merged: Record<string, unknown> = { ...base }
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue
    const before = merged[key]
    merged[key] =
      isGroup(before) && isGroup(value) ? merge(before, value) : value
  }
  return merged
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
