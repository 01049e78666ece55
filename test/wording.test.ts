import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  createTranslator,
  resources,
  wordError,
} from '../src/messages/index.ts'
import {
  finding,
  locales,
  Phrase,
  rules,
  UserError,
} from '../src/model/index.ts'
import { expectWorded, expectWordedError } from './wording.ts'

const folder = fileURLToPath(new URL('../src/', import.meta.url))
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts') && !name.endsWith('resources.ts'))
  // Comments have examples, and `finding` is declared with its own name.
  .map(
    (name) => [name, uncomment(readFileSync(folder + name, 'utf8'))] as const,
  )

function uncomment(code: string): string {
  return code.replace(/^\s*(?:\/\*\*[\s\S]*?\*\/|\/\/.*$)/gm, '')
}

/** Text of each call, from its name to the bracket that closes it. */
function callsOf(code: string, name: string): string[] {
  const pattern = new RegExp(`(?<!function |[\\w.])${name}\\(`, 'g')
  return [...code.matchAll(pattern)].map(({ index, 0: head }) => {
    let depth = 1
    let end = index + head.length
    for (; depth > 0; end++) {
      if (code[end] === '(') depth++
      else if (code[end] === ')') depth--
    }
    return code.slice(index, end)
  })
}

/** Keys of whole texts: those with a reason or a message below them. */
function keysOf(tree: object, part: string, at = ''): string[] {
  if (Object.hasOwn(tree, part)) return [at]
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [at ? `${at}.${key}` : key]
      : keysOf(value, part, at ? `${at}.${key}` : key),
  )
}

const findingKeys = keysOf(resources.en.findings, 'reason')
const errorKeys = keysOf(resources.en.errors, 'message')
const phraseKeys = keysOf(resources.en.phrases, '-').map(
  (key) => `phrases:${key}`,
)
const all = sources.map(([, code]) => code).join('\n')

