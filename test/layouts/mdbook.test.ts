// PO files for mdbook-i18n-helpers: https://github.com/google/mdbook-i18n-helpers
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createBookReader } from '../../src/exchange/index.ts'
import { printBookPo } from '../../src/translations/index.ts'
import { runCli } from '../cli/run-cli.ts'
import { corpusFiles, readCorpus } from '../corpus.ts'
import { createProject, type Project } from '../project.ts'
import { translateSite } from './english.ts'
import { sites } from './sites.ts'

const read = await createBookReader()
const textsOf = (markdown: string): string[] =>
  read(markdown).map(({ text }) => text)

const isMissing = spawnSync('msgfmt', ['--version']).status !== 0

test.runIf(process.env['CI'])('gettext is there', () => {
  expect(isMissing).toBe(false)
})

/** What gettext itself has against a file. */
function judge(project: Project, path: string): string {
  const argv = ['--check', '-o', '/dev/null', project.at(path)]
  const run = spawnSync('msgfmt', argv, { encoding: 'utf8' })
  return `${run.status}${run.stderr}`
}

describe('messages are those of mdbook-xgettext', () => {
  // Facts of its documentation and of the behaviour of its parser and printer.
  test.each([
    ['# 標題', ['標題']],
    ['# 標題 {#id .a}', ['標題']],
    ['一行\n又一行', ['一行 又一行']],
    ['- 一\n- 二\n  又二\n\n> * 三\n>   又三', ['一', '二 又二', '三 又三']],
    ['*斜* __粗__ ~~刪~~ `碼`', ['_斜_ **粗** ~~刪~~ `碼`']],
    [
      '看[這][1]與[那][]與[她]。\n\n[1]: a.md\n[那]: b.md "題"\n[她]: <c d>',
      ['看[這](a.md)與[那](b.md "題")與[她](<c d>)。'],
    ],
    ['<https://a.b> 與 https://c.d', ['<https://a.b> 與 https://c.d']],
    ['[無]', ['\\[無\\]']],
    ['--甲', ['\\--甲']],
    ['甲\n-乙 * 丙\\*丁 &lt;戊', ['甲 \\-乙 * 丙\\*丁 \\<戊']],
    ['**甲。**乙', ['\\*\\*甲。\\*\\*乙']],
    ['甲_乙_丙', ['甲_乙_丙']],
    ['硬\\\n換行', ['硬  \n換行']],
    ['<div class="a">\n\n文\n\n</div>', ['<div class="a">\n', '文', '</div>']],
    ['文[^1]\n\n[^1]: 註', ['文[^1]', '註']],
    ['|甲|`a\\|b`|\n|-|-|\n|乙\\|丙||', ['甲', '`a\\|b`', '乙\\|丙']],
    ['```rust\n// 註解\n```', []],
    ['> [!NOTE]\n> 注意', ['注意']],
    ['- [ ] 待辦', ['待辦']],
    ['<!-- i18n:skip -->\n\n略\n\n文', ['文']],
    [
      '<!-- i18n:skip-start -->\n\n略\n\n略\n\n<!-- i18n:skip-end -->\n\n文',
      ['文'],
    ],
    ['![圖*像*](a.png)', ['![圖_像_](a.png)']],
    ['驚\\![嘆](a)', ['驚\\![嘆](a)']],
  ] as const)('%j', (markdown, expected) => {
    expect(textsOf(markdown)).toEqual(expected)
  })

  test('lines are where a message starts, comments are for the translator', () => {
    const markdown =
      '# 一\n\n<!-- i18n:comment: 請看 -->\n\n二\n三\n\n- 四\n\n> [!TIP]\n> 五\n'
    expect(read(markdown)).toEqual([
      { text: '一', line: 1, comment: '' },
      { text: '二 三', line: 5, comment: '請看' },
      { text: '四', line: 8, comment: '' },
      { text: '五', line: 11, comment: '' },
    ])
  })
})

const inline = fc
  .array(
    fc.constantFrom(
      ...['字', '。', ' ', '*', '_', '`', '[', ']', '(', ')', '\\', '#', '-'],
      ...['<', '>', '!', '~', 'a', '\n', '|', '**', '](b)'],
    ),
    { maxLength: 14 },
  )
  .map((parts) => `字${parts.join('').replace(/\n[^字a]*/g, '\n字')}`)

test('a message read again is itself', () => {
  fc.assert(
    fc.property(inline, (markdown) => {
      const [first, ...others] = textsOf(markdown)
      // What is more than a paragraph is not one message.
      if (first === undefined || others.length > 0) return
      expect(textsOf(first)).toEqual([first])
    }),
  )
})

async function book(more: Record<string, string> = {}): Promise<Project> {
  const project = createProject({ ...sites.mdbook.files, ...more })
  onTestFinished(project.remove)
  const init = await runCli(['init', '--layout'], { cwd: project.root })
  expect(init.code).toBe(0)
  return project
}

const entry = (po: string, text: string): string | undefined =>
  new RegExp(
    `^msgid ${JSON.stringify(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}\nmsgstr "(.*)"$`,
    'm',
  ).exec(po)?.[1]

