/**
 * What a project's earlier builds made, and whether it still holds.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, stat, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type ArticleRecords,
  createWordFilter,
  FileHashes,
  Journal,
  type LinePlaces,
  openRecords,
  type PlacedLines,
  type Stamp,
  sealOf,
  stampOf,
} from '../cache/index.ts'
import {
  type Concept,
  type Config,
  type Locale,
  locales,
} from '../model/index.ts'
import { hashBytes, hashFile, type Templates } from '../publish/index.ts'
import { articleSettings, overridesFor } from '../read/index.ts'
import { foldText } from '../terms/index.ts'
import type { LocalizedArticle } from './article-context.ts'
import { type ArticlePlaces, asIfApproved, matchOf } from './article-impact.ts'
import type { ArticleWork } from './article-work.ts'
import { bareConcepts, claimsOf } from './claims.ts'
import { codeVersion } from './code-version.ts'
import {
  type KeptFile,
  type KeptReport,
  type KeptSummary,
  restoreWork,
  summaryOf,
} from './kept-article.ts'
import type { MadeArticle } from './make-article.ts'
import { readTemplates } from './templates.ts'
import { translationFile } from './translation-store.ts'

/** Why an article was made, though an earlier build may have made it. */
export type RebuildReason =
  /** Nothing is kept of it. */
  | { kind: 'new' }
  /** What was kept was damaged. */
  | { kind: 'damage' }
  /** Another version of Yiwen, of what it is built on, or of Node made it. */
  | { kind: 'code' }
  /** Its bytes, or the settings in force for it, are others. */
  | { kind: (typeof inputNames)[number] }
  /** Concepts changed that have these words, which may stand in it. */
  | { kind: 'terms'; words: readonly string[] }
  /** Files it links to came or went. */
  | { kind: 'links'; paths: readonly string[] }
  /** Files it was published in are not there, or not what was written. */
  | { kind: 'outputs'; paths: readonly string[] }
  /** What earlier builds made is not to be used. */
  | { kind: 'off' }

/** Folder of what is kept, from the project's. */
export const cacheFolder = '.yiwen/cache'

/**
 * What the editions of an article are made of, besides the glossary and the files
 * that it links to. What else they come to be made of is named here, digested in
 * `inputsOf`, and, where it is a file, listed in `unchanged.ts`.
 */
const inputNames = ['source', 'settings', 'translations'] as const

/** Digests of what the editions of an article are made of. */
type Inputs = Readonly<Record<(typeof inputNames)[number], string>>

/** Part `report` of a record. */
interface ReportPart extends KeptReport {
  /** Paths that were asked for, and whether they were there. */
  asked: readonly (readonly [path: string, there: boolean])[]
}

/** Who claims each word of a glossary. */
type Claims = ReadonlyMap<string, string>

/** Record of an article, as the journal has it. */
interface JournalLine {
  path: string
  inputs: Inputs
  /** Filter of its words, in base64. */
  words: string
  parts: Parameters<ArticleRecords['put']>[3]
}

/** What is known of a project's articles from earlier builds. */
export class BuildCache {
  /** Hashes of files. */
  readonly hashes: FileHashes
  private readonly cwd: string
  private readonly config: Config
  private readonly records: ArticleRecords
  private readonly reads: boolean
  private readonly common: string
  /**
   * Locales that had a folder of translations when this was opened. One that comes later
   * is as if it came after the build: the next one finds what it changes.
   */
  private readonly translated: ReadonlySet<Locale>
  private readonly settings = new Map<string, string>()
  private journal: Journal | undefined

  private constructor(
    cwd: string,
    config: Config,
    records: ArticleRecords,
    hashes: FileHashes,
    reads: boolean,
    templates: Templates | undefined,
  ) {
    this.cwd = cwd
    this.config = config
    this.records = records
    this.hashes = hashes
    this.reads = reads
    this.translated = new Set(
      locales.filter((one) =>
        existsSync(resolve(cwd, config.translations, one)),
      ),
    )
    this.common = digestOf([projectSettings(config), templates ?? false])
  }

  /**
   * Open what is kept of a project.
   *
   * @param cwd - Folder of the project, absolute.
   * @param config - Settings.
   * @param reads - Whether what earlier builds made is used. Default: `true`.
   * @param known - What of it was found out already: hashes of files, and where the
   *   records of all articles are. Default: nothing.
   * @throws UserError when a template is wrong.
   * @returns Cache; what it is told stays in memory where it can not be told what
   *   makes editions.
   */
  static async open(
    cwd: string,
    config: Config,
    reads = true,
    known: { hashes?: FileHashes; placed?: PlacedLines } = {},
  ): Promise<BuildCache> {
    const code = await codeVersion()
    const isRead = reads && code !== undefined
    const folder = resolve(cwd, cacheFolder)
    const hashes =
      known.hashes ??
      (await FileHashes.open(cwd, isRead ? filesPath(cwd) : undefined))
    const { placed } = known
    const records = await openRecords(folder, code ?? '', isRead, placed)
    const templates = await readTemplates(cwd, config)
    return new BuildCache(cwd, config, records, hashes, isRead, templates)
  }

