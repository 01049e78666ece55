import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { characterConverter } from '../../../src/convert/index.ts'
import { createConverter } from '../../../src/text.ts'

const toMainland = createConverter({ from: 'zh-TW', to: 'zh-CN' })

describe('signs that describe ideographs', () => {
  test.each([
    // The sign of plurality: all 213 of the corpus stand for themselves.
    ['⿻的潛在價值', '⿻的潜在价值'],
    ['⿻數位公共財', '⿻数字公共财'],
    ['稱為「⿻」，並與', '称为“⿻”，并与'],
    ['⿻ Community 會員', '⿻ Community 会员'],
    // What lacks parts describes nothing.
    ['用⿰，或者⿱，來寫', '用⿰，或者⿱，来写'],
    ['⿲數位，與', '⿲数字，与'],
    ['⿰ 數位', '⿰ 数字'],
    ['價⿱', '价⿱'],
  ])('%s', (text, expected) => {
    expect(toMainland(text)).toBe(expected)
  })

  test.each([
    '⿰言兌',
    '⿱⿰訁東馬',
    '⿲彳言亍',
    '⿰⿻乂說馬',
    '⿱㇀風',
    '⿻⿰言兌',
  ])('%s is one, and kept', (sequence) => {
    expect(toMainland(`這是${sequence}，說`)).toBe(`这是${sequence}，说`)
  })

  test.each(['⿰', '⿰言', '⿻', '⿲⿰'])(
    'many of %s take no longer',
    (part) => {
      // A guard against hanging: quadratic steps would take hours.
      const text = `${part.repeat(1_000_000)}說`
      expect(characterConverter('zh-TW', 'zh-CN')(text)).toHaveLength(
        text.length,
      )
    },
  )

  test('never change how many characters there are, nor what stands around them', () => {
    const convert = characterConverter('zh-TW', 'zh-CN')
    const parts = fc.constantFrom(...'⿰⿱⿲⿻言說，。 a𠮷')
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), (list) => {
        const text = list.join('')
        const result = convert(text)
        expect([...result]).toHaveLength(list.length)
        expect(convert(`說${text}\n說`)).toBe(`说${result}\n说`)
      }),
    )
  })
})
