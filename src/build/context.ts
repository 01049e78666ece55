/**
 * Sentences a concept stands in, in an article and its editions, and the page of
 * an edition with the place marked.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { resolve } from 'node:path'
import { VFile } from 'vfile'
import { characterConverter } from '../convert/index.ts'
import { type EditionData, type Localizer, localize } from '../localize.ts'
import {
  type ChineseLocale,
  type Edit,
  type EditRule,
  type Occurrence,
  placeholder,
  pointAt,
  type Unit,
} from '../model/index.ts'
import { foldersOf, markText } from '../publish/index.ts'
import { workOn } from './article.ts'
import { openArticle } from './article-source.ts'
import type { ImpactProject } from './impact.ts'
import { siteOf } from './project.ts'

/** Stretch of a sentence. */
export interface Segment {
  /** Text. */
  text: string
  /** The term that is meant, or its gloss. Default: what stands around it. */
  kind?: 'term' | 'gloss'
}

/** Sentence with a term. */
export interface TermContext {
  /** Line in the file; none where the file is no Markdown. */
  line?: number
  /** Sentence in the article. */
  source: readonly Segment[]
  /** The same in the edition as it is now. */
  before: readonly Segment[]
  /** The same in the edition with the concept. */
  after: readonly Segment[]
}

/** What is looked for, and where. */
export interface ContextQuery {
  /** Path from the folder of sources. */
  path: string
  /** Path from the project's folder. */
  shown: string
  /** Id of the edition. */
  edition: string
  /** Id of the concept. */
  concept: string
  /** Localizer without the concept, or with it as it is. */
  before: Localizer
  /** Localizer with it. */
  after: Localizer
}

/**
 * Find the sentences of an article in which a concept stands.
 *
 * @param project - Project.
 * @param query - Article, edition, concept.
 * @returns A context for each place, in order.
 */
export async function findContexts(
  project: ImpactProject,
  query: ContextQuery,
): Promise<TermContext[]> {
  const { path, shown, edition, concept } = query
  const article = await openArticle(path, shown, project)
  const chosen =
    article?.editions.find((one) => one.edition.id === edition) ??
    article?.editions.find((one) => one.edition.locale !== article.source)
  if (!article || !chosen) return []
  const after = query.after.localize(article.input, chosen.options).data.yiwen
    ?.edition
  const before = query.before.localize(article.input, chosen.options).data.yiwen
    ?.edition
  if (!after || !before) return []
  const markdown = article.input.path === shown || !/\.txt$/i.test(shown)
  return after.occurrences
    .filter((found) => found.concept.id === concept)
    .flatMap((found): TermContext[] => {
      const unit = after.units[found.unit]
      if (!unit) return []
      const at = sourceOffset(unit, found.start)
      return [
        {
          ...(markdown && at !== undefined
            ? { line: pointAt(after.text, at).line }
            : {}),
          source: sentence(unit, found, []),
          before: sentence(unit, found, editsOf(before, unit)),
          after: sentence(unit, found, editsOf(after, unit)),
        },
      ]
    })
}

/**
 * Render the page of an article in one edition, as a build would.
 *
 * @param project - Project.
 * @param page - Article, edition, localizer, and the place to mark.
 * @returns HTML, or `undefined` where there is no such page.
 */
export async function previewPage(
  project: ImpactProject,
  page: {
    path: string
    shown: string
    edition: string
    localizer: Localizer
    has: (path: string) => boolean
    place?: TermContext | undefined
  },
): Promise<string | undefined> {
  const { path, shown, edition, localizer, has, place } = page
  const { cwd } = project
  const config = { ...project.config, html: true }
  const site = new Map(config.editions.map((one) => [one.id, siteOf(one)]))
  const chosen = new Set([edition])
  const context = {
    cwd: resolve(cwd),
    config,
    localizer,
    site,
    folders: foldersOf(config),
    chosen,
    has,
    isPublished: () => true,
    bare: true,
  }
  const work = await workOn(path, shown, context)
  const html = work.made
    .flatMap(({ files }) => files)
    .map(({ path, content }) => (path.endsWith('.html') ? content : undefined))
    .find((content) => typeof content === 'string')
  if (typeof html !== 'string') return undefined
  return place ? markText(html, place.after) : html
}

