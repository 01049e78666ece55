/**
 * Terms of articles: where their text, its conversion and the glossary meet.
 *
 * Joins `parse`, `locate`, `convert` and `extract`, as `localize.ts` joins rooms
 * for an edition. Reads and writes no files, and is the door `yiwen/extract`, so
 * that a page which only converts does not load the classes of words.
 *
 * @module
 */
import type { VFile } from 'vfile'
import {
  type Analysis,
  characterConverter,
  createCompatConverter,
  editorialConverter,
  loadLexicon,
} from './convert/index.ts'
import {
  type Candidate,
  type ExtractArticle,
  extractTerms as extract,
  type Form,
  type Place,
} from './extract/index.ts'
import {
  checkResource,
  locate,
  locatePlain,
  locateResource,
} from './locate/index.ts'
import {
  type ChineseLocale,
  type Concept,
  defaultConfig,
  type Finding,
  isChinese,
  type Limits,
  type LocateSettings,
  locales,
  type MarkdownSettings,
  type Unit,
} from './model/index.ts'
import { codeElsewhere, ParseError, parse } from './parse/index.ts'

export type {
  Candidate,
  CandidateKind,
  CandidateOccurrence,
  Evidence,
  Form,
  Relative,
  SuggestedEnglish,
} from './extract/index.ts'

/** Article, and how it is read. */
export interface ArticleSource {
  /** Article; `.txt` is plain text, `.json` an i18next resource, `.mdx` MDX. */
  file: VFile
  /** Locale it is in. Default: `zh-TW`. */
  source?: ChineseLocale
  /** Markdown dialect. Default: that of the settings' defaults. */
  markdown?: Partial<MarkdownSettings>
  /** What else than prose is read. */
  locate?: Partial<LocateSettings>
  /** Bounds on nesting. */
  limits?: Partial<Limits>
}

/** How terms are proposed. */
export interface ExtractTermsOptions {
  /** Glossary there is: known terms are marked, their English is offered. */
  concepts?: readonly Concept[]
  /** 0 takes everything, 1 only what is all but certain. Default: 0.5. */
  strictness?: number
  /** How many candidates to give, the best first. Default: all. */
  limit?: number
  /** Leave out what the glossary has. Default: `false`. */
  newOnly?: boolean
  /** Told after each article that was read. */
  onArticle?: (path: string) => void
}

/** What was proposed. */
export interface Extraction {
  /** Paths, in the order that candidates' counts number them. */
  articles: readonly string[]
  /** Candidates, the best first. */
  candidates: readonly Candidate[]
  /** By path: what is wrong with articles that could not be read. */
  findings: ReadonlyMap<string, readonly Finding[]>
}

/** Article that was read, and what its conversions know. */
interface Reading {
  article: ExtractArticle
  source: ChineseLocale
  analyses: ReadonlyMap<ChineseLocale, readonly Analysis[]>
}

/**
 * Propose the terms of articles.
 *
 * Code, addresses, markup and what `yiwen:off` excludes are not read.
 *
 * @param sources - Articles.
 * @param options - Glossary, strictness.
 * @returns Candidates with evidence, contexts and forms for every locale.
 *
 * @example
 * ```ts
 * import { VFile } from 'vfile'
 * import { extractTerms } from 'yiwen/extract'
 *
 * const file = new VFile({ path: 'a.md', value: '這是智能體 (Agent)。' })
 * const { candidates } = extractTerms([{ file }])
 * const [agent] = candidates
 * agent?.text // '智能體'
 * agent?.english?.text // 'Agent'
 * ```
 */
export function extractTerms(
  sources: readonly ArticleSource[],
  options: ExtractTermsOptions = {},
): Extraction {
  const { concepts = [], strictness = 0.5, limit, newOnly, onArticle } = options
  const findings = new Map<string, readonly Finding[]>()
  const readings = sources.map((source) => {
    const reading = read(source, findings)
    onArticle?.(source.file.path)
    return reading
  })
  const candidates = extract(
    readings.map(({ article }) => article),
    {
      background: loadLexicon(),
      fold: folding(),
      concepts,
      strictness,
      ...(limit === undefined ? {} : { limit }),
      newOnly: newOnly ?? false,
      formsOf: (place) => formsOf(place, readings[place.article] as Reading),
    },
  )
  return {
    articles: sources.map(({ file }) => file.path),
    candidates,
    findings,
  }
}

