import type { PhrasingContent, Root } from 'mdast'
import type { Codec, UnitKind } from '../model/index.ts'
import { encode } from './encode.ts'
import type { Stringify } from './print-nodes.ts'

/** Part of a unit's new text. */
export type PrintPart =
  /** Words; `label` where they stand in a link's text. */
  | { words: string; label?: boolean }
  /** Source that stays as it is; `ends` where a new line starts behind it. */
  | { bytes: string; ends?: boolean }

/** Place that parts are written to. */
export interface PrintPlace {
  /** How text is written there. */
  codec: Codec
  /** Kind of the unit. */
  kind: UnitKind
  /** Source in front; empty where a line starts. */
  before: string
  /** Source behind; empty where the line ends. */
  after: string
  /** Whether it is all of the unit. */
  whole: boolean
  /** Source around the unit: its quotation marks, or `# ` and the line end. */
  around: readonly [before: string, after: string]
}

/**
 * Print words and source bytes for the place of a unit.
 *
 * @param parts - Words and bytes, in order.
 * @param place - Where they are written.
 * @param stringify - Prints Markdown.
 * @returns Source text on one line, but for the bytes; `undefined` where the
 * words can not be written there.
 */
export function printParts(
  parts: readonly PrintPart[],
  place: PrintPlace,
  stringify: Stringify,
): string | undefined {
  if (place.codec === 'markdown') return printMarkdown(parts, place, stringify)
  let out = ''
  for (const part of parts) {
    const text =
      'bytes' in part ? part.bytes : printWords(part.words, place, stringify)
    if (text === undefined) return undefined
    out += text
  }
  return out
}

function printWords(
  words: string,
  { codec, kind, around }: PrintPlace,
  stringify: Stringify,
): string | undefined {
  const text = encode(words, codec, stringify)
  const [, closing] = around
  if (text === undefined) return undefined
  if (kind === 'attribute' && codec === 'json') {
    // A JavaScript string ends with the quotation mark that opened it.
    return /^['`]/.test(closing)
      ? text.replaceAll(closing.charAt(0), `\\${closing.charAt(0)}`)
      : text
  }
  const ends =
    kind === 'caption'
      ? [closing.charAt(0), '`']
      : kind === 'comment'
        ? ['*/', '--']
        : kind === 'diagram'
          ? [...'"|[]{}()<>:;']
          : []
  return ends.some((end) => end !== '' && text.includes(end)) ? undefined : text
}

type Construct = Extract<PhrasingContent, { type: 'sourceWords' }>['within'][0]

/** What the words of a unit stand in that a paragraph does not say. */
function constructsOf({ kind, around, after }: PrintPlace): Construct[] {
  const [before, closing] = around
  switch (kind) {
    case 'alt':
    case 'label':
      return ['label']
    case 'cell':
      return ['tableCell']
    case 'heading':
      return after === '' && /#[ \t]+$/.test(before) ? ['headingAtx'] : []
    case 'title':
      return [closing.startsWith("'") ? 'titleApostrophe' : 'titleQuote']
    default:
      return []
  }
}

function printMarkdown(
  parts: readonly PrintPart[],
  place: PrintPlace,
  stringify: Stringify,
): string {
  const within = constructsOf(place)
  let out = ''
  let line: PhrasingContent[] = []
  let { before } = place
  const flush = (after: string): void => {
    if (line.length > 0) out += printLine(line, before, after, stringify)
    line = []
  }
  for (const part of parts) {
    if ('words' in part) {
      const constructs: Construct[] = part.label ? [...within, 'label'] : within
      line.push({ type: 'sourceWords', value: part.words, within: constructs })
    } else if (part.ends) {
      flush('')
      out += part.bytes
      before = ''
    } else line.push({ type: 'sourceBytes', value: part.bytes })
  }
  flush(place.after)
  // A dollar by itself is no formula.
  const plain = place.whole && out.split('$').length === 2
  const text = linkReferences(plain ? out.replace('\\$', '$') : out)
  return place.kind === 'title' && place.around[1].startsWith(')')
    ? text.replace(/[()]/g, '\\$&')
    : text
}

/**
 * `[text]({{< ref "a.md" >}})` is a link once its shortcode has run, and plain text
 * until then, whose brackets would be escaped.
 */
function linkReferences(text: string): string {
  return text.replace(
    /\\\[((?:[^[\]\\\n]|\\.)*)\\?\]\\?\((?=\{\{[<%])/g,
    '[$1](',
  )
}

function printLine(
  nodes: readonly PhrasingContent[],
  before: string,
  after: string,
  stringify: Stringify,
): string {
  const children: PhrasingContent[] = [
    ...(before ? [{ type: 'sourceBytes', value: before } as const] : []),
    ...nodes,
    ...(after ? [{ type: 'sourceBytes', value: after } as const] : []),
  ]
  const root: Root = {
    type: 'root',
    children: [{ type: 'paragraph', children }],
  }
  const printed = stringify(root).replace(/\n$/, '')
  return printed.slice(before.length, printed.length - after.length)
}
