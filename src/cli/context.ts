import type { Writable } from 'node:stream'
import pc from 'picocolors'
import type { Translate } from '../messages/index.ts'
import { UserError } from '../model/index.ts'
import type { Io, Output } from './io.ts'

/** Functions that colour text, or leave it. */
export type Colors = ReturnType<typeof pc.createColors>

/** What every command gets. */
export interface Context {
  /** Streams, environment, folder. */
  io: Io
  /** Messages in the language chosen. */
  t: Translate
  /** Colours of standard output. */
  out: Colors
  /** Colours of standard error. */
  err: Colors
}

/** What was said about colour on the command line. */
export interface ColorWishes {
  color?: boolean
  'no-color'?: boolean
}

/**
 * Choose the colours of a stream.
 *
 * A flag wins over `NO_COLOR`, which wins over `FORCE_COLOR`; else only a
 * terminal that is not dumb gets colours.
 *
 * @param output - Stream.
 * @param env - Environment variables.
 * @param wishes - Flags.
 * @returns Functions that colour text, or leave it.
 */
export function colorsFor(
  output: Output,
  env: Io['env'],
  wishes: ColorWishes,
): Colors {
  return pc.createColors(wantsColor(output, env, wishes))
}

function wantsColor(
  output: Output,
  env: Io['env'],
  wishes: ColorWishes,
): boolean {
  if (wishes['no-color']) return false
  if (wishes.color) return true
  if (env['NO_COLOR']) return false
  const force = env['FORCE_COLOR']
  if (force) return force !== '0' && force !== 'false'
  return output.isTTY === true && env['TERM'] !== 'dumb'
}

/**
 * Print a result.
 *
 * @param context - Context.
 * @param text - Text, without its last line end.
 */
export function print(context: Context, text: string): void {
  context.io.stdout.write(`${text}\n`)
}

/**
 * Print JSON for another program.
 *
 * @param context - Context.
 * @param value - What to print.
 */
export function printJson(context: Context, value: unknown): void {
  print(context, JSON.stringify(value, undefined, 2))
}

/**
 * Print a document of which one list may be too long to be held.
 *
 * @param context - Context.
 * @param before - What stands in front of the list.
 * @param key - Key of the list.
 * @param items - Items of the list.
 * @param after - What stands behind it.
 */
export async function printLongJson(
  context: Context,
  before: Readonly<Record<string, unknown>>,
  key: string,
  items: AsyncIterable<unknown>,
  after: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { stdout } = context.io
  const head = JSON.stringify(before, undefined, 2).slice(0, -2)
  stdout.write(`${head},\n  ${JSON.stringify(key)}: [`)
  let isEmpty = true
  for await (const item of items) {
    const text = JSON.stringify(item, undefined, 2).replaceAll('\n', '\n    ')
    const flows = stdout.write(`${isEmpty ? '' : ','}\n    ${text}`)
    isEmpty = false
    // What nobody has read yet would pile up in memory.
    if (flows !== false || !('once' in stdout)) continue
    if (!(await isTaken(stdout as unknown as Writable))) return
  }
  const tail = JSON.stringify(after, undefined, 2).slice(1)
  stdout.write(`${isEmpty ? '' : '\n  '}],${tail}\n`)
}

/** Wait until a stream takes more, and tell whether it does: a reader may be gone. */
function isTaken(stream: Writable): Promise<boolean> {
  return new Promise((done) => {
    const flows = () => end(true)
    const stops = () => end(false)
    const end = (isOpen: boolean): void => {
      stream.off('drain', flows).off('error', stops).off('close', stops)
      done(isOpen)
    }
    stream.once('drain', flows).once('error', stops).once('close', stops)
  })
}

/**
 * Make the error of a person who mistyped something.
 *
 * @param message - What is wrong.
 * @param hint - What to do next. Default: none.
 * @returns Error to throw.
 */
export function misuse(message: string, hint?: string): UserError {
  return new UserError(message, hint === undefined ? {} : { hint })
}
