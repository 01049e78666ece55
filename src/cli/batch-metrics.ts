import {
  type Batch,
  readListenAddress,
  type ServedMetrics,
  serveMetrics,
} from '../queue/index.ts'
import type { WorkEvents } from './batch-work.ts'
import { type Context, misuse } from './context.ts'
import type { Values } from './options.ts'

/**
 * Answer Prometheus where the command line asks for it.
 *
 * @param context - Context.
 * @param values - Options.
 * @param all - Batch.
 * @returns Server, if one was asked for.
 * @throws UserError when the address is none, or nothing can listen there.
 */
export async function openMetrics(
  { io, t }: Context,
  { metrics: value }: Values,
  all: Batch,
): Promise<ServedMetrics | undefined> {
  if (value === undefined) return undefined
  const address = readListenAddress(value)
  if (!address) {
    throw misuse(
      t('cli:misuse.invalidValue', { value, option: '--metrics' }),
      t('cli:hint.batchMetrics'),
    )
  }
  const served = await serveMetrics(address, all.name, () => all.status())
  io.stderr.write(`${t('cli:batch.metrics', { url: served.url })}\n`)
  return served
}

/**
 * Count what a worker tells.
 *
 * @param served - Metrics, if there are any.
 * @param events - Is told, too.
 * @returns Events of the worker.
 */
export function counted(
  served: ServedMetrics | undefined,
  events: WorkEvents,
): WorkEvents {
  if (!served) return events
  const { metrics } = served
  return {
    ...events,
    onMade: (path, milliseconds) => {
      metrics.made(milliseconds)
      events.onMade(path, milliseconds)
    },
    onFailed: (path, reason, isLast) => {
      metrics.attempt(isLast ? 'put-aside' : 'failed')
      events.onFailed(path, reason, isLast)
    },
  }
}
