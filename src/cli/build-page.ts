import type { VFileMessage } from 'vfile-message'
import type { ProjectReport } from '../build/index.ts'
import { type Translate, wordFinding } from '../messages/index.ts'
import { type Locale, languageTag, type RuleId } from '../model/index.ts'
import { durationOf } from './progress.ts'
import { groupsOf } from './project-report.ts'
import { severityOf } from './report.ts'

/** Most rows of a table; a page of a hundred thousand is looked at by nobody. */
const mostRows = 500

/** Rules that say that a conversion may be another one. */
const doubtful: ReadonlySet<string> = new Set<RuleId>([
  'convert-sense-unclear',
  'convert-term-split',
  'convert-era-year',
  'convert-override-kept',
  'convert-quotes-kept',
  'convert-character-outside-standard',
  'terms-ambiguous',
  'terms-other-locale',
])

/** What the page says besides the report. */
interface PageOptions {
  /** Language of the page. */
  language: Locale
  t: Translate
  /** When the build ended. */
  date: Date
}

interface Found {
  path: string
  message: VFileMessage
}

/**
 * Write a build as a page: counts, articles (those with errors and findings first),
 * findings by rule with their places, the slowest articles and the conversions that
 * are doubtful. It needs no script and nothing from elsewhere.
 *
 * @param report - What became of the project.
 * @param options - Language, messages, date.
 * @returns HTML.
 */
export function buildPage(
  report: ProjectReport,
  { language, t, date }: PageOptions,
): string {
  const found = groupsOf(report).flatMap(({ path, messages }) =>
    messages.map((message): Found => ({ path: message.file || path, message })),
  )
  const written = report.changes.filter(
    ({ kind }) => kind === 'create' || kind === 'update',
  )
  const failed = report.articles.filter((article) => article.failed)
  const time = new Intl.DateTimeFormat(languageTag(language), {
    dateStyle: 'medium',
    timeStyle: 'short',
  }).format(date)
  const title = t('cli:buildPage.title', { date: time })
  const tiles = [
    [t('cli:buildPage.articles'), report.articles.length],
    [t('cli:buildPage.made'), report.rebuilt.length],
    [
      t('cli:buildPage.failed'),
      failed.length,
      failed.length > 0 ? 'error' : '',
    ],
    [t('cli:buildPage.files'), written.length],
    [t('cli:buildPage.findings'), found.length],
    [t('cli:buildPage.time'), durationOf(report.milliseconds / 1000, t)],
  ] as const
  const number = new Intl.NumberFormat(languageTag(language))
  return `<!doctype html>
<html lang="${languageTag(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
<dl class="tiles">
${tiles
  .map(
    ([name, value, kind = '']) =>
      `<div class="${kind}"><dt>${escapeHtml(name)}</dt><dd>${typeof value === 'number' ? number.format(value) : escapeHtml(value)}</dd></div>`,
  )
  .join('\n')}
</dl>
${rulesSection(found, t, number)}
${doubtsSection(found, t, number)}
${slowestSection(report, t)}
${articlesSection(report, t, number)}
</main>
</body>
</html>
`
}

function rulesSection(
  found: readonly Found[],
  t: Translate,
  number: Intl.NumberFormat,
): string {
  const rules = new Map<string, Found[]>()
  for (const one of found) {
    const rule = one.message.ruleId ?? ''
    const all = rules.get(rule)
    if (all) all.push(one)
    else rules.set(rule, [one])
  }
  const order = { error: 0, warning: 1, info: 2 }
  const gravity = ([first]: readonly Found[]): number =>
    first ? order[severityOf(first.message)] : 3
  const body = [...rules]
    .sort(([, a], [, b]) => gravity(a) - gravity(b) || b.length - a.length)
    .map(([rule, all], index) => {
      const [first] = all
      const severity = first ? severityOf(first.message) : 'info'
      const rows = all.slice(0, mostRows).map(({ path, message }) => {
        const { reason, note = '' } = wordFinding(message, t)
        return `<tr><td><code>${escapeHtml(placeOf(path, message))}</code></td><td>${escapeHtml(reason)}<small>${escapeHtml(note)}</small></td></tr>`
      })
      return `<details${index === 0 && severity === 'error' ? ' open' : ''}>
<summary><b class="${severity}">${escapeHtml(t(`cli:severity.${severity}`))}</b> <span>${escapeHtml(titleOf(rule, t))}</span> <code>${escapeHtml(rule)}</code> <em>${number.format(all.length)}</em></summary>
<div class="scroll" tabindex="0"><table><tbody>
${rows.join('\n')}
</tbody></table></div>${restOf(all.length, t)}
</details>`
    })
  return section(t('cli:buildPage.rules'), body, t)
}

function doubtsSection(
  found: readonly Found[],
  t: Translate,
  number: Intl.NumberFormat,
): string {
  const doubts = new Map<string, { found: Found; count: number }>()
  for (const one of found) {
    const { ruleId, actual, expected, reason } = one.message
    if (!doubtful.has(ruleId ?? '')) continue
    const key = JSON.stringify([ruleId, actual ?? reason, expected])
    const known = doubts.get(key)
    if (known) known.count++
    else doubts.set(key, { found: one, count: 1 })
  }
  const all = [...doubts.values()].sort((a, b) => b.count - a.count)
  const rows = all.slice(0, mostRows).map(({ found, count }) => {
    const { path, message } = found
    const { reason } = wordFinding(message, t)
    const { actual = '', expected = [] } = message
    return `<tr><td><b>${escapeHtml(actual)}</b></td><td>${escapeHtml(expected.join(' · '))}</td><td class="number">${number.format(count)}</td><td>${escapeHtml(reason)}<small><code>${escapeHtml(placeOf(path, message))}</code></small></td></tr>`
  })
  const head = [
    t('cli:buildPage.found'),
    t('cli:buildPage.instead'),
    t('cli:buildPage.count'),
    t('cli:buildPage.place'),
  ]
  return section(
    t('cli:buildPage.doubts'),
    rows.length > 0 ? [table(head, rows), restOf(all.length, t)] : [],
    t,
  )
}

