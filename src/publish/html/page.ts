import type { Root } from 'mdast'
import { type Locale, languageTag } from '../../model/index.ts'
import { renderBody } from './body.ts'
import { formatDate } from './date.ts'
import { lines, type PageFrame, renderDocument } from './document.ts'
import { type Child, element, textContent } from './element.ts'
import type { HeadingEntry, LinkedPage } from './finish.ts'
import { type PageMatter, readMatter } from './front-matter.ts'
import { nameOf, readTags } from './listing.ts'
import type { PageFacts } from './machine.ts'
import { type SearchBlock, searchBlocks } from './search-text.ts'
import type { MarkedPlaces } from './term-marks.ts'

/** Article's page in one edition. */
export interface PageOptions extends PageFrame {
  /** Edition's Markdown, parsed. It is not changed. */
  tree: Root
  /** Text the tree's positions point into. */
  source: string
  /** Edition's front matter. */
  frontMatter: Readonly<Record<string, unknown>>
  /** Path of the source, which the footer names. */
  path: string
  /**
   * Ids of the source's headings, from `headingAnchors`, so that links to a
   * heading are the same in every edition. Default: made from the tree.
   */
  anchors?: readonly string[]
  /**
   * Whether the source's first heading says its title, from `headingSaysTitle`.
   * Default: whether it is the same in this edition.
   */
  titled?: boolean
  /**
   * Tell the address, relative to the page, of a file that is published.
   * It is given a path from the edition's folder, as the author wrote it after
   * the first `/`, and gives `undefined` for what is not there.
   * Default: such addresses stay.
   */
  rooted?: (path: string) => string | undefined
  /**
   * Tell where a link to another article leads: its address relative to the page,
   * and the locale of the edition where that is not the page's. It is given the
   * address as the author wrote it. Default: the article's page in this edition.
   */
  linked?: (address: string) => LinkedPage | undefined
  /**
   * Tell the address of a picture, relative to the page. It is given the address as
   * the author wrote it, and gives `undefined` for what stays.
   * Default: pictures stay as {@link rooted} has them.
   */
  pictured?: (address: string) => string | undefined
  /** Address, relative to the page, of a tag's page. Default: tags are no links. */
  tagAddress?: (id: string) => string
  /** Front matter of the source, whose tags name their pages. */
  sourceMatter?: Readonly<Record<string, unknown>>
  /** Makes an address that is relative to the page absolute. */
  absolute?: (href: string) => string | undefined
  /** Locale of what stands beside each block. Default: nothing does. */
  beside?: Locale
  /** Terms and glosses in its text. Default: they are not marked. */
  places?: MarkedPlaces
}

/** From this many headings on, a page has a table of contents. */
const enoughForContents = 4

/**
 * Render an article's page.
 *
 * It loads nothing but pictures, and shows of the author's HTML
 * only what is safe.
 *
 * @param options - Article, edition and strings.
 * @returns HTML document.
 */
export function renderPage(options: PageOptions): string {
  return renderArticle(options).html
}

/** Article's page, and what a search finds in it. */
export interface RenderedArticle {
  /** HTML document. */
  html: string
  /** Title, as the page shows it. */
  title: string
  /** Text, block by block. */
  blocks: readonly SearchBlock[]
}

/**
 * Render an article's page as {@link renderPage} does, and read its text.
 *
 * @param options - Article, edition and strings.
 * @returns HTML document, title and text.
 */
export function renderArticle(options: PageOptions): RenderedArticle {
  const { edition, strings, path } = options
  const matter = readMatter(options.frontMatter, edition.locale)
  const body = renderBody({
    tree: options.tree,
    source: options.source,
    locale: edition.locale,
    title: matter.title,
    anchors: options.anchors ?? [],
    ...(options.titled === undefined ? {} : { titled: options.titled }),
    ...(options.rooted ? { rooted: options.rooted } : {}),
    ...(options.linked ? { linked: options.linked } : {}),
    ...(options.pictured ? { pictured: options.pictured } : {}),
    ...(options.beside ? { beside: options.beside } : {}),
    ...(options.places ? { places: options.places } : {}),
    strings,
  })
  const fallback = nameOf(path)
  const written = body.title && textContent(body.title).trim()
  const title = matter.title ?? (written || fallback)
  const html = renderDocument(options, {
    kind: 'article',
    title,
    description: matter.description,
    header: [
      body.title ?? element('h1', {}, matter.title ?? fallback),
      matter.subtitle === undefined
        ? undefined
        : element('p', { className: ['subtitle'] }, matter.subtitle),
      renderByline(matter, options),
      renderLead(matter, options),
    ],
    main: [
      renderChoices(options),
      renderContents(body.headings, options),
      element(
        'div',
        { className: options.beside ? ['prose', 'two'] : ['prose'] },
        '\n',
        ...body.children,
        '\n',
      ),
    ],
    footer: [
      renderTags(options),
      element('p', {}, strings('html:sourceNote', { path })),
    ],
    facts: factsOf(matter, options),
  })
  return { html, title, blocks: searchBlocks(body.children) }
}

function factsOf(matter: PageMatter, options: PageOptions): PageFacts {
  const { locale } = options.edition
  const { image, publisher, authors, tags } = matter
  return {
    type: publisher === undefined ? 'Article' : 'NewsArticle',
    published: formatDate(matter.date, locale)?.machine,
    modified: formatDate(matter.updated, locale)?.machine,
    authors,
    publisher,
    image: image === undefined ? undefined : options.absolute?.(image),
    tags,
  }
}

