/**
 * The sentences of an article for a person who translates them: each with its
 * conversion, translation, terms and amounts.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import {
  type Code,
  type Concept,
  type Config,
  type Content,
  type Finding,
  type Locale,
  preferredTerm,
  type Segment,
  type Translation,
  type TranslationUnit,
  textOf,
} from '../model/index.ts'
import {
  findQuantities,
  statedCurrency,
  suggestEnglish,
} from '../quantity/index.ts'
import { isChineseText } from '../segment/index.ts'
import { checkCodes } from '../translations/index.ts'
import type { DeskArticle } from './desk-article.ts'
import { checkEditionOf, waive } from './quality.ts'

/** Stretch of a sentence: text, or a code. */
export type DeskPart =
  | {
      text: string
      /** Index of the term it belongs to. */
      term?: number
      /** Index of the amount it belongs to. */
      number?: number
    }
  | { code: string; end?: 'open' | 'close'; shown: string }

/** Term of the glossary in a sentence. */
export interface DeskTerm {
  /** Id of the concept. */
  id: string
  /** Word in the sentence. */
  word: string
  /** Words for it in the translation's locale, the one to use first. */
  translations: readonly string[]
  /** Review state of the concept. */
  state: string
  /** What it means. */
  definition?: string
}

/** Amount in a sentence, and how to write it. */
export interface DeskNumber {
  /** As the sentence has it. */
  text: string
  /** In English; missing where the sentence does not say enough. */
  suggestion?: string
}

/** Sentence for a translator. */
export interface DeskSentence {
  unit: TranslationUnit
  segment: Segment
  /** Sentence in stretches. */
  parts: readonly DeskPart[]
  /** Terms in it, each concept once. */
  terms: readonly DeskTerm[]
  /** Amounts in it. */
  numbers: readonly DeskNumber[]
  /** What it is converted to. */
  conversion?: Content
  /** Whether it needs no translation: it has no Chinese. */
  same: boolean
  /** Line of the article, from 1. */
  line: number
}

/**
 * List the sentences of an article with what helps to translate them.
 *
 * @param article - Article.
 * @param translation - Its translation, brought up to it.
 * @param conversion - What each sentence is converted to.
 * @param only - Id of the one unit whose sentences are listed. Default: all.
 * @returns Sentences, in order.
 */
export function sentencesOf(
  article: DeskArticle,
  translation: Translation,
  conversion: readonly (readonly (Content | undefined)[])[],
  only?: string,
): DeskSentence[] {
  const { units, checked, source } = article
  const { target } = translation
  const stated = statedCurrency(checked.source)
  const context = {
    ...(checked.date === undefined ? {} : { date: checked.date }),
    ...(stated === undefined ? {} : { currency: stated }),
  }
  const lines = lineCounter(checked.source)
  const mentions = new Map<number, (typeof checked.occurrences)[number][]>()
  for (const one of checked.occurrences) {
    const here = mentions.get(one.unit)
    if (here) here.push(one)
    else mentions.set(one.unit, [one])
  }
  return units.flatMap((placed, index) => {
    const kept = translation.units[index]
    if (!kept || (only !== undefined && kept.id !== only)) return []
    const text = checked.units[index]?.text ?? ''
    return placed.segments.flatMap((one, at): DeskSentence[] => {
      const segment = kept.segments[at]
      if (!segment) return []
      const { content, start, end, span } = one
      const within = offsetsIn(content, text, start)
      const marks: Mark[] = []
      const terms: DeskTerm[] = []
      for (const mention of mentions.get(index) ?? []) {
        if (mention.start < start || mention.end > end) continue
        const word = text.slice(mention.start, mention.end)
        let term = terms.findIndex(({ id }) => id === mention.concept.id)
        if (term < 0) {
          term = terms.length
          terms.push(termOf(mention.concept, word, target))
        }
        const [from, to] = [within(mention.start), within(mention.end)]
        if (from < to) marks.push({ start: from, end: to, term })
      }
      const plain = textOf(content)
      const numbers: DeskNumber[] = []
      for (const found of findQuantities(plain, { locale: source, context })) {
        const suggestion =
          target === 'en'
            ? suggestEnglish(found, { dates: 'day-month' })
            : undefined
        if (found.optional && suggestion === undefined) continue
        marks.push({ ...found.span, number: numbers.length })
        const { text: own } = found
        numbers.push({ text: own, ...(suggestion ? { suggestion } : {}) })
      }
      const converted = conversion[index]?.[at]
      return [
        {
          unit: kept,
          segment,
          parts: partsOf(content, kept.codes, marks),
          terms,
          numbers,
          ...(converted ? { conversion: converted } : {}),
          same: target === 'en' && !isChineseText(content),
          line: lines(span.start),
        },
      ]
    })
  })
}

