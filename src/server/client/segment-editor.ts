import type {
  GivenState,
  TranslateFinding,
  TranslateSegment,
} from '../translate-protocol.ts'
import { tags } from './detail.ts'
import { element, fill } from './element.ts'
import { t } from './messages.ts'
import { missingTags, taggedText } from './tagged-text.ts'

/** What the editor asks for. */
export interface EditorEvents {
  /** The text is another now. */
  typed: (text: string) => void
  /** A person is done with it. */
  save: (state: GivenState) => void
  /** A person wants to write a note. */
  note: () => void
}

/** States and the keys that give them outside of a text. */
export const stateKeys: readonly (readonly [GivenState, string])[] = [
  ['translated', 't'],
  ['reviewed', 'r'],
  ['final', 'f'],
]

/** Where the translation of one sentence is written. */
export class SegmentEditor {
  /** Element. */
  readonly root: HTMLElement
  /** What the person began with, and a decision brings back. */
  revision: string
  private readonly events: EditorEvents
  private readonly area: HTMLTextAreaElement
  private readonly chips = element('div.chips', { role: 'group' })
  private readonly mark = element('span.unsaved', { hidden: true })
  private readonly findings = element('ul.findings')
  private segment: TranslateSegment
  private found: readonly TranslateFinding[] = []

  /**
   * @param segment - Sentence.
   * @param begin - Text to begin with, and what the person had seen then.
   * @param locale - Locale of the translation.
   * @param events - What to do when a person asks for something.
   */
  constructor(
    segment: TranslateSegment,
    begin: { text: string; revision: string },
    locale: string,
    events: EditorEvents,
  ) {
    this.segment = segment
    this.revision = begin.revision
    this.events = events
    this.area = element('textarea', {
      lang: tags[locale],
      rows: 2,
      spellcheck: 'true',
      maxlength: 50_000,
      'aria-label': t('translate.editor.label'),
      'aria-describedby': 'segment-findings',
      'aria-keyshortcuts': 'Control+Enter',
    })
    this.area.value = begin.text
    this.area.addEventListener('input', () => this.changed())
    this.findings.id = 'segment-findings'
    this.mark.textContent = t('translate.editor.unsaved')
    this.chips.setAttribute('aria-label', t('translate.editor.codes'))
    this.root = element(
      'div.editor',
      {},
      this.chips,
      this.area,
      element(
        'div.editor-buttons',
        { role: 'group', 'aria-label': t('translate.editor.save') },
        ...stateKeys.map(([state]) =>
          element(
            `button.save-${state}${state === 'translated' ? '.primary' : ''}`,
            { type: 'button', onclick: () => events.save(state) },
            t(`translate.save.${state}`),
          ),
        ),
        element(
          'button.note-button',
          { type: 'button', onclick: () => events.note() },
          t('translate.note.button'),
        ),
        this.mark,
      ),
      element('div', { 'aria-live': 'polite' }, this.findings),
    )
    this.refresh()
  }

  /** Text with tags, as it is. */
  get text(): string {
    return this.area.value
  }

  /** Whether it is not what is saved. */
  get isChanged(): boolean {
    return this.text !== this.segment.target
  }

  /** Whether the cursor is in it. */
  get hasFocus(): boolean {
    return document.activeElement === this.area
  }

  /** Put the cursor at its end. */
  focus(): void {
    this.area.focus({ preventScroll: true })
    const { length } = this.area.value
    this.area.setSelectionRange(length, length)
  }

  /**
   * Take over what is saved now.
   *
   * @param segment - Sentence.
   * @param isOwn - Whether it is what this person saved, or has seen.
   */
  saved(segment: TranslateSegment, isOwn: boolean): void {
    const wasChanged = this.isChanged
    this.segment = segment
    if (isOwn || !wasChanged) {
      this.revision = segment.revision
      if (this.area.value !== segment.target) this.area.value = segment.target
    }
    this.refresh()
  }

  /**
   * Begin with a text nobody has saved, such as a conversion.
   *
   * @param text - Text with tags.
   */
  suggest(text: string): void {
    this.area.value = text
    this.refresh()
  }

  /**
   * Write a text in the place of all.
   *
   * @param text - Text with tags.
   */
  replace(text: string): void {
    this.area.focus({ preventScroll: true })
    this.area.select()
    this.type(text)
  }

