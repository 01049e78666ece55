import fc from 'fast-check'
import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { convertInParts, isLong } from '../../src/cli/convert-parts.ts'
import { createLocalizer } from '../../src/localize.ts'
import { folderWith, runCli } from './run-cli.ts'

const localizer = createLocalizer()
const plain = (value: string) => new VFile({ path: 'a.txt', value })
const joined = (pieces: readonly Uint8Array[]) =>
  Buffer.concat(pieces).toString()

const line = fc.constantFrom(
  ...['這套軟體。', '他說：「好。」', '', '𠮷', '這個字是𪚥。', 'a', '\r'],
)
const text = fc.array(line, { maxLength: 60 }).map((lines) => lines.join('\n'))

test('no byte is lost or added between parts', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 80 }), (value, length) => {
      const same = { source: 'zh-TW', target: 'zh-TW' } as const
      const { pieces } = convertInParts(plain(value), localizer, same, length)
      expect(joined(pieces)).toBe(value)
    }),
  )
})

test('sentences that need no others are what they are in the whole', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 80 }), (value, length) => {
      const options = { source: 'zh-TW', target: 'zh-CN' } as const
      const whole = localizer.localize(plain(value), options)
      const parts = convertInParts(plain(value), localizer, options, length)
      expect(joined(parts.pieces)).toBe(String(whole))
      const first = (messages: readonly VFile['messages'][number][]) => {
        const [message] = messages.filter(({ reason }) => reason.includes('𪚥'))
        return [message?.line, message?.column, message?.place]
      }
      expect(first(parts.messages)).toEqual(first(whole.messages))
    }),
  )
})

test('a long text is converted part by part, and written whole', async () => {
  const between = `${'a'.repeat(999)}\n`.repeat(4300)
  const value = `這套軟體。\n\n${between}他說：「好。」\n`
  expect(isLong(plain(value))).toBe(true)
  expect(isLong(new VFile({ path: 'a.md', value }))).toBe(false)
  const cwd = folderWith({ 'a.txt': `\uFEFF${value}` })
  const { code, stdout } = await runCli(['convert', 'a.txt', '--to', 'zh-CN'], {
    cwd,
  })
  expect(code).toBe(0)
  const wanted = `\uFEFF这套软件。\n\n${between}他说：“好。”\n`
  expect(stdout === wanted).toBe(true)
})

test('a finding of a late part stands where it stands in the whole', () => {
  const value = `${'甲。\n\n'.repeat(20)}這個字是𪚥。`
  const options = { source: 'zh-TW', target: 'zh-CN' } as const
  const [whole] = localizer.localize(plain(value), options).messages
  expect(whole).toMatchObject({ line: 41, column: 5 })
  const [found] = convertInParts(plain(value), localizer, options, 10).messages
  expect(found?.place).toEqual(whole?.place)
  expect(found).toMatchObject({ line: 41, column: 5 })
})
