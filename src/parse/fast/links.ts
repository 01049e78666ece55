import type { Item, Link } from './items.ts'

const resource =
  /\([ ]*(?:([^\s<()\\\p{Cc}][^\s()\\\p{Cc}]*(?:\([^\s()\\\p{Cc}]*\)[^\s()\\\p{Cc}]*)*)(?:[ ]+(?:"([^"\\&\r\n\t]*)"|'([^'\\&\r\n\t]*)'))?[ ]*)?\)/uy
const nextLabel = /\[([^[\]\\\r\n]{0,900})\]/y

/** Labels that have a definition. */
export interface Definitions {
  /** Tell whether a label has a definition. */
  isDefined(label: string): boolean
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
  if (!destination) return { labelEnd: at, end }
  const from = source.indexOf(destination, at + 2)
  const to = from + destination.length
  const link: Omit<Link, 'isImage'> = {
    labelEnd: at,
    end,
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
 * Tell whether a label may be one that has a definition.
 *
 * @param source - Text.
 * @param start - Start of the label.
 * @param end - Offset of the bracket behind it.
 * @param next - Character behind that.
 * @param definitions - What is defined.
 * @returns Whether it may, or the label in brackets behind it.
 */
export function mayRefer(
  source: string,
  start: number,
  end: number,
  next: number,
  definitions: Definitions,
): boolean {
  if (!definitions.hasDefinitions) return false
  const own = source.slice(start, end)
  // Between its lines are the marks of the containers that it stands in.
  if (/[\r\n]/.test(own) || definitions.isDefined(own)) return true
  if (next !== 91) return false
  nextLabel.lastIndex = end + 1
  const label = nextLabel.exec(source)?.[1]
  return label === undefined || definitions.isDefined(label)
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
