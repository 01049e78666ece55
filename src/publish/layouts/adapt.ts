import type { Heading, Root } from 'mdast'
import { clone } from '../clone.ts'
import { listHeadings, plainText, takeAttributes } from '../html/index.ts'
import {
  type AddressContext,
  moveAddresses,
  type TextEdit,
} from './addresses.ts'
import type { Layout } from './layout.ts'

/** Edition that is to be put where a generator wants it. */
export interface EditionToAdapt extends AddressContext {
  /** Text without byte order mark. */
  text: string
  /** Its tree, whose positions point into the text. */
  tree: Root
  /** Tree of the source, whose headings give the ids. */
  sourceTree: Root
  /** BCP 47 tag of its language. */
  language: string
}

/**
 * Make an edition what its generator wants: headings with the ids of the source's,
 * addresses that lead where the source's do, front matter.
 *
 * @param edition - Edition and where it goes.
 * @returns Its text.
 */
export function adaptEdition(edition: EditionToAdapt): string {
  const { text, layout, name, language } = edition
  let adapted = ''
  let at = 0
  for (const { start, end, text: own } of editsOf(edition)) {
    adapted += text.slice(at, start) + own
    at = end
  }
  adapted += text.slice(at)
  const matter = layout.matter?.(name, language) ?? {}
  return Object.entries(matter).reduce(
    (done, [key, value]) => setMatter(done, key, value),
    adapted,
  )
}

/**
 * Take back what {@link adaptEdition} did, from an edition that somebody edited since.
 *
 * @param edition - Edition as it was made.
 * @param edited - Its file as it is now.
 * @returns What was edited, as if it had never been adapted.
 */
export function restoreEdition(
  edition: EditionToAdapt,
  edited: string,
): string {
  const { text, layout, name, language } = edition
  const matter = layout.matter?.(name, language) ?? {}
  let rest = edited
  for (const [key, value] of Object.entries(matter)) {
    const own = new RegExp(`^${key}[ \\t]*[:=].*$`, 'm').exec(headOf(text))
    const line = new RegExp(
      `^${key}[ \\t]*[:=] ?"?${value}"?(\\r\\n|\\n|\\r)`,
      'm',
    )
    rest = rest.replace(line, (_, eol: string) => (own ? own[0] + eol : ''))
    if (headOf(text) === '') {
      rest = rest.replace(/^---(\r\n|\n|\r)---\1\1/, '')
    }
  }
  let restored = ''
  let from = 0
  for (const { start, end, text: own } of editsOf(edition)) {
    const at = rest.indexOf(own, from)
    // Where it is gone, it was edited away.
    if (at < 0) continue
    restored += rest.slice(from, at) + text.slice(start, end)
    from = at + own.length
  }
  return restored + rest.slice(from)
}

function headOf(text: string): string {
  return /^(---|\+\+\+)[ \t]*[\r\n][\s\S]*?[\r\n]\1/.exec(text)?.[0] ?? ''
}

/** Changes in order, apart from each other. */
function editsOf(edition: EditionToAdapt): TextEdit[] {
  const { text, tree, layout, path } = edition
  const isPage = layout.isPage?.(path) ?? true
  const edits = [
    ...moveAddresses(text, tree, edition),
    ...(layout.moveMore?.(text, edition) ?? []),
    ...(isPage ? headingEdits(edition.sourceTree, tree, layout) : []),
  ].sort((a, b) => a.start - b.start)
  let at = 0
  return edits.filter(({ start, end }) => {
    if (start < at) return false
    at = end
    return true
  })
}

/** Give headings the ids of the source's where the generator would make others. */
function headingEdits(
  sourceTree: Root,
  tree: Root,
  { createSlugger, headingId }: Layout,
): TextEdit[] {
  if (!headingId) return []
  const ids = idsOf(sourceTree, createSlugger)
  const edits: TextEdit[] = []
  for (const [index, heading] of listHeadings(tree).entries()) {
    const id = ids[index]
    const end = heading.children.at(-1)?.position?.end.offset
    if (!id || end === undefined || ownIdOf(heading) !== undefined) continue
    const made = createSlugger().slug(plainText(heading).trim(), heading)
    if (made === id) continue
    const text = headingId(id, heading.depth)
    if (text !== '') edits.push({ start: end, end, text })
  }
  return edits
}

/** Ids of headings as the generator makes them; none for those that have their own. */
function idsOf(
  tree: Root,
  createSlugger: Layout['createSlugger'],
): (string | undefined)[] {
  const slugger = createSlugger()
  return listHeadings(tree).map((heading) =>
    ownIdOf(heading) === undefined
      ? slugger.slug(plainText(heading).trim(), heading)
      : undefined,
  )
}

/** Id that the author gave a heading. */
function ownIdOf(heading: Heading): string | undefined {
  return takeAttributes(clone(heading))
}

/**
 * Set a key of the front matter.
 *
 * @param text - Markdown, with or without front matter.
 * @param key - Key of the first level.
 * @param value - Value, a plain word.
 * @returns Markdown.
 */
export function setMatter(text: string, key: string, value: string): string {
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const found =
    /^(---|\+\+\+)([ \t]*(?:\r\n|\n|\r))([\s\S]*?)(^|(?<=[\r\n]))\1[ \t]*(?:[\r\n]|$)/.exec(
      text,
    )
  if (!found) return `---${eol}${key}: ${value}${eol}---${eol}${eol}${text}`
  const [, fence = '', line = '', inner = ''] = found
  const toml = fence === '+++'
  const entry = toml ? `${key} = "${value}"` : `${key}: ${value}`
  const own = new RegExp(`^${key}[ \\t]*[:=].*$`, 'm')
  const done = own.test(inner)
    ? inner.replace(own, entry)
    : toml
      ? // Keys of the first level stand before its tables.
        `${entry}${eol}${inner}`
      : `${inner}${entry}${eol}`
  const start = fence.length + line.length
  return text.slice(0, start) + done + text.slice(start + inner.length)
}
