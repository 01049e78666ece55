/**
 * The two languages of a bilingual edition, taken apart.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import {
  type Edit,
  type Locale,
  languageTag,
  type Span,
} from '../model/index.ts'
import {
  alignEqual,
  alignSimilar,
  bigramsOf,
  likeness,
} from '../translations/index.ts'

/** Translation of a block, where it stands beside the block. */
export interface BesidePart {
  /** Range of its element in the whole text. */
  span: Span
  /** Its Markdown, without what starts lines in its container. */
  text: string
  /** Offset in the text without translations, where it was taken out. */
  at: number
}

/** Text of a bilingual edition without what stands beside its blocks. */
export interface OwnHalf {
  /** The text. */
  text: string
  /** What was taken out, in order. */
  parts: readonly BesidePart[]
  /** Find an offset of the text in the whole one. */
  whole: (offset: number) => number
}

/** What is set beside a block by a build. */
export interface Inserted {
  /** Range in the built text. */
  span: Span
  /** What stands there, from the end of the block's own words. */
  text: string
  /** Index of the block. */
  unit: number
}

/** An edition as it was built and as it is, language by language. */
export interface HalvesPair {
  /** Without translations, as it was built. */
  before: OwnHalf
  /** Without translations, as it is. */
  after: OwnHalf
  /** Blocks of the built parts, in order. */
  units: readonly number[]
}

/**
 * List what a build set beside the blocks of an article.
 *
 * @param edits - All edits of the edition, in order.
 * @param unitOf - Finds the index of a block by the id of its translation.
 * @returns Insertions, with their places in the edition.
 */
export function insertedBeside(
  edits: readonly Edit[],
  unitOf: (id: string) => number,
): Inserted[] {
  let moved = 0
  return edits.flatMap(({ span, text, why }) => {
    const start = span.start + moved
    moved += text.length - (span.end - span.start)
    // All else that is translated takes the place of a sentence.
    if (why.rule !== 'translation' || span.end > span.start) return []
    const [id = ''] = why.entry?.split('/') ?? []
    const range = { start, end: start + text.length }
    return [{ span: range, text, unit: unitOf(id) }]
  })
}

/**
 * Take the languages of an edition apart, as it was built and as it is.
 *
 * An element of the author's own is a part of the article: one of the edited text
 * is it where it is most like it, in what it says and in what stands before it.
 *
 * @param text - Edition as it was built.
 * @param edited - Edition as it is.
 * @param inserted - What was set beside its blocks.
 * @param locale - Locale of that.
 * @returns Halves, and the blocks of what was built.
 */
export function takeApart(
  text: string,
  edited: string,
  inserted: readonly Inserted[],
  locale: Locale,
): HalvesPair {
  const tag = `<span lang="${languageTag(locale)}">`
  const built = elementsIn(text, tag)
  const now = elementsIn(edited, tag)
  // One that its own tags make unreadable stays where it is, on both sides.
  const ends = new Map(inserted.map((one) => [one.span.end, one]))
  const ofBuild = built.map(({ start, end }) => {
    const one = ends.get(end)
    return one && one.text === text.slice(one.span.start, end)
      ? { ...one, lead: one.text.slice(0, start - one.span.start) }
      : undefined
  })
  const partner = pairElements(
    { text, spans: built },
    { text: edited, spans: now },
  )
  const takenBuilt: Taken[] = []
  const units: number[] = []
  for (const [index, span] of built.entries()) {
    const one = ofBuild[index]
    if (!one) continue
    units.push(one.unit)
    takenBuilt.push({ span, from: span.start - one.lead.length })
  }
  const takenNow = now.flatMap((span, index): Taken[] => {
    const i = partner.get(index)
    if (i !== undefined && !ofBuild[i]) return []
    const lead = i === undefined ? undefined : ofBuild[i]?.lead
    return [{ span, from: span.start - leadLength(edited, span.start, lead) }]
  })
  return {
    before: without(text, takenBuilt),
    after: without(edited, takenNow),
    units,
  }
}

