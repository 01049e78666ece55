/**
 * One article of a project: from its file to the files of its editions.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { Root } from 'mdast'
import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { LocalizeOptions, Localizer, LocalizeStep } from '../localize.ts'
import { createTranslator } from '../messages/index.ts'
import {
  type ChineseLocale,
  type Config,
  conversionSettings,
  type Edition,
  type EditRule,
  type Finding,
  finding,
  type GlossSettings,
  type GlossStyle,
  isChinese,
  type Locale,
  Phrase,
  parseLocale,
  type Translation,
  UserError,
} from '../model/index.ts'
import {
  articlePage,
  describeArticle,
  type Folders,
  followAddress,
  formatDate,
  frontMatterTooDeep,
  hashBytes,
  type Listing,
  listSourceLinks,
  matterKeysOf,
  placeOfKey,
  readFrontMatter,
  resourceKeysOf,
  type SiteArticle,
  type SiteEdition,
  type SourceLink,
  searchPageFile,
  searchPagePath,
  type Templates,
  type WantedFile,
} from '../publish/index.ts'
import {
  articleSettings,
  parsePlainText,
  plainToMarkdown,
  type ReadData,
  type ResolvedArticleSettings,
  readArticle,
  readData,
} from '../read/index.ts'
import { segmentUnits } from '../segment/index.ts'
import { type TermPlaces, termPlaces } from '../term-places.ts'
import { dataKeys, fenceData, isDataFile, unfenceData } from './data-file.ts'
import { translationsOf } from './edition-translations.ts'
import {
  checkArticle,
  checkConversionOf,
  checkEditionOf,
  checkKept,
  dayOf,
  waive,
} from './quality.ts'
import { shownFrom } from './shown.ts'

/** Number of changes per rule. */
export type EditCounts = Readonly<Record<EditRule, number>>

/** One edition of an article, before it is published. */
export interface EditionWork {
  id: string
  locale: Locale
  edits: EditCounts
  /** Carries the findings; its text is let go of. */
  file: VFile
  /** What lists say of it. */
  listing: Listing
  /** Files it makes. */
  files: readonly WantedFile[]
  /** It lacks translations, and stays as it was published before. */
  incomplete: boolean
}

/** Article, before it is published. */
export interface ArticleWork {
  /** Path from the folder of sources, with `/`. */
  path: string
  /** Path from the project's folder, with `/`. */
  shown: string
  title: string | undefined
  sourceHash: string
  /** Ids of the editions it is published in. */
  editions: readonly string[]
  /** Editions that were made. */
  made: readonly EditionWork[]
  /** Findings of the article itself, whatever its editions. */
  own: VFileMessage[]
  /** Findings, each once. */
  messages: VFileMessage[]
  /** Relative links to other sources. */
  links: readonly SourceLink[]
  /** Ids of the concepts whose words stand in it. */
  concepts: readonly string[]
  failed: boolean
  /** Mistake of Yiwen's that kept it from being made. */
  bug?: { error: unknown }
}

/** Step of making an article. */
export type MakeStep =
  | 'read'
  | 'translations'
  | LocalizeStep
  | 'check'
  | 'pages'

/** What the articles of a project share. */
export interface ArticleContext {
  cwd: string
  config: Config
  localizer: Localizer
  /** Editions to make, as pages show them, by id. */
  site: ReadonlyMap<string, SiteEdition>
  /** Where sources are and editions go. */
  folders: Folders
  /** Whether a path from the folder of sources is published. */
  has: (path: string) => boolean
  /**
   * Path from the output folder of the file that pages share for a picture, from its
   * path from the folder of sources. Default: they share none.
   */
  pictureAt?: (path: string) => string | undefined
  /** Templates of pages. Default: pages are Yiwen's. */
  templates?: Templates | undefined
  /** Ids of the editions to make. */
  chosen: ReadonlySet<string>
  /** Whether an edition of an article, from the project's folder, is there. */
  isPublished: (shown: string, edition: string) => boolean
  /** Its pages have no script and mark no terms, for they are only looked at. */
  bare?: boolean
  /** Is told when a step ends, with its name. */
  onStep?: (step: MakeStep) => void
  /** How English is shown where it is shown at all. Default: as settings say. */
  glossStyle?: GlossStyle | undefined
  /** Gets the bytes of the article, as they were read. */
  onBytes?: (bytes: Uint8Array) => void
  /** Gets the article as it was localized, before its text is let go of. */
  onLocalized?: (article: LocalizedArticle) => void
}

