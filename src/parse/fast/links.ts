import type { Item, Link } from './items.ts'

const resource =
  /\([ ]*(?:([^\s<()\\\p{Cc}][^\s()\\\p{Cc}]*(?:\([^\s()\\\p{Cc}]*\)[^\s()\\\p{Cc}]*)*)(?:[ ]+(?:"([^"\\&\r\n\t]*)"|'([^'\\&\r\n\t]*)'))?[ ]*)?\)/uy
const nextLabel = /\[([^[\]\\\r\n]{0,900})\]/y

/** Labels that have a definition. */
export interface Definitions {
  /** Tell whether a label has a definition. */
  isDefined(label: string): boolean
  /** Tell whether a label is that of a footnote. */
  isFootnote(label: string): boolean
  /** Whether any label has one. */
  hasDefinitions: boolean
}

/**
 * Read the address of a link, in round brackets.
 *
 * @param source - Text.
 * @param at - Offset of the bracket that ends the link's text.
 * @param lineEnd - End of the line.
 * @returns Where the link and its parts end, or `undefined` where that is in doubt.
 */
export function resourceAt(
  source: string,
  at: number,
  lineEnd: number,
): Omit<Link, 'isImage'> | undefined {
  resource.lastIndex = at + 1
  const match = resource.exec(source)
  const end = resource.lastIndex
  if (!match || end > lineEnd) return undefined
  const [, destination, double, single] = match
  if (!destination) return { labelEnd: at, end, hasResource: true }
  const from = source.indexOf(destination, at + 2)
  const to = from + destination.length
  const link: Omit<Link, 'isImage'> = {
    labelEnd: at,
    end,
    hasResource: true,
    destination: [from, to],
  }
  const title = double ?? single
  if (title) {
    const quote = source.lastIndexOf(double ? '"' : "'", end - 1)
    link.title = [quote - title.length, quote]
  }
  return link
}

/**
 * Read what a label refers to, where no address is behind it.
 *
 * @param source - Text.
 * @param start - Start of the label.
 * @param end - Offset of the bracket behind it.
 * @param next - Character behind that.
 * @param definitions - What is defined.
 * @returns Where the link and its parts end, `none` where there is no link, or
 * `undefined` where that is in doubt.
 */
export function referenceAt(
  source: string,
  start: number,
  end: number,
  next: number,
  definitions: Definitions,
): Omit<Link, 'isImage'> | 'none' | undefined {
  if (!definitions.hasDefinitions) return 'none'
  const own = source.slice(start, end)
  // Between its lines are the marks of the containers that it stands in.
  if (/[\r\n]/.test(own)) return undefined
  const isDefined = definitions.isDefined(own)
  if (next !== 91) {
    return isDefined ? { labelEnd: end, end: end + 1 } : 'none'
  }
  nextLabel.lastIndex = end + 1
  const label = nextLabel.exec(source)?.[1]
  if (label === undefined) return undefined
  const to = nextLabel.lastIndex
  if (label === '' ? isDefined : definitions.isDefined(label)) {
    return { labelEnd: end, end: to, reference: [end + 1, to] }
  }
  return 'none'
}

/** Whether a bracket that opens nothing stands in a link; it is text there. */
export function hasBracketInLink(items: readonly Item[]): boolean {
  let depth = 0
  for (const { kind, link } of items) {
    if (kind === 'link-start') depth++
    else if (kind === 'link-end') depth--
    else if (link && depth > 0) return true
  }
  return false
}
