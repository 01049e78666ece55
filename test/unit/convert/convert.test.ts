import { describe, expect, test } from 'vitest'
import { createCompatConverter } from '../../../src/convert/index.ts'
import { type EditionData, localize } from '../../../src/index.ts'

function dataOf(
  text: string,
  options: Partial<Parameters<typeof localize>[1]> = {},
): { text: string; edits: EditionData['edits']; rules: string[] } {
  const file = localize(text, { target: 'zh-CN', ...options })
  return {
    text: String(file),
    edits: file.data.yiwen?.edition?.edits ?? [],
    rules: file.messages.map(({ ruleId }) => ruleId ?? ''),
  }
}

describe('mode', () => {
  const text = '手機率先支援，**軟**體穿著名牌，「核心」業務：A型肝炎'

  test('compat is what OpenCC makes of every block', () => {
    const opencc = createCompatConverter('tw2sp')
    const blocks = ['手機率先支援，軟體', '核心業務與A型肝炎', '𠮷乾坤\ud800']
    for (const block of blocks) {
      expect(dataOf(block, { mode: 'compat', quotes: 'keep' }).text).toBe(
        opencc(block),
      )
    }
  })

  test('editorial is the default, and differs', () => {
    expect(dataOf(text).text).toBe(
      '手机率先支持，**软**件穿着名牌，“核心”业务：甲型肝炎',
    )
    expect(dataOf(text, { mode: 'editorial' }).text).toBe(dataOf(text).text)
  })
})

describe('domain', () => {
  test('may be given by the caller', () => {
    expect(dataOf('檔案', { domain: 'software' }).text).toBe('文件')
    expect(dataOf('檔案', { domain: 'society' }).text).toBe('档案')
  })
})

describe('findings', () => {
  test('a sense that cannot be told is listed with its alternatives', () => {
    const text = '公司以電腦視覺切入金融，面臨更複雜的資本市場檢視。'
    const file = localize(text, { target: 'zh-CN' })
    const found = file.messages.find(
      ({ ruleId }) => ruleId === 'convert-sense-unclear',
    )
    expect(found?.actual).toBe('检视')
    expect(found?.expected).toContain('审视')
    expect(found?.fatal).toBeUndefined()
    expect(found?.column).toBe(text.indexOf('檢視') + 1)
    expect(String(file)).toContain('资本市场检视')
  })

  test('years of the Republic are reported with the common era', () => {
    const file = localize('民國 112 年的預算', { target: 'zh-CN' })
    const found = file.messages.find(
      ({ ruleId }) => ruleId === 'convert-era-year',
    )
    expect(found?.expected).toEqual(['2023 年'])
    expect(dataOf('民國 112 年', { target: 'zh-HK' }).rules).not.toContain(
      'convert-era-year',
    )
  })
})

test('an edit says entry, domain, confidence, alternatives and what chose it', () => {
  const { edits } = dataOf('這個檔案太大，伺服器拒收。')
  const why = edits.map((edit) => edit.why).find((w) => w.before === '檔案')
  expect(why).toMatchObject({
    rule: 'vocabulary',
    entry: '檔案',
    after: '文件',
    sense: 'context',
  })
  expect(why?.alternatives).toContain('档案')
  expect(why?.confidence).toBeGreaterThan(0.5)
})

test('a glossary’s entry changes only where it applies', () => {
  const text = '這套軟體與網路，還有在地化的檔案。'
  const before = dataOf(text).text
  const after = dataOf(text, {
    concepts: [
      {
        id: 'localisation',
        domain: 'it',
        state: 'approved',
        doNotTranslate: false,
        gloss: false,
        terms: [
          {
            text: '在地化',
            locale: 'zh-TW',
            type: 'full',
            status: 'preferred',
          },
          {
            text: '属地化',
            locale: 'zh-CN',
            type: 'full',
            status: 'preferred',
          },
        ],
      },
    ],
  }).text
  expect(before).toContain('本地化')
  expect(after).toBe(before.replace('本地化', '属地化'))
})
