import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Locale, locales } from '../../src/model/index.ts'
import { articlePage, indexPage } from './fixture.ts'
import { launch, skip } from './launch.ts'
import {
  bodyColours,
  describeFocus,
  fontOf,
  isHacked,
  listBeyond,
  listFaint,
  listScrolling,
  widthOfAll,
} from './probes.js'

describe.skipIf(skip)(
  'pages in Chromium (skipped: Chromium is missing)',
  () => {
    let browser: Browser
    let folder: string

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'yiwen-pages-'))
      for (const locale of locales) {
        mkdirSync(join(folder, locale))
        writeFileSync(join(folder, locale, 'article.html'), articlePage(locale))
        writeFileSync(join(folder, locale, 'index.html'), indexPage(locale))
      }
      browser = await launch()
    })

    afterAll(async () => {
      await browser?.close()
      if (folder) rmSync(folder, { recursive: true })
    })

    async function open(
      name: string,
      options: {
        width?: number
        dark?: boolean
        locale?: Locale
        onMessage?: (text: string) => void
      } = {},
    ): Promise<Page> {
      const { width = 1280, dark = false, locale = 'zh-TW' } = options
      const page = await browser.newPage({
        viewport: { width, height: 900 },
        colorScheme: dark ? 'dark' : 'light',
      })
      page.on('console', (message) => options.onMessage?.(message.text()))
      page.on('pageerror', (error) => options.onMessage?.(error.message))
      await page.goto(pathToFileURL(join(folder, locale, name)).href)
      return page
    }

    const pages = ['article.html', 'index.html']

    for (const name of pages) {
      test.each([320, 768, 1280])(`${name} fits in %i px`, async (width) => {
        const page = await open(name, { width })
        const beyond = await page.evaluate(listBeyond)
        expect(beyond).toEqual([])
        expect(await page.evaluate(widthOfAll)).toBe(width)
        await page.close()
      })

      for (const dark of [false, true]) {
        test(`${name} has readable colours, ${dark ? 'dark' : 'light'}`, async () => {
          const page = await open(name, { dark })
          const faint = await page.evaluate(listFaint)
          expect(faint.seen).toBeGreaterThan(5)
          expect(faint.below).toEqual([])
          const [, paper = ''] = await page.evaluate(bodyColours)
          const red = Number(/\d+/.exec(paper)?.[0])
          expect(dark ? red < 60 : red > 200).toBe(true)
          await page.close()
        })
      }
    }

    test('nothing in the source is run, and the console stays empty', async () => {
      const messages: string[] = []
      const page = await open('article.html', {
        onMessage: (text) => messages.push(text),
      })
      await page.waitForTimeout(200)
      expect(await page.evaluate(isHacked)).toBe(false)
      expect(await page.title()).toContain('全球大模型第一股')
      expect(await page.locator('body').isVisible()).toBe(true)
      // The picture that is not there is the only thing it complains about.
      expect(
        messages.filter((text) => !/ERR_FILE_NOT_FOUND/.test(text)),
      ).toEqual([])
      await page.close()
    })

    test('even a script that got into the page is not run', async () => {
      const path = join(folder, 'zh-TW', 'attacked.html')
      writeFileSync(
        path,
        articlePage().replace(
          '</main>',
          '<script>window.hacked=1</script></main>',
        ),
      )
      const page = await open('attacked.html')
      expect(await page.evaluate(isHacked)).toBe(false)
      await page.close()
    })

    test('the keyboard reaches the skip link, then the editions', async () => {
      const page = await open('article.html')
      const seen = []
      for (let press = 0; press < 6; press++) {
        await page.keyboard.press('Tab')
        seen.push(await page.evaluate(describeFocus))
      }
      expect(seen.map((one) => one.text)).toEqual([
        '跳到主要內容',
        '譯文',
        '臺灣正體',
        '香港繁體',
        '简体中文',
        '双语',
      ])
      expect(seen.every((one) => one.outlined)).toBe(true)
      await page.waitForTimeout(100)
      expect(seen.every((one) => one.shown)).toBe(true)
      await page.keyboard.press('Shift+Tab')
      await page.keyboard.press('Enter')
      await page.waitForURL(/zh-CN\/article\.html$/)
      await page.close()
    })

    test('the skip link leads to the content', async () => {
      const page = await open('article.html')
      await page.keyboard.press('Tab')
      await page.keyboard.press('Enter')
      expect((await page.evaluate(describeFocus)).name).toBe('MAIN')
      await page.close()
    })

    test.each([
      ['zh-TW', 'TC'],
      ['zh-HK', 'HK'],
      ['zh-CN', 'SC'],
    ] as const)('%s is set in fonts for %s', async (locale, suffix) => {
      const page = await open('article.html', { locale })
      const font = (selector: string) =>
        page.locator(selector).first().evaluate(fontOf)
      for (const selector of ['body', '.prose p', '.byline']) {
        expect(await font(selector)).toContain(`Noto Sans CJK ${suffix}`)
      }
      expect(await font('h1')).toContain(`Noto Serif CJK ${suffix}`)
      expect(await font('.prose span[lang="zh-Hans-CN"]')).toContain(
        'Noto Sans CJK SC',
      )
      expect(await font('nav li:nth-child(2) a')).toContain('Noto Sans CJK HK')
      expect(await font('pre code')).toContain('monospace')
      await page.close()
    })

    test('scrolling parts take the focus, and the page has landmarks', async () => {
      const page = await open('article.html', { width: 320 })
      const scrolling = await page.evaluate(listScrolling)
      expect(scrolling).toEqual([
        { scrolls: true, tabIndex: 0 },
        { scrolls: true, tabIndex: 0 },
      ])
      for (const role of [
        'banner',
        'main',
        'contentinfo',
        'navigation',
      ] as const) {
        expect(await page.getByRole(role).count()).toBe(1)
      }
      expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
      await page.close()
    })

    test('prints without colours of the dark', async () => {
      const page = await open('article.html', { dark: true })
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      const colours = await page.evaluate(bodyColours)
      expect(colours).toEqual(['rgb(0, 0, 0)', 'rgb(255, 255, 255)'])
      expect(await page.getByRole('navigation').count()).toBe(0)
      await page.close()
    })

    const shots = process.env['YIWEN_SCREENSHOTS']
    test.runIf(shots)('pictures for people to look at', async () => {
      mkdirSync(shots ?? '', { recursive: true })
      for (const name of pages) {
        for (const width of [320, 1280]) {
          for (const dark of [false, true]) {
            const page = await open(name, { width, dark })
            await page.screenshot({
              path: join(
                shots ?? '',
                `${name}-${width}-${dark ? 'dark' : 'light'}.png`,
              ),
              fullPage: true,
            })
            await page.close()
          }
        }
      }
    })
  },
)
