import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Analysis,
  editorialConverter,
} from '../../../src/convert/index.ts'
import { createConverter } from '../../../src/text.ts'
import { hasCorpus } from '../../corpus.ts'

const toCn = editorialConverter('zh-TW', 'zh-CN')

describe('words, not substrings', () => {
  test.each([
    ['產線上的工人', '产线上的工人'],
    ['各類比方', '各类比方'],
    ['這一行程式碼', '这一行代码'],
    ['他當機立斷', '他当机立断'],
    ['柔軟體操', '柔软体操'],
    ['難忘的記憶體驗', '难忘的记忆体验'],
    ['儘快取得聯繫', '尽快取得联系'],
    ['手機率先支援', '手机率先支持'],
    ['蔡英文致詞', '蔡英文致辞'],
    ['將游標移到欄位上', '将光标移到字段上'],
    ['葉門與寮國', '也门与老挝'],
  ])('%s', (source, wanted) => {
    expect(toCn.convert(source)).toBe(wanted)
  })
})

describe('senses', () => {
  test.each([
    ['法院執行判決。', '法院执行判决。'],
    ['依法律程序提起訴訟。', '依法律程序提起诉讼。'],
    ['請在瀏覽器開啟檔案。', '请在浏览器打开文件。'],
    ['歷史檔案由檔案館保存。', '历史档案由档案馆保存。'],
    ['市值突破 3 兆美元。', '市值突破 3 万亿美元。'],
    ['儲能 2 兆瓦。', '储能 2 兆瓦。'],
    ['營收新台幣 2 兆 8,943 億元。', '营收新台币 2 万 8,943 亿元。'],
    ['資料取自新台幣 3 兆元基金。', '资料取自新台币 3 万亿元基金。'],
    ['請允許埠 443 的連線。', '请允许端口 443 的连接。'],
    ['營收年增 25%。', '营收同比增长 25%。'],
    ['出口3.5%,月增2%', '出口3.5%,环比增长2%'],
    // Headlines are as short as labels, and no sentences either.
    ['教育部建立通報機制', '教育部建立通报机制'],
    ['外交部傳送賀電', '外交部传送贺电'],
    ['建立新的資料夾', '创建新的文件夹'],
  ])('%s', (source, wanted) => {
    expect(toCn.convert(source)).toBe(wanted)
  })

  test('a field that is given decides', () => {
    const text = '檔案'
    const software = toCn.convert(text, { field: 'software' })
    expect(software).toBe('文件')
    expect(toCn.convert(text, { field: 'society' })).toBe('档案')
  })

  test('what cannot be told stays, and is reported with its alternatives', () => {
    const [analysis] = toCn.analyse([
      { text: '公司以電腦視覺切入金融，面臨更複雜的資本市場檢視。' },
    ])
    expect(analysis?.base).toContain('检视')
    const doubt = analysis?.doubts.find(({ entry }) => entry.word === '檢視')
    expect(doubt?.text).toBe('检视')
    expect(doubt?.alternatives.length).toBeGreaterThan(0)
  })

  test('every decision says which entry, how sure, and what else', () => {
    const [analysis] = toCn.analyse([{ text: '這套軟體支援多國語言。' }])
    for (const { entry, text, alternatives } of analysis?.decisions ?? []) {
      expect(entry.forms).toContain(text)
      expect(entry.confidence).toBeGreaterThan(0)
      expect(alternatives).not.toContain(text)
    }
  })
})

describe('characters by word', () => {
  test.each([
    ['他穿著名牌', '他穿着名牌'],
    ['著名的著作', '著名的著作'],
    ['魯迅著《吶喊》', '鲁迅著《呐喊》'],
    ['沈著應戰，沈先生', '沉着应战，沈先生'],
    ['乾坤與乾燥', '乾坤与干燥'],
    ['甚麼身分', '什么身份'],
    ['應用於單車，對於單字', '应用于自行车，对于单词'],
    ['於梨華與樊於期', '於梨华与樊於期'],
    ['徵調人力', '征调人力'],
  ])('%s', (source, wanted) => {
    expect(toCn.convert(source)).toBe(wanted)
  })
})

