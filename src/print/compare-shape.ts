import type { Node, Nodes, Parents, Root } from 'mdast'
import type { Span } from '../model/index.ts'
import type { Shift } from './shift.ts'

/** First place where two trees differ. */
export interface ShapeDifference {
  /** What the source has there. */
  before: string
  /** What the edition has there. */
  after: string
  /** Where it is in the source. */
  span: Span | undefined
  /**
   * Where else translated blocks differ from the source's, the first included
   * if it is one.
   */
  translated: readonly Span[]
  /** Range of what the edition has there, in the edition. */
  found: Span | undefined
}

/** What an edition may have that its source has not. */
export interface ShapeAllowance {
  /** Front matter was added. */
  frontMatter?: boolean
  /** Blocks added at the end, footnote definitions of ours not counted. */
  appended?: number
  /** Identifiers of footnotes that were added. */
  footnotes?: ReadonlySet<string>
  /** Inline HTML that was added. */
  html?: ReadonlySet<string>
  /** `:term[…]` was put around terms. */
  directives?: boolean
  /** Where `-{…}-` marks of the source were replaced by their text. */
  overrides?: ReadonlySet<number>
  /** Code was edited (comments, labels): only its lines have to agree. */
  code?: boolean
  /**
   * Ranges of the source that were translated, by place: what is inline in a
   * block with one of them in it may stand in another order and nesting.
   */
  translated?: readonly Span[]
  /** Ranges of the edition that are new in it, by place, and what they hold. */
  inserted?: readonly (Span & { text: string })[]
}

interface Line {
  text: string
  /** Which block of the document it is in. */
  block: number
  span: Span | undefined
  /** Everything that is inline in a translated block, in no order. */
  unordered?: boolean
}

/**
 * Compare the shapes of two trees.
 *
 * Shape is everything but readers' text: node types, nesting, addresses, code,
 * identifiers, tags.
 *
 * @param before - Tree of the source.
 * @param after - Tree of the edition.
 * @param allowance - What may be new.
 * @param shift - Where the source's places are in the edition. With it, emphasis
 * has to stand around the same text, not only in the same order.
 * @returns First difference, or `undefined` when there is none.
 */
export function compareShape(
  before: Root,
  after: Root,
  allowance: ShapeAllowance = {},
  shift?: Shift,
): ShapeDifference | undefined {
  const wanted: Line[] = []
  const found: Line[] = []
  const { translated = [] } = allowance
  const none: ShapeAllowance = {
    translated,
    ...(allowance.code ? { code: true } : {}),
    ...(allowance.directives ? { directives: true } : {}),
    ...(allowance.overrides ? { overrides: allowance.overrides } : {}),
  }
  describe(before, none, wanted, shift)
  const { overrides: _, ...rest } = allowance
  const added = {
    ...rest,
    translated: translated.map(({ start, end }) => {
      return shift
        ? { start: shift.start(start), end: shift.end(end) }
        : { start, end }
    }),
  }
  describe(withoutAdded(after, allowance), added, found, shift && unmoved)
  let first: ShapeDifference | undefined
  const others: Span[] = []
  const length = Math.max(wanted.length, found.length)
  for (let index = 0; index < length; index++) {
    const a = wanted[index]
    const b = found[index]
    if (a?.text === b?.text) continue
    if (a?.unordered && b?.unordered && a.span) {
      // It does not change what stands where behind it.
      others.push(a.span)
      first ??= differenceOf(a, b)
      continue
    }
    // What is new in a block stands before the next, whose fault it is not.
    const isEarlier = b !== undefined && b.block < (a?.block ?? Infinity)
    const block = isEarlier ? before.children[b.block] : undefined
    first ??= {
      before: a?.text.trim() ?? '(end)',
      after: b?.text.trim() ?? '(end)',
      span: (block && spanOf(block)) ?? a?.span ?? wanted.at(-1)?.span,
      translated: [],
      found: b?.span,
    }
    break
  }
  return first && { ...first, translated: others }
}

/** Say what two lists of what is inline do not share. */
function differenceOf(a: Line, b: Line): ShapeDifference {
  const wanted = a.text.split('\n')
  const found = b.text.split('\n')
  const at = wanted.findIndex((line, index) => line !== found[index])
  const place = at < 0 ? wanted.length : at
  return {
    before: wanted[place] || '(end)',
    after: found[place] || '(end)',
    span: a.span,
    translated: [],
    found: b.span,
  }
}

