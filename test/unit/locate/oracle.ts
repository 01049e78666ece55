import type { Nodes, Root } from 'mdast'
import {
  type Located,
  type LocateOptions,
  locate,
  partition,
} from '../../../src/locate/index.ts'
import {
  defaultConfig,
  type MarkdownSettings,
  placeholder,
  type Span,
  type Unit,
} from '../../../src/model/index.ts'
import { type Parsed, parse } from '../../../src/parse/index.ts'

/** Parse and locate with the default settings, or some of one's own. */
export function read(
  source: string,
  settings: Partial<LocateOptions> & {
    markdown?: MarkdownSettings
    mdx?: boolean
  } = {},
): Located & { parsed: Parsed } {
  const { mdx, ...options } = settings
  const markdown = {
    ...defaultConfig.markdown,
    ...options.markdown,
    ...(mdx === undefined ? {} : { mdx }),
  }
  const parsed = parse(source, markdown, defaultConfig.limits)
  const all = { ...defaultConfig.locate, source: 'zh-TW' as const, ...options }
  return { ...locate(parsed, { ...all, markdown }), parsed }
}

/**
 * Judge units by themselves: each claim of the model, on each unit.
 *
 * @param settings - Whether they are of a tree, which has no source to tell the
 * places of.
 * @returns Complaints.
 */
export function judgeUnits(
  source: string,
  units: readonly Unit[],
  settings: { tree?: boolean } = {},
): string[] {
  const wrong: string[] = []
  const all: Span[] = []
  for (const unit of units) {
    const say = (what: string): void => {
      wrong.push(`${what}: ${JSON.stringify(unit).slice(0, 300)}`)
    }
    let offset = 0
    let gaps = ''
    for (const piece of unit.pieces) {
      const { span, length } = piece
      all.push(span)
      if (length <= 0 || span.end <= span.start) say('empty piece')
      if (piece.offset < offset) say('pieces overlap in the text')
      if (span.start < unit.span.start || span.end > unit.span.end) {
        say('piece outside of its unit')
      }
      gaps += unit.text.slice(offset, piece.offset)
      offset = piece.offset + length
      const text = unit.text.slice(piece.offset, offset)
      if (text.length !== length) say('piece outside of the text')
      if (length === span.end - span.start) {
        const slice = source.slice(span.start, span.end)
        if (slice !== text) say(`piece ${text} is not its source ${slice}`)
        if (/[\r\n]/.test(slice)) say('line ending in a piece')
      }
    }
    gaps += unit.text.slice(offset)
    const rest = gaps.replaceAll(placeholder, '').replace(/[ \n]/g, '')
    if (rest !== '') say(`text ${rest} comes from nowhere`)
    const { placeholders = [], overrides = [] } = unit
    const named = new Set([...placeholders, ...overrides].map(({ at }) => at))
    if (named.size !== placeholders.length + overrides.length) {
      say('placeholders at one place')
    }
    for (let at = 0; at < unit.text.length && !settings.tree; at++) {
      const isNamed = named.has(at)
      const isText = unit.pieces.some(
        (p) => p.offset <= at && at < p.offset + p.length,
      )
      const isPlaceholder = unit.text.charAt(at) === placeholder && !isText
      if (isNamed !== isPlaceholder) say(`placeholder at ${at}`)
    }
    for (const { span } of placeholders) {
      if (span.end <= span.start) say('placeholder for nothing')
      if (span.start < unit.span.start || span.end > unit.span.end) {
        say('placeholder outside of its unit')
      }
    }
    for (const { start, end, span, inner } of unit.marks) {
      const hasSides = inner && inner.start > span.start && inner.end < span.end
      if (!hasSides && !settings.tree) {
        say('mark without delimiters')
      }
      if (start < 0 || end <= start || end > unit.text.length) {
        say('mark outside of the text')
      }
      if (span.start < 0 || span.end > source.length || span.end < span.start) {
        say('mark outside of the source')
      }
      for (const piece of unit.pieces) {
        const inText = piece.offset >= start && piece.offset < end
        const inSource =
          piece.span.start >= span.start && piece.span.end <= span.end
        if (inText && !inSource) say('mark without its text')
      }
    }
    for (const { start, end, span, text } of unit.references ?? []) {
      if (start < 0 || end <= start || end > unit.text.length) {
        say('reference outside of the text')
      }
      const now = source.slice(span.start, span.end)
      if (now !== '' && now !== '[]') say(`reference would overwrite ${now}`)
      if (source.charAt(span.start - 1) !== ']') say('reference after nothing')
      if (!/^\[.*\]$/s.test(text)) say(`reference to ${text}`)
    }
  }
  const sorted = all.toSorted((a, b) => a.start - b.start)
  for (const [index, { start }] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before && before.end > start) {
      wrong.push(`two pieces at ${start}: ${source.slice(start, before.end)}`)
    }
  }
  const parts = partition(source, units)
  const joined = parts.map((p) => source.slice(p.span.start, p.span.end))
  if (joined.join('') !== source) wrong.push('the partition is not the source')
  for (const [index, unit] of units.entries()) {
    const before = units[index - 1]
    if (before && before.span.start > unit.span.start) {
      wrong.push(`units out of order at ${unit.span.start}`)
    }
  }
  return wrong
}