describe('yiwen export mdbook', () => {
  test('writes each edition; links have the ids of its headings', async () => {
    const project = await book()
    const run = await runCli(['export', 'mdbook'], { cwd: project.root })
    expect(run.code).toBe(0)
    const po = project.read('po/zh-CN.po')
    expect(entry(po, '安裝軟體')).toBe('安装软件')
    expect(entry(po, '下載檔案')).toBe('下载文件')
    expect(entry(po, '回到[安裝](install.md#下載檔案)。')).toBe(
      '回到[安装](install.md#下载文件)。',
    )
    expect(entry(po, '第二個問題，見[第二個](#常見問題-1)。')).toBe(
      '第二个问题，见[第二个](#常见问题-1)。',
    )
    expect(po).toContain(
      '#: src/guide/install.md:16\n#: src/guide/install.md:20\nmsgid "常見問題"',
    )
    // It is no chapter, so mdBook has no page of it.
    expect(po).not.toContain('只有香港的使用者')
    expect(po).not.toContain('echo')
    expect(project.read('po/zh-HK.po')).toContain('軟件')
    expect(existsSync(project.at('po/zh-TW.po'))).toBe(false)
    const again = await runCli(['export', 'mdbook'], { cwd: project.root })
    expect(again.code).toBe(0)
    expect(project.read('po/zh-CN.po')).toBe(po)
  })

  test('English: what is not translated has no translation', async () => {
    const project = await book()
    const config = project.read('yiwen.config.yaml')
    project.write({
      'yiwen.config.yaml': config.replace('editions:', 'editions:\n  - en'),
    })
    const argv = ['export', 'mdbook', '--edition', 'en']
    expect((await runCli(argv, { cwd: project.root })).code).toBe(0)
    const before = project.read('po/en.po')
    expect(entry(before, '下載檔案')).toBe('')
    expect(before).not.toMatch(/^msgstr ".*\p{Script=Han}/mu)
    const missing = await translateSite(project)
    expect(missing).toEqual([])
    await runCli(argv, { cwd: project.root })
    const after = project.read('po/en.po')
    expect(entry(after, '下載檔案')).toBe('Download the file')
    expect(entry(after, '回到[安裝](install.md#下載檔案)。')).toBe(
      'Back to [installation](install.md#download-the-file).',
    )
  })

  test('does not write over the file of somebody else', async () => {
    const project = await book({ 'po/zh-CN.po': 'msgid ""\nmsgstr ""\n' })
    const run = await runCli(['export', 'mdbook'], { cwd: project.root })
    expect(run.code).toBe(2)
    expect(run.stderr).toContain('--replace')
    expect(project.read('po/zh-CN.po')).toBe('msgid ""\nmsgstr ""\n')
    expect(existsSync(project.at('po/zh-HK.po'))).toBe(false)
    const forced = ['export', 'mdbook', '--replace']
    expect((await runCli(forced, { cwd: project.root })).code).toBe(0)
    expect(project.read('po/zh-CN.po')).toContain('安装软件')
  })

  test('says what is wrong with a project', async () => {
    const plain = createProject({ 'articles/a.md': '# 軟體\n' })
    onTestFinished(plain.remove)
    const none = await runCli(['export', 'mdbook'], { cwd: plain.root })
    expect([none.code, none.stderr]).toEqual([
      2,
      expect.stringContaining('init --layout mdbook'),
    ])
    const project = createProject({
      'yiwen.config.yaml': 'layout: mdbook\n',
      'src/a.md': '# 軟體\n',
    })
    onTestFinished(project.remove)
    const bare = await runCli(['export', 'mdbook'], { cwd: project.root })
    expect([bare.code, bare.stderr]).toEqual([
      2,
      expect.stringContaining('src/SUMMARY.md'),
    ])
  })

  test.skipIf(isMissing)(
    'gettext accepts them (skipped without msgfmt)',
    async () => {
      const project = await book({
        'src/guide/settings.md':
          '# "引號" \\ 反斜線\n\n<div>\n文\t字\n</div>\n\n%d 個\n',
      })
      await runCli(['export', 'mdbook'], { cwd: project.root })
      for (const path of ['po/zh-CN.po', 'po/zh-HK.po']) {
        expect([path, judge(project, path)]).toEqual([path, '0'])
      }
      // It does judge: one id twice is an error.
      const twice = {
        ...{ text: '甲', translation: '乙' },
        places: [],
        comments: [],
      }
      project.write({
        'twice.po': printBookPo([twice, twice], {
          title: 'a',
          locale: 'zh-CN',
        }),
      })
      expect(judge(project, 'twice.po')).toMatch(/^1.*twice/)
    },
  )
})

const chapters = corpusFiles(0, 1).filter((path) =>
  // A third of it, for the time it takes.
  /^rust-tw__book-tw\/src\/(?:SUMMARY|ch0[1-6])/.test(path),
)
test.skipIf(chapters.length === 0 || isMissing)(
  'a book of the corpus (skipped without ../shared/corpus or msgfmt)',
  { timeout: 120_000 },
  async () => {
    const files: Record<string, string> = { 'book.toml': '[book]\n' }
    for (const path of chapters) {
      files[path.replace('rust-tw__book-tw/', '')] = readCorpus(path)
    }
    const project = createProject(files)
    onTestFinished(project.remove)
    await runCli(['init', '--layout', 'mdbook'], { cwd: project.root })
    const argv = ['export', 'mdbook', '--edition', 'zh-CN']
    const run = await runCli(argv, { cwd: project.root })
    expect(run.stdout).toMatch(/po\/zh-CN\.po/)
    // The others are told.
    expect(run.stdout).toContain('In SUMMARY.md, but not there')
    expect(judge(project, 'po/zh-CN.po')).toBe('0')
    const [, done, all] = /([\d,]+) of ([\d,]+) messages/.exec(run.stdout) ?? []
    // Every block of every chapter has its place in the edition.
    expect(done).toBe(all)
    expect(Number(all?.replace(',', ''))).toBeGreaterThan(1000)
  },
)
