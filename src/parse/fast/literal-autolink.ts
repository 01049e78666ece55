/** Where a bare address of the web starts, up to its host. */
const scheme = /https?:\/\//iy

const punctuation = /[\p{P}\p{S}]/u

/** Steps that looking for ends may take; real addresses take a few. */
const mostSteps = 2000

/**
 * Find the end of a bare address.
 *
 * @param source - Text.
 * @param start - Where it starts.
 * @param end - End of the line.
 * @returns Offset behind it, or `undefined` where that is in doubt.
 * @see https://github.github.com/gfm/#autolinks-extension-
 */
export function literalAutolink(
  source: string,
  start: number,
  end: number,
): number | undefined {
  scheme.lastIndex = start
  if (!scheme.test(source)) return undefined
  const text = source.slice(scheme.lastIndex, end)
  const first = text.charAt(0)
  if (first === '' || isSpace(first) || isPunctuation(first)) return undefined
  const reader = new AddressReader(text)
  const length = reader.read()
  return length === undefined ? undefined : scheme.lastIndex + length
}

/** Reads a host, and what is behind it. */
class AddressReader {
  private readonly text: string
  private steps = 0

  constructor(text: string) {
    this.text = text
  }

  /** Length of the address; `undefined` where it is none, or long to look at. */
  read(): number | undefined {
    const host = this.host()
    const length = host === undefined ? undefined : this.path(host)
    return this.steps > mostSteps ? undefined : length
  }

  private host(): number | undefined {
    const { text } = this
    /** Whether underscores are in the last part, and in the one before it. */
    let inLast = false
    let inOther = false
    let at = 0
    for (; at < text.length; at++) {
      const character = text.charAt(at)
      if (character === '.' || character === '_') {
        if (this.isTrail(at)) break
        if (character === '_') inLast = true
        else {
          inOther = inLast
          inLast = false
        }
      } else if (character !== '-') {
        if (isSpace(character) || isPunctuation(character)) break
      }
    }
    return inLast || inOther ? undefined : at
  }

  private path(start: number): number {
    const { text } = this
    let open = 0
    let closed = 0
    let at = start
    for (; at < text.length; at++) {
      const character = text.charAt(at)
      if (isSpace(character)) break
      if (character === '(') open++
      const isInside = character === ')' && closed < open
      if (!isInside && isTrailing(character) && this.isTrail(at)) break
      if (character === ')') closed++
    }
    return at
  }

  /** Whether nothing but such marks is left of what has no space in it. */
  private isTrail(start: number): boolean {
    const { text } = this
    let at = start
    while (at < text.length && this.steps++ < mostSteps) {
      const character = text.charAt(at)
      if (character === '<' || isSpace(character)) return true
      if (!isTrailing(character)) return false
      at++
      const next = text.charAt(at)
      if (character === ']' && /^$|[([\s]/.test(next)) return true
      if (character !== '&') continue
      const length = /^[A-Za-z]+;/.exec(text.slice(at, at + 40))?.[0].length
      if (length === undefined) return false
      at += length
    }
    return at >= this.text.length
  }
}

function isTrailing(character: string): boolean {
  return '!"&\'),*.:;<?]_~'.includes(character)
}

function isSpace(character: string): boolean {
  return /\s/.test(character)
}

function isPunctuation(character: string): boolean {
  return punctuation.test(character)
}
