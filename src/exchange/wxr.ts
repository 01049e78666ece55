/** Term of a taxonomy that a post has: a category, a tag, a language. */
export interface WxrTerm {
  /** Taxonomy: `category`, `post_tag`, `language` … */
  taxonomy: string
  /** Name in addresses. */
  slug: string
  /** Words. */
  name: string
}

/** Post, page or file of a WordPress export. */
export interface WxrItem {
  /** Number in its site. */
  id: string
  /** Line it starts on, from 1. */
  line: number
  /** `post`, `page`, `attachment` … */
  type: string
  /** `publish`, `draft`, `private` … */
  status: string
  /** Title. */
  title: string
  /** Name in addresses, decoded. */
  slug: string
  /** Number of the page above it; `0` is none. */
  parent: string
  /** Name of its author, as readers see it. */
  author: string
  /** When it was published, ISO 8601 with the zone where that can be told. */
  date: string | undefined
  /** When it was changed, ISO 8601. */
  modified: string | undefined
  /** Summary, HTML. */
  excerpt: string
  /** Text, HTML as WordPress keeps it. */
  content: string
  /** Categories, tags and others. */
  terms: readonly WxrTerm[]
  /** Language, BCP 47, where Polylang or WPML say it. */
  language: string | undefined
  /** Address of the file, of an attachment. */
  address: string | undefined
}

/** Namespaces of WXR 1.2. */
export const wxrNamespaces = {
  wp: 'http://wordpress.org/export/1.2/',
  content: 'http://purl.org/rss/1.0/modules/content/',
  excerpt: 'http://wordpress.org/export/1.2/excerpt/',
  dc: 'http://purl.org/dc/elements/1.1/',
} as const

/**
 * Make HTML of what WordPress's classic editor keeps: its paragraphs are only told
 * apart by empty lines.
 *
 * @param content - Content of a post.
 * @returns HTML.
 *
 * @see WordPress, `wpautop`
 */
export function paragraphsOf(content: string): string {
  const isHtml = /<!--\s*wp:|<p[\s>]/i.test(content)
  if (isHtml) return content
  return content
    .replace(/\r\n?/g, '\n')
    .split(/(<pre[\s>][\s\S]*?<\/pre>|<script[\s>][\s\S]*?<\/script>)/i)
    .map((part, index) => (index % 2 === 1 ? part : wrapped(part)))
    .join('\n')
}

const block =
  /^\s*<(?:\/?(?:address|article|aside|blockquote|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|iframe|li|main|nav|ol|p|pre|section|table|tbody|td|tfoot|th|thead|tr|ul)\b|!--)/i

function wrapped(text: string): string {
  return text
    .split(/\n[^\S\n]*\n\s*/)
    .filter((part) => part.trim() !== '')
    .map((part) =>
      block.test(part)
        ? part
        : `<p>${part.trim().replace(/\n/g, '<br>\n')}</p>`,
    )
    .join('\n')
}
