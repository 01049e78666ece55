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

/** Elements that a phrase runs through: no word boundary at their tags. */
const inlineElements = new Set(
  'a abbr acronym b bdi bdo big cite data del dfn em font i ins label mark q rb ruby s small span strike strong sub sup time u'.split(
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
  private off: number | undefined
  private verbatim: { name: string; start: number } | undefined
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
    const top = this.elements.at(-1)
    if (tag.type === 'close') {
      const index = this.elements.findLastIndex((e) => e.name === tag.name)
      const found = this.elements[index]
      if (!found) return
      if (found.depth > 0) {
        found.depth--
        return
      }
      this.elements.length = index
      this.protect({ start: found.start, end: span.start })
      return
    }
    if (tag.selfClosing || voidElements.has(tag.name)) return
    const language = attribute('lang') ?? attribute('xml:lang')
    const keeps =
      verbatimElements.has(tag.name) ||
      attribute('translate') === 'no' ||
      /(?:^|\s)notranslate(?:\s|$)/.test(attribute('class') ?? '') ||
      (language !== undefined && !isSameLanguage(language, this.sourceLocale))
    if (keeps) {
      const { name } = tag
      const start = span.end
      this.elements.push({ name, depth: 0, start, block, limit })
    } else if (top && top.name === tag.name) {
      top.depth++
    }
  }

  /** Read a comment or an expression that holds one. */
  comment(text: string, span: Span): void {
    const word = /^(?:<!--|\{?\s*\/\*)?\s*yiwen:(off|on)\b/.exec(text)?.[1]
    if (word === 'off') this.off ??= span.end
    else if (word === 'on' && this.off !== undefined) {
      this.protect({ start: this.off, end: span.start })
      this.off = undefined
    }
  }

  /** Read a shortcode or template tag. */
  template(text: string, span: Span): void {
    const match = /^\{\{?[<%]-?\s*(\/|end)?\s*([A-Za-z]+)/.exec(text)
    if (!match) return
    const [, closing, name = ''] = match
    if (closing) {
      if (this.verbatim?.name === name) {
        this.protect({ start: this.verbatim.start, end: span.start })
        this.verbatim = undefined
      }
    } else if (verbatimTags.test(name) && !/\/\s*[>%]\}\}$/.test(text)) {
      this.verbatim ??= { name, start: span.end }
    }
  }

  /** End a paragraph: inline elements it left open are closed. */
  endBlock(block: number, end: number): void {
    const index = this.elements.findIndex((e) => e.block === block)
    const first = this.elements[index]
    if (!first) return
    this.elements.length = index
    this.protect({ start: first.start, end })
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
      this.protect({ start: this.off, end: length })
      found.push(
        finding(
          'locate-marker-unclosed',
          '`yiwen:off` has no `yiwen:on` after it.',
          {
            source: this.source,
            span: { start: this.off, end: this.off },
            note: 'Write `<!-- yiwen:on -->` where conversion starts again, or at the end of the file if it does not.',
          },
        ),
      )
    }
    this.regions.sort((a, b) => a.start - b.start)
    return found
  }

  private protect(span: Span): void {
    if (span.end > span.start) this.regions.push(span)
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
  const locale = parseLocale(tag)
  if (locale === source) return true
  const hant = source !== 'zh-CN'
  return /^zh-hant$/i.test(tag) ? hant : /^zh(?:-hans)?$/i.test(tag) && !hant
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
