import { describe, expect, it } from 'vitest'
import { type Locale, parseLocale } from '../../../src/model/index.ts'
import {
  compareQuantities,
  findQuantities,
  type QuantityIssue,
} from '../../../src/quantity/index.ts'
import { context, rowsOf } from './cases.ts'

function issuesOf(row: readonly string[]): QuantityIssue[] {
  const [from = '', source = '', to = '', target = ''] = row
  const read = (text: string, tag: string) =>
    findQuantities(text, { locale: parseLocale(tag) as Locale, context })
  return compareQuantities(read(source, from), read(target, to))
}

function kindsOf(row: readonly string[]): string {
  const kinds = issuesOf(row)
    .filter(({ severity }) => severity !== 'info')
    .map(({ kind }) => kind)
  return [...new Set(kinds)].sort().join(',') || 'ok'
}

describe('compareQuantities', () => {
  it.each(rowsOf('pairs.tsv'))('%s: %s | %s: %s', (...row) => {
    expect(kindsOf(row)).toBe(row[4])
  })

  it.each(rowsOf('blind-pairs.tsv'))('%s: %s | %s: %s', (...row) => {
    expect(kindsOf(row)).toBe(row[4])
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
