import {
  type Finding,
  finding,
  type LocateSettings,
  parseLocale,
  type Span,
} from '../model/index.ts'
import type { HtmlAttribute, HtmlTag } from './scan-html.ts'

/** Elements whose content is not prose. */
const verbatimElements = new Set([
  'code',
  'pre',
  'kbd',
  'samp',
  'var',
  'tt',
  'script',
  'style',
  'textarea',
  'math',
  'template',
  'noscript',
  'listing',
  'xmp',
])

/** Elements without content. */
const voidElements = new Set([
  'area',
  'base',
  'br',
  'col',
  'embed',
  'hr',
  'img',
  'input',
  'link',
  'meta',
  'source',
  'track',
  'wbr',
])

/** Elements that are part of a line: their tags part no words. */
const inlineElements = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rb ruby s samp small span strike strong sub sup time tt u var'.split(
    ' ',
  ),
)

/** Shortcodes and template tags whose content is code. */
const verbatimTags =
  /^(?:highlight|mermaid|katex|math|raw|rawhtml|code|codeblock|verbatim|chart|plantuml|gist|comment)$/

/**
 * Tell whether a phrase runs through an element's tags.
 *
 * @param name - Element name.
 * @returns Whether it does.
 */
export function isInline(name: string): boolean {
  return inlineElements.has(name)
}

interface Open {
  name: string
  /** How many elements of the same name are open inside. */
  depth: number
  start: number
  /** It is not to be translated, or in another language. */
  foreign: boolean
  /** Paragraph it was opened in: an inline element does not outlive it. */
  block: number | undefined
  /** End of the HTML it stands in: what it covers if nobody closes it. */
  limit: number
}

/**
 * Follows what is switched off for conversion while a document is read.
 *
 * Knows verbatim elements, `translate="no"`, other languages, template tags
 * with code inside and `yiwen:off`, across blocks, and gives the source ranges
 * they cover.
 */
export class Switches {
  /** Ranges that are protected. */
  readonly regions: Span[] = []
  private elements: Open[] = []
  private off: Span | undefined
  /** Where the content of a template tag starts that a closing one may end. */
  private readonly templates = new Map<string, number>()
  private readonly source: string
  private readonly sourceLocale: string

  constructor(source: string, sourceLocale: string) {
    this.source = source
    this.sourceLocale = sourceLocale
  }

  /** Read a tag that stands at `span` of the source. */
  tag(
    tag: Pick<HtmlTag, 'type' | 'name' | 'selfClosing'>,
    span: Span,
    attribute: (name: string) => string | undefined,
    block: number | undefined,
    limit: number,
  ): void {
    const { name } = tag
    const index = this.elements.findLastIndex((e) => e.name === name)
    const same = this.elements[index]
    if (tag.type === 'close') {
      if (!same) return
      if (same.depth > 0) same.depth--
      else {
        this.elements.length = index
        this.protect({ start: same.start, end: span.start })
      }
      return
    }
    const language = attribute('lang') ?? attribute('xml:lang')
    const foreign =
      attribute('translate') === 'no' ||
      /(?:^|\s)notranslate(?:\s|$)/.test(attribute('class') ?? '') ||
      (language !== undefined && !isSameLanguage(language, this.sourceLocale))
    // What is not to be translated has no attributes for readers either;
    // the placeholder of a text area is for them, though its content is not.
    if (foreign) this.protect(span)
    if (tag.selfClosing || voidElements.has(name)) return
    if (foreign || verbatimElements.has(name)) {
      const start = span.end
      this.elements.push({ name, depth: 0, start, block, limit, foreign })
    } else if (same) same.depth++
  }

  /** Read a comment or an expression that holds one. */
  comment(text: string, span: Span): void {
    const word = /^(?:<!--|\{?\s*\/\*)?\s*yiwen:(off|on)\b/.exec(text)?.[1]
    if (word === 'off') this.off ??= span
    else if (word === 'on' && this.off !== undefined) {
      this.protect({ start: this.off.end, end: span.start })
      this.off = undefined
    }
  }

  /** Read a shortcode or template tag. */
  template(text: string, span: Span): void {
    const match = /^\{[{%][<%]?-?\s*(?:(\/|end)\s*)?([A-Za-z]+)/.exec(text)
    if (!match) return
    const [, closing, name = ''] = match
    if (!verbatimTags.test(name)) return
    const start = this.templates.get(name)
    if (!closing) this.templates.set(name, span.end)
    else if (start !== undefined) {
      this.protect({ start, end: span.start })
      this.templates.delete(name)
    }
  }

  /** Switch off a range. */
  protect(span: Span): void {
    if (span.end > span.start) this.regions.push({ ...span })
  }

  /**
   * End a paragraph: inline elements it left open are closed.
   *
   * `<script>` without an end in a paragraph is somebody writing about it, and
   * hides nothing.
   */
  endBlock(block: number, end: number): void {
    const index = this.elements.findIndex((e) => e.block === block)
    if (index < 0) return
    const foreign = this.elements.slice(index).find((e) => e.foreign)
    this.elements.length = index
    if (foreign) this.protect({ start: foreign.start, end })
  }

  /**
   * End the document.
   *
   * @returns Findings on what was never closed.
   */
  end(): Finding[] {
    const { length } = this.source
    for (const { start, limit } of this.elements) {
      this.protect({ start, end: limit })
    }
    const found: Finding[] = []
    if (this.off !== undefined) {
      this.protect({ start: this.off.end, end: length })
      found.push(
        finding(
          'locate-marker-unclosed',
          '`yiwen:off` has no `yiwen:on` after it.',
          {
            source: this.source,
            span: this.off,
            note: 'Write `<!-- yiwen:on -->` where conversion starts again, or at the end of the file if it does not.',
          },
        ),
      )
    }
    this.regions.sort((a, b) => a.start - b.start)
    return found
  }
}

/**
 * Tell whether a tag means the language the article is written in.
 *
 * @param tag - Value of a `lang` attribute.
 * @param source - Locale of the article.
 * @returns Whether its text is to be converted and the tag to be replaced.
 */
export function isSameLanguage(tag: string, source: string): boolean {
  // A tag that leaves the region or the script open is the article's own.
  if (/^zh$/i.test(tag)) return true
  if (/^zh-hant$/i.test(tag)) return source !== 'zh-CN'
  return parseLocale(tag) === source
}

/**
 * Find the attributes whose values are for readers.
 *
 * @param tag - Tag.
 * @param settings - Names of attributes.
 * @returns Attributes with a value.
 */
export function readableAttributes(
  tag: HtmlTag,
  settings: Pick<LocateSettings, 'htmlAttributes'>,
): (HtmlAttribute & { value: Span })[] {
  return tag.attributes.filter(
    (attribute): attribute is HtmlAttribute & { value: Span } =>
      attribute.value !== undefined &&
      attribute.value.end > attribute.value.start &&
      settings.htmlAttributes.includes(attribute.name),
  )
}