/** Counts lines up to offsets that only grow. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let at = 0
  return (offset) => {
    if (offset < at) {
      line = 1
      at = 0
    }
    for (; at < offset; at++) if (text[at] === '\n') line++
    return line
  }
}

function termOf(concept: Concept, word: string, target: Locale): DeskTerm {
  const { id, terms, state, definition, doNotTranslate } = concept
  const first = preferredTerm(concept, target)?.text
  const usable = terms
    .filter(
      ({ locale, status }) =>
        locale === target && (status === 'preferred' || status === 'admitted'),
    )
    .map(({ text }) => text)
  const translations = [
    ...new Set([
      ...(first === undefined ? [] : [first]),
      ...usable,
      ...(usable.length === 0 && doNotTranslate ? [word] : []),
    ]),
  ]
  return {
    id,
    word,
    translations,
    state,
    ...(definition ? { definition } : {}),
  }
}

/** Makes offsets in a unit's text offsets in the text of a sentence of it. */
function offsetsIn(
  content: Content,
  text: string,
  start: number,
): (offset: number) => number {
  const runs: { from: number; to: number; length: number }[] = []
  let at = start
  let length = 0
  for (const part of content) {
    if (typeof part !== 'string') continue
    // What stands alone is a character of the unit, and none of the text.
    const from = Math.max(at, text.indexOf(part, at))
    runs.push({ from, to: length, length: part.length })
    at = from + part.length
    length += part.length
  }
  return (offset) => {
    for (const { from, to, length: own } of runs) {
      if (offset <= from) return to
      if (offset <= from + own) return to + offset - from
    }
    return length
  }
}

interface Mark {
  start: number
  end: number
  term?: number
  number?: number
}

function partsOf(
  content: Content,
  codes: readonly Code[],
  marks: readonly Mark[],
): DeskPart[] {
  const parts: DeskPart[] = []
  const bytes = (id: string, side: 'before' | 'after'): string =>
    codes.find((one) => one.id === id)?.[side] ?? ''
  let offset = 0
  for (const part of content) {
    if (typeof part !== 'string') {
      if ('ph' in part) {
        parts.push({ code: part.ph, shown: bytes(part.ph, 'before') })
      } else if ('open' in part) {
        const shown = bytes(part.open, 'before')
        parts.push({ code: part.open, end: 'open', shown })
      } else {
        const shown = bytes(part.close, 'after')
        parts.push({ code: part.close, end: 'close', shown })
      }
      continue
    }
    const [from, to] = [offset, offset + part.length]
    const cuts = marks
      .flatMap(({ start, end }) => [start, end])
      .filter((cut) => cut > from && cut < to)
    const edges = [...new Set([from, ...cuts, to])].sort((a, b) => a - b)
    for (const [index, start] of edges.slice(0, -1).entries()) {
      const end = edges[index + 1] ?? to
      const over = marks.filter((one) => one.start < end && one.end > start)
      const term = over.find((one) => one.term !== undefined)?.term
      const number = over.find((one) => one.number !== undefined)?.number
      parts.push({
        text: part.slice(start - from, end - from),
        ...(term === undefined ? {} : { term }),
        ...(number === undefined ? {} : { number }),
      })
    }
    offset = to
  }
  return parts
}

/** Finding on a sentence. */
export interface SentenceFinding {
  /** Id of the unit. */
  unit: string
  /** Id of the segment. */
  segment: string
  /** What is wrong. */
  finding: Finding
}

/**
 * Hold a translation against its article, sentence by sentence.
 *
 * @param article - Article.
 * @param translation - Its translation, brought up to it.
 * @param config - Settings: what is accepted, and how grave the rest is.
 * @param only - Index of the one block to look at. Default: all, and all together:
 *   lengths and headings are compared with each other.
 * @returns Findings, in the order of the article.
 */
export function findingsOf(
  article: DeskArticle,
  translation: Translation,
  { quality }: Pick<Config, 'quality'>,
  only?: number,
): SentenceFinding[] {
  const { checked, units, path } = article
  const looked = translation.units.flatMap((unit, index) => {
    const placed = units[index]
    if (!placed || (only !== undefined && only !== index)) return []
    // Ids of a translation outlive edits; those of the article are of its text.
    const segments = unit.segments.map((segment, at) => ({
      ...segment,
      id: placed.segments[at]?.id ?? segment.id,
    }))
    return [{ unit, placed, known: { ...unit, id: placed.id, segments } }]
  })
  const found = checkEditionOf(
    { ...translation, units: looked.map(({ known }) => known) },
    checked,
    quality,
  )
  const places = looked.flatMap(({ unit, placed }) =>
    placed.segments.map(({ span }, at) => ({
      span,
      unit: unit.id,
      segment: unit.segments[at]?.id ?? '',
    })),
  )
  return waive(found, path, quality).kept.flatMap((finding) => {
    const { place } = finding
    const offset = place && ('start' in place ? place.start : place).offset
    const one = places.find(
      ({ span: { start, end } }) =>
        offset !== undefined && offset >= start && offset < end,
    )
    return one ? [{ unit: one.unit, segment: one.segment, finding }] : []
  })
}

/**
 * Tell whether a translation has the codes of its sentence.
 *
 * @param segment - Segment with its translation.
 * @returns Whether each code of the sentence is there once, in order.
 */
export function hasItsCodes({
  source,
  target,
}: Pick<Segment, 'source' | 'target'>): boolean {
  return checkCodes(source, target ?? []).length === 0
}
