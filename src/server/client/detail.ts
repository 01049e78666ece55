import type { Context, Item, Part } from '../protocol.ts'
import { viewQuery } from './api.ts'
import { type Child, element, fill } from './element.ts'
import { t, tOr } from './messages.ts'

/** Something a person can do to what is shown. */
export type ActionName =
  | 'approve'
  | 'edit'
  | 'reject'
  | 'forbid'
  | 'merge'
  | 'needs-work'
  | 'skip'

/** Actions and their keys, in the order of the buttons. */
export const actions: readonly { name: ActionName; key: string }[] = [
  { name: 'approve', key: 'a' },
  { name: 'edit', key: 'e' },
  { name: 'reject', key: 'r' },
  { name: 'forbid', key: 'f' },
  { name: 'merge', key: 'm' },
  { name: 'needs-work', key: 'n' },
  { name: 'skip', key: 's' },
]

/** Actions that change nothing about a concept in a state. */
export const settled: ReadonlyMap<ActionName, string> = new Map([
  ['approve', 'approved'],
  ['reject', 'rejected'],
  ['needs-work', 'needs-work'],
])

/** What the details ask for. */
export interface DetailEvents {
  act: (name: ActionName) => void
  view: (view: {
    edition?: string
    article?: string | undefined
    chosen?: Readonly<Record<string, string>>
  }) => void
  suggest: (locale: string, form: string) => void
  back: () => void
}

/** Language tags by locale. */
export const tags: Readonly<Record<string, string>> = {
  'zh-TW': 'zh-Hant-TW',
  'zh-HK': 'zh-Hant-HK',
  'zh-CN': 'zh-Hans-CN',
  en: 'en',
}

/** The row that is selected, with its contexts and the page it changes. */
export class Detail {
  /** Element. */
  readonly root: HTMLElement
  /** What is shown. */
  item: Item | undefined
  private readonly events: DetailEvents
  private readonly frame = element('div.preview-frame')
  private readonly reasonField: HTMLInputElement
  private readonly toolbar: HTMLElement
  private readonly body = element('div.detail-body')
  private place: { path: string; place: number } | undefined
  private shown: string | undefined
  private timer = 0

  /** @param events - What to do when a person asks for something. */
  constructor(events: DetailEvents) {
    this.events = events
    this.reasonField = element('input', {
      type: 'text',
      id: 'reason',
      maxlength: 2000,
      autocomplete: 'off',
    })
    this.toolbar = element(
      'div.toolbar',
      { role: 'toolbar', 'aria-label': t('action.label') },
      ...actions.map(({ name, key }) =>
        element(
          `button.act.act-${name}`,
          {
            type: 'button',
            'aria-keyshortcuts': key,
            onclick: () => this.events.act(name),
          },
          element('span', {}, t(`action.${name}`)),
          element('kbd', { 'aria-hidden': 'true' }, key),
        ),
      ),
    )
    this.root = element(
      'section.detail',
      { 'aria-label': t('detail.label'), tabindex: -1 },
      this.body,
    )
  }

  /** Why the person decides so. */
  get reason(): string {
    return this.reasonField.value
  }

  /** Forms that are chosen, of an unclear word. */
  get chosen(): Record<string, string> {
    return Object.fromEntries(
      (this.item?.choices ?? []).map(({ locale, chosen }) => [locale, chosen]),
    )
  }

  /** Put the cursor where the reason is typed. */
  focusReason(): void {
    this.reasonField.focus()
  }

  /**
   * Choose a form by its number.
   *
   * @param index - Number from 0.
   */
  choose(index: number): void {
    const [choice] = this.item?.choices ?? []
    if (!choice) return
    const form = [choice.kept, ...choice.alternatives][index]
    if (form !== undefined) this.pick(choice.locale, form)
  }

  /** What is chosen holds at once, whenever its contexts come. */
  private pick(locale: string, form: string): void {
    if (!this.item) return
    const choices = this.item.choices.map((choice) =>
      choice.locale === locale ? { ...choice, chosen: form } : choice,
    )
    this.item = { ...this.item, choices }
    for (const input of this.body.querySelectorAll<HTMLInputElement>(
      'fieldset input',
    )) {
      if (input.name === `choice-${locale}`)
        input.checked = input.value === form
    }
    this.events.view({ chosen: this.chosen })
  }

