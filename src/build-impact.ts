/**
 * Where the concepts of a glossary stand in a project's articles, and what they
 * change there.
 *
 * A part of `build.ts`, and like it allowed to join rooms.
 *
 * @module
 */
import { stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { type OpenedArticle, openArticle } from './build-article.ts'
import { createLocalizer, type Localizer } from './localize.ts'
import {
  type ChineseLocale,
  type Concept,
  type Config,
  type Edition,
  type Finding,
  isChinese,
} from './model/index.ts'
import { findArticles } from './read/index.ts'

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

/** Forms a word might take in a locale, none of which the text decides. */
export interface SenseChoice {
  /** Locale of the editions. */
  locale: ChineseLocale
  /** Form that is kept now. */
  kept: string
  /** Other forms. */
  alternatives: readonly string[]
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

interface ArticleDoubt {
  word: string
  domain: string
  count: number
  choice: SenseChoice
}

interface Entry {
  shown: string
  /** Size and time of the file, and SHA-256 of its text. */
  stamp: string
  hash: string
  source: ChineseLocale
  /** Reader's text, to tell which words may stand in it. */
  text: string
  editions: readonly Edition[]
  places: ReadonlyMap<string, number>
  doubts: readonly ArticleDoubt[]
  stale: boolean
}

/**
 * Index of the places of concepts in the articles of a project.
 *
 * Concepts that wait for review count as if they were approved, all of them
 * together: where two claim a place, the longer term has it, then the approved
 * one. An article is read again when its file or a word in it changes.
 */
export class ImpactIndex {
  private readonly project: ImpactProject
  private readonly entries = new Map<string, Entry>()
  private readonly byConcept = new Map<string, Set<string>>()
  private concepts: readonly Concept[]
  private localizer: Localizer | undefined
  private work: Promise<void> = Promise.resolve()

  /** How far it is. */
  progress: ImpactProgress = { done: 0, total: 0 }

  /**
   * @param project - Project.
   * @param concepts - Concepts of its glossary.
   */
  constructor(project: ImpactProject, concepts: readonly Concept[]) {
    this.project = project
    this.concepts = concepts
  }

  /**
   * Take over concepts that changed.
   *
   * A review that approves what was counted already makes no article stale.
   *
   * @param concepts - All concepts as they are now.
   * @param changes - What those that changed were and are.
   * @returns Whether articles have to be read again.
   */
  setConcepts(
    concepts: readonly Concept[],
    changes: readonly ConceptVersions[],
  ): boolean {
    this.concepts = concepts
    const words = changes
      .filter(({ before, after }) => matchOf(before) !== matchOf(after))
      .flatMap(({ before, after }) => [
        ...(before?.terms ?? []),
        ...(after?.terms ?? []),
      ])
      .map(({ text }) => text)
    if (words.length === 0) return false
    this.localizer = undefined
    let stale = false
    for (const entry of this.entries.values()) {
      entry.stale ||= words.some((word) => entry.text.includes(word))
      stale ||= entry.stale
    }
    return stale
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
    const paths = await findArticles(root)
    for (const path of [...this.entries.keys()]) {
      if (!paths.includes(path)) this.put(path, undefined)
    }
    this.progress = { done: 0, total: paths.length }
    for (const path of paths) {
      if (signal?.aborted) return
      const stamp = await stampOf(resolve(root, path))
      const before = this.entries.get(path)
      if (!before || before.stale || before.stamp !== stamp) {
        const shown = relative(cwd, resolve(root, path)).split(sep).join('/')
        const article = await openArticle(path, shown, this.project)
        // A file that was only touched says what it said.
        if (before && !before.stale && before.hash === article?.sourceHash) {
          before.stamp = stamp
        } else this.put(path, article && this.look(article, stamp))
        this.progress.done++
        onArticle?.()
        // Whoever waits for an answer comes first.
        await new Promise((next) => setImmediate(next))
      } else this.progress.done++
    }
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

  private look(article: OpenedArticle, stamp: string): Entry {
    this.localizer ??= createLocalizer({
      concepts: asIfApproved(this.concepts),
      vocabulary: this.project.config.vocabulary,
    })
    const { input, source, shown, sourceHash: hash } = article
    const editions = article.editions.map(({ edition }) => edition)
    const places = new Map<string, number>()
    const doubts: ArticleDoubt[] = []
    let text = ''
    const seen = new Set<string>()
    // Each edition finds the same terms; that of the source has no doubts.
    const others = article.editions.filter(
      (one) => one.edition.locale !== source,
    )
    for (const { edition, options } of others.length > 0
      ? others
      : article.editions) {
      const { locale } = edition
      if (seen.has(locale) || !isChinese(locale)) continue
      const { gloss: _, ...plain } = options
      const file = this.localizer.localize(input, plain)
      const data = file.data.yiwen?.edition
      if (seen.size === 0) {
        for (const { concept } of data?.occurrences ?? []) {
          places.set(concept.id, (places.get(concept.id) ?? 0) + 1)
        }
        text = (data?.units ?? []).map((unit) => unit.text).join('\n')
      }
      seen.add(locale)
      if (locale !== source) doubts.push(...doubtsOf(file.messages, locale))
    }
    const stale = false
    return { shown, stamp, hash, source, text, editions, places, doubts, stale }
  }
}

/**
 * Take concepts that wait for review for approved ones.
 *
 * @param concepts - Concepts.
 * @returns Approved ones first, so that of two with one word theirs is used.
 */
export function asIfApproved(concepts: readonly Concept[]): Concept[] {
  const waiting = concepts.filter(
    ({ state }) => state === 'proposed' || state === 'needs-work',
  )
  return [
    ...concepts.filter(({ state }) => state === 'approved'),
    ...waiting.map((one): Concept => ({ ...one, state: 'approved' })),
  ]
}

/** What of a concept decides where it stands. */
function matchOf(concept: Concept | undefined): string {
  if (!concept || concept.state === 'rejected') return ''
  const { terms, doNotTranslate } = concept
  return JSON.stringify([
    doNotTranslate,
    terms.map(({ locale, text, match, requires, excludes }) => [
      locale,
      text,
      match,
      requires,
      excludes,
    ]),
  ])
}

function doubtsOf(
  messages: readonly Finding[],
  locale: ChineseLocale,
): ArticleDoubt[] {
  return messages.flatMap(({ ruleId, wording, actual, expected }) => {
    const { word, domain, count } = wording?.values ?? {}
    if (ruleId !== 'convert-sense-unclear' || typeof word !== 'string') {
      return []
    }
    const choice = {
      locale,
      kept: actual ?? word,
      alternatives: expected ?? [],
    }
    return [{ word, domain: String(domain), count: Number(count), choice }]
  })
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

/**
 * Tell whether a file is another than before, without reading it.
 *
 * @param path - File.
 * @returns Its time, size and inode in one text; empty where there is none.
 */
export async function stampOf(path: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(path)
    return `${mtimeMs} ${size} ${ino}`
  } catch {
    return ''
  }
}

function mostFirst(a: ArticleImpact, b: ArticleImpact): number {
  return b.places - a.places || (a.path < b.path ? -1 : 1)
}

function placesIn(articles: readonly ArticleImpact[]): number {
  return articles.reduce((sum, { places }) => sum + places, 0)
}
