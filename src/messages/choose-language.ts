import { type Locale, locales, parseLocale, UserError } from '../model/index.ts'

/** What a person said about the language of messages. */
export interface LanguageWishes {
  /** Value of `--lang`. */
  flag?: string | undefined
  /** Environment variables. */
  env?: Readonly<Record<string, string | undefined>>
}

// The order POSIX gives them, after our own.
const variables = ['YIWEN_LANG', 'LC_ALL', 'LC_MESSAGES', 'LANG'] as const

/**
 * Choose the language of messages.
 *
 * The flag wins; then the first of `YIWEN_LANG`, `LC_ALL`, `LC_MESSAGES` and
 * `LANG` that is set decides, as in `zh_TW.UTF-8`.
 * `C`, `POSIX` and languages without messages are English.
 *
 * @param wishes - Flag and environment.
 * @returns Language.
 * @throws UserError when the flag names no language that has messages.
 */
export function chooseLanguage(wishes: LanguageWishes = {}): Locale {
  const { flag, env = {} } = wishes
  if (flag !== undefined) {
    const locale = parsePosix(flag)
    if (locale) return locale
    throw new UserError(`There are no messages in “${flag}”.`, {
      hint: `Use one of ${locales.join(', ')}.`,
      wording: {
        key: 'language-unknown',
        values: { language: flag, known: locales.join(', ') },
      },
    })
  }
  for (const name of variables) {
    const value = env[name]
    if (value) return parsePosix(value) ?? 'en'
  }
  return 'en'
}

/** `language_TERRITORY.codeset@modifier`, of which the first part counts. */
function parsePosix(value: string): Locale | undefined {
  return parseLocale(value.replace(/[.@].*$/s, ''))
}