const han = /\p{Script=Han}/gu
const isHan = /\p{Script=Han}/u

/**
 * Judge units by the tree: what remark holds for text has to be in them, what
 * it holds for code, addresses and names must not be.
 *
 * Knows nothing of tokens. Ranges where raw HTML, comments or shortcodes
 * switch something off are not judged.
 *
 * @returns Complaints.
 */
export function judgeByTree(
  source: string,
  tree: Root,
  units: readonly Unit[],
): string[] {
  const wrong: string[] = []
  const reached = reachedOf(source, units)
  const off = switchedOff(source, tree)
  const isOff = (start: number, end: number): boolean =>
    off.some((range) => range.start < end && range.end > start)

  // What a `-{…}-` mark says is replaced whole or not at all.
  const isOverride = (at: number): boolean =>
    units.some(({ overrides = [] }) =>
      overrides.some(({ span }) => span.start <= at && at < span.end),
    )
  const mustReach = (start: number, end: number, why: string): void => {
    if (isOff(start, end)) return
    for (const match of source.slice(start, end).matchAll(han)) {
      const at = start + match.index
      if (!reached[at] && !isOverride(at)) {
        wrong.push(`${why} not reached: ${around(source, at)}`)
        return
      }
    }
  }
  const mustNotReach = (start: number, end: number, why: string): void => {
    for (let at = start; at < end; at++) {
      if (reached[at] && isHan.test(source.charAt(at))) {
        wrong.push(`${why} reached: ${around(source, at)}`)
        return
      }
    }
  }
  const visit = (node: Nodes): void => {
    const start = node.position?.start.offset
    const end = node.position?.end.offset
    if (start === undefined || end === undefined) {
      wrong.push(`${node.type} without a place`)
      return
    }
    const slice = source.slice(start, end)
    switch (node.type) {
      case 'text': {
        mustReach(start, end, 'text')
        return
      }
      case 'inlineCode':
      case 'inlineMath':
      case 'math':
      case 'footnoteReference': {
        mustNotReach(start, end, node.type)
        return
      }
      case 'code': {
        const body = slice.indexOf('\n')
        if (body >= 0) mustNotReach(start + body, end, 'code')
        return
      }
      case 'definition': {
        mustNotReach(start, start + slice.indexOf(']:'), 'definition label')
        const url = slice.indexOf(']:') + 2
        const title = node.title ? titleStart(slice) : slice.length
        mustNotReach(start + url, start + title, 'definition address')
        if (node.title) mustReach(start + title, end, 'definition title')
        return
      }
      case 'footnoteDefinition': {
        mustNotReach(start, start + slice.indexOf(']:'), 'footnote id')
        break
      }
      case 'image': {
        const close = slice.lastIndexOf(
          '](',
          node.title ? titleStart(slice) : slice.length,
        )
        mustReach(start, start + close, 'alt')
        const title = node.title ? titleStart(slice) : slice.length
        mustNotReach(start + close, start + title, 'image address')
        if (node.title) mustReach(start + title, end, 'image title')
        return
      }
      case 'link': {
        const bare = !slice.startsWith('[')
        if (bare) {
          mustNotReach(start, end, 'autolink')
          return
        }
        const last = node.children.at(-1)?.position?.end.offset ?? start
        const title = node.title ? titleStart(slice) : slice.length
        mustNotReach(last, start + title, 'link address')
        if (node.title) mustReach(start + title, end, 'link title')
        break
      }
      case 'textDirective':
      case 'leafDirective':
      case 'containerDirective': {
        const name = /^:+[\w-]+/.exec(slice)?.[0].length ?? 0
        mustNotReach(start, start + name, 'directive name')
        const attributes = /\]\{[^}\n]*\}/.exec(slice)
        if (attributes && node.type !== 'containerDirective') {
          const at = start + attributes.index
          mustNotReach(at, at + attributes[0].length, 'directive attributes')
        }
        break
      }
      case 'html': {
        judgeHtml(slice, start)
        return
      }
      case 'yaml': {
        for (const match of slice.matchAll(/^[^\s#:'"-][^:\n]*:/gm)) {
          const at = start + match.index
          mustNotReach(at, at + match[0].length, 'front-matter key')
        }
        return
      }
    }
    if ((node as { type: string }).type.startsWith('mdx')) return
    if ('children' in node) {
      for (const child of node.children) visit(child)
    }
  }
  const judgeHtml = (html: string, base: number): void => {
    // Templates, comments, and what is between tags that keep their content.
    const hidden =
      /<!--(?:-?>|[\s\S]*?(?:--!?>|$))|\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}|<\?[\s\S]*?\?>|<![^>]*>|<!\[CDATA\[[\s\S]*?\]\]>/g
    const blank = (text: string): string => ' '.repeat(text.length)
    const visible = html.replace(hidden, blank)
    for (const match of html.matchAll(hidden)) {
      const at = base + match.index
      mustNotReach(at, at + match[0].length, 'comment or template')
    }
    const tag = /<\/?[A-Za-z](?:"[^"]*"|'[^']*'|[^'">])*>?/g
    const text = visible.replace(tag, blank)
    for (const match of visible.matchAll(tag)) {
      // Where a tag that is never closed ends is anybody's guess.
      if (!match[0].endsWith('>')) continue
      const readable =
        /\s(?:alt|title|aria-label|placeholder|label)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/gi
      const rest = match[0].replace(readable, blank)
      for (const other of rest.matchAll(han)) {
        const at = base + match.index + other.index
        mustNotReach(at, at + 1, 'tag')
      }
    }
    for (const match of text.matchAll(han)) {
      const at = base + match.index
      mustReach(at, at + match[0].length, 'HTML text')
    }
  }
  visit(tree)
  return wrong
}

