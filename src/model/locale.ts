/** Chinese locales Yiwen converts between. */
export type ChineseLocale = 'zh-TW' | 'zh-HK' | 'zh-CN'

/** Locale ids people type and see in paths: BCP 47 tags. */
export type Locale = ChineseLocale | 'en'

/** Every locale, in the order editions are listed. */
export const locales: readonly Locale[] = ['zh-TW', 'zh-HK', 'zh-CN', 'en']

/** Every Chinese locale. */
export const chineseLocales: readonly ChineseLocale[] = [
  'zh-TW',
  'zh-HK',
  'zh-CN',
]

/**
 * Read a BCP 47 tag, however it is spelled, as one of the locales.
 *
 * `zh`, `zh-Hans`, `zh_CN`, `zh-SG` and the like are `zh-CN`; `zh-Hant` is
 * `zh-TW`; `zh-MO` and `zh-Hant-HK` are `zh-HK`; `en-GB` is `en`.
 *
 * @param tag - Tag as written by a person or a file.
 * @returns Locale, or `undefined` when the tag is none of ours.
 *
 * @example
 * ```ts
 * import { parseLocale } from 'yiwen'
 *
 * parseLocale('zh_Hant_HK') // 'zh-HK'
 * parseLocale('zh') // 'zh-CN'
 * parseLocale('fr') // undefined
 * ```
 */
export function parseLocale(tag: string): Locale | undefined {
  let locale: Intl.Locale
  try {
    locale = new Intl.Locale(tag.trim().replaceAll('_', '-'))
  } catch {
    return undefined
  }
  if (locale.language === 'en') return 'en'
  if (locale.language !== 'zh') return undefined
  const { region, script } = locale.maximize()
  if (region === 'HK' || region === 'MO') {
    return script === 'Hans' ? 'zh-CN' : 'zh-HK'
  }
  return script === 'Hant' ? 'zh-TW' : 'zh-CN'
}

/**
 * Tell whether a locale is Chinese.
 *
 * @param locale - Locale.
 * @returns Whether it can be converted from and to.
 *
 * @example
 * ```ts
 * import { isChinese } from 'yiwen'
 *
 * isChinese('zh-HK') // true
 * isChinese('en') // false
 * ```
 */
export function isChinese(locale: Locale): locale is ChineseLocale {
  return locale !== 'en'
}

/**
 * Give the full tag for `lang` attributes and feeds.
 *
 * @param locale - Locale.
 * @returns Tag with its script, such as `zh-Hant-TW`.
 *
 * @example
 * ```ts
 * import { languageTag } from 'yiwen'
 *
 * languageTag('zh-TW') // 'zh-Hant-TW'
 * ```
 */
export function languageTag(locale: Locale): string {
  return {
    'zh-TW': 'zh-Hant-TW',
    'zh-HK': 'zh-Hant-HK',
    'zh-CN': 'zh-Hans-CN',
    en: 'en',
  }[locale]
}
