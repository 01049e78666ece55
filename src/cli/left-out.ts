import type { LeftOut } from '../exchange/index.ts'
import type { Context } from './context.ts'
import { visible } from './terminal-text.ts'

/**
 * Say what a format could not carry, if there is anything.
 *
 * @param leftOut - What was left out.
 * @param context - Context.
 */
export function reportLeftOut(
  { counts }: LeftOut,
  { io, err, t }: Context,
): void {
  const items = Object.entries(counts).map(([name, n]) => `${name} × ${n}`)
  if (items.length === 0) return
  const list = visible(items.join(', '))
  io.stderr.write(`${err.yellow(t('cli:exchange.leftOut', { list }))}\n`)
}
