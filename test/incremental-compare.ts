import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Phrase, UserError } from '../src/model/index.ts'
import type { ProjectReport } from '../src/node.ts'
import { createProject, type Project } from './project.ts'

/** All that a report says, but how long it took and what was made anew. */
function plain({
  milliseconds: _,
  rebuilt: __,
  profile: ____,
  ...report
}: ProjectReport) {
  return JSON.parse(
    JSON.stringify(report, (key, value: unknown) => {
      if (value instanceof Phrase) return { phrase: value.english, ...value }
      if (!(value instanceof Error)) return key === 'cwd' ? '' : value
      const { stack: ___, ...rest } = value
      return { ...rest, message: value.message, cause: undefined }
    }),
  ) as unknown
}

type Outcome = { report: unknown } | { error: string }

/** What comes of a build, or why there is none. */
export async function outcome(
  task: Promise<ProjectReport>,
  root: string,
): Promise<Outcome> {
  try {
    return { report: plain(await task) }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    return { error: error.message.replaceAll(root, '') }
  }
}

/** Files of a folder with what is in them. */
export function tree(
  project: Project,
  folder = 'public',
): Record<string, string> {
  const root = project.at(folder)
  mkdirSync(root, { recursive: true })
  return Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name))
      .sort()
      .map((path) => [path.slice(root.length), readFileSync(path, 'latin1')]),
  )
}

/** The same files, without what earlier builds kept. */
export function copyOf(project: Project): Project {
  const copy = createProject()
  for (const folder of ['articles', 'glossary', 'public']) {
    mkdirSync(project.at(folder), { recursive: true })
    cpSync(project.at(folder), copy.at(folder), { recursive: true })
  }
  return copy
}
