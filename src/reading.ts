/**
 * An article is read once for all of its editions.
 *
 * A part of the pipeline, which may join rooms.
 *
 * @module
 */
import type { VFile } from 'vfile'
import {
  checkResource,
  type Located,
  locate,
  locatePlain,
  locateResource,
} from './locate/index.ts'
import {
  type ChineseLocale,
  defaultConfig,
  type Finding,
  isChinese,
  type Limits,
  type LocateSettings,
  type MarkdownSettings,
  type Occurrence,
  parseLocale,
  type Span,
} from './model/index.ts'
import { codeElsewhere, type Parsed, ParseError, parse } from './parse/index.ts'
import {
  checkLocale,
  checkReview,
  checkUsage,
  matchTerms,
  type TermIndex,
  withoutOverlap,
} from './terms/index.ts'

/** Terms to look for. */
export interface Indexes {
  /** Those that editions use. */
  used: TermIndex
  /** Those that wait for review. */
  unreviewed: TermIndex
  /** Those of other locales. They are reported, and otherwise plain words. */
  foreign: TermIndex
}

/** Article as it was read: what all of its editions share. */
export interface Reading {
  value: VFile['value']
  text: string
  bom: string
  source: ChineseLocale
  kind: 'markdown' | 'plain' | 'resource'
  located: Located
  occurrences: readonly Occurrence[]
  findings: readonly Finding[]
  /** Ranges that nothing may change, whatever the units say. */
  untouchable: readonly Span[]
  parsed?: Parsed
}

/** How an article is read. */
interface ReadingOptions {
  source?: ChineseLocale
  markdown?: Partial<MarkdownSettings>
  locate?: Partial<LocateSettings>
  limits?: Partial<Limits>
}

/**
 * Read an article: what can be changed in it, and the terms in that.
 *
 * @param file - Article.
 * @param options - Its locale (default: what its front matter says, else `zh-TW`),
 * how its Markdown is read.
 * @param indexFor - Gives the terms to look for in a locale.
 * @returns What was read; with findings and no units where it can not be parsed.
 */
export function readArticle(
  file: VFile,
  options: ReadingOptions,
  indexFor: (locale: ChineseLocale) => Indexes,
): Reading {
  const whole = String(file)
  // Of files that were joined or written twice there may be more than one.
  const [bom = ''] = /^\uFEFF*/.exec(whole) ?? []
  const text = whole.slice(bom.length)
  const source = options.source ?? languageOf(text) ?? 'zh-TW'
  const kind = kindOf(file)
  const base = { value: file.value, text, bom, source, kind, untouchable: [] }
  const nothing: Located = { units: [], langs: [], findings: [] }
  if (kind === 'plain') {
    const located = { ...nothing, units: locatePlain(text) }
    return finish({ ...base, located, findings: [] })
  }
  if (kind === 'resource') {
    const findings = checkResource(text)
    const { resourceKeys } = options.locate ?? {}
    const units = findings.length > 0 ? [] : locateResource(text, resourceKeys)
    return finish({ ...base, located: { ...nothing, units }, findings })
  }
  const markdown = {
    ...defaultConfig.markdown,
    ...(file.extname === '.mdx' ? { mdx: true } : {}),
    ...options.markdown,
  }
  const limits = { ...defaultConfig.limits, ...options.limits }
  try {
    const settings = { ...defaultConfig.locate, ...options.locate }
    const codeLines = settings.codeComments || settings.mermaid
    const parsed = parse(text, markdown, limits, codeLines)
    const located = locate(parsed, { ...settings, source, markdown })
    const untouchable = codeElsewhere(parsed)
    const { findings } = located
    return finish({ ...base, located, parsed, findings, untouchable })
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return {
      ...base,
      located: nothing,
      occurrences: [],
      findings: [error.finding],
    }
  }

  function finish(reading: Omit<Reading, 'occurrences'>): Reading {
    const { units } = reading.located
    const index = indexFor(source)
    const occurrences = matchTerms(units, index.used)
    const foreign = matchTerms(units, index.foreign)
    const findings = [
      ...reading.findings,
      ...checkUsage(units, occurrences, text),
      ...checkReview(units, matchTerms(units, index.unreviewed), text),
      ...checkLocale(units, withoutOverlap(foreign, occurrences), text, source),
    ]
    return { ...reading, occurrences, findings }
  }
}

function kindOf(file: VFile): Reading['kind'] {
  if (file.extname === '.txt') return 'plain'
  return file.extname === '.json' ? 'resource' : 'markdown'
}

/** Locale that front matter names, read before anything is parsed. */
function languageOf(text: string): ChineseLocale | undefined {
  const matter = /^(---|\+\+\+)[ \t]*[\r\n][\s\S]*?[\r\n]\1/.exec(text)?.[0]
  const tag = /^lang\s*[:=]\s*["']?([\w-]+)/m.exec(matter ?? '')?.[1]
  const locale = tag === undefined ? undefined : parseLocale(tag)
  return locale && isChinese(locale) ? locale : undefined
}
