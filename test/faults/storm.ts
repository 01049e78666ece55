import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { createProject, type Project } from '../project.ts'

/** The command line as it is installed. */
export const cli = fileURLToPath(
  new URL('../../dist/cli/main.js', import.meta.url),
)

// As it is installed: what it keeps is then for the command line, too.
const { buildProject, resolveConfig } = createRequire(import.meta.url)(
  '../../dist/node.js',
) as typeof import('../../src/node.ts')

/** Bytes of every file of a tree, by path. */
export type Tree = ReadonlyMap<string, string>

/** Two states of one project: articles that change, come, go and are renamed. */
export const states = ['before', 'after'] as const

/** One of them. */
export type State = (typeof states)[number]

/** Sources of a state; some link to others, one is a picture. */
export function sourcesOf(state: State, count = 10): Record<string, string> {
  const files: Record<string, string> = {
    'locales/glossary/a.yaml': `concepts:
  - id: software
    domain: business
    state: approved
    terms:
      zh-TW: 軟體
      zh-CN: ${state === 'before' ? '软件' : '软体'}
      en: software
`,
    'articles/pictures/a.svg': `<svg><!-- ${state} --></svg>\n`,
    [`articles/${state}.md`]: `# 改名的文章\n\n[甲](a0.md)\n`,
  }
  for (let at = 0; at < count; at++) {
    const word = at % 2 === 0 ? '軟體' : state === 'before' ? '滑鼠' : '硬碟'
    const text = `# 第 ${at} 篇${word}\n\n${`這個${word}很好。`.repeat(40)}\n\n![圖](pictures/a.svg) [下](a${at + 1}.md)\n`
    // One of ten is only there before, another only after.
    const isThere = at % 10 !== (state === 'before' ? 7 : 8)
    if (isThere) files[`articles/a${at}.md`] = text
  }
  return files
}

/**
 * Put a project into a state.
 *
 * @param project - Project.
 * @param state - State.
 * @param count - Number of articles.
 */
export function put(project: Project, state: State, count?: number): void {
  rmSync(project.at('articles'), { recursive: true, force: true })
  project.write(sourcesOf(state, count))
}

/**
 * Read the files of an output folder.
 *
 * @param folder - Folder.
 * @param all - Whether what builds note for themselves is among them.
 */
export function treeOf(folder: string, all = false): Tree {
  const tree = new Map<string, string>()
  if (!existsSync(folder)) return tree
  for (const entry of readdirSync(folder, {
    recursive: true,
    withFileTypes: true,
  })) {
    const path = join(entry.parentPath, entry.name)
    const name = relative(folder, path)
    if (!entry.isFile() || (!all && name.startsWith('.yiwen/'))) continue
    tree.set(name, readFileSync(path, 'latin1'))
  }
  return tree
}

/** What a build that nothing disturbs makes of each state, coming from the other. */
export interface Undisturbed {
  trees: Readonly<Record<State, Tree>>
  /** Milliseconds it took. */
  milliseconds: number
}

/**
 * Build both states of a project in peace.
 *
 * @param count - Number of articles.
 */
export async function undisturbed(count?: number): Promise<Undisturbed> {
  const project = createProject()
  const trees: Partial<Record<State, Tree>> = {}
  let milliseconds = 0
  for (const state of [...states, ...states]) {
    put(project, state, count)
    const start = performance.now()
    // One in a process of its own, to know how long that takes.
    if (trees.after) {
      const ending = await buildIn(project.root)
      expect(ending, ending.text).toMatchObject({ code: 0 })
      milliseconds = performance.now() - start
    } else await buildHere(project.root)
    const tree = treeOf(project.at('public'), true)
    // What was there before leaves no trace.
    if (trees[state]) expect(tree).toEqual(trees[state])
    trees[state] = tree
  }
  project.remove()
  return { trees: trees as Record<State, Tree>, milliseconds }
}

/** How a build ended. */
export interface Ending {
  code: number | null
  signal: NodeJS.Signals | null
  text: string
}

/**
 * Start a build.
 *
 * @param cwd - Folder of the project.
 * @param more - Arguments.
 */
export function startBuild(
  cwd: string,
  more: readonly string[] = [],
): ChildProcess {
  return spawn(process.execPath, [cli, 'build', '--lang', 'en', ...more], {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

/**
 * Wait for a build.
 *
 * @param child - Build.
 */
export async function endOf(child: ChildProcess): Promise<Ending> {
  let text = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      text += String(chunk)
    })
  }
  const [code, signal] = (await once(child, 'close')) as [
    Ending['code'],
    Ending['signal'],
  ]
  return { code, signal, text }
}

/**
 * Build and wait.
 *
 * @param cwd - Folder of the project.
 * @param more - Arguments.
 */
export function buildIn(
  cwd: string,
  more: readonly string[] = [],
): Promise<Ending> {
  return endOf(startBuild(cwd, more))
}

/**
 * Build without a process, where nothing is to disturb it.
 *
 * @param cwd - Folder of the project.
 */
export async function buildHere(cwd: string): Promise<void> {
  const { articles } = await buildProject({ cwd, config: resolveConfig({}) })
  expect(articles.filter(({ failed }) => failed)).toEqual([])
}

/** Name of what is being written, beside its place. */
const temporary = /(?:^|\/)\.yiwen-[0-9a-f]{16}\.tmp$/

/**
 * Hold a tree that a build was cut off in against what may be there: each file as it
 * was or as it is to be, none half.
 *
 * @param tree - Tree.
 * @param allowed - Trees that it may be between.
 * @returns Files that are neither.
 */
export function halves(tree: Tree, allowed: readonly Tree[]): string[] {
  return [...tree].flatMap(([path, bytes]) =>
    temporary.test(path) || allowed.some((one) => one.get(path) === bytes)
      ? []
      : [path],
  )
}

/** Copy a folder, for another look at it. */
export function copyTo(from: string, to: string): void {
  mkdirSync(to, { recursive: true })
  cpSync(from, to, { recursive: true })
}
