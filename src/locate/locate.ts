import type { Event, Token } from 'micromark-util-types'
import type { Finding, Span, Unit, UnitKind } from '../model/index.ts'
import { finding } from '../model/index.ts'
import { decodeReference } from './character-reference.ts'
import { collectRegions } from './collect-regions.ts'
import { locateFence } from './fence.ts'
import { locateForeign } from './foreign.ts'
import { locateFrontMatter } from './front-matter.ts'
import { locateHtml, readTag } from './html.ts'
import { locateJsx } from './jsx.ts'
import type { FrontMatter, LangValue, Located, LocateOptions } from './located.ts'
import { UnitBuilder } from './unit-builder.ts'

/** What locating needs of a parsed article. */
export interface Locatable {
  /** Text. */
  source: string
  /** micromark events of it. */
  events: readonly Event[]
}

/** State that the token handlers share. */
export interface Walk {
  readonly source: string
  readonly options: LocateOptions
  /** Tokens that are open, outermost first. */
  readonly stack: Token[]
  /** Finished units. */
  readonly units: Unit[]
  readonly langs: LangValue[]
  readonly findings: Finding[]
  /** Units that are being built, innermost last. */
  readonly builders: UnitBuilder[]
  /** Headings so far. */
  section: number
  /** Tell whether a range is switched off. */
  isProtected(span: Span): boolean
}

/** Tokens that hold running text. */
const blocks: Readonly<Record<string, UnitKind>> = {
  paragraph: 'paragraph',
  atxHeadingText: 'heading',
  setextHeadingText: 'heading',
  tableContent: 'cell',
  directiveLeafLabelString: 'label',
  directiveContainerLabelString: 'label',
  resourceTitleString: 'title',
  definitionTitleString: 'title',
}

/** Tokens that are skipped whole, leaving a placeholder in running text. */
const opaque = new Set([
  'codeText',
  'autolink',
  'literalAutolink',
  'gfmFootnoteCall',
  'gfmFootnoteDefinitionLabel',
  'codeIndented',
  'mathFlow',
  'mdxjsEsm',
  'mdxTextExpression',
  'mdxFlowExpression',
])

/** Tokens that are skipped whole and stand for nothing in running text. */
const silent = new Set([
  'resourceDestination',
  'reference',
  'definitionLabel',
  'definitionDestination',
  'directiveTextName',
  'directiveTextAttributes',
  'directiveLeafName',
  'directiveLeafAttributes',
  'directiveContainerName',
  'directiveContainerAttributes',
])

const han = /\p{Script=Han}/u

/**
 * Find what in an article is text for a reader.
 *
 * Walks micromark's tokens, so each piece is a range of the source and nothing
 * is guessed from a tree.
 *
 * @param parsed - Text and its events.
 * @param options - Locale, dialect, and what else than prose is for readers.
 * @returns Units in the order of the source, `lang` values, front matter.
 */
