import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Locale } from '../../../src/model/index.ts'
import {
  type Amount,
  compareQuantities,
  exact,
  findQuantities,
  isAmount,
  type Moment,
  type Quantity,
  same,
  suggestEnglish,
} from '../../../src/quantity/index.ts'

const locale = fc.constantFrom<Locale>('zh-TW', 'zh-HK', 'zh-CN', 'en')
/** Text of what numbers are made of, and of what breaks readers of text. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...'0123456789一二三四五六七八九十百千萬億兆兩零〇半幾數第年月日時點分元倍成折個家'.split(
          '',
        ),
        ...'約 逾 近 多 餘 至 到 - ~ 、 , . / : % $ ( ) + 港元 美元 人民幣 HK$ US$ RMB'.split(
          ' ',
        ),
        ...'million billion bn percent first third half two hundred and Jan. May of quarter Q3 a one to between times'.split(
          ' ',
        ),
        ' ',
        '\n',
        '\ud800',
        '\udfff',
        '１',
        '％',
        '𠮷',
      ),
      fc.string({ unit: 'binary', maxLength: 4 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(''))

const bound = fc.constantFrom<Amount['bound']>(
  'exact',
  'about',
  'over',
  'nearly',
  'under',
  'at-least',
  'at-most',
)
const value = fc
  .tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: -2, max: 9 }))
  .map(([digits, power]) => exact(BigInt(digits), power))
const whole = fc
  .integer({ min: 1, max: 999 })
  .map((digits) => exact(BigInt(digits)))
const share = fc
  .integer({ min: 1, max: 99_999 })
  .map((digits) => exact(BigInt(digits), -2))
const currency = fc.constantFrom(
  'HKD',
  'USD',
  'CNY',
  'TWD',
  'EUR',
  'GBP',
  'JPY',
  'KRW',
  'CHF',
  'INR',
)
const unit = fc.constantFrom(
  'km',
  'kg',
  'GB',
  'MW',
  'hour',
  'day',
  'month',
  'year',
  'minute',
  'second',
  'week',
  'sqm',
  'hectare',
  'tonne',
  'degree',
  'point',
  'year-old',
  'barrel',
)
const units = new Set([
  'hour',
  'day',
  'month',
  'year',
  'minute',
  'second',
  'week',
])

const amount: fc.Arbitrary<Amount> = fc
  .oneof(
    fc.record({ kind: fc.constant('money' as const), low: value, currency }),
    fc.record({ kind: fc.constant('number' as const), low: value }),
    fc.record({ kind: fc.constant('percent' as const), low: share }),
    fc.record({ kind: fc.constant('percentage-point' as const), low: share }),
    fc.record({ kind: fc.constant('multiple' as const), low: share }),
    fc.record({ kind: fc.constant('ordinal' as const), low: whole }),
    fc.record({ low: share, unit }).map((rest) => ({
      ...rest,
      kind: units.has(rest.unit) ? ('duration' as const) : ('measure' as const),
    })),
  )
  .chain((rest) =>
    fc
      .record({ bound, more: fc.option(whole, { nil: undefined }) })
      .map(({ bound, more }) => {
        const range = more && rest.kind !== 'ordinal'
        const low = rest.low
        const high = range
          ? exact(low.mantissa * 2n + more.mantissa, low.exponent)
          : low
        return {
          ...rest,
          high,
          bound: rest.kind === 'ordinal' ? 'exact' : bound,
          precision: low.exponent,
          vague: false,
          optional: false,
          span: { start: 0, end: 0 },
          text: '',
        } satisfies Amount
      }),
  )

describe('findQuantities', () => {
  it('gives places in the text, in order, whatever the text', () => {
    fc.assert(
      fc.property(text, locale, (string, tag) => {
        let last = 0
        const found = findQuantities(string, { locale: tag })
        for (const { span, text: words } of found) {
          expect(string.slice(span.start, span.end)).toBe(words)
          expect(span.start).toBeGreaterThanOrEqual(last)
          expect(span.end).toBeGreaterThan(span.start)
          last = span.end
        }
        expect(findQuantities(string, { locale: tag })).toEqual(found)
      }),
      { numRuns: 3000 },
    )
  })

  it('does not care whether digits are full width or Han simplified', () => {
    const digits = fc.integer({ min: 1, max: 99_999 })
    fc.assert(
      fc.property(digits, fc.constantFrom('萬', '億', ''), (number, scale) => {
        const read = (string: string) =>
          findQuantities(string, { locale: 'zh-TW' })
        const wide = [...String(number)]
          .map((one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0))
          .join('')
        const [plain] = read(`${number}${scale}港元`)
        const [full] = read(`${wide}${scale}港元`)
        const simple = scale.replace('萬', '万').replace('億', '亿')
        const [mainland] = read(`${number}${simple}港元`)
        const bare = (quantity: Quantity | undefined) => ({
          ...quantity,
          text: '',
        })
        expect(bare(full)).toEqual(bare(plain))
        expect(bare(mainland)).toEqual(bare(plain))
      }),
    )
  })

  it('reads whole numbers written in Han numerals', () => {
    fc.assert(
      fc.property(fc.bigInt(11n, 999_999_999_999n), (number) => {
        const string = `${inHan(number)}個`
        const [found] = findQuantities(string, { locale: 'zh-TW' })
        expect(found?.text).toBe(string)
        expect(found && isAmount(found) && same(found.low, exact(number))).toBe(
          true,
        )
      }),
      { numRuns: 2000 },
    )
  })

  it.each([
    '一',
    '1,',
    '億萬',
    '1',
    '第',
    '約',
    '1:2:',
    'a-',
    'one hundred ',
    '三、',
    '1到',
    '一個半',
    'about ',
  ])('reads %j over and over', (piece) => {
    const string = piece.repeat(100_000 / piece.length)
    for (const tag of ['zh-TW', 'en'] as const) {
      expect(() => findQuantities(string, { locale: tag })).not.toThrow()
    }
  })
})

describe('suggestEnglish', () => {
  it('has the value, unit, currency and bound of the quantity', () => {
    fc.assert(
      fc.property(amount, (quantity) => {
        const english = suggestEnglish(quantity) ?? ''
        const found = findQuantities(english, { locale: 'en' })
        expect(
          found.map(
            ({ text: words }) => english.replace(/^between /, '') === words,
          ),
          english,
        ).toEqual([true])
        const [back] = found as [Amount]
        expect(compareQuantities([quantity], [back]), english).toEqual([])
        const half = quantity.unit && back.unit !== quantity.unit
        if (half) return
        expect(
          [back.kind, back.unit, back.currency, back.bound],
          english,
        ).toEqual([
          quantity.kind,
          quantity.unit,
          quantity.currency,
          quantity.bound,
        ])
        expect([back.low, back.high], english).toEqual([
          quantity.low,
          quantity.high,
        ])
      }),
      { numRuns: 5000 },
    )
  })

  it('has the day, quarter and time of the quantity, in both styles', () => {
    const base = {
      span: { start: 0, end: 0 },
      text: '',
      relative: false,
      optional: false,
    }
    const year = fc.integer({ min: 1900, max: 2099 })
    const day = fc.record({
      year,
      month: fc.integer({ min: 1, max: 12 }),
      day: fc.integer({ min: 1, max: 28 }),
    })
    const moment = fc.oneof(
      day.map((point): Moment => ({ ...base, kind: 'date', point })),
      day.map(
        ({ year, month }): Moment => ({
          ...base,
          kind: 'month',
          point: { year, month },
        }),
      ),
      fc
        .record({ year, quarter: fc.integer({ min: 1, max: 4 }) })
        .map((point): Moment => ({ ...base, kind: 'quarter', point })),
      fc
        .record({ year, half: fc.integer({ min: 1, max: 2 }) })
        .map((point): Moment => ({ ...base, kind: 'half-year', point })),
      year.map((year): Moment => ({ ...base, kind: 'year', point: { year } })),
      fc
        .record({
          hour: fc.integer({ min: 0, max: 23 }),
          minute: fc.integer({ min: 0, max: 59 }),
        })
        .map(
          (point): Moment => ({
            ...base,
            kind: 'time',
            point: { ...point, period: point.hour < 12 ? 'am' : 'pm' },
          }),
        ),
    )
    fc.assert(
      fc.property(
        moment,
        fc.constantFrom('month-day' as const, 'day-month' as const),
        (quantity, dates) => {
          const english = suggestEnglish(quantity, { dates }) ?? ''
          const [back, ...more] = findQuantities(english, { locale: 'en' })
          expect(more).toEqual([])
          expect(back, english).toMatchObject({
            kind: quantity.kind,
            point: quantity.point,
            text: english,
          })
        },
      ),
      { numRuns: 2000 },
    )
  })
})

describe('compareQuantities', () => {
  it('finds nothing between a text and itself', () => {
    fc.assert(
      fc.property(text, locale, (string, tag) => {
        const found = findQuantities(string, { locale: tag })
        const serious = compareQuantities(found, found).filter(
          ({ severity }) => severity !== 'info',
        )
        expect(serious).toEqual([])
      }),
      { numRuns: 2000 },
    )
  })

  it('knows right from wrong by ten in texts of both languages', () => {
    const money = fc.record({
      digits: fc.integer({ min: 2, max: 99_999 }).filter((one) => one % 10 > 0),
      // 0.1 萬 to 10 兆
      place: fc.integer({ min: 3, max: 9 }),
      chinese: fc.constantFrom('萬', '億', 'plain', 'mixed', 'han'),
      english: fc.constantFrom('word', 'short', 'plain'),
      unit: fc.constantFrom(
        ['港元', 'HK$'],
        ['美元', 'US$'],
        ['美元', '$'],
        ['人民幣', 'RMB '],
        ['人', ''],
        ['個國家', ''],
      ),
      power: fc.constantFrom(-3, -2, -1, 0, 1, 2, 3, 4),
    })
    fc.assert(
      fc.property(money, ({ digits, place, unit, power, ...ways }) => {
        const value = BigInt(digits) * 10n ** BigInt(place)
        const source = `規模為 ${inChinese(value, ways.chinese)}${unit[0]}。`
        const other = BigInt(digits) * 10n ** BigInt(place + power)
        const figure = inEnglish(other, ways.english)
        const counted =
          unit[1] === '' ? `${figure} of them` : `${unit[1]}${figure}`
        const target = `The size is ${counted}.`
        const issues = compareQuantities(
          findQuantities(source, { locale: 'zh-TW' }),
          findQuantities(target, { locale: 'en' }),
        )
        const said = `${source} ${target}`
        if (power === 0) expect(issues, said).toEqual([])
        else {
          expect(issues, said).toMatchObject([
            { kind: 'factor', severity: 'error', power },
          ])
        }
      }),
      { numRuns: 3000 },
    )
  })

  it('finds every amount that is wrong by a power of ten', () => {
    const power = fc.integer({ min: -3, max: 3 }).filter((one) => one !== 0)
    const money = fc.record({
      digits: fc.integer({ min: 2, max: 9999 }).filter((one) => one % 10 !== 0),
      currency,
      scale: fc.integer({ min: 4, max: 9 }),
      power,
    })
    fc.assert(
      fc.property(money, ({ digits, scale, power, ...rest }) => {
        const build = (exponent: number): Amount => ({
          ...rest,
          kind: 'money',
          low: exact(BigInt(digits), exponent),
          high: exact(BigInt(digits), exponent),
          precision: exponent,
          bound: 'exact',
          vague: false,
          optional: false,
          span: { start: 0, end: 1 },
          text: '',
        })
        expect(
          compareQuantities([build(scale)], [build(scale + power)]),
        ).toMatchObject([{ kind: 'factor', severity: 'error', power }])
      }),
    )
  })
})

/** Write a number as a schoolbook does. */
function inHan(number: bigint): string {
  const digits = '零一二三四五六七八九'
  const section = (value: number): string => {
    let written = ''
    let gap = false
    for (const [power, name] of [
      [1000, '千'],
      [100, '百'],
      [10, '十'],
      [1, ''],
    ] as const) {
      const digit = Math.floor(value / power) % 10
      if (digit === 0) gap = written !== ''
      else {
        written += `${gap ? '零' : ''}${digits[digit]}${name}`
        gap = false
      }
    }
    return written
  }
  let written = ''
  for (const [power, name] of [
    [8, '億'],
    [4, '萬'],
    [0, ''],
  ] as const) {
    const value = Number((number / 10n ** BigInt(power)) % 10_000n)
    if (value === 0) continue
    const gap = written !== '' && value < 1000 ? '零' : ''
    written += `${gap}${section(value)}${name}`
  }
  return written
}

