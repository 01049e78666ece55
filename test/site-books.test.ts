import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { EpubCheck } from '@likecoin/epubcheck-ts'
import { unzipSync } from 'fflate'
import { describe, expect, onTestFinished, test } from 'vitest'
import {
  type BuildProgress,
  resolveConfig,
  type UserConfig,
  UserError,
  watchProject,
} from '../src/node.ts'
import { checkSite } from '../src/publish/index.ts'
import { glossary, runCli } from './cli/run-cli.ts'
import { createProject, findings, kinds, type Project } from './project.ts'

const config = {
  editions: ['zh-TW', 'zh-CN'],
  books: ['epub', 'docx'],
} as const satisfies UserConfig

function create(files: Record<string, string> = {}): Project {
  const project = createProject({
    'articles/a.md': '---\ntitle: 一\ndate: 2026-01-02\n---\n\n人工智慧。\n',
    'articles/b.md': '# 二\n\n[一](a.md)，檔案。\n',
    'locales/glossary/g.yaml': glossary,
    ...files,
  })
  onTestFinished(project.remove)
  return project
}

const names = ['zh-CN.docx', 'zh-CN.epub', 'zh-TW.docx', 'zh-TW.epub']

function rules(report: Parameters<typeof findings>[0]): unknown[] {
  return findings(report).map(({ ruleId }) => ruleId)
}

/** Builds a project and lists what was done for its books. */
async function follow(
  project: Project,
  options: Parameters<Project['build']>[0],
) {
  const steps: BuildProgress[] = []
  const onProgress = (step: BuildProgress) => steps.push(step)
  const report = await project.build({ ...options, onProgress })
  return { report, steps: steps.filter(({ kind }) => kind) }
}

