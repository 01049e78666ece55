import {
  type ExchangedConcept,
  type ExchangedTerm,
  ExchangeError,
  type LeftOut,
} from '../exchange/index.ts'
import {
  isMapping,
  isSame,
  textOf,
  type Written,
  type WrittenConcept,
  withWord,
  wordsOf,
} from '../glossary/index.ts'
import { chineseLocales, type ReviewState } from '../model/index.ts'
import { type Context, misuse } from './context.ts'
import { Spool } from './spool.ts'

/** Concept that comes in from a file of another format. */
export interface Incoming {
  /** Line it starts on, from 1. */
  line: number
  /** Subject field it says. */
  domain?: string
  /** State it says. */
  state?: ReviewState
  /**
   * Put what it says into a concept.
   *
   * @param concept - Concept as written, or what a new one starts from.
   * @returns Concept; the same value where it says nothing new.
   */
  into(concept: WrittenConcept): WrittenConcept
}

/** What incoming concepts are read with. */
export interface IncomingOptions {
  /** File, as it was typed. */
  path: string
  /** Tells whether the glossary has a concept with an id. */
  isKnown(id: string): boolean
  /** Counts what can not be carried. */
  leftOut: LeftOut
  /** Context. */
  context: Context
}

/** Concepts that came in, with their ids. */
export interface IncomingConcepts
  extends Iterable<[id: string, incoming: Incoming]> {
  /** Let go of them. */
  close(): void
}

const idForm = /^[a-z0-9]+(?:-[a-z0-9]+)*$/

/**
 * Give incoming concepts their ids; all are read before anything is done, and go to
 * the disk where they are many.
 *
 * An id that can be none here becomes one, and without it the English does.
 *
 * @param source - Concepts of the file.
 * @param options - File, glossary, what counts.
 * @returns Ids and concepts, to be gone through as often as wanted, and closed.
 * @throws UserError when the file is broken or has an id twice.
 */
export async function readIncoming(
  source: AsyncIterable<ExchangedConcept>,
  { path, isKnown, leftOut, context: { t } }: IncomingOptions,
): Promise<IncomingConcepts> {
  const ids = new Map<string, string>()
  const lines = new Map<string, number>()
  const found = new Spool<[id: string, concept: ExchangedConcept]>()
  const wrong = (line: number, problem: string) =>
    misuse(t('cli:misuse.badRow', { path, line, problem }))
  try {
    for await (const one of source) {
      const named = copied(one.id ?? '')
      const given = idForm.test(named)
      const made = given ? named : slug(named) || slug(englishOf(one))
      if (made === '') {
        leftOut.add('conceptEntry (no id, no English)')
        continue
      }
      let id = made
      for (let n = 2; lines.has(id); n++) {
        if (given) {
          const line = lines.get(id) ?? 0
          throw wrong(one.line, t('cli:misuse.twice', { id, line }))
        }
        id = `${made}-${n}`
      }
      const chinese = one.terms.some(({ locale }) =>
        (chineseLocales as readonly string[]).includes(locale),
      )
      if (!chinese && !isKnown(id)) {
        leftOut.add('conceptEntry (no Chinese)')
        continue
      }
      if (named !== '' && named !== id) ids.set(named, id)
      lines.set(id, one.line)
      found.add([id, one])
    }
  } catch (error) {
    found.close()
    if (!(error instanceof ExchangeError)) throw error
    const { problem, line, message } = error
    throw wrong(line, t(`cli:exchange.problem.${problem}`, { detail: message }))
  }
  let isFirst = true
  return {
    *[Symbol.iterator]() {
      const counted = isFirst
      isFirst = false
      for (const [id, concept] of found) {
        const led = withRelations(concept, (to) => {
          const target =
            ids.get(to) ?? (lines.has(to) || isKnown(to) ? to : undefined)
          if (target !== undefined && target !== id) return target
          if (counted) leftOut.add('crossReference')
          return undefined
        })
        yield [id, incomingOf(led)]
      }
    },
    close: () => found.close(),
  }
}

