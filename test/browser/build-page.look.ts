import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../cli/run-cli.ts'
import { createProject, type Project } from '../project.ts'
import { launch, skip } from './launch.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

describe.skipIf(skip)(
  'report page of a build in Chromium (skipped: Chromium is missing)',
  () => {
    let browser: Browser
    let page: Page
    let project: Project
    let cwd: string
    const asked: string[] = []

    beforeAll(async () => {
      project = createProject({
        'articles/a.md':
          '# 甲 <b>&\n\n這套軟體與檔案。\n\n看 http://a.tw/page的資訊 吧\n',
        'articles/deep.md': `${'> '.repeat(300)}太深\n`,
        'articles/long.md': `# 長\n\n${'軟體。'.repeat(3000)}\n`,
      })
      cwd = project.root
      const argv = ['build', '--report', 'report.html', '--lang', 'zh-TW']
      expect((await runCli(argv, { cwd })).code).toBe(1)
      browser = await launch()
      // Without script the page says all the same.
      const context = await browser.newContext({ javaScriptEnabled: false })
      page = await context.newPage()
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(`file://${cwd}/report.html`)
    })
    afterAll(async () => {
      await browser?.close()
      project?.remove()
    })

    test('needs nothing from elsewhere', () => {
      expect(asked).toEqual([`file://${cwd}/report.html`])
    })

    test('shows articles, findings by rule and the slowest', async () => {
      expect(await page.locator('html').getAttribute('lang')).toBe('zh-Hant-TW')
      const tiles = await page.locator('.tiles div').allInnerTexts()
      expect(tiles[0]).toMatch(/文章\s+3/)
      const rules = await page.locator('summary code').allInnerTexts()
      expect(rules).toEqual(
        expect.arrayContaining(['parse-too-deep', 'locate-autolink-han']),
      )
      // What is wrong stands first, and open.
      expect(rules[0]).toBe('parse-too-deep')
      expect(await page.locator('details[open]').count()).toBe(1)
      const rows = await page.locator('section').last().locator('tbody tr')
      expect(await rows.first().innerText()).toContain('articles/deep.md')
      const bars = page.locator('.bar i')
      expect(await bars.count()).toBe(3)
      const first = await bars.first().boundingBox()
      const last = await bars.last().boundingBox()
      expect(first?.width).toBeGreaterThan(last?.width ?? 0)
    })

    test.for([
      ['light', 1200],
      ['dark', 1200],
      ['light', 390],
    ] as const)('can be read in %s, %i wide', async ([colorScheme, width]) => {
      const context = await browser.newContext({
        colorScheme,
        viewport: { width, height: 900 },
      })
      const own = await context.newPage()
      await own.goto(`file://${cwd}/report.html`)
      await own.evaluate(
        'for (const one of document.querySelectorAll("details")) one.open = true',
      )
      const wide = await own.evaluate(
        'document.documentElement.scrollWidth - innerWidth',
      )
      expect(wide).toBeLessThanOrEqual(0)
      await own.addScriptTag({ path: axe })
      const { violations } = (await own.evaluate('axe.run()')) as {
        violations: { id: string; nodes: { html: string }[] }[]
      }
      expect(violations.map(({ id, nodes }) => [id, nodes[0]?.html])).toEqual(
        [],
      )
      await context.close()
    })
  },
)
