import { afterEach, describe, expect, test } from 'vitest'
import { adoptEdition } from '../src/build/adopt.ts'
import { printContent } from '../src/model/index.ts'
import { resolveConfig } from '../src/node.ts'
import {
  bilingual,
  fromTable,
  kept,
  translatedProject,
} from './bilingual-project.ts'
import type { Project } from './project.ts'
import { expectWorded } from './wording.ts'

const article = `---
title: 人工智慧的軟體
---

# 網路與軟體 {#top}

智譜今天**上市**，見[公告](https://a.tw)。股價上漲一成。

| 公司 | 營收 |
| --- | --- |
| 智譜 | 43 億 |

- 第一點\`code\`很好。
- 第二點。

> 他說：「好。」我們走吧！

![圖](a.png)軟體很好。

<p>好的</p>
`

const words = {
  人工智慧的軟體: 'AI software',
  '網路與軟體 <1/>': 'Networks and software <1/>',
  '智譜今天<1>上市</1>，見<2>公告</2>。':
    'See <2>the notice</2>: Zhipu <1>lists</1> today. It is the first day.',
  '股價上漲一成。': 'Shares rose 10%.',
  公司: 'Company',
  營收: 'Revenue',
  智譜: 'Zhipu',
  '43 億': '4.3 billion',
  '第一點<1/>很好。': 'First, <1/> is fine.',
  '第二點。': 'Second.',
  '他說：「好。」': 'He said: “Fine.”',
  '我們走吧！': 'Let us go!',
  '<1/>軟體很好。': '<1/>Software is good.',
  圖: 'Picture',
  好的: 'Good',
}

const who = { by: 'Lin', at: '2026-11-28T10:00:00Z' }
const [tw, cn] = ['public/tw-en/a.md', 'public/cn-en/a.md']

let project: Project
afterEach(() => project.remove())

const built = async (text = article): Promise<void> => {
  project = await translatedProject({ 'a.md': text }, fromTable(words))
}

const adopt = async (file: string, dryRun = false) => {
  const report = await adoptEdition(
    { cwd: project.root, config: resolveConfig(bilingual) },
    file,
    { ...who, dryRun },
  )
  expectWorded([...report.findings])
  return report
}

function edit(file: string, ...changes: readonly [string, string][]): string {
  let text = project.read(file)
  for (const [from, to] of changes) {
    expect(text).toContain(from)
    text = text.replace(from, () => to)
  }
  project.write({ [file]: text })
  return text
}

const stores = (): Record<string, string> =>
  Object.fromEntries(
    project
      .files('locales')
      .map((path) => [path, project.read(`locales/${path}`)]),
  )

const problems = (report: Awaited<ReturnType<typeof adopt>>): unknown[] =>
  report.findings.map(({ wording }) =>
    wording?.key.replace('translations-structure.', ''),
  )

const english: [string, string][] = [
  ['Networks and software', 'Software for networks'],
  ['Zhipu **lists** today', 'today Zhipu **goes public**'],
  ['It is the first day. Shares', 'That is day one. The shares'],
  ['>Company<', '>Firm<'],
  ['4.3 billion', 'CN¥4.3 billion \\| up'],
  ['First, `code` is', 'To begin with, `code` is quite'],
  ['Let us go!', 'Let’s go!'],
  ['Software is good', 'Software is very good'],
  ['>Good<', '>All right<'],
]

const chinese: [string, string][] = [
  ['# 网络与软件', '# 网络软件大全'],
  ['智谱今天**上市**', '今天，智谱**挂牌上市**'],
  ['43 亿', '43.0 亿'],
  ['第一点`code`', '首先`code`确实'],
  ['我们走吧', '咱们走吧'],
  ['软件很好', '软件真好'],
  ['<p>好的', '<p>好呀'],
]

