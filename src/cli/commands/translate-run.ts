import { openEngineArticles } from '../../build/engine-articles.ts'
import { openEngineMemory } from '../../build/engine-memory.ts'
import { comparerIn } from '../../build/engine-numbers.ts'
import { type EnginePlan, planEngineRun } from '../../build/engine-plan.ts'
import { doEngineRun, type EngineRun } from '../../build/engine-run.ts'
import { faultPhrase } from '../../engines/index.ts'
import { type Translate, wordPhrase } from '../../messages/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, misuse, print, printJson } from '../context.ts'
import { costItems, planToJson, priceOf, runToJson } from '../engine-report.ts'
import type { Values } from '../options.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor, formatFindings } from '../report.ts'
import { visible } from '../terminal-text.ts'

/** Exit code of what was interrupted, as shells have it. */
const interrupted = 130

/** `yiwen translate run`: have an engine translate what is not translated yet. */
export const translateRun: Run = async (
  context,
  { arguments: only, values },
) => {
  const { io } = context
  const { config } = await loadSettings(context, values)
  const limit = readLimit(values['engine-limit'], context.t)
  const target = values['engine-to'] ?? 'en'
  const memory = await openEngineMemory(io.cwd, config)
  const { articles, shelf, findings, unreadable } = await openEngineArticles({
    cwd: io.cwd,
    config,
    target,
    matches: memory.matches,
    ...(only.length > 0 ? { only } : {}),
  })
  let plan: EnginePlan
  try {
    plan = await planEngineRun(articles, {
      config,
      cwd: io.cwd,
      env: io.env,
      ...(values.engine === undefined ? {} : { engine: values.engine }),
      ...(limit === undefined ? {} : { limit }),
    })
  } finally {
    memory.close()
  }
  for (const path of unreadable) {
    io.stderr.write(
      `${context.err.yellow(context.t('engine:unreadable', { path: visible(path) }))}\n`,
    )
  }
  if (!values.json) sayPlan(context, plan)
  const isDry = values['engine-dry-run'] ?? false
  if (isDry || plan.articles.length === 0) {
    if (values.json) printJson(context, planToJson(plan))
    else sayFindings(context, findings, values)
    return codeFor(findings, values)
  }
  if (!(await isAgreed(context, plan, values))) return exitCodes.ok
  await sayQuota(context, plan)
  const run = await watched(context, (signal, onProgress) =>
    doEngineRun(plan, shelf, {
      cwd: io.cwd,
      signal,
      onProgress,
      compareNumbers: comparerIn(articles),
    }),
  )
  const all = { ...run, findings: [...findings, ...run.findings] }
  return report(context, plan, all, values)
}

function readLimit(
  value: string | undefined,
  t: Translate,
): number | undefined {
  if (value === undefined) return undefined
  if (/^[1-9]\d{0,8}$/.test(value)) return Number(value)
  throw misuse(t('cli:misuse.invalidValue', { value, option: '--limit' }))
}

async function watched(
  context: Context,
  task: (
    signal: AbortSignal,
    onProgress: (step: { done: number; total: number; path: string }) => void,
  ) => Promise<EngineRun>,
): Promise<EngineRun> {
  const controller = new AbortController()
  context.io.onInterrupt?.(() => controller.abort())
  const progress = createProgress(context)
  try {
    return await task(controller.signal, (step) => progress.update(step))
  } finally {
    progress.end()
  }
}

function sayPlan(context: Context, plan: EnginePlan): void {
  const { t, out: colors } = context
  const { engine, cost, articles, copied, left } = plan
  const [first] = articles
  if (!first) print(context, t('engine:nothing'))
  else {
    const { source, target } = first.work.request
    print(
      context,
      t('engine:plan', {
        engine: engine.name,
        model: engine.model,
        from: source,
        to: target,
        count: cost.segments,
        articles: t('engine:articleCount', { count: articles.length }),
      }),
    )
    const items = listOf(costItems(cost, t), t)
    print(context, t('engine:estimate', { items }))
  }
  if (copied > 0) print(context, t('engine:copiedCount', { count: copied }))
  if (left > 0) {
    print(context, colors.dim(t('engine:staleCount', { count: left })))
  }
}

