import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Locale, parseLocale } from '../../../src/model/index.ts'
import { findQuantities, statedCurrency } from '../../../src/quantity/index.ts'
import { context, rowsOf } from './cases.ts'
import { notationOf } from './notation.ts'

describe('findQuantities', () => {
  it.each(rowsOf('find-cases.tsv'))('%s: %s', (tag, text, expected) => {
    const locale = parseLocale(tag ?? '') as Locale
    const found = findQuantities(text ?? '', { locale, context })
    expect(notationOf(found)).toBe(expected)
  })

  it('carries a currency that is said for all that follows', () => {
    const text =
      '投入 8440 萬元 (人民幣，下同)，營收 5740 萬元，市值 3 億港元。'
    const found = findQuantities(text, { locale: 'zh-TW' })
    expect(notationOf(found)).toBe(
      'money CNY 84400000; money CNY 57400000; money HKD 300000000',
    )
  })

  it('takes the currency of an 元 from the context', () => {
    const found = findQuantities('1.245 億元', {
      locale: 'zh-TW',
      context: { currency: 'CNY' },
    })
    expect(notationOf(found)).toBe('money CNY 124500000')
  })

  it('finds the currency an article has stated, for reading a part', () => {
    expect(statedCurrency('投入 8440 萬元 (人民幣，下同)。')).toBe('CNY')
    expect(statedCurrency('（單位：新台幣）')).toBe('TWD')
    expect(statedCurrency('(港元，下同)…(美元，下同)')).toBe('USD')
    expect(statedCurrency('募資 43 億港元')).toBeUndefined()
  })

  it('reads a time of day and a distance only where the date is known', () => {
    const found = findQuantities('去年第三季，今 (8) 日', { locale: 'zh-TW' })
    expect(notationOf(found)).toBe('quarter ?Q3; date ?-?-8')
  })
})

const seed = fileURLToPath(
  new URL('../../../../shared/seed/article.txt', import.meta.url),
)
const skip = !existsSync(seed) && !process.env['CI']

describe('the seed article', () => {
  it.skipIf(skip)('has all its figures read', () => {
    const text = readFileSync(seed, 'utf8')
    const found = findQuantities(text, { locale: 'zh-TW', context })
    const figures = found.filter((quantity) => !quantity.optional)
    expect(figures.map((one) => `${one.text} = ${notationOf([one])}`)).toEqual(
      rowsOf('seed-figures.tsv').map(
        ([words, figure]) => `${words} = ${figure}`,
      ),
    )
  })

  it.skipIf(skip)('leaves no digit unread', () => {
    const text = readFileSync(seed, 'utf8')
    let rest = ''
    let at = 0
    for (const { span } of findQuantities(text, { locale: 'zh-TW' })) {
      rest += text.slice(at, span.start)
      at = span.end
    }
    expect(rest + text.slice(at)).not.toMatch(/\d/)
  })
})
