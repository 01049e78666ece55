import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import {
  chooseLanguage,
  createTranslator,
  type MessageKey,
  resources,
} from '../../../src/messages/index.ts'
import {
  type Locale,
  locales,
  rules,
  UserError,
} from '../../../src/model/index.ts'

const root = new URL('../../../', import.meta.url)

type Tree = { readonly [key: string]: string | Tree }

function flatten(tree: Tree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flatten(value, `${path}${key}.`),
  )
}

const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '')

const interpolations = (text: string) =>
  [...text.matchAll(/\{\{(.*?)\}\}/g)].map((match) => match[1]).sort()

describe('resources', () => {
  test('are what the JSON files say', () => {
    for (const tag of locales) {
      const folder = new URL(`locales/${tag}/`, root)
      const files = readdirSync(folder).filter((n) => n.endsWith('.json'))
      expect(Object.keys(resources[tag]).map((ns) => `${ns}.json`)).toEqual(
        files.sort(),
      )
      for (const name of files) {
        const ns = name.slice(0, -5) as keyof (typeof resources)[Locale]
        expect(resources[tag][ns]).toEqual(
          JSON.parse(readFileSync(new URL(name, folder), 'utf8')),
        )
      }
    }
  })

  test('are compiled: the script has nothing to do', () => {
    const script = fileURLToPath(new URL('scripts/build-messages.js', root))
    execFileSync(process.execPath, [script, '--check'])
  })

  test.each(locales)('%s has the keys of English', (tag) => {
    const keys = (tag: Locale) => [
      ...new Set(flatten(resources[tag]).map(([key]) => stem(key))),
    ]
    expect(keys(tag).sort()).toEqual(keys('en').sort())
  })

  test.each(locales)('%s has the plural forms its language needs', (tag) => {
    const wanted = new Intl.PluralRules(tag).resolvedOptions().pluralCategories
    const forms = new Map<string, string[]>()
    for (const [key] of flatten(resources[tag])) {
      const base = stem(key)
      if (base === key) continue
      forms.set(base, [...(forms.get(base) ?? []), key.slice(base.length + 1)])
    }
    expect(forms.size).toBeGreaterThan(5)
    for (const [base, found] of forms) {
      expect([base, ...found.sort()]).toEqual([base, ...[...wanted].sort()])
    }
  })

  test.each(locales)('%s has the interpolations of English', (tag) => {
    const english = new Map(
      flatten(resources.en).map(([key, text]) => [
        stem(key),
        interpolations(text),
      ]),
    )
    for (const [key, text] of flatten(resources[tag])) {
      expect([key, ...interpolations(text)]).toEqual([
        key,
        ...(english.get(stem(key)) ?? []),
      ])
    }
  })

  test('name languages in themselves, the same everywhere', () => {
    for (const tag of locales) {
      expect(resources[tag].languages).toEqual(resources.en.languages)
    }
  })

  test('have a title for every rule', () => {
    for (const tag of locales) {
      expect(Object.keys(resources[tag].cli.rule).sort()).toEqual(
        Object.keys(rules).sort(),
      )
    }
  })

  test('leave no Traditional form in Simplified text, nor the reverse', () => {
    const text = (tag: Locale) =>
      flatten({ ...resources[tag], languages: {} })
        .map(([, value]) => value)
        .join('\n')
    expect(text('zh-CN')).not.toMatch(/[檔選項設錯頁詞彙轉換資訊體「」]/)
    expect(text('zh-TW')).not.toMatch(/[档选项设错页词汇转换资讯体“”]/)
    expect(text('zh-HK')).not.toMatch(/[档选项设错页词汇转换资讯体“”]/)
  })
})