/** Article with its editions, as the localizer gave them. */
export interface LocalizedArticle {
  /** Locale of its text. */
  source: ChineseLocale
  /** Editions that were made, each with its data. */
  editions: readonly { edition: Edition; file: VFile }[]
}

/**
 * Begin what is known of an article.
 *
 * @param path - Path from the folder of sources.
 * @param shown - Path from the project's folder.
 * @returns Article of which nothing is known or wrong yet.
 */
export function blankWork(path: string, shown: string): ArticleWork {
  return {
    path,
    shown,
    title: undefined,
    sourceHash: '',
    editions: [],
    made: [],
    own: [],
    messages: [],
    links: [],
    concepts: [],
    failed: false,
  }
}

/**
 * Make every edition of an article.
 *
 * @param path - Path from the folder of sources.
 * @param shown - Path from the project's folder.
 * @param context - What the articles of the project share.
 * @returns Editions with the files they want to be; none when something is
 *   wrong with the article in one of them.
 */
export async function workOn(
  path: string,
  shown: string,
  context: ArticleContext,
): Promise<ArticleWork> {
  const { config } = context
  const work = blankWork(path, shown)
  const report = (found: readonly VFileMessage[]): void => {
    reportOwn(work, found, config)
  }
  const source = await readSource(shown, context)
  const text = String(source)
  work.sourceHash = `sha256-${hashBytes(text)}`
  report(source.messages)
  context.onStep?.('read')
  if (work.failed) return work

  const deep = frontMatterTooDeep(text)
  if (deep !== undefined) {
    const reason = 'The front matter is nested too deeply to be read.'
    const found = finding('front-matter-invalid', reason, {
      place: { line: deep, column: 1 },
      note: 'Write it flat; a site needs a few levels at most.',
      wording: { key: 'front-matter-invalid.deep' },
    })
    report([found])
    return work
  }
  const matter = readFrontMatter(text)
  const place = placeOfKey(text, 'yiwen')
  const { settings, messages } = articleSettings(config, path, matter, place)
  report(messages)
  work.editions = settings.editions.map((edition) => edition.id)
  return localizeAll(work, source, { ...settings, matter }, context)
}

/** Article of a project with what holds for it, before it is localized. */
export interface OpenedArticle {
  /** Path from the folder of sources, with `/`. */
  path: string
  /** Path from the project's folder, with `/`. */
  shown: string
  /** SHA-256 of its text. */
  sourceHash: string
  /** Its text, as Markdown where it was plain. */
  input: VFile
  /** Its locale. */
  source: ChineseLocale
  /** Editions it is published in, and how it becomes each. */
  editions: readonly { edition: Edition; options: LocalizeOptions }[]
}

/**
 * Open an article without making its editions.
 *
 * @param path - Path from the folder of sources.
 * @param shown - Path from the project's folder.
 * @param context - Project.
 * @returns Article, or `undefined` where it can not be read.
 */
export async function openArticle(
  path: string,
  shown: string,
  context: Pick<ArticleContext, 'cwd' | 'config' | 'onBytes'>,
): Promise<OpenedArticle | undefined> {
  const { config } = context
  const file = await readSource(shown, context)
  const text = String(file)
  if (file.messages.some(({ fatal }) => fatal === true)) return undefined
  if (frontMatterTooDeep(text) !== undefined) return undefined
  const matter = readFrontMatter(text)
  const place = placeOfKey(text, 'yiwen')
  const { settings } = articleSettings(config, path, matter, place)
  const all = { ...settings, matter }
  const source = localeOf(all)
  const sourceHash = `sha256-${hashBytes(text)}`
  const input = inputOf(file, source, readData(file))
  const editions = settings.editions.map((edition) => ({
    edition,
    options: optionsFor(edition, source, { shown, sourceHash }, all, config),
  }))
  return { path, shown, sourceHash, input, source, editions }
}

/** A file that is listed and can not be read is no reason to stop the rest. */
async function readSource(
  shown: string,
  { cwd, config, onBytes }: Pick<ArticleContext, 'cwd' | 'config' | 'onBytes'>,
): Promise<VFile> {
  const { encoding, limits } = config
  const options = { root: cwd, encoding, limits }
  try {
    return await readArticle(shown, {
      ...options,
      ...(onBytes ? { onBytes } : {}),
    })
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const file = new VFile({ path: shown, cwd, value: '' })
    const { message, hint, wording } = error
    const say = (english: string, part: string): string | Phrase =>
      wording
        ? new Phrase(english, `errors:${wording.key}.${part}`, wording.values)
        : english
    file.messages.push(
      finding('read-unreadable', message, {
        ...(hint === undefined ? {} : { note: hint }),
        cause: error,
        wording: {
          values: {
            problem: say(message, 'message'),
            advice: say(hint ?? '', 'hint'),
          },
        },
      }),
    )
    return file
  }
}

