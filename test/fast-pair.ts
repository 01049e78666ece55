import type { Event } from 'micromark-util-types'
import { VFile } from 'vfile'
import { createLocalizer, type LocalizeOptions } from '../src/index.ts'
import { locate } from '../src/locate/index.ts'
import { defaultConfig, type MarkdownSettings } from '../src/model/index.ts'
import { scannedTypes } from '../src/parse/fast/index.ts'
import { codeElsewhere, type Parsed, parse } from '../src/parse/index.ts'

const asked: ReadonlySet<string> = new Set(
  scannedTypes.filter((type) => type !== 'codeFlowValue'),
)

/** Tokens in which text is read. */
const textual: ReadonlySet<string> = new Set([
  'atxHeadingText',
  'directiveContainerLabelString',
  'htmlFlow',
  'htmlText',
  'paragraph',
  'resourceTitleString',
  'setextHeadingText',
  'tableContent',
])

/** Tokens in which nothing is asked for. */
const opaque: ReadonlySet<string> = new Set([
  'autolink',
  'characterEscape',
  'characterReference',
  'codeFenced',
  'codeIndented',
  'codeText',
  'definition',
  'directiveLeaf',
  'directiveText',
  'foreign',
  'gfmFootnoteCall',
  'gfmFootnoteDefinitionLabel',
  'hardBreakEscape',
  'hardBreakTrailing',
  'listItemPrefix',
  'literalAutolink',
  'mathFlow',
  'mathText',
  'reference',
  'resourceDestination',
  'tableDelimiterRow',
  'taskListCheck',
  'thematicBreak',
  'toml',
  'yaml',
])

/**
 * Tokens whose end depends on how far micromark looked ahead, or on whether a line
 * comes behind what is not closed. Nobody asks for it.
 */
const startOnly: ReadonlySet<string> = new Set([
  'blockQuote',
  'codeFenced',
  'codeIndented',
  'directiveContainer',
  'gfmFootnoteDefinition',
  'lineEnding',
  'listOrdered',
  'listUnordered',
  'mathFlow',
])

/**
 * What of a document's events is asked for, as lines of text.
 *
 * @param events - Events of a scan, or of micromark.
 * @returns One line for each.
 */
export function eventsAskedFor(events: readonly Event[]): string[] {
  const lines: string[] = []
  let depth = 0
  let skipped: unknown
  for (const [kind, token] of events) {
    const type = token.type as string
    const offset = kind === 'enter' ? token.start.offset : token.end.offset
    const isHidden = startOnly.has(type) && kind === 'exit'
    const line = `${kind} ${type} ${isHidden ? '' : offset}`
    if (skipped) {
      if (token === skipped) {
        skipped = undefined
        if (asked.has(type)) lines.push(line)
      } else if (kind === 'enter' && /^codeFencedFence[IM]/.test(type)) {
        lines.push(`${line} ${token.end.offset}`)
      }
      continue
    }
    if (textual.has(type)) depth += kind === 'enter' ? 1 : -1
    const isOutside = depth === 0 && /^(?:data|lineEnding)$/.test(type)
    if (asked.has(type) && !isOutside) lines.push(line)
    if (kind === 'enter' && opaque.has(type)) skipped = token
  }
  return lines
}

/** Settings of both ways. */
const fast: MarkdownSettings = { ...defaultConfig.markdown, fast: true }
const plain: MarkdownSettings = { ...fast, fast: false }

function tryParse(source: string, settings: MarkdownSettings): Parsed | string {
  try {
    return parse(source, settings, defaultConfig.limits)
  } catch (error) {
    return String(error)
  }
}

function viewOf(parsed: Parsed | string): unknown {
  if (typeof parsed === 'string') return parsed
  const located = locate(parsed, {
    ...defaultConfig.locate,
    codeComments: true,
    mermaid: true,
    source: 'zh-TW',
    markdown: defaultConfig.markdown,
  })
  const code = codeElsewhere(parsed)
    .map(({ start }) => start)
    .sort((a, b) => a - b)
  return { located, code, events: eventsAskedFor(parsed.events) }
}

/**
 * Read a text in both ways.
 *
 * @param source - Text without a byte order mark.
 * @param mdx - Whether it is MDX. Default: `false`.
 * @returns What was read, fast and plain, and how much was scanned.
 */
export function readBoth(
  source: string,
  mdx = false,
): {
  fast: unknown
  plain: unknown
  scanned: number
} {
  const parsed = tryParse(source, { ...fast, mdx })
  const blocks = typeof parsed === 'string' ? [] : (parsed.scan?.blocks ?? [])
  const scanned = blocks
    .filter(({ isScanned }) => isScanned)
    .reduce((sum, { start, end }) => sum + end - start, 0)
  return {
    fast: viewOf(parsed),
    plain: viewOf(tryParse(source, { ...plain, mdx })),
    scanned,
  }
}

const localizer = createLocalizer()

/** Editions that ask for every kind of edit. */
const editions: readonly LocalizeOptions[] = [
  { source: 'zh-TW', target: 'zh-CN' },
  {
    source: 'zh-TW',
    target: 'zh-HK',
    spaces: 'add',
    punctuation: 'wide',
    ellipsis: 'normalise',
    dashes: 'normalise',
    locate: { codeComments: true, mermaid: true },
  },
  {
    // As builds ask for it: front matter is added where there is none.
    ...{ source: 'zh-TW', target: 'zh-CN' },
    provenance: { translationOf: 'articles/a.md', sourceHash: 'sha256-0' },
  },
]

/**
 * Localize a text in both ways.
 *
 * @param path - Path of the article.
 * @param value - Its text.
 * @returns Editions, fast and plain: text, findings, edits and units.
 */
export function localizeBoth(
  path: string,
  value: string,
): { fast: unknown; plain: unknown } {
  const view = (fast: boolean): unknown =>
    editions.map((options) => {
      const file = new VFile({ path, value })
      const edition = localizer.localize(file, {
        ...options,
        markdown: { fast },
      })
      const { edits, units, frontMatter } = edition.data.yiwen?.edition ?? {}
      const findings = edition.messages.map(
        ({ ruleId, reason, place, actual, expected }) => {
          return { ruleId, reason, place, actual, expected }
        },
      )
      return { text: String(edition), findings, edits, units, frontMatter }
    })
  return { fast: view(true), plain: view(false) }
}
