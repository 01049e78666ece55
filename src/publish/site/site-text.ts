import type { Locale, SiteText } from '../../model/index.ts'

/**
 * Choose the text of an edition.
 *
 * @param text - Text of the settings.
 * @param locale - Edition's locale.
 * @returns That of the locale, else of another one, Chinese for Chinese first.
 */
export function siteText(
  text: SiteText | undefined,
  locale: Locale,
): string | undefined {
  if (typeof text !== 'object') return text
  return (
    text[locale] ??
    (locale === 'en'
      ? undefined
      : (text['zh-TW'] ?? text['zh-HK'] ?? text['zh-CN'])) ??
    Object.values(text)[0]
  )
}
