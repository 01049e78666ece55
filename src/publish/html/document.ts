import type { Doctype, ElementContent, Root } from 'hast'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { type Locale, languageTag } from '../../model/index.ts'
import { type Child, element } from './element.ts'
import { pageIds } from './finish.ts'
import { type PageFacts, renderMachineHead } from './machine.ts'
import { script, scriptHash } from './script.ts'
import type { PageStrings } from './strings.ts'
import { styles } from './styles.ts'
import {
  fillTemplate,
  type PageKind,
  type Templates,
  templateFor,
} from './template.ts'

/** Page that says the same in another edition. */
export interface EditionLink {
  /** Edition's id. */
  id: string
  /** Edition's locale. */
  locale: Locale
  /** Address relative to the page. */
  href: string
  /** Address on the web, where the site's is known. */
  address?: string
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
  /**
   * Site's name, the address of its index, relative to the page, and its address
   * on the web.
   */
  site?: { title?: string; href?: string; address?: string }
  /** Address of the page on the web, where the site's is known. */
  address?: string
  /** Feeds of the edition. */
  feeds?: readonly FeedLink[]
  /** Other pages of the edition that every page links to. */
  pages?: readonly { title: string; href: string }[]
  /** What the search loads, relative to the page. Default: there is none. */
  search?: SearchFiles
  /** Style sheet that is the project's own, relative to the page. */
  theme?: string
  /** Templates of the project, which are in order. Default: pages are Yiwen's. */
  templates?: Templates | undefined
  /** The page has no script, and nothing for programs. Default: `false`. */
  bare?: boolean
  /** The page is for no search engine. */
  unlisted?: boolean
  /** The page shows what the one at `address` shows, which is the one to list. */
  aliased?: boolean
}

/** What a page's search loads when it is opened. */
export interface SearchFiles {
  /** Address of the script. */
  client: string
  /** Address of the edition's index. */
  index: string
}

/** Feed that a page names. */
export interface FeedLink {
  /** Media type. */
  type: string
  /** Title. */
  title: string
  /** Address relative to the page. */
  href: string
}

/** What a page puts into the frame. */
export interface DocumentParts {
  /** Kind of page, which says what template it has. */
  kind: PageKind
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
  /** What the page says of its article to programs. */
  facts?: PageFacts
  /** JSON-LD of a page that is no article's. */
  data?: object | undefined
}

/**
 * Nothing but pictures and the project's style sheet is loaded, and nothing is
 * run but Yiwen's own script, told by its hash.
 */
function policyOf({ theme, search, templates }: PageFrame): string {
  const ownStyles = theme !== undefined || templates !== undefined
  // The search is loaded by that script, and by nothing an article says.
  const loads = search === undefined ? '' : " 'strict-dynamic'"
  return [
    "default-src 'none'",
    "img-src 'self' https: data:",
    `style-src ${ownStyles ? "'self' " : ''}'unsafe-inline'`,
    `script-src '${scriptHash}'${loads}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')
}

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
  const home = frame.site?.href
  const lang = languageTag(edition.locale)
  const head = renderHead(frame, parts, siteTitle)
  const skip = element(
    'a',
    { className: ['skip'], href: `#${pageIds.content}` },
    strings('html:skipToContent'),
  )
  const search = renderSearch(frame)
  const editions = renderSwitcher(frame)
  const siteLink = home ? element('a', { href: home }, siteTitle) : siteTitle
  const header = element(
    'header',
    { className: ['site'] },
    lines(
      element('p', { className: ['site-title'] }, siteLink),
      search,
      editions,
    ),
  )
  const heading = element(
    'header',
    { className: ['article'] },
    lines(...parts.header),
  )
  const main = element(
    'main',
    { id: pageIds.content, tabIndex: -1 },
    lines(heading, ...parts.main),
  )
  const pages = renderPages(frame)
  const footer =
    parts.footer.length > 0 || frame.pages
      ? element('footer', {}, lines(...parts.footer, pages))
      : undefined
  const template = frame.bare
    ? undefined
    : templateFor(frame.templates, parts.kind)
  if (template !== undefined) {
    return fillTemplate(template, {
      ...{ lang, title: parts.title, site: siteTitle },
      home: home ?? '',
      root: (home ?? '').replace(/index\.html$/, ''),
      head: print(...head),
      skip: print(skip),
      header: print(header),
      search: print(search),
      editions: print(editions),
      main: print(main),
      heading: print(heading),
      content: print(...parts.main),
      pages: print(pages),
      footer: print(footer),
    })
  }
  return print(
    { type: 'doctype' },
    element(
      'html',
      { lang },
      lines(
        element('head', {}, lines(...head)),
        element('body', {}, lines(skip, header, main, footer)),
      ),
    ),
    '\n',
  )
}

/** Print nodes as HTML. The raw ones are formulas rendered after sanitizing. */
function print(...children: readonly (Child | Doctype)[]): string {
  const tree: Root = {
    type: 'root',
    children: children
      .filter((child) => child !== undefined)
      .map((child) =>
        typeof child === 'string' ? { type: 'text', value: child } : child,
      ),
  }
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
      content: policyOf(frame),
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
    ...(frame.bare ? [] : renderMachineHead(frame, parts, siteTitle)),
    element('style', {}, styles),
    frame.theme === undefined
      ? undefined
      : element('link', { rel: ['stylesheet'], href: frame.theme }),
    frame.bare ? undefined : element('script', {}, script),
  ]
}

function renderPages({ pages, strings }: PageFrame): Child {
  if (!pages || pages.length === 0) return undefined
  return element(
    'nav',
    { className: ['pages'], ariaLabel: strings('html:sitePages') },
    element(
      'ul',
      {},
      ...pages.map(({ title, href }) =>
        element('li', {}, element('a', { href }, title)),
      ),
    ),
  )
}

/** Without a script there is nothing it could do: then it is not shown. */
function renderSearch({ search, strings, bare }: PageFrame): Child {
  if (!search || bare) return undefined
  return element(
    'button',
    {
      type: 'button',
      className: ['search'],
      dataClient: search.client,
      dataIndex: search.index,
      ariaKeyShortcuts: '/',
      ariaHasPopup: 'dialog',
    },
    strings('html:search'),
  )
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
