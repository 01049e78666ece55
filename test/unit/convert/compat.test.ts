import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { Converter } from 'opencc-js'
import { afterAll, describe, expect, it, vi } from 'vitest'
import {
  createCompatByteConverter,
  createCompatConverter,
  createPlaceConverter,
  type OpenCCConfiguration,
  type OpenCCLocale,
} from '../../../src/convert/compat.ts'
import { configurations } from '../../../src/convert/opencc-data.ts'
import { corpusFiles, hasCorpus, readCorpus } from '../../corpus.ts'

type Convert = (text: string) => string

const locales = ['cn', 'hk', 'hkp', 'jp', 't', 'tw', 'twp'] as const

const names = Object.keys(configurations) as OpenCCConfiguration[]

/** The locales that make opencc-js choose a configuration. */
function localesOf(name: OpenCCConfiguration): [OpenCCLocale, OpenCCLocale] {
  const [from = '', to = ''] = name.replace(/p$/, '').split('2')
  const named = (tag: string) => (tag === 's' ? 'cn' : tag) as OpenCCLocale
  const isPhrases = /sp$|twp$|hkp$/.test(name)
  if (!isPhrases) return [named(from), name.endsWith('jp') ? 'jp' : named(to)]
  const phrases = (tag: string) => `${tag}p` as OpenCCLocale
  return to === 's' ? [phrases(from), 'cn'] : [named(from), phrases(to)]
}

// opencc-js declares its exports in a way that resolves to `any`.
const createOpenCC = Converter as (options: {
  from: string
  to: string
}) => Convert

const references = new Map<string, Convert>()

function reference(from: OpenCCLocale, to: OpenCCLocale): Convert {
  const key = `${from}>${to}`
  const known = references.get(key) ?? createOpenCC({ from, to })
  references.set(key, known)
  return known
}

const packageFolder = path.dirname(
  createRequire(import.meta.url).resolve('opencc-js/core'),
)

/** Every key of every dictionary, once. */
const keys = await (async () => {
  const found = new Set<string>()
  for (const file of readdirSync(path.join(packageFolder, 'dict'))) {
    const { default: text } = (await import(
      path.join(packageFolder, 'dict', file)
    )) as { default: string }
    for (const entry of text.split('|')) found.add(entry.split(' ')[0] ?? '')
  }
  return [...found]
})()

/** Numbers that look random and are the same in every run. */
function randomNumbers(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 0x100000000) * limit)
  }
}

/** What no dictionary has, and where code points, stages or IDS go wrong. */
const oddities = [
  '',
  ' ',
  '\n',
  '\0',
  'a',
  '，',
  '。',
  '𠮷',
  '😀',
  '👨‍👩‍👧',
  '\ud840',
  '\ud87e',
  '\udc00',
  '\ud83d',
  '\ufe00',
  '\u{e0100}',
  '豈',
  '更',
  '車',
  '\ufa10',
  '\u{2f800}',
  '\u{2fa1d}',
  '\u{2fa1f}',
  '\u{2f9f4}',
  '⿰',
  '⿲',
  '⿰亻車',
  '⿱⿰亻車心',
  '⿳亠口冋',
  '\u2ffe',
  '⿰木\u{20000}',
]

function randomText(random: (limit: number) => number, pieces: number): string {
  let text = ''
  for (let i = 0; i < pieces; i++) {
    const key = keys[random(keys.length)] as string
    const kind = random(8)
    if (kind === 0) text += oddities[random(oddities.length)]
    else if (kind < 4) text += key
    else if (kind < 6) text += key.slice(0, 1 + random(key.length))
    else text += key.slice(random(key.length))
  }
  // opencc-js takes exponential time for many of them that lack parts.
  return text.replace(/[\u2ff0-\u2fff]{4,}/g, '⿰')
}

/** Say where two texts differ first: whole ones are too long to print. */
function expectSame(actual: string, expected: string, source: string): void {
  if (actual === expected) return
  let at = 0
  while (actual[at] === expected[at]) at++
  const part = (text: string) => text.slice(Math.max(0, at - 20), at + 40)
  expect(part(actual), `in ${part(source)}`).toBe(part(expected))
  expect.unreachable()
}

describe('data', () => {
  it('is what the script makes of the installed dictionaries', () => {
    const script = '../../../scripts/compile-opencc.js'
    const file = fileURLToPath(new URL(script, import.meta.url))
    execFileSync(process.execPath, [file, '--check'])
  })
})

/**
 * Expectations of OpenCC that opencc-js does not meet: it leaves out what only
 * is in OpenCC's extension for rare characters. We give what opencc-js gives.
 */
const unmet = [
  'BYVoid_OpenCC_PR_1228_existing_behaviors t2s',
  'BYVoid_OpenCC_PR_1229_existing_behaviors t2s',
  'BYVoid_OpenCC_PR_464_xi_vs_xi t2s',
]

