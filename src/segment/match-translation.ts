import {
  type Content,
  type Inline,
  printContent,
  type Segment,
  type Translation,
  type TranslationUnit,
  type UnitKind,
} from '../model/index.ts'
import { renumber } from './renumber.ts'
import type { PlacedUnit } from './segment-units.ts'

/** Segment of an article with what a translation has for it. */
export interface MatchedSegment {
  /** Segment as it is kept. */
  kept: Segment
  /** Its unit as it is kept. */
  unit: TranslationUnit
  /** Translation in the numbers of the article's codes. */
  target?: Content
}

/** What a translation has for the segments of a unit, one for each. */
export type MatchedUnit = readonly (MatchedSegment | undefined)[]

/**
 * Find the translations of an article's segments.
 *
 * Units are matched by all of their sentences, equal ones in order; what is left
 * by single sentences of units of the same kind. The numbers of codes do not
 * count, so a code that came in front of a sentence costs no translation.
 *
 * @param units - Units of the article as it is.
 * @param translation - Its translation, perhaps of an older text.
 * @returns One for each unit.
 */
export function matchTranslation(
  units: readonly PlacedUnit[],
  translation: Translation,
): MatchedUnit[] {
  const whole = new Map<string, TranslationUnit[]>()
  for (const unit of translation.units) {
    const key = keyOf(
      unit.kind,
      unit.segments.map((s) => s.source),
    )
    const same = whole.get(key)
    if (same) same.push(unit)
    else whole.set(key, [unit])
  }
  for (const all of whole.values()) all.reverse()
  const found: (MatchedUnit | undefined)[] = units.map((unit) => {
    const contents = unit.segments.map((s) => s.content)
    const kept = whole.get(keyOf(unit.kind, contents))?.pop()
    if (!kept) return undefined
    const sources = kept.segments.flatMap((s) => s.source)
    const ids = sameCodes(sources, contents.flat())
    return kept.segments.map((segment) => match(segment, kept, ids))
  })
  const single = new Map<
    string,
    { segment: Segment; unit: TranslationUnit }[]
  >()
  for (const unit of [...whole.values()].flat().reverse()) {
    for (const segment of [...unit.segments].reverse()) {
      const key = keyOf(unit.kind, [segment.source])
      const same = single.get(key)
      if (same) same.push({ segment, unit })
      else single.set(key, [{ segment, unit }])
    }
  }
  return units.map(
    (unit, index) =>
      found[index] ??
      unit.segments.map(({ content }) => {
        const one = single.get(keyOf(unit.kind, [content]))?.pop()
        if (!one) return undefined
        const ids = sameCodes(one.segment.source, content)
        return match(one.segment, one.unit, ids)
      }),
  )
}

function keyOf(kind: UnitKind, contents: readonly Content[]): string {
  const marked = contents.flatMap((content): Inline[] => ['\u0000', ...content])
  return `${kind}${printContent(renumber(marked).content)}`
}

/** What codes are called in a content that is equal but for their numbers. */
function sameCodes(from: Content, to: Content): Map<string, string> {
  const there = renumber(to).ids
  return new Map(
    [...renumber(from).ids].map(([number, id]) => [
      id,
      there.get(number) ?? id,
    ]),
  )
}

function match(
  kept: Segment,
  unit: TranslationUnit,
  ids: ReadonlyMap<string, string>,
): MatchedSegment {
  const target: Inline[] = []
  for (const part of kept.target ?? []) {
    if (typeof part === 'string') {
      target.push(part)
      continue
    }
    const own = 'ph' in part ? part.ph : 'open' in part ? part.open : part.close
    // A code that the source has not is found where it is printed.
    const id = ids.get(own) ?? own
    target.push(
      'ph' in part ? { ph: id } : 'open' in part ? { open: id } : { close: id },
    )
  }
  return { kept, unit, ...(kept.target ? { target } : {}) }
}

/**
 * Tell whether a sentence has to be translated to be read in English.
 *
 * One without Chinese (a number, a name in Latin letters, a code alone) is what
 * it is.
 *
 * @param content - Sentence.
 * @returns Whether it has Chinese characters or marks in it.
 */
export function isChineseText(content: Content): boolean {
  return content.some(
    (part) =>
      typeof part === 'string' &&
      /[\p{Script=Han}\p{Script=Bopomofo}\p{Script=Hiragana}\p{Script=Katakana}\u3001-\u303F\uFF01-\uFF65]/u.test(
        part,
      ),
  )
}

/**
 * Tell whether a segment's translation is one that editions print.
 *
 * @param segment - Segment with what is kept for it.
 * @returns Whether it has a target and is more than `initial`.
 */
export function isUsable(
  segment: MatchedSegment | undefined,
): segment is MatchedSegment & { target: Content } {
  return segment?.target !== undefined && segment.kept.state !== 'initial'
}
