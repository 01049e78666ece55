import type {
  ArticleChange,
  ConceptEdit,
  Context,
  Decision,
  Item,
  Refusal,
  Row,
} from '../protocol.ts'
import { actions, parts, tags } from './detail.ts'
import { type Child, element, fill } from './element.ts'
import { t, tOr } from './messages.ts'

/**
 * Show a dialog and wait for an answer.
 *
 * @param title - Heading.
 * @param content - What stands in it.
 * @param buttons - Answers; the first is what Enter gives.
 * @param read - Makes the answer; `undefined` keeps the dialog open.
 * @returns Answer, or `undefined` when the person left.
 */
export function ask<T>(
  title: string,
  content: readonly Child[],
  buttons: readonly { label: string; value: string }[],
  read: (value: string) => T | undefined,
): Promise<T | undefined> {
  return new Promise((done) => {
    const before = document.activeElement
    let answer: T | undefined
    const give = (value: string): void => {
      answer = read(value)
      if (answer !== undefined) dialog.close()
    }
    const dialog = element(
      'dialog',
      { 'aria-labelledby': 'dialog-title' },
      element(
        'form',
        {
          onsubmit: (event: Event) => {
            event.preventDefault()
            const [first] = buttons
            if (first) give(first.value)
          },
        },
        element('h2', { id: 'dialog-title' }, title),
        ...content,
        element(
          'div.dialog-buttons',
          {},
          ...buttons.map(({ label, value }, index) =>
            element(
              `button${index === 0 ? '.primary' : ''}`,
              {
                type: index === 0 ? 'submit' : 'button',
                value,
                onclick: (event: Event) => {
                  event.preventDefault()
                  give(value)
                },
              },
              label,
            ),
          ),
          element(
            'button',
            { type: 'button', onclick: () => dialog.close() },
            t(buttons.length === 0 ? 'dialog.close' : 'dialog.cancel'),
          ),
        ),
      ),
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      if (before instanceof HTMLElement && before.isConnected) before.focus()
      done(answer)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

let fields = 0

/**
 * Put a label to a field.
 *
 * @param label - Label.
 * @param input - Field.
 * @param hint - What to know about it. Default: nothing.
 * @returns Both.
 */
export function field(
  label: string,
  input: HTMLElement,
  hint?: string,
): HTMLElement {
  const id = `field-${++fields}`
  input.id = id
  if (hint !== undefined) input.setAttribute('aria-describedby', `${id}-hint`)
  return element(
    'div.field',
    {},
    element('label', { for: id }, label),
    input,
    hint !== undefined && element('small', { id: `${id}-hint` }, hint),
  )
}

/**
 * Let a person edit a concept.
 *
 * @param item - Concept.
 * @param filled - Words to begin with instead of its own, by locale.
 * @param draft - Tells what an edit would make of the articles.
 * @returns Decision, or `undefined`.
 */
export function askEdit(
  item: Item,
  filled: Readonly<Record<string, string>> = {},
  draft: (edit: ConceptEdit) => Promise<readonly Context[]> = async () => [],
): Promise<Decision | undefined> {
  const areas = (['zh-TW', 'zh-CN', 'zh-HK', 'en'] as const).map((locale) => {
    const words = (item.terms[locale] ?? []).map(({ text }) => text)
    const area = element('textarea', {
      rows: Math.max(1, words.length),
      spellcheck: 'false',
      lang: locale,
    })
    area.value = [filled[locale] ?? [], words].flat().join('\n')
    return { locale, area }
  })
  const domain = element('input', { type: 'text', value: item.domain })
  const note = element('textarea', { rows: 2 })
  note.value = item.note
  const gloss = element('input', { type: 'checkbox', checked: item.gloss })
  const read = (): ConceptEdit => {
    const terms: Record<string, string[]> = {}
    for (const { locale, area } of areas) {
      terms[locale] = [
        ...new Set(area.value.split('\n').map((line) => line.trim())),
      ].filter(Boolean)
    }
    return {
      terms,
      domain: domain.value,
      note: note.value,
      gloss: gloss.checked,
    }
  }
  const shown = element('div.draft', { 'aria-live': 'polite' })
  const locale = item.editions.find(({ id }) => id === item.edition)?.locale
  let asked = 0
  const show = async (): Promise<void> => {
    const number = ++asked
    // A preview that does not come is no reason to stop typing.
    const contexts = await draft(read()).catch(() => [])
    if (number !== asked) return
    fill(
      shown,
      element('h3', {}, t('edit.draft')),
      ...contexts.map(({ after }) =>
        element('p', { lang: tags[locale ?? 'zh-CN'] }, ...parts(after)),
      ),
      contexts.length === 0 && element('p', {}, t('edit.nowhere')),
    )
  }
  let timer = 0
  for (const input of [...areas.map(({ area }) => area), gloss]) {
    input.addEventListener('input', () => {
      clearTimeout(timer)
      timer = setTimeout(() => void show(), 250)
    })
  }
  void show()
  return ask(
    t('edit.title', { word: item.source }),
    [
      ...areas.map(({ locale, area }, index) =>
        field(
          t(`locale.${locale}`),
          area,
          index === 0 ? t('edit.words') : undefined,
        ),
      ),
      field(t('edit.domain'), domain),
      field(t('detail.note'), note),
      element('label.check', {}, gloss, t('edit.gloss')),
      shown,
    ],
    [
      { label: t('edit.approve'), value: 'approve' },
      { label: t('edit.save'), value: 'save' },
    ],
    (value): Decision => ({
      kind: 'edit',
      edit: read(),
      approve: value === 'approve',
    }),
  )
}

/**
 * Ask what to write instead of a word.
 *
 * @param item - Concept.
 * @returns Decision, or `undefined`.
 */
export function askForbid(item: Item): Promise<Decision | undefined> {
  const instead = element('input', {
    type: 'text',
    lang: 'zh-TW',
    autocomplete: 'off',
  })
  return ask(
    t('forbid.title', { word: item.source }),
    [
      element('p', {}, t('forbid.about')),
      field(t('forbid.instead'), instead, t('forbid.hint')),
    ],
    [{ label: t('forbid.do'), value: 'do' }],
    (): Decision => ({ kind: 'forbid', instead: instead.value }),
  )
}

/**
 * Ask which concept another one goes into.
 *
 * @param item - Concept that goes.
 * @param find - Finds concepts by their words.
 * @returns Decision, or `undefined`.
 */
export function askMerge(
  item: Item,
  find: (search: string) => readonly Row[],
): Promise<Decision | undefined> {
  let into = ''
  const results = element('div.results', {
    role: 'radiogroup',
    'aria-label': t('merge.results'),
  })
  const search = element('input', { type: 'search', autocomplete: 'off' })
  const update = (): void => {
    const found = find(search.value)
    into = found[0]?.id ?? ''
    fill(
      results,
      ...found.map((row, index) =>
        element(
          'label.result',
          {},
          element('input', {
            type: 'radio',
            name: 'into',
            checked: index === 0,
            onchange: () => {
              into = row.id
            },
          }),
          element('span', { lang: 'zh-Hant-TW' }, row.source),
          element(
            'small',
            {},
            [row.target, row.english, row.id].filter(Boolean).join(' · '),
          ),
        ),
      ),
      found.length === 0 &&
        search.value !== '' &&
        element('p', {}, t('merge.none')),
    )
  }
  search.addEventListener('input', update)
  return ask(
    t('merge.title', { word: item.source }),
    [
      element('p', {}, t('merge.about')),
      field(t('merge.search'), search),
      results,
    ],
    [{ label: t('merge.do'), value: 'do' }],
    (): Decision | undefined =>
      into === '' ? undefined : { kind: 'merge', into },
  )
}

/**
 * Say what a decision on many changes, and ask whether to do it.
 *
 * @param kind - Decision.
 * @param count - How many concepts.
 * @param changes - Articles that change.
 * @returns Whether to do it.
 */
export async function askBulk(
  kind: 'approve',
  count: number,
  changes: readonly ArticleChange[],
): Promise<boolean> {
  const places = changes.reduce((sum, one) => sum + one.places, 0)
  const answer = await ask(
    t(`bulk.${kind}.title`, { count }),
    [
      element(
        'p',
        {},
        t(`bulk.${kind}.about`, {
          count: changes.length,
          places: t('list.places', { count: places }),
        }),
      ),
      element(
        'ul.articles',
        { tabindex: 0, 'aria-label': t('bulk.articles') },
        ...changes.map(({ shown, places, editions }) =>
          element(
            'li',
            {},
            shown,
            ' ',
            element(
              'small',
              {},
              `${t('list.places', { count: places })} · ${editions.join(', ')}`,
            ),
          ),
        ),
      ),
    ],
    [{ label: t(`bulk.${kind}.do`, { count }), value: 'do' }],
    () => true,
  )
  return answer === true
}

/**
 * Show what somebody else made of a concept meanwhile.
 *
 * @param refusal - What the server said.
 * @param wanted - What this person decided, in words.
 * @returns Whether to write this person's decision over it.
 */
export async function askConflict(
  refusal: Refusal,
  wanted: string,
): Promise<boolean> {
  const { found } = refusal
  const last = found?.history.at(-1)
  const answer = await ask(
    t('conflict.title'),
    [
      element('p', {}, refusal.error),
      element(
        'dl.texts',
        {},
        element('dt', {}, t('conflict.theirs')),
        element(
          'dd',
          {},
          found
            ? [
                t(`state.${found.state}`),
                ...Object.values(found.terms).map((words) =>
                  words.map(({ text }) => text).join('、'),
                ),
                ...(last
                  ? [
                      `${last.by} · ${tOr(`history.${last.action}`, last.action)}`,
                    ]
                  : []),
              ].join(' · ')
            : t('conflict.gone'),
        ),
        element('dt', {}, t('conflict.mine')),
        element('dd', {}, wanted),
      ),
    ],
    [
      { label: t('conflict.keep'), value: 'keep' },
      ...(found ? [{ label: t('conflict.write'), value: 'write' }] : []),
    ],
    (value) => value,
  )
  return answer === 'write'
}

/**
 * Say why something was refused.
 *
 * @param refusal - What the server said.
 */
export async function showRefusal({ error, hint }: Refusal): Promise<void> {
  await ask(
    t('refused.title'),
    [element('p', {}, error), hint !== undefined && element('p', {}, hint)],
    [],
    () => undefined,
  )
}

/** Show the keys. */
export function showHelp(): Promise<void> {
  return showKeys(
    [
      ['j ↓', t('help.next')],
      ['k ↑', t('help.previous')],
      ...actions.map(({ name, key }): [string, string] => [
        key,
        t(`help.${name}`),
      ]),
      ['1–9', t('help.choose')],
      ['w', t('help.reason')],
      ['u', t('help.undo')],
      ['A', t('help.bulk')],
      ['/', t('help.search')],
      ['?', t('help.help')],
      ['Esc', t('help.escape')],
    ],
    t('help.saved'),
  )
}

/**
 * Show keys and what they do.
 *
 * @param rows - Keys, with a space between those that do the same.
 * @param about - What to know besides.
 */
export async function showKeys(
  rows: readonly (readonly [keys: string, about: string])[],
  about: string,
): Promise<void> {
  await ask(
    t('help.title'),
    [
      element(
        'dl.keys',
        {},
        ...rows.flatMap(([keys, about]) => [
          element(
            'dt',
            {},
            ...keys.split(' ').map((key) => element('kbd', {}, key)),
          ),
          element('dd', {}, about),
        ]),
      ),
      element('p', {}, about),
    ],
    [],
    () => undefined,
  )
}
