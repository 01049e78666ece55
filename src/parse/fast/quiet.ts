/** Punctuation of Chinese: Markdown asks of each only what it asks of the others. */
const punctuation = '「」『』“”‘’（）《》〈〉【】、。，：；！？—…'

const firstHan = 0x4e00
const lastHan = 0x9fff
const space = 32
const open = 40
const close = 41

/** Nothing that Markdown may ask about. */
const other = 0
/** Han, and punctuation of Chinese. */
const wide = 1
/** Letters and digits of ASCII. */
const word = 2
/** Round brackets of ASCII. */
const bracket = 3

/** What may stand before something that is exchanged, beside the above. */
const before = ' \r\n`>.,;%?/"|'
/** What may stand behind it. */
const behind = ' \r\n`<[],.;%?!/"|:'
/** What may stand beside letters and digits that are exchanged. */
const beside = ' \r\n`,('

/** Whether a UTF-16 unit is Han of the first block: all are alike to Markdown. */
export function isHanUnit(code: number): boolean {
  return code >= firstHan && code <= lastHan
}

/** Whether a UTF-16 unit is punctuation of Chinese. */
export function isPunctuation(code: number): boolean {
  return code > 127 && punctuation.includes(String.fromCharCode(code))
}

/**
 * Tell whether plain text can be exchanged without a scan seeing anything else
 * than before, wherever it stands in text that was scanned.
 *
 * So it is where no character that a scan stops at is exchanged or stands close
 * enough to ask what is: Chinese, letters, digits and round brackets may become
 * such, and spaces beside round brackets may go. That there are no addresses, no
 * dollars and no labels that are looked for has to be known.
 *
 * @param source - Text.
 * @param start - Where the exchanged text starts.
 * @param end - Where it ends.
 * @param text - What takes its place.
 * @returns Whether it is certain.
 */
export function isQuiet(
  source: string,
  start: number,
  end: number,
  text: string,
): boolean {
  const left = source.charCodeAt(start - 1)
  const right = source.charCodeAt(end)
  if (text === '') return isGap(source, start, end, left, right)
  const made = kindsOf(text, 0, text.length)
  const kinds = made | kindsOf(source, start, end)
  if (end === start || kinds & (1 << other)) return false
  // A bracket of ASCII may be the start of an address.
  if (made & (1 << bracket)) return false
  if (!isOf(before, left) || !isOf(behind, right)) return false
  return !(kinds & (1 << word)) || isApart(source, start, end)
}

/** Whether spaces beside a round bracket can go. */
function isGap(
  source: string,
  start: number,
  end: number,
  left: number,
  right: number,
): boolean {
  for (let at = start; at < end; at++) {
    if (source.charCodeAt(at) !== space) return false
  }
  const first = kindOf(left)
  const last = kindOf(right)
  if (first === other || last === other) return false
  return isRound(left) || isRound(right)
}

/** Whether what letters and digits run on into is nothing that asks for them. */
function isApart(source: string, start: number, end: number): boolean {
  let from = start - 1
  while (kindOf(source.charCodeAt(from)) === word) from--
  let to = end
  while (kindOf(source.charCodeAt(to)) === word) to++
  return isBeside(source.charCodeAt(from)) && isBeside(source.charCodeAt(to))
}

/** Kinds of the characters of a range, as bits; of spaces only inner ones are any. */
function kindsOf(text: string, start: number, end: number): number {
  let kinds = 0
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at)
    const isInner = code === space && at > start && at < end - 1
    kinds |= 1 << (isInner ? word : kindOf(code))
  }
  return kinds
}

function kindOf(code: number): number {
  if (isHanUnit(code) || isPunctuation(code)) return wide
  if (code === open || code === close) return bracket
  const isDigit = code >= 48 && code <= 57
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122)
  return isDigit || isLetter ? word : other
}

function isRound(code: number): boolean {
  return code === open || code === close || code === 0xff08 || code === 0xff09
}

function isOf(some: string, code: number): boolean {
  if (Number.isNaN(code) || kindOf(code) !== other) return true
  return some.includes(String.fromCharCode(code))
}

function isBeside(code: number): boolean {
  if (Number.isNaN(code) || kindOf(code) === wide) return true
  return beside.includes(String.fromCharCode(code))
}