/** Settings of an article with its front matter. */
type Settings = ResolvedArticleSettings & {
  matter: Readonly<Record<string, unknown>>
}

async function localizeAll(
  work: ArticleWork,
  source: VFile,
  settings: Settings,
  context: ArticleContext,
): Promise<ArticleWork> {
  const { cwd, chosen, localizer } = context
  const { shown } = work
  const locale = localeOf(settings)
  const read = readData(source)
  const input = inputOf(source, locale, read)
  const plain = input !== source
  const localized: { edition: Edition; file: VFile }[] = []
  const wanted = settings.editions
    .filter(({ id }) => chosen.has(id))
    .map((edition) => ({
      edition,
      options: restyle(
        optionsFor(edition, locale, work, settings, context.config),
        context.glossStyle,
      ),
    }))
  const kept = await translationsOf(input, work.path, wanted, context)
  context.onStep?.('translations')
  const { config } = context
  reportOwn(work, kept.findings, config)
  for (const { edition, options } of wanted) {
    const translation = kept.translations.get(edition.locale)
    const beside = edition.beside && kept.translations.get(edition.beside)
    const file = localizer.localize(input, {
      ...options,
      ...(translation ? { translation } : {}),
      ...(beside ? { beside } : {}),
      ...(context.onStep ? { onStep: context.onStep } : {}),
    })
    // Places in the Markdown made of something else are no places in that.
    if (plain) for (const message of file.messages) message.place = undefined
    file.messages = waive(file.messages, work.path, config.quality).kept
    addMessages(work, file.messages, shown)
    localized.push({ edition, file })
  }

  context.onLocalized?.({ source: locale, editions: localized })
  const first = localized[0]?.file.data.yiwen?.edition
  if (first?.sourceTree) {
    const tree = first.sourceTree
    const title = (matter: Readonly<Record<string, unknown>>): string =>
      describeArticle(matter, tree, '', locale).title
    work.title = title(settings.matter)
    if (plain) {
      const matter = readFrontMatter(String(input))
      work.title = title(matter)
    }
    work.title ||= undefined
    work.links = [
      ...leadPicture(settings.matter, work.path, plain ? '' : String(source)),
      ...listSourceLinks(tree, work.path),
    ]
    const ids = first.occurrences.map(({ concept }) => concept.id)
    work.concepts = [...new Set(ids)].sort()
  }
  const wrong = work.failed
    ? new Set<string>()
    : checkAll(work, localized, kept.translations, { settings, plain, config })
  context.onStep?.('check')
  const lacking = new Set(
    localized
      .filter(
        ({ edition: { id }, file }) =>
          file.data.yiwen?.edition?.incomplete || wrong.has(id),
      )
      .map(({ edition }) => edition.id),
  )
  const linked = work.editions.filter(
    (id) =>
      (chosen.has(id) && !lacking.has(id)) || context.isPublished(shown, id),
  )
  work.made = localized.map(({ edition, file }) => {
    const data = file.data.yiwen?.edition
    const incomplete = lacking.has(edition.id)
    const text = String(file)
    // What failed is not published, and may take long to read once more.
    const frontMatter = work.failed ? {} : readFrontMatter(text)
    const { tree, sourceTree } = data ?? {}
    const { matter } = settings
    const page = {
      whole: String(source),
      ...{ text, tree, sourceTree, frontMatter, read, locale, linked },
      places: data && !work.failed ? termPlaces(data) : undefined,
      sourceMatter: plain ? readFrontMatter(String(input)) : matter,
    }
    const kept = new VFile({ path: shown, cwd })
    kept.messages.push(...file.messages)
    return {
      id: edition.id,
      locale: edition.locale,
      edits: countEdits(data?.edits ?? []),
      file: kept,
      listing:
        tree && !work.failed
          ? describeArticle(
              frontMatter,
              tree,
              work.path,
              edition.locale,
              page.sourceMatter,
            )
          : { title: work.path },
      files:
        work.failed || incomplete ? [] : filesOf(work, edition, page, context),
      incomplete,
    }
  })
  context.onStep?.('pages')
  return work
}

