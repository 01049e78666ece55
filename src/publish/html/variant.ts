import type { Locale } from '../../model/index.ts'

/** MediaWiki's codes that serve a locale, best first. */
const codes: Readonly<Record<Locale, readonly string[]>> = {
  'zh-TW': ['zh-tw', 'zh-hant', 'zh-mo', 'zh-hk', 'zh'],
  'zh-HK': ['zh-hk', 'zh-mo', 'zh-hant', 'zh-tw', 'zh'],
  'zh-CN': ['zh-cn', 'zh-hans', 'zh-sg', 'zh-my', 'zh'],
  en: ['en', 'zh', 'zh-hant', 'zh-tw'],
}

/**
 * Read what a `-{…}-` mark shows in a locale.
 *
 * @param mark - Mark with its delimiters.
 * @param locale - Edition's locale.
 * @returns Text for the reader, empty for a mark that shows nothing.
 */
export function readVariant(mark: string, locale: Locale): string {
  const inside = mark.replace(/^-\{/, '').replace(/\}-$/, '')
  const flags = /^\s*([A-Z;\s]*)\|/.exec(inside)
  // `H` defines a rule and `T` sets a title: neither is shown in the text.
  if (flags?.[1] && /[HT]/.test(flags[1])) return ''
  const body = flags ? inside.slice(flags[0].length) : inside
  const forms = new Map<string, string>()
  for (const part of body.split(';')) {
    const form = /^\s*([a-z]{2}(?:-[a-z]+)?)\s*:(.*)$/is.exec(part)
    if (form?.[1] && form[2] !== undefined) {
      forms.set(form[1].toLowerCase(), form[2].trim())
    } else if (part.trim()) {
      // One part that is no form: the whole is meant as it stands.
      return body
    }
  }
  for (const code of codes[locale]) {
    const form = forms.get(code)
    if (form !== undefined) return form
  }
  return forms.values().next().value ?? body
}
