import { languageTag } from '../../model/index.ts'
import { type PageFrame, renderDocument } from './document.ts'
import { element } from './element.ts'

/**
 * Render the page of an edition for addresses that lead nowhere.
 *
 * @param frame - What every page has. As it may be shown at any address, what it
 *   links to has to be absolute.
 * @returns HTML document.
 */
export function renderNotFound(frame: PageFrame): string {
  const { strings, site } = frame
  return renderDocument(
    { ...frame, unlisted: true },
    {
      kind: 'not-found',
      title: strings('html:notFound'),
      description: undefined,
      header: [element('h1', {}, strings('html:notFound'))],
      main: [
        element('p', {}, strings('html:notFoundHelp')),
        element(
          'p',
          {},
          element(
            'a',
            { href: site?.href ?? '/' },
            strings('html:allArticles'),
          ),
        ),
      ],
      footer: [],
    },
  )
}

/**
 * Render the page for addresses that are in no edition: in all languages.
 *
 * @param frames - What every page has, by edition.
 * @returns HTML document.
 */
export function renderEditionChoice(frames: readonly PageFrame[]): string {
  const [first] = frames
  if (!first) return ''
  // Editions that say it in the same words need not say it one after the other.
  const texts = frames.map(({ strings }) => strings('html:notFoundHelp'))
  const unlike = frames.filter((_, at) => texts.indexOf(texts[at] ?? '') === at)
  return renderDocument(
    { ...first, unlisted: true },
    {
      kind: 'not-found',
      title: first.strings('html:notFound'),
      description: undefined,
      header: [element('h1', {}, first.strings('html:notFound'))],
      main: unlike.map(({ strings, site, edition }) =>
        element(
          'p',
          { lang: languageTag(edition.locale) },
          strings('html:notFoundHelp'),
          ' ',
          element(
            'a',
            { href: site?.href ?? '/' },
            strings('html:allArticles'),
          ),
        ),
      ),
      footer: [],
    },
  )
}
