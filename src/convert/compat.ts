import { ChainConverter, type Places } from './chain-converter.ts'
import {
  type Chain,
  configurations,
  from as fromLocale,
  running,
  type StageName,
  to as toLocale,
} from './opencc-data.ts'
import { loadStage } from './stage.ts'

/** OpenCC's name of a configuration. */
export type OpenCCConfiguration = keyof typeof configurations

/** opencc-js's name of a locale; `t` is OpenCC's own standard. */
export type OpenCCLocale = 't' | keyof typeof fromLocale

/** Locales to convert between, in opencc-js's names. */
export interface OpenCCLocales {
  readonly from: OpenCCLocale
  readonly to: OpenCCLocale
}

const converters = new Map<string, ChainConverter>()

/**
 * Make a converter that gives exactly what opencc-js gives.
 *
 * @param configuration - A configuration's name, or two locales.
 * @returns The converter.
 * @throws TypeError for a configuration or locale that OpenCC does not have.
 * @example
 * ```ts
 * import { createCompatConverter } from 'yiwen/text'
 *
 * createCompatConverter('tw2sp')('用滑鼠點擊') // '用鼠标点击'
 * ```
 */
export function createCompatConverter(
  configuration: OpenCCConfiguration | OpenCCLocales,
): (text: string) => string {
  return converterOf(chainOf(configuration))
}

function converterOf(chain: Chain): (text: string) => string {
  if (chain.stages.length === 0) return (text) => text
  const converter = loadConverter(chain)
  return (text) =>
    converter.convert(text, !chain.normalized) ??
    (converter.convert(normalize(text), true) as string)
}

/**
 * Make a converter from UTF-8 to UTF-8, a third faster than to decode, convert
 * and encode. What is not UTF-8 becomes U+FFFD, as `TextDecoder` has it; a byte
 * order mark stays.
 *
 * @param configuration - A configuration's name, or two locales.
 * @returns The converter.
 * @throws TypeError for a configuration or locale that OpenCC does not have.
 */
export function createCompatByteConverter(
  configuration: OpenCCConfiguration | OpenCCLocales,
): (utf8: Uint8Array) => Uint8Array {
  const chain = chainOf(configuration)
  const convert = createCompatConverter(configuration)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const convertString = (utf8: Uint8Array) =>
    new TextEncoder().encode(convert(decoder.decode(utf8)))
  if (chain.stages.length === 0) return convertString
  const converter = loadConverter(chain)
  return (utf8) =>
    converter.convertBytes(utf8, !chain.normalized) ?? convertString(utf8)
}

/**
 * Make a converter of characters for running text, whose words are looked at besides:
 * as {@link createCompatConverter}, but that towards simplified characters phrases which
 * stand across two words as often as for one are none (計畫 in 設計畫面).
 *
 * @param locales - Two locales.
 * @returns The converter.
 * @throws TypeError for a locale that OpenCC does not have.
 */
export function createTextConverter(
  locales: OpenCCLocales,
): (text: string) => string {
  return converterOf(textChainOf(locales))
}

/** Converts places of a text; see {@link ChainConverter.convertPlaces}. */
export type PlaceConverter = (
  text: { units: Uint16Array; count: number },
  places: Places,
) => boolean

/**
 * Make a converter of places of a running text that is units already; see
 * {@link createTextConverter}.
 *
 * @param locales - Two locales.
 * @param finish - What units become in the end.
 * @returns The converter. It gives `false` where a string has to be converted:
 * text with compatibility ideographs or descriptions of ideographs, or of which
 * something has another length then.
 */
export function createPlaceConverter(
  locales: OpenCCLocales,
  finish: ReadonlyMap<number, number>,
): PlaceConverter {
  const chain = textChainOf(locales)
  const converter = new ChainConverter(chain, finish)
  return (text, places) =>
    converter.convertPlaces(text, places, !chain.normalized)
}

/**
 * List the characters that have a value of their own in the tables between two
 * locales.
 *
 * @param locales - Two locales.
 * @returns Characters, in no order; those of several stages are there as often.
 */
export function changingCharacters(locales: OpenCCLocales): string[] {
  const { normalized, stages } = chainOf(locales)
  const names: StageName[] = [...stages]
  if (normalized) names.push('CJK_Compatibility_Ideographs')
  return names.flatMap((name) => {
    const { keys, others } = loadStage(name).characters
    return [...keys, ...others.keys()].map((code) => String.fromCodePoint(code))
  })
}

/** Replace compatibility ideographs, which few texts have. */
function normalize(text: string): string {
  const converter = loadConverter({
    normalized: false,
    segmentation: '',
    stages: ['CJK_Compatibility_Ideographs'],
  })
  return converter.convert(text, true) as string
}

function loadConverter(chain: Chain): ChainConverter {
  const key = JSON.stringify(chain)
  let converter = converters.get(key)
  if (!converter) {
    converter = new ChainConverter(chain)
    converters.set(key, converter)
  }
  return converter
}

function textChainOf(locales: OpenCCLocales): Chain {
  const { from, to } = locales
  if (to === 'cn' && (from === 'tw' || from === 'hk')) return running[from]
  return chainOf(locales)
}

function chainOf(configuration: OpenCCConfiguration | OpenCCLocales): Chain {
  const name =
    typeof configuration === 'string' ? configuration : nameOf(configuration)
  if (Object.hasOwn(configurations, name)) {
    return configurations[name as OpenCCConfiguration]
  }
  if (typeof configuration === 'string') {
    throw new TypeError(`OpenCC has no configuration ${configuration}`)
  }
  const { from, to } = configuration
  for (const locale of [from, to]) {
    if (locale !== 't' && !Object.hasOwn(fromLocale, locale)) {
      throw new TypeError(`OpenCC has no locale ${locale}`)
    }
  }
  return {
    normalized: false,
    segmentation: '',
    stages: [
      ...(from === 't' ? [] : fromLocale[from]),
      ...(to === 't' ? [] : toLocale[to]),
    ],
  }
}

/** The configuration that opencc-js looks for first. */
function nameOf({ from, to }: OpenCCLocales): string {
  if (from === 'cn') return `s2${to}`
  if (to !== 'cn') return `${from}2${to}`
  const source = { hkp: 'hk', twp: 'tw' }[from as string]
  return source ? `${source}2sp` : `${from}2s`
}
