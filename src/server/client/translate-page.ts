import { GoneError, RefusedError } from './api.ts'
import { element } from './element.ts'
import { t } from './messages.ts'
import { translateApi } from './translate-api.ts'
import { TranslateArticles } from './translate-articles.ts'
import { showTranslateHelp } from './translate-dialogs.ts'
import { TranslateWork, type WorkEvents } from './translate-work.ts'

/** What the page around it does. */
export interface TranslateEvents extends WorkEvents {
  /** Say why something could not be done. */
  failed: (error: unknown) => Promise<void>
  /** Somebody answers, or nobody does. */
  gone: (gone: boolean) => void
}

/** Where an address leads: an article, or the list of all. */
export interface TranslateRoute {
  path?: string
  locale?: string
  /** Text of the block to begin at. */
  near?: string
}

/**
 * Read an address.
 *
 * @param hash - Its part from `#`.
 * @returns Where it leads, or `undefined` where that is not a translation.
 */
export function translateRoute(hash: string): TranslateRoute | undefined {
  const [address = '', query] = hash.split('?', 2)
  const found = /^#\/translate(?:\/([\w-]+)\/(.+))?\/?$/.exec(address)
  if (!found) return undefined
  const [, locale, path] = found
  if (locale === undefined || path === undefined) return {}
  try {
    const near = new URLSearchParams(query).get('near')
    return {
      locale,
      path: path.split('/').map(decodeURIComponent).join('/'),
      ...(near ? { near } : {}),
    }
  } catch {
    return {}
  }
}

/** The translations: a list of articles, and one that is worked on. */
export class TranslatePage {
  /** Element. */
  readonly root = element('main.translate')
  private readonly events: TranslateEvents
  private readonly project: string
  private articles: TranslateArticles | undefined
  private work: TranslateWork | undefined
  private route: TranslateRoute | undefined
  private asked = 0

  /**
   * @param project - Name of the project.
   * @param events - What the page around it does.
   */
  constructor(project: string, events: TranslateEvents) {
    this.project = project
    this.events = events
  }

  /**
   * Show what an address leads to.
   *
   * @param route - Where to; nothing for elsewhere.
   */
  async open(route: TranslateRoute | undefined): Promise<void> {
    const number = ++this.asked
    this.route = route
    if (!route) return
    const { path, locale, near } = route
    // What takes longer than a moment says so.
    const waiting = setTimeout(
      () => this.events.say(t('translate.opening')),
      300,
    )
    try {
      if (path === undefined || locale === undefined) {
        const list = await translateApi.articles()
        if (number !== this.asked) return
        this.close()
        this.articles = new TranslateArticles()
        this.articles.show(list)
        this.root.replaceChildren(this.articles.root)
        this.articles.focus()
        return
      }
      const view = await translateApi.view(path, locale)
      if (number !== this.asked) return
      this.close()
      this.work = new TranslateWork(view, this.project, this.events)
      this.root.replaceChildren(this.work.root)
      this.work.start(near)
    } catch (error) {
      if (number !== this.asked) return
      if (error instanceof RefusedError && error.status === 404) {
        this.close()
        this.root.replaceChildren(
          element(
            'div.empty',
            {},
            element('p', {}, t('translate.missing', { path: path ?? '' })),
            element('a', { href: '#/translate' }, t('translate.articles.back')),
          ),
        )
        return
      }
      await this.events.failed(error)
    } finally {
      clearTimeout(waiting)
      if (number === this.asked) this.events.say('')
    }
  }

  /** Show all of it in the language that is chosen now. */
  async reopen(): Promise<void> {
    await this.open(this.route)
  }

  /** Look whether the server has something new. */
  async refresh(): Promise<void> {
    try {
      if (this.work) await this.work.refresh()
      else if (this.articles) {
        this.articles.show(await translateApi.articles())
      }
      this.events.gone(false)
    } catch (error) {
      if (error instanceof GoneError) this.events.gone(true)
    }
  }

  /** Show the keys. */
  async help(): Promise<void> {
    await showTranslateHelp()
  }

  /**
   * Do what a key says.
   *
   * @param event - Key.
   */
  key(event: KeyboardEvent): void {
    const isWriting =
      event.target instanceof HTMLTextAreaElement ||
      event.target instanceof HTMLInputElement
    if (event.key === '?' && !isWriting) {
      event.preventDefault()
      void this.help()
      return
    }
    if (this.work?.key(event)) event.preventDefault()
  }

  private close(): void {
    this.work?.close()
    this.work = undefined
    this.articles = undefined
  }
}
