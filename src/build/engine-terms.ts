/**
 * English that an engine suggests for candidates of a glossary.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import {
  createEngine,
  type EngineRequest,
  type EngineUsage,
  runEngine,
} from '../engines/index.ts'
import type { Candidate } from '../extract/index.ts'
import {
  type ChineseLocale,
  type Config,
  type EngineSettings,
  textOf,
} from '../model/index.ts'
import { comparerIn } from './engine-numbers.ts'

/** What English is asked for, and of whom. */
export interface TermSuggestions {
  /** Candidates; those with English of the author or the glossary keep it. */
  candidates: readonly Candidate[]
  /** Paths of the articles, as candidates number them. */
  articles: readonly string[]
  /** Locale of the articles. */
  source: ChineseLocale
  /** Name of the engine in the settings. */
  engine: string
  /** Settings of the project. */
  config: Config
  /** Folder of the project. */
  cwd: string
  /** Environment variables. */
  env: Readonly<Record<string, string | undefined>>
  /** Ends the run. */
  signal?: AbortSignal
}

/** Candidates with what an engine said. */
export interface SuggestedTerms {
  /** Candidates, in the order given. */
  candidates: readonly Candidate[]
  /** Words that were asked for. */
  asked: number
  /** Words whose answer passed the checks. */
  taken: number
  /** What was used. */
  usage: EngineUsage
  /** Why the run ended before its time. */
  stopped?: Error
}

/**
 * Ask an engine for the English of candidates that have none.
 *
 * Each goes with the words around its first mention and the glossary's words in
 * it. Only answers that pass the checks are taken, marked as the engine's: they
 * are for a reviewer, and no approved term.
 *
 * @param request - Candidates and engine.
 * @returns Candidates with English.
 * @throws UserError when there is no such engine, or it can not be used.
 */
export async function suggestEnglishOf(
  request: TermSuggestions,
): Promise<SuggestedTerms> {
  const { candidates, articles, source, config, cwd, env, signal } = request
  const { engines } = config
  const engine = await createEngine(request.engine, { env, cwd, engines })
  const settings = engines[request.engine] as EngineSettings
  const segments = new Map<number, EngineRequest['segments'][number][]>()
  for (const [index, candidate] of candidates.entries()) {
    const [first] = candidate.occurrences
    // What is Latin already has nothing to translate.
    if (
      candidate.english ||
      !first ||
      !/\p{Script=Han}/u.test(candidate.text)
    ) {
      continue
    }
    const list = segments.get(first.article) ?? []
    list.push({
      id: String(index),
      content: [candidate.text],
      kind: 'label',
      before: {
        id: `context-${index}`,
        source: [`${first.left}${candidate.text}${first.right}`],
      },
      terms: candidate.relatives
        .filter(({ text }) => candidate.text.includes(text))
        .map(({ text, english }) => ({
          source: text,
          preferred: english,
          admitted: [],
          forbidden: [],
          doNotTranslate: false,
        })),
      matches: [],
      numbers: [],
    })
    segments.set(first.article, list)
  }
  const { outcomes, usage, asked, stopped } = await runEngine(
    [...segments].map(([article, list]) => ({
      article: articles[article] ?? '',
      source,
      target: 'en',
      style:
        'These are terms for a glossary: give the term alone, in lower case unless it is a name.',
      segments: list,
    })),
    engine,
    { settings, compareNumbers: comparerIn([]), ...(signal ? { signal } : {}) },
  )
  const said = new Map(
    outcomes.flatMap(({ id, state, content }) =>
      state === 'accepted' && content
        ? [[Number(id), textOf(content).trim()] as const]
        : [],
    ),
  )
  return {
    candidates: candidates.map((candidate, index) => {
      const text = said.get(index)
      return text
        ? {
            ...candidate,
            english: {
              text,
              source: 'engine' as const,
              quotation: engine.name,
            },
          }
        : candidate
    }),
    asked,
    taken: said.size,
    usage,
    ...(stopped ? { stopped } : {}),
  }
}