  /**
   * Drop what another glossary would have made otherwise.
   *
   * @param concepts - Concepts of the glossary.
   */
  async useConcepts(concepts: readonly Concept[]): Promise<void> {
    const claims = claimsOf(bareConcepts(concepts))
    const places = claimsOf(asIfApproved(concepts), matchOf)
    await this.records.useClaims({ editions: claims, impact: places })
    await this.openJournal([claims, places])
  }

  /** The same, for where concepts stand, as if all were approved. */
  async useConceptsForImpact(concepts: readonly Concept[]): Promise<void> {
    const claims = claimsOf(asIfApproved(concepts), matchOf)
    await this.records.useClaims({ impact: claims })
  }

  /**
   * Find an article as an earlier build made it.
   *
   * @param path - Path from the folder of sources.
   * @param at - Where it is, which editions are wanted, what is there.
   * @returns Article, with nothing in its files; or why it has to be made.
   */
  async find(
    path: string,
    at: {
      shown: string
      chosen: ReadonlySet<string>
      has: (path: string) => boolean
      pictureAt: (path: string) => string | undefined
      isPublished: (shown: string, edition: string) => boolean
    },
  ): Promise<ArticleWork | RebuildReason> {
    if (!this.reads) return { kind: 'off' }
    const reason = await this.differenceOf(path)
    if (reason) return reason
    const report = this.records.part(path, 'report') as ReportPart | undefined
    const files = this.records.part(path, 'files') as KeptFile[][] | undefined
    const isWhole = report?.made.every(({ id }) => at.chosen.has(id))
    // What failed in one edition may not have failed in another.
    if (!report || !files || (report.failed && !isWhole)) {
      const words = this.records.lossOf(path)
      return typeof words === 'object'
        ? { kind: 'terms', words }
        : { kind: 'new' }
    }
    const isThere = (asked: string): boolean => {
      const [shown, edition, picture] = asked.split(separator)
      if (picture !== undefined) {
        return (at.pictureAt(picture) ?? '') === edition
      }
      return shown !== undefined && edition !== undefined
        ? at.isPublished(shown, edition)
        : at.has(asked)
    }
    const moved = report.asked
      .filter(([asked, there]) => isThere(asked) !== there)
      .map(([asked]) => asked)
    if (moved.length > 0) return { kind: 'links', paths: moved.map(nameAsked) }
    // Its pages link to its other editions; those that are made are there.
    const gone = report.made.filter(
      ({ id, incomplete }) =>
        !incomplete && !at.chosen.has(id) && !at.isPublished(at.shown, id),
    )
    if (gone.length > 0) {
      return { kind: 'links', paths: gone.map(({ id }) => `${at.shown} ${id}`) }
    }
    return restoreWork(report, files, { path, cwd: this.cwd, ...at })
  }

  /** Why a record of an article is of no use; nothing where it is. */
  private async differenceOf(path: string): Promise<RebuildReason | undefined> {
    const { records } = this
    const inputs = records.inputsOf(path)
    if (!inputs) {
      const loss = records.lossOf(path)
      return { kind: typeof loss === 'string' ? loss : 'new' }
    }
    const now = await this.inputsOf(path)
    for (const kind of inputNames) {
      if (inputs[kind] !== now[kind] || now[kind] === '') return { kind }
    }
    return undefined
  }

  /**
   * Digest what the editions of an article are made of.
   *
   * @param path - Path from the folder of sources.
   * @param source - SHA-256 of its bytes. Default: of its file's.
   */
  private async inputsOf(path: string, source?: string): Promise<Inputs> {
    return {
      source: source ?? (await this.hashSource(path)),
      settings: this.settingsOf(path),
      translations: await this.translationsOf(path),
    }
  }

  /** Digest of the files an article's translations are in. */
  private async translationsOf(path: string): Promise<string> {
    const { config } = this
    const digests: string[] = []
    for (const locale of locales) {
      const file = resolve(this.cwd, translationFile(config, path, locale))
      digests.push(
        this.translated.has(locale) && existsSync(file)
          ? await this.hashes.hash(file, () => hashFile(file)).catch(() => none)
          : none,
      )
    }
    return digestOf(digests)
  }

  /** SHA-256 of an article's bytes; empty where they are not read. */
  private async hashSource(path: string): Promise<string> {
    const file = this.fileOf(path)
    const known = this.hashes.find(file)
    if (known !== undefined) return known
    try {
      const { size } = await stat(file)
      if (size > this.config.limits.bytes) return ''
      return await this.hashes.hash(file, () => hashFile(file))
    } catch {
      return ''
    }
  }