/** Above what the account has left, it would end half way. */
async function sayQuota(
  { io, t, err }: Context,
  { engine, cost }: EnginePlan,
): Promise<void> {
  // The run itself says what is wrong with the service.
  const quota = await engine
    .quota?.(AbortSignal.timeout(10_000))
    .catch(() => undefined)
  if (!quota || quota.used + cost.characters <= quota.limit) return
  const count = Math.max(0, quota.limit - quota.used)
  io.stderr.write(`${err.yellow(t('engine:quotaShort', { count }))}\n`)
}

type Findings = EngineRun['findings']

function sayFindings(
  context: Context,
  findings: Findings,
  values: Values,
): void {
  const { t, out: colors } = context
  const style = { t, colors, remarks: values.verbose ?? false }
  const lines = formatFindings(findings, style)
  if (lines.length > 0) print(context, `\n${lines.join('\n')}\n`)
}

function codeFor(findings: Findings, values: Values): number {
  const messages = findings.flatMap((group) => group.messages)
  return exitCodeFor(countFindings(messages), values.frail)
}

function listOf(items: readonly string[], t: Translate): string {
  return t('cli:frame.list', { items })
}

/** Above the limit of the settings somebody has to agree. */
async function isAgreed(
  context: Context,
  { cost, settings }: EnginePlan,
  values: Values,
): Promise<boolean> {
  const { io, t } = context
  const { confirmAbove = 1 } = settings
  const { amount = 0, currency } = cost
  if (values.yes || amount <= confirmAbove) return true
  const price = priceOf(cost, t)
  if (!io.stderr.isTTY || values.json) {
    const limit = priceOf({ amount: confirmAbove, currency }, t)
    throw misuse(t('engine:unconfirmed', { price, limit }), t('engine:confirm'))
  }
  io.stderr.write(t('engine:ask', { price }))
  const answer = await firstLine(io.stdin)
  if (/^\s*(?:y|yes|是|好)\s*$/i.test(answer)) return true
  print(context, t('engine:declined'))
  return false
}

async function firstLine(
  stdin: AsyncIterable<Uint8Array | string>,
): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of stdin) {
    text +=
      typeof chunk === 'string'
        ? chunk
        : decoder.decode(chunk, { stream: true })
    if (text.includes('\n') || text.length > 1000) break
  }
  return text.split('\n')[0] ?? ''
}

function report(
  context: Context,
  plan: EnginePlan,
  run: EngineRun,
  values: Values,
): number {
  const { t, err, io } = context
  const { stopped } = run
  const code =
    stopped?.fault === 'stopped'
      ? interrupted
      : stopped
        ? exitCodes.findings
        : codeFor(run.findings, values)
  if (values.json) {
    printJson(context, runToJson(run))
    return code
  }
  sayFindings(context, run.findings, values)
  print(context, countsOf(run, t).join(' · '))
  print(context, t('engine:used', { items: listOf(costItems(run.cost, t), t) }))
  if (stopped) {
    const fault = wordPhrase(faultPhrase(stopped), t)
    const said =
      stopped.fault === 'stopped'
        ? t('cli:frame.interrupted')
        : t('engine:stopped', { engine: plan.engine.name, fault })
    io.stderr.write(`${err.red(said)}\n${t('engine:goOn')}\n`)
  }
  return code
}

function countsOf({ outcomes, copied }: EngineRun, t: Translate): string[] {
  const count = (state: string): number =>
    outcomes.filter((one) => one.state === state).length
  const resumed = outcomes.filter((one) => one.resumed).length
  const [refused, failed, open] = ['refused', 'failed', 'open'].map(count)
  return [
    t('engine:acceptedCount', { count: count('accepted') }),
    ...(resumed ? [t('engine:resumedCount', { count: resumed })] : []),
    ...(copied ? [t('engine:copiedCount', { count: copied })] : []),
    ...(refused ? [t('engine:refusedCount', { count: refused })] : []),
    ...(failed ? [t('engine:failedCount', { count: failed })] : []),
    ...(open ? [t('engine:openCount', { count: open })] : []),
  ]
}
