/** How records stand in a stream. */
export const recordKinds = ['ndjson', 'lines', 'length'] as const

/** How records stand in a stream. */
export type RecordKind = (typeof recordKinds)[number]

/** Record as it was read: its bytes, or that it has too many. */
export type RawRecord = Uint8Array | { tooLarge: number }

/**
 * Cut a stream into records.
 *
 * `ndjson` and `lines` end with a line feed, a carriage return before it left
 * out; `length` has the number of bytes first, in four bytes, the highest first.
 * Of a record over the limit only its length is told; the rest goes on.
 *
 * @param chunks - Stream.
 * @param kind - How records stand in it.
 * @param limit - Bytes a record may have.
 * @yields Records in order. A stream that ends within a record of `length` gives
 *   what there is of it.
 */
export async function* readRecords(
  chunks: AsyncIterable<Uint8Array | string>,
  kind: RecordKind,
  limit: number,
): AsyncGenerator<RawRecord> {
  const cut = kind === 'length' ? cutLengths(limit) : cutLines(limit)
  for await (const chunk of chunks) {
    yield* cut.take(typeof chunk === 'string' ? Buffer.from(chunk) : chunk)
  }
  yield* cut.end()
}

interface Cutter {
  take(chunk: Uint8Array): Generator<RawRecord>
  end(): Generator<RawRecord>
}

function cutLines(limit: number): Cutter {
  let parts: Uint8Array[] = []
  let size = 0
  const add = (part: Uint8Array): void => {
    size += part.length
    // Too much of it is counted and let go of.
    if (size <= limit + 1) parts.push(part)
    else parts = []
  }
  const finish = (): RawRecord => {
    const whole = Buffer.concat(parts)
    const length = size
    parts = []
    size = 0
    const line = whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole
    return length > limit + 1 || line.length > limit
      ? { tooLarge: length }
      : line
  }
  return {
    *take(chunk) {
      let start = 0
      for (;;) {
        const end = chunk.indexOf(0x0a, start)
        if (end < 0) break
        add(chunk.subarray(start, end))
        yield finish()
        start = end + 1
      }
      if (start < chunk.length) add(chunk.slice(start))
    },
    *end() {
      if (size > 0) yield finish()
    },
  }
}

function cutLengths(limit: number): Cutter {
  let pending = Buffer.alloc(0)
  /** Bytes of a record over the limit that are still to come. */
  let skip = 0
  return {
    *take(chunk) {
      let rest: Uint8Array = chunk
      if (skip > 0) {
        const gone = Math.min(skip, rest.length)
        skip -= gone
        rest = rest.subarray(gone)
      }
      pending = Buffer.concat([pending, rest])
      let at = 0
      while (pending.length - at >= 4) {
        const size = pending.readUInt32BE(at)
        if (size > limit) {
          yield { tooLarge: size }
          const have = Math.min(size, pending.length - at - 4)
          skip = size - have
          at += 4 + have
          continue
        }
        if (pending.length - at - 4 < size) break
        yield pending.subarray(at + 4, at + 4 + size)
        at += 4 + size
      }
      pending = Buffer.from(pending.subarray(at))
    },
    *end() {
      if (pending.length > 0) yield pending
    },
  }
}

/**
 * Write a record as it stands in a stream.
 *
 * @param text - Record.
 * @param kind - How records stand in it.
 * @returns Bytes.
 */
export function printRecord(text: string, kind: RecordKind): Uint8Array {
  const bytes = Buffer.from(text)
  if (kind !== 'length') return Buffer.concat([bytes, Buffer.from('\n')])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(bytes.length)
  return Buffer.concat([head, bytes])
}
