import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type PlainArticle, parsePlainText } from '../../../src/read/index.ts'

const body = '這是第一段，話要說完整。\n\n這是第二段，也是一樣。\n'

/** Every part with a span, in order of the text. */
function parts(article: PlainArticle) {
  return [
    ...(article.title ? [article.title] : []),
    ...article.bylines,
    ...(article.caption ? [article.caption] : []),
    ...article.paragraphs,
  ].sort((a, b) => a.span.start - b.span.start)
}

function expectSpans(article: PlainArticle) {
  const inner = [
    ...article.bylines.flatMap((one) => [
      ...one.authors,
      ...(one.publisher ? [one.publisher] : []),
      ...(one.place ? [one.place] : []),
      ...(one.date ? [one.date] : []),
    ]),
    ...(article.caption
      ? [article.caption.caption, article.caption.credit]
      : []),
  ]
  for (const { text, span } of [...parts(article), ...inner]) {
    expect(article.source.slice(span.start, span.end)).toBe(text)
  }
}

const seed = '../shared/seed/article.txt'

describe('the seed', () => {
  test.skipIf(!existsSync(seed) && !process.env['CI'])(
    'goes in directly, byline and all',
    () => {
      const text = readFileSync(seed, 'utf8')
      const article = parsePlainText(text)
      expectSpans(article)
      expect(article.title).toBeUndefined()
      expect(article.bylines).toHaveLength(1)
      expect(article.bylines[0]).toMatchObject({
        text: '鉅亨網編譯陳韋廷 2026-01-08 13:00',
        authors: [{ text: '陳韋廷', role: '編譯' }],
        publisher: { text: '鉅亨網' },
        date: { iso: '2026-01-08T13:00+08:00' },
      })
      expect(article.caption?.credit.text).toBe('圖：Shutterstock')
      expect(article.paragraphs).toHaveLength(text.split('\n\n').length - 2)
    },
  )
})

describe('bylines', () => {
  test.each([
    ['記者王小明／台北報導', '王小明', '記者', '台北', undefined],
    ['記者王小明台北報導', '王小明', '記者', '台北', undefined],
    ['（記者王小明／台北報導）', '王小明', '記者', '台北', undefined],
    ['記者王小明', '王小明', '記者', undefined, undefined],
    ['文／王小明', '王小明', '文', undefined, undefined],
    ['文／王小明、李小華', '王小明 李小華', '文', undefined, undefined],
    ['撰文：John Smith', 'John Smith', '撰文', undefined, undefined],
    ['編輯林依晨 | 2026.01.08', '林依晨', '編輯', undefined, '2026-01-08'],
    ['編譯陳韋廷/綜合報導', '陳韋廷', '編譯', undefined, undefined],
    ['中央社記者王小明台北8日電', '王小明', '記者', '台北', undefined],
    [
      '特派員王小明 2026年1月8日 下午3時20分',
      '王小明',
      '特派員',
      undefined,
      '2026-01-08T15:20+08:00',
    ],
    [
      '聯合報 記者王小明、陳大文／台中報導 2026/01/08',
      '王小明 陳大文',
      '記者',
      '台中',
      '2026-01-08',
    ],
    [
      '記者 歐陽小明 2026-01-08 13:00:05',
      '歐陽小明',
      '記者',
      undefined,
      '2026-01-08T13:00:05+08:00',
    ],
    ['2026/1/8', '', undefined, undefined, '2026-01-08'],
    [
      '發布時間：2026/01/08 13:00',
      '',
      undefined,
      undefined,
      '2026-01-08T13:00+08:00',
    ],
    ['更新 2026-01-08T13:00Z', '', undefined, undefined, '2026-01-08T13:00Z'],
    ['民國115年1月8日', '', undefined, undefined, '2026-01-08'],
    [
      '2026-01-08 13:00 +0900',
      '',
      undefined,
      undefined,
      '2026-01-08T13:00+09:00',
    ],
  ])('%s', (line, names, role, place, date) => {
    const article = parsePlainText(`${line}\n\n${body}`)
    expectSpans(article)
    const [byline] = article.bylines
    expect(article.bylines).toHaveLength(1)
    expect(byline?.text).toBe(line)
    expect(byline?.authors.map((one) => one.text).join(' ')).toBe(names)
    expect(byline?.authors[0]?.role).toBe(role)
    expect(byline?.place?.text).toBe(place)
    expect(byline?.date?.iso).toBe(date)
    expect(article.paragraphs).toHaveLength(2)
  })

  test.each([
    '記者會今天登場',
    '編輯部公告',
    '文化是什麼',
    '2026-13-40',
    '2026-02-30',
    '2026-01-08 25:00',
    '譯文的讀者',
    '圖書館年報 2026',
  ])('%s is none', (line) => {
    const { bylines } = parsePlainText(`${line}\n\n${body}`)
    expect(bylines).toEqual([])
  })

  test('an agency’s stands in brackets before the first sentence', () => {
    const text = `（中央社記者王小明台北8日電）${body}`
    const article = parsePlainText(text)
    expectSpans(article)
    expect(article.bylines[0]).toMatchObject({
      text: '（中央社記者王小明台北8日電）',
      publisher: { text: '中央社' },
      place: { text: '台北' },
      authors: [{ text: '王小明', role: '記者' }],
    })
    expect(article.paragraphs[0]?.text).toBe('這是第一段，話要說完整。')
  })

  test('writer and photographer keep their roles', () => {
    const { bylines } = parsePlainText(`文／王小明　攝影／李小華\n\n${body}`)
    expect(bylines[0]?.authors).toMatchObject([
      { text: '王小明', role: '文' },
      { text: '李小華', role: '攝影' },
    ])
  })
})