describe('from the Mainland', () => {
  const toTw = editorialConverter('zh-CN', 'zh-TW')
  test.each([
    ['这个软件的默认权限', '這個軟體的預設權限'],
    ['通过网络连接', '透過網路連線'],
    ['法案已通过。', '法案已通過。'],
    ['人工智能与错误代码', '人工智慧與錯誤代碼'],
    ['当前版本的示例', '目前版本的範例'],
    // Converted already.
    ['這個軟體的檔案', '這個軟體的檔案'],
  ])('%s', (source, wanted) => {
    expect(toTw.convert(source)).toBe(wanted)
  })
})

const sentences = [
  '這套軟體的核心業務是手機率先支援的功能。',
  '请在浏览器打开文件。',
  '于梨华𠮷野家的資料庫檔案',
  '教育部表示，程式設計課程列入必修。',
]

/** Write what was found out about a passage. */
function write({ base, uneven, decisions }: Analysis): string {
  const isFree = (at: number): boolean =>
    decisions.every(({ start, end }) => at < start || at >= end)
  const changes = [...decisions, ...uneven.filter((u) => isFree(u.start))]
  let result = ''
  let at = 0
  for (const { start, end, text } of changes.sort(
    (a, b) => a.start - b.start,
  )) {
    result += base.slice(at, start) + text
    at = end
  }
  return result + base.slice(at)
}

const pairs = [
  ['zh-TW', 'zh-CN'],
  ['zh-HK', 'zh-CN'],
  ['zh-TW', 'zh-HK'],
  ['zh-HK', 'zh-TW'],
  ['zh-CN', 'zh-TW'],
  ['zh-CN', 'zh-HK'],
] as const

describe.each(pairs)('%s → %s', (from, to) => {
  const converter = editorialConverter(from, to)
  const odd = fc.constantFrom(
    '\ud800',
    '\udc00',
    '\ue000',
    '\ufe00',
    '\u200b',
    '⿰亻木',
    '豈',
    '𠮷',
    '𫝈',
    'a\u0301',
    '\u202e',
    '\0',
    '軟體',
    '软件',
    '著',
    '兆',
    '３',
    '\n',
    '。',
  )
  const text = fc
    .array(fc.oneof(odd, fc.string({ unit: 'binary' })))
    .map((p) => p.join(''))

  test('nothing makes it throw, and every offset stays', () => {
    fc.assert(
      fc.property(text, (value) => {
        const [analysis] = converter.analyse([{ text: value }])
        expect(analysis?.base.length).toBe(value.length)
        let at = 0
        for (const { start, end } of analysis?.decisions ?? []) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeLessThanOrEqual(value.length)
          at = end
        }
        converter.convert(value)
      }),
      { numRuns: 300 },
    )
  })

  test('plain text becomes what its analysis says', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(text, fc.constantFrom(...sentences))),
        (lines) => {
          const value = lines.join('\n')
          const passages = value.split('\n').map((line) => ({ text: line }))
          // A line end at the end of a text begins no line.
          if (passages.at(-1)?.text === '') passages.pop()
          const written = converter.analyse(passages).map(write)
          const ending = value.endsWith('\n') ? '\n' : ''
          expect(converter.convert(value)).toBe(written.join('\n') + ending)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('what has nothing to convert comes back unit by unit', () => {
    for (const value of ['\ud800', 'x\udfffy', '\ue123', '', 'abc', '𠮷']) {
      expect(converter.convert(value)).toBe(value)
    }
  })

  test('a taken range is left to others', () => {
    const value = '軟體與軟體'
    const [analysis] = converter.analyse([
      { text: value, taken: [{ start: 0, end: 2 }] },
    ])
    expect(analysis?.decisions.every(({ start }) => start >= 2)).toBe(true)
  })
})

test('the same text gives the same result, whatever was converted before', () => {
  const text = '軟體的檔案在伺服器。法院執行判決。'
  const first = toCn.convert(text)
  toCn.convert('完全不同的文章，關於棒球。')
  expect(toCn.convert(text)).toBe(first)
})

test('plain text gets quotation marks and brackets too', () => {
  const convert = createConverter({ to: 'zh-CN' })
  expect(convert('她說：「他喊了『停』。」今 (8) 日')).toBe(
    '她说：“他喊了‘停’。”今（8）日',
  )
  expect(convert('瀏覽(_B) f(x)')).toBe('浏览(_B) f(x)')
})

