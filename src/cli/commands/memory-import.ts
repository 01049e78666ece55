import { type KeptFile, keepTmx } from '../../build/memory.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { misuse, print, printJson } from '../context.ts'
import { openMemoryShown } from '../memory.ts'
import { visible } from '../terminal-text.ts'

/** `yiwen memory import`: TMX files for the translation memory. */
export const memoryImport: Run = async (
  context,
  { arguments: files, values },
) => {
  const { io, t } = context
  const kept: KeptFile[] = []
  const undo = () => {
    for (const one of kept) one.undo()
  }
  try {
    for (const file of files) {
      kept.push(await keepTmx(io.cwd, file))
    }
    const { memory, report, failed } = await openMemoryShown(context, values)
    try {
      const paths = kept.map(({ path }) => path)
      const bad = failed.find(({ path }) => paths.includes(path))
      if (bad) {
        const path = visible(bad.path)
        throw misuse(
          t('cli:memory.failed', { path, problem: bad.problem }),
          t('cli:memory.nothingKept'),
        )
      }
      const { added, known } = report
      const { entries } = memory.stats()
      if (values.json)
        printJson(context, { files: paths, added, known, entries })
      else {
        print(context, t('cli:memory.imported', { added, known }))
        print(context, t('cli:memory.total', { count: entries }))
      }
    } finally {
      memory.close()
    }
  } catch (error) {
    undo()
    throw error
  }
  return exitCodes.ok
}
