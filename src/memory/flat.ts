import type { Content, Inline } from '../model/index.ts'

/** Content as two strings: its text, and where its codes stand in it. */
export interface Flat {
  /** Text without codes. */
  text: string
  /** Codes: `offset`, what it is (`<`, `>`, `/`) and id, spaces between. */
  codes: string
}

/** What no XML file can hold, and SQLite would not give back as it was. */
const unwritable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu

/**
 * Split content into text and codes.
 *
 * Half a surrogate pair, NUL and the other characters that XML has no place for
 * become U+FFFD.
 *
 * @param content - Content.
 * @returns Text and codes.
 */
export function flatten(content: Content): Flat {
  let text = ''
  let codes = ''
  for (const part of content) {
    if (typeof part === 'string') {
      text += part
      continue
    }
    const code =
      'ph' in part
        ? `/${part.ph}`
        : 'open' in part
          ? `<${part.open}`
          : `>${part.close}`
    codes += `${codes ? ' ' : ''}${text.length}${code}`
  }
  return { text: text.replace(unwritable, '\ufffd'), codes }
}

/**
 * Put text and codes together again.
 *
 * @param flat - Text and codes.
 * @returns Content.
 */
export function unflatten({ text, codes }: Flat): Content {
  const content: Inline[] = []
  let at = 0
  if (codes !== '') {
    for (const code of codes.split(' ')) {
      const [, offset = '', kind, id = ''] =
        /^(\d+)([<>/])(.*)$/.exec(code) ?? []
      if (Number(offset) > at) content.push(text.slice(at, Number(offset)))
      at = Number(offset)
      content.push(
        kind === '/' ? { ph: id } : kind === '<' ? { open: id } : { close: id },
      )
    }
  }
  if (at < text.length) content.push(text.slice(at))
  return content
}

/** Ids of a content's codes: of marks, and of what stands alone, in order. */
export interface CodeIds {
  /** Ids of marks. */
  marks: readonly string[]
  /** Ids of what stands alone. */
  alone: readonly string[]
}

/**
 * List the ids of a content's codes.
 *
 * @param content - Content.
 * @returns Each id once, in the order in which it is met.
 */
export function codeIds(content: Content): CodeIds {
  const marks = new Set<string>()
  const alone = new Set<string>()
  for (const part of content) {
    if (typeof part === 'string') continue
    if ('ph' in part) alone.add(part.ph)
    else marks.add('open' in part ? part.open : part.close)
  }
  return { marks: [...marks], alone: [...alone] }
}

/**
 * Number the codes of a sentence from 1, and those of its translation alike.
 *
 * Ids count within a unit, so the same sentence has others in another article.
 *
 * @param source - Sentence.
 * @param target - Translation. Default: none.
 * @returns Both; a code that only the translation has comes after the others.
 */
export function renumber(
  source: Content,
  target: Content = [],
): { source: Content; target: Content } {
  const ids = new Map<string, string>()
  const number = (id: string): string => {
    const known = ids.get(id)
    if (known !== undefined) return known
    const next = String(ids.size + 1)
    ids.set(id, next)
    return next
  }
  return {
    source: source.map((part) => withId(part, number)),
    target: target.map((part) => withId(part, number)),
  }
}

/**
 * Give the codes of a translation the ids of another sentence's codes.
 *
 * The first mark of a memory's sentence stands for the first mark of the other,
 * and so on; what stands alone likewise. Codes without a counterpart go.
 *
 * @param target - Translation.
 * @param from - Codes of the sentence it is of.
 * @param to - Codes of the other sentence.
 * @returns Translation with codes of the other sentence.
 */
export function adaptCodes(
  target: Content,
  from: CodeIds,
  to: CodeIds,
): Content {
  const marks = pairUp(from.marks, to.marks)
  const alone = pairUp(from.alone, to.alone)
  const content: Inline[] = []
  for (const part of target) {
    const last = content.at(-1)
    if (typeof part === 'string') {
      if (typeof last === 'string') content[content.length - 1] = last + part
      else content.push(part)
      continue
    }
    const ids = 'ph' in part ? alone : marks
    const id = 'ph' in part ? part.ph : 'open' in part ? part.open : part.close
    const other = ids.get(id)
    if (other !== undefined) content.push(withId(part, () => other))
  }
  return content
}

function pairUp(
  from: readonly string[],
  to: readonly string[],
): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>()
  for (const [index, id] of from.entries()) {
    const other = to[index]
    if (other !== undefined) pairs.set(id, other)
  }
  return pairs
}

function withId(part: Inline, idOf: (id: string) => string): Inline {
  if (typeof part === 'string') return part
  if ('ph' in part) return { ph: idOf(part.ph) }
  return 'open' in part
    ? { open: idOf(part.open) }
    : { close: idOf(part.close) }
}
