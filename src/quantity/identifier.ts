import { latinUnitAt } from './unit.ts'

/** A code found at a place of folded text. */
export interface IdentifierMatch {
  end: number
  /** `address` is no quantity; nothing in it is one either. */
  kind: 'identifier' | 'ticker' | 'address'
  key: string
  /** Whether a translation may well tell it without digits. */
  optional?: boolean
}

const markets: Readonly<Record<string, string>> = {
  HK: 'HK',
  HKEX: 'HK',
  SEHK: 'HK',
  HKSE: 'HK',
  HKG: 'HK',
  TW: 'TW',
  TWSE: 'TW',
  TPE: 'TW',
  TWO: 'TWO',
  TPEX: 'TWO',
  SH: 'SH',
  SS: 'SH',
  SSE: 'SH',
  SHA: 'SH',
  SZ: 'SZ',
  SZSE: 'SZ',
  SHE: 'SZ',
  US: 'US',
  NYSE: 'US',
  NASDAQ: 'US',
  T: 'JP',
  TYO: 'JP',
  TSE: 'JP',
  KS: 'KR',
  KRX: 'KR',
}
const address =
  /(?:https?:\/\/|www\.)[!#-;=?-~]+|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}/y
const led =
  /(HKEX|SEHK|HKSE|HKG|NYSE|NASDAQ|TWSE|TPEX|SSE|SZSE|SHA|SHE|TYO|TSE|KRX) ?: ?([A-Z]{1,5}|\d{1,6})(?![A-Za-z\d])/iy
const trailed =
  /(?:(\d{4,6})[-.](HK|TW|TWO|SH|SZ|SS|T|KS)|([A-Z]{1,5})-(US|HK))(?![A-Za-z\d])/y
const phone =
  /(?:\+\d{1,3}(?:[- ]?\(?\d{1,4}\)?){2,5}|\(?0\d{1,3}(?:\)[- ]?|[- ])\d{3,4}[- ]\d{3,4}|\d{3,4}-\d{3,4}-\d{3,4}|\d{3}-\d{4}-\d{4})(?![\d-])/y
const version = /v?\d{1,6}(?:\.\d{1,6}){2,6}(?:[-+][A-Za-z0-9.]{1,20})?(?!\d)/iy
const token = /[A-Za-z\d]+(?:[-_./+#&'][A-Za-z\d]+)*/y
const money =
  /^(?:RMB|Rmb|CNY|HKD|USD|TWD|NTD|EUR|GBP|JPY|KRW|SGD|AUD|CAD|NT|HK|US)\d/
const amount =
  /^\d[\d,]*(?:\.\d+)?(?:[-](?:[a-z]{2,}.*)|(?:k|m|b|t|bn|mn|tn|trn|mln|bln|million|billion|thousand|trillion|x|st|nd|rd|th|pp|pps|ppt|ppts|bp|bps|pct)(?:-[a-z].*)?|\/[a-z].*)?$/i
const prefixed =
  /^(?:mid|pre|post|early|late|top|sub|over|under|about|around|nearly|some|circa|ca|x|non)[-]?\d/i
const calendar =
  /^(?:[1-4]Q|[12]H|Q[1-4]|H[12](?!00))(?:FY)?(?:\d\d|20\d\d)?$|^FY'?(?:20)?\d\d$|^'?\d{1,4}s$|^(?:20)?\d\d[QH][1-4]$/
const clock = /^\d{1,2}(?:[.:]\d\d)?[ap]m$/i

/**
 * Read a code, a version, an address, a telephone number or a share's code.
 *
 * @param folded - Folded text.
 * @param at - Place of a letter or digit with none before it.
 * @returns Code, or `undefined` where a number or a plain word stands.
 */
export function readIdentifier(
  folded: string,
  at: number,
): IdentifierMatch | undefined {
  const share = readTicker(folded, at)
  if (share) return share
  address.lastIndex = at
  const link = address.exec(folded)?.[0].length
  if (link) return { end: at + link, kind: 'address', key: '' }
  for (const pattern of [phone, version]) {
    pattern.lastIndex = at
    const match = pattern.exec(folded)
    if (match) {
      const spelled = match[0].replace(/[.,;:!?)\]'"]+$/, '')
      const key = pattern === phone ? phoneKey(spelled) : spelled
      return { ...code(key), end: at + spelled.length }
    }
  }
  token.lastIndex = at
  const match = token.exec(folded)
  if (!match) return undefined
  let spelled = match[0]
  // 7-inch/8-inch and 5km/h are amounts; so is what stands before a slash.
  const isCode = () =>
    /\d/.test(spelled) &&
    /[A-Za-z]/.test(spelled) &&
    !money.test(spelled) &&
    (!amount.test(spelled) || named.test(spelled)) &&
    !prefixed.test(spelled) &&
    !calendar.test(spelled) &&
    !clock.test(spelled) &&
    !isMeasure(folded, at, spelled)
  if (spelled.length > 200) return { ...code(''), end: at + spelled.length }
  if (!isCode()) return undefined
  spelled = spelled.replace(/'s$/, '')
  if (!isCode()) return undefined
  return {
    ...code(substance.test(spelled) ? '' : spelled),
    optional: named.test(spelled) || substance.test(spelled),
    end: at + spelled.length,
  }
}

/** Formulas that Chinese has names for. */
const substance = /^(?:CO2|CO2e|SO2|NO2|N2O|CH4|H2O|H2|O2|O3|NH3|H2O2)$/

/** (02) 2345-6789 and +886-2-2345-6789 are one. */
function phoneKey(spelled: string): string {
  const local = spelled.replace(/^\+(?:886|852|853|86|65|81|82|1)(?=[- (])/, '')
  return local.replace(/\D/g, '').replace(/^0+/, '')
}

/** Names that Chinese has its own for: 新冠, 七大工業國. */
const named = /^(?:COVID-?19|SARS-CoV-2|G(?:7|8|10|20)|7-Eleven)$/i

const plainWord = /[A-Za-z]+(?=[^A-Za-z\d]|$)/y

/** One-in-10 is a part, though it looks like a code. */
const oneOf = /[a-z]{3,5}-(?:in|out-of)-\d/y

/**
 * Tell whether a code may begin at a place; false for most plain words, in a
 * small part of the time that reading one takes.
 */
export function mayBeCode(folded: string, at: number): boolean {
  plainWord.lastIndex = at
  const word = plainWord.exec(folded)?.[0]
  if (word === undefined) return true
  oneOf.lastIndex = at
  if (oneOf.test(folded)) return false
  const next = folded[at + word.length] ?? ' '
  return !/[\s,，。、；;!?()"「」《》]|[㐀-鿿]/.test(next) || word.length < 5
}

/** Where the token at a place ends, to go past a plain word. */
export function tokenEnd(folded: string, at: number): number {
  token.lastIndex = at
  return at + (token.exec(folded)?.[0].length ?? 1)
}

function readTicker(folded: string, at: number): IdentifierMatch | undefined {
  led.lastIndex = at
  const first = led.exec(folded)
  if (first) {
    const key = shareKey(first[1] as string, first[2] as string)
    return { end: at + first[0].length, kind: 'ticker', key }
  }
  trailed.lastIndex = at
  const second = trailed.exec(folded)
  if (!second) return undefined
  const market = (second[2] ?? second[4]) as string
  const key = shareKey(market, (second[1] ?? second[3]) as string)
  return { end: at + second[0].length, kind: 'ticker', key }
}

function shareKey(market: string, share: string): string {
  const short = markets[market.toUpperCase()] ?? market
  return `${short}:${short === 'HK' ? share.replace(/^0+/, '') : share.toUpperCase()}`
}

function code(spelled: string): { kind: 'identifier'; key: string } {
  // 2,048 H800s are of the kind H800.
  const one = spelled.replace(/(?<=[\dA-Z])s$/, '')
  return {
    kind: 'identifier',
    key: one.toLowerCase().replace(/[-_ ]/g, ''),
  }
}

/** Whether the digits a token begins with have a unit (5km, 16GB/s). */
function isMeasure(folded: string, at: number, spelled: string): boolean {
  const digits = /^\d+(?:\.\d+)?/.exec(spelled)?.[0].length
  return digits !== undefined && latinUnitAt(folded, at + digits) !== undefined
}
