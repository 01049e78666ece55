/**
 * Where the concepts of a glossary stand in a project's articles, and what they
 * change there.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { relative, resolve, sep } from 'node:path'
import { type Stamp, sameStamp, stampOf } from '../cache/index.ts'
import { createLocalizer, type Localizer } from '../localize.ts'
import {
  type ChineseLocale,
  type Concept,
  type Config,
  type Edition,
  isChinese,
} from '../model/index.ts'
import { foldText } from '../terms/index.ts'
import {
  type ArticleDoubt,
  type ArticlePlaces,
  asIfApproved,
  doubtsOf,
  matchOf,
  type SenseChoice,
} from './article-impact.ts'
import { openArticle } from './article-source.ts'
import { BuildCache } from './cache.ts'
import { findSources } from './sources.ts'

export { asIfApproved, type SenseChoice } from './article-impact.ts'

/** Project whose articles are looked through. */
export interface ImpactProject {
  /** Folder of the project. */
  cwd: string
  /** Settings. */
  config: Config
}

/** Article that a concept stands in. */
export interface ArticleImpact {
  /** Path from the folder of sources. */
  path: string
  /** Path from the project's folder. */
  shown: string
  /** Number of places. */
  places: number
  /** Ids of the editions whose text comes from the concept there. */
  editions: readonly string[]
}

/** Word whose sense could not be told. */
export interface SenseDoubt {
  /** The word, as the articles write it. */
  word: string
  /** Locale of the articles. */
  source: ChineseLocale
  /** Field that the vocabulary has it in. */
  domain: string
  /** Forms, for each locale it is unclear in. */
  choices: readonly SenseChoice[]
  /** Where it stands. */
  articles: readonly ArticleImpact[]
}

/** A concept before and after an edit; nothing where there was or is none. */
export interface ConceptVersions {
  before?: Concept | undefined
  after?: Concept | undefined
}

/** How far an index is. */
export interface ImpactProgress {
  /** Articles that were looked through. */
  done: number
  /** Articles. */
  total: number
}

/** How an index is made. */
export interface ImpactOptions {
  /** Whether words whose sense could not be told are looked for. Default: `true`. */
  doubts?: boolean
}

interface Entry {
  shown: string
  /** Of its file, when it was read. */
  stamp: Stamp | undefined
  source: ChineseLocale
  editions: readonly Edition[]
  places: ReadonlyMap<string, number>
  doubts: readonly ArticleDoubt[]
}

/**
 * Index of the places of concepts in the articles of a project.
 *
 * Concepts that wait for review count as if they were approved, all of them
 * together: where two claim a place, the longer term has it, then the approved
 * one. What builds kept of an article is used where it still holds; an article is
 * read when its file, its settings or a word in it changed since.
 */
export class ImpactIndex {
  private readonly project: ImpactProject
  private readonly wantsDoubts: boolean
  private readonly entries = new Map<string, Entry>()
  private readonly byConcept = new Map<string, Set<string>>()
  private concepts: readonly Concept[]
  private cache: BuildCache | undefined
  private areConceptsNew = true
  private isKept = true
  private paths: readonly string[] = []
  private localizer: Localizer | undefined
  private work: Promise<void> = Promise.resolve()

  /** How far it is. */
  progress: ImpactProgress = { done: 0, total: 0 }

  /**
   * @param project - Project.
   * @param concepts - Concepts of its glossary.
   * @param options - What is looked for.
   */
  constructor(
    project: ImpactProject,
    concepts: readonly Concept[],
    { doubts = true }: ImpactOptions = {},
  ) {
    this.project = project
    this.concepts = concepts
    this.wantsDoubts = doubts
  }

  /**
   * Take over concepts that changed.
   *
   * @param concepts - All concepts as they are now.
   * @param changes - What those that changed were and are.
   * @returns Whether articles may have to be read again: not where nothing changed
   *   but what has no part in where concepts stand.
   */
  setConcepts(
    concepts: readonly Concept[],
    changes: readonly ConceptVersions[],
  ): boolean {
    this.concepts = concepts
    this.localizer = undefined
    const others = changes.filter(
      ({ before, after }) => claimOf(before) !== claimOf(after),
    )
    const moved = changes.filter(
      ({ before, after }) => before?.state !== after?.state,
    )
    // What is approved comes before what waits, where both have a word.
    const isOther = others.length > 0 || this.shareWords(moved)
    this.areConceptsNew ||= isOther
    return isOther
  }