export function locate(parsed: Locatable, options: LocateOptions): Located {
  const { source, events } = parsed
  const regions = collectRegions(source, events, options.source)
  let region = 0
  const walk: Walk = {
    source,
    options,
    stack: [],
    units: [],
    langs: [],
    findings: [...regions.findings],
    builders: [],
    section: 0,
    isProtected(span) {
      // Asked in the order of the source but for a few tokens: step back.
      while (region > 0 && (regions.spans[region - 1]?.end ?? 0) > span.start) {
        region--
      }
      for (;;) {
        const current = regions.spans[region]
        if (!current) return false
        if (current.end <= span.start) region++
        else return current.start < span.end
      }
    },
  }
  let frontMatter: FrontMatter | undefined
  const closers: ((to: number) => void)[] = []
  const links: { from?: number }[] = []
  let previous = ''

  for (let index = 0; index < events.length; index++) {
    const event = events[index]
    if (!event) break
    const [kind, token] = event
    const type = token.type as string
    const span = spanOf(token)
    const builder = walk.builders.at(-1)
    if (kind === 'enter') {
      if (type === 'yaml' || type === 'toml') {
        frontMatter = locateFrontMatter(walk, type, span)
        index = skip(events, index)
      } else if (silent.has(type)) {
        index = skip(events, index)
      } else if (opaque.has(type)) {
        if (type === 'literalAutolink') checkAutolink(walk, span)
        builder?.protect()
        index = skip(events, index)
      } else if (type === 'codeFenced') {
        locateFence(walk, events, index)
        index = skip(events, index)
      } else if (type === 'htmlFlow') {
        locateHtml(walk, events, index)
        index = skip(events, index)
      } else if (type === 'htmlText') {
        readTag(walk, span)
        index = skip(events, index)
      } else if (type === 'mdxJsxFlowTag' || type === 'mdxJsxTextTag') {
        locateJsx(walk, events, index)
        index = skip(events, index)
      } else if (type === 'foreign') {
        locateForeign(walk, span)
        index = skip(events, index)
      } else if (type === 'mathText') {
        if (builder && isMoney(source, span)) {
          addMoney(walk, events, index)
        } else builder?.protect()
        index = skip(events, index)
      } else if (type === 'characterEscape') {
        const text = source.slice(span.start + 1, span.end)
        if (walk.isProtected(span)) builder?.protect()
        else builder?.atom(text, span, 'markdown')
        index = skip(events, index)
      } else if (type === 'characterReference') {
        const reference = source.slice(span.start, span.end)
        const text = decodeReference(reference)
        if (text === undefined || walk.isProtected(span)) builder?.protect()
        else builder?.atom(text, span, 'markdown')
        index = skip(events, index)
      } else if (type === 'directiveText' && !hasLabel(source, span)) {
        // `a:b` and 「時間:noon」 are prose; no site generator gives a bare
        // `:name` a meaning that its letters would not survive.
        if (walk.isProtected(span)) builder?.protect()
        else builder?.text(source, span, 'markdown')
        index = skip(events, index)
      } else {
        walk.stack.push(token)
        enter(type, span)
      }
      previous = type
    } else {
      walk.stack.pop()
      exit(type, span)
    }
  }
  walk.units.sort((a, b) => a.span.start - b.span.start || b.span.end - a.span.end)
  return {
    units: walk.units,
    langs: walk.langs,
    findings: walk.findings,
    ...(frontMatter ? { frontMatter } : {}),
  }

  function enter(type: string, span: Span): void {
    const block = blocks[type]
    const builder = walk.builders.at(-1)
    if (type === 'atxHeading' || type === 'setextHeading') walk.section++
    if (block) {
      const inner =
        block === 'title' && builder ? { name: 'title' } : { name: undefined }
      const { section } = walk
      walk.builders.push(new UnitBuilder(block, span.start, { section, ...inner }))
      return
    }
    switch (type) {
      case 'data': {
        if (!builder) return
        if (walk.isProtected(span)) builder.protect()
        else builder.text(source, span, 'markdown')
        return
      }
      case 'hardBreakEscape':
      case 'hardBreakTrailing': {
        builder?.hard()
        return
      }
      case 'lineEnding': {
        if (builder && !previous.startsWith('hardBreak')) builder.soft()
        return
      }
      case 'strong':
      case 'emphasis': {
        if (builder) closers.push(builder.mark(type, span.start))
        return
      }
      case 'strikethrough': {
        if (builder) closers.push(builder.mark('delete', span.start))
        return
      }
      case 'link': {
        if (!builder) return
        closers.push(builder.mark('link', span.start))
        links.push({})
        return
      }
      case 'labelText': {
        const owner = walk.stack.at(-3)?.type as string | undefined
        if (owner === 'image') {
          builder?.protect()
          const { section } = walk
          const alt = new UnitBuilder('alt', span.start, { section })
          walk.builders.push(alt)
        } else {
          const link = links.at(-1)
          if (link && builder) link.from = builder.at()
        }
        return
      }
      case 'directiveTextLabelString': {
        const owner = walk.stack.at(-3)
        if (!builder || !owner) return
        const at = owner.start.offset
        const keep = /^:keep\[/.test(source.slice(at, at + 6))
        closers.push(builder.mark(keep ? 'keep' : 'directive', at))
        return
      }
    }
  }

  function exit(type: string, span: Span): void {
    if (blocks[type]) {
      finish(span.end)
      return
    }
    switch (type) {
      case 'strong':
      case 'emphasis':
      case 'strikethrough': {
        if (walk.builders.length > 0) closers.pop()?.(span.end)
        return
      }
      case 'directiveTextLabelString': {
        const owner = walk.stack.at(-2)
        if (owner && walk.builders.length > 0) closers.pop()?.(owner.end.offset)
        return
      }
      case 'labelText': {
        const owner = walk.stack.at(-2)
        if ((owner?.type as string) !== 'image' || !owner) {
          const link = links.at(-1)
          const builder = walk.builders.at(-1)
          if (link?.from !== undefined && builder) {
            noteReference(builder, link.from, builder.at(''), span, owner)
          }
          return
        }
        const alt = walk.builders.at(-1)
        if (alt) noteReference(alt, 0, alt.at(''), span, owner)
        finish(span.end)
        return
      }
      case 'link': {
        if (walk.builders.length === 0) return
        links.pop()
        closers.pop()?.(span.end)
        return
      }
    }
  }

  function finish(end: number): void {
    const unit = walk.builders.pop()?.finish(end)
    if (unit) walk.units.push(unit)
  }

  /** A label that finds its definition by its own text has to keep finding it. */
  function noteReference(
    builder: UnitBuilder,
    start: number,
    end: number,
    label: Span,
    owner: Token | undefined,
  ): void {
    if (!owner) return
    const rest = source.slice(label.end + 1, owner.end.offset)
    if (rest !== '' && rest !== '[]') return
    const raw = source.slice(label.start, label.end)
    const identifier = raw.replace(/\s*(?:\r\n|\n|\r)[ \t>]*/g, ' ')
    builder.reference({
      start,
      end,
      span: { start: label.end + 1, end: owner.end.offset },
      text: `[${identifier}]`,
    })
  }
}

/** Range of a token. */
export function spanOf(token: Token): Span {
  return { start: token.start.offset, end: token.end.offset }
}

/** Index of the event that ends the token entered at `index`. */
export function skip(events: readonly Event[], index: number): number {
  const token = events[index]?.[1]
  let at = index + 1
  while (at < events.length) {
    const event = events[at]
    if (event?.[0] === 'exit' && event[1] === token) return at
    at++
  }
  return at
}

function hasLabel(source: string, span: Span): boolean {
  return /[[{]/.test(source.slice(span.start, span.end))
}

/**
 * Tell money from math: `$100 與 $200` is not a formula.
 *
 * Pandoc's rule: math has no space inside its dollars, and no digit after the
 * closing one. Only what has Chinese and no TeX in it is doubted.
 *
 * @see https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
function isMoney(source: string, span: Span): boolean {
  const math = source.slice(span.start, span.end)
  if (!math.startsWith('$') || math.startsWith('$$')) return false
  const inner = math.slice(1, -1)
  if (!han.test(inner) || /[\\^_={}]/.test(inner)) return false
  return /^[\s\d]|\s$/.test(inner) || /\d/.test(source.charAt(span.end))
}

function addMoney(walk: Walk, events: readonly Event[], index: number): void {
  const builder = walk.builders.at(-1)
  const end = skip(events, index)
  for (const [kind, token] of events.slice(index + 1, end)) {
    if (kind !== 'enter') continue
    const type = token.type as string
    if (type === 'lineEnding') builder?.soft()
    else if (type === 'mathTextData' || type === 'mathTextSequence') {
      if (walk.isProtected(spanOf(token))) builder?.protect()
      else builder?.text(walk.source, spanOf(token), 'markdown')
    }
  }
}

function checkAutolink(walk: Walk, span: Span): void {
  const url = walk.source.slice(span.start, span.end)
  const match = /[\u3000-\u303F\uFF00-\uFFEF\p{Script=Han}].*$/u.exec(url)
  if (!match) return
  walk.findings.push(
    finding(
      'locate-autolink-han',
      `The bare address ${url} runs on into Chinese text, which is not converted.`,
      {
        source: walk.source,
        span,
        actual: url,
        expected: [`<${url.slice(0, match.index)}>${match[0]}`],
        note: 'Put the address in angle brackets or a space after it, if the Chinese is not part of it.',
      },
    ),
  )
}