/** The picture that front matter names, where it is one of the sources. */
function leadPicture(
  { image }: Readonly<Record<string, unknown>>,
  from: string,
  text: string,
): SourceLink[] {
  if (typeof image !== 'string') return []
  // What begins with a slash is there for every article.
  const path = /^\/(?!\/)/.test(image)
    ? followAddress('', image.slice(1))
    : followAddress(from, image)
  if (path === undefined) return []
  const place = placeOfKey(text, 'image')
  return [{ address: image, path, image: true, place }]
}

/**
 * Look at an article, its conversions and its translations as an editor would.
 *
 * @returns Ids of the editions with an error: they stay as they were published.
 */
function checkAll(
  work: ArticleWork,
  localized: readonly { edition: Edition; file: VFile }[],
  translations: ReadonlyMap<Locale, Translation>,
  {
    settings,
    plain,
    config,
  }: { settings: Settings; plain: boolean; config: Config },
): Set<string> {
  const wrong = new Set<string>()
  const data = localized[0]?.file.data.yiwen?.edition
  if (!data) return wrong
  const { units, text: source, occurrences, source: from } = data
  const date = dayOf(settings.matter)
  const article = {
    source,
    units,
    sourceUnits: segmentUnits(units, { source, locale: from, occurrences }),
    occurrences,
    from,
    ...(date === undefined ? {} : { date }),
  }
  const report = (findings: Finding[]): readonly VFileMessage[] => {
    if (plain) for (const message of findings) message.place = undefined
    return reportOwn(work, findings, config)
  }
  report(checkArticle(article))
  for (const { edition, file } of localized) {
    const { edits } = file.data.yiwen?.edition ?? {}
    const { id, locale } = edition
    if (!edits || !isChinese(locale)) continue
    const found = report(checkConversionOf(edits, locale, article))
    if (found.some(({ fatal }) => fatal === true)) wrong.add(id)
  }
  const isTranslated = localized.some(({ edition }) => edition.locale === 'en')
  if (data.sourceTree && isTranslated) {
    report(checkKept(data.sourceTree, source))
  }
  for (const [locale, translation] of translations) {
    const found = report(checkEditionOf(translation, article, config.quality))
    if (!found.some(({ fatal }) => fatal === true)) continue
    for (const { edition } of localized) {
      const { id, beside } = edition
      if (edition.locale === locale || beside === locale) wrong.add(id)
    }
  }
  return wrong
}

/** Add findings of the article itself: those that are not accepted. */
function reportOwn(
  work: ArticleWork,
  found: readonly VFileMessage[],
  { quality }: Config,
): readonly VFileMessage[] {
  const { kept } = waive(found, work.path, quality)
  work.own.push(...kept)
  addMessages(work, kept, work.shown)
  return kept
}

interface PageText {
  /** Source, as it was read. */
  whole: string
  text: string
  tree: Root | undefined
  sourceTree: Root | undefined
  frontMatter: Readonly<Record<string, unknown>>
  read: ReadData | undefined
  locale: ChineseLocale
  /** Terms and glosses in it. */
  places: TermPlaces | undefined
  /** Front matter of the source. */
  sourceMatter: Readonly<Record<string, unknown>>
  /** Ids of editions that its page links to. */
  linked: readonly string[]
}

function filesOf(
  work: ArticleWork,
  edition: Edition,
  page: PageText,
  context: ArticleContext,
): WantedFile[] {
  const { config, has, site, folders } = context
  const { path, shown } = work
  const { text, tree, sourceTree, frontMatter, read, locale, linked } = page
  const common = { source: shown, edition: edition.id }
  const placed =
    tree && sourceTree
      ? folders.adapt({
          ...{ edition, path, text, tree, sourceTree, has },
          isPublished: (other) => isPublishedAt(other, edition.id, context),
        })
      : path.endsWith('.json')
        ? folders.adaptMessages(text, {
            ...{ edition, path, has },
            isPublished: (other) => isPublishedAt(other, edition.id, context),
          })
        : text
  const written = isDataFile(path) ? unfenceData(placed, page.whole) : placed
  const content = (read?.bom === true ? '\uFEFF' : '') + written
  const output = folders.outputOf(edition.id, path)
  const markdown = { ...common, path: output, content }
  const shownAs = site.get(edition.id)
  if (!config.html || !tree || !sourceTree || !shownAs) return [markdown]
  const article: SiteArticle = {
    path,
    shown,
    editions: linked.flatMap((id) => site.get(id) ?? []),
    sourceTree,
    sourceLocale: locale,
    sourceMatter: page.sourceMatter,
    has,
    site: config.site,
    templates: context.templates,
    ...(context.bare ? { bare: true } : {}),
    search: config.search,
    editionOf: (path, own) => editionOf(path, own, context),
    ...(context.pictureAt ? { pictureAt: context.pictureAt } : {}),
  }
  const rendered = articlePage(article, shownAs, {
    source: text,
    tree,
    frontMatter,
    beside: edition.beside,
    places: context.bare ? undefined : page.places,
  })
  const { path: at, html } = rendered
  const files = [markdown, { ...common, path: at, content: html }]
  if (!config.search || context.bare) return files
  const name = at.slice(edition.id.length + 1)
  const date = formatDate(frontMatter['date'], edition.locale)?.text
  return [
    ...files,
    {
      ...common,
      path: `${edition.id}/${searchPagePath(name)}`,
      content: searchPageFile({ ...rendered, date }, name),
    },
  ]
}

