import {
  type Edit,
  type Finding,
  finding,
  type Piece,
  type Unit,
  type Why,
} from '../model/index.ts'

/** Replacement of a range of a unit's text. */
export interface Change {
  /** Start in the unit's text. */
  start: number
  /** End in the unit's text. */
  end: number
  /** What the reader sees there afterwards. */
  text: string
  /** Why. */
  why: Why
}

/** Part of a change that falls into one piece. */
interface Fragment {
  start: number
  end: number
  piece: Piece
}

/**
 * Turn changes of a unit's text into edits of the source.
 *
 * A change that a mark or a line break runs through is dealt out to the pieces
 * on both sides, each keeping at least one character, so that no mark is left
 * empty. One that cannot be dealt out is left undone and reported. An insertion
 * goes outside the marks that end or start there, and where the source has
 * something else between, such as a line end, it is left out.
 *
 * @param source - Source.
 * @param unit - Unit.
 * @param changes - Changes, sorted, without overlap.
 * @returns Edits in order, and a `convert-term-split` for each change left
 * undone.
 */
export function placeChanges(
  source: string,
  unit: Unit,
  changes: readonly Change[],
): { edits: Edit[]; findings: Finding[]; undone: Change[] } {
  const edits: Edit[] = []
  const findings: Finding[] = []
  const undone: Change[] = []
  let first = 0
  for (const change of changes) {
    while (
      first < unit.pieces.length &&
      pieceEnd(unit, first) <= change.start
    ) {
      first++
    }
    const whole = unit.pieces[first]
    if (whole && isWithin(change, whole)) {
      if (changesText(unit, change)) {
        const start = whole.span.start + change.start - whole.offset
        const end = start + change.end - change.start
        const { text, why } = change
        edits.push({ span: { start, end }, text, codec: whole.codec, why })
      }
      continue
    }
    if (change.start === change.end) {
      const inserted = insertion(unit, change)
      if (inserted) edits.push(inserted)
      continue
    }
    const fragments = fragmentsOf(unit, first, change)
    const texts = dealOut(unit.text, change, fragments)
    if (!texts) {
      undone.push(change)
      findings.push(reportSplit(source, unit, change, fragments))
      continue
    }
    for (const [index, { start, end, piece }] of fragments.entries()) {
      const text = texts[index] ?? ''
      if (text === unit.text.slice(start, end)) continue
      const exact = piece.length === piece.span.end - piece.span.start
      const span = exact
        ? {
            start: piece.span.start + start - piece.offset,
            end: piece.span.start + end - piece.offset,
          }
        : piece.span
      edits.push({ span, text, codec: piece.codec, why: change.why })
    }
  }
  return { edits, findings, undone }
}

/** Tell whether a change is in a piece that stands as it is in the source. */
function isWithin({ start, end }: Change, piece: Piece): boolean {
  return (
    start < end &&
    start >= piece.offset &&
    end <= endOf(piece) &&
    piece.length === piece.span.end - piece.span.start
  )
}

function changesText({ text }: Unit, change: Change): boolean {
  const { start, end, text: after } = change
  return after.length !== end - start || !text.startsWith(after, start)
}

/** Where new text goes between two pieces. */
function insertion(
  unit: Unit,
  { start: at, text, why }: Change,
): Edit | undefined {
  const left = unit.pieces.find((p) => p.offset < at && at <= endOf(p))
  const right = unit.pieces.find((p) => p.offset <= at && at < endOf(p))
  if (!left || !right) return undefined
  const { codec } = left
  if (left === right) {
    const start = left.span.start + at - left.offset
    return { span: { start, end: start }, text, codec, why }
  }
  const ended = unit.marks.filter(({ end }) => end === at)
  const started = unit.marks.filter(({ start }) => start === at)
  const start = Math.max(left.span.end, ...ended.map((m) => m.span.end))
  const end = Math.min(right.span.start, ...started.map((m) => m.span.start))
  // In a tree the next value starts one further, where a mark is between.
  const isOne = start === end || (started.length > 0 && start + 1 === end)
  if (!isOne) return undefined
  return { span: { start, end: start }, text, codec, why }
}