function titleStart(slice: string): number {
  const close = slice.trimEnd().replace(/\)$/, '').trimEnd()
  const quote = close.at(-1) === ')' ? '(' : (close.at(-1) ?? '')
  let at = close.length - 1
  do at = close.lastIndexOf(quote, at - 1)
  while (at > 0 && !/[\s]/.test(close.charAt(at - 1)))
  return at
}

function around(source: string, at: number): string {
  return JSON.stringify(source.slice(Math.max(0, at - 25), at + 25))
}

function reachedOf(source: string, units: readonly Unit[]): Uint8Array {
  const reached = new Uint8Array(source.length)
  for (const { pieces } of units) {
    for (const { span } of pieces) reached.fill(1, span.start, span.end)
  }
  return reached
}

/** Ranges that may be switched off, seen from afar. */
function switchedOff(source: string, tree: Root): Span[] {
  const ranges: Span[] = []
  const html: Span[] = []
  const visit = (node: Nodes): void => {
    const start = node.position?.start.offset ?? 0
    const end = node.position?.end.offset ?? 0
    const type: string = node.type
    if (type === 'html' || type === 'foreign') html.push({ start, end })
    if (type.endsWith('Directive') && 'name' in node && node.name === 'keep') {
      ranges.push({ start, end })
    }
    if ('children' in node) for (const child of node.children) visit(child)
  }
  visit(tree)
  for (const match of source.matchAll(/(?:https?:\/\/|www\.)\S*/gi)) {
    ranges.push({ start: match.index, end: match.index + match[0].length })
  }
  const switching =
    /<(code|pre|kbd|samp|var|tt|script|style|textarea|math|template|noscript|listing|xmp)\b|\s(?:xml:)?(?:lang|translate)=|notranslate|yiwen:off|\{[{%][<%]?\s*(?:highlight|mermaid|katex|math|raw|rawhtml|code|codeblock|verbatim|chart|plantuml|gist|comment)\b/gi
  const isInHtml = (at: number): boolean =>
    html.some(({ start, end }) => start <= at && at < end)
  for (const { start, end } of html) {
    for (const match of source.slice(start, end).matchAll(switching)) {
      const from = start + match.index
      const name = match[1]
      const close = name
        ? new RegExp(`</${name}\\s*>`, 'gi')
        : match[0] === 'yiwen:off'
          ? /yiwen:on/g
          : /<\/|[{%<]\s*(?:\/|end)/gi
      close.lastIndex = from
      let found = close.exec(source)
      // In code it is shown, not said; and what was opened again inside has an
      // end of its own.
      while (
        found &&
        (match[0] === 'yiwen:off'
          ? !isInHtml(found.index)
          : name && isOpenAgain(source.slice(from + 1, found.index), name))
      ) {
        found = close.exec(source)
      }
      // What is never closed ends with its block, `yiwen:off` never.
      const block = source.slice(end).search(/(?:\r?\n){2}/)
      const last =
        match[0] === 'yiwen:off' || block < 0 ? source.length : end + block
      ranges.push({ start: from, end: found ? close.lastIndex : last })
    }
  }
  return ranges
}

/** Whether more elements of a name begin in some HTML than end in it. */
function isOpenAgain(html: string, name: string): boolean {
  const count = (tag: string): number =>
    [...html.matchAll(new RegExp(tag, 'gi'))].length
  return count(`<${name}\\b`) > count(`</${name}\\s*>`)
}
