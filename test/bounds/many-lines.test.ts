import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { createLocalizer } from '../../src/index.ts'
import { defaultConfig } from '../../src/model/index.ts'
import { dialectFor, parse, scan } from '../../src/parse/index.ts'

// What looked at all lines for each line took minutes; the limit of time is a guard
// against that.
const settings = { ...defaultConfig.markdown, fast: true }

test.each([
  ['paragraphs', '這是一段關於軟體的文字。\n\n'],
  ['CR', '這是一段關於軟體的文字。\r\r'],
  ['CRLF', '這是一段關於軟體的文字。\r\n\r\n'],
  ['a list', '- 這是一個關於軟體的項目。\n'],
  ['short items', '- 軟體\n'],
  ['a quotation', '> 這是一段關於軟體的文字。\n>\n'],
  ['a table', '| 這是一格關於軟體 | 的文字 |\n'],
  ['lone dollars', '價格是一百元 $ 的軟體。\n\n'],
  ['lone backticks', '這是一段關於 ` 軟體的文字。\n\n'],
  ['directives', ':::note[這是標題]\n這是關於軟體的文字。\n:::\n\n'],
  ['footnotes', '[^1]: 這是一條關於軟體的註解。\n'],
  ['fences', '```\n這是一段關於軟體的文字，它說的是一個軟體。\n```\n\n'],
] as const)(
  '200,000 lines of %s are scanned',
  (name, part) => {
    const head = name === 'a table' ? '| a | b |\n|---|---|\n' : ''
    const lines = part.split(/\r\n|\r|\n/).length - 1
    const source = head + part.repeat(200_000 / lines)
    const { scan } = parse(source, settings, defaultConfig.limits)
    expect(scan?.blocks.every(({ isScanned }) => isScanned)).toBe(true)
  },
  60_000,
)

test('a paragraph of many lines is scanned, however long', () => {
  const long = '這是一段關於軟體的文字，說的是程式碼與資料庫。\n'.repeat(5000)
  const { scan } = parse(long, settings, defaultConfig.limits)
  expect(scan?.blocks.map(({ isSure }) => isSure)).toEqual([true])
  const tried = parse('hi w\n'.repeat(5000), settings, defaultConfig.limits)
  expect(tried.scan?.blocks.map(({ isSure }) => isSure)).toEqual([false])
})

test('so short that micromark might refuse them, they are left to it', () => {
  const options = { codeLines: true, emphasis: true }
  const dialect = dialectFor(settings)
  const scanned = [120_000, 240_000].map((count) =>
    scan('a\n\n'.repeat(count), dialect, settings, options),
  )
  expect(scanned.map((one) => one !== undefined)).toEqual([true, false])
})

test('terms of one article that directives are put around', () => {
  const count = 6000
  const localizer = createLocalizer({
    concepts: [
      {
        id: 'software',
        domain: 'it',
        state: 'approved',
        doNotTranslate: false,
        gloss: true,
        terms: [
          { text: '軟體', locale: 'zh-TW', type: 'full', status: 'preferred' },
          { text: 'software', locale: 'en', type: 'full', status: 'preferred' },
        ],
      },
    ],
  })
  const value = '這套軟體API會更新。\n\n'.repeat(count)
  const file = localizer.localize(new VFile({ path: 'a.md', value }), {
    target: 'zh-CN',
    source: 'zh-TW',
    spaces: 'add',
    gloss: { style: 'directive', frequency: 'every' },
  })
  // The space behind a term stays behind what closes around it.
  expect(String(file).match(/这套:term\[软.\]\{[^}]*\} API/g)).toHaveLength(
    count,
  )
}, 60_000)
