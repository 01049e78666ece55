import { element } from './element.ts'

/** Row of a list of which only those in sight are in the page. */
export interface ListedRow {
  /** What tells it from the others. */
  key: string
  /** How high it likely is, in pixels. */
  guess: number
}

/** Pixels above and below what is in sight that are drawn too. */
const margin = 300

/** List of rows that are as high as what stands in them. */
export class SegmentList<Row extends ListedRow> {
  /** Element; it scrolls. */
  readonly root: HTMLElement
  private readonly sizer = element('div.sizer', { role: 'list' })
  private readonly draw: (row: Row, index: number) => HTMLElement
  private readonly heights = new Map<string, number>()
  private readonly mounted = new Map<string, HTMLElement>()
  private readonly observer: ResizeObserver
  private rows: readonly Row[] = []
  private places = new Map<string, number>()
  private tops: number[] = [0]
  private active = ''
  private frame = 0

  /**
   * @param label - What the list is of.
   * @param draw - Makes the element of a row.
   */
  constructor(label: string, draw: (row: Row, index: number) => HTMLElement) {
    this.draw = draw
    this.sizer.setAttribute('aria-label', label)
    this.root = element('div.segments', { tabindex: 0 }, this.sizer)
    this.root.addEventListener('scroll', () => this.later())
    this.observer = new ResizeObserver((entries) => this.measure(entries))
    new ResizeObserver(() => this.later()).observe(this.root)
  }

  /**
   * Show rows; all of them are drawn afresh.
   *
   * @param rows - Rows, in order.
   */
  show(rows: readonly Row[]): void {
    this.rows = rows
    this.places = new Map(rows.map(({ key }, index) => [key, index]))
    for (const element of this.mounted.values()) this.unmount(element)
    this.mounted.clear()
    this.arrange()
    this.update()
  }

  /**
   * Draw a row afresh, where it is in sight.
   *
   * @param row - Row.
   */
  redraw(row: Row): void {
    const index = this.places.get(row.key)
    if (index === undefined) return
    this.rows = this.rows.with(index, row)
    const before = this.mounted.get(row.key)
    if (!before) return
    const after = this.mount(row, index)
    this.observer.unobserve(before)
    before.replaceWith(after)
    this.mounted.set(row.key, after)
  }

  /**
   * Keep a row in the page, also out of sight, and bring it into sight.
   *
   * @param key - Row.
   * @param follow - Whether to bring it into sight.
   */
  activate(key: string, follow: boolean): void {
    this.active = key
    const index = this.places.get(key)
    if (follow && index !== undefined) this.bring(index)
    this.update()
    // What was a guess is measured now.
    if (follow && index !== undefined) {
      requestAnimationFrame(() => this.bring(this.places.get(key) ?? index))
    }
  }

  private fits(index: number): boolean {
    const height = (this.tops[index + 1] ?? 0) - (this.tops[index] ?? 0)
    return height <= this.root.clientHeight
  }

  private bring(index: number): void {
    const top = this.tops[index] ?? 0
    const bottom = this.tops[index + 1] ?? top
    const { scrollTop, clientHeight } = this.root
    if (top < scrollTop || bottom - top > clientHeight) {
      this.root.scrollTop = Math.max(0, top - 8)
    } else if (bottom > scrollTop + clientHeight) {
      this.root.scrollTop = bottom - clientHeight + 8
    }
  }

  private later(): void {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.update())
  }

  private arrange(): void {
    const tops = [0]
    let top = 0
    for (const { key, guess } of this.rows) {
      top += this.heights.get(key) ?? guess
      tops.push(top)
    }
    this.tops = tops
    this.sizer.style.height = `${top}px`
  }

  private update(): void {
    const { scrollTop, clientHeight } = this.root
    const first = this.at(scrollTop - margin)
    const last = this.at(scrollTop + clientHeight + margin)
    const wanted = new Set<string>()
    for (let index = first; index <= last; index++) {
      const row = this.rows[index]
      if (row) wanted.add(row.key)
    }
    if (this.places.has(this.active)) wanted.add(this.active)
    for (const [key, element] of this.mounted) {
      if (wanted.has(key)) continue
      this.unmount(element)
      this.mounted.delete(key)
    }
    for (const key of wanted) {
      const index = this.places.get(key) ?? 0
      const row = this.rows[index]
      if (!row || this.mounted.has(key)) continue
      const made = this.mount(row, index)
      // Those that are there stay in place: what is moved loses the focus.
      const next = [...this.sizer.children].find(
        (one) => Number(one.getAttribute('aria-posinset')) > index + 1,
      )
      this.sizer.insertBefore(made, next ?? null)
      this.mounted.set(key, made)
    }
    this.place()
  }

  private at(offset: number): number {
    let low = 0
    let high = Math.max(0, this.rows.length - 1)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.tops[middle] ?? 0) <= offset) low = middle
      else high = middle - 1
    }
    return low
  }

  private mount(row: Row, index: number): HTMLElement {
    const made = this.draw(row, index)
    made.setAttribute('role', 'listitem')
    made.setAttribute('data-key', row.key)
    made.setAttribute('aria-posinset', String(index + 1))
    made.setAttribute('aria-setsize', String(this.rows.length))
    made.style.transform = `translateY(${this.tops[index] ?? 0}px)`
    this.observer.observe(made)
    return made
  }

  private unmount(made: HTMLElement): void {
    this.observer.unobserve(made)
    made.remove()
  }

  private place(): void {
    for (const [key, made] of this.mounted) {
      const top = this.tops[this.places.get(key) ?? 0] ?? 0
      made.style.transform = `translateY(${top}px)`
    }
  }

  private measure(entries: readonly ResizeObserverEntry[]): void {
    let above = 0
    let changed = false
    let grown: number | undefined
    for (const { target } of entries) {
      const key = target.getAttribute('data-key') ?? ''
      const index = this.places.get(key)
      const row = index === undefined ? undefined : this.rows[index]
      const height = (target as HTMLElement).offsetHeight
      if (!row || index === undefined || height === 0) continue
      const before = this.heights.get(key) ?? row.guess
      if (before === height) continue
      this.heights.set(key, height)
      changed = true
      if (key === this.active && target.contains(document.activeElement)) {
        grown = index
      }
      // What is in sight stays where it is.
      const bottom = (this.tops[index] ?? 0) + before
      if (bottom <= this.root.scrollTop) above += height - before
    }
    if (!changed) return
    this.arrange()
    this.place()
    if (above !== 0) this.root.scrollTop += above
    // What a person writes in stays in sight as it grows, if it can.
    if (grown !== undefined && this.fits(grown)) this.bring(grown)
    this.later()
  }
}
