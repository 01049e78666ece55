import type { Token } from 'micromark-util-types'
import type { Item, Link } from './items.ts'
import type { Tokens } from './tokens.ts'

/**
 * Add the events of what a text consists of.
 *
 * @param items - Items, paired.
 * @param tokens - Where events are added.
 */
export function emitItems(items: readonly Item[], tokens: Tokens): void {
  const open: Token[] = []
  let data: Token | undefined
  const joinsBrackets = bracketsComeFirst(items)
  for (const item of items) {
    const { kind, type, start, end, link } = item
    if (kind === 'leaf' && type === 'data') {
      // In a span, delimiters left over are one with the text beside them.
      const isPart = open.length > 0 && (!link || joinsBrackets)
      if (isPart && data) data.end.offset = end
      else if (isPart) {
        data = tokens.enter(type, start)
        tokens.exit(data, end)
      } else {
        data = undefined
        tokens.leaf(type, start, end)
      }
      continue
    }
    data = undefined
    if (kind === 'open') {
      const text = type === 'strong' ? 'strongText' : 'emphasisText'
      open.push(tokens.enter(type, start), tokens.enter(text, end))
    } else if (kind === 'close') {
      exit(tokens, open.pop(), start)
      exit(tokens, open.pop(), end)
    } else if (kind === 'link-start' && link) {
      const name = link.isImage ? 'image' : 'link'
      // Where these end is asked for before they are left.
      open.push(
        tokens.enter(name, start, link.end),
        tokens.enter('label', start),
        tokens.enter('labelText', end, link.labelEnd),
      )
    } else if (kind === 'link-end' && link) {
      exit(tokens, open.pop(), start)
      exit(tokens, open.pop(), start + 1)
      if (link.hasResource) emitResource(tokens, link)
      if (link.reference) tokens.leaf('reference', ...link.reference)
      exit(tokens, open.pop(), end)
    } else if (type === 'htmlText') {
      const html = tokens.enter(type, start, end)
      tokens.leaf('htmlTextData', start, end)
      tokens.exit(html, end)
    } else tokens.leaf(type, start, end)
  }
}

/** Whether brackets left over become text before delimiters are paired. */
function bracketsComeFirst(items: readonly Item[]): boolean {
  const isBracket = ({ link }: Item): boolean => link !== undefined
  const bracket = items.findIndex(isBracket)
  const run = items.findIndex(({ marker }) => marker !== undefined)
  return bracket < run
}

function emitResource(
  tokens: Tokens,
  { labelEnd, end, destination, title }: Link,
): void {
  const resource = tokens.enter('resource', labelEnd + 1)
  if (destination) tokens.leaf('resourceDestination', ...destination)
  if (title) {
    const string = tokens.enter('resourceTitleString', ...title)
    tokens.leaf('data', ...title)
    tokens.exit(string, title[1])
  }
  tokens.exit(resource, end)
}

function exit(tokens: Tokens, token: Token | undefined, end: number): void {
  if (token) tokens.exit(token, end)
}
