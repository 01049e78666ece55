/**
 * An edition that was edited, and what a build made there.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import type { VFile } from 'vfile'
import type { LocalizeOptions } from '../localize.ts'
import {
  type ChineseLocale,
  type Edition,
  type Locale,
  pointAt,
  type Translation,
  UserError,
} from '../model/index.ts'
import { foldersOf, hashBytes, readSnapshot } from '../publish/index.ts'
import type { PlacedUnit } from '../segment/index.ts'
import { syncTranslation, type TranslationOf } from '../translations/index.ts'
import { unitsOf } from './adopt-compare.ts'
import { type OpenedArticle, openArticle } from './article-source.ts'
import { translationsOf } from './edition-translations.ts'
import { shownFrom } from './shown.ts'
import type { openTranslations } from './translations.ts'

/** A translation that an edition is printed with. */
export interface PrintedTranslation {
  /** What it is a translation of. */
  of: TranslationOf
  /** Unit by unit as the article. */
  translation: Translation
}

/** An edition as it was built, and as it is. */
export interface BuiltEdition {
  edition: Edition
  options: LocalizeOptions
  /** From the project's folder. */
  shown: string
  /** What was built. */
  text: string
  /** The same, with its edits. */
  file: VFile
  /** What is there. */
  edited: string
  unedited: boolean
  /** Locale of the article. */
  source: ChineseLocale
  /** Its text. */
  article: string
  /** Names the place of an offset of it. */
  articlePlace: (offset: number) => string
  /** Its sentences. */
  units: readonly PlacedUnit[]
  /** What sentences of the edition are kept in, unless they are the article's. */
  own: PrintedTranslation | undefined
  /** What stands beside its blocks. */
  beside: PrintedTranslation | undefined
  /** Make the edition again with other translations. */
  localize: (
    own: Translation | undefined,
    beside: Translation | undefined,
  ) => VFile
}

/**
 * Make an edition once more as it was built, and read what became of it.
 *
 * @param file - Markdown of the edition, from the project's folder.
 * @param scope - Project.
 * @returns Both.
 * @throws UserError when no build wrote the file, it was built from something else
 *   than what is there now, or it is an article's own text.
 */
export async function openEdition(
  file: string,
  scope: Awaited<ReturnType<typeof openTranslations>>,
): Promise<BuiltEdition> {
  const { cwd, config, root, localizer } = scope
  const folder = resolve(cwd, config.output)
  const absolute = resolve(cwd, file)
  const shown = shownFrom(cwd, absolute)
  const path = relative(folder, absolute).split(sep).join('/')
  const name = shownFrom(cwd, folder)
  const output = { path: folder, name, protect: config.layout ? [] : [root] }
  const { manifest } = await readSnapshot(output)
  const known = manifest.files[path]
  const article = known?.source && shownFrom(root, resolve(cwd, known.source))
  const folders = foldersOf(config)
  if (
    !known?.source ||
    !known.edition ||
    !article ||
    folders.outputOf(known.edition, article) !== path
  ) {
    throw foreignError(shown, name)
  }
  const opened = await openArticle(article, known.source, { cwd, config })
  const wanted = opened?.editions.find(
    ({ edition }) => edition.id === known.edition,
  )
  if (!opened || !wanted) throw changedError(shown)
  const { edition, options } = wanted
  if (edition.locale === opened.source && !edition.beside) {
    throw new UserError(`${shown} is in the language of its article.`, {
      hint: `Move the change into ${known.source}.`,
      wording: {
        key: 'adopt-source',
        values: { path: shown, source: known.source },
      },
    })
  }
  const { input, source } = opened
  const units = unitsOf(input, { ...options, target: source }, localizer)
  const { translations } = await translationsOf(input, article, [wanted], scope)
  const printed = (target: Locale | undefined) => {
    if (target === undefined || target === source) return undefined
    const of = { article, source, target }
    const { translation } = syncTranslation(translations.get(target), units, of)
    return { of, translation }
  }
  const own = printed(edition.locale)
  const beside = printed(edition.beside)
  const localize: BuiltEdition['localize'] = (translation, beside) =>
    localizer.localize(input, {
      ...options,
      ...(translation ? { translation } : {}),
      ...(beside ? { beside } : {}),
    })
  const made = localize(own?.translation, beside?.translation)
  const text = String(made)
  const bytes = await readFile(absolute)
  const { tree, sourceTree } = made.data.yiwen?.edition ?? {}
  // A layout changes addresses and headings of what was made.
  const placed =
    tree && sourceTree
      ? {
          ...{ edition, path: article, text, tree, sourceTree },
          has: (other: string) => existsSync(resolve(root, other)),
          isPublished: (other: string) =>
            manifest.articles[shownFrom(cwd, resolve(root, other))]?.listings[
              edition.id
            ] !== undefined,
        }
      : undefined
  const built = placed ? folders.adapt(placed) : text
  const now = decoded(bytes, shown)
  const edited = placed ? folders.restore(placed, now) : now
  const isBuilt = [built, `\uFEFF${built}`].some(
    (one) => hashBytes(one) === known.sha256,
  )
  if (!isBuilt) throw changedError(shown)
  return {
    ...{ edition, options, shown, text, file: made, edited, source, units },
    ...{ own, beside, localize },
    ...placesOf(opened),
    unedited: hashBytes(bytes) === known.sha256,
  }
}

/** Text of an article, and the names of places in it. */
function placesOf({
  input,
  shown,
}: OpenedArticle): Pick<BuiltEdition, 'article' | 'articlePlace'> {
  const article = String(input).replace(/^\uFEFF/, '')
  // Places in the Markdown made of a plain text are no places in the text.
  const isPlain = /\.txt$/i.test(shown)
  return {
    article,
    articlePlace(offset) {
      const { line, column } = pointAt(article, offset)
      return isPlain ? shown : `${shown}:${line}:${column}`
    },
  }
}

function foreignError(path: string, folder: string): UserError {
  return new UserError(`${path} is no Markdown edition that a build wrote.`, {
    hint: `Name a file below ${folder}/ that \`yiwen build\` wrote and somebody edited.`,
    wording: { key: 'adopt-foreign', values: { path, folder } },
  })
}

function changedError(path: string): UserError {
  return new UserError(
    `${path} was built from something else than what is there now: the article, the glossary or its translation has changed since.`,
    {
      hint: 'Put that back as it was (`git stash`), adopt the edition, and go on.',
      wording: { key: 'adopt-changed', values: { path } },
    },
  )
}

function decoded(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UserError(`${path} is not in UTF-8.`, {
      hint: 'Save it as UTF-8; only such files are edited.',
      cause,
      wording: { key: 'glossary-encoding', values: { path } },
    })
  }
}
