/** What opens syntax of site generators, with what closes it: `{{<` before `{{`. */
const shapes = [
  ['{{<', '>}}'],
  ['{{%', '%}}'],
  ['{%', '%}'],
  ['{{', '}}'],
  ['{#', '}'],
  ['{:', '}'],
  ['-{', '}-'],
  ['[[', ']]'],
] as const

/** Such as may not run over line endings. */
const onOneLine: ReadonlySet<string> = new Set(['{{', '{#', '{:', '[['])

/**
 * Find the end of syntax that is not Markdown, on one line.
 *
 * @param source - Text.
 * @param at - Offset of its first character.
 * @param lineEnd - End of the line.
 * @returns Offset behind it; -1 where there is none, `undefined` where it may go
 * on in the next line.
 * @see foreign
 */
export function foreignEnd(
  source: string,
  at: number,
  lineEnd: number,
): number | undefined {
  for (const [open, close] of shapes) {
    if (!source.startsWith(open, at)) continue
    const from = at + open.length
    if (!mayFollow(open, source, from, lineEnd)) continue
    const found = source.indexOf(close, from)
    const end = found + close.length
    const isOnLine = found >= 0 && end <= lineEnd
    if (!isOnLine && !onOneLine.has(open)) return undefined
    if (isOnLine && mayEnd(open, source.charCodeAt(end))) return end
  }
  return -1
}

/** Whether a character may stand behind what opens. */
function mayFollow(
  open: string,
  source: string,
  at: number,
  lineEnd: number,
): boolean {
  const code = source.charCodeAt(at)
  if (open === '[[') return code !== 91 && code !== 93
  return open !== '{#' || (at < lineEnd && code > 32)
}

/** Whether a character may stand behind what closes. */
function mayEnd(open: string, code: number): boolean {
  return open !== '[[' || (code !== 40 && code !== 91 && code !== 58)
}
