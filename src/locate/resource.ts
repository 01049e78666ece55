import {
  createScanner,
  type ParseErrorCode,
  printParseErrorCode,
  visit,
} from 'jsonc-parser'
import type { VFileMessage } from 'vfile-message'
import {
  defaultConfig,
  finding,
  type Piece,
  type Placeholder,
  placeholder,
  type Span,
  type Unit,
} from '../model/index.ts'
import { setOverridesApart } from './overrides.ts'

// What i18next, or a formatter under it, reads instead of showing. Nothing in
// it can run past the next bracket of its kind, so that a hostile string does
// not cost more than its length.
const syntax = new RegExp(
  [
    // {{interpolation, format}}
    '\\{\\{(?:[^{}]|\\{[^{}]*\\})*\\}\\}',
    // <1>, </1>, <br/>, <a href="…">: the tag, not what is between two of them
    '</?\\d+\\s*/?>',
    '</?[a-z][\\w.-]*(?:\\s+[\\w:@.-]+(?:\\s*=\\s*(?:"[^"]*"|\'[^\']*\'|[^\\s"\'<>=]+))?)*\\s*/?>',
    // %s, %1$s, %.2f, %(name)s
    '%(?:\\d{1,2}\\$|\\(\\w+\\))?[-+#0]{0,5}\\d{0,3}(?:\\.\\d{1,3})?[sdifuxeg@]',
    // {name}, {0}, {n, number, ::percent}
    '\\{\\s*[\\w.$-]+\\s*(?:,[\\w\\s:/.#,-]*)?\\}',
    // {n, plural, of which the words inside are for readers
    '\\{\\s*[\\w.$-]+\\s*,\\s*(?:plural|selectordinal|select)\\s*,',
  ].join('|'),
  'gis',
)

/**
 * Locate the text in an i18next resource file.
 *
 * Every string value is one unit named by its key path; keys never are.
 * Interpolations, nestings, tags and format specifiers are protected.
 * A file that {@link checkResource} objects to has no units.
 *
 * @param source - JSON, nested or flat.
 * @param keys - Keys whose strings are for readers. Default: every string is.
 * @returns Units, in source order.
 */
export function locateResource(
  source: string,
  keys?: readonly string[],
): Unit[] {
  if (checkResource(source).length > 0) return []
  const units: Unit[] = []
  visit(source, {
    onLiteralValue(value, offset, length, _line, _character, path) {
      if (typeof value !== 'string') return
      if (keys && !keys.includes(lastKey(path()))) return
      const start = offset + 1
      const end = offset + length - 1
      const unit: Unit = {
        kind: 'resource',
        span: { start, end },
        ...readString(source, start, end),
        marks: [],
        section: 0,
        name: path().join('.'),
      }
      units.push(setOverridesApart(unit))
    },
  })
  return units
}

/** Key of a value; that of its list where it has none of its own. */
function lastKey(path: readonly (string | number)[]): string {
  return String(path.findLast((one) => typeof one === 'string') ?? '')
}

/**
 * Check that an i18next resource file can be read.
 *
 * @param source - JSON.
 * @param options - Levels of nesting allowed. Default: `200`.
 * @returns No finding, or the first one that stops the file.
 */
export function checkResource(
  source: string,
  options: { depth?: number } = {},
): VFileMessage[] {
  const { depth = defaultConfig.limits.depth } = options
  const deep = findTooDeep(source, depth)
  if (deep !== undefined) {
    return [
      finding('parse-too-deep', `JSON is nested more than ${depth} deep.`, {
        source,
        span: { start: deep, end: deep + 1 },
        wording: { key: 'parse-too-deep.json', values: { depth } },
      }),
    ]
  }
  try {
    // The judge is the parser that i18next's loaders use.
    JSON.parse(source)
    return []
  } catch (cause) {
    const { code, start, end } = findError(source)
    return [
      finding(
        'parse-failed',
        code === undefined
          ? 'JSON can not be read.'
          : `JSON can not be read: ${describeCode(code)}.`,
        {
          source,
          span: { start, end },
          ...(end > start ? { actual: source.slice(start, end) } : {}),
          note: 'An i18next resource file is plain JSON, without comments or trailing commas.',
          wording:
            code === undefined
              ? { key: 'parse-failed.json' }
              : {
                  key: 'parse-failed.json-at',
                  values: { problem: describeCode(code) },
                },
          cause,
        },
      ),
    ]
  }
}

