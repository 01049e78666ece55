import { type Exact, exact } from './exact.ts'

/** Unit of measure with what it is a multiple of. */
export interface Unit {
  /** Name in quantities: `km`. */
  name: string
  /** Units of one dimension are compared by value: `length`. */
  dimension: string
  /** Value in the dimension's own unit. */
  scale: Exact
  /** Symbol English writes after digits (`km`); missing where it has a word. */
  symbol: string | undefined
  /** English after 1, and after other numbers; empty where there is none. */
  singular: string
  plural: string
}

const one = exact(1n)
const rows: readonly [string, string, Exact, string, string, string][] = [
  // name, dimension, scale, Chinese (folded), English words, symbols
  ['second', 'time', one, '秒钟 秒', 'second seconds sec secs', 's'],
  [
    'millisecond',
    'time',
    exact(1n, -3),
    '毫秒',
    'millisecond milliseconds',
    'ms',
  ],
  [
    'microsecond',
    'time',
    exact(1n, -6),
    '微秒',
    'microsecond microseconds',
    'μs µs',
  ],
  [
    'nanosecond',
    'time',
    exact(1n, -9),
    '奈秒 纳秒',
    'nanosecond nanoseconds',
    'ns',
  ],
  ['minute', 'time', exact(60n), '分钟', 'minute minutes min mins', ''],
  [
    'hour',
    'time',
    exact(3600n),
    '个小时 小时 个钟头 钟头',
    'hour hours hr hrs',
    'h',
  ],
  [
    'day',
    'time',
    exact(86400n),
    '个工作日 工作日 个交易日 交易日 天',
    'day days',
    '',
  ],
  [
    'week',
    'time',
    exact(604800n),
    '个星期 星期 个礼拜 礼拜 周',
    'week weeks',
    '',
  ],
  ['month', 'month', one, '个月', 'month months', ''],
  ['year', 'month', exact(12n), '个年头 周年 年', 'year years yr yrs', ''],
  ['year-old', 'age', one, '岁', 'years-old year-old', ''],
  ['decade', 'month', exact(120n), '', 'decade decades', ''],
  ['century', 'month', exact(1200n), '个世纪 世纪', 'century centuries', ''],
  ['m', 'length', one, '公尺 米', 'meter meters metre metres', 'm'],
  [
    'km',
    'length',
    exact(1000n),
    '公里 千米',
    'kilometre kilometres kilometer kilometers',
    'km',
  ],
  [
    'cm',
    'length',
    exact(1n, -2),
    '公分 厘米',
    'centimetre centimetres centimeter centimeters',
    'cm',
  ],
  [
    'mm',
    'length',
    exact(1n, -3),
    '公厘 毫米',
    'millimetre millimetres millimeter millimeters',
    'mm',
  ],
  [
    'µm',
    'length',
    exact(1n, -6),
    '微米',
    'micrometre micrometres micrometer micrometers micron microns',
    'µm μm',
  ],
  [
    'nm',
    'length',
    exact(1n, -9),
    '奈米 纳米',
    'nanometre nanometres nanometer nanometers',
    'nm',
  ],
  ['mile', 'length', exact(1609344n, -3), '英里 英哩 哩', 'mile miles', 'mi'],
  [
    'nautical-mile',
    'length',
    exact(1852n),
    '海里 浬',
    'nautical-mile nautical-miles',
    '',
  ],
  ['foot', 'length', exact(3048n, -4), '英尺 英呎 呎', 'foot feet', 'ft'],
  ['inch', 'length', exact(254n, -4), '英寸 英吋 吋', 'inch inches', ''],
  ['light-year', 'light-year', one, '光年', 'light-year light-years', ''],
  [
    'kg',
    'mass',
    exact(1000n),
    '公斤 千克',
    'kilogram kilograms kilo kilos',
    'kg',
  ],
  ['g', 'mass', one, '公克 克', 'gram grams', 'g'],
  ['mg', 'mass', exact(1n, -3), '毫克', 'milligram milligrams', 'mg'],
  ['µg', 'mass', exact(1n, -6), '微克', 'microgram micrograms', 'µg μg'],
  ['tonne', 'mass', exact(1n, 6), '公吨 吨', 'tonne tonnes ton tons', ''],
  ['lb', 'lb', one, '磅', 'lbs lb', ''],
  ['ounce', 'ounce', one, '盎司', 'ounce ounces', 'oz'],
  ['catty', 'catty', one, '台斤 斤', 'catty catties jin', ''],
  [
    'sqm',
    'area',
    one,
    '平方公尺 平方米',
    'square-metre square-metres square-meter square-meters',
    'm²',
  ],
  [
    'sqkm',
    'area',
    exact(1n, 6),
    '平方公里 平方千米',
    'square-kilometre square-kilometres square-kilometer square-kilometers',
    'km²',
  ],
  ['sqft', 'sqft', one, '平方英尺 平方呎', 'square-foot square-feet', ''],
  ['hectare', 'area', exact(1n, 4), '公顷', 'hectare hectares', 'ha'],
  ['mu', 'mu', one, '亩', 'mu', ''],
  ['ping', 'ping', one, '坪', 'ping', ''],
  [
    'cum',
    'volume',
    exact(1000n),
    '立方公尺 立方米',
    'cubic-metre cubic-metres cubic-meter cubic-meters',
    'm³',
  ],
  ['litre', 'volume', one, '公升 升', 'litre litres liter liters', 'L'],
  [
    'ml',
    'volume',
    exact(1n, -3),
    '毫升',
    'millilitre millilitres milliliter milliliters',
    'ml mL',
  ],
  ['barrel', 'barrel', one, '桶', 'barrel barrels', ''],
  ['W', 'power', one, '瓦特 瓦', 'watt watts', 'W'],
  ['kW', 'power', exact(1n, 3), '千瓦 瓩', 'kilowatt kilowatts', 'kW'],
  ['MW', 'power', exact(1n, 6), '兆瓦 百万瓦', 'megawatt megawatts', 'MW'],
  ['GW', 'power', exact(1n, 9), '吉瓦 十亿瓦', 'gigawatt gigawatts', 'GW'],
  [
    'kWh',
    'energy',
    one,
    '千瓦时 千瓦小时 瓩时 度电',
    'kilowatt-hour kilowatt-hours',
    'kWh',
  ],
  [
    'MWh',
    'energy',
    exact(1n, 3),
    '兆瓦时',
    'megawatt-hour megawatt-hours',
    'MWh',
  ],
  [
    'GWh',
    'energy',
    exact(1n, 6),
    '吉瓦时',
    'gigawatt-hour gigawatt-hours',
    'GWh',
  ],
  [
    'TWh',
    'energy',
    exact(1n, 9),
    '太瓦时',
    'terawatt-hour terawatt-hours',
    'TWh',
  ],
  ['Hz', 'frequency', one, '赫兹 赫', 'hertz', 'Hz'],
  ['kHz', 'frequency', exact(1n, 3), '千赫兹 千赫', 'kilohertz', 'kHz KHz'],
  ['MHz', 'frequency', exact(1n, 6), '兆赫兹 兆赫', 'megahertz', 'MHz'],
  ['GHz', 'frequency', exact(1n, 9), '吉赫兹 吉赫', 'gigahertz', 'GHz'],
  ['bit', 'bit', one, '个比特 比特 个位元 位元', 'bit bits', ''],
  ['byte', 'data', one, '个位元组 位元组 个字节 字节', 'byte bytes', ''],
  [
    'KB',
    'data',
    exact(1n, 3),
    '千字节 千位元组',
    'kilobyte kilobytes',
    'KB kB KiB',
  ],
  [
    'MB',
    'data',
    exact(1n, 6),
    '兆字节 兆位元组 百万位元组',
    'megabyte megabytes',
    'MB MiB',
  ],
  [
    'GB',
    'data',
    exact(1n, 9),
    '吉字节 千兆字节 十亿位元组',
    'gigabyte gigabytes',
    'GB GiB',
  ],
  [
    'TB',
    'data',
    exact(1n, 12),
    '太字节 兆兆位元组',
    'terabyte terabytes',
    'TB TiB',
  ],
  ['PB', 'data', exact(1n, 15), '拍字节', 'petabyte petabytes', 'PB'],
  ['Mbps', 'rate', exact(1n, 6), '', '', 'Mbps'],
  ['Gbps', 'rate', exact(1n, 9), '', '', 'Gbps'],
  [
    'degree',
    'temperature',
    one,
    '摄氏度 °C ℃ 度',
    'degree degrees degrees-celsius degree-celsius',
    '°C ℃ °',
  ],
  ['pixel', 'pixel', one, '个像素 像素 画素', 'pixel pixels', 'px'],
  ['mAh', 'charge', one, '毫安时', '', 'mAh'],
  ['V', 'voltage', one, '伏特 伏', 'volt volts', 'V'],
  ['point', 'point', one, '点', 'point points', ''],
]

