import { openProjectMemory, type ProjectMemory } from '../build/memory.ts'
import { translationSources } from '../build/memory-sources.ts'
import { ExchangeError } from '../exchange/index.ts'
import type { MemoryEntry } from '../memory/index.ts'
import { textOf, UserError } from '../model/index.ts'
import type { Context } from './context.ts'
import { reportLeftOut } from './left-out.ts'
import { createProgress } from './progress.ts'
import { loadSettings } from './project.ts'
import { visible } from './terminal-text.ts'

/** Memory of the project, and which of its files could not be read. */
export interface OpenedMemory extends ProjectMemory {
  /** Files that could not be read, with what is wrong in words. */
  failed: readonly { path: string; problem: string }[]
}

/**
 * Open the project's memory, showing how far it is and what could not be read.
 *
 * @param context - Context.
 * @param options - Whether all is read again, by default only what changed; the
 *   configuration's file.
 * @returns Memory, to be closed.
 * @throws UserError when it cannot be opened.
 */
export async function openMemoryShown(
  context: Context,
  options: { rebuild?: boolean; config?: string } = {},
): Promise<OpenedMemory> {
  const { io, err, t } = context
  const { config } = await loadSettings(context, options)
  const translations = await translationSources(io.cwd, config)
  const progress = createProgress(context)
  let opened: ProjectMemory
  try {
    opened = await openProjectMemory({
      cwd: io.cwd,
      translations,
      rebuild: options.rebuild ?? false,
      onProgress: ({ path, entries, share }) => {
        const count = t('cli:memory.entries', { count: entries })
        const done = Math.round(share * 100)
        progress.update({ done, total: 100, path: `${path}: ${count}` })
      },
    })
  } finally {
    progress.end()
  }
  const failed = opened.report.failed.map(({ path, error }) => ({
    path,
    problem: problemOf(error, context),
  }))
  for (const { path, problem } of failed) {
    const line = t('cli:memory.failed', { path: visible(path), problem })
    io.stderr.write(`${err.yellow(line)}\n`)
  }
  reportLeftOut(opened.leftOut, context)
  return { ...opened, failed }
}

/** What is wrong with a file; an error that is nobody's mistake goes on. */
function problemOf(error: unknown, { t }: Context): string {
  if (error instanceof ExchangeError) {
    const { problem, line, message } = error
    const detail = { detail: visible(message) }
    return t('cli:memory.atLine', {
      line,
      problem: t(`cli:exchange.problem.${problem}`, detail),
    })
  }
  if (error instanceof UserError) throw error
  const { code, syscall } = error as NodeJS.ErrnoException
  if (code === undefined || syscall === undefined) throw error
  return `${code} (${syscall})`
}

/**
 * Give an entry for another program.
 *
 * @param entry - Entry.
 * @returns Entry, its two sides as texts with tags and without.
 */
export function entryToJson(entry: MemoryEntry): object {
  return {
    ...entry,
    sourceText: textOf(entry.source),
    targetText: textOf(entry.target),
  }
}
