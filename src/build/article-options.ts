/**
 * How an article becomes each of its editions.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { VFile } from 'vfile'
import type { LocalizeOptions } from '../localize.ts'
import { createTranslator } from '../messages/index.ts'
import {
  type ChineseLocale,
  type Config,
  conversionSettings,
  type Edition,
  type GlossSettings,
  type GlossStyle,
  isChinese,
  parseLocale,
} from '../model/index.ts'
import { matterKeysOf, resourceKeysOf } from '../publish/index.ts'
import {
  parsePlainText,
  plainToMarkdown,
  type ReadData,
  type ResolvedArticleSettings,
} from '../read/index.ts'
import type { ArticleWork } from './article-work.ts'
import { dataKeys, fenceData, isDataFile } from './data-file.ts'

/** Settings of an article with its front matter. */
export type SettingsAndMatter = ResolvedArticleSettings & {
  matter: Readonly<Record<string, unknown>>
}

/**
 * Tell the locale of an article: what its front matter says of the language
 * comes before what settings say.
 *
 * @param settings - Settings of the article, and its front matter.
 * @returns Locale.
 */
export function localeOf({ matter, source }: SettingsAndMatter): ChineseLocale {
  const { lang } = matter
  const said = typeof lang === 'string' ? parseLocale(lang) : undefined
  return said && isChinese(said) ? said : source
}

/**
 * Find what is localized of an article.
 *
 * @param source - Article.
 * @param locale - Its locale.
 * @param read - How it was written.
 * @returns The source, or Markdown made of it where it is data or plain text.
 */
export function inputOf(
  source: VFile,
  locale: ChineseLocale,
  read: ReadData | undefined,
): VFile {
  if (isDataFile(source.path)) return fenceData(source)
  return source.extname?.toLowerCase() === '.txt'
    ? markdownOf(source, locale, read)
    : source
}

/** Make Markdown of an article that is plain text, with its line ends. */
function markdownOf(
  source: VFile,
  lang: ChineseLocale,
  read: ReadData | undefined,
): VFile {
  const markdown = plainToMarkdown(parsePlainText(String(source)), { lang })
  const value =
    read?.eol === 'crlf' ? markdown.replaceAll('\n', '\r\n') : markdown
  const path = source.path.replace(/\.txt$/i, '.md')
  return new VFile({ path, cwd: source.cwd, value })
}

/**
 * Put together how an article becomes an edition.
 *
 * @param edition - Edition.
 * @param source - Locale of the article.
 * @param work - What front matter says the edition was made of.
 * @param settings - Settings of the article.
 * @param config - Settings of the project.
 * @returns Options.
 */
export function optionsFor(
  edition: Edition,
  source: ChineseLocale,
  work: Pick<ArticleWork, 'shown' | 'sourceHash'>,
  settings: SettingsAndMatter,
  config: Config,
): LocalizeOptions {
  const { markdown } = settings
  const locate = {
    ...settings.locate,
    frontMatterKeys: isDataFile(work.shown)
      ? dataKeys
      : matterKeysOf(config, settings.locate.frontMatterKeys),
    resourceKeys: resourceKeysOf(config),
  }
  const target = edition.locale
  const gloss: GlossSettings = { ...settings.gloss, ...edition.gloss }
  const glosses =
    gloss.appendix || (gloss.style !== 'none' && gloss.frequency !== 'never')
  const t = createTranslator(target)
  // Settings import labels, so they are there whether or not they are translated.
  const isImported =
    config.layout?.name === 'vitepress' && work.shown.endsWith('.json')
  const incomplete = isImported ? ('source' as const) : edition.incomplete
  return {
    source,
    target,
    ...conversionSettings({ ...settings, ...conversionSettings(edition) }),
    markdown,
    locate,
    gloss,
    limits: config.limits,
    ...(incomplete ? { incomplete } : {}),
    strings: {
      heading: t('glossary:heading'),
      term: t('glossary:column.term'),
      original: t('glossary:column.original'),
      english: t('glossary:column.english'),
    },
    // What is the source, byte for byte, says nothing of a source.
    // A generator's front matter says only what the generator reads.
    ...(config.layout || (target === source && !glosses)
      ? {}
      : {
          provenance: {
            translationOf: work.shown,
            sourceHash: work.sourceHash,
          },
        }),
  }
}

/** Who shows no English, or lists it, goes on to. */
export function restyle(
  options: LocalizeOptions,
  style: GlossStyle | undefined,
): LocalizeOptions {
  const { gloss } = options
  const isShown = gloss?.style !== 'none' && gloss?.style !== 'appendix'
  const isMeant = style !== undefined && (isShown || style === 'none')
  return isMeant ? { ...options, gloss: { ...gloss, style } } : options
}
