import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Locale, parseLocale } from '../../../src/model/index.ts'
import {
  compareQuantities,
  findQuantities,
  isAmount,
  type QuantityIssue,
} from '../../../src/quantity/index.ts'
import { context, rowsOf } from './cases.ts'

function issuesOf(row: readonly string[], currency?: string): QuantityIssue[] {
  const [from = '', source = '', to = '', target = ''] = row
  const read = (text: string, tag: string) =>
    findQuantities(text, {
      locale: parseLocale(tag) as Locale,
      context: { ...context, ...(currency ? { currency } : {}) },
    })
  return compareQuantities(read(source, from), read(target, to))
}

/** Whose 元 an article is about, by its right translation. */
function currencyIn(target: string): string {
  return /RMB|yuan/.test(target) ? 'CNY' : 'TWD'
}

function kindsOf(row: readonly string[], currency?: string): string {
  const kinds = issuesOf(row, currency)
    .filter(({ severity }) => severity !== 'info')
    .map(({ kind }) => kind)
  return [...new Set(kinds)].sort().join(',') || 'ok'
}

describe('compareQuantities', () => {
  it.each(rowsOf('pairs.tsv'))('%s: %s | %s: %s', (...row) => {
    expect(kindsOf(row)).toBe(row[4])
  })

  it.each([
    ...rowsOf('blind-pairs.tsv'),
    ...rowsOf('blind-pairs-2.tsv'),
    ...rowsOf('blind-pairs-4.tsv'),
    ...rowsOf('blind-pairs-5.tsv'),
  ])('%s: %s | %s: %s', (...row) => {
    expect(kindsOf(row)).toBe(row[4])
  })

  it.each(rowsOf('blind-pairs-3.tsv'))('%s | %s', (...row) => {
    const [source = '', right = '', wrong = ''] = row
    const kinds = (target: string): string =>
      kindsOf(['zh-TW', source, 'en', target], currencyIn(right))
    expect(kinds(right)).toBe('ok')
    for (const change of wrong.split('|').filter(Boolean)) {
      const [from = '', to = ''] = change.split('=')
      expect(right).toContain(from)
      expect(kinds(right.replace(from, to)), change).not.toBe('ok')
    }
  })

  it('says by which power of ten, and both places', () => {
    const [issue] = issuesOf([
      'zh-TW',
      '市值 43 億港元',
      'en',
      'HKD 43 billion',
    ])
    expect(issue).toMatchObject({
      kind: 'factor',
      severity: 'error',
      power: 1,
      source: { text: '43 億港元', span: { start: 3, end: 9 } },
      target: { text: 'HKD 43 billion', span: { start: 0, end: 14 } },
    })
  })

  it('reports what is no mistake by itself as such', () => {
    expect(
      issuesOf(['zh-TW', '43.2 億港元', 'en', 'HK$4.3 billion']),
    ).toMatchObject([{ kind: 'rounded', severity: 'info' }])
    expect(
      issuesOf(['zh-TW', '逾 43 億港元', 'en', 'HK$4.3 billion']),
    ).toMatchObject([{ kind: 'bound', severity: 'info' }])
    expect(issuesOf(['zh-TW', '增加兩倍', 'en', 'tripled'])).toMatchObject([
      { kind: 'ambiguous', severity: 'info' },
    ])
  })

  it('leaves those out when asked to', () => {
    const source = findQuantities('逾 43 億港元', { locale: 'zh-TW' })
    const target = findQuantities('HK$4.3 billion', { locale: 'en' })
    expect(compareQuantities(source, target, { info: false })).toEqual([])
  })
})

const translations = fileURLToPath(
  new URL('../../../../shared/eval/pairs-dev.tsv', import.meta.url),
)
const skip = !existsSync(translations) && !process.env['CI']

describe('translations by people', () => {
  it.skipIf(skip)('are reported in less than one row of 500', () => {
    const rows = readFileSync(translations, 'utf8')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => line.split('\t'))
    let counted = 0
    const reported = rows.filter(([source = '', target = '', , tag]) => {
      const locale = tag === 'hk' ? 'zh-HK' : 'zh-TW'
      const from = findQuantities(source, { locale })
      const to = findQuantities(target, { locale: 'zh-CN' })
      if (from.length > 0) counted++
      return compareQuantities(from, to, { info: false }).length > 0
    })
    expect(rows.length).toBeGreaterThan(18_000)
    expect(counted).toBeGreaterThan(3_000)
    expect(reported.length).toBeLessThan(rows.length / 500)
  })

  it.skipIf(skip)('are reported when a figure of them is wrong by ten', () => {
    const rows = readFileSync(translations, 'utf8')
      .split('\n')
      .map((line) => line.split('\t'))
    let spoiled = 0
    const missed = rows.filter(([source = '', target = '']) => {
      const from = findQuantities(source, { locale: 'zh-TW' })
      const figure = findQuantities(target, { locale: 'zh-CN' }).find(
        (quantity) =>
          isAmount(quantity) &&
          !quantity.optional &&
          /^\d{2,}(?![\d.,:/~-])/.test(quantity.text),
      )
      if (!figure) return false
      const right = findQuantities(target, { locale: 'zh-CN' })
      if (compareQuantities(from, right).length > 0) return false
      spoiled++
      const end =
        figure.span.start + (/^\d+/.exec(figure.text)?.[0].length ?? 0)
      const wrong = `${target.slice(0, end)}0${target.slice(end)}`
      const to = findQuantities(wrong, { locale: 'zh-CN' })
      const issues = compareQuantities(from, to)
      return !issues.some(({ kind, power }) => kind === 'factor' && power === 1)
    })
    expect(spoiled).toBeGreaterThan(500)
    expect(missed.length).toBeLessThan(spoiled / 50)
  })
})

const seed = fileURLToPath(
  new URL('../../../../shared/seed/article.txt', import.meta.url),
)

describe('the seed article in English', () => {
  const english = readFileSync(
    new URL('seed-english.txt', import.meta.url),
    'utf8',
  )
  const figures = (text: string) =>
    findQuantities(text, { locale: 'en', context })
  const serious = (target: string) =>
    compareQuantities(
      findQuantities(readFileSync(seed, 'utf8'), { locale: 'zh-TW', context }),
      figures(target),
      { info: false },
    )

  it.skipIf(!existsSync(seed) && !process.env['CI'])(
    'has nothing to report but the time in the line of its author',
    () => {
      const left = serious(english).map(({ kind, source }) => [
        kind,
        source?.text,
      ])
      expect(left).toEqual([['missing', '13:00']])
    },
  )

  it.skipIf(!existsSync(seed) && !process.env['CI'])(
    'has every amount reported that is wrong by ten',
    () => {
      const scaled = figures(english).filter(({ text }) =>
        /(?:m|b)illion/.test(text),
      )
      expect(scaled.length).toBeGreaterThan(15)
      for (const { span, text } of scaled) {
        const wrong = text.replace(/\d[\d.,]*/, (digits) =>
          digits.includes('.')
            ? digits.replace(/(\d*)\.(\d)(\d*)/, '$1$2.$30')
            : `${digits}0`,
        )
        const target =
          english.slice(0, span.start) + wrong + english.slice(span.end)
        const factors = serious(target).filter(({ kind }) => kind === 'factor')
        expect(factors, wrong).toMatchObject([{ power: 1 }])
      }
    },
  )
})
