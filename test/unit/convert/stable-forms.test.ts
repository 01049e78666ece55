import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { editorialConverter } from '../../../src/convert/index.ts'

const folder = fileURLToPath(
  new URL('../../../locales/vocabulary/', import.meta.url),
)

/** Words of one column of the vocabulary, each once. */
function wordsOf(column: number): string[] {
  const words = readdirSync(folder)
    .filter((name) => name.endsWith('.tsv') && name !== 'cues.tsv')
    .flatMap((name) => readFileSync(`${folder}${name}`, 'utf8').split('\n'))
    .filter((line) => /^[^#]/.test(line) && !line.startsWith('zh-TW\t'))
    .flatMap((line) => (line.split('\t')[column] ?? '').split('|'))
  return [...new Set(words)].filter((word) => word !== '')
}

const columns = { 'zh-TW': 0, 'zh-HK': 1, 'zh-CN': 2 } as const

/**
 * Words whose form means something else where a text of it would be from.
 *
 * Hong Kong calls a consolidated statement 綜合, and Taiwan one of comprehensive
 * income; what Hong Kong calls the team of Boston Taiwan calls a people; 兆 is a
 * million in Hong Kong and a million millions in Taiwan; 程序 and 文件 are written
 * alike in both scripts, and on the Mainland a program and a file. 更新文件 would be
 * an updated document in Taiwan, 交易日誌 one of a database, 指令 a command, and 目前 by
 * itself is on a button.
 */
const exceptions: Readonly<Record<string, RegExp>> = {
  'zh-TW>zh-HK': /^(?:合併損益表|塞爾提克隊?)$/,
  'zh-HK>zh-TW': /^(?:全面收益表|萬億電子伏特)$/,
  'zh-CN>zh-TW': /进程|文档/,
  'zh-TW>zh-CN': /^(?:更新檔|交易記錄檔)$|指示詞$/,
  'zh-HK>zh-CN': /^現時$/,
}

describe('what a word of the vocabulary becomes stays what it is', () => {
  test.each([
    ['zh-TW', 'zh-HK'],
    ['zh-HK', 'zh-TW'],
    ['zh-CN', 'zh-TW'],
    ['zh-CN', 'zh-HK'],
    ['zh-TW', 'zh-CN'],
    ['zh-HK', 'zh-CN'],
  ] as const)('%s to %s', (from, to) => {
    const { convert } = editorialConverter(from, to)
    const words = wordsOf(columns[from])
    expect(words.length).toBeGreaterThan(10_000)
    const unstable = words.filter((word) => {
      const once = convert(word)
      return convert(once) !== once
    })
    const known = exceptions[`${from}>${to}`]
    expect(unstable.filter((word) => !known?.test(word))).toEqual([])
    // An exception that is none any more is to go.
    expect(unstable.length > 0).toBe(known !== undefined)
  })
})

describe('a form of the edition in which a word of the text stands stays', () => {
  test.each([
    ['承建商', '總承建商來了。', '總承建商來了。'],
    ['低開高走', '大盤低開高走。', '大盤低開高走。'],
    ['墨魚丸', '一碗墨魚丸。', '一碗墨魚丸。'],
  ])('%s, for Hong Kong', (_, text, expected) => {
    expect(editorialConverter('zh-TW', 'zh-HK').convert(text)).toBe(expected)
  })

  test('but the word by itself does not', () => {
    const { convert } = editorialConverter('zh-TW', 'zh-HK')
    expect(convert('建商推出新建案。')).toContain('發展商')
  })

  test.each([
    ['司湯達爾', '他讀司湯達爾的小說。', '他讀司湯達爾的小說。'],
    ['行動用戶', '行動用戶增加了。', '行動用戶增加了。'],
  ])('%s, for Taiwan', (_, text, expected) => {
    expect(editorialConverter('zh-HK', 'zh-TW').convert(text)).toBe(expected)
  })

  test.each([
    ['a name', '他去过坎特伯里。', '他去過坎特伯里。'],
    ['what has the word and more', '用演算法交易', '用演算法交易'],
    ['but no other word', '程序管理', '程式管理'],
  ])('from the Mainland, %s', (_, text, expected) => {
    expect(editorialConverter('zh-CN', 'zh-TW').convert(text)).toBe(expected)
  })
})

describe('Hong Kong forms have the characters of its editions', () => {
  // Taiwan writes one name in several ways: the first is the usual.
  test.each([
    ['泽连斯基会见马克龙', '澤倫斯基會見馬克宏'],
    ['内塔尼亚胡讲话', '納坦雅胡講話'],
    // A city and a film that is called after it are not one name.
    ['抵达卡萨布兰卡', '抵達卡薩布蘭卡'],
  ] as const)('%s in Taiwan', (text, expected) => {
    expect(editorialConverter('zh-CN', 'zh-TW').convert(text)).toBe(expected)
  })

  test.each([
    ['尖峰用電', '高峯用電'],
    ['使用者群組', '用户羣組'],
    ['啟用函式', '啓用函數'],
    // These phrases of OpenCC's are none.
    ['亞果出任務', 'ARGO-救參任務'],
    ['顎裂', '裂顎'],
  ])('%s', (word, form) => {
    expect(editorialConverter('zh-TW', 'zh-HK').convert(word)).toBe(form)
  })

  test('and those that read like others are left alone', () => {
    const { convert } = editorialConverter('zh-CN', 'zh-HK')
    expect(convert('索马里联邦共和国')).toBe('索馬里聯邦共和國')
  })
})

describe('characters that Hong Kong and the Mainland share say nothing of a text', () => {
  test.each([
    ['zh-HK', 'zh-TW', '用户可在此登出', '使用者可在此登出'],
    ['zh-HK', 'zh-TW', '税率', '稅率'],
    ['zh-HK', 'zh-CN', '示例 3：基於用户的限流', '示例 3：基于用户的限流'],
    ['zh-CN', 'zh-HK', '瀏覽比特幣的社區門户。', '瀏覽比特幣的社區門户。'],
    ['zh-CN', 'zh-TW', '用户可在此登出', '使用者可在此登出'],
  ] as const)('%s to %s: %s', (from, to, text, expected) => {
    expect(editorialConverter(from, to).convert(text)).toBe(expected)
  })

  test('but in a text of Taiwan 户 is one of another place', () => {
    const { convert } = editorialConverter('zh-TW', 'zh-CN')
    expect(convert('用户可在此登出')).toBe('用户可在此登出')
  })
})
