/**
 * Look at an article and its editions, and note what is found.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import {
  addAll,
  type Config,
  type Edition,
  type Finding,
  isChinese,
  type Locale,
  type Translation,
} from '../model/index.ts'
import { segmentUnits } from '../segment/index.ts'
import type { SettingsAndMatter } from './article-options.ts'
import { type ArticleWork, addMessages } from './article-work.ts'
import {
  checkArticle,
  checkConversionOf,
  checkEditionOf,
  checkKept,
  dayOf,
  waive,
} from './quality.ts'

/**
 * Look at an article, its conversions and its translations as an editor would.
 *
 * @returns Ids of the editions with an error: they stay as they were published.
 */
export function checkAll(
  work: ArticleWork,
  localized: readonly { edition: Edition; file: VFile }[],
  translations: ReadonlyMap<Locale, Translation>,
  {
    settings,
    plain,
    config,
  }: { settings: SettingsAndMatter; plain: boolean; config: Config },
): Set<string> {
  const wrong = new Set<string>()
  const data = localized[0]?.file.data.yiwen?.edition
  if (!data) return wrong
  const { units, text: source, occurrences, source: from } = data
  const date = dayOf(settings.matter)
  const article = {
    source,
    units,
    sourceUnits: segmentUnits(units, { source, locale: from, occurrences }),
    occurrences,
    from,
    ...(date === undefined ? {} : { date }),
  }
  const report = (findings: Finding[]): readonly VFileMessage[] => {
    if (plain) for (const message of findings) message.place = undefined
    return reportOwn(work, findings, config)
  }
  report(checkArticle(article))
  for (const { edition, file } of localized) {
    const { edits } = file.data.yiwen?.edition ?? {}
    const { id, locale } = edition
    if (!edits || !isChinese(locale)) continue
    const found = report(checkConversionOf(edits, locale, article))
    if (found.some(({ fatal }) => fatal === true)) wrong.add(id)
  }
  const isTranslated = localized.some(({ edition }) => edition.locale === 'en')
  // Where nobody needs its tree, none is built.
  if (isTranslated && data.sourceTree) {
    report(checkKept(data.sourceTree, source))
  }
  for (const [locale, translation] of translations) {
    const found = report(checkEditionOf(translation, article, config.quality))
    if (!found.some(({ fatal }) => fatal === true)) continue
    for (const { edition } of localized) {
      const { id, beside } = edition
      if (edition.locale === locale || beside === locale) wrong.add(id)
    }
  }
  return wrong
}

/** Add findings of the article itself: those that are not accepted. */
export function reportOwn(
  work: ArticleWork,
  found: readonly VFileMessage[],
  { quality }: Config,
): readonly VFileMessage[] {
  const { kept } = waive(found, work.path, quality)
  addAll(work.own, kept)
  addMessages(work, kept, work.shown)
  return kept
}
