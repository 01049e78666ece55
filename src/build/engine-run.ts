/**
 * A run of an engine over the articles of a project.
 *
 * A part of the room `build`, which may join others. Translations come from
 * and go to whoever keeps them, through {@link EngineShelf}.
 *
 * @module
 */
import { mkdir, open } from 'node:fs/promises'
import { join, relative } from 'node:path'
import {
  type CompareNumbers,
  type Cost,
  costOf,
  type EngineError,
  Journal,
  type Outcome,
  outcomeFindings,
  runEngine,
} from '../engines/index.ts'
import type { Finding, Locale, Translation } from '../model/index.ts'
import { acceptedOf, type EngineWork, takeFromEngine } from './engine.ts'
import type { EnginePlan } from './engine-plan.ts'
import { withFileLock } from './file-lock.ts'

/** Who keeps the translations. */
export interface EngineShelf {
  /**
   * Change a translation as it is now, and keep it.
   *
   * @param path - Path of the article from the folder of sources.
   * @param change - Makes the new one of the one that is there.
   */
  update(
    path: string,
    change: (translation: Translation) => Translation,
  ): Promise<void>
}

/** What a run has done. */
export interface EngineRun {
  /** What became of each segment. */
  outcomes: readonly Outcome[]
  /** What it cost. */
  cost: Cost
  /** Segments that were copied. */
  copied: number
  /** Findings by article. */
  findings: readonly { path: string; messages: readonly Finding[] }[]
  /** Why it ended before its time. */
  stopped?: EngineError
}

/** How a run is watched and ended. */
export interface EngineWatch {
  /** Folder of the project. */
  cwd: string
  /** Compares amounts. Default: amounts are not compared. */
  compareNumbers?: CompareNumbers
  /** Hears how far it is. */
  onProgress?: (step: { done: number; total: number; path: string }) => void
  /** Ends it. */
  signal?: AbortSignal
  /** The time now. Default: the clock's. */
  now?: () => Date
}

/**
 * Do what was planned.
 *
 * Each answer is on the disk, below `.yiwen/engines/`, before more is asked; each
 * article's translations are kept when all of its segments are done. What a run
 * that was killed leaves behind, the next one takes up.
 *
 * @param plan - Plan.
 * @param shelf - Who keeps the translations.
 * @param watch - How it is watched.
 * @returns What was done.
 * @throws UserError when another run is at work with the same engine.
 */
export async function doEngineRun(
  plan: EnginePlan,
  shelf: EngineShelf,
  watch: EngineWatch,
): Promise<EngineRun> {
  const { engine, articles } = plan
  const target: Locale | undefined = articles[0]?.work.request.target
  const folder = join(watch.cwd, '.yiwen', 'engines')
  await prepare(folder)
  const path = join(folder, `${engine.name}.${target ?? 'none'}.ndjson`)
  // Two runs would ask, and pay, for the same.
  const shown = relative(watch.cwd, path)
  return withFileLock(path, shown, () => run(plan, shelf, watch, path), 0)
}

async function run(
  plan: EnginePlan,
  shelf: EngineShelf,
  watch: EngineWatch,
  path: string,
): Promise<EngineRun> {
  const { engine, settings, articles } = plan
  const { compareNumbers, onProgress, signal, now = () => new Date() } = watch
  const journal = await Journal.open(path)
  let isKept = false
  try {
    const keeper = new Keeper(plan, shelf, now)
    await keeper.keepCopies()
    const shown = new Map(
      articles.map(({ article }) => [article.path, article.shown]),
    )
    const result = await runEngine(
      articles.map(({ work }) => work.request),
      engine,
      {
        settings,
        journal,
        keep: (outcomes) => keeper.keep(outcomes),
        ...(compareNumbers ? { compareNumbers } : {}),
        ...(signal ? { signal } : {}),
        onProgress: ({ done, total, article }) =>
          onProgress?.({ done, total, path: shown.get(article) ?? article }),
      },
    )
    await keeper.keepRest()
    isKept = !result.stopped
    const { outcomes, usage, asked, stopped } = result
    return {
      outcomes,
      cost: costOf(usage, asked, settings.price),
      copied: plan.copied,
      findings: findingsOf(plan, outcomes),
      ...(stopped ? { stopped } : {}),
    }
  } finally {
    await journal.close(isKept)
  }
}

/** Gives each article's translations to who keeps them, when it is done. */
class Keeper {
  readonly #plan: EnginePlan
  readonly #shelf: EngineShelf
  readonly #now: () => Date
  readonly #waiting = new Map<string, Outcome[]>()
  #turn: Promise<void> = Promise.resolve()

  constructor(plan: EnginePlan, shelf: EngineShelf, now: () => Date) {
    this.#plan = plan
    this.#shelf = shelf
    this.#now = now
  }

  async keepCopies(): Promise<void> {
    for (const { work } of this.#plan.articles) {
      if (work.copies.size > 0) await this.#write(work, [])
    }
  }

  keep(outcomes: readonly Outcome[]): Promise<void> {
    for (const outcome of outcomes) {
      const waiting = this.#waiting.get(outcome.article)
      if (waiting) waiting.push(outcome)
      else this.#waiting.set(outcome.article, [outcome])
    }
    const full = this.#plan.articles.filter(
      ({ work: { request } }) =>
        this.#waiting.get(request.article)?.length === request.segments.length,
    )
    return this.#inTurn(full.map(({ work }) => work))
  }

  keepRest(): Promise<void> {
    return this.#inTurn(this.#plan.articles.map(({ work }) => work))
  }

  /** Two workers may finish at the same time. */
  #inTurn(works: readonly EngineWork[]): Promise<void> {
    const turn = this.#turn.then(async () => {
      for (const work of works) {
        const outcomes = this.#waiting.get(work.request.article) ?? []
        this.#waiting.delete(work.request.article)
        if (outcomes.some(({ state }) => state === 'accepted')) {
          await this.#write(work, outcomes)
        }
      }
    })
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #write(work: EngineWork, outcomes: readonly Outcome[]): Promise<void> {
    const { name, model } = this.#plan.engine
    const accepted = acceptedOf(work, outcomes)
    const at = this.#now().toISOString()
    const origin = model === name ? name : `${name} (${model})`
    await this.#shelf.update(
      work.request.article,
      (translation) =>
        takeFromEngine(translation, accepted, origin, at).translation,
    )
  }
}

function findingsOf(
  { articles, engine }: EnginePlan,
  outcomes: readonly Outcome[],
): EngineRun['findings'] {
  return articles.map(({ article, work: { request } }) => {
    const segments = new Map(request.segments.map((one) => [one.id, one]))
    const messages = outcomes
      .filter((one) => one.article === request.article)
      .flatMap((outcome) => {
        const segment = segments.get(outcome.id)
        if (!segment) return []
        const [unit = '', own = ''] = outcome.id.split('/')
        const place = article.placeOf?.(unit, own)
        return outcomeFindings(outcome, segment, engine.name, place)
      })
    return { path: article.shown, messages }
  })
}

/** A folder that is nobody's to keep under version control. */
async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  try {
    const handle = await open(join(folder, '.gitignore'), 'wx')
    await handle.writeFile('*\n')
    await handle.close()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}
