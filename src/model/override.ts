import type { Locale } from './locale.ts'
import type { Span } from './span.ts'
import type { Codec } from './unit.ts'

/**
 * Mark with which an author says what stands in a place, locale by locale:
 * MediaWiki's `-{zh-cn:软件;zh-tw:軟體}-`, or `-{軟體}-` for all of them.
 */
export interface Override {
  /** Offset of its placeholder in the unit's text. */
  at: number
  /** Source range, delimiters included. */
  span: Span
  /** How text is written there. */
  codec: Codec
  /** Mark as it is read, delimiters included. */
  text: string
}

/**
 * MediaWiki's codes that serve a locale, best first: its own fall-back chains,
 * with `zh` behind them.
 */
const codes: Readonly<Record<Locale, readonly string[]>> = {
  'zh-TW': ['zh-tw', 'zh-hant', 'zh-hk', 'zh-mo', 'zh'],
  'zh-HK': ['zh-hk', 'zh-mo', 'zh-hant', 'zh-tw', 'zh'],
  'zh-CN': ['zh-cn', 'zh-hans', 'zh-sg', 'zh-my', 'zh'],
  en: ['en', 'zh', 'zh-hant', 'zh-tw'],
}

/** As in MediaWiki, a semicolon parts forms only before another code. */
const separator = /;\s*(?=(?:zh(?:-[a-z]+)*|en)\s*:)/i
const form = /^\s*(zh(?:-[a-z]+)*|en)\s*:(.*)$/is

/**
 * Read the forms in a `-{…}-` mark.
 *
 * @param inside - What stands between its delimiters, without flags such as
 * `A|`.
 * @returns Form of each code, in lower case; empty forms are left out.
 * `undefined` where it is no list of forms but a text, or there is none.
 *
 * @example
 * ```ts
 * import { readForms } from 'yiwen'
 *
 * readForms('zh-cn:软件; zh-TW:軟體;')?.get('zh-tw') // '軟體'
 * readForms('軟體') // undefined
 * ```
 * @see https://www.mediawiki.org/wiki/Writing_systems/Syntax
 */
export function readForms(
  inside: string,
): ReadonlyMap<string, string> | undefined {
  const forms = new Map<string, string>()
  for (const part of inside.replace(/;\s*$/, '').split(separator)) {
    const [, code, text = ''] = form.exec(part) ?? []
    if (code === undefined) return undefined
    if (text.trim()) forms.set(code.toLowerCase(), text.trim())
  }
  return forms.size > 0 ? forms : undefined
}

/**
 * Choose the form for a locale.
 *
 * @param forms - Forms by code.
 * @param locale - Locale of an edition.
 * @returns Its own form, else that of the next code: for zh-CN `zh-cn`,
 * `zh-hans`, `zh-sg`, `zh-my`, `zh`; for zh-HK `zh-hk`, `zh-mo`, `zh-hant`,
 * `zh-tw`, `zh`; for zh-TW `zh-tw`, `zh-hant`, `zh-hk`, `zh-mo`, `zh`.
 *
 * @example
 * ```ts
 * import { formFor } from 'yiwen'
 *
 * const forms = new Map([['zh-cn', '软件'], ['zh-tw', '軟體']])
 * formFor(forms, 'zh-HK') // '軟體'
 * ```
 */
export function formFor(
  forms: ReadonlyMap<string, string>,
  locale: Locale,
): string | undefined {
  const code = codes[locale].find((code) => forms.has(code))
  return code === undefined ? undefined : forms.get(code)
}
