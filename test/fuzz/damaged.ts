import fc from 'fast-check'

/** One thing that happens to a text; places are shares of its length. */
interface Damage {
  kind: 'cut' | 'repeat' | 'move' | 'put' | 'end'
  at: number
  length: number
  to: number
  token: string
  times: number
}

/**
 * Damage texts: take something out, move, repeat it, put tokens of the format in.
 *
 * @param texts - Texts.
 * @param tokens - What stands in the format for something.
 * @param most - Most damages. Default: 4.
 * @returns Texts, some of them whole.
 */
export function damaged(
  texts: fc.Arbitrary<string>,
  tokens: readonly string[],
  most = 4,
): fc.Arbitrary<string> {
  const share = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 10_000)
  const damage: fc.Arbitrary<Damage> = fc.record({
    kind: fc.constantFrom('cut', 'repeat', 'move', 'put', 'put', 'put', 'end'),
    at: share,
    length: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.nat(200)),
    to: share,
    token: fc.oneof(
      { weight: 5, arbitrary: fc.constantFrom(...tokens) },
      { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 3 }) },
    ),
    times: fc.constantFrom(1, 1, 1, 2, 3, 40),
  })
  return fc
    .tuple(texts, fc.array(damage, { maxLength: most }))
    .map(([text, damages]) => damages.reduce(damage1, text))
}

function damage1(text: string, damage: Damage): string {
  const { kind, length, token, times } = damage
  const at = Math.floor(damage.at * text.length)
  const to = Math.floor(damage.to * text.length)
  const piece = text.slice(at, at + length)
  const without = text.slice(0, at) + text.slice(at + length)
  const put = (into: string, what: string, place: number): string =>
    into.slice(0, place) + what + into.slice(place)
  if (kind === 'cut') return without
  if (kind === 'repeat') return put(text, piece.repeat(times), at)
  if (kind === 'move') return put(without, piece, Math.min(to, without.length))
  if (kind === 'put') return put(text, token.repeat(times), at)
  return text.slice(0, at)
}

/**
 * Damage bytes: change, take out and add some, or cut the end off.
 *
 * @param files - Bytes.
 * @returns Bytes, some of them whole.
 */
export function damagedBytes(
  files: fc.Arbitrary<Uint8Array>,
): fc.Arbitrary<Uint8Array> {
  const change = fc.record({
    at: fc.integer({ min: 0, max: 10_000 }),
    kind: fc.constantFrom('set', 'set', 'set', 'cut', 'add', 'end'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
  })
  return fc
    .tuple(files, fc.array(change, { maxLength: 5 }))
    .map(([file, changes]) => {
      let bytes = Uint8Array.from(file)
      for (const { at: share, kind, bytes: own } of changes) {
        const at = Math.floor((share / 10_001) * bytes.length)
        const head = bytes.subarray(0, at)
        const tail = bytes.subarray(at)
        if (kind === 'end') bytes = head
        else if (kind === 'cut') {
          bytes = concat(head, tail.subarray(own.length))
        } else if (kind === 'add') bytes = concat(head, own, tail)
        else bytes = concat(head, own, tail.subarray(own.length))
      }
      return bytes
    })
}

function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts))
}