const units = new Map<string, Unit>()
const chinese = new Map<string, Unit>()
const words = new Map<string, Unit>()
const symbols = new Map<string, Unit>()
for (const [name, dimension, scale, han, english, signs] of rows) {
  const names = english.split(' ')
  // Hours are not h in prose, and a degree is the symbol's name.
  const worded = ['time', 'month', 'temperature'].includes(dimension)
  const unit: Unit = {
    name,
    dimension,
    scale,
    symbol: worded ? undefined : signs.split(' ')[0] || undefined,
    singular: names[0] ?? '',
    plural: names[1] ?? names[0] ?? '',
  }
  units.set(name, unit)
  for (const word of han.split(' ')) if (word) chinese.set(word, unit)
  for (const word of names) if (word) words.set(word, unit)
  for (const sign of signs.split(' ')) if (sign) symbols.set(sign, unit)
}
const longest = Math.max(...[...chinese.keys()].map((name) => name.length))

/** Words a one-character unit begins that are no units. */
const notUnits =
  /(?:米饭|米粉|克服|克隆|克制|升级|升至|升到|升幅|升息|升温|升值|天才|天然|天下|天空|天气|周边|周遭|周围|周期|周刊|年级|年轻|年龄|年代|年报|年度|瓦斯|瓦解|赫然|度过|度假|点击|点选|点名|点出|点评|伏特加|桶装|斤斤|哩程|年增|年减|年均|年复合|年化|年率|天使|升任|点子|秒杀|星期[一二三四五六日天]|礼拜[一二三四五六日天]|周[一二三四五六日])/y

