import type { Log, PhysicalLocation } from 'sarif'
import type { VFileMessage } from 'vfile-message'
import { type Translate, wordFinding } from '../messages/index.ts'
import { type RuleId, rules, type Severity } from '../model/index.ts'
import { type FindingGroup, severityOf } from './report.ts'

/** How the findings of a check can be written. */
export const reportFormats = ['pretty', 'json', 'sarif', 'github'] as const

/** How the findings of a check are written. */
export type ReportFormat = (typeof reportFormats)[number]

const sarifLevels = {
  error: 'error',
  warning: 'warning',
  info: 'note',
} as const satisfies Record<Severity, string>

/**
 * Write findings as a SARIF log: SARIF 2.1.0 (OASIS, 2020).
 *
 * Places are lines and columns from 1, in UTF-16 units.
 *
 * @param groups - Findings of each file.
 * @param t - Messages: reasons and notes are in their language.
 * @param version - Version of Yiwen.
 * @returns Log, to be printed as JSON.
 */
export function toSarif(
  groups: readonly FindingGroup[],
  t: Translate,
  version: string,
): Log {
  const found = groups.flatMap(({ path, messages }) =>
    messages.map((message) => ({ path: message.file || path, message })),
  )
  const ids = [...new Set(found.map(({ message }) => message.ruleId ?? ''))]
    .filter(isRule)
    .sort()
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Yiwen',
            semanticVersion: version,
            rules: ids.map((id) => ({
              id,
              shortDescription: { text: t(`cli:rule.${id}`) },
              defaultConfiguration: { level: sarifLevels[rules[id]] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: found.map(({ path, message }) => {
          const id = message.ruleId ?? ''
          const index = ids.indexOf(id as RuleId)
          return {
            ...(index < 0 ? {} : { ruleId: id, ruleIndex: index }),
            level: sarifLevels[severityOf(message)],
            message: { text: textOf(message, t) },
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(path) },
                  ...regionOf(message),
                },
              },
            ],
          }
        }),
      },
    ],
  }
}

function regionOf({ place, line, column }: VFileMessage): PhysicalLocation {
  if (line === undefined) return {}
  const end = place && 'end' in place ? place.end : undefined
  return {
    region: {
      startLine: line,
      startColumn: column ?? 1,
      ...(end ? { endLine: end.line, endColumn: end.column } : {}),
    },
  }
}

/**
 * Write findings as workflow commands: GitHub shows each beside its line.
 *
 * @param groups - Findings of each file.
 * @param t - Messages.
 * @returns Lines, `::warning file=…,line=…::…`.
 */
export function toGithub(
  groups: readonly FindingGroup[],
  t: Translate,
): string[] {
  return groups.flatMap(({ path, messages }) =>
    messages.map((message) => {
      const severity = severityOf(message)
      const command = severity === 'info' ? 'notice' : severity
      const { ruleId = '', line, column, place } = message
      const end = place && 'end' in place ? place.end : undefined
      const title = isRule(ruleId)
        ? `${t(`cli:rule.${ruleId}`)} (${ruleId})`
        : ruleId
      const properties = Object.entries({
        file: message.file || path,
        line,
        endLine: end?.line,
        // A column is shown only where the finding stays on one line.
        ...(end === undefined || end.line === line
          ? { col: column, endColumn: end?.column }
          : {}),
        title,
      })
        .filter(([, value]) => value !== undefined && value !== '')
        .map(([name, value]) => `${name}=${escaped(String(value), true)}`)
      return `::${command} ${properties.join(',')}::${escaped(textOf(message, t))}`
    }),
  )
}

function textOf(message: VFileMessage, t: Translate): string {
  const { reason, note } = wordFinding(message, t)
  return note === undefined ? reason : `${reason}\n${note}`
}

/** Percent-encode what would end a command or one of its properties. */
function escaped(text: string, isProperty = false): string {
  const data = text
    .replaceAll('%', '%25')
    .replaceAll('\r', '%0D')
    .replaceAll('\n', '%0A')
  return isProperty ? data.replaceAll(':', '%3A').replaceAll(',', '%2C') : data
}

function isRule(id: string): id is RuleId {
  return Object.hasOwn(rules, id)
}
