/**
 * A glossary as it was: in a file, a folder, or a revision of Git.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import picomatch from 'picomatch'
import { glob } from 'tinyglobby'
import { readConcepts, type WrittenConcept } from '../glossary/index.ts'
import { UserError } from '../model/index.ts'
import { findGlossaries } from './glossary.ts'

/** Where to look for what a glossary was. */
export interface GlossaryPast {
  /** Folder of the project. */
  cwd: string
  /** Paths and glob patterns of the glossary. */
  patterns: readonly string[]
  /** Environment for Git. */
  env: Readonly<Record<string, string | undefined>>
}

/**
 * Read the concepts of a glossary from its files as they are.
 *
 * @param past - Folder and patterns.
 * @returns Concepts as written.
 * @throws UserError when a file can not be read or is broken.
 */
export async function conceptsNow({
  cwd,
  patterns,
}: GlossaryPast): Promise<WrittenConcept[]> {
  return readFiles(cwd, await findGlossaries(cwd, patterns))
}

/**
 * Read the concepts of a glossary from a file, a folder, or a revision of Git.
 *
 * What is on the disk comes before a revision of the same name.
 *
 * @param name - Path, or anything Git knows as a commit.
 * @param past - Folder, patterns, environment.
 * @returns Concepts as written.
 * @throws UserError when it is none of them, Git is not there, or a file is
 *   broken.
 */
export async function conceptsOf(
  name: string,
  past: GlossaryPast,
): Promise<WrittenConcept[]> {
  const { cwd } = past
  const path = resolve(cwd, name)
  const status = await stat(path).catch(() => undefined)
  if (status?.isFile()) return readFiles(cwd, [name])
  if (status?.isDirectory()) {
    const found = await glob(['**/*.yaml', '**/*.yml'], { cwd: path })
    const paths = found.sort().map((one) => relative(cwd, resolve(path, one)))
    return readFiles(cwd, paths)
  }
  return atRevision(name, past)
}

async function atRevision(
  name: string,
  past: GlossaryPast,
): Promise<WrittenConcept[]> {
  const { cwd, patterns } = past
  const inside = await git(['rev-parse', '--show-prefix'], past).catch(
    (error: unknown) => {
      if (error instanceof UserError) throw error
      throw new UserError(
        `${cwd} is not in a Git repository, so revisions can not be compared.`,
        {
          hint: 'Name two files or folders instead.',
          cause: error,
          wording: { key: 'glossary-no-repository', values: { path: cwd } },
        },
      )
    },
  )
  const commit = await git(
    [
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${name}^{commit}`,
    ],
    past,
  ).catch((error: unknown) => {
    if (error instanceof UserError) throw error
    throw new UserError(
      `“${name}” is no file, no folder and no revision of Git.`,
      {
        hint: '`git log --oneline` lists revisions.',
        cause: error,
        wording: { key: 'glossary-no-revision', values: { name } },
      },
    )
  })
  const revision = commit.trim()
  const prefix = inside.replace(/\n$/, '')
  const listed = await git(
    ['ls-tree', '-r', '-z', '--name-only', '--full-tree', revision],
    past,
  )
  const matches = picomatch(patterns.map((p) => p.replace(/^\.\//, '')))
  const paths = listed
    .split('\0')
    .filter((path) => path.startsWith(prefix))
    .map((path) => path.slice(prefix.length))
    .filter((path) => matches(path))
  const concepts: WrittenConcept[] = []
  for (const path of paths.sort()) {
    const text = await git(['show', `${revision}:${prefix}${path}`], past)
    const shown = `${name}:${path}`
    for (const one of readConcepts(text.replace(/^\ufeff/, ''), shown)) {
      concepts.push(one)
    }
  }
  return concepts
}

async function readFiles(
  cwd: string,
  paths: readonly string[],
): Promise<WrittenConcept[]> {
  const concepts: WrittenConcept[] = []
  for (const path of paths) {
    const text = await readFile(resolve(cwd, path), 'utf8')
    const shown = path.split(sep).join('/')
    for (const one of readConcepts(text.replace(/^\ufeff/, ''), shown)) {
      concepts.push(one)
    }
  }
  return concepts
}

async function git(
  args: readonly string[],
  { cwd, env }: GlossaryPast,
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', [...args], {
      cwd,
      env: { ...env },
      maxBuffer: 1 << 30,
    })
    return stdout
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EACCES') throw error
    throw new UserError(
      'Git is not installed or can not be run, so revisions can not be compared.',
      {
        hint: 'Name two files or folders instead.',
        cause: error,
        wording: { key: 'glossary-no-git' },
      },
    )
  }
}
