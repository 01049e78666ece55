// What fills two columns of a terminal: East Asian scripts, full-width forms
// and emoji. Ambiguous characters (curly quotes) fill one, as terminals have it.
const wide =
  /(?![\uff61-\uffdc])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6\p{Emoji_Presentation}]/u

let graphemes: Intl.Segmenter | undefined

/**
 * Measure text as a terminal or a monospaced editor shows it.
 *
 * @param text - Text without control characters.
 * @returns Columns it fills.
 *
 * @example
 * ```ts
 * import { displayWidth } from 'yiwen'
 *
 * displayWidth('API 呼叫') // 8
 * ```
 */
export function displayWidth(text: string): number {
  // Most of a table is ASCII, and finding its graphemes takes far longer.
  if (/^[ -~]*$/.test(text)) return text.length
  graphemes ??= new Intl.Segmenter('zh', { granularity: 'grapheme' })
  let width = 0
  for (const { segment } of graphemes.segment(text)) {
    if (/^[\p{M}\p{Cf}]/u.test(segment)) continue
    width += wide.test(segment) ? 2 : 1
  }
  return width
}
