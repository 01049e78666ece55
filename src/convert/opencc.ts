import { Converter } from 'opencc-js'
import type { ChineseLocale } from '../model/index.ts'

/** Converts characters, keeping how many code points there are. */
export type CharacterConverter = (text: string) => string

/** OpenCC's own names for locales; they are not BCP 47 and stay in this file. */
const variants: Readonly<Record<ChineseLocale, 'tw' | 'hk' | 'cn'>> = {
  'zh-TW': 'tw',
  'zh-HK': 'hk',
  'zh-CN': 'cn',
}

// opencc-js declares its exports in a way that resolves to `any`.
const createOpenCC = Converter as (options: {
  from: string
  to: string
}) => (text: string) => string

const converters = new Map<string, CharacterConverter>()

/**
 * Make OpenCC's character conversion between two locales.
 *
 * The configurations without regional phrases (`tw` → `cn`, not `twp`): no
 * entry of theirs changes the number of code points, so places in the result
 * are places in the text. Regional words are Yiwen's own terms.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Converter, made once per pair.
 */
export function characterConverter(
  from: ChineseLocale,
  to: ChineseLocale,
): CharacterConverter {
  if (from === to) return (text) => text
  const key = `${from}>${to}`
  let converter = converters.get(key)
  if (!converter) {
    converter = createOpenCC({ from: variants[from], to: variants[to] })
    converters.set(key, converter)
  }
  return converter
}
