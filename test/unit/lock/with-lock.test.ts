import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { withLock } from '../../../src/lock/index.ts'
import { UserError } from '../../../src/model/index.ts'

const busy = (holder: string) => new UserError(holder)
const hash = (name: string) =>
  createHash('sha256').update(name).digest('hex').slice(0, 8)
const here = hash(hostname())

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'yiwen-lock-'))
  onTestFinished(() => rmSync(path, { recursive: true, force: true }))
  return path
}

/** Number of a process that is gone. */
async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((done) => child.once('exit', done))
  return child.pid as number
}

/** Take a lock at once, where there are claims that hold up nobody and have to go. */
async function expectRemoved(...claims: readonly string[]): Promise<void> {
  const root = folder()
  for (const claim of claims) writeFileSync(join(root, claim), '')
  const request = { path: join(root, 'lock'), busy, patience: 0 }
  expect(await withLock(request, async () => 'done')).toBe('done')
  expect(readdirSync(root)).toEqual([])
}

test('tasks of one process wait for each other', async () => {
  const root = folder()
  const request = { path: join(root, 'lock'), busy }
  let inside = 0
  let done = 0
  const task = async () => {
    expect(++inside).toBe(1)
    await sleep(3)
    inside--
    done++
  }
  await Promise.all(Array.from({ length: 20 }, () => withLock(request, task)))
  expect(done).toBe(20)
  expect(readdirSync(root)).toEqual([])
})

test('locks of other paths are other locks', async () => {
  const root = folder()
  writeFileSync(join(root, 'a-note'), '')
  const outer = { path: join(root, 'a'), busy }
  const inner = { path: join(root, 'a-note'), busy, patience: 0 }
  const done = await withLock(outer, () => withLock(inner, async () => 'done'))
  expect(done).toBe('done')
  expect(readdirSync(root)).toEqual(['a-note'])
})

test('a task that fails gives the lock back', async () => {
  const root = folder()
  const request = { path: join(root, 'lock'), busy, patience: 0 }
  const fail = () => Promise.reject(new Error('no'))
  await expect(withLock(request, fail)).rejects.toThrow('no')
  expect(await withLock(request, async () => 'done')).toBe('done')
})

describe.each(['0'.repeat(16), 'f'.repeat(16)])('a claim %s', (token) => {
  const claim = (pid: number, host = here) => `lock-${token}.${pid}.${host}`

  test('of the dead is removed', async () => {
    // The other has the number of this process, from before it.
    await expectRemoved(claim(await deadPid()), claim(process.pid))
  })

  test.skipIf(process.platform !== 'linux')(
    'of an earlier process with the number of a living one is removed',
    async () => {
      await expectRemoved(`lock-${token}.${process.ppid}.1.${here}`)
    },
  )

  test.skipIf(process.platform !== 'linux')(
    'of the dead that nobody has buried is removed',
    async () => {
      // What takes the shell's place does not ask for what the shell began.
      const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'])
      onTestFinished(() => void parent.kill())
      const pid = Number(await once(parent.stdout, 'data'))
      while (!readFileSync(`/proc/${pid}/stat`, 'latin1').includes(') Z ')) {
        await sleep(10)
      }
      await expectRemoved(claim(pid))
    },
  )

  test('of the living and of other machines is respected', async () => {
    for (const name of [claim(1), claim(await deadPid(), hash('elsewhere'))]) {
      const root = folder()
      writeFileSync(join(root, name), '')
      const request = { path: join(root, 'lock'), busy, patience: 40 }
      const error = await withLock(request, async () => 'done').catch(
        (thrown: unknown) => thrown,
      )
      expect(error).toBeInstanceOf(UserError)
      expect(String(error)).toContain(name)
      expect(readdirSync(root)).toEqual([name])
    }
  })
})

const door = new URL('../../../dist/lock/index.js', import.meta.url).href