  private shareWords(changes: readonly ConceptVersions[]): boolean {
    const moved = changes.flatMap(({ after }) => after ?? [])
    const words = new Set(
      moved.flatMap(({ terms }) => terms.map(({ text }) => foldText(text))),
    )
    const ids = new Set(moved.map(({ id }) => id))
    return (
      words.size > 0 &&
      this.concepts.some(
        ({ id, terms }) =>
          !ids.has(id) && terms.some(({ text }) => words.has(foldText(text))),
      )
    )
  }

  /**
   * Read what is new or changed.
   *
   * @param onArticle - Called after each article that was read.
   * @param signal - Stops it between two articles.
   */
  refresh(onArticle?: () => void, signal?: AbortSignal): Promise<void> {
    // One after the other: each sees what the one before it read.
    const next = this.work.then(() => this.read(onArticle, signal))
    this.work = next.catch(() => undefined)
    return next
  }

  /**
   * List the articles a concept stands in.
   *
   * @param id - Id of the concept.
   * @returns Articles, the one with the most places first.
   */
  articlesOf(id: string): ArticleImpact[] {
    const concept = this.concepts.find((one) => one.id === id)
    return [...(this.byConcept.get(id) ?? [])]
      .flatMap((path) => {
        const entry = this.entries.get(path)
        const places = entry?.places.get(id)
        if (!entry || places === undefined) return []
        const editions = touched(entry, concept, this.project.config)
        return [{ path, shown: entry.shown, places, editions }]
      })
      .sort(mostFirst)
  }

  /**
   * Count the places of a concept.
   *
   * @param id - Id of the concept.
   * @returns Places, and articles they are in.
   */
  count(id: string): { places: number; articles: number } {
    let places = 0
    const paths = this.byConcept.get(id)
    for (const path of paths ?? []) {
      places += this.entries.get(path)?.places.get(id) ?? 0
    }
    return { places, articles: paths?.size ?? 0 }
  }

  /**
   * List the words whose sense could not be told.
   *
   * @returns Words, the one with the most places first.
   */
  doubts(): SenseDoubt[] {
    const found = new Map<
      string,
      Omit<SenseDoubt, 'choices' | 'articles'> & {
        choices: (Omit<SenseChoice, 'alternatives'> & {
          alternatives: string[]
        })[]
        articles: ArticleImpact[]
      }
    >()
    for (const [path, entry] of this.entries) {
      for (const { word, domain, count, choice } of entry.doubts) {
        let doubt = found.get(word)
        if (!doubt) {
          const { source } = entry
          doubt = { word, source, domain, choices: [], articles: [] }
          found.set(word, doubt)
        }
        const known = doubt.choices.find((c) => c.locale === choice.locale)
        if (!known) {
          const alternatives = [...choice.alternatives]
          doubt.choices.push({ ...choice, alternatives })
        } else {
          for (const form of choice.alternatives) {
            if (!known.alternatives.includes(form))
              known.alternatives.push(form)
          }
        }
        const editions = entry.editions
          .filter(({ locale }) => locale === choice.locale)
          .map(({ id }) => id)
        const index = doubt.articles.findIndex((one) => one.path === path)
        const before = doubt.articles[index]
        const { shown } = entry
        if (!before)
          doubt.articles.push({ path, shown, places: count, editions })
        else {
          doubt.articles[index] = {
            ...before,
            places: Math.max(before.places, count),
            editions: [...new Set([...before.editions, ...editions])],
          }
        }
      }
    }
    for (const { articles } of found.values()) articles.sort(mostFirst)
    return [...found.values()].sort(
      (a, b) => placesIn(b.articles) - placesIn(a.articles),
    )
  }

  private async read(
    onArticle?: () => void,
    signal?: AbortSignal,
  ): Promise<void> {
    const { cwd, config } = this.project
    const root = resolve(cwd, config.articles)
    this.cache ??= await BuildCache.open(resolve(cwd), config)
    const { cache } = this
    if (this.areConceptsNew) {
      this.areConceptsNew = false
      await cache.useConceptsForImpact(this.concepts)
    }
    const paths = await findSources(root, this.project.config)
    this.paths = paths
    const there = new Set(paths)
    for (const path of [...this.entries.keys()]) {
      if (!there.has(path)) this.put(path, undefined)
    }
    this.progress = { done: 0, total: paths.length }
    for (const path of paths) {
      if (signal?.aborted) return
      const stamp = stampOf(resolve(root, path))
      const before = this.entries.get(path)
      const isKnown = cache.hasPlaces(path)
      if (!before || !isKnown || !sameStamp(before.stamp, stamp)) {
        const kept = await cache.placesIn(path)
        if (kept && (kept.doubts || !this.wantsDoubts)) {
          this.put(path, this.entryOf(path, stamp, kept))
          if (this.progress.done % 200 === 0) await turn()
        } else {
          await this.look(path, stamp)
          onArticle?.()
          await turn()
        }
      }
      this.progress.done++
    }
  }

