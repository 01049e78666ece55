import type { Event } from 'micromark-util-types'
import type { Span, UnitKind } from '../model/index.ts'
import { skip, spanOf, type Walk } from './locate.ts'
import { UnitBuilder } from './unit-builder.ts'

/** Line and block comment markers by language. */
const commentSyntax: readonly [RegExp, RegExp][] = [
  [
    /^(?:js|jsx|ts|tsx|mjs|cjs|javascript|typescript|java|c|h|cpp|c\+\+|cc|cs|csharp|go|rust|rs|swift|kotlin|kt|scala|dart|php|scss|less|jsonc|json5|proto|groovy|qsharp)$/,
    /(?:(?<=^|[\s;{}()])\/\/+(?<line>.*)$)|(?:\/\*+(?<block>(?:(?!\*\/).)*)(?:\*\/|$))/gm,
  ],
  [
    /^(?:py|python|rb|ruby|sh|bash|zsh|shell|console|yaml|yml|toml|ini|dockerfile|makefile|perl|r|ex|elixir|nginx|conf|powershell|ps1|julia)$/,
    /(?<=^|\s)#+(?!!)(?<line>.*)$/gm,
  ],
  [/^(?:sql|lua|haskell|hs|ada|elm)$/, /--+(?<line>.*)$/gm],
  [/^(?:html|xml|vue|svelte|markdown|md)$/, /<!--(?<block>(?:(?!-->).)*)(?:-->|$)/gm],
]

/** Text in Mermaid: in brackets, in quotes, after a colon, on an edge. */
const mermaidLabel =
  /"(?<quoted>[^"\n]+)"|\|(?<edge>[^|"\n]+)\||(?:\[|\(|\{|>)(?<node>[^[\](){}|"\n]+)(?:\]|\)|\})|(?<=:)(?<after>[^:"\n]+)$|(?<=^\s*(?:title|section)\s)(?<title>.+)$/gm

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
    const text = source.slice(span.start, span.end)
    switch (token.type as string) {
      case 'codeFencedFenceInfo': {
        language = text.toLowerCase().replace(/[^\w+#-].*$/, '')
        break
      }
      case 'codeFencedFenceMeta': {
        const match = /\b(?:title|caption)=(["'])(.*?)\1/.exec(text)
        const value = match?.[2]
        if (match && value) {
          const start = span.start + match.index + match[0].length - 1 - value.length
          add(walk, 'caption', { start, end: start + value.length }, 'title')
        }
        break
      }
      case 'codeFlowValue': {
        if (language === 'mermaid') {
          if (options.mermaid) addMatches(walk, 'diagram', text, span, mermaidLabel)
        } else if (options.codeComments) {
          const syntax = commentSyntax.find(([name]) => name.test(language))
          if (syntax) addMatches(walk, 'comment', text, span, syntax[1])
        }
        break
      }
    }
  }
}

function addMatches(
  walk: Walk,
  kind: UnitKind,
  text: string,
  span: Span,
  pattern: RegExp,
): void {
  for (const match of text.matchAll(pattern)) {
    const value = Object.values(match.groups ?? {}).find((v) => v !== undefined)
    if (!value?.trim()) continue
    const start = span.start + match.index + match[0].indexOf(value)
    add(walk, kind, { start, end: start + value.length })
  }
}

function add(walk: Walk, kind: UnitKind, span: Span, name?: string): void {
  if (walk.isProtected(span)) return
  const { section } = walk
  const builder = new UnitBuilder(kind, span.start, { section, name })
  builder.text(walk.source, span, 'plain')
  const unit = builder.finish(span.end)
  if (unit) walk.units.push(unit)
}
