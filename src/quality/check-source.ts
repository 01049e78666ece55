import {
  type Finding,
  finding,
  type SourceUnit,
  spanOf,
  type Unit,
} from '../model/index.ts'
import { findSourceSlips } from './source-slips.ts'

/**
 * Report slips in an article itself: they are the author's to correct, and a
 * translator's to know.
 *
 * @param source - Text that the units' spans point into.
 * @param units - Units.
 * @param sourceUnits - Their sentences, in the same order.
 * @returns `quality-source-repeat`, `-joined` and `-brackets`.
 */
export function checkSource(
  source: string,
  units: readonly Unit[],
  sourceUnits: readonly SourceUnit[],
): Finding[] {
  return findSourceSlips(units, sourceUnits).map((slip) => {
    const unit = units[slip.index]
    const span = unit && spanOf(unit, slip.start, slip.end)
    const { text } = slip
    const says = {
      'quality-source-repeat': `“${text}” stands here twice.`,
      'quality-source-joined': `${text} runs a number into a word.`,
      'quality-source-brackets': `${text} has no other half.`,
    }
    return finding(slip.rule, says[slip.rule], {
      source,
      ...(span ? { span } : {}),
      actual: text,
      note: 'Ask the author; where it is meant, give a waiver a reason.',
      wording: { key: slip.rule, values: { text } },
    })
  })
}
