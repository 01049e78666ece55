import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseGlossary, resolveConfig } from '../../src/node.ts'
import { type ReviewServer, serveReview } from '../../src/server/serve.ts'
import { createProject, type Project } from '../project.ts'
import { launch, skip } from './launch.ts'

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
)
const shots =
  process.env['YIWEN_SCREENSHOTS'] ??
  mkdtempSync(join(tmpdir(), 'yiwen-review-'))
const path = 'locales/glossary/tech.yaml'

const glossary = `# Kept.
concepts:
  - id: large-model
    domain: technology
    state: proposed
    note: Wider than a large language model.
    sources:
      - title: Style guide
        url: https://example.org/guide
        quotation: 大模型是通稱。
    terms: { zh-TW: 大模型, zh-CN: 大模型, en: large model }

  - id: valuation
    domain: finance
    state: proposed
    terms: { zh-TW: 估值 }

  - id: appraisal
    domain: finance
    state: approved
    terms: { zh-TW: 評價, zh-CN: 评价, en: appraisal }

  - id: compute
    domain: technology
    state: proposed
    terms: { zh-TW: 算力, zh-CN: 算力, en: computing power }

  - id: wrong
    domain: general
    state: proposed
    terms: { zh-TW: 重要, zh-CN: 重要, en: important }
`
const articles = {
  'articles/a.md':
    '---\ntitle: 新模型\n---\n\n# 大模型\n\n公司說**大模型**很重要。大模型的估值很高，算力也要緊。\n\n![圖](images/x.png)\n',
  'articles/b.md': '# 別的\n\n這篇只說大模型，也說大模型的算力。\n',
  'articles/c.md': '公司請客戶檢視進度。\n',
}

// One red pixel, to see that pictures come with the page.
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
  'base64',
)

interface Desk {
  project: Project
  server: ReviewServer
  page: Page
  messages: string[]
}

