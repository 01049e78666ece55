/**
 * What is kept of an article that was made, and the article from it.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { VFile } from 'vfile'
import { VFileMessage } from 'vfile-message'
import { addAll, type Finding, type Locale, Phrase } from '../model/index.ts'
import type { Listing, SourceLink, WantedFile } from '../publish/index.ts'
import {
  type ArticleWork,
  addMessages,
  type EditCounts,
  type EditionWork,
  noEdits,
} from './article-work.ts'

/** Finding as JSON says it. */
export type KeptFinding = Readonly<Record<string, unknown>>

/** What a report says of an article, as JSON says it. */
export interface KeptReport {
  title?: string
  sourceHash: string
  editions: readonly string[]
  /** Findings, each once. */
  findings: readonly KeptFinding[]
  /** Numbers of the findings of the article itself. */
  own: readonly number[]
  made: readonly {
    id: string
    locale: Locale
    /** Number of changes, of rules that changed something. */
    edits: Partial<EditCounts>
    /** Numbers of its findings. */
    findings: readonly number[]
    listing: Listing
    /** It lacks translations. */
    incomplete?: true
  }[]
  links: readonly SourceLink[]
  /** Ids of the concepts whose words stand in it. */
  concepts: readonly string[]
  failed: boolean
}

/** What a list of articles says of one, so that the rest is read when it is asked for. */
export interface KeptSummary {
  failed: boolean
  /** Number of findings. */
  findings: number
  editions: readonly (readonly [
    id: string,
    locale: Locale,
    edits: Partial<EditCounts>,
  ])[]
}

/**
 * Sum up what is kept of an article.
 *
 * @param report - What is kept.
 */
export function summaryOf({ failed, findings, made }: KeptReport): KeptSummary {
  return {
    failed,
    findings: findings.length,
    editions: made.map(({ id, locale, edits }) => [id, locale, edits] as const),
  }
}

/** File of an edition: its path and SHA-256. */
export type KeptFile = readonly [path: string, sha256: string]

/**
 * Turn an article into what is kept of it.
 *
 * @param work - Article.
 * @returns JSON; whether that is all, for it has no error underneath a finding.
 */
export function keepReport(work: ArticleWork): {
  report: KeptReport
  isComplete: boolean
} {
  const findings: KeptFinding[] = []
  const numbers = new Map<string, number>()
  let isComplete = true
  const number = (message: VFileMessage): number => {
    if (message.cause !== undefined) isComplete = false
    const kept = keepFinding(message)
    const key = JSON.stringify(kept)
    let at = numbers.get(key)
    if (at === undefined) {
      at = findings.push(kept) - 1
      numbers.set(key, at)
    }
    return at
  }
  const { title, sourceHash, editions, links, concepts, failed } = work
  const report: KeptReport = {
    ...(title === undefined ? {} : { title }),
    sourceHash,
    editions,
    findings,
    own: work.own.map(number),
    made: work.made.map(({ id, locale, edits, file, listing, incomplete }) => ({
      id,
      locale,
      edits: Object.fromEntries(
        Object.entries(edits).filter(([, count]) => count > 0),
      ),
      findings: file.messages.map(number),
      listing,
      ...(incomplete ? { incomplete } : {}),
    })),
    links,
    concepts,
    failed,
  }
  return { report, isComplete }
}

/**
 * Turn what was kept into the article.
 *
 * @param kept - What was kept.
 * @param files - Files of each edition; none where they are not asked for.
 * @param at - Where the article is, and which editions are wanted.
 * @returns Article, with nothing in its files.
 */
export function restoreWork(
  kept: KeptReport,
  files: readonly (readonly KeptFile[])[],
  at: {
    path: string
    shown: string
    cwd: string
    chosen: ReadonlySet<string>
  },
): ArticleWork {
  const { path, shown, cwd, chosen } = at
  const findings = kept.findings.map(restoreFinding)
  const these = (numbers: readonly number[]): VFileMessage[] =>
    numbers.flatMap((number) => findings[number] ?? [])
  const { title, sourceHash, links, concepts, failed } = kept
  const place = { shown, cwd }
  const work: ArticleWork = {
    path,
    shown,
    title,
    sourceHash,
    editions: shareList(kept.editions),
    own: these(kept.own),
    made: [],
    messages: [],
    links,
    concepts,
    failed,
  }
  if (work.own.length > 0) addMessages(work, work.own, shown)
  work.made = kept.made.flatMap((one, index) => {
    if (!chosen.has(one.id)) return []
    const id = shareText(one.id)
    const messages = these(one.findings)
    if (messages.length > 0) addMessages(work, messages, shown)
    const wanted = (files[index] ?? []).map(([path, sha256]) => ({
      path,
      source: shown,
      edition: id,
      content: { sha256 },
    }))
    return [new RestoredEdition(one, place, messages, wanted)]
  })
  return work
}

