import type { VFileMessage } from 'vfile-message'
import {
  type Candidate,
  type Extraction,
  extractTerms,
} from '../extract-terms.ts'
import type { WrittenConcept } from '../glossary/index.ts'
import { createLocalizer } from '../localize.ts'
import type { Translate } from '../messages/index.ts'
import type { ChineseLocale, Concept, Config } from '../model/index.ts'
import { isReadable, openArticle, settingsOf } from './article.ts'
import { articleNames } from './article-names.ts'
import { type Context, misuse } from './context.ts'
import { createProgress } from './progress.ts'
import { readGlossary } from './project.ts'
import { proposedConcepts } from './proposed-concepts.ts'

/** What to extract. */
export interface ExtractRequest {
  /** Articles and folders that were named; none for all. */
  named: readonly string[]
  /** How sure a candidate has to be, 0 to 1. */
  strictness: number
  /** How many candidates at most. */
  limit: number
  /** Leave out what the glossary has. Default: `false`. */
  'new-only'?: boolean | undefined
  /** Glossary files instead of the settings'. */
  glossary?: readonly string[] | undefined
  /** Encoding of the articles instead of the settings'. */
  encoding?: string | undefined
}

/** What was found, and what it was found beside. */
export interface FoundTerms {
  extraction: Extraction
  /** Findings by article. */
  findings: Map<string, readonly VFileMessage[]>
  /** Concepts of the glossary. */
  concepts: readonly Concept[]
  /** Locale whose forms a reader wants to see. */
  shown: ChineseLocale
  /** Locale of the articles: of the first, where they have several. */
  source: ChineseLocale
}

/**
 * Extract terms from articles of a project, with progress on long work.
 *
 * @param context - Where to read and print.
 * @param config - Settings.
 * @param request - What to extract.
 * @returns Candidates and findings.
 * @throws UserError when articles or the glossary can not be read.
 */
export async function extractFrom(
  context: Context,
  config: Config,
  request: ExtractRequest,
): Promise<FoundTerms> {
  const { io } = context
  const names = await articleNames(context, config, request.named)
  const { concepts } = await readGlossary(context, config, request.glossary)
  const localizer = createLocalizer({ vocabulary: false })
  const findings = new Map<string, readonly VFileMessage[]>()
  const sources: Parameters<typeof extractTerms>[0][number][] = []
  for (const name of names) {
    const { encoding } = request
    const file = await openArticle(io, name, { config, encoding })
    if (!isReadable(file)) {
      findings.set(name, file.messages)
      continue
    }
    const { source, markdown, locate } = settingsOf(localizer, file, {
      config,
      cwd: io.cwd,
    })
    const { limits } = config
    sources.push({ file, source, markdown, locate, limits })
  }
  const progress = createProgress(context)
  let done = 0
  // A few articles take no time that has to be shown.
  const isLong = sources.length > 20
  const extraction = extractTerms(sources, {
    concepts,
    strictness: request.strictness,
    limit: request.limit,
    newOnly: request['new-only'] ?? false,
    onArticle: (path) => {
      done++
      if (isLong) progress.update({ done, total: sources.length, path })
    },
  })
  if (isLong) progress.end()
  for (const [path, messages] of extraction.findings) {
    findings.set(path, messages)
  }
  const shown = shownLocale(sources)
  const source = sources[0]?.source ?? config.source
  return { extraction, findings, concepts, shown, source }
}

/**
 * Make proposed concepts of what was extracted.
 *
 * @param extraction - Candidates.
 * @param concepts - Concepts the glossary has.
 * @param t - Messages.
 * @returns Concepts as a file has them, each with a note that says why.
 */
export function proposalsOf(
  extraction: Extraction,
  concepts: readonly Concept[],
  t: Translate,
): WrittenConcept[] {
  return proposedConcepts(extraction.candidates, {
    articles: extraction.articles,
    taken: concepts.map(({ id }) => id),
    noteOf: (candidate) => noteOf(candidate, extraction.articles, t),
  })
}

/** Read a number from 0 to 1. */
export function readNumber(
  option: string,
  value: string,
  t: Translate,
): number {
  const number = Number(value)
  if (value.trim() === '' || !(number >= 0 && number <= 1)) {
    throw misuse(
      t('cli:misuse.invalidValue', { value, option }),
      t('cli:hint.strictness'),
    )
  }
  return number
}

/** The Mainland's forms, unless all articles are from there. */
function shownLocale(
  sources: readonly { source?: ChineseLocale }[],
): ChineseLocale {
  const isMainland =
    sources.length > 0 && sources.every(({ source }) => source === 'zh-CN')
  return isMainland ? 'zh-TW' : 'zh-CN'
}

/** Say why a candidate was proposed. */
export function whyOf(candidate: Candidate, t: Translate): string[] {
  const { evidence, relatives, known } = candidate
  return [
    ...(known === undefined ? [] : [t('cli:extract.known')]),
    ...evidence.map(({ kind, value }) =>
      t(`cli:extract.evidence.${kind}`, { value }),
    ),
    ...relatives.map(({ text: term, english }) =>
      t('cli:extract.related', { term, english }),
    ),
  ]
}

function noteOf(
  candidate: Candidate,
  articles: readonly string[],
  t: Translate,
): string {
  const { count, counts } = candidate
  const named = [...counts.keys()].slice(0, 3).map((one) => articles[one] ?? '')
  const more = counts.size > 3 ? '…' : ''
  const where = t('cli:extract.note', {
    count,
    articles: named.join(t('cli:frame.comma')) + more,
  })
  return [where, ...whyOf(candidate, t)].join('; ')
}
