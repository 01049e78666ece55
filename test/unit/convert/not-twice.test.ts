import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import { createCompatConverter, createConverter } from '../../../src/text.ts'

const folder = resolve(import.meta.dirname, '../../../locales/vocabulary')
const simplify = createCompatConverter({ from: 'tw', to: 'cn' })
const complicate = createCompatConverter({ from: 'cn', to: 'tw' })
const convert = createConverter({ from: 'zh-TW', to: 'zh-CN' })

/** Words, what they become, and text in which what would be added stands. */
const entries = readdirSync(folder)
  .filter((name) => name.endsWith('.tsv') && name !== 'cues.tsv')
  .flatMap((name) => readFileSync(resolve(folder, name), 'utf8').split('\n'))
  .filter((line) => line !== '' && !/^(?:#|zh-TW\t)/.test(line))
  .map((line) => line.split('\t'))
  .filter(([, , , , when = '']) => !when.split(' ').includes('back'))
  .flatMap(([word = '', , becomes = '']) => {
    const [printed = ''] = becomes.split('|')
    const own = simplify(word)
    const at = printed.indexOf(own)
    if (at < 0 || printed === own || /\s/.test(printed)) return []
    const before = printed.slice(0, at)
    const after = printed.slice(at + own.length)
    const text = complicate(before) + word + complicate(after)
    return [{ text, printed, twice: before + printed, again: printed + after }]
  })

test('an entry that adds to its word adds nothing that stands there', () => {
  expect(entries.length).toBeGreaterThan(200)
  const wrong = entries.filter(({ text, printed, twice, again }) => {
    const output = convert(`他們說，這是關於${text}的事情。`)
    return (
      (twice !== printed && output.includes(twice)) ||
      (again !== printed && output.includes(again))
    )
  })
  expect(wrong.map(({ text }) => text)).toEqual([])
})

test.each([
  ['發展可再生能源', '发展可再生能源'],
  ['再生能源', '可再生能源'],
  ['空氣炸鍋', '空气炸锅'],
  ['收容流浪貓', '收容流浪猫'],
  ['有組織犯罪', '有组织犯罪'],
  ['種植牙', '种植牙'],
  ['人工植牙', '种植牙'],
  ['乳糖不耐受症', '乳糖不耐受症'],
  ['面板廠商表示', '面板厂商表示'],
  ['非法侵入住宅罪', '非法侵入住宅罪'],
  ['蛋糕模具', '蛋糕模具'],
  ['稅後淨利潤', '税后净利润'],
  ['心臟病發作', '心脏病发作'],
])('%s', (source, expected) => {
  expect(convert(source)).toBe(expected)
})
