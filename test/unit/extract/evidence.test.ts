import { readFileSync } from 'node:fs'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { type Candidate, extractTerms } from '../../../src/extract-terms.ts'
import type { Concept } from '../../../src/index.ts'

function extract(
  value: string,
  options: Parameters<typeof extractTerms>[1] = {},
): Map<string, Candidate> {
  const file = new VFile({ path: 'a.md', value })
  const { candidates } = extractTerms([{ file }], { strictness: 0, ...options })
  return new Map(candidates.map((one) => [one.text, one]))
}

function kindsOf(candidate: Candidate | undefined): string[] {
  return candidate?.evidence.map(({ kind }) => kind) ?? []
}

const edges = readFileSync(
  new URL('../../data/terms/edges.tsv', import.meta.url),
  'utf8',
)
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => line.split('\t') as [string, string])

describe('where a term in front of brackets begins', () => {
  it.each(edges)('%s: %s', (text, term) => {
    expect(kindsOf(extract(text).get(term))).toContain('author-pair')
  })
})

describe('pairs of the author', () => {
  it.each([
    ['打造出全球首個設備操控智能體 (Agent)，形成體系。', '智能體', 'Agent'],
    ['實現過億年度經常性收入 (ARR)，快速提升。', '年度經常性收入', 'ARR'],
    [
      '這是**大型語言模型**（large language model）的應用。',
      '大型語言模型',
      'large language model',
    ],
    [
      '他用「物件導向」（object-oriented）的方法。',
      '物件導向',
      'object-oriented',
    ],
    [
      '由理查德·阿諾特（Richard Arnott）首次發表。',
      '理查德·阿諾特',
      'Richard Arnott',
    ],
    [
      '所謂「新自由主義（neoliberalism）」有幾個特徵。',
      '新自由主義',
      'neoliberalism',
    ],
    [
      '採用持續整合（英文：continuous integration）。',
      '持續整合',
      'continuous integration',
    ],
    [
      '心房顫動（Atrial Fibrillation，簡稱AF）很常見。',
      '心房顫動',
      'Atrial Fibrillation',
    ],
    [
      '傳統的先進先出（FIFO，First-In First-Out）佇列。',
      '先進先出',
      'First-In First-Out',
    ],
  ])('%s', (text, term, english) => {
    const found = extract(text).get(term)
    expect(found?.kind).toBe('pair')
    expect(kindsOf(found)).toContain('author-pair')
    expect(found?.english?.text).toBe(english)
    expect(found?.english?.source).toBe('author')
    expect(found?.english?.quotation).toContain(english)
  })

  it('checks the initials of an abbreviation', () => {
    const found = extract('開始探討 MaaS(Model as a Service) 模式。')
    expect(found.get('MaaS')?.english?.text).toBe('Model as a Service')
    expect(kindsOf(found.get('MaaS'))).toContain('initials')
    // English in brackets belongs to its pair.
    expect(found.has('Model as a Service')).toBe(false)
    const not = extract('開始探討 MaaS(Big Old House) 模式。')
    expect(not.get('MaaS')?.english).toBeUndefined()
  })

  it.each([
    '北京智譜華章科技股份有限公司 (下稱「智譜」) 今日上市。',
    '北京智譜華章科技股份有限公司（以下簡稱智譜）今日上市。',
    '這種方法又稱「智譜」。',
  ])('takes a second name: %s', (text) => {
    const found = extract(text).get('智譜')
    expect(found?.kind).toBe('pair')
    expect(kindsOf(found)).toContain('author-alias')
  })

  it('takes no credit line and no file for English', () => {
    const found = extract(
      '即將面世（圖：Shutterstock）。閘道 (Microsoft.Tri.Gateway.exe) 已停止。',
    )
    expect(found.get('面世')?.english).toBeUndefined()
    expect(found.get('閘道')?.english).toBeUndefined()
  })
})

describe('names', () => {
  it.each([
    ['根據弗若斯特沙利文報告，', '弗若斯特沙利文'],
    ['智譜董事長劉德兵今日說道：', '劉德兵'],
    ['首席科學家唐傑也發出內部信。', '唐傑'],
    ['哲學家丹妮爾·艾倫所倡議', '丹妮爾·艾倫'],
    ['北京智譜華章科技股份有限公司上市。', '北京智譜華章科技股份有限公司'],
    ['推出基座模型 GLM-4.7 和 Claude Code 2.1。', 'GLM-4.7'],
    ['推出基座模型 GLM-4.7 和 Claude Code 2.1。', 'Claude Code 2.1'],
    ['他讀過《激情與利益》。', '激情與利益'],
  ])('%s', (text, name) => {
    expect(extract(text).get(name)?.kind).toBe('name')
  })

  it('takes words of an English sentence for no names', () => {
    const text = 'This Sentence Is In English And Has Many Capital Words.\n'
    expect(extract(text).size).toBe(0)
  })
})

