/**
 * Edits that were made in a published edition, taken back into its translation.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { VFile } from 'vfile'
import type { Localizer } from '../localize.ts'
import {
  type Config,
  type Finding,
  type Locale,
  type Segment,
  type SegmentOrigin,
  type Translation,
  textOf,
} from '../model/index.ts'
import { syncTranslation } from '../translations/index.ts'
import { compareBeside, unclearUnits } from './adopt-beside.ts'
import { compareText, unitsOf } from './adopt-compare.ts'
import {
  type BuiltEdition,
  openEdition,
  type PrintedTranslation,
} from './adopt-edition.ts'
import { reportShapes } from './adopt-findings.ts'
import { insertedBeside, takeApart } from './adopt-halves.ts'
import type { AdoptedUnit } from './adopt-unit.ts'
import { translationFile, updateStored } from './translation-store.ts'
import { openTranslations } from './translations.ts'

/** Sentence that was taken back. */
export interface AdoptedSentence {
  /** Sentence of the article. */
  source: string
  /** What the edition says now. */
  target: string
  /** Locale of that. */
  locale: Locale
  /** File it is kept in, from the project's folder. */
  store: string
}

/** What became of an edition that was edited. */
export interface AdoptReport {
  /** The edition, from the project's folder. */
  path: string
  /**
   * File of its translation, from the project's folder. A bilingual edition of the
   * article's own text has that of what stands beside it.
   */
  store: string
  /** Locale. */
  locale: Locale
  /** Sentences that were taken back. */
  adopted: readonly AdoptedSentence[]
  /** What can not be taken back, each with its place in the edition. */
  findings: readonly Finding[]
  /** Whether builds write the edition as it is now. */
  reproduced: boolean
  /** Whether the edition is what was built. */
  unedited: boolean
}

/** Who adopts, and how. */
export interface AdoptOptions {
  /** Name of the person. */
  by: string
  /** When: ISO 8601, UTC. */
  at: string
  /** Do everything but write. Default: no. */
  dryRun?: boolean
}

/**
 * Take the edits of a published edition back into its translation.
 *
 * What was built is made once more and compared, block by block and sentence by
 * sentence, with what is there. A sentence that was rewritten is kept as
 * `reviewed`. In a bilingual edition each language goes where it is kept; what is
 * the article's own text is listed with its place in the article. The edition is
 * left as it is.
 *
 * @param project - Project.
 * @param file - Markdown of an edition, from the project's folder.
 * @param options - Who, when, dry run.
 * @returns What was taken back and what can not be.
 * @throws UserError when no build wrote the file, or it was built from something
 *   else than what is there now.
 */
export async function adoptEdition(
  project: { cwd: string; config: Config },
  file: string,
  options: AdoptOptions,
): Promise<AdoptReport> {
  const scope = await openTranslations(project)
  const { cwd, config, localizer, conceptsById } = scope
  const built = await openEdition(file, scope)
  const { edition, shown, text, edited, unedited, units, own, beside } = built
  const storeOf = ({ of }: PrintedTranslation): string =>
    translationFile(config, of.article, of.target)
  const [first] = [own, beside].flatMap((one) => (one ? [storeOf(one)] : []))
  const report = {
    ...{ path: shown, store: first ?? '', locale: edition.locale, unedited },
  }
  if (unedited) {
    return { ...report, adopted: [], findings: [], reproduced: true }
  }
  const found = beside
    ? compareHalves(built, beside, storeOf(beside), localizer)
    : { ...compareOwn(built, localizer), beside: [] }
  const origin: SegmentOrigin = {
    ...{ by: 'adopt', name: options.by, at: options.at },
  }
  const kept = [
    ...(own ? [{ ...own, adopted: found.own }] : []),
    ...(beside ? [{ ...beside, adopted: found.beside }] : []),
  ]
  const again = String(
    built.localize(
      own && withAdopted(own.translation, found.own, origin),
      beside && withAdopted(beside.translation, found.beside, origin),
    ),
  )
  const reproduced = again === edited
  const shapes = reproduced ? [] : reportShapes(again, edited, found.findings)
  const findings = [...found.findings, ...shapes]
  for (const one of findings) one.file = shown
  const stores = kept.filter(({ adopted }) => adopted.length > 0)
  const write = async (dryRun: boolean): Promise<void> => {
    for (const { of, adopted } of stores) {
      const change = (previous: Translation | undefined): Translation =>
        withAdopted(
          syncTranslation(previous, units, of).translation,
          adopted,
          origin,
        )
      const how = { concepts: conceptsById, dryRun }
      await updateStored(cwd, config, of, change, how)
    }
  }
  // Of two files neither is written where one can not be.
  if (options.dryRun || stores.length > 1) await write(true)
  if (!options.dryRun) await write(false)
  return {
    ...report,
    adopted: stores.flatMap((one) =>
      one.adopted.flatMap(({ unit, targets }) =>
        [...targets].map(([index, target]) => ({
          source: textOf(units[unit]?.segments[index]?.content ?? []),
          target: textOf(target),
          locale: one.of.target,
          store: storeOf(one),
        })),
      ),
    ),
    findings,
    reproduced: reproduced && text !== edited,
  }
}