const casesFile = fileURLToPath(
  new URL('../../../../shared/eval/opencc-testcases.json', import.meta.url),
)
if (!existsSync(casesFile) && process.env['CI']) {
  throw new Error('../shared/eval is missing, and CI needs it.')
}

describe.skipIf(!existsSync(casesFile))("OpenCC's own cases", () => {
  const { cases } = existsSync(casesFile)
    ? (JSON.parse(
        readFileSync(casesFile, 'utf8').replace(/,(\s*[\]}])/g, '$1'),
      ) as {
        cases: {
          id: string
          input: string
          expected: Record<OpenCCConfiguration, string>
        }[]
      })
    : { cases: [] }
  const expectations = cases.flatMap(({ id, input, expected }) =>
    Object.entries(expected).map(([name, output]) => ({
      title: `${id} ${name}`,
      name: name as OpenCCConfiguration,
      input,
      output,
    })),
  )

  it('are met, but for those that opencc-js does not meet', () => {
    const differing: string[] = []
    for (const { title, name, input, output } of expectations) {
      const actual = createCompatConverter(name)(input)
      expect(actual, title).toBe(reference(...localesOf(name))(input))
      if (actual !== output) differing.push(title)
    }
    expect(expectations.length).toBeGreaterThan(500)
    expect(differing).toEqual(unmet)
  })
})

describe.each(names)('%s', (name) => {
  const expected = reference(...localesOf(name))
  const actual = createCompatConverter(name)
  const bytes = createCompatByteConverter(name)

  it('converts every key as opencc-js does', () => {
    for (const key of keys) expectSame(actual(key), expected(key), key)
  })

  it('converts every key between others as opencc-js does', () => {
    const random = randomNumbers(names.indexOf(name) + 1)
    const other = () => {
      const key = keys[random(keys.length)] as string
      return random(2) === 0 ? key : key.slice(random(key.length))
    }
    const text = keys.map((key) => `${other()}${key}${other()}\n`).join('')
    expectSame(actual(text), expected(text), text)
    const utf8 = Buffer.from(text)
    const converted = Buffer.from(expected(utf8.toString('utf8')))
    expect(converted.equals(bytes(utf8)), 'bytes').toBe(true)
  })

  it('converts long texts without a place to rest as opencc-js does', () => {
    const random = randomNumbers(names.indexOf(name) + 100)
    for (let i = 0; i < 4; i++) {
      const text = randomText(random, 12_000)
      expectSame(actual(text), expected(text), text)
      const utf8 = Buffer.from(text.replace(/[\u2ff0-\u2fff]/g, ''))
      const converted = Buffer.from(expected(utf8.toString('utf8')))
      expect(converted.equals(bytes(utf8)), 'bytes').toBe(true)
    }
  })
})

/**
 * Convert by places: all of them, but for those of units whose form was said to be
 * always the same.
 */
function convertsPlaces(from: OpenCCLocale, to: OpenCCLocale) {
  const convert = createPlaceConverter({ from, to }, new Map())
  const settled = new Map<number, number>()
  return (text: string): string | undefined => {
    const source = new Uint16Array(text.length + 2)
    const target = new Uint16Array(text.length)
    const starts: number[] = []
    for (let at = 0; at < text.length; at++) {
      const unit = text.charCodeAt(at)
      source[at] = unit
      const difference = settled.get(unit)
      if (difference === undefined) starts.push(at)
      else target[at] = unit ^ difference
    }
    const places = {
      starts: Int32Array.from(starts),
      count: starts.length,
      target,
      settle: (unit: number, difference: number) => {
        settled.set(unit, difference)
      },
    }
    return convert({ units: source, count: text.length }, places)
      ? Array.from(target, (unit) => String.fromCharCode(unit)).join('')
      : undefined
  }
}

const byPlaces = new Map<string, ReturnType<typeof convertsPlaces>>()

function placesOf(from: OpenCCLocale, to: OpenCCLocale) {
  const key = `${from}>${to}`
  const known = byPlaces.get(key) ?? convertsPlaces(from, to)
  byPlaces.set(key, known)
  return known
}

