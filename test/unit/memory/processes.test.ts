import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openMemory } from '../../../src/memory/index.ts'

const door = fileURLToPath(
  new URL('../../../dist/memory/index.js', import.meta.url),
)

let folder: string
let file: string

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yiwen-memory-'))
  file = path.join(folder, 'memory.sqlite')
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** A process that imports entries, and says so after each batch. */
function importing(name: string, count: number): ChildProcess {
  const script = path.join(folder, `${name}.mjs`)
  writeFileSync(
    script,
    `import { openMemory } from ${JSON.stringify(door)}
function* entries() {
  for (let index = 0; index < ${count}; index++) yield {
    source: ['第' + index + '句在${name}裡，說' + (index * 31) % 977],
    sourceLocale: 'zh-TW', target: ['S' + index], targetLocale: 'en',
    state: 'translated',
  }
}
const memory = openMemory(${JSON.stringify(file)})
await memory.importEntries(entries(), { file: '${name}', stamp: '1',
  onProgress: (done) => console.log(done) })
memory.close()`,
  )
  return spawn(process.execPath, [script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

const ended = (child: ChildProcess) =>
  new Promise<number | null>((resolve) => child.on('exit', resolve))

const english = { source: 'zh-TW', target: 'en' } as const

describe('a process that is killed while it imports', () => {
  // Times within and between batches, from the first one on.
  it.each([0, 90, 210, 400, 700])(
    'leaves a memory that can be used, %i ms after its first batch',
    async (delay) => {
      const child = importing('甲', 400_000)
      const end = ended(child)
      await new Promise((resolve) => child.stdout?.once('data', resolve))
      await new Promise((resolve) => setTimeout(resolve, delay))
      child.kill('SIGKILL')
      await end
      const memory = openMemory(file)
      try {
        expect(memory.resets).toBe(0)
        const { entries } = memory.stats()
        expect(entries % 20_000).toBe(0)
        expect(entries).toBeGreaterThan(0)
        expect(memory.files().get('甲')).toBeUndefined()
        const [match] = memory.lookup(['第19999句在甲裡，說613'], english)
        expect(match?.target).toEqual(['S19999'])
        expect(
          memory.lookup(['第19999句在甲裡，說了'], english).length,
        ).toBeGreaterThan(0)
        expect(memory.resets).toBe(0)
        expect([...memory.entries()]).toHaveLength(entries)
        expect(existsSync(`${file}.owner`)).toBe(false)
      } finally {
        memory.close()
      }
    },
  )
})

describe('two processes', () => {
  it('import at once, while a third looks up, and lose nothing', async () => {
    const ends = ['甲', '乙'].map((name) => ended(importing(name, 30_000)))
    const memory = openMemory(file)
    try {
      let open = 2
      for (const end of ends) void end.then(() => open--)
      let seen = 0
      while (open > 0) {
        const { entries } = memory.stats()
        expect(entries).toBeGreaterThanOrEqual(seen)
        seen = entries
        memory.lookup(['第5句在甲裡，說155'], english)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      expect(await Promise.all(ends)).toEqual([0, 0])
      expect(memory.resets).toBeLessThanOrEqual(1)
      expect(memory.stats().entries).toBe(60_000)
      for (const name of ['甲', '乙']) {
        const [match] = memory.lookup([`第5句在${name}裡，說155`], english)
        expect(match).toMatchObject({ score: 100, target: ['S5'] })
      }
    } finally {
      memory.close()
    }
  })
})