function read(
  source: ArticleSource,
  findings: Map<string, readonly Finding[]>,
): Reading {
  const { file, source: own = 'zh-TW' } = source
  const { units, messages } = unitsOf(source, own)
  if (messages.length > 0) findings.set(file.path, messages)
  const chinese = units.filter(({ lang }) => lang === undefined)
  const passages = chinese.map(({ text }) => ({ text }))
  const analyses = new Map<ChineseLocale, readonly Analysis[]>()
  for (const target of locales.filter(isChinese)) {
    if (target === own) continue
    analyses.set(target, editorialConverter(own, target).analyse(passages))
  }
  const main = analyses.get(own === 'zh-CN' ? 'zh-TW' : 'zh-CN') ?? []
  return {
    article: {
      path: file.path,
      units: chinese,
      words: main.map(({ decisions }) =>
        decisions.filter(({ start, end }) => end - start > 1),
      ),
      doubts: main.map(({ doubts }) => doubts),
    },
    source: own,
    analyses,
  }
}

function unitsOf(
  { file, markdown, locate: settings, limits }: ArticleSource,
  source: ChineseLocale,
): { units: readonly Unit[]; messages: readonly Finding[] } {
  const text = String(file).replace(/^\uFEFF+/, '')
  if (file.extname === '.txt') return { units: locatePlain(text), messages: [] }
  if (file.extname === '.json') {
    const messages = checkResource(text)
    const units = messages.length > 0 ? [] : locateResource(text)
    return { units, messages }
  }
  const dialect = {
    ...defaultConfig.markdown,
    ...(file.extname === '.mdx' ? { mdx: true } : {}),
    ...markdown,
  }
  try {
    const parsed = parse(text, dialect, { ...defaultConfig.limits, ...limits })
    const { units } = locate(parsed, {
      ...defaultConfig.locate,
      ...settings,
      source,
      markdown: dialect,
    })
    const code = codeElsewhere(parsed)
    return {
      units: units.filter(
        ({ span }) =>
          !code.some(
            ({ start, end }) => start <= span.start && span.end <= end,
          ),
      ),
      messages: [],
    }
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return { units: [], messages: [error.finding] }
  }
}

/** Write text in simplified characters, each by itself. */
function folding(): (text: string) => string {
  const convert = characterConverter('zh-TW', 'zh-CN')
  const known = new Map<string, string>([['著', '着']])
  return (text) => {
    let folded = ''
    for (let at = 0; at < text.length; at++) {
      const unit = text.charAt(at)
      let simple = known.get(unit)
      if (simple === undefined) {
        const made = convert(unit)
        simple = made.length === 1 ? made : unit
        known.set(unit, simple)
      }
      folded += simple
    }
    return folded
  }
}

const openccNames = { 'zh-TW': 'twp', 'zh-HK': 'hkp', 'zh-CN': 'cn' } as const

function formsOf(
  place: Place,
  { source, analyses }: Reading,
): Partial<Record<ChineseLocale, Form>> {
  const forms: Partial<Record<ChineseLocale, Form>> = {}
  for (const target of locales.filter(isChinese)) {
    const { text } = place
    const analysis = analyses.get(target)?.[place.unit]
    if (target === source || !analysis) {
      forms[target] = { yiwen: text, opencc: text }
      continue
    }
    const opencc = createCompatConverter({
      from: openccNames[source],
      to: openccNames[target],
    })
    forms[target] = { yiwen: formIn(analysis, place), opencc: opencc(text) }
  }
  return forms
}

/** Form of a range, as its article is converted. */
function formIn(analysis: Analysis, { start, end }: Place): string {
  const { base, decisions, uneven } = analysis
  const changes = [
    ...decisions.filter((one) => one.start >= start && one.end <= end),
    ...uneven.filter((one) => one.start >= start && one.end <= end),
  ].sort((a, b) => a.start - b.start || b.end - a.end)
  let form = ''
  let at = start
  for (const change of changes) {
    if (change.start < at) continue
    form += base.slice(at, change.start) + change.text
    at = change.end
  }
  return form + base.slice(at, end)
}