describe('createTranslator', () => {
  test('translates at once, without a word on the console', () => {
    const spies = (['log', 'info', 'warn', 'error'] as const).map((method) =>
      vi.spyOn(console, method),
    )
    expect(createTranslator('zh-TW')('cli:command.build.about')).toBe(
      '產生每篇文章的所有版本',
    )
    for (const spy of spies) {
      expect(spy).not.toHaveBeenCalled()
      spy.mockRestore()
    }
  })

  test('keeps languages apart', () => {
    const english = createTranslator('en')
    const chinese = createTranslator('zh-CN')
    expect(english('glossary:heading')).toBe('Glossary')
    expect(chinese('glossary:heading')).toBe('术语对照')
    expect(english('glossary:heading')).toBe('Glossary')
  })

  test('counts as the language does', () => {
    const english = createTranslator('en')
    expect(english('cli:summary.articles', { count: 1 })).toBe('1 article')
    expect(english('cli:summary.articles', { count: 1234 })).toBe(
      '1,234 articles',
    )
    expect(
      createTranslator('zh-HK')('cli:summary.articles', { count: 1 }),
    ).toBe('1 篇文章')
  })

  test('formats seconds and lists', () => {
    const english = createTranslator('en')
    expect(english('cli:summary.seconds', { seconds: 1.26 })).toBe('1.3 s')
    expect(english('cli:frame.list', { items: ['a', 'b', 'c'] })).toBe(
      'a, b, and c',
    )
  })

  test('finds every key in every language', () => {
    for (const tag of locales) {
      const translate = createTranslator(tag) as (
        key: string,
        values: object,
      ) => string
      for (const [namespace, tree] of Object.entries(resources[tag])) {
        for (const [key, text] of flatten(tree)) {
          const values = Object.fromEntries(
            interpolations(text).map((name) => {
              const bare = name?.replace(/,.*/, '') ?? ''
              return [bare, bare === 'items' ? ['x'] : 2]
            }),
          )
          const found = translate(`${namespace}:${stem(key)}`, values)
          expect(found).not.toContain(stem(key))
          expect(found).not.toContain('{{')
        }
      }
    }
  })

  test('puts values in as they are, whatever is in them', () => {
    const translate = createTranslator('en')
    const tricky = fc.oneof(
      fc.string(),
      fc.constantFrom(
        '$t(glossary:heading)',
        '{{path}}',
        '<b>&amp;</b>',
        '$&',
        '$1',
        'C:\\x',
      ),
    )
    fc.assert(
      fc.property(tricky, (path) => {
        expect(translate('cli:progress.wrote', { path })).toBe(`wrote ${path}`)
      }),
    )
  })

  test('types keys and values', () => {
    const translate = createTranslator('en')
    // @ts-expect-error: misspelt key
    translate('cli:command.biuld.about')
    // @ts-expect-error: unknown namespace
    translate('clli:command.build.about')
    // @ts-expect-error: forgotten value
    translate('cli:progress.wrote')
    // @ts-expect-error: wrong name of a value
    translate('cli:progress.wrote', { file: 'x' })
    // @ts-expect-error: a count is a number
    translate('cli:summary.articles', { count: '1' })
    // @ts-expect-error: no values wanted
    translate('cli:summary.heading', { path: 'x' })
    const keys: MessageKey[] = ['cli:summary.articles']
    expect(keys).toHaveLength(1)
  })
})

describe('chooseLanguage', () => {
  test.each([
    [{}, 'en'],
    [{ LANG: 'zh_TW.UTF-8' }, 'zh-TW'],
    [{ LANG: 'zh_TW.Big5' }, 'zh-TW'],
    [{ LANG: 'zh_CN.GB18030' }, 'zh-CN'],
    [{ LANG: 'zh_SG' }, 'zh-CN'],
    [{ LANG: 'zh_HK.utf8@stroke' }, 'zh-HK'],
    [{ LANG: 'en_GB.UTF-8' }, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'en'],
    [{ LANG: 'POSIX' }, 'en'],
    [{ LANG: 'fr_FR.UTF-8' }, 'en'],
    [{ LANG: '' }, 'en'],
    [{ LANG: 'zh_TW', LC_MESSAGES: 'zh_HK' }, 'zh-HK'],
    [{ LANG: 'zh_TW', LC_MESSAGES: 'zh_HK', LC_ALL: 'C' }, 'en'],
    [{ LANG: 'zh_TW', LC_ALL: '' }, 'zh-TW'],
    [{ LC_ALL: 'C', YIWEN_LANG: 'zh-CN' }, 'zh-CN'],
  ])('%j → %s', (env: Record<string, string>, locale) => {
    expect(chooseLanguage({ env })).toBe(locale)
  })

  test('lets the flag win, however it is spelled', () => {
    const env = { YIWEN_LANG: 'en' }
    expect(chooseLanguage({ flag: 'zh-Hant-HK', env })).toBe('zh-HK')
    expect(chooseLanguage({ flag: 'zh_cn', env })).toBe('zh-CN')
  })

  test.each(['', 'fr', 'C', '繁體'])('refuses --lang %j', (flag) => {
    expect(() => chooseLanguage({ flag })).toThrow(UserError)
  })
})
