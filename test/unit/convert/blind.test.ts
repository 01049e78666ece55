import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createConverter } from '../../../src/text.ts'

// Sentences, labels and words with what an editor of the other place writes,
// each written before its result was first read. `[a|b]` and `a|b` are choices
// that are right alike. `miss` is what still comes out otherwise: a sense that
// one line does not tell, words that only look like others, matters of taste.
const rows = readFileSync(new URL('blind-pairs.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))

type Locale = 'zh-TW' | 'zh-HK' | 'zh-CN'
const converters = new Map<string, (text: string) => string>()

function convert(from: Locale, to: Locale, text: string): string {
  const key = `${from} ${to}`
  const converter = converters.get(key) ?? createConverter({ from, to })
  converters.set(key, converter)
  return converter(text)
}

function choices(accepted: string): RegExp {
  const pattern = accepted
    .replace(/[.*+?^$(){}\\/]/g, '\\$&')
    .replace(/\[([^\]]*)\]/g, '(?:$1)')
  return new RegExp(`^(?:${pattern})$`, 'u')
}

test('blind pairs: what came out right does, and most do', () => {
  const wrong: string[] = []
  let misses = 0
  for (const row of rows) {
    const [, from = '', to = '', source = '', accepted = '', state] = row
    const output = convert(from as Locale, to as Locale, source)
    const right = choices(accepted).test(output)
    if (!right) misses++
    if (!right && state === 'ok') wrong.push(`${source}: ${output}`)
  }
  expect(wrong).toEqual([])
  expect(rows.length).toBeGreaterThan(4000)
  expect(misses / rows.length).toBeLessThan(0.06)
})
