import {
  type Edit,
  type Locale,
  languageTag,
  type Span,
  type Why,
} from '../model/index.ts'

/** What of the front matter is set in an edition. */
export interface Provenance {
  /** Path of the source, from the project's root. */
  translationOf: string
  /** Hash of the source. */
  sourceHash: string
}

/** Front matter, as far as it matters here. */
export interface FrontMatterPlace {
  format: 'yaml' | 'toml'
  insertAt: number
  values: Readonly<Record<string, Span>>
}

/**
 * Set `lang` attributes to the edition's tag, in the form the author used.
 *
 * `zh-TW` becomes `zh-CN`, `zh-Hant` becomes `zh-Hans`.
 *
 * @param langs - Values to set.
 * @param to - Locale of the edition.
 * @returns Edits.
 */
export function setLanguages(
  langs: readonly { span: Span; tag: string }[],
  to: Locale,
): Edit[] {
  return langs.map(({ span, tag }) => {
    const text = retag(tag, to)
    return { span, text, why: why('lang', tag, text) }
  })
}

/**
 * Write a locale in the form of another tag.
 *
 * @param tag - Tag of the author's.
 * @param to - Locale wanted.
 * @returns Tag with a script, a region, or both, as the author's has.
 */
export function retag(tag: string, to: Locale): string {
  const full = languageTag(to)
  if (!/-han[st]/i.test(tag)) return to
  // zh-Hant alone is Taiwan and Hong Kong alike: only the region tells them.
  return /-han[st]-/i.test(tag) || to === 'zh-HK' ? full : full.slice(0, 7)
}

/**
 * Set what front matter says of the edition: its language and its source.
 *
 * A key that is there is set in place; others are added before the closing
 * fence, or in new front matter where there is none.
 *
 * @param frontMatter - Where it is, or `undefined` where there is none.
 * @param options - Source, locale, whether a `lang` that is there is the
 * article's, and what else to say.
 * @returns Edits.
 */
export function setFrontMatter(
  frontMatter: FrontMatterPlace | undefined,
  options: {
    source: string
    to: Locale
    replaceLang: boolean
    provenance?: Provenance
  },
): Edit[] {
  const { to, provenance, source } = options
  const eol = /\r\n|\n|\r/.exec(source)?.[0] ?? '\n'
  const wanted: [string, string][] = []
  const there = frontMatter?.values['lang']
  if (there ? options.replaceLang : provenance) wanted.push(['lang', to])
  if (provenance) {
    wanted.push(['translationOf', provenance.translationOf])
    wanted.push(['sourceHash', provenance.sourceHash])
  }
  const edits: Edit[] = []
  const added: string[] = []
  const toml = frontMatter?.format === 'toml'
  for (const [key, value] of wanted) {
    const text =
      toml || !/^[\w./-]+$/.test(value) ? JSON.stringify(value) : value
    const span = frontMatter?.values[key]
    if (span) {
      const before = source.slice(span.start, span.end)
      edits.push({ span, text, why: why('front-matter', before, text) })
    } else added.push(`${key}${toml ? ' = ' : ': '}${text}${eol}`)
  }
  if (added.length > 0) {
    const at = frontMatter?.insertAt ?? 0
    const lines = added.join('')
    const text = frontMatter ? lines : `---${eol}${lines}---${eol}${eol}`
    const span = { start: at, end: at }
    edits.push({ span, text, why: why('front-matter', '', lines.trim()) })
  }
  return edits
}

function why(rule: Why['rule'], before: string, after: string): Why {
  return { rule, source: 'edition', before, after, confidence: 1 }
}
