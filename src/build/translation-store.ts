/**
 * Translations of a project, in their files.
 *
 * A part of the room `build`, which may join others. Beside `glossary`
 * and `publish` all that writes.
 *
 * @module
 */

import { mkdir, readFile, realpath } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { escapePath, glob } from 'tinyglobby'
import { hashFileBytes, replaceFile, sweepDrafts } from '../glossary/index.ts'
import {
  type Config,
  type Finding,
  finding,
  type Locale,
  locales,
  Phrase,
  type Translation,
  UserError,
} from '../model/index.ts'
import {
  type Concepts,
  printPoStore,
  printTranslation,
  readPoStore,
  readTranslation,
  type TranslationOf,
} from '../translations/index.ts'
import { sweepFileLock, withFileLock } from './file-lock.ts'

/** Translation as it is kept. */
export interface StoredTranslation {
  /** File, from the project's folder. */
  path: string
  /** What it says; `undefined` where there is no file, or a broken one. */
  translation: Translation | undefined
  /** What is wrong with it, or not kept. */
  findings: readonly Finding[]
  /** Whether it is there and can not be read. */
  broken: boolean
}

/** Where translations are, and what they are kept as. */
type StorePlace = Pick<Config, 'translations' | 'translationFormat'>

const extensions = { xliff: '.xlf', po: '.po' } as const

const formats = {
  xliff: { print: printTranslation, read: readTranslation },
  po: { print: printPoStore, read: readPoStore },
} as const

/**
 * Name the file of an article's translation.
 *
 * The article's extension stays in it, for `a.md` and `a.mdx` are two articles.
 *
 * @param config - Settings.
 * @param article - Path of the article from the folder of sources.
 * @param locale - Locale of the translation.
 * @returns Path from the project's folder.
 */
export function translationFile(
  { translations, translationFormat }: StorePlace,
  article: string,
  locale: Locale,
): string {
  return `${translations}/${locale}/${article}${extensions[translationFormat]}`
}

/**
 * Find the files that articles' translations are in.
 *
 * @param cwd - Folder of the project.
 * @param config - Settings.
 * @param articles - Paths from the folder of sources.
 * @returns Paths from the project's folder, of those that are there, in order.
 */
export async function findTranslationFiles(
  cwd: string,
  config: StorePlace,
  articles: readonly string[],
): Promise<string[]> {
  const { translations, translationFormat } = config
  const folders = `${escapePath(translations)}/{${locales.join(',')}}`
  const there = new Set(
    await glob([`${folders}/**/*${extensions[translationFormat]}`], {
      cwd,
      dot: true,
    }),
  )
  if (there.size === 0) return []
  return articles.flatMap((article) =>
    locales
      .map((locale) => translationFile(config, article, locale))
      .filter((path) => there.has(path)),
  )
}

/**
 * Read a translation.
 *
 * @param cwd - Folder of the project.
 * @param config - Settings.
 * @param of - What it is a translation of.
 * @returns Translation and findings.
 * @throws UserError when the disk does not allow it.
 */
export async function readStored(
  cwd: string,
  config: Config,
  of: TranslationOf,
): Promise<StoredTranslation> {
  const path = translationFile(config, of.article, of.target)
  const { text, problem } = await readText(resolve(cwd, path), path)
  if (problem) {
    return { path, translation: undefined, findings: [problem], broken: true }
  }
  if (text === undefined) {
    return { path, translation: undefined, findings: [], broken: false }
  }
  const { read } = formats[config.translationFormat]
  const { translation, findings } = read(text, of)
  for (const message of findings) message.file = path
  return { path, translation, findings, broken: translation === undefined }
}

async function readText(
  target: string,
  path: string,
): Promise<{ text?: string; revision?: string; problem?: Finding }> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(target)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return {}
    throw explain(error, path)
  }
  const revision = hashFileBytes(bytes)
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return { text, revision }
  } catch (cause) {
    const problem = finding(
      'translations-invalid',
      'The file is not in UTF-8.',
      {
        place: { line: 1, column: 1 },
        note: 'Save it as UTF-8.',
        cause,
        wording: { key: 'translations-invalid.encoding' },
      },
    )
    problem.file = path
    return { revision, problem }
  }
}

