import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import {
  buildProject,
  checkProject,
  type ProjectOptions,
  type ProjectReport,
  resolveConfig,
  type UserConfig,
} from '../src/node.ts'
import { expectWorded, expectWordedError } from './wording.ts'

/** Project in a folder of its own. */
export interface Project {
  /** Folder. */
  root: string
  /** Path in it. */
  at(path: string): string
  /** Write files; text or bytes. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void
  /** Read a file of it. */
  read(path: string): string
  /** Every file below a folder of it. */
  files(folder?: string): string[]
  /** Build it. */
  build(options?: Options): Promise<ProjectReport>
  /** Check it. */
  check(options?: Options): Promise<ProjectReport>
  /** Remove it. */
  remove(): void
}

type Options = Partial<Omit<ProjectOptions, 'config' | 'cwd'>> & {
  config?: UserConfig
  force?: boolean
}

/**
 * Create a project.
 *
 * @param files - Files, by path from its folder.
 * @returns Project.
 */
export function createProject(
  files: Readonly<Record<string, string | Uint8Array>> = {},
): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'yiwen-project-')))
  const project: Project = {
    root,
    at: (path) => join(root, path),
    write(files) {
      for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(root, path)), { recursive: true })
        writeFileSync(join(root, path), content)
      }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    files: (folder = '.') =>
      (readdirSync(join(root, folder), { recursive: true }) as string[])
        .filter((path) => statSync(join(root, folder, path)).isFile())
        .sort(),
    build: ({ config = {}, ...options } = {}) =>
      worded(() =>
        buildProject({ cwd: root, config: resolveConfig(config), ...options }),
      ),
    check: ({ config = {}, force: _, ...options } = {}) =>
      worded(() =>
        checkProject({ cwd: root, config: resolveConfig(config), ...options }),
      ),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
  project.write(files)
  return project
}

/** What is found, and what a project is refused for, is in every language. */
async function worded(
  task: () => Promise<ProjectReport>,
): Promise<ProjectReport> {
  const report = await task().catch((error: unknown) => {
    throw expectWordedError(error)
  })
  expectWorded(findings(report))
  // Said of every project without an address; `site.test.ts` looks at it.
  const messages = report.messages.filter(
    ({ ruleId }) => ruleId !== 'publish-no-site',
  )
  return { ...report, messages }
}

/** Pages and files of a site that are no article's, without its tags' own. */
export function siteFiles(ids: readonly string[]): string[] {
  return [
    ...['404.html', '_headers', '_redirects', 'index.html', 'nginx.conf'],
    'robots.txt',
    ...['assets~/fold.js', 'assets~/search.js'],
    ...ids.flatMap((id) =>
      [
        '404.html',
        'glossary.html',
        'index.html',
        'search~index/index.js',
        'search~index/list-0.js',
        'search~index/part-0.js',
        'tags/index.html',
      ].map((name) => `${id}/${name}`),
    ),
  ]
}

/** Every finding of a report. */
export function findings(report: ProjectReport): VFileMessage[] {
  return [
    ...report.articles.flatMap((article) => article.messages),
    ...report.glossary.messages,
    ...report.messages,
  ]
}

/** Kinds of change and how many files of each there are. */
export function kinds(report: ProjectReport): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of report.changes) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