  private fileOf(path: string): string {
    return resolve(this.cwd, this.config.articles, path)
  }

  /** Digest of the settings in force for an article, without its front matter's. */
  private settingsOf(path: string): string {
    const { config } = this
    const key = overridesFor(config, path)
      .map((override) => config.overrides.indexOf(override))
      .join()
    let digest = this.settings.get(key)
    if (digest === undefined) {
      digest = digestOf([this.common, articleSettings(config, path).settings])
      this.settings.set(key, digest)
    }
    return digest
  }

  /**
   * Remember what an article is made of, before it is, to keep it.
   *
   * @param path - Path from the folder of sources.
   * @returns What keeps it. Where all of its files are on the disk it is kept at
   *   once, so that a build that is cut off is taken up by the next one.
   */
  async follow(
    path: string,
  ): Promise<
    (
      made: MadeArticle,
      files: readonly (readonly KeptFile[])[],
      areOnDisk: boolean,
    ) => Promise<void>
  > {
    const file = this.fileOf(path)
    // As they are before they are read: what changes meanwhile is made again.
    const translations = await this.translationsOf(path)
    const stamp = stampOf(file)
    return async (made, files, areOnDisk) => {
      const { report, isComplete, source, asked, filter, impact } = made
      // A finding with an error underneath is found again, not kept.
      if (source === undefined || !report || !isComplete) {
        return this.records.drop(path)
      }
      if (stamp) this.hashes.record(file, source, stamp)
      const inputs = { ...(await this.inputsOf(path, source)), translations }
      const { editions } = report
      const parts = {
        summary: summaryOf(report),
        report: { ...report, asked },
        files,
        ...(impact ? { impact: { ...impact, editions } } : {}),
      }
      await this.records.put(path, inputs, filter, parts)
      if (!areOnDisk || !this.journal) return
      const words = Buffer.from(filter).toString('base64')
      try {
        await this.journal.append({ path, inputs, words, parts })
      } catch (error) {
        // A disk that does not allow it is none the worse for it.
        if (typeof (error as NodeJS.ErrnoException).code !== 'string') {
          throw error
        }
        this.journal = undefined
      }
    }
  }

  /**
   * Forget an article.
   *
   * @param path - Path from the folder of sources.
   */
  async drop(path: string): Promise<void> {
    await this.records.drop(path)
  }

  /** Take up what a build that was cut off had made under the same glossary. */
  private async openJournal(claims: readonly Claims[]): Promise<void> {
    const code = await codeVersion()
    if (code === undefined) return
    const under = digestOf([code, claims.map((one) => [...one])])
    this.journal = new Journal(resolve(this.cwd, cacheFolder, 'journal'), under)
    if (!this.reads) return
    for await (const line of this.journal.read()) {
      const { path, inputs, words, parts } = line as JournalLine
      const filter = Buffer.from(words, 'base64')
      await this.records.put(path, inputs, filter, parts)
    }
  }

  /**
   * Tell whether an article was kept and no other glossary dropped it since.
   *
   * @param path - Path from the folder of sources.
   */
  isKept(path: string): boolean {
    return this.records.has(path, 'report')
  }

  /**
   * Read where concepts stand in an article.
   *
   * @param path - Path from the folder of sources.
   * @returns Places; nothing where they are not known, or no longer.
   */
  async placesIn(path: string): Promise<ArticlePlaces | undefined> {
    if (await this.differenceOf(path)) return undefined
    return this.records.part(path, 'impact') as ArticlePlaces | undefined
  }

  /**
   * Tell whether places in an article are kept, whatever became of its file.
   *
   * @param path - Path from the folder of sources.
   */
  hasPlaces(path: string): boolean {
    return this.records.has(path, 'impact')
  }

  /**
   * Keep where concepts stand in an article.
   *
   * @param path - Path from the folder of sources.
   * @param bytes - Bytes it was read from, and its file's stamp before that.
   * @param article - Article, as it was localized.
   * @param places - Places.
   */
  async keepPlaces(
    path: string,
    read: { bytes: Uint8Array; stamp: Stamp | undefined },
    article: LocalizedArticle,
    places: ArticlePlaces,
  ): Promise<void> {
    const source = hashBytes(read.bytes)
    if (read.stamp) this.hashes.record(this.fileOf(path), source, read.stamp)
    const inputs = await this.inputsOf(path, source)
    const known = this.records.inputsOf(path)
    if (known && digestOf(known) === digestOf(inputs)) {
      this.records.putPart(path, 'impact', places)
    } else {
      const filter = filterOf(article)
      await this.records.put(path, inputs, filter, { impact: places })
    }
  }

