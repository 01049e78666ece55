import {
  addAll,
  type ChineseLocale,
  type ConversionSettings,
  correspondingTerms,
  type Edit,
  type Finding,
  type Occurrence,
  type Unit,
  type Why,
} from '../model/index.ts'
import type { Analysis, Decision } from './analysis.ts'
import { convertBrackets } from './brackets.ts'
import { type Change, placeChanges } from './change.ts'
import { createCompatConverter } from './compat.ts'
import { editorialConverter } from './editorial.ts'
import { reportDoubts, reportEras } from './findings.ts'
import { convertNameMarks } from './name-marks.ts'
import { orphanSpaces } from './orphan-spaces.ts'
import { resolveOverrides } from './overrides.ts'
import { convertQuotes } from './quotes.ts'
import { type Range, Ranges } from './ranges.ts'
import { inOrder } from './splice.ts'
import { reportOutsideStandard } from './standard-characters.ts'
import { findTypography } from './typography.ts'

/** How to convert. */
export interface ConvertOptions extends Partial<ConversionSettings> {
  /** Source, for the places of findings. */
  source: string
  /** Locale of the text. */
  from: ChineseLocale
  /** Locale of the edition. */
  to: ChineseLocale
  /** Terms found in the units; they win over the vocabulary. */
  occurrences: readonly Occurrence[]
  /** Use the regional vocabulary that ships with Yiwen. Default: `true`. */
  vocabulary?: boolean
}

/**
 * Convert units from one Chinese locale to another.
 *
 * Each unit's text is converted whole, so that a word is seen across marks and
 * line breaks, and all units of an article tell its field. What the author says
 * in a `-{…}-` mark comes first, then a glossary's terms, regional words,
 * characters. In its own locale a text stays as it is, marks and all.
 *
 * @param units - Units of one article.
 * @param options - Locales, terms, mode, field, quotation marks, brackets.
 * @returns Edits of the source, each with why it was made, and findings.
 */
export function convert(
  units: readonly Unit[],
  options: ConvertOptions,
): { edits: Edit[]; findings: Finding[] } {
  const { from, to, source, mode = 'editorial' } = options
  const edits: Edit[] = []
  const findings: Finding[] = []
  if (from === to) {
    if (to === 'zh-CN')
      addAll(findings, reportOutsideStandard(units, [], source))
    return { edits, findings }
  }
  const overridden = resolveOverrides(units, source, to)
  addAll(edits, overridden.edits)
  addAll(findings, overridden.findings)
  const byUnit = new Map<number, Occurrence[]>()
  for (const occurrence of options.occurrences) {
    const list = byUnit.get(occurrence.unit)
    if (list) list.push(occurrence)
    else byUnit.set(occurrence.unit, [occurrence])
  }
  const passages = units.map((unit, index) => ({
    text: unit.text,
    taken: takenIn(unit, byUnit.get(index) ?? none),
  }))
  const { domain = 'auto' } = options
  const analyses = editorialConverter(from, to).analyse(passages, {
    ...(domain === 'auto' ? {} : { field: domain }),
    ...(mode === 'editorial' && options.words ? { words: options.words } : {}),
    vocabulary: mode === 'editorial' && options.vocabulary !== false,
  })
  const compat =
    mode === 'compat' && options.vocabulary !== false
      ? createCompatConverter({ from: phrases[from], to: phrases[to] })
      : undefined
  const { spaces, punctuation, ellipsis, dashes } = options
  const setsTypography = [spaces, punctuation, ellipsis, dashes].some(
    (setting) => setting !== undefined && setting !== 'keep',
  )
  for (let index = 0; index < units.length; index++) {
    const unit = units[index] as Unit
    const analysis = analyses[index] as Analysis
    const occurrences = byUnit.get(index) ?? none
    const changes = changesOf(unit, occurrences, analysis, compat, options)
    if (setsTypography) {
      addAll(changes, typographyChanges(unit, occurrences, changes, options))
      changes.sort((a, b) => a.start - b.start || a.end - b.end)
    }
    const placed = placeChanges(source, unit, changes)
    addAll(edits, placed.edits)
    addAll(findings, placed.findings)
    for (const change of placed.undone) {
      // The word as a whole stays; its characters are converted all the same.
      const text = analysis.base.slice(change.start, change.end)
      const why = { ...change.why, rule: 'characters' as const, after: text }
      const again = placeChanges(source, unit, [{ ...change, text, why }])
      addAll(edits, again.edits)
    }
  }
  if (mode === 'editorial') {
    addAll(findings, reportDoubts(units, analyses, source))
    if (to === 'zh-CN') addAll(findings, reportEras(units, source))
  }
  if (to === 'zh-CN') {
    addAll(findings, reportOutsideStandard(units, edits, source))
  }
  return { edits, findings }
}

/** OpenCC's names of the locales with their regional phrases. */
const phrases = { 'zh-TW': 'twp', 'zh-HK': 'hkp', 'zh-CN': 'cn' } as const

const none: readonly never[] = []

