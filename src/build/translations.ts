/**
 * The translations of a project: brought up to its articles, handed out, taken
 * back.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import { createLocalizer, type Localizer } from '../localize.ts'
import {
  addAll,
  type ChineseLocale,
  type Concept,
  type Config,
  type Finding,
  finding,
  type Locale,
  locales,
  type SegmentOrigin,
  type SegmentState,
  type Translation,
  textOf,
} from '../model/index.ts'
import { type PlacedUnit, segmentUnits } from '../segment/index.ts'
import {
  type Concepts,
  type HandedFile,
  readHanded,
  type SegmentChange,
  syncTranslation,
  type TakeCounts,
  type TranslationOf,
  takeHanded,
} from '../translations/index.ts'
import { openArticle } from './article-source.ts'
import { readConceptFiles } from './glossary.ts'
import { selectArticles } from './project.ts'
import { dayOf } from './quality.ts'
import { shownFrom } from './shown.ts'
import { findSources } from './sources.ts'
import {
  readStored,
  type UpdateOptions,
  updateStored,
} from './translation-store.ts'

/** Project whose translations are worked on. */
export interface TranslationProject {
  /** Folder of the project. */
  cwd: string
  /** Settings. */
  config: Config
  /** Only these articles: paths, folders or globs. Default: all. */
  only?: readonly string[]
  /** Only into these locales. Default: those of the editions. */
  locales?: readonly Locale[]
}

/** Article cut into what is translated. */
export interface ArticleUnits {
  /** Path from the folder of sources. */
  path: string
  /** Path from the project's folder. */
  shown: string
  /** Locale. */
  source: ChineseLocale
  /** Locales of its editions that are not its own. */
  targets: readonly Locale[]
  /** Its units, and where their sentences stand in its text. */
  units: readonly PlacedUnit[]
  /** Its text, as Markdown where it was plain. */
  text: string
  /** Whether places in the text are places in the file. */
  placed: boolean
  /** Day it was written, as `2026-01-08`. */
  date?: string
}

/** How far a translation is. */
export interface TranslationCounts {
  /** Sentences that are to be translated. */
  segments: number
  /** Of them by state; a stale one is `initial`. */
  states: Readonly<Record<SegmentState, number>>
  /** Sentences that have changed since. */
  stale: number
  /** Chinese characters of the sentences. */
  characters: number
  /** Chinese characters of those without a translation that is used. */
  charactersLeft: number
  /** Words of the translations that are used. */
  words: number
  /** Retired translations. */
  retired: number
}

/** Translation of one article, and what was done to it. */
export interface TranslationReport {
  /** Article, from the project's folder. */
  article: string
  /** Locale of the translation. */
  locale: Locale
  /** Its file, from the project's folder. */
  path: string
  /** How far it is. */
  counts: TranslationCounts
  /** What of it changed with the article. */
  changes: readonly SegmentChange[]
  /** Whether the file was or would be written. */
  written: boolean
  /** What is wrong. */
  findings: readonly Finding[]
}

/** What the translations of a project share. */
export interface TranslationScope {
  cwd: string
  config: Config
  /** Folder of sources. */
  root: string
  /** Every article. */
  paths: readonly string[]
  /** Those that are worked on. */
  selected: readonly string[]
  /** Locales; `undefined` for those of the editions. */
  locales: readonly Locale[] | undefined
  localizer: Localizer
  concepts: readonly Concept[]
  conceptsById: Concepts
}

/**
 * Open the translations of a project.
 *
 * @param project - Project.
 * @returns What they share.
 * @throws UserError when a folder or glossary can not be read.
 */
export async function openTranslations(
  project: TranslationProject,
): Promise<TranslationScope> {
  const { config, only } = project
  const cwd = resolve(project.cwd)
  const root = resolve(cwd, config.articles)
  const paths = await findSources(root, config)
  const { concepts } = await readConceptFiles(cwd, config.glossary)
  const { vocabulary } = config
  return {
    cwd,
    config,
    root,
    paths,
    selected:
      only && only.length > 0
        ? await selectArticles(only, paths, root, cwd)
        : paths,
    locales: project.locales,
    localizer: createLocalizer({ concepts, vocabulary }),
    concepts,
    conceptsById: new Map(concepts.map((one) => [one.id, one])),
  }
}

/**
 * Cut an article into what is translated.
 *
 * @param path - Path from the folder of sources.
 * @param scope - Project.
 * @returns Units, or `undefined` where the article can not be read.
 */
