import { placeholder, textOf, type Unit } from '../../../src/model/index.ts'
import type { PlacedUnit } from '../../../src/segment/index.ts'

/**
 * Judge the segments of an article by themselves: each claim, on each unit.
 *
 * @returns Complaints.
 */
export function judgeSegments(
  source: string,
  units: readonly Unit[],
  cut: readonly PlacedUnit[],
): string[] {
  const wrong: string[] = []
  if (units.length !== cut.length) wrong.push('not one for each unit')
  for (const [index, unit] of units.entries()) {
    const one = cut[index]
    if (!one) continue
    const say = (what: string): void => {
      wrong.push(`${what}: ${JSON.stringify([unit.text, one]).slice(0, 1500)}`)
    }
    if (one.kind !== unit.kind || one.name !== unit.name) say('other unit')
    const codes = new Map(one.codes.map((code) => [code.id, code]))
    const ids = one.codes.map(({ id }) => id).join()
    if (ids !== one.codes.map((_, place) => place + 1).join()) say('ids')
    const seen: string[] = []
    let at = 0
    let place: number | undefined
    for (const { content, space, start, end, span } of one.segments) {
      if (start !== at) say('segments do not follow each other')
      at = end + space.length
      const text = unit.text.slice(start, end)
      if (strip(text) !== strip(textOf(content))) say('text differs')
      if (unit.text.slice(end, at) !== space) say('space differs')
      if (space.trim() !== '') say('space is text')
      // The bytes of a segment are its codes' and its text's, in their order.
      if (place !== undefined) {
        const gap = source.slice(place, span.start)
        if (!/^(?:[\s>\\]|&#?\w+;)*$/.test(gap)) say(`bytes lost: ${gap}`)
      }
      place = span.end
      let from = span.start
      for (const part of content) {
        if (typeof part === 'string') continue
        const id =
          'ph' in part ? part.ph : 'open' in part ? part.open : part.close
        const code = codes.get(id)
        if (!code) {
          say(`no code ${id}`)
          continue
        }
        seen.push('close' in part ? `/${id}` : id)
        const range = 'close' in part ? code.close : code.open
        const bytes = 'close' in part ? code.after : code.before
        if (source.slice(range.start, range.end) !== bytes) say('other bytes')
        if (range.start < from || range.end > span.end) say('code elsewhere')
        from = range.end
      }
    }
    if (at !== unit.text.length) say('text left over')
    const wanted = one.codes.flatMap(({ id, close }) =>
      close.end > close.start ? [id, `/${id}`] : [id],
    )
    if ([...seen].sort().join() !== wanted.sort().join()) say('unbalanced')
    for (const { id, close } of one.codes) {
      const isPair = close.end > close.start
      if (isPair && seen.indexOf(`/${id}`) < seen.indexOf(id)) say('order')
    }
    if (!covers(unit, one)) say('a byte is in no segment')
  }
  const unique = new Set(cut.map(({ id }) => id))
  if (unique.size !== cut.length) wrong.push('an id twice')
  return wrong
}

function strip(text: string): string {
  return text.replaceAll(placeholder, '').replaceAll('\n', '')
}

/** Whether every piece and placeholder is in a segment, white space left out. */
function covers(unit: Unit, one: PlacedUnit): boolean {
  const spans = [
    ...unit.pieces.filter(
      ({ offset, length }) =>
        unit.text.slice(offset, offset + length).trim() !== '',
    ),
    ...(unit.placeholders ?? []),
    ...(unit.overrides ?? []),
  ].map(({ span }) => span)
  const first = one.segments[0]?.span.start ?? 0
  const last = one.segments.at(-1)?.span.end ?? 0
  return spans.every(({ start }) => start >= first && start < last)
}
