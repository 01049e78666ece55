/**
 * The pipeline: where the rooms are joined.
 *
 * Takes an article as a `VFile` and an edition's settings, gives a `VFile`
 * with the edition's text, its findings, and every edit with its reason.
 * It reads and writes no files.
 *
 * @module
 */
import type { Root } from 'mdast'
import { VFile } from 'vfile'
import {
  type AppendixStrings,
  keepReferences,
  type Provenance,
  setFrontMatter,
  setLanguages,
} from './annotate/index.ts'
import { besideEdits } from './beside.ts'
import { convert, wordsOf } from './convert/index.ts'
import { addGlosses } from './glosses.ts'
import { isSameLanguage } from './locate/index.ts'
import {
  addAll,
  type ChineseLocale,
  type Concept,
  type ConversionSettings,
  conversionSettings,
  type Edit,
  type Finding,
  finding,
  type GlossSettings,
  isChinese,
  type Limits,
  type Locale,
  type LocateSettings,
  type MarkdownSettings,
  type Occurrence,
  type Span,
  type Translation,
  type Unit,
} from './model/index.ts'
import { outline, type Parsed } from './parse/index.ts'
import { encode, type ShapeAllowance } from './print/index.ts'
import { type Indexes, type Reading, readArticle } from './reading.ts'
import { settle } from './settle.ts'
import { createForeignIndex, createTermIndex } from './terms/index.ts'
import { markLanguage, type Translated, translate } from './translate.ts'

/** What every edition of every article shares. */
export interface LocalizerOptions {
  /** Glossary; only approved concepts are used. Default: none. */
  concepts?: readonly Concept[]
  /** Use the regional vocabulary that ships with Yiwen. Default: `true`. */
  vocabulary?: boolean
}

/** How one article becomes one edition. */
export interface LocalizeOptions extends Partial<ConversionSettings> {
  /** Locale of the edition; `en` is printed from `translation`. */
  target: Locale
  /** Locale of the article. Default: its front matter's `lang`, else `zh-TW`. */
  source?: ChineseLocale
  /** Markdown dialect. Default: GFM, math, directives, CJK-friendly emphasis. */
  markdown?: Partial<MarkdownSettings>
  /** Term annotations. Default: none, for a library call asks for them. */
  gloss?: Partial<GlossSettings>
  /** What else than prose is localized. */
  locate?: Partial<LocateSettings>
  /** Bounds on nesting. */
  limits?: Partial<Limits>
  /** What front matter says of the source. Default: nothing is added. */
  provenance?: Provenance
  /** Words of the glossary table. Default: English ones. */
  strings?: AppendixStrings
  /**
   * Translation into the edition's locale: all of an English edition, and the
   * sentences of a Chinese one that somebody rewrote. Default: none.
   */
  translation?: Translation
  /**
   * An English edition with sentences that have no translation: `skip` says that
   * it is not to be published, `source` has the Chinese in their place. Default:
   * `skip`.
   */
  incomplete?: 'skip' | 'source'
  /**
   * Translation into another language that stands beside each block of a Markdown
   * article. Default: none.
   */
  beside?: Translation
  /** Is told when a step is done: reading the article, making the edition. */
  onStep?: (step: LocalizeStep) => void
}

/** Step of localizing: an article is parsed once for all of its editions. */
export type LocalizeStep = 'parse' | 'convert'

/** What is known about an edition, on `file.data.yiwen.edition`. */
export interface EditionData {
  /** Locale of the article. */
  source: ChineseLocale
  /** Locale of the edition. */
  target: Locale
  /** It lacks translations and is not to be published. */
  incomplete?: boolean
  /** Edits that were made, in the order of the source. */
  edits: readonly Edit[]
  /** Text that the edits' spans point into. */
  text: string
  /** Text of the article as its readers see it. */
  units: readonly Unit[]
  /** Terms of the glossary, and where in the units they stand. */
  occurrences: readonly Occurrence[]
  /** Data of the article's front matter. */
  frontMatter: Readonly<Record<string, unknown>>
  /** Tree of the edition, where it is Markdown. */
  tree?: Root
  /** Tree of the article, where it is Markdown; all of its editions share it. */
  sourceTree?: Root
  /**
   * What the article is called and where it leads, where that can be told without
   * its tree: its first heading of depth 1, and all links, pictures, definitions,
   * references to pictures and HTML, side by side in one root.
   */
  sourceOutline?: Root
}