/** Give the unit of a name in quantities. */
export function unitNamed(name: string): Unit | undefined {
  return units.get(name)
}

/**
 * Read a Chinese unit.
 *
 * @param folded - Folded text.
 * @param at - Where the unit would begin.
 * @returns Unit and where it ends.
 */
export function chineseUnitAt(
  folded: string,
  at: number,
): { unit: Unit; end: number } | undefined {
  for (let length = longest; length > 0; length--) {
    const unit = chinese.get(folded.slice(at, at + length))
    if (!unit) continue
    notUnits.lastIndex = at
    if (length === 1 && notUnits.test(folded)) return undefined
    return { unit, end: at + length }
  }
  return undefined
}

const latinUnit = /([A-Za-zµμ°℃²³]{1,14})(?:([ -])([A-Za-z]{1,12}))?/y

/**
 * Read an English unit: a symbol (`km`) or one or two words (`square metres`).
 *
 * @param folded - Folded text.
 * @param at - Where the unit would begin.
 * @returns Unit and where it ends.
 */
export function latinUnitAt(
  folded: string,
  at: number,
): { unit: Unit; end: number } | undefined {
  latinUnit.lastIndex = at
  const match = latinUnit.exec(folded)
  if (!match) return undefined
  const [whole, first = '', , second] = match
  const end = at + whole.length
  const cut = /[A-Za-z\d]/.test(folded[end] ?? '')
  if (second && !cut) {
    const unit = words.get(`${first}-${second}`.toLowerCase())
    if (unit) return { unit, end }
  }
  if (!second && cut) return undefined
  const unit = symbols.get(first) ?? words.get(first.toLowerCase())
  return unit ? { unit, end: at + first.length } : undefined
}
