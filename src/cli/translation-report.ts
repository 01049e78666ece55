import type { TranslationReport } from '../build/translations.ts'
import {
  displayWidth,
  type Finding,
  type Locale,
  segmentStates,
} from '../model/index.ts'
import { type Context, print } from './context.ts'
import type { Values } from './options.ts'
import { findingsToJson, formatFindings, groupByFile } from './report.ts'
import { padEnd, visible } from './terminal-text.ts'

/**
 * Print how far translations are, one a line.
 *
 * @param context - Context.
 * @param reports - Translations.
 */
export function printTranslations(
  context: Context,
  reports: readonly TranslationReport[],
): void {
  const { t, out } = context
  const head = [
    t('cli:translate.column.article'),
    t('cli:translate.column.locale'),
    t('cli:translate.column.segments'),
    ...segmentStates.map((state) => t(`cli:translate.state.${state}`)),
    t('cli:translate.column.stale'),
    t('cli:translate.column.charactersLeft'),
  ]
  const rows = reports.map(({ article, locale, counts }) => [
    visible(article),
    locale,
    number(counts.segments),
    ...segmentStates.map((state) => number(counts.states[state])),
    number(counts.stale),
    number(counts.charactersLeft),
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => displayWidth(row[column] ?? ''))),
  )
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) => padEnd(cell, widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  print(context, out.bold(line(head)))
  for (const row of rows) print(context, line(row))
}

function number(value: number): string {
  return value.toLocaleString('en')
}

/**
 * Print findings of translations.
 *
 * @param context - Context.
 * @param findings - Findings, each with its file.
 * @param verbose - Whether remarks are listed too.
 */
export function printFindings(
  context: Context,
  findings: readonly Finding[],
  verbose = false,
): void {
  const { t, err: colors, io } = context
  const groups = groupByFile(findings, '')
  const lines = formatFindings(groups, { t, colors, remarks: verbose })
  if (lines.length > 0) io.stderr.write(`${lines.join('\n')}\n`)
}

/**
 * Give reports as other programs read them.
 *
 * @param reports - Translations.
 * @returns Plain data.
 */
export function translationsToJson(
  reports: readonly TranslationReport[],
): object[] {
  return reports.map(({ findings, ...report }) => ({
    ...report,
    findings: findingsToJson('', findings),
  }))
}

/**
 * Give the locales that `--to` names.
 *
 * @param values - Options; their values were checked.
 * @returns Locales, or nothing where none was named.
 */
export function localesTo(values: Values): { locales?: readonly Locale[] } {
  const named = values['translate-to']
  return named ? { locales: named as Locale[] } : {}
}
