import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Converter } from 'opencc-js'
import { describe, expect, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

const require = createRequire(import.meta.url)

const { default: phrases } = (await import(
  'opencc-js/dict/STPhrases' as string
)) as { default: string }

/** Common words of jieba's dictionary, the commonest first. */
const words = readFileSync(
  require
    .resolve('@node-rs/jieba/package.json')
    .replace('package.json', 'dict.txt'),
  'utf8',
)
  .split('\n')
  .map((line) => line.split(' '))
  .filter(([word = '', count]) => word.length === 2 && Number(count) >= 1000)
  .sort((a, b) => Number(b[1]) - Number(a[1]))
  .map(([word = '']) => word)
const known = new Set(words)

const plain = Converter({ from: 'cn', to: 't' })
const phrasesThatChange = phrases
  .split('|')
  .map((pair) => pair.split(' '))
  .filter(
    ([phrase = '', value]) =>
      phrase.length === 2 && Array.from(phrase, plain).join('') !== value,
  )
  .map(([phrase = '']) => phrase)

/** Two common words side by side, across which a phrase of OpenCC's stands. */
const pairs = phrasesThatChange.flatMap((phrase) => {
  const [first = '', second = ''] = phrase
  const before = words.filter((word) => word.endsWith(first)).slice(0, 4)
  const behind = words.filter((word) => word.startsWith(second)).slice(0, 4)
  return before.flatMap((a) =>
    behind.flatMap((b) => (known.has(a + b) ? [] : [[a, b] as const])),
  )
})

/** Share of the pairs that become another text than their words do. */
function shareBroken(convert: (text: string) => string): number {
  const broken = pairs.filter(
    ([a, b]) => convert(a + b) !== convert(a) + convert(b),
  )
  return broken.length / pairs.length
}

describe('phrases that stand across two common words are none', () => {
  test('there are many such pairs, and OpenCC takes many for phrases', () => {
    expect(pairs.length).toBeGreaterThan(2000)
    expect(shareBroken(Converter({ from: 'cn', to: 'tw' }))).toBeGreaterThan(
      0.2,
    )
  })

  test.each(['zh-TW', 'zh-HK'] as const)('from zh-CN to %s', (to) => {
    const { convert } = editorialConverter('zh-CN', to)
    expect(shareBroken(convert)).toBeLessThan(0.02)
  })
})
