/**
 * The books of a site: an edition with all of its articles in one file.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import type { Book } from '../book/index.ts'
import type { FileHashes } from '../cache/index.ts'
import { LeftOut } from '../exchange/index.ts'
import {
  type BookFormat,
  type Concept,
  type Config,
  finding,
  type GlossStyle,
  Phrase,
  UserError,
} from '../model/index.ts'
import {
  bookOutput,
  type ManifestArticle,
  type ManifestFile,
  type Outputs,
  shownPath,
} from '../publish/index.ts'
import type { ArticleWork } from './article-work.ts'
import { makeBooks } from './book.ts'
import { type BookPrinter, bookGloss, bookPrinter } from './book-printer.ts'
import { digestOf } from './cache.ts'
import { bareConcepts } from './claims.ts'
import { ownVersion } from './code-version.ts'
import { hashSource } from './pictures.ts'
import type { ProjectOptions } from './report.ts'
import type { Scope } from './scope.ts'
import { shownFrom } from './shown.ts'
import { listingsOf } from './site.ts'

/** What the books of a site are made of. */
export interface BookMaking {
  scope: Scope
  /** Articles as they were made. */
  works: readonly ArticleWork[]
  /** Articles that are published, by path from the project's folder. */
  articles: Readonly<Record<string, ManifestArticle>>
  concepts: readonly Concept[]
  /** Files that are no articles, from the folder of sources. */
  assets: readonly string[]
  hashes: FileHashes
  /** Has the files of the articles, and takes the books. */
  outputs: Outputs
  /** Whether the files are to be written, not only compared. */
  writes: boolean
  options: Pick<ProjectOptions, 'cache' | 'books' | 'env' | 'onProgress'>
}

/** Books that are there once the plan is carried out. */
export interface SiteBooks {
  /** Their paths from the output folder. */
  paths: ReadonlySet<string>
  /** Why some were not made. */
  findings: VFileMessage[]
  /** Whether all are what their articles are by now. */
  areCurrent: boolean
}

/** Book that has to be made. */
interface Job {
  id: string
  format: BookFormat
  path: string
  /** Digest of what it is made of; nothing where that is not all known. */
  made: string | undefined
  /** Whether an article of it was published before and can not be made now. */
  waits: boolean
}

/**
 * Add the books that the settings ask for.
 *
 * A book is made again when something changed that it is made of: the manifest has the
 * digest of that. So it is known of a PDF, too, which another Chromium would print
 * in other bytes.
 *
 * @param making - What of, and where to.
 * @returns Books.
 * @throws UserError when a file can not be read.
 */
export async function addBooks(making: BookMaking): Promise<SiteBooks> {
  const { scope, outputs, options } = making
  const books = new Books(outputs)
  const jobs: Job[] = []
  addOthers(making, books)
  for (const job of await jobsOf(making)) {
    const there = outputs.manifest.files[job.path]
    // Articles that can not be made stay as they were, and so does their book.
    if (job.waits && there) {
      await books.leave(job)
      continue
    }
    const isKnown = options.cache !== false && there?.made === job.made
    if (isKnown && job.made !== undefined && (await books.keep(job, there))) {
      continue
    }
    jobs.push(job)
  }
  // What is watched, or built in part, has its books from the next whole build.
  if (options.books === false || scope.partial) {
    for (const job of jobs) await books.leave(job)
    return books
  }
  const printers = await printersOf(jobs, making, books)
  for (const gloss of new Set(jobs.map(({ format }) => bookGloss(format)))) {
    const these = jobs.filter(({ format }) => bookGloss(format) === gloss)
    await makeThese(these, gloss, printers, making, books)
  }
  return books
}

/** Name the books of editions that are not built now; they stay. */
function addOthers({ scope, outputs }: BookMaking, books: Books): void {
  const { config, chosen } = scope
  for (const { id } of config.editions) {
    for (const format of chosen.has(id) ? [] : config.books) {
      const path = bookOutput(id, format)
      if (outputs.manifest.files[path]) books.paths.add(path)
    }
  }
}

/** Printers by the formats that are wanted; none of what can not be printed here. */
type Printers = Map<BookFormat, BookPrinter>

async function printersOf(
  jobs: readonly Job[],
  { options: { env = process.env } }: BookMaking,
  books: Books,
): Promise<Printers> {
  const printers: Printers = new Map()
  for (const format of new Set(jobs.map((job) => job.format))) {
    try {
      printers.set(format, await bookPrinter(format, env))
    } catch (error) {
      books.findings.push(notPrinted(error))
    }
  }
  return printers
}

/** Books as they are added. */
class Books implements SiteBooks {
  readonly paths = new Set<string>()
  readonly findings: VFileMessage[] = []
  areCurrent = true
  private readonly outputs: Outputs

  constructor(outputs: Outputs) {
    this.outputs = outputs
  }

  async add({ path, id, made }: Job, content: Uint8Array | string) {
    const digest = made === undefined ? {} : { made }
    await this.outputs.add({ path, content, edition: id, ...digest })
    this.paths.add(path)
  }

  /** Take a book that is there as it was written. */
  async keep(
    { path, id }: Job,
    there: ManifestFile | undefined,
  ): Promise<boolean> {
    if (!there || !(await this.outputs.holds(path, there.sha256))) return false
    const { sha256, made } = there
    const digest = made === undefined ? {} : { made }
    await this.outputs.add({
      path,
      content: { sha256 },
      edition: id,
      ...digest,
    })
    this.paths.add(path)
    return true
  }

  /** Leave a book that can not be made now as it was, if it was. */
  async leave(job: Job): Promise<void> {
    if (this.paths.has(job.path)) return
    this.areCurrent = false
    await this.keep(job, this.outputs.manifest.files[job.path])
  }
}