  /**
   * Show a row.
   *
   * @param item - Row, or nothing when there is none.
   */
  show(item: Item | undefined): void {
    const same = item?.id === this.item?.id
    const { scrollTop } = this.body
    // What is the same stays as it is, with its page and where it was scrolled to.
    if (same && JSON.stringify(item) === this.shown) return
    // Nothing moves under a person who types; least of all Chinese.
    if (same && document.activeElement === this.reasonField) {
      this.reasonField.addEventListener('blur', () => this.show(item), {
        once: true,
      })
      return
    }
    this.shown = JSON.stringify(item)
    this.item = item
    if (!same) {
      this.reasonField.value = ''
      this.body.scrollTop = 0
      this.place = undefined
      fill(this.frame)
    }
    if (!item) {
      fill(this.body, element('p.empty', {}, t('detail.nothing')))
      return
    }
    for (const [name, state] of settled) {
      const button = this.toolbar.querySelector<HTMLButtonElement>(
        `.act-${name}`,
      )
      if (button) button.disabled = item.state === state
    }
    const focused = document.activeElement
    fill(
      this.body,
      this.head(item),
      this.words(item),
      this.choices(item),
      this.texts(item),
      this.toolbar,
      element(
        'p.reason',
        {},
        element('label', { for: 'reason' }, t('detail.reason')),
        this.reasonField,
      ),
      this.changes(item),
      this.preview(item),
      this.history(item),
    )
    const again = focused?.isConnected
      ? focused
      : document.getElementById(focused?.id || '-')
    if (again instanceof HTMLElement) again.focus({ preventScroll: true })
    if (same) this.body.scrollTop = scrollTop
    const [first] = item.contexts
    const kept = item.contexts.find(
      (one) => one.path === this.place?.path && one.place === this.place.place,
    )
    const shown = kept ?? first
    this.place = shown && { path: shown.path, place: shown.place }
    this.showPage(150)
  }

  private head(item: Item): Child {
    const { source, state, domain, id, file } = item
    return element(
      'header.detail-head',
      {},
      element(
        'button.back',
        { type: 'button', onclick: () => this.events.back() },
        t('detail.back'),
      ),
      element('h2', { lang: 'zh-Hant-TW' }, source || id),
      element('span.state', { 'data-state': state }, t(`state.${state}`)),
      element(
        'p.about',
        {},
        [tOr(`domain.${domain}`, domain), id, file].filter(Boolean).join(' · '),
      ),
    )
  }

  private words(item: Item): Child {
    const names: Readonly<Record<string, string>> = {
      'zh-TW': t('locale.zh-TW'),
      'zh-HK': t('locale.zh-HK'),
      'zh-CN': t('locale.zh-CN'),
      en: t('locale.en'),
    }
    if (item.kind === 'doubt') return undefined
    return element(
      'dl.words',
      {},
      ...Object.keys(names).flatMap((locale): Child[] => {
        const words = item.terms[locale] ?? []
        const hint = item.suggested.find((one) => one.locale === locale)
        if (words.length === 0 && !hint && locale === 'zh-HK') return []
        return [
          element('dt', {}, names[locale]),
          element(
            'dd',
            {},
            ...words.map(({ text, status, type }) =>
              element(
                'span.word',
                { 'data-status': status },
                element('span', { lang: tags[locale] }, text),
                (status !== 'preferred' || type !== 'full') &&
                  element(
                    'small',
                    {},
                    [
                      status === 'preferred' ? '' : t(`status.${status}`),
                      type === 'full' ? '' : t(`type.${type}`),
                    ]
                      .filter(Boolean)
                      .join(', '),
                  ),
              ),
            ),
            words.length === 0 && !hint && element('span.none', {}, '—'),
            ...(hint ? this.suggestion(hint) : []),
          ),
        ]
      }),
    )
  }

