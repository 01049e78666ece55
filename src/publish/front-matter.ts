import { getStaticTOMLValue, parseTOML } from 'toml-eslint-parser'
import { parseDocument } from 'yaml'
import { lineTooDeep } from '../model/index.ts'

const block =
  /^(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)([\s\S]*?)(?:^|(?<=[\r\n]))\1[ \t]*(?:[\r\n]|$)/

/**
 * Read the front matter of an article or an edition.
 *
 * What is wrong with it is not reported here: that is done where text is
 * located, once and with its place.
 *
 * @param text - Markdown, without a byte order mark.
 * @param readPlain - Reads the data of a block where that takes no parser of YAML,
 * and gives `undefined` else. Default: none.
 * @returns Its data, empty where there is none or it is broken.
 */
export function readFrontMatter(
  text: string,
  readPlain?: (block: string) => Record<string, unknown> | undefined,
): Record<string, unknown> {
  const match = block.exec(text)
  if (!match) return {}
  const plain = match[1] === '---' ? readPlain?.(match[0]) : undefined
  if (plain) return plain
  const inner = match[2] ?? ''
  if (lineTooDeep(inner) !== undefined) return {}
  let value: unknown
  try {
    value =
      match[1] === '+++' ? getStaticTOMLValue(parseTOML(inner)) : yaml(inner)
  } catch {
    // Broken TOML, or YAML aliases that multiply.
    return {}
  }
  const isRecord =
    typeof value === 'object' && value !== null && !Array.isArray(value)
  return isRecord ? (value as Record<string, unknown>) : {}
}

function yaml(text: string): unknown {
  const document = parseDocument(text, {
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
  })
  return document.errors.length > 0 ? undefined : document.toJS()
}

/**
 * Find where the front matter of an article is nested too deeply to be read.
 *
 * @param text - Markdown, without a byte order mark.
 * @returns Line from 1, or `undefined`.
 */
export function frontMatterTooDeep(text: string): number | undefined {
  const inner = block.exec(text)?.[2]
  const line = inner === undefined ? undefined : lineTooDeep(inner)
  return line === undefined ? undefined : line + 1
}

/**
 * Find a key in front matter, for messages about its value.
 *
 * @param text - Markdown, without a byte order mark.
 * @param key - Key at the top level.
 * @returns Line and column from 1, or `undefined`.
 */
export function placeOfKey(
  text: string,
  key: string,
): { line: number; column: number } | undefined {
  const inner = block.exec(text)?.[0] ?? ''
  const lines = inner.split(/\r\n|\n|\r/)
  const index = lines.findIndex((line) =>
    new RegExp(`^(?:${key}\\s*[:=]|\\[${key}[.\\]])`).test(line),
  )
  return index < 0 ? undefined : { line: index + 1, column: 1 }
}