declare module 'vfile' {
  interface DataMap {
    yiwen: {
      /** How the file was read: encoding, byte order mark. */
      read?: unknown
      /** What was made of it. */
      edition?: EditionData
    }
  }
}

/** Localizes articles with one glossary. */
export interface Localizer {
  /**
   * Localize an article.
   *
   * An article that cannot be parsed, or whose edition would be built
   * differently, comes back as it was, with a fatal message.
   *
   * @param file - Article; `.txt` is plain text, `.json` an i18next resource,
   * `.mdx` MDX, anything else Markdown.
   * @param options - Edition.
   * @returns New file with the edition's text, findings and edits.
   */
  localize(file: VFile, options: LocalizeOptions): VFile
}

/**
 * Create a localizer.
 *
 * Indexes of terms are built once, and a file's parse is shared by its
 * editions.
 *
 * @param options - Glossary and vocabulary.
 * @returns Localizer.
 *
 * @example
 * ```ts
 * import { VFile } from 'vfile'
 * import { createLocalizer } from 'yiwen'
 *
 * const localizer = createLocalizer()
 * const file = new VFile('# 軟體\n\n這套**軟體**支援多國語言。\n')
 * const edition = localizer.localize(file, { target: 'zh-CN' })
 * String(edition) // '# 软件\n\n这套**软件**支持多国语言。\n'
 * ```
 */
export function createLocalizer(options: LocalizerOptions = {}): Localizer {
  const glossary = (options.concepts ?? []).filter(
    (concept) => concept.state === 'approved',
  )
  const unreviewed = (options.concepts ?? []).filter(
    ({ state }) => state === 'proposed' || state === 'needs-work',
  )
  const { vocabulary = true } = options
  const indexes = new Map<ChineseLocale, Indexes>()
  const indexFor = (locale: ChineseLocale): Indexes => {
    let index = indexes.get(locale)
    if (!index) {
      const words = wordsOf(locale)
      index = {
        used: createTermIndex(glossary, locale, words),
        unreviewed: createTermIndex(unreviewed, locale, words),
        foreign: createForeignIndex(glossary, locale, words),
      }
      indexes.set(locale, index)
    }
    return index
  }
  const readings = new WeakMap<VFile, { key: string; reading: Reading }>()

  return {
    localize(file, options) {
      const key = JSON.stringify([
        options.source,
        options.markdown,
        options.locate,
        options.limits,
      ])
      let kept = readings.get(file)
      if (kept?.key !== key || kept.reading.value !== file.value) {
        kept = { key, reading: readArticle(file, options, indexFor) }
        readings.set(file, kept)
        options.onStep?.('parse')
      }
      const edition = write(file, kept.reading, { vocabulary, ...options })
      options.onStep?.('convert')
      return edition
    },
  }
}

/**
 * Localize one article into one edition.
 *
 * @param file - Article, or its Markdown.
 * @param options - Edition, glossary and vocabulary.
 * @returns New file with the edition's text, findings and edits.
 *
 * @example
 * ```ts
 * import { localize } from 'yiwen'
 *
 * const edition = localize('他說：「好。」', { target: 'zh-CN' })
 * String(edition) // '他说：“好。”'
 * edition.data.yiwen?.edition?.edits.length // 3
 * ```
 */
export function localize(
  file: VFile | string,
  options: LocalizeOptions & LocalizerOptions,
): VFile {
  const input = typeof file === 'string' ? new VFile(file) : file
  return createLocalizer(options).localize(input, options)
}

