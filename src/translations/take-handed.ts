import {
  type Content,
  type Finding,
  finding,
  printContent,
  type Segment,
  type SegmentOrigin,
  type SegmentState,
  segmentStates,
  type Translation,
  type TranslationUnit,
  textOf,
} from '../model/index.ts'
import {
  type CodeProblem,
  checkCodes,
  matchInOrder,
  renameCodes,
  sentenceHash,
  sentenceKey,
} from './codes.ts'
import { fileFinding } from './findings.ts'
import type { HandedFile, HandedSegment } from './handed.ts'
import { retire } from './retire.ts'
import { isChineseFor, strangerOf } from './stranger.ts'

/** How what came back is taken. */
export interface TakeOptions {
  /** Where it comes from; written on what is taken. */
  origin: SegmentOrigin
  /**
   * Take the states of the file as they are, `final` too, write over what has been
   * reviewed meanwhile, and believe it which article and language it is of.
   * Default: no.
   */
  trust?: boolean
}

/** What became of what came back. */
export interface TakeCounts {
  /** Translations that are used now. */
  taken: number
  /** Translations that were there already. */
  same: number
  /** Translations of older sentences, kept as suggestions or retired. */
  outdated: number
  /** Translations that are not used, for their codes or a better one. */
  refused: number
}

/**
 * Put what came back into a translation.
 *
 * A sentence is found by its ids, else by its words.
 * What fits is taken as `translated`, or in the state the file says. What
 * translates an older sentence is kept: as a stale suggestion, or retired.
 *
 * @param translation - Translation, brought up to its article.
 * @param handed - What came back.
 * @param options - Where from, and whether to trust its states.
 * @returns Translation and what became of each; findings with an error and the
 *   translation as it was where the file is of another article or language.
 */
export function takeHanded(
  translation: Translation,
  handed: HandedFile,
  options: TakeOptions,
): { translation: Translation; counts: TakeCounts; findings: Finding[] } {
  const wrong = strangerOf(translation, handed, options.trust ?? false)
  if (wrong) {
    const counts = { taken: 0, same: 0, outdated: 0, refused: 0 }
    return { translation, counts, findings: [fileFinding(wrong)] }
  }
  const taker = new Taker(translation, options)
  // A message without an id that is there once stands for all equal sentences.
  const counts = new Map<string, number>()
  const keyOf = ({ unit, source }: HandedSegment): string =>
    source && unit === '' ? sentenceKey(source) : ''
  for (const one of handed.segments) {
    counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  }
  for (const one of handed.segments) {
    const key = keyOf(one)
    taker.take(one, key !== '' && counts.get(key) === 1)
  }
  return taker.finish()
}

/** Where a sentence stands in a translation. */
interface Place {
  unit: { id: string; segments: Segment[] }
  index: number
  segment: Segment
}

class Taker {
  private readonly translation: Translation
  private readonly options: TakeOptions
  private readonly counts = { taken: 0, same: 0, outdated: 0, refused: 0 }
  private readonly findings: Finding[] = []
  private readonly units: (TranslationUnit & { segments: Segment[] })[]
  /** Sentences that the file has had. */
  private readonly named = new Set<string>()
  /** First translations that the file has of sentences, by {@link keyOf}. */
  private readonly before = new Map<string, Content>()
  private readonly lost: { unit: TranslationUnit; segment: Segment }[] = []

  constructor(translation: Translation, options: TakeOptions) {
    this.translation = translation
    this.options = options
    this.units = translation.units.map((unit) => ({
      ...unit,
      segments: [...unit.segments],
    }))
  }

  finish() {
    const { translation, units, counts, findings, lost } = this
    const gone = translation.retired.flatMap((unit) =>
      unit.segments.map((segment) => ({ unit, segment })),
    )
    const retired =
      lost.length === 0 ? translation.retired : retire([...gone, ...lost])
    return {
      translation: { ...translation, units, retired },
      counts,
      findings,
    }
  }

  take(handed: HandedSegment, everywhere = false): void {
    if (!this.options.trust && isChineseFor(this.translation.target, handed)) {
      this.chinese(handed)
      return
    }
    const place = this.find(handed)
    if (!place) {
      const before = this.before.get(keyOf(handed))
      if (before === undefined) this.retire(handed)
      else this.twice(handed, before)
      return
    }
    const key = keyOf(handed)
    if (isOf(handed, place.segment.source)) {
      this.before.set(key, this.before.get(key) ?? handed.target)
    }
    this.put(handed, place)
    if (!everywhere) return
    for (;;) {
      const next = this.nextOf(handed)
      if (!next) return
      this.put(handed, next)
    }
  }

