import { afterEach, describe, expect, it } from 'vitest'
import { openEngineArticles } from '../src/build/engine-articles.ts'
import { comparerIn, numberHintsIn } from '../src/build/engine-numbers.ts'
import { syncTranslations } from '../src/build/translations.ts'
import { resolveConfig } from '../src/node.ts'
import { createProject, type Project } from './project.ts'

const compareNumbers = comparerIn([
  { path: 'a.md', quantities: { date: '2026-01-08', currency: 'CNY' } },
])
const compare = (source: string, target: string, article?: string): string[] =>
  compareNumbers(source, target, {
    source: 'zh-TW',
    target: 'en',
    ...(article ? { article } : {}),
  }).map(String)

describe('comparerIn', () => {
  it.each([
    ['募得 43 億港元', 'Raised HK$4.3 billion', []],
    [
      '募得 43 億港元',
      'Raised HK$43 billion',
      ['“43 億港元” is “HK$4.3 billion”, not “HK$43 billion”'],
    ],
    ['募得 43 億港元', 'Raised money', ['“43 億港元” is missing']],
    [
      '募得資金',
      'Raised HK$7 million',
      ['“HK$7 million” is not in the source'],
    ],
    ['營收成長 12%', 'Revenue grew 12%', []],
  ])('%s → %s', (source, target, said) => {
    expect(compare(source, target)).toEqual(said)
  })
})

describe('numberHintsIn', () => {
  it('has the English of each amount once', () => {
    const hints = numberHintsIn('zh-TW')
    expect(hints('募得 43 億港元，去年也是 43 億港元')).toEqual([
      { source: '43 億港元', target: 'HK$4.3 billion' },
    ])
    expect(hints('一般來說')).toEqual([])
  })
})

let project: Project | undefined
afterEach(() => project?.remove())

describe('an article of an engine', () => {
  it('says of which day it is, in which currency, and where its sentences begin', async () => {
    project = createProject({
      'articles/a.md':
        '---\ndate: 2026-01-08\n---\n\n投入 8440 萬元 (人民幣，下同)。去年研發 5.289 億元。\n\n今日上市。\n',
      'articles/b.txt': '標題\n\n投入 3 億元。\n',
    })
    const config = resolveConfig({ editions: ['zh-TW', 'en'] })
    await syncTranslations({ cwd: project.root, config }, { write: true })
    const query = { cwd: project.root, config, target: 'en' as const }
    const { articles } = await openEngineArticles(query)
    const [first, second] = articles
    expect(first?.quantities).toEqual({ date: '2026-01-08', currency: 'CNY' })
    const places = (one: typeof first): unknown[] =>
      (one?.translation.units ?? []).flatMap(({ id, segments }) =>
        segments.map((segment) => one?.placeOf?.(id, segment.id)),
      )
    expect(places(first)).toMatchObject([
      { line: 5, column: 1 },
      { line: 5, column: 21 },
      { line: 7, column: 1 },
    ])
    // A place in the Markdown made of a plain text is none in its file.
    expect(new Set(places(second))).toEqual(new Set([undefined]))
    const hints = first?.context.numbers?.('研發 5.289 億元。今日上市。')
    expect(hints?.map(({ target }) => target)).toEqual(['RMB 528.9 million'])
    const compare = (target: string): string[] =>
      comparerIn(articles)('研發 5.289 億元', target, {
        source: 'zh-TW',
        target: 'en',
        article: 'a.md',
      }).map(String)
    expect(compare('R&D took RMB 528.9 million')).toEqual([])
    expect(compare('R&D took NT$528.9 million')).toEqual([
      '“5.289 億元” is “RMB 528.9 million”, not “NT$528.9 million”',
    ])
  })
})
