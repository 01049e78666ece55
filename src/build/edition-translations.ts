/**
 * The translations that an article's editions are printed with.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { VFile } from 'vfile'
import type { LocalizeOptions, Localizer } from '../localize.ts'
import type {
  Config,
  Edition,
  Finding,
  Locale,
  Translation,
} from '../model/index.ts'
import { addAll } from '../model/index.ts'
import { segmentUnits } from '../segment/index.ts'
import { syncTranslation } from '../translations/index.ts'
import { readStored } from './translation-store.ts'

/** Translations by locale, and what is wrong with their files. */
export interface EditionTranslations {
  /** Translations, brought up to the article. */
  translations: ReadonlyMap<Locale, Translation>
  /** Findings. */
  findings: readonly Finding[]
}

/**
 * Read the translations of an article, brought up to it.
 *
 * The files are left as they are: a build writes no translation.
 *
 * @param input - Article, as it is localized.
 * @param path - Path from the folder of sources.
 * @param wanted - Its editions, and how it becomes each.
 * @param project - Project.
 * @returns Translations of locales that have any.
 * @throws UserError when the disk does not allow it.
 */
export async function translationsOf(
  input: VFile,
  path: string,
  wanted: readonly { edition: Edition; options: LocalizeOptions }[],
  project: { cwd: string; config: Config; localizer: Localizer },
): Promise<EditionTranslations> {
  const { cwd, config, localizer } = project
  const translations = new Map<Locale, Translation>()
  const findings: Finding[] = []
  const seen = new Set<Locale>()
  for (const [target, options] of localesOf(wanted)) {
    const { source } = options
    if (!source || source === target || seen.has(target)) continue
    seen.add(target)
    const of = { article: path, source, target }
    const stored = await readStored(cwd, config, of)
    addAll(findings, stored.findings)
    if (!stored.translation) continue
    // In its own locale an article stays as it is, and its reading is shared.
    const { markdown, locate, limits } = options
    const own = localizer.localize(input, {
      source,
      target: source,
      ...(markdown ? { markdown } : {}),
      ...(locate ? { locate } : {}),
      ...(limits ? { limits } : {}),
    })
    const data = own.data.yiwen?.edition
    if (!data) continue
    const { units, text, occurrences } = data
    const cut = segmentUnits(units, {
      source: text,
      locale: source,
      occurrences,
    })
    const { translation } = syncTranslation(stored.translation, cut, of)
    translations.set(target, translation)
  }
  return { translations, findings }
}

/** Locales of editions, and those that stand beside them. */
function localesOf(
  wanted: readonly { edition: Edition; options: LocalizeOptions }[],
): (readonly [Locale, LocalizeOptions])[] {
  return wanted.flatMap(({ edition: { beside }, options }) => [
    [options.target, options] as const,
    ...(beside ? [[beside, options] as const] : []),
  ])
}
