import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import {
  createCompatConverter,
  vocabularySize,
} from '../../../src/convert/index.ts'

const root = new URL('../../../', import.meta.url)
const folder = fileURLToPath(new URL('locales/vocabulary/', root))
const simplify = createCompatConverter('t2s')
const plain = createCompatConverter('tw2s')
const hongKong = createCompatConverter('t2hk')

const rows = readdirSync(folder)
  .filter((name) => name.endsWith('.tsv') && name !== 'cues.tsv')
  .flatMap((name) =>
    readFileSync(`${folder}${name}`, 'utf8')
      .split('\n')
      .filter((line) => /^[^#]/.test(line) && !line.startsWith('zh-TW\t'))
      .map((line) => {
        const [tw = '', hk = '', cn = '', domain = '', when = ''] =
          line.split('\t')
        return { tw, hk, cn, domain, when }
      }),
  )

test('the modules are what the files compile to', () => {
  const script = fileURLToPath(new URL('scripts/compile-lexicon.js', root))
  expect(() =>
    execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' }),
  ).not.toThrow()
})

describe('every entry', () => {
  test('has Mainland words without traditional characters', () => {
    // These are characters of the Mainland too, in some words and names.
    const wrong = rows.filter(({ cn }) =>
      cn
        .split('|')
        .some(
          (form) => simplify(form) !== form && !/[著乾徵藉噁於劏夥]/.test(form),
        ),
    )
    expect(wrong).toEqual([])
  })

  test('has Hong Kong words in the characters that its edition has', () => {
    // 用戶 beside 户口 would be two spellings of one character in one text.
    const wrong = rows.filter(({ hk }) => hk !== '' && hongKong(hk) !== hk)
    expect(wrong).toEqual([])
  })

  test('says where it does not apply in all rows of its word and form', () => {
    // A row without conditions would undo those of another.
    const tokensOf = (when: string) => when.split(' ')
    const isOpen = ({ when }: (typeof rows)[number]) =>
      !/(?:^| )(?:[+&-]|back(?: |$))/.test(when)
    const open = new Map<string, string[]>()
    for (const row of rows.filter(isOpen)) {
      const key = `${row.tw} ${row.cn.split('|')[0]}`
      open.set(key, [...(open.get(key) ?? []), row.when])
    }
    const undone = rows.filter(({ tw, cn, when }) => {
      const tokens = tokensOf(when)
      if (tokens.includes('back')) return false
      if (tokens.some((token) => /^[+&]/.test(token))) return false
      if (!tokens.some((token) => token.startsWith('-'))) return false
      const others = open.get(`${tw} ${cn.split('|')[0]}`) ?? []
      return others.some(
        (other) =>
          tokensOf(other).includes('domain') || !tokens.includes('domain'),
      )
    })
    expect(undone).toEqual([])
  })

  test('is said once', () => {
    const keys = rows.map(({ tw, cn, domain, when }) => {
      const word = when.split(' ').includes('back') ? cn : tw
      return `${word} ${domain} ${when}`
    })
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('there are as many as promised, beyond those that only keep a word', () => {
  const sizes = new Map<string, number>()
  for (const { tw, hk, cn, domain } of rows) {
    if (cn.split('|')[0] === plain(tw) && hk === '') continue
    sizes.set(domain, (sizes.get(domain) ?? 0) + 1)
  }
  const sum = (...domains: string[]): number =>
    domains.reduce((total, domain) => total + (sizes.get(domain) ?? 0), 0)
  const life = sum(
    ...['general', 'media', 'food', 'transport', 'sport', 'education'],
    'culture',
  )
  expect(life).toBeGreaterThan(1200)
  expect(sum('ui', 'it', 'hardware')).toBeGreaterThan(1500)
  expect(sum('finance', 'business')).toBeGreaterThan(800)
  expect(sum('science', 'medicine', 'math', 'unit')).toBeGreaterThan(500)
  expect(sum('place', 'people')).toBeGreaterThan(600)
  expect(sum('person', 'brand', 'org', 'work')).toBeGreaterThan(500)
  expect([...vocabularySize().values()].reduce((a, b) => a + b)).toBe(
    rows.length,
  )
})
