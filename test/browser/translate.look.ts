import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resolveConfig } from '../../src/node.ts'
import { type ReviewServer, serveReview } from '../../src/server/serve.ts'
import { createProject, type Project } from '../project.ts'
import { launch, skip } from './launch.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
const shots =
  process.env['YIWEN_SCREENSHOTS'] ??
  mkdtempSync(join(tmpdir(), 'yiwen-translate-'))
const english = 'locales/en/a.md.xlf'
const config = resolveConfig({ editions: ['zh-TW', 'zh-CN', 'zh-HK', 'en'] })

const files = {
  'locales/glossary/tech.yaml': `concepts:
  - id: large-model
    domain: technology
    state: approved
    definition: A model with many parameters.
    terms: { zh-TW: 大模型, zh-CN: 大模型, en: large model }
  - id: zhipu
    domain: company
    state: approved
    terms: { zh-TW: 智譜, zh-CN: 智谱, en: Zhipu AI }
`,
  'articles/a.md': `---
title: 全球大模型第一股來了
date: 2026-01-08
---

# 全球大模型第一股來了

智譜今日在港股上市，募資總額約 43 億港元。**大模型**的\`API\`開放給開發者。

- 這個軟體透過網路下載。
- 公司說，2024 年營收年增 130%，達 3.124 億元 (人民幣)。

智譜成為首家上市的**大模型公司**。
`,
  'articles/sub/b.md':
    '# 別的\n\n這個軟體透過網路下載。\n\n智譜成為首家上市的公司。\n',
  'locales/memory/old.tmx': `<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4"><header creationtool="test" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh-TW" datatype="plaintext"/>
<body><tu><tuv xml:lang="zh-TW"><seg>這個軟體透過網路下載。</seg></tuv><tuv xml:lang="en"><seg>The software is downloaded over the network.</seg></tuv></tu>
<tu><tuv xml:lang="zh-TW"><seg>智譜成為首家上市的公司。</seg></tuv><tuv xml:lang="en"><seg>Zhipu AI became the first company to list.</seg></tuv></tu></body></tmx>
`,
}

interface Desk {
  project: Project
  server: ReviewServer
  page: Page
  messages: string[]
}

