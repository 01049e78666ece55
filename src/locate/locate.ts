import type { Event } from 'micromark-util-types'
import type { Span } from '../model/index.ts'
import { decodeReference } from './character-reference.ts'
import { checkAutolink } from './check-autolink.ts'
import { collectRegions } from './collect-regions.ts'
import { locateFence } from './fence.ts'
import { locateForeign } from './foreign.ts'
import { locateFrontMatter } from './front-matter.ts'
import { locateHtml, readTag } from './html.ts'
import { locateJsx } from './jsx.ts'
import type { FrontMatter, Located, LocateOptions } from './located.ts'
import { RunningText } from './running-text.ts'
import { skip, spanOf, type Walk } from './walk.ts'

/** What locating needs of a parsed article. */
export interface Locatable {
  /** Text. */
  source: string
  /** micromark events of it. */
  events: readonly Event[]
}

/**
 * Find what in an article is text for a reader.
 *
 * Walks micromark's tokens, so each piece is a range of the source and nothing
 * is guessed from a tree.
 *
 * @param parsed - Text and its events.
 * @param options - Locale, dialect, and what else than prose is for readers.
 * @returns Units in the order of the source, `lang` values, front matter.
 */
export function locate(parsed: Locatable, options: LocateOptions): Located {
  const { source, events } = parsed
  const regions = collectRegions(source, events, options.source)
  const walk: Walk = {
    source,
    options,
    units: [],
    langs: [],
    findings: [...regions.findings],
    builders: [],
    section: 0,
    html: regions.html,
    isProtected: overlaps(regions.spans),
  }
  const text = new RunningText(walk)
  let frontMatter: FrontMatter | undefined
  for (let index = 0; index < events.length; index++) {
    const event = events[index]
    if (!event) break
    // By index: to take it apart is slow until it is compiled.
    const kind = event[0]
    const token = event[1]
    const type = token.type as string
    if (type === 'data' || type === 'lineEnding') {
      if (kind === 'enter') text.leaf(token)
    } else if (kind === 'exit') text.exit(token)
    else if (type === 'yaml' || type === 'toml') {
      frontMatter = locateFrontMatter(walk, type, spanOf(token))
      index = skip(events, index)
    } else {
      const handle = whole[type]
      if (handle) {
        handle(walk, events, index)
        index = skip(events, index)
      } else text.enter(token)
    }
  }
  walk.units.sort(
    (a, b) => a.span.start - b.span.start || b.span.end - a.span.end,
  )
  return {
    units: walk.units,
    langs: walk.langs,
    findings: walk.findings,
    ...(frontMatter ? { frontMatter } : {}),
  }
}

type Handle = (walk: Walk, events: readonly Event[], index: number) => void

/** Leave a placeholder in running text. */
const opaque: Handle = (walk, events, index) =>
  withSpan(events, index, (span) => walk.builders.at(-1)?.protect(span))

/** Leave nothing in running text. */
const silent: Handle = () => {}

/** Tokens that are read as a whole, and what reads them. */
const whole: Readonly<Record<string, Handle>> = {
  autolink: opaque,
  codeIndented: opaque,
  codeText: opaque,
  gfmFootnoteCall: opaque,
  gfmFootnoteDefinitionLabel: opaque,
  mathFlow: opaque,
  mathText: opaque,
  mdxFlowExpression: opaque,
  mdxTextExpression: opaque,
  mdxjsEsm: opaque,
  definitionDestination: silent,
  definitionLabel: silent,
  directiveContainerAttributes: silent,
  directiveContainerName: silent,
  directiveLeafAttributes: silent,
  directiveLeafName: silent,
  directiveTextAttributes: silent,
  directiveTextName: silent,
  reference: silent,
  resourceDestination: silent,
  codeFenced: locateFence,
  htmlFlow: locateHtml,
  htmlText: readTag,
  mdxJsxFlowTag: locateJsx,
  mdxJsxTextTag: locateJsx,
  foreign: (walk, events, index) =>
    withSpan(events, index, (span) => locateForeign(walk, span)),
  literalAutolink: (walk, events, index) =>
    withSpan(events, index, (span) => {
      checkAutolink(walk, span)
      walk.builders.at(-1)?.protect(span)
    }),
  characterEscape: (walk, events, index) =>
    withSpan(events, index, (span) => {
      addAtom(walk, walk.source.slice(span.start + 1, span.end), span)
    }),
  characterReference: (walk, events, index) =>
    withSpan(events, index, (span) => {
      addAtom(walk, decodeReference(slice(walk, span)), span)
    }),
}

function withSpan(
  events: readonly Event[],
  index: number,
  handle: (span: Span) => void,
): void {
  const event = events[index]
  if (event) handle(spanOf(event[1]))
}

function slice({ source }: Walk, { start, end }: Span): string {
  return source.slice(start, end)
}

function addAtom(walk: Walk, text: string | undefined, span: Span): void {
  const builder = walk.builders.at(-1)
  if (text === undefined || walk.isProtected(span)) builder?.protect(span)
  else builder?.atom(text, span, 'markdown')
}

/** Make a test for ranges asked about in about the order of the source. */
function overlaps(spans: readonly Span[]): (span: Span) => boolean {
  let index = 0
  return ({ start, end }) => {
    while (index > 0 && (spans[index - 1]?.end ?? 0) > start) index--
    while ((spans[index]?.end ?? Number.POSITIVE_INFINITY) <= start) index++
    const current = spans[index]
    return current !== undefined && current.start < end
  }
}
