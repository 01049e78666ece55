import type { PhrasingContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import {
  type ChineseLocale,
  type Concept,
  type Finding,
  finding,
  type GlossSettings,
  type Occurrence,
  Phrase,
  preferredTerm,
  spanOf,
  type Unit,
  type Why,
} from '../model/index.ts'
import { type English, englishOf, glossText } from './english.ts'
import { lookAround } from './surroundings.ts'

/** New nodes at one place of the source. */
export interface Insertion {
  /** Source offset they go to. */
  at: number
  /** Source range they take the place of: a space the bracket makes needless. */
  over?: { start: number; end: number }
  /** Nodes. */
  nodes: readonly PhrasingContent[]
  /** Why. */
  why: Why
}

/** New node around a range of the source, which becomes its content. */
export interface Enclosure {
  /** Source offset of its start. */
  start: number
  /** Source offset of its end. */
  end: number
  /** Node without children. */
  node: TextDirective
  /** Why. */
  why: Why
}

/** Term that an article uses, for its glossary. */
export interface UsedTerm {
  /** Concept. */
  concept: Concept
  /** First occurrence of it that was found. */
  occurrence: Occurrence
  /** English. */
  english: English
}

/** What annotating gives. */
export interface Annotations {
  insertions: readonly Insertion[]
  enclosures: readonly Enclosure[]
  /** Glossed concepts in the order of first mention. */
  used: readonly UsedTerm[]
  /** Concepts whose English goes into footnotes, in order. */
  footnotes: readonly UsedTerm[]
  findings: readonly Finding[]
}

/** How to annotate. */
export interface AnnotateOptions extends GlossSettings {
  /** Source text. */
  source: string
  /** Locale of the edition. */
  to: ChineseLocale
}

/**
 * Choose where the English of terms goes.
 *
 * A gloss stands at the first mention that is not in a heading, a link, code,
 * brackets, or the quotation marks of a title; English the author gave counts.
 *
 * @param units - Units.
 * @param occurrences - Terms found in them, in order.
 * @param options - Style, frequency, source and locale.
 * @returns New nodes and their places, the terms used, findings.
 */
export function annotate(
  units: readonly Unit[],
  occurrences: readonly Occurrence[],
  options: AnnotateOptions,
): Annotations {
  const insertions: Insertion[] = []
  const enclosures: Enclosure[] = []
  const footnotes: UsedTerm[] = []
  const findings: Finding[] = []
  const used = new Map<string, UsedTerm>()
  const done = new Set<string>()
  const missed = new Map<string, Occurrence>()
  for (const occurrence of occurrences) {
    const { concept } = occurrence
    const unit = units[occurrence.unit]
    if (!unit || !concept.gloss || !isReadable(unit)) continue
    const english = englishOf(occurrence)
    if (!english) {
      reportNoEnglish(occurrence, unit, options.source, findings, used)
      continue
    }
    if (!used.has(concept.id)) {
      used.set(concept.id, { concept, occurrence, english })
    }
    const key =
      options.frequency === 'section'
        ? `${concept.id} ${unit.section}`
        : concept.id
    const silent =
      options.style === 'none' ||
      options.style === 'appendix' ||
      options.frequency === 'never'
    if (silent || (options.frequency !== 'every' && done.has(key))) continue
    const place =
      unit.kind === 'heading' && !options.headings
        ? undefined
        : placeOf(unit, occurrence, english, options)
    if (place === 'given') {
      done.add(key)
    } else if (place === undefined) {
      if (!missed.has(key)) missed.set(key, occurrence)
    } else {
      done.add(key)
      add(place, occurrence, english)
    }
  }
  for (const [key, occurrence] of missed) {
    if (!done.has(key)) {
      findings.push(reportMissed(occurrence, units, options.source))
    }
  }
  return {
    insertions,
    enclosures,
    used: [...used.values()],
    footnotes,
    findings,
  }

  function add(place: Place, occurrence: Occurrence, english: English): void {
    const text = place.completes
      ? english.full + place.completes
      : glossText(english)
    const why = whyOf(occurrence, text)
    const { start, end, after, exact } = place
    const style = place.completes || !exact ? 'paren' : options.style
    switch (style) {
      case 'footnote': {
        const identifier = footnoteId(occurrence.concept)
        const node = {
          type: 'footnoteReference',
          identifier,
          label: identifier,
        } as const
        insertions.push({ at: after, nodes: [node], why })
        if (!footnotes.some((f) => f.concept === occurrence.concept)) {
          footnotes.push({ concept: occurrence.concept, occurrence, english })
        }
        return
      }
      case 'ruby': {
        wrap('<ruby>', `<rt>${escapeHtml(text)}</rt></ruby>`)
        return
      }
      case 'abbr':
      case 'dfn': {
        wrap(`<${style} title="${escapeHtml(text)}">`, `</${style}>`)
        return
      }
      case 'directive': {
        const attributes: Record<string, string> = { en: english.full }
        if (english.abbreviation) attributes['abbr'] = english.abbreviation
        const node = {
          type: 'textDirective',
          name: 'term',
          attributes,
          children: [],
        } as const
        enclosures.push({ start, end, node: { ...node, children: [] }, why })
        return
      }
      default: {
        const value = place.completes ? text : `（${text}）`
        // `GPU 廠商`: a full-width bracket needs no space beside it.
        const needless =
          !place.completes &&
          /^ [\p{L}\p{N}（(「『《“]/u.test(
            options.source.slice(after, after + 3),
          )
        const over = { start: after, end: after + 1 }
        insertions.push({
          at: after,
          nodes: [{ type: 'text', value }],
          why,
          ...(needless ? { over } : {}),
        })
      }
    }

    function wrap(before: string, behind: string): void {
      insertions.push(
        { at: start, nodes: [{ type: 'html', value: before }], why },
        { at: end, nodes: [{ type: 'html', value: behind }], why },
      )
    }
  }
}

/** Tell whether a unit is running text, where a gloss may be looked for. */
function isReadable({ kind }: Unit): boolean {
  return (
    kind === 'paragraph' ||
    kind === 'cell' ||
    kind === 'plain' ||
    kind === 'heading'
  )
}

/** Where a gloss goes, as source offsets. */
interface Place {
  start: number
  end: number
  /** After the marks that close with the term: `**智譜**（…）`. */
  after: number
  /** The term is one stretch of source that can be wrapped. */
  exact: boolean
  /** The gloss goes into brackets the author opened, before this separator. */
  completes?: string
}

function placeOf(
  unit: Unit,
  occurrence: Occurrence,
  english: English,
  options: AnnotateOptions,
): Place | 'given' | undefined {
  const { start, end } = occurrence
  const around = lookAround(unit.text, start, end, english)
  if (around.given) {
    if (around.given.complete || options.given === 'leave') return 'given'
    const at = sourceOffset(unit, around.given.at, 'start')
    if (at === undefined) return 'given'
    const full = /（\s*$/.test(unit.text.slice(0, around.given.at))
    return {
      start: at,
      end: at,
      after: at,
      exact: false,
      completes: full ? '，' : ', ',
    }
  }
  if (around.enclosed) return undefined
  const marks = unit.marks.filter((m) => m.start < end && m.end > start)
  if (
    marks.some(
      ({ kind, start: from, end: to }) =>
        kind === 'keep' ||
        kind === 'directive' ||
        (kind === 'link' && !(from === start && to === end)),
    )
  ) {
    return undefined
  }
  const from = sourceOffset(unit, start, 'start')
  const to = sourceOffset(unit, end, 'end')
  if (from === undefined || to === undefined) return undefined
  const after = Math.max(
    to,
    ...marks.filter((m) => m.end === end).map((m) => m.span.end),
  )
  // A bracket before `**` can make it open what it did not open before.
  if (/[*_~]/.test(options.source.charAt(after))) return undefined
  // `[^註]` and a colon make a footnote definition, two colons a leaf, and
  // `{:` attributes.
  const before = options.source.charAt(from - 1)
  if (options.style === 'directive' && /[\]:{]/.test(before)) return undefined
  const exact = to - from === end - start
  return { start: from, end: to, after, exact }
}

/** Source offset of a place between two characters of a unit's text. */
function sourceOffset(
  unit: Unit,
  at: number,
  side: 'start' | 'end',
): number | undefined {
  const inside = side === 'start' ? at : at - 1
  const piece = unit.pieces.find(
    ({ offset, length }) => offset <= inside && inside < offset + length,
  )
  if (!piece) return undefined
  if (piece.length === piece.span.end - piece.span.start) {
    return piece.span.start + at - piece.offset
  }
  return side === 'start' ? piece.span.start : piece.span.end
}

/**
 * Identifier of the footnote that says a concept's English.
 *
 * @param concept - Concept.
 * @returns Identifier, unlikely to be one of the author's.
 */
export function footnoteId(concept: Concept): string {
  return `term-${concept.id}`
}

function whyOf(occurrence: Occurrence, after: string): Why {
  const { concept, term } = occurrence
  return {
    rule: 'gloss',
    source: concept.origin?.path ?? 'glossary',
    entry: concept.id,
    domain: concept.domain,
    before: term.text,
    after,
    confidence: 1,
  }
}

function reportNoEnglish(
  { concept, term, start, end }: Occurrence,
  unit: Unit,
  source: string,
  findings: Finding[],
  used: ReadonlyMap<string, UsedTerm>,
): void {
  if (preferredTerm(concept, 'en') || used.has(concept.id)) return
  const reason = `${term.text} (${concept.id}) has no English and was not glossed.`
  if (findings.some((found) => found.reason === reason)) return
  findings.push(
    finding('terms-no-english', reason, {
      source,
      span: spanOf(unit, start, end) ?? unit.span,
      actual: term.text,
      note: `Add an \`en\` term to the concept in ${concept.origin?.path ?? 'the glossary'}, or set \`gloss: false\` on it.`,
      wording: {
        key: 'terms-no-english.used',
        values: {
          term: term.text,
          id: concept.id,
          path:
            concept.origin?.path ??
            new Phrase('the glossary', 'phrases:name.glossary'),
        },
      },
    }),
  )
}

function reportMissed(
  occurrence: Occurrence,
  units: readonly Unit[],
  source: string,
): Finding {
  const unit = units[occurrence.unit]
  const { term, start, end } = occurrence
  const span = unit && spanOf(unit, start, end)
  return finding(
    'gloss-not-placed',
    `${term.text} was not glossed: it stands only in headings, links, brackets or titles.`,
    {
      source,
      ...(span ? { span } : {}),
      actual: term.text,
      note: 'Mention it in running text, or use `appendix: true` to list it at the end.',
      wording: {
        key: 'gloss-not-placed.nowhere',
        values: { term: term.text },
      },
    },
  )
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
}
