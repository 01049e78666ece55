import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { readTranslation } from '../../src/translations/index.ts'
import { folderWith, runCli } from './run-cli.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))

/** Sentences that no other is like. */
const sentences = Array.from(
  { length: 300 },
  (_, index) => `第${index}家公司今天上市。`,
)

test('processes that import at once and are killed leave whole stores', async () => {
  const cwd = folderWith({
    'yiwen.config.yaml': 'editions: [zh-TW, en]\n',
    'articles/a.md': sentences.map((one) => `${one}\n`).join('\n'),
  })
  const parts = 4
  await runCli(['translate', 'sync'], { cwd })
  const files = Array.from({ length: parts }, (_, part) => {
    const name = `part-${part}.po`
    const entries = sentences.flatMap((one, index) =>
      index % parts === part
        ? [`msgid "${one}"\nmsgstr "Company ${index} listed."`]
        : [],
    )
    const head = 'msgid ""\nmsgstr "X-Yiwen-Article: a.md\\nLanguage: en\\n"'
    writeFileSync(path.join(cwd, name), `${[head, ...entries].join('\n\n')}\n`)
    return name
  })
  const store = path.join(cwd, 'locales/en/a.md.xlf')
  const read = () => {
    const { translation, findings } = readTranslation(
      readFileSync(store, 'utf8'),
    )
    expect(findings).toEqual([])
    const segments = translation?.units.flatMap((unit) => unit.segments) ?? []
    expect(segments).toHaveLength(sentences.length)
    return segments.filter((one) => one.target).length
  }
  const importing = (name: string, killAfter?: number): Promise<boolean> =>
    new Promise((done) => {
      const child = spawn(
        process.execPath,
        [main, 'translate', 'import', name],
        { cwd, stdio: 'ignore' },
      )
      child.once('exit', (code) => done(code === 0))
      if (killAfter !== undefined) {
        setTimeout(() => child.kill('SIGKILL'), killAfter)
      }
    })
  let kept = 0
  for (let round = 0; round < 4; round++) {
    const ended = await Promise.all(
      files.map((name, index) =>
        importing(name, 250 + round * 120 + index * 60 * Math.random()),
      ),
    )
    const now = read()
    // What one that ended well has written stays.
    expect(now).toBeGreaterThanOrEqual(kept)
    const part = sentences.length / parts
    expect(now).toBeGreaterThanOrEqual(ended.filter(Boolean).length * part)
    kept = now
  }
  const ended = await Promise.all(files.map((name) => importing(name)))
  expect(ended).toEqual(files.map(() => true))
  expect(read()).toBe(sentences.length)
  const left = readdirSync(path.dirname(store))
  expect(left).toEqual(['a.md.xlf'])
})
