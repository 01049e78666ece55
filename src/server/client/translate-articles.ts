import type { TranslateArticle, TranslateList } from '../translate-protocol.ts'
import { tags } from './detail.ts'
import { element, fill } from './element.ts'
import { number, t } from './messages.ts'

/** Articles that are shown at once; the search finds the others. */
const most = 200

/**
 * Write the address of an article's translation.
 *
 * @param path - Article.
 * @param locale - Locale.
 * @returns Part of an address behind `#`.
 */
export function translateHash(path: string, locale: string): string {
  return `#/translate/${locale}/${path.split('/').map(encodeURIComponent).join('/')}`
}

/** The articles with how far their translations are. */
export class TranslateArticles {
  /** Element. */
  readonly root: HTMLElement
  private readonly search: HTMLInputElement
  private readonly list = element('ul.article-list')
  private readonly about = element('p.article-about', { role: 'status' })
  private articles: readonly TranslateArticle[] = []
  private running = false

  constructor() {
    this.search = element('input', {
      type: 'search',
      placeholder: t('translate.articles.search'),
      'aria-label': t('translate.articles.search'),
      autocomplete: 'off',
      spellcheck: 'false',
    })
    this.search.addEventListener('input', () => this.draw())
    this.root = element(
      'section.articles-page',
      { 'aria-label': t('translate.articles.label') },
      element('h2', {}, t('translate.articles.label')),
      this.search,
      this.about,
      this.list,
    )
  }

  /**
   * Show what the server knows.
   *
   * @param list - Articles, and how far they were looked through.
   */
  show({ articles, progress }: TranslateList): void {
    const same =
      JSON.stringify(articles) === JSON.stringify(this.articles) &&
      progress.running === this.running
    this.running = progress.running
    this.articles = articles
    if (!same) this.draw()
    if (progress.running) {
      const { done, total } = progress
      this.about.textContent = t('header.indexing', { done, total })
    }
  }

  /** Put the cursor in the search. */
  focus(): void {
    this.search.select()
    this.search.focus()
  }

  private draw(): void {
    const wanted = this.search.value.trim().toLowerCase()
    const found = this.articles.filter(({ title, shown }) =>
      `${title} ${shown}`.toLowerCase().includes(wanted),
    )
    this.about.textContent =
      found.length > most
        ? t('translate.articles.more', { count: found.length - most })
        : found.length === 0 && !this.running
          ? t('translate.articles.none')
          : ''
    fill(
      this.list,
      ...found.slice(0, most).map((article) => articleItem(article)),
    )
  }
}

function articleItem({
  path,
  shown,
  title,
  source,
  translations,
}: TranslateArticle): HTMLElement {
  return element(
    'li',
    {},
    element(
      'div.article-name',
      {},
      element('strong', { lang: tags[source] }, title),
      element('small', {}, shown),
    ),
    element(
      'ul.article-locales',
      {},
      ...translations.map(({ locale, counts, broken }) => {
        const { segments, states, stale } = counts
        const done = segments - states.initial
        const about =
          locale === 'en'
            ? t('translate.articles.done', { done, total: segments })
            : t('translate.articles.rewritten', { count: segments })
        return element(
          'li',
          {},
          element(
            'a.article-link',
            { href: translateHash(path, locale), 'data-locale': locale },
            element('span', {}, t(`locale.${locale}`)),
            element('small', {}, about),
            locale === 'en' &&
              element('span.bar', { 'aria-hidden': 'true' }, barOf(counts)),
            stale > 0 &&
              element(
                'span.badge.warn',
                {},
                t('translate.articles.stale', { stale: number(stale) }),
              ),
            broken &&
              element(
                'span.badge',
                { 'data-severity': 'error' },
                t('translate.broken'),
              ),
          ),
        )
      }),
    ),
  )
}

function barOf({
  segments,
  states,
}: TranslateArticle['translations'][number]['counts']): HTMLElement {
  const bar = element('span.bar-done')
  const share = segments === 0 ? 1 : 1 - states.initial / segments
  bar.style.inlineSize = `${Math.round(share * 100)}%`
  return bar
}
