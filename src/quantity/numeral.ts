import type { Locale } from '../model/index.ts'
import { type Exact, exact, exactOf, plus, times } from './exact.ts'

/** A number as it is written, before its unit. */
export interface Numeral {
  start: number
  end: number
  low: Exact
  high: Exact
  /** Power of ten of the last place that is written. */
  precision: number
  /** What it is written in. */
  form: 'digits' | 'han' | 'words'
  /** Value of the digits without 萬, billion and the like; for ranges. */
  figure: Exact
  /** Power of ten of 萬, billion and the like; 0 without. */
  scale: number
  /** Whether 多, 餘 or 幾 stand in it: 20 多億. */
  over: boolean
  /** Whether only the order of size is said: 數百, hundreds. */
  vague: boolean
  /** Whether it is multipliers without a digit: 百億. */
  bare: boolean
  /** What else it may be: 5 兆 in zh-CN, 5m of length. */
  others?: Exact[]
}

/** Longest run of digits that is read as a number. */
const longest = 30

const digitsPattern = /(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?/y
const powers: Readonly<Record<string, number>> = {
  十: 1,
  百: 2,
  千: 3,
  万: 4,
  亿: 8,
  兆: 12,
}
/** Multipliers after digits; 千 and 兆 are no multipliers before a unit. */
const hanScale =
  / ?([多余几])?(?:个(?=亿))?(十万亿|百万亿|千万亿|万亿|兆亿|[十百千]万|[十百千]亿|[十百千]?兆(?![瓦赫字位帕欧焦比])|万|亿|[百千](?![米克瓦赫卡帕伏焦字位]))/y
const englishScale =
  /(?:\+?[ -]?(thousand|million|billion|trillion|quadrillion|quintillion|mln|mn|bln|bn|trn|tn)(?![A-Za-z])|(m|b|bn|k|t|K|M|B|T)(?![A-Za-z\d]))/iy
const englishPowers: Readonly<Record<string, number>> = {
  k: 3,
  thousand: 3,
  m: 6,
  mn: 6,
  mln: 6,
  million: 6,
  b: 9,
  bn: 9,
  bln: 9,
  billion: 9,
  t: 12,
  tn: 12,
  trn: 12,
  trillion: 12,
  quadrillion: 15,
  quintillion: 18,
}

/**
 * Read a number that starts with an Arabic digit.
 *
 * @param folded - Folded text.
 * @param at - Place of the first digit.
 * @param locale - Locale of the text.
 * @returns Number, or where an unreadable run of digits ends.
 */
export function readDigits(
  folded: string,
  at: number,
  locale: Locale,
): Numeral | number {
  digitsPattern.lastIndex = at
  const match = digitsPattern.exec(folded)
  if (!match) return at + 1
  // .38 is a number where nothing stands before its point.
  const point = folded[at - 1] === '.' && !/[\w.)]/.test(folded[at - 2] ?? '')
  const written = point ? `0.${match[0].replaceAll(',', '')}` : match[0]
  let end = at + match[0].length
  if (written.length > longest || /\..*\./.test(written)) return end
  const part = fractions[folded[end] ?? '']
  if (part && !point && !written.includes('.')) {
    const value = plus(exactOf(written), part)
    return whole(at, end + 1, value)
  }
  const decimals = written.includes('.')
    ? written.length - written.indexOf('.') - 1
    : 0
  const figure = exactOf(written)
  const base = {
    start: point ? at - 1 : at,
    form: 'digits' as const,
    figure,
    bare: false,
  }
  const plain = { over: false, vague: false }
  hanScale.lastIndex = end
  const han = hanScale.exec(folded)
  if (han) {
    let scale = scaleOf(han[2] as string)
    end += han[0].length
    let value = times(figure, exact(1n, scale))
    let precision = scale - decimals
    tenThousands.lastIndex = end
    const more = scale === 4 && !han[1] ? tenThousands.exec(folded) : null
    if (more) {
      const rest = (more[1] as string).replace(',', '').replace(/ ?千/, '000')
      value = times(plus(value, exactOf(rest)), exact(1n, 8))
      scale = 8
      precision = scale
      end += more[0].length
    }
    let isMega = locale === 'zh-CN' && han[2] === '兆'
    for (let below = more ? 0 : scale; below >= 4 && !han[1]; ) {
      const more = readLower(folded, end, below)
      if (!more) break
      value = plus(value, more.value)
      precision = more.precision
      below = more.scale
      end = more.end
      isMega = false
    }
    return {
      ...base,
      ...plain,
      end,
      low: value,
      high: value,
      precision,
      scale,
      over: han[1] !== undefined,
      ...(isMega ? { others: [times(figure, exact(1n, 6))] } : {}),
    }
  }
  englishScale.lastIndex = end
  const english = englishScale.exec(folded)
  const word = (english?.[1] ?? english?.[2] ?? '').toLowerCase()
  const scale = englishPowers[word] ?? 0
  const value = times(figure, exact(1n, scale))
  return {
    ...base,
    ...plain,
    over: english?.[0].startsWith('+') === true,
    end: end + (english?.[0].length ?? 0),
    low: value,
    high: value,
    precision: scale - decimals,
    scale,
    // 5m may be metres, 5000K a colour, 2B a pencil.
    ...(english?.[2] && english[2].length === 1 ? { others: [figure] } : {}),
  }
}

