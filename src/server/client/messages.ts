interface Tree {
  readonly [key: string]: string | Tree
}

/** Messages of one language. */
export interface Messages {
  lang: string
  locale: string
  review: Tree
  languages: Readonly<Record<string, string>>
}

type Values = Readonly<Record<string, string | number>>

let messages: Messages = { lang: 'en', locale: 'en', review: {}, languages: {} }

/** Languages of the interface, in the order they are listed. */
export const interfaceLanguages = ['en', 'zh-TW', 'zh-HK', 'zh-CN'] as const

/**
 * Load the messages of a language.
 *
 * @param wanted - Language; what the browser asks for when it is not given.
 */
export async function loadMessages(wanted: string | null): Promise<void> {
  const query = wanted === null ? '' : `?lang=${encodeURIComponent(wanted)}`
  const answer = await fetch(`api/messages${query}`)
  if (!answer.ok) throw new Error(await answer.text())
  messages = (await answer.json()) as Messages
  document.documentElement.lang = messages.lang
}

/**
 * Tell the language of the interface.
 *
 * @returns Locale.
 */
export function locale(): string {
  return messages.locale
}

/**
 * Give a message.
 *
 * @param key - Path of its key.
 * @param values - What is put in; `count` chooses between one and many.
 * @returns Text; the key where there is none.
 */
export function t(key: string, values: Values = {}): string {
  const { count } = values
  const plural =
    typeof count === 'number'
      ? find(`${key}_${new Intl.PluralRules(messages.lang).select(count)}`)
      : undefined
  const text = plural ?? find(`${key}_other`) ?? find(key) ?? key
  return text.replace(/\{\{(\w+)(?:, *number)?\}\}/g, (whole, name: string) => {
    const value = values[name]
    if (value === undefined) return whole
    return typeof value === 'number' ? number(value) : value
  })
}

/**
 * Give a message that may not be there.
 *
 * @param key - Path of its key.
 * @param fallback - What to say instead.
 * @returns Text.
 */
export function tOr(key: string, fallback: string): string {
  return find(key) ?? fallback
}

/**
 * Write a number.
 *
 * @param value - Number.
 * @returns Text.
 */
export function number(value: number): string {
  return new Intl.NumberFormat(messages.lang).format(value)
}

function find(key: string): string | undefined {
  let at: string | Tree | undefined = messages.review
  for (const name of key.split('.')) {
    if (typeof at !== 'object' || !Object.hasOwn(at, name)) return undefined
    at = at[name]
  }
  return typeof at === 'string' ? at : undefined
}
