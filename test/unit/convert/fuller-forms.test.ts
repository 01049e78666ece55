import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import {
  createCompatConverter,
  editorialConverter,
} from '../../../src/convert/index.ts'

const folder = new URL('../../../locales/vocabulary/', import.meta.url)
const simplify = createCompatConverter({ from: 'tw', to: 'cn' })
const complicate = createCompatConverter({ from: 'cn', to: 'tw' })

const toMainland = editorialConverter('zh-TW', 'zh-CN')

// The edition's form holds the word and more: where the text has the more, too, it
// is there already.
test.each([
  ['發展可再生能源', '发展可再生能源'],
  ['再生能源', '可再生能源'],
  ['種植牙齒', '种植牙齿'],
  ['他去種植牙', '他去种植牙'],
  ['人工植牙', '种植牙'],
  ['乳糖不耐受症', '乳糖不耐受症'],
  ['面板廠商表示', '面板厂商表示'],
  ['非法侵入住宅罪', '非法侵入住宅罪'],
  ['蛋糕模具', '蛋糕模具'],
  ['空氣炸鍋', '空气炸锅'],
  ['收容流浪貓', '收容流浪猫'],
  ['稅後淨利潤', '税后净利润'],
] as const)('%s', (text, expected) => {
  expect(toMainland.convert(text)).toBe(expected)
})

test('no form is said twice where the text has it', () => {
  const rows = readdirSync(folder)
    .flatMap((file) => readFileSync(new URL(file, folder), 'utf8').split('\n'))
    .filter((row) => row !== '' && !row.startsWith('#'))
  expect(rows.length).toBeGreaterThan(20_000)
  const twice = rows.flatMap((row) => {
    const [word = '', , cell = ''] = row.split('\t')
    const [form = ''] = cell.split('|')
    const inner = simplify(word)
    const at = form.indexOf(inner)
    if (at < 0 || form === inner) return []
    const before = form.slice(0, at)
    const behind = form.slice(at + inner.length)
    const text = `我們${complicate(before)}${word}${complicate(behind)}的`
    const made = toMainland.convert(text)
    const isTwice =
      (before !== '' && made.includes(before + form)) ||
      (behind !== '' && made.includes(form + behind))
    return isTwice ? [`${text} ${made}`] : []
  })
  expect(twice).toEqual([])
})