/** A copy of a text that does not keep the file it was cut from in memory. */
function copied(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}

/** Let the relations of a concept lead to ids of the glossary, or go. */
function withRelations(
  one: ExchangedConcept,
  targetOf: (id: string) => string | undefined,
): ExchangedConcept {
  const relations = (one.relations ?? []).flatMap(({ kind, id: to }) => {
    const target = targetOf(to)
    return target === undefined ? [] : [{ kind, id: target }]
  })
  return { ...one, relations }
}

function incomingOf(said: ExchangedConcept): Incoming {
  const { line, domain } = said
  return {
    line,
    into: (concept) => withExchanged(concept, said),
    ...(domain === undefined ? {} : { domain }),
  }
}

/** Words and items of lists are added and never taken out; texts replace. */
function withExchanged(
  concept: WrittenConcept,
  said: ExchangedConcept,
): WrittenConcept {
  const { terms, history = [] } = said
  const edited: Record<string, Written> = { ...concept }
  for (const key of ['domain', 'definition', 'note'] as const) {
    const text = said[key]
    if (text !== undefined && !isText(concept[key], text)) edited[key] = text
  }
  for (const key of ['sources', 'relations', 'images'] as const) {
    const all = together(concept[key], said[key])
    if (all) edited[key] = all
  }
  if (concept['terms'] === undefined && history.length > 0) {
    edited['history'] = history.map((entry) => ({ ...entry }))
  }
  let result: WrittenConcept = edited
  for (const term of terms) result = withTerm(result, term)
  return result
}

function withTerm(concept: WrittenConcept, term: ExchangedTerm) {
  const { locale, text, type, status, partOfSpeech, note } = term
  const word = wordsOf(concept, locale).find((one) => textOf(one) === text)
  const own = isMapping(word) ? word : {}
  const keys: Record<string, Written | undefined> = {}
  const ownStatus = own['status'] ?? 'preferred'
  // What a format has no word for is not changed by it.
  const forbidden = ownStatus === 'forbidden' && status === 'deprecated'
  if (status !== undefined && status !== ownStatus && !forbidden) {
    keys['status'] = status === 'preferred' ? undefined : status
  }
  if (type !== undefined && type !== (own['type'] ?? 'full')) {
    keys['type'] = type === 'full' ? undefined : type
  }
  const part = own['partOfSpeech'] ?? concept['partOfSpeech']
  const name = part === 'properNoun' && partOfSpeech === 'noun'
  if (partOfSpeech !== undefined && partOfSpeech !== part && !name) {
    keys['partOfSpeech'] = partOfSpeech
  }
  if (note !== undefined && !isText(own['note'], note)) keys['note'] = note
  const sources = together(own['sources'], term.sources)
  if (sources) keys['sources'] = sources
  return withWord(concept, { locale, text, keys })
}

/** Whether two texts differ in white space only, which other formats change. */
function isText(own: Written | undefined, text: string): boolean {
  return typeof own === 'string' && words(own) === words(text)
}

function words(text: string): string {
  return text.split(/\s+/).join(' ').trim()
}

/** Both lists, or `undefined` when the other one says nothing new. */
function together(
  own: Written | undefined,
  other: readonly object[] = [],
): Written[] | undefined {
  const known = Array.isArray(own) ? (own as readonly Written[]) : []
  const items = other.map((item): Written => ({ ...item }))
  const more = items.filter((item) => !known.some((one) => isSame(one, item)))
  return more.length > 0 ? [...known, ...more] : undefined
}

function englishOf({ terms }: ExchangedConcept): string {
  return terms.find(({ locale }) => locale === 'en')?.text ?? ''
}

/**
 * Make an id of a name: `Initial public offering` is `initial-public-offering`.
 *
 * @param name - Name.
 * @returns Id; empty where the name has no Latin letter and no digit.
 */
export function slug(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
