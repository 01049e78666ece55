/**
 * One sentence's translation, changed on the disk.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import type {
  Finding,
  Locale,
  Segment,
  Translation,
  TranslationUnit,
} from '../model/index.ts'
import { syncTranslation, type TranslationOf } from '../translations/index.ts'
import type { DeskArticle } from './desk-article.ts'
import { readStored, updateStored } from './translation-store.ts'
import type { TranslationScope } from './translations.ts'

/** Place of a sentence in a translation. */
export interface SegmentPlace {
  /** Id of its unit. */
  unit: string
  /** Its own id. */
  segment: string
}

/** Translation as it is kept, brought up to its article. */
export interface DeskTranslation {
  /** Translation. */
  translation: Translation
  /** Its file, from the project's folder. */
  path: string
  /** What is wrong with the file. */
  findings: readonly Finding[]
  /** Whether it can not be read, so that nothing can be written to it. */
  broken: boolean
}

/**
 * Read the translation of an article.
 *
 * @param article - Article.
 * @param target - Locale.
 * @param scope - Project.
 * @returns Translation, brought up to the article; of a broken file an empty one.
 * @throws UserError when the disk does not allow it.
 */
export async function readForDesk(
  article: DeskArticle,
  target: Locale,
  { cwd, config }: TranslationScope,
): Promise<DeskTranslation> {
  const of = ofArticle(article, target)
  const stored = await readStored(cwd, config, of)
  const { translation } = syncTranslation(stored.translation, article.units, of)
  const { path, findings, broken } = stored
  return { translation, path, findings, broken }
}

/**
 * Change the translation of one sentence on the disk.
 *
 * It is changed in what the file says at that moment, brought up to the article.
 *
 * @param article - Article as it is on the disk.
 * @param target - Locale.
 * @param place - Sentence.
 * @param change - Makes the new segment of the one that is there and its indexes in
 *   the article, or throws where that is not the one that was meant; `undefined`
 *   where there is none.
 * @param scope - Project.
 * @returns Translation that is on the disk now, and the segment before and after.
 * @throws UserError when the file is broken or locked, or the disk does not allow
 *   it. The file is as it was then.
 */
export async function changeOnDisk(
  article: DeskArticle,
  target: Locale,
  place: SegmentPlace,
  change: (
    segment: Segment | undefined,
    at: { unit: number; segment: number },
  ) => Segment,
  scope: TranslationScope,
): Promise<{ translation: Translation; before: Segment; after: Segment }> {
  const of = ofArticle(article, target)
  let done:
    | { translation: Translation; before: Segment; after: Segment }
    | undefined
  await updateStored(
    scope.cwd,
    scope.config,
    of,
    (previous) => {
      const { translation } = syncTranslation(previous, article.units, of)
      const unitAt = translation.units.findIndex(({ id }) => id === place.unit)
      const segmentAt =
        translation.units[unitAt]?.segments.findIndex(
          ({ id }) => id === place.segment,
        ) ?? -1
      const before = translation.units[unitAt]?.segments[segmentAt]
      const after = change(before, { unit: unitAt, segment: segmentAt })
      // Where there is none, `change` has thrown.
      if (!before) return undefined
      const units = translation.units.map((unit): TranslationUnit => {
        if (unit.id !== place.unit) return unit
        const segments = unit.segments.map((one) =>
          one.id === place.segment ? after : one,
        )
        return { ...unit, segments }
      })
      done = { translation: { ...translation, units }, before, after }
      return done.translation
    },
    { concepts: scope.conceptsById },
  )
  // `change` was called, and returned.
  return done as NonNullable<typeof done>
}

/**
 * Find a sentence of a translation.
 *
 * @param translation - Translation.
 * @param place - Ids.
 * @returns Segment, or `undefined`.
 */
export function findSegment(
  { units }: Translation,
  { unit, segment }: SegmentPlace,
): Segment | undefined {
  return units
    .find(({ id }) => id === unit)
    ?.segments.find(({ id }) => id === segment)
}

function ofArticle(
  { path, source }: DeskArticle,
  target: Locale,
): TranslationOf {
  return { article: path, source, target }
}
