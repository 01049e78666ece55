import { formFor, type Locale, readForms } from '../../model/index.ts'

/**
 * Read what a `-{…}-` mark shows in a locale.
 *
 * @param mark - Mark with its delimiters.
 * @param locale - Edition's locale.
 * @returns Text for the reader, empty for a mark that shows nothing.
 */
export function readVariant(mark: string, locale: Locale): string {
  const inside = mark.replace(/^-\{/, '').replace(/\}-$/, '')
  const flags = /^([A-Z;\s]*)\|/.exec(inside)
  // `H` defines a rule and `T` sets a title: neither is shown in the text.
  if (flags?.[1] && /[HT]/.test(flags[1])) return ''
  const body = flags ? inside.slice(flags[0].length) : inside
  const forms = readForms(body)
  if (!forms) return body
  // A page shows a form of another locale rather than the mark itself.
  return formFor(forms, locale) ?? forms.values().next().value ?? body
}
