import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { parseGlossary } from '../../src/node.ts'
import type { Changes } from '../../src/server/protocol.ts'
import { runCli } from '../cli/run-cli.ts'
import { createProject } from '../project.ts'

const main = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url))
const path = 'locales/glossary/many.yaml'

function start(
  cwd: string,
  ...more: readonly string[]
): Promise<{ child: ChildProcess; url: URL }> {
  const child = spawn(
    process.execPath,
    [main, 'review', '--no-open', '--by', 'Lin', '--lang', 'en', ...more],
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

/** Speak as the page does. */
async function signIn(url: URL) {
  const answer = await fetch(url, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const headers = {
    cookie,
    origin: url.origin,
    'content-type': 'application/json',
  }
  return {
    get: async <T>(at: string) =>
      (await (await fetch(new URL(at, url), { headers })).json()) as T,
    post: (at: string, body: unknown) =>
      fetch(new URL(at, url), {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      }),
  }
}

test('whenever it is killed, what was confirmed is on the disk', async () => {
  const concepts = Array.from(
    { length: 400 },
    (_, index) => `  # Number ${index}.
  - id: c-${index}
    domain: general
    state: proposed
    terms: { zh-TW: 詞${index}, en: word ${index} }
`,
  )
  const project = createProject({
    [path]: `concepts:\n${concepts.join('\n')}`,
    'articles/a.md': '詞1與詞2。\n',
  })
  const confirmed = new Set<string>()
  for (let round = 0; round < 5; round++) {
    const { child, url } = await start(project.root)
    const page = await signIn(url)
    const { rows } = await page.get<Changes>('/api/changes?since=0')
    const left = rows.filter((row) => row.state === 'proposed')
    const dead = new Promise((done) => child.once('exit', done))
    const kill = () =>
      setTimeout(() => child.kill('SIGKILL'), 150 + Math.random() * 400)
    // A busy machine may confirm nothing in that time.
    const isKilledLater = round % 2 === 1
    if (!isKilledLater) kill()
    try {
      for (const { id, revision } of left) {
        const answer = await page.post('/api/decide', {
          id,
          revision,
          decision: { kind: 'approve' },
        })
        if (answer.status === 200) confirmed.add(id)
        if (isKilledLater && id === left[0]?.id) kill()
      }
    } catch {
      // It was killed in the middle of a decision.
    }
    await dead
    const read = parseGlossary(project.read(path), path)
    expect(read.messages).toEqual([])
    expect(read.concepts).toHaveLength(400)
    const approved = read.concepts.filter((one) => one.state === 'approved')
    const ids = new Set(approved.map((one) => one.id))
    expect([...confirmed].filter((id) => !ids.has(id))).toEqual([])
    // One that was not confirmed any more may be written.
    expect(ids.size - confirmed.size).toBeLessThanOrEqual(round + 1)
    expect(project.read(path).match(/# Number/g)).toHaveLength(400)
  }
  expect(confirmed.size).toBeGreaterThanOrEqual(2)
  project.remove()
})

test('it ends by itself when it is interrupted', async () => {
  const project = createProject({ [path]: 'concepts: []\n' })
  const { child } = await start(project.root)
  const ended = new Promise((done) => child.once('exit', (code) => done(code)))
  child.kill('SIGINT')
  expect(await ended).toBe(0)
  project.remove()
})

test('a port that is no port, or is taken, is a mistake of the person', async () => {
  const project = createProject({ [path]: 'concepts: []\n' })
  const { child, url } = await start(project.root)
  for (const port of ['x', '70000', url.port]) {
    const argv = ['review', '--no-open', '--port', port, '--lang', 'en']
    const { code, stderr: said } = await runCli(argv, { cwd: project.root })
    expect([port, code]).toEqual([port, 2])
    expect(said).toContain(port)
  }
  child.kill('SIGINT')
  await new Promise((done) => child.once('exit', done))
  project.remove()
})

test('terms found in the articles wait in the queue, and are in no file before they are decided', async () => {
  const project = createProject({
    [path]: 'concepts: []\n',
    'articles/a.md':
      '# 智能體\n\n公司打造智能體 (Agent)，年度經常性收入 (ARR) 成長。智能體很重要。\n',
  })
  const { child, url } = await start(project.root, '--extract')
  const dead = new Promise((done) => child.once('exit', done))
  const page = await signIn(url)
  const { rows } = await page.get<Changes>('/api/changes?since=0')
  expect(rows.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['agent', 'arr']),
  )
  expect(project.read(path)).toBe('concepts: []\n')
  child.kill('SIGINT')
  await dead
  const { child: plain, url: other } = await start(project.root)
  const ended = new Promise((done) => plain.once('exit', done))
  const without = await (await signIn(other)).get<Changes>(
    '/api/changes?since=0',
  )
  expect(without.rows.some(({ id }) => id === 'agent')).toBe(false)
  plain.kill('SIGINT')
  await ended
})
