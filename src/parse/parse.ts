import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { parse as micromark, postprocess, preprocess } from 'micromark'
import type { Event, Extension } from 'micromark-util-types'
import { VFileMessage } from 'vfile-message'
import { finding, type Limits, type MarkdownSettings } from '../model/index.ts'
import { checkContainers, tooCostly, tooDeep } from './cost.ts'
import { type Dialect, dialectFor } from './dialect.ts'
import { canScan, type Scan, scan } from './fast/index.ts'
import { BudgetExceeded, meter } from './meter.ts'
import { hasFrontMatter } from './opening.ts'
import { areTagsPaired } from './tags.ts'

/** Article in both views. */
export interface Parsed {
  /** Text that was parsed, without a byte order mark. */
  source: string
  /** micromark events, with offsets into the text. */
  events: readonly Event[]
  /** mdast tree, built when it is first asked for. */
  readonly tree: Root
  /** Extensions it was read with. */
  dialect: Dialect
  /** Settings it was read with. */
  settings: MarkdownSettings
  /**
   * How it was scanned. The events of scanned blocks are those that `locate` asks
   * for. Absent where the whole parser read all of it.
   */
  scan?: Scan
}

/** Bounds on what a text may ask for. */
export interface Bounds extends Pick<Limits, 'depth'> {
  /** Work that a text of any length may take, in the units of `meter`. */
  work?: number
}

/** Text that cannot be parsed. `message` says where and why. */
export class ParseError extends Error {
  override readonly name = 'ParseError'
  /** Finding to report. */
  readonly finding: VFileMessage

  /** @param found - Finding to report. */
  constructor(found: VFileMessage) {
    super(found.reason)
    this.finding = found
  }
}

/**
 * Parse Markdown.
 *
 * Unless `settings.fast` is `false`, blocks that can mean one thing only are
 * scanned, and micromark reads the others.
 *
 * @param source - Text without a byte order mark.
 * @param settings - Markdown settings.
 * @param limits - Bounds on nesting and on work.
 * @param codeLines - Whether the lines of code are asked for.
 * @returns Events and tree.
 * @throws ParseError when MDX is malformed, or the text is nested deeper than
 * `limits.depth`, or would take unbounded time.
 */
export function parse(
  source: string,
  settings: MarkdownSettings,
  limits: Bounds,
  codeLines = true,
): Parsed {
  const deep = checkContainers(source, limits)
  if (deep) throw new ParseError(deep)
  const dialect = dialectFor(settings)
  // What comes first, micromark takes for a byte order mark and drops.
  const isWhole = settings.fast === false || source.startsWith('\uFEFF')
  const scanned =
    !isWhole && canScan(settings)
      ? scan(source, dialect, settings, { codeLines, emphasis: true })
      : undefined
  const events =
    scanned?.events ??
    guard(source, () => parseEvents(source, dialect, limits.work))
  checkDepth(source, events, limits.depth, dialect.mdx)
  // What MDX finds wrong with tags comes out when the tree is built.
  const isSure = !dialect.mdx || areTagsPaired(source, events)
  let tree = isSure ? undefined : guard(source, toTree)
  return {
    source,
    events,
    get tree() {
      tree ??= guard(source, toTree)
      return tree
    },
    dialect,
    settings,
    ...(scanned ? { scan: scanned } : {}),
  }

  function toTree(): Root {
    return parseTree(source, dialect)
  }
}

/**
 * Parse Markdown into a tree.
 *
 * @param source - Text without a byte order mark.
 * @param dialect - Extensions.
 * @returns mdast tree with positions.
 */
export function parseTree(source: string, dialect: Dialect): Root {
  return fromMarkdown(source, {
    extensions: extensionsFor(source, dialect),
    mdastExtensions: [...dialect.fromMarkdown],
  })
}

/** Extensions for a text: without front matter where it has none. */
function extensionsFor(source: string, dialect: Dialect): Extension[] {
  if (hasFrontMatter(source)) return [...dialect.micromark]
  return dialect.micromark.filter((one) => one !== dialect.frontMatter)
}

/**
 * Work that a text may take: a few seconds of it, and more for long ones.
 *
 * Real articles take a tenth of what their length allows.
 */
function budgetFor(source: string, work = 300_000_000): number {
  return work + 300 * source.length
}

function parseEvents(source: string, dialect: Dialect, work?: number): Event[] {
  const parser = micromark({ extensions: extensionsFor(source, dialect) })
  meter(parser, budgetFor(source, work))
  const chunks = preprocess()(source, undefined, true)
  return postprocess(parser.document().write(chunks))
}

/** Tokens that become nodes with children. */
const nesting = new Set([
  'blockQuote',
  'directiveContainer',
  'directiveText',
  'emphasis',
  'gfmFootnoteDefinition',
  'image',
  'link',
  'listOrdered',
  'listUnordered',
  'strikethrough',
  'strong',
])

const jsxTags: ReadonlySet<string> = new Set(['mdxJsxFlowTag', 'mdxJsxTextTag'])

/** Trees are walked by recursion, here and in libraries: bound them. */
function checkDepth(
  source: string,
  events: readonly Event[],
  limit: number,
  hasTags: boolean,
): void {
  let depth = 0
  for (const [kind, token] of events) {
    const type = token.type as string
    if (type === 'data') continue
    if (nesting.has(type)) depth += kind === 'enter' ? 1 : -1
    else if (hasTags && kind === 'exit' && jsxTags.has(type)) {
      depth += jsxDepth(source.slice(token.start.offset, token.end.offset))
    }
    if (depth > limit) {
      const start = token.start.offset
      const span = { start, end: Math.min(start + 40, source.length) }
      throw new ParseError(tooDeep(source, span, limit))
    }
  }
}

function jsxDepth(tag: string): number {
  if (/^<\s*\//.test(tag)) return -1
  return /\/\s*>$/.test(tag) ? 0 : 1
}

function guard<T>(source: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof BudgetExceeded) {
      throw new ParseError(tooCostly(source, error.offset))
    }
    if (error instanceof VFileMessage) {
      const start = placeOf(error)
      throw new ParseError(
        finding('parse-failed', error.reason, {
          ...(start ? { place: start } : {}),
          source,
          note: 'Correct the MDX at this place, or set `markdown.mdx: false` if the file is plain Markdown.',
          wording: {
            key: 'parse-failed.mdx',
            values: { problem: error.reason },
          },
          cause: error,
        }),
      )
    }
    throw error
  }
}

/** A tag that is never closed is only named in the reason: `<a>` (1:1-1:4). */
function placeOf({
  place,
  reason,
}: VFileMessage): { line: number; column: number } | undefined {
  if (place) return 'start' in place ? place.start : place
  const [, line, column] = /\((\d+):(\d+)/.exec(reason) ?? []
  return line ? { line: Number(line), column: Number(column) } : undefined
}
