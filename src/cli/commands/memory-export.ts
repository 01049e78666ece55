import { closeSync, openSync, renameSync, rmSync, writeSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { printMemory } from '../../build/memory.ts'
import { LeftOut } from '../../exchange/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { reportLeftOut } from '../left-out.ts'
import { openMemoryShown } from '../memory.ts'
import { unwritable } from '../write-file.ts'

/** Characters that are written at once. */
const chunk = 1 << 18

/** `yiwen memory export`: the translation memory as TMX. */
export const memoryExport: Run = async (context, { values }) => {
  const { io } = context
  const leftOut = new LeftOut()
  const { 'source-language': source, 'target-language': target } = values
  const pair = {
    ...(source === undefined ? {} : { source }),
    ...(target === undefined ? {} : { target }),
  }
  const { memory } = await openMemoryShown(context, values)
  try {
    const parts = inChunks(printMemory(memory, pair, leftOut))
    const to = values['to-file']
    if (to === undefined || to === '-') {
      for (const part of parts) io.stdout.write(part)
    } else {
      try {
        writeStreamed(resolve(io.cwd, to), parts)
      } catch (error) {
        const { syscall } = error as NodeJS.ErrnoException
        throw syscall === undefined ? error : unwritable(to, error, context.t)
      }
    }
  } finally {
    memory.close()
  }
  reportLeftOut(leftOut, context)
  return exitCodes.ok
}

function* inChunks(parts: Iterable<string>): Generator<string> {
  let text = ''
  for (const part of parts) {
    text += part
    if (text.length < chunk) continue
    yield text
    text = ''
  }
  yield text
}

/** Write a file whole or not at all, without holding it in memory. */
function writeStreamed(path: string, parts: Iterable<string>): void {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  const file = openSync(temporary, 'wx')
  try {
    try {
      for (const part of parts) {
        const bytes = Buffer.from(part)
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at)
      }
    } finally {
      closeSync(file)
    }
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
