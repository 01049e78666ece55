import { setTimeout as sleep } from 'node:timers/promises'
import { exitCodes } from '../model/index.ts'
import type { Batch, BatchStatus, ServedMetrics } from '../queue/index.ts'
import { counted, openMetrics } from './batch-metrics.ts'
import { openBatch, printSubmitted, submitArticles } from './batch-options.ts'
import { createBatchProgress, statusLine } from './batch-progress.ts'
import { startBatchWorker } from './batch-work.ts'
import type { Given } from './command.ts'
import { type Context, misuse, print, printJson } from './context.ts'
import { visible } from './terminal-text.ts'

/** Milliseconds between looks at the queue. */
const interval = 250

/** Runs `yiwen batch`: submit articles, work on them, and wait until all are made. */
export async function runBatch(
  context: Context,
  given: Given,
): Promise<number> {
  const { values } = given
  const end = endOf(context)
  const all = await openBatch(context, values)
  let served: ServedMetrics | undefined
  try {
    served = await openMetrics(context, values, all)
    const events = {
      ...reporter(context),
      onOtherVersion: otherVersion(context, end),
    }
    const worker = await startBatchWorker(
      context,
      values,
      counted(served, events),
    )
    const progress = createBatchProgress(context)
    try {
      const { project } = await submitArticles(
        context,
        all,
        given,
        end.signal,
        () => undefined,
      )
      let isOver = false
      while (!isOver && !end.signal.aborted) {
        isOver = await untilIdle(all, progress, end.signal)
        const { made, failed, submitted } = await all.status()
        if (!isOver || made + failed >= submitted) break
        // What a queue lost when its server did is put in once more.
        await submitArticles(
          context,
          all,
          { ...given, values: { ...values, resume: true } },
          end.signal,
          () => undefined,
        )
        isOver = false
      }
      progress.end()
      if (!values.json)
        printSubmitted(context, (await all.status()).submitted, project)
    } finally {
      progress.end()
      await worker.close()
    }
    return await report(context, all, values.json === true)
  } finally {
    served?.close()
    await all.close()
  }
}

/** Runs `yiwen batch submit`: put articles into the queue. */
export async function runBatchSubmit(
  context: Context,
  given: Given,
): Promise<number> {
  const { io, t } = context
  const end = endOf(context)
  const all = await openBatch(context, given.values)
  try {
    let said = false
    const { submitted, project } = await submitArticles(
      context,
      all,
      given,
      end.signal,
      (count, waits) => {
        if (!waits || said) return
        said = true
        io.stderr.write(`${t('cli:batch.ahead', { count })}\n`)
      },
    )
    if (given.values.json) printJson(context, { submitted })
    else printSubmitted(context, submitted, project)
    return end.signal.aborted ? exitCodes.findings : exitCodes.ok
  } finally {
    await all.close()
  }
}

/** Runs `yiwen batch work`: make editions of what is in the queue. */
export async function runBatchWork(
  context: Context,
  { values }: Given,
): Promise<number> {
  const { io, t } = context
  const end = endOf(context)
  const all = await openBatch(context, values)
  let served: ServedMetrics | undefined
  try {
    let made = 0
    served = await openMetrics(context, values, all)
    const events = {
      ...reporter(context),
      onMade: () => {
        made++
      },
      onOtherVersion: otherVersion(context, end),
    }
    const worker = await startBatchWorker(
      context,
      values,
      counted(served, events),
    )
    io.stderr.write(`${t('cli:batch.working', { name: visible(all.name) })}\n`)
    const progress = createBatchProgress(context)
    try {
      if (values['until-done']) await untilIdle(all, progress, end.signal)
      else {
        while (!end.signal.aborted) {
          progress.update(await all.status())
          await sleep(1000, undefined, { signal: end.signal }).catch(() => {})
        }
      }
    } finally {
      progress.end()
      await worker.close()
    }
    if (values.json) printJson(context, { made })
    else print(context, t('cli:batch.worked', { count: made }))
    if (end.reason) throw end.reason
    return exitCodes.ok
  } finally {
    served?.close()
    await all.close()
  }
}

/** Runs `yiwen batch status`: how far it is. */
export async function runBatchStatus(
  context: Context,
  { values }: Given,
): Promise<number> {
  const all = await openBatch(context, values)
  try {
    return await report(context, all, values.json === true)
  } finally {
    await all.close()
  }
}

