/**
 * An article as it is read, before any edition of it is made.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { VFile } from 'vfile'
import type { LocalizeOptions } from '../localize.ts'
import {
  type ChineseLocale,
  type Edition,
  finding,
  Phrase,
  UserError,
} from '../model/index.ts'
import {
  frontMatterTooDeep,
  hashBytes,
  placeOfKey,
  readFrontMatter,
} from '../publish/index.ts'
import { articleSettings, readArticle, readData } from '../read/index.ts'
import type { ArticleContext } from './article-context.ts'
import { inputOf, localeOf, optionsFor } from './article-options.ts'

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
export async function readSource(
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
