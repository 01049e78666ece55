import type { AmountMatch } from './amount.ts'
import { exact } from './exact.ts'

const tens =
  'twenties thirties forties fifties sixties seventies eighties nineties'
/** In his forties, in her early 30s, people in their 20s and 30s. */
const decades = new RegExp(
  `(?<=\\b(?:his|her|their|my|our|your|one's)(?: (?:early|mid|middle|late|mid-to-late)[ -]| (?:(?:[2-9]0s|[a-z]{7,9}) (?:and|or|to) )?))(?:([2-9])0s|(${tens.replaceAll(' ', '|')}))(?![A-Za-z\\d])`,
  'iy',
)
const mayBegin = /[2-9tfsen]/i

/**
 * Read the decade of somebody's life.
 *
 * @param folded - Folded text, English.
 * @param at - Where its number begins.
 * @returns Ten years of age of which only the order is said; `undefined` where
 * another number or word stands.
 */
export function readEnglishAge(
  folded: string,
  at: number,
): AmountMatch | undefined {
  if (!mayBegin.test(folded[at] ?? '')) return undefined
  decades.lastIndex = at
  const match = decades.exec(folded)
  if (!match) return undefined
  const decade = match[1]
    ? Number(match[1])
    : tens.split(' ').indexOf((match[2] ?? '').toLowerCase()) + 2
  return {
    start: at,
    end: at + match[0].length,
    kind: 'measure',
    low: exact(BigInt(decade * 10)),
    high: exact(BigInt(decade * 10 + 9)),
    precision: 1,
    bound: 'exact',
    vague: true,
    optional: false,
    unit: 'year-old',
  }
}
