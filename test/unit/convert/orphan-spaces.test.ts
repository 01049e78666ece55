import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { localize } from '../../../src/index.ts'
import type { Concept } from '../../../src/model/index.ts'
import { createConverter } from '../../../src/text.ts'

function term(id: string, tw: string, cn: string): Concept {
  return {
    id,
    state: 'approved',
    domain: 'it',
    terms: [
      { locale: 'zh-TW', text: tw, type: 'full', status: 'preferred' },
      { locale: 'zh-CN', text: cn, type: 'full', status: 'preferred' },
    ],
  } as unknown as Concept
}

const concepts = [
  term('qr', 'QR Code', '二维码'),
  term('po', 'PO', '发帖'),
  term('mail', '電郵', 'Email'),
]

function convert(text: string, target: 'zh-CN' | 'zh-TW' = 'zh-CN'): string {
  const options = { source: 'zh-TW', target, concepts } as const
  return String(localize(text, options))
}

it.each([
  ['掃 QR Code 付款', '扫二维码付款'],
  ['QR Code 付款', '二维码付款'],
  ['掃 QR Code', '扫二维码'],
  ['掃 QR Code PO 文', '扫二维码发帖文'],
  ['掃 QR Code (新) 付款', '扫二维码（新）付款'],
  ['掃 QR Code，付款', '扫二维码，付款'],
  ['掃 iOS QR Code 付款', '扫 iOS 二维码付款'],
  ['掃  QR Code  付款', '扫  二维码  付款'],
  // The space is the mark's.
  ['掃 **QR Code** 付款', '扫 **二维码** 付款'],
  ['掃 **新 QR Code 碼** 付款', '扫 **新二维码码** 付款'],
  ['寄 電郵 給我', '寄 Email 给我'],
  ['掃 QR Code 電郵', '扫二维码 Email'],
])('%s becomes %s', (text, expected) => {
  expect(convert(text)).toBe(expected)
})

it('leaves a text alone in its own locale', () => {
  expect(convert('掃 QR Code 付款', 'zh-TW')).toBe('掃 QR Code 付款')
})

test('nothing but single spaces goes', () => {
  const part = fc.constantFrom(
    ...'掃|付款|QR Code|PO|電郵|iOS| |  |**|（|）|(|)|，|「|」|\n'.split('|'),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      const text = parts.join('')
      const alone = (some: string) => some.replaceAll(' ', '')
      const joined = convert(text.replace(/(?<=[^\x00-\x7f]) (?=[QP])/g, ''))
      expect(alone(convert(text))).toBe(alone(joined))
    }),
    { numRuns: 500 },
  )
})

it.each([
  ['掃 QR Code 付款', '扫二维码付款'],
  ['QR Code 付款', '二维码付款'],
  ['掃 QR Code', '扫二维码'],
  ['先掃 QR Code\n付款', '先扫二维码\n付款'],
  ['掃 iOS QR Code 付款', '扫 iOS 二维码付款'],
  ['掃 QR Code PO 文', '扫二维码发帖文'],
  ['掃  QR Code  付款', '扫  二维码  付款'],
  ['掃 QR Code，再 (按 PO 鈕) 付款', '扫二维码，再（按发帖钮）付款'],
])('in plain text, %s becomes %s', (before, after) => {
  const words = {
    'QR Code': { 'zh-CN': '二维码' },
    PO: { 'zh-CN': '发帖' },
  }
  expect(createConverter({ to: 'zh-CN', words })(before)).toBe(after)
})