  private suggestion(hint: Item['suggested'][number]): Child[] {
    const { locale, opencc, yiwen } = hint
    const use = (form: string, by: string): Child =>
      element(
        'button.suggestion',
        {
          type: 'button',
          title: t('detail.use', { form }),
          onclick: () => this.events.suggest(locale, form),
        },
        element('span', { lang: tags[locale] }, form),
        ' ',
        element('small', {}, by),
      )
    return opencc === yiwen
      ? [use(yiwen, 'Yiwen, OpenCC')]
      : [use(yiwen, 'Yiwen'), use(opencc, 'OpenCC')]
  }

  private choices(item: Item): Child {
    if (item.choices.length === 0) return undefined
    return element(
      'div.choices',
      {},
      element('p', {}, t('detail.unclear')),
      ...item.choices.map(({ locale, kept, alternatives, chosen }, group) =>
        element(
          'fieldset',
          {},
          element('legend', {}, t(`locale.${locale}`)),
          ...[kept, ...alternatives].map((form, index) => {
            const id = `choice-${group}-${index}`
            const input = element('input', {
              type: 'radio',
              name: `choice-${locale}`,
              id,
              checked: form === chosen,
              value: form,
              onchange: () => this.pick(locale, form),
            })
            return element(
              'label',
              { for: id },
              input,
              element('span', { lang: tags[locale] }, form),
              index === 0 && element('small', {}, t('detail.kept')),
              group === 0 &&
                element('kbd', { 'aria-hidden': 'true' }, index + 1),
            )
          }),
        ),
      ),
    )
  }

  private texts(item: Item): Child {
    const { definition, note, sources, gloss, kind } = item
    const rows: Child[] = []
    const add = (name: string, ...values: Child[]): void => {
      rows.push(element('dt', {}, name), element('dd', {}, ...values))
    }
    if (definition) add(t('detail.definition'), definition)
    if (note) add(t('detail.note'), note)
    if (sources.length > 0) {
      add(
        t('detail.sources'),
        ...sources.map(({ title, url, quotation }) =>
          element(
            'span.source',
            {},
            /^https?:\/\//.test(url)
              ? element(
                  'a',
                  { href: url, rel: 'noreferrer noopener', target: '_blank' },
                  title,
                )
              : title,
            quotation && element('q', {}, quotation),
          ),
        ),
      )
    }
    if (!gloss && kind !== 'doubt') add(t('detail.gloss'), t('detail.noGloss'))
    return rows.length > 0 && element('dl.texts', {}, ...rows)
  }

  private changes(item: Item): Child {
    const { changes, contexts, edition, editions, places } = item
    const names = new Map(editions.map((one) => [one.id, one.name]))
    const select = element(
      'select',
      {
        id: 'edition',
        onchange: () => this.events.view({ edition: select.value }),
      },
      ...editions.map(({ id, name }) =>
        element('option', { value: id, selected: id === edition }, name),
      ),
    )
    const locale = editions.find(({ id }) => id === edition)?.locale ?? 'zh-CN'
    return element(
      'section.changes',
      { 'aria-labelledby': 'changes-title' },
      element(
        'div.section-head',
        {},
        element(
          'h3',
          { id: 'changes-title' },
          t('changes.title', {
            places: t('list.places', { count: places }),
            count: changes.length,
          }),
        ),
        element('label', { for: 'edition' }, t('changes.edition')),
        select,
      ),
      changes.length === 0
        ? element('p.empty', {}, t('changes.none'))
        : element(
            'ul.articles',
            {},
            ...changes.slice(0, 30).map(({ path, shown, places, editions }) =>
              element(
                'li',
                {},
                element(
                  'button.link',
                  {
                    type: 'button',
                    onclick: () => this.events.view({ article: path }),
                  },
                  shown,
                ),
                element(
                  'small',
                  {},
                  `${t('list.places', { count: places })} · ${editions
                    .map((id) => names.get(id) ?? id)
                    .join('、')}`,
                ),
              ),
            ),
            changes.length > 30 &&
              element(
                'li',
                {},
                t('changes.more', { count: changes.length - 30 }),
              ),
          ),
      ...contexts.map((context) => this.context(context, locale)),
    )
  }

