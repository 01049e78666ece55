import type { AmountMatch } from './amount.ts'
import { exact } from './exact.ts'

const powers: Readonly<Record<string, number>> = {
  hundred: 2,
  thousand: 3,
  million: 6,
  billion: 9,
  trillion: 12,
}
const scale = '(?:hundred|thousand|million|billion|trillion)'
/** Several hundred million, a few thousand, multibillion-dollar. */
const orders = new RegExp(
  `(?:(?:several|many|(?:quite )?a few)(?<words>(?: ${scale}){1,2})|multi-?(?<joined>thousand|million|billion|trillion))(?![A-Za-z])`,
  'iy',
)
/** Per million: how many something is counted for. */
const rate =
  /(?<=\b(?:per|every) )(hundred|thousand|million|billion)(?![A-Za-z])/iy

/**
 * Read an order of size told in English words, or of how many a rate is.
 *
 * @param folded - Folded text, English.
 * @param at - Where a word begins.
 * @returns Amount, or `undefined` where another word stands.
 */
export function readEnglishOrder(
  folded: string,
  at: number,
): AmountMatch | undefined {
  orders.lastIndex = at
  const order = orders.exec(folded)
  if (order) {
    const words = order.groups?.['words'] ?? order.groups?.['joined'] ?? ''
    const power = words
      .trim()
      .toLowerCase()
      .split(' ')
      .reduce((sum, word) => sum + (powers[word] ?? 0), 0)
    return {
      ...size(at, at + order[0].length, power),
      high: exact(99n, power),
      vague: true,
      optional: true,
    }
  }
  rate.lastIndex = at
  const per = rate.exec(folded)
  if (!per) return undefined
  const power = powers[(per[1] ?? '').toLowerCase()] ?? 0
  const ofFigure = / parts per $/i.test(folded.slice(Math.max(0, at - 12), at))
  return { ...size(at, at + per[0].length, power), optional: ofFigure }
}

function size(start: number, end: number, power: number): AmountMatch {
  const value = exact(1n, power)
  return {
    start,
    end,
    kind: 'number',
    low: value,
    high: value,
    precision: power,
    bound: 'exact',
    vague: false,
    optional: false,
  }
}
