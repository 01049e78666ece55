import { VFileMessage } from 'vfile-message'
import { pointAt, type Span } from './span.ts'
import type { Wording } from './wording.ts'

/** How grave each rule is; the keys are the closed list of rule ids. */
export const rules = {
  'read-encoding-invalid': 'error',
  'read-too-large': 'error',
  'read-unreadable': 'error',
  'parse-failed': 'error',
  'parse-too-deep': 'error',
  'parse-too-costly': 'error',
  'front-matter-invalid': 'error',
  'locate-autolink-han': 'warning',
  'locate-marker-unclosed': 'error',
  'convert-term-split': 'warning',
  'convert-override-kept': 'warning',
  'convert-quotes-kept': 'warning',
  'convert-sense-unclear': 'info',
  'convert-character-outside-standard': 'info',
  'convert-era-year': 'info',
  'terms-no-english': 'warning',
  'terms-duplicate': 'error',
  'terms-invalid': 'error',
  'terms-ambiguous': 'warning',
  'terms-not-preferred': 'warning',
  'terms-other-locale': 'info',
  'terms-unreviewed': 'info',
  'terms-english-han': 'warning',
  'terms-no-preferred': 'warning',
  'terms-relation-broken': 'warning',
  'terms-relation-cycle': 'warning',
  'terms-locale-missing': 'info',
  'terms-unused': 'info',
  'gloss-not-placed': 'info',
  'quality-code': 'error',
  'quality-number': 'error',
  'quality-number-missing': 'warning',
  'quality-term-missing': 'warning',
  'quality-term-forbidden': 'warning',
  'quality-han-left': 'warning',
  'quality-script-mixed': 'warning',
  'quality-brackets': 'warning',
  'quality-doubled-word': 'warning',
  'quality-link': 'warning',
  'quality-length': 'info',
  'quality-heading-case': 'info',
  'quality-gloss-missing': 'info',
  'quality-source-repeat': 'warning',
  'quality-source-joined': 'info',
  'quality-source-brackets': 'info',
  'print-shape-changed': 'error',
  'translation-missing': 'warning',
  'translation-stale': 'warning',
  'translation-not-printed': 'warning',
  'build-set-aside': 'error',
  'publish-target-edited': 'error',
  'publish-stale': 'error',
  'publish-missing': 'error',
  'publish-orphan': 'warning',
  'layout-labels-unread': 'info',
  'layout-labels-shared': 'info',
  'publish-link-missing': 'warning',
  'publish-no-site': 'info',
  'publish-book-missing': 'warning',
  'publish-name-unportable': 'warning',
  'translations-invalid': 'error',
  'translations-unknown': 'info',
  'translations-codes': 'warning',
  'translations-outdated': 'warning',
  'translations-language': 'warning',
  'translations-structure': 'warning',
  'engine-failed': 'warning',
  'engine-answer-refused': 'warning',
  'engine-answer-repaired': 'info',
} as const satisfies Record<string, 'error' | 'warning' | 'info'>

/** Id of a rule, `<room>-<problem>`. */
export type RuleId = keyof typeof rules

/** Gravity of a finding. */
export type Severity = (typeof rules)[RuleId]

/** Something found in content: it rides on the file it was found in. */
export interface Finding extends VFileMessage {
  /** Which text says its reason and note in other languages. */
  wording?: Wording
}

/** What a finding says besides its rule and reason. */
export interface FindingOptions {
  /** Text the span points into; without it a finding has no place. */
  source?: string
  /** Where it is. */
  span?: Span
  /** Place already computed (line and column from 1). */
  place?: { line: number; column: number }
  /** What was found. */
  actual?: string
  /** What was wanted; several where a choice is left to the reviewer. */
  expected?: readonly string[]
  /** What to do next. */
  note?: string
  /** Error underneath. */
  cause?: unknown
  /**
   * Which text of `locales/<tag>/findings.json` says the same in other
   * languages, and its values. Default: the rule's, without values.
   */
  wording?: Partial<Wording>
}

/**
 * Make a finding: a `VFileMessage` with its rule's gravity.
 *
 * @param ruleId - Rule.
 * @param reason - What is wrong, in one sentence.
 * @param options - Place, actual, expected, note.
 * @returns Message to push onto a file's `messages`.
 *
 * @example
 * ```ts
 * import { finding } from 'yiwen'
 *
 * const source = '# 一\n\n智譜上市\n'
 * const span = { start: 5, end: 7 }
 * const message = finding('terms-no-english', '智譜 has no English.', {
 *   source,
 *   span,
 * })
 * String(message) // '3:1-3:3: 智譜 has no English.'
 * message.fatal // false
 * ```
 */
export function finding(
  ruleId: RuleId,
  reason: string,
  options: FindingOptions = {},
): Finding {
  const { source, span } = options
  const place =
    source !== undefined && span
      ? { start: pointAt(source, span.start), end: pointAt(source, span.end) }
      : options.place
  const message: Finding = new VFileMessage(reason, {
    ruleId,
    source: 'yiwen',
    ...(place ? { place } : {}),
    ...(options.cause instanceof Error ? { cause: options.cause } : {}),
  })
  const severity = rules[ruleId]
  message.fatal =
    severity === 'error' ? true : severity === 'warning' ? false : undefined
  if (options.actual !== undefined) message.actual = options.actual
  if (options.expected) message.expected = [...options.expected]
  if (options.note !== undefined) message.note = options.note
  message.wording = { key: ruleId, ...options.wording }
  message.url = `ARCHITECTURE.md#${ruleId}`
  return message
}

/** Number of findings of each gravity. */
export type FindingCounts = Readonly<Record<Severity, number>>

/**
 * Tell how grave a finding is.
 *
 * @param message - Finding.
 * @returns Gravity.
 *
 * @example
 * ```ts
 * import { finding, severityOf } from 'yiwen'
 *
 * severityOf(finding('terms-no-english', '智譜 has no English.')) // 'warning'
 * ```
 */
export function severityOf(message: VFileMessage): Severity {
  if (message.fatal === true) return 'error'
  return message.fatal === false ? 'warning' : 'info'
}

/**
 * Count findings by gravity.
 *
 * @param messages - Findings.
 * @returns Number of each.
 *
 * @example
 * ```ts
 * import { countFindings, finding } from 'yiwen'
 *
 * const found = finding('terms-no-english', '智譜 has no English.')
 * countFindings([found, found]).warning // 2
 * ```
 */
export function countFindings(
  messages: readonly VFileMessage[],
): FindingCounts {
  const counts = { error: 0, warning: 0, info: 0 }
  for (const message of messages) counts[severityOf(message)]++
  return counts
}
