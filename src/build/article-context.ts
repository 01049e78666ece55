/**
 * What the articles of a project share, and who is told of them.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { Localizer, LocalizeStep } from '../localize.ts'
import type {
  ChineseLocale,
  Config,
  Edition,
  GlossStyle,
} from '../model/index.ts'
import type { Folders, SiteEdition, Templates } from '../publish/index.ts'

/** Step of making an article. */
export type MakeStep =
  | 'read'
  | 'translations'
  | LocalizeStep
  | 'check'
  | 'pages'

/** What the articles of a project share. */
export interface ArticleContext {
  cwd: string
  config: Config
  localizer: Localizer
  /** Editions to make, as pages show them, by id. */
  site: ReadonlyMap<string, SiteEdition>
  /** Where sources are and editions go. */
  folders: Folders
  /** Whether a path from the folder of sources is published. */
  has: (path: string) => boolean
  /**
   * Path from the output folder of the file that pages share for a picture, from its
   * path from the folder of sources. Default: they share none.
   */
  pictureAt?: (path: string) => string | undefined
  /** Templates of pages. Default: pages are Yiwen's. */
  templates?: Templates | undefined
  /** Ids of the editions to make. */
  chosen: ReadonlySet<string>
  /** Whether an edition of an article, from the project's folder, is there. */
  isPublished: (shown: string, edition: string) => boolean
  /** Its pages have no script and mark no terms, for they are only looked at. */
  bare?: boolean
  /** Is told when a step ends, with its name. */
  onStep?: (step: MakeStep) => void
  /** How English is shown where it is shown at all. Default: as settings say. */
  glossStyle?: GlossStyle | undefined
  /** Gets the bytes of the article, as they were read. */
  onBytes?: (bytes: Uint8Array) => void
  /** Gets the article as it was localized, before its text is let go of. */
  onLocalized?: (article: LocalizedArticle) => void
}

/** Article with its editions, as the localizer gave them. */
export interface LocalizedArticle {
  /** Locale of its text. */
  source: ChineseLocale
  /** Editions that were made, each with its data. */
  editions: readonly { edition: Edition; file: VFile }[]
}
