import type { Event } from 'micromark-util-types'
import type { Span, UnitKind } from '../model/index.ts'
import { commentsOf } from './code-comments.ts'
import { readStretch, type Stretch } from './stretch.ts'
import { UnitBuilder } from './unit-builder.ts'
import { addUnit, skip, spanOf, type Walk } from './walk.ts'

/** Text in Mermaid: in quotes, on an edge, in a node, after a colon, titles. */
const mermaidLabel =
  /"([^"\n]+)"|\|([^|"\n]+)\||[[({>]([^[\](){}|"\n]{1,500})[\])}]|(?<=:)([^:"\n]+)$|(?<=^[ \t]*(?:title|section|subgraph)[ \t])([^[("\n]+)/gm

/**
 * Locate what of a code fence is for readers: its caption, and when asked for
 * its comments or the labels of a Mermaid diagram.
 *
 * @param walk - State.
 * @param events - Events.
 * @param index - Where the fence is entered.
 */
export function locateFence(
  walk: Walk,
  events: readonly Event[],
  index: number,
): void {
  const { source, options } = walk
  let language = ''
  for (const [kind, token] of events.slice(index + 1, skip(events, index))) {
    if (kind !== 'enter') continue
    const span = spanOf(token)
    const type = token.type as string
    if (type === 'codeFencedFenceInfo') {
      const info = source.slice(span.start, span.end)
      language = /^[\w+#-]*/.exec(info.toLowerCase())?.[0] ?? ''
    } else if (type === 'codeFencedFenceMeta') addCaption(walk, span)
  }
  const isDiagram = language === 'mermaid'
  if (!(isDiagram ? options.mermaid : options.codeComments)) return
  const code = readStretch(source, events, index)
  if (isDiagram) {
    for (const match of code.text.matchAll(mermaidLabel)) {
      const label = match.slice(1).find((group) => group !== undefined)
      if (label === undefined) continue
      const start = match.index + match[0].indexOf(label)
      add(walk, 'diagram', code, { start, end: start + label.length })
    }
  } else {
    for (const range of commentsOf(code.text, language)) {
      add(walk, 'comment', code, range)
    }
  }
}

/** `title="…"` of Docusaurus, `caption="…"`, `[…]` of VitePress. */
function addCaption(walk: Walk, meta: Span): void {
  const text = walk.source.slice(meta.start, meta.end)
  const match =
    /(?<![\w-])(?:title|caption)=(["'])(.*?)\1/.exec(text) ??
    /(?<=^|\s)(\[)([^[\]]+)\](?=$|\s)/.exec(text)
  const value = match?.[2]
  if (!match || !value) return
  const end = meta.start + match.index + match[0].length - 1
  const span = { start: end - value.length, end }
  if (walk.isProtected(span)) return
  const { section } = walk
  const builder = new UnitBuilder('caption', span.start, {
    section,
    name: 'title',
  })
  builder.text(walk.source, span, 'plain')
  addUnit(walk, builder, end)
}

function add(walk: Walk, kind: UnitKind, code: Stretch, range: Span): void {
  if (code.text.slice(range.start, range.end).trim() === '') return
  for (const span of code.ranges(range)) {
    if (span === 'break' || walk.isProtected(span)) continue
    const { section } = walk
    const builder = new UnitBuilder(kind, span.start, { section })
    builder.text(walk.source, span, 'plain')
    addUnit(walk, builder, span.end)
  }
}
