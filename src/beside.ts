/**
 * The step of the pipeline that sets a translation beside its article, block by
 * block.
 *
 * Takes an article as it was read and a translation, gives insertions: what is
 * there stays as it is.
 *
 * @module
 */
import type { Nodes, Root } from 'mdast'
import {
  type Edit,
  type Locale,
  languageTag,
  type Span,
  type Translation,
  type Unit,
} from './model/index.ts'
import { applyEdits, printParts, type Stringify } from './print/index.ts'
import {
  matchTranslation,
  type PlacedCode,
  segmentUnits,
  writeUnits,
} from './segment/index.ts'

/** Article that a translation is set beside. */
export interface BesideArticle {
  /** Text that spans point into. */
  text: string
  /** Locale of the article. */
  source: Locale
  /** Units. */
  units: readonly Unit[]
  /** Tree of the article. */
  tree: Root
  /** Whether it is MDX. */
  mdx: boolean
  /** Prints Markdown. */
  stringify: Stringify
}

/**
 * Set a translation beside the blocks of an article.
 *
 * A paragraph has its translation as a paragraph behind it. In a list or a
 * footnote it is on a new line of the same one, so that tight lists stay tight;
 * in a cell or HTML behind a `<br>`; in a heading or label behind ` / `, so that
 * outlines keep their entries. It stands in `<span lang>`. Images, ids and
 * comments are there once, in the article's own. A block without a translation
 * has none beside it.
 *
 * @param article - Article.
 * @param translation - Its translation.
 * @returns Insertions, by place.
 */
export function besideEdits(
  article: BesideArticle,
  translation: Translation,
): Edit[] {
  const { text, units, source, stringify, mdx } = article
  const segmented = segmentUnits(units, { source: text, locale: source })
  const written = writeUnits({
    source: text,
    units,
    segmented,
    matched: matchTranslation(segmented, translation),
    by: 'unit',
    edits: [],
    print(parts, place) {
      // It stands behind a tag, where no line starts.
      const around = { ...place, before: '>', after: '<' }
      const printed = printParts(parts, around, stringify)
      return printed === undefined
        ? undefined
        : { text: printed.trim(), span: place.span }
    },
    apply: applyEdits,
    override: ({ span }) => text.slice(span.start, span.end),
    leaveOut: isOnce,
  })
  const lead = leadsOf(article)
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const tag = languageTag(translation.target)
  const br = mdx ? '<br />' : '<br>'
  const edits = written.edits.flatMap((edit): Edit[] => {
    const index = written.fallbacks.get(edit)?.unit ?? -1
    const unit = units[index]
    if (!unit || edit.text === '') return []
    const english = `<span lang="${tag}">${edit.text}</span>`
    const insert = (at: number, before: string): Edit[] => {
      const span = { start: at, end: at }
      return [{ span, text: before + english, why: edit.why }]
    }
    switch (unit.kind) {
      case 'paragraph': {
        const found = lead.get(unit.span.end)
        if (!found) return []
        const { prefix, isItem } = found
        return insert(
          unit.span.end,
          isItem
            ? `${endsWithAddress(text, unit.span) ? '  ' : '\\'}${eol}${prefix}`
            : `${eol}${prefix.trimEnd()}${eol}${prefix}`,
        )
      }
      case 'heading':
      case 'label':
        return insert(endOf(segmented[index]?.codes, edit.span, text), ' / ')
      case 'cell':
        return insert(unit.span.end, br)
      case 'html':
        return insert(edit.span.end, br)
      default:
        return []
    }
  })
  return edits.sort((a, b) => a.span.start - b.span.start)
}

/** Whether a bare address stands at the end, which would take a backslash in. */
function endsWithAddress(text: string, { start, end }: Span): boolean {
  const tail = text.slice(Math.max(start, end - 2048), end)
  return /(?:https?:\/\/|www\.|@)[^\s<>]*$/i.test(tail)
}

/**
 * Tell whether a code stands in the article alone and not in what is set beside it:
 * a picture, an anchor, an id, a comment.
 *
 * @param code - Code.
 * @returns Whether it is not said twice.
 */
export function isOnce({ kind, before }: PlacedCode): boolean {
  if (kind !== 'protected') return false
  return /^(?:!\[|\{#|\{:|<!--|\{\/\*|<(?:img|video|audio|iframe|svg)\b|<[^>]*\s(?:id|name)\s*=)/i.test(
    before,
  )
}

/** End of a heading's words, in front of its `{#id}`. */
function endOf(
  codes: readonly PlacedCode[] = [],
  span: Span,
  text: string,
): number {
  let { end } = span
  for (const { open, before } of codes.toReversed()) {
    if (open.end !== end || !before.startsWith('{')) break
    end = open.start
    while (end > span.start && /\s/.test(text.charAt(end - 1))) end--
  }
  return end
}

/** How a new line starts in a paragraph's container. */
interface Lead {
  prefix: string
  /** It is in a list or a footnote. */
  isItem: boolean
}

/** Containers of paragraphs, by the offsets where these end. */
function leadsOf({ tree, text }: BesideArticle): Map<number, Lead> {
  const leads = new Map<number, Lead>()
  const stack: { node: Nodes; isItem: boolean }[] = [
    { node: tree, isItem: false },
  ]
  for (;;) {
    const next = stack.pop()
    if (!next) return leads
    const { node, isItem } = next
    if (node.type === 'paragraph') {
      const start = node.position?.start.offset ?? 0
      const end = node.position?.end.offset ?? 0
      const line = text.slice(lineStart(text, start), start)
      leads.set(end, { prefix: line.replace(/[^>\s]/g, ' '), isItem })
    } else if ('children' in node) {
      const inItem =
        isItem || node.type === 'listItem' || node.type === 'footnoteDefinition'
      for (const child of node.children) {
        stack.push({ node: child, isItem: inItem })
      }
    }
  }
}

function lineStart(text: string, offset: number): number {
  let at = offset
  while (at > 0 && !/[\r\n]/.test(text.charAt(at - 1))) at--
  return at
}
