import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { foldersRead, followFiles } from '../build/follow-files.ts'
import { readGlossaries } from '../build/glossary.ts'
import { buildProject } from '../build/index.ts'
import { Preview } from '../build/preview.ts'
import { type Concept, type Config, UserError } from '../model/index.ts'

/** What a page is told of. */
export interface DevEvent {
  /** Paths from the output folder that are other than before. */
  changed: readonly string[]
  /** Milliseconds from the change of a file to this. */
  milliseconds: number
}

/** Finding, and the file it is in. */
export interface PlacedFinding {
  file: string
  message: VFileMessage
}

/** How a site is followed. */
export interface DevSiteOptions {
  cwd: string
  config: Config
  /** Called after each build with what could not be built, if anything. */
  onBuilt?: (problem: unknown) => void
}

/** Editors write a file in several steps. */
const pause = 25

/** Writers pause: then all that depends on what they wrote is made. */
const quiet = 1200

/**
 * Site that follows its sources: an article is shown as soon as it is made, and a
 * build makes the rest when no more changes come.
 */
export class DevSite {
  private readonly options: DevSiteOptions
  private preview: Preview | undefined
  /** Files of articles that are newer than those in the output folder. */
  private readonly fresh = new Map<string, string>()
  private findings: PlacedFinding[] = []
  private concepts: readonly Concept[] = []
  private readonly listeners = new Set<(event: DevEvent) => void>()
  private timer: NodeJS.Timeout | undefined
  private queue: Promise<void> = Promise.resolve()
  private writing: NodeJS.Timeout | undefined
  private stopWatching: () => Promise<void> = async () => undefined

  private constructor(options: DevSiteOptions) {
    this.options = options
  }

  /**
   * Build a site and follow its sources.
   *
   * @param options - Project.
   * @returns Site, once it is built.
   * @throws UserError when the settings or a folder do not allow it.
   */
  static async start(options: DevSiteOptions): Promise<DevSite> {
    const site = new DevSite(options)
    await site.build()
    const { cwd, config } = options
    const changed = new Set<string>()
    site.stopWatching = await followFiles(
      { cwd, config, paths: foldersRead(config) },
      (path) => {
        changed.add(resolve(cwd, path))
        clearTimeout(site.writing)
        site.writing = setTimeout(() => {
          const paths = [...changed]
          changed.clear()
          site.onChange(paths)
        }, pause)
      },
      (error) => options.onBuilt?.(error),
    )
    return site
  }

  /** Finish what is under way, and stop. */
  async stop(): Promise<void> {
    await this.stopWatching()
    clearTimeout(this.writing)
    clearTimeout(this.timer)
    await this.queue
  }

  /**
   * Take up changes.
   *
   * @param paths - Absolute paths of files that changed, came or went.
   */
  onChange(paths: readonly string[]): void {
    const start = performance.now()
    clearTimeout(this.timer)
    this.enqueue(async () => {
      for (const path of paths) await this.show(path, start)
    })
    this.timer = setTimeout(() => {
      this.enqueue(() => this.buildAgain())
    }, quiet)
  }

  /**
   * Listen to changes.
   *
   * @param listener - Called with each.
   * @returns Function that ends it.
   */
  listen(listener: (event: DevEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Text of a file that is newer than the one in the output folder. */
  fileAt(path: string): string | undefined {
    return this.fresh.get(path)
  }

  /**
   * Find the article that a page is of.
   *
   * @param page - Path of the page, from the output folder.
   * @returns Its path from the folder of articles; nothing for lists and the like.
   */
  articleAt(page: string): string | undefined {
    return this.preview?.articleAt(page)
  }

  /** Every finding of the project, those of an article first. */
  findingsOf(article: string | undefined): readonly PlacedFinding[] {
    const isOwn = ({ file }: PlacedFinding): boolean => file === article
    return [
      ...this.findings.filter(isOwn),
      ...this.findings.filter((one) => !isOwn(one)),
    ]
  }

  /** Id of the concept that has a word, or whose English it is. */
  conceptOf(word: string): string | undefined {
    const wanted = word.normalize('NFKC').toLowerCase()
    return this.concepts.find(({ terms }) =>
      terms.some(({ text }) => text.normalize('NFKC').toLowerCase() === wanted),
    )?.id
  }

  private enqueue(task: () => Promise<void>): void {
    this.queue = this.queue.then(task).catch((error: unknown) => {
      this.options.onBuilt?.(error)
    })
  }

  private async show(file: string, start: number): Promise<void> {
    const { preview } = this
    const path = preview?.articleOf(file)
    if (!preview || path === undefined) return
    const { shown, files, messages } = await preview.make(path)
    for (const [path, text] of files) this.fresh.set(path, text)
    this.findings = [
      ...messages.map((message) => ({ file: shown, message })),
      ...this.findings.filter((one) => one.file !== shown),
    ]
    const milliseconds = performance.now() - start
    this.tell({ changed: [...files.keys()], milliseconds })
  }

  private async buildAgain(): Promise<void> {
    const start = performance.now()
    const before = new Set(this.fresh.keys())
    const changed = await this.build()
    this.fresh.clear()
    // What was shown already is on the disk now, and no other.
    const others = changed.filter((path) => !before.has(path))
    this.tell({ changed: others, milliseconds: performance.now() - start })
  }

  /** Build, and read anew what articles share. */
  private async build(): Promise<string[]> {
    const { cwd, config, onBuilt } = this.options
    try {
      const report = await buildProject({ cwd, config })
      this.findings = [
        ...report.articles.flatMap(({ path, messages }) =>
          messages.map((message) => ({ file: path, message })),
        ),
        ...[...report.glossary.messages, ...report.messages].map((message) => ({
          file: message.file ?? '',
          message,
        })),
      ]
      this.preview = await Preview.open({ cwd, config })
      this.concepts = (await readGlossaries(cwd, config.glossary)).concepts
      onBuilt?.(undefined)
      return report.changes
        .filter(({ kind }) => kind !== 'unchanged')
        .map(({ path }) => path)
    } catch (error) {
      // A file that is half written is read again when it is whole.
      if (!this.preview || !(error instanceof UserError)) throw error
      onBuilt?.(error)
      return []
    }
  }

  private tell(event: DevEvent): void {
    for (const listener of this.listeners) listener(event)
  }
}