describe.skipIf(skip)(
  'the review in Chromium (skipped: Chromium is missing)',
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
    })

    async function start(
      files: Readonly<Record<string, string>> = {},
      options: {
        width?: number
        dark?: boolean
        locale?: string
        touch?: boolean
      } = {},
    ): Promise<Desk> {
      const project = createProject({
        [path]: glossary,
        'articles/images/x.png': picture,
        ...articles,
        ...files,
      })
      const server = await serveReview({
        cwd: project.root,
        config: resolveConfig({}),
        by: 'Lin',
        client: new URL('../../dist/server/', import.meta.url),
      })
      const { width = 1280, dark, locale = 'en', touch = false } = options
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
      await page.locator('[role="option"]').first().waitFor()
      await counted(page)
      const desk = { project, server, page, messages }
      open.push(desk)
      return desk
    }

    /** The articles are looked through, and the first row is the one that counts. */
    async function counted(page: Page): Promise<void> {
      await expect
        .poll(async () => {
          const indexing = await page.locator('.indexing').textContent()
          const places = await page.locator('.places').first().textContent()
          return indexing === '' && !places?.startsWith('0')
        })
        .toBe(true)
    }

    const heading = (page: Page) => page.locator('.detail h2')
    const status = (page: Page) => page.locator('[role="status"]')
    const stateOf = (project: Project, id: string) =>
      parseGlossary(project.read(path), path).concepts.find((c) => c.id === id)
        ?.state
    const shot = (page: Page, name: string) =>
      page.screenshot({ path: join(shots, `${name}.png`) })

    async function audit(page: Page): Promise<string[]> {
      await page.evaluate(axeSource)
      const found = (await page.evaluate(
        'axe.run({ iframes: false }).then(({ violations }) => violations)',
      )) as { id: string; impact: string; nodes: { html: string }[] }[]
      return found
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
    }

    test('with the keys alone, from a proposal to a published gloss', async () => {
      const { project, page, messages } = await start()
      const press = (key: string) => page.keyboard.press(key)
      await expectText(heading(page), '大模型')
      await page.frameLocator('iframe').locator('mark#place').waitFor()
      await shot(page, 'keys-1-queue')
      // Down and up again.
      await press('j')
      await expectText(heading(page), '算力')
      await press('k')
      await expectText(heading(page), '大模型')
      // A reason, then the decision.
      await press('w')
      await page.keyboard.type('Press usage')
      await press('Enter')
      await press('a')
      await expectText(status(page), 'Approved: 大模型')
      expect(stateOf(project, 'large-model')).toBe('approved')
      await expectText(heading(page), '算力')
      // Taken back, and done again.
      await press('u')
      await expectText(heading(page), '大模型')
      expect(stateOf(project, 'large-model')).toBe('proposed')
      await press('a')
      await expectText(heading(page), '算力')
      // Later.
      await press('s')
      await expectText(status(page), 'Skipped: 算力')
      // Find one and give it the words it lacks.
      await press('/')
      await page.keyboard.type('估值')
      await press('Enter')
      await expectText(heading(page), '估值')
      await press('e')
      await page.locator('dialog').waitFor()
      await shot(page, 'keys-2-edit')
      await press('Tab')
      await page.keyboard.type('估值')
      await press('Tab')
      await press('Tab')
      await page.keyboard.type('valuation')
      for (let at = 0; at < 4; at++) await press('Tab')
      await press('Enter')
      await expectText(status(page), 'Edited and approved: 估值')
      expect(stateOf(project, 'valuation')).toBe('approved')
      await press('/')
      await press('Backspace')
      await press('Enter')
      // An unclear word: the second form.
      await press('/')
      await page.keyboard.type('檢視')
      await press('Escape')
      await expectText(heading(page), '檢視')
      await press('3')
      const chosen = page.locator('fieldset input:checked + span').first()
      const form = await chosen.textContent()
      await expect
        .poll(() => page.locator('.pair mark').allTextContents())
        .toContain(form)
      await shot(page, 'keys-3-doubt')
      await press('a')
      await expectText(status(page), 'Approved: 檢視')
      await press('/')
      await press('Backspace')
      await press('Enter')
      // Reject, forbid with a dialog, merge with a search.
      await press('/')
      await page.keyboard.type('重要')
      await press('Enter')
      await expectText(heading(page), '重要')
      await press('r')
      await expectText(status(page), 'Rejected: 重要')
      await press('/')
      await press('Backspace')
      await press('Enter')
      await expectText(heading(page), '算力')
      await press('f')
      await page.keyboard.type('運算能力')
      await shot(page, 'keys-4-forbid')
      await press('Enter')
      await expectText(status(page), 'Forbidden: 算力')
      await press('u')
      await expectText(heading(page), '算力')
      await press('m')
      await page.keyboard.type('appraisal')
      await page.locator('.result').waitFor()
      await shot(page, 'keys-5-merge')
      await press('Enter')
      await expectText(status(page), 'Merged: 算力')
      expect(stateOf(project, 'compute')).toBeUndefined()
      await press('?')
      await shot(page, 'keys-6-help')
      await press('Escape')

      const report = await project.build()
      expect(report.glossary.messages.filter(({ fatal }) => fatal)).toEqual([])
      const made = project.read('public/zh-CN/a.md')
      expect(made).toContain('**大模型**（large model）')
      expect(made).toContain('估值（valuation）')
      expect(project.read('public/zh-CN/c.md')).toContain(`客户${form}进度`)
      expect(project.read(path)).toContain('# Kept.')
      expect(messages).toEqual([])
    })

    test('with the mouse alone, the same', async () => {
      const { project, page, messages } = await start()
      const button = (name: string) =>
        page.locator('.toolbar').getByRole('button', { name })
      await expectText(heading(page), '大模型')
      await page.locator('.show-page').nth(1).click()
      await page.frameLocator('iframe').locator('mark#place').waitFor()
      await page.locator('.preview').scrollIntoViewIfNeeded()
      await page.waitForTimeout(500)
      await shot(page, 'mouse-1-page')
      await button('Approve').click()
      await expectText(status(page), 'Approved: 大模型')
      await page.locator('.row', { hasText: '估值' }).click()
      await expectText(heading(page), '估值')
      await page.locator('.suggestion').first().click()
      const area = (name: string) =>
        page.locator('dialog').getByRole('textbox', { name })
      await area('English').fill('valuation')
      await page.getByRole('button', { name: 'Save and approve' }).click()
      await expectText(status(page), 'Edited and approved: 估值')
      await page.locator('.row', { hasText: '檢視' }).click()
      await page.locator('fieldset label').nth(1).click()
      await button('Approve').click()
      await expectText(status(page), 'Approved: 檢視')
      await page.locator('.bulk').click()
      await page.locator('dialog li').first().waitFor()
      await shot(page, 'mouse-2-bulk')
      await page.locator('dialog .primary').click()
      await expectText(status(page), 'Approved 2 concepts')
      await page.locator('.list-frame .empty').waitFor()
      await shot(page, 'mouse-3-empty')
      // History of a term that was decided.
      await page.locator('.filters select').first().selectOption('approved')
      await page.locator('.row', { hasText: '大模型' }).click()
      await page.locator('.history li').first().waitFor()
      await page.waitForTimeout(500)
      await page.locator('.history').scrollIntoViewIfNeeded()
      await shot(page, 'mouse-4-history')
      expect(await page.locator('.history li').first().textContent()).toMatch(
        /Lin · approved/,
      )
      await project.build()
      const made = project.read('public/zh-CN/a.md')
      expect(made).toContain('**大模型**（large model）')
      expect(made).toContain('估值（valuation）')
      expect(messages).toEqual([])
    })

    test('two tabs do not write over each other', async () => {
      const { project, server, page } = await start()
      await expectText(heading(page), '大模型')
      await page.evaluate(
        "Object.defineProperty(document, 'hidden', { configurable: true, get: () => true })",
      )
      const other = await page.context().newPage()
      await other.goto(server.url)
      await expectText(heading(other), '大模型')
      await other.keyboard.press('r')
      await expectText(status(other), 'Rejected: 大模型')
      await page.keyboard.press('a')
      await page.locator('dialog').waitFor()
      await shot(page, 'conflict')
      expect(await page.locator('dialog').textContent()).toContain('Rejected')
      await page.getByRole('button', { name: 'Keep theirs' }).click()
      await expectText(heading(page), '算力')
      expect(stateOf(project, 'large-model')).toBe('rejected')
      // What the other tab undoes is seen here.
      await other.keyboard.press('u')
      await expectText(heading(other), '大模型')
      await page.evaluate(
        "Object.defineProperty(document, 'hidden', { configurable: true, get: () => false })",
      )
      await page.locator('.row', { hasText: '大模型' }).waitFor()
    })

    test('says that the server is gone, and that nothing is lost', async () => {
      const { server, page } = await start()
      await server.close()
      await page.locator('.alert:not([hidden])').waitFor()
      expect(await page.locator('.alert').first().textContent()).toMatch(
        /does not answer/,
      )
    })

    for (const dark of [false, true]) {
      const look = dark ? 'dark' : 'light'
      test(`is accessible, ${look}`, async () => {
        const { page } = await start({}, { dark })
        await expectText(heading(page), '大模型')
        await page.frameLocator('iframe').locator('mark#place').waitFor()
        expect(await audit(page)).toEqual([])
        await shot(page, `axe-${look}`)
        await page.keyboard.press('e')
        expect(await audit(page)).toEqual([])
        await page.keyboard.press('Escape')
        await page.locator('.row', { hasText: '檢視' }).click()
        await page.locator('fieldset').waitFor()
        expect(await audit(page)).toEqual([])
        await page.keyboard.press('?')
        expect(await audit(page)).toEqual([])
        await shot(page, `help-${look}`)
      })
    }

    test('fits a telephone', async () => {
      const { project, page } = await start({}, { width: 390, touch: true })
      await shot(page, 'phone-1-list')
      expect(await audit(page)).toEqual([])
      await page.locator('.row', { hasText: '大模型' }).tap()
      await page.frameLocator('iframe').locator('mark#place').waitFor()
      expect(
        await page.evaluate('document.documentElement.scrollWidth'),
      ).toBeLessThanOrEqual(390)
      expect(await audit(page)).toEqual([])
      await shot(page, 'phone-2-item')
      await page.locator('.act-approve').tap()
      await expectText(status(page), 'Approved: 大模型')
      expect(stateOf(project, 'large-model')).toBe('approved')
      await page.locator('.back').tap()
      await page.locator('.row').first().waitFor()
    })

    test.each(['zh-TW', 'zh-HK', 'zh-CN'])('speaks %s', async (locale) => {
      const { page } = await start({}, { locale, dark: locale === 'zh-HK' })
      await expectText(heading(page), '大模型')
      await page.frameLocator('iframe').locator('mark#place').waitFor()
      await shot(page, `language-${locale}`)
      const text = await page.locator('body').innerText()
      expect(text).not.toMatch(/\{\{|\b(?:list|detail|action|state)\.\w/)
      await page.locator('.tools select').selectOption('en')
      await page
        .getByRole('button', { name: 'Approve', exact: false })
        .first()
        .waitFor()
      await page.reload()
      await page
        .getByRole('button', { name: 'Approve', exact: false })
        .first()
        .waitFor()
    })

    test('20,000 concepts', async () => {
      const words = Array.from({ length: 20_000 }, (_, index) => {
        const id = `t-${index}`
        const word = `詞${index.toString(36)}`
        return `  - id: ${id}\n    domain: d${index % 12}\n    state: ${index % 4 ? 'proposed' : 'approved'}\n    terms: { zh-TW: ${word}, zh-CN: 词${index.toString(36)}, en: term ${index} }\n`
      })
      const files: Record<string, string> = {}
      for (let part = 0; part < 10; part++) {
        files[`locales/glossary/part-${part}.yaml`] =
          `concepts:\n${words.slice(part * 2000, part * 2000 + 2000).join('')}`
      }
      const begin = performance.now()
      const { page, server } = await start(files)
      const opened = performance.now() - begin
      const first: number[] = []
      for (let time = 0; time < 3; time++) {
        const start = performance.now()
        await page.goto(server.url)
        await page.locator('[role="option"]').first().waitFor()
        first.push(performance.now() - start)
      }
      // From the key to the next picture, as the page itself sees it.
      const presses = (await page.evaluate(`(async () => {
        const times = []
        for (let at = 0; at < 30; at++) {
          const start = performance.now()
          document.querySelector('.list').dispatchEvent(new KeyboardEvent('keydown', { key: 'j', bubbles: true }))
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
          times.push(performance.now() - start)
        }
        return times
      })()`)) as number[]
      const searches = (await page.evaluate(`(async () => {
        const times = []
        const search = document.querySelector('#search')
        for (const text of ['詞', '詞a', '詞ab', '詞abc', '']) {
          const start = performance.now()
          search.value = text
          search.dispatchEvent(new Event('input', { bubbles: true }))
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
          times.push(performance.now() - start)
        }
        return times
      })()`)) as number[]
      await page.locator('.list').focus()
      const decide = performance.now()
      await page.waitForTimeout(500)
      await page.keyboard.press('a')
      await expectText(status(page), 'Approved')
      const decided = performance.now() - decide - 500
      expect(await page.locator('.row').count()).toBeLessThan(40)
      expect(
        await page.evaluate('document.querySelectorAll("*").length'),
      ).toBeLessThan(800)
      await shot(page, 'many')
      const most = (times: number[]) => Math.round(Math.max(...times))
      console.log(
        `20,000 concepts: opened ${Math.round(opened)} ms, first screen ${first
          .map((time) => Math.round(time))
          .join(
            ', ',
          )} ms, key at most ${most(presses)} ms, search at most ${most(
          searches,
        )} ms, decision ${Math.round(decided)} ms; pictures in ${shots}`,
      )
    })
  },
)

async function expectText(
  locator: ReturnType<Page['locator']>,
  text: string,
): Promise<void> {
  await expect
    .poll(() => locator.first().textContent(), { timeout: 8000 })
    .toContain(text)
}
