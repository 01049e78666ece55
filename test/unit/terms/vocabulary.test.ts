import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Converter } from 'opencc-js'
import { describe, expect, test } from 'vitest'
import { lintConcepts } from '../../../src/terms/lint.ts'
import { vocabulary } from '../../../src/terms/vocabulary-data.ts'

const root = new URL('../../../', import.meta.url)
const folder = fileURLToPath(new URL('locales/vocabulary/', root))
const toCn = Converter({ from: 'tw', to: 'cn' })
const simplify = Converter({ from: 't', to: 'cn' })
const toHk = Converter({ from: 'tw', to: 'hk' })

const rows = readdirSync(folder)
  .filter((name) => name.endsWith('.tsv'))
  .flatMap((name) =>
    readFileSync(`${folder}${name}`, 'utf8')
      .split('\n')
      .filter((line) => /^[^#]/.test(line) && !line.startsWith('zh-TW\t'))
      .map((line) => {
        const [tw = '', hk = '', cn = '', domain = '', note = ''] =
          line.split('\t')
        return { tw, hk, cn, domain, note }
      }),
  )
const words = new Map(rows.map((row) => [row.tw, row]))
const longest = Math.max(...rows.map((row) => row.tw.length))
const shields = rows.filter(({ note }) => note.startsWith('shield: '))

/** What the Mainland edition of a text is: entries leftmost-longest. */
function convert(text: string): string {
  let out = ''
  let rest = ''
  for (let at = 0; at < text.length; ) {
    let length = longest
    while (length > 0 && !words.has(text.slice(at, at + length))) length--
    const row = words.get(text.slice(at, at + length))
    if (!row) {
      rest += text[at++]
      continue
    }
    out += toCn(rest) + row.cn
    rest = ''
    at += length
  }
  return out + toCn(rest)
}

test('the module is what the files compile to', () => {
  const script = fileURLToPath(new URL('scripts/build-vocabulary.js', root))
  expect(() =>
    execFileSync(process.execPath, [script, '--check'], { stdio: 'pipe' }),
  ).not.toThrow()
  const expected = rows
    .map(({ tw, hk, cn, domain }) => [tw, hk, cn, domain])
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
  expect(vocabulary).toEqual(expected)
})

describe('every entry', () => {
  test('has a key of its own, in order', () => {
    const keys = vocabulary.map(([tw]) => tw)
    expect(new Set(keys).size).toBe(keys.length)
    expect([...keys].sort()).toEqual(keys)
  })

  test('has a Mainland word without traditional characters', () => {
    expect(rows.filter(({ cn }) => simplify(cn) !== cn)).toEqual([])
  })

  test('has Taiwanese and Hong Kong words that are not simplified', () => {
    const concepts = rows.map(({ tw, hk, domain }) => ({
      id: tw,
      domain,
      state: 'approved' as const,
      doNotTranslate: false,
      gloss: false,
      terms: [
        { text: tw, locale: 'zh-TW' as const },
        { text: hk || toHk(tw), locale: 'zh-HK' as const },
      ].map((term) => ({
        ...term,
        type: 'full' as const,
        status: 'preferred' as const,
      })),
    }))
    const toTraditional = Converter({ from: 'cn', to: 't' })
    const found = lintConcepts(concepts, { toTraditional })
    expect(found.map(({ reason }) => reason)).toEqual([])
  })

  test('changes something, or is a shield', () => {
    const idle = rows.filter(
      ({ tw, hk, cn, note }) =>
        cn === toCn(tw) && hk === '' && !note.startsWith('shield: '),
    )
    expect(idle).toEqual([])
  })

  test('says nothing for Hong Kong that the converter says too', () => {
    expect(rows.filter(({ tw, hk }) => hk === toHk(tw))).toEqual([])
  })

  test('is one character only where that has no second meaning', () => {
    const single = rows.map(({ tw }) => tw).filter((tw) => tw.length === 1)
    expect(single.join('')).toMatch(/^[牠妳祂矽鈽鎝砈鍅鉳鑀鎿鋂鎦]*$/u)
  })
})

describe('every shield', () => {
  test('is a plain conversion', () => {
    expect(shields.length).toBeGreaterThan(100)
    expect(shields.filter(({ tw, cn }) => cn !== toCn(tw))).toEqual([])
  })

  test('holds the entry it keeps out', () => {
    const wrong = shields.filter(({ tw, note }) => {
      const inner = note.slice('shield: '.length)
      return !words.has(inner) || inner === tw || !tw.includes(inner)
    })
    expect(wrong).toEqual([])
  })
})

test.each([
  ['透過網路下載軟體', '通过网络下载软件'],
  ['柔軟體操與軟體動物', '柔软体操与软体动物'],
  ['一元二次方程式的應用程式', '一元二次方程式的应用程序'],
  ['這部電影片長兩小時，影片已上傳', '这部电影片长两小时，视频已上传'],
  ['投資訊號與資訊', '投资信号与信息'],
  ['刪除錯誤的檔案', '删除错误的文件'],
  ['百葉門與葉門', '百叶门与也门'],
  [
    '去年上半年營收 1.91 億元，年增 325%',
    '去年上半年营收 1.91 亿元，同比增长 325%',
  ],
  ['今年增加 3 人，每年增長', '今年增加 3 人，每年增长'],
  ['平台營運經驗與夏令營運動會', '平台运营经验与夏令营运动会'],
  ['聯準會升息，通膨降溫', '美联储加息，通胀降温'],
  ['四川普遍下雨，川普發言', '四川普遍下雨，特朗普发言'],
  ['司機車上的機車', '司机车上的摩托车'],
  ['帳號登入後掛上蚊帳', '账号登录后挂上蚊帐'],
  ['更多工具，內建設定', '更多工具，内建设定'],
  ['撰寫程式碼', '撰写代码'],
])('%s', (source, expected) => {
  expect(convert(source)).toBe(expected)
})
