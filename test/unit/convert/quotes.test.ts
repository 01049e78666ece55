import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { convertQuotes, splice } from '../../../src/convert/index.ts'
import type { ChineseLocale } from '../../../src/model/index.ts'

function convert(text: string, from: ChineseLocale, to: ChineseLocale): string {
  return splice(text, convertQuotes(text, from, to))
}

/** More than is looked through unit by unit. */
const far = '字'.repeat(40)

describe('convertQuotes', () => {
  it.each([
    ['她說：「好。」', '她說：“好。”'],
    ['「他喊『停』。」', '“他喊‘停’。”'],
    ['『單獨的雙引號』', '“單獨的雙引號”'],
    ['「一『二「三」二』一」', '“一‘二“三”二’一”'],
    ['「這段沒有說完，', '“這段沒有說完，'],
    ['到這裡才說完。」', '到這裡才說完。”'],
    ['『裡面的也是。』」', '“裡面的也是。””'],
    ['「一」「二」', '“一”“二”'],
    ['「沒關的『裡面」外面', '“沒關的‘裡面”外面'],
    ['「第一段\n「第二段『好』」', '“第一段\n“第二段‘好’”'],
    ['「沒關\n「這裡『第一行\n第二行』完」', '“沒關\n“這裡‘第一行\n第二行’完”'],
    ['「第一行『裡面\n第二行』外面」', '“第一行‘裡面\n第二行’外面”'],
    [`「${far}『${far}』\n${far}「${far}」`, `“${far}‘${far}’\n${far}“${far}”`],
  ])('%s → %s', (before, after) => {
    expect(convert(before, 'zh-TW', 'zh-CN')).toBe(after)
  })

  it.each([
    ['他说：“好。”', '他说：「好。」'],
    ['“他喊‘停’。”', '「他喊『停』。」'],
    ['don’t 和 “it’s fine”', 'don’t 和 「it’s fine」'],
    ['‘单独’', '「单独」'],
    [`“${far}don’t${far}”`, `「${far}don’t${far}」`],
  ])('%s → %s', (before, after) => {
    expect(convert(before, 'zh-CN', 'zh-TW')).toBe(after)
  })

  it('leaves marks alone between Taiwan and Hong Kong', () => {
    expect(convertQuotes('「『』」', 'zh-TW', 'zh-HK')).toEqual([])
  })

  it('gives balanced nesting back', () => {
    const nested = fc.letrec<{ text: string }>((tie) => ({
      text: fc.oneof(
        { maxDepth: 4 },
        fc.constantFrom('字', '，', '詞'),
        fc.tuple(tie('text'), tie('text')).map(([a, b]) => a + b),
        tie('text').map((inner) => `「${inner}」`),
      ),
    })).text
    fc.assert(
      fc.property(nested, (flat) => {
        // Alternate the marks by depth, as an author does.
        let depth = 0
        const text = [...flat]
          .map((c) => {
            if (c === '「') return depth++ % 2 === 0 ? '「' : '『'
            if (c === '」') return --depth % 2 === 0 ? '」' : '』'
            return c
          })
          .join('')
        const there = convert(text, 'zh-TW', 'zh-CN')
        expect(convert(there, 'zh-CN', 'zh-TW')).toBe(text)
        expect(there).not.toMatch(/[「」『』]/)
      }),
    )
  })
})
