import type { ProjectReport } from '../build/index.ts'
import {
  type Config,
  countFindings,
  displayWidth,
  exitCodes,
  type FindingCounts,
} from '../model/index.ts'
import { type Context, print, printJson, printLongJson } from './context.ts'
import { explainBug, stackOf } from './explain-bug.ts'
import { editRules } from './options.ts'
import { formatRebuilt } from './rebuilt.ts'
import {
  exitCodeFor,
  type FindingGroup,
  findingsToJson,
  formatCounts,
  formatFindings,
  groupByFile,
  type ReportOptions,
} from './report.ts'
import { type ReportFormat, toGithub, toSarif } from './report-formats.ts'
import { padEnd, visible, wrap } from './terminal-text.ts'
import { readVersion } from './version.ts'

/** How a project is reported. */
export interface ProjectReportOptions {
  /** What was done. */
  job: 'build' | 'check'
  /** Settings. */
  config: Config
  frail?: boolean
  verbose?: boolean
  json?: boolean
  /** How findings are written. Default: for people. */
  findings?: ReportFormat
  'explain-rebuild'?: boolean
  /** Say where the time went, in JSON. */
  profile?: boolean
}

/**
 * Report what became of a project.
 *
 * @param context - Context.
 * @param report - What became of it.
 * @param options - What was done, and how to say it.
 * @returns Exit code the findings ask for, when all is printed.
 */
export async function reportProject(
  context: Context,
  report: ProjectReport,
  options: ProjectReportOptions,
): Promise<number> {
  if (!options.json && options.findings !== 'json') {
    return tellProject(context, report, options)
  }
  const code = codeOf(report, options)
  sayBugs(context, report.bugs)
  const ok = code === exitCodes.ok
  await printLongJson(context, { ok }, 'articles', articlesToJson(report), {
    ...restToJson(report),
    ...(options['explain-rebuild'] ? { rebuilt: report.rebuilt } : {}),
    ...(options.profile ? { profile: report.profile ?? null } : {}),
  })
  return code
}

/**
 * Report what became of a project to people, or in a form for findings alone.
 *
 * @param context - Context.
 * @param report - What became of it.
 * @param options - What was done, and how to say it; JSON is not its matter.
 * @returns Exit code the findings ask for.
 */
export function tellProject(
  context: Context,
  report: ProjectReport,
  options: ProjectReportOptions,
): number {
  const counts = countAll(report)
  const code = codeOf(report, options)
  sayBugs(context, report.bugs)
  const format = options.findings
  if (format === 'sarif') {
    printJson(context, toSarif(groupsOf(report), context.t, readVersion()))
    return code
  }
  if (format === 'github') {
    for (const line of toGithub(groupsOf(report), context.t))
      print(context, line)
    return code
  }
  const { t, out: colors } = context
  const style = { t, colors, remarks: options.verbose ?? false }
  // Of a hundred thousand articles most have nothing to be read for.
  const told = report.articles.filter(
    ({ counts: { error, warning } }) => style.remarks || error + warning > 0,
  )
  const { glossary, messages, output } = report
  const groups = groupsOf({ articles: told, glossary, messages, output })
  // One after the other, for all of them in one text may be a hundred megabytes.
  let isFirst = true
  for (const group of groups) {
    const lines = formatFindings([group], style)
    if (lines.length === 0) continue
    print(context, `${isFirst ? '' : '\n'}${lines.join('\n')}`)
    isFirst = false
  }
  if (!isFirst) print(context, '')
  if (options['explain-rebuild']) {
    print(context, `${formatRebuilt(report.rebuilt, context).join('\n')}\n`)
  }
  if (report.articles.length === 0) {
    const path = `${options.config.articles}/`
    print(context, t('cli:summary.noArticles', { path }))
  }
  const summary =
    options.job === 'build'
      ? buildSummary(report, counts, options, style)
      : checkSummary(report, groups, counts, style)
  print(context, summary.join('\n'))
  return code
}

