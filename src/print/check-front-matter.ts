import { parseDocument } from 'yaml'
import { lineTooDeep } from '../model/index.ts'

/** Keys an edition sets. */
const ours = new Set(['lang', 'translationOf', 'sourceHash'])

/**
 * Tell whether edits kept the structure of YAML front matter.
 *
 * Same keys, same lists, same numbers; strings may differ.
 *
 * @param before - Source that may start with front matter.
 * @param after - Edition.
 * @param readPlain - Reads the data of a source where that takes no parser of
 * YAML, and gives `undefined` else. Default: none.
 * @returns Path of the first difference, or `undefined`.
 */
export function compareFrontMatter(
  before: string,
  after: string,
  readPlain: (source: string) => unknown = () => undefined,
): string | undefined {
  const a = readPlain(before) ?? read(before)
  const b = readPlain(after) ?? read(after)
  if (a === undefined) return undefined
  if (b === undefined) return 'front matter'
  return differ(a, b, '')
}

function read(source: string): unknown {
  const match =
    /^---[ \t]*(?:\r\n|\n|\r)([\s\S]*?)(?:^|\r\n|\n|\r)---[ \t]*(?:\r\n|\n|\r|$)/m.exec(
      source,
    )
  if (match?.index !== 0) return undefined
  const inner = match[1] ?? ''
  if (lineTooDeep(inner) !== undefined) return undefined
  const document = parseDocument(inner, {
    uniqueKeys: false,
    strict: false,
    logLevel: 'silent',
  })
  if (document.errors.length > 0) return undefined
  try {
    return document.toJS() ?? {}
  } catch {
    return undefined
  }
}

function differ(a: unknown, b: unknown, path: string): string | undefined {
  if (typeof a === 'string' && typeof b === 'string') return undefined
  if (typeof a !== 'object' || typeof b !== 'object' || !a || !b) {
    return a === b || String(a) === String(b) ? undefined : path
  }
  const left = a as Record<string, unknown>
  const right = b as Record<string, unknown>
  const names = new Set([...Object.keys(left), ...Object.keys(right)])
  for (const name of names) {
    const at = path ? `${path}.${name}` : name
    if (!path && ours.has(name)) continue
    if (!(name in left) || !(name in right)) return at
    const difference = differ(left[name], right[name], at)
    if (difference) return difference
  }
  return undefined
}
