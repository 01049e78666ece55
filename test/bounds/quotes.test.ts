import { expect, test } from 'vitest'
import { createConverter } from '../../src/text.ts'

// Each mark looked through all that were open; the limit of time is a guard
// against that: it took hours.
test('quotation marks that never close, and others that were never opened', () => {
  const convert = createConverter({ to: 'zh-CN' })
  const count = 1_000_000
  const text = '「'.repeat(count) + '』'.repeat(count)
  expect(convert(text)).toHaveLength(2 * count)
}, 60_000)

test('brackets that never close', () => {
  const convert = createConverter({ to: 'zh-CN' })
  const text = '(中'.repeat(1_000_000)
  expect(convert(text)).toBe(text)
}, 60_000)
