import type { Row } from '../protocol.ts'
import { element, fill } from './element.ts'
import { t, tOr } from './messages.ts'

/** Height of a row in pixels, as the style sheet has it. */
const height = 60

/** List of which only the rows in sight are in the page. */
export class RowList {
  /** Element of the list. */
  readonly root: HTMLElement
  private readonly sizer = element('div.sizer', { role: 'presentation' })
  private readonly empty = element('p.empty', { hidden: true })
  private readonly list: HTMLElement
  private rows: readonly Row[] = []
  private selected = ''
  private drawn = ''

  /** @param onSelect - Called with the row a person points at. */
  constructor(onSelect: (id: string) => void) {
    this.list = element(
      'div.list',
      { role: 'listbox', tabindex: 0, 'aria-label': t('list.label') },
      this.sizer,
    )
    this.list.addEventListener('scroll', () => {
      requestAnimationFrame(() => this.draw())
    })
    this.list.addEventListener('click', (event) => {
      const target = (event.target as Element).closest('[data-id]')
      const id = target?.getAttribute('data-id')
      if (id !== null && id !== undefined) onSelect(id)
    })
    this.root = element('div.list-frame', {}, this.list, this.empty)
    new ResizeObserver(() => this.draw()).observe(this.list)
  }

  /**
   * Show rows.
   *
   * @param rows - Rows, in order.
   * @param selected - Id of the one that is selected.
   * @param follow - Whether to bring it into sight.
   */
  show(rows: readonly Row[], selected: string, follow: boolean): void {
    this.rows = rows
    this.selected = selected
    this.sizer.style.height = `${rows.length * height}px`
    this.list.hidden = rows.length === 0
    this.empty.hidden = rows.length > 0
    this.empty.textContent = t('list.empty')
    const index = rows.findIndex((row) => row.id === selected)
    if (follow && index >= 0) {
      const { scrollTop, clientHeight } = this.list
      const top = index * height
      if (top < scrollTop) this.list.scrollTop = top
      else if (top + height > scrollTop + clientHeight) {
        this.list.scrollTop = top + height - clientHeight
      }
    }
    this.drawn = ''
    this.draw()
  }

  /** Take the focus. */
  focus(): void {
    this.list.focus()
  }

  private draw(): void {
    const { scrollTop, clientHeight } = this.list
    const first = Math.max(0, Math.floor(scrollTop / height) - 4)
    const last = Math.min(
      this.rows.length,
      Math.ceil((scrollTop + clientHeight) / height) + 4,
    )
    const key = `${first} ${last}`
    if (key === this.drawn) return
    this.drawn = key
    const index = this.rows.findIndex((row) => row.id === this.selected)
    if (index >= first && index < last) {
      this.list.setAttribute('aria-activedescendant', `row-${index}`)
    } else this.list.removeAttribute('aria-activedescendant')
    fill(
      this.sizer,
      ...this.rows
        .slice(first, last)
        .map((row, offset) => this.option(row, first + offset)),
    )
  }

  private option(row: Row, index: number): HTMLElement {
    const { id, source, target, english, domain, state, places } = row
    const made = element(
      'div.row',
      {
        id: `row-${index}`,
        role: 'option',
        'data-id': id,
        'aria-selected': id === this.selected ? 'true' : 'false',
        'aria-posinset': index + 1,
        'aria-setsize': this.rows.length,
      },
      element(
        'div.row-words',
        {},
        element('strong', { lang: 'zh-Hant-TW' }, source || id),
        target && element('span.arrow', { 'aria-hidden': 'true' }, ' → '),
        target && element('span', { lang: 'zh-Hans-CN' }, target),
      ),
      element(
        'div.row-more',
        {},
        element('span.state', { 'data-state': state }, t(`state.${state}`)),
        element(
          'span.row-about',
          {},
          [english, tOr(`domain.${domain}`, domain)]
            .filter(Boolean)
            .join(' · '),
        ),
        element('span.places', {}, t('list.places', { count: places })),
      ),
    )
    made.style.transform = `translateY(${index * height}px)`
    return made
  }
}
