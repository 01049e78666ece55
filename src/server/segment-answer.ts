/**
 * Sentences and findings as the page gets them.
 *
 * @module
 */
import { createHash } from 'node:crypto'
import type { DeskSentence } from '../build/desk-segments.ts'
import {
  type Finding,
  printContent,
  type Segment,
  type UserError,
} from '../model/index.ts'
import { editableText } from './segment-text.ts'
import type {
  TranslateFinding,
  TranslateSegment,
} from './translate-protocol.ts'

/** Words what is wrong in the language of a page. */
export interface Wording {
  finding: (finding: Finding) => { reason: string; note?: string }
  error: (error: UserError) => { message: string; hint?: string }
}

/**
 * Give a sentence as the page gets it.
 *
 * @param sentence - Sentence.
 * @returns The same, its contents as text with tags.
 */
export function toSegment(sentence: DeskSentence): TranslateSegment {
  const { unit, segment, parts, terms, numbers, same, line } = sentence
  const { staleSource, origin } = segment
  const codes = new Map<string, { id: string; alone: boolean; shown: string }>()
  for (const part of parts) {
    if (!('code' in part)) continue
    const { code: id, end } = part
    const known = codes.get(id)
    const code = unit.codes.find((one) => one.id === id)
    const shown = code ? `${code.before}${end ? '…' : ''}${code.after}` : ''
    codes.set(id, known ?? { id, alone: end === undefined, shown })
  }
  return {
    unit: unit.id,
    id: segment.id,
    kind: unit.kind,
    line,
    parts,
    codes: [...codes.values()],
    ...(sentence.conversion
      ? { conversion: editableText(sentence.conversion) }
      : {}),
    same,
    target: editableText(segment.target ?? []),
    state: segment.state,
    ...(staleSource
      ? {
          stale: {
            source: editableText(staleSource),
            state: segment.staleState ?? 'initial',
          },
        }
      : {}),
    ...(origin ? { origin } : {}),
    notes: segment.notes,
    terms,
    numbers,
    revision: revisionOf(segment),
  }
}

/**
 * Tell what a person sees of a segment and decides about from everything else.
 *
 * @param segment - Segment.
 * @returns Hash.
 */
export function revisionOf(segment: Segment): string {
  const { source, target, state, staleSource, staleState, notes } = segment
  return hashOf([
    printContent(source),
    target && printContent(target),
    state,
    staleSource && printContent(staleSource),
    staleState,
    notes,
  ])
}

/**
 * Hash a value.
 *
 * @param value - Value that JSON can write.
 * @returns 96 bits of SHA-256, in base64url.
 */
export function hashOf(value: unknown): string {
  const text = JSON.stringify(value)
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/**
 * Give a finding as the page gets it.
 *
 * @param finding - Finding.
 * @param words - Words it.
 * @returns Finding.
 */
export function toFinding(finding: Finding, words: Wording): TranslateFinding {
  const { ruleId = '', fatal, actual, expected } = finding
  const { reason, note } = words.finding(finding)
  return {
    rule: String(ruleId),
    severity: fatal === true ? 'error' : fatal === false ? 'warning' : 'info',
    reason,
    ...(note === undefined ? {} : { note }),
    ...(actual ? { actual } : {}),
    expected: expected ?? [],
  }
}
