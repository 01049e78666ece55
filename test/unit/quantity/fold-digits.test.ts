import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { characterConverter } from '../../../src/convert/index.ts'
import { foldDigits } from '../../../src/quantity/fold-digits.ts'

/** 鍾 is a surname; the clock is 鐘. */
const never = new Set('鍾')

test('every character that a pattern of this room names is read in both scripts', () => {
  const folder = new URL('../../../src/quantity/', import.meta.url)
  const named = readdirSync(folder)
    .filter((name) => name !== 'fold-digits.ts')
    .flatMap((name) => {
      const code = readFileSync(new URL(name, folder), 'utf8')
      const bare = code.replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '')
      return bare.match(/\p{Script=Han}/gu) ?? []
    })
  expect(named.length).toBeGreaterThan(500)
  const missing = (['zh-TW', 'zh-HK'] as const).flatMap((locale) => {
    const convert = characterConverter('zh-CN', locale)
    return [...new Set(named)]
      .map((own) => convert(own) + own)
      .filter(([other = '', own]) => foldDigits(other) !== own)
      .filter(([other = '']) => !never.has(other))
  })
  expect(missing).toEqual([])
})
