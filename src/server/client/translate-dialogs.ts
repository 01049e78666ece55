import type { SegmentRefusal, TranslateSegment } from '../translate-protocol.ts'
import { tags } from './detail.ts'
import { ask, field, showKeys } from './dialogs.ts'
import { element } from './element.ts'
import { t } from './messages.ts'
import { stateOf } from './segment-row.ts'
import { taggedText } from './tagged-text.ts'

/**
 * Show what somebody else made of a sentence meanwhile, and what this person did.
 *
 * @param refusal - What the server said.
 * @param mine - What this person wrote.
 * @param locale - Locale of the translation.
 * @returns Whether to write this person's over it; `undefined` to go on writing.
 */
export async function askSegmentConflict(
  { error, found }: SegmentRefusal,
  mine: string,
  locale: string,
): Promise<'keep' | 'write' | undefined> {
  const codes = found?.codes ?? []
  const text = (value: string) =>
    element('dd', { lang: tags[locale] }, ...taggedText(value, codes))
  return ask(
    t('conflict.title'),
    [
      element('p', {}, error),
      element(
        'dl.texts',
        {},
        element('dt', {}, t('conflict.theirs')),
        found
          ? text(found.target)
          : element('dd', {}, t('translate.conflict.gone')),
        found && element('dt', {}, t('filter.state')),
        found &&
          element('dd', {}, t(`translate.state.${stateOf(found, locale)}`)),
        element('dt', {}, t('conflict.mine')),
        text(mine),
      ),
    ],
    [
      { label: t('conflict.keep'), value: 'keep' as const },
      ...(found ? [{ label: t('conflict.write'), value: 'write' }] : []),
    ],
    (value) => (value === 'write' ? 'write' : 'keep'),
  )
}

/**
 * Let a person write notes on a sentence.
 *
 * @param segment - Sentence.
 * @returns Notes, or `undefined`.
 */
export function askNotes({
  notes,
}: TranslateSegment): Promise<string[] | undefined> {
  const area = element('textarea', { rows: 4 })
  area.value = notes.join('\n\n')
  return ask(
    t('translate.note.title'),
    [field(t('detail.note'), area, t('translate.note.hint'))],
    [{ label: t('translate.note.save'), value: 'do' }],
    () =>
      area.value
        .split(/\n\s*\n/)
        .map((note) => note.trim())
        .filter((note) => note !== ''),
  )
}

/** Show the keys of the translation's page. */
export function showTranslateHelp(): Promise<void> {
  return showKeys(
    [
      ['Ctrl+Enter', t('translate.help.save')],
      ['Ctrl+Shift+Enter', t('translate.help.review')],
      ['Ctrl+S', t('translate.help.stay')],
      ['Alt+1–9', t('translate.help.code')],
      ['Ctrl+1–9 Ctrl+Alt+1–9', t('translate.help.match')],
      ['Alt+N', t('translate.help.number')],
      ['Alt+T', t('translate.help.term')],
      ['Alt+R', t('translate.help.remedy')],
      ['Alt+C', t('translate.help.conversion')],
      ['Alt+↓ Alt+↑', t('translate.help.move')],
      ['Esc', t('translate.help.escape')],
      ['j k', t('translate.help.walk')],
      ['Enter', t('translate.help.edit')],
      ['t', t('translate.help.translated')],
      ['r', t('translate.help.reviewed')],
      ['f', t('translate.help.final')],
      ['n', t('translate.help.note')],
      ['1–9', t('translate.help.match')],
      ['u', t('help.undo')],
      ['/', t('translate.help.filter')],
      ['?', t('help.help')],
    ],
    t('translate.help.saved'),
  )
}
