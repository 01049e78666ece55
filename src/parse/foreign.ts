import type { Node } from 'mdast'
import type {
  CompileContext,
  Extension as FromMarkdownExtension,
  Token,
} from 'mdast-util-from-markdown'
import type { Options as ToMarkdownExtension } from 'mdast-util-to-markdown'
import type {
  Code,
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types'

/**
 * What a piece of syntax that is not Markdown is.
 *
 * `shortcode` is Hugo's `{{< … >}}` and `{{% … %}}`; `template` is Liquid's and
 * Vue's `{% … %}` and `{{ … }}`; `attributes` is `{#id .class}` and
 * kramdown's `{: … }`; `variant` is MediaWiki's `-{…}-`; `wikilink` is
 * `[[page|label]]`; `comment` is `<!-- … -->` in MDX.
 */
export type ForeignKind =
  | 'shortcode'
  | 'template'
  | 'attributes'
  | 'variant'
  | 'wikilink'
  | 'comment'

/** mdast node for syntax that is not Markdown; `value` is its source. */
export interface Foreign extends Node {
  /** Node type. */
  type: 'foreign'
  /** Kind of syntax. */
  kind: ForeignKind
  /** Source, delimiters included. */
  value: string
}

declare module 'mdast' {
  interface PhrasingContentMap {
    foreign: Foreign
  }
  interface RootContentMap {
    foreign: Foreign
  }
}

declare module 'micromark-util-types' {
  interface TokenTypeMap {
    foreign: 'foreign'
    foreignData: 'foreignData'
  }
}

interface Shape {
  kind: ForeignKind
  open: string
  close: string
  /** Character that may follow `open`. */
  first?: (code: Code) => boolean
  /** Character that may follow `close`. */
  after?: (code: Code) => boolean
  /** Content may run over line endings. */
  lines: boolean
}

const curly: readonly Shape[] = [
  { kind: 'shortcode', open: '{{<', close: '>}}', lines: true },
  { kind: 'shortcode', open: '{{%', close: '%}}', lines: true },
  { kind: 'template', open: '{%', close: '%}', lines: true },
  { kind: 'template', open: '{{', close: '}}', lines: false },
]

const attributes: readonly Shape[] = [
  {
    kind: 'attributes',
    open: '{#',
    close: '}',
    first: (code) => code !== null && code > 32,
    lines: false,
  },
]

const kramdown: readonly Shape[] = [
  { kind: 'attributes', open: '{:', close: '}', lines: false },
]

const variant: readonly Shape[] = [
  { kind: 'variant', open: '-{', close: '}-', lines: true },
]

// `[[1]](#note)` is a link with brackets in its text.
const wikilink: readonly Shape[] = [
  {
    kind: 'wikilink',
    open: '[[',
    close: ']]',
    first: (code) => code !== 91 && code !== 93,
    after: (code) => code !== 40 && code !== 91 && code !== 58,
    lines: false,
  },
]

const comment: readonly Shape[] = [
  { kind: 'comment', open: '<!--', close: '-->', lines: true },
]

/**
 * Extend micromark with syntax of site generators that is not Markdown.
 *
 * Each is one `foreign` token, so that nothing in it is taken for emphasis,
 * HTML or an expression.
 *
 * @param options - Whether the article is MDX, where braces are expressions.
 * @returns Syntax extension.
 */
export function foreign(options: { mdx: boolean }): Extension {
  const braces = options.mdx
    ? attributes
    : [...curly, ...attributes, ...kramdown]
  return {
    text: {
      45: construct(variant),
      ...(options.mdx ? { 60: construct(comment) } : {}),
      91: construct(wikilink),
      123: construct(braces),
    },
    ...(options.mdx ? { flow: { 60: construct(comment, true) } } : {}),
  }
}

/**
 * Extend mdast with `foreign` nodes.
 *
 * @returns Tree extension.
 */
export function foreignFromMarkdown(): FromMarkdownExtension {
  return {
    enter: {
      foreign(this: CompileContext, token: Token) {
        const value = this.sliceSerialize(token)
        const node: Foreign = { type: 'foreign', kind: kindOf(value), value }
        this.enter(node as never, token)
      },
    },
    exit: {
      foreign(this: CompileContext, token: Token) {
        this.exit(token)
      },
    },
  }
}

/**
 * Extend printing, so that new text is not read as foreign syntax.
 *
 * @returns Printing extension.
 */
export function foreignToMarkdown(): ToMarkdownExtension {
  return { unsafe: [{ character: '{', inConstruct: 'phrasing' }] }
}

/**
 * Tell what kind of foreign syntax a source slice is.
 *
 * @param value - Source of one `foreign` token.
 * @returns Kind.
 */
export function kindOf(value: string): ForeignKind {
  const all = [
    ...curly,
    ...attributes,
    ...kramdown,
    ...variant,
    ...wikilink,
    ...comment,
  ]
  const found = all.find((shape) => value.startsWith(shape.open))
  return found?.kind ?? 'template'
}

/** One construct that tries shapes in order: `{{<` before `{{` before `{`. */
function construct(shapes: readonly Shape[], flow = false): Construct {
  // Where each shape is known to have no close before: unclosed openers are
  // looked through once, not once each.
  const known = new WeakMap<TokenizeContext, Map<Shape, number>>()
  return {
    name: 'foreign',
    ...(flow ? { concrete: true } : {}),
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const unclosed = known.get(this) ?? new Map<Shape, number>()
      known.set(this, unclosed)
      const attempts = shapes.map((shape) => ({
        tokenize: (e: Effects, o: State, n: State) =>
          one(this, shape, unclosed, e, o, n, flow),
        partial: true,
      }))
      return effects.attempt(attempts, ok, nok)
    },
  }
}