/** Write a number with 萬 or 億, in digits, both, or numerals. */
function inChinese(value: bigint, way: string): string {
  const [many, some] = [value / 100_000_000n, (value / 10_000n) % 10_000n]
  const even = value % 10_000n === 0n
  if (way === 'mixed' && even && many > 0n && some > 999n) {
    return `${many} 億 ${some} 萬`
  }
  if (way === 'han' && value < 1_000_000_000_000n) return inHan(value)
  if (way === '萬') return `${decimal(value, 4)} 萬`
  if (way === '億' && value > 9_999_999n) return `${decimal(value, 8)}億`
  return String(value)
}

/** Write a number as English papers do, or in plain digits. */
function inEnglish(value: bigint, way: string): string {
  const plain = String(value).replace(/\B(?=(\d{3})+$)/g, ',')
  if (way === 'plain' || value < 1_000_000n) return plain
  const scales = [
    [12, 'trillion', 'tn'],
    [9, 'billion', 'bn'],
    [6, 'million', 'm'],
  ] as const
  for (const [power, word, short] of scales) {
    if (value < 10n ** BigInt(power)) continue
    const figure = decimal(value, power)
    return way === 'word' ? `${figure} ${word}` : `${figure}${short}`
  }
  return plain
}

function decimal(value: bigint, power: number): string {
  const padded = String(value).padStart(power + 1, '0')
  const part = padded.slice(-power).replace(/0+$/, '')
  return `${padded.slice(0, -power)}${part && `.${part}`}`
}