  private put(handed: HandedSegment, place: Place): void {
    const { unit, index, segment } = place
    if (!isOf(handed, segment.source)) {
      this.suggest(handed, place)
      return
    }
    const rename = matchInOrder(handed.source ?? segment.source, segment.source)
    const target = renameCodes(handed.target, (id) => rename.get(id) ?? id)
    const [problem] = checkCodes(segment.source, target)
    if (problem) {
      this.refuse(handed, segment, problem)
      return
    }
    const state = this.stateOf(handed)
    const before = segment.target && printContent(segment.target)
    const isSame = before === printContent(target)
    const notes = addedNotes(segment, handed)
    const done: Segment = { ...segment, notes }
    if (isSame && !isStale(segment) && !isAbove(state, segment.state)) {
      this.counts.same++
    } else if (handed.unfinished && isSame) {
      // A suggestion of ours that came back as it was.
      this.counts.same++
    } else if (!this.options.trust && isAbove(segment.state, state)) {
      this.counts.refused++
      this.outdated('reviewed', handed, segment.source)
    } else {
      const { staleSource: _, staleState: __, ...rest } = done
      unit.segments[index] = {
        ...rest,
        state,
        target,
        origin: isSame && segment.origin ? segment.origin : this.options.origin,
      }
      this.counts.taken++
      return
    }
    unit.segments[index] = done
  }

  private stateOf({ state, unfinished }: HandedSegment): SegmentState {
    if (unfinished) return 'initial'
    if (state === undefined || state === 'initial') return 'translated'
    return state === 'final' && !this.options.trust ? 'reviewed' : state
  }

  private find(handed: HandedSegment): Place | undefined {
    const unit = this.units.find(({ id }) => id === handed.unit)
    const index =
      unit?.segments.findIndex(({ id }) => id === handed.segment) ?? -1
    const segment = unit?.segments[index]
    if (unit && segment && isOf(handed, segment.source)) {
      this.named.add(`${unit.id}/${segment.id}`)
      return { unit, index, segment }
    }
    // Other programs have ids of their own. Of equal sentences the first is meant
    // that the file has not had yet: files have them in the article's order.
    const next = this.nextOf(handed)
    if (next) return next
    return unit && segment ? { unit, index, segment } : undefined
  }

  /** The first sentence of the same words that the file has not had yet. */
  private nextOf(handed: HandedSegment): Place | undefined {
    if (handed.source === undefined && handed.hash === undefined) {
      return undefined
    }
    for (const unit of this.units) {
      for (const [index, segment] of unit.segments.entries()) {
        const id = `${unit.id}/${segment.id}`
        if (this.named.has(id) || !isOf(handed, segment.source)) continue
        this.named.add(id)
        return { unit, index, segment }
      }
    }
    return undefined
  }

  /** Keep a translation of what the sentence was. */
  private suggest(
    handed: HandedSegment,
    {
      unit,
      index,
      segment,
    }: { unit: { segments: Segment[] }; index: number; segment: Segment },
  ): void {
    this.counts.outdated++
    this.outdated('changed', handed, handed.source ?? segment.source)
    const { source } = handed
    if (segment.target !== undefined || source === undefined) {
      if (source !== undefined) this.keep(handed, source)
      return
    }
    unit.segments[index] = {
      ...segment,
      state: 'initial',
      target: handed.target,
      staleSource: source,
      staleState: this.stateOf(handed),
      origin: this.options.origin,
      notes: addedNotes(segment, handed),
    }
  }

  private retire(handed: HandedSegment): void {
    this.counts.outdated++
    this.outdated('gone', handed, handed.source ?? handed.target)
    if (handed.source !== undefined) this.keep(handed, handed.source)
  }

  /** Retire a translation, unless the same is there already. */
  private keep(handed: HandedSegment, source: Content): void {
    const key = `${sentenceKey(source)}\n${sentenceKey(handed.target)}`
    const all = [...this.translation.retired, ...this.units]
    const isKnown = all.some(({ segments }) =>
      segments.some(
        (one) =>
          one.target !== undefined &&
          `${sentenceKey(one.staleSource ?? one.source)}\n${sentenceKey(one.target)}` ===
            key,
      ),
    )
    if (isKnown) return
    this.lost.push({
      unit: {
        id: handed.unit || 'handed',
        kind: 'paragraph',
        codes: [],
        segments: [],
        concepts: [],
      },
      segment: {
        id: /^[\w.-]+$/.test(handed.segment) ? handed.segment : 'handed',
        source,
        state: this.stateOf(handed),
        target: handed.target,
        space: '',
        origin: this.options.origin,
        notes: handed.notes ?? [],
      },
    })
  }