/** Runs `yiwen batch failed`: articles that were given up. */
export async function runBatchFailed(
  context: Context,
  { values }: Given,
): Promise<number> {
  const { t, out } = context
  const all = await openBatch(context, values)
  try {
    const limit = Number(values.limit ?? 1000)
    const letters = await all.deadLetters(limit)
    if (values.json) printJson(context, letters)
    else if (letters.length === 0) print(context, t('cli:batch.noneFailed'))
    for (const { path, reason, attempts, at } of values.json ? [] : letters) {
      print(context, out.bold(visible(path)))
      print(context, `  ${visible(reason)}`)
      print(
        context,
        out.dim(`  ${t('cli:batch.attempts', { count: attempts })} · ${at}`),
      )
    }
    return letters.length > 0 ? exitCodes.findings : exitCodes.ok
  } finally {
    await all.close()
  }
}

/** Runs `yiwen batch retry`: try them again. */
export async function runBatchRetry(
  context: Context,
  { arguments: named, values }: Given,
): Promise<number> {
  const { io, t } = context
  const all = await openBatch(context, values)
  try {
    const paths = named.length === 0 ? undefined : named
    const { replayed, unknown } = await all.replay(paths)
    for (const path of unknown) {
      io.stderr.write(`${t('cli:batch.notFailed', { path: visible(path) })}\n`)
    }
    if (values.json) printJson(context, { replayed, unknown })
    else print(context, t('cli:batch.replayed', { count: replayed.length }))
    return unknown.length > 0 ? exitCodes.findings : exitCodes.ok
  } finally {
    await all.close()
  }
}

/** Ends what runs on, when it is interrupted. */
interface End {
  signal: AbortSignal
  reason?: Error
  abort(reason?: Error): void
}

function endOf({ io }: Context): End {
  const controller = new AbortController()
  const end: End = {
    signal: controller.signal,
    abort(reason) {
      if (reason) end.reason ??= reason
      controller.abort()
    },
  }
  io.onInterrupt?.(() => end.abort())
  return end
}

/** Wait until no article waits, is being made or will be tried again. */
async function untilIdle(
  all: Batch,
  progress: { update(status: BatchStatus): void },
  signal: AbortSignal,
): Promise<boolean> {
  let idle = 0
  while (!signal.aborted) {
    const status = await all.status()
    progress.update(status)
    const { waiting, active, delayed } = status
    idle = waiting + active + delayed === 0 ? idle + 1 : 0
    // An article is in no list while it goes from one to another.
    if (idle > 2) return true
    await sleep(interval, undefined, { signal }).catch(() => undefined)
  }
  return false
}

function reporter({ io, t, err }: Context) {
  return {
    onMade: () => undefined,
    onFailed: (path: string, reason: string, isLast: boolean) => {
      const values = { path: visible(path), reason: visible(reason) }
      const text = t(isLast ? 'cli:batch.gaveUp' : 'cli:batch.again', values)
      io.stderr.write(`${isLast ? err.red(text) : err.dim(text)}\n`)
    },
  }
}

function otherVersion({ t }: Context, end: End): (version: string) => void {
  return (version) => {
    end.abort(
      misuse(
        t('cli:batch.otherVersion', { version }),
        t('cli:hint.sameVersion'),
      ),
    )
  }
}

async function report(
  context: Context,
  all: Batch,
  json: boolean,
): Promise<number> {
  const { t } = context
  const status = await all.status()
  const { submitted, made, failed, findings } = status
  if (json) printJson(context, status)
  else if (submitted === 0) print(context, t('cli:batch.empty'))
  else {
    const rate = status.elapsed > 0 ? (made * 1000) / status.elapsed : 0
    const isOver = made + failed >= submitted
    print(context, statusLine(context, status, isOver ? 0 : rate))
    const rules = Object.entries(findings).sort(([, a], [, b]) => b - a)
    for (const [rule, count] of rules) print(context, `  ${count}  ${rule}`)
    if (failed > 0) print(context, t('cli:batch.seeFailed'))
    const lost = submitted - made - failed
    const { waiting, active, delayed } = status
    if (lost > 0 && waiting + active + delayed === 0) {
      print(context, t('cli:batch.lost', { count: lost }))
    }
  }
  return failed > 0 ? exitCodes.findings : exitCodes.ok
}
