import type { English } from './english.ts'
import { normalize } from './english.ts'

/** What stands around an occurrence in a unit's text. */
export interface Surroundings {
  /**
   * Why no gloss may stand here: inside brackets, inside the quotation marks
   * of a title or a name.
   */
  enclosed?: 'brackets' | 'title'
  /** English that the author gave. */
  given?: {
    /** Whether anything is missing from it. */
    complete: boolean
    /** Offset in the text where the missing full form would go. */
    at: number
  }
}

const opening = '（([［「『《〈“‘'
const closing = '）)]］」』》〉”’'
const partner: Readonly<Record<string, string>> = {
  '）': '（(',
  ')': '（(',
  ']': '[［',
  '］': '[［',
  '」': '「',
  '』': '『',
  '》': '《',
  '〉': '〈',
  '”': '“',
  '’': '‘',
}

/**
 * Look around an occurrence.
 *
 * @param text - Unit's text.
 * @param start - Start of the occurrence.
 * @param end - End of it.
 * @param english - What its gloss would say.
 * @returns Whether it is enclosed, and what the author already gave.
 */
export function lookAround(
  text: string,
  start: number,
  end: number,
  english: English,
): Surroundings {
  const enclosed = enclosureOf(text, start, end)
  const given =
    givenAfter(text, end, english) ?? givenBefore(text, start, english)
  return { ...(enclosed ? { enclosed } : {}), ...(given ? { given } : {}) }
}

/** How far a text was read, and what was open there: occurrences come in order. */
let last: { text: string; at: number; open: { mark: string; at: number }[] } = {
  text: '',
  at: 0,
  open: [],
}

function enclosureOf(
  text: string,
  start: number,
  end: number,
): Surroundings['enclosed'] {
  if (start < last.at || text !== last.text) last = { text, at: 0, open: [] }
  const { open } = last
  for (let at = last.at; at < start; at++) {
    const mark = text.charAt(at)
    if (opening.includes(mark)) open.push({ mark, at })
    else if (closing.includes(mark)) {
      const index = open.findLastIndex((o) => partner[mark]?.includes(o.mark))
      if (index >= 0) open.length = index
    }
  }
  last.at = start
  if (open.some(({ mark }) => '（([［'.includes(mark))) return 'brackets'
  if (open.some(({ mark }) => '《〈'.includes(mark))) return 'title'
  const quote = open.at(-1)
  if (!quote) return undefined
  // 「全球大模型第一股」 is a name; 「智譜的上市不是終點，而是…」 is speech.
  const rest = text.slice(end)
  const close = rest.search(/[」』”’]/)
  const inside =
    text.slice(quote.at, end) + (close < 0 ? rest : rest.slice(0, close))
  return /[，。！？；：、,.!?;]/.test(inside) ? undefined : 'title'
}

function givenAfter(
  text: string,
  end: number,
  english: English,
): Surroundings['given'] {
  const match = /^\s*[（(]([^（）()]*)[)）]/.exec(text.slice(end))
  const content = match?.[1]?.trim()
  if (!match || !content) return undefined
  const folded = normalize(content)
  const at = end + match[0].indexOf(content)
  if (folded.includes(normalize(english.full))) return { complete: true, at }
  const { abbreviation } = english
  if (abbreviation && folded === normalize(abbreviation)) {
    return { complete: false, at }
  }
  // Another English of the author's own: theirs stays, ours is not added.
  return /^["“「]?[A-Za-z]/.test(content) ? { complete: true, at } : undefined
}

/** `Model as a Service（MaaS）`. */
function givenBefore(
  text: string,
  start: number,
  english: English,
): Surroundings['given'] {
  const before = /([A-Za-z][^，。；：「」（）()]*?)\s*[（(]\s*$/.exec(
    text.slice(Math.max(0, start - 120), start),
  )?.[1]
  if (!before) return undefined
  const folded = normalize(before)
  const { full, abbreviation } = english
  const same =
    folded.endsWith(normalize(full)) ||
    (abbreviation !== undefined && folded.endsWith(normalize(abbreviation)))
  return same ? { complete: true, at: start } : undefined
}
