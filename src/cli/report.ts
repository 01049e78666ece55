import type { VFileMessage } from 'vfile-message'
import { type Translate, wordFinding } from '../messages/index.ts'
import {
  countFindings,
  displayWidth,
  exitCodes,
  type FindingCounts,
  type RuleId,
  rules,
  type Severity,
  severityOf,
} from '../model/index.ts'
import type { Colors } from './context.ts'
import { padEnd, visible } from './terminal-text.ts'

export { countFindings, severityOf }

/** Findings of one file. */
export interface FindingGroup {
  /** File, as it is shown to people. */
  path: string
  /** Findings. */
  messages: readonly VFileMessage[]
}

/** How findings are shown. */
export interface ReportOptions {
  /** Messages. */
  t: Translate
  /** Colours of the stream they are shown on. */
  colors: Colors
  /** List remarks too. Default: `false`, which only counts them. */
  remarks?: boolean
}

/**
 * Choose the exit code that findings ask for.
 *
 * @param counts - Number of findings.
 * @param frail - Whether warnings count as errors.
 * @returns Exit code.
 */
export function exitCodeFor(counts: FindingCounts, frail = false): number {
  return counts.error > 0 || (frail && counts.warning > 0)
    ? exitCodes.findings
    : exitCodes.ok
}

/**
 * Write findings for people, file by file.
 *
 * Each starts with `path:line:column`, which editors and terminals open.
 *
 * @param groups - Findings of each file; files without any are left out.
 * @param options - Messages, colours, whether to list remarks.
 * @returns Lines.
 */
export function formatFindings(
  groups: readonly FindingGroup[],
  options: ReportOptions,
): string[] {
  const lines: string[] = []
  for (const { path, messages } of groups) {
    const shown = messages
      .filter((one) => options.remarks || severityOf(one) !== 'info')
      .sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    if (shown.length === 0) continue
    if (lines.length > 0) lines.push('')
    lines.push(options.colors.underline(visible(path)))
    const width = Math.max(
      ...shown.map((message) => displayWidth(placeOf(path, message))),
    )
    for (const [index, message] of shown.entries()) {
      // Advice that the next finding repeats is given once, after the last.
      const { note } = message
      const repeated = note !== undefined && shown[index + 1]?.note === note
      lines.push(...formatFinding(path, message, width, options, !repeated))
    }
  }
  return lines
}

function formatFinding(
  path: string,
  message: VFileMessage,
  width: number,
  { t, colors }: ReportOptions,
  withNote: boolean,
): string[] {
  const severity = severityOf(message)
  const paint = {
    error: colors.red,
    warning: colors.yellow,
    info: colors.blue,
  }[severity]
  const { ruleId, actual, expected } = message
  const { reason: said, note } = wordFinding(message, t)
  const title = isRule(ruleId) ? t(`cli:rule.${ruleId}`) : ''
  const reason = visible(said)
  const more = [
    ...(isSelfEvident(message) ? [] : [reason]),
    ...(actual !== undefined && !reason.includes(actual)
      ? [t('cli:frame.found', { text: visible(actual) })]
      : []),
    ...(expected?.length && !expected.every((e) => reason.includes(e))
      ? [t('cli:frame.expected', { text: visible(expected.join(', ')) })]
      : []),
    ...(note === undefined || !withNote
      ? []
      : [t('cli:frame.note', { message: visible(note) })]),
  ]
  const place = padEnd(placeOf(path, message), width)
  const head = `${place}  ${paint(t(`cli:severity.${severity}`))}  ${title}`
  return [
    `  ${head}  ${colors.dim(ruleId ?? '')}`,
    ...more.map((line) => `      ${line}`),
  ]
}

/** A path and “Missing edition” say it all. */
function isSelfEvident({ ruleId, file }: VFileMessage): boolean {
  return Boolean(file) && /^publish-(?:missing|stale)$/.test(ruleId ?? '')
}

function placeOf(path: string, message: VFileMessage): string {
  const { line, column, file } = message
  const shown = visible(file || path)
  return line === undefined ? shown : `${shown}:${line}:${column ?? 1}`
}

function isRule(ruleId: string | undefined): ruleId is RuleId {
  return ruleId !== undefined && Object.hasOwn(rules, ruleId)
}

/**
 * Write the number of findings for people: `2 errors, 1 warning`.
 *
 * @param counts - Number of findings.
 * @param options - Messages, colours.
 * @returns Text, without what there is none of.
 */
export function formatCounts(
  counts: FindingCounts,
  { t, colors }: ReportOptions,
): string {
  const parts = [
    ...(counts.error > 0
      ? [colors.red(t('cli:summary.errors', { count: counts.error }))]
      : []),
    ...(counts.warning > 0
      ? [colors.yellow(t('cli:summary.warnings', { count: counts.warning }))]
      : []),
    ...(counts.info > 0
      ? [colors.blue(t('cli:summary.infos', { count: counts.info }))]
      : []),
  ]
  if (parts.length === 0) return colors.green(t('cli:summary.noFindings'))
  return parts.join(t('cli:frame.comma'))
}

/** Finding as other programs get it. */
export interface JsonFinding {
  path: string
  line?: number
  column?: number
  severity: Severity
  rule?: string
  reason: string
  actual?: string
  expected?: readonly string[]
  note?: string
  url?: string
}

/**
 * Make findings ready for other programs.
 *
 * @param path - File they are in.
 * @param messages - Findings.
 * @returns Plain objects.
 */
export function findingsToJson(
  path: string,
  messages: readonly VFileMessage[],
): JsonFinding[] {
  return messages.map((message) => {
    const { line, column, ruleId, reason, actual, expected, note, url } =
      message
    return {
      path: message.file || path,
      ...(line === undefined ? {} : { line, column: column ?? 1 }),
      severity: severityOf(message),
      ...(ruleId === undefined ? {} : { rule: ruleId }),
      reason,
      ...(actual === undefined ? {} : { actual }),
      ...(expected === undefined ? {} : { expected }),
      ...(note === undefined ? {} : { note }),
      ...(url === undefined ? {} : { url }),
    }
  })
}

/**
 * Sort findings by the file they are in.
 *
 * @param messages - Findings.
 * @param fallback - Path of those that name no file.
 * @returns Findings of each file, in the order files first come up.
 */
export function groupByFile(
  messages: readonly VFileMessage[],
  fallback: string,
): FindingGroup[] {
  const groups = new Map<string, VFileMessage[]>()
  for (const message of messages) {
    const path = message.file || fallback
    const group = groups.get(path)
    if (group) group.push(message)
    else groups.set(path, [message])
  }
  return [...groups].map(([path, messages]) => ({ path, messages }))
}
