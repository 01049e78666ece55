import fc from 'fast-check'
import { expect, test } from 'vitest'
import { looksLikeProgram } from '../../../src/convert/field.ts'
import { editorialConverter } from '../../../src/convert/index.ts'

/** What placeholders and marks of programs look like, as a pattern. */
const program =
  /%[sdufc@\d(]|\{[\w.]*\}|<[a-z/]|&[A-Za-z]\b|\(_?[A-Z]\)|[A-Za-z]\([\d\-")]|[A-Z_a-z]\.\w|\d\.(?:[A-Z_a-z]|\d+\.\w)|--\w|\.\.\.$/

const unitsOf = (text: string): Uint16Array =>
  Uint16Array.from({ length: text.length }, (_, at) => text.charCodeAt(at))

test('marks of programs are found as the pattern finds them', () => {
  const unit = fc.constantFrom(...'%{}<>&(). -_/@"sdAZz09軟\ud840：')
  fc.assert(
    fc.property(fc.array(unit), fc.nat(), fc.nat(), (characters, a, b) => {
      const text = characters.join('')
      const start = a % (text.length + 1)
      const end = start + (b % (text.length - start + 1))
      const line = text.slice(start, end)
      expect(looksLikeProgram(unitsOf(text), start, end)).toBe(
        program.test(line),
      )
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ['共 %d 個', true],
  ['{name} 的檔案', true],
  ['{name 的檔案}', false],
  ['<b>粗體', true],
  ['檔案(&F)', true],
  ['檔案 &File', false],
  ['檔案(F)', true],
  ['開啟 main.js', true],
  ['用 --force', true],
  ['最高 38.1%', false],
  ['Gin 1.11.0 版', true],
  ['=ACOS(-1) 傳回', true],
  ['開啟...', true],
  ['開啟...吧', false],
])('%s: %s', (line, expected) => {
  expect(looksLikeProgram(unitsOf(line), 0, line.length)).toBe(expected)
})

// 物件 tells that other words are of software, but in a sentence not that it is itself.
test.each([
  ['房間裡的每個物件都沉默著。', '房间里的每个物件都沉默着。'],
  ['每個物件', '每个对象'],
  ['函式會傳回這個物件。', '函数会返回这个对象。'],
  // 圖示 would make it 教程.
  ['地圖示範教學。', '地图示范教学。'],
])('what tells the field: %s', (text, wanted) => {
  expect(editorialConverter('zh-TW', 'zh-CN').convert(text, {})).toBe(wanted)
})