/** Keys in quotes, of which some are put together: `system.${action}`. */
const quoted = [
  ...all.matchAll(/(['`])((?:phrases:)?[\w-]+(?:\.[\w.${}-]+)?)\1/g),
].map(
  ([, , key = '']) =>
    new RegExp(
      `^${key
        .replaceAll(/\$\{[\w.]+\}/g, '#')
        .replaceAll('.', '\\.')
        .replaceAll('#', '[\\w-]+')
        .replaceAll(/[${}]/g, '')}$`,
    ),
)

describe('texts', () => {
  test.each(locales)('of %s are for the same keys as English', (locale) => {
    const { findings, errors, phrases } = resources[locale]
    expect(keysOf(findings, 'reason')).toEqual(findingKeys)
    expect(keysOf(errors, 'message')).toEqual(errorKeys)
    expect(keysOf(phrases, '-').map((key) => `phrases:${key}`)).toEqual(
      phraseKeys,
    )
  })

  test('of findings belong to a rule', () => {
    const ids = new Set(findingKeys.map((key) => key.split('.')[0]))
    expect([...ids].sort()).toEqual(Object.keys(rules).sort())
  })

  test('are all used', () => {
    const single = new Set<string>(Object.keys(rules))
    const keys = [...findingKeys, ...errorKeys, ...phraseKeys]
    expect(keys.length).toBeGreaterThan(150)
    const unused = keys.filter(
      (key) =>
        !single.has(key) &&
        // Named by what zod or the system calls the problem.
        !/^phrases:(?:system|remedy|status|setting)\./.test(key) &&
        !quoted.some((pattern) => pattern.test(key)),
    )
    expect(unused).toEqual([])
  })
})

describe('source', () => {
  const calls = sources.flatMap(([name, code]) =>
    callsOf(code, 'finding').map((call) => [name, call] as const),
  )

  test('has findings, each with a text', () => {
    expect(calls.length).toBeGreaterThan(30)
    for (const [name, call] of calls) {
      const rule = /^finding\(\s*'([\w-]+)'/.exec(call)?.[1] ?? ''
      const single = findingKeys.includes(rule)
      const worded = /\bwording\b/.test(call)
      // Two report what they are given, wording and all.
      const passedOn =
        /\boptions\b/.test(call) && /^(?:read|terms)\//.test(name)
      expect([name, call, single || worded || passedOn]).toEqual([
        name,
        call,
        true,
      ])
    }
  })

  test('names no text of findings that is not there', () => {
    const ids = Object.keys(rules).join('|')
    const named = [...all.matchAll(new RegExp(`'((?:${ids})\\.[\\w-]+)'`, 'g'))]
    expect(named.length).toBeGreaterThan(30)
    for (const [, key] of named) expect(findingKeys).toContain(key)
  })

  test('has errors, each with a text', () => {
    const errors = sources.flatMap(([name, code]) =>
      callsOf(code, 'new UserError').map((call) => [name, call] as const),
    )
    expect(errors.length).toBeGreaterThan(30)
    for (const [name, call] of errors) {
      // The command line words its own.
      const worded = name.startsWith('cli')
        ? /^new UserError\(\s*(?:t\('cli:|message,)/.test(call)
        : /\bwording\b/.test(call)
      expect([name, call, worded]).toEqual([name, call, true])
      if (name.startsWith('cli')) continue
      const literal = /\bkey:\s*'([^']+)'/.exec(call)?.[1]
      if (literal) expect(errorKeys).toContain(literal)
      for (const [, key = ''] of call.matchAll(/[?:]\s+'([a-z]+-[a-z-]+)'/g)) {
        expect(errorKeys).toContain(key)
      }
    }
  })

  test('names no phrase that is not there', () => {
    const named = [...all.matchAll(/'(phrases:[\w.-]+)'/g)]
    expect(named.length).toBeGreaterThan(20)
    for (const [, key] of named) expect(phraseKeys).toContain(key)
  })
})

describe('English texts', () => {
  const bare = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
  // What stands in quotes or backticks, however it is broken into lines.
  const literals = new Set(
    sources.flatMap(([, code]) => {
      const joined = code.replaceAll(/(['`]) \+\s+\1/g, '')
      const found = joined.matchAll(
        /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\[\s\S]|\$\{(?:[^{}`]|`[^`]*`)*\}|\$)*)`/g,
      )
      return [...found].map(([, single, double, template]) =>
        bare(
          (single ?? double ?? template ?? '')
            .replaceAll(/\$\{(?:[^{}`]|`[^`]*`)*\}/g, '{}')
            .replaceAll('\\n', ' ')
            .replaceAll(/\\(.)/g, '$1'),
        ),
      )
    }),
  )
  const texts = (['findings', 'errors'] as const).flatMap((namespace) =>
    textsOf(resources.en[namespace]),
  )

  /** Values alone, or made of parts: `expectWorded` sees those in use. */
  const composed =
    /^(?:\{\}$|Bytes |Settings in |There are two |`\{\}`|\{\} (?:is not in|can not be) )/

  test('stand in the source word for word', () => {
    expect(texts.length).toBeGreaterThan(180)
    const absent = texts
      .map((text) => bare(text.replaceAll(/\{\{\w+\}\}/g, '{}')))
      .filter((text) => !literals.has(text) && !composed.test(text))
    expect(absent).toEqual([])
  })
})

function textsOf(tree: object): string[] {
  return Object.values(tree).flatMap((value) =>
    typeof value === 'string' ? [value] : textsOf(value),
  )
}

describe('wording', () => {
  test('falls back to English where there is no text', () => {
    const t = createTranslator('zh-TW')
    expect(wordError(new UserError('x', { hint: 'y' }), t)).toEqual({
      message: 'x',
      hint: 'y',
    })
    const unknown = { wording: { key: 'toString' } }
    expect(wordError(new UserError('x', unknown), t)).toEqual({ message: 'x' })
  })

  test('puts phrases in, and lists of them on lines', () => {
    const list = [1, 2].map(
      (bytes) => new Phrase(`${bytes} bytes`, 'phrases:size.bytes', { bytes }),
    )
    const error = new UserError(
      `Settings in a are wrong:\n  ${list.join('\n  ')}`,
      {
        hint: resources.en.errors['settings-wrong'].hint,
        wording: { key: 'settings-wrong', values: { path: 'a', list } },
      },
    )
    expectWordedError(error)
    expect(wordError(error, createTranslator('zh-TW')).message).toBe(
      'a 的設定有誤：\n  1 位元組\n  2 位元組',
    )
  })

  test('notices English that drifted', () => {
    const drifted = finding('locate-marker-unclosed', 'Other words.')
    expect(() => expectWorded([drifted])).toThrow()
    const error = new UserError('Other.', { wording: { key: 'config-kind' } })
    expect(() => expectWordedError(error)).toThrow()
  })
})
