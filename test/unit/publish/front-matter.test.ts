import { describe, expect, test } from 'vitest'
import { lineTooDeep } from '../../../src/model/index.ts'
import {
  frontMatterTooDeep,
  placeOfKey,
  readFrontMatter,
} from '../../../src/publish/index.ts'

describe('front matter', () => {
  test.each([
    ['---\na: 甲\n---\n文', { a: '甲' }],
    ['---\r\na: [1, 2]\r\n---\r\n', { a: [1, 2] }],
    ['+++\na = "甲"\n[b]\nc = true\n+++\n', { a: '甲', b: { c: true } }],
    ['---\n---\n', {}],
    ['---\n- a\n---\n', {}],
    ['文\n---\na: b\n---\n', {}],
    ['---\na: "b\n---\n', {}],
    ['---\na: b\n', {}],
    ['+++\na =\n+++\n', {}],
    ['', {}],
  ])('%j', (text, data) => {
    expect(readFrontMatter(text)).toEqual(data)
  })

  test('whose aliases multiply is not read', () => {
    const lines = Array.from(
      { length: 12 },
      (_, n) => `a${n + 1}: &a${n + 1} [${Array(9).fill(`*a${n}`).join()}]`,
    )
    const text = `---\na0: &a0 [x]\n${lines.join('\n')}\n---\n`
    expect(readFrontMatter(text)).toEqual({})
  })

  test('says where a key stands', () => {
    const text = '---\ntitle: yiwen\nyiwen:\n  quotes: keep\n---\nyiwen:\n'
    expect(placeOfKey(text, 'yiwen')).toEqual({ line: 3, column: 1 })
    expect(placeOfKey('+++\n[yiwen.gloss]\n+++\n', 'yiwen')).toEqual({
      line: 2,
      column: 1,
    })
    expect(placeOfKey('yiwen:\n', 'yiwen')).toBeUndefined()
  })
})

describe('depth', () => {
  test.each([
    ['brackets', '['.repeat(300)],
    ['braces over lines', '{\n'.repeat(300)],
    ['lists', '- '.repeat(300)],
    ['keys', '? '.repeat(300)],
    ['indents', `${' '.repeat(600)}a`],
  ])('of %s is bounded', (_name, text) => {
    expect(lineTooDeep(text)).toBeGreaterThan(0)
    expect(readFrontMatter(`---\na: b\nc:\n${text}\n---\n`)).toEqual({})
    expect(lineTooDeep(text.slice(0, text.length / 3))).toBeUndefined()
  })

  test('is counted from the first line of the file', () => {
    const text = `---\ntitle: 甲\na: ${'['.repeat(300)}\n---\n`
    expect(frontMatterTooDeep(text)).toBe(3)
    expect(frontMatterTooDeep(`${'['.repeat(300)}\n`)).toBeUndefined()
  })

  test('of brackets that are closed does not add up', () => {
    expect(lineTooDeep('a: [b]\n'.repeat(1000))).toBeUndefined()
    expect(lineTooDeep(`a: ]]]]${'[]'.repeat(1000)}`)).toBeUndefined()
  })
})
