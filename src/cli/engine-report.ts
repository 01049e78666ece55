import type { EnginePlan } from '../build/engine-plan.ts'
import type { EngineRun } from '../build/engine-run.ts'
import type { Cost } from '../engines/index.ts'
import type { Translate } from '../messages/index.ts'
import { findingsToJson } from './report.ts'

/**
 * Say what a run uses, as items of a list.
 *
 * @param cost - What it uses.
 * @param t - Messages.
 * @returns Characters, requests, tokens where there are any, and the price.
 */
export function costItems(cost: Cost, t: Translate): string[] {
  const { requests, characters, input, output } = cost
  return [
    t('engine:characterCount', { count: characters }),
    t('engine:requestCount', { count: requests }),
    ...(input + output > 0
      ? [t('engine:tokenCount', { input, output: Math.round(output) })]
      : []),
    priceOf(cost, t),
  ]
}

/**
 * Say a price.
 *
 * @param cost - What a run uses.
 * @param t - Messages.
 * @returns Currency and amount, or that it is not known.
 */
export function priceOf(
  { amount, currency }: Pick<Cost, 'amount' | 'currency'>,
  t: Translate,
): string {
  if (amount === undefined) return t('engine:priceless')
  // Two figures of what is less than a cent, cents of what is more.
  const digits = amount > 0 && amount < 0.01 ? amount.toPrecision(2) : undefined
  return t('engine:price', {
    currency,
    amount: digits === undefined ? amount.toFixed(2) : String(Number(digits)),
  })
}

function costToJson(cost: Cost): object {
  const { segments, requests, characters, input, output, amount, currency } =
    cost
  return {
    segments,
    requests,
    characters,
    tokens: { input, output },
    ...(amount === undefined ? {} : { amount, currency }),
  }
}

/**
 * Give a plan as JSON.
 *
 * @param plan - Plan.
 * @returns Engine, estimate, articles.
 */
export function planToJson({
  engine,
  articles,
  cost,
  copied,
  left,
}: EnginePlan): object {
  return {
    engine: engine.name,
    model: engine.model,
    estimate: costToJson(cost),
    copied,
    left,
    articles: articles.map(({ article, work }) => ({
      path: article.shown,
      segments: work.request.segments.length,
    })),
  }
}

/**
 * Give what a run has done as JSON.
 *
 * @param run - Run.
 * @returns What was used, what became of each segment, findings.
 */
export function runToJson({
  outcomes,
  cost,
  findings,
  copied,
  stopped,
}: EngineRun): object {
  return {
    used: costToJson(cost),
    copied,
    ...(stopped
      ? { stopped: { fault: stopped.fault, detail: stopped.message } }
      : {}),
    segments: outcomes.map(({ article, id, state, resumed, repairs }) => ({
      article,
      id,
      state,
      resumed,
      repairs,
    })),
    findings: findings.flatMap(({ path, messages }) =>
      findingsToJson(path, messages),
    ),
  }
}
