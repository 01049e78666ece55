import { isHan } from './lexicon.ts'

/** Condition of an entry on what stands around it. */
export interface Condition {
  /** Where it looks. */
  where: 'before' | 'after' | 'near'
  /** What may stand there; one suffices. */
  forms: readonly string[]
}

/** Gate of an entry, read from the column `when`. */
export interface Gate {
  /** Applies where the text is of the entry's field. */
  domain: boolean
  /** Applies where one of these holds. */
  requires: readonly Condition[]
  /** Never applies where one of these holds. */
  excludes: readonly Condition[]
  /** Applies only towards the Mainland. */
  oneway: boolean
}

/** Gate of an entry without conditions. */
export const always: Gate = {
  domain: false,
  requires: [],
  excludes: [],
  oneway: false,
}

/**
 * Read the conditions of an entry.
 *
 * @param when - Tokens separated by spaces: `domain`, `oneway`, and `+` or `-`
 * with `before:`, `after:` or `near:` and forms separated by `|`.
 * @param convert - Makes a form what it is in the text that is searched.
 * @returns Gate.
 */
export function readGate(
  when: string,
  convert: (form: string) => string,
): Gate {
  if (when === '') return always
  const requires: Condition[] = []
  const excludes: Condition[] = []
  const tokens = when.split(' ')
  for (const token of tokens) {
    const match = /^([+-])(before|after|near):(.+)$/.exec(token)
    if (!match) continue
    const [, sign, where, forms = ''] = match
    const condition: Condition = {
      where: where as Condition['where'],
      forms: forms
        .split('|')
        .filter(Boolean)
        .map((form) => (form.startsWith('{') ? form : convert(form))),
    }
    if (sign === '+') requires.push(condition)
    else excludes.push(condition)
  }
  return {
    domain: tokens.includes('domain'),
    requires,
    excludes,
    oneway: tokens.includes('oneway'),
  }
}

/**
 * Tell whether a condition holds around a stretch of text.
 *
 * @param condition - Condition.
 * @param text - Text, in the characters that forms were converted to.
 * @param start - Start of the stretch.
 * @param end - End of the stretch.
 * @returns Whether one of its forms stands there.
 */
export function holds(
  { where, forms }: Condition,
  text: string,
  start: number,
  end: number,
): boolean {
  if (where === 'near') {
    const from = sentenceStart(text, start)
    const to = sentenceEnd(text, end)
    const sentence = `${text.slice(from, start)}\n${text.slice(end, to)}`
    return forms.some((form) => sentence.includes(form))
  }
  return forms.some((form) =>
    form === '{alone}'
      ? classBefore('{punct}', text, start) && classAfter('{punct}', text, end)
      : where === 'before'
        ? form.startsWith('{')
          ? classBefore(form, text, start)
          : text.endsWith(form, start) ||
            (text.charAt(start - 1) === ' ' && text.endsWith(form, start - 1))
        : form.startsWith('{')
          ? classAfter(form, text, end)
          : text.startsWith(form, end) ||
            (text.charAt(end) === ' ' && text.startsWith(form, end + 1)),
  )
}

const reach = 60

function sentenceStart(text: string, at: number): number {
  const least = Math.max(0, at - reach)
  let from = at
  while (from > least && !isStop(text.charCodeAt(from - 1))) from--
  return from
}

function sentenceEnd(text: string, at: number): number {
  const most = Math.min(text.length, at + reach)
  let to = at
  while (to < most && !isStop(text.charCodeAt(to))) to++
  return to
}

/** 。！？ and line ends. */
function isStop(unit: number): boolean {
  return unit === 0x3002 || unit === 0xff01 || unit === 0xff1f || unit === 10
}

const number = /[\d０-９.,%〇零一二三四五六七八九十百千萬万億亿兩两幾几數数半]/
const numberStart = /[\d０-９〇零一二三四五六七八九十百千兩两幾几數数半]/
const latin = /[A-Za-z0-9]/
const punctuation = /[\p{P}\p{S}\s]/u

function classBefore(name: string, text: string, start: number): boolean {
  const spaced = text.charAt(start - 1) === ' ' ? start - 2 : start - 1
  const near = text.charAt(start - 1)
  switch (name) {
    case '{num}':
      return spaced >= 0 && number.test(text.charAt(spaced))
    case '{latin}':
      return spaced >= 0 && latin.test(text.charAt(spaced))
    case '{start}':
      return start === 0 || isStop(text.charCodeAt(start - 1))
    case '{punct}':
      return start === 0 || punctuation.test(near)
    case '{han}':
      return isHan(text.charCodeAt(start - 1))
    case '{person}':
      return endsWithPerson(text, start)
    default:
      return false
  }
}

function classAfter(name: string, text: string, end: number): boolean {
  const spaced = text.charAt(end) === ' ' ? end + 1 : end
  const near = text.charAt(end)
  switch (name) {
    case '{num}':
      return numberStart.test(text.charAt(spaced))
    case '{latin}':
      return latin.test(text.charAt(spaced))
    case '{end}':
      return end === text.length || isStop(text.charCodeAt(end))
    case '{punct}':
      return end === text.length || punctuation.test(near)
    case '{han}':
      return isHan(text.charCodeAt(end))
    case '{person}':
      return startsWithPerson(text, end)
    default:
      return false
  }
}

/** Last characters of words for people: 老师, 选手, 市民, 委员 … */
const personEnds = new Set(
  '师員员者人手生家长民客友官兵将士工农商童男女妈爸爷奶叔婶哥姐姊妹弟侠徒贼匪警星王后臣仆伴众迷霸帅匠囚犯亲属辈老粉丝角主',
)

/**
 * Tell whether the next word is one for a person.
 *
 * Two or three characters, the last of which ends such words; what comes after
 * them is not asked, for 老師到場 and 老師們 are the same.
 */
function startsWithPerson(text: string, at: number): boolean {
  return [2, 3].some(
    (length) =>
      personEnds.has(text.charAt(at + length - 1)) &&
      isHan(text.charCodeAt(at + length - 1)) &&
      isHan(text.charCodeAt(at)),
  )
}

function endsWithPerson(text: string, at: number): boolean {
  return personEnds.has(text.charAt(at - 1))
}
