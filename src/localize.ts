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
  annotate,
  appendix,
  type Enclosure,
  footnoteDefinitions,
  keepReferences,
  type Provenance,
  setFrontMatter,
  setLanguages,
} from './annotate/index.ts'
import { besideEdits } from './beside.ts'
import { characterConverter, convert, wordsOf } from './convert/index.ts'
import {
  checkResource,
  isSameLanguage,
  type Located,
  locate,
  locatePlain,
  locateResource,
} from './locate/index.ts'
import {
  addAll,
  type ChineseLocale,
  type Concept,
  type ConversionSettings,
  conversionSettings,
  defaultConfig,
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
  parseLocale,
  type Span,
  type Translation,
  type Unit,
} from './model/index.ts'
import { codeElsewhere, type Parsed, ParseError, parse } from './parse/index.ts'
import {
  encode,
  printAround,
  printBlocks,
  printInline,
  type ShapeAllowance,
} from './print/index.ts'
import { settle } from './settle.ts'
import {
  checkLocale,
  checkReview,
  checkUsage,
  createForeignIndex,
  createTermIndex,
  matchTerms,
  type TermIndex,
  withoutOverlap,
} from './terms/index.ts'
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
  /** Tree of the article, where it is Markdown. */
  sourceTree?: Root
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

