/** Currency of ISO 4217 with the ways it is written. */
interface CurrencyNames {
  code: string
  /** Chinese names, folded (`fold-digits.ts`), separated by spaces. */
  chinese: string
  /** English names in lower case, singular and plural, separated by commas. */
  english: string
  /** Signs before a number. */
  signs: string
}

const rows: readonly CurrencyNames[] = (
  [
    ['HKD', '港元 港币 港纸 港圆', 'hong kong dollar,hong kong dollars', 'HK$'],
    [
      'USD',
      '美元 美金 美钞',
      'us dollar,us dollars,u.s. dollar,u.s. dollars,american dollars',
      'US$ U.S.$',
    ],
    ['CNY', '人民币', 'yuan,renminbi,chinese yuan', 'RMB Rmb CN¥'],
    [
      'TWD',
      '新台币 台币 台元 新台币元',
      'new taiwan dollar,new taiwan dollars,taiwan dollar,taiwan dollars,nt dollars',
      'NT$ TW$ NTD',
    ],
    ['JPY', '日元 日圆 日币', 'yen,japanese yen', 'JP¥'],
    ['EUR', '欧元', 'euro,euros', '€'],
    [
      'GBP',
      '英镑',
      'pound sterling,pounds sterling,british pounds,british pound',
      '£',
    ],
    ['KRW', '韩元 韩圆 韩圜 韩币', 'won,korean won,south korean won', '₩'],
    ['AUD', '澳元 澳币', 'australian dollar,australian dollars', 'A$ AU$'],
    ['CAD', '加元 加币 加拿大元', 'canadian dollar,canadian dollars', 'C$ CA$'],
    [
      'SGD',
      '新加坡元 新元 新币 坡币',
      'singapore dollar,singapore dollars',
      'S$',
    ],
    [
      'NZD',
      '纽元 纽币 新西兰元',
      'new zealand dollar,new zealand dollars',
      'NZ$',
    ],
    ['MOP', '澳门元 澳门币', 'macau pataca,patacas', 'MOP$'],
    ['CHF', '瑞士法郎 瑞郎', 'swiss franc,swiss francs', ''],
    ['INR', '印度卢比 卢比', 'indian rupees,rupee,rupees', '₹'],
    ['RUB', '卢布', 'rouble,roubles,ruble,rubles', '₽'],
    ['THB', '泰铢', 'baht', '฿'],
    ['VND', '越南盾', 'vietnamese dong,dong', '₫'],
    ['IDR', '印尼盾 印尼卢比', 'rupiah', ''],
    ['MYR', '令吉 马币 林吉特', 'ringgit', ''],
    ['PHP', '披索 比索', 'philippine pesos', '₱'],
    ['BRL', '雷亚尔', 'reais', 'R$'],
    ['SEK', '瑞典克朗', 'swedish kronor', ''],
    ['MXN', '墨西哥比索', 'mexican pesos', ''],
    ['TRY', '里拉', 'lira', '₺'],
    ['ZAR', '兰特', 'rand', ''],
  ] as const
).map(([code, chinese, english, signs]) => ({ code, chinese, english, signs }))

/** Currency of a name or sign: folded Chinese, English in lower case, signs. */
export const currencyOf: ReadonlyMap<string, string> = new Map(
  rows.flatMap(({ code, chinese, english, signs }) => [
    [code, code] as const,
    ...split(chinese, ' ').map((name) => [name, code] as const),
    ...split(english, ',').map((name) => [name, code] as const),
    ...split(signs, ' ').map((sign) => [sign, code] as const),
  ]),
)

/** Signs and names of which the text does not say whose they are. */
const open = new Set(['$', '¥', '元', '圆', '块', '块钱', 'dollar', 'dollars'])

/** Chinese names of currencies, longest first, as a pattern. */
export const chineseNames = alternatives(
  rows.flatMap(({ chinese }) => split(chinese, ' ')),
)
/** English names, longest first, as a pattern. */
export const englishNames = alternatives([
  ...rows.flatMap(({ english }) => split(english, ',')),
  'dollars',
  'dollar',
])
/** Signs and codes that stand before a number, as a pattern. */
export const signs = alternatives([
  ...rows.flatMap((row) => split(row.signs, ' ')),
  ...rows.map(({ code }) => code),
  '$',
  '¥',
])
/** Codes, as a pattern. */
export const codes = alternatives([...rows.map(({ code }) => code), 'RMB'])

/**
 * Give the currency of a name.
 *
 * @param name - Name or sign as it stands in folded text.
 * @returns Code, `undefined` where the name is open (元, $) or unknown.
 */
export function currencyNamed(name: string): string | undefined {
  if (open.has(name)) return undefined
  return currencyOf.get(name) ?? currencyOf.get(name.toLowerCase())
}

function split(names: string, by: string): string[] {
  return names === '' ? [] : names.split(by)
}

function alternatives(names: readonly string[]): string {
  return [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.$]/g, '\\$&'))
    .join('|')
}