function codeOf(
  report: ProjectReport,
  { frail }: ProjectReportOptions,
): number {
  if (report.bugs.length > 0) return exitCodes.bug
  if (report.totals.failed > 0) return exitCodes.findings
  return exitCodeFor(countAll(report), frail ?? false)
}

/**
 * Sort the findings of a project by the file they are in.
 *
 * @param report - What became of it.
 * @returns Findings of articles in their order, then of the rest.
 */
export function groupsOf(
  report: Pick<ProjectReport, 'articles' | 'glossary' | 'messages' | 'output'>,
): FindingGroup[] {
  return [
    ...report.articles.map(({ path, messages }) => ({ path, messages })),
    ...groupByFile(report.glossary.messages, ''),
    ...groupByFile(report.messages, `${report.output}/`),
  ]
}

/** Most mistakes that are told whole: one may hit every article. */
const mostBugs = 3

/**
 * Say on standard error what Yiwen itself did wrong.
 *
 * @param context - Context.
 * @param bugs - Mistakes, each with its article.
 */
export function sayBugs(
  { io, t, err }: Context,
  bugs: ProjectReport['bugs'],
): void {
  for (const { path, error } of bugs.slice(0, mostBugs)) {
    explainBug(error, io.stderr, t, err, visible(path))
  }
}

/**
 * Make mistakes of Yiwen's ready for other programs.
 *
 * @param bugs - Mistakes, each with its article.
 * @returns Plain objects.
 */
export function bugsToJson(bugs: ProjectReport['bugs']): object[] {
  return bugs.map(({ path, error }) => ({
    path,
    message: error instanceof Error ? error.message : String(error),
    stack: stackOf(error),
  }))
}

/** Number of all findings of a project. */
function countAll({
  totals,
  glossary,
  messages,
}: ProjectReport): FindingCounts {
  const rest = countFindings([...glossary.messages, ...messages])
  const { error, warning, info } = totals.findings
  return {
    error: error + rest.error,
    warning: warning + rest.warning,
    info: info + rest.info,
  }
}

function buildSummary(
  report: ProjectReport,
  counts: FindingCounts,
  { config, verbose }: ProjectReportOptions,
  style: ReportOptions,
): string[] {
  const { t, colors } = style
  const { articles, milliseconds, output, totals } = report
  const { create, update, unchanged, delete: removed } = totals.files
  const comma = t('cli:frame.comma')
  const { failed, ids } = totals
  const files = [
    t('cli:summary.written', { count: create + update }),
    t('cli:summary.unchanged', { count: unchanged }),
    ...(removed > 0 ? [t('cli:summary.removed', { count: removed })] : []),
  ]
  const rows: [label: string, text: string][] = [
    ...(ids.length > 0
      ? [[t('cli:summary.label.editions'), ids.join(comma)] as [string, string]]
      : []),
    [t('cli:summary.label.files'), files.join(comma)],
    [t('cli:summary.label.edits'), editsText(totals, style)],
    [t('cli:summary.label.findings'), formatCounts(counts, style)],
    [
      t('cli:summary.label.time'),
      t('cli:summary.seconds', { seconds: milliseconds / 1000 }),
    ],
    [
      t('cli:summary.label.output'),
      colors.cyan(visible(config.html ? `${output}/index.html` : `${output}/`)),
    ],
  ]
  const heading = {
    articles:
      failed > 0
        ? t('cli:frame.detail', {
            text: t('cli:summary.articles', { count: articles.length }),
            detail: t('cli:summary.failed', { count: failed }),
          })
        : t('cli:summary.articles', { count: articles.length }),
    editions: t('cli:summary.editions', { count: totals.editions }),
  }
  const bad = failed > 0 || counts.error > 0
  const width = Math.max(...rows.map(([label]) => displayWidth(label)))
  return [
    bad
      ? colors.bold(colors.red(t('cli:summary.headingFailed', heading)))
      : colors.bold(colors.green(t('cli:summary.heading', heading))),
    ...rows.flatMap(([label, text]) => {
      const [first, ...rest] = wrap(text, 76 - width)
      const indent = ' '.repeat(width + 4)
      return [
        `  ${padEnd(label, width)}  ${first}`,
        ...rest.map((line) => indent + line),
      ]
    }),
    ...nextSteps(report, counts.info > 0 && !verbose, style),
  ]
}