describe('words and phrases', () => {
  it('discovers a word that no lexicon has', () => {
    const text =
      '沐曦發布產品。我們看好沐曦。市場認為沐曦很強，而沐曦也說，與沐曦合作的人多。' +
      '天氣轉涼以後，圖書館每天晚上都有許多讀者，他們帶著水壺和筆記，安靜地準備考試。'
    const found = extract(text).get('沐曦')
    expect(kindsOf(found)).toContain('new-word')
    expect(found?.count).toBe(5)
  })

  it('finds phrases of several words', () => {
    const found = extract('簽下算力採購協議。這份算力採購協議很大。')
    expect(found.get('算力採購協議')?.kind).toBe('phrase')
    expect(kindsOf(found.get('算力採購協議'))).toContain('c-value')
  })

  it('has no numbers, dates and measures', () => {
    const found = extract(
      '2024 年 4 月 8 日，以 116.2 港元開出 15 萬股，佔 74%。',
    )
    for (const text of found.keys()) expect(text).not.toMatch(/\d|[年月日]/)
  })

  it('reports what the conversion doubted', () => {
    const found = extract('他做了檢視。')
    const doubt = found.get('檢視')
    expect(kindsOf(doubt)).toContain('doubt')
  })

  it('reads no code, address, excluded text or key of front matter', () => {
    const text = [
      '---',
      'title: 伺服器',
      'slug: 滑鼠游標',
      '---',
      '`遞迴函式` https://example.com/多型 <!-- yiwen:off -->',
      '',
      '泛型約束',
      '',
      '<!-- yiwen:on -->',
      '',
    ].join('\n')
    const found = [...extract(text).keys()].join()
    expect(found).toContain('伺服器')
    expect(found).not.toMatch(/滑鼠|遞迴|多型|泛型/)
  })
})

describe('what is said of a candidate', () => {
  it('has a form for every locale, of Yiwen and of OpenCC', () => {
    const found = extract('這套軟體的連接埠。').get('軟體')
    expect(found?.forms['zh-TW']).toEqual({ yiwen: '軟體', opencc: '軟體' })
    expect(found?.forms['zh-CN']?.yiwen).toBe('软件')
    expect(found?.forms['zh-HK']?.yiwen).toBe('軟件')
    expect(found?.forms['zh-CN']?.opencc).toBe('软件')
  })

  const concepts: Concept[] = [
    {
      id: 'compute',
      domain: 'it',
      state: 'approved',
      doNotTranslate: false,
      gloss: true,
      terms: [
        { text: '算力', locale: 'zh-TW', type: 'full', status: 'preferred' },
        {
          text: 'computing power',
          locale: 'en',
          type: 'full',
          status: 'preferred',
        },
      ],
    },
  ]

  it('has the English of the glossary, and relatives apart from it', () => {
    const found = extract('算力不足。這是算力瓶頸，那也是算力瓶頸。', {
      concepts,
    })
    expect(found.get('算力')?.known).toBe('compute')
    expect(found.get('算力')?.english).toEqual({
      text: 'computing power',
      source: 'glossary',
      quotation: 'compute',
    })
    const relative = found.get('算力瓶頸')
    expect(relative?.english).toBeUndefined()
    expect(relative?.relatives).toEqual([
      { text: '算力', english: 'computing power', concept: 'compute' },
    ])
  })

  it('leaves out what the glossary has, when asked', () => {
    const text = '算力不足。這是算力瓶頸。'
    expect(extract(text, { concepts, newOnly: true }).has('算力')).toBe(false)
  })

  it('counts by article', () => {
    const files = ['智能體 (Agent)。智能體很好。', '智能體。'].map(
      (value, i) => ({ file: new VFile({ path: `${i}.md`, value }) }),
    )
    const { candidates, articles } = extractTerms(files)
    const found = candidates.find(({ text }) => text === '智能體')
    expect(articles).toEqual(['0.md', '1.md'])
    expect(found?.count).toBe(3)
    expect([...(found?.counts ?? [])]).toEqual([
      [0, 2],
      [1, 1],
    ])
  })
})
