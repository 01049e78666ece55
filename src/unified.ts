/**
 * Plugins for any unified pipeline.
 *
 * They work on trees: what has no source is converted and glossed just the
 * same, and printed or rendered by whatever comes after.
 *
 * @module
 */
import type { Element, Root as HastRoot } from 'hast'
import type { Nodes, Parents, PhrasingContent, Root } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import type { VFile } from 'vfile'
import {
  type Annotations,
  annotate,
  footnoteDefinitions,
  retag,
} from './annotate/index.ts'
import { convert } from './convert/index.ts'
import {
  isSameLanguage,
  type LocatableTree,
  locateTree,
} from './locate/index.ts'
import {
  type ChineseLocale,
  type Concept,
  defaultConfig,
  type Edit,
  type GlossSettings,
  type Locale,
  languageTag,
  type Occurrence,
} from './model/index.ts'
import { applyEdits } from './print/index.ts'
import {
  createTermIndex,
  matchTerms,
  regionalVocabulary,
  vocabularyFor,
} from './terms/index.ts'

/** Settings of {@link remarkLocalize}. */
export interface RemarkLocalizeOptions {
  /** Locale of the edition. */
  target: ChineseLocale
  /** Locale of the tree. Default: `zh-TW`. */
  source?: ChineseLocale
  /** Glossary; only approved concepts are used. Default: none. */
  concepts?: readonly Concept[]
  /** Use the regional vocabulary that ships with Yiwen. Default: `true`. */
  vocabulary?: boolean
  /** Quotation marks. Default: `edition`. */
  quotes?: 'edition' | 'keep'
  /** Term annotations. Default: none. */
  gloss?: Partial<GlossSettings>
}

/** Settings of {@link remarkGloss}. */
export interface RemarkGlossOptions extends Partial<GlossSettings> {
  /** Glossary; only approved concepts are used. */
  concepts: readonly Concept[]
  /** Locale of the tree. Default: `zh-TW`. */
  locale?: ChineseLocale
}

/** Settings of {@link rehypeLang}. */
export interface RehypeLangOptions {
  /** Locale of the edition. */
  locale: Locale
  /** Locale that `lang` attributes in the tree mean to replace. Default: `zh-TW`. */
  source?: ChineseLocale
}

/**
 * Convert the text of a tree to another Chinese locale.
 *
 * Phrases are seen across emphasis and line breaks; code, HTML and addresses
 * are left alone. Findings go to the file.
 *
 * @param options - Locales, glossary, quotation marks, glosses.
 * @returns Transformer of mdast trees.
 *
 * @example
 * ```ts
 * import remarkParse from 'remark-parse'
 * import remarkStringify from 'remark-stringify'
 * import { unified } from 'unified'
 * import { remarkLocalize } from 'yiwen'
 *
 * const file = await unified()
 *   .use(remarkParse)
 *   .use(remarkLocalize, { target: 'zh-CN' })
 *   .use(remarkStringify)
 *   .process('這套**軟體**')
 * String(file) // '这套**软件**\n'
 * ```
 */
export function remarkLocalize(
  options: RemarkLocalizeOptions,
): (tree: Root, file: VFile) => undefined {
  const { source = 'zh-TW', target } = options
  const shipped = options.vocabulary === false ? [] : regionalVocabulary()
  const index = createTermIndex(
    [...approved(options.concepts), ...vocabularyFor(shipped, source)],
    source,
  )
  return (tree, file) => {
    const located = locateTree(tree)
    const occurrences = matchTerms(located.units, index)
    const converted = convert(located.units, {
      source: located.source,
      from: source,
      to: target,
      occurrences,
      quotes: options.quotes ?? 'edition',
    })
    report(file, converted.findings)
    apply(
      tree,
      located,
      converted.edits,
      glosses(located, occurrences, options.gloss, target, file),
    )
  }
}

