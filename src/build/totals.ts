/**
 * A project in numbers.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { Change } from '../publish/index.ts'
import { noEdits } from './article-work.ts'
import type { ArticleReport, ProjectTotals } from './report.ts'

/**
 * Add up what became of a project.
 *
 * @param articles - Articles.
 * @param changes - What is done to each file.
 */
export function totalsOf(
  articles: readonly ArticleReport[],
  changes: readonly Change[],
): ProjectTotals {
  const ids = new Set<string>()
  const edits = noEdits()
  const findings = { error: 0, warning: 0, info: 0 }
  const totals = { failed: 0, editions: 0 }
  for (const { editions, failed, counts } of articles) {
    if (failed) totals.failed++
    totals.editions += editions.length
    for (const edition of editions) {
      ids.add(edition.id)
      addCounts(edits, edition.edits)
    }
    addCounts(findings, counts)
  }
  const files = { create: 0, update: 0, unchanged: 0, delete: 0 }
  for (const { kind } of changes) files[kind]++
  return { ...totals, ids: [...ids], edits, findings, files }
}

/**
 * Tell a project in numbers in which one article came out otherwise, in the same
 * editions.
 *
 * @param totals - Project before.
 * @param before - Article before.
 * @param after - Article now.
 */
export function replaceIn(
  totals: ProjectTotals,
  before: ArticleReport,
  after: ArticleReport,
): ProjectTotals {
  const [old, now] = [totalsOf([before], []), totalsOf([after], [])]
  const edits = { ...totals.edits }
  addCounts(edits, old.edits, -1)
  addCounts(edits, now.edits)
  const findings = { ...totals.findings }
  addCounts(findings, old.findings, -1)
  addCounts(findings, now.findings)
  return { ...totals, edits, findings }
}

/** Add numbers to those of the same names. */
function addCounts<Name extends string>(
  to: Record<Name, number>,
  counts: Readonly<Record<Name, number>>,
  times = 1,
): void {
  for (const name in counts) to[name] += counts[name] * times
}
