import type { ElementContent } from 'hast'
import type { Nodes, PhrasingContent, RootContent } from 'mdast'
import { defaultHandlers, type Options } from 'remark-rehype'
import type { Locale } from '../../model/index.ts'
import { admonitionKind, renderAdmonition } from './admonition.ts'
import { element } from './element.ts'
import { type JsxNode, renderExpression, renderJsx } from './jsx.ts'
import type { AdmonitionNode, ForeignNode } from './prepare.ts'
import { renderFigure } from './shortcode.ts'
import type { PageStrings } from './strings.ts'
import type { TermMark } from './term-marks.ts'
import { readVariant } from './variant.ts'

type Handlers = NonNullable<Options['handlers']>
type Handler = NonNullable<Handlers['blockquote']>
type State = Parameters<Handler>[0]

/** What the handlers read and fill. */
export interface HandlerContext {
  /** Edition's locale. */
  locale: Locale
  /** Text the tree's positions point into. */
  source: string
  /** Strings of the page. */
  strings: PageStrings
  /** Text of the constants that an MDX file exports. */
  constants: ReadonlyMap<string, string>
  /** Formulas met, for which a numbered `span` stands until the end. */
  formulas: Formula[]
}

/** Formula in TeX. */
export interface Formula {
  value: string
  display: boolean
}

interface DirectiveNode {
  type: 'textDirective' | 'leafDirective' | 'containerDirective'
  name: string
  attributes?: Readonly<Record<string, string | null | undefined>> | null
  children: (RootContent | PhrasingContent)[]
  position?: { start: { offset?: number }; end: { offset?: number } }
}

const blocks = [
  'root',
  'blockquote',
  'listItem',
  'containerDirective',
  'admonition',
  'footnoteDefinition',
  'mdxJsxFlowElement',
]

/**
 * Create handlers for what remark-rehype does not know.
 *
 * @param context - Locale, source, strings, and the list of formulas to fill.
 * @returns Handlers by node type.
 */
export function createHandlers(context: HandlerContext): Handlers {
  const formula =
    (display: boolean): Handler =>
    (_state, node: { value: string }) => {
      const index = context.formulas.push({ value: node.value, display }) - 1
      const span = element('span', { dataFormula: String(index) })
      return display ? element('div', { className: ['math'] }, span) : span
    }
  const handlers: Record<string, Handler> = {
    admonition: (state, node: AdmonitionNode) =>
      renderAdmonition(
        node.kind,
        node.title && all(state, node.title),
        state.wrap(all(state, node.children), true),
        context.strings,
      ),
    code: renderCode,
    containerDirective: (state, node: DirectiveNode) =>
      renderContainer(state, node, context),
    leafDirective: (state, node: DirectiveNode) =>
      element('p', {}, ...renderInline(state, node, context)),
    textDirective: (state, node: DirectiveNode) =>
      renderInline(state, node, context),
    foreign: (_state, node: ForeignNode, parent) => {
      const figure = renderFigure(node.value)
      if (figure) return figure
      const content = renderForeign(node, context.locale)
      return content && parent && blocks.includes(parent.type)
        ? element('p', {}, content)
        : content
    },
    termMark: (state, { english, children }: TermMark) =>
      element(
        'span',
        english === undefined
          ? { className: ['gloss'] }
          : { className: ['term'], dataEn: english },
        ...all(state, children),
      ),
    inlineMath: formula(false),
    math: formula(true),
    mdxFlowExpression: () => undefined,
    mdxJsxFlowElement: (state, node: JsxNode) =>
      renderJsx(
        node,
        state.wrap(all(state, node.children), true),
        context.strings,
      ),
    mdxJsxTextElement: (state, node: JsxNode) =>
      renderJsx(node, all(state, node.children), context.strings),
    mdxTextExpression: (_state, node: { value: string }) =>
      renderExpression(node.value, context.constants),
    mdxjsEsm: () => undefined,
  }
  // Only the nodes that mdast's types know about are in the library's type.
  return handlers as Handlers
}

