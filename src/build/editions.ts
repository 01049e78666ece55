/**
 * Editions of a project, one article at a time, for what is no site.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { Root } from 'mdast'
import type { VFileMessage } from 'vfile-message'
import { createLocalizer } from '../localize.ts'
import type {
  ChineseLocale,
  Concept,
  Edition,
  Finding,
  GlossStyle,
} from '../model/index.ts'
import { addAll } from '../model/index.ts'
import { readFrontMatter } from '../publish/index.ts'
import { workOn } from './article.ts'
import type { LocalizedArticle } from './article-context.ts'
import { bareConcepts } from './claims.ts'
import { readGlossaries } from './glossary.ts'
import type { ProjectOptions } from './report.ts'
import { type Scope, scopeOf, selectArticles } from './scope.ts'
import { shownFrom } from './shown.ts'
import { findSourceAssets } from './sources.ts'

/** Article in one edition. */
export interface MadeEdition {
  /** Edition. */
  edition: Edition
  /** Markdown. */
  text: string
  /** The same, parsed. */
  tree: Root
  /** Its front matter. */
  frontMatter: Readonly<Record<string, unknown>>
}

/** Article with its editions. */
export interface MadeArticle {
  /** Path from the folder of sources, with `/`. */
  path: string
  /** Path from the project's folder, with `/`. */
  shown: string
  /** Locale of its text. */
  source: ChineseLocale
  /** Its text, before it was localized. */
  sourceText: string
  /** The same, parsed. */
  sourceTree: Root
  /** Its front matter. */
  sourceMatter: Readonly<Record<string, unknown>>
  /** Ids of the concepts whose words stand in it. */
  concepts: readonly string[]
  /** Those of its editions that may be published. */
  editions: readonly MadeEdition[]
}

/** Project whose editions are made. */
export interface OpenedEditions {
  /** What is made, and where everything is. */
  scope: Scope
  /** Concepts of the glossary. */
  concepts: readonly Concept[]
  /** Paths of files that are no articles, from the folder of sources. */
  assets: ReadonlySet<string>
  /** Findings: complete when all articles were taken. */
  findings: Finding[]
  /** Articles in order; each is let go of when the next is asked for. */
  articles: AsyncGenerator<MadeArticle>
}

/**
 * Make editions without writing them.
 *
 * An article with an error, or an edition that lacks translations, is left out, with
 * a finding. Articles that were named come in the order of their names.
 *
 * @param options - Project; `glossStyle` is how English is shown.
 * @returns Editions.
 * @throws UserError when the settings or a folder do not allow it.
 */
export async function openEditions(
  options: ProjectOptions & { glossStyle?: GlossStyle | undefined },
): Promise<OpenedEditions> {
  const found = await scopeOf({
    ...options,
    config: { ...options.config, html: false },
  })
  const scope = { ...found, selected: await inOrder(found, options.only) }
  const { cwd, config, root } = scope
  const glossary = await readGlossaries(cwd, config.glossary)
  const assets = new Set(await findSourceAssets(root, config))
  const findings: Finding[] = [...glossary.messages] as Finding[]
  const { concepts } = glossary
  const { glossStyle } = options
  const files = new Set([...scope.paths, ...assets])
  const articles = makeArticles(
    scope,
    findings,
    {
      localizer: createLocalizer({
        concepts: bareConcepts(concepts),
        vocabulary: config.vocabulary,
      }),
      has: (path) => files.has(path),
      glossStyle,
    },
    options.onProgress,
  )
  return { scope, concepts, assets, findings, articles }
}

async function inOrder(
  { paths, selected, root, cwd }: Scope,
  only: readonly string[] | undefined,
): Promise<readonly string[]> {
  if (!only) return selected
  const ordered = new Set<string>()
  for (const pattern of only) {
    const some = await selectArticles([pattern], paths, root, cwd)
    for (const path of some) ordered.add(path)
  }
  return [...ordered]
}

async function* makeArticles(
  scope: Scope,
  findings: Finding[],
  how: Pick<Parameters<typeof workOn>[2], 'localizer' | 'has' | 'glossStyle'>,
  onProgress: ProjectOptions['onProgress'],
): AsyncGenerator<MadeArticle> {
  const { cwd, config, root, site, folders, chosen, selected } = scope
  for (const [index, path] of selected.entries()) {
    const shown = shownFrom(cwd, resolve(root, path))
    const start = performance.now()
    let localized: LocalizedArticle | undefined
    const work = await workOn(path, shown, {
      ...{ cwd, config, site, folders, chosen, ...how },
      isPublished: () => true,
      onLocalized: (article) => {
        localized = article
      },
    })
    onProgress?.({
      done: index + 1,
      total: selected.length,
      path: shown,
      milliseconds: performance.now() - start,
    })
    addAll(findings, withFile(work.messages, shown))
    if (work.failed || !localized) continue
    const lacking = new Set(
      work.made.filter((one) => one.incomplete).map(({ id }) => id),
    )
    const editions = localized.editions.flatMap(({ edition, file }) => {
      const tree = file.data.yiwen?.edition?.tree
      if (!tree || lacking.has(edition.id)) return []
      const text = String(file)
      return [{ edition, text, tree, frontMatter: readFrontMatter(text) }]
    })
    const first = localized.editions[0]?.file.data.yiwen?.edition
    if (!first?.sourceTree) continue
    yield {
      ...{ path, shown, editions },
      source: localized.source,
      sourceText: first.text,
      sourceTree: first.sourceTree,
      sourceMatter: readFrontMatter(first.text),
      concepts: work.concepts,
    }
  }
}

function withFile(messages: readonly VFileMessage[], shown: string): Finding[] {
  for (const message of messages) message.file ??= shown
  return messages as Finding[]
}