describe('books of a site', () => {
  test('are what the command writes, valid, and linked from their list', async () => {
    const project = create()
    await project.build({ config })
    expect(project.files('public/books~')).toEqual(names)
    const bytes = readFileSync(project.at('public/books~/zh-CN.epub'))
    const { messages } = await EpubCheck.validate(bytes)
    expect(messages.filter((one) => one.severity !== 'info')).toEqual([])
    const text = Buffer.from(
      unzipSync(bytes)['EPUB/chapter-1.xhtml'] ?? [],
    ).toString()
    expect(text).toContain('人工智能')
    project.write({ 'yiwen.config.json': JSON.stringify(config) })
    for (const format of config.books) {
      await runCli(['export', format], { cwd: project.root })
      for (const id of config.editions) {
        const name = `${id}.${format}`
        expect(readFileSync(project.at(`books/${name}`))).toEqual(
          readFileSync(project.at(`public/books~/${name}`)),
        )
      }
    }
    const link = '<a href="../books~/zh-CN.epub" type="application/epub+zip"'
    expect(project.read('public/zh-CN/index.html')).toContain(link)
    expect(project.read('public/index.html')).toContain('"books~/zh-TW.docx"')
    expect(project.read('public/zh-CN/a.html')).not.toContain('books~')
    const files = project.files('public')
    const paths = new Set(files)
    const read = (path: string): string => project.read(`public/${path}`)
    expect(checkSite({ paths, read })).toEqual([])
  })

  const judge = '/usr/share/java/epubcheck.jar'
  test.skipIf(!existsSync(judge) && !process.env['CI'])(
    'EPUBCheck has nothing to say',
    async () => {
      const project = create()
      await project.build({
        config: {
          books: ['epub'],
          editions: [{ id: 'both', locale: 'zh-CN', beside: 'en' }],
        },
      })
      const line = [
        '-jar',
        judge,
        '--failonwarnings',
        'public/books~/both.epub',
      ]
      const { status, stderr } = spawnSync('java', line, {
        cwd: project.root,
        encoding: 'utf8',
      })
      expect([status, stderr]).toEqual([0, ''])
    },
  )

  test('are made again only when something of theirs changed', async () => {
    const project = create()
    const first = await follow(project, { config })
    expect(first.steps.map(({ kind }) => kind)).toEqual([
      ...['chapter', 'chapter', 'book', 'book'],
      ...['chapter', 'chapter', 'book', 'book'],
    ])
    const time = (): number[] =>
      names.map((name) => statSync(project.at(`public/books~/${name}`)).mtimeMs)
    const before = time()
    expect((await follow(project, { config })).steps).toEqual([])
    // What is in no book, and what is kept of nothing.
    const plain = { ...config, search: false }
    expect((await follow(project, { config: plain })).steps).toEqual([])
    rmSync(project.at('.yiwen'), { recursive: true })
    expect((await follow(project, { config })).steps).toEqual([])
    // Made again without need they are the same bytes.
    const again = await follow(project, { config, cache: false })
    expect(again.steps).toHaveLength(8)
    expect(kinds(again.report)).toEqual({
      unchanged: again.report.changes.length,
    })
    expect(time()).toEqual(before)
    const report = await project.check({ config })
    expect(rules(report)).toEqual([])

    project.write({ 'articles/b.md': '# 二\n\n伺服器。\n' })
    expect(rules(await project.check({ config }))).toContain('publish-stale')
    const changed = await follow(project, { config })
    expect(changed.steps).toHaveLength(8)
    const written = changed.report.changes.filter(
      ({ path, kind }) => path.startsWith('books~/') && kind === 'update',
    )
    expect(written).toHaveLength(4)
    // One edition alone; the root still names the books of the other.
    project.write({ 'articles/b.md': '# 二\n\n檔案。\n' })
    const one = await follow(project, { config, editions: ['zh-CN'] })
    expect(one.steps.filter(({ kind }) => kind === 'book')).toHaveLength(2)
    expect(project.read('public/index.html')).toContain('books~/zh-TW.epub')
  })

  test('follow the concepts and pictures that are in them, and no others', async () => {
    const concept = (id: string, zh: string, definition: string): string =>
      `  - id: ${id}\n    domain: technology\n    state: approved\n    definition: ${definition}\n    terms: { zh-TW: ${zh}, en: ${id} }\n`
    const project = create({
      'locales/glossary/g.yaml': `concepts:\n${concept('ai', '人工智慧', '甲')}`,
    })
    const books = async (): Promise<number> =>
      (await follow(project, { config })).steps.filter(
        ({ kind }) => kind === 'book',
      ).length
    expect(await books()).toBe(4)
    const write = (text: string): void =>
      project.write({ 'locales/glossary/g.yaml': `concepts:\n${text}` })
    const used = concept('ai', '人工智慧', '甲')
    write(used + concept('quantum', '量子', '乙'))
    expect(await books()).toBe(0)
    // No edition says it, but the glossary at the end of a book.
    write(concept('ai', '人工智慧', '丙') + concept('quantum', '量子', '乙'))
    expect(await books()).toBe(4)
    project.write({
      'articles/p.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    })
    expect(await books()).toBe(4)
    expect(await books()).toBe(0)
  })

  test('go with their setting and their edition; what others put there stays', async () => {
    const project = create()
    await project.build({ config })
    project.write({ 'public/books~/mine.epub': 'x' })
    await project.build({ config: { ...config, books: ['epub'] } })
    const mine = ['mine.epub', 'zh-CN.epub', 'zh-TW.epub']
    expect(project.files('public/books~')).toEqual(mine)
    expect(project.read('public/zh-TW/index.html')).not.toContain('docx')
    writeFileSync(project.at('public/books~/zh-TW.epub'), 'edited')
    const report = await project.build({ config: { editions: ['zh-TW'] } })
    expect(project.files('public/books~')).toEqual(['mine.epub', 'zh-TW.epub'])
    expect(rules(report)).toContain('publish-orphan')
    const back = await project.build({ config })
    expect(rules(back)).toEqual(['publish-target-edited'])
    expect(project.read('public/books~/zh-TW.epub')).toBe('edited')
  })

  test('wait for articles that can not be made, and for the whole project', async () => {
    const project = create()
    await project.build({ config })
    const path = 'public/books~/zh-TW.epub'
    const before = readFileSync(project.at(path))
    project.write({ 'articles/a.md': '<!-- yiwen:off -->\n\n壞\n' })
    await project.build({ config })
    expect(readFileSync(project.at(path))).toEqual(before)
    project.write({ 'articles/a.md': '# 好\n\n新。\n' })
    await project.build({ config, only: ['articles/a.md'] })
    expect(readFileSync(project.at(path))).toEqual(before)
    expect(rules(await project.check({ config }))).toContain('publish-stale')
    await project.build({ config })
    expect(readFileSync(project.at(path))).not.toEqual(before)
  })

  test('are left to the next build by a watch', async () => {
    const project = create({ 'yiwen.config.json': JSON.stringify(config) })
    const watch = await watchProject({ cwd: project.root, onBuild: () => {} })
    await watch.close()
    expect(existsSync(project.at('public/zh-TW/a.html'))).toBe(true)
    expect(existsSync(project.at('public/books~'))).toBe(false)
    expect(project.read('public/zh-TW/index.html')).not.toContain('books~')
    await project.build({ config })
    expect(project.files('public/books~')).toEqual(names)
  })

  test('a PDF without Chromium is said, and keeps nothing else from being made', async () => {
    const project = create()
    const wanted = { ...config, books: ['epub', 'pdf'] } as UserConfig
    const none = { PATH: '/nowhere', CHROME_PATH: '/nowhere/chrome' }
    for (let run = 0; run < 2; run++) {
      const report = await project.build({ config: wanted, env: none })
      expect(rules(report)).toEqual(['publish-book-missing'])
      expect(project.files('public/books~')).toEqual([
        'zh-CN.epub',
        'zh-TW.epub',
      ])
      expect(project.read('public/zh-TW/index.html')).not.toContain('.pdf')
    }
    project.write({ 'c.json': JSON.stringify(wanted) })
    const { code, stdout } = await runCli(
      ['build', '--config', 'c.json', '--lang', 'en'],
      { cwd: project.root, env: none },
    )
    expect([code, stdout]).toEqual([0, expect.stringContaining('CHROME_PATH')])
    const checked = await project.check({ config: wanted, env: none })
    expect(rules(checked)).toEqual(['publish-book-missing'])

    // Stands for Chromium: the real one is in `test/browser`.
    const program = project.at('chromium')
    const script = `#!/bin/sh
echo x >> ${project.at('log')}
for one; do case $one in --print-to-pdf=*) out=\${one#*=};; esac; done
echo "%PDF-1.4 /CreationDate (D:20991231235959+00'00') $(date +%N)" > "$out"
`
    writeFileSync(program, script)
    chmodSync(program, 0o755)
    const env = { CHROME_PATH: program }
    const missing = await project.check({ config: wanted, env })
    expect(rules(missing)).toContain('publish-missing')
    const printed = (): number => project.read('log').length / 2
    await project.build({ config: wanted, env })
    expect(project.read('public/books~/zh-CN.pdf')).toContain(
      "/CreationDate (D:20260102000000+00'00')",
    )
    expect(project.read('public/zh-CN/index.html')).toContain('zh-CN.pdf')
    expect(printed()).toBe(2)
    // What another Chromium would print otherwise is known by what it is made of.
    rmSync(project.at('.yiwen'), { recursive: true })
    expect(rules(await project.check({ config: wanted, env: none }))).toEqual(
      [],
    )
    expect(rules(await project.build({ config: wanted, env: none }))).toEqual(
      [],
    )
    expect(printed()).toBe(2)
    project.write({ 'articles/b.md': '# 二\n\n伺服器。\n' })
    const kept = project.read('public/books~/zh-CN.pdf')
    const lost = await project.build({ config: wanted, env: none })
    expect(rules(lost)).toEqual(['publish-book-missing'])
    expect(project.read('public/books~/zh-CN.pdf')).toBe(kept)
    const failing = { CHROME_PATH: '/bin/false' }
    const failed = await project.build({ config: wanted, env: failing })
    expect(rules(failed)).toEqual(['publish-book-missing'])
    await project.build({ config: wanted, env })
    expect(printed()).toBe(4)
    await project.build({ config })
    expect(project.files('public/books~')).toEqual(names)
  })

  test('settings that are none are refused with what to write', () => {
    const wrong = (settings: unknown): string => {
      try {
        resolveConfig(settings)
      } catch (error) {
        if (error instanceof UserError) return error.message
      }
      return ''
    }
    expect(wrong({ books: ['mobi'] })).toMatch(/books\[0\].*epub/)
    expect(wrong({ books: 'epub' })).toContain('books')
    expect(wrong({ books: ['epub'], layout: 'hugo' })).toContain('yiwen export')
    expect(resolveConfig({ books: ['pdf', 'pdf'] }).books).toEqual(['pdf'])
  })
})