function write(
  file: VFile,
  reading: Reading,
  options: LocalizeOptions & { vocabulary: boolean },
): VFile {
  const { text, located, parsed } = reading
  const { target } = options
  const messages: Finding[] = [...reading.findings]
  const units: readonly Unit[] = located.units
  const converted = isChinese(target)
    ? convert(units, {
        source: text,
        from: reading.source,
        to: target,
        occurrences: reading.occurrences,
        vocabulary: options.vocabulary,
        ...conversionSettings(options),
      })
    : { edits: [], findings: [] }
  addAll(messages, converted.findings)
  const edits: Edit[] = [
    // What belongs to a reference comes before a space behind it.
    ...keepReferences(units, converted.edits),
    ...converted.edits,
    ...languageEdits(reading, options),
  ]
  const allowance: ShapeAllowance = {
    frontMatter: options.provenance !== undefined && !hasFrontMatter(text),
    code:
      options.locate?.codeComments === true || options.locate?.mermaid === true,
  }
  const tail = isChinese(target)
    ? addGlosses(reading, { ...options, target }, edits, messages, allowance)
    : ''
  const kept: Edit[] = []
  const untouchable = reading.untouchable.length > 0 && reading.untouchable
  for (const edit of edits) {
    if (untouchable && isWithin(edit.span, untouchable)) continue
    const after = print(edit, parsed)
    if (after === undefined) messages.push(reportUnwritable(edit, text))
    else if (!standsAt(after, text, edit.span)) {
      kept.push(after === edit.text ? edit : { ...edit, text: after })
    }
  }
  const translated = translateReading(reading, options, kept)
  addAll(messages, translated?.findings ?? [])
  const article = { text, units, ...(parsed ? { parsed } : {}) }
  const all = translated?.edits ?? kept
  const { fallbacks } = translated ?? {}
  const alone = settle(article, all, tail, allowance, fallbacks)
  addAll(messages, alone.findings)
  const set = alone.failed ? [] : beside(reading, options, alone.edits)
  const outcome =
    set.length > 0
      ? settle(article, alone.edits, alone.tail, allowance, fallbacks, set)
      : alone
  if (outcome !== alone) addAll(messages, outcome.findings)
  const lacks = missingOf(translated, alone, reading, options)
  if (lacks) messages.push(lacks)
  const tree = lacks && translated ? outcome.readTree?.() : undefined
  if (translated && tree) {
    const left = [...translated.missing.units, ...alone.untranslated]
    const chinese = left.flatMap((index) => units[index] ?? [])
    markLanguage(tree, chinese, outcome.edits, reading.source)
  }
  const failed =
    outcome.failed || messages.some((m) => m.fatal && isOfParsing(m))
  const edition = new VFile({
    value: reading.bom + (failed ? text : outcome.text),
    path: file.path,
    cwd: file.cwd,
  })
  addAll(edition.messages, messages)
  const data: EditionData = {
    source: reading.source,
    target,
    edits: failed ? [] : outcome.edits,
    text,
    units: located.units,
    occurrences: reading.occurrences,
    frontMatter: located.frontMatter?.data ?? {},
    ...(lacks && options.incomplete !== 'source' ? { incomplete: true } : {}),
  }
  const { readTree } = outcome
  if (readTree) addLazily(data, 'tree', readTree)
  if (parsed && !failed) {
    addLazily(data, 'sourceTree', () => parsed.tree)
    addLazily(data, 'sourceOutline', () => outline(parsed))
  }
  edition.data.yiwen = { ...file.data.yiwen, edition: data }
  return edition
}

/** Add a tree that is built when it is first asked for. */
function addLazily(
  data: EditionData,
  name: 'tree' | 'sourceTree' | 'sourceOutline',
  read: () => Root | undefined,
): void {
  let found: { tree: Root | undefined } | undefined
  Object.defineProperty(data, name, {
    get: () => {
      found ??= { tree: read() }
      return found.tree
    },
    enumerable: true,
    configurable: true,
  })
}

/** Write the translation over an article, where there is one or has to be. */
function translateReading(
  reading: Reading,
  { target, translation }: LocalizeOptions,
  kept: readonly Edit[],
): Translated | undefined {
  const { text, source, located, parsed, untouchable } = reading
  if (!translation && isChinese(target)) return undefined
  const article = {
    text,
    source,
    units: located.units,
    untouchable,
    ...(parsed ? { stringify: parsed.dialect.stringify } : {}),
  }
  const none = { article: '', source, target, units: [], retired: [] }
  return translate(article, translation ?? none, kept)
}

