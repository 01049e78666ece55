import { extname, isAbsolute, relative, resolve, sep } from 'node:path'
import { VFile } from 'vfile'
import type { LocalizeOptions, Localizer } from '../localize.ts'
import { createTranslator } from '../messages/index.ts'
import {
  type ChineseLocale,
  type Config,
  conversionSettings,
  isChinese,
  parseLocale,
} from '../model/index.ts'
import {
  articleFromBytes,
  articleSettings,
  type ResolvedArticleSettings,
  readArticle,
  readData,
} from '../read/index.ts'
import { type Io, readStdin } from './io.ts'

/** How a source is opened. */
export interface OpenOptions {
  /** Settings of the project. */
  config: Config
  /** Encoding; that of the settings when not given. */
  encoding?: string | undefined
  /** Kind of source: an extension without its dot. */
  format?: string | undefined
}

/**
 * Read a source: a file, or standard input for `-`.
 *
 * @param io - Streams and folder.
 * @param name - File as the person wrote it, or `-`.
 * @param options - Settings, encoding, kind.
 * @returns File; its findings tell why its bytes are no text.
 * @throws UserError when there is no such file, or no such encoding.
 */
export async function openArticle(
  io: Io,
  name: string,
  options: OpenOptions,
): Promise<VFile> {
  const { config, format } = options
  const encoding = options.encoding ?? config.encoding
  const reading = { root: io.cwd, encoding, limits: config.limits }
  const file =
    name === '-'
      ? articleFromBytes(
          await readStdin(io.stdin, config.limits.bytes),
          'stdin.md',
          reading,
        )
      : await readArticle(name, reading)
  for (const message of file.messages) message.file = shownName(name)
  if (format !== undefined && extname(file.path) !== `.${format}`) {
    file.extname = `.${format}`
  }
  return file
}

/**
 * Name a source for people.
 *
 * @param name - File as it was written, or `-`.
 * @returns File, or `<stdin>`.
 */
export function shownName(name: string): string {
  return name === '-' ? '<stdin>' : name
}

/**
 * Work out what holds for one file: the project's settings, the overrides for
 * its path, and what its own front matter says.
 *
 * @param localizer - Localizer, which reads the front matter.
 * @param file - File.
 * @param options - Settings of the project, folder of the project, and the
 *   locale the person says the file is in.
 * @returns Settings, with the locale the file is in.
 */
export function settingsOf(
  localizer: Localizer,
  file: VFile,
  options: { config: Config; cwd: string; from?: ChineseLocale | undefined },
): ResolvedArticleSettings {
  const { config, cwd, from } = options
  const frontMatter = frontMatterOf(localizer, file, config)
  const path = pathIn(resolve(cwd, config.articles), resolve(cwd, file.path))
  const { settings } = articleSettings(config, path ?? file.path, frontMatter)
  const lang = frontMatter['lang']
  const said = typeof lang === 'string' ? parseLocale(lang) : undefined
  const own = said && isChinese(said) ? said : settings.source
  return { ...settings, source: from ?? own }
}

/** Data of the front matter; the rest of the file is not parsed for it. */
function frontMatterOf(
  localizer: Localizer,
  file: VFile,
  { source, limits }: Config,
): Readonly<Record<string, unknown>> {
  const head =
    /^(---|\+\+\+)[ \t]*[\r\n](?:[\s\S]*?[\r\n])?\1[ \t]*(?:[\r\n]|$)/.exec(
      String(file),
    )?.[0]
  if (head === undefined || /\.(?:txt|json)$/i.test(file.path)) return {}
  const top = new VFile({ path: file.path, value: head })
  const { data } = localizer.localize(top, { source, target: source, limits })
  return data.yiwen?.edition?.frontMatter ?? {}
}

/** Path below a folder, with `/`, or `undefined` when it is not below. */
function pathIn(folder: string, path: string): string | undefined {
  const below = relative(folder, path)
  if (below.startsWith('..') || isAbsolute(below)) return undefined
  return below.split(sep).join('/')
}

/**
 * Put together how a file is localized.
 *
 * @param settings - Settings of the file.
 * @param target - Locale of the result.
 * @param config - Settings of the project.
 * @returns Options, without glosses.
 */
export function localizeOptions(
  settings: ResolvedArticleSettings,
  target: ChineseLocale,
  config: Config,
): LocalizeOptions {
  const { source, markdown, locate } = settings
  const t = createTranslator(target)
  return {
    source,
    target,
    ...conversionSettings(settings),
    markdown,
    locate,
    limits: config.limits,
    strings: {
      heading: t('glossary:heading'),
      term: t('glossary:column.term'),
      original: t('glossary:column.original'),
      english: t('glossary:column.english'),
    },
  }
}

/**
 * Tell whether a file could be read at all.
 *
 * @param file - File from {@link openArticle}.
 * @returns Whether its bytes were text.
 */
export function isReadable(file: VFile): boolean {
  return readData(file) !== undefined
}