function endOf({ offset, length }: Piece): number {
  return offset + length
}

function pieceEnd(unit: Unit, index: number): number {
  const piece = unit.pieces[index]
  return piece ? piece.offset + piece.length : Number.POSITIVE_INFINITY
}

function fragmentsOf(unit: Unit, first: number, change: Change): Fragment[] {
  const fragments: Fragment[] = []
  for (let index = first; index < unit.pieces.length; index++) {
    const piece = unit.pieces[index]
    if (!piece || piece.offset >= change.end) break
    const start = Math.max(piece.offset, change.start)
    const end = Math.min(piece.offset + piece.length, change.end)
    if (end > start) fragments.push({ start, end, piece })
  }
  return fragments
}

/** New text of each fragment, or `undefined` when there is no good way. */
function dealOut(
  before: string,
  change: Change,
  fragments: readonly Fragment[],
): string[] | undefined {
  const broken = fragments.some(
    ({ start, end, piece }) =>
      piece.length !== piece.span.end - piece.span.start &&
      end - start !== piece.length,
  )
  if (broken || fragments.length === 0) return undefined
  if (change.text.length === change.end - change.start) {
    const same = gaps(change, fragments).every(
      ([start, end]) =>
        before.slice(start, end) ===
        change.text.slice(start - change.start, end - change.start),
    )
    const whole = fragments.every(
      ({ end }) => !splitsPair(change.text, end - change.start),
    )
    if (same && whole) {
      return fragments.map(({ start, end }) =>
        change.text.slice(start - change.start, end - change.start),
      )
    }
  }
  if (fragments.length === 1) {
    const [fragment] = fragments
    const whole =
      fragment?.start === change.start && fragment.end === change.end
    return whole ? [change.text] : undefined
  }
  if (gaps(change, fragments).length > 0) {
    // `API\n呼叫`: the line ending reads as a space, and stays where it is.
    const words = change.text.split(' ')
    return words.length === fragments.length ? words : undefined
  }
  return proportional(change.text, fragments)
}

function splitsPair(text: string, at: number): boolean {
  return (text.codePointAt(at - 1) ?? 0) > 0xffff
}

function gaps(
  change: Change,
  fragments: readonly Fragment[],
): [number, number][] {
  const found: [number, number][] = []
  let at = change.start
  for (const { start, end } of fragments) {
    if (start > at) found.push([at, start])
    at = end
  }
  if (at < change.end) found.push([at, change.end])
  return found
}

function proportional(
  text: string,
  fragments: readonly Fragment[],
): string[] | undefined {
  const characters = Array.from(text)
  if (characters.length < fragments.length) return undefined
  const total = fragments.reduce((sum, f) => sum + f.end - f.start, 0)
  const parts: string[] = []
  let from = 0
  let passed = 0
  for (const [index, { start, end }] of fragments.entries()) {
    passed += end - start
    const left = fragments.length - index - 1
    const share = Math.round((characters.length * passed) / total)
    const to = Math.min(Math.max(share, from + 1), characters.length - left)
    parts.push(characters.slice(from, to).join(''))
    from = to
  }
  return parts
}

function reportSplit(
  source: string,
  unit: Unit,
  change: Change,
  fragments: readonly Fragment[],
): Finding {
  const { before } = change.why
  return finding(
    'convert-term-split',
    `${before} is cut by a mark or a protected part and was not changed to ${change.text}.`,
    {
      source,
      span: {
        start: fragments[0]?.piece.span.start ?? unit.span.start,
        end: fragments.at(-1)?.piece.span.end ?? unit.span.end,
      },
      actual: before,
      expected: [change.text],
      note: 'Move the mark so that the word stands on one side of it.',
      wording: {
        key: 'convert-term-split.cut',
        values: { before, after: change.text },
      },
    },
  )
}
