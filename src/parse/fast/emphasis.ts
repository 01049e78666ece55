import type { Item } from './items.ts'

/**
 * Pair the runs of delimiters from an item on.
 *
 * @param items - What a text consists of; runs become ends of groups, or text.
 * @param from - Index of the first item.
 * @returns Whether it is as simple as it has to be: no run is split.
 */
export function pairRuns(items: readonly Item[], from: number): boolean {
  const stack: Item[] = []
  for (let index = from; index < items.length; index++) {
    const item = items[index]
    if (item?.kind !== 'run') continue
    const { open, close } = item.flanking ?? { open: false, close: false }
    if (!open && !close) {
      item.kind = 'leaf'
      continue
    }
    const size = item.end - item.start
    if (size > 2) return false
    const opened = close ? openerOf(item, stack) : -1
    const opener = stack[opened]
    if (opener) {
      if (opener.end - opener.start !== size) return false
      for (const inner of stack.splice(opened).slice(1)) inner.kind = 'leaf'
      opener.kind = 'open'
      item.kind = 'close'
      opener.type = size === 2 ? 'strong' : 'emphasis'
      item.type = opener.type
    } else if (open) stack.push(item)
    else item.kind = 'leaf'
  }
  for (const item of stack) item.kind = 'leaf'
  return true
}

/** Index of the run that one that closes belongs to; -1 if there is none. */
function openerOf(item: Item, stack: readonly Item[]): number {
  const size = item.end - item.start
  return stack.findLastIndex((opener) => {
    if (opener.marker !== item.marker) return false
    const isBoth = opener.flanking?.close || item.flanking?.open
    return !(isBoth && (opener.end - opener.start + size) % 3 === 0)
  })
}