const defaultStrings: AppendixStrings = {
  heading: 'Glossary',
  term: 'Term',
  original: 'Original',
  english: 'English',
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
        kept = { key, reading: read(file, options, indexFor) }
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

/** Terms to look for. */
interface Indexes {
  /** Those that editions use. */
  used: TermIndex
  /** Those that wait for review. */
  unreviewed: TermIndex
  /** Those of other locales. They are reported, and otherwise plain words. */
  foreign: TermIndex
}

/** Article as it was read: what all of its editions share. */
interface Reading {
  value: VFile['value']
  text: string
  bom: string
  source: ChineseLocale
  kind: 'markdown' | 'plain' | 'resource'
  located: Located
  occurrences: readonly Occurrence[]
  findings: readonly Finding[]
  /** Ranges that nothing may change, whatever the units say. */
  untouchable: readonly Span[]
  parsed?: Parsed
}

function read(
  file: VFile,
  options: LocalizeOptions,
  indexFor: (locale: ChineseLocale) => Indexes,
): Reading {
  const whole = String(file)
  const bom = whole.startsWith('\uFEFF') ? '\uFEFF' : ''
  const text = whole.slice(bom.length)
  const source = options.source ?? languageOf(text) ?? 'zh-TW'
  const kind = kindOf(file)
  const base = { value: file.value, text, bom, source, kind, untouchable: [] }
  const nothing: Located = { units: [], langs: [], findings: [] }
  if (kind === 'plain') {
    const located = { ...nothing, units: locatePlain(text) }
    return finish({ ...base, located, findings: [] })
  }
  if (kind === 'resource') {
    const findings = checkResource(text)
    const { resourceKeys } = options.locate ?? {}
    const units = findings.length > 0 ? [] : locateResource(text, resourceKeys)
    return finish({ ...base, located: { ...nothing, units }, findings })
  }
  const markdown = {
    ...defaultConfig.markdown,
    ...(file.extname === '.mdx' ? { mdx: true } : {}),
    ...options.markdown,
  }
  const limits = { ...defaultConfig.limits, ...options.limits }
  try {
    const settings = { ...defaultConfig.locate, ...options.locate }
    const codeLines = settings.codeComments || settings.mermaid
    const parsed = parse(text, markdown, limits, codeLines)
    const located = locate(parsed, { ...settings, source, markdown })
    const untouchable = codeElsewhere(parsed)
    const { findings } = located
    return finish({ ...base, located, parsed, findings, untouchable })
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return {
      ...base,
      located: nothing,
      occurrences: [],
      findings: [error.finding],
    }
  }

  function finish(reading: Omit<Reading, 'occurrences'>): Reading {
    const { units } = reading.located
    const index = indexFor(source)
    const occurrences = matchTerms(units, index.used)
    const foreign = matchTerms(units, index.foreign)
    const findings = [
      ...reading.findings,
      ...checkUsage(units, occurrences, text),
      ...checkReview(units, matchTerms(units, index.unreviewed), text),
      ...checkLocale(units, withoutOverlap(foreign, occurrences), text, source),
    ]
    return { ...reading, occurrences, findings }
  }
}

function kindOf(file: VFile): Reading['kind'] {
  if (file.extname === '.txt') return 'plain'
  return file.extname === '.json' ? 'resource' : 'markdown'
}

/** Locale that front matter names, read before anything is parsed. */
function languageOf(text: string): ChineseLocale | undefined {
  const matter = /^(---|\+\+\+)[ \t]*[\r\n][\s\S]*?[\r\n]\1/.exec(text)?.[0]
  const tag = /^lang\s*[:=]\s*["']?([\w-]+)/m.exec(matter ?? '')?.[1]
  const locale = tag === undefined ? undefined : parseLocale(tag)
  return locale && isChinese(locale) ? locale : undefined
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
    ? gloss(reading, { ...options, target }, edits, messages, allowance)
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
  if (parsed && !failed) addLazily(data, 'sourceTree', () => parsed.tree)
  edition.data.yiwen = { ...file.data.yiwen, edition: data }
  return edition
}

/** Add a tree that is built when it is first asked for. */
function addLazily(
  data: EditionData,
  name: 'tree' | 'sourceTree',
  read: () => Root,
): void {
  let tree: Root | undefined
  Object.defineProperty(data, name, {
    get: () => {
      tree ??= read()
      return tree
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

function isInsertion({ span }: Edit): boolean {
  return span.start === span.end
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

/** Add glosses to the edits; what comes after the last byte is returned. */
function gloss(
  reading: Reading,
  options: LocalizeOptions & { target: ChineseLocale },
  edits: Edit[],
  messages: Finding[],
  allowance: ShapeAllowance,
): string {
  const { text, located, occurrences, parsed, kind } = reading
  if (!options.gloss || kind === 'resource') return ''
  const settings: GlossSettings = { ...defaultConfig.gloss, ...options.gloss }
  const markdown = kind === 'markdown'
  if (!markdown && settings.style !== 'none') settings.style = 'paren'
  const found = annotate(located.units, occurrences, {
    ...settings,
    source: text,
    to: options.target,
  })
  addAll(messages, found.findings)
  const stringify = parsed?.dialect.stringify
  const spaces = spacesOf(edits)
  const replaced = new Set<Edit>()
  for (const { at, over, nodes, why } of found.insertions) {
    const plain = nodes.map((n) => ('value' in n ? n.value : '')).join('')
    const printed = stringify ? printInline(nodes, stringify) : plain
    const span = over ?? { start: at, end: at }
    // The gloss takes the place of a space that another rule takes or sets.
    const space = spaces
      .get(span.start)
      ?.find(
        (edit) =>
          !replaced.has(edit) &&
          (isInsertion(edit) || edit.span.start < span.end),
      )
    if (space) replaced.add(space)
    edits.push({ span, text: printed, why })
  }
  if (replaced.size > 0) {
    const kept = edits.filter((edit) => !replaced.has(edit))
    edits.length = 0
    addAll(edits, kept)
  }
  if (!stringify) return ''
  enclose(found.enclosures, stringify, edits)
  const blocks =
    settings.appendix || settings.style === 'appendix'
      ? appendix(found.used, {
          to: options.target,
          strings: options.strings ?? defaultStrings,
          convert: characterConverter(reading.source, options.target),
        })
      : []
  const definitions = footnoteDefinitions(found.footnotes)
  allowance.appended = blocks.length
  allowance.footnotes = new Set(definitions.map((d) => d.identifier))
  allowance.directives = found.enclosures.length > 0
  allowance.html = new Set(
    found.insertions.flatMap(({ nodes }) =>
      nodes.flatMap((n) => (n.type === 'html' ? htmlParts(n.value) : [])),
    ),
  )
  if (blocks.length + definitions.length === 0) return ''
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const printed = printBlocks([...blocks, ...definitions], stringify)
  const gap = text === '' ? '' : /(?:\r\n|\n|\r)$/.test(text) ? eol : eol + eol
  return gap + printed.replaceAll('\n', eol)
}

/** Put new nodes around ranges of the source. */
function enclose(
  enclosures: readonly Enclosure[],
  stringify: Parsed['dialect']['stringify'],
  edits: Edit[],
): void {
  if (enclosures.length === 0) return
  const spaces = new Map<number, Edit>()
  for (const edit of edits) {
    if (edit.why.rule !== 'spaces' || !isInsertion(edit)) continue
    const { end } = edit.span
    if (!spaces.has(end)) spaces.set(end, edit)
  }
  const moved = new Set<Edit>()
  const added: Edit[] = []
  /** Nodes are printed once, and most terms are mentioned again and again. */
  const printed = new Map<string, [before: string, after: string]>()
  for (const { start, end, node, why } of enclosures) {
    const key = JSON.stringify(node)
    const around = printed.get(key) ?? printAround(node, stringify)
    printed.set(key, around)
    const [before, after] = around
    added.push(
      { span: { start, end: start }, text: before, why },
      { span: { start: end, end }, text: after, why },
    )
    // A space behind the term stays behind what closes around it.
    const space = spaces.get(end)
    if (!space) continue
    spaces.delete(end)
    moved.add(space)
    added.push(space)
  }
  const kept = moved.size > 0 ? edits.filter((edit) => !moved.has(edit)) : edits
  const all = [...kept, ...added]
  edits.length = 0
  addAll(edits, all)
}

/** Edits of spaces by where they are: each unit they take, or where they insert. */
function spacesOf(edits: readonly Edit[]): Map<number, Edit[]> {
  const found = new Map<number, Edit[]>()
  for (const edit of edits) {
    const { rule } = edit.why
    if (rule !== 'brackets' && rule !== 'spaces') continue
    if (edit.text.trim() !== '') continue
    const { start, end } = edit.span
    for (let at = start; at < Math.max(end, start + 1); at++) {
      const here = found.get(at)
      if (here) here.push(edit)
      else found.set(at, [edit])
    }
  }
  return found
}

/** `<rt>…</rt></ruby>` is parsed as one node per tag. */
function htmlParts(html: string): string[] {
  return html.match(/<[^>]+>/g) ?? []
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
