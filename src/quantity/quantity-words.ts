import type { AmountMatch } from './amount.ts'
import { currencyNamed } from './currency.ts'
import { readEnglishOrder } from './english-order.ts'
import { type Exact, exact, exactOf, order, times } from './exact.ts'
import type { AmountKind } from './quantity.ts'
import { readNumeral } from './read-numeral.ts'
import { chineseUnitAt } from './unit.ts'

const half = exact(5n, -1)

interface Meaning {
  kind: AmountKind
  value: Exact
  optional: boolean
  others?: Exact[]
}

const englishWords = new Map<string, Meaning>()
const names: readonly [string, AmountKind, bigint, boolean][] = [
  ['doubled doubles doubling twofold', 'multiple', 2n, false],
  ['double', 'multiple', 2n, true],
  ['twice', 'multiple', 2n, true],
  ['triple', 'multiple', 3n, true],
  ['tripled triples tripling threefold treble trebled', 'multiple', 3n, false],
  ['quadruple', 'multiple', 4n, true],
  ['quadrupled quadruples quadrupling fourfold', 'multiple', 4n, false],
  ['quintupled fivefold', 'multiple', 5n, false],
  ['sixfold', 'multiple', 6n, false],
  ['sevenfold', 'multiple', 7n, false],
  ['eightfold', 'multiple', 8n, false],
  ['ninefold', 'multiple', 9n, false],
  ['tenfold', 'multiple', 10n, false],
  ['both pair dual twin couple', 'number', 2n, true],
  ['fortnight', 'duration', 2n, false],
  ['once single', 'number', 1n, true],
]
for (const [words, kind, value, optional] of names) {
  for (const word of words.split(' ')) {
    englishWords.set(word, { kind, value: exact(value), optional })
  }
}
for (const word of ['halved', 'halving', 'halves']) {
  englishWords.set(word, { kind: 'multiple', value: half, optional: false })
}
const ordinals =
  'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth'
for (const [index, word] of ordinals.split(' ').entries()) {
  englishWords.set(word, {
    kind: 'ordinal',
    value: exact(BigInt(index + 1)),
    optional: true,
  })
}

/** A quarter point, half a percentage point: how far rates move. */
const partPoint =
  /(?:(?:a )?(?:quarter|half)(?: an?)?[- ]|(?:a )?three-quarters?[- ]|(?:(?:a )?quarter|half|three[- ]quarters) of a )(?:(?:percentage[- ]|basis )?point|percent)(?![A-Za-z])/iy
/** How far something moved, or how much of it: fell by a quarter, only a third. */
const partOf =
  /(?<=\b(by|only|just|about|nearly|almost|roughly|than|over) )an? (third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?![A-Za-z-])/iy
/** What is left: fell to a third. */
const leftOf =
  /(?<=\b(to) )an? (third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?=[.,;)]|$| (?:of|from|in|this|last)(?![a-z]))/iy
/** What is told of it by itself: puts up a third, a quarter more. */
const shareOf =
  /()an? (third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)(?=[.,;)]|$| (?:less|more|higher|lower|cheaper|larger|bigger|smaller|faster|each|apiece)(?![a-z]))/iy
/** Revenue (NT$ million): what the figures of a table are of. */
const ofTable =
  /(?<=(NT\$|US\$|HK\$|RMB|CNY|TWD|HKD|USD|[$€£¥]) ?)(thousand|million|billion|trillion)s?(?= ?[),;|]| ?$)/iy
const powers = { thousand: 3, million: 6, billion: 9, trillion: 12 }
const fiveYears = /five-year(?= plans?(?![a-z]))/iy
const shares = 'third quarter fifth sixth seventh eighth ninth tenth'.split(' ')
/** Open around the clock: 24 小時. */
const clock = /(?:a)?round[- ]the[- ]clock(?![a-z])/iy
const compound =
  /(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)-(first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)(?![A-Za-z])/iy
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ')

const englishWord = /[A-Za-z]{4,12}(?![A-Za-z])/y

