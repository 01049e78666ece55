import type { Lines } from './lines.ts'

/** End of the next run of a character that has a size; -1 if there is none. */
export function findRun(
  source: string,
  start: number,
  end: number,
  character: string,
  size: number,
): number {
  let at = source.indexOf(character, start)
  while (at >= 0 && at < end) {
    let to = at + 1
    while (to < end && source.charAt(to) === character) to++
    if (to - at === size) return to
    at = source.indexOf(character, to)
  }
  return -1
}

/** Whether a run of backticks of a size stands in a line behind another. */
export function hasFenceBehind(
  source: string,
  lines: Lines,
  line: number,
  size: number,
): boolean {
  const last = lines.ends.at(-1) as number
  for (let next = line + 1; next < lines.starts.length; next++) {
    const start = lines.starts[next] as number
    const end = lines.ends[next] as number
    const at = source.indexOf('`', start)
    if (at < 0 || at >= last) return false
    if (findRun(source, start, end, '`', size) >= 0) return true
  }
  return false
}
