import type { Element, ElementContent } from 'hast'
import { type Chapter, chapterName } from './book.ts'
import { eachElement, mapElements } from './nodes.ts'

const chapterLink = /^(?:chapter-(\d+)\.xhtml)?(?:#(.*))?$/s

/** Place that a link within a book leads to. */
export interface BookPlace {
  /** Number of the chapter, from 0. */
  chapter: number
  /** Id in it; none is its beginning. */
  id: string | undefined
}

/**
 * Read where a link leads within its book.
 *
 * @param href - Address, as {@link Chapter.body} has it.
 * @param chapter - Number of the chapter it stands in, from 0.
 * @returns Place, or `undefined` where it leads out of the book.
 */
export function placeOf(href: string, chapter: number): BookPlace | undefined {
  const match = chapterLink.exec(href)
  if (!match || href === '') return undefined
  const [, number, fragment] = match
  let id = fragment
  try {
    id = fragment && decodeURIComponent(fragment)
  } catch {
    // As it is written, then.
  }
  return {
    chapter: number === undefined ? chapter : Number(number) - 1,
    id: id || undefined,
  }
}

/**
 * Make ids what XML takes for names, and take links out that lead nowhere.
 *
 * @param chapters - Chapters; they are left as they are.
 * @returns Chapters whose ids are XML names, each once, and whose links within the
 *   book all lead somewhere.
 */
export function settleAnchors(chapters: readonly Chapter[]): Chapter[] {
  const known = chapters.map(idsOf)
  return chapters.map((chapter, index) => {
    const seen = new Set<string>()
    const settle = (nodes: readonly ElementContent[]): ElementContent[] =>
      mapElements(nodes, (element) => {
        const { properties } = element
        if (properties['id'] !== undefined) {
          const id = xmlName(String(properties['id']))
          if (seen.has(id)) delete properties['id']
          else properties['id'] = id
          seen.add(id)
        }
        return element.tagName === 'a' ? settleLink(element, index) : element
      })
    const settleLink = (element: Element, from: number): Element => {
      const { href } = element.properties
      if (typeof href !== 'string') return unlinked(element)
      const place = placeOf(href, from)
      if (!place) return element
      const ids = known[place.chapter]
      if (!ids || (place.id !== undefined && !ids.has(place.id))) {
        return unlinked(element)
      }
      const file = place.chapter === from ? '' : chapterName(place.chapter)
      const id = place.id === undefined ? '' : `#${address(xmlName(place.id))}`
      element.properties['href'] = file + id || chapterName(from)
      return element
    }
    return {
      ...chapter,
      header: settle(chapter.header),
      body: settle(chapter.body),
      // That of the footnotes is gone where they are no section of their own.
      headings: chapter.headings
        .filter(({ id }) => known[index]?.has(id))
        .map((one) => ({ ...one, id: xmlName(one.id) })),
    }
  })
}

/** A link that leads nowhere is its words; they may be blocks, as in a link. */
function unlinked(element: Element): Element {
  delete element.properties['href']
  return element
}

function idsOf({ header, body }: Chapter): Set<string> {
  const ids = new Set<string>()
  eachElement([...header, ...body], ({ properties: { id } }) => {
    if (id !== undefined) ids.add(String(id))
  })
  return ids
}

/**
 * Write an id as an XML name without colons.
 *
 * @param id - Id of HTML.
 * @returns The same where it is such a name already.
 */
export function xmlName(id: string): string {
  const name = id.replace(
    /[^\p{L}\p{N}._-]/gu,
    (character) => `_${character.codePointAt(0)?.toString(16)}_`,
  )
  return /^[\p{L}_]/u.test(name) ? name : `_${name}`
}

/**
 * Write an id for an address.
 *
 * @param id - Id.
 * @returns Id, percent-encoded.
 */
export function address(id: string): string {
  return encodeURIComponent(id)
}