/** Read doubled, tripled, both, third: words that are numbers by themselves. */
export function readEnglishWord(
  folded: string,
  at: number,
): AmountMatch | undefined {
  const order = readEnglishOrder(folded, at)
  if (order) return order
  partPoint.lastIndex = at
  const step = partPoint.exec(folded)
  if (step) {
    const part = /half/i.test(step[0])
      ? half
      : exact(/three/i.test(step[0]) ? 75n : 25n, -2)
    const value = /basis/i.test(step[0]) ? times(part, exact(1n, -2)) : part
    const kind = 'percentage-point'
    return build(at, at + step[0].length, { kind, value, optional: false })
  }
  ofTable.lastIndex = at
  const unit = ofTable.exec(folded)
  if (unit) {
    const word = unit[2]?.toLowerCase() as keyof typeof powers
    const currency = currencyNamed(unit[1] as string)
    const value = exact(1n, powers[word])
    const meaning = { kind: 'money', value, optional: false } as const
    return {
      ...build(at, at + unit[0].length, meaning),
      ...(currency ? { currency } : {}),
    }
  }
  fiveYears.lastIndex = at
  const years = fiveYears.exec(folded)?.[0]
  if (years) {
    const meaning = {
      kind: 'duration',
      value: exact(5n),
      optional: true,
    } as const
    return { ...build(at, at + years.length, meaning), unit: 'year' }
  }
  partOf.lastIndex = at
  leftOf.lastIndex = at
  shareOf.lastIndex = at
  const share =
    partOf.exec(folded) ?? leftOf.exec(folded) ?? shareOf.exec(folded)
  if (share) {
    const below = shares.indexOf((share[2] ?? '').toLowerCase()) + 3
    const value = exact(1n, 0, BigInt(below))
    // Over a quarter is often over a part of a year.
    const optional = share[1]?.toLowerCase() !== 'by'
    const meaning = { kind: 'fraction', value, optional } as const
    return build(at, at + share[0].length, meaning)
  }
  clock.lastIndex = at
  const day = clock.exec(folded)?.[0]
  if (day) {
    const meaning = {
      kind: 'duration',
      value: exact(24n),
      optional: true,
    } as const
    return { ...build(at, at + day.length, meaning), unit: 'hour' }
  }
  compound.lastIndex = at
  const joined = compound.exec(folded)
  if (joined) {
    const ten = tens.indexOf((joined[1] ?? '').toLowerCase()) + 2
    const unit =
      ordinals.split(' ').indexOf((joined[2] ?? '').toLowerCase()) + 1
    const value = exact(BigInt(ten * 10 + unit))
    const meaning = { kind: 'ordinal', value, optional: false } as const
    return build(at, at + joined[0].length, meaning)
  }
  englishWord.lastIndex = at
  const word = englishWord.exec(folded)?.[0]
  const meaning = word && englishWords.get(word.toLowerCase())
  if (!word || !meaning) return undefined
  const after = folded.slice(at + word.length, at + word.length + 7)
  if (/^[- ](?:digit|check|click|down|quot|edge|stand|bott)/.test(after)) {
    return undefined
  }
  const weeks = meaning.kind === 'duration' ? { unit: 'week' } : {}
  return { ...build(at, at + word.length, meaning), ...weeks }
}

const doubling =
  /翻(?:了|涨)?(?:([一二两三四1-4]) ?番|倍|一倍)|倍增|翻番|减半(?!成)|砍半|折半|腰斩/y
const firstOf =
  /首(?=[个次家款届位条批部名只日大座度季例件艘架支轮年节局场波役])/y
const halfOf =
  /(?:一半|半数|过半|对半)|半个多(?!小时|月|钟|世纪|星期)|百分百|百分之百|半(?=个?(?:年|小时|月|天|日|世纪|公里|钟头|星期|打)(?![度报薪票]))/y

/** 每千人: how many of them something is counted for. */
const perMany = /(?<=每)[百千万](?![十百千万亿里\d])/y

/** 零到百: how cars are compared, to 100 km/h. */
const toHundred = /零[到至]?百(?=公里|加速|[只仅秒需])(?:公里)?/y
/** 半個百分點 */
const halfPoint = /半个?百分点/y
/** 每十人就有九人: nine in ten. */
const someOf =
  /(?<=每)(\d{1,4}|[一二三四五六七八九十百两]{1,4}) ?[人个名位件支家台户](?:[一-龥]{0,6}?[中里])?(?:便|就|即|约|平均|至少|只|大约)?有(?:近|约|超过|逾|将近)? ?(\d{1,3}|[一二三四五六七八九十两]{1,3}) ?[人个名位件支家台户]/y
