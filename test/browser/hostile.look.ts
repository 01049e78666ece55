import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hostileField, hostileText } from '../hostile.ts'
import { createProject, type Project } from '../project.ts'
import { launch, skip } from './launch.ts'
import { isHacked, listMarkup } from './probes.js'

const kinds = Object.entries(hostileText)
const field = JSON.stringify(hostileField)

describe.skipIf(skip)(
  'nothing that somebody else wrote runs in Chromium (skipped: Chromium is missing)',
  () => {
    let browser: Browser
    let project: Project

    beforeAll(async () => {
      project = createProject({
        ...Object.fromEntries(
          kinds.map(([, text], index) => [
            `articles/k${index}.md`,
            `# 惡意\n\n軟體。\n\n${text}\n\n軟體。\n`,
          ]),
        ),
        'articles/fields.md': `---\ntitle: ${field}\nsubtitle: ${field}\ndescription: ${field}\nauthor: ${field}\npublisher: ${field}\nrole: ${field}\ndate: ${field}\nupdated: ${field}\ntags: [${field}]\ncaption: ${field}\ncredit: ${field}\nimage: ${field}\nlang: ${field}\n---\n\n軟體。\n`,
        [`articles/a'"<img src=x onerror=hacked=1>.md`]: '軟體。\n',
        'locales/glossary/terms.yaml': `concepts:\n  - { id: software, domain: technology, state: approved, definition: ${field}, note: ${field}, terms: { zh-TW: 軟體, zh-CN: 软件, en: ${field} } }\n`,
      })
      await project.build({
        config: {
          editions: ['zh-TW', 'zh-CN'],
          site: {
            url: 'https://a.example/',
            title: hostileField,
            description: hostileField,
          },
        },
      })
      browser = await launch()
    })
    afterAll(async () => {
      await browser?.close()
      project?.remove()
    })

    /** Open a page, and do what a reader might. */
    async function attack(page: Page, path: string): Promise<string[]> {
      const seen: string[] = []
      page.removeAllListeners()
      page.on('dialog', (dialog) => {
        seen.push(`dialog ${dialog.message()}`)
        void dialog.dismiss()
      })
      const address = pathToFileURL(project.at(`public/${path}`)).href
      page.on('framenavigated', (frame) => {
        const url = frame.url().replace(/#.*$/, '')
        if (url !== address) seen.push(`went to ${url}`)
      })
      page.on('popup', () => seen.push('popup'))
      await page.goto(address)
      await page.waitForTimeout(30)
      if (await page.evaluate(isHacked)) seen.push('ran at once')
      const unsafe = page.locator(
        '[href*="script:" i], [href^="data:" i], [src*="script:" i], main iframe, main object, main embed, main form, main style, main svg',
      )
      seen.push(...(await unsafe.evaluateAll(listMarkup)))
      const links = page.locator(
        'main a:not([href*=".html"]):not([href^="http"])',
      )
      for (const link of (await links.all()).slice(0, 12)) {
        await link.dispatchEvent('click')
        await link.dispatchEvent('mouseover')
      }
      if (await page.evaluate(isHacked)) seen.push('ran when clicked')
      return seen
    }

    test('of every kind, in the text of an article', async () => {
      const page = await browser.newPage()
      const found: Record<string, string[]> = {}
      for (const [index, [kind]] of kinds.entries()) {
        const path = `zh-TW/k${index}.html`
        if (!project.files('public/zh-TW').includes(`k${index}.html`)) {
          // What can not be localized safely is not published.
          continue
        }
        const seen = await attack(page, path)
        if (seen.length > 0) found[kind] = seen
      }
      expect(found).toEqual({})
      expect(
        kinds.filter((_, index) =>
          project.files('public/zh-TW').includes(`k${index}.html`),
        ).length,
      ).toBeGreaterThan(kinds.length - 3)
      await page.close()
    }, 120_000)

    test('in front matter, the glossary, tags, settings and names of files', async () => {
      const page = await browser.newPage()
      const paths = project
        .files('public')
        .filter((path) => /\.html$/.test(path) && !/\/k\d+\.html$/.test(path))
      expect(paths.length).toBeGreaterThan(12)
      const found: Record<string, string[]> = {}
      for (const path of paths) {
        const seen = await attack(page, path)
        if (seen.length > 0) found[path] = seen
      }
      expect(found).toEqual({})
      await page.close()
    }, 120_000)

    test('and the test sees what does run', async () => {
      const page = await browser.newPage()
      project.write({
        'public/zh-TW/broken.html': `<main><img src=x onerror="window.hacked=1"></main>`,
      })
      expect(await attack(page, 'zh-TW/broken.html')).toContain('ran at once')
      await page.close()
    })
  },
)
