import { ExchangeError } from './exchanged.ts'
import { decoded } from './scan-xml.ts'

/** No line of a glossary is longer. */
const longest = 1_000_000

/**
 * Read the lines of a file as they come in.
 *
 * @param source - Bytes in UTF-8 or, with a byte order mark, UTF-16.
 * @param most - Characters of the longest line. Default: a million.
 * @yields Lines without their breaks, and their numbers from 1.
 * @throws ExchangeError when the bytes are neither, or a line is too long.
 */
export async function* readLines(
  source: AsyncIterable<Uint8Array | string>,
  most = longest,
): AsyncGenerator<{ line: number; text: string }> {
  let line = 0
  let rest = ''
  for await (const text of decoded(source)) {
    const parts = `${rest}${text}`.split('\n')
    rest = parts.pop() ?? ''
    if (rest.length > most) throw new ExchangeError('too-long', line + 1)
    for (const part of parts) yield { line: ++line, text: bare(part) }
  }
  if (rest !== '') yield { line: ++line, text: bare(rest) }
}

function bare(text: string): string {
  return text.replace(/\r$/, '').replace(/^\u{FEFF}/u, '')
}
