import {
  appendFileSync,
  existsSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { displayWidth, locales } from '../../src/model/index.ts'
import { folderWith, glossary, runCli, textOf } from './run-cli.ts'

const article = '---\ntitle: 人工智慧\n---\n\n人工智慧的「軟體」。\n'

function project(): string {
  return folderWith({
    'articles/a.md': article,
    'locales/glossary/a.yaml': glossary,
  })
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
}

describe('init', () => {
  test.each(locales)('makes a project that builds, in %s', async (lang) => {
    const cwd = folderWith()
    const made = await runCli(['init', '--lang', lang], { cwd })
    expect([made.code, made.stderr]).toEqual([0, ''])
    expect(filesIn(cwd)).toContain('yiwen.config.yaml')
    expect(filesIn(cwd)).toContain('articles/first-article.md')
    expect(filesIn(cwd)).toContain('locales/glossary/glossary.yaml')
    const built = await runCli(['build', '--verbose', '--frail'], { cwd })
    expect(built.code).toBe(0)
    // The address of a site is its owner's to say.
    expect(built.stdout).toContain('publish-no-site')
    expect(built.stdout).toContain('Findings  1 remark')
    const mainland = textOf(cwd, 'public/zh-CN/first-article.md')
    expect(mainland).toContain('**开源软件**（open-source software）')
    expect(mainland).toContain(':keep[滑鼠]')
    expect((await runCli(['check'], { cwd })).code).toBe(0)
  })

  test('writes the defaults, so that they can be changed', async () => {
    const cwd = folderWith()
    const before = await runCli(['config', '--json'], { cwd })
    await runCli(['init'], { cwd })
    const after = await runCli(['config', '--json'], { cwd })
    const settings = (text: string) =>
      (JSON.parse(text) as { settings: unknown }).settings
    expect(settings(after.stdout)).toEqual(settings(before.stdout))
  })

  test('changes no file that is there, and says so', async () => {
    const cwd = folderWith({
      'yiwen.config.json': '{}',
      'articles/mine.md': '我的',
      'locales/glossary/mine.yml': 'concepts: []\n',
    })
    const before = filesIn(cwd)
    const { code, stdout } = await runCli(['init'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('kept yiwen.config.json')
    expect(stdout).toContain('kept articles/')
    expect(stdout).toContain('kept locales/glossary/')
    expect(filesIn(cwd)).toEqual(before)
    expect(textOf(cwd, 'articles/mine.md')).toBe('我的')
  })

  test('twice is once', async () => {
    const cwd = folderWith()
    await runCli(['init', 'blog'], { cwd })
    const before = filesIn(cwd)
    const config = textOf(cwd, 'blog/yiwen.config.yaml')
    const again = await runCli(['init', 'blog', '--lang', 'zh-TW'], { cwd })
    expect(again.stdout).not.toContain('已建立')
    expect(again.stdout).toContain('cd blog && yiwen build')
    expect(filesIn(cwd)).toEqual(before)
    expect(textOf(cwd, 'blog/yiwen.config.yaml')).toBe(config)
  })

  test('a file is no folder', async () => {
    const cwd = folderWith({ file: '' })
    const { code, stderr } = await runCli(['init', 'file'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('file is no folder')
  })
})

describe('build', () => {
  test('says what was done, and where to look', async () => {
    const cwd = project()
    const { code, stdout, stderr } = await runCli(['build'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('Done: 1 article, 4 editions')
    expect(stdout).toMatch(/Files +\d+ written, 0 unchanged/)
    expect(stdout).toMatch(/Edits +\d+ \(.*glossary terms/)
    expect(stdout).toMatch(/Findings +1 remark/)
    expect(stdout).toMatch(/Time +[\d.]+ s/)
    expect(stdout).toContain('public/index.html')
    expect(existsSync(path.join(cwd, 'public/index.html'))).toBe(true)
    expect(stderr).toBe('[1 of 1] articles/a.md\n')
    const again = await runCli(['build'], { cwd })
    expect(again.stdout).toMatch(/Files +0 written, \d+ unchanged/)
  })

  test('a terminal sees a bar, which is gone at the end', async () => {
    const { stderr } = await runCli(['build'], { cwd: project(), terminal: 60 })
    expect(stderr).toContain('━')
    expect(stderr).not.toContain('\n')
    expect(stderr.endsWith('\r\x1b[2K')).toBe(true)
  })

  test('--json is one value with everything in it', async () => {
    const { code, stdout } = await runCli(['build', '--json'], {
      cwd: project(),
    })
    expect(code).toBe(0)
    const report = JSON.parse(stdout) as {
      ok: boolean
      articles: { path: string; editions: { id: string; edits: object }[] }[]
    }
    expect(report.ok).toBe(true)
    expect(report.articles.map(({ path }) => path)).toEqual(['articles/a.md'])
    expect(report.articles[0]?.editions.map(({ id }) => id)).toEqual([
      'zh-TW',
      'zh-HK',
      'zh-CN',
      'bilingual',
    ])
  })

  test('one edition of one article', async () => {
    const cwd = project()
    writeFileSync(path.join(cwd, 'articles/b.md'), article)
    const argv = ['build', 'articles/a.md', '--edition', 'zh-HK']
    expect((await runCli(argv, { cwd })).code).toBe(0)
    const written = filesIn(path.join(cwd, 'public'))
    expect(written).toContain('zh-HK/a.md')
    expect(written).not.toContain('zh-HK/b.md')
    expect(written).not.toContain('zh-CN/a.md')
  })

  test('an error is listed with its place and makes it 1, the others go on', async () => {
    const cwd = project()
    writeFileSync(path.join(cwd, 'articles/bad.md'), '---\na: [b\n---\n軟體\n')
    const { code, stdout } = await runCli(['build'], { cwd })
    expect(code).toBe(1)
    expect(stdout).toContain('Done, with errors: 2 articles (1 with errors)')
    expect(stdout).toMatch(/articles\/bad\.md:\d+:\d+ +error/)
    expect(stdout).toContain('front-matter-invalid')
    const written = filesIn(path.join(cwd, 'public'))
    expect(written).toContain('zh-CN/a.md')
    expect(written).not.toContain('zh-CN/bad.md')
  })

  test('a warning makes it 1 with --frail only', async () => {
    const cwd = project()
    const text = '看 http://a.tw/page的資訊 吧\n'
    writeFileSync(path.join(cwd, 'articles/w.md'), text)
    const plain = await runCli(['build'], { cwd })
    expect([plain.code, plain.stdout.includes('1 warning')]).toEqual([0, true])
    expect((await runCli(['build', '--frail'], { cwd })).code).toBe(1)
  })

  test('makes only what changed, and says why', async () => {
    const cwd = project()
    const build = (...more: string[]) =>
      runCli(['build', '--explain-rebuild', ...more], { cwd })
    const first = await build()
    expect(first.stdout).toContain('1 article was made anew:\n  articles/a.md')
    expect(first.stdout).toContain('nothing was kept of it')
    const second = await build()
    expect(second.stdout).toContain('No article was made anew')
    // What was not made is no step of the progress.
    expect(second.stderr).toBe('')
    appendFileSync(path.join(cwd, 'articles/a.md'), '硬體。\n')
    expect((await build('--lang', 'zh-TW')).stdout).toContain('文章改了')
    const { rebuilt } = JSON.parse((await build('--no-cache', '--json')).stdout)
    expect(rebuilt).toEqual([
      { path: 'articles/a.md', reason: { kind: 'off' } },
    ])
  })

  test('what was edited by hand stays, until it is forced', async () => {
    const cwd = project()
    await runCli(['build'], { cwd })
    const edition = path.join(cwd, 'public/zh-CN/a.md')
    appendFileSync(edition, '手改\n')
    const kept = await runCli(['build'], { cwd })
    expect(kept.code).toBe(1)
    expect(kept.stdout).toContain('publish-target-edited')
    expect(textOf(cwd, 'public/zh-CN/a.md')).toContain('手改')
    expect((await runCli(['build', '--force'], { cwd })).code).toBe(0)
    expect(textOf(cwd, 'public/zh-CN/a.md')).not.toContain('手改')
  })

  test('no articles folder is misuse, with a way on', async () => {
    const { code, stderr } = await runCli(['build'], { cwd: folderWith() })
    expect(code).toBe(2)
    expect(stderr).toContain('articles/')
    expect(stderr).toContain('yiwen init')
  })

  test('an empty one is told', async () => {
    const cwd = folderWith({ 'articles/image.png': '' })
    const { code, stdout } = await runCli(['build'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('There is no article in articles/.')
  })
})

describe('check', () => {
  test('is 1 until everything is built, and writes nothing', async () => {
    const cwd = project()
    const before = filesIn(cwd)
    const missing = await runCli(['check'], { cwd })
    expect(missing.code).toBe(1)
    expect(missing.stdout).toContain('publish-missing')
    expect(missing.stdout).toContain('Run “yiwen build”')
    expect(filesIn(cwd)).toEqual(before)
    await runCli(['build'], { cwd })
    const fresh = await runCli(['check'], { cwd })
    expect(fresh).toMatchObject({ code: 0 })
    expect(fresh.stdout).toContain('Every edition is there and fresh.')
    appendFileSync(path.join(cwd, 'articles/a.md'), '\n資訊\n')
    const stale = await runCli(['check'], { cwd })
    expect(stale.code).toBe(1)
    expect(stale.stdout).toContain('publish-stale')
    await runCli(['build'], { cwd })
    rmSync(path.join(cwd, 'public/zh-HK/a.md'))
    expect((await runCli(['check'], { cwd })).code).toBe(1)
  })

  test('--json carries the findings', async () => {
    const { code, stdout } = await runCli(['check', '--json'], {
      cwd: project(),
    })
    expect(code).toBe(1)
    const { ok, articles } = JSON.parse(stdout) as {
      ok: boolean
      articles: { findings: { rule: string; severity: string }[] }[]
    }
    expect(ok).toBe(false)
    expect(articles[0]?.findings[0]).toMatchObject({
      rule: 'publish-missing',
      severity: 'error',
    })
  })
})

describe('explain', () => {
  test('shows place, change, reason and counts', async () => {
    const cwd = project()
    const { code, stdout } = await runCli(['explain', 'articles/a.md'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('articles/a.md (zh-TW) → zh-CN')
    const row = stdout
      .split('\n')
      .find((l) => l.includes('人工智慧 → 人工智能'))
    expect(row).toContain('artificial-intelligence')
    expect(row).toContain('technology')
    expect(row).toContain('locales/glossary/a.yaml')
    expect(row).toContain('100 %')
    expect(row).toMatch(/2:8 5:1$/)
    expect(stdout).toMatch(/人工智慧 \+ artificial intelligence.* 5:5/)
    expect(stdout).toMatch(/glossary terms +2$/m)
    expect(stdout).toMatch(/regional words +1$/m)
  })

  test('--json gives each edit where the source has it', async () => {
    const cwd = project()
    const argv = ['explain', 'articles/a.md', '--json', '--to', 'zh-HK']
    const { stdout } = await runCli(argv, { cwd })
    const explained = JSON.parse(stdout) as {
      target: string
      counts: Record<string, number>
      edits: { line: number; column: number; before: string; rule: string }[]
    }
    expect(explained.target).toBe('zh-HK')
    const lines = article.split('\n')
    const words = explained.edits.filter(({ rule }) => rule === 'vocabulary')
    expect(words.length).toBe(explained.counts['vocabulary'])
    expect(words.length).toBeGreaterThan(0)
    for (const { line, column, before } of words) {
      const rest = lines[line - 1]?.slice(column - 1)
      expect(rest?.startsWith(before)).toBe(true)
    }
  })

  test('one rule, an edition by its id, another language', async () => {
    const cwd = project()
    const argv = ['explain', 'articles/a.md', '--to', 'bilingual']
    const { stdout } = await runCli(
      [...argv, '--rule', 'vocabulary', '--lang', 'zh-TW'],
      { cwd },
    )
    expect(stdout).toContain('→ bilingual (zh-CN)')
    expect(stdout).toContain('軟體 → 软件')
    expect(stdout).toContain('地區用語')
    expect(stdout).not.toContain('人工智能')
  })

  test('writes a page with both texts', async () => {
    const cwd = project()
    const argv = ['explain', 'articles/a.md', '--html', 'a.html']
    const { code } = await runCli(argv, { cwd })
    expect(code).toBe(0)
    const page = textOf(cwd, 'a.html')
    expect(page).toContain('<section lang="zh-Hant-TW">')
    expect(page).toContain('<section lang="zh-Hans-CN">')
    expect(page).toContain('<mark class="vocabulary"')
    expect(page).not.toMatch(/<script/)
  })

  test('a narrow terminal gets no wider lines than it has', async () => {
    const cwd = project()
    const argv = ['explain', 'articles/a.md', '--no-color']
    const { stdout } = await runCli(argv, { cwd, terminal: 60 })
    expect(stdout).toContain('人工智慧 → 人工智能')
    for (const line of stdout.split('\n')) {
      expect(displayWidth(line)).toBeLessThanOrEqual(60)
    }
  })

  test('what chose the sense of a word is said of each place', async () => {
    const text = 'fork 會複製行程。\n\n執行緒共用行程。\n\n兩個行程在等。\n'
    const cwd = folderWith({ 'a.md': text })
    const { stdout } = await runCli(['explain', 'a.md'], { cwd })
    expect(stdout).toMatch(/行程 → 进程 .* neighbours .* 1:9 3:6$/m)
    expect(stdout).toMatch(/行程 → 进程 .* article .* 5:3$/m)
  })

  test('nothing to do is said', async () => {
    const cwd = folderWith({ 'a.md': 'English only.\n' })
    const { code, stdout } = await runCli(['explain', 'a.md'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toContain('Nothing was edited.')
  })
})

describe('config', () => {
  test('prints the defaults, and that they are', async () => {
    const { code, stdout } = await runCli(['config'], { cwd: folderWith() })
    expect(code).toBe(0)
    expect(stdout).toMatch(/^# No configuration file/)
    expect(parse(stdout)).toMatchObject({ articles: 'articles', html: true })
  })

  test('what it prints is a configuration that says the same', async () => {
    const cwd = folderWith({ 'yiwen.config.json': '{ "quotes": "keep" }' })
    const first = await runCli(['config'], { cwd })
    expect(first.stdout).toContain('# Settings from yiwen.config.json')
    writeFileSync(path.join(cwd, 'again.yaml'), first.stdout)
    const second = await runCli(['config', '--config', 'again.yaml'], { cwd })
    expect(second.stdout).toContain('# Settings from again.yaml')
    expect(parse(second.stdout)).toEqual(parse(first.stdout))
    expect(parse(second.stdout)).toMatchObject({ quotes: 'keep' })
  })

  test('settings of one article have its overrides and front matter', async () => {
    const cwd = folderWith({
      'yiwen.config.yaml':
        'overrides:\n  - files: "docs/**"\n    quotes: keep\n',
      'articles/docs/a.md':
        '---\nlang: zh-HK\nyiwen: { gloss: { style: ruby } }\n---\n\n好\n',
    })
    const argv = ['config', 'articles/docs/a.md', '--json']
    const { stdout } = await runCli(argv, { cwd })
    expect(JSON.parse(stdout)).toMatchObject({
      path: 'yiwen.config.yaml',
      settings: { source: 'zh-HK', quotes: 'keep', gloss: { style: 'ruby' } },
    })
  })

  test('a wrong key is misuse, and named', async () => {
    const cwd = folderWith({ 'yiwen.config.yaml': 'outputt: x\n' })
    const { code, stderr } = await runCli(['config'], { cwd })
    expect(code).toBe(2)
    expect(stderr).toContain('outputt')
  })
})

describe('glossary lint', () => {
  test('a good glossary is 0', async () => {
    const cwd = folderWith({ 'locales/glossary/a.yaml': glossary })
    const { code, stdout } = await runCli(['glossary', 'lint'], { cwd })
    expect(code).toBe(0)
    expect(stdout).toBe('1 file · 1 concept · none\n')
  })

  test('an error is 1, with file, line and column', async () => {
    const broken = glossary.replace('domain', 'domian')
    const cwd = folderWith({ 'g/a.yaml': broken })
    const argv = ['glossary', 'lint', 'g/a.yaml']
    const { code, stdout } = await runCli(argv, { cwd })
    expect(code).toBe(1)
    expect(stdout).toMatch(/g\/a\.yaml:3:5 +error/)
    expect(stdout).toContain('terms-invalid')
    const json = await runCli([...argv, '--json'], { cwd })
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: false,
      findings: [
        { path: 'g/a.yaml', line: 3, column: 5, rule: 'terms-invalid' },
      ],
    })
  })

  test('no glossary at all is misuse, not a success', async () => {
    const cwd = folderWith()
    for (const argv of [[], ['none.yaml'], ['none/*.yaml']]) {
      const result = await runCli(['glossary', 'lint', ...argv], { cwd })
      expect([result.code, result.stdout]).toEqual([2, ''])
    }
  })
})

test('text of a file can not command the terminal', async () => {
  const cwd = folderWith({
    'a.md': '看 http://a.tw/page路\x1b[31m徑\x9b2J 吧軟體\n',
  })
  const explained = await runCli(['explain', 'a.md'], { cwd })
  const converted = await runCli(['convert', 'a.md', '--to', 'zh-CN'], { cwd })
  for (const shown of [explained.stdout, explained.stderr, converted.stderr]) {
    expect(shown).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/)
  }
  expect(converted.stderr).toContain('locate-autolink-han')
})