export async function openUnits(
  path: string,
  { cwd, config, root, localizer, locales: named }: TranslationScope,
): Promise<ArticleUnits | undefined> {
  const shown = shownFrom(cwd, resolve(root, path))
  const opened = await openArticle(path, shown, { cwd, config })
  if (!opened) return undefined
  const { source, input, editions } = opened
  const { markdown, locate, limits } = editions[0]?.options ?? {}
  const file = localizer.localize(input, {
    source,
    // The article's own locale: nothing is converted.
    target: source,
    ...(markdown ? { markdown } : {}),
    ...(locate ? { locate } : {}),
    ...(limits ? { limits } : {}),
  })
  const data = file.data.yiwen?.edition
  if (!data || file.messages.some(({ fatal }) => fatal === true)) {
    return undefined
  }
  const { units, text, occurrences, frontMatter } = data
  const date = dayOf(frontMatter)
  const own = editions.flatMap(({ edition: { locale, beside } }) =>
    beside ? [locale, beside] : [locale],
  )
  // What is named is translated, also before there is an edition of it.
  const targets = [...new Set(named ?? own)].filter((one) => one !== source)
  return {
    path,
    shown,
    source,
    targets,
    units: segmentUnits(units, { source: text, locale: source, occurrences }),
    text,
    placed: !/\.txt$/i.test(path),
    ...(date === undefined ? {} : { date }),
  }
}

/**
 * Bring the translations of a project up to its articles.
 *
 * @param project - Project.
 * @param options - Whether to write. Default: no.
 * @returns One for each article and locale.
 * @throws UserError when a file is broken or the disk does not allow it.
 */
export async function syncTranslations(
  project: TranslationProject,
  options: { write?: boolean } = {},
): Promise<TranslationReport[]> {
  const scope = await openTranslations(project)
  const reports: TranslationReport[] = []
  for (const path of scope.selected) {
    const article = await openUnits(path, scope)
    for (const target of article?.targets ?? []) {
      if (!article) continue
      const of = { article: path, source: article.source, target }
      const stored = await readStored(scope.cwd, scope.config, of)
      const { translation, changes } = syncTranslation(
        stored.translation,
        article.units,
        of,
      )
      const written = options.write
        ? (
            await update(scope, of, (previous) => {
              return syncTranslation(previous, article.units, of).translation
            })
          ).written
        : false
      reports.push({
        article: article.shown,
        locale: target,
        path: stored.path,
        counts: countTranslation(translation),
        changes,
        written,
        findings: stored.findings,
      })
    }
  }
  return reports
}

function update(
  scope: TranslationScope,
  of: TranslationOf,
  change: (previous: Translation | undefined) => Translation | undefined,
  options: UpdateOptions = {},
): Promise<{ path: string; written: boolean }> {
  const { cwd, config, conceptsById: concepts } = scope
  return updateStored(cwd, config, of, change, { ...options, concepts })
}

/**
 * Count how far a translation is.
 *
 * Of a Chinese translation only the sentences count that somebody wrote.
 *
 * @param translation - Translation, brought up to its article.
 * @returns Counts.
 */
export function countTranslation(translation: Translation): TranslationCounts {
  const { units, retired, target } = translation
  const states = { initial: 0, translated: 0, reviewed: 0, final: 0 }
  const counts = { stale: 0, characters: 0, charactersLeft: 0, words: 0 }
  for (const { segments } of units) {
    for (const one of segments) {
      const wanted =
        target === 'en'
          ? one.target !== undefined || needsWords(textOf(one.source))
          : one.target !== undefined
      if (!wanted) continue
      states[one.state]++
      if (one.staleSource) counts.stale++
      const length = hanOf(textOf(one.source))
      counts.characters += length
      if (one.state === 'initial') counts.charactersLeft += length
      else counts.words += wordsOf(textOf(one.target ?? []))
    }
  }
  return {
    segments: Object.values(states).reduce((sum, count) => sum + count, 0),
    states,
    ...counts,
    retired: retired.reduce((sum, { segments }) => sum + segments.length, 0),
  }
}

function needsWords(text: string): boolean {
  return hanOf(text) > 0
}

function hanOf(text: string): number {
  return text.match(/\p{Script=Han}/gu)?.length ?? 0
}

function wordsOf(text: string): number {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’.,-]*/gu)?.length ?? 0
}

/**
 * Give the translations of a project as they are handed out.
 *
 * @param project - Project.
 * @returns Articles with their translations, brought up to them; concepts.
 * @throws UserError when a file can not be read.
 */
export async function translationsFor(project: TranslationProject): Promise<{
  translations: readonly Translation[]
  concepts: readonly Concept[]
  findings: readonly Finding[]
}> {
  const scope = await openTranslations(project)
  const translations: Translation[] = []
  const findings: Finding[] = []
  for (const path of scope.selected) {
    const article = await openUnits(path, scope)
    for (const target of article?.targets ?? []) {
      if (!article) continue
      const of = { article: path, source: article.source, target }
      const stored = await readStored(scope.cwd, scope.config, of)
      addAll(findings, stored.findings)
      if (stored.broken) continue
      translations.push(
        syncTranslation(stored.translation, article.units, of).translation,
      )
    }
  }
  return { translations, concepts: scope.concepts, findings }
}

/** File that came back. */
export interface IncomingFile {
  /** Name, as the person wrote it. */
  name: string
  /** Its bytes. */
  bytes: Uint8Array
}

/** How files that came back are taken. */
export interface ImportOptions {
  /** Who takes them, and when; the file's name is added. */
  at: string
  /** Article the files are of, where they do not say. */
  article?: string
  /** Take `final` as it is, and write over what was reviewed. Default: no. */
  trust?: boolean
  /** Do everything but write. Default: no. */
  dryRun?: boolean
}