function all(state: State, children: readonly Nodes[]): ElementContent[] {
  return state.all({ type: 'root', children: children as RootContent[] })
}

/** `[label]` of a container, which the parser makes its first paragraph. */
function splitLabel(node: DirectiveNode): {
  label: PhrasingContent[] | undefined
  rest: DirectiveNode['children']
} {
  const [first, ...rest] = node.children
  if (first?.type === 'paragraph') {
    const data = first.data as { directiveLabel?: boolean } | undefined
    if (data?.directiveLabel) return { label: first.children, rest }
  }
  return { label: undefined, rest: node.children }
}

function renderContainer(
  state: State,
  node: DirectiveNode,
  context: HandlerContext,
): ElementContent | ElementContent[] {
  const { label, rest } = splitLabel(node)
  const title = label && all(state, label)
  const content = state.wrap(all(state, rest), true)
  const kind = admonitionKind(node.name)
  if (kind) return renderAdmonition(kind, title, content, context.strings)
  if (node.name === 'keep') return content
  if (node.name === 'details') {
    const summary = title ?? [context.strings('html:admonition.note')]
    return element(
      'details',
      {},
      element('summary', {}, ...summary),
      ...content,
    )
  }
  // Its meaning is unknown, its words are not: both fences stay as they are.
  const fence = literal(node, context.source).split('\n', 1)[0]?.trimEnd() ?? ''
  return element(
    'div',
    { className: ['directive'] },
    element('p', {}, fence),
    ...content,
    element('p', {}, /^:+/.exec(fence)?.[0]),
  )
}

function renderInline(
  state: State,
  node: DirectiveNode,
  context: HandlerContext,
): ElementContent[] {
  const content = all(state, node.children)
  switch (node.name) {
    case 'keep':
      return content
    case 'abbr':
    case 'dfn':
    case 'gloss':
    case 'term':
      return [renderTerm(node, content, context.locale)]
    default:
      return [{ type: 'text', value: literal(node, context.source) }]
  }
}

/** The English is text, so that it is read, printed and searched like any. */
function renderTerm(
  node: DirectiveNode,
  content: readonly ElementContent[],
  locale: Locale,
): ElementContent {
  const { attributes } = node
  const english =
    attributes?.['en'] ?? attributes?.['title'] ?? attributes?.['gloss']
  if (!english) return element('span', { className: ['term'] }, ...content)
  const [open, close] = locale === 'en' ? [' (', ')'] : ['（', '）']
  return element(
    'span',
    { className: ['term'] },
    ...content,
    element(
      'span',
      { className: ['gloss'] },
      open,
      element('span', { lang: 'en' }, english),
      close,
    ),
  )
}

/** What the author typed: `10:a` is a time or a ratio, not a directive. */
function literal(node: DirectiveNode, source: string): string {
  const start = node.position?.start.offset
  const end = node.position?.end.offset
  if (start !== undefined && end !== undefined) return source.slice(start, end)
  const colons = { textDirective: 1, leafDirective: 2, containerDirective: 3 }
  return ':'.repeat(colons[node.type]) + node.name
}

function renderForeign(
  node: ForeignNode,
  locale: Locale,
): ElementContent | undefined {
  switch (node.kind) {
    case 'attributes':
    case 'comment':
    case 'id':
      return undefined
    case 'variant':
      return { type: 'text', value: readVariant(node.value, locale) }
    case 'wikilink':
      return {
        type: 'text',
        value: node.value.slice(2, -2).replace(/^[^|]*\|/, ''),
      }
    default:
      return element('code', { className: ['shortcode'] }, node.value)
  }
}

/** Code, with the title that stands after its language as its caption. */
const renderCode: Handler = (state, node) => {
  const code = defaultHandlers.code(state, node)
  const meta: unknown = (node as { meta?: unknown }).meta
  const match = /(?:^|\s)title=(?:"([^"]*)"|'([^']*)')/.exec(String(meta ?? ''))
  const title = match?.[1] ?? match?.[2]
  if (!title) return code
  return element(
    'figure',
    { className: ['code'] },
    element('figcaption', {}, title),
    code,
  )
}