/** What all articles say alike, once: a build holds all of them. */
const shared = new Map<string, unknown>()

function share<T>(key: string, value: T): T {
  const known = shared.get(key)
  if (known !== undefined) return known as T
  shared.set(key, value)
  return value
}

function shareText<T extends string>(text: T): T {
  return share(text, text)
}

function shareList(list: readonly string[]): readonly string[] {
  return share(JSON.stringify(list), list)
}

/**
 * Edition as it was kept. There may be a million, and most are never looked at: what
 * can be made of the rest is made when it is asked for.
 */
class RestoredEdition implements EditionWork {
  readonly id: string
  readonly locale: Locale
  readonly listing: Listing
  readonly files: readonly WantedFile[]
  readonly incomplete: boolean
  readonly #edits: Partial<EditCounts>
  readonly #at: { shown: string; cwd: string }
  #file: VFile | undefined
  readonly #messages: readonly VFileMessage[] | undefined

  constructor(
    kept: KeptReport['made'][number],
    at: { shown: string; cwd: string },
    messages: readonly VFileMessage[],
    files: readonly WantedFile[],
  ) {
    this.id = shareText(kept.id)
    this.locale = shareText(kept.locale)
    this.listing = kept.listing
    this.files = files
    this.incomplete = kept.incomplete === true
    this.#edits = kept.edits
    this.#at = at
    this.#messages = messages.length > 0 ? messages : undefined
  }

  get edits(): EditCounts {
    return { ...noEdits(), ...this.#edits }
  }

  get file(): VFile {
    if (!this.#file) {
      const { shown: path, cwd } = this.#at
      this.#file = new VFile({ path, cwd })
      addAll(this.#file.messages, this.#messages ?? [])
    }
    return this.#file
  }
}

/**
 * Turn a finding into what is kept of it: all but an error underneath.
 *
 * @param message - Finding.
 * @returns JSON.
 */
export function keepFinding(message: VFileMessage): KeptFinding {
  const { ruleId, reason, place, fatal, actual, expected, note, url, file } =
    message
  const { wording } = message as Finding
  // What has a line and no place is of a plain text: its Markdown had the place.
  const { line, column, name } = message
  return {
    ...(place === undefined && line !== undefined
      ? { line, column, name }
      : {}),
    ruleId,
    reason,
    place,
    fatal,
    actual,
    expected,
    note,
    url,
    file,
    wording: wording && keepPhrases(wording),
  }
}

/**
 * Turn what was kept of a finding into the finding.
 *
 * @param kept - JSON.
 * @returns Finding.
 */
export function restoreFinding(kept: KeptFinding): VFileMessage {
  const { ruleId, reason, place, wording, ...rest } = kept
  // It is an error in name only: nobody asks where in the code it was made.
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  const message = new VFileMessage(String(reason), {
    ...(typeof ruleId === 'string' ? { ruleId: shareText(ruleId) } : {}),
    source: 'yiwen',
    ...(place ? { place: place as NonNullable<VFileMessage['place']> } : {}),
  })
  Error.stackTraceLimit = limit
  Object.assign(message, rest)
  // Findings of one kind say these alike, and there may be a million.
  for (const part of ['note', 'url'] as const) {
    const text = message[part]
    if (typeof text === 'string') message[part] = shareText(text)
  }
  if (wording) (message as Finding).wording = restorePhrases(wording) as never
  return message
}

/** A phrase is an array of its parts in JSON, where nothing else begins so. */
const phrase = '\u0000phrase'

/**
 * Turn the values of a text into what JSON says.
 *
 * @param value - Values; phrases among them.
 */
export function keepPhrases(value: unknown): unknown {
  if (value instanceof Phrase) {
    const { english, key, values } = value
    return [phrase, english, key, keepPhrases(values)]
  }
  return mapParts(value, keepPhrases)
}

/**
 * Turn what was kept of values into the values.
 *
 * @param value - What {@link keepPhrases} gave.
 */
export function restorePhrases(value: unknown): unknown {
  if (Array.isArray(value) && value[0] === phrase) {
    const [, english, key, values] = value as [string, string, string, never]
    return new Phrase(english, key, restorePhrases(values) as never)
  }
  return mapParts(value, restorePhrases)
}

function mapParts(value: unknown, map: (part: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [key, map(part)]),
  )
}