describe('a bilingual edition that was edited', () => {
  test('has what it should before anything is edited', async () => {
    await built()
    const text = project.read(cn)
    expect(
      text.slice(text.indexOf('#')),
    ).toBe(`# 网络与软件 / <span lang="en">Networks and software</span> {#top}

智谱今天**上市**，见[公告](https://a.tw)。股价上涨一成。

<span lang="en">See [the notice](https://a.tw): Zhipu **lists** today. It is the first day. Shares rose 10%.</span>

| 公司<br><span lang="en">Company</span> | 营收<br><span lang="en">Revenue</span> |
| --- | --- |
| 智谱<br><span lang="en">Zhipu</span> | 43 亿<br><span lang="en">4.3 billion</span> |

- 第一点\`code\`很好。\\
  <span lang="en">First, \`code\` is fine.</span>
- 第二点。\\
  <span lang="en">Second.</span>

> 他说：“好。”我们走吧！
>
> <span lang="en">He said: “Fine.” Let us go!</span>

![图](a.png)软件很好。

<span lang="en">Software is good.</span>

<p>好的<br><span lang="en">Good</span></p>
`)
    expect((await adopt(cn)).unedited).toBe(true)
  })

  test.each([
    ['zh-TW', tw, english],
    ['zh-CN', cn, [...english, ...chinese]],
  ] as const)(
    'beside %s is taken apart, and every build writes it again',
    async (locale, file, changes) => {
      await built()
      const edited = edit(file, ...changes)
      const refused = await project.build({ config: bilingual })
      const rules = refused.articles[0]?.messages.map(({ ruleId }) => ruleId)
      expect(rules).toContain('publish-target-edited')
      const before = stores()
      const dry = await adopt(file, true)
      expect(stores()).toEqual(before)
      const report = await adopt(file)
      expect(problems(report)).toEqual([])
      expect(report.reproduced).toBe(true)
      expect(dry.adopted).toEqual(report.adopted)
      const toEnglish = report.adopted.filter(({ locale }) => locale === 'en')
      expect(toEnglish.map(({ target }) => target)).toEqual([
        'Software for networks ',
        'See the notice: today Zhipu goes public. That is day one.',
        'The shares rose 10%.',
        'Firm',
        'CN¥4.3 billion | up',
        'To begin with,  is quite fine.',
        'Let’s go!',
        'Software is very good.',
        'All right',
      ])
      expect(new Set(toEnglish.map(({ store }) => store))).toEqual(
        new Set(['locales/en/a.md.xlf']),
      )
      // The picture and the id, which the English beside does not show, are kept.
      const texts = kept(project, 'a.md', 'en').units.flatMap(({ segments }) =>
        segments.map(({ target }) => printContent(target ?? [])),
      )
      expect(texts).toContain('<1/>Software is very good.')
      expect(texts).toContain('Software for networks <1/>')
      const own = report.adopted.filter(({ locale }) => locale === 'zh-CN')
      expect(own.length).toBe(locale === 'zh-CN' ? chinese.length : 0)
      const { articles } = await project.build({ config: bilingual })
      expect(articles[0]?.failed).toBe(false)
      expect(project.read(file)).toBe(edited)
      // What was adopted is in every edition of those languages.
      expect(project.read('public/en/a.md')).toContain('That is day one.')
      expect(project.read('public/en/a.md')).toContain(
        '![Picture](a.png)Software is very good.',
      )
      expect(project.read('articles/a.md')).toBe(article)
      expect((await adopt(file)).unedited).toBe(true)
    },
  )

  test('keeps line ends of two characters', async () => {
    const eol = (text: string): string => text.replaceAll('\n', '\r\n')
    await built(eol(article))
    const changes = [...english, ...chinese].map(
      ([from, to]) => [eol(from), eol(to)] as [string, string],
    )
    const edited = edit(cn, ...changes)
    const report = await adopt(cn)
    expect(problems(report)).toEqual([])
    expect(report.adopted).toHaveLength(9 + chinese.length)
    await project.build({ config: bilingual })
    expect(project.read(cn)).toBe(edited)
  })

  test('says where in the article its own text was changed', async () => {
    await built()
    const edited = edit(
      tw,
      ['股價上漲一成', '股價上漲兩成'],
      ['第二點', '第三點'],
      ['Let us go!', 'Let’s go!'],
    )
    const report = await adopt(tw)
    expect(problems(report)).toEqual(['source', 'source'])
    const [first, second] = report.findings
    expect(first?.wording?.values).toMatchObject({
      where: 'articles/a.md:7:36',
    })
    expect([first?.line, first?.column]).toEqual([10, 36])
    expect(second?.wording?.values).toMatchObject({
      where: 'articles/a.md:14:4',
    })
    expect(second?.note).toContain('articles/a.md:14:4')
    // The English beside it is kept all the same.
    expect(report.adopted.map(({ target }) => target)).toEqual(['Let’s go!'])
    expect(report.reproduced).toBe(false)
    expect(project.read(tw)).toBe(edited)
    expect(project.read('articles/a.md')).toBe(article)
  })

  test('changes nothing on the disk where nothing can be adopted', async () => {
    await built()
    edit(tw, ['股價上漲一成', '股價上漲兩成'])
    const before = stores()
    expect((await adopt(tw)).adopted).toEqual([])
    expect(stores()).toEqual(before)
  })

  test.each([
    [
      'a translation less',
      ['\n\n<span lang="en">Software is good.</span>', ''],
      ['beside-removed'],
    ],
    [
      'a translation without its tags',
      ['<span lang="en">Software is good.</span>', 'Software is good.'],
      ['beside-removed', 'added'],
    ],
    [
      'the tags of a heading gone',
      ['<span lang="en">Networks and software</span>', 'Networks'],
      ['beside-removed', 'beside-unclear'],
    ],
    [
      'a closing tag gone',
      ['Second.</span>', 'Second.'],
      ['beside-removed', 'beside-unclear', 'beside-unclear'],
    ],
    [
      'two paragraphs of one',
      ['today. It is', 'today.\n\nIt is'],
      ['sentences'],
    ],
    ['a mark less', ['Zhipu **lists**', 'Zhipu lists'], ['marks']],
    [
      'another address in the English',
      ['[the notice](https://a.tw)', '[the notice](https://b.tw)'],
      ['marks'],
    ],
    [
      'a translation by hand',
      ['{#top}\n', '{#top}\n\n<span lang="en">More.</span>\n'],
      ['beside-added'],
    ],
    ['another table', ['| --- | --- |', '| :-- | --- |'], ['shape']],
    [
      'both languages of a block gone',
      [
        '![图](a.png)软件很好。\n\n<span lang="en">Software is good.</span>\n\n',
        '',
      ],
      // The picture's description is a block of its own.
      ['removed', 'removed'],
    ],
  ] as [string, [string, string], string[]][])(
    '%s can not be adopted, and is said; the rest is',
    async (_, change, wanted) => {
      await built()
      const edited = edit(cn, change, ['Fine.”', 'Good.”'], ['他说', '他说了'])
      const report = await adopt(cn)
      expect(problems(report).sort()).toEqual([...wanted].sort())
      expect(report.adopted.map(({ target }) => target)).toEqual(
        // A block beside one whose tags are gone might be its translation.
        wanted[0] === 'beside-removed' && change[0].startsWith('Second')
          ? ['He said: “Good.”']
          : ['他说了：“好。”', 'He said: “Good.”'],
      )
      expect(report.reproduced).toBe(false)
      expect(project.read(cn)).toBe(edited)
    },
  )

  test('translations with the marks of another block are not given to it', async () => {
    await built()
    edit(
      cn,
      ['<span lang="en">Second.</span>', '<span lang="en">X</span>'],
      [
        '<span lang="en">First, `code` is fine.</span>',
        '<span lang="en">Second.</span>',
      ],
      [
        '<span lang="en">X</span>',
        '<span lang="en">First, `code` is fine.</span>',
      ],
    )
    const before = stores()
    const report = await adopt(cn)
    expect(report.adopted).toEqual([])
    expect(report.findings.length).toBeGreaterThan(0)
    expect(stores()).toEqual(before)
  })

  test('of two files neither is written where one is broken', async () => {
    await built()
    edit(cn, ['Let us go!', 'Let’s go!'], ['我们走吧', '咱们走吧'])
    const before = stores()
    project.write({ 'locales/zh-CN/a.md.xlf': '<xliff' })
    await expect(adopt(cn)).rejects.toMatchObject({
      wording: { key: 'translation-broken' },
    })
    expect(stores()).toEqual({ ...before, 'zh-CN/a.md.xlf': '<xliff' })
  })
})

