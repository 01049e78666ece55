import {
  type Finding,
  Phrase,
  type UserError,
  type WordingValues,
} from '../model/index.ts'
import { resources } from './resources.ts'
import type { Translate } from './translate.ts'

/**
 * Word a finding in the language of a translator.
 *
 * @param message - Finding, or a message of somebody else.
 * @param t - Translator.
 * @returns Reason and note; as they are where there is no text for them.
 */
export function wordFinding(
  message: Finding,
  t: Translate,
): { reason: string; note?: string } {
  const { wording, reason, note } = message
  const say = (part: string, english: string): string =>
    (wording && word(`findings:${wording.key}.${part}`, wording.values, t)) ??
    english
  return {
    reason: say('reason', reason),
    ...(note === undefined ? {} : { note: say('note', note) }),
  }
}

/**
 * Word an error in the language of a translator.
 *
 * @param error - Error.
 * @param t - Translator.
 * @returns Message and hint; as they are where there is no text for them.
 */
export function wordError(
  error: UserError,
  t: Translate,
): { message: string; hint?: string } {
  const { wording, message, hint } = error
  const say = (part: string, english: string): string =>
    (wording && word(`errors:${wording.key}.${part}`, wording.values, t)) ??
    english
  return {
    message: say('message', message),
    ...(hint === undefined ? {} : { hint: say('hint', hint) }),
  }
}

/**
 * Word a part of a sentence in the language of a translator.
 *
 * @param phrase - Phrase.
 * @param t - Translator.
 * @returns Its text.
 */
export function wordPhrase(phrase: Phrase, t: Translate): string {
  return wordValue(phrase, t)
}

function word(
  key: string,
  values: WordingValues = {},
  t: Translate,
): string | undefined {
  if (!isKey(key)) return undefined
  const words = Object.entries(values).map(([name, value]) => [
    name,
    wordValue(value, t),
  ])
  // Which key it is shows only now; a test makes sure that its values are right.
  const loose = t as (key: string, values: object) => string
  return loose(key, Object.fromEntries(words))
}

function wordValue(value: WordingValues[string], t: Translate): string {
  if (value instanceof Phrase) {
    return word(value.key, value.values, t) ?? value.english
  }
  if (typeof value !== 'object') return String(value)
  return value.map((one) => wordValue(one, t)).join('\n  ')
}

function isKey(key: string): boolean {
  let at: unknown = resources.en
  for (const name of key.split(/[:.]/)) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) {
      return false
    }
    at = (at as Record<string, unknown>)[name]
  }
  return typeof at === 'string'
}
