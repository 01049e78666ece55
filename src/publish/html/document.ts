import type { ElementContent, Root } from 'hast'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { type Locale, languageTag } from '../../model/index.ts'
import { type Child, element } from './element.ts'
import { pageIds } from './finish.ts'
import type { PageStrings } from './strings.ts'
import { styles } from './styles.ts'

/** Page that says the same in another edition. */
export interface EditionLink {
  /** Edition's id. */
  id: string
  /** Edition's locale. */
  locale: Locale
  /** Address relative to the page. */
  href: string
  /** Name in its own language. */
  name: string
}

/** What every page has. */
export interface PageFrame {
  /** Edition the page belongs to. */
  edition: { id: string; locale: Locale }
  /** Editions of the same page, this one among them. */
  editions: readonly EditionLink[]
  /** Id of the edition the others are made from. Default: the first one's. */
  original?: string
  /** Strings in the edition's language. */
  strings: PageStrings
  /** Site's name and the address of its index, relative to the page. */
  site?: { title?: string; href?: string }
}

/** What a page puts into the frame. */
export interface DocumentParts {
  /** Title in the window's bar. */
  title: string
  /** Description for search engines. */
  description: string | undefined
  /** Content of the header below the site's bar. */
  header: readonly Child[]
  /** Content of `main` below the header. */
  main: readonly Child[]
  /** Content of the footer. */
  footer: readonly Child[]
}

// Nothing but pictures is loaded, and nothing is run.
const policy =
  "default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"

/**
 * Render a whole HTML document.
 *
 * @param frame - What every page has.
 * @param parts - What this page has.
 * @returns HTML.
 */
export function renderDocument(frame: PageFrame, parts: DocumentParts): string {
  const { edition, strings } = frame
  const siteTitle = frame.site?.title ?? strings('html:siteTitle')
  const site = frame.site?.href
    ? element('a', { href: frame.site.href }, siteTitle)
    : siteTitle
  const tree: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      element(
        'html',
        { lang: languageTag(edition.locale) },
        lines(
          element('head', {}, lines(...renderHead(frame, parts, siteTitle))),
          element(
            'body',
            {},
            lines(
              element(
                'a',
                { className: ['skip'], href: `#${pageIds.content}` },
                strings('html:skipToContent'),
              ),
              element(
                'header',
                { className: ['site'] },
                lines(
                  element('p', { className: ['site-title'] }, site),
                  renderSwitcher(frame),
                ),
              ),
              element(
                'main',
                { id: pageIds.content, tabIndex: -1 },
                lines(
                  element(
                    'header',
                    { className: ['article'] },
                    lines(...parts.header),
                  ),
                  ...parts.main,
                ),
              ),
              parts.footer.length > 0
                ? element('footer', {}, lines(...parts.footer))
                : undefined,
            ),
          ),
        ),
      ),
      { type: 'text', value: '\n' },
    ],
  }
  // The raw nodes that are left are formulas rendered after sanitizing.
  return unified()
    .use(rehypeStringify, { allowDangerousHtml: true })
    .stringify(tree)
}

function renderHead(
  frame: PageFrame,
  parts: DocumentParts,
  siteTitle: string,
): Child[] {
  const title =
    parts.title === siteTitle ? siteTitle : `${parts.title} · ${siteTitle}`
  return [
    element('meta', { charSet: 'utf-8' }),
    element('meta', {
      httpEquiv: ['Content-Security-Policy'],
      content: policy,
    }),
    element('meta', {
      name: 'viewport',
      content: 'width=device-width, initial-scale=1',
    }),
    element('title', {}, title),
    parts.description
      ? element('meta', { name: 'description', content: parts.description })
      : undefined,
    element('meta', { name: 'color-scheme', content: 'light dark' }),
    ...renderAlternates(frame),
    element('style', {}, styles),
  ]
}

/** `hreflang` tells languages apart, so a second edition in one has no row. */
function renderAlternates(frame: PageFrame): Child[] {
  const original =
    frame.editions.find(({ id }) => id === frame.original) ?? frame.editions[0]
  return [
    ...frame.editions
      .filter((edition) => edition.id === edition.locale)
      .map((edition) =>
        element('link', {
          rel: ['alternate'],
          hrefLang: languageTag(edition.locale),
          href: edition.href,
        }),
      ),
    original &&
      element('link', {
        rel: ['alternate'],
        hrefLang: 'x-default',
        href: original.href,
      }),
  ]
}

function renderSwitcher(frame: PageFrame): Child {
  const { edition, editions, strings } = frame
  if (editions.length < 2) return undefined
  return element(
    'nav',
    { className: ['editions'], ariaLabel: strings('html:editions') },
    element(
      'ul',
      {},
      ...editions.map(({ id, locale, href, name }) =>
        element(
          'li',
          {},
          element(
            'a',
            {
              href,
              lang: languageTag(locale),
              hrefLang: languageTag(locale),
              ...(id === edition.id ? { ariaCurrent: 'page' } : {}),
            },
            name,
          ),
        ),
      ),
    ),
  )
}

/** Each child on a line of its own, so that pages can be read and compared. */
export function lines(...children: readonly Child[]): ElementContent[] {
  const shown = children.filter((child) => child !== undefined)
  const newline: ElementContent = { type: 'text', value: '\n' }
  return [
    newline,
    ...shown.flatMap((child): ElementContent[] => [
      typeof child === 'string' ? { type: 'text', value: child } : child,
      newline,
    ]),
  ]
}