  private context(context: Context, locale: string): Child {
    const { path, place, line, source, before, after } = context
    const changed = textOf(before) !== textOf(after)
    const current = this.place?.path === path && this.place.place === place
    const button = element(
      'button.show-page',
      {
        type: 'button',
        onclick: () => {
          this.place = { path, place }
          for (const one of this.body.querySelectorAll('.context')) {
            one.removeAttribute('data-current')
          }
          button.closest('.context')?.setAttribute('data-current', '')
          this.showPage(0)
          this.frame.scrollIntoView({ block: 'nearest' })
        },
      },
      t('changes.show'),
    )
    return element(
      'article.context',
      { 'data-current': current },
      element(
        'p.where',
        {},
        element('span', {}, line === undefined ? path : `${path}:${line}`),
        button,
      ),
      element(
        'div.pair',
        {},
        element('p', { lang: 'zh-Hant-TW' }, ...parts(source)),
        element(
          'div',
          {},
          element('p', { lang: tags[locale] }, ...parts(after)),
          changed
            ? element(
                'p.now',
                { lang: tags[locale] },
                element(
                  'small',
                  { lang: document.documentElement.lang },
                  t('changes.now'),
                ),
                ...parts(before),
              )
            : element('p.now', {}, t('changes.same')),
        ),
      ),
    )
  }

  private preview(item: Item): Child {
    if (item.changes.length === 0) return undefined
    return element(
      'section.preview',
      { 'aria-labelledby': 'preview-title' },
      element('h3', { id: 'preview-title' }, t('preview.title')),
      this.frame,
    )
  }

  /** The page is loaded once a person stays with a row. */
  private showPage(delay: number): void {
    clearTimeout(this.timer)
    const { item, place } = this
    if (!item || !place) {
      fill(this.frame)
      return
    }
    this.timer = setTimeout(() => {
      const query = viewQuery(item.id, {
        place: place.place,
        chosen: this.chosen,
      })
      const path = place.path.split('/').map(encodeURIComponent).join('/')
      const address = `preview/${encodeURIComponent(item.edition)}/${path}?${query}`
      // A new frame each time: the history of the tab stays as it is.
      const frame = element('iframe', {
        src: address,
        sandbox: 'allow-same-origin',
        title: t('preview.frame', { path: place.path }),
        onload: () => scrollToPlace(frame),
      })
      fill(this.frame, frame)
    }, delay)
  }

  private history(item: Item): Child {
    if (item.history.length === 0) return undefined
    return element(
      'section.history',
      { 'aria-labelledby': 'history-title' },
      element('h3', { id: 'history-title' }, t('history.title')),
      element(
        'ol',
        { reversed: true },
        ...item.history
          .toReversed()
          .map(({ at, by, action, note }) =>
            element(
              'li',
              {},
              element(
                'time',
                { datetime: at },
                at.slice(0, 16).replace('T', ' '),
              ),
              ` ${by} · ${tOr(`history.${action}`, action)}`,
              note && element('q', {}, note),
            ),
          ),
      ),
    )
  }
}

/** An address with `#place` would scroll what stands around the frame as well. */
function scrollToPlace(frame: HTMLIFrameElement): void {
  const page = frame.contentDocument
  const place = page?.getElementById('place')
  if (!page || !place) return
  const top = place.getBoundingClientRect().top - frame.clientHeight / 3
  page.defaultView?.scrollTo({ top, behavior: 'instant' })
}

/**
 * Show a sentence with what is meant marked.
 *
 * @param segments - Its parts.
 * @returns Children of an element.
 */
export function parts(segments: readonly Part[]): Child[] {
  return segments.map(({ text, kind }) =>
    kind === 'term'
      ? element('mark', {}, text)
      : kind === 'gloss'
        ? element('ins', {}, text)
        : text,
  )
}

function textOf(segments: readonly Part[]): string {
  return segments.map(({ text }) => text).join('')
}