/**
 * Leave out the blocks of an edition that were set beside the article's.
 *
 * @param root - Tree of the edition.
 * @param allowance - What was inserted.
 * @returns Tree without them; the same one where there is none.
 */
export function withoutInserted(
  root: Root,
  { inserted = [] }: ShapeAllowance,
): Root {
  if (inserted.length === 0) return root
  const children = root.children.filter((node) => {
    const span = spanOf(node)
    return !span || !isWithinOne(span, inserted)
  })
  return { ...root, children }
}

/**
 * Find what was inserted and grew together with what stands beside it: an address
 * that runs on into it, bold text that starts in it and ends elsewhere.
 *
 * @param root - Tree of the edition.
 * @param inserted - Ranges of the edition, by place.
 * @returns Indexes of the ranges.
 */
export function findGrown(root: Root, inserted: readonly Span[]): number[] {
  const found = new Set<number>()
  const stack: Nodes[] = [root]
  for (;;) {
    const node = stack.pop()
    if (!node) return [...found]
    if ('children' in node) {
      for (const child of node.children) stack.push(child)
    }
    const span = spanOf(node)
    if (!span || node.type === 'text') continue
    for (const offset of [span.start, span.end]) {
      const index = rangeAround(offset, inserted)
      const range = inserted[index]
      const isIn = range && span.start >= range.start && span.end <= range.end
      if (range && !isIn) found.add(index)
    }
  }
}

/** Index of the range that an offset is in the middle of. */
function rangeAround(offset: number, ranges: readonly Span[]): number {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.end ?? 0) <= offset) low = middle + 1
    else high = middle
  }
  const range = ranges[low]
  return range && range.start < offset ? low : -1
}

function withoutAdded(root: Root, allowance: ShapeAllowance): Root {
  const footnotes = allowance.footnotes
  let children = withoutInserted(root, allowance).children.filter(
    (node) =>
      !(node.type === 'footnoteDefinition' && footnotes?.has(node.identifier)),
  )
  if (allowance.appended) children = children.slice(0, -allowance.appended)
  if (allowance.frontMatter) children = children.slice(1)
  return { ...root, children }
}

const unmoved: Shift = { start: (offset) => offset, end: (offset) => offset }

function describe(
  root: Root,
  allowance: ShapeAllowance,
  lines: Line[],
  shift: Shift | undefined,
): void {
  // A stack of its own: trees can be deeper than calls.
  const stack: { node: Nodes; depth: number; block: number }[] = [
    { node: root, depth: 0, block: 0 },
  ]
  for (;;) {
    const next = stack.pop()
    if (!next) return
    const { node, depth, block } = next
    if (node.type === 'text' || isAdded(node, allowance)) continue
    const flat = allowance.directives && isTermDirective(node)
    if (isTranslated(node, allowance)) {
      const head = `${' '.repeat(depth)}${node.type}${detailOf(node, allowance)}`
      const span = spanOf(node)
      lines.push({ text: head, block, span })
      const text = inlineOf(node, allowance).sort().join('\n')
      lines.push({ text, block, span, unordered: true })
      continue
    }
    if (!flat) {
      lines.push({
        text: `${' '.repeat(depth)}${node.type}${detailOf(node, allowance)}${placeOf(node, shift)}`,
        block,
        span: spanOf(node),
      })
    }
    if ('children' in node) {
      for (let index = node.children.length - 1; index >= 0; index--) {
        const child = node.children[index]
        if (!child) continue
        stack.push({
          node: child,
          depth: flat ? depth : depth + 1,
          block: node === root ? index : block,
        })
      }
    }
  }
}

/** Parents of what is inline. */
const inlineParents = new Set([
  'paragraph',
  'heading',
  'tableCell',
  'leafDirective',
])

/** Tell whether a translation was written in a block of running text. */
function isTranslated(
  node: Nodes,
  { translated = [] }: ShapeAllowance,
): node is Extract<Nodes, { type: 'paragraph' }> {
  const span = spanOf(node)
  if (!span || !inlineParents.has(node.type)) return false
  return holdsOne(span, translated)
}

/** Whether the first range that starts in a span also ends in it. */
function holdsOne(span: Span, ranges: readonly Span[]): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.start ?? 0) < span.start) low = middle + 1
    else high = middle
  }
  const found = ranges[low]
  return found !== undefined && found.end <= span.end
}

