import { describe, expect, test } from 'vitest'
import { convertBrackets } from '../../../src/convert/index.ts'

function bracketed(text: string): string {
  let result = ''
  let at = 0
  for (const change of convertBrackets(text, 'zh-CN')) {
    result += text.slice(at, change.start) + change.text
    at = change.end
  }
  return result + text.slice(at)
}

describe('brackets', () => {
  test.each([
    ['今 (8) 日', '今（8）日'],
    ['智谱 (下称“智谱”) 表示', '智谱（下称“智谱”）表示'],
    ['Rust (系统语言) is', 'Rust（系统语言）is'],
    ['%1$s (%2$d 个文件) %3$s', '%1$s（%2$d 个文件） %3$s'],
    // What marks a list is no letter.
    ['- (注) 说明', '- （注）说明'],
    ['1. (注) 说明', '1. （注）说明'],
    ['浏览(_B)', '浏览(_B)'],
    ['f(x) 与 (a) 项', 'f(x) 与 (a) 项'],
    ['函数 foo(bar)', '函数 foo(bar)'],
    ['(未闭合', '(未闭合'],
    ['() 与 ( ) 项', '() 与 ( ) 项'],
    // What holds another bracket or a line end is no remark of its own.
    ['(说明（里面）外面)', '(说明（里面）外面)'],
    ['(说明）文字)', '(说明）文字)'],
    ['(说（文)', '(说（文)'],
    ['(两\n行)', '(两\n行)'],
    [`(${'长'.repeat(200)})`, `（${'长'.repeat(200)}）`],
    [`(${'长'.repeat(201)})`, `(${'长'.repeat(201)})`],
  ])('%s', (source, wanted) => {
    expect(bracketed(source)).toBe(wanted)
    expect(bracketed(wanted)).toBe(wanted)
  })

  test('are the author’s in Taiwan and Hong Kong', () => {
    expect(convertBrackets('今 (8) 日', 'zh-TW')).toEqual([])
    expect(convertBrackets('今 (8) 日', 'zh-HK')).toEqual([])
  })
})
