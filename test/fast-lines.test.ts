import { expect, it } from 'vitest'
import { readBoth } from './fast-pair.ts'

/** Lines that are one thing alone, and may be another behind the one before. */
const lines =
  'a|b\n:-|-\n| a |\n|-|\n- x\n1. x\n2. x\n> q\n>a|b\n>-|-\n# h\n</b>\n</p>\n```\n   \tz\n    y\n[a]:\nb\n[^1]:t\n[c](d)\n+ |\n===\n:::tip \n:::\n'.split(
    '\n',
  )

it('reads every document of three such lines as micromark does', () => {
  let scanned = 0
  for (const first of lines) {
    for (const second of lines) {
      for (const third of lines) {
        const source = `${first}\n${second}\n${third}\n`
        const read = readBoth(source)
        expect(read.fast, source).toEqual(read.plain)
        if (read.scanned > 0) scanned++
      }
    }
  }
  // Most of them are not left to micromark, which would prove nothing.
  expect(scanned / lines.length ** 3).toBeGreaterThan(0.5)
})
