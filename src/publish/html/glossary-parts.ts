import { type Locale, languageTag } from '../../model/index.ts'
import type { PageFrame } from './document.ts'
import { type Child, element } from './element.ts'

/** Concept in the glossary of an edition. */
export interface GlossaryEntry {
  /** Id of the concept, which is the entry's on the page. */
  id: string
  /** English, which decides where the entry stands. */
  english: string | undefined
  /** Word in the edition's language, else in another. */
  word: { text: string; locale: Locale }
  /** Words in other languages. */
  others: readonly { text: string; locale: Locale }[]
  /** What it means. */
  definition: string | undefined
  /** Articles that use it, the newest first. */
  articles: readonly { title: string; href: string }[]
  /** Number of articles that are not among them. */
  more: number
}

/**
 * Render links to the sections of a page.
 *
 * @param frame - What every page has.
 * @param sections - Their ids, what stands there, and what it is to be read as.
 * @returns Navigation; none where there is one section.
 */
export function sectionNav(
  { strings }: PageFrame,
  sections: readonly { id: string; text: string; label?: string }[],
): Child {
  if (sections.length < 2) return undefined
  return element(
    'nav',
    { className: ['letters'], ariaLabel: strings('html:letters') },
    element(
      'ul',
      {},
      ...sections.map(({ id, text, label = text }) =>
        element(
          'li',
          {},
          element(
            'a',
            {
              href: `#${encodeURIComponent(id)}`,
              ...(label === text ? {} : { ariaLabel: label }),
            },
            text,
          ),
        ),
      ),
    ),
  )
}

/** A word in its own language, with the fonts of it. */
export function inOwn(
  { text, locale }: { text: string; locale: Locale },
  frame: PageFrame,
): Child {
  return locale === frame.edition.locale
    ? text
    : element('span', { lang: languageTag(locale) }, text)
}