/** Whether a range is in one of several. */
function isWithinOne(span: Span, ranges: readonly Span[]): boolean {
  let low = 0
  let high = ranges.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ranges[middle]?.end ?? 0) < span.end) low = middle + 1
    else high = middle
  }
  const found = ranges[low]
  return found !== undefined && found.start <= span.start
}

/** HTML without what was set into it, which is on one line. */
function withoutSet(
  value: string,
  span: Span | undefined,
  inserted: readonly (Span & { text: string })[],
): string {
  if (!span || !holdsOne(span, inserted)) return value
  let rest = value
  let kept = ''
  for (const { start, end, text } of inserted) {
    const at = start >= span.start && end <= span.end ? rest.indexOf(text) : -1
    if (at < 0) continue
    kept += rest.slice(0, at)
    rest = rest.slice(at + text.length)
  }
  return kept + rest
}

function inlineOf(root: Parents, allowance: ShapeAllowance): string[] {
  const found: string[] = []
  const stack: Nodes[] = [...root.children]
  for (;;) {
    const node = stack.pop()
    if (!node) return found
    if (node.type === 'text' || isAdded(node, allowance)) continue
    if (!(allowance.directives && isTermDirective(node))) {
      found.push(`${node.type}${detailOf(node, allowance)}`)
    }
    if ('children' in node) {
      for (const child of node.children) stack.push(child)
    }
  }
}

/** Emphasis can move without a change of order: say where it is. */
function placeOf(node: Nodes, shift: Shift | undefined): string {
  const marks = ['strong', 'emphasis', 'delete']
  const span = spanOf(node)
  if (!shift || !span || !marks.includes(node.type)) return ''
  return ` ${shift.start(span.start)}–${shift.end(span.end)}`
}

function spanOf({ position }: Node): Span | undefined {
  return (
    position && {
      start: position.start.offset ?? 0,
      end: position.end.offset ?? 0,
    }
  )
}

/** Tell whether a node is not in both trees, and may not be. */
function isAdded(node: Nodes, allowance: ShapeAllowance): boolean {
  const { inserted = [] } = allowance
  const span = inserted.length > 0 ? spanOf(node) : undefined
  if (span && isWithinOne(span, inserted)) return true
  if (node.type === 'footnoteReference') {
    return allowance.footnotes?.has(node.identifier) ?? false
  }
  if (node.type === 'foreign') {
    return allowance.overrides?.has(spanOf(node)?.start ?? -1) ?? false
  }
  return node.type === 'html' && (allowance.html?.has(node.value) ?? false)
}

function isTermDirective(node: Nodes): boolean {
  return node.type === 'textDirective' && node.name === 'term'
}

function detailOf(node: Nodes, allowance: ShapeAllowance): string {
  switch (node.type) {
    case 'heading':
      return ` ${node.depth}`
    case 'list':
      return ` ${node.ordered} ${node.start} ${node.spread}`
    case 'listItem':
      return ` ${node.checked} ${node.spread}`
    case 'table':
      return ` ${node.align?.join()}`
    case 'link':
    case 'image':
      return ` ${node.url}`
    case 'definition':
      return ` ${node.identifier} ${node.url}`
    case 'linkReference':
    case 'imageReference':
    case 'footnoteReference':
    case 'footnoteDefinition':
      return ` ${node.identifier}`
    case 'code':
      return allowance.code
        ? ` ${node.lang} ${node.value.split('\n').length}`
        : ` ${node.lang} ${node.value}`
    case 'inlineCode':
    case 'inlineMath':
    case 'math':
      return ` ${node.value}`
    case 'html': {
      const span = spanOf(node)
      const { translated = [], inserted = [] } = allowance
      const value = withoutSet(node.value, span, inserted)
      const tags = value.match(/<!--|<\/?[A-Za-z][\w:-]*/g) ?? []
      // A translation may put the tags of a line in another order.
      if (span && holdsOne(span, translated)) tags.sort()
      return ` ${tags.join(' ')}`
    }
    case 'textDirective':
    case 'leafDirective':
    case 'containerDirective':
      return ` ${node.name} ${JSON.stringify(node.attributes ?? {})}`
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return ` ${node.name} ${node.attributes.map((a) => ('name' in a ? a.name : '…')).join()}`
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
    case 'mdxjsEsm':
      return ` ${node.value}`
    default:
      return ''
  }
}
