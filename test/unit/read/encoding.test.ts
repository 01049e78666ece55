import fc from 'fast-check'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import {
  DecodeError,
  decode,
  EncodeError,
  type Encoding,
  encode,
  parseEncoding,
} from '../../../src/read/index.ts'

const encodings: readonly Encoding[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'big5',
  'gb18030',
]
const traditional =
  '智譜上市當日，清華大學計算機系教授也發出內部信指出，今年將聚焦新一代模型。\n「很快將跟大家見面」，他說。\n'
const simplified =
  '智谱上市当日，清华大学计算机系教授也发出内部信指出，今年将聚焦新一代模型。\n“很快将跟大家见面”，他说。\n'

/** Bytes of a string of hexadecimal digits. */
const hex = (digits: string) => Uint8Array.from(Buffer.from(digits, 'hex'))

const decodeFailure = (bytes: Uint8Array, encoding?: string): DecodeError => {
  try {
    decode(bytes, encoding === undefined ? {} : { encoding })
  } catch (error) {
    if (error instanceof DecodeError) return error
    throw error
  }
  throw new Error('the bytes were decoded')
}

const wellFormed = fc.string({ unit: 'binary', maxLength: 60 })
const ofBig5 = fc
  .array(
    fc.tuple(
      fc.integer({ min: 0xa4, max: 0xf9 }),
      fc.integer({ min: 0x40, max: 0xfe }),
    ),
    { maxLength: 40 },
  )
  .map((pairs) =>
    iconv
      .decode(Buffer.from(pairs.flat()), 'big5-hkscs')
      .replaceAll('\uFFFD', 'x'),
  )

describe('given the encoding, encode and decode are each other’s way back', () => {
  test.each(['utf-8', 'utf-16le', 'utf-16be'] as const)('%s', (encoding) => {
    fc.assert(
      fc.property(wellFormed, fc.boolean(), (text, bom) => {
        // Without a BOM of its own, text that starts with U+FEFF is one.
        fc.pre(!text.startsWith('\uFEFF'))
        const bytes = encode(text, { encoding, bom })
        expect(decode(bytes, { encoding })).toEqual({ text, encoding, bom })
      }),
    )
  })

  test('big5, HKSCS included', () => {
    fc.assert(
      fc.property(ofBig5, (text) => {
        const bytes = encode(text, { encoding: 'big5' })
        const back = decode(bytes, { encoding: 'Big5-HKSCS' })
        expect(back).toEqual({ text, encoding: 'big5', bom: false })
      }),
    )
    const cantonese = '佢哋嘅嘢喺邊度㗎'
    const bytes = encode(cantonese, { encoding: 'big5' })
    expect(decode(bytes, { encoding: 'big5' }).text).toBe(cantonese)
  })

  test('gb18030 either keeps all of Unicode or names what it can not', () => {
    fc.assert(
      fc.property(wellFormed, fc.boolean(), (text, bom) => {
        fc.pre(!text.startsWith('\uFEFF'))
        try {
          const bytes = encode(text, { encoding: 'gb18030', bom })
          const back = decode(bytes, { encoding: 'gb18030' })
          expect(back).toEqual({ text, encoding: 'gb18030', bom })
        } catch (error) {
          // A few private-use characters differ between its editions.
          expect(error).toBeInstanceOf(EncodeError)
          expect((error as EncodeError).character).toMatch(/\p{Co}/u)
        }
      }),
    )
  })
})

describe('without the encoding given', () => {
  test.each(encodings)('%s prose is recognised', (encoding) => {
    const text = encoding === 'gb18030' ? simplified : traditional
    const bytes = encode(text, { encoding })
    expect(decode(bytes)).toEqual({ text, encoding, bom: false })
  })

  test('Traditional text in GB18030 is not taken for Big5', () => {
    const bytes = encode(traditional, { encoding: 'gb18030' })
    expect(decode(bytes).encoding).toBe('gb18030')
  })

  test.each(encodings.filter((one) => one !== 'big5'))(
    'a BOM decides for %s, against the encoding that is given',
    (encoding) => {
      const bytes = encode('智譜', { encoding, bom: true })
      const decoded = { text: '智譜', encoding, bom: true }
      expect(decode(bytes)).toEqual(decoded)
      expect(decode(bytes, { encoding: 'big5' })).toEqual(decoded)
    },
  )

  test('valid UTF-8 always wins', () => {
    fc.assert(
      fc.property(wellFormed, (text) => {
        fc.pre(!text.includes('\0') && !text.startsWith('\uFEFF'))
        const decoded = decode(encode(text))
        expect(decoded).toEqual({ text, encoding: 'utf-8', bom: false })
      }),
    )
  })

  test.each(['utf-16le', 'utf-16be'] as const)(
    'plain ASCII in %s is recognised by its zero bytes',
    (encoding) => {
      const bytes = encode('# Title\n', { encoding })
      expect(decode(bytes)).toMatchObject({ text: '# Title\n', encoding })
      expect(decode(bytes, { encoding: 'UTF-16' }).encoding).toBe(encoding)
    },
  )

  test('a stray U+0000 does not make UTF-8 into UTF-16', () => {
    const text = '軟體\0abc'
    expect(decode(encode(text))).toMatchObject({ text, encoding: 'utf-8' })
  })

  test('no bytes are empty UTF-8', () => {
    expect(decode(new Uint8Array())).toEqual({
      text: '',
      encoding: 'utf-8',
      bom: false,
    })
  })
})

