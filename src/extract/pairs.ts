import { dottedStart } from './names.ts'
import type { Proposals } from './proposals.ts'
import { isBeside, type Segmented, type Token } from './segment.ts'
import {
  isCut,
  isEdgeless,
  isLeading,
  isPrefix,
  isSuffix,
} from './word-classes.ts'

/** English in brackets: 智能體 (Agent). */
const latinInBrackets =
  /[(（][ \u3000]*(?:(?:英[文语]?|原文|原名|全[名称]|简称|缩写|又[名称]|亦称|即)[:：为]?[ \u3000]*)?((?:\d(?=[A-Z]))?[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f .,，、&'’/+–-]{0,78})(?:(?:以下)?(?:简称|缩写|又称|或称)(?:为|作)?[:：]?[ \u3000]*([A-Za-z][A-Za-z0-9/&-]{1,11}))?[)）]/g

/** Chinese in brackets behind a Latin word: MinIO（物件儲存）. */
const hanInBrackets =
  /([A-Za-z][\w.+#-]{0,60}(?: [A-Za-z][\w.+#-]{0,60}){0,4}) ?[(（]([\u4e00-\u9fff]{2,10})[)）]/g

/** What the author will call it, in simplified characters. */
const alias =
  /(?:简称|下称|又称|亦称|也称|俗称|合称|统称|或称|缩写|称作|称之)(?:为|作)?[ ]*[「『“"]([^「」『』“”"\n]{1,24})[」』”"]/g

const aliasInBrackets =
  /[(（](?:以下)?(?:简称|下称|又称|亦称|俗称)(?:为|作)?[ ]*([^()（）「」『』“”"，。,\n]{2,16})[)）]/g

const small = new Set(
  'a an the of and or for in on as to by with from at'.split(' '),
)

/** How an example or a hint begins, in simplified characters. */
const isRemark =
  /^(?:例如|比如|譬如|诸如|参见|详见|请参|请见|包括|不含|下同|以下)/

/** Atonal, unsupervised, serverless: a term that says what it is not. */
const negated =
  /(?:^|[ -])(?:a(?=[bcdfghjklmnpqrtvxz])|an(?=[aeiou])|un|in|im|non|dis)[a-z-]{3}|(?:less|free)(?:ness)?(?![a-z])/i

/** Most words of the text that a term in front of brackets has. */
const mostWords = 8

/**
 * Find what the author gives in two languages, or a second name.
 *
 * @param segmented - Text and its tokens.
 * @param proposals - Takes what is found.
 * @param countOf - How often a text occurs in all articles.
 */
export function findPairs(
  segmented: Segmented,
  proposals: Proposals,
  countOf: (text: string) => number,
): void {
  const { text, folded } = segmented
  if (!/[(（称简缩]/.test(folded)) return
  for (const match of folded.matchAll(latinInBrackets)) {
    // A file's name is no English.
    if (/[A-Za-z0-9]\.[A-Za-z]/.test(match[1] as string)) continue
    if (isReference(match[1] as string)) continue
    const short = match[2] ? `, ${match[2]}` : ''
    const english = readEnglish(
      (match[1] as string).replace(/[ ,，、]+$/, '') + short,
    )
    const start = termBefore(segmented, match.index, english, countOf)
    if (start === undefined) continue
    const end = endBefore(text, match.index)
    const term = text.slice(start, end)
    const quotation = text.slice(start, match.index + match[0].length)
    if (isLatin(term)) {
      pairOfLatin(term, english, quotation, proposals)
      continue
    }
    const found = proposals.add(term, 'pair', 0.93, {
      kind: 'author-pair',
      value: quotation,
    })
    if (!found) continue
    found.aligned = false
    found.english ??= { text: english.text, source: 'author', quotation }
    if (english.abbreviation !== english.text)
      proposals.addEnglish(english.text)
    if (
      english.abbreviation !== undefined &&
      english.text !== english.abbreviation
    ) {
      proposals.add(english.abbreviation, 'pair', 0.9, {
        kind: 'author-pair',
        value: quotation,
      })
    }
  }
  for (const match of folded.matchAll(hanInBrackets)) {
    const at = match.index + match[0].length - 1 - (match[2] as string).length
    const inside = segmented.tokens.filter(
      (token) => token.start >= at && token.end < match.index + match[0].length,
    )
    const isTerm =
      inside.length <= 4 &&
      inside.every(({ kind }) => kind !== 'grammar' && kind !== 'idiom') &&
      inside.at(-1)?.kind !== 'weak'
    if (!isTerm || isRemark.test(match[2] as string)) continue
    const term = text.slice(at, at + (match[2] as string).length)
    const quotation = text.slice(match.index, match.index + match[0].length)
    const english = match[1] as string
    const found = proposals.add(term, 'pair', 0.8, {
      kind: 'author-pair',
      value: quotation,
    })
    if (!found) continue
    found.aligned = false
    found.english ??= { text: english, source: 'author', quotation }
  }
  for (const pattern of [alias, aliasInBrackets]) {
    for (const match of folded.matchAll(pattern)) {
      const name = match[1] as string
      const at = match.index + match[0].lastIndexOf(name)
      const value = text.slice(match.index, match.index + match[0].length)
      if (isSentence(name)) continue
      const found = proposals.add(
        text.slice(at, at + name.length),
        'pair',
        0.93,
        { kind: 'author-alias', value },
      )
      if (found) found.aligned = false
    }
  }
}

/** A version, a number of an item, a cited work or a list is no English. */
function isReference(inside: string): boolean {
  return (
    /^(?:v?\.?\d(?![A-Z]{2}))|\bet al\b|\b(?:1[5-9]|20)\d\d\b/i.test(inside) ||
    /^[A-Z]{1,3}(?:-\d+|\d{2,})$/.test(inside) ||
    /^[vV]\d/.test(inside) ||
    (inside.match(/[,，、]/g)?.length ?? 0) > 1
  )
}

interface English {
  text: string
  /** Words a term in Chinese would have. */
  words: number
  abbreviation?: string
}

/** Take English apart that may have its abbreviation behind it. */
function readEnglish(inside: string): English {
  const parts = inside.split(/[,，、][ \u3000]*/)
  const last = parts.at(-1)?.trim() ?? ''
  const text = inside.trim().replace(/[ .,，、]+$/, '')
  const isShort = (word: string): boolean =>
    /^[A-Za-z\d][A-Za-z0-9/&-]{1,7}$/.test(word) &&
    (word.match(/[A-Z]/g)?.length ?? 0) > 1
  const capitals = (word: string): number => word.match(/[A-Z]/g)?.length ?? 1
  if (parts.length === 2 && isShort(last)) {
    const full = parts[0]?.trim() ?? ''
    return { text: full, words: countWords(full), abbreviation: last }
  }
  const head = parts[0]?.trim() ?? ''
  if (parts.length === 2 && isShort(head)) {
    return { text: last, words: countWords(last), abbreviation: head }
  }
  if (isShort(text)) {
    const words = Math.max(capitals(text), countWords(text))
    return { text, words: Math.min(4, words), abbreviation: text }
  }
  return { text, words: countWords(text) }
}

function countWords(english: string): number {
  let count = 0
  for (const word of english.split(/[ /-]+/)) {
    if (word === '' || small.has(word.toLowerCase())) continue
    // EM of cryo-EM stands for two words.
    count += /^[A-Z]{2,4}$/.test(word) ? word.length : 1
  }
  return Math.max(1, count)
}

function isLatin(text: string): boolean {
  return /^[\x20-\u024f]+$/.test(text)
}

function isSentence(text: string): boolean {
  return /[，。！？；,;!?\n\uFFFC]/.test(text)
}

/** Closing marks and a space may stand between a term and its brackets. */
function endBefore(text: string, bracket: number): number {
  let end = bracket
  while (end > 0 && /[ \u3000」』”"》*]/.test(text.charAt(end - 1))) end--
  return end
}

/**
 * Find where the term in front of brackets starts.
 *
 * In quotation marks it is what they enclose. Else it ends where the brackets
 * open, and begins at a word: where the number of words comes nearest to the
 * English's, where a run of words begins, where the text says it again.
 */
function termBefore(
  { text, folded, tokens }: Segmented,
  bracket: number,
  english: English,
  countOf: (text: string) => number,
): number | undefined {
  const end = endBefore(text, bracket)
  const closing = text.slice(end, bracket).trim()
  const opening = { '」': '「', '』': '『', '”': '“', '》': '《' }[closing]
  if (opening !== undefined) {
    const open = lastIndexNear(text, opening, end)
    const quoted = text.slice(open + 1, end)
    if (
      open >= 0 &&
      quoted.length > 1 &&
      quoted.length < 25 &&
      !isSentence(quoted) &&
      isCut(folded.slice(open + 1, end))
    ) {
      return open + 1
    }
  }
  // 「自我所有權 (Self-ownership）」: the mark that is still open is its edge.
  const open = Math.max(
    lastIndexNear(text, '「', end),
    lastIndexNear(text, '“', end),
  )
  const opened = text.slice(open + 1, end)
  if (
    open >= 0 &&
    opened.length > 1 &&
    opened.length < 13 &&
    !/[」”，。；、]/.test(opened) &&
    isCut(folded.slice(open + 1, end))
  ) {
    return open + 1
  }
  const foreign = dottedStart({ text, folded, tokens }, end)
  if (foreign !== undefined) return foreign
  let last = lastBefore(tokens, end)
  if (last < 0 || tokens[last]?.end !== end) return undefined
  const first = tokens[last] as Token
  if (first.kind === 'grammar' || first.kind === 'number') return undefined
  if (first.kind === 'single') {
    const character = folded.charAt(first.start)
    if (isEdgeless(character) && !isSuffix(character)) return undefined
  }
  let best: number | undefined
  let least = Number.POSITIVE_INFINITY
  let groups = 0
  let crossed = 0
  const isNegated = negated.test(english.text)
  let after: Token | undefined
  for (let taken = 0; last >= 0 && taken < mostWords * 3; last--, taken++) {
    const token = tokens[last] as Token
    if (after && !isJoined(text, token, after)) break
    const word = folded.slice(token.start, token.end)
    const isNegation = taken > 0 && isNegated && isNo(word)
    if (
      (token.kind === 'grammar' && !isNegation) ||
      token.kind === 'number' ||
      token.kind === 'idiom'
    ) {
      break
    }
    // MaaS(Model as a Service): what Han stands before it is not meant.
    if (after?.kind === 'latin' && token.kind !== 'latin') break
    // Latin in front of Han is a name of its own more often than not.
    if (
      after &&
      token.kind === 'latin' &&
      after.kind !== 'latin' &&
      english.words < 2
    ) {
      break
    }
    if (taken > 0 && isLeading(word)) crossed += 1.2
    const isLone = token.kind === 'single'
    if (isLone && isEdgeless(folded.charAt(token.start)) && taken > 0) {
      if (!isSuffix(word) && !isPrefix(word) && !isNegation) break
    }
    const before = tokens[last - 1]
    // Characters that are no word are one word together.
    const isAffix =
      isNegation || (isLone && isPrefix(word) && after !== undefined)
    if (isAffix) groups += 0.3
    else if (isBound(word)) groups += after ? 1 : 0
    else if (isLone && isSuffix(word) && after?.kind === 'single') groups += 0.5
    else if (
      !(isLone && after?.kind === 'single' && after.start === token.end)
    ) {
      groups += wordsIn(token)
    }
    after = token
    if (groups > mostWords) break
    const isStart =
      before === undefined ||
      !isJoined(text, before, token) ||
      (before.kind === 'grammar' &&
        !(isNegated && isNo(folded.slice(before.start, before.end)))) ||
      before.kind === 'number' ||
      isLeading(folded.slice(before.start, before.end))
    const isInsideName = isLone && before?.kind === 'single' && !isStart
    let penalty = Math.abs(groups - english.words) + crossed
    if (isStart) penalty -= 0.9
    if (isInsideName && !isPrefix(folded.charAt(token.start))) penalty += 1
    if (taken > 0 && token.kind === 'verb' && token.cost < 100) penalty += 0.7
    if (taken > 0 && token.kind === 'weak') penalty += 0.4
    // Behind a character that is no word here a term was cut, more often than not.
    if (before?.kind === 'single' && isBeside(text, before, token)) {
      const character = folded.charAt(before.start)
      if (!isEdgeless(character) && !isPrefix(character)) penalty += 0.8
    }
    if (end - token.start < 2 || isBound(word)) penalty += 3
    if (countOf(text.slice(token.start, end)) > 1) penalty -= 0.9
    if (penalty < least) {
      least = penalty
      best = token.start
    }
  }
  return best
}

/** How many words of English one token is, more or less. */
function wordsIn({ start, end, kind }: Token): number {
  if (end - start < 4) return 1
  return kind === 'latin' ? 2 : (end - start) >> 1
}

function isNo(word: string): boolean {
  return /^[无不非未]$/.test(word)
}

/** 主義 is the end of a word: utilitarianism is 效益主義. */
function isBound(word: string): boolean {
  return word === '主义'
}

/** Where a mark last stands in the 30 characters before a place, else -1. */
function lastIndexNear(text: string, mark: string, end: number): number {
  const from = Math.max(0, end - 30)
  const found = text.slice(from, end + 1).lastIndexOf(mark)
  return found < 0 ? -1 : from + found
}

/** Side by side, or parted by the dot or dash of a foreign name. */
function isJoined(text: string, before: Token, after: Token): boolean {
  if (isBeside(text, before, after)) return true
  return (
    after.start - before.end === 1 && /[·‧・•．–]/.test(text.charAt(before.end))
  )
}

function lastBefore(tokens: readonly Token[], end: number): number {
  let low = 0
  let high = tokens.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((tokens[middle] as Token).start < end) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** MaaS(Model as a Service): one is the other's initials. */
function pairOfLatin(
  term: string,
  english: English,
  quotation: string,
  proposals: Proposals,
): void {
  const [short, long] =
    term.length < english.text.length
      ? [term, english.text]
      : [english.text, term]
  if (!hasInitials(short, long)) return
  const evidence = { kind: 'initials', value: quotation } as const
  const found = proposals.add(short, 'pair', 0.95, evidence)
  if (found) found.english ??= { text: long, source: 'author', quotation }
  proposals.addEnglish(long)
}

/**
 * Tell whether an abbreviation is made of the initials of words, some of which
 * it may pass over: MaaS of “Model as a Service”.
 *
 * The letters of the abbreviation, in order, each begin a word or go on from a
 * letter of the same word (Schwartz and Hearst 2003, with whole words).
 */
export function hasInitials(short: string, long: string): boolean {
  const letters = short.toLowerCase().replace(/[^a-z0-9]/g, '')
  const words = long
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
  if (letters.length < 2 || words.length < 2) return false
  // Whether the rest of the letters can be had from the rest of the words.
  const failed = new Set<number>()
  const fits = (at: number, word: number): boolean => {
    if (at === letters.length) return word > 1
    if (word === words.length) return false
    const key = at * 1000 + word
    if (failed.has(key)) return false
    const one = words[word] as string
    let taken = 0
    while (one[taken] === letters[at + taken] && taken < one.length) {
      taken++
      if (at + taken > letters.length) break
      if (fits(at + taken, word + 1)) return true
    }
    if (small.has(one) && fits(at, word + 1)) return true
    failed.add(key)
    return false
  }
  return fits(0, 0)
}
