import {
  type Code,
  type Locale,
  type Segment,
  type SourceSegment,
  type SourceUnit,
  type Translation,
  type TranslationUnit,
  textOf,
} from '../model/index.ts'
import {
  alignEqual,
  alignSimilar,
  type Bigrams,
  bigramsOf,
  likeness,
} from './align.ts'
import { matchByKind, matchInOrder, renameCodes, sentenceKey } from './codes.ts'
import { retire } from './retire.ts'

/** What a translation is of. */
export interface TranslationOf {
  /** Path of the article from the folder of sources. */
  article: string
  /** Locale of the article. */
  source: Locale
  /** Locale of the translation. */
  target: Locale
}

/** What became of a sentence. */
export interface SegmentChange {
  /**
   * `added` is new, `stale` changed under its translation, `restored` came back
   * with its translation, `moved` stands in another unit now, `retired` is gone
   * and had a translation, `dropped` is gone and had none.
   */
  kind: 'added' | 'stale' | 'restored' | 'moved' | 'retired' | 'dropped'
  /** Id of the unit. */
  unit: string
  /** Id of the segment. */
  segment: string
  /** Text of the sentence. */
  text: string
}

/** Whole units, or sentences, that are less alike are not the same one edited. */
const least = { unit: 0.4, segment: 0.3, elsewhere: 0.6 }

/** Nothing is compared with all that is left beyond that many pairs. */
const mostPairs = 200_000

/**
 * Bring a translation up to its article.
 *
 * Units, and in them sentences, are aligned by what is equal, then by likeness
 * between what is equal, then wherever they went. An unchanged sentence keeps its
 * translation, state and id, although it moved; a changed one is stale: its
 * translation is kept beside the sentence it was made from, and not used. What is
 * gone is retired with its translation, and comes back with its sentence.
 *
 * @param previous - Translation as it is kept; `undefined` where there is none.
 * @param units - Units of the article as it is now, in order.
 * @param of - What it is a translation of.
 * @returns Translation with the units of the article, and what changed.
 */
export function syncTranslation(
  previous: Translation | undefined,
  units: readonly SourceUnit[],
  of: TranslationOf,
): { translation: Translation; changes: SegmentChange[] } {
  return new Sync(previous, units).run(of)
}

/** Sentence as it was kept. */
interface Kept {
  unit: TranslationUnit
  segment: Segment
  key: string
  /** Key of the sentence its stale translation was made from. */
  staleKey: string | undefined
  retired: boolean
  taken: boolean
}

/** Sentence as it is now. */
interface Now {
  unit: number
  segment: SourceSegment
  key: string
  kept?: Kept
  /** Its translation is of it, and not of what it was before. */
  same: boolean
}

class Sync {
  private readonly old: readonly TranslationUnit[]
  private readonly units: readonly SourceUnit[]
  private readonly kept: Kept[][]
  private readonly retired: Kept[]
  private readonly now: Now[][]
  /** Old unit of each unit. */
  private readonly origins: (number | undefined)[]
  private readonly bigrams = new Map<string, Bigrams>()

  constructor(previous: Translation | undefined, units: readonly SourceUnit[]) {
    this.old = previous?.units ?? []
    this.units = units
    this.kept = this.old.map((unit) => keptOf(unit, false))
    this.retired = (previous?.retired ?? []).flatMap((u) => keptOf(u, true))
    this.now = units.map(({ segments }, unit) =>
      segments.map((segment) => ({
        unit,
        segment,
        key: sentenceKey(segment.content),
        same: false,
      })),
    )
    this.origins = units.map(() => undefined)
  }

  run(of: TranslationOf): {
    translation: Translation
    changes: SegmentChange[]
  } {
    this.alignUnits()
    for (const [index, now] of this.now.entries()) {
      this.sameInUnit(this.kept[this.origins[index] ?? -1] ?? [], now)
    }
    this.sameElsewhere()
    for (const [index, now] of this.now.entries()) {
      this.editedInUnit(this.kept[this.origins[index] ?? -1] ?? [], now)
    }
    this.editedElsewhere()
    return this.write(of)
  }

  private alignUnits(): void {
    const { old, units, origins } = this
    const before = old.map((unit, i) => unitKey(unit, this.kept[i] ?? []))
    const after = units.map((unit, i) => unitKey(unit, this.now[i] ?? []))
    const texts = {
      before: old.map(({ segments }) => segments.map(sourceText).join('')),
      after: units.map(({ segments }) => segments.map(contentText).join('')),
    }
    const anchors = alignEqual(before, after)
    const pairs = alignSimilar(anchors, [old.length, units.length], (i, j) => {
      const like = this.like(texts.before[i] ?? '', texts.after[j] ?? '')
      const other = old[i]?.kind !== units[j]?.kind
      const value = like - (other ? 0.1 : 0)
      return value >= least.unit ? value : 0
    })
    const used = new Set<number>()
    for (const [i, j] of pairs) {
      origins[j] = i
      used.add(i)
    }
    // Whole units that went elsewhere.
    const left = new Map<string, number[]>()
    for (const [i, key] of before.entries()) {
      if (!used.has(i)) left.set(key, [...(left.get(key) ?? []), i])
    }
    for (const [j, key] of after.entries()) {
      if (origins[j] === undefined) origins[j] = left.get(key)?.shift()
    }
  }