/** What of a unit nobody decides here: terms, and what the author keeps. */
function takenIn(
  { marks }: Unit,
  occurrences: readonly Occurrence[],
): readonly Range[] {
  const kept = marks.length > 0 ? marks.filter(isKept) : none
  return kept.length > 0 ? [...occurrences, ...kept] : occurrences
}

function isKept({ kind }: Unit['marks'][number]): boolean {
  return kind === 'keep'
}

/** Changes of a unit in the order of its text. */
function changesOf(
  unit: Unit,
  occurrences: readonly Occurrence[],
  analysis: Analysis,
  compat: ((text: string) => string) | undefined,
  options: ConvertOptions,
): Change[] {
  const { text } = unit
  const { base } = analysis
  const fixed: Change[] = []
  for (const occurrence of occurrences) {
    const plain = base.slice(occurrence.start, occurrence.end)
    const change = termChange(occurrence, text, plain, options.to)
    if (change) fixed.push(change)
  }
  const taken = new Ranges(takenIn(unit, occurrences))
  for (const change of markChanges(unit, compat !== undefined, options)) {
    if (taken.overlap(change.start, change.end)) continue
    fixed.push(change)
    taken.add(change.start, change.end)
  }
  if (compat) {
    addAll(fixed, compatChanges(text, compat, taken))
    return fixed.sort((a, b) => a.start - b.start)
  }
  const words: Change[] = []
  for (const decision of analysis.decisions) {
    const { start, end } = decision
    if (taken.overlap(start, end)) continue
    const change = decisionChange(decision, text, base)
    if (change) words.push(change)
    taken.add(start, end)
  }
  // A name of the vocabulary has its dot already.
  for (const change of nameMarkChanges(unit, options)) {
    if (taken.overlap(change.start, change.end)) continue
    fixed.push(change)
    taken.add(change.start, change.end)
  }
  fixed.sort((a, b) => a.start - b.start)
  const chosen = inOrder(fixed, words)
  const changes = inOrder(chosen, characterChanges(text, analysis, taken))
  return inOrder(orphanSpaces(unit, chosen), changes)
}

/** Changes of quotation marks and brackets. */
function markChanges(
  unit: Unit,
  isCompat: boolean,
  { from, to, quotes, brackets }: ConvertOptions,
): Change[] {
  const { text } = unit
  const changes: Change[] = []
  const add = (
    start: number,
    end: number,
    after: string,
    rule: 'quotes' | 'brackets',
  ): void => {
    // A space beside a mark is the mark's: without it `**` may not close.
    if (after === '' && !isInside(unit, start - 1, end + 1)) return
    const before = text.slice(start, end)
    const why: Why = { rule, source: 'CLREQ', before, after, confidence: 1 }
    changes.push({ start, end, text: after, why })
  }
  if (quotes !== 'keep') {
    for (const { start, end, text: after } of convertQuotes(text, from, to)) {
      add(start, end, after, 'quotes')
    }
  }
  if (brackets !== 'keep' && !isCompat) {
    for (const { start, end, text: after } of convertBrackets(text, to)) {
      add(start, end, after, 'brackets')
    }
  }
  return changes
}

/** Changes of the marks of names and titles, which go with those of quotations. */
function nameMarkChanges(
  { text }: Unit,
  { to, quotes }: ConvertOptions,
): readonly Change[] {
  if (quotes === 'keep') return none
  return convertNameMarks(text, to).map(({ start, end, text: after }) => {
    const before = text.slice(start, end)
    const rule = 'quotes'
    const why: Why = { rule, source: 'CLREQ', before, after, confidence: 1 }
    return { start, end, text: after, why }
  })
}

/**
 * Changes of typography, found in the text as the other changes make it, where
 * none of them stands and nobody keeps what is there.
 */
function typographyChanges(
  unit: Unit,
  occurrences: readonly Occurrence[],
  changes: readonly Change[],
  options: ConvertOptions,
): Change[] {
  const { text, marks } = unit
  /** Offset in the old text of each in the new, or -1 inside of a change. */
  const origin: number[] = []
  let view = ''
  let at = 0
  for (const { start, end, text: after } of [...changes, endAt(text.length)]) {
    for (let same = at; same < start; same++) origin.push(same)
    view += text.slice(at, start) + after
    for (let i = 0; i < after.length; i++) origin.push(i === 0 ? start : -1)
    at = end
  }
  origin.push(text.length)
  const kept = [...occurrences, ...marks.filter(({ kind }) => kind === 'keep')]
  const changed = new Set(changes.map(({ start }) => start))
  return findTypography(view, options).flatMap(
    ({ start: from, end: to, text: after, rule }) => {
      const start = origin[from] ?? -1
      const end = origin[to] ?? -1
      if (start < 0 || end < 0) return []
      const isInsertion = from === to
      // What is replaced has to be what the author wrote.
      if (!isInsertion) {
        if (end - start !== to - from) return []
        for (let i = start; i < end; i++) if (changed.has(i)) return []
      }
      if (kept.some((k) => k.start < end && k.end > start)) return []
      // A space beside a mark is the mark's: without it `**` may not close.
      if (after === '' && !isInside(unit, start - 1, end)) return []
      if (
        rule === 'spaces' &&
        after === '' &&
        !isInside(unit, start, end + 1)
      ) {
        return []
      }
      const before = text.slice(start, end)
      const why: Why = { rule, source: 'CLREQ', before, after, confidence: 1 }
      return [{ start, end, text: after, why }]
    },
  )
}

