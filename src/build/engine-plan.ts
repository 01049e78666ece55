/**
 * What a run of an engine over the articles of a project will do and cost.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import {
  type Cost,
  createEngine,
  type Engine,
  estimateCost,
  limitsOf,
} from '../engines/index.ts'
import {
  type Config,
  type EngineSettings,
  type Translation,
  UserError,
} from '../model/index.ts'
import type { QuantityContext } from '../quantity/index.ts'
import { type EngineContext, type EngineWork, engineWork } from './engine.ts'

/** Article with what an engine needs of it. */
export interface EngineArticle {
  /** Path from the folder of sources. */
  path: string
  /** Path to show to people. */
  shown: string
  /** Translation, brought up to the article. */
  translation: Translation
  /** What helps to translate it. */
  context: EngineContext
  /** What its amounts and dates are read by. Default: nothing is known. */
  quantities?: QuantityContext
  /** Where a segment begins, by id of its unit and its own, from 1. */
  placeOf?: (
    unit: string,
    segment: string,
  ) => { line: number; column: number } | undefined
}

/** What a run will do. */
export interface EnginePlan {
  /** Engine. */
  engine: Engine
  /** Its settings. */
  settings: EngineSettings
  /** Articles that have something to do, and what. */
  articles: readonly { article: EngineArticle; work: EngineWork }[]
  /** Estimate. Answers an earlier run left are not in it. */
  cost: Cost
  /** Segments that are copied. */
  copied: number
  /** Stale segments that are left to people. */
  left: number
}

/** Choice of what a run does. */
export interface EngineChoice {
  /** Settings of the project. */
  config: Config
  /** Name of the engine. Default: the only one. */
  engine?: string
  /** Segments at most. Default: all. */
  limit?: number
  /** Folder of the project. */
  cwd: string
  /** Environment variables. */
  env: Readonly<Record<string, string | undefined>>
}

/**
 * Plan a run. Nothing is asked, and nothing is written.
 *
 * @param articles - Articles.
 * @param choice - Engine, limit.
 * @returns What it will do, and cost.
 * @throws UserError when there is no such engine, or it can not be used.
 */
export async function planEngineRun(
  articles: readonly EngineArticle[],
  choice: EngineChoice,
): Promise<EnginePlan> {
  const { config, cwd, env } = choice
  const { engines } = config
  const name = choice.engine ?? onlyOf(Object.keys(engines))
  const engine = await createEngine(name, { env, cwd, engines })
  // It is there, for it was created.
  const settings = engines[name] as EngineSettings
  let rest = choice.limit ?? Number.POSITIVE_INFINITY
  let copied = 0
  let left = 0
  const works = articles.flatMap((article) => {
    const whole = engineWork(article.translation, article.context)
    const segments = whole.request.segments.slice(0, rest)
    rest -= segments.length
    copied += whole.copies.size
    left += whole.left
    if (segments.length === 0 && whole.copies.size === 0) return []
    const request = { ...whole.request, segments }
    return [{ article, work: { ...whole, request } }]
  })
  const requests = works.map(({ work }) => work.request)
  const limits = limitsOf(engine, settings.batch)
  return {
    engine,
    settings,
    articles: works,
    cost: estimateCost(requests, engine, limits, settings.price),
    copied,
    left,
  }
}

function onlyOf(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? ''
  const known = names.join(', ')
  throw new UserError(`There are several engines: ${known}.`, {
    hint: 'Name one with `--engine`.',
    wording: { key: 'engines-several', values: { known } },
  })
}