function editsText(
  { edits }: ProjectReport['totals'],
  { t }: ReportOptions,
): string {
  const parts = editRules.flatMap((rule) => {
    const count = edits[rule]
    return count > 0
      ? [t('cli:summary.editsOf', { kind: t(`cli:edit.${rule}`), count })]
      : []
  })
  const count = Object.values(edits).reduce((sum, n) => sum + n, 0)
  const text = count.toLocaleString('en')
  return parts.length === 0
    ? text
    : t('cli:frame.detail', { text, detail: parts.join(t('cli:frame.comma')) })
}

function nextSteps(
  { articles }: ProjectReport,
  remarksHidden: boolean,
  { t, colors }: ReportOptions,
): string[] {
  const [first] = articles
  const lines = [
    ...(remarksHidden ? [t('cli:summary.remarksHidden')] : []),
    ...(first
      ? [
          t('cli:summary.explainNext', {
            command: `yiwen explain ${visible(first.path)}`,
          }),
        ]
      : []),
  ]
  return lines.length > 0 ? ['', ...lines.map((line) => colors.dim(line))] : []
}

function checkSummary(
  report: ProjectReport,
  groups: readonly FindingGroup[],
  counts: FindingCounts,
  style: ReportOptions,
): string[] {
  const { t, colors } = style
  const { files } = report.totals
  const { create: missing, update: stale, delete: removed } = files
  // It is an error, so it is among what is told.
  const edited = groups
    .flatMap(({ messages }) => messages)
    .filter(({ ruleId }) => ruleId === 'publish-target-edited').length
  const lines = [
    ...(missing > 0 ? [t('cli:check.missing', { count: missing })] : []),
    ...(stale > 0 ? [t('cli:check.stale', { count: stale })] : []),
    ...(edited > 0 ? [t('cli:check.edited', { count: edited })] : []),
    ...(removed > 0 ? [t('cli:check.orphan', { count: removed })] : []),
  ]
  const found = `${t('cli:summary.label.findings')}  ${formatCounts(counts, style)}`
  if (lines.length === 0) {
    const good = counts.error === 0
    const ok = t('cli:check.ok')
    return [
      ...(good && report.articles.length > 0
        ? [colors.bold(colors.green(ok))]
        : []),
      found,
    ]
  }
  const run = t('cli:check.runBuild', { command: 'yiwen build' })
  return [
    ...lines.map((line) => colors.bold(line)),
    found,
    // A build leaves alone what was edited by hand.
    ...(missing + stale + removed > 0 ? [colors.dim(run)] : []),
  ]
}

async function* articlesToJson({
  articles,
}: ProjectReport): AsyncGenerator<object> {
  for (const { path, title, failed, editions, messages } of articles) {
    yield {
      path,
      ...(title === undefined ? {} : { title }),
      failed,
      editions: editions.map(({ id, locale, outputs, edits }) => ({
        id,
        locale,
        outputs,
        edits,
      })),
      findings: findingsToJson(path, messages),
    }
  }
}

/** What is said of the project beside its articles. */
function restToJson(report: ProjectReport): object {
  const { glossary, changes, milliseconds, output } = report
  return {
    glossary: {
      files: glossary.files,
      concepts: glossary.concepts,
      findings: findingsToJson('', glossary.messages),
    },
    findings: findingsToJson(output, report.messages),
    ...(report.bugs.length > 0 ? { bugs: bugsToJson(report.bugs) } : {}),
    changes,
    output,
    milliseconds,
  }
}
