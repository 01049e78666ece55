/**
 * Glosses of terms, as edits of an article and what is put behind it.
 *
 * A part of the pipeline, which may join rooms.
 *
 * @module
 */
import {
  type AppendixStrings,
  annotate,
  appendix,
  type Enclosure,
  footnoteDefinitions,
} from './annotate/index.ts'
import { characterConverter } from './convert/index.ts'
import {
  addAll,
  type ChineseLocale,
  defaultConfig,
  type Edit,
  type Finding,
  type GlossSettings,
} from './model/index.ts'
import type { Parsed } from './parse/index.ts'
import {
  printAround,
  printBlocks,
  printInline,
  type ShapeAllowance,
} from './print/index.ts'
import type { Reading } from './reading.ts'

const defaultStrings: AppendixStrings = {
  heading: 'Glossary',
  term: 'Term',
  original: 'Original',
  english: 'English',
}

/** Which glosses an edition has. */
interface GlossesOptions {
  target: ChineseLocale
  gloss?: Partial<GlossSettings>
  strings?: AppendixStrings
}

/**
 * Add glosses to the edits of an edition.
 *
 * @param reading - Article.
 * @param options - Locale of the edition, which glosses, words of the table.
 * @param edits - Edits so far; takes those of the glosses.
 * @param messages - Takes findings.
 * @param allowance - Takes what they may change of the shape.
 * @returns What comes behind the last byte of the article.
 */
export function addGlosses(
  reading: Reading,
  options: GlossesOptions,
  edits: Edit[],
  messages: Finding[],
  allowance: ShapeAllowance,
): string {
  const { text, located, occurrences, parsed, kind } = reading
  if (!options.gloss || kind === 'resource') return ''
  const settings: GlossSettings = { ...defaultConfig.gloss, ...options.gloss }
  const markdown = kind === 'markdown'
  if (!markdown && settings.style !== 'none') settings.style = 'paren'
  const found = annotate(located.units, occurrences, {
    ...settings,
    source: text,
    to: options.target,
  })
  addAll(messages, found.findings)
  const stringify = parsed?.dialect.stringify
  const spaces = spacesOf(edits)
  const replaced = new Set<Edit>()
  for (const { at, over, nodes, why } of found.insertions) {
    const plain = nodes.map((n) => ('value' in n ? n.value : '')).join('')
    const printed = stringify ? printInline(nodes, stringify) : plain
    const span = over ?? { start: at, end: at }
    // The gloss takes the place of a space that another rule takes or sets.
    const space = spaces
      .get(span.start)
      ?.find(
        (edit) =>
          !replaced.has(edit) &&
          (isInsertion(edit) || edit.span.start < span.end),
      )
    if (space) replaced.add(space)
    edits.push({ span, text: printed, why })
  }
  if (replaced.size > 0) {
    const kept = edits.filter((edit) => !replaced.has(edit))
    edits.length = 0
    addAll(edits, kept)
  }
  if (!stringify) return ''
  enclose(found.enclosures, stringify, edits)
  const blocks =
    settings.appendix || settings.style === 'appendix'
      ? appendix(found.used, {
          to: options.target,
          strings: options.strings ?? defaultStrings,
          convert: characterConverter(reading.source, options.target),
        })
      : []
  const definitions = footnoteDefinitions(found.footnotes)
  allowance.appended = blocks.length
  allowance.footnotes = new Set(definitions.map((d) => d.identifier))
  allowance.directives = found.enclosures.length > 0
  allowance.html = new Set(
    found.insertions.flatMap(({ nodes }) =>
      nodes.flatMap((n) => (n.type === 'html' ? htmlParts(n.value) : [])),
    ),
  )
  if (blocks.length + definitions.length === 0) return ''
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const printed = printBlocks([...blocks, ...definitions], stringify)
  const gap = text === '' ? '' : /(?:\r\n|\n|\r)$/.test(text) ? eol : eol + eol
  return gap + printed.replaceAll('\n', eol)
}

/** Put new nodes around ranges of the source. */
function enclose(
  enclosures: readonly Enclosure[],
  stringify: Parsed['dialect']['stringify'],
  edits: Edit[],
): void {
  if (enclosures.length === 0) return
  const spaces = new Map<number, Edit>()
  for (const edit of edits) {
    if (edit.why.rule !== 'spaces' || !isInsertion(edit)) continue
    const { end } = edit.span
    if (!spaces.has(end)) spaces.set(end, edit)
  }
  const moved = new Set<Edit>()
  const added: Edit[] = []
  /** Nodes are printed once, and most terms are mentioned again and again. */
  const printed = new Map<string, [before: string, after: string]>()
  for (const { start, end, node, why } of enclosures) {
    const key = JSON.stringify(node)
    const around = printed.get(key) ?? printAround(node, stringify)
    printed.set(key, around)
    const [before, after] = around
    added.push(
      { span: { start, end: start }, text: before, why },
      { span: { start: end, end }, text: after, why },
    )
    // A space behind the term stays behind what closes around it.
    const space = spaces.get(end)
    if (!space) continue
    spaces.delete(end)
    moved.add(space)
    added.push(space)
  }
  const kept = moved.size > 0 ? edits.filter((edit) => !moved.has(edit)) : edits
  const all = [...kept, ...added]
  edits.length = 0
  addAll(edits, all)
}

/** Edits of spaces by where they are: each unit they take, or where they insert. */
function spacesOf(edits: readonly Edit[]): Map<number, Edit[]> {
  const found = new Map<number, Edit[]>()
  for (const edit of edits) {
    const { rule } = edit.why
    if (rule !== 'brackets' && rule !== 'spaces') continue
    if (edit.text.trim() !== '') continue
    const { start, end } = edit.span
    for (let at = start; at < Math.max(end, start + 1); at++) {
      const here = found.get(at)
      if (here) here.push(edit)
      else found.set(at, [edit])
    }
  }
  return found
}

/** `<rt>…</rt></ruby>` is parsed as one node per tag. */
function htmlParts(html: string): string[] {
  return html.match(/<[^>]+>/g) ?? []
}

function isInsertion({ span }: Edit): boolean {
  return span.start === span.end
}