/** Every book that the settings ask for. */
async function jobsOf(making: BookMaking): Promise<Job[]> {
  const { scope, works, articles, concepts, outputs } = making
  const { config, chosen } = scope
  const version = ownVersion()
  const assets = await hashAssets(making)
  const listings = listingsOf(scope, articles)
  const files = hashesOf(outputs)
  const lacking = lackingOf(works)
  const bare = new Map(bareConcepts(concepts).map((one) => [one.id, one]))
  return config.editions.flatMap((edition): Job[] => {
    const { id } = edition
    const listed = listings.get(id)
    if (!chosen.has(id) || !listed || listed.size === 0) return []
    const used = new Set<string>()
    let waits = false
    const chapters = scope.paths.flatMap((path): unknown[] => {
      if (!listed.has(path)) return []
      const shown = shownFrom(scope.cwd, resolve(scope.root, path))
      const article = articles[shown]
      for (const concept of article?.concepts ?? []) used.add(concept)
      if (lacking.has(`${shown}\0`) || lacking.has(`${shown}\0${id}`))
        waits = true
      const text = files.get(scope.folders.outputOf(id, path)) ?? ''
      return [[path, article?.sourceHash ?? '', text]]
    })
    const terms = [...used].sort().map((one) => bare.get(one) ?? one)
    const settings = settingsOf(config)
    const parts = [edition, settings, scope.paths, chapters, terms, assets]
    return config.books.map((format) => ({
      ...{ id, format, path: bookOutput(id, format) },
      made: waits ? undefined : version && digestOf([version, format, parts]),
      waits,
    }))
  })
}

/** Articles that can not be made now, alone or with the edition in which they can not. */
function lackingOf(works: readonly ArticleWork[]): ReadonlySet<string> {
  const lacking = new Set<string>()
  for (const { shown, failed, made } of works) {
    if (failed) lacking.add(`${shown}\0`)
    for (const { id, incomplete } of made) {
      if (incomplete) lacking.add(`${shown}\0${id}`)
    }
  }
  return lacking
}

/** Settings that a book may depend on; its own edition comes with it. */
function settingsOf(config: Config): object {
  const { books: _b, editions: _e, output: _o, html: _h, ...rest } = config
  const { search: _s, templates: _t, engines: _g, ...settings } = rest
  return settings
}

async function hashAssets({
  scope: { cwd, root },
  assets,
  hashes,
}: BookMaking): Promise<[path: string, sha256: string][]> {
  const all: [string, string][] = []
  for (const asset of assets) {
    const file = resolve(root, asset)
    all.push([asset, await hashSource(file, shownFrom(cwd, file), hashes)])
  }
  return all
}

/** Files that are wanted, and those of earlier builds that may stay. */
function hashesOf({ manifest, list }: Outputs): ReadonlyMap<string, string> {
  const hashes = new Map<string, string>()
  for (const [path, { sha256 }] of Object.entries(manifest.files)) {
    hashes.set(path, sha256)
  }
  for (const { path, sha256 } of list()) hashes.set(path, sha256)
  return hashes
}

/** Make books that show English alike, of the same editions of the articles. */
async function makeThese(
  jobs: readonly Job[],
  glossStyle: GlossStyle | undefined,
  printers: Printers,
  { scope, options, writes }: BookMaking,
  books: Books,
): Promise<void> {
  const { cwd, config, paths, folder } = scope
  // To look at it, no PDF is printed: one of something else would be another one.
  const isPrinted = ({ format }: Job): boolean =>
    printers.has(format) && (writes || format !== 'pdf')
  const printed = jobs.filter(isPrinted)
  const total = paths.length + printed.length
  const { onProgress = () => {} } = options
  const { books: made } =
    printed.length === 0
      ? { books: new Map<string, Book>() }
      : await makeBooks({
          ...{ cwd, config, glossStyle },
          editions: [...new Set(printed.map(({ id }) => id))],
          onProgress: (step) => onProgress({ ...step, total, kind: 'chapter' }),
        })
  let done = paths.length
  for (const job of jobs) {
    const start = performance.now()
    const book = isPrinted(job) ? made.get(job.id) : undefined
    const bytes = book
      ? await print(job, book, printers, books)
      : printers.has(job.format) && !writes
        ? job.made
        : undefined
    if (!bytes) {
      await books.leave(job)
      continue
    }
    await books.add(job, bytes)
    onProgress({
      ...{ kind: 'book', done: ++done, total },
      path: shownPath(folder, job.path),
      milliseconds: performance.now() - start,
    })
  }
}

async function print(
  { format }: Job,
  book: Book,
  printers: Printers,
  books: Books,
): Promise<Uint8Array | undefined> {
  try {
    return await printers.get(format)?.(book, new LeftOut())
  } catch (error) {
    books.findings.push(notPrinted(error))
    // What failed once is not tried with every edition.
    printers.delete(format)
    return undefined
  }
}

function notPrinted(error: unknown): VFileMessage {
  if (!(error instanceof UserError)) throw error
  const { message, hint = '', wording } = error
  const say = (english: string, part: string): string | Phrase =>
    wording
      ? new Phrase(english, `errors:${wording.key}.${part}`, wording.values)
      : english
  return finding('publish-book-missing', `PDF books are not made: ${message}`, {
    note: `${hint} Those of an earlier build stay; without \`pdf\` in \`books\` none are asked for.`,
    wording: {
      key: 'publish-book-missing',
      values: { problem: say(message, 'message'), advice: say(hint, 'hint') },
    },
  })
}
