import { afterEach, describe, expect, test } from 'vitest'
import { adoptEdition } from '../src/build/adopt.ts'
import { syncTranslations } from '../src/build/translations.ts'
import { resolveConfig } from '../src/node.ts'
import { createProject, type Project } from './project.ts'

const article = `---
title: 人工智慧的軟體
---

# 網路與軟體

智譜今天**上市**，見[公告](https://a.tw "標題")。股價上漲一成。

| 公司 | 營收 |
| --- | --- |
| 智譜 | 43 億 |

- 第一點\`code\`很好。
- 第二點。

> 他說：「好。」我們走吧！
`
const config = { editions: ['zh-TW', 'zh-CN', 'en'] }
const who = { by: 'Lin', at: '2026-11-28T10:00:00Z' }

let project: Project
afterEach(() => project.remove())

async function built(text = article): Promise<Project> {
  project = createProject({ 'articles/a.md': text })
  await project.build({ config })
  return project
}

const adopt = (file: string) =>
  adoptEdition({ cwd: project.root, config: resolveConfig(config) }, file, who)

function edit(file: string, ...changes: readonly [string, string][]): string {
  let text = project.read(file)
  for (const [from, to] of changes) {
    expect(text).toContain(from)
    text = text.replace(from, to)
  }
  project.write({ [file]: text })
  return text
}

describe('a conversion that was edited', () => {
  const file = 'public/zh-CN/a.md'

  test('is kept, sentence by sentence, and every build writes it again', async () => {
    await built()
    const edited = edit(
      file,
      ['人工智能的软件', '人工智能软件'],
      ['网络与软件', '网络软件大全'],
      ['智谱今天**上市**', '今天，智谱**挂牌上市**'],
      ['第一点`code`', '首先`code`确实'],
      ['43 亿', '43.0 亿'],
      ['我们走吧', '咱们走吧'],
    )
    const refused = await project.build({ config })
    const note = refused.articles[0]?.messages.find(
      ({ ruleId }) => ruleId === 'publish-target-edited',
    )
    expect(note?.note).toContain(`yiwen adopt ${file}`)
    const report = await adopt(file)
    expect(report.findings).toEqual([])
    expect(report.adopted.map(({ target }) => target)).toEqual([
      '人工智能软件',
      '网络软件大全',
      '今天，智谱挂牌上市，见公告。',
      '43.0 亿',
      '首先确实很好。',
      '咱们走吧！',
    ])
    expect(report.reproduced).toBe(true)
    const store = project.read('locales/zh-CN/a.md.xlf')
    expect(store.match(/state="reviewed"/g)).toHaveLength(6)
    // A sentence that nobody edited is converted, not kept.
    expect(store).not.toContain('股价')
    expect(store).toContain('<mda:meta type="by">adopt</mda:meta>')
    const { changes, articles } = await project.build({ config })
    expect(articles[0]?.failed).toBe(false)
    expect(project.read(file)).toBe(edited)
    expect(changes.some(({ path }) => path === 'zh-CN/a.html')).toBe(true)
    expect((await adopt(file)).unedited).toBe(true)
    // Its source changes: the new conversion, and the old words kept beside.
    project.write({
      'articles/a.md': article.replace('智譜今天', '智譜昨天'),
    })
    const next = await project.build({ config })
    expect(project.read(file)).toContain('智谱昨天**上市**')
    expect(project.read(file)).toContain('咱们走吧')
    const rules = next.articles[0]?.messages.map(({ ruleId }) => ruleId)
    expect(rules).toContain('translation-stale')
    await syncTranslations(
      { cwd: project.root, config: resolveConfig(config) },
      { write: true },
    )
    const stale = project.read('locales/zh-CN/a.md.xlf')
    expect(stale).toContain('subState="yiwen:stale"')
    expect(stale).toContain('挂牌上市')
    // And back again.
    project.write({ 'articles/a.md': article })
    await project.build({ config })
    expect(project.read(file)).toBe(edited)
  })

  test.each([
    ['a block more', ['- 第二点。', '- 第二点。\n- 第三点。'], 'added'],
    ['a block less', ['- 第二点。\n', ''], 'removed'],
    ['another address', ['https://a.tw', 'https://b.tw'], 'marks'],
    ['a mark less', ['**上市**', '上市'], 'marks'],
    ['a mark more', ['今天', '*今天*'], 'marks'],
    ['other code', ['`code`', '`kode`'], 'marks'],
    ['a sentence less', ['股价上涨一成。', ''], 'sentences'],
    ['another table', ['| --- | --- |', '| :-- | --- |'], 'shape'],
  ] as [string, [string, string], string][])(
    '%s can not be adopted, and is said; the rest is',
    async (_, change, problem) => {
      await built()
      const edited = edit(file, change, ['我们走吧', '咱们走吧'])
      const report = await adopt(file)
      expect(report.adopted.map(({ target }) => target)).toEqual(['咱们走吧！'])
      expect(report.findings.map(({ wording }) => wording?.key)).toEqual([
        `translations-structure.${problem}`,
      ])
      expect(report.reproduced).toBe(false)
      expect(project.read(file)).toBe(edited)
    },
  )

  test('in an alert, the alert stays one', async () => {
    await built('> [!NOTE]\n> 股價上漲一成。我們走吧！\n')
    const edited = edit(file, ['我们走吧', '咱们走吧'])
    const report = await adopt(file)
    expect([report.findings, report.reproduced]).toEqual([[], true])
    await project.build({ config })
    expect(project.read(file)).toBe(edited)
  })

  test('beside a gloss, the gloss stays the build’s', async () => {
    const glossed = {
      editions: [
        'zh-TW',
        { id: 'zh-CN', locale: 'zh-CN', gloss: { style: 'paren' as const } },
      ],
    }
    project = createProject({
      'articles/a.md': '# 公司\n\n我們用人工智慧寫作。人工智慧很好。\n',
      'locales/glossary/a.yaml': `concepts:
  - id: artificial-intelligence
    domain: technology
    state: approved
    terms: { zh-TW: 人工智慧, zh-CN: 人工智能, en: artificial intelligence }
`,
    })
    await project.build({ config: glossed })
    expect(project.read(file)).toContain('人工智能（artificial intelligence）')
    const edited = edit(file, ['我们用', '大家都用'], ['很好', '真好'])
    const report = await adoptEdition(
      { cwd: project.root, config: resolveConfig(glossed) },
      file,
      who,
    )
    expect(report.findings).toEqual([])
    expect(report.reproduced).toBe(true)
    await project.build({ config: glossed })
    expect(project.read(file)).toBe(edited)
  })

  test('what no build wrote, or wrote from something else, is refused', async () => {
    await built()
    await expect(adopt('articles/a.md')).rejects.toMatchObject({
      wording: { key: 'adopt-foreign' },
    })
    await expect(adopt('public/zh-CN/a.html')).rejects.toMatchObject({
      wording: { key: 'adopt-foreign' },
    })
    await expect(adopt('public/zh-TW/a.md')).rejects.toMatchObject({
      wording: { key: 'adopt-source' },
    })
    edit(file, ['我们走吧', '咱们走吧'])
    project.write({ 'articles/a.md': `${article}\n多了一段。\n` })
    await expect(adopt(file)).rejects.toMatchObject({
      wording: { key: 'adopt-changed' },
    })
    expect(project.files().filter((path) => path.endsWith('.xlf'))).toEqual([])
  })
})

