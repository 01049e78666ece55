import type { ConversionSettings } from '../model/index.ts'

/** Rule of a change of typography; each is a setting of its name. */
export type TypographyRule = 'ellipsis' | 'dashes' | 'punctuation' | 'spaces'

/** Stretch that is replaced; an empty one is an insertion. */
export interface TypographyChange {
  start: number
  end: number
  text: string
  rule: TypographyRule
}

/** Which typography is changed. */
export type TypographySettings = Partial<
  Pick<ConversionSettings, TypographyRule>
>

const han = '\\p{Script=Han}'
const open = '「『（《〈【“‘'
const close = '」』）》〉】”’'
const beside = `[${han}${open}${close}]`
const after = `(?<=[${han}${close}])`

// A number takes its unit with it: 100%的, 25°C的.
const western = '[\\p{Script=Latin}\\p{Nd}]'
const westernEnd = `(?:${western}|(?<=\\p{Nd})[%‰°℃])`

const boundary = new RegExp(
  `(?<=${han})(?=${western})|(?<=${westernEnd})(?=${han})`,
  'gu',
)
const spaced = new RegExp(
  `(?<=${han}) +(?=${western})|(?<=${westernEnd}) +(?=${han})`,
  'gu',
)

/** Dots and marks that are all there is of an ellipsis. */
const dots = /(?<![.…⋯。])(?:\.{3,6}|…{1,2}|⋯{1,2}|。{3,6})(?![.…⋯。])/gu
const dash = /(?<![-—―─])(?:-{2,3}|—|―{1,2}|─{2})(?![-—―─])/gu
const isBeside = new RegExp(`^${beside}$`, 'u')

// Not before another mark of its kind, in an emoticon, `:name:` or `![`.
const halfWidth = new RegExp(
  `${after}(?:,|;(?![;)])|:(?![:)(=\\-]|[A-Za-z+-][\\w+-]*:)|[!?]+(?![=\\[])|\\.(?=$|[ ${han}${close}]))`,
  'gu',
)
const wide: Readonly<Record<string, string>> = {
  ',': '，',
  '.': '。',
  ':': '：',
  ';': '；',
  '!': '！',
  '?': '？',
}

/** `一.前言` counts, and is no sentence. */
const numbered = /^[一二三四五六七八九十百甲乙丙丁]+$/

/**
 * Find what the typography asked for changes.
 *
 * `spaces` looks between Chinese characters and Latin letters or digits, where
 * CLREQ wants a quarter of an em that a reader's software may set itself or not.
 * `punctuation` takes marks directly after Chinese, in text that is more
 * Chinese than not, with the spaces behind them: not those of numbers, times,
 * addresses or Latin sentences. `ellipsis` makes `…`, `...` and `。。。` beside
 * Chinese `……`; `dashes` makes `—` beside and `--` between Chinese `——`.
 *
 * Changing what comes out changes nothing more.
 *
 * @param text - Text as the edition has it.
 * @param settings - What to change. Default: nothing.
 * @returns Changes in order, without overlap.
 * @see https://www.w3.org/TR/clreq/#mixed_text_composition_in_chinese_and_western
 * @see https://www.w3.org/TR/clreq/#punctuation_marks
 */
export function findTypography(
  text: string,
  settings: TypographySettings,
): TypographyChange[] {
  const changes: TypographyChange[] = []
  if (settings.ellipsis === 'normalise') {
    for (const { 0: before, index: start } of text.matchAll(dots)) {
      const end = start + before.length
      if (before === '……') continue
      if (before.startsWith('。') || touchesChinese(text, start, end)) {
        changes.push({ start, end, text: '……', rule: 'ellipsis' })
      }
    }
  }
  if (settings.dashes === 'normalise') {
    for (const { 0: before, index: start } of text.matchAll(dash)) {
      const end = start + before.length
      // `參數--verbose` is an option of a program.
      const both = before.startsWith('-')
      if (touchesChinese(text, start, end, both)) {
        changes.push({ start, end, text: '——', rule: 'dashes' })
      }
    }
  }
  if (settings.punctuation === 'wide' && isChinese(text)) {
    for (const { 0: before, index: start } of text.matchAll(halfWidth)) {
      const isDot = before === '.'
      if (isDot && numbered.test(text.slice(0, start))) continue
      const end = start + before.length
      const after = Array.from(before, (mark) => wide[mark] ?? mark).join('')
      changes.push({ start, end, text: after, rule: 'punctuation' })
      const behind = / +(?=\S)/y
      behind.lastIndex = end
      const space = behind.exec(text)?.[0].length ?? 0
      if (space > 0) {
        const rule = 'punctuation'
        changes.push({ start: end, end: end + space, text: '', rule })
      }
    }
  }
  if (settings.spaces === 'add') {
    for (const { index } of text.matchAll(boundary)) {
      changes.push({ start: index, end: index, text: ' ', rule: 'spaces' })
    }
  } else if (settings.spaces === 'remove') {
    for (const { 0: before, index: start } of text.matchAll(spaced)) {
      const end = start + before.length
      changes.push({ start, end, text: '', rule: 'spaces' })
    }
  }
  return changes.sort((a, b) => a.start - b.start)
}

/** Whether Chinese stands on one side, or on both. */
function touchesChinese(
  text: string,
  start: number,
  end: number,
  both = false,
): boolean {
  const left = isBeside.test(lastCharacter(text.slice(0, start)))
  const right = isBeside.test(String.fromCodePoint(text.codePointAt(end) ?? 0))
  return both ? left && right : left || right
}

function lastCharacter(text: string): string {
  return /.$/su.exec(text.slice(-2))?.[0] ?? ''
}

/** Whether a text has more Chinese characters than Latin words. */
function isChinese(text: string): boolean {
  const characters = text.match(/\p{Script=Han}/gu)?.length ?? 0
  return characters > (text.match(/\p{Script=Latin}+/gu)?.length ?? 0)
}
