import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Project } from '../project.ts'
import { createSiteProject, siteConfig } from '../site-project.ts'
import { launch, skip } from './launch.ts'
import { isHacked, listBeyond } from './probes.js'

describe.skipIf(skip)(
  'search of a page in Chromium, opened from the disk (skipped: Chromium is missing)',
  () => {
    let browser: Browser
    let project: Project
    let complaints: string[]

    beforeAll(async () => {
      project = await createSiteProject()
      await project.build({ config: siteConfig })
      browser = await launch()
    })
    afterAll(async () => {
      await browser?.close()
      project?.remove()
    })

    async function open(
      path: string,
      { width = 1280, script = true } = {},
    ): Promise<Page> {
      const context = await browser.newContext({
        viewport: { width, height: 800 },
        javaScriptEnabled: script,
      })
      const page = await context.newPage()
      complaints = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      await page.goto(pathToFileURL(project.at(`public/${path}`)).href)
      return page
    }

    async function find(page: Page, query: string): Promise<string[]> {
      await page.getByRole('searchbox').fill(query)
      const status = page.locator('#yiwen-search [role=status]')
      await status.filter({ hasText: /^(?:找|Found|Nothing)/ }).waitFor()
      // What was typed before may still be there for the time a typist needs.
      await page.waitForTimeout(300)
      return page.locator('.results strong').allTextContents()
    }

    test('finds by keyboard alone, and leads to the paragraph', async () => {
      const page = await open('zh-TW/index.html')
      await page.keyboard.press('/')
      await page.getByRole('dialog').waitFor()
      expect(await find(page, '大模型需要')).toEqual(['大模型公司上市'])
      expect(await page.locator('.results mark').allTextContents()).toEqual([
        '大模型需要',
      ])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.waitForURL(/report\.html#p\d+$/)
      const id = decodeURIComponent(new URL(page.url()).hash.slice(1))
      expect(await page.locator(`[id="${id}"]`).textContent()).toContain(
        '大模型需要軟體',
      )
      expect(complaints).toEqual([])
      await page.context().close()
    })

    test('traditional and simplified, wide and narrow, words and parts are alike', async () => {
      const page = await open('zh-TW/news/report.html')
      await page.getByRole('button', { name: '搜尋' }).click()
      await page.getByRole('dialog').waitFor()
      const both = ['資料中心', '大模型公司上市']
      expect(await find(page, '資料中心')).toEqual(both)
      expect(await find(page, '资料中心')).toEqual(both)
      expect(await find(page, '心')).toEqual(both)
      expect(await find(page, '２０２５')).toEqual(['大模型公司上市'])
      expect(await find(page, '軟體 一億')).toEqual(['大模型公司上市'])
      // Every pair of characters is there, the word is not.
      expect(await find(page, '司上市上')).toEqual([])
      expect(await find(page, '馬')).toEqual([])
      await page.keyboard.press('Escape')
      expect(await page.getByRole('dialog').count()).toBe(0)
      const focused = page.locator('.search:focus')
      expect(await focused.count()).toBe(1)
      expect(complaints).toEqual([])
      await page.context().close()
    })

    test('English is found by the beginnings of words, on a phone too', async () => {
      const page = await open('en/news/report.html', { width: 390 })
      await page.getByRole('button', { name: 'Search' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await find(page, 'LARGE mod')).toEqual([
        'Large-model company lists',
      ])
      expect(await find(page, 'arge')).toEqual([])
      await find(page, 'data cent')
      expect(await page.evaluate(listBeyond)).toEqual([])
      await page.context().close()
    })

    test('shows what an attacker wrote as text', async () => {
      const page = await open('zh-TW/index.html')
      await page.getByRole('button', { name: '搜尋' }).click()
      await page.getByRole('dialog').waitFor()
      expect(await find(page, 'script window')).toHaveLength(1)
      expect(
        await find(page, '<img src=x onerror=window.hacked=1>'),
      ).toHaveLength(1)
      expect(await page.evaluate(isHacked)).toBe(false)
      await page.context().close()
    })

    test('is not there without a script', async () => {
      const page = await open('zh-TW/index.html', { script: false })
      expect(await page.locator('.search:visible').count()).toBe(0)
      await page.context().close()
    })
  },
)
