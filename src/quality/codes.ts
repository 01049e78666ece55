import type { Content } from '../model/index.ts'
import type { Issue, Pair } from './pair.ts'

/**
 * Report codes that a translation lost, doubled, made up or left open.
 *
 * @param pair - Sentence and translation.
 * @returns One `quality-code` at most: they are mended together.
 */
export function checkCodes(pair: Pair): Issue[] {
  const wanted = count(pair.segment.content)
  const found = count(pair.target)
  const lost: string[] = []
  const doubled: string[] = []
  const unknown: string[] = []
  for (const [code, times] of wanted) {
    const there = found.get(code) ?? 0
    if (there < times) lost.push(code)
    if (there > times) doubled.push(code)
  }
  for (const code of found.keys()) if (!wanted.has(code)) unknown.push(code)
  const crossed = isCrossed(pair.target) && !isCrossed(pair.segment.content)
  if (lost.length + doubled.length + unknown.length === 0 && !crossed) return []
  const kind =
    lost.length > 0
      ? 'lost'
      : doubled.length > 0
        ? 'doubled'
        : unknown.length > 0
          ? 'unknown'
          : 'crossed'
  const codes = { lost, doubled, unknown, crossed: [] }[kind].join(' ')
  const says = {
    lost: `The translation lost ${codes}.`,
    doubled: `The translation has ${codes} more often than the source.`,
    unknown: `The translation has ${codes}, which the source does not have.`,
    crossed: 'Marks of the translation close in another order than they open.',
  }
  return [
    {
      rule: 'quality-code',
      pair,
      reason: says[kind],
      note: 'Each code of the source stands once in the translation: move it to the words it belongs to.',
      ...(codes ? { actual: codes } : {}),
      key: `quality-code.${kind}`,
      values: { codes },
    },
  ]
}

function count(content: Content): Map<string, number> {
  const counts = new Map<string, number>()
  for (const part of content) {
    if (typeof part === 'string') continue
    const code =
      'ph' in part
        ? `<${part.ph}/>`
        : 'open' in part
          ? `<${part.open}>`
          : `</${part.close}>`
    counts.set(code, (counts.get(code) ?? 0) + 1)
  }
  return counts
}

/** Whether a mark closes around the start of one that it did not open around. */
function isCrossed(content: Content): boolean {
  const open: string[] = []
  for (const part of content) {
    if (typeof part === 'string') continue
    if ('open' in part) open.push(part.open)
    else if ('close' in part) {
      // What was opened in an earlier sentence is closed here: it is outermost.
      if (!open.includes(part.close)) {
        if (open.length > 0) return true
      } else if (open.pop() !== part.close) return true
    }
  }
  return false
}