describe('locales', () => {
  const pairs = locales.flatMap((from) =>
    locales.map((to) => ({ from, to, convert: reference(from, to) })),
  )

  it('convert as in opencc-js, each to each', () => {
    const random = randomNumbers(7)
    const text = randomText(random, 20_000)
    const short = keys.filter((_, index) => index % 12 === 0)
    for (const { from, to, convert } of pairs) {
      const actual = createCompatConverter({ from, to })
      expectSame(actual(text), convert(text), text)
      for (const key of short) expectSame(actual(key), convert(key), key)
    }
  })

  it('convert any text as in opencc-js', () => {
    const piece = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom(...keys) },
      {
        weight: 3,
        arbitrary: fc
          .tuple(fc.constantFrom(...keys), fc.nat(), fc.nat())
          .map(([key, a, b]) => {
            const start = a % key.length
            return key.slice(start, start + 1 + (b % key.length))
          }),
      },
      { weight: 2, arbitrary: fc.constantFrom(...oddities) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) },
    )
    const texts = fc
      .array(piece, { maxLength: 12 })
      .map((pieces) => pieces.join('').replace(/[\u2ff0-\u2fff]{5,}/g, '⿱⿰'))
    fc.assert(
      fc.property(texts, (text) => {
        for (const { from, to, convert } of pairs) {
          expect(createCompatConverter({ from, to })(text)).toBe(convert(text))
          const inPlace = placesOf(from, to)(text)
          if (inPlace !== undefined) expect(inPlace).toBe(convert(text))
        }
      }),
      { numRuns: 600 },
    )
  })

  it('that there are none of are refused', () => {
    const from = 'xx' as OpenCCLocale
    expect(() => createCompatConverter({ from, to: 't' })).toThrow(TypeError)
    expect(() => createCompatConverter({ from: 't', to: from })).toThrow(
      TypeError,
    )
    const name = 'constructor' as OpenCCConfiguration
    expect(() => createCompatConverter(name)).toThrow(TypeError)
  })
})

describe('description sequences', () => {
  it.each([
    '⿰亻車',
    '⿰⿱車電車',
    '⿲車電',
    '⿱⿰電腦',
    '程式⿰',
    '⿰⿰⿰程式碼網路',
    '⿲⿰程式⿰',
    '豈⿰豈豈豈',
    '⿰豈',
    '\u2fff電電電',
    '⿰\ud840電電',
    '⿲端口埠',
    '⿳⿲網路資料',
  ])('%s', (text) => {
    for (const from of locales) {
      for (const to of locales) {
        const actual = createCompatConverter({ from, to })
        expect(actual(text), `${from} ${to}`).toBe(reference(from, to)(text))
      }
    }
  })
})

describe('hard inputs', () => {
  // A quadratic conversion of these would take hours.
  it.each([
    ['descriptions without parts', '⿰'.repeat(1_000_000)],
    [
      'phrase starts',
      keys
        .map((key) => key[0])
        .join('')
        .repeat(10),
    ],
    ['phrases but for the end', keys.map((key) => key.slice(0, -1)).join('')],
    ['compatibility ideographs', '豈\u{2f800}'.repeat(300_000)],
    ['one long description', `${'⿰'.repeat(300_000)}${'程'.repeat(300_001)}`],
    ['one character', '一'.repeat(1_000_000)],
  ])('%s', (_, text) => {
    for (const name of names) {
      const once = createCompatConverter(name)(text)
      expect(once.length).toBeGreaterThan(0)
    }
  })
})

describe('bytes', () => {
  const convert = createCompatConverter('tw2sp')
  const convertBytes = createCompatByteConverter('tw2sp')
  const viaText = (bytes: Uint8Array) =>
    Buffer.from(
      convert(new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)),
    )

  it('are what they are as text', () => {
    const samples = fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc
        .array(fc.constantFrom(...keys, ...oddities, '\ufeff'), {
          maxLength: 8,
        })
        .map((pieces) => new Uint8Array(Buffer.from(pieces.join('')))),
    )
    fc.assert(
      fc.property(samples, (bytes) => {
        expect(Buffer.from(convertBytes(bytes))).toEqual(viaText(bytes))
      }),
      { numRuns: 3000 },
    )
  })

  it('may be cut anywhere inside', () => {
    const text = 'a𠮷網路é程式😀'.repeat(6000)
    for (let i = 0; i < 4; i++) {
      const bytes = new Uint8Array(Buffer.from('x'.repeat(i) + text))
      expect(viaText(bytes).equals(convertBytes(bytes))).toBe(true)
    }
  })
})

describe('without Buffer', () => {
  afterAll(() => {
    vi.unstubAllGlobals()
    vi.resetModules()
  })

  it('converts as with it', async () => {
    const expected = createCompatConverter('tw2sp')
    const text = randomText(randomNumbers(3), 20_000)
    vi.resetModules()
    vi.stubGlobal('Buffer', undefined)
    const module = await import('../../../src/convert/compat.ts')
    const converted = module.createCompatConverter('tw2sp')(text)
    vi.unstubAllGlobals()
    expectSame(converted, expected(text), text)
  })
})

describe.skipIf(!hasCorpus)('corpus', () => {
  it('converts as opencc-js does', { timeout: 120_000 }, () => {
    const simplify = createCompatConverter('tw2sp')
    for (const [index, file] of corpusFiles(0, 1).entries()) {
      const text = readCorpus(file)
      const name = names[index % names.length] as OpenCCConfiguration
      const simplified = reference('twp', 'cn')(text)
      expectSame(simplify(text), simplified, text)
      const input = name.startsWith('s2') ? simplified : text
      const expected = reference(...localesOf(name))(input)
      expectSame(createCompatConverter(name)(input), expected, input)
    }
  })
})