describe('a translation that was edited', () => {
  const file = 'public/en/a.md'
  const text = '# 公司\n\n智譜今天**上市**。股價`a`上漲一成，見[公告](b)。\n'
  const targets: Record<string, string> = {
    公司: 'The company',
    智譜今天: 'Zhipu <pc id="1">listed</pc> today. It was its first day.',
    股價: 'See <pc id="3">the notice</pc>: shares (<ph id="2"/>) rose 10%.',
  }

  async function translatedProject(): Promise<void> {
    await built(text)
    const options = { cwd: project.root, config: resolveConfig(config) }
    await syncTranslations(options, { write: true })
    const store = 'locales/en/a.md.xlf'
    let xlf = project.read(store).replaceAll('"initial"', '"translated"')
    for (const [start, target] of Object.entries(targets)) {
      xlf = xlf.replace(
        new RegExp(`(<source>${start}.*</source>)`),
        `$1<target>${target}</target>`,
      )
    }
    project.write({ [store]: xlf })
    await project.build({ config })
  }

  test('is kept, also where its marks stand in another order', async () => {
    await translatedProject()
    const edited = edit(
      file,
      ['It was its first day.', 'That was day one.'],
      ['shares (`a`) rose 10%', 'the shares `a` went up by 10%'],
    )
    const report = await adopt(file)
    expect(report.findings).toEqual([])
    expect(report.adopted.map(({ target }) => target)).toEqual([
      'Zhipu listed today. That was day one.',
      'See the notice: the shares  went up by 10%.',
    ])
    expect(report.reproduced).toBe(true)
    await project.build({ config })
    expect(project.read(file)).toBe(edited)
    const store = project.read('locales/en/a.md.xlf')
    expect(store.match(/state="reviewed"/g)).toHaveLength(2)
    expect(store.match(/state="translated"/g)).toHaveLength(1)
  })
})