  /**
   * Write what is known. A disk that does not allow it is none the worse for it:
   * what is not kept is made again.
   *
   * @param paths - Every article there is; records of others are dropped.
   * @param prunes - Whether files that were not asked for are dropped, too.
   * @returns Whether everything is kept now.
   */
  async save(paths: readonly string[], prunes: boolean): Promise<boolean> {
    if ((await codeVersion()) === undefined) return false
    await this.records.dropOthers(paths)
    const folder = resolve(this.cwd, cacheFolder)
    try {
      await mkdir(folder, { recursive: true })
      // Nobody's repository is to have it.
      const ignored = resolve(folder, '.gitignore')
      await writeFile(ignored, '*\n', { flag: 'wx' }).catch(() => undefined)
      await this.records.save()
      const isWhole = await this.hashes.save(filesPath(this.cwd), prunes)
      // All that it says is kept by now.
      await this.journal?.clear()
      return isWhole && paths.every((path) => this.records.has(path, 'report'))
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
      return false
    }
  }

  /** Whether what is kept of articles was whole when it was opened. */
  get isWhole(): boolean {
    return this.records.areWhole()
  }

  /** Tell all that is kept on the disk from anything else that could be. */
  async seals(): Promise<string> {
    return digestOf([
      await sealOf(filesPath(this.cwd)),
      await this.records.seals(),
    ])
  }

  /**
   * Find out where the records of all articles are, once they are saved.
   *
   * @param paths - All articles.
   * @param before - Where they were, for the same articles. Default: not known.
   * @returns Places; nothing where they can not be told.
   */
  places(
    paths: readonly string[],
    before?: LinePlaces,
  ): LinePlaces | undefined {
    return this.records.places(paths, before)
  }

  /**
   * Sum up an article as it was kept, which has to be known to hold.
   *
   * @param path - Path from the folder of sources.
   * @returns Summary; nothing where it is not kept, or damaged.
   */
  summary(path: string): KeptSummary | undefined {
    return this.records.partBefore(path, 'summary') as KeptSummary | undefined
  }

  /**
   * Take an article as it was kept, which has to be known to hold.
   *
   * @param path - Path from the folder of sources.
   * @param at - Where it is, which editions are wanted, whether its files are.
   * @returns Article; nothing where it is not kept, or damaged.
   */
  restore(
    path: string,
    at: { shown: string; chosen: ReadonlySet<string>; files: boolean },
  ): ArticleWork | undefined {
    const { records } = this
    const report = records.partBefore(path, 'report') as ReportPart | undefined
    const files = at.files
      ? (records.partBefore(path, 'files') as KeptFile[][] | undefined)
      : []
    if (!report || !files) return undefined
    return restoreWork(report, files, { path, cwd: this.cwd, ...at })
  }
}

/** File that the hashes of a project's files are kept in. */
export function filesPath(cwd: string): string {
  return resolve(cwd, cacheFolder, 'files')
}

/** Digest of a translation that is not there. */
const none = 'none'

/** What of a project's settings every article depends on. */
function projectSettings(config: Config): unknown {
  const { articles, encoding, editions, html, vocabulary, limits } = config
  const { search, site = false, layout = false } = config
  const { translations, translationFormat, quality } = config
  return {
    articles,
    encoding,
    editions,
    html,
    search,
    site,
    layout,
    vocabulary,
    limits,
    translations,
    translationFormat,
    quality,
  }
}

/** No path has it: what is asked of an edition is told from what is of a path. */
const separator = '\u0000'

/**
 * Name the question whether an edition of an article is there.
 *
 * @param shown - Path of the article from the project's folder.
 * @param edition - Id of the edition.
 */
export function publishedKey(shown: string, edition: string): string {
  return `${shown}${separator}${edition}`
}

/**
 * Name the question which file pages share for a picture.
 *
 * @param path - Path of the picture, from the folder of sources.
 * @param shared - Path of that file, from the output folder; nothing where there is none.
 */
export function pictureKey(path: string, shared: string | undefined): string {
  return `${separator}${shared ?? ''}${separator}${path}`
}

/** What was asked, as people read it. */
function nameAsked(asked: string): string {
  const [shown, edition, picture] = asked.split(separator)
  return picture ?? [shown, edition].filter(Boolean).join(' ')
}

/**
 * Tell which words may stand in an article.
 *
 * @param article - Article.
 * @returns Filter of its folded text.
 */
export function filterOf({ editions }: LocalizedArticle): Uint8Array {
  const units = editions[0]?.file.data.yiwen?.edition?.units ?? []
  return createWordFilter(units.map(({ text }) => foldText(text)))
}

/**
 * Digest a value.
 *
 * @param value - Anything JSON can say.
 * @returns 132 bits, in letters and digits.
 */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value))
    .digest('base64url')
    .slice(0, 22)
}