/** What is said of an article in words: the strings and language of its edition. */
type Wordy = Pick<PageFrame, 'edition' | 'strings'> &
  Pick<PageOptions, 'pictured'>

/**
 * Render who wrote an article, and when.
 *
 * @param matter - Front matter.
 * @param frame - Edition and strings.
 * @returns Paragraph, or nothing where neither is said.
 */
export function renderByline(matter: PageMatter, frame: Wordy): Child {
  const { strings } = frame
  const { locale } = frame.edition
  const { authors, role, publisher } = matter
  const author = new Intl.ListFormat(languageTag(locale)).format(authors)
  const parts = [
    author &&
      (role === undefined
        ? strings('html:by', { author })
        : strings('html:byRole', { author, role })),
    publisher,
  ]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => element('span', {}, part))
  const dates = [
    renderDate(strings('html:published'), matter.date, locale),
    renderDate(strings('html:updated'), matter.updated, locale),
  ]
  const shown = [...parts, ...dates].filter((part) => part !== undefined)
  if (shown.length === 0) return undefined
  return element('p', { className: ['byline'] }, ...lines(...shown))
}

function renderDate(label: string, value: unknown, locale: Locale): Child {
  const date = formatDate(value, locale)
  if (!date) return undefined
  return element(
    'span',
    {},
    element('span', { className: ['label'] }, label),
    ' ',
    date.machine === undefined
      ? date.text
      : element('time', { dateTime: date.machine }, date.text),
  )
}

/**
 * Render the picture of an article with its caption; the caption alone where there
 * is no picture.
 *
 * @param matter - Front matter.
 * @param frame - Edition and strings.
 * @returns Figure or paragraph, or nothing where neither is there.
 */
export function renderLead(matter: PageMatter, frame: Wordy): Child {
  const { strings, pictured } = frame
  const image = matter.image && (pictured?.(matter.image) ?? matter.image)
  // Press agencies put the headline under the picture, too: once is enough.
  const caption = matter.caption === matter.title ? undefined : matter.caption
  const credit =
    matter.credit === undefined
      ? undefined
      : element(
          'span',
          { className: ['credit'] },
          /^[^：:]{1,6}[：:]/.test(matter.credit)
            ? matter.credit
            : strings('html:credit', { credit: matter.credit }),
        )
  if (image !== undefined) {
    return element(
      'figure',
      { className: ['lead'] },
      element('img', { src: image, alt: matter.caption ?? '' }),
      caption !== undefined || credit
        ? element('figcaption', {}, caption, caption && ' ', credit)
        : undefined,
    )
  }
  if (caption === undefined && !credit) return undefined
  return element(
    'p',
    { className: ['caption'] },
    caption === undefined
      ? undefined
      : element('span', { className: ['label'] }, strings('html:caption')),
    caption && ' ',
    caption,
    caption && credit && ' ',
    credit,
  )
}

/** What a reader may choose; not shown without a script, for nothing would happen. */
function renderChoices({
  beside,
  places,
  edition,
  strings,
}: PageOptions): Child {
  const choice = (
    name: string,
    label: string,
    first: string,
    values: readonly (readonly [
      value: string,
      text: string,
      locale?: Locale,
    ])[],
  ): Child =>
    element(
      'div',
      {
        className: ['choice'],
        dataChoice: name,
        dataFirst: first,
        role: 'group',
        ariaLabel: label,
      },
      element('span', { className: ['label'], ariaHidden: 'true' }, label),
      ...values.map(([value, text, locale]) =>
        element(
          'button',
          {
            type: 'button',
            value,
            ...(locale ? { lang: languageTag(locale) } : {}),
          },
          text,
        ),
      ),
    )
  const { locale } = edition
  const choices = [
    places && places.glosses.length + places.terms.length > 0
      ? choice('glosses', strings('html:glossesShown'), 'first', [
          ['all', strings('html:glossesAll')],
          ['first', strings('html:glossesFirst')],
          ['none', strings('html:glossesNone')],
        ])
      : undefined,
    beside
      ? choice('languages', strings('html:languagesShown'), 'both', [
          ['both', strings('html:languagesBoth')],
          ['own', strings(`languages:${locale}`)],
          ['beside', strings(`languages:${beside}`)],
        ])
      : undefined,
  ].filter((one) => one !== undefined)
  return choices.length === 0
    ? undefined
    : element('div', { className: ['choices'] }, ...choices)
}

function renderContents(
  headings: readonly HeadingEntry[],
  frame: PageFrame,
): Child {
  const shown = headings.filter(({ rank, text }) => rank <= 3 && text)
  if (shown.length < enoughForContents) return undefined
  return element(
    'details',
    { className: ['contents'] },
    element('summary', {}, frame.strings('html:contents')),
    element(
      'ul',
      {},
      ...shown.map(({ id, text, rank }) =>
        element(
          'li',
          { className: [`rank-${rank}`] },
          element('a', { href: `#${encodeURIComponent(id)}` }, text),
        ),
      ),
    ),
  )
}

function renderTags(options: PageOptions): Child {
  const { frontMatter, sourceMatter = frontMatter, edition, strings } = options
  const { tagAddress } = options
  const tags = readTags(frontMatter, edition.locale, sourceMatter)
  if (tags.length === 0) return undefined
  return element(
    'div',
    { className: ['tags'] },
    element('p', { className: ['label'] }, strings('html:tags')),
    element(
      'ul',
      {},
      ...tags.map(({ id, name }) =>
        element(
          'li',
          {},
          tagAddress
            ? element('a', { href: tagAddress(id), rel: ['tag'] }, name)
            : name,
        ),
      ),
    ),
  )
}