/** Change that changes nothing, behind all others. */
function endAt(length: number): Pick<Change, 'start' | 'end' | 'text'> {
  return { start: length, end: length, text: '' }
}

/** Tell whether a range is written in one go, without marks. */
function isInside({ pieces }: Unit, start: number, end: number): boolean {
  return pieces.some(
    ({ offset, length }) => offset <= start && end <= offset + length,
  )
}

/** What a regional word becomes, or `undefined` when it stays. */
function decisionChange(
  { start, end, text: after, entry, alternatives, by, share }: Decision,
  text: string,
  base: string,
): Change | undefined {
  const before = text.slice(start, end)
  if (after === before) return undefined
  const why: Why = {
    rule: after === base.slice(start, end) ? 'characters' : 'vocabulary',
    source: entry.source ?? 'vocabulary',
    entry: entry.word,
    domain: entry.domain,
    before,
    after,
    confidence: entry.confidence,
    sense: by,
  }
  if (alternatives.length > 0) why.alternatives = alternatives
  if (share !== undefined) why.share = share
  return { start, end, text: after, why }
}

/** What a term becomes, or `undefined` when it stays. */
function termChange(
  { concept, term, start, end }: Occurrence,
  text: string,
  plain: string,
  to: ChineseLocale,
): Change | undefined {
  const before = text.slice(start, end)
  const forms = correspondingTerms(concept, term.type, to).map((t) => t.text)
  // Where the locales have one form the author's spelling of it stays: z.ai.
  const isSame = forms[0] === term.text
  const form = isSame ? plain : (forms[0] ?? plain)
  const after = concept.doNotTranslate ? before : form
  if (after === before) return undefined
  const alternatives = [...forms.slice(1), plain].filter((f) => f !== after)
  return {
    start,
    end,
    text: after,
    why: {
      rule: 'term',
      source: concept.origin?.path ?? 'glossary',
      entry: concept.id,
      domain: concept.domain,
      before,
      after,
      ...(alternatives.length > 0 ? { alternatives } : {}),
      confidence: 1,
    },
  }
}

/** Changes of characters, neighbours joined, outside what is taken. */
function characterChanges(
  text: string,
  { base, uneven }: Analysis,
  taken: Ranges,
): Change[] {
  const changes: Change[] = []
  let at = 0
  const convertTo = (stop: number): void => {
    while (at < stop) {
      if (text.charCodeAt(at) === base.charCodeAt(at)) {
        at++
        continue
      }
      const start = at
      while (at < stop && text.charCodeAt(at) !== base.charCodeAt(at)) at++
      const why = whyOf(text, base, start, at)
      changes.push({ start, end: at, text: why.after, why })
    }
  }
  taken.visit((start, end) => {
    convertTo(start)
    at = end
  })
  convertTo(text.length)
  if (uneven.length === 0) return changes
  for (const { start, end, text: after } of uneven) {
    // Whether something stands there is asked of its first unit.
    if (taken.overlap(start, start + 1)) continue
    const why = characterWhy(text.slice(start, end), after)
    changes.push({ start, end, text: after, why })
  }
  return changes.sort((a, b) => a.start - b.start)
}

/** Reasons of changes of one unit, by both units: an article has them again and again. */
const reasons = new Map<number, Why>()

function whyOf(text: string, base: string, start: number, end: number): Why {
  if (end > start + 1) {
    return characterWhy(text.slice(start, end), base.slice(start, end))
  }
  const key = text.charCodeAt(start) * 0x10000 + base.charCodeAt(start)
  let why = reasons.get(key)
  if (!why) {
    why = Object.freeze(characterWhy(text.charAt(start), base.charAt(start)))
    reasons.set(key, why)
  }
  return why
}

function characterWhy(before: string, after: string): Why {
  return {
    rule: 'characters',
    source: 'OpenCC',
    before,
    after,
    confidence: 0.95,
  }
}

/**
 * Changes that make a text exactly what OpenCC makes of it: character by
 * character where it keeps their number, stretch by stretch where not.
 */
function compatChanges(
  text: string,
  compat: (text: string) => string,
  taken: Ranges,
): Change[] {
  const stretches = text.split(/(?<=[^\p{Script=Han}])|(?=[^\p{Script=Han}])/u)
  const made = stretches.map((stretch) => compat(stretch))
  const whole = compat(text)
  const parts =
    made.join('') === whole
      ? stretches.map((stretch, i) => [stretch, made[i] ?? stretch] as const)
      : [[text, whole] as const]
  const changes: Change[] = []
  let at = 0
  for (const [before, after] of parts) {
    const start = at
    at += before.length
    const end = at
    if (before === after) continue
    if (taken.overlap(start, end)) continue
    const why: Why = { rule: 'characters', source: 'OpenCC', before, after }
    changes.push({ start, end, text: after, why })
  }
  return changes
}
