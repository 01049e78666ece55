/**
 * Articles as they are now, made one at a time, for somebody who is writing.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { FileHashes } from '../cache/index.ts'
import { createLocalizer, type Localizer } from '../localize.ts'
import {
  type Manifest,
  manifestPath,
  pageOutput,
  parseManifest,
} from '../publish/index.ts'
import { findAssets } from '../read/index.ts'
import { workOn } from './article.ts'
import { cacheFolder } from './cache.ts'
import { bareConcepts } from './claims.ts'
import { readGlossaries } from './glossary.ts'
import { reportLinks } from './links.ts'
import { type Pictures, sharePictures } from './pictures.ts'
import { type Scope, scopeOf } from './project.ts'
import type { ProjectOptions } from './report.ts'
import { shownFrom } from './shown.ts'

/** Article, as a build would publish it. */
export interface PreviewedArticle {
  /** Path from the project's folder. */
  shown: string
  /** Text of its files, by path from the output folder; none where it has an error. */
  files: ReadonlyMap<string, string>
  /** Findings, each once. */
  messages: readonly VFileMessage[]
}

/**
 * Makes one article after the other with what a project shares between them, which
 * is read once: an article is there in the time that it alone takes, however many
 * there are. What else it changes (lists, feeds, links to it) is a build's.
 */
export class Preview {
  private readonly scope: Scope
  private readonly localizer: Localizer
  private readonly assets: ReadonlySet<string>
  private readonly pictures: Pictures
  private readonly manifest: Manifest

  private constructor(
    scope: Scope,
    localizer: Localizer,
    assets: ReadonlySet<string>,
    pictures: Pictures,
    manifest: Manifest,
  ) {
    this.scope = scope
    this.localizer = localizer
    this.assets = assets
    this.pictures = pictures
    this.manifest = manifest
  }

  /**
   * Read what the articles of a project share.
   *
   * @param options - Project.
   * @returns Preview of it as it is now.
   * @throws UserError when the settings or a folder do not allow it.
   */
  static async open(options: ProjectOptions): Promise<Preview> {
    const { config } = options
    const scope = await scopeOf(options)
    const { concepts } = await readGlossaries(scope.cwd, config.glossary)
    const localizer = createLocalizer({
      concepts: bareConcepts(concepts),
      vocabulary: config.vocabulary,
    })
    const assets = await findAssets(scope.root)
    const files = resolve(scope.cwd, cacheFolder, 'files')
    const hashes = await FileHashes.open(scope.cwd, files)
    const pictures = await sharePictures(scope, assets, hashes)
    const path = resolve(scope.folder.path, manifestPath)
    const text = await readFile(path, 'utf8').catch(() => undefined)
    const manifest = parseManifest(text, path)
    const preview = new Preview(
      scope,
      localizer,
      new Set(assets),
      pictures,
      manifest,
    )
    // Tables are read for the first one; nobody is to wait for that later.
    const [first] = scope.paths
    if (first !== undefined) await preview.make(first)
    return preview
  }

  /**
   * Tell whether a file is an article that was there when this was opened.
   *
   * @param file - Absolute path.
   * @returns Path from the folder of sources; nothing where it is none.
   */
  articleOf(file: string): string | undefined {
    const path = shownFrom(this.scope.root, file)
    return this.scope.paths.includes(path) ? path : undefined
  }

  /**
   * Find the article that a page is of.
   *
   * @param page - Path of the page, from the output folder.
   * @returns Path from the folder of sources; nothing where it is of none.
   */
  articleAt(page: string): string | undefined {
    const { site, paths } = this.scope
    const id = page.slice(0, page.indexOf('/'))
    if (!site.has(id)) return undefined
    return paths.find((path) => pageOutput(id, path) === page)
  }

  /**
   * Make an article.
   *
   * @param path - Path from the folder of sources.
   * @returns Its files and findings.
   */
  async make(path: string): Promise<PreviewedArticle> {
    const { cwd, config, root, site, folders, chosen, paths, templates } =
      this.scope
    const articles = new Set(paths)
    const shown = shownFrom(cwd, resolve(root, path))
    const work = await workOn(path, shown, {
      cwd,
      config,
      site,
      folders,
      chosen,
      templates,
      localizer: this.localizer,
      has: (one) => articles.has(one) || this.assets.has(one),
      pictureAt: (one) => this.pictures.get(one),
      isPublished: (one, id) =>
        this.manifest.articles[one]?.listings[id] !== undefined,
    })
    const { assets } = this
    const targetAt = (path: string) => (path === work.path ? work : undefined)
    reportLinks([work], { articles, assets, config, targetAt })
    const files = new Map<string, string>()
    for (const { path, content } of work.made.flatMap(({ files }) => files)) {
      if (typeof content === 'string') files.set(path, content)
    }
    return { shown, files, messages: work.messages }
  }
}