function slowestSection({ profile }: ProjectReport, t: Translate): string {
  const all = profile?.slowest ?? []
  const most = all[0]?.milliseconds ?? 1
  const rows = all.map(({ path, milliseconds }) => {
    const seconds = t('cli:summary.seconds', { seconds: milliseconds / 1000 })
    const share = ((100 * milliseconds) / most).toFixed(1)
    return `<tr><td><code>${escapeHtml(path)}</code></td><td class="number">${escapeHtml(seconds)}</td><td class="bar"><i style="width:${share}%"></i></td></tr>`
  })
  const head = [t('cli:buildPage.article'), t('cli:buildPage.time')]
  return section(
    t('cli:buildPage.slowest'),
    rows.length > 0 ? [table(head, rows)] : [],
    t,
  )
}

function articlesSection(
  { articles, rebuilt }: ProjectReport,
  t: Translate,
  number: Intl.NumberFormat,
): string {
  const made = new Set(rebuilt.map(({ path }) => path))
  const sorted = [...articles].sort(
    (a, b) =>
      Number(b.failed) - Number(a.failed) ||
      b.messages.length - a.messages.length ||
      (a.path < b.path ? -1 : 1),
  )
  const rows = sorted.slice(0, mostRows).map((article) => {
    const { path, title = '', editions, messages, failed } = article
    let edits = 0
    for (const edition of editions) {
      for (const count of Object.values(edition.edits)) edits += count
    }
    const state = failed
      ? t('cli:buildPage.setAside')
      : t('cli:buildPage.published')
    const ids = editions.map(({ id }) => id).join(t('cli:frame.comma'))
    return `<tr><td><code>${escapeHtml(path)}</code><small>${escapeHtml(title)}</small></td><td>${escapeHtml(ids)}</td><td class="number">${number.format(edits)}</td><td class="number">${number.format(messages.length)}</td><td class="${failed ? 'error' : ''}">${escapeHtml(state)}${made.has(path) ? '' : ` <small>${escapeHtml(t('cli:summary.unchanged', { count: editions.length }))}</small>`}</td></tr>`
  })
  const head = [
    t('cli:buildPage.article'),
    t('cli:buildPage.editions'),
    t('cli:buildPage.edits'),
    t('cli:buildPage.findings'),
    t('cli:buildPage.state'),
  ]
  return section(
    t('cli:buildPage.articles'),
    rows.length > 0 ? [table(head, rows), restOf(articles.length, t)] : [],
    t,
  )
}

function section(
  title: string,
  parts: readonly string[],
  t: Translate,
): string {
  const body =
    parts.length > 0
      ? parts.join('\n')
      : `<p>${escapeHtml(t('cli:buildPage.none'))}</p>`
  return `<section>\n<h2>${escapeHtml(title)}</h2>\n${body}\n</section>`
}

function table(head: readonly string[], rows: readonly string[]): string {
  const columns = rows[0]?.match(/<td/g)?.length ?? head.length
  const cells = head.map((name, at) => {
    // A bar beside a number has its heading.
    const span = at === head.length - 1 ? columns - at : 1
    return `<th scope="col" colspan="${span}">${escapeHtml(name)}</th>`
  })
  return `<div class="scroll" tabindex="0"><table><thead><tr>${cells.join('')}</tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div>`
}

function restOf(count: number, t: Translate): string {
  const rest = count - mostRows
  return rest > 0
    ? `<p>${escapeHtml(t('cli:buildPage.rest', { count: rest }))}</p>`
    : ''
}

function titleOf(rule: string, t: Translate): string {
  return rule === '' ? '' : t(`cli:rule.${rule as RuleId}`)
}

function placeOf(path: string, { line, column }: VFileMessage): string {
  return line === undefined ? path : `${path}:${line}:${column ?? 1}`
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const styles = `
:root { color-scheme: light dark; font: 16px/1.6 system-ui, sans-serif; --line: light-dark(#d9d9d9, #444); --quiet: light-dark(#595959, #b0b0b0); --error: light-dark(#b3261e, #ff8a80); --warning: light-dark(#7a5200, #ffc55c); --info: light-dark(#1f5fa8, #8fc3ff); --bar: light-dark(#5b8def, #6f9df5); }
body { margin: 0; background: light-dark(#fff, #17191c); color: light-dark(#1b1b1b, #ececec); }
main { max-width: 72rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.4rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: .75rem; margin: 1rem 0; }
.tiles div { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .8rem; }
.tiles div.error { border-color: var(--error); }
dt, small { color: var(--quiet); font-size: .85rem; }
dd { margin: 0; font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th { white-space: nowrap; }
th, td { text-align: start; vertical-align: top; padding: .35rem .6rem; border-bottom: 1px solid var(--line); }
td small { display: block; }
.number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
code { font-size: .9em; overflow-wrap: anywhere; }
.error { color: var(--error); }
.warning { color: var(--warning); }
.info { color: var(--info); }
details { border-bottom: 1px solid var(--line); }
summary { padding: .4rem 0; cursor: pointer; }
summary em { float: inline-end; font-style: normal; font-variant-numeric: tabular-nums; }
summary code { color: var(--quiet); }
.bar { width: 35%; }
.bar i { display: block; height: .7rem; margin-top: .45rem; border-radius: .2rem; background: var(--bar); }
`