describe.skipIf(skip)(
  'the translations in Chromium (skipped: Chromium is missing)',
  () => {
    let browser: Browser
    const open: Desk[] = []

    beforeAll(async () => {
      mkdirSync(shots, { recursive: true })
      browser = await launch()
    })

    afterAll(async () => {
      for (const { server, project } of open) {
        await server.close()
        project.remove()
      }
      await browser?.close()
      console.log(`Pictures are in ${shots}`)
    })

    async function start(
      at: string,
      options: {
        width?: number
        dark?: boolean
        locale?: string
        touch?: boolean
        more?: Readonly<Record<string, string>>
      } = {},
    ): Promise<Desk> {
      const project = createProject({ ...files, ...options.more })
      const server = await serveReview({
        cwd: project.root,
        config,
        by: 'Lin',
        client: new URL('../../dist/server/', import.meta.url),
      })
      const { width = 1360, dark, locale = 'en', touch = false } = options
      const context = await browser.newContext({
        viewport: { width, height: 860 },
        colorScheme: dark ? 'dark' : 'light',
        locale,
        hasTouch: touch,
      })
      const page = await context.newPage()
      const messages: string[] = []
      page.on('console', (message) => messages.push(message.text()))
      page.on('pageerror', (error) => messages.push(error.message))
      await page.goto(server.url)
      await page.goto(`${new URL(server.url).origin}/${at}`)
      const desk = { project, server, page, messages }
      open.push(desk)
      return desk
    }

    const status = (page: Page) => page.locator('p.status')
    const active = (page: Page) => page.locator('.segment[aria-current]')
    const area = (page: Page) => page.locator('.editor textarea')
    const shot = (page: Page, name: string) =>
      page.screenshot({ path: join(shots, `translate-${name}.png`) })

    async function audit(page: Page): Promise<string[]> {
      await page.evaluate(axeSource)
      const found = (await page.evaluate(
        'axe.run({ iframes: false }).then(({ violations }) => violations)',
      )) as { id: string; impact: string; nodes: { html: string }[] }[]
      return found
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    }

    test('with the keys alone, from the list to the file on the disk', async () => {
      const { project, page, messages } = await start('#/translate')
      const press = (key: string) => page.keyboard.press(key)
      const type = (text: string) => page.keyboard.type(text)
      const link = page.locator('a[data-locale="en"]').first()
      await link.waitFor()
      await shot(page, 'keys-1-articles')
      // The cursor is in the search; the links come after it.
      const onLink = () =>
        page.evaluate("document.activeElement?.dataset.locale === 'en'")
      for (let count = 0; count < 9 && !(await onLink()); count++) {
        await press('Tab')
      }
      await press('Enter')
      await expectText(active(page), '全球大模型第一股來了')
      // The title, with a term.
      await press('Enter')
      await type('The first ')
      await press('Alt+t')
      await type(' stock is here')
      await shot(page, 'keys-2-title')
      await press('Control+Enter')
      await expectText(status(page), 'Saved')
      expect(project.read(english)).toContain(
        'The first large model stock is here',
      )
      // The heading is the same sentence, alone as well: the memory has it already.
      await expectText(page.locator('.match').first(), '101 %')
      await press('Control+1')
      await expectValue(page, 'The first large model stock is here')
      await press('Control+Enter')
      // An amount that is ten times too large.
      await expectText(active(page), '43 億港元')
      await type('Zhipu AI listed in Hong Kong today, raising HK$43 billion.')
      const finding = page.locator('.finding[data-rule="quality-number"]')
      await expectText(finding, 'HK$4.3 billion')
      expect(await audit(page)).toEqual([])
      await shot(page, 'keys-3-number')
      // Corrected with what it asks for.
      await press('Alt+r')
      await expectValue(
        page,
        'Zhipu AI listed in Hong Kong today, raising about HK$4.3 billion.',
      )
      await expect.poll(() => finding.count()).toBe(0)
      await press('Control+Shift+Enter')
      await expectText(status(page), 'Saved as reviewed')
      expect(project.read(english)).toMatch(/state="reviewed"/)
      // Marks are set with keys.
      await expectText(active(page), '開放給開發者')
      await type('The ')
      await press('Alt+2')
      await type(' of the ')
      await press('Alt+1')
      await type('large model')
      await press('End')
      await type(' is open to developers.')
      await expectValue(
        page,
        'The <2/> of the <1>large model</1> is open to developers.',
      )
      await shot(page, 'keys-4-codes')
      await press('Control+Enter')
      // A sentence of the memory.
      await expectText(active(page), '這個軟體')
      await expectText(page.locator('.match').first(), '100 %')
      await press('Control+1')
      await expectValue(page, 'The software is downloaded over the network.')
      // Out of the text: states, and back again. Keys need not wait for the disk.
      await press('Control+s')
      await press('Escape')
      await press('r')
      await expectText(status(page), 'reviewed')
      await press('k')
      await press('f')
      await expectText(status(page), 'final')
      expect(project.read(english)).toMatch(/state="final"/)
      await press('u')
      await expectText(status(page), 'Undone')
      await expect
        .poll(() => project.read(english).includes('state="final"'))
        .toBe(false)
      await press('?')
      await page.locator('dialog').waitFor()
      expect(await audit(page)).toEqual([])
      await shot(page, 'keys-5-help')
      await press('Escape')
      // What is written and not saved is there after the page was loaded again.
      await press('j')
      await press('Enter')
      await expectText(active(page), '2024 年營收')
      await type('In ')
      await press('Alt+n')
      await type(', revenue rose ')
      await press('Alt+n')
      await type(' to')
      await press('Alt+n')
      await type('.')
      const revenue = 'In 2024, revenue rose 130% to RMB 312.4 million.'
      await expectValue(page, revenue)
      await page.reload()
      await expectText(active(page), '2024 年營收')
      await expectValue(page, revenue)
      expect(project.read(english)).not.toContain(revenue)
      await expectText(
        page.locator('.segment', { hasText: '這個軟體' }),
        'The software is downloaded over the network.',
      )
      await shot(page, 'keys-6-again')
      await press('Control+Enter')
      await expectText(status(page), 'Saved')
      expect(project.read(english)).toContain(revenue)
      expect(messages).toEqual([])
    })

    test('shows what somebody else changed meanwhile', async () => {
      const { project, page, server } = await start('#/translate/en/a.md')
      await expectText(active(page), '全球')
      await page.locator('.segment', { hasText: '這個軟體' }).click()
      await expectText(active(page), '這個軟體')
      await page.keyboard.type('Mine.')
      // Another tab saves the sentence first.
      const other = await page.context().newPage()
      await other.goto(`${new URL(server.url).origin}/#/translate/en/a.md`)
      await other.locator('.segment', { hasText: '這個軟體' }).click()
      await expectText(active(other), '這個軟體')
      await other.keyboard.type('Theirs.')
      await other.keyboard.press('Control+s')
      await expectText(status(other), 'Saved')
      // What is being written stays when the page hears of it.
      await page.bringToFront()
      await page.waitForTimeout(2000)
      await expectValue(page, 'Mine.')
      await page.keyboard.press('Control+s')
      const dialog = page.locator('dialog')
      await expectText(dialog, 'Theirs.')
      await expectText(dialog, 'Mine.')
      expect(await audit(page)).toEqual([])
      await shot(page, 'conflict')
      expect(project.read(english)).toContain('Theirs.')
      await dialog.getByRole('button', { name: 'Write mine' }).click()
      await expect.poll(() => project.read(english)).toContain('Mine.')
      expect(project.read(english)).not.toContain('Theirs.')
    })

    test('with a mouse; a stale sentence, and a Chinese edition', async () => {
      const { project, page } = await start('#/translate/en/a.md')
      await page.locator('.segment', { hasText: '這個軟體' }).click()
      await page.locator('.match').first().click()
      await page.locator('.save-reviewed').click()
      await expectText(status(page), 'reviewed')
      const article = project.read('articles/a.md')
      project.write({
        'articles/a.md': article.replace('這個軟體', '這個新軟體'),
      })
      await expectText(page.locator('.work .count'), '1 stale')
      await page.locator('.work-tools select').selectOption('stale')
      await expectText(active(page), '這個新軟體')
      await expectText(page.locator('.stale-source'), '這個軟體透過網路下載')
      await shot(page, 'stale')
      // The list, then what an editor rewrote.
      await page.locator('.back-link').click()
      await page.locator('a[data-locale="zh-CN"]').first().click()
      await page.locator('.segment', { hasText: '這個新軟體' }).click()
      await expectValue(page, '这个新软件通过网络下载。')
      await area(page).fill('该软件可通过网络下载。')
      await page.locator('.save-reviewed').click()
      await expectText(status(page), 'reviewed')
      expect(project.read('locales/zh-CN/a.md.xlf')).toContain('该软件')
      await shot(page, 'zh-CN')
      // The glossary is one link away.
      await page.locator('.desks a').first().click()
      await page.locator('.columns').waitFor()
      expect(await page.locator('.work').isVisible()).toBe(false)
    })

    for (const look of ['light', 'dark'] as const) {
      test(`can be read and used by everybody (${look})`, async () => {
        const { page } = await start('#/translate', { dark: look === 'dark' })
        await page.locator('a[data-locale="en"]').first().waitFor()
        expect(await audit(page)).toEqual([])
        await shot(page, `articles-${look}`)
        await page.locator('a[data-locale="en"]').first().click()
        await page.locator('.segment', { hasText: '43 億' }).click()
        await area(page).fill('Zhipu AI raised (HK$43 billion.')
        await page.locator('.finding').first().waitFor()
        expect(await audit(page)).toEqual([])
        await page.locator('.save-translated').click()
        await expectText(status(page), 'Saved')
        expect(await audit(page)).toEqual([])
        await shot(page, `work-${look}`)
      })
    }

    test('fits a telephone', async () => {
      const { project, page } = await start('#/translate', {
        width: 390,
        touch: true,
        dark: true,
      })
      await page.locator('a[data-locale="en"]').first().waitFor()
      await shot(page, 'phone-1-articles')
      await page.locator('a[data-locale="en"]').first().tap()
      await page.locator('.segment', { hasText: '這個軟體' }).tap()
      await page.locator('.match').first().tap()
      await page.waitForTimeout(500)
      expect(
        await page.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(390)
      expect(await audit(page)).toEqual([])
      await shot(page, 'phone-2-work')
      await page.locator('.save-translated').tap()
      await expectText(status(page), 'Saved')
      expect(project.read(english)).toContain('The software is downloaded')
    })

    test.each(['zh-TW', 'zh-HK', 'zh-CN'])('speaks %s', async (locale) => {
      const { page } = await start('#/translate/en/a.md', { locale })
      await page.locator('.segment', { hasText: '43 億' }).click()
      await area(page).fill('HK$43 billion.')
      await page.locator('.finding').first().waitFor()
      await shot(page, `language-${locale}`)
      const text = await page.locator('body').innerText()
      expect(text).not.toMatch(/\{\{|\btranslate\.\w|\bstate\.\w/)
      await page.locator('.tools select').selectOption('en')
      await page.getByText('To translate').first().waitFor()
    })

    test('nothing in an article or a translation becomes markup', async () => {
      const evil = '<img src=x onerror="window.hacked = 1">'
      const { page, messages } = await start('#/translate/en/evil.md', {
        more: {
          'articles/evil.md': `大模型 \\${evil}、\`${evil}\`很重要。\n`,
        },
      })
      await expectText(active(page), '大模型')
      await area(page).click()
      await page.keyboard.type(`${evil} <1/> <9>`)
      await page.keyboard.press('Control+s')
      await expectText(status(page), 'Saved')
      await page.reload()
      await expectText(active(page), '大模型')
      expect(await page.evaluate('window.hacked')).toBeUndefined()
      expect(await page.locator('.segment img').count()).toBe(0)
      expect(messages).toEqual([])
    })

    test('3,000 sentences', async () => {
      const long = Array.from(
        { length: 3000 },
        (_, index) =>
          `第 ${index} 句說大模型很重要，募資 ${index + 2} 億港元。`,
      )
      const { page } = await start('#/translate', {
        more: { 'articles/long.md': `${long.join('\n\n')}\n` },
      })
      const origin = new URL(page.url()).origin
      const begin = performance.now()
      await page.goto(`${origin}/#/translate/en/long.md`)
      await expectText(active(page), '第 0 句')
      const opened = performance.now() - begin
      expect(await page.locator('.segment').count()).toBeLessThan(40)
      const times: number[] = []
      for (let at = 0; at < 10; at++) {
        const start = performance.now()
        await page.keyboard.press('PageDown')
        await expectText(active(page), `第 ${(at + 1) * 8} 句`)
        times.push(performance.now() - start)
      }
      await page.keyboard.press('End')
      await expectText(active(page), '第 2999 句')
      expect(await active(page).isVisible()).toBe(true)
      await shot(page, 'many')
      await page.keyboard.press('Enter')
      await page.keyboard.type('HK$300.1 billion')
      const save = performance.now()
      await page.keyboard.press('Control+s')
      await expectText(status(page), 'Saved')
      console.log(
        `3,000 sentences: opened ${Math.round(opened)} ms, key at most ${Math.round(Math.max(...times))} ms, saved ${Math.round(performance.now() - save)} ms`,
      )
    })
  },
)

async function expectText(
  locator: ReturnType<Page['locator']>,
  text: string,
): Promise<void> {
  await expect
    .poll(() => locator.first().textContent(), { timeout: 10_000 })
    .toContain(text)
}

async function expectValue(page: Page, text: string): Promise<void> {
  await expect
    .poll(() => page.locator('.editor textarea').inputValue(), {
      timeout: 10_000,
    })
    .toBe(text)
}
