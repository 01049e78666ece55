import { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import type { LocalizeOptions, Localizer } from '../localize.ts'

/** Characters of a plain text that are converted at once. */
const partLength = 200_000

/** Characters above which a plain text is converted so. */
const longLength = 4_000_000

/** Text that was converted. */
export interface ConvertedText {
  /** Its parts in their order, as UTF-8 without a byte order mark. */
  pieces: readonly Uint8Array[]
  /** Findings, with their places in the whole text. */
  messages: readonly VFileMessage[]
}

/**
 * Convert a plain text part by part, each of whole lines, so that what is known of its
 * words is in memory for one part at a time.
 *
 * A part is judged by its own words: which field it is of, and what is said once a text.
 *
 * @param file - Plain text, which `isLong` holds of.
 * @param localizer - Localizer.
 * @param options - How it is converted.
 * @param length - Characters of a part, about. Default: 200,000.
 * @returns Parts and findings.
 */
export function convertInParts(
  file: VFile,
  localizer: Localizer,
  options: LocalizeOptions,
  length = partLength,
): ConvertedText {
  const pieces: Uint8Array[] = []
  const messages: VFileMessage[] = []
  const seen = new Set<string>()
  let lines = 0
  let start = 0
  for (const part of partsOf(String(file), length)) {
    const input = new VFile({ path: file.path, cwd: file.cwd, value: part })
    const edition = localizer.localize(input, options)
    pieces.push(Buffer.from(String(edition)))
    for (const message of edition.messages) {
      move(message, lines, start)
      const key = `${message.ruleId} ${message.reason}`
      if (!seen.has(key)) messages.push(message)
      seen.add(key)
    }
    start += part.length
    lines += countLines(part)
  }
  return { pieces, messages }
}

/**
 * Tell whether a text is converted part by part.
 *
 * @param file - Text.
 * @returns Whether it is plain, and long.
 */
export function isLong(file: VFile): boolean {
  return file.extname === '.txt' && String(file).length > longLength
}

/** Cut after line ends, preferably between paragraphs. */
function* partsOf(text: string, length: number): Generator<string> {
  for (let start = 0; start < text.length; ) {
    const end = endOf(text, start, length)
    yield text.slice(start, end)
    start = end
  }
}

function endOf(text: string, start: number, length: number): number {
  const about = start + length
  if (about >= text.length) return text.length
  for (const between of ['\n\n', '\n']) {
    const before = text.lastIndexOf(between, about - between.length)
    if (before >= start) return before + between.length
  }
  const after = text.indexOf('\n', about)
  return after < 0 ? text.length : after + 1
}

function countLines(text: string): number {
  let count = 0
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    count++
  }
  return count
}

/** Points of a message may be one object: each is moved once. */
function move(message: VFileMessage, lines: number, start: number): void {
  const { place } = message
  if (message.line !== undefined) message.line += lines
  if (!place) return
  const points = 'start' in place ? [place.start, place.end] : [place]
  for (const point of new Set(points)) {
    point.line += lines
    if (point.offset !== undefined) point.offset += start
  }
}