/** How a translation is written. */
export interface UpdateOptions {
  /** Concepts whose words are shown to translators. Default: none. */
  concepts?: Concepts
  /** Milliseconds to wait for another process. Default: 30 s. */
  patience?: number
  /** Do everything but write. Default: no. */
  dryRun?: boolean
  /** Also look for locks of killed processes where nothing changes. Default: no. */
  sweeps?: boolean
}

/**
 * Change a translation on the disk.
 *
 * Under a lock the file is read, changed, written beside its place, flushed to the
 * disk and renamed. Where it was changed meanwhile by what knows of no lock, the
 * change is done to what is there now.
 *
 * @param cwd - Folder of the project.
 * @param config - Settings.
 * @param of - What it is a translation of.
 * @param change - Makes the new translation of what is there; it may be called
 *   more than once. `undefined` leaves the file.
 * @param options - Concepts, patience, dry run.
 * @returns File, and whether it was or would be written.
 * @throws UserError when the file is broken, another process keeps the lock, or the
 *   disk does not allow it. The file is as it was then.
 */
export async function updateStored(
  cwd: string,
  config: Config,
  of: TranslationOf,
  change: (previous: Translation | undefined) => Translation | undefined,
  options: UpdateOptions = {},
): Promise<{ path: string; written: boolean }> {
  const path = translationFile(config, of.article, of.target)
  const named = resolve(cwd, path)
  const { dryRun = false } = options
  const format = formats[config.translationFormat]
  const target = await realpath(named).catch(() => named)
  const update = async (
    writes: boolean,
  ): Promise<{ path: string; written: boolean }> => {
    if (writes) await sweepDrafts(target)
    for (;;) {
      const { text, revision, problem } = await readText(target, path)
      const before = text === undefined ? undefined : format.read(text, of)
      const wrong =
        problem ?? before?.findings.find(({ fatal }) => fatal === true)
      if (wrong) throw brokenError(path, wrong)
      const made = change(before?.translation)
      if (!made) return { path, written: false }
      const printed = format.print(forDisk(made), options.concepts)
      if (printed === text || isEmptyAndNew(made, text)) {
        return { path, written: false }
      }
      if (!writes) return { path, written: true }
      const bytes = new TextEncoder().encode(printed)
      if (await replaceFile(target, bytes, revision)) {
        return { path, written: true }
      }
    }
  }
  try {
    // What changes nothing needs no lock, and no folder to put it in.
    const planned = await update(false)
    if (dryRun || !planned.written) {
      if (options.sweeps && !dryRun) await sweepFileLock(target)
      return planned
    }
    await mkdir(dirname(target), { recursive: true })
    const write = () => update(true)
    return await withFileLock(target, path, write, options.patience)
  } catch (error) {
    throw explain(error, path)
  }
}

/** Of a Chinese edition only what somebody wrote is kept: the rest is converted. */
function forDisk(translation: Translation): Translation {
  if (translation.target === 'en') return translation
  const units = translation.units.filter(({ segments }) =>
    segments.some(
      ({ target, notes }) => target !== undefined || notes.length > 0,
    ),
  )
  return { ...translation, units }
}

function isEmptyAndNew(made: Translation, text: string | undefined): boolean {
  const { units, retired } = forDisk(made)
  return text === undefined && units.length + retired.length === 0
}

function brokenError(path: string, wrong: Finding): UserError {
  const { line = 1, reason, wording } = wrong
  const said = wording
    ? new Phrase(reason, `findings:${wording.key}.reason`, wording.values)
    : reason
  return new UserError(`${path}:${line} can not be read: ${reason}`, {
    hint: 'Correct it, or take it from Git; nothing was written.',
    cause: wrong,
    wording: {
      key: 'translation-broken',
      values: { path, line, reason: said },
    },
  })
}

function explain(error: unknown, path: string): unknown {
  const code = (error as NodeJS.ErrnoException | undefined)?.code
  if (error instanceof UserError || typeof code !== 'string') return error
  return new UserError(`${path} can not be read or written: ${code}.`, {
    hint: 'Check who may write there, and the room on the disk; the file is as it was.',
    cause: error,
    wording: { key: 'glossary-system', values: { path, reason: code } },
  })
}