/** Offset where nesting exceeds a depth. Scans, as a recursion would overflow. */
function findTooDeep(source: string, limit: number): number | undefined {
  const scanner = createScanner(source, true)
  let depth = 0
  while (scanner.getPosition() < source.length) {
    scanner.scan()
    const character = source.charAt(scanner.getTokenOffset())
    if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    if (depth > limit) return scanner.getTokenOffset()
  }
  return undefined
}

function findError(source: string): {
  code: ParseErrorCode | undefined
  start: number
  end: number
} {
  let found:
    | { code: ParseErrorCode | undefined; start: number; end: number }
    | undefined
  visit(
    source,
    {
      onError(code, offset, length) {
        found ??= { code, start: offset, end: offset + length }
      },
    },
    { disallowComments: true, allowTrailingComma: false },
  )
  return found ?? { code: undefined, start: 0, end: 0 }
}

/** `ValueExpected` as `value expected`. */
function describeCode(code: ParseErrorCode): string {
  return printParseErrorCode(code)
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
}

/** One character or escape of a JSON string. */
interface Token {
  text: string
  start: number
  end: number
}

function readString(
  source: string,
  start: number,
  end: number,
): { text: string; pieces: Piece[]; placeholders?: Placeholder[] } {
  const tokens = [...tokenize(source, start, end)]
  const decoded = tokens.map((token) => token.text).join('')
  const hidden = findProtected(decoded)
  const pieces: Piece[] = []
  const placeholders: Placeholder[] = []
  let text = ''
  let at = 0
  let next = 0
  for (const token of tokens) {
    const from = at
    at += token.text.length
    while (hidden[next] && from >= (hidden[next]?.end ?? 0)) next++
    const range = hidden[next]
    if (range && at > range.start) {
      if (from <= range.start) {
        const span = { start: token.start, end: token.end }
        placeholders.push({ at: text.length, span })
        text += placeholder
      }
      const last = placeholders.at(-1)
      if (last) last.span.end = token.end
      continue
    }
    const exact = token.text.length === token.end - token.start
    const last = pieces.at(-1)
    if (
      exact &&
      last &&
      last.span.end === token.start &&
      last.length === last.span.end - last.span.start
    ) {
      last.length += token.text.length
      last.span.end = token.end
    } else {
      pieces.push({
        offset: text.length,
        length: token.text.length,
        span: { start: token.start, end: token.end },
        codec: 'json',
      })
    }
    text += token.text
  }
  return { text, pieces, ...(placeholders.length > 0 ? { placeholders } : {}) }
}

/** Split the inside of a valid JSON string. */
function* tokenize(
  source: string,
  start: number,
  end: number,
): Generator<Token> {
  // Two escapes that are one character stay together, or it could be torn.
  const pattern =
    /\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^u]/y
  let at = start
  while (at < end) {
    pattern.lastIndex = at
    const raw = pattern.exec(source)?.[0]
    const length = raw?.length ?? 1
    yield {
      text: raw ? JSON.parse(`"${raw}"`) : source.slice(at, at + 1),
      start: at,
      end: at + length,
    }
    at += length
  }
}

/** Ranges of decoded text that are not for a reader, in order, apart. */
function findProtected(text: string): Span[] {
  const found: Span[] = []
  let at = 0
  let nesting = findNesting(text, at)
  for (;;) {
    syntax.lastIndex = at
    const match = syntax.exec(text)
    if (nesting && nesting.start < at) nesting = findNesting(text, at)
    if (nesting && (!match || nesting.start <= match.index)) {
      found.push(nesting)
      at = nesting.end
    } else if (match) {
      at = match.index + match[0].length
      found.push({ start: match.index, end: at })
    } else {
      return found
    }
  }
}

/** First `$t(…)` with its brackets and quotes closed. */
function findNesting(text: string, from: number): Span | undefined {
  const start = text.indexOf('$t(', from)
  if (start < 0) return undefined
  let depth = 0
  let quote = ''
  for (let at = start + 2; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote) {
      if (character === quote) quote = ''
    } else if (character === '"' || character === "'") {
      quote = character
    } else if (character === '(') {
      depth++
    } else if (character === ')' && --depth === 0) {
      return { start, end: at + 1 }
    }
  }
  return undefined
}
