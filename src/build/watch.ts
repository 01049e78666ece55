/**
 * Build a project again whenever something of it changes.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { Config } from '../model/index.ts'
import { configNames, loadConfig } from '../read/index.ts'
import { foldersRead, followFiles } from './follow-files.ts'
import { buildProject } from './index.ts'
import type { ProjectOptions, ProjectReport } from './report.ts'

/** What is watched, and who is told. */
export interface WatchOptions
  extends Omit<ProjectOptions, 'config' | 'only' | 'cache'> {
  /** Write over what was edited by hand. Default: `false`. */
  force?: boolean
  /** Configuration to read instead of looking for one, from the folder. */
  path?: string
  /** Milliseconds of quiet before a build. Default: 80. */
  delay?: number
  /** Is told of every build, in their order. */
  onBuild: (event: BuildEvent) => void
}

/** What came of one build. */
export type BuildEvent = {
  /** Files that came, went or changed, from the project's folder; none at first. */
  because: readonly string[]
} & (
  | {
      kind: 'built'
      /** Settings it was built with. */
      config: Config
      report: ProjectReport
      /** Files that were written or deleted, from the output folder, with `/`. */
      changed: readonly string[]
    }
  | {
      kind: 'failed'
      /** UserError where a person can put it right; else Yiwen is wrong. */
      error: unknown
    }
)

/** Project that is watched. */
export interface ProjectWatch {
  /** Folders that are watched, besides the configuration, from the project's. */
  readonly folders: readonly string[]
  /** Stop; what is being built is built first. */
  close(): Promise<void>
}

/** Longest time that changes may put off a build. */
const patience = 2000

/**
 * Build a project, and again whenever an article, another file beside it, the
 * glossary, a translation or the configuration changes.
 *
 * A build that fails ends nothing: the next change is tried.
 *
 * @param options - Project.
 * @returns The watch, once the first build is done.
 *
 * @example
 * ```ts
 * import { watchProject } from 'yiwen/node'
 *
 * const told: string[] = []
 * const watch = await watchProject({
 *   cwd: '.',
 *   onBuild: (event) => told.push(event.kind),
 * })
 * await watch.close()
 * told // ['built']
 * ```
 */
export async function watchProject(
  options: WatchOptions,
): Promise<ProjectWatch> {
  const watch = new Watch(options)
  await watch.start()
  return watch
}

class Watch implements ProjectWatch {
  folders: readonly string[] = []
  private key = ''
  private readonly options: WatchOptions
  private readonly cwd: string
  private readonly because = new Set<string>()
  private stop: (() => Promise<void>) | undefined
  private timer: NodeJS.Timeout | undefined
  private firstAt = 0
  private running: Promise<void> | undefined
  private isClosed = false

  constructor(options: WatchOptions) {
    this.options = options
    this.cwd = resolve(options.cwd)
  }

  async start(): Promise<void> {
    const config = await this.settings()
    await this.follow(config)
    this.running = this.build()
    await this.running
    this.running = undefined
    if (this.because.size > 0) this.schedule()
  }

  async close(): Promise<void> {
    this.isClosed = true
    clearTimeout(this.timer)
    // A build may begin to watch other folders.
    await this.running
    await this.stop?.()
  }

  /** Settings, or the defaults while those of the project can not be read. */
  private async settings(): Promise<Config | undefined> {
    const { path } = this.options
    return loadConfig({ cwd: this.cwd, ...(path ? { path } : {}) }).then(
      ({ config }) => config,
      () => undefined,
    )
  }

  /** Watch what a build reads, at no time nothing; the same again changes nothing. */
  private async follow(config: Config | undefined): Promise<void> {
    const { cwd, options } = this
    const { path } = options
    const files = [...configNames, 'package.json', ...(path ? [path] : [])]
    const folders = config ? foldersRead(config) : []
    const paths = [...folders, ...files]
    const key = JSON.stringify([paths, config?.output])
    if (key === this.key) return
    // Without settings, what is watched already is as good a guess as any.
    if (!config && this.folders.length > 0) return
    this.key = key
    this.folders = folders
    const stopBefore = this.stop
    this.stop = await followFiles(
      { cwd, config, paths },
      (path) => this.note(path),
      (error) => this.tell({ kind: 'failed', error }),
    )
    await stopBefore?.()
  }

  private note(path: string): void {
    this.because.add(path)
    this.schedule()
  }

  private schedule(): void {
    if (this.isClosed || this.running) return
    const { delay = 80 } = this.options
    const now = Date.now()
    if (this.timer === undefined) this.firstAt = now
    clearTimeout(this.timer)
    const wait = Math.min(delay, Math.max(0, this.firstAt + patience - now))
    this.timer = setTimeout(() => {
      this.timer = undefined
      this.running = this.build().finally(() => {
        this.running = undefined
        // What changed meanwhile is built next.
        if (this.because.size > 0) this.schedule()
      })
    }, wait)
  }

  private async build(): Promise<void> {
    const { path, delay: _, onBuild: __, ...options } = this.options
    const because = [...this.because].sort()
    this.because.clear()
    try {
      const { cwd } = this
      const { config } = await loadConfig({ cwd, ...(path ? { path } : {}) })
      await this.follow(config)
      // Books take too long to be made for every change.
      const report = await buildProject({
        ...{ ...options, cwd, config },
        books: false,
      })
      const changed = report.changes
        .filter(({ kind }) => kind !== 'unchanged')
        .map(({ path }) => path)
      this.tell({ kind: 'built', config, report, changed }, because)
    } catch (error) {
      this.tell({ kind: 'failed', error }, because)
    }
  }

  private tell(
    event: BuildEvent extends infer E
      ? E extends unknown
        ? Omit<E, 'because'>
        : never
      : never,
    because: readonly string[] = [],
  ): void {
    this.options.onBuild({ ...event, because } as BuildEvent)
  }
}