/** Rules whose edits are no text of a sentence. */
const unseen: ReadonlySet<EditRule> = new Set([
  'lang',
  'reference',
  'front-matter',
  'appendix',
])

interface PlacedEdit {
  start: number
  end: number
  text: string
  /** Concept that a gloss is of. */
  gloss: string | undefined
}

function editsOf({ edits }: EditionData, unit: Unit): PlacedEdit[] {
  return edits.flatMap(({ span, text, why }: Edit): PlacedEdit[] => {
    const gloss = why.rule === 'gloss' ? (why.entry ?? '') : undefined
    // A gloss stands after the marks that close around its term.
    const limit = unit.span.end + (gloss === undefined ? 0 : 2)
    if (unseen.has(why.rule)) return []
    if (span.start < unit.span.start || span.end > limit) return []
    const start = offsetIn(unit, span.start)
    const end = span.end === span.start ? start : offsetIn(unit, span.end)
    return [{ start, end: Math.max(start, end), text, gloss }]
  })
}

function offsetIn(unit: Unit, at: number): number {
  for (const { span, offset, length } of unit.pieces) {
    if (at < span.start) return offset
    if (at > span.end) continue
    const exact = span.end - span.start === length
    if (exact) return offset + at - span.start
    return at === span.start ? offset : offset + length
  }
  return unit.text.length
}

function sourceOffset(unit: Unit, at: number): number | undefined {
  const piece = unit.pieces.find((one) => one.offset + one.length > at)
  return piece && piece.span.start + Math.max(0, at - piece.offset)
}

/** Characters shown on each side of a term at most. */
const reach = 70

function sentence(
  unit: Unit,
  { start, end, concept }: Occurrence,
  edits: readonly PlacedEdit[],
): Segment[] {
  const { text } = unit
  const head = Math.max(0, start - reach)
  const stop = /[。！？!?\n][」』”’）)]*(?=[^。！？!?\n]*$)/.exec(
    text.slice(head, start),
  )
  const from = stop ? head + stop.index + stop[0].length : head
  const next = /[。！？!?\n][」』”’）)]*/.exec(text.slice(end, end + reach))
  const to = next
    ? end + next.index + next[0].length
    : Math.min(text.length, end + reach)
  const segments: Segment[] = []
  const add = (text: string, kind?: Segment['kind']): void => {
    if (text === '') return
    const shown = text.replaceAll(placeholder, '⋯')
    const last = segments.at(-1)
    if (last && last.kind === kind) last.text += shown
    else segments.push({ text: shown, ...(kind ? { kind } : {}) })
  }
  const keep = (a: number, b: number): void => {
    add(text.slice(a, Math.min(b, start)))
    add(text.slice(Math.max(a, start), Math.min(b, end)), 'term')
    add(text.slice(Math.max(a, end), b))
  }
  if (from > 0 && !stop) add('…')
  let at = from
  for (const edit of edits) {
    if (edit.end < from || edit.start > to || edit.start < at) continue
    // What is inserted at the very start belongs to what stands before.
    if (edit.start === edit.end && edit.start === from && from > 0) continue
    keep(at, edit.start)
    const inTerm = edit.start >= start && edit.end <= end
    const glosses = edit.gloss === concept.id && edit.start >= end
    add(edit.text, glosses ? 'gloss' : inTerm ? 'term' : undefined)
    at = edit.end
  }
  if (at < to) keep(at, to)
  if (to < text.length && !next) add('…')
  return segments
}

/**
 * Tell what converters make of a word.
 *
 * @param word - Word.
 * @param source - Its locale.
 * @param target - Locale to convert it to.
 * @returns OpenCC's form, and Yiwen's without any glossary.
 */
export function suggestForms(
  word: string,
  source: ChineseLocale,
  target: ChineseLocale,
): { opencc: string; yiwen: string } {
  const file = new VFile({ path: 'word.txt', value: word })
  return {
    opencc: characterConverter(source, target)(word),
    yiwen: String(localize(file, { source, target })),
  }
}
