import { createHash } from 'node:crypto'
import { resolve } from 'node:path'
import { findGlossaries } from '../build/glossary.ts'

import { readTextProject, type TextProjectFiles } from '../build/text.ts'
import type { Config } from '../model/index.ts'
import { fileStamp } from './file-stamp.ts'
import { Pool, type PoolOptions } from './pool.ts'
import type { Snapshot } from './worker.ts'

/** Project that is served. */
export interface ProjectOptions extends PoolOptions {
  /** Folder of the project. */
  cwd: string
  /** Configuration to read instead of looking for one. */
  config?: string
  /** Told of each change of files: what was wrong with them, or nothing. */
  onReload: (problem: Error | undefined) => void
}

/**
 * A project's settings and glossary, and the threads that work with them.
 *
 * When files change, new threads are made ready before the old ones are let go
 * of, which finish what they have. While what files say can not be used, the
 * last that could be is.
 */
export class Project {
  private readonly options: ProjectOptions
  private pool: Pool
  private seen: string
  private stamps = ''
  private timer: NodeJS.Timeout | undefined
  private closing: Promise<unknown> = Promise.resolve()
  private trouble: Error | undefined
  private size: number

  private constructor(options: ProjectOptions, snapshot: Snapshot, pool: Pool) {
    this.options = options
    this.pool = pool
    this.seen = hashOf(snapshot)
    this.size = snapshot.concepts.length
  }

  /**
   * Read a project and start its threads.
   *
   * @param options - Folder, threads.
   * @returns Project that is ready.
   * @throws UserError when its settings or glossary can not be used.
   */
  static async open(options: ProjectOptions): Promise<Project> {
    const stamps = await stampsOf(options)
    const { files, ...snapshot } = await read(options)
    const pool = new Pool(snapshot, options)
    try {
      await pool.warm()
    } catch (error) {
      await pool.destroy()
      throw error
    }
    const project = new Project(options, snapshot, pool)
    project.files = files
    project.stamps = stamps
    return project
  }

  private files: TextProjectFiles = { patterns: [] }

  /** What is wrong with the files as they are now. */
  get problem(): Error | undefined {
    return this.trouble
  }

  /** Number of concepts in use. */
  get concepts(): number {
    return this.size
  }

  /** Do one request's work; see {@link Pool.run}. */
  run(...given: Parameters<Pool['run']>): Promise<string> {
    return this.pool.run(...given)
  }

  /**
   * Look whether files changed, every now and then.
   *
   * @param milliseconds - How often.
   */
  watch(milliseconds: number): void {
    const look = async (): Promise<void> => {
      try {
        await this.refresh()
      } finally {
        if (this.timer) this.timer = setTimeout(look, milliseconds).unref()
      }
    }
    this.timer = setTimeout(look, milliseconds).unref()
  }

  /**
   * Take up what changed files say.
   *
   * @returns When requests are done with it.
   */
  async refresh(): Promise<void> {
    const stamps = await stampsOf({ ...this.options, ...this.files })
    if (stamps === this.stamps) return
    let next: Pool | undefined
    try {
      const { files, ...snapshot } = await read(this.options)
      this.files = files
      // Files that this reading brought in are known from now on.
      this.stamps = await stampsOf({ ...this.options, ...files })
      const hash = hashOf(snapshot)
      if (hash !== this.seen) {
        next = new Pool(snapshot, this.options)
        await next.warm()
        const before = this.pool
        this.pool = next
        this.seen = hash
        this.size = snapshot.concepts.length
        this.closing = Promise.all([this.closing, before.close()])
      } else if (this.trouble === undefined) return
      this.trouble = undefined
      this.options.onReload(undefined)
    } catch (error) {
      await next?.destroy()
      this.stamps = stamps
      this.trouble = error instanceof Error ? error : new Error(String(error))
      this.options.onReload(this.trouble)
    }
  }

  /**
   * Finish what is under way, and end the threads.
   *
   * @returns When they have ended.
   */
  async close(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    await Promise.all([this.closing, this.pool.close()])
  }

  /** End the threads whatever they do. */
  async destroy(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    await this.pool.destroy()
  }
}

async function read({
  cwd,
  config,
}: ProjectOptions): Promise<Snapshot & { files: TextProjectFiles }> {
  const read = await readTextProject(cwd, config)
  return { ...read, config: plain(read.config) }
}

/** A configuration that is code may hold what no thread can be sent. */
function plain(config: Config): Config {
  return JSON.parse(JSON.stringify(config)) as Config
}

function hashOf(snapshot: Snapshot): string {
  const text = JSON.stringify(snapshot)
  return createHash('sha256').update(text).digest('hex')
}

/** Stamps of all files; the folder's tells that a configuration came or went. */
async function stampsOf({
  cwd,
  path,
  patterns = [],
}: { cwd: string } & Partial<TextProjectFiles>): Promise<string> {
  const glossaries = await findGlossaries(cwd, patterns)
  const paths = [cwd, ...(path === undefined ? [] : [path])]
  const all = [...paths, ...glossaries.map((one) => resolve(cwd, one))]
  const stamps = await Promise.all(
    all.map(async (one) => `${one} ${await fileStamp(one)}`),
  )
  return stamps.join('\n')
}