/** What can be taken back into each translation, and what can not. */
interface Found {
  own: readonly AdoptedUnit[]
  beside: readonly AdoptedUnit[]
  findings: readonly Finding[]
}

/** Compare an edition of one language. */
function compareOwn(
  built: BuiltEdition,
  localizer: Localizer,
): Omit<Found, 'beside'> {
  const { text, edited } = built
  const compared = compareText({
    ...{ text, edited, shown: { text: edited, at: (offset) => offset } },
    ...ownOf(built, localizer),
  })
  return { own: compared.adopted, findings: compared.findings }
}

/** Compare an edition of two languages, each with its own. */
function compareHalves(
  built: BuiltEdition,
  beside: PrintedTranslation,
  store: string,
  localizer: Localizer,
): Found {
  const { text, edited, file } = built
  const places = new Map(
    beside.translation.units.map(({ id }, index) => [id, index]),
  )
  const inserted = insertedBeside(
    file.data.yiwen?.edition?.edits ?? [],
    (id) => places.get(id) ?? -1,
  )
  const { target } = beside.of
  const halves = takeApart(text, edited, inserted, target)
  const own = compareText({
    text: halves.before.text,
    edited: halves.after.text,
    shown: { text: edited, at: halves.after.whole },
    unclear: (blocks) => unclearUnits(halves, blocks),
    ...ownOf(built, localizer),
  })
  const other = compareBeside(built, halves, own, store, localizer)
  return {
    own: own.adopted,
    beside: other.adopted,
    findings: [...own.findings, ...other.findings].sort(
      (a, b) => (a.line ?? 0) - (b.line ?? 0),
    ),
  }
}

/** What the text of an edition, without what stands beside it, is compared by. */
function ownOf(built: BuiltEdition, localizer: Localizer) {
  const { options, shown, units, own, article, articlePlace } = built
  return {
    ...{ units, article, articlePlace, kept: own?.translation.units },
    cut: (value: string) =>
      unitsOf(new VFile({ path: shown, value }), options, localizer),
  }
}

/** Put sentences that were taken back into a translation. */
function withAdopted(
  translation: Translation,
  adopted: readonly AdoptedUnit[],
  origin: SegmentOrigin,
): Translation {
  const units = translation.units.map((unit, index) => {
    const one = adopted.find((adopted) => adopted.unit === index)
    if (!one) return unit
    const segments = unit.segments.map((segment, place): Segment => {
      const target = one.targets.get(place)
      if (!target) return segment
      const { staleSource: _, staleState: __, ...rest } = segment
      return { ...rest, target, state: 'reviewed', origin }
    })
    return { ...unit, segments }
  })
  return { ...translation, units }
}