/** Find elements that open with a tag, the outermost ones. */
function elementsIn(text: string, tag: string): Span[] {
  const open: { start: number; isWanted: boolean }[] = []
  const found: Span[] = []
  for (const match of text.matchAll(/<span\b[^<>]*>|<\/span\s*>/g)) {
    const [own] = match
    if (own.endsWith('/>')) continue
    if (!own.startsWith('</')) {
      open.push({ start: match.index, isWanted: own === tag })
      continue
    }
    const last = open.pop()
    const end = match.index + own.length
    if (last?.isWanted) found.push({ start: last.start, end })
  }
  found.sort((a, b) => a.start - b.start)
  let at = 0
  return found.filter(({ start, end }) => {
    if (start < at) return false
    at = end
    return true
  })
}

interface Elements {
  text: string
  spans: readonly Span[]
}

/** Elements of the built text by those of the edited one. */
function pairElements(built: Elements, now: Elements): Map<number, number> {
  const a = contextsOf(built)
  const b = contextsOf(now)
  const key = ({ own, words }: Context): string => `${own}\n${words}`
  const anchors = alignEqual(a.map(key), b.map(key))
  const like = (i: number, j: number): number => {
    const one = a[i]
    const other = b[j]
    if (!one || !other) return 0
    return (
      0.02 +
      likeness(bigramsOf(one.words), bigramsOf(other.words)) +
      likeness(bigramsOf(one.own), bigramsOf(other.own))
    )
  }
  const pairs = alignSimilar(anchors, [a.length, b.length], like)
  return new Map(pairs.map(([i, j]) => [j, i]))
}

interface Context {
  /** The line in front of it, behind the element before it. */
  own: string
  /** The element. */
  words: string
}

function contextsOf({ text, spans }: Elements): Context[] {
  return spans.map(({ start, end }, index) => {
    const from = Math.max(spans[index - 1]?.end ?? 0, start - 300)
    const own = text.slice(from, start).trim()
    return {
      own: /[^\r\n]*$/.exec(own.replace(/[\s>\\]+$/, ''))?.[0] ?? '',
      words: text.slice(start, end),
    }
  })
}

/** Length of what stands between a block and its translation. */
function leadLength(
  text: string,
  start: number,
  lead: string | undefined,
): number {
  if (lead !== undefined && text.slice(0, start).endsWith(lead)) {
    return lead.length
  }
  const near = text.slice(Math.max(0, start - 200), start)
  const found =
    /(?:(?:\\|[ \t]*)(?:\r\n|\n|\r)[ \t>]*)+$|<br ?\/?>$| \/ $/.exec(near)
  return found?.[0].length ?? 0
}

interface Taken {
  /** The element. */
  span: Span
  /** Where what leads to it starts. */
  from: number
}

function without(text: string, taken: readonly Taken[]): OwnHalf {
  const parts: BesidePart[] = []
  const gaps: { at: number; length: number }[] = []
  let own = ''
  let last = 0
  for (const { span, from } of taken) {
    own += text.slice(last, from)
    parts.push({ span, text: innerOf(text, span), at: own.length })
    gaps.push({ at: own.length, length: span.end - from })
    last = span.end
  }
  return {
    text: own + text.slice(last),
    parts,
    whole(offset) {
      let sum = 0
      for (const { at, length } of gaps) {
        if (at >= offset) break
        sum += length
      }
      return offset + sum
    },
  }
}

/** What is in an element, without what starts its further lines. */
function innerOf(text: string, { start, end }: Span): string {
  const element = text.slice(start, end)
  const inner = element.slice(
    element.indexOf('>') + 1,
    element.lastIndexOf('</'),
  )
  let line = start
  while (line > 0 && !/[\r\n]/.test(text.charAt(line - 1))) line--
  const lead = /^[ \t>]*/.exec(text.slice(line, start))?.[0] ?? ''
  if (lead === '') return inner
  return inner.replace(
    /(\r\n|\n|\r)([ \t>]*)/g,
    (_, eol: string, own: string) =>
      own.startsWith(lead)
        ? eol + own.slice(lead.length)
        : eol + own.trimStart(),
  )
}