/** What became of what came back for one article and locale. */
export interface ImportReport {
  /** File that came back. */
  name: string
  /** Article, from the folder of sources. */
  article: string
  /** Locale. */
  locale: Locale
  /** File of the translation, from the project's folder. */
  path: string
  /** What became of its sentences. */
  counts: TakeCounts
}

/**
 * Take back what was handed out.
 *
 * All of it is read and tried before the first file is written; nothing is written
 * where there is an error.
 *
 * @param project - Project.
 * @param files - Files that came back.
 * @param options - How.
 * @returns What became of it, and findings; those with an error mean that nothing
 *   was written.
 * @throws UserError when the disk does not allow it.
 */
export async function importTranslations(
  project: TranslationProject,
  files: readonly IncomingFile[],
  options: ImportOptions,
): Promise<{
  reports: ImportReport[]
  findings: Finding[]
  written: string[]
}> {
  const scope = await openTranslations(project)
  const findings: Finding[] = []
  const parcels: Parcel[] = []
  for (const { name, bytes } of files) {
    const read = readHanded(bytes, name)
    addAll(findings, onFile(name, read.findings))
    for (const handed of read.files) {
      const parcel = await parcelOf(name, handed, scope, options)
      if ('article' in parcel) parcels.push(parcel)
      else addAll(findings, onFile(name, [parcel]))
    }
  }
  const reports: ImportReport[] = []
  const groups = new Map<string, Parcel[]>()
  for (const parcel of parcels) {
    const key = JSON.stringify(parcel.of)
    groups.set(key, [...(groups.get(key) ?? []), parcel])
  }
  const apply =
    (group: readonly Parcel[], report: boolean) =>
    (previous: Translation | undefined): Translation | undefined => {
      let translation = previous
      for (const { article, of, handed, name } of group) {
        const { units } = article
        const synced = syncTranslation(translation, units, of).translation
        const { at, trust = false } = options
        const origin: SegmentOrigin = { by: 'import', name, at }
        const taken = takeHanded(synced, handed, { origin, trust })
        translation = taken.translation
        if (!report) continue
        addAll(findings, onFile(name, taken.findings))
        reports.push({
          name,
          article: of.article,
          locale: of.target,
          path: '',
          counts: taken.counts,
        })
      }
      return translation
    }
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const from = reports.length
    const { path } = await update(scope, first.of, apply(group, true), {
      dryRun: true,
    })
    for (const one of reports.slice(from)) one.path = path
  }
  const written: string[] = []
  if (options.dryRun || findings.some(({ fatal }) => fatal === true)) {
    return { reports, findings, written }
  }
  for (const group of groups.values()) {
    const [first] = group
    if (!first) continue
    const done = await update(scope, first.of, apply(group, false), {
      sweeps: true,
    })
    if (done.written) written.push(done.path)
  }
  return { reports, findings, written }
}

/** What came back for one article and locale. */
interface Parcel {
  name: string
  article: ArticleUnits
  of: TranslationOf
  handed: HandedFile
}

async function parcelOf(
  name: string,
  handed: HandedFile,
  scope: TranslationScope,
  options: ImportOptions,
): Promise<Parcel | Finding> {
  const path = options.article ?? handed.article
  const [only] = scope.locales ?? []
  const target = handed.target ?? only
  if (path === undefined) return invalid('no-article')
  const known = scope.paths.find(
    (one) =>
      one === path || shownFrom(scope.cwd, resolve(scope.root, one)) === path,
  )
  const article =
    known === undefined ? undefined : await openUnits(known, scope)
  if (!article) return invalid('article-unknown', path)
  if (target === undefined) return invalid('no-language', 'target language')
  const wanted = scope.locales ?? locales
  if (target === article.source || !wanted.includes(target)) {
    const others = wanted.filter((one) => one !== article.source)
    return invalid('language', target, others.join(', '))
  }
  const of = { article: article.path, source: article.source, target }
  // The article was named: what the file calls it does not matter.
  const renamed =
    options.article === undefined
      ? handed
      : { ...handed, article: article.path }
  return { name, article, of, handed: renamed }
}

function invalid(key: string, actual = '', expected = ''): Finding {
  const reasons: Record<string, string> = {
    'no-article': 'The file does not say which article it is of.',
    'article-unknown': `There is no article ${actual} in the project.`,
    'no-language': `The file has no ${actual}.`,
    language: `The language is ${actual}, not ${expected}.`,
  }
  const notes: Record<string, string> = {
    'no-article':
      'The path of the article stands in `original`; name the file that was exported.',
    'article-unknown': 'Name the article with `--article`, if it was renamed.',
    'no-language': 'Write the language there.',
    language: 'Take the file of that language.',
  }
  return finding('translations-invalid', reasons[key] ?? key, {
    place: { line: 1, column: 1 },
    note: notes[key] ?? '',
    wording: {
      key: `translations-invalid.${key}`,
      values: { actual, expected },
    },
  })
}

function onFile<T extends Finding>(name: string, findings: readonly T[]): T[] {
  return findings.map((one) => {
    one.file ||= name
    return one
  })
}
