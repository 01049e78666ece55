import { createInstance } from 'i18next'
import type { Locale } from '../model/index.ts'
import { resources } from './resources.ts'

/** Key without its plural suffix. */
type Stem<Key extends string> = Key extends `${infer Base}_${'one' | 'other'}`
  ? Base
  : Key

/** Names of the interpolations in a text, formatters taken off. */
type Names<Text extends string> =
  Text extends `${string}{{${infer Name}}}${infer Rest}`
    ? (Name extends `${infer Bare},${string}` ? Bare : Name) | Names<Rest>
    : never

/** Key and text of every string below a tree. */
type Entries<Tree, Path extends string> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? { key: `${Path}${Stem<Key>}`; text: Tree[Key] }
    : Entries<Tree[Key], `${Path}${Key}.`>
}[keyof Tree & string]

/** English is what keys and interpolations are typed by. */
type English = (typeof resources)['en']

type Entry = {
  [Namespace in keyof English]: Entries<
    English[Namespace],
    `${Namespace & string}:`
  >
}[keyof English]

/** Text by key; of a plural all its texts. One look-up, not a search, a key. */
type Texts = { [E in Entry as E['key']]: E['text'] }

/** Key of a message: `namespace:path.to.key`, without plural suffix. */
export type MessageKey = keyof Texts

/** Interpolations that a message needs. */
export type MessageValues<Key extends MessageKey> = {
  [Name in Names<Texts[Key]>]: Name extends 'count'
    ? number
    : string | number | readonly string[]
}

/** What follows each key: nothing, or the message's values. */
type MessageArguments = {
  [Key in MessageKey]: keyof MessageValues<Key> extends never
    ? []
    : [values: MessageValues<Key>]
}

/**
 * Look up a message in one language.
 *
 * A misspelt key or a forgotten interpolation is a type error.
 */
export type Translate = <Key extends MessageKey>(
  key: Key,
  ...values: MessageArguments[Key]
) => string

// Making one takes longer than all that an article asks of it.
const made = new Map<Locale, Translate>()

/**
 * Get the translator of a language; it is made when it is first asked for.
 *
 * It is an i18next instance of its own, ready at once, without global state.
 * Values are put in as they are: who writes HTML escapes it.
 *
 * @param lang - Language of the messages.
 * @returns Function from a key and its values to text.
 *
 * @example
 * ```ts
 * import { createTranslator } from 'yiwen/node'
 *
 * const t = createTranslator('zh-TW')
 * t('languages:zh-CN') // '简体中文'
 * createTranslator('en')('html:by', { author: 'Lu Xun' }) // 'By Lu Xun'
 * ```
 */
export function createTranslator(lang: Locale): Translate {
  let translate = made.get(lang)
  if (!translate) {
    translate = create(lang)
    made.set(lang, translate)
  }
  return translate
}

function create(lang: Locale): Translate {
  const instance = createInstance()
  const own = resources[lang]
  // Without `initAsync: false` the resources come one tick too late.
  void instance.init({
    lng: lang,
    resources: { [lang]: own },
    ns: Object.keys(own),
    fallbackLng: false,
    load: 'currentOnly',
    initAsync: false,
    returnNull: false,
    interpolation: { escapeValue: false },
  })
  return (key, ...values) => instance.t(key, { ...values[0] })
}
