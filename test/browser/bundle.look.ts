import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { VFile } from 'vfile'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { chineseLocales, createLocalizer } from '../../src/index.ts'
import { bundle, localizing, pageEntry, readArticles } from '../bundle.ts'
import { launch, skip } from './launch.ts'

const html = `<!doctype html><html lang="en"><meta charset="utf-8">
<title>Yiwen in a page</title><script src="yiwen.js"></script>`

describe.skipIf(skip)(
  'bundle in Chromium (skipped: Chromium is missing)',
  () => {
    let server: Server
    let browser: Browser
    let page: Page
    const problems: string[] = []

    beforeAll(async () => {
      const { code } = await bundle(pageEntry, { minify: true })
      server = createServer(({ url }, response) => {
        const isScript = url === '/yiwen.js'
        const type = isScript ? 'text/javascript' : 'text/html'
        response.setHeader('content-type', `${type}; charset=utf-8`)
        response.setHeader('content-security-policy', "default-src 'self'")
        response.statusCode = isScript || url === '/' ? 200 : 204
        response.end(isScript ? code : html)
      })
      await new Promise<void>((done) => {
        server.listen(0, '127.0.0.1', done)
      })
      browser = await launch()
      page = await browser.newPage()
      page.on('console', (message) => problems.push(message.text()))
      page.on('pageerror', (error) => problems.push(error.message))
      const { port } = server.address() as AddressInfo
      await page.goto(`http://127.0.0.1:${port}/`)
    })

    afterAll(async () => {
      await browser?.close()
      server?.close()
    })

    test('reads references as Node does', async () => {
      const text = '&nbsp;&amp;&hellip;&#39636;&ngE;'
      const call = `String(yiwen.localize('軟${text}', { target: 'zh-CN' }))`
      const edition = createLocalizer().localize(new VFile(`軟${text}`), {
        target: 'zh-CN',
      })
      expect(await page.evaluate(call)).toBe(String(edition))
    })

    const localizer = createLocalizer()
    test.each(readArticles())(
      'makes the same editions of $path',
      async (article) => {
        for (const target of chineseLocales) {
          const options = { target, gloss: {} } as const
          const edition = localizer.localize(new VFile(article), options)
          const wanted = [String(edition), ...edition.messages.map(String)]
          const made = await page.evaluate(localizing(article, options))
          expect(made).toBe(wanted.join('\n'))
        }
      },
    )

    test('without a word on the console', () => {
      expect(problems).toEqual([])
    })
  },
)