  /**
   * Write a word where the cursor is, with the spaces it needs.
   *
   * @param word - Word.
   */
  insert(word: string): void {
    const { selectionStart: start, selectionEnd: end, value } = this.area
    this.area.focus({ preventScroll: true })
    const before = /[\p{Script=Latin}\p{N},.;:!?)]$/u.test(
      value.slice(0, start),
    )
    const after = /^[\p{Script=Latin}\p{N}(]/u.test(value.slice(end))
    const isWord = /^[\p{Script=Latin}\p{N}]/u.test(word)
    this.type(
      `${before && isWord ? ' ' : ''}${word}${after && isWord ? ' ' : ''}`,
    )
  }

  /**
   * Write what a finding wants in the place of what is there.
   *
   * @param finding - Finding.
   * @param wanted - What it wants.
   */
  mend({ actual }: TranslateFinding, wanted: string): void {
    const at = actual ? this.area.value.indexOf(actual) : -1
    if (at < 0 || !actual) {
      this.insert(wanted)
      return
    }
    this.area.focus({ preventScroll: true })
    this.area.setSelectionRange(at, at + actual.length)
    this.type(wanted)
  }

  /** Write what the gravest finding wants that says what it wants. */
  mendFirst(): void {
    const finding = this.found.find(({ expected }) => expected.length > 0)
    const [wanted] = finding?.expected ?? []
    if (finding && wanted !== undefined) this.mend(finding, wanted)
  }

  /**
   * Write a code: around what is selected, or where the cursor is.
   *
   * @param id - Its number.
   */
  code(id: string): void {
    const tag = missingTags(this.text, this.segment.parts).get(id)
    if (!tag) return
    const { selectionStart: start, selectionEnd: end, value } = this.area
    this.area.focus({ preventScroll: true })
    const { open = '', close = '', alone } = tag
    if (alone !== undefined) {
      this.type(alone)
      return
    }
    this.type(open + value.slice(start, end) + close)
    if (start === end && open && close) {
      const inside = start + open.length
      this.area.setSelectionRange(inside, inside)
    }
  }

  /**
   * Show what may be wrong with the text.
   *
   * @param found - Findings.
   */
  show(found: readonly TranslateFinding[]): void {
    this.found = [...found].sort(byGravity)
    fill(
      this.findings,
      ...this.found.map((finding) =>
        element(
          'li.finding',
          { 'data-severity': finding.severity, 'data-rule': finding.rule },
          element(
            'strong',
            {},
            `${t(`translate.severity.${finding.severity}`)} `,
          ),
          element('span', {}, finding.reason),
          finding.note !== undefined && element('small', {}, finding.note),
          ...finding.expected
            .slice(0, 3)
            .map((wanted) =>
              element(
                'button.suggestion',
                { type: 'button', onclick: () => this.mend(finding, wanted) },
                t('translate.editor.write', { text: wanted }),
              ),
            ),
        ),
      ),
    )
  }

  /** Type as a person does, so that the browser can undo it. */
  private type(text: string): void {
    const isTyped =
      text === ''
        ? document.execCommand('delete')
        : document.execCommand('insertText', false, text)
    if (isTyped) return
    const { selectionStart: start, selectionEnd: end } = this.area
    this.area.setRangeText(text, start, end, 'end')
    this.changed()
  }

  private changed(): void {
    this.refresh()
    this.events.typed(this.text)
  }

  private refresh(): void {
    const { codes, parts } = this.segment
    const missing = missingTags(this.text, parts)
    this.mark.hidden = !this.isChanged
    this.chips.hidden = codes.length === 0
    fill(
      this.chips,
      ...codes.map(({ id, alone, shown }) =>
        element(
          'button.chip',
          {
            type: 'button',
            disabled: !missing.has(id),
            title: shown,
            'aria-label': t('translate.editor.code', { id, shown }),
            'aria-keyshortcuts': `Alt+${id}`,
            onclick: () => this.code(id),
          },
          ...taggedText(alone ? `<${id}/>` : `<${id}>`, codes).slice(0, 1),
          element('span.chip-shown', { 'aria-hidden': 'true' }, shown),
        ),
      ),
    )
  }
}

const gravities = ['error', 'warning', 'info']

function byGravity(a: TranslateFinding, b: TranslateFinding): number {
  return gravities.indexOf(a.severity) - gravities.indexOf(b.severity)
}
