import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type {
  SegmentSaved,
  TranslateView,
} from '../../src/server/translate-protocol.ts'
import { readTranslation } from '../../src/translations/index.ts'
import { createProject } from '../project.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const file = 'locales/en/a.md.xlf'
const at = 'path=a.md&locale=en'

async function start(cwd: string): Promise<{ child: ChildProcess; url: URL }> {
  const child = spawn(
    process.execPath,
    [main, 'review', '--no-open', '--by', 'Lin', '--lang', 'en'],
    { cwd, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  return new Promise((done, fail) => {
    let said = ''
    child.once('exit', () => fail(new Error(`It ended: ${said}`)))
    child.stdout?.on('data', (chunk: Buffer) => {
      said += String(chunk)
      const url = /http:\S+/.exec(said)?.[0]
      if (url && said.includes('\n\n')) done({ child, url: new URL(url) })
    })
  })
}

test('whenever it is killed, each translation that was confirmed is on the disk', async () => {
  const sentences = Array.from(
    { length: 300 },
    (_, index) => `這是第 ${index} 個句子。`,
  )
  const project = createProject({
    'yiwen.config.json': JSON.stringify({ editions: ['zh-TW', 'en'] }),
    'articles/a.md': `${sentences.join('\n\n')}\n`,
  })
  const confirmed = new Map<string, string>()
  for (let round = 0; round < 5; round++) {
    const { child, url } = await start(project.root)
    const signedIn = await fetch(url, { redirect: 'manual' })
    const cookie = signedIn.headers.get('set-cookie')?.split(';')[0] ?? ''
    const headers = {
      cookie,
      origin: url.origin,
      'content-type': 'application/json',
    }
    const address = new URL(`/api/translate/article?${at}`, url)
    const view = (await (
      await fetch(address, { headers })
    ).json()) as TranslateView
    const left = view.segments.filter(({ state }) => state === 'initial')
    const dead = new Promise((done) => child.once('exit', done))
    // So many are confirmed at least, however slow the machine is.
    const enough = confirmed.size + 2 + Math.floor(Math.random() * 3)
    try {
      for (const { unit, id, revision } of left) {
        const text = `Sentence ${round} of ${id}.`
        const answer = await fetch(new URL('/api/translate/save', url), {
          method: 'POST',
          headers,
          body: JSON.stringify({
            path: 'a.md',
            locale: 'en',
            unit,
            segment: id,
            revision,
            text,
          }),
        })
        const saved = (await answer.json()) as SegmentSaved
        expect(answer.status).toBe(200)
        confirmed.set(`${unit} ${id}`, saved.segment.target)
        if (confirmed.size !== enough) continue
        setTimeout(() => child.kill('SIGKILL'), Math.random() * 100)
      }
    } catch (error) {
      // It was killed in the middle of a decision.
      if (!(error instanceof TypeError)) throw error
    }
    child.kill('SIGKILL')
    await dead
    if (confirmed.size === 0) continue
    const { translation, findings } = readTranslation(project.read(file), {
      article: 'a.md',
      source: 'zh-TW',
      target: 'en',
    })
    expect(findings).toEqual([])
    const kept = new Map<string, string>(
      translation?.units.flatMap((unit) =>
        unit.segments.flatMap(({ id, target }) =>
          target ? [[`${unit.id} ${id}`, target.join('')] as const] : [],
        ),
      ),
    )
    for (const [key, text] of confirmed) expect(kept.get(key)).toBe(text)
    // One that was not confirmed any more may be written.
    expect(kept.size - confirmed.size).toBeLessThanOrEqual(round + 1)
  }
  expect(confirmed.size).toBeGreaterThan(5)
  project.remove()
})
