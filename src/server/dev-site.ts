import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { foldersRead, followFiles } from '../build/follow-files.ts'
import { readGlossaries } from '../build/glossary.ts'
import { buildProject } from '../build/index.ts'
import { Preview } from '../build/preview.ts'
import { type Concept, type Config, UserError } from '../model/index.ts'
import { configNames, loadConfig } from '../read/index.ts'

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
  /**
   * File of the settings, from the folder, instead of looking for one. They are read
   * again when it changes.
   */
  path?: string | undefined
  /** Called after each build with what could not be built, if anything. */
  onBuilt?: (problem: unknown) => void
}

/** Editors write a file in several steps. */
const pause = 25

/** Writers pause: then all that depends on what they wrote is made. */
const quiet = 1200

/**
 * Site that follows its sources: an article is shown as soon as it is made, and a
 * build makes the rest when no more changes come. Nobody waits for a build to see an
 * article: one that changes meanwhile is made with what is known from the last.
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
  /** Articles that are shown, one after the other. */
  private showing: Promise<void> = Promise.resolve()
  /** Builds, one after the other. */
  private building: Promise<void> = Promise.resolve()
  /** Files that changed since the running build began. */
  private readonly changedMeanwhile = new Set<string>()
  /** Settings that the site is built with. */
  config: Config
  /** Files that changed, and may still be written. */
  private readonly changed = new Set<string>()
  private writing: NodeJS.Timeout | undefined
  private isStopped = false
  private stopWatching: () => Promise<void> = async () => undefined

  private constructor(options: DevSiteOptions) {
    this.options = options
    this.config = options.config
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
    // What changes while it is built is built next.
    await site.follow()
    const first = site.build()
    site.building = first.then(
      () => undefined,
      () => undefined,
    )
    try {
      await first
    } catch (error) {
      await site.stop()
      throw error
    }
    return site
  }

  /** Watch what a build reads, and the settings, at no time nothing. */
  private async follow(): Promise<void> {
    const { options, config } = this
    const { cwd, onBuilt } = options
    const stopBefore = this.stopWatching
    this.stopWatching = await followFiles(
      { cwd, config, paths: [...foldersRead(config), ...this.settingsFiles()] },
      (path) => {
        if (this.isStopped) return
        this.changed.add(resolve(cwd, path))
        clearTimeout(this.writing)
        this.writing = setTimeout(() => {
          const paths = [...this.changed]
          this.changed.clear()
          this.onChange(paths)
        }, pause)
      },
      (error) => onBuilt?.(error),
    )
    await stopBefore()
  }

  /** Files that may have the settings, from the folder. */
  private settingsFiles(): readonly string[] {
    const { path } = this.options
    return path === undefined ? [...configNames, 'package.json'] : [path]
  }

  /** Finish what is under way, and stop. */
  async stop(): Promise<void> {
    this.isStopped = true
    clearTimeout(this.writing)
    clearTimeout(this.timer)
    await this.showing
    // A build may begin to watch other folders.
    await this.building
    await this.stopWatching()
  }

  /**
   * Take up changes.
   *
   * @param paths - Absolute paths of files that changed, came or went.
   */
  onChange(paths: readonly string[]): void {
    const start = performance.now()
    clearTimeout(this.timer)
    for (const path of paths) this.changedMeanwhile.add(path)
    this.showing = this.guarded(this.showing, async () => {
      for (const path of paths) await this.show(path, start)
    })
    const { cwd } = this.options
    const own = this.settingsFiles().map((path) => resolve(cwd, path))
    const isSettings = paths.some((path) => own.includes(path))
    // Who changes settings does not write on.
    this.timer = setTimeout(
      () => {
        this.building = this.guarded(this.building, () => this.buildAgain())
      },
      isSettings ? 0 : quiet,
    )
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

  private guarded(
    before: Promise<void>,
    task: () => Promise<void>,
  ): Promise<void> {
    return before.then(task).catch((error: unknown) => {
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
    this.changedMeanwhile.clear()
    const before = new Map(this.fresh)
    const isOther = await this.readSettings()
    if (isOther) await this.follow()
    const changed = await this.build()
    if (!changed) return
    // What was shown already is on the disk now, unless it changed once more.
    for (const [path, text] of before) {
      if (this.fresh.get(path) === text) this.fresh.delete(path)
    }
    const others = changed.filter((path) => isOther || !before.has(path))
    this.tell({ changed: others, milliseconds: performance.now() - start })
    // The build may have read these before they changed.
    const meanwhile = [...this.changedMeanwhile]
    this.showing = this.guarded(this.showing, async () => {
      for (const path of meanwhile) await this.show(path, performance.now())
    })
  }

  /**
   * Read the settings again.
   *
   * @returns Whether they are other than before.
   * @throws UserError when they are wrong; the site stays as it was.
   */
  private async readSettings(): Promise<boolean> {
    const { cwd, path, config: given } = this.options
    const loaded = await loadConfig({
      cwd,
      ...(path === undefined ? {} : { path }),
    })
    // Without a file the settings are those that were given.
    const config = loaded.path === undefined ? given : loaded.config
    if (JSON.stringify(config) === JSON.stringify(this.config)) return false
    if (!config.html) {
      throw new UserError('The settings make no pages any more.', {
        hint: 'Take out `html: false` and `layout`, or end this and use the preview of the generator.',
        wording: { key: 'dev-no-pages' },
      })
    }
    this.config = config
    return true
  }

  /** Build, and read anew what articles share. */
  private async build(): Promise<string[] | undefined> {
    const { cwd, onBuilt } = this.options
    const { config } = this
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
      return undefined
    }
  }

  private tell(event: DevEvent): void {
    for (const listener of this.listeners) listener(event)
  }
}