  /** Keep what was found for the next time, beside what builds keep. */
  async save(): Promise<void> {
    await this.work
    if (this.isKept) return
    this.isKept = true
    await this.cache?.save(this.paths, false)
  }

  private put(path: string, entry: Entry | undefined): void {
    for (const id of this.entries.get(path)?.places.keys() ?? []) {
      this.byConcept.get(id)?.delete(path)
    }
    if (entry) this.entries.set(path, entry)
    else this.entries.delete(path)
    for (const id of entry?.places.keys() ?? []) {
      const paths = this.byConcept.get(id)
      if (paths) paths.add(path)
      else this.byConcept.set(id, new Set([path]))
    }
  }

  private entryOf(
    path: string,
    stamp: Stamp | undefined,
    { source, editions, places, doubts = [] }: ArticlePlaces,
  ): Entry {
    const { config } = this.project
    return {
      shown: this.shownPath(path),
      stamp,
      source,
      editions: config.editions.filter(({ id }) => editions.includes(id)),
      places: new Map(places),
      doubts,
    }
  }

  private shownPath(path: string): string {
    const { cwd, config } = this.project
    const absolute = resolve(cwd, config.articles, path)
    return relative(cwd, absolute).split(sep).join('/')
  }

  private async look(path: string, stamp: Stamp | undefined): Promise<void> {
    const { cwd, config } = this.project
    let bytes: Uint8Array | undefined
    const onBytes = (read: Uint8Array): void => {
      bytes = read
    }
    const context = { cwd, config, onBytes }
    const article = await openArticle(path, this.shownPath(path), context)
    if (!article) return this.put(path, undefined)
    this.localizer ??= createLocalizer({
      concepts: asIfApproved(this.concepts),
      vocabulary: config.vocabulary,
    })
    const { input, source } = article
    // Each edition finds the same terms; that of the source has no doubts.
    const others = article.editions.filter(
      ({ edition: { locale } }, at, all) =>
        locale !== source &&
        isChinese(locale) &&
        at === all.findIndex((one) => one.edition.locale === locale),
    )
    const first = others[0] ?? article.editions[0]
    const wanted = this.wantsDoubts && others.length > 0 ? others : [first]
    const localized = wanted.flatMap((one) => {
      if (!one || !this.localizer) return []
      const { gloss: _, ...plain } = one.options
      const { edition } = one
      return [{ edition, file: this.localizer.localize(input, plain) }]
    })
    const data = localized[0]?.file.data.yiwen?.edition
    const counts = new Map<string, number>()
    for (const { concept } of data?.occurrences ?? []) {
      counts.set(concept.id, (counts.get(concept.id) ?? 0) + 1)
    }
    const doubts = localized.flatMap(({ edition: { locale }, file }) =>
      locale !== source && isChinese(locale)
        ? doubtsOf(file.messages, locale)
        : [],
    )
    const places: ArticlePlaces = {
      source,
      editions: article.editions.map(({ edition }) => edition.id),
      places: [...counts],
      ...(this.wantsDoubts ? { doubts } : {}),
    }
    this.put(path, this.entryOf(path, stamp, places))
    if (!bytes) return
    this.isKept = false
    const read = { bytes, stamp }
    const found = { source, editions: localized }
    await this.cache?.keepPlaces(path, read, found, places)
  }
}

/** What of a concept decides where it stands. */
function claimOf(concept: Concept | undefined): string {
  if (!concept || concept.state === 'rejected') return ''
  return JSON.stringify(matchOf(concept))
}

/** Editions in which something comes from the concept. */
function touched(
  { editions, source }: Entry,
  concept: Concept | undefined,
  { gloss }: Config,
): string[] {
  return editions
    .filter((edition) => {
      if (edition.locale !== source) return true
      const { style, frequency, appendix } = { ...gloss, ...edition.gloss }
      const glosses = style !== 'none' && frequency !== 'never'
      return concept?.gloss !== false && (glosses || appendix)
    })
    .map(({ id }) => id)
}

/** Whoever waits for an answer comes first. */
function turn(): Promise<void> {
  return new Promise((next) => setImmediate(next))
}

function mostFirst(a: ArticleImpact, b: ArticleImpact): number {
  return b.places - a.places || (a.path < b.path ? -1 : 1)
}

function placesIn(articles: readonly ArticleImpact[]): number {
  return articles.reduce((sum, { places }) => sum + places, 0)
}
