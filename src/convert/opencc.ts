import type { ChineseLocale } from '../model/index.ts'
import {
  changingCharacters,
  createCompatConverter,
  createTextConverter,
} from './compat.ts'
import { isDescription, partsOf } from './units.ts'

/** Converts characters, keeping how many code points there are. */
export type CharacterConverter = (text: string) => string

/** OpenCC's own names for locales; they are not BCP 47. */
export const openccNames = {
  'zh-TW': 'tw',
  'zh-HK': 'hk',
  'zh-CN': 'cn',
} as const

/**
 * Characters that stay as the author wrote them: Taiwan writes 台灣, 污染 and 潮濕
 * as often as OpenCC's 臺灣, 汙染 and 潮溼, or more. In Hong Kong 參 is no 蔘 where
 * no phrase says so, and 上顎 is written as in Taiwan.
 */
const stays: Readonly<Record<string, string>> = {
  'zh-HK>zh-TW': '台污濕',
  'zh-TW>zh-HK': '參顎',
}

/**
 * List the characters that are no others between two locales.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Characters that OpenCC would change.
 */
export function stayingCharacters(
  from: ChineseLocale,
  to: ChineseLocale,
): string {
  return stays[`${from}>${to}`] ?? ''
}

/** Put back the characters that stay; code points are where they were. */
function restore(text: string, converted: string, staying: string): string {
  if (![...staying].some((character) => text.includes(character))) {
    return converted
  }
  const before = [...text]
  return [...converted]
    .map((character, at) =>
      staying.includes(before[at] as string)
        ? (before[at] as string)
        : character,
    )
    .join('')
}

/**
 * Make OpenCC's character conversion between two locales.
 *
 * The configurations without regional phrases (`tw` → `cn`, not `twp`): no
 * entry of theirs changes the number of code points. Regional words are
 * Yiwen's own.
 *
 * A sequence that describes an ideograph (`⿰言兌`) stays. OpenCC also takes what
 * only begins like one, and leaves what follows the sign as it is.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Converter.
 */
export function characterConverter(
  from: ChineseLocale,
  to: ChineseLocale,
): CharacterConverter {
  return makeConverter(from, to, createCompatConverter)
}

/**
 * Make the same for running text whose words are looked at besides.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Converter; towards the Mainland without phrases that may stand across words.
 */
export function textConverter(
  from: ChineseLocale,
  to: ChineseLocale,
): CharacterConverter {
  return makeConverter(from, to, createTextConverter)
}

function makeConverter(
  from: ChineseLocale,
  to: ChineseLocale,
  create: typeof createTextConverter,
): CharacterConverter {
  if (from === to) return (text) => text
  const compat = create({ from: openccNames[from], to: openccNames[to] })
  const staying = stayingCharacters(from, to)
  const convert =
    staying === ''
      ? compat
      : (text: string) => restore(text, compat(text), staying)
  return (text) => {
    if (!/[⿰-⿿]/.test(text)) return convert(text)
    return splitAtSigns(text)
      .map((part, index) => (index % 2 === 1 ? part : convert(part)))
      .join('')
  }
}

/**
 * List the characters that a conversion may change.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Characters with a value of their own in OpenCC's tables, in no order;
 *   some are there twice, and some become themselves.
 */
export function convertedCharacters(
  from: ChineseLocale,
  to: ChineseLocale,
): string[] {
  if (from === to) return []
  return changingCharacters({ from: openccNames[from], to: openccNames[to] })
}

/** What may be a part of a description: an ideograph, a radical, a stroke. */
const component = /[\p{Script=Han}\u31C0-\u31EF\uE000-\uF8FF]/u

/** Cut a text at signs that describe nothing: each run of them is a second part. */
function splitAtSigns(text: string): string[] {
  const ends = describedEnds(text)
  // ⿻ begins none by itself: in articles it is the sign of plurality.
  const isBare = (at: number): boolean =>
    isDescription(text.charCodeAt(at)) && (!ends[at] || text[at] === '⿻')
  const parts: string[] = []
  let start = 0
  for (let at = 0; at < text.length; ) {
    if (!isBare(at)) {
      at = ends[at] || at + 1
      continue
    }
    const first = at
    while (isBare(at)) at++
    parts.push(text.slice(start, first), text.slice(first, at))
    start = at
  }
  parts.push(text.slice(start))
  return parts
}

/** By the place of a sign: where its description ends, or 0. Each is looked at once. */
function describedEnds(text: string): Int32Array {
  const ends = new Int32Array(text.length + 1)
  for (let start = text.length - 1; start >= 0; start--) {
    const unit = text.charCodeAt(start)
    if (!isDescription(unit)) continue
    let at = start + 1
    for (let part = partsOf(unit); part > 0 && at > 0; part--) {
      const codePoint = text.codePointAt(at) ?? 0
      if (isDescription(codePoint)) at = ends[at] as number
      else if (!component.test(String.fromCodePoint(codePoint))) at = 0
      else at += codePoint > 0xffff ? 2 : 1
    }
    ends[start] = at
  }
  return ends
}
