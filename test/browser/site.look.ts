import { copyFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Project } from '../project.ts'
import { createSiteProject, siteConfig } from '../site-project.ts'
import { launch, skip } from './launch.ts'
import {
  isHacked,
  listBeyond,
  listFaint,
  runAxe,
  scrollToTop,
} from './probes.js'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')
const editions = ['zh-TW', 'zh-HK', 'zh-CN', 'en', 'both']
const names = [
  'news/report.html',
  'index.html',
  'glossary.html',
  'tags/index.html',
]

describe.skipIf(skip)(
  'a site in Chromium (skipped: Chromium is missing)',
  () => {
    let browser: Browser
    let project: Project

    beforeAll(async () => {
      project = await createSiteProject()
      await project.build({ config: siteConfig })
      // From here it is loaded sooner than it could be handed over.
      copyFileSync(axe, project.at('axe.js'))
      browser = await launch()
    })
    afterAll(async () => {
      await browser?.close()
      project?.remove()
    })

    async function open(
      path: string,
      options: { width?: number; script?: boolean } = {},
    ): Promise<Page> {
      const { width = 1280, script = true } = options
      return show(
        path,
        await browser.newContext({
          viewport: { width, height: 800 },
          javaScriptEnabled: script,
          hasTouch: width < 500,
        }),
      )
    }

    async function show(path: string, context: BrowserContext): Promise<Page> {
      const page = await context.newPage()
      await page.goto(pathToFileURL(project.at(`public/${path}`)).href)
      return page
    }

    const windows = new Map<number, Promise<BrowserContext>>()
    /** A window that all pages are tested in: to open one takes longest of all. */
    function windowOf(width: number): Promise<BrowserContext> {
      let made = windows.get(width)
      made ??= browser.newContext({
        viewport: { width, height: 800 },
        hasTouch: width < 500,
        // Only for what the test itself runs in the page.
        bypassCSP: true,
      })
      windows.set(width, made)
      return made
    }

    const orders = ['glossary~strokes.html', 'glossary~pinyin.html']
    for (const id of editions) {
      for (const name of id === 'en' ? names : [...names, ...orders]) {
        test(`${id}/${name} fits, can be read, and axe finds nothing serious`, async () => {
          // Pages of these are as those of Taiwan, in other characters.
          const isAlike = id === 'zh-HK' || id === 'zh-CN'
          for (const width of isAlike ? [360] : [360, 1280]) {
            const page = await show(`${id}/${name}`, await windowOf(width))
            expect(await page.evaluate(listBeyond)).toEqual([])
            await page.addScriptTag({
              url: pathToFileURL(project.at('axe.js')).href,
            })
            for (const colorScheme of ['dark', 'light'] as const) {
              await page.emulateMedia({ colorScheme })
              expect((await page.evaluate(listFaint)).below).toEqual([])
              // In other colours, only colours can be wrong.
              const rules =
                colorScheme === 'dark' ? ['color-contrast'] : undefined
              expect(await page.evaluate(runAxe, rules)).toEqual([])
            }
            const shots = process.env['YIWEN_SCREENSHOTS']
            if (shots) {
              mkdirSync(shots, { recursive: true })
              const file = `site-${id}-${name.replace('/', '-')}-${width}.png`
              await page.screenshot({ path: join(shots, file), fullPage: true })
            }
            await page.close()
          }
        })
      }
    }

    test('nothing an article or the glossary says is run', async () => {
      for (const name of [
        'Hostile.html',
        'glossary.html',
        'tags/index.html',
        'index.html',
      ]) {
        const page = await open(`zh-TW/${name}`)
        await page.waitForTimeout(100)
        expect(await page.evaluate(isHacked)).toBe(false)
        const all = page.getByRole('button', { name: '全部' })
        if (await all.count()) {
          await all.click()
          await page.locator('.term[data-en]').first().hover()
          expect(await page.evaluate(isHacked)).toBe(false)
        }
        await page.context().close()
      }
    })

    test('another edition opens at the block that was read', async () => {
      const page = await open('zh-TW/news/report.html', { width: 360 })
      await page.setViewportSize({ width: 360, height: 300 })
      await page.locator('#p6').evaluate(scrollToTop)
      await page
        .getByRole('link', { name: 'English', exact: true })
        .dispatchEvent('pointerdown')
      const href = await page
        .getByRole('link', { name: 'English', exact: true })
        .getAttribute('href')
      const id = decodeURIComponent(href?.split('#')[1] ?? '')
      expect(['p5', 'p6', '之後']).toContain(id)
      await page.goto(new URL(href ?? '', page.url()).href)
      expect(await page.locator(`[id="${id}"]`).count()).toBe(1)
      await page.context().close()
    })

    test('terms say their English to the mouse, a finger and the keyboard', async () => {
      for (const width of [360, 1280]) {
        const page = await open('zh-TW/news/report.html', { width })
        const tip = page.getByRole('tooltip')
        const term = page.locator('.term[data-en]').last()
        await term.hover()
        expect(await tip.count()).toBe(0)
        await page.getByRole('button', { name: '全部' }).click()
        if (width < 500) await term.tap()
        else await term.hover()
        expect(await tip.textContent()).toBe('data centre')
        expect(await term.getAttribute('aria-describedby')).toBe('yiwen-tip')
        expect(await page.evaluate(listBeyond)).toEqual([])
        await page.keyboard.press('Escape')
        expect(await tip.count()).toBe(0)
        await page.locator('.term[data-en]').first().focus()
        expect(await tip.textContent()).toBe('large model')
        await page.getByRole('button', { name: '不顯示' }).click()
        expect(await page.locator('.gloss').first().isVisible()).toBe(false)
        await page.getByRole('button', { name: '只在第一次' }).click()
        expect(await page.locator('.gloss').first().isVisible()).toBe(true)
        await page.context().close()
      }
    })

    test('two languages stand side by side, below each other, or alone', async () => {
      const place = async (page: Page) => {
        const own = await page
          .locator('.pair > :first-child')
          .first()
          .boundingBox()
        const beside = await page
          .locator('.pair > .beside')
          .first()
          .boundingBox()
        return { own, beside }
      }
      const wide = await open('both/news/report.html')
      const { own, beside } = await place(wide)
      expect(beside?.y).toBe(own?.y)
      expect(beside?.x).toBeGreaterThan((own?.x ?? 0) + (own?.width ?? 0))
      await wide.getByRole('button', { name: '简体中文' }).click()
      expect((await place(wide)).beside).toBeNull()
      await wide.getByRole('button', { name: 'English' }).click()
      expect((await place(wide)).own).toBeNull()
      await wide.context().close()
      const narrow = await open('both/news/report.html', { width: 360 })
      const stacked = await place(narrow)
      expect(stacked.beside?.x).toBe(stacked.own?.x)
      expect(stacked.beside?.y).toBeGreaterThan(stacked.own?.y ?? 0)
      await narrow.context().close()
    })

    test('without a script all is there, and nothing that would need one', async () => {
      const page = await open('both/news/report.html', { script: false })
      expect(await page.locator('.choice:visible').count()).toBe(0)
      expect(await page.locator('.gloss').first().isVisible()).toBe(true)
      expect(await page.locator('.beside').first().isVisible()).toBe(true)
      expect(
        await page
          .getByRole('link', { name: 'English', exact: true })
          .isVisible(),
      ).toBe(true)
      await page.context().close()
    })
  },
)