function one(
  context: TokenizeContext,
  shape: Shape,
  unclosed: Map<Shape, number>,
  effects: Effects,
  ok: State,
  nok: State,
  flow: boolean,
): State {
  const { open, close } = shape
  let matched = 0
  return start

  function start(code: Code): State | undefined {
    const known = unclosed.get(shape) ?? -1
    if (context.now().offset < known) return nok(code)
    effects.enter('foreign')
    effects.enter('foreignData')
    return opening(code)
  }

  function opening(code: Code): State | undefined {
    if (matched === open.length) {
      matched = 0
      if (shape.first && !shape.first(code)) return nok(code)
      return content(code)
    }
    if (code !== open.charCodeAt(matched)) return nok(code)
    effects.consume(code)
    matched++
    return opening
  }

  function content(code: Code): State | undefined {
    if (code === null) return refuse(code)
    if (code < -2) {
      if (!shape.lines) return refuse(code)
      matched = 0
      effects.exit('foreignData')
      return line(code)
    }
    matched = advance(close, matched, code)
    effects.consume(code)
    if (matched < close.length) return content
    effects.exit('foreignData')
    effects.exit('foreign')
    return after
  }

  function line(code: Code): State | undefined {
    if (code === null) return refuse(code)
    if (code >= -2) {
      effects.enter('foreignData')
      return content(code)
    }
    effects.enter('lineEnding')
    effects.consume(code)
    effects.exit('lineEnding')
    return line
  }

  function after(code: Code): State | undefined {
    if (shape.after && !shape.after(code)) return refuse(code)
    if (flow && code !== null && code >= -2) return refuse(code)
    return ok(code)
  }

  function refuse(code: Code): State | undefined {
    unclosed.set(shape, context.now().offset)
    return nok(code)
  }
}

/** How much of `close` is matched once `code` has been read. */
function advance(close: string, matched: number, code: number): number {
  const read = close.slice(0, matched) + String.fromCharCode(code)
  for (let length = read.length; length > 0; length--) {
    if (close.startsWith(read.slice(-length))) return length
  }
  return 0
}