/**
 * Add the English of glossary terms to a tree.
 *
 * @param options - Glossary, style and frequency.
 * @returns Transformer of mdast trees.
 *
 * @example
 * ```ts
 * import remarkParse from 'remark-parse'
 * import remarkStringify from 'remark-stringify'
 * import { unified } from 'unified'
 * import { type Concept, remarkGloss } from 'yiwen'
 *
 * const zhipu: Concept = {
 *   id: 'zhipu-ai',
 *   domain: 'company',
 *   state: 'approved',
 *   doNotTranslate: false,
 *   gloss: true,
 *   terms: [
 *     { text: '智譜', locale: 'zh-TW', type: 'full', status: 'preferred' },
 *     { text: 'Zhipu AI', locale: 'en', type: 'full', status: 'preferred' },
 *   ],
 * }
 * const file = await unified()
 *   .use(remarkParse)
 *   .use(remarkGloss, { concepts: [zhipu] })
 *   .use(remarkStringify)
 *   .process('智譜今日上市。')
 * String(file) // '智譜（Zhipu AI）今日上市。\n'
 * ```
 */
export function remarkGloss(
  options: RemarkGlossOptions,
): (tree: Root, file: VFile) => undefined {
  const { concepts, locale = 'zh-TW', ...gloss } = options
  const index = createTermIndex(approved(concepts), locale)
  return (tree, file) => {
    const located = locateTree(tree)
    const occurrences = matchTerms(located.units, index)
    apply(tree, located, [], glosses(located, occurrences, gloss, locale, file))
  }
}

/**
 * Set `lang` attributes of an HTML tree to an edition's tag.
 *
 * The `html` element gets the tag, or the top-level elements where there is
 * none; `lang` attributes that mean the source's locale are replaced.
 *
 * @param options - Locales.
 * @returns Transformer of hast trees.
 *
 * @example
 * ```ts
 * import rehypeParse from 'rehype-parse'
 * import rehypeStringify from 'rehype-stringify'
 * import { unified } from 'unified'
 * import { rehypeLang } from 'yiwen'
 *
 * const file = await unified()
 *   .use(rehypeParse, { fragment: true })
 *   .use(rehypeLang, { locale: 'zh-CN' })
 *   .use(rehypeStringify)
 *   .process('<p>软件</p>')
 * String(file) // '<p lang="zh-Hans-CN">软件</p>'
 * ```
 */
export function rehypeLang(
  options: RehypeLangOptions,
): (tree: HastRoot) => undefined {
  const { locale, source = 'zh-TW' } = options
  const tag = languageTag(locale)
  const replace = (element: Element): void => {
    const { lang } = element.properties
    if (typeof lang === 'string' && isSameLanguage(lang, source)) {
      element.properties['lang'] = locale === 'en' ? tag : retag(lang, locale)
    }
    for (const child of element.children) {
      if (child.type === 'element') replace(child)
    }
  }
  return (tree) => {
    const elements = tree.children.filter((node) => node.type === 'element')
    for (const element of elements) replace(element)
    const html = elements.find((element) => element.tagName === 'html')
    for (const element of html ? [html] : elements) {
      element.properties['lang'] ??= tag
      if (element === html) element.properties['lang'] = tag
    }
  }
}

function approved(concepts: readonly Concept[] = []): readonly Concept[] {
  return concepts.filter((concept) => concept.state === 'approved')
}

function report(file: VFile, findings: readonly { reason: string }[]): void {
  for (const found of findings) {
    // Places point into the joined values of a tree, which nobody can open.
    const message = found as VFile['messages'][number]
    message.place = undefined
    file.messages.push(message)
  }
}

function glosses(
  located: LocatableTree,
  occurrences: readonly Occurrence[],
  gloss: Partial<GlossSettings> | undefined,
  to: ChineseLocale,
  file: VFile,
): Annotations | undefined {
  if (!gloss) return undefined
  const settings = { ...defaultConfig.gloss, ...gloss }
  const { source, units } = located
  const found = annotate(units, occurrences, { ...settings, source, to })
  report(file, found.findings)
  return found
}

