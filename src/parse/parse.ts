import type { Root } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { parse as micromark, postprocess, preprocess } from 'micromark'
import type { Event } from 'micromark-util-types'
import { VFileMessage } from 'vfile-message'
import { finding, type Limits, type MarkdownSettings } from '../model/index.ts'
import { checkCost, tooDeep } from './cost.ts'
import { type Dialect, dialectFor } from './dialect.ts'

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
 * @param source - Text without a byte order mark.
 * @param settings - Markdown settings.
 * @param limits - Bounds on nesting.
 * @returns Events and tree.
 * @throws ParseError when MDX is malformed, or the text is nested deeper than
 * `limits.depth`, or would take unbounded time.
 */
export function parse(
  source: string,
  settings: MarkdownSettings,
  limits: Pick<Limits, 'depth'>,
): Parsed {
  const costly = checkCost(source, limits)
  if (costly) throw new ParseError(costly)
  const dialect = dialectFor(settings)
  const events = guard(source, () => parseEvents(source, dialect))
  checkDepth(source, events, limits.depth)
  let tree: Root | undefined
  return {
    source,
    events,
    get tree() {
      tree ??= guard(source, () => parseTree(source, dialect))
      return tree
    },
    dialect,
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
    extensions: [...dialect.micromark],
    mdastExtensions: [...dialect.fromMarkdown],
  })
}

function parseEvents(source: string, dialect: Dialect): Event[] {
  const parser = micromark({ extensions: [...dialect.micromark] })
  const chunks = preprocess()(source, undefined, true)
  return postprocess(parser.document().write(chunks))
}

/** Trees are walked by recursion, here and in libraries: bound them. */
function checkDepth(
  source: string,
  events: readonly Event[],
  limit: number,
): void {
  // A container is up to four tokens deep, and leaves have a few of their own.
  const most = limit * 4 + 20
  let depth = 0
  for (const [kind, token] of events) {
    depth += kind === 'enter' ? 1 : -1
    if (depth > most) {
      const start = token.start.offset
      const span = { start, end: Math.min(start + 40, source.length) }
      throw new ParseError(tooDeep(source, span, limit))
    }
  }
}

function guard<T>(source: string, run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof VFileMessage) {
      const start =
        error.place && 'start' in error.place ? error.place.start : error.place
      throw new ParseError(
        finding('parse-failed', error.reason, {
          ...(start ? { place: start } : {}),
          source,
          note: 'Correct the MDX at this place, or set `markdown.mdx: false` if the file is plain Markdown.',
          cause: error,
        }),
      )
    }
    throw error
  }
}
