import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkSource, checkTranslation } from '../../../src/quality/index.ts'
import { article, concept } from './article.ts'

const concepts = [
  concept('zhipu', '智譜', ['Zhipu AI', '!Smart Spectrum']),
  concept('algorithm', '演算法', ['algorithm']),
  concept('commercialisation', '商業化', ['commercialisation']),
  concept('arr', '年度經常性收入', ['annual recurring revenue']),
]

const rows = readFileSync(
  new URL('blind-translations.tsv', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))

function rulesOf(source: string, target: string): string[] {
  const { translation, options } = article([{ source, target }], concepts)
  return checkTranslation(translation, options).map(({ ruleId }) =>
    String(ruleId),
  )
}

describe('translations written before the rules saw them', () => {
  it.each(rows)('%s → %s', (...row: string[]) => {
    const [source = '', right = '', wrong = '', rule = ''] = row
    expect(rulesOf(source, right), 'the right one').toEqual([])
    const said = rulesOf(source, wrong)
    if (rule.startsWith('!')) expect(said, wrong).toEqual([])
    else expect(said, wrong).toContain(rule)
  })
})

describe('headings written before the rules saw them', () => {
  const sentence = ['Why the market fell', 'What comes next for chips']
  const title = ['Why the Stock Market Fell', 'What Comes Next for Chips']
  const rulesIn = (targets: readonly string[]) => {
    const list = targets.map((target) => ({
      source: '標題',
      target,
      kind: 'heading' as const,
    }))
    const { translation, options } = article(list, [])
    return checkTranslation(translation, options).map(({ ruleId }) =>
      String(ruleId),
    )
  }
  it.each([
    [[...sentence, 'How Zhipu AI makes money', 'OpenAI and Nvidia'], 0],
    [[...sentence, 'NT$5 billion for TSMC', 'iPhone sales slump'], 0],
    [[...title, 'A Year of Losses', 'From Lab to Market'], 0],
    [[...title, 'The Road to IPO', 'Is It a Bubble?'], 0],
    [[...sentence, 'How It Makes Money', 'Three risks remain'], 1],
    [[...title, 'a year of losses', 'The Road Ahead'], 1],
    [[...sentence, 'THE ROAD AHEAD', 'Three risks remain'], 1],
  ] as const)('%j', (targets, count) => {
    expect(rulesIn(targets)).toEqual(
      Array.from({ length: count }, () => 'quality-heading-case'),
    )
  })
})

describe('lengths', () => {
  it('are told where a sentence lost most of its text', () => {
    const long =
      '這家公司去年在美國、日本與德國設立三座新廠，並計畫在明年底前把員工人數增加一倍。'
    const full =
      'The company opened three new plants in the United States, Japan and Germany last year and plans to double its workforce by the end of next year.'
    const list = Array.from({ length: 12 }, () => ({
      source: long,
      target: full,
    }))
    const rules = (last: string) => {
      const { translation, options } = article([
        ...list,
        { source: long, target: last },
      ])
      return checkTranslation(translation, options).map(({ ruleId }) =>
        String(ruleId),
      )
    }
    expect(rules(full)).toEqual([])
    expect(rules('It opened plants.')).toContain('quality-length')
  })
})

const slips = readFileSync(new URL('blind-slips.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t'))

describe('slips written before the rules saw them', () => {
  const slipsOf = (source: string): string[] => {
    const { options } = article([{ source }])
    const { units, sourceUnits } = options
    return checkSource(source, units, sourceUnits).map(({ ruleId }) =>
      String(ruleId),
    )
  }
  it.each(slips)('%s', (...row: string[]) => {
    const [right = '', wrong = '', rule = ''] = row
    expect(slipsOf(right), 'the right one').toEqual([])
    const said = slipsOf(wrong)
    if (rule.startsWith('!')) expect(said, wrong).toEqual([])
    else expect(said, wrong).toContain(rule)
  })
})
