import { expect } from 'vitest'
import {
  createTranslator,
  wordError,
  wordFinding,
} from '../src/messages/index.ts'
import { type Finding, locales, UserError } from '../src/model/index.ts'

const translators = locales.map(
  (locale) => [locale, createTranslator(locale)] as const,
)

/**
 * Expect that findings are worded in every language, in English as they are.
 *
 * @param messages - Findings.
 * @returns The same findings.
 */
export function expectWorded<Message extends Finding>(
  messages: readonly Message[],
): readonly Message[] {
  for (const message of messages) {
    const { reason, note, wording } = message
    expect(wording, reason).toBeDefined()
    for (const [locale, t] of translators) {
      const worded = wordFinding(message, t)
      const said = { reason, ...(note === undefined ? {} : { note }) }
      if (locale === 'en') expect(worded).toEqual(said)
      else expectOther(locale, said, worded)
    }
  }
  return messages
}

/**
 * Expect that an error is worded in every language, in English as it is.
 *
 * @param error - What was thrown.
 * @returns The same error.
 */
export function expectWordedError(error: unknown): UserError {
  if (!(error instanceof UserError)) throw error
  const { message, hint, wording } = error
  expect(wording, message).toBeDefined()
  for (const [locale, t] of translators) {
    const worded = wordError(error, t)
    const said = { message, ...(hint === undefined ? {} : { hint }) }
    if (locale === 'en') expect(worded).toEqual(said)
    else expectOther(locale, said, worded)
  }
  return error
}

function expectOther(
  locale: string,
  english: Readonly<Record<string, string>>,
  worded: Readonly<Record<string, string>>,
): void {
  expect(Object.keys(worded)).toEqual(Object.keys(english))
  for (const [part, text] of Object.entries(worded)) {
    // A value may hold braces; the wording itself may not be left with any.
    if (!english[part]?.includes('{{')) {
      expect(text, locale).not.toContain('{{')
    }
    // What a parser said may be all there is to a reason; advice never is.
    if (part === 'note' || part === 'hint') expect(text).toMatch(/\p{sc=Han}/u)
  }
}
