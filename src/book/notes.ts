import type { Element, ElementContent } from 'hast'
import { h, mapElements } from './nodes.ts'

/** Footnote of an article. */
export interface Note {
  /** Id of its element, which references lead to. */
  id: string
  /** Number that its references show. */
  number: string
  /** Id of its first reference. */
  reference: string | undefined
  /** What it says, without links back. */
  children: ElementContent[]
}

/**
 * Take the footnotes out of an article.
 *
 * @param body - Body with a section of footnotes, as remark-rehype makes it.
 * @returns Body without it, and the footnotes in order.
 */
export function takeNotes(body: readonly ElementContent[]): {
  body: ElementContent[]
  notes: Note[]
} {
  const notes: Note[] = []
  const rest = mapElements(body, (element) => {
    if (element.properties['dataFootnotes'] === undefined) return element
    for (const list of element.children) {
      if (list.type !== 'element' || list.tagName !== 'ol') continue
      for (const item of list.children) {
        if (item.type === 'element') notes.push(readNote(item, notes.length))
      }
    }
    return []
  })
  return { body: rest, notes }
}

function readNote(item: Element, index: number): Note {
  let reference: string | undefined
  const children = mapElements(item.children, (element) => {
    if (element.properties['dataFootnoteBackref'] === undefined) return element
    reference ??= String(element.properties['href'] ?? '').replace(/^#/, '')
    return []
  })
  for (const child of children) {
    if (child.type === 'element') trimEnd(child)
  }
  return {
    id: String(item.properties['id'] ?? `note-${index + 1}`),
    number: String(index + 1),
    reference,
    children,
  }
}

/** The links back stood behind a space, those after the first in `sup`. */
function trimEnd(element: Element): void {
  for (let last = element.children.at(-1); last; ) {
    const isSpace = last.type === 'text' && last.value.trim() === ''
    if (!isSpace) break
    element.children.pop()
    last = element.children.at(-1)
  }
  const last = element.children.at(-1)
  if (last?.type === 'text') last.value = last.value.trimEnd()
}

/**
 * Write footnotes as EPUB has them: readers show them where they are referred to.
 *
 * @param body - Body of a chapter.
 * @returns Body whose references are `noteref` and whose notes are `footnote`.
 *
 * @see EPUB Structural Semantics Vocabulary 1.1, Notes and annotations
 */
export function popUpNotes(body: readonly ElementContent[]): ElementContent[] {
  const { body: rest, notes } = takeNotes(body)
  if (notes.length === 0) return rest
  const marked = mapElements(rest, (element) => {
    if (element.properties['dataFootnoteRef'] === undefined) return element
    const { href, id } = element.properties
    return h(
      'a',
      {
        ...(href === undefined ? {} : { href }),
        ...(id === undefined ? {} : { id }),
        'epub:type': 'noteref',
        role: 'doc-noteref',
      },
      element.children,
    )
  })
  return [...marked, h('hr', { className: ['notes'] }), ...notes.map(asideOf)]
}

function asideOf({ id, number, reference, children }: Note): Element {
  const mark =
    reference === undefined
      ? h('span', { className: ['number'] }, number)
      : h(
          'a',
          {
            className: ['number'],
            href: `#${reference}`,
            role: 'doc-backlink',
          },
          number,
        )
  const first = children.findIndex((child) => child.type === 'element')
  const own = children[first]
  const isParagraph = own?.type === 'element' && own.tagName === 'p'
  const content = isParagraph
    ? children.with(first, {
        ...own,
        children: [mark, { type: 'text', value: ' ' }, ...own.children],
      })
    : [h('p', {}, mark), ...children]
  return h(
    'aside',
    { id, 'epub:type': 'footnote', role: 'doc-footnote' },
    content,
  )
}
