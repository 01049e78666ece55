import type { Lines } from './lines.ts'

const dollar = 36

/**
 * Tell whether what stands between two dollars is a formula; Chinese about prices
 * is none.
 *
 * @param source - Text.
 * @param at - Offset of the first dollar.
 * @param close - Offset of the next.
 * @param end - End of the line.
 * @returns Whether it is, or `undefined` where that is in doubt.
 */
export function isMathText(
  source: string,
  at: number,
  close: number,
  end: number,
): boolean | undefined {
  const isLong = close === at + 1 || source.charCodeAt(close + 1) === dollar
  if (isLong) return undefined
  const content = source.slice(at + 1, close)
  if (/[\uD800-\uDFFF]/.test(content)) return undefined
  if (/[\\^_={}]/.test(content) || !/\p{Script=Han}/u.test(content)) return true
  if (/^[\s\d]|\s$/.test(content)) return false
  return !/^\d/.test(source.slice(close + 1, end))
}

/** Whether a dollar stands in a line behind another. */
export function hasDollarBehind(
  source: string,
  lines: Lines,
  line: number,
): boolean {
  const last = lines.ends.at(-1) as number
  for (let next = line + 1; next < lines.starts.length; next++) {
    const at = source.indexOf('$', lines.starts[next])
    if (at < 0 || at >= last) return false
    if (at < (lines.ends[next] as number)) return true
  }
  return false
}
