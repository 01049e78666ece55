import { finding, lineTooDeep, type Span } from '../model/index.ts'
import { type FrontMatterEntries, FrontMatterError } from './entry.ts'
import type { FrontMatter } from './located.ts'
import { readPlainYaml } from './plain-yaml.ts'
import { readToml } from './toml.ts'
import { UnitBuilder } from './unit-builder.ts'
import { addUnit, type Walk } from './walk.ts'
import { readYaml } from './yaml.ts'

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
  const inner = insideFences(source, span)
  try {
    const plain = format === 'yaml' ? readPlainYaml(source, inner) : undefined
    const { entries, data } = plain ?? readAny(source, inner, format)
    const values: Record<string, Span> = {}
    const keys = new Set(walk.options.frontMatterKeys)
    for (const { path, key, span, read } of entries) {
      values[path] ??= span
      if (!keys.has(key) && !keys.has(path)) continue
      const builder = new UnitBuilder('front-matter', span.start, {
        name: path,
      })
      read(builder)
      addUnit(walk, builder, span.end)
    }
    return { format, span, insertAt: inner.end, values, data }
  } catch (error) {
    const broken =
      error instanceof RangeError
        ? new FrontMatterError(
            'The front matter is nested too deeply to be read.',
            inner.start,
            { key: 'front-matter-invalid.nested' },
          )
        : error
    if (!(broken instanceof FrontMatterError)) throw error
    walk.findings.push(
      finding('front-matter-invalid', broken.message, {
        source,
        span: { start: broken.offset, end: broken.offset },
        note: 'Correct the front matter; a value with a colon or a quotation mark in it needs quotes around it.',
        cause: error,
        wording: broken.wording,
      }),
    )
    return undefined
  }
}

/** Read front matter of any kind, if it is not too deep for its parser. */
function readAny(
  source: string,
  inner: Span,
  format: 'yaml' | 'toml',
): FrontMatterEntries {
  const deep = lineTooDeep(source.slice(inner.start, inner.end))
  if (deep !== undefined) {
    throw new FrontMatterError(
      `The front matter is nested too deeply to be read, in its line ${deep}.`,
      inner.start,
      { key: 'front-matter-invalid.nested-at', values: { line: deep } },
    )
  }
  return format === 'toml' ? readToml(source, inner) : readYaml(source, inner)
}

/**
 * Read the data of YAML front matter that can mean one thing only.
 *
 * @param block - Front matter with its fences, and nothing else.
 * @returns Data, or `undefined` where a parser of YAML has to be asked.
 */
export function readPlainFrontMatter(
  block: string,
): Record<string, unknown> | undefined {
  const source = block.trimEnd()
  const inner = insideFences(source, { start: 0, end: source.length })
  return readPlainYaml(source, inner)?.data
}

/** Range between the line of the opening and that of the closing fence. */
function insideFences(source: string, span: Span): Span {
  const lineEnding = /\r\n|\n|\r/g
  lineEnding.lastIndex = span.start
  lineEnding.test(source)
  const start = Math.min(lineEnding.lastIndex || span.end, span.end)
  let end = span.end
  while (end > start && !/[\r\n]/.test(source.charAt(end - 1))) end--
  return { start, end }
}