  private refuse(
    handed: HandedSegment,
    segment: Segment,
    { problem, id }: CodeProblem,
  ): void {
    this.counts.refused++
    const text = shortened(textOf(segment.source))
    const code = `<${id}>`
    const { reason, note } = codeTexts[problem]
    this.findings.push(
      finding('translations-codes', reason(text, code), {
        ...placeOf(handed),
        actual: printContent(handed.target),
        expected: [printContent(segment.source)],
        note,
        wording: {
          key: `translations-codes.${problem}`,
          values: { text, code },
        },
      }),
    )
  }

  /** A translation of what the file has translated already. */
  private twice(handed: HandedSegment, before: Content): void {
    if (printContent(before) === printContent(handed.target)) {
      this.counts.same++
      return
    }
    this.counts.refused++
    this.outdated('twice', handed, handed.source ?? handed.target)
  }

  private chinese(handed: HandedSegment): void {
    const { target: locale } = this.translation
    this.counts.refused++
    const text = shortened(textOf(handed.source ?? handed.target))
    this.findings.push(
      finding(
        'translations-language',
        `The translation of “${text}” is in Chinese, not in ${locale}.`,
        {
          ...placeOf(handed),
          actual: printContent(handed.target),
          note: 'Translate it; `--trust` takes it as it is.',
          wording: { values: { text, locale } },
        },
      ),
    )
  }

  private outdated(
    variant: 'changed' | 'gone' | 'reviewed' | 'twice',
    handed: HandedSegment,
    source: Content,
  ): void {
    const text = shortened(textOf(source))
    const { reason, note } = outdatedTexts[variant]
    this.findings.push(
      finding('translations-outdated', reason(text), {
        ...placeOf(handed),
        actual: printContent(handed.target),
        note,
        wording: { key: `translations-outdated.${variant}`, values: { text } },
      }),
    )
  }
}

const codeTexts: Readonly<
  Record<
    CodeProblem['problem'],
    { reason: (text: string, code: string) => string; note: string }
  >
> = {
  lost: {
    reason: (text, code) =>
      `The translation of “${text}” has lost the mark ${code}.`,
    note: 'Put it where it belongs; the translation is not used.',
  },
  doubled: {
    reason: (text, code) =>
      `The translation of “${text}” has the mark ${code} twice.`,
    note: 'Take one out; the translation is not used.',
  },
  unknown: {
    reason: (text, code) =>
      `The translation of “${text}” has a mark ${code}, which its source has not.`,
    note: 'Take it out; the translation is not used.',
  },
  order: {
    reason: (text, code) =>
      `The translation of “${text}” closes the mark ${code} before it opens it.`,
    note: 'Put its ends around the words; the translation is not used.',
  },
  crossed: {
    reason: (text, code) =>
      `The translation of “${text}” closes the mark ${code} before one that opens in it.`,
    note: 'Close first what was opened last; the translation is not used.',
  },
}

const outdatedTexts = {
  changed: {
    reason: (text: string) => `“${text}” has changed since it was handed out.`,
    note: 'The translation is kept as a suggestion; look at it beside the new sentence.',
  },
  gone: {
    reason: (text: string) => `“${text}” stands no more in the article.`,
    note: 'Its translation is kept, and comes back when the sentence does.',
  },
  reviewed: {
    reason: (text: string) =>
      `“${text}” has a translation already that went further.`,
    note: 'It was left as it is; `--trust` writes over it.',
  },
  twice: {
    reason: (text: string) => `“${text}” is translated twice in the file.`,
    note: 'The first translation is used; take one of them out.',
  },
} as const

function isOf({ source, hash }: HandedSegment, now: Content): boolean {
  if (hash !== undefined) return hash === sentenceHash(now)
  return source === undefined || sentenceKey(source) === sentenceKey(now)
}

/** The same for all translations of one sentence. */
function keyOf({ source, hash }: HandedSegment): string {
  return hash ?? (source ? sentenceHash(source) : '')
}

function isStale({ staleSource }: Segment): boolean {
  return staleSource !== undefined
}

function isAbove(state: SegmentState, other: SegmentState): boolean {
  return segmentStates.indexOf(state) > segmentStates.indexOf(other)
}

function addedNotes(
  { notes }: Segment,
  { notes: added = [] }: HandedSegment,
): readonly string[] {
  return [...notes, ...added.filter((note) => !notes.includes(note))]
}

function placeOf({ line }: HandedSegment) {
  return line === undefined ? {} : { place: { line, column: 1 } }
}

/** Beginning of a sentence, to tell which it is. */
function shortened(text: string): string {
  const characters = [...text]
  return characters.length > 30 ? `${characters.slice(0, 30).join('')}…` : text
}
