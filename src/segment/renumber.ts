import type { Content, Inline } from '../model/index.ts'

/**
 * Number the codes of a content from 1 in their order.
 *
 * So two sentences compare as equal whose units differ in what stands before
 * them.
 *
 * @param content - Content.
 * @returns Content with other numbers, and what each number was.
 */
export function renumber(content: Content): {
  content: Content
  ids: ReadonlyMap<string, string>
} {
  const numbers = new Map<string, string>()
  const ids = new Map<string, string>()
  const number = (id: string): string => {
    let one = numbers.get(id)
    if (one === undefined) {
      one = String(numbers.size + 1)
      numbers.set(id, one)
      ids.set(one, id)
    }
    return one
  }
  const parts = content.map((part): Inline => {
    if (typeof part === 'string') return part
    if ('ph' in part) return { ph: number(part.ph) }
    return 'open' in part
      ? { open: number(part.open) }
      : { close: number(part.close) }
  })
  return { content: parts, ids }
}
