import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import {
  characterConverter,
  editorialConverter,
} from '../../../src/convert/index.ts'
import {
  compareQuantities,
  findQuantities,
  hasSameNumerals,
} from '../../../src/quantity/index.ts'

const pairs = fileURLToPath(
  new URL('../../../../shared/eval/pairs-dev.tsv', import.meta.url),
)
const skip = !existsSync(pairs) && !process.env['CI']

describe('hasSameNumerals', () => {
  it.each([
    ['約 43 億港元', '约 43 亿港元', true],
    ['約 43 億港元', '约 4.3 亿港元', false],
    ['約 3 兆美元', '约 3 兆美元', false],
    ['約 3 兆美元', '约 3 万亿美元', false],
    ['113 年 5 月', '113 年 5 月', false],
    ['5 公分', '5 分', false],
    ['三個軟體', '三个软件', false],
    ['這三個人', '这三个人', true],
    ['沒有數字', '没有什么', true],
    ['一二三四五六', '一二三四五七', false],
    ['一個字都沒有改動，三個字', '一个字都没有改动，四个字', false],
  ])('%s | %s', (source, target, same) => {
    expect(hasSameNumerals(source, target)).toBe(same)
  })

  it.skipIf(skip)('is only said where no amount is another', () => {
    const rows = readFileSync(pairs, 'utf8')
      .split('\n')
      .filter((line, index) => line !== '' && index % 8 === 0)
    let same = 0
    const simplify = characterConverter('zh-TW', 'zh-CN')
    for (const to of ['zh-CN', 'zh-HK'] as const) {
      const fold = to === 'zh-CN' ? simplify : (text: string) => text
      const converter = editorialConverter('zh-TW', to)
      for (const row of rows) {
        const [source = ''] = row.split('\t')
        const target = converter.convert(source)
        if (!hasSameNumerals(fold(source), fold(target))) continue
        same++
        const issues = compareQuantities(
          findQuantities(source, { locale: 'zh-TW' }),
          findQuantities(target, { locale: to }),
          { info: false },
        )
        const real = issues.filter(({ kind }) => kind !== 'precision')
        expect(real, source).toEqual([])
      }
    }
    expect(same).toBeGreaterThan(rows.length)
  })
})