describe('bytes that are no text', () => {
  test.each([
    ['utf-8', '41e4b841', 1, 'e4b8'],
    ['utf-8', '41ff', 1, 'ff'],
    ['utf-8', 'e4b8ade4b8', 3, 'e4b8'],
    ['utf-8', 'eda080', 0, 'eda080'],
    ['utf-16le', '410000d84100', 2, '00d8'],
    ['utf-16be', '0041d8000041', 2, 'd800'],
    ['utf-16le', '410042', 2, '42'],
    ['big5', 'b36e8041', 2, '80'],
    ['big5', 'b36ea1', 2, 'a1'],
    ['gb18030', 'd6d0ff41', 2, 'ff'],
    ['gb18030', 'd6d08130', 2, '8130'],
  ])('%s %s fails at %i', (encoding, digits, offset, bad) => {
    const failure = decodeFailure(hex(digits), encoding)
    expect(failure.offset).toBe(offset)
    expect(Buffer.from(failure.bytes).toString('hex')).toBe(bad)
    expect(failure.encoding).toBe(encoding)
    expect(failure.message).toContain(`at offset ${offset}`)
  })

  test('the offset counts the BOM', () => {
    expect(decodeFailure(hex('efbbbf41ff')).offset).toBe(4)
    expect(decodeFailure(hex('fffe4100420043')).offset).toBe(6)
  })

  test('a fault far into a long file is found', () => {
    const before = encode('軟體'.repeat(50_000))
    const bytes = Buffer.concat([before, hex('fe'), encode('軟體')])
    expect(decodeFailure(bytes).offset).toBe(before.length)
  })

  test('UTF-8 with one byte spoilt never becomes other characters', () => {
    const bytes = encode(traditional.repeat(3))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), (at) => {
        const spoilt = Uint8Array.from(bytes)
        spoilt[at] = 0xff
        const { encoding, offset } = decodeFailure(spoilt)
        expect(encoding).toBe('utf-8')
        expect(offset).toBeGreaterThan(at - 3)
        expect(offset).toBeLessThanOrEqual(at)
      }),
    )
  })

  test('no U+FFFD appears that the bytes do not spell', () => {
    const bytes = fc.uint8Array({ maxLength: 60 })
    const label = fc.constantFrom('auto', ...encodings)
    fc.assert(
      fc.property(bytes, label, (bytes, encoding) => {
        let decoded: ReturnType<typeof decode>
        try {
          decoded = decode(bytes, { encoding })
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError)
          return
        }
        if (decoded.text.includes('\uFFFD')) {
          const again = encode('\uFFFD', { encoding: decoded.encoding })
          expect(Buffer.from(bytes).includes(Buffer.from(again))).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('a U+FFFD the author wrote stays', () => {
    expect(decode(hex('41efbfbd42')).text).toBe('A\uFFFDB')
  })

  test('Latin-1 and noise are refused, not guessed', () => {
    const latin = Buffer.from('déjà vu à la carte, señor: naïve café', 'latin1')
    expect(decodeFailure(latin).encoding).toBe('utf-8')
    const russian = iconv.encode(
      'Сегодня хорошая погода, пойдём гулять.',
      'koi8-r',
    )
    expect(decodeFailure(russian).encoding).toBe('utf-8')
  })
})

describe('text that an encoding lacks', () => {
  test.each([
    ['big5', '軟體简体', 2, '简'],
    ['big5', `${'軟'.repeat(3000)}😀`, 3000, '😀'],
    ['utf-8', 'ab\uD800c', 2, '\uD800'],
    ['utf-16le', 'ab\uDC00', 2, '\uDC00'],
  ] as const)('%s', (encoding, text, offset, character) => {
    let failure: unknown
    try {
      encode(text, { encoding })
    } catch (error) {
      failure = error
    }
    expect(failure).toBeInstanceOf(EncodeError)
    expect(failure).toMatchObject({ encoding, offset, character })
  })
})

describe('names', () => {
  test.each([
    ['UTF-8', 'utf-8'],
    ['utf8', 'utf-8'],
    ['Big5-HKSCS', 'big5'],
    ['cp950', 'big5'],
    ['GBK', 'gb18030'],
    ['utf_16be', 'utf-16be'],
  ])('%s', (label, encoding) => {
    expect(parseEncoding(label)).toBe(encoding)
  })

  test('an unknown name is a mistake of the person', () => {
    expect(parseEncoding('constructor')).toBeUndefined()
    expect(() => decode(new Uint8Array(), { encoding: 'klingon' })).toThrow(
      /Encoding "klingon" is not known/,
    )
  })
})
