/**
 * The articles of a project as an engine gets them, and their translations as
 * they are kept.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import type { EngineMatch } from '../engines/index.ts'
import {
  type Config,
  type Content,
  type Finding,
  type Locale,
  pointAt,
  type SourceUnit,
  textOf,
} from '../model/index.ts'
import { type QuantityContext, statedCurrency } from '../quantity/index.ts'
import { syncTranslation, type TranslationOf } from '../translations/index.ts'
import { numberHintsIn } from './engine-numbers.ts'
import type { EngineArticle } from './engine-plan.ts'
import type { EngineShelf } from './engine-run.ts'
import { shownFrom } from './shown.ts'
import { readStored, updateStored } from './translation-store.ts'
import {
  type ArticleUnits,
  openTranslations,
  openUnits,
} from './translations.ts'

/** Articles to translate. */
export interface EngineArticlesQuery {
  /** Folder of the project. */
  cwd: string
  /** Settings. */
  config: Config
  /** Locale to translate into. */
  target: Locale
  /** Only these articles: paths, folders or globs. Default: all. */
  only?: readonly string[]
  /**
   * Finds sentences of a memory that are like one, best first. Default: there is
   * no memory.
   */
  matches?: (
    sentence: Content,
    locales: { source: Locale; target: Locale },
  ) => readonly EngineMatch[]
}

/** What an engine works on. */
export interface EngineArticles {
  /** Articles with their translations, brought up to them. */
  articles: readonly EngineArticle[]
  /** Who keeps the translations. */
  shelf: EngineShelf
  /** What is wrong with files of translations; those articles are left out. */
  findings: readonly { path: string; messages: readonly Finding[] }[]
  /** Articles that have errors and are left out, as they are shown. */
  unreadable: readonly string[]
}

/**
 * Open the articles of a project for an engine.
 *
 * @param query - Project, locale, articles.
 * @returns Articles, and who keeps their translations.
 * @throws UserError when a folder or glossary can not be read, or the locale is
 * of no edition.
 */
export async function openEngineArticles(
  query: EngineArticlesQuery,
): Promise<EngineArticles> {
  const { cwd, config, target, only, matches } = query
  const scope = await openTranslations({
    cwd,
    config,
    locales: [target],
    ...(only ? { only } : {}),
  })
  const articles: EngineArticle[] = []
  const opened = new Map<string, ArticleUnits>()
  const findings: { path: string; messages: readonly Finding[] }[] = []
  const unreadable: string[] = []
  for (const path of scope.selected) {
    const article = await openUnits(path, scope)
    if (!article)
      unreadable.push(shownFrom(scope.cwd, resolve(scope.root, path)))
    if (!article?.targets.includes(target)) continue
    const of = ofArticle(article, target)
    const stored = await readStored(scope.cwd, config, of)
    if (stored.findings.length > 0) {
      findings.push({ path: stored.path, messages: stored.findings })
    }
    if (stored.broken) continue
    const { units, shown, source } = article
    const quantities = quantitiesOf(article)
    const { translation } = syncTranslation(stored.translation, units, of)
    opened.set(path, article)
    const title = titleOf(units)
    const { domain } = config
    const { concepts } = scope
    articles.push({
      path,
      shown,
      translation,
      quantities,
      placeOf: placesIn(article),
      context: {
        concepts,
        numbers: numberHintsIn(source, quantities),
        ...(matches
          ? { matches: (one: Content) => matches(one, { source, target }) }
          : {}),
        ...(title ? { title } : {}),
        ...(domain === 'auto' ? {} : { domain }),
      },
    })
  }
  const shelf: EngineShelf = {
    async update(path, change) {
      const article = opened.get(path)
      if (!article) return
      const of = ofArticle(article, target)
      await updateStored(
        scope.cwd,
        config,
        of,
        // Somebody may have translated meanwhile, or edited the file.
        (previous) =>
          change(syncTranslation(previous, article.units, of).translation),
        { concepts: scope.conceptsById },
      )
    },
  }
  return { articles, shelf, findings, unreadable }
}

function ofArticle(
  { path, source }: ArticleUnits,
  target: Locale,
): TranslationOf {
  return { article: path, source, target }
}

/** What amounts and dates of an article are read by. */
function quantitiesOf({ text, date }: ArticleUnits): QuantityContext {
  const currency = statedCurrency(text)
  return {
    ...(date === undefined ? {} : { date }),
    ...(currency === undefined ? {} : { currency }),
  }
}

/** Tells where the sentences of an article begin. */
function placesIn({
  units,
  text,
  placed,
}: ArticleUnits): NonNullable<EngineArticle['placeOf']> {
  return (unit, segment) => {
    const found = units
      .find(({ id }) => id === unit)
      ?.segments.find(({ id }) => id === segment)
    return found && placed ? pointAt(text, found.span.start) : undefined
  }
}

/** What the front matter calls the article, else its first heading. */
function titleOf(units: readonly SourceUnit[]): string | undefined {
  const unit =
    units.find(
      ({ kind, name }) => kind === 'front-matter' && name === 'title',
    ) ?? units.find(({ kind }) => kind === 'heading')
  const text = unit?.segments
    .map(({ content, space }) => textOf(content) + space)
    .join('')
  return text?.trim() || undefined
}
