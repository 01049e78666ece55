import type {
  GivenState,
  SegmentAddress,
  SegmentDecision,
  SegmentSaved,
  TranslateFindings,
  TranslateMatch,
  TranslateSegment,
  TranslateView,
} from '../translate-protocol.ts'
import { RefusedError } from './api.ts'
import { Drafts } from './drafts.ts'
import { type Child, element } from './element.ts'
import { t } from './messages.ts'
import { SegmentAid } from './segment-aid.ts'
import { SegmentEditor } from './segment-editor.ts'
import { SegmentList } from './segment-list.ts'
import {
  filters,
  findNear,
  isShown,
  isToDo,
  type SegmentFilter,
  type SegmentRow,
  segmentRow,
} from './segment-row.ts'
import { translateApi } from './translate-api.ts'
import { translateHash } from './translate-articles.ts'
import { askNotes, askSegmentConflict } from './translate-dialogs.ts'

/** What the page around it does. */
export interface WorkEvents {
  /** Say something in the line at the bottom. */
  say: (text: string) => void
  /** Do one thing that nothing else may come between. */
  working: (task: () => Promise<void>) => Promise<void>
}

/** Below that width, in pixels, help stands in the row itself. */
const narrow = '(max-width: 900px)'

/** One article, and the work on its translation. */
export class TranslateWork {
  /** Element. */
  readonly root: HTMLElement
  /** Article as the server has it. */
  view: TranslateView
  private readonly events: WorkEvents
  private readonly drafts: Drafts
  private readonly list: SegmentList<SegmentRow>
  private readonly aid: SegmentAid
  private readonly aside = element('aside.aid-frame')
  private readonly filters: HTMLSelectElement
  private readonly undoButton: HTMLButtonElement
  private readonly bar = element('progress', { max: 1, value: 0 })
  private readonly count = element('p.count')
  private readonly problems = element('div.alert', { role: 'alert' })
  private readonly empty = element('p.empty', {}, '')
  private readonly media = matchMedia(narrow)
  private readonly onNarrow = (): void => this.redrawActive()
  private rows: SegmentRow[] = []
  private active = ''
  private editor: SegmentEditor | undefined
  private filter: SegmentFilter = 'all'
  private asked = 0
  private timer = 0
  private turn: Promise<unknown> = Promise.resolve()

  /**
   * @param view - Article.
   * @param project - Name of the project.
   * @param events - What the page around it does.
   */
  constructor(view: TranslateView, project: string, events: WorkEvents) {
    this.view = view
    this.events = events
    this.drafts = new Drafts(project, view.path, view.locale)
    this.aid = new SegmentAid({
      match: (match) => this.useMatch(match),
      insert: (word) => this.editor?.insert(word),
    })
    this.aside.setAttribute('aria-label', t('translate.aid'))
    this.list = new SegmentList(t('translate.segments'), (row) =>
      this.draw(row),
    )
    this.list.root.setAttribute('aria-label', t('translate.segments'))
    this.list.root.addEventListener('click', (event) => this.clicked(event))
    this.filters = element(
      'select',
      {
        'aria-label': t('translate.filter.label'),
        'aria-keyshortcuts': '/',
        onchange: () => {
          this.filter = this.filters.value as SegmentFilter
          this.arrange()
          this.list.root.focus()
        },
      },
      ...filters.map((name) =>
        element('option', { value: name }, t(`translate.filter.${name}`)),
      ),
    )
    this.undoButton = element(
      'button.undo',
      {
        type: 'button',
        'aria-keyshortcuts': 'u',
        onclick: () => void this.undo(),
      },
      t('action.undo'),
      element('kbd', { 'aria-hidden': 'true' }, 'u'),
    )
    this.bar.setAttribute('aria-label', t('translate.progress'))
    this.root = element(
      'section.work',
      { 'aria-label': view.title },
      this.problems,
      element(
        'div.work-head',
        {},
        element(
          'a.back-link',
          { href: '#/translate' },
          t('translate.articles.back'),
        ),
        element('h2', { lang: view.source }, view.title),
        element(
          'p.locale-name',
          {},
          t('translate.into', { locale: t(`locale.${view.locale}`) }),
          element('small', {}, view.file),
        ),
        element('div.progress', {}, this.bar, this.count),
        element('div.work-tools', {}, this.filters, this.undoButton),
      ),
      element(
        'div.work-columns',
        {},
        element('div.segments-frame', {}, this.list.root, this.empty),
        this.aside,
      ),
    )
    this.media.addEventListener('change', this.onNarrow)
    this.take(view)
  }