describe('headline', () => {
  const headline = '夜間圖書館 借書量增三成'
  test.each([
    ['before the byline', `${headline}\n\n記者王小明／台北報導\n\n${body}`],
    ['after it', `記者王小明／台北報導\n${headline}\n\n${body}`],
    [
      'between byline and date',
      `記者王小明／台北報導\n${headline}\n2026-01-08\n${body}`,
    ],
    ['alone', `${headline}\n\n${body}`],
    ['on lines without blanks', `${headline}\n${body.replace('\n\n', '\n')}`],
  ])('%s', (_, text) => {
    const article = parsePlainText(text)
    expectSpans(article)
    expect(article.title?.text).toBe(headline)
    expect(article.paragraphs).toHaveLength(2)
  })

  test('may end in an exclamation mark when a byline follows', () => {
    const shout = '夜間圖書館來了！'
    const byline = '記者王小明／台北報導'
    expect(parsePlainText(`${shout}\n${byline}\n${body}`).title?.text).toBe(
      shout,
    )
    expect(parsePlainText(`${shout}\n${body}`).title).toBeUndefined()
  })

  test.each(['今天很熱。', '只有這一行', '', '\n\n', '——'])(
    'none in %j',
    (text) => {
      expect(parsePlainText(text).title).toBeUndefined()
    },
  )
})

describe('caption', () => {
  test.each([
    ['館內一景（圖：Shutterstock）', '館內一景', '圖：Shutterstock'],
    ['館內一景（圖／王小明）', '館內一景', '圖／王小明'],
    [
      '館內一景。（圖片來源：青溪鎮公所）',
      '館內一景。',
      '圖片來源：青溪鎮公所',
    ],
    ['館內一景 (Photo: Jane Doe)', '館內一景', 'Photo: Jane Doe'],
    ['館內一景。（記者王小明攝）', '館內一景。', '記者王小明攝'],
    ['館內一景（資料照片）', '館內一景', '資料照片'],
  ])('%s', (line, caption, credit) => {
    const article = parsePlainText(
      `第一段在這裡。\n\n${line}\n\n第二段在這裡。`,
    )
    expectSpans(article)
    expect(article.caption?.caption.text).toBe(caption)
    expect(article.caption?.credit.text).toBe(credit)
    expect(article.paragraphs.map((one) => one.text)).toEqual([
      '第一段在這裡。',
      '第二段在這裡。',
    ])
  })

  test('an ordinary paragraph that ends in brackets is none', () => {
    expect(
      parsePlainText('營收成長三成（人民幣，下同）').caption,
    ).toBeUndefined()
  })
})

describe('paragraphs', () => {
  const texts = (text: string) =>
    parsePlainText(text).paragraphs.map((one) => one.text)

  test('blank lines set them apart, and wrapped lines stay together', () => {
    expect(
      texts('一行沒有說完的\n話在這裡說完。\n \n　　第二段。\r\n\r\n'),
    ).toEqual(['一行沒有說完的\n話在這裡說完。', '第二段。'])
  })

  test('without blank lines each line is one', () => {
    expect(texts('第一段。\n第二段。\n第三段。\n')).toHaveLength(3)
    expect(texts('記者王小明／台北報導\r\n第一段。\r\n第二段。')).toHaveLength(
      2,
    )
  })

  test('parts and white space are the whole text', () => {
    const line = fc.oneof(
      fc.constantFrom(
        '',
        '　',
        '夜間圖書館 借書量增三成',
        '鉅亨網編譯陳韋廷 2026-01-08 13:00',
        '（中央社記者王小明台北8日電）今天下雨。',
        '館內一景（圖：Shutterstock）',
        '這是一段話。',
      ),
      fc.string({ unit: 'binary', maxLength: 12 }),
    )
    const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n')
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end), { maxLength: 9 }), (lines) => {
        const article = parsePlainText(lines.flat().join(''))
        expectSpans(article)
        let at = 0
        for (const { span } of parts(article)) {
          expect(article.source.slice(at, span.start).trim()).toBe('')
          expect(span.start).toBeGreaterThanOrEqual(at)
          at = span.end
        }
        expect(article.source.slice(at).trim()).toBe('')
      }),
      { numRuns: 400 },
    )
  })

  test('a long line of names does not take long to refuse', () => {
    for (const unit of [
      '記者',
      '王',
      '文／王',
      '記者A ',
      '王小明、',
      'A a.',
      '1年',
    ]) {
      parsePlainText(
        `${unit.repeat(40).slice(0, 80)}！\n${unit.repeat(20_000)}`,
      )
    }
  }, 30_000)
})
