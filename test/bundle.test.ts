import { createContext, runInContext } from 'node:vm'
import { gzipSync } from 'node:zlib'
import { VFile } from 'vfile'
import { beforeAll, describe, expect, it } from 'vitest'
import { chineseLocales, createLocalizer, localize } from '../src/index.ts'
import { bundle, localizing, pageEntry, readArticles } from './bundle.ts'

describe('bundle for browsers', { timeout: 60_000 }, () => {
  let run: (expression: string) => unknown

  beforeAll(async () => {
    const { code } = await bundle(pageEntry, { worker: true })
    // The language and nothing else: no process, require, console or document.
    const context = createContext({})
    runInContext(code, context)
    run = (expression) => runInContext(expression, context)
  }, 60_000)

  it('has nothing of Node in it', async () => {
    const { code, inputs } = await bundle("export * from './src/index.ts'")
    expect(inputs.length).toBeGreaterThan(100)
    expect(inputs.filter((name) => /^node:|\(disabled\)/.test(name))).toEqual(
      [],
    )
    expect(code).not.toMatch(/\brequire\(['"](?:node:|fs|path)/)
  })

  it('cannot be made of what needs Node', async () => {
    await expect(bundle("export * from './src/node.ts'")).rejects.toThrow(
      /Could not resolve "(?:node:)?fs"/,
    )
  })

  it('weighs what a page can carry', async () => {
    const { code } = await bundle("export * from './src/index.ts'", {
      minify: true,
    })
    const size = gzipSync(code).length
    expect(size).toBeGreaterThan(100_000)
    expect(size).toBeLessThan(3_800_000)
  })

  it('needs nothing that is not in the language', () => {
    expect(run('typeof process + typeof require + typeof document')).toBe(
      'undefined'.repeat(3),
    )
    expect(run('yiwen.languageTag("zh-HK")')).toBe('zh-Hant-HK')
    const options = { target: 'zh-CN' } as const
    const call = `yiwen.localize('&nbsp;軟體', ${JSON.stringify(options)})`
    expect(run(`String(${call})`)).toBe(String(localize('&nbsp;軟體', options)))
  })

  const localizer = createLocalizer()
  it.each(readArticles())('makes the same editions of $path', (article) => {
    for (const target of chineseLocales) {
      const options = { target, gloss: {} } as const
      const edition = localizer.localize(new VFile(article), options)
      const wanted = [String(edition), ...edition.messages.map(String)]
      expect(run(localizing(article, options))).toBe(wanted.join('\n'))
    }
  })
})