const fractions: Readonly<Record<string, Exact>> = {
  '½': exact(5n, -1),
  '¼': exact(25n, -2),
  '¾': exact(75n, -2),
}

function whole(start: number, end: number, value: Exact): Numeral {
  return {
    start,
    end,
    low: value,
    high: value,
    precision: value.exponent,
    form: 'digits',
    figure: value,
    scale: 0,
    over: false,
    vague: false,
    bare: false,
  }
}

const lowerPattern =
  / ?零? ?(\d{1,4}(?:,\d{3})*(?:\.\d+)?)(?: ?([百千]?[亿万]|百|千)|(?![\d.万亿兆]))/y
/** 3 萬 8, said of prices, is 38,000. */
const spokenPattern = /[1-9](?=[，。、；;)元块的]|,(?!\d)|$)/y
/** What follows 萬 in 2 萬 8,943 億. */
const tenThousands = / ?零? ?(\d ?千|\d{1,4}|\d,\d{3}) ?亿/y
/** What is counted behind a figure that has a space before it. */
const countedNext = /^ ?[人名元个家户位股台辆件]/

/** What follows 兆, 億 or 萬 in 2 兆 8943 億, 1 億 2000 萬 and 3 萬 5000. */
function readLower(
  folded: string,
  at: number,
  below: number,
): { value: Exact; precision: number; scale: number; end: number } | undefined {
  spokenPattern.lastIndex = at
  const spoken = spokenPattern.exec(folded)
  if (spoken) {
    const [digit] = spoken
    const value = exactOf(digit, below - 1)
    return { value, precision: below - 1, scale: 0, end: at + 1 }
  }
  lowerPattern.lastIndex = at
  const match = lowerPattern.exec(folded)
  if (!match) return undefined
  const [whole, digits = '', unit] = match
  const scale = unit ? scaleOf(unit) : 0
  const decimals = digits.split('.')[1]?.length ?? 0
  if (scale >= below || (decimals > 0 && !unit)) return undefined
  const end = at + whole.length
  // 3 萬 5,000 人 is one figure; 3 萬 2025 年 is two.
  const one =
    digits.includes(',') ||
    (digits.length === 4 && countedNext.test(folded.slice(end, end + 2)))
  if (whole[0] === ' ' && !unit && !one) return undefined
  if (!unit && digits.replace(',', '').length < Math.min(below, 4)) {
    return undefined
  }
  return {
    value: exactOf(digits, scale),
    precision: scale - decimals,
    // A figure with decimals is the last.
    scale: decimals > 0 ? 0 : scale,
    end,
  }
}

function scaleOf(multipliers: string): number {
  let scale = 0
  for (const one of multipliers) scale += powers[one] ?? 0
  return scale
}
