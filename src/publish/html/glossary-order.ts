import type { Locale } from '../../model/index.ts'
import { lines, type PageFrame, renderDocument } from './document.ts'
import { type Child, element } from './element.ts'
import { type GlossaryEntry, inOwn, sectionNav } from './glossary-parts.ts'

/** Order in which readers of Chinese look a word up. */
export type GlossaryOrder = 'strokes' | 'zhuyin' | 'pinyin'

/** Orders that readers of an edition know, the most usual first. */
const ordersOf: Readonly<Record<Locale, readonly GlossaryOrder[]>> = {
  'zh-TW': ['strokes', 'zhuyin', 'pinyin'],
  'zh-HK': ['strokes', 'pinyin'],
  'zh-CN': ['pinyin', 'strokes'],
  en: [],
}

/**
 * CLDR's collations have a mark before the first word of each section (UTS 35,
 * Index Characters): U+FDD0 with the letter, the sound, or U+2800 and the number
 * of strokes. Letters no word begins with have none, and come after all words.
 */
const mark = '\uFDD0'
const sections: Readonly<Record<GlossaryOrder, readonly string[]>> = {
  strokes: Array.from({ length: 64 }, (_, count) =>
    String.fromCharCode(0x2801 + count),
  ),
  pinyin: [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'],
  zhuyin: [
    ...'ㄅㄆㄇㄈㄉㄊㄋㄌㄍㄎㄏㄐㄑㄒㄓㄔㄕㄖㄗㄘㄙㄚㄛㄜㄝㄞㄟㄠㄡㄢㄣㄤㄥㄦㄧㄨㄩ',
  ],
}

/** Scripts whose default each is not, for a default does not say its name. */
const collations: Readonly<Record<GlossaryOrder, string>> = {
  strokes: 'zh-Hans-u-co-stroke',
  pinyin: 'zh-Hant-u-co-pinyin',
  zhuyin: 'zh-Hant-u-co-zhuyin',
}

/**
 * List the orders of an edition's glossary, besides that by English.
 *
 * @param locale - Locale of the edition.
 * @returns Orders; none where Node has no collations of Chinese.
 */
export function glossaryOrders(locale: Locale): readonly GlossaryOrder[] {
  return ordersOf[locale].filter((order) => {
    const { collation } = new Intl.Collator(collations[order]).resolvedOptions()
    return collations[order].endsWith(collation)
  })
}

/**
 * Name the page of an order.
 *
 * @param order - Order. Default: by English.
 * @returns Path from the edition's folder.
 */
export function glossaryPath(order?: GlossaryOrder): string {
  return order === undefined ? 'glossary.html' : `glossary~${order}.html`
}

/** Words under one heading. */
export interface GlossarySection {
  /** Letter, sound, or number of strokes; empty for words that are not Chinese. */
  name: string
  entries: readonly GlossaryEntry[]
}

/**
 * Sort a glossary in an order of Chinese, by Unicode's collations.
 *
 * @param entries - Concepts.
 * @param order - Order.
 * @returns Sections in order; words that do not begin with Han come last.
 */
export function sortGlossary(
  entries: readonly GlossaryEntry[],
  order: GlossaryOrder,
): GlossarySection[] {
  const { compare } = new Intl.Collator(collations[order])
  const isHan = ({ word }: GlossaryEntry): boolean =>
    /^\p{Script=Han}/u.test(word.text)
  const byWord = (a: GlossaryEntry, b: GlossaryEntry): number =>
    compare(a.word.text, b.word.text) || (a.id < b.id ? -1 : 1)
  const found = new Map<string, GlossaryEntry[]>()
  const names = sections[order]
  for (const entry of entries.filter(isHan).sort(byWord)) {
    let name = ''
    for (const one of names) {
      if (compare(mark + one, entry.word.text) <= 0) name = one
    }
    const shown =
      order === 'strokes' && name ? String(name.charCodeAt(0) - 0x2800) : name
    const section = found.get(shown)
    if (section) section.push(entry)
    else found.set(shown, [entry])
  }
  const others = entries.filter((entry) => !isHan(entry)).sort(byWord)
  if (others.length > 0) found.set('', [...(found.get('') ?? []), ...others])
  return [...found]
    .sort(([a], [b]) => Number(!a) - Number(!b))
    .map(([name, entries]) => ({ name, entries }))
}

/**
 * Render the words of a glossary in an order of Chinese. What is said of each
 * stands in the glossary by English, where it leads.
 *
 * @param frame - What every page has.
 * @param entries - Concepts.
 * @param order - Order.
 * @returns HTML document.
 */
export function renderGlossaryOrder(
  frame: PageFrame,
  entries: readonly GlossaryEntry[],
  order: GlossaryOrder,
): string {
  const { strings } = frame
  const sorted = sortGlossary(entries, order)
  const nameOf = (name: string): string =>
    name === ''
      ? strings('html:otherTerms')
      : order === 'strokes'
        ? strings('html:strokeCount', { count: Number(name) })
        : name
  const idOf = (name: string): string =>
    `letter:${name.toLowerCase() || 'other'}`
  const title = `${strings('html:glossary')} · ${strings(`html:order.${order}`)}`
  return renderDocument(frame, {
    kind: 'glossary',
    title,
    description: undefined,
    header: [
      element('h1', {}, strings('html:glossary')),
      renderOrders(frame, order),
    ],
    main:
      entries.length === 0
        ? [element('p', {}, strings('html:noTerms'))]
        : [
            sectionNav(
              frame,
              sorted.map(({ name }) => ({
                id: idOf(name),
                text: order === 'strokes' && name ? name : nameOf(name),
                label: nameOf(name),
              })),
            ),
            ...sorted.flatMap(({ name, entries }): Child[] => [
              element('h2', { id: idOf(name) }, nameOf(name)),
              element(
                'ul',
                { className: ['words'] },
                ...lines(...entries.map((entry) => renderWord(entry, frame))),
              ),
            ]),
          ],
    footer: [],
  })
}

function renderWord(entry: GlossaryEntry, frame: PageFrame): Child {
  const { id, word, english } = entry
  const href = `${glossaryPath()}#${encodeURIComponent(id)}`
  return element(
    'li',
    {},
    element('a', { href }, inOwn(word, frame)),
    english === undefined ? undefined : ' ',
    english === undefined
      ? undefined
      : element('span', { className: ['label'], lang: 'en' }, english),
  )
}

/**
 * Render links between the orders of a glossary.
 *
 * @param frame - What every page has.
 * @param current - Order of the page. Default: by English.
 * @returns Navigation; none where there is one order.
 */
export function renderOrders(frame: PageFrame, current?: GlossaryOrder): Child {
  const { strings, edition } = frame
  const orders = glossaryOrders(edition.locale)
  if (orders.length === 0) return undefined
  const link = (order?: GlossaryOrder): Child =>
    element(
      'li',
      {},
      element(
        'a',
        {
          href: glossaryPath(order),
          ...(order === current ? { ariaCurrent: 'page' } : {}),
        },
        strings(`html:order.${order ?? 'english'}`),
      ),
    )
  return element(
    'nav',
    { className: ['orders'], ariaLabel: strings('html:order.title') },
    element('ul', {}, link(), ...orders.map(link)),
  )
}