  /** Let go of what is outside of the element. */
  close(): void {
    this.media.removeEventListener('change', this.onNarrow)
    clearTimeout(this.timer)
  }

  /**
   * Put the cursor where a person goes on.
   *
   * @param near - Text of the block that they come from.
   */
  start(near?: string): void {
    const first =
      (near === undefined ? undefined : findNear(this.rows, near)) ??
      this.rows.find(({ segment }) => isToDo(segment, this.view.locale)) ??
      this.rows[0]
    if (first) this.activate(first.key, false)
    this.list.root.focus({ preventScroll: true })
  }

  /**
   * Show what the server says now. What is being written stays.
   *
   * @param view - The same article.
   */
  take(view: TranslateView): void {
    const order = this.rows.map(({ key }) => key)
    this.view = view
    this.problems.hidden = view.problems.length === 0
    this.problems.replaceChildren(
      ...view.problems.map((one) => element('p', {}, one)),
    )
    this.showState()
    if (order.length === 0) {
      this.arrange()
      return
    }
    // Rows that are shown stay, whatever they are now.
    const shown = new Set(order)
    this.rows = this.allRows().filter(
      (row) => shown.has(row.key) || isShown(row, this.filter, view.locale),
    )
    const now = this.rows.find(({ key }) => key === this.active)
    if (now) this.editor?.saved(now.segment, false)
    else this.editor = undefined
    this.redrawAll(false)
  }

  /** Look again whether the server has something else, and show it. */
  async refresh(): Promise<void> {
    const before = this.view
    const { path, locale } = before
    const { version } = await translateApi.version(path, locale)
    if (version === before.version || this.view !== before) return
    const view = await translateApi.view(path, locale)
    // A decision that was answered meanwhile knows more.
    if (this.view === before) this.take(view)
  }

