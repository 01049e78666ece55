import type { VFileMessage } from 'vfile-message'
import {
  type ArticleSettings,
  type ChineseLocale,
  type Config,
  type ConversionSettings,
  conversionSettings,
  type Edition,
  finding,
  type GlossSettings,
  type LocateSettings,
  type MarkdownSettings,
  type Phrase,
} from '../model/index.ts'
import { articleSchema } from './config-schema.ts'
import { describeIssues, unknownEdition } from './describe-issues.ts'
import { matchGlob } from './match-glob.ts'
import { merge } from './resolve-config.ts'

/** Settings of one article, complete. */
export interface ResolvedArticleSettings extends ConversionSettings {
  /** Locale of its text. */
  source: ChineseLocale
  /** Editions it is published in, in the configuration's order. */
  editions: readonly Edition[]
  /** Markdown dialect. */
  markdown: MarkdownSettings
  /** Term annotations; an edition's own come on top. */
  gloss: GlossSettings
  /** What is text for a reader. */
  locate: LocateSettings
}

/** Front matter's place, for messages. */
export interface FrontMatterPlace {
  /** Line of the `yiwen` key, from 1. */
  line: number
  /** Its column, from 1. */
  column: number
}

/**
 * Work out the settings of one article.
 *
 * The project's come first, then the overrides whose globs match, in order,
 * then the article's own under `yiwen:` in its front matter.
 *
 * @param config - Project configuration.
 * @param relativePath - Article's path from the folder of sources.
 * @param frontMatter - Its front matter, parsed. Default: none.
 * @param place - Where the `yiwen` key stands. Default: unknown.
 * @returns Settings, and `front-matter-invalid` findings; settings that are
 *   wrong are left out as a whole.
 *
 * @example
 * ```ts
 * import { articleSettings, resolveConfig } from 'yiwen/node'
 *
 * const config = resolveConfig({
 *   overrides: [{ files: 'blog/**', gloss: { style: 'footnote' } }],
 * })
 * const { settings } = articleSettings(config, 'blog/a.md', {
 *   yiwen: { editions: ['zh-CN'] },
 * })
 * settings.gloss.style // 'footnote'
 * settings.editions.map((edition) => edition.id) // ['zh-CN']
 * ```
 */
export function articleSettings(
  config: Config,
  relativePath: string,
  frontMatter?: unknown,
  place?: FrontMatterPlace,
): { settings: ResolvedArticleSettings; messages: VFileMessage[] } {
  const messages: VFileMessage[] = []
  const report = (problem: Phrase, known?: readonly string[]): void => {
    messages.push(
      finding('front-matter-invalid', problem.english, {
        ...(place ? { place } : {}),
        ...(known ? { expected: known } : {}),
        note: 'Correct the settings under `yiwen:` in the front matter.',
        wording: { key: 'front-matter-invalid.setting', values: { problem } },
      }),
    )
  }
  const layers: ArticleSettings[] = overridesFor(config, relativePath).map(
    ({ files: _, ...settings }) => settings,
  )
  const own = ownSettings(frontMatter)
  if (own !== undefined) {
    const result = articleSchema.safeParse(own)
    if (result.success) {
      const settings = result.data as ArticleSettings
      const ids = config.editions.map((one) => one.id)
      const unknown = settings.editions?.filter((id) => !ids.includes(id)) ?? []
      for (const id of unknown) {
        report(unknownEdition('yiwen.editions', id, ids), ids)
      }
      if (unknown.length === 0) layers.push(settings)
    } else {
      for (const line of describeIssues(result.error, 'yiwen')) report(line)
    }
  }
  const { source, editions, markdown, gloss, locate } = config
  const conversion = conversionSettings(config)
  const base = { source, ...conversion, markdown, gloss, locate }
  const { editions: ids, ...settings } = layers.reduce<object>(
    (settings, layer) => merge(settings, layer),
    base,
  ) as Omit<ResolvedArticleSettings, 'editions'> & ArticleSettings
  const chosen = ids
    ? editions.filter((edition) => ids.includes(edition.id))
    : editions
  return {
    settings: { ...(settings as typeof base), editions: chosen },
    messages,
  }
}

/**
 * Find the overrides that hold for an article.
 *
 * @param config - Project configuration.
 * @param relativePath - Article's path from the folder of sources.
 * @returns Overrides, in the order in which they are applied.
 *
 * @example
 * ```ts
 * import { overridesFor, resolveConfig } from 'yiwen/node'
 *
 * const config = resolveConfig({
 *   overrides: [{ files: 'blog/**', spaces: 'add' }],
 * })
 * overridesFor(config, 'blog/a.md').length // 1
 * overridesFor(config, 'a.md').length // 0
 * ```
 */
export function overridesFor(
  { overrides }: Pick<Config, 'overrides'>,
  relativePath: string,
): Config['overrides'] {
  return overrides.filter(({ files }) =>
    [files].flat().some((glob: string) => matchGlob(relativePath, glob)),
  )
}

function ownSettings(frontMatter: unknown): unknown {
  if (typeof frontMatter !== 'object' || frontMatter === null) return undefined
  return (frontMatter as Record<string, unknown>)['yiwen'] ?? undefined
}