/** Set another language beside each block. */
function beside(
  reading: Reading,
  options: LocalizeOptions,
  edits: readonly Edit[],
): Edit[] {
  const { text, source, located, parsed, untouchable } = reading
  if (!options.beside || !parsed) return []
  const { tree, dialect } = parsed
  const { stringify, mdx } = dialect
  const { units } = located
  const article = { text, source, units, tree, mdx, stringify }
  const taken = [
    ...untouchable,
    ...edits.flatMap(({ span }) => (span.end > span.start ? [span] : [])),
  ].sort((a, b) => a.start - b.start)
  let next = 0
  return besideEdits(article, options.beside).filter(({ span: { start } }) => {
    while (next < taken.length && (taken[next]?.end ?? 0) <= start) next++
    // Nothing can be set into what is replaced.
    return (taken[next]?.start ?? start) >= start
  })
}

/** Say what of an English edition is not in English. */
function missingOf(
  translated: Translated | undefined,
  { untranslated }: { untranslated: readonly number[] },
  { text, located }: Reading,
  { target, incomplete = 'skip' }: LocalizeOptions,
): Finding | undefined {
  if (!translated || isChinese(target)) return undefined
  const { missing, sizes } = translated
  const { total } = missing
  const back = untranslated.reduce((sum, unit) => sum + (sizes[unit] ?? 0), 0)
  const count = missing.count + back
  if (count === 0) return undefined
  const [unit = 0] = [...untranslated].sort((a, b) => a - b)
  const span = missing.first ?? located.units[unit]?.span
  const values = { count, total }
  const isSkipped = incomplete === 'skip'
  return finding(
    'translation-missing',
    isSkipped
      ? `${count} of ${total} sentences have no English, and the edition is not published.`
      : `${count} of ${total} sentences have no English and are printed in Chinese.`,
    {
      source: text,
      ...(span ? { span } : {}),
      note: isSkipped
        ? 'Translate them, as `yiwen help translate` says, or set `incomplete: source` on the edition to print the Chinese in their place.'
        : 'Translate them, as `yiwen help translate` says.',
      wording: { key: `translation-missing.${incomplete}`, values },
    },
  )
}

/** Whether a text is what stands at a place already. */
function standsAt(some: string, text: string, { start, end }: Span): boolean {
  return some.length === end - start && text.startsWith(some, start)
}

function isWithin(span: Span, ranges: readonly Span[]): boolean {
  return ranges.some(({ start, end }) => span.start < end && span.end > start)
}

function isOfParsing(message: Finding): boolean {
  return message.ruleId?.startsWith('parse-') === true
}

function hasFrontMatter(text: string): boolean {
  return /^(---|\+\+\+)[ \t]*[\r\n](?:[\s\S]*?[\r\n])?\1[ \t]*(?:[\r\n]|$)/.test(
    text,
  )
}

function languageEdits(reading: Reading, options: LocalizeOptions): Edit[] {
  const { text, located, source, kind } = reading
  const { target, provenance } = options
  if (kind !== 'markdown') return []
  const edits = source === target ? [] : setLanguages(located.langs, target)
  const broken = located.findings.some(
    (f) => f.ruleId === 'front-matter-invalid',
  )
  // Front matter that could not be read is left alone.
  if (broken) return edits
  const lang = located.frontMatter?.data['lang']
  const replaceLang =
    source !== target &&
    typeof lang === 'string' &&
    isSameLanguage(lang, source)
  edits.push(
    ...setFrontMatter(located.frontMatter, {
      source: text,
      to: target,
      replaceLang,
      ...(provenance ? { provenance } : {}),
    }),
  )
  return edits
}

function print(edit: Edit, parsed: Parsed | undefined): string | undefined {
  if (edit.codec === undefined) return edit.text
  const stringify = parsed?.dialect.stringify ?? (() => edit.text)
  return encode(edit.text, edit.codec, stringify)
}

function reportUnwritable(edit: Edit, source: string): Finding {
  return finding(
    'convert-term-split',
    `${edit.why.before} was not changed to ${edit.why.after}, which cannot be written unquoted here.`,
    {
      source,
      span: edit.span,
      actual: edit.why.before,
      expected: [edit.why.after],
      note: 'Put quotation marks around the value in the front matter.',
      wording: {
        key: 'convert-term-split.unquoted',
        values: { before: edit.why.before, after: edit.why.after },
      },
    },
  )
}
