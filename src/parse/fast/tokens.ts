import type { Event, Token } from 'micromark-util-types'

/** Types of the tokens a scan makes: those that locating and proving ask for. */
export const scannedTypes = [
  'atxHeading',
  'atxHeadingText',
  'autolink',
  'blockQuote',
  'characterEscape',
  'characterReference',
  'codeFenced',
  'codeFencedFenceInfo',
  'codeFencedFenceMeta',
  'codeFlowValue',
  'codeIndented',
  'codeText',
  'data',
  'definition',
  'directiveContainer',
  'directiveContainerLabelString',
  'emphasis',
  'emphasisText',
  'foreign',
  'gfmFootnoteCall',
  'gfmFootnoteDefinition',
  'gfmFootnoteDefinitionLabel',
  'hardBreakEscape',
  'hardBreakTrailing',
  'htmlFlow',
  'htmlFlowData',
  'htmlText',
  'htmlTextData',
  'image',
  'label',
  'labelText',
  'lineEnding',
  'link',
  'listItemPrefix',
  'listOrdered',
  'listUnordered',
  'literalAutolink',
  'mathFlow',
  'mathText',
  'paragraph',
  'reference',
  'resource',
  'resourceDestination',
  'resourceTitleString',
  'setextHeading',
  'setextHeadingText',
  'strong',
  'strongText',
  'table',
  'tableContent',
  'taskListCheck',
  'thematicBreak',
  'toml',
  'yaml',
] as const

/** Type of a token that a scan makes. */
export type ScannedType = (typeof scannedTypes)[number]

/** Events that are being collected. */
export class Tokens {
  /** Events, as micromark's, with offsets for points and without a context. */
  readonly events: Event[] = []
  private readonly only: ReadonlySet<ScannedType> | undefined
  /** Stands for all tokens that are not asked for. */
  private readonly other = { end: {} } as unknown as Token

  /** @param only - Types that are asked for. Default: all. */
  constructor(only?: ReadonlySet<ScannedType>) {
    this.only = only
  }

  /** Enter a token; where it ends may be told when it is left. */
  enter(type: ScannedType, start: number, end = start): Token {
    if (this.only && !this.only.has(type)) return this.other
    const token = {
      type,
      start: { offset: start },
      end: { offset: end },
    } as unknown as Token
    this.events.push(['enter', token] as unknown as Event)
    return token
  }

  /** Leave a token. */
  exit(token: Token, end: number): void {
    if (token === this.other) return
    token.end.offset = end
    this.events.push(['exit', token] as unknown as Event)
  }

  /** Enter and leave a token. */
  leaf(type: ScannedType, start: number, end: number): void {
    this.exit(this.enter(type, start, end), end)
  }
}
