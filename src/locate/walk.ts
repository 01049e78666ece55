import type { Event, Token } from 'micromark-util-types'
import type { Finding, Span, Unit } from '../model/index.ts'
import type { LangValue, LocateOptions } from './located.ts'
import type { HtmlText } from './stretch.ts'
import type { UnitBuilder } from './unit-builder.ts'

/** State that the token handlers share. */
export interface Walk {
  readonly source: string
  readonly options: LocateOptions
  /** Finished units. */
  readonly units: Unit[]
  readonly langs: LangValue[]
  readonly findings: Finding[]
  /** Units that are being built, innermost last. */
  readonly builders: UnitBuilder[]
  /** Headings so far. */
  section: number
  /** What the tokens of HTML consist of. */
  readonly html: ReadonlyMap<Token, HtmlText>
  /** Tell whether a range is switched off. */
  isProtected(span: Span): boolean
}

/** Range of a token. */
export function spanOf(token: Token): Span {
  return { start: token.start.offset, end: token.end.offset }
}

/** Index of the event that ends the token entered at `index`. */
export function skip(events: readonly Event[], index: number): number {
  const token = events[index]?.[1]
  let at = index + 1
  while (at < events.length) {
    const event = events[at]
    if (event?.[0] === 'exit' && event[1] === token) return at
    at++
  }
  return at
}

/** Add what a builder has collected to the units. */
export function addUnit(
  walk: Walk,
  builder: UnitBuilder | undefined,
  end: number,
): void {
  const unit = builder?.finish(end)
  if (unit) walk.units.push(unit)
}
