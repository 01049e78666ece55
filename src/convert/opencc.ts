import type { ChineseLocale } from '../model/index.ts'
import { createCompatConverter } from './compat.ts'

/** Converts characters, keeping how many code points there are. */
export type CharacterConverter = (text: string) => string

/** OpenCC's own names for locales; they are not BCP 47. */
export const openccNames = {
  'zh-TW': 'tw',
  'zh-HK': 'hk',
  'zh-CN': 'cn',
} as const

/**
 * Make OpenCC's character conversion between two locales.
 *
 * The configurations without regional phrases (`tw` → `cn`, not `twp`): no
 * entry of theirs changes the number of code points. Regional words are
 * Yiwen's own.
 *
 * @param from - Locale of the text.
 * @param to - Locale wanted.
 * @returns Converter.
 */
export function characterConverter(
  from: ChineseLocale,
  to: ChineseLocale,
): CharacterConverter {
  if (from === to) return (text) => text
  return createCompatConverter({ from: openccNames[from], to: openccNames[to] })
}