  /** Sentences that stayed in their unit as they were. */
  private sameInUnit(kept: readonly Kept[], now: readonly Now[]): void {
    const pairs = alignEqual(
      kept.map(({ key }) => key),
      now.map(({ key }) => key),
    )
    for (const [i, j] of pairs) this.take(kept[i], now[j], true)
    this.pickSame(kept, now)
  }

  /** Sentences that moved out of their unit, or come back. */
  private sameElsewhere(): void {
    const all = [...this.kept.flat(), ...this.retired]
    // What nobody worked on has nothing to bring along.
    this.pickSame(all.filter(hasWork), this.now.flat())
  }

  private pickSame(kept: readonly Kept[], now: readonly Now[]): void {
    for (const keyOf of [
      ({ key }: Kept) => key,
      ({ staleKey }: Kept) => staleKey,
    ]) {
      const left = new Map<string, Kept[]>()
      for (const one of kept) {
        const key = keyOf(one)
        if (one.taken || key === undefined) continue
        const list = left.get(key)
        if (list) list.push(one)
        else left.set(key, [one])
      }
      for (const one of now) {
        if (!one.kept) this.take(left.get(one.key)?.shift(), one, true)
      }
    }
  }

  /** Sentences that were edited where they stand. */
  private editedInUnit(kept: readonly Kept[], now: readonly Now[]): void {
    const anchors = now.flatMap(({ kept: one }, j) => {
      const i = one ? kept.indexOf(one) : -1
      return i >= 0 ? [[i, j] as const] : []
    })
    // Only those in order can stand on both sides of a gap.
    const ordered = anchors.filter(([i], at) =>
      anchors.every(
        ([other], place) => place === at || place < at === other < i,
      ),
    )
    const pairs = alignSimilar(ordered, [kept.length, now.length], (i, j) => {
      const one = kept[i]
      const other = now[j]
      if (!one || !other || one.taken || other.kept) return 0
      return this.likely(one, other, least.segment)
    })
    for (const [i, j] of pairs) this.take(kept[i], now[j], false)
  }

  /** Sentences that were edited and moved. */
  private editedElsewhere(): void {
    const left = this.kept.flat().filter((one) => !one.taken && hasWork(one))
    const open = this.now.flat().filter((one) => !one.kept)
    if (left.length * open.length > mostPairs) return
    const pairs = left
      .flatMap((one) =>
        open.map((other) => ({
          one,
          other,
          like: this.likely(one, other, least.elsewhere),
        })),
      )
      .filter(({ like }) => like > 0)
      .sort((a, b) => b.like - a.like)
    for (const { one, other } of pairs) this.take(one, other, false)
  }

  private likely(one: Kept, other: Now, limit: number): number {
    const like = this.like(
      textOf(one.segment.source),
      textOf(other.segment.content),
    )
    return like >= limit ? like : 0
  }

  private like(a: string, b: string): number {
    return likeness(this.bigramsOf(a), this.bigramsOf(b))
  }

  private bigramsOf(text: string): Bigrams {
    let bigrams = this.bigrams.get(text)
    if (!bigrams) {
      bigrams = bigramsOf(text)
      this.bigrams.set(text, bigrams)
    }
    return bigrams
  }

  private take(
    kept: Kept | undefined,
    now: Now | undefined,
    same: boolean,
  ): void {
    if (!kept || !now || kept.taken || now.kept) return
    kept.taken = true
    now.kept = kept
    now.same = same
  }

  private write({ article, source, target }: TranslationOf): {
    translation: Translation
    changes: SegmentChange[]
  } {
    const changes: SegmentChange[] = []
    const ids = new Ids(
      this.origins.flatMap((i) => (i === undefined ? [] : [this.old[i]?.id])),
    )
    const units = this.units.map((unit, index): TranslationUnit => {
      const origin = this.old[this.origins[index] ?? -1]
      const { kind, name, codes, concepts } = unit
      const id = origin?.id ?? ids.free(unit.id)
      return {
        id,
        kind,
        ...(name === undefined ? {} : { name }),
        // Without what else is known of them, such as their places.
        codes: codes.map(({ id, kind, before, after }) => {
          return { id, kind, before, after }
        }),
        segments: this.segments(index, origin, { id, changes }),
        concepts,
      }
    })
    const gone = this.kept.flat().filter(({ taken }) => !taken)
    for (const one of gone) {
      changes.push({
        kind: hasWork(one) ? 'retired' : 'dropped',
        unit: one.unit.id,
        segment: one.segment.id,
        text: textOf(one.segment.source),
      })
    }
    const retired = retire([
      ...this.retired.filter(({ taken }) => !taken),
      ...gone.filter(hasWork),
    ])
    return {
      translation: { article, source, target, units, retired },
      changes,
    }
  }

