import type { PlacedChange } from '../build/changes.ts'
import type { Translate } from '../messages/index.ts'
import { displayWidth, type EditRule, type Why } from '../model/index.ts'
import type { Colors } from './context.ts'
import { editRules } from './options.ts'
import { cutEnd, padEnd, visible, wrap } from './terminal-text.ts'

/** How changes are shown. */
interface FormatOptions {
  t: Translate
  colors: Colors
  /** Columns a line may fill. */
  width: number
}

/**
 * Count changes by rule.
 *
 * @param changes - Changes.
 * @returns Number of each, without rules that made none.
 */
export function tally(
  changes: readonly PlacedChange[],
): Partial<Record<EditRule, number>> {
  const counts: Partial<Record<EditRule, number>> = {}
  for (const rule of editRules) {
    const count = changes.filter(({ why }) => why.rule === rule).length
    if (count > 0) counts[rule] = count
  }
  return counts
}

/** Changes that are the same but for their place. */
interface Row {
  why: Why
  places: string[]
}

/**
 * Write changes for people: a table for each rule, equal changes in one row.
 *
 * @param changes - Changes.
 * @param options - Messages, colours, width.
 * @returns Lines of each table.
 */
export function formatChanges(
  changes: readonly PlacedChange[],
  options: FormatOptions,
): string[][] {
  return editRules.flatMap((rule) => {
    const rows = new Map<string, Row>()
    let count = 0
    for (const { why, line, column } of changes) {
      if (why.rule !== rule) continue
      count++
      const { before, after, source, entry, domain, sense } = why
      const key = JSON.stringify([before, after, source, entry, domain, sense])
      const row = rows.get(key) ?? { why, places: [] }
      row.places.push(`${line}:${column}`)
      rows.set(key, row)
    }
    return count > 0
      ? [formatTable(rule, count, [...rows.values()], options)]
      : []
  })
}

function formatTable(
  rule: EditRule,
  count: number,
  rows: readonly Row[],
  { t, colors, width }: FormatOptions,
): string[] {
  const names = [
    `${t('cli:explain.before')} → ${t('cli:explain.after')}`,
    t('cli:explain.entry'),
    t('cli:explain.domain'),
    t('cli:explain.source'),
    t('cli:explain.sense'),
    t('cli:explain.confidence'),
    t('cli:explain.alternatives'),
  ]
  const cells = rows.map(({ why }) => cellsOf(why, t))
  const columns = names.flatMap((name, index) => {
    const texts = cells.map((row) => row[index] ?? '')
    if (texts.every((text) => text === '')) return []
    return [
      { name, texts, width: Math.max(...[name, ...texts].map(displayWidth)) },
    ]
  })
  const head = columns.map(({ name, width }) => padEnd(name, width)).join('  ')
  const edits = t('cli:summary.edits', { count })
  const title = `${colors.bold(t(`cli:edit.${rule}`))} ${colors.dim(`· ${edits}`)}`
  const indent = displayWidth(head) + 4
  const room = width - indent
  if (room < 20)
    return [title, ...formatNarrow(rows, cells, width, { t, colors })]
  return [
    title,
    `  ${colors.dim(`${head}  ${t('cli:explain.place')}`)}`,
    ...rows.flatMap(({ places }, index) => {
      const [first = '', ...rest] = fill(places, room)
      const row = columns
        .map(({ texts, width }) => padEnd(texts[index] ?? '', width))
        .join('  ')
      return [
        `  ${row}  ${colors.cyan(first)}`,
        ...rest.map((line) => ' '.repeat(indent) + colors.cyan(line)),
      ]
    }),
  ]
}

/** Where a table does not fit: change and places, and below them the rest. */
function formatNarrow(
  rows: readonly Row[],
  cells: readonly (readonly string[])[],
  width: number,
  { t, colors }: Pick<FormatOptions, 't' | 'colors'>,
): string[] {
  const left = Math.max(...cells.map(([change = '']) => displayWidth(change)))
  return rows.flatMap(({ places }, index) => {
    const [change = '', entry, domain, source, sense, confidence, others] =
      cells[index] ?? []
    const also = others && `${t('cli:explain.alternatives')} ${others}`
    const why = [entry, domain, source, sense, confidence, also].filter(Boolean)
    const [first = '', ...rest] = fill(places, Math.max(20, width - left - 4))
    const indent = ' '.repeat(left + 4)
    return [
      `  ${padEnd(change, left)}  ${colors.cyan(first)}`,
      ...rest.map((line) => indent + colors.cyan(line)),
      ...wrap(why.join(' · '), width - 6).map(
        (line) => `      ${colors.dim(line)}`,
      ),
    ]
  })
}

function cellsOf(why: Why, t: Translate): string[] {
  const show = (text: string): string => cutEnd(visible(text), 32)
  const { before, after, entry, domain, source, confidence, alternatives } = why
  // A gloss stands beside the term and does not replace it.
  const arrow = why.rule === 'gloss' ? '+' : '→'
  return [
    `${show(before) || t('cli:explain.inserted')} ${arrow} ${show(after) || t('cli:explain.removed')}`,
    show(entry ?? ''),
    show(domain ?? ''),
    cutEnd(visible(source), 48),
    formatSense(why, t),
    confidence === undefined ? '' : `${Math.round(confidence * 100)} %`,
    cutEnd(visible(alternatives?.join(', ') ?? ''), 32),
  ]
}

/**
 * Say what chose the sense of a word, and how much of the text is of its field.
 *
 * @param why - Reason of an edit.
 * @param t - Messages.
 * @returns Text, empty where no sense was chosen.
 */
export function formatSense({ sense, share }: Why, t: Translate): string {
  if (!sense) return ''
  const chosen = t(`cli:explain.by.${sense}`)
  return share === undefined ? chosen : `${chosen} ${Math.round(share * 100)} %`
}

/** Put words on lines. */
function fill(words: readonly string[], width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line && line.length + 1 + word.length > width) {
      lines.push(line)
      line = ''
    }
    line += line ? ` ${word}` : word
  }
  return [...lines, line]
}

/**
 * Write the number of changes of each rule for people.
 *
 * @param changes - Changes.
 * @param options - Messages, colours.
 * @returns Lines.
 */
export function formatTally(
  changes: readonly PlacedChange[],
  { t, colors }: FormatOptions,
): string[] {
  const counts = tally(changes)
  const rows = editRules.flatMap((rule) => {
    const count = counts[rule]
    return count === undefined ? [] : [{ name: t(`cli:edit.${rule}`), count }]
  })
  const width = Math.max(...rows.map(({ name }) => displayWidth(name)))
  const digits = String(changes.length).length
  return [
    colors.bold(t('cli:summary.edits', { count: changes.length })),
    ...rows.map(
      ({ name, count }) =>
        `  ${padEnd(name, width)}  ${String(count).padStart(digits)}`,
    ),
  ]
}
