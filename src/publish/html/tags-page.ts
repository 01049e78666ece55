import { lines, type PageFrame, renderDocument } from './document.ts'
import { element } from './element.ts'

/** Tag in the list of all tags. */
export interface TagEntry {
  /** Words. */
  name: string
  /** Address of its page, relative to the list's. */
  href: string
  /** Number of articles. */
  count: number
}

/**
 * Render the list of an edition's tags.
 *
 * @param frame - What every page has.
 * @param tags - Tags, in the order they are shown.
 * @returns HTML document.
 */
export function renderTagList(
  frame: PageFrame,
  tags: readonly TagEntry[],
): string {
  const { strings } = frame
  return renderDocument(frame, {
    kind: 'tags',
    title: strings('html:allTags'),
    description: undefined,
    header: [element('h1', {}, strings('html:allTags'))],
    main: [
      tags.length === 0
        ? element('p', {}, strings('html:noTags'))
        : element(
            'ul',
            { className: ['tag-list'] },
            ...lines(
              ...tags.map(({ name, href, count }) =>
                element(
                  'li',
                  {},
                  element('a', { href }, name),
                  ' ',
                  element(
                    'span',
                    { className: ['label'] },
                    strings('html:articleCount', { count }),
                  ),
                ),
              ),
            ),
          ),
    ],
    footer: [],
  })
}
