import { displayWidth } from '../model/index.ts'

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' })

/**
 * Fill text up with spaces.
 *
 * @param text - Text.
 * @param width - Columns it has to fill at least.
 * @returns Text and spaces.
 */
export function padEnd(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - displayWidth(text)))
}

/**
 * Cut text that is too long for its place.
 *
 * @param text - Text.
 * @param width - Columns it may fill.
 * @returns Text, its end replaced by `…` when it was too long.
 */
export function cutEnd(text: string, width: number): string {
  if (displayWidth(text) <= width) return text
  let kept = ''
  let used = 1
  for (const { segment } of graphemes.segment(text)) {
    used += displayWidth(segment)
    if (used > width) break
    kept += segment
  }
  return `${kept}…`
}

/**
 * Break text into lines.
 *
 * Breaks at spaces and between Han characters, never before a closing mark.
 *
 * @param text - Text; line feeds in it stay.
 * @param width - Columns a line may fill; a longer word stays whole.
 * @returns Lines.
 */
export function wrap(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, width))
}

function wrapLine(text: string, width: number): string[] {
  // One Han character with the marks around it, or a word with its spaces.
  const parts =
    text.match(
      /[「『“‘（《〈【]*(?:\p{Script=Han}|[^\s\p{Script=Han}「『“‘（《〈【，。、；：？！」』”’）》〉】…]+)?[，。、；：？！」』”’）》〉】…]*\s*/gu,
    ) ?? []
  const lines: string[] = []
  let line = ''
  for (const part of parts) {
    if (line && displayWidth(line) + displayWidth(part.trimEnd()) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += part
  }
  return [...lines, line.trimEnd()]
}

/**
 * Show text that came from a file.
 *
 * A file could hold sequences that command a terminal; their control
 * characters are shown as pictures instead.
 *
 * @param text - Text.
 * @returns Text on one line that a terminal only shows.
 */
export function visible(text: string): string {
  return text
    .replace(/\r\n|\n|\r/g, '⏎')
    .replace(/[\x00-\x1f\x7f]/g, (control) => {
      if (control === '\t') return ' '
      const code = control.charCodeAt(0)
      return code === 0x7f ? '␡' : String.fromCharCode(0x2400 + code)
    })
    .replace(/[\x80-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, '\u2426')
}
