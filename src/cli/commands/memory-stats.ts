import type { MemoryStats } from '../../memory/index.ts'
import { exitCodes, segmentStates } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, print, printJson } from '../context.ts'
import { openMemoryShown } from '../memory.ts'
import { visible } from '../terminal-text.ts'

/** `yiwen memory stats`: what the translation memory has. */
export const memoryStats: Run = (context, { values }) => report(context, values)

/** `yiwen memory rebuild`: the translation memory from its files, all anew. */
export const memoryRebuild: Run = (context, { values }) =>
  report(context, { ...values, rebuild: true })

async function report(
  context: Context,
  options: { json?: boolean; config?: string; rebuild?: boolean },
): Promise<number> {
  const { memory, failed } = await openMemoryShown(context, options)
  try {
    const stats = memory.stats()
    if (options.json) printJson(context, { ...stats, failed })
    else printStats(context, stats)
  } finally {
    memory.close()
  }
  return failed.length > 0 ? exitCodes.findings : exitCodes.ok
}

function printStats(context: Context, stats: MemoryStats): void {
  const { t } = context
  print(context, t('cli:memory.total', { count: stats.entries }))
  for (const { source, target, entries } of stats.pairs) {
    const count = t('cli:memory.entries', { count: entries })
    print(context, `  ${source} → ${target}: ${count}`)
  }
  for (const state of segmentStates) {
    const count = stats.states[state]
    if (count === undefined) continue
    const shown = t('cli:memory.entries', { count })
    print(context, `  ${t(`cli:memory.state.${state}`)}: ${shown}`)
  }
  for (const { path, entries } of stats.files) {
    const count = t('cli:memory.entries', { count: entries })
    print(context, `  ${visible(path)}: ${count}`)
  }
  const megabytes = Math.round(stats.bytes / 1e5) / 10
  print(context, t('cli:memory.size', { megabytes }))
}
