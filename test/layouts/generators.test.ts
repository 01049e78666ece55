// Each generator's own build of its sample site, after `yiwen init --layout` and
// `yiwen build`, crawled.
import { spawnSync } from 'node:child_process'
import { existsSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { LayoutName } from '../../src/model/index.ts'
import { runCli } from '../cli/run-cli.ts'
import { createProject, type Project } from '../project.ts'
import { brokenLinks, readPages } from './crawl.ts'
import { translateSite } from './english.ts'
import { type SampleSite, sites } from './sites.ts'

// They are a thousand packages, so no part of ours: `.ci/` installs them.
const packages = join(process.env['YIWEN_GENERATORS'] ?? '', 'node_modules')
const missing = !process.env['YIWEN_GENERATORS'] || !existsSync(packages)

// A test is no build for production.
const { NODE_ENV: _, ...inherited } = process.env
const env = { ...inherited, ASTRO_TELEMETRY_DISABLED: '1' }

const locales = ['zh-TW', 'zh-HK', 'zh-CN', 'en'] as const

/** Characters of one script that the other does not have; words of the other place. */
const foreign = {
  'zh-TW': /[软载设绍问题]|軟件/,
  'zh-HK': /[软载设绍问]|軟體|網路/,
  'zh-CN': /[軟載設紹問題網檔]|软体|网路/,
  en: /\p{Script=Han}/u,
}

/** Names of languages in menus, which are in those languages. */
const languageNames = /正體|香港|简体|繁體|臺灣|中文（[^）]*）/g

async function localized(site: SampleSite): Promise<Project> {
  const project = createProject(site.files)
  onTestFinished(project.remove)
  const run = async (...argv: string[]): Promise<void> => {
    const { code, stdout, stderr } = await runCli(argv, { cwd: project.root })
    expect([code, code === 0 ? '' : stdout + stderr]).toEqual([0, ''])
  }
  await run('init', '--layout')
  const config = project.read('yiwen.config.yaml')
  project.write({
    'yiwen.config.yaml': config.replace('editions:', 'editions:\n  - en'),
  })
  // Labels are articles from the first build on.
  await run('build')
  expect(await translateSite(project)).toEqual([])
  // Docusaurus has a plugin that builds.
  if (!('docusaurus.config.js' in site.files)) await run('build')
  return project
}

const built = (Object.keys(sites) as LayoutName[]).filter(
  (name) => sites[name].build,
)

describe.skipIf(missing)(
  'Generators (skipped without YIWEN_GENERATORS)',
  () => {
    test.each(built)('%s', { timeout: 400_000 }, async (name) => {
      const site = sites[name]
      const project = await localized(site)
      symlinkSync(packages, project.at('node_modules'))
      const [program = '', ...argv] = site.build ?? []
      const run = spawnSync(
        process.execPath,
        [join(packages, program), ...argv],
        {
          cwd: project.root,
          encoding: 'utf8',
          env,
        },
      )
      expect(run.status, run.stdout + run.stderr).toBe(0)
      const folder = project.at(site.built ?? '')
      const pages = readPages(folder)
      const broken = brokenLinks(folder, pages).filter(
        // VitePress' menu of languages leads there, whether or not there is a page.
        (one) =>
          !(
            name === 'vitepress' &&
            /(?:zh-cn|en)\/guide\/hong-kong\.html$/.test(one)
          ),
      )
      expect(broken).toEqual([])

      const pageOf = (locale: (typeof locales)[number]) =>
        pages.find(({ path }) => path === site.page?.(locale))
      const source = pageOf('zh-TW')
      expect(source?.text).toContain('這套軟體透過網路下載')
      for (const locale of locales) {
        const page = pageOf(locale)
        expect([locale, page?.lang]).toEqual([locale, locale])
        // What is in the source stands in code, too.
        const text = page?.text.replaceAll('echo 軟體', '') ?? ''
        expect(text.match(/這套.{4}|这套.{4}|This software/)?.[0]).toBe(
          {
            en: 'This software',
            'zh-TW': '這套軟體透過',
            'zh-HK': '這套軟件透過',
            'zh-CN': '这套软件通过',
          }[locale],
        )
        if (name !== 'eleventy') {
          // Each id of the source's headings is one of its headings' here.
          const ids = source?.headings.map(([id]) => id)
          const here = page?.headings.map((own) => new Set(own))
          expect(
            here?.map((own, at) => ids?.[at] === undefined || own.has(ids[at])),
          ).toEqual(ids?.map(() => true))
        }
      }
      const own = pages.filter(({ lang }) => lang === 'zh-CN')
      expect(own.length).toBeGreaterThan(1)
      // Whole pages, with what the theme says.
      for (const { path, lang, text } of pages) {
        // It has no edition in zh-CN, so a generator shows the source, or nothing.
        if (path.includes('hong-kong')) continue
        const marks = foreign[lang as keyof typeof foreign]
        const prose = text
          .replaceAll('echo 軟體', '')
          .replaceAll(/只有香港(?:的使用者看得到這個網頁的資訊。)?/g, '')
          .replaceAll(languageNames, '')
        expect([path, prose.match(marks)?.[0]]).toEqual([path, undefined])
      }
    })
  },
)