/**
 * Process that does one thing after the other under a lock: sees that nobody is
 * there, and adds one to a number in a file, slowly.
 */
function worker(root: string, count: number, locks = true): ChildProcess {
  const script = `
    import { readFileSync, rmSync, writeFileSync } from 'node:fs'
    import { setTimeout as sleep } from 'node:timers/promises'
    import { withLock } from ${JSON.stringify(door)}
    const root = ${JSON.stringify(root)}
    const busy = (holder) => new Error('busy ' + holder)
    const lock = ${locks} ? withLock : (_, task) => task()
    const lives = (pid) => { try { process.kill(pid, 0); return true } catch { return false } }
    for (let i = 0; i < ${count}; i++) {
      await lock({ path: root + '/lock', busy }, async () => {
        try {
          writeFileSync(root + '/inside', String(process.pid), { flag: 'wx' })
        } catch (error) {
          if (error.code !== 'EEXIST') throw error
          // Who was killed between opening and writing left no number.
          await sleep(5)
          const other = Number(readFileSync(root + '/inside', 'utf8'))
          if (other !== 0 && lives(other)) process.exit(9)
          writeFileSync(root + '/inside', String(process.pid))
        }
        const number = Number(readFileSync(root + '/number', 'utf8'))
        await sleep(Math.random() * 3)
        writeFileSync(root + '/number', String(number + 1))
        rmSync(root + '/inside')
      })
      process.stdout.write('.')
    }`
  return spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
}

const ended = (child: ChildProcess) =>
  new Promise<{ code: number | null; said: number }>((done) => {
    let said = 0
    child.stdout?.on('data', (data: Buffer) => {
      said += data.length
    })
    child.once('close', (code) => done({ code, said }))
  })

describe('processes at once', { timeout: 120_000 }, () => {
  test('are never inside together, among the claims of the dead', async () => {
    const root = folder()
    writeFileSync(join(root, 'number'), '0')
    const dead = await deadPid()
    for (let i = 0; i < 16; i++) {
      const token = i.toString(16).repeat(16)
      writeFileSync(join(root, `lock-${token}.${dead}.${here}`), '')
    }
    const all = Array.from({ length: 5 }, () => ended(worker(root, 60)))
    expect(await Promise.all(all)).toEqual(
      all.map(() => ({ code: 0, said: 60 })),
    )
    expect(readFileSync(join(root, 'number'), 'utf8')).toBe('300')
    expect(readdirSync(root)).toEqual(['number'])
  })

  test('that are killed stop nobody, and nobody comes in twice', async () => {
    const root = folder()
    writeFileSync(join(root, 'number'), '0')
    const steady = [worker(root, 100), worker(root, 100)].map(ended)
    let over = false
    const storm = (async () => {
      const codes: (number | null)[] = []
      while (!over) {
        const child = worker(root, 1000)
        const end = ended(child)
        await sleep(120 + Math.random() * 80)
        child.kill('SIGKILL')
        codes.push((await end).code)
      }
      return codes
    })()
    expect(await Promise.all(steady)).toEqual([
      { code: 0, said: 100 },
      { code: 0, said: 100 },
    ])
    over = true
    // Killed, all of them: none left because it met another.
    const codes = await storm
    expect(codes.length).toBeGreaterThan(2)
    expect(new Set(codes)).toEqual(new Set([null]))
    await withLock({ path: join(root, 'lock'), busy }, async () => {})
    const left = readdirSync(root).filter((name) => name.startsWith('lock'))
    expect(left).toEqual([])
  })

  test('would be seen inside together, were there no lock', async () => {
    const root = folder()
    writeFileSync(join(root, 'number'), '0')
    const all = Array.from({ length: 4 }, () => ended(worker(root, 60, false)))
    const codes = (await Promise.all(all)).map(({ code }) => code)
    // One meets another (9), or misses the file that another has removed (1).
    expect(codes.filter((code) => code === 0).length).toBeLessThan(4)
  })
})