/** 近半是婦孺: nearly half of them. */
const nearlyHalf = /(?<=近)半(?=[是为的数属来人,，。、；;])/y
/** 萬卡集群, 千人, 百元: many, told by the multiplier alone. */
const alone =
  /(?<![一二三四五六七八九十百千万亿两几数零〇\d上成])[百千万](?=(卡(?=集群|丛集|级|规|训)|人(?![迷空]|山)|片|台|户(?!侯)|元(?![素件首旦老月组])|名|亩|吨|点(?=大关|关)|株|座))/y
/** 半成: half of ten percent. */
const halfTenth = /半成(?![品员长熟功型人份])/y
/** 加一: ten percent for service, on a bill in Hong Kong. */
const service = /加一(?=服务费|[计收算结,，。;；)]|$)/y
/** 佣金萬三: three ten-thousandths, as brokers say. */
const brokers =
  /([万千])(?:分之)?(\d{1,2}(?:\.\d{1,3})?|[一二两三四五六七八九])(?:点([一二三四五六七八九]))?(?![\d一二三四五六七八九十百千万亿元块蚊人名个家股])/y
const isFee = /佣|费率|手续费|税率|利率|抽成|印花税/

/** 十四五: a plan of five years, by its number. */
const plan = /十([一二三四五六])五(?=期间|规划|时期|计划|["'”」』])/y
/** 七旬老翁: in his seventies. */
const ages = /([五六七八九])旬(?=[老翁男女])/y

/** Read 翻倍, 翻兩番, 減半, 首個, 一半, 半年, 每千人. */
export function readChineseWord(
  folded: string,
  at: number,
): AmountMatch | undefined {
  doubling.lastIndex = at
  const grown = doubling.exec(folded)
  if (grown) {
    const end = at + grown[0].length
    if (/半|腰斩/.test(grown[0])) {
      return build(at, end, { kind: 'multiple', value: half, optional: true })
    }
    const turns = '一二三四'.indexOf((grown[1] ?? '一').replace('两', '二'))
    const digit = Number(grown[1] ?? Number.NaN)
    const power = Number.isNaN(digit) ? turns + 1 : digit
    const value = exact(2n ** BigInt(Math.max(1, power)))
    return build(at, end, { kind: 'multiple', value, optional: false })
  }
  firstOf.lastIndex = at
  if (firstOf.test(folded)) {
    const meaning = {
      kind: 'ordinal',
      value: exact(1n),
      optional: true,
    } as const
    return build(at, at + 1, meaning)
  }
  const move = folded.slice(Math.max(0, at - 2), at)
  if (folded.startsWith('半码', at) && /[息升降]了?$/.test(move)) {
    const value = exact(125n, -3)
    return build(at, at + 2, {
      kind: 'percentage-point',
      value,
      optional: false,
    })
  }
  halfPoint.lastIndex = at
  const point = halfPoint.exec(folded)?.[0]
  if (point) {
    const meaning = {
      kind: 'percentage-point',
      value: half,
      optional: false,
    } as const
    return build(at, at + point.length, meaning)
  }
  const some = readSome(folded, at)
  if (some) return some
  nearlyHalf.lastIndex = at
  if (nearlyHalf.test(folded)) {
    const meaning = { kind: 'fraction', value: half, optional: true } as const
    return { ...build(at, at + 1, meaning), bound: 'nearly' }
  }
  halfTenth.lastIndex = at
  if (halfTenth.test(folded)) {
    const meaning = {
      kind: 'percent',
      value: exact(5n),
      optional: false,
    } as const
    return build(at, at + 2, meaning)
  }
  service.lastIndex = at
  if (service.test(folded)) {
    const meaning = {
      kind: 'percent',
      value: exact(10n),
      optional: true,
    } as const
    return build(at, at + 2, meaning)
  }
  toHundred.lastIndex = at
  const run = toHundred.exec(folded)
  if (run) {
    const meaning = {
      kind: 'measure',
      value: exact(100n),
      optional: true,
    } as const
    return { ...build(at, at + run[0].length, meaning), unit: 'km' }
  }
  const fee = readFee(folded, at)
  if (fee) return fee
  plan.lastIndex = at
  const nth = plan.exec(folded)?.[1]
  if (nth) {
    const value = exact(BigInt('一二三四五六'.indexOf(nth) + 11))
    return build(at, at + 3, { kind: 'ordinal', value, optional: true })
  }
  ages.lastIndex = at
  const age = ages.exec(folded)?.[1]
  if (age) {
    const value = exact(BigInt('一二三四五六七八九'.indexOf(age) + 1), 1)
    const meaning = { kind: 'measure', value, optional: true } as const
    return { ...build(at, at + 2, meaning), bound: 'over', unit: 'year-old' }
  }
  perMany.lastIndex = at
  const many = perMany.exec(folded)?.[0]
  if (many) {
    const value = exact(1n, '百千万'.indexOf(many) + 2)
    return build(at, at + 1, { kind: 'number', value, optional: true })
  }
  alone.lastIndex = at
  const size = folded[at - 1] === '近' ? null : alone.exec(folded)
  if (size) {
    const value = exact(1n, '百千万'.indexOf(size[0]) + 2)
    const kind = size[1] === '元' ? 'money' : 'number'
    return build(at, at + 1, { kind, value, optional: true })
  }
  halfOf.lastIndex = at
  const part = halfOf.exec(folded)?.[0]
  if (!part) return undefined
  const end = at + part.length
  if (part.startsWith('百')) {
    return build(at, end, {
      kind: 'percent',
      value: exact(100n),
      optional: true,
    })
  }
  if (part !== '半') {
    const bound = /[过多]/.test(part) ? 'over' : 'exact'
    const meaning = {
      kind: 'fraction',
      value: half,
      optional: part !== '一半',
    } as const
    return { ...build(at, end, meaning), bound }
  }
  if (/[上下大多过前后夜两对减一这]$/.test(folded.slice(at - 1, at)))
    return undefined
  const unit = chineseUnitAt(folded, end) ?? chineseUnitAt(folded, end + 1)
  if (!unit) return undefined
  const { name, dimension } = unit.unit
  const kind =
    dimension === 'time' || dimension === 'month' ? 'duration' : 'measure'
  return {
    ...build(at, unit.end, { kind, value: half, optional: false }),
    unit: name,
  }
}

function readSome(folded: string, at: number): AmountMatch | undefined {
  someOf.lastIndex = at
  const match = someOf.exec(folded)
  if (!match) return undefined
  const [below, top] = [match[1] ?? '', match[2] ?? ''].map((written) => {
    const numeral = readNumeral(written, 0, 'zh-TW')
    return typeof numeral === 'number' ? undefined : numeral.low
  })
  if (!below || !top || order(top, below) >= 0 || top.mantissa === 0n) {
    return undefined
  }
  const value = exact(
    top.mantissa,
    top.exponent - below.exponent,
    below.mantissa,
  )
  const meaning = { kind: 'fraction', value, optional: true } as const
  return { ...build(at, at + match[0].length, meaning), precision: -2 }
}

function readFee(folded: string, at: number): AmountMatch | undefined {
  if (folded[at] !== '万' && folded[at] !== '千') return undefined
  if (!isFee.test(folded.slice(Math.max(0, at - 14), at))) return undefined
  brokers.lastIndex = at
  const match = brokers.exec(folded)
  if (!match) return undefined
  const [whole, of, figure = '', more] = match
  const place = '一二三四五六七八九'.indexOf(figure.replace('两', '二')) + 1
  const digits = place > 0 ? String(place) : figure
  const decimal = more ? `.${'一二三四五六七八九'.indexOf(more) + 1}` : ''
  const value = exactOf(digits + decimal, of === '万' ? -4 : -3)
  const meaning = { kind: 'fraction', value, optional: false } as const
  return build(at, at + whole.length, meaning)
}

function build(start: number, end: number, meaning: Meaning): AmountMatch {
  const { value, ...rest } = meaning
  return {
    start,
    end,
    low: value,
    high: value,
    precision: value.exponent,
    bound: 'exact',
    vague: false,
    ...rest,
  }
}
