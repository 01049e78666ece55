import {
  type Override,
  type Piece,
  placeholder,
  type Unit,
} from '../model/index.ts'

/** One mark, on one line, with no other in it. */
const marker = /-\{(?:(?!-\{)[^\n\uFFFC])*?\}-/g

/**
 * Set `-{…}-` marks apart in text that is not Markdown: front matter, HTML,
 * attributes, titles, plain text, resources.
 *
 * A mark that is escaped, empty or cut by a line end or a tag is text.
 *
 * @param unit - Unit.
 * @returns Unit with a placeholder for each mark; the same one without any.
 */
export function setOverridesApart(unit: Unit): Unit {
  const { text, pieces, kind } = unit
  if (!text.includes('-{') || kind === 'comment' || kind === 'diagram') {
    return unit
  }
  const found = [...text.matchAll(marker)].flatMap((match) => {
    const start = match.index
    const end = start + match[0].length
    const first = pieceAround(pieces, start)
    const last = pieceAround(pieces, end - 2)
    if (!first || !last || !match[0].slice(2, -2).trim()) return []
    if (!isWhole(pieces.slice(pieces.indexOf(first), pieces.indexOf(last) + 1)))
      return []
    const span = {
      start: first.span.start + start - first.offset,
      end: last.span.start + end - last.offset,
    }
    return [{ start, end, span, codec: first.codec, text: match[0] }]
  })
  if (found.length === 0) return unit
  /** Where a place of the text is once placeholders stand in it. */
  const moved = (offset: number): number => {
    let shift = 0
    for (const { start, end } of found) {
      if (end <= offset) shift += end - start - placeholder.length
      else if (start < offset) return start - shift
    }
    return offset - shift
  }
  let rest = text
  for (const { start, end } of found.toReversed()) {
    rest = rest.slice(0, start) + placeholder + rest.slice(end)
  }
  const apart: Override[] = found.map(({ start, span, codec, text }) => {
    return { at: moved(start), span, codec, text }
  })
  const overrides = [
    ...(unit.overrides ?? []).map((o) => ({ ...o, at: moved(o.at) })),
    ...apart,
  ].sort((a, b) => a.at - b.at)
  return {
    ...unit,
    text: rest,
    pieces: pieces.flatMap((piece) => cut(piece, found, moved)),
    marks: unit.marks.map((mark) => {
      return { ...mark, start: moved(mark.start), end: moved(mark.end) }
    }),
    overrides,
    ...(unit.placeholders
      ? {
          placeholders: unit.placeholders.map((one) => {
            return { ...one, at: moved(one.at) }
          }),
        }
      : {}),
    ...(unit.references
      ? {
          references: unit.references.map((reference) => {
            const { start, end } = reference
            return { ...reference, start: moved(start), end: moved(end) }
          }),
        }
      : {}),
  }
}

/** Piece that has both characters of a delimiter as they are written. */
function pieceAround(pieces: readonly Piece[], at: number): Piece | undefined {
  return pieces.find(
    (piece) =>
      piece.offset <= at &&
      at + 2 <= piece.offset + piece.length &&
      isExact(piece),
  )
}

function isExact({ length, span }: Piece): boolean {
  return length === span.end - span.start
}

/** Whether pieces follow each other in the text and in the source. */
function isWhole(pieces: readonly Piece[]): boolean {
  return pieces.every((piece, index) => {
    const next = pieces[index + 1]
    return (
      !next ||
      (piece.span.end === next.span.start &&
        piece.offset + piece.length === next.offset)
    )
  })
}

/** What is left of a piece beside the marks. */
function cut(
  piece: Piece,
  found: readonly { start: number; end: number }[],
  moved: (offset: number) => number,
): Piece[] {
  const parts: Piece[] = []
  const pieceEnd = piece.offset + piece.length
  let at = piece.offset
  const add = (to: number): void => {
    if (to <= at) return
    const span = isExact(piece)
      ? {
          start: piece.span.start + at - piece.offset,
          end: piece.span.start + to - piece.offset,
        }
      : piece.span
    parts.push({ ...piece, offset: moved(at), length: to - at, span })
  }
  for (const { start, end } of found) {
    if (end <= at || start >= pieceEnd) continue
    add(start)
    at = end
  }
  add(pieceEnd)
  return parts
}
