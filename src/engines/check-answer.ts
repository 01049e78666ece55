import {
  type Content,
  type Locale,
  type Phrase,
  parseContent,
  printContent,
  textOf,
} from '../model/index.ts'
import { type AnswerProblem, problem } from './answer-problem.ts'
import { idOf, shapeOf, tagOf } from './code-shape.ts'
import type { EngineSegment } from './engine.ts'
import { termPattern } from './find-term.ts'
import { type Repair, repairBrackets, repairCodes } from './repair-tags.ts'

/**
 * Compares the amounts of a sentence and its translation.
 *
 * @param source - Sentence, without codes.
 * @param target - Translation, without codes.
 * @param locales - Locales of the two, and the article the sentence is of.
 * @returns What differs, each in a few words; nothing where all is well.
 */
export type CompareNumbers = (
  source: string,
  target: string,
  locales: {
    readonly source: Locale
    readonly target: Locale
    readonly article?: string
  },
) => readonly (Phrase | string)[]

/** What answers are held against. */
export interface AnswerCheck {
  /** Locale of the article. */
  source: Locale
  /** Locale of the translation. */
  target: Locale
  /** Article it is of. Default: none that is known. */
  article?: string
  /** Compares amounts. Default: amounts are not compared. */
  compareNumbers?: CompareNumbers | undefined
}

/** Answer, looked at. */
export interface CheckedAnswer {
  /** Translation, repaired. Not to be used where there are problems. */
  content: Content
  /** What is wrong with it. */
  problems: readonly AnswerProblem[]
  /** What was put right. */
  repairs: readonly Repair[]
}

/**
 * Look at what an engine says is the translation of a segment.
 *
 * Codes: each once, well nested, after repairs that are certain. Terms: the
 * glossary's word is there, no forbidden one is, what is not to be translated
 * stays. Amounts, by a function that is given. No Chinese in English, no talk,
 * nothing empty, nothing far too long or too short.
 *
 * @param segment - Segment.
 * @param text - Answer: text with tags.
 * @param check - What to hold it against.
 * @returns Translation, problems, repairs.
 */
export function checkAnswer(
  segment: EngineSegment,
  text: string,
  check: AnswerCheck,
): CheckedAnswer {
  const source = segment.content
  const repairs = new Set<Repair>()
  const content = readContent(source, text, repairs)
  const plain = textOf(content).trim()
  const original = textOf(source).trim()
  const problems: AnswerProblem[] = []
  if (!plain && original) problems.push(problem('empty'))
  else {
    problems.push(...checkCodes(source, content))
    if (plain === original && hasHan(original) && check.target === 'en') {
      if (!isKept(segment, original)) problems.push(problem('unchanged'))
    } else problems.push(...checkWords(segment, original, plain, check))
  }
  return { content, problems, repairs: [...repairs] }
}

/** All that is not to be translated makes up the text. */
function isKept(segment: EngineSegment, text: string): boolean {
  return !hasHan(withoutKept(segment, text))
}

function withoutKept({ terms }: EngineSegment, text: string): string {
  let rest = text
  for (const term of terms) {
    if (term.doNotTranslate) rest = rest.replaceAll(term.source, ' ')
  }
  return rest
}

function readContent(
  source: Content,
  text: string,
  repairs: Set<Repair>,
): Content {
  const original = textOf(source)
  const line = text.replaceAll(/[\r\n\t]+/g, ' ').trim()
  const tags = repairBrackets(source, line, repairs)
  const parsed = parseContent(decodeQuotes(original, tags)).map((part) => {
    if (typeof part === 'string') return part
    // What looks like a tag and stands in the source's text is text.
    const { alone, pairs, ends } = shapeOf(source)
    const id = idOf(part)
    if (alone.has(id) || pairs.has(id) || ends.has(id)) return part
    return original.includes(tagOf(part)) ? tagOf(part) : part
  })
  const repaired = repairCodes(source, normalise(parsed), repairs)
  return normalise(repaired)
}