test('an author’s own English stays the author’s', async () => {
  project = await translatedProject(
    {
      'a.md':
        '他說 <span lang="en">yes and no</span> 好。\n\n```html\n<span lang="en">code</span>\n```\n\n軟體。\n',
    },
    fromTable({
      '他說 <1><2/></1> 好。': 'He said <1><2/></1> well.',
      '軟體。': 'Software.',
    }),
  )
  const edited = edit(
    cn,
    ['Software.', 'The software.'],
    [' well.', ' very well.'],
  )
  const report = await adopt(cn)
  expect(problems(report)).toEqual([])
  expect(report.adopted.map(({ target }) => target)).toEqual([
    'He said  very well.',
    'The software.',
  ])
  await project.build({ config: bilingual })
  expect(project.read(cn)).toBe(edited)
})

test('a picture in the middle stays where it is, or the edit is listed', async () => {
  project = await translatedProject(
    { 'a.md': '前面![圖](a.png)後面很好。\n' },
    fromTable({
      '前面<1/>後面很好。': 'What comes first <1/> and what follows.',
      圖: 'Picture',
    }),
  )
  const built = project.read(cn)
  edit(cn, ['comes first', 'is in front'])
  expect((await adopt(cn, true)).reproduced).toBe(true)
  const [unit] = kept(project, 'a.md', 'en').units
  expect(printContent(unit?.segments[0]?.target ?? [])).toBe(
    'What comes first <1/> and what follows.',
  )
  project.write({ [cn]: built.replace(/first\s+and/, 'before, then') })
  const before = stores()
  const report = await adopt(cn)
  expect(problems(report)).toEqual(['beside-once'])
  expect(report.adopted).toEqual([])
  expect(stores()).toEqual(before)
  project.write({ [cn]: built.replace('comes first', 'is in front') })
  await adopt(cn)
  const [now] = kept(project, 'a.md', 'en').units
  expect(printContent(now?.segments[0]?.target ?? [])).toBe(
    'What is in front <1/> and what follows.',
  )
})