  private segments(
    index: number,
    origin: TranslationUnit | undefined,
    { id: unit, changes }: { id: string; changes: SegmentChange[] },
  ): Segment[] {
    const all = this.now[index] ?? []
    const isOwn = ({ kept }: Now): boolean =>
      kept !== undefined && !kept.retired && kept.unit === origin
    const ids = new Ids(
      all.flatMap((one) => (isOwn(one) ? [one.kept?.segment.id] : [])),
    )
    const codes = this.units[index]?.codes ?? []
    const fresh = new FreshCodes(codes)
    return all.map((one): Segment => {
      const own = isOwn(one) ? one.kept?.segment.id : undefined
      const id = own ?? ids.free(one.segment.id)
      const note = (kind: SegmentChange['kind']): void => {
        const text = textOf(one.segment.content)
        changes.push({ kind, unit, segment: id, text })
      }
      const { kept } = one
      if (!kept) {
        note('added')
        return newSegment(id, one.segment)
      }
      const made = one.same
        ? carried(kept, one, fresh)
        : changed(kept, one.segment, { codes, fresh })
      const wasStale = kept.segment.staleSource !== undefined
      const isStale = made.staleSource !== undefined
      if (kept.retired || (wasStale && !isStale)) note('restored')
      else if (isStale && !one.same) note('stale')
      else if (own === undefined) note('moved')
      else if (!one.same) note('added')
      return { ...made, id }
    })
  }
}

function keptOf(unit: TranslationUnit, retired: boolean): Kept[] {
  return unit.segments.map((segment) => ({
    unit,
    segment,
    key: sentenceKey(segment.source),
    staleKey: segment.staleSource && sentenceKey(segment.staleSource),
    retired,
    taken: false,
  }))
}

function hasWork({ segment }: Kept): boolean {
  return segment.target !== undefined || segment.notes.length > 0
}

function unitKey(
  { kind, name }: TranslationUnit | SourceUnit,
  segments: readonly { key: string }[],
): string {
  return JSON.stringify([kind, name, ...segments.map(({ key }) => key)])
}

function sourceText({ source }: Segment): string {
  return textOf(source)
}

function contentText({ content }: SourceSegment): string {
  return textOf(content)
}

function newSegment(id: string, { content, space }: SourceSegment): Segment {
  return { id, source: content, state: 'initial', space, notes: [] }
}

/** A sentence that is what it was, or what its translation was made from. */
function carried({ segment, key }: Kept, now: Now, fresh: FreshCodes): Segment {
  const { content, space } = now.segment
  const { staleSource, staleState, target, ...rest } = segment
  const back = key !== now.key && staleSource !== undefined
  const from = back ? staleSource : segment.source
  const rename = fresh.after(matchInOrder(from, content))
  return {
    ...rest,
    source: content,
    space,
    ...(target ? { target: renameCodes(target, rename) } : {}),
    ...(back
      ? { state: staleState ?? 'initial' }
      : {
          ...(staleSource
            ? { staleSource: renameCodes(staleSource, rename) }
            : {}),
          ...(staleState ? { staleState } : {}),
        }),
  }
}

/** A sentence that was edited: its translation is stale. */
function changed(
  { segment, unit }: Kept,
  now: SourceSegment,
  { codes, fresh }: { codes: readonly Code[]; fresh: FreshCodes },
): Segment {
  const { content, space } = now
  const { target, staleSource, staleState, state, ...rest } = segment
  const base: Segment = { ...rest, state: 'initial', source: content, space }
  if (target === undefined) return base
  const from = { content: segment.source, codes: unit.codes }
  const rename = fresh.after(matchByKind(from, { content, codes }))
  const before = staleSource ?? segment.source
  const was = staleSource ? staleState : state
  return {
    ...base,
    target: renameCodes(target, rename),
    staleSource: renameCodes(before, rename),
    ...(was ? { staleState: was } : {}),
  }
}

/** Gives ids to codes of old translations that the unit has no longer. */
class FreshCodes {
  private next: number

  constructor(codes: readonly Code[]) {
    this.next = Math.max(0, ...codes.map(({ id }) => Number(id) || 0)) + 1
  }

  /** Rename as it is known, and what is not known to an id that is free. */
  after(known: ReadonlyMap<string, string>): (id: string) => string {
    const given = new Map(known)
    return (id) => {
      const name = given.get(id) ?? String(this.next++)
      given.set(id, name)
      return name
    }
  }
}

/** Ids that are taken. */
class Ids {
  private readonly taken: Set<string>

  constructor(taken: readonly (string | undefined)[]) {
    this.taken = new Set(taken.filter((id) => id !== undefined))
  }

  /** Take an id, numbered where it is taken. */
  free(id: string): string {
    let name = id
    for (let count = 2; this.taken.has(name); count++) name = `${id}-${count}`
    this.taken.add(name)
    return name
  }
}
