// Hugo's own build of sites that Yiwen localized, crawled.
import { spawnSync } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { createProject, type Project } from '../project.ts'
import { type BuiltPage, brokenLinks, readPages } from './crawl.ts'
import { translateSite } from './english.ts'
import { sites } from './sites.ts'

const isMissing = spawnSync('hugo', ['version']).status !== 0
const need = 'skipped without hugo'

test.runIf(process.env['CI'])('Hugo is there', () => {
  expect(isMissing).toBe(false)
})

/** The sample site with each source in a folder of its locale. */
function byFolder(): Record<string, string | Uint8Array> {
  return Object.fromEntries(
    Object.entries(sites.hugo.files).map(([path, content]) => [
      path.replace(/^content\//, 'content/zh-tw/'),
      content,
    ]),
  )
}

/** Localize a site, and give Hugo the settings that Yiwen says it needs. */
async function localize(
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<Project> {
  const project = createProject(files)
  onTestFinished(project.remove)
  await runCli(['init', '--layout'], { cwd: project.root })
  const config = project.read('yiwen.config.yaml')
  project.write({
    'yiwen.config.yaml': `${config}  - en\n`,
  })
  // Again, for what Hugo's settings have to say of English, too.
  const init = await runCli(['init', '--layout'], { cwd: project.root })
  expect(init).toMatchObject({ code: 0, stderr: '' })
  const setup = /^ {2}defaultContentLanguage[\s\S]*weight = 4$/m.exec(
    init.stdout,
  )
  expect(setup).not.toBeNull()
  const own = project
    .read('hugo.toml')
    .replace(/^defaultContentLanguage = .*\n/m, '')
  project.write({
    'hugo.toml': `${own}disableKinds = ["RSS", "taxonomy", "term"]\n${setup?.[0]}\n`,
  })
  const english = {
    '<1/>、<2>同樣</2>、<3>只有香港</3>。':
      '<1/>, <2>the same</2>, <3>Hong Kong alone</3>.',
    '[檔案](<1/>)、<2>網頁</2>、[標題](<3/>)。':
      '[file](<1/>), <2>page</2>, [heading](<3/>).',
    '只有香港有：[檔案](<1/>)、[另一種](<2/>)。':
      'Only in Hong Kong: [file](<1/>), [another way](<2/>).',
  }
  expect(await translateSite(project, english)).toEqual([])
  const build = await runCli(['build'], { cwd: project.root })
  expect(build).toMatchObject({ code: 0 })
  // Every picture and page is found where Hugo finds it.
  expect(build.stdout).not.toContain('publish-link-missing')
  return project
}

function crawl(project: Project): BuiltPage[] {
  const run = spawnSync('hugo', ['--quiet'], {
    cwd: project.root,
    encoding: 'utf8',
  })
  expect([run.status, run.stdout + run.stderr]).toEqual([0, ''])
  // A redirection is no page.
  return readPages(project.at('public')).filter(({ headings }) => headings[0])
}

const site = 'https://example.com'
const prefixes = {
  'zh-TW': '',
  'zh-HK': '/zh-hk',
  'zh-CN': '/zh-cn',
  en: '/en',
} as const
type Language = keyof typeof prefixes

function addressOf({ path }: BuiltPage): string {
  return `${site}/${path.replace(/index\.html$/, '')}`
}

/** Each page that Hugo pairs with others is named by them, and its language is right. */
function expectPaired(pages: readonly BuiltPage[], prefix: string): void {
  const known = new Map(pages.map((page) => [addressOf(page), page]))
  for (const page of pages) {
    expect(Object.keys(prefixes)).toContain(page.lang)
    const own = prefixes[page.lang as Language] || prefix
    expect(`/${page.path}`).toMatch(new RegExp(`^${own}/`))
    expect(page.alternates.get(page.lang)).toBe(addressOf(page))
    const isOnly = page.path.includes('hong-kong')
    expect([page.path, [...page.alternates.keys()].sort()]).toEqual([
      page.path,
      isOnly ? ['zh-HK', 'zh-TW'] : ['en', 'zh-CN', 'zh-HK', 'zh-TW'],
    ])
    for (const [language, address] of page.alternates) {
      const other = known.get(address)
      expect([address, other?.lang]).toEqual([address, language])
      expect(other?.alternates).toEqual(page.alternates)
    }
  }
}

const foreign = {
  'zh-TW': /[软载设绍问题]|軟件/,
  'zh-HK': /[软载设绍问]|軟體|網路/,
  'zh-CN': /[軟載設紹問題網檔]|软体|网路/,
  en: /\p{Script=Han}/u,
}

function expectLocalized(pages: readonly BuiltPage[]): void {
  for (const { path, lang, text } of pages) {
    const prose = text.replaceAll('echo 軟體', '')
    const found = prose.match(foreign[lang as Language])?.[0]
    expect([path, found]).toEqual([path, undefined])
  }
}

/** Absolute addresses are the site's own, so a crawler follows them. */
function expectLinked(project: Project, pages: readonly BuiltPage[]): void {
  const own = pages.map((page) => ({
    ...page,
    links: page.links.map((link) =>
      link.startsWith(`${site}/`) ? link.slice(site.length) : link,
    ),
  }))
  expect(brokenLinks(project.at('public'), own)).toEqual([])
}

/** Links of an edition lead into the edition where it has the page. */
function expectKept(pages: readonly BuiltPage[], prefix: string): void {
  for (const page of pages) {
    const own = prefixes[page.lang as Language] || prefix
    const others = page.links
      .map((link) => new URL(link, addressOf(page)).pathname)
      .filter((path) => !path.startsWith(`${own}/`) || path.startsWith('/zh-'))
      .filter((path) => !path.startsWith(`${own}/`) || own === '')
    for (const path of others) {
      expect([page.path, path]).toEqual([
        page.path,
        expect.stringMatching(/hong-kong\/$|\.png$/),
      ])
    }
  }
}

test.skipIf(isMissing).each([
  ['by file name', sites.hugo.files, ''],
  ['by folder', byFolder(), ''],
  [
    'by file name, the default language below its name',
    inSubfolder(sites.hugo.files),
    '/zh-tw',
  ],
  [
    'by folder, the default language below its name',
    inSubfolder(byFolder()),
    '/zh-tw',
  ],
] as const)(`Hugo: content %s (${need})`, async (_, files, prefix) => {
  const project = await localize(files)
  const pages = crawl(project)
  expect(pages.filter(({ lang }) => lang === 'zh-CN').length).toBe(6)
  expectPaired(pages, prefix)
  expectLocalized(pages)
  expectLinked(project, pages)
  expectKept(pages, prefix)
  const ids = (path: string): string[] =>
    pages
      .filter((page) => page.path === path)
      .flatMap(({ headings }) => headings.map((own) => own.join()))
  const own = prefix.slice(1) && `${prefix.slice(1)}/`
  const page = 'guide/install/index.html'
  expect(ids(`zh-cn/${page}`)).toEqual(ids(own + page))
  expect(ids(`zh-cn/${page}`)).toContain('下載檔案')
})

test.skipIf(isMissing)(
  `Hugo: the crawl sees a link that leads out of its edition (${need})`,
  async () => {
    const project = await localize(sites.hugo.files)
    const path = 'content/guide/install/index.zh-cn.md'
    const text = project.read(path)
    project.write({
      [path]: text.replace('](/zh-cn/guide/settings/)', '](/guide/settings/)'),
    })
    expect(project.read(path)).not.toBe(text)
    expect(() => expectKept(crawl(project), '')).toThrow()
  },
)

/** `/zh-tw/guide/` in place of `/guide/`. */
function inSubfolder(
  files: Readonly<Record<string, string | Uint8Array>>,
): Record<string, string | Uint8Array> {
  return Object.fromEntries(
    Object.entries(files).map(([path, content]) => {
      if (typeof content !== 'string') return [path, content]
      if (path === 'hugo.toml') {
        return [path, `${content}defaultContentLanguageInSubdir = true\n`]
      }
      const text = content
        .replaceAll('](/guide/', '](/zh-tw/guide/')
        .replace('url: /', 'url: /zh-tw/')
        .replace('[/old/]', '[/zh-tw/old/]')
      return [path, path.endsWith('.md') ? text : content]
    }),
  )
}