/** Put edits and new nodes into the tree's text. */
function apply(
  tree: Root,
  { source, leaves }: LocatableTree,
  edits: readonly Edit[],
  found: Annotations | undefined,
): undefined {
  const replaced = new Map<Nodes, PhrasingContent[]>()
  for (const { node, field, start, end } of leaves) {
    const within = <T extends { span: { start: number; end: number } }>(
      list: readonly T[],
    ): T[] => list.filter(({ span }) => span.start >= start && span.end <= end)
    const own = within(edits).map((edit) => shift(edit, start))
    const value = source.slice(start, end)
    if (field !== 'value' || node.type !== 'text') {
      const holder = node as { alt?: string; title?: string }
      if (field !== 'value') holder[field] = applyEdits(value, own)
      continue
    }
    const cuts = cutsOf(found, start, end)
    if (cuts.length === 0) {
      node.value = applyEdits(value, own)
      continue
    }
    const nodes: PhrasingContent[] = []
    let list = nodes
    let at = 0
    const last: Cut = { at: value.length, over: value.length, nodes: [] }
    for (const cut of [...cuts, last]) {
      const part = own.filter(
        ({ span }) => span.start >= at && span.end <= cut.at,
      )
      const shifted = part.map((edit) => shift(edit, at))
      addText(list, applyEdits(value.slice(at, cut.at), shifted))
      if (cut.opens) {
        list.push(cut.opens)
        list = cut.opens.children
      }
      if (cut.closes) list = nodes
      for (const added of cut.nodes) {
        if (added.type === 'text') addText(list, added.value)
        else list.push(added)
      }
      at = cut.over
    }
    replaced.set(node, nodes)
  }
  splice(tree, replaced)
  if (found?.footnotes.length) {
    tree.children.push(...footnoteDefinitions(found.footnotes))
  }
}

/** Place in a value where new nodes go. */
interface Cut {
  at: number
  /** Where the value goes on. */
  over: number
  nodes: readonly PhrasingContent[]
  /** Node that what follows goes into. */
  opens?: TextDirective
  /** What follows goes beside that node again. */
  closes?: true
}

function addText(list: PhrasingContent[], value: string): void {
  const last = list.at(-1)
  if (last?.type === 'text') last.value += value
  else if (value) list.push({ type: 'text', value })
}

function cutsOf(
  found: Annotations | undefined,
  start: number,
  end: number,
): Cut[] {
  const cuts: Cut[] = []
  for (const { at, over, nodes } of found?.insertions ?? []) {
    // The end of one value is the start of the next: a gloss belongs to the
    // value that holds the term before it.
    const opens =
      nodes[0]?.type === 'html' && /^<(?:ruby|abbr|dfn)/.test(nodes[0].value)
    const inside = opens ? at >= start && at < end : at > start && at <= end
    if (!inside) continue
    const to = over && over.end <= end ? over.end : at
    cuts.push({ at: at - start, over: to - start, nodes })
  }
  for (const { start: from, end: to, node } of found?.enclosures ?? []) {
    if (from < start || to > end) continue
    const opens = { ...node, children: [] }
    const [first, last] = [from - start, to - start]
    cuts.push(
      { at: first, over: first, nodes: [], opens },
      { at: last, over: last, nodes: [], closes: true },
    )
  }
  return cuts.sort((a, b) => a.at - b.at)
}

function shift<T extends { span: { start: number; end: number } }>(
  edit: T,
  by: number,
): T {
  const { start, end } = edit.span
  return { ...edit, span: { start: start - by, end: end - by } }
}

function splice(
  parent: Parents,
  replaced: ReadonlyMap<Nodes, readonly PhrasingContent[]>,
): void {
  if (replaced.size === 0) return
  parent.children = parent.children.flatMap((child) => {
    if ('children' in child) splice(child, replaced)
    return (replaced.get(child) ?? [child]) as (typeof child)[]
  }) as typeof parent.children
}
