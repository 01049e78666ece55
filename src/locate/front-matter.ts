import type { Span } from '../model/index.ts'
import { finding } from '../model/index.ts'
import type { FrontMatter } from './located.ts'
import type { Walk } from './locate.ts'
import { readToml } from './toml.ts'
import { readYaml } from './yaml.ts'

/** Value of a front-matter key that is one string or a list of them. */
export interface Entry {
  /** Key, and the keys it stands under: `seo.title`. */
  path: string
  /** Last key. */
  key: string
  /** Source range of the value, quotes included. */
  span: Span
  /** Source ranges of lines of the value, with how each is written. */
  add(walk: Walk, section: number): void
}

/** What a front-matter reader gives. */
export interface FrontMatterEntries {
  entries: readonly Entry[]
  data: Readonly<Record<string, unknown>>
}

/** Front matter that cannot be read. */
export class FrontMatterError extends Error {
  override readonly name = 'FrontMatterError'
  /** Offset in the source. */
  readonly offset: number

  constructor(reason: string, offset: number) {
    super(reason)
    this.offset = offset
  }
}

/**
 * Locate the front-matter values that are for readers.
 *
 * @param walk - State.
 * @param format - YAML or TOML.
 * @param span - Whole block.
 * @returns Where it is and what is in it, or `undefined` when it cannot be
 * read, which is a finding.
 */
export function locateFrontMatter(
  walk: Walk,
  format: 'yaml' | 'toml',
  span: Span,
): FrontMatter | undefined {
  const { source } = walk
  const block = source.slice(span.start, span.end)
  const open = /^.*?(?:\r\n|\n|\r)/.exec(block)?.[0].length ?? block.length
  const close = /[^\r\n]*$/.exec(block)?.index ?? block.length
  const inner = {
    start: span.start + open,
    end: Math.max(span.start + open, span.start + close),
  }
  try {
    const read = format === 'yaml' ? readYaml : readToml
    const { entries, data } = read(source, inner)
    const values: Record<string, Span> = {}
    for (const entry of entries) {
      values[entry.path] ??= entry.span
      const keys = walk.options.frontMatterKeys
      if (keys.includes(entry.key) || keys.includes(entry.path)) {
        entry.add(walk, 0)
      }
    }
    return { format, span, insertAt: inner.end, values, data }
  } catch (error) {
    if (!(error instanceof FrontMatterError)) throw error
    walk.findings.push(
      finding('front-matter-invalid', error.message, {
        source,
        span: { start: error.offset, end: error.offset },
        note: 'Correct the front matter; a value with a colon or a quotation mark in it needs quotes around it.',
        cause: error,
      }),
    )
    return undefined
  }
}