describe.skipIf(!hasCorpus)('translations of others', () => {
  const pairsFile = new URL(
    '../../../../shared/eval/pairs-dev.tsv',
    import.meta.url,
  )
  const rows = hasCorpus
    ? readFileSync(fileURLToPath(pairsFile), 'utf8')
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => line.split('\t'))
    : []

  test('converting twice is converting once', () => {
    const twice = rows.filter(([source = '', , , locale]) => {
      const converter =
        locale === 'hk' ? editorialConverter('zh-HK', 'zh-CN') : toCn
      const once = converter.convert(source)
      return converter.convert(once) !== once
    })
    expect(twice).toEqual([])
  })
})

test('a term that is only offered keeps nobody from the words in it', () => {
  const terms = ['記憶體邏輯晶片', '保育類野生動物名錄', '量子電腦位元']
  expect(terms.map((text) => toCn.convert(text))).toEqual([
    '内存逻辑芯片',
    '受保护野生动物名录',
    '量子计算机位元',
  ])
  // Where nothing in it changes it is still offered.
  const [analysis] = toCn.analyse([{ text: '他在黃昏市場買菜。' }])
  expect(analysis?.doubts.map(({ entry }) => entry.word)).toEqual(['黃昏市場'])
})

describe('words of an article', () => {
  const convert = (text: string, words: object): string =>
    createConverter({ to: 'zh-CN', words: words as Record<string, string> })(
      text,
    )

  test('come before the vocabulary, in the characters of the edition', () => {
    const text = '公司面臨資本市場檢視，軟體核心不變。'
    expect(convert(text, { 檢視: '審視' })).toBe(
      '公司面临资本市场审视，软件核心不变。',
    )
    expect(convert(text, { 檢視: '審視', 軟體: '軟體' })).toContain('软体')
  })

  test('may be said for one edition', () => {
    const words = { 軟體: { 'zh-CN': '程序', 'zh-HK': '軟件程式' } }
    expect(convert('這套軟體', words)).toBe('这套程序')
    const toHk = createConverter({ to: 'zh-HK', words })
    expect(toHk('這套軟體')).toBe('這套軟件程式')
    const onlyHk = { 軟體: { 'zh-HK': '軟件' } }
    expect(convert('這套軟體', onlyHk)).toBe('这套软件')
  })

  test('are words where they stand, and leave what is taken', () => {
    expect(convert('安檢視同一般檢視', { 檢視: '審視' })).toBe(
      '安检视同一般审视',
    )
    const [analysis] = toCn.analyse(
      [{ text: '檢視與檢視', taken: [{ start: 0, end: 2 }] }],
      { words: { 檢視: '審視' } },
    )
    expect(analysis?.decisions.map(({ start }) => start)).toEqual([3])
    expect(analysis?.doubts).toEqual([])
  })

  test('change nothing where they do not stand', () => {
    for (const text of sentences) {
      expect(convert(text, { 沒有這個詞: '別的' })).toBe(convert(text, {}))
    }
  })

  test('are found in lines of ASCII, which tell nothing of the text beside them', () => {
    const text = '檔案的核心\nDocker Kubernetes API WiFi kernel\n執行緒與核心'
    expect(convert(text, { WiFi: '無線網路' })).toBe(
      convert(text, {}).replace('WiFi', '无线网路'),
    )
    const lines = ['我們提供客製化。', 'Windows API Python', '客製化的。']
    const without = [lines[0], 'x', lines[2]].join('\n')
    const alone = toCn.convert(without, { words: { 沒有: '没有' } })
    expect(convert(lines.join('\n'), { 沒有: '没有' })).toBe(
      alone.replace('x', lines[1] as string),
    )
    const said = toCn.analyse(lines.map((text) => ({ text })))
    expect(said.map(({ decisions }) => decisions.length)).toEqual(
      toCn
        .analyse(without.split('\n').map((text) => ({ text })))
        .map(({ decisions }) => decisions.length),
    )
  })

  test('may have any characters', () => {
    expect(convert('$a^ (b)', { '$a^': 'x', '(b)': 'y', '': 'z' })).toBe('x y')
  })
})
