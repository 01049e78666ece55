/**
 * An article as a person translates it: sentences, what they are converted to,
 * and what is known of the words and amounts in them.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import { VFile } from 'vfile'
import type { LocalizeOptions } from '../localize.ts'
import {
  type ChineseLocale,
  type Content,
  isChinese,
  type Locale,
  textOf,
  type Unit,
} from '../model/index.ts'
import { type PlacedUnit, segmentUnits } from '../segment/index.ts'
import { matchInOrder, renameCodes } from '../translations/index.ts'
import { openArticle } from './article-source.ts'
import { type CheckedArticle, dayOf } from './quality.ts'
import { shownFrom } from './shown.ts'
import type { TranslationScope } from './translations.ts'

/** Article with its sentences. */
export interface DeskArticle {
  /** Path from the folder of sources. */
  path: string
  /** Path from the project's folder. */
  shown: string
  /** Title, or its path where it has none. */
  title: string
  /** Locale. */
  source: ChineseLocale
  /** Locales that it is translated or converted into. */
  targets: readonly Locale[]
  /** Blocks with their sentences. */
  units: readonly PlacedUnit[]
  /** What translations of it are held against. */
  checked: CheckedArticle
  /**
   * Convert its sentences.
   *
   * @param locale - Locale.
   * @returns For each unit, for each of its sentences, what an edition has in its
   *   place, in the sentence's codes; `undefined` where that can not be told.
   */
  convert(locale: ChineseLocale): readonly (readonly (Content | undefined)[])[]
}

/**
 * Open an article for a person who translates it.
 *
 * @param path - Path from the folder of sources.
 * @param scope - Project.
 * @returns Article, or `undefined` where it can not be read.
 */
export async function openDeskArticle(
  path: string,
  scope: TranslationScope,
): Promise<DeskArticle | undefined> {
  const { cwd, config, root, localizer } = scope
  const shown = shownFrom(cwd, resolve(root, path))
  const opened = await openArticle(path, shown, { cwd, config })
  if (!opened) return undefined
  const { source, input, editions } = opened
  const cutOf = (file: VFile, own: ChineseLocale) => {
    const { markdown, locate, limits } = editions[0]?.options ?? {}
    const done = localizer.localize(file, {
      source: own,
      // Its own locale: nothing is converted.
      target: own,
      ...(markdown ? { markdown } : {}),
      ...(locate ? { locate } : {}),
      ...(limits ? { limits } : {}),
    })
    const data = done.data.yiwen?.edition
    if (!data || done.messages.some(({ fatal }) => fatal === true)) {
      return undefined
    }
    const { units, text, occurrences } = data
    const segmented = segmentUnits(units, {
      source: text,
      locale: own,
      occurrences,
    })
    return { data, segmented }
  }
  const own = cutOf(input, source)
  if (!own) return undefined
  const { segmented, data } = own
  const date = dayOf(data.frontMatter)
  const converted = new Map<Locale, (Content | undefined)[][]>()
  const targets = editions.flatMap(({ edition: { locale, beside } }) =>
    beside ? [locale, beside] : [locale],
  )
  const convert = (locale: ChineseLocale): (Content | undefined)[][] => {
    const edition =
      editions.find((one) => one.edition.locale === locale) ?? editions[0]
    const options: LocalizeOptions = { ...edition?.options, target: locale }
    // The words alone: no glosses, and nothing said of the source.
    const { gloss: _, provenance: __, ...plain } = options
    const file = localizer.localize(input, { ...plain, source })
    const there = file.messages.some(({ fatal }) => fatal === true)
      ? undefined
      : cutOf(new VFile({ path: input.path, value: String(file) }), locale)
    return segmented.map((unit, index) =>
      conversionOf(unit, there?.segmented[index]),
    )
  }
  return {
    path,
    shown,
    title: titleOf(segmented, shown),
    source,
    targets: [...new Set(scope.locales ?? targets)].filter(
      (one) => one !== source,
    ),
    units: segmented,
    checked: {
      source: data.text,
      units: data.units as readonly Unit[],
      sourceUnits: segmented,
      occurrences: data.occurrences,
      from: source,
      ...(date === undefined ? {} : { date }),
    },
    convert: (locale) => {
      const known = converted.get(locale) ?? convert(locale)
      converted.set(locale, known)
      return known
    },
  }
}

/** What a block became, sentence by sentence, in the codes it has. */
function conversionOf(
  unit: PlacedUnit,
  other: PlacedUnit | undefined,
): (Content | undefined)[] {
  const isSame =
    other?.kind === unit.kind && other.segments.length === unit.segments.length
  return unit.segments.map(({ content }, index) => {
    const there = isSame ? other?.segments[index]?.content : undefined
    if (!there) return undefined
    const ids = matchInOrder(there, content)
    return renameCodes(there, (id) => ids.get(id) ?? id)
  })
}

/**
 * Choose the Chinese that stands beside a translation.
 *
 * @param article - Article.
 * @param target - Locale of the translation.
 * @returns The translation's own where that is Chinese; else zh-CN, or zh-TW where
 *   the article is in it.
 */
export function conversionLocale(
  { source, targets }: Pick<DeskArticle, 'source' | 'targets'>,
  target: Locale,
): ChineseLocale {
  if (isChinese(target)) return target
  const usual: ChineseLocale = source === 'zh-CN' ? 'zh-TW' : 'zh-CN'
  const others = targets.filter(isChinese)
  return others.includes(usual) ? usual : (others[0] ?? usual)
}

/** What the front matter calls it, else its first heading. */
function titleOf(units: readonly PlacedUnit[], shown: string): string {
  const unit =
    units.find(
      ({ kind, name }) => kind === 'front-matter' && name === 'title',
    ) ?? units.find(({ kind }) => kind === 'heading')
  const text = unit?.segments
    .map(({ content, space }) => textOf(content) + space)
    .join('')
    .trim()
  return text ? text : shown
}
