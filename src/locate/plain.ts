import type { Unit } from '../model/index.ts'
import { UnitBuilder } from './unit-builder.ts'

/**
 * Locate the text of a plain-text file: each line is a unit.
 *
 * @param source - Text.
 * @returns Units.
 */
export function locatePlain(source: string): Unit[] {
  const units: Unit[] = []
  for (const match of source.matchAll(/[^\r\n]+/g)) {
    const span = { start: match.index, end: match.index + match[0].length }
    const builder = new UnitBuilder('plain', span.start)
    builder.text(source, span, 'plain')
    const unit = builder.finish(span.end)
    if (unit) units.push(unit)
  }
  return units
}