  /**
   * Do what a key says.
   *
   * @param event - Key.
   * @returns Whether it said something.
   */
  key(event: KeyboardEvent): boolean {
    const { key, code, altKey, shiftKey, target } = event
    const control = event.ctrlKey || event.metaKey
    if (event.isComposing || event.getModifierState('AltGraph')) return false
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1]
    const { editor } = this
    if (control && key === 'Enter') {
      void this.save(shiftKey ? 'reviewed' : 'translated', true)
      return editor !== undefined
    }
    if (control && !altKey && code === 'KeyS') {
      void this.save('translated', false)
      return true
    }
    if (control && digit !== undefined) {
      return this.useMatch(this.aid.matchAt(Number(digit) - 1))
    }
    if (altKey && !control) {
      if (digit !== undefined) {
        editor?.code(digit)
        return editor !== undefined
      }
      const does = this.altKeys[code]
      if (does) does()
      return does !== undefined
    }
    if (control || altKey) return false
    const isWriting =
      target instanceof HTMLTextAreaElement ||
      target instanceof HTMLSelectElement ||
      target instanceof HTMLInputElement
    if (key === 'Escape') {
      this.list.root.focus({ preventScroll: true })
      return true
    }
    if (isWriting) return false
    const onButton =
      target instanceof HTMLButtonElement || target instanceof HTMLAnchorElement
    if (onButton && (key === 'Enter' || key === ' ')) return false
    if (digit !== undefined) {
      return this.useMatch(this.aid.matchAt(Number(digit) - 1))
    }
    const does = this.keys[key]
    if (does) does()
    return does !== undefined
  }

  private readonly altKeys: Readonly<Record<string, () => void>> = {
    KeyT: () => this.insertNext('term'),
    KeyN: () => this.insertNext('number'),
    KeyR: () => this.editor?.mendFirst(),
    KeyC: () => {
      const { conversion } = this.current()?.segment ?? {}
      if (conversion !== undefined) this.editor?.replace(conversion)
    },
    ArrowDown: () => this.step(1, true),
    ArrowUp: () => this.step(-1, true),
  }

  private readonly keys: Readonly<Record<string, () => void>> = {
    j: () => this.step(1, false),
    ArrowDown: () => this.step(1, false),
    k: () => this.step(-1, false),
    ArrowUp: () => this.step(-1, false),
    PageDown: () => this.step(8, false),
    PageUp: () => this.step(-8, false),
    Home: () => this.step(-Infinity, false),
    End: () => this.step(Infinity, false),
    Enter: () => this.editor?.focus(),
    e: () => this.editor?.focus(),
    t: () => void this.save('translated', false),
    r: () => void this.save('reviewed', true),
    f: () => void this.save('final', true),
    n: () => void this.note(),
    u: () => void this.undo(),
    '/': () => this.filters.focus(),
  }

  /** Take the last decision of this sitting back. */
  undo(): Promise<void> {
    return this.inTurn(() => this.undoNow())
  }

  private async undoNow(): Promise<void> {
    const { last } = this.view
    if (!last) return
    await this.events.working(async () => {
      try {
        const { address, ...saved } = await translateApi.undo(last.action)
        this.events.say(t('translate.done.undo', { text: last.label }))
        const { path, locale } = address
        if (path !== this.view.path || locale !== this.view.locale) {
          location.hash = translateHash(path, locale)
          return
        }
        const key = keyOf(address)
        this.drafts.set(key, undefined)
        this.took(key, saved)
        this.activate(key, false)
      } catch (error) {
        await this.refresh()
        throw error
      }
    })
  }

  private allRows(): SegmentRow[] {
    const { segments, findings } = this.view
    return segments.map((segment) => this.rowOf(segment, findings))
  }

  private rowOf(
    segment: TranslateSegment,
    findings: TranslateFindings,
  ): SegmentRow {
    const key = keyOf({ unit: segment.unit, segment: segment.id })
    const length = segment.parts.reduce(
      (sum, part) => sum + ('text' in part ? part.text.length : 2),
      0,
    )
    return {
      key,
      guess: 60 + Math.ceil(length / 16) * 26,
      segment,
      findings: findings[key] ?? [],
      draft: this.drafts.get(key) !== undefined,
    }
  }

  /** Choose the rows that are shown. */
  private arrange(): void {
    const { locale } = this.view
    this.rows = this.allRows().filter((row) =>
      isShown(row, this.filter, locale),
    )
    const still = this.rows.some(({ key }) => key === this.active)
    if (!still) this.editor = undefined
    this.redrawAll(true)
    if (!still) {
      this.active = ''
      const [first] = this.rows
      if (first) this.activate(first.key, false)
      else this.aside.replaceChildren()
    }
  }

  private redrawAll(follow: boolean): void {
    const isWriting = this.editor?.hasFocus === true
    this.empty.hidden = this.rows.length > 0
    this.empty.textContent = t('translate.empty')
    this.list.root.hidden = this.rows.length === 0
    this.list.show(this.rows)
    this.list.activate(this.active, follow)
    if (isWriting) this.editor?.focus()
  }

  private redrawActive(): void {
    const row = this.current()
    if (!row) return
    const isWriting = this.editor?.hasFocus === true
    this.list.redraw(row)
    if (isWriting) this.editor?.focus()
  }

  private draw(row: SegmentRow): HTMLElement {
    const { editor } = this
    if (row.key !== this.active || !editor) {
      return segmentRow(row, this.view, undefined)
    }
    const active: Child[] = [editor.root]
    if (this.media.matches) active.push(this.aid.root)
    else this.aside.replaceChildren(this.aid.root)
    return segmentRow(row, this.view, active)
  }

  private current(): SegmentRow | undefined {
    return this.rows.find(({ key }) => key === this.active)
  }

  private clicked(event: MouseEvent): void {
    const row = (event.target as Element).closest('[data-key]')
    const key = row?.getAttribute('data-key')
    if (key === null || key === undefined || key === this.active) return
    // Who marks a text to copy it does not go elsewhere.
    if (String(getSelection()) !== '') return
    this.activate(key, true)
  }

  private step(by: number, writes: boolean): void {
    const index = this.rows.findIndex(({ key }) => key === this.active)
    const last = this.rows.length - 1
    const row = this.rows[Math.max(0, Math.min(last, index + by))]
    if (row) this.activate(row.key, writes)
  }

  /** Work on a sentence. */
  private activate(key: string, writes: boolean): void {
    const row = this.rows.find((one) => one.key === key)
    if (!row) return
    const isSame = key === this.active && this.editor !== undefined
    const before = this.current()
    if (!isSame) {
      const hadFocus = this.editor?.hasFocus === true
      this.active = key
      this.editor = this.editorOf(row)
      if (before && before.key !== key) this.list.redraw(this.fresh(before))
      if (hadFocus && !writes) this.list.root.focus({ preventScroll: true })
      this.aid.show(row.segment)
      this.aid.used(this.editor.text)
      this.editor.show(row.findings)
      this.list.redraw(row)
      void this.help(row.segment)
      if (this.editor.isChanged) this.checkSoon()
    }
    this.list.activate(key, true)
    if (writes) this.editor?.focus()
  }

  /** A row as it is now: with its draft, or without. */
  private fresh(row: SegmentRow): SegmentRow {
    const now = { ...row, draft: this.drafts.get(row.key) !== undefined }
    this.rows = this.rows.map((one) => (one.key === row.key ? now : one))
    return now
  }

  private editorOf({ key, segment }: SegmentRow): SegmentEditor {
    const { locale } = this.view
    const draft = this.drafts.get(key)
    const saved = { text: segment.target, revision: segment.revision }
    const editor = new SegmentEditor(segment, draft ?? saved, locale, {
      typed: (text) => {
        const { revision, isChanged } = editor
        this.drafts.set(key, isChanged ? { text, revision } : undefined)
        this.aid.used(text)
        this.checkSoon()
      },
      save: (state) => void this.save(state, state !== 'translated'),
      note: () => void this.note(),
    })
    // Whoever rewrites a conversion begins with it.
    if (!draft && segment.target === '' && locale !== 'en') {
      editor.suggest(segment.conversion ?? '')
    }
    return editor
  }

  private addressOf({ unit, id }: TranslateSegment): SegmentAddress {
    const { path, locale } = this.view
    return { path, locale, unit, segment: id }
  }

  /** Load what the memory has; an answer that comes too late is not shown. */
  private async help(segment: TranslateSegment): Promise<void> {
    const number = ++this.asked
    try {
      const found = await translateApi.matches(this.addressOf(segment))
      if (number === this.asked) this.aid.matches(found, this.view.locale)
    } catch {
      // The sentence is gone, or nobody answers: that is told elsewhere.
      if (number === this.asked) {
        this.aid.matches({ matches: [] }, this.view.locale)
      }
    }
  }

  private checkSoon(): void {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.check(), 300)
  }

  private async check(): Promise<void> {
    const { editor } = this
    const row = this.current()
    if (!editor || !row) return
    const { text } = editor
    try {
      const address = this.addressOf(row.segment)
      const { findings } = await translateApi.check(address, text)
      // The person may have typed on, or gone elsewhere.
      if (editor === this.editor && editor.text === text) {
        editor.show(findings)
      }
    } catch {
      // The next key asks again.
    }
  }

  private useMatch(match: TranslateMatch | undefined): boolean {
    if (match) this.editor?.replace(match.target)
    return match !== undefined
  }

  private insertNext(kind: 'term' | 'number'): void {
    const word = this.aid.next(kind)
    if (word === undefined) this.events.say(t(`translate.all.${kind}`))
    else this.editor?.insert(word)
  }

  private async note(): Promise<void> {
    const row = this.current()
    if (!row) return
    const notes = await askNotes(row.segment)
    if (!notes) return
    const { revision } = row.segment
    await this.inTurn(async () => {
      await this.decide(row, { notes, revision }, 'notes')
    })
  }

  /**
   * Save what is written, or give what is saved a state: of the sentence that is
   * worked on when what was asked for before is done.
   */
  private save(state: GivenState, advance: boolean): Promise<void> {
    return this.inTurn(() => this.saveNow(state, advance))
  }

  /** Keys may be faster than the disk; none is left out. */
  private inTurn(task: () => Promise<void>): Promise<void> {
    const next = this.turn.then(task)
    this.turn = next.catch(() => undefined)
    return next
  }

  private async saveNow(state: GivenState, advance: boolean): Promise<void> {
    const row = this.current()
    const { editor } = this
    if (!row || !editor) return
    const { segment } = row
    const { text, revision } = editor
    // A state alone leaves the text, and where it comes from, as it is.
    const isSaved = text === segment.target && segment.target !== ''
    if (isSaved && segment.state === state && !segment.stale) {
      if (advance) this.advance(row.key)
      return
    }
    const decision = isSaved ? { state, revision } : { text, state, revision }
    if (!(await this.decide(row, decision, state))) return
    if (advance) this.advance(row.key)
  }

  private async decide(
    row: SegmentRow,
    what: Pick<SegmentDecision, 'text' | 'state' | 'notes' | 'revision'>,
    done: string,
  ): Promise<boolean> {
    const { key, segment } = row
    const decision: SegmentDecision = { ...this.addressOf(segment), ...what }
    let isDone = false
    await this.events.working(async () => {
      for (;;) {
        try {
          this.took(key, await translateApi.save(decision), what.text)
          this.events.say(t(`translate.done.${done}`))
          isDone = true
          return
        } catch (error) {
          if (!(error instanceof RefusedError) || error.status !== 409) {
            throw error
          }
          const refusal = error.refusal as unknown as {
            error: string
            found?: TranslateSegment | null
          }
          const mine = what.text ?? what.notes?.join('\n') ?? segment.target
          const { locale } = this.view
          const answer = await askSegmentConflict(refusal, mine, locale)
          const { found } = refusal
          if (answer === 'write' && found) {
            decision.revision = found.revision
            continue
          }
          if (answer === 'keep') {
            this.drafts.set(key, undefined)
            if (this.active === key) this.editor = undefined
          }
          await this.refresh()
          if (answer === 'keep') this.reopen(key)
          return
        }
      }
    })
    return isDone
  }

  /** Work on a sentence as it is on the disk. */
  private reopen(key: string): void {
    const { active } = this
    if (active !== key) return
    this.editor = undefined
    this.activate(key, true)
  }

  /** Take over what a decision made of the article. */
  private took(key: string, saved: SegmentSaved, text?: string): void {
    const { segment, findings, counts, last, version } = saved
    const segments = this.view.segments.map((one) =>
      one.unit === segment.unit && one.id === segment.id ? segment : one,
    )
    this.view = { ...this.view, segments, findings, counts, last, version }
    const isActive = key === this.active
    // What was typed while it was saved is not lost.
    const typed = isActive && text !== undefined && this.editor?.text !== text
    if (!typed && (text !== undefined || !isActive)) {
      this.drafts.set(key, undefined)
    }
    const before = new Map(this.rows.map((row) => [row.key, row]))
    const shown = new Set(before.keys())
    this.rows = this.allRows().filter((row) => shown.has(row.key))
    if (isActive) {
      const { editor } = this
      if (editor && typed) editor.revision = segment.revision
      editor?.saved(segment, !typed && text !== undefined)
      if (editor && text === undefined) editor.revision = segment.revision
      editor?.show(findings[key] ?? [])
      this.aid.used(editor?.text ?? '')
    }
    const isWriting = this.editor?.hasFocus === true
    for (const row of this.rows) {
      const old = before.get(row.key)
      const isOther =
        row.key === key ||
        JSON.stringify(old?.findings) !== JSON.stringify(row.findings)
      if (isOther) this.list.redraw(row)
    }
    if (isWriting) this.editor?.focus()
    this.showState()
  }

  /** Go to the next sentence that waits, else the next one. */
  private advance(key: string): void {
    // The person may have gone elsewhere meanwhile.
    if (key !== this.active) return
    const { locale } = this.view
    const index = this.rows.findIndex((row) => row.key === key)
    const rest = this.rows.slice(index + 1)
    const next = rest.find(({ segment }) => isToDo(segment, locale)) ?? rest[0]
    const writes = this.editor?.hasFocus === true
    if (next) this.activate(next.key, writes)
    else this.list.root.focus({ preventScroll: true })
  }

  private showState(): void {
    const { counts, last, locale } = this.view
    const { segments, states, stale } = counts
    const done =
      locale === 'en'
        ? segments - states.initial
        : states.reviewed + states.final
    this.bar.max = Math.max(1, segments)
    this.bar.value = done
    this.count.textContent = t('translate.count', {
      done,
      total: segments,
      reviewed: states.reviewed + states.final,
      stale,
    })
    this.undoButton.disabled = last === null
    this.undoButton.title = last ? t('undo.what', { what: last.label }) : ''
  }
}

function keyOf({ unit, segment }: { unit: string; segment: string }): string {
  return `${unit} ${segment}`
}