/** Whether an edition of another article is there. */
function isPublishedAt(
  path: string,
  id: string,
  { cwd, config, isPublished }: ArticleContext,
): boolean {
  const root = resolve(cwd, config.articles)
  return isPublished(shownFrom(cwd, resolve(root, path)), id)
}

/** The same edition where it is there, else the source's, else any that is. */
function editionOf(
  path: string,
  own: SiteEdition,
  { cwd, config, site, isPublished }: ArticleContext,
): SiteEdition {
  const root = resolve(cwd, config.articles)
  const shown = shownFrom(cwd, resolve(root, path))
  if (isPublished(shown, own.id)) return own
  const others = [...site.values()].filter(({ id }) => id !== own.id)
  const isSource = ({ locale }: SiteEdition): boolean =>
    locale === config.source
  const ordered = [
    ...others.filter(isSource),
    ...others.filter((one) => !isSource(one)),
  ]
  return ordered.find(({ id }) => isPublished(shown, id)) ?? own
}

/**
 * Tell the locale of an article: what its front matter says of the language
 * comes before what settings say.
 *
 * @param settings - Settings of the article, and its front matter.
 * @returns Locale.
 */
export function localeOf({ matter, source }: Settings): ChineseLocale {
  const { lang } = matter
  const said = typeof lang === 'string' ? parseLocale(lang) : undefined
  return said && isChinese(said) ? said : source
}

/** What is localized: the source, or Markdown made of it. */
function inputOf(
  source: VFile,
  locale: ChineseLocale,
  read: ReadData | undefined,
): VFile {
  if (isDataFile(source.path)) return fenceData(source)
  return source.extname?.toLowerCase() === '.txt'
    ? markdownOf(source, locale, read)
    : source
}

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
  settings: Settings,
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
function restyle(
  options: LocalizeOptions,
  style: GlossStyle | undefined,
): LocalizeOptions {
  const { gloss } = options
  const isShown = gloss?.style !== 'none' && gloss?.style !== 'appendix'
  const isMeant = style !== undefined && (isShown || style === 'none')
  return isMeant ? { ...options, gloss: { ...gloss, style } } : options
}

/** Edits that a mark split share their reason: they are one. */
function countEdits(
  edits: readonly { why: { rule: EditRule } }[],
): Record<EditRule, number> {
  const counts = noEdits()
  for (const { rule } of new Set(edits.map(({ why }) => why))) counts[rule]++
  return counts
}

/** Count nothing. */
export function noEdits(): Record<EditRule, number> {
  return {
    translation: 0,
    override: 0,
    characters: 0,
    term: 0,
    vocabulary: 0,
    quotes: 0,
    brackets: 0,
    punctuation: 0,
    ellipsis: 0,
    dashes: 0,
    spaces: 0,
    gloss: 0,
    lang: 0,
    reference: 0,
    'front-matter': 0,
    appendix: 0,
  }
}

/**
 * Add findings to an article, each once: its editions share most of theirs.
 *
 * @param work - Article.
 * @param messages - Findings.
 * @param shown - File they are in, where they do not say.
 */
export function addMessages(
  work: Pick<ArticleWork, 'messages' | 'failed'>,
  messages: readonly VFileMessage[],
  shown: string,
): void {
  const seen = new Set(work.messages.map(keyOf))
  for (const message of messages) {
    message.file ||= shown
    // What is wrong with a translation keeps only its editions back.
    if (message.fatal === true && !isOfTranslation(message)) work.failed = true
    const key = keyOf(message)
    if (seen.has(key)) continue
    seen.add(key)
    work.messages.push(message)
  }
}

function isOfTranslation({ ruleId }: VFileMessage): boolean {
  return ruleId?.startsWith('quality-') === true
}

function keyOf(message: VFileMessage): string {
  const { ruleId, line, column, reason, file } = message
  return JSON.stringify([ruleId, line, column, reason, file])
}
