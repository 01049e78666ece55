import { rmSync } from 'node:fs'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveConfig } from '../../src/node.ts'
import { serveDev } from '../../src/server/index.ts'
import { createProject, type Project } from '../project.ts'
import { launch, skip } from './launch.ts'

const client = new URL('../../dist/server/', import.meta.url)
const count = Number(process.env['YIWEN_DEV_ARTICLES'] ?? 40)
const first = (word: string): string =>
  `---\ntitle: 甲\n---\n\n## 一節\n\n${word}好用。\n\n第二段。見[不見了](gone.md)。\n`

describe.skipIf(skip)(
  'yiwen dev in Chromium (skipped: Chromium is missing)',
  () => {
    let project: Project
    let server: Awaited<ReturnType<typeof serveDev>>
    let browser: Browser
    let context: BrowserContext
    let page: Page

    beforeAll(async () => {
      project = createProject({
        'articles/a.md': first('軟體'),
        'articles/讀/note.txt': '純文字\n\n硬體。\n',
        ...Object.fromEntries(
          Array.from({ length: count }, (_, index) => [
            `articles/more/n${index}.md`,
            `# 第 ${index} 篇\n\n網路與資料庫。\n\n![沒有](none${index}.png)\n`,
          ]),
        ),
        'locales/glossary/terms.yaml':
          'concepts:\n  - { id: software, domain: technology, state: approved, terms: { zh-TW: 軟體, zh-CN: 软件, en: software } }\n',
      })
      const config = resolveConfig({
        editions: [
          'zh-TW',
          'zh-CN',
          { id: 'both', locale: 'zh-TW', beside: 'en', incomplete: 'source' },
        ],
      })
      server = await serveDev({ cwd: project.root, config, by: '測試', client })
      browser = await launch()
      context = await browser.newContext()
      page = await context.newPage()
      await page.goto(server.url)
    }, 300_000)
    afterAll(async () => {
      await browser?.close()
      await server?.close()
      if (project) rmSync(project.root, { recursive: true, force: true })
    })

    const open = async (path: string) => {
      const { href } = new URL(`/${path}`, server.url)
      // The page that is left may just load itself again.
      await page.goto(href).catch((error: unknown) => {
        if (!String(error).includes('interrupted')) throw error
        return page.goto(href)
      })
    }
    const box = () => page.locator('#yiwen-dev')

    test.each([
      ['zh-CN/a.html', 'articles/a.md:9'],
      ['zh-CN/讀/note.html', undefined],
    ])('lists what was found, that of %s first', async (path, place) => {
      const problems: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') problems.push(message.text())
      })
      await open(path)
      await box().locator('summary').click()
      await expect.poll(() => box().locator('li').count()).toBeGreaterThan(5)
      const text = await box().locator('li').first().innerText()
      if (place) expect(text).toContain(place)
      expect(problems).toEqual([])
      const { x = -1, y = -1, width = 0 } = (await box().boundingBox()) ?? {}
      expect(x).toBeGreaterThanOrEqual(0)
      expect(y).toBeGreaterThanOrEqual(0)
      expect(width).toBeGreaterThan(100)
      page.removeAllListeners('console')
    })

    test('loads a page again when its article is saved', async () => {
      await open('zh-CN/a.html')
      const times: number[] = []
      for (const word of ['硬體', '網路', '軟體', '資料庫', '軟體']) {
        const loaded = page.waitForEvent('load')
        const start = performance.now()
        project.write({ 'articles/a.md': first(word) })
        await loaded
        times.push(Math.round(performance.now() - start))
        const expected = {
          硬體: '硬件',
          網路: '网络',
          軟體: '软件',
          資料庫: '数据库',
        }[word]
        expect(await page.locator('.prose').innerText()).toContain(expected)
        await page.waitForTimeout(300)
      }
      if (process.env['YIWEN_DEV_ARTICLES']) {
        console.log(
          `${count} articles, ms from saving to the page's load:`,
          times,
        )
      }
      // A page that nothing changed on stays, and is told of what was found.
      let loads = 0
      page.on('load', () => loads++)
      await open('zh-CN/more/n1.html')
      loads = 0
      project.write({ 'articles/more/n2.md': '# 改了\n\n網路。\n' })
      await page.waitForTimeout(3000)
      expect(loads).toBe(0)
      page.removeAllListeners('load')
    }, 120_000)

    test('calls nobody back who is on the way to another page', async () => {
      const stays = await context.newPage()
      await stays.goto(new URL('/zh-CN/a.html', server.url).href)
      await open('zh-CN/a.html')
      const told = stays.waitForEvent('load', { timeout: 60_000 })
      await page.route('**/zh-CN/more/n4.html', async (route) => {
        project.write({ 'articles/a.md': `${first('軟體')}\n第三段。\n` })
        await told
        await route.continue()
      })
      await page.evaluate(`location.href = '/zh-CN/more/n4.html'`)
      await page.waitForURL(/n4\.html$/)
      await stays.close()
    }, 120_000)

    test('loads a page again when its picture comes', async () => {
      await open('zh-CN/more/n3.html')
      const loaded = page.waitForEvent('load', { timeout: 60_000 })
      project.write({
        'articles/more/none3.png': Buffer.from(
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
          'base64',
        ),
      })
      await loaded
      const width = () =>
        page
          .locator('.prose img')
          .evaluate((one) => (one as { naturalWidth?: number }).naturalWidth)
      await expect.poll(width).toBe(1)
    }, 120_000)

    test('opens the review on a term with Alt and a click', async () => {
      await open('zh-CN/a.html')
      const popup = context.waitForEvent('page')
      await page
        .locator('.prose .term, .prose .gloss')
        .first()
        .click({ modifiers: ['Alt'] })
      const review = await popup
      await review.waitForURL(/#\/term\/software$/)
      await review.getByText('software').first().waitFor()
      expect(review.url()).not.toContain('token=')
      await review.close()
    }, 60_000)

    test('opens the translation of a paragraph with Alt and a click', async () => {
      await open('both/a.html')
      const popup = context.waitForEvent('page')
      await page
        .getByText('第二段')
        .first()
        .click({ modifiers: ['Alt'] })
      const review = await popup
      await review.waitForURL(/#\/translate\/en\/a\.md/)
      const focused = review.locator(
        '.segments [aria-selected="true"], .segments .current, [aria-current="true"]',
      )
      await expect.poll(() => focused.first().innerText()).toContain('第二段')
      await review.close()
    }, 60_000)
  },
)
