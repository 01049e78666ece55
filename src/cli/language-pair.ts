import type { LanguagePair } from '../exchange/index.ts'
import { locales } from '../model/index.ts'
import type { Context } from './context.ts'
import type { Values } from './options.ts'
import { invalidValue } from './parse-arguments.ts'

/**
 * Choose the languages of a format that has two.
 *
 * @param values - Options `--from` and `--to`. Default: `zh-TW` and `en`.
 * @param context - Context.
 * @returns Languages.
 * @throws UserError when both are the same.
 */
export function languagePair(values: Values, { t }: Context): LanguagePair {
  const source = values['from-language'] ?? 'zh-TW'
  const target = values['to-language'] ?? 'en'
  if (source !== target) return { source, target }
  const others = locales.filter((locale) => locale !== source)
  throw invalidValue('--to', target, others, t)
}
