/**
 * One text with a project's settings and glossary, without any file.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { EditionData, Localizer, LocalizeStep } from '../localize.ts'
import {
  type ChineseLocale,
  type Concept,
  type Config,
  type ConversionSettings,
  chineseLocales,
  type Edition,
  finding,
  type GlossSettings,
  isChinese,
  parseLocale,
  UserError,
} from '../model/index.ts'
import {
  frontMatterTooDeep,
  placeOfKey,
  readFrontMatter,
} from '../publish/index.ts'
import { articleSettings, loadConfig } from '../read/index.ts'
import { localeOf, optionsFor } from './article-options.ts'
import { readGlossaries } from './glossary.ts'

/** How a text is localized; what is left out is as the project has it. */
export interface TextOptions {
  /** Kind of text: Markdown, MDX, plain text, i18next resource. Default: `md`. */
  format?: 'md' | 'mdx' | 'txt' | 'json'
  /**
   * Where it would stand below the folder of articles, for the settings that hold
   * there. Nothing is read from it. Default: nowhere.
   */
  path?: string
  /** Locale of the text. Default: its front matter's, else the project's. */
  from?: ChineseLocale
  /** Ids of the project's editions, or locales. Default: the project's. */
  editions?: readonly string[]
  /** Conversion, before what project, article and edition say. */
  conversion?: Partial<ConversionSettings>
  /** Glosses, before what project, article and edition say. */
  gloss?: Partial<GlossSettings>
}

/** Project that texts are localized with. */
export interface TextProject {
  /** Settings. */
  config: Config
  /** Localizer with its glossary. */
  localizer: Localizer
  /** Is told when a step is done. */
  onStep?: (step: LocalizeStep) => void
}

/** Files that a project's settings and glossary stand in. */
export interface TextProjectFiles {
  /** Configuration, where there is one. */
  path?: string
  /** Glossary files: paths and glob patterns from the folder. */
  patterns: readonly string[]
}

/** One edition of a text. */
export interface TextEdition {
  /** Id of the edition. */
  id: string
  /** Its locale. */
  locale: ChineseLocale
  /** Text of the edition; where it failed, that of the source. */
  text: string
  /** Something is wrong that keeps it from being published. */
  failed: boolean
  /** Findings: of settings, the source, and the edition. */
  messages: readonly VFileMessage[]
  /** Edits and what else is known; missing where nothing could be read. */
  data?: EditionData
}

/** Text that was localized. */
export interface LocalizedText {
  /** Locale it is taken to be in. */
  source: ChineseLocale
  /** Editions, in the order asked for. */
  editions: readonly TextEdition[]
}

/**
 * Read the settings and the glossary of a project.
 *
 * @param cwd - Folder of the project.
 * @param named - Configuration to read instead of looking for one.
 * @returns Settings, concepts, and the files that say them.
 * @throws UserError when settings are wrong, or the glossary has an error: with
 *   half a glossary, editions would be worse than those that are there.
 */
export async function readTextProject(
  cwd: string,
  named?: string,
): Promise<{
  config: Config
  concepts: readonly Concept[]
  files: TextProjectFiles
}> {
  const { config, path } = await loadConfig({
    cwd,
    ...(named === undefined ? {} : { path: named }),
  })
  const { concepts, messages } = await readGlossaries(cwd, config.glossary)
  const broken = messages.find(({ fatal }) => fatal === true)
  if (broken) {
    const place = `${broken.file}:${broken.line ?? 1}`
    throw new UserError(`The glossary has an error at ${place}.`, {
      hint: '`yiwen glossary lint` lists what is wrong.',
      wording: { key: 'api-glossary', values: { place } },
    })
  }
  const files = {
    patterns: config.glossary,
    ...(path === undefined ? {} : { path }),
  }
  return { config, concepts, files }
}

/**
 * Make editions of a text.
 *
 * @param text - Text.
 * @param options - What it is and what is wanted.
 * @param project - Settings and glossary.
 * @returns Editions; those without the project's provenance in their front matter.
 * @throws UserError when there is no such edition.
 */
export function localizeText(
  text: string,
  options: TextOptions,
  { config, localizer, onStep }: TextProject,
): LocalizedText {
  const { format = 'md', path = `text.${format}` } = options
  const file = new VFile({ path: path.replace(/\.\w+$/, ''), value: text })
  file.path += `.${format}`
  const opened = openText(text, file.path, format, config)
  const { settings } = opened
  const source = options.from ?? localeOf(settings)
  const wanted = options.editions?.map((id) => editionOf(id, config))
  const editions = (wanted ?? settings.editions).flatMap((edition) => {
    const { locale } = edition
    return isChinese(locale) ? [{ edition, locale }] : []
  })
  const made = editions.map(({ edition, locale }): TextEdition => {
    const { provenance: _, ...usual } = optionsFor(
      edition,
      source,
      { shown: '', sourceHash: '' },
      settings,
      config,
    )
    const { words, ...conversion } = options.conversion ?? {}
    const result = opened.unreadable
      ? undefined
      : localizer.localize(file, {
          ...usual,
          ...conversion,
          ...(words ? { words: { ...usual.words, ...words } } : {}),
          gloss: { ...usual.gloss, ...options.gloss },
          ...(onStep ? { onStep } : {}),
        })
    const messages = [...opened.messages, ...(result?.messages ?? [])]
    const data = result?.data.yiwen?.edition
    return {
      id: edition.id,
      locale,
      text: result ? String(result) : text,
      failed: messages.some(({ fatal }) => fatal === true),
      messages,
      ...(data ? { data } : {}),
    }
  })
  return { source, editions: made }
}

/** Read what a text says of itself. */
function openText(
  text: string,
  path: string,
  format: TextOptions['format'],
  config: Config,
) {
  const bare = format === 'txt' || format === 'json'
  const deep = bare ? undefined : frontMatterTooDeep(text)
  const matter = bare || deep !== undefined ? {} : readFrontMatter(text)
  const place = bare ? undefined : placeOfKey(text, 'yiwen')
  const { settings, messages } = articleSettings(config, path, matter, place)
  if (deep !== undefined) {
    messages.push(
      finding(
        'front-matter-invalid',
        'The front matter is nested too deeply to be read.',
        {
          place: { line: deep, column: 1 },
          note: 'Write it flat; a site needs a few levels at most.',
          wording: { key: 'front-matter-invalid.deep' },
        },
      ),
    )
  }
  const unreadable = deep !== undefined
  return { settings: { ...settings, matter }, messages, unreadable }
}

/** Edition of the settings with that id, or the plain one of a locale. */
function editionOf(id: string, { editions }: Config): Edition {
  const named = editions.find((one) => one.id === id)
  if (named && isChinese(named.locale)) return named
  const locale = parseLocale(id)
  if (!named && locale && isChinese(locale)) {
    return editions.find((one) => one.id === locale) ?? { id: locale, locale }
  }
  const chinese = editions.filter((one) => isChinese(one.locale))
  const known = [
    ...new Set([...chinese.map((one) => one.id), ...chineseLocales]),
  ].join(', ')
  throw new UserError(`There is no edition "${id}".`, {
    hint: `Use one of ${known}, or add it to \`editions\` in the configuration.`,
    wording: { key: 'edition-unknown', values: { id, known } },
  })
}
