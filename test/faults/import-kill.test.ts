import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { createProject, type Project } from '../project.ts'
import { cli, endOf, halves, type Tree, treeOf } from './storm.ts'

/** `YIWEN_IMPORT_KILLS=60` is the long storm: so many for each of the two. */
const kills = Number(process.env['YIWEN_IMPORT_KILLS'] ?? 4)

// As it is installed, but without a process for each look at what was imported.
const load = createRequire(import.meta.url)
const { openProjectMemory, printMemory } = load(
  '../../dist/build/memory.js',
) as typeof import('../../src/build/memory.ts')
const { LeftOut } = load(
  '../../dist/exchange/index.js',
) as typeof import('../../src/exchange/index.ts')

const open: Project[] = []
afterEach(() => {
  for (const project of open.splice(0)) project.remove()
})

function projectWith(files: Readonly<Record<string, string>>): Project {
  const project = createProject(files)
  open.push(project)
  return project
}

/** Numbers from 0 to 1, the same in every run. */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

const random = randomFrom(Number(process.env['YIWEN_SEED'] ?? 1))

/** Files of folders and their sizes: what tells that something was written. */
function sizesOf(project: Project, folders: readonly string[]): string {
  const sizes: string[] = []
  for (const folder of folders) {
    for (const name of namesIn(project.at(folder))) {
      const path = join(project.at(folder), name)
      const size = statSync(path, { throwIfNoEntry: false })?.size
      sizes.push(`${folder}/${name} ${size}`)
    }
  }
  return sizes.join('\n')
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Import that is killed, or let through. */
interface Import {
  /** Arguments of the command line. */
  line: readonly string[]
  /** Folders that it writes to, looked at all the time. */
  folders: readonly string[]
}

/** How an import went. */
interface Run {
  code: number | null
  signal: NodeJS.Signals | null
  text: string
  /** How many different states of its folders were seen. */
  steps: number
  /** Milliseconds to the first of them that it made, and to the last. */
  first: number
  last: number
}

/** Start an import as a process of its own. */
function start(project: Project, { line }: Pick<Import, 'line'>): ChildProcess {
  return spawn(process.execPath, [cli, ...line, '--lang', 'en'], {
    cwd: project.root,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/**
 * Run an import, and kill it where `stop` says so.
 *
 * @param project - Project.
 * @param what - Import.
 * @param stop - Asked each millisecond with the states seen and the time; `true` kills.
 */
async function run(
  project: Project,
  { line, folders }: Import,
  stop: (steps: number, milliseconds: number) => boolean = () => false,
): Promise<Run> {
  const begin = performance.now()
  const child = start(project, { line })
  const end = endOf(child)
  let isOver = false
  void once(child, 'exit').then(() => {
    isOver = true
  })
  let seen = sizesOf(project, folders)
  let steps = 0
  let first = 0
  let last = 0
  while (!isOver) {
    const now = sizesOf(project, folders)
    if (now !== seen) {
      seen = now
      steps++
      last = performance.now() - begin
      first ||= last
    }
    if (stop(steps, performance.now() - begin)) {
      child.kill('SIGKILL')
      break
    }
    // Looked at all the time, it would take the core that the import runs on.
    await sleep(1)
  }
  return { ...(await end), steps, first, last }
}

/** What is looked at after a kill, and after the same command has run again. */
interface Look {
  /** What the import is for: it may only be as before or as after. */
  kept(project: Project): Tree
  /** Everything that may be told apart, temporary files and all. */
  all(project: Project): Promise<unknown>
  /** What the next command sees of a project that an import was killed in. */
  seen?(project: Project): Promise<unknown>
}

/**
 * Kill imports at moments all over the run, three of four while it writes.
 *
 * @param fresh - Makes a project in which nothing is imported yet.
 * @param what - Import.
 * @param look - What is looked at.
 */
async function storm(
  fresh: () => Project,
  what: Import,
  look: Look,
): Promise<void> {
  const calm = fresh()
  const before = look.kept(calm)
  const untouched = fresh()
  const seenBefore = await look.seen?.(untouched)
  untouched.remove()
  const peace = await run(calm, what)
  expect(peace, peace.text).toMatchObject({ code: 0 })
  // It was seen how it wrote.
  expect(peace.steps).toBeGreaterThan(2)
  const after = look.kept(calm)
  const all = await look.all(calm)
  const seenAfter = await look.seen?.(calm)
  const begin = performance.now()
  let killed = 0
  let writing = 0
  for (let round = 0; killed < kills; round++) {
    expect(round).toBeLessThan(kills * 4)
    const project = fresh()
    const wait = peace.last * random() * 1.05
    const step = 1 + Math.floor(random() * peace.steps)
    const more = random() < 0.5 ? 0 : random() * 5
    let at = Number.POSITIVE_INFINITY
    const cut = await run(project, what, (steps, time) => {
      if (round % 4 === 3) return time >= wait
      if (steps >= step) at = Math.min(at, time + more)
      return time >= at
    })
    if (cut.signal === 'SIGKILL') {
      killed++
      if (cut.steps > 0) writing++
      const tree = look.kept(project)
      expect(halves(tree, [before, after])).toEqual([])
      expect([...tree.keys()]).toEqual(
        expect.arrayContaining([...before.keys()]),
      )
      if (look.seen && round % 3 === 1) {
        expect([seenBefore, seenAfter]).toContainEqual(await look.seen(project))
      }
      // Nobody looks at how this one writes.
      const again = await endOf(start(project, what))
      expect(again, again.text).toMatchObject({ code: 0 })
      expect(await look.all(project), `kill ${killed}`).toEqual(all)
    }
    project.remove()
  }
  if (process.env['YIWEN_IMPORT_KILLS']) {
    const { first, last, steps } = peace
    const each = Math.round((performance.now() - begin) / killed)
    const [from, to] = [first, last].map(Math.round)
    console.log(
      `${what.line.slice(0, 2).join(' ')}: ${killed} kills, ${writing} while it wrote (${from}–${to} ms, ${steps} states seen), ${each} ms each`,
    )
  }
  // Some were cut off in the middle.
  expect(writing).toBeGreaterThan(0)
}

/** A TMX file of so many units; each batch of the memory is 20,000. */
function tmxOf(count: number, name = '家'): string {
  const units = Array.from(
    { length: count },
    (_, at) =>
      `<tu><tuv xml:lang="zh-TW"><seg>第${at}${name}公司上市。</seg></tuv><tuv xml:lang="en"><seg>Company ${at} listed.</seg></tuv></tu>\n`,
  )
  return `<tmx version="1.4"><header creationtool="x" creationtoolversion="1" segtype="sentence" o-tmf="x" adminlang="en" srclang="zh-TW" datatype="plaintext"/><body>\n${units.join('')}</body></tmx>\n`
}

test(`memory import: ${kills} kills leave it as before or as after, and it can be done again`, {
  timeout: 60_000 + kills * 60_000,
}, async () => {
  const tmx = tmxOf(22_000)
  const exported = async (project: Project): Promise<string> => {
    const { memory } = await openProjectMemory({ cwd: project.root })
    try {
      const text = [...printMemory(memory, {}, new LeftOut())].join('')
      // Which of the files was read first is nobody's business.
      const lines = text.split('\n').sort().join('\n')
      return createHash('sha256').update(lines).digest('hex')
    } finally {
      memory.close()
    }
  }
  await storm(
    () =>
      projectWith({
        'agency.tmx': tmx,
        'locales/memory/own.tmx': tmxOf(10, '間'),
      }),
    {
      line: ['memory', 'import', 'agency.tmx'],
      folders: ['locales/memory', '.yiwen'],
    },
    {
      kept: ({ at }) =>
        new Map(
          [...treeOf(at('locales/memory'))].filter(([name]) =>
            name.endsWith('.tmx'),
          ),
        ),
      all: async (project) => ({
        exported: await exported(project),
        files: project.files(),
      }),
      seen: exported,
    },
  )
})

test(`translate import: ${kills} kills leave each article as before or as after, and it can be done again`, {
  timeout: 60_000 + kills * 60_000,
}, async () => {
  const names = ['a', 'b', 'c', 'd']
  const sentences = (name: string): string[] =>
    Array.from({ length: 80 }, (_, at) => `${name} 的第${at}家公司上市。`)
  const fresh = (): Project =>
    projectWith({
      'yiwen.config.yaml': 'editions: [zh-TW, en]\n',
      ...Object.fromEntries(
        names.flatMap((name) => [
          [`articles/${name}.md`, `${sentences(name).join('\n\n')}\n`],
          [
            `in/${name}.po`,
            `${[
              `msgid ""\nmsgstr "X-Yiwen-Article: ${name}.md\\nLanguage: en\\n"`,
              ...sentences(name).map(
                (one, at) => `msgid "${one}"\nmsgstr "${name} ${at} listed."`,
              ),
            ].join('\n\n')}\n`,
          ],
        ]),
      ),
    })
  const kept = ({ at }: Project): Tree =>
    new Map(
      [...treeOf(at('locales/en'))]
        .filter(([name]) => name.endsWith('.xlf') && !name.startsWith('.'))
        .map(([name, text]) => [name, text.replace(time, 'then')]),
    )
  await storm(
    fresh,
    {
      line: ['translate', 'import', ...names.map((name) => `in/${name}.po`)],
      folders: ['locales/en'],
    },
    {
      kept,
      all: async (project) => ({
        kept: [...kept(project)],
        files: project.files(),
      }),
    },
  )
})

/** When something was imported. */
const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g
