import type { Command } from '../command.ts'

/**
 * Commands that are run again and again. Each is loaded without the others, of which
 * some need much; no other command begins with its word.
 */
const alone = new Map<string, () => Promise<Command>>([
  ['build', async () => (await import('./build.ts')).build],
  ['check', async () => (await import('./check.ts')).check],
  ['watch', async () => (await import('./watch.ts')).watch],
  ['convert', async () => (await import('./convert.ts')).convert],
  ['explain', async () => (await import('./explain.ts')).explain],
  ['stream', async () => (await import('./stream.ts')).stream],
])

/**
 * Load the commands that words may call.
 *
 * @param words - Words of the command line.
 * @returns That one alone where its word says so; else every command, in the order
 *   they are listed.
 */
export async function loadCommands([first = '']: readonly string[]): Promise<
  readonly Command[]
> {
  const load = alone.get(first)
  return load ? [await load()] : (await import('./index.ts')).commands
}