/** Engines that read HTML write quotation marks as references. */
function decodeQuotes(original: string, text: string): string {
  if (/&(?:quot|#39|apos);/.test(original)) return text
  return text.replaceAll('&quot;', '"').replaceAll(/&(?:#39|apos);/g, "'")
}

function normalise(content: Content): Content {
  return parseContent(printContent(content))
}

function checkCodes(source: Content, target: Content): AnswerProblem[] {
  const problems: AnswerProblem[] = []
  const counts = new Map<string, number>()
  for (const part of source) {
    if (typeof part !== 'string') counts.set(tagOf(part), 0)
  }
  for (const part of target) {
    if (typeof part === 'string') continue
    const tag = tagOf(part)
    const count = counts.get(tag)
    if (count === undefined) problems.push(problem('code-unknown', { tag }))
    else counts.set(tag, count + 1)
  }
  for (const [tag, count] of counts) {
    if (count === 0) problems.push(problem('code-missing', { tag }))
    if (count > 1) problems.push(problem('code-repeated', { tag }))
  }
  return problems.length > 0 ? problems : checkNesting(source, target)
}

/** Pairs lie in or beside each other, and a mark's loose end in none of them. */
function checkNesting(source: Content, target: Content): AnswerProblem[] {
  const { pairs, ends } = shapeOf(source)
  const open: string[] = []
  for (const part of target) {
    if (typeof part === 'string' || 'ph' in part) continue
    const id = idOf(part)
    const tag = tagOf(part)
    if (ends.has(id)) {
      if (open.length > 0) return [problem('code-nesting', { tag })]
    } else if ('open' in part) open.push(id)
    else if (open.pop() !== id || !pairs.has(id)) {
      return [problem('code-nesting', { tag })]
    }
  }
  return []
}

function checkWords(
  segment: EngineSegment,
  original: string,
  plain: string,
  { source, target, article, compareNumbers }: AnswerCheck,
): AnswerProblem[] {
  const problems: AnswerProblem[] = []
  for (const term of segment.terms) {
    if (term.doNotTranslate) {
      if (!plain.includes(term.source)) {
        problems.push(problem('term-changed', { source: term.source }))
      }
      continue
    }
    const right = [term.preferred, ...term.admitted].filter(Boolean)
    if (
      right.length > 0 &&
      !right.some((one) => termPattern(one).test(plain))
    ) {
      const { source: word, preferred } = term
      problems.push(problem('term-missing', { source: word, preferred }))
    }
    // `language model` may be forbidden where `large language model` is right.
    let rest = plain
    for (const one of right) rest = rest.replaceAll(termPattern(one), ' ')
    const wrong = term.forbidden.find((one) => termPattern(one).test(rest))
    if (wrong !== undefined) {
      const { source: word } = term
      problems.push(problem('term-forbidden', { term: wrong, source: word }))
    }
  }
  problems.push(...checkAdded(original, plain))
  const locales = { source, target, ...(article ? { article } : {}) }
  for (const one of compareNumbers?.(original, plain, locales) ?? []) {
    problems.push(problem('number', { problem: one }))
  }
  if (target === 'en') {
    const rest = withoutKept(segment, plain)
    const han = /\p{sc=Han}[\p{sc=Han}\p{P}\s]*/u.exec(rest)?.[0].trim()
    if (han) problems.push(problem('han', { text: han }))
    const talk = chatterIn(original, plain)
    if (talk) problems.push(problem('chatter', { text: talk }))
    problems.push(...checkLength(original, plain))
  }
  return problems
}

/**
 * What an engine adds of its own accord: an address that a text it was told to
 * translate asked for, bold text for a title.
 */
function checkAdded(original: string, plain: string): AnswerProblem[] {
  const problems: AnswerProblem[] = []
  for (const [text] of plain.matchAll(/(?:https?:\/\/|www\.)[^\s<>"')\]]+/gi)) {
    const address = text.replace(/(?<![.,;:!?])[.,;:!?]+$/, '')
    if (!original.includes(address)) {
      problems.push(problem('address', { text: address.slice(0, 80) }))
    }
  }
  const markup = /\*\*|__|`|\]\(|^#{1,6} |<\/?[a-z][^<>]*>/i.exec(plain)?.[0]
  if (markup !== undefined && !original.includes(markup)) {
    problems.push(problem('markup', { text: markup.slice(0, 80) }))
  }
  return problems
}

function hasHan(text: string): boolean {
  return /\p{sc=Han}/u.test(text)
}

const chatter = [
  /^(?:sure|certainly|of course|okay|ok|absolutely)[,.!:]? (?:here|below|i['’]ll)\b[^.]*/i,
  /^(?:here|below) (?:is|are|['’]s) (?:the|your|my|a|an) (?:[\w-]+ )?translat\w*[^.]*/i,
  /^here['’]s (?:the|your|my|a|an) (?:[\w-]+ )?translat\w*[^.]*/i,
  /^(?:translation|translated text|english(?: translation)?|output|answer) ?:/i,
  /\(?(?:translator['’]s note|note: (?:the|this|i) (?:translat|original|source))[^.]*/i,
  /^please note that (?:the|this) translat[^.]*/i,
]

const refusals = [
  /\bas an ai(?: language)?(?: model| assistant)?\b[^.]*/i,
  /\bi(?:['’]m| am) (?:sorry|unable|not able)\b[^.]*/i,
  /\bi (?:can(?:not|['’]t| not)|won['’]t|will not) (?:translate|assist|help|fulfil|comply|provide|process)\b[^.]*/i,
]

/** What a model says about its answer; what the source says itself is none. */
function chatterIn(original: string, plain: string): string | undefined {
  const about = /翻譯|翻译|譯文|译文|譯者|译者|英文|輸出|输出|答案|答：/.test(
    original,
  )
  const says = /我|本人|抱歉|對不起|对不起|無法|无法|不能|不會|不会/.test(
    original,
  )
  const patterns = [...(about ? [] : chatter), ...(says ? [] : refusals)]
  for (const pattern of patterns) {
    const found = pattern.exec(plain)?.[0]
    if (found) return found.slice(0, 80)
  }
  return undefined
}

/**
 * English has about three letters for a Han character; four times more or less
 * is no translation. Short segments may be anything.
 */
function checkLength(original: string, plain: string): AnswerProblem[] {
  const han = original.match(/\p{sc=Han}/gu)?.length ?? 0
  const expected = 3 * han + (original.length - han)
  const sizes = { source: original.length, target: plain.length }
  if (plain.length > 4 * expected + 60) return [problem('long', sizes)]
  if (expected >= 40 && plain.length < expected / 4) {
    return [problem('short', sizes)]
  }
  return []
}
