import type { Segment, TranslationUnit } from '../model/index.ts'
import { printContent } from '../model/index.ts'

/**
 * Put sentences that are gone into units of their own.
 *
 * @param gone - Sentences with their units, in order.
 * @returns Units of them; what is there twice is kept once.
 */
export function retire(
  gone: readonly { unit: TranslationUnit; segment: Segment }[],
): TranslationUnit[] {
  const units: (TranslationUnit & { segments: Segment[] })[] = []
  for (const { unit, segment } of gone) {
    const known = units.find(
      ({ id, codes }) => id === unit.id && isSame(codes, unit.codes),
    )
    const into = known ?? { ...unit, id: '', segments: [] }
    if (!known) {
      into.id = freeId(
        unit.id,
        units.map(({ id }) => id),
      )
      units.push(into)
    }
    if (into.segments.some((one) => isSame(plain(one), plain(segment)))) {
      continue
    }
    const id = freeId(
      segment.id,
      into.segments.map(({ id }) => id),
    )
    into.segments.push({ ...segment, id })
  }
  return units
}

/** What makes a segment the same work. */
function plain(segment: Segment): unknown {
  const { source, target, state, staleSource, notes } = segment
  const print = (content: Segment['target']) => content && printContent(content)
  return [print(source), print(target), state, print(staleSource), notes]
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

function freeId(id: string, taken: readonly string[]): string {
  let name = id
  for (let count = 2; taken.includes(name); count++) name = `${id}-${count}`
  return name
}
