import type { Translate } from '../messages/index.ts'
import {
  type ChineseLocale,
  chineseLocales,
  isChinese,
  parseLocale,
} from '../model/index.ts'
import { misuse } from './context.ts'

/**
 * Read the value of an option as a Chinese locale.
 *
 * @param option - Option, as it is typed.
 * @param value - Its value.
 * @param t - Messages.
 * @returns Locale, or `undefined` when the option was not given.
 * @throws UserError when it is no Chinese locale.
 */
export function chineseLocale(
  option: string,
  value: string | undefined,
  t: Translate,
): ChineseLocale | undefined {
  if (value === undefined) return undefined
  const locale = readChinese(value)
  if (locale) return locale
  throw misuse(
    t('cli:misuse.unknownLocale', { value, option }),
    t('cli:hint.values', {
      values: t('cli:frame.list', { items: chineseLocales }),
    }),
  )
}

/**
 * Read a tag as a Chinese locale.
 *
 * @param tag - Tag as a person typed it.
 * @returns Locale, or `undefined`; `zh-CX` is a locale, and more likely a slip
 *   of the finger than Christmas Island.
 */
export function readChinese(tag: string): ChineseLocale | undefined {
  const locale = parseLocale(tag)
  return locale && isChinese(locale) && isUsual(tag) ? locale : undefined
}

function isUsual(tag: string): boolean {
  const { region } = new Intl.Locale(tag.trim().replaceAll('_', '-'))
  return (
    region === undefined ||
    ['TW', 'HK', 'MO', 'CN', 'SG', 'MY'].includes(region)
  )
}

/**
 * Read the value of an option that has to be given as a Chinese locale.
 *
 * @param option - Option, as it is typed.
 * @param value - Its value.
 * @param t - Messages.
 * @returns Locale.
 * @throws UserError when it was not given or is no Chinese locale.
 */
export function wantedLocale(
  option: string,
  value: string | undefined,
  t: Translate,
): ChineseLocale {
  const locale = chineseLocale(option, value, t)
  if (locale) return locale
  throw misuse(
    t('cli:misuse.missingOption', { option }),
    t('cli:hint.values', {
      values: t('cli:frame.list', { items: chineseLocales }),
    }),
  )
}
