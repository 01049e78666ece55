import { Writable } from 'node:stream'
import { expect, test } from 'vitest'
import { run } from '../../src/cli/run.ts'
import { folderWith } from './run-cli.ts'

const count = 30

function project(): string {
  return folderWith({
    'yiwen.config.yaml': 'editions: [zh-TW, zh-CN]\n',
    ...Object.fromEntries(
      Array.from({ length: count }, (_, at) => [
        `articles/a${at}.md`,
        `# 第 ${at} 篇\n\n3 兆元的軟體。\n`,
      ]),
    ),
  })
}

test.each(['build', 'check'])(
  '%s --json tells one article after the other, as fast as it is read',
  async (command) => {
    const chunks: string[] = []
    let waiting = 0
    let most = 0
    const stdout = new Writable({
      decodeStrings: false,
      highWaterMark: 1,
      write(chunk: string, _, done) {
        chunks.push(chunk)
        waiting--
        setImmediate(done)
      },
    })
    const write = stdout.write.bind(stdout)
    stdout.write = ((chunk: string) => {
      most = Math.max(most, ++waiting)
      return write(chunk)
    }) as typeof stdout.write
    const cwd = project()
    const io = {
      stdout,
      stderr: new Writable({ write: (_, __, done) => done() }),
    }
    async function* stdin() {}
    const code = await run([command, '--json'], {
      ...io,
      stdin: stdin(),
      env: {},
      cwd,
    })
    await new Promise<void>((done) => stdout.end(done))
    const report = JSON.parse(chunks.join(''))
    expect(report.articles).toHaveLength(count)
    expect(Object.keys(report)).toEqual(
      expect.arrayContaining(['ok', 'articles', 'glossary', 'changes']),
    )
    expect(report.ok).toBe(code === 0)
    const told = chunks.map((chunk) => chunk.split('"editions"').length - 1)
    expect(Math.max(...told)).toBe(1)
    // The head, an article, and no second one before the first was taken.
    expect(most).toBeLessThanOrEqual(2)
  },
)
