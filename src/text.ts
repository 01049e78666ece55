/**
 * Yiwen for plain text: a string in, a string out.
 *
 * The smallest door: it loads the dictionaries and no Markdown. Text with
 * marks belongs to `localize`, which leaves code and addresses alone.
 *
 * @module
 */
import {
  convertBrackets,
  convertNameMarks,
  convertQuotes,
  createCompatConverter,
  editorialConverter,
  findTypography,
  inOrder,
  splice,
} from './convert/index.ts'
import type { ChineseLocale, ConversionSettings } from './model/index.ts'

export {
  type Analysis,
  createCompatConverter,
  type Decision,
  type Doubt,
  type EditorialConverter,
  type EditorialOptions,
  type Entry,
  editorialConverter,
  type OpenCCConfiguration,
  type OpenCCLocale,
  type OpenCCLocales,
  type Passage,
  vocabularySize,
} from './convert/index.ts'
export type {
  ChineseLocale,
  ConversionMode,
  ConversionSettings,
  Field,
} from './model/index.ts'

/** How plain text is converted. */
export interface TextOptions extends Partial<ConversionSettings> {
  /** Locale of the text. Default: `zh-TW`. */
  from?: ChineseLocale
  /** Locale wanted. */
  to: ChineseLocale
}

/**
 * Make a converter of plain text.
 *
 * Every line is a block. Lone surrogates, private-use characters and whatever
 * else has no conversion come back as they were; nothing makes it throw.
 *
 * @param options - Locales, mode, field, quotation marks, brackets, typography.
 * @returns Converter.
 *
 * @example
 * ```ts
 * import { createConverter } from 'yiwen/text'
 *
 * const convert = createConverter({ to: 'zh-CN' })
 * convert('他說：「手機率先支援。」') // '他说：“手机率先支持。”'
 * const opencc = createConverter({ to: 'zh-CN', mode: 'compat' })
 * opencc('軟體') // '软件'
 * ```
 */
export function createConverter(
  options: TextOptions,
): (text: string) => string {
  const { from = 'zh-TW', to, mode = 'editorial', domain = 'auto' } = options
  if (from === to) return (text) => text
  if (mode === 'compat') {
    const names = { 'zh-TW': 'twp', 'zh-HK': 'hkp', 'zh-CN': 'cn' } as const
    return createCompatConverter({ from: names[from], to: names[to] })
  }
  const converter = editorialConverter(from, to)
  const settings = {
    ...(domain === 'auto' ? {} : { field: domain }),
    ...(options.words ? { words: options.words } : {}),
  }
  const mark = (part: string): string => {
    const quotes =
      options.quotes === 'keep'
        ? []
        : inOrder(convertQuotes(part, from, to), convertNameMarks(part, to))
    const brackets =
      options.brackets === 'keep' ? [] : convertBrackets(part, to)
    return splice(part, inOrder(quotes, brackets))
  }
  return (text) => {
    let result = ''
    for (const part of converter.parts(text, settings)) result += mark(part)
    return splice(result, findTypography(result, options))
  }
}
