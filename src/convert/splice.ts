import { copyUnits, readUnits, UnitBuffer } from './units.ts'

/** Stretch of a text and what stands there instead. */
export interface Splice {
  start: number
  end: number
  text: string
}

/**
 * Make one list of two that are in order.
 *
 * @param a - Stretches in order; they come first where two start at one place.
 * @param b - Others, in order.
 * @returns All of them, in order.
 */
export function inOrder<Each extends Splice>(a: Each[], b: Each[]): Each[] {
  if (a.length === 0) return b
  if (b.length === 0) return a
  const all: Each[] = []
  let next = 0
  for (const change of a) {
    for (; next < b.length; next++) {
      const other = b[next] as Each
      if (other.start >= change.start) break
      all.push(other)
    }
    all.push(change)
  }
  for (; next < b.length; next++) all.push(b[next] as Each)
  return all
}

// Nothing waits for anything, so every text is read and written in the same arrays.
const source = new UnitBuffer()
const output = new UnitBuffer()

/**
 * Replace stretches of a text.
 *
 * The units are copied and read once: a string that is added up of thousands of
 * pieces is put together when it is first read, which takes longer.
 *
 * @param text - Text.
 * @param changes - Stretches in order, without overlap.
 * @returns Text with all of them replaced.
 */
export function splice(text: string, changes: readonly Splice[]): string {
  if (changes.length === 0) return text
  const { length } = text
  source.clear()
  source.reserve(length)
  copyUnits(text, 0, length, source.units)
  output.clear()
  output.reserve(length)
  let at = 0
  for (const { start, end, text: after } of changes) {
    output.append(source.units, at, start)
    output.write(after)
    at = end
  }
  output.append(source.units, at, length)
  return readUnits(output.units, output.length)
}
