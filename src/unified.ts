/**
 * Plugins for any unified pipeline.
 *
 * They work on trees: what has no source is converted and glossed just the
 * same, and printed or rendered by whatever comes after.
 *
 * @module
 */
import type { Element, Root as HastRoot } from 'hast'
import type { Nodes, Parents, PhrasingContent, Root, RootContent } from 'mdast'
import type { TextDirective } from 'mdast-util-directive'
import type { VFile } from 'vfile'
import {
  type Annotations,
  type AppendixStrings,
  annotate,
  appendix,
  footnoteDefinitions,
  retag,
} from './annotate/index.ts'
import { characterConverter, convert, wordsOf } from './convert/index.ts'
import {
  isSameLanguage,
  type Leaf,
  type LocatableTree,
  locateTree,
} from './locate/index.ts'
import {
  type ChineseLocale,
  type Concept,
  type ConversionSettings,
  conversionSettings,
  defaultConfig,
  type Edit,
  type Finding,
  type GlossSettings,
  type Locale,
  languageTag,
  type Occurrence,
  type Piece,
  placeholder,
  type Span,
} from './model/index.ts'
import { applyEdits } from './print/index.ts'
import { createTermIndex, matchTerms } from './terms/index.ts'

/** Settings of {@link remarkLocalize}. */
export interface RemarkLocalizeOptions extends Partial<ConversionSettings> {
  /** Locale of the edition. */
  target: ChineseLocale
  /** Locale of the tree. Default: `zh-TW`. */
  source?: ChineseLocale
  /** Glossary; only approved concepts are used. Default: none. */
  concepts?: readonly Concept[]
  /** Use the regional vocabulary that ships with Yiwen. Default: `true`. */
  vocabulary?: boolean
  /** Term annotations. Default: none. */
  gloss?: Partial<GlossSettings>
  /** Words of the glossary table. Default: English ones. */
  strings?: AppendixStrings
}

/** Settings of {@link remarkGloss}. */
export interface RemarkGlossOptions extends Partial<GlossSettings> {
  /** Glossary; only approved concepts are used. */
  concepts: readonly Concept[]
  /** Locale of the tree. Default: `zh-TW`. */
  locale?: ChineseLocale
  /** Words of the glossary table. Default: English ones. */
  strings?: AppendixStrings
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
 * Phrases are seen across emphasis and line breaks; code, HTML, front matter
 * and addresses are left alone. Findings go to the file.
 * What a site generator adds to Markdown (shortcodes, `{#id}`) is text to a
 * pipeline that does not parse it: {@link localize} knows it. `-{…}-` is known
 * where it stands in one node.
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
  const { source = 'zh-TW', target, vocabulary = true } = options
  const index = createTermIndex(
    approved(options.concepts),
    source,
    wordsOf(source),
  )
  return (tree, file) => {
    const located = locateIn(tree)
    const occurrences = matchTerms(located.units, index)
    const converted = convert(located.units, {
      source: located.source,
      from: source,
      to: target,
      occurrences,
      vocabulary,
      ...conversionSettings(options),
    })
    report(file, located, converted.findings)
    const found = options.gloss
      ? glosses(located, occurrences, options.gloss, target, file)
      : undefined
    // A gloss stands where a space would be set.
    const glossed = new Set(found?.insertions.map(({ at }) => at))
    for (const { start, end } of found?.enclosures ?? []) {
      glossed.add(start).add(end)
    }
    const edits = converted.edits.filter(
      ({ span }) => span.end > span.start || !glossed.has(span.start),
    )
    apply(tree, located, edits, found)
    if (found) {
      const { gloss, strings } = options
      tree.children.push(...tailOf(found, { source, target, gloss, strings }))
    }
  }
}

/**
 * Add the English of glossary terms to a tree.
 *
 * To print the style `footnote` a pipeline needs `remark-gfm`, to print
 * `directive` it needs `remark-directive`; `ruby`, `abbr` and `dfn` are HTML.
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
  const { concepts, locale = 'zh-TW', strings, ...gloss } = options
  const index = createTermIndex(approved(concepts), locale, wordsOf(locale))
  return (tree, file) => {
    const located = locateIn(tree)
    const occurrences = matchTerms(located.units, index)
    const found = glosses(located, occurrences, gloss, locale, file)
    apply(tree, located, [], found)
    const locales = { source: locale, target: locale }
    tree.children.push(...tailOf(found, { ...locales, gloss, strings }))
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

/** Located tree, and what its nodes stand in. */
interface Located extends LocatableTree {
  parents: ReadonlyMap<Nodes, Parents>
}

/**
 * Locate a tree's text so that an offset is one place in the tree.
 *
 * Values are set one apart: where one ends, marks may end too, and the next
 * value starts after all of that. An address that stands for itself is no text.
 */
function locateIn(tree: Root): Located {
  const located = locateTree(tree)
  const parents = parentsOf(tree)
  const before = located.leaves
  const leaves = before.map((leaf, index) => ({
    ...leaf,
    start: leaf.start + index,
    end: leaf.end + index,
  }))
  const units = located.units.map((unit) => {
    let { text } = unit
    const pieces: Piece[] = []
    for (const piece of unit.pieces) {
      const { start, end } = piece.span
      for (let at = leafIndex(before, start); at < before.length; at++) {
        const leaf = before[at]
        if (!leaf || leaf.start >= end) break
        const from = Math.max(start, leaf.start)
        const to = Math.min(end, leaf.end)
        if (to <= from) continue
        const offset = piece.offset + from - start
        const length = to - from
        if (isAddress(leaf.node, parents)) {
          const rest = text.slice(offset + length)
          text = text.slice(0, offset) + placeholder.repeat(length) + rest
          continue
        }
        const span = { start: from + at, end: to + at }
        pieces.push({ ...piece, offset, length, span })
      }
    }
    const moved = ({ start, end }: Span): Span => ({
      start: start + leafIndex(before, start),
      end: end + leafIndex(before, end - 1) + 1,
    })
    const marks = unit.marks.map((m) => ({ ...m, span: moved(m.span) }))
    // One that nodes run through stays as it stands.
    const overrides = (unit.overrides ?? []).flatMap((override) => {
      const { start, end } = override.span
      const at = leafIndex(before, start)
      if (end > (before[at]?.end ?? 0)) return []
      return [{ ...override, span: { start: start + at, end: end + at } }]
    })
    return { ...unit, text, pieces, marks, overrides, span: moved(unit.span) }
  })
  const source = before
    .map(({ start, end }) => located.source.slice(start, end))
    .join('\n')
  return { source, units, leaves, parents }
}

/** Index of the last value that starts at or before an offset. */
function leafIndex(leaves: readonly Leaf[], offset: number): number {
  let from = 0
  let to = leaves.length
  while (from < to) {
    const middle = (from + to) >> 1
    if ((leaves[middle]?.start ?? 0) <= offset) from = middle + 1
    else to = middle
  }
  return Math.max(0, from - 1)
}

function parentsOf(tree: Root): Map<Nodes, Parents> {
  const parents = new Map<Nodes, Parents>()
  const pending: Parents[] = [tree]
  for (let parent = pending.pop(); parent; parent = pending.pop()) {
    for (const child of parent.children) {
      parents.set(child, parent)
      if ('children' in child) pending.push(child)
    }
  }
  return parents
}

/** Tell whether text is the address it links to: `<https://example.org/>`. */
function isAddress(node: Nodes, parents: ReadonlyMap<Nodes, Parents>): boolean {
  const parent = parents.get(node)
  if (node.type !== 'text' || parent?.type !== 'link') return false
  return ['', 'mailto:', 'http://', 'https://'].some(
    (scheme) => parent.url === scheme + node.value,
  )
}

/** Report findings where the author's nodes are. */
function report(
  file: VFile,
  { leaves }: Located,
  findings: readonly Finding[],
): void {
  for (const found of findings) {
    // Its place is in the joined values of the tree, which nobody can open.
    const { place } = found
    const offset = place && 'start' in place ? place.start.offset : undefined
    const leaf = leaves[leafIndex(leaves, offset ?? 0)]
    const message = file.message(found.reason, {
      ...(leaf?.node.position ? { place: leaf.node.position } : {}),
      ...(found.ruleId ? { ruleId: found.ruleId } : {}),
      ...(found.source ? { source: found.source } : {}),
    })
    const { fatal, actual, expected, note, url, wording } = found
    Object.assign(message, { fatal, actual, expected, note, url, wording })
  }
}

function glosses(
  located: Located,
  occurrences: readonly Occurrence[],
  gloss: Partial<GlossSettings>,
  to: ChineseLocale,
  file: VFile,
): Annotations {
  const settings = { ...defaultConfig.gloss, ...gloss }
  const { source, units } = located
  const found = annotate(units, occurrences, { ...settings, source, to })
  report(file, located, found.findings)
  return found
}

/** Blocks that come after the tree's own. */
function tailOf(
  found: Annotations,
  options: {
    source: ChineseLocale
    target: ChineseLocale
    gloss: Partial<GlossSettings> | undefined
    strings: AppendixStrings | undefined
  },
): RootContent[] {
  const { source, target, gloss, strings = englishStrings } = options
  const convert = characterConverter(source, target)
  const table =
    gloss?.appendix || gloss?.style === 'appendix'
      ? appendix(found.used, { to: target, strings, convert })
      : []
  return [...table, ...footnoteDefinitions(found.footnotes)]
}

const englishStrings: AppendixStrings = {
  heading: 'Glossary',
  term: 'Term',
  original: 'Original',
  english: 'English',
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

/** Put edits and new nodes into the tree's text. */
function apply(
  tree: Root,
  located: Located,
  edits: readonly Edit[],
  found: Annotations | undefined,
): void {
  const { source, leaves } = located
  const edited = new Map<Leaf, Edit[]>()
  for (const edit of edits) {
    const leaf = leaves[leafIndex(leaves, edit.span.start)]
    if (leaf) push(edited, leaf, edit)
  }
  const cuts = new Map<Leaf, Cut[]>()
  const behind = new Map<Nodes, PhrasingContent[]>()
  if (found) placeNodes(located, found, cuts, behind)
  const replaced = new Map<Nodes, PhrasingContent[]>()
  for (const leaf of leaves) {
    const own = edited.get(leaf) ?? []
    const text = (from: number, to: number): string => {
      const within = own
        .filter(({ span }) => span.start >= from && span.end <= to)
        .map((edit) => shift(edit, from))
      return applyEdits(source.slice(from, to), within)
    }
    const { node, field } = leaf
    const inside = cuts.get(leaf)
    if (inside && node.type === 'text') {
      inside.sort((a, b) => a.at - b.at)
      const [only, ...more] = cut(leaf, inside, text)
      if (only?.type === 'text' && more.length === 0) node.value = only.value
      else replaced.set(node, only ? [only, ...more] : [])
    } else if (own.length > 0) {
      const holder = node as { [key in typeof field]?: string }
      holder[field] = text(leaf.start, leaf.end)
    }
  }
  splice(tree, replaced, behind)
}

/** Find the places of new nodes: in values, or behind nodes. */
function placeNodes(
  { leaves, parents }: Located,
  found: Annotations,
  cuts: Map<Leaf, Cut[]>,
  behind: Map<Nodes, PhrasingContent[]>,
): void {
  const into = (at: number, cut: Omit<Cut, 'at'>): void => {
    const leaf = leaves[leafIndex(leaves, at)]
    if (leaf) push(cuts, leaf, { ...cut, at })
  }
  for (const { at, over, nodes } of found.insertions) {
    const index = leafIndex(leaves, at)
    const leaf = leaves[index]
    const isTag = nodes[0]?.type === 'html'
    const isFirst = at === leaf?.start && !isTag
    const after = leaf && at > leaf.end ? leaf : leaves[index - 1]
    if (!after || !(isFirst || after === leaf)) {
      into(at, { over: over?.end ?? at, nodes })
      continue
    }
    // Marks end between that value and the next.
    const node = outermostEnding(after.node, parents)
    const siblings: Nodes[] = parents.get(node)?.children ?? []
    const next = siblings[siblings.indexOf(node) + 1]
    if (next === leaf?.node && next?.type === 'text') {
      into(at, { over: over?.end ?? at, nodes })
    } else for (const added of nodes) push(behind, node, added)
  }
  for (const { start, end, node } of found.enclosures) {
    into(start, { over: start, nodes: [], opens: { ...node, children: [] } })
    into(end, { over: end, nodes: [], closes: true })
  }
}

/** Outermost mark that ends where a node ends. */
function outermostEnding(
  node: Nodes,
  parents: ReadonlyMap<Nodes, Parents>,
): Nodes {
  const parent = parents.get(node)
  const ends = parent?.children.at(-1) === node && isMark(parent)
  return ends ? outermostEnding(parent, parents) : node
}

function isMark({ type }: Nodes): boolean {
  return /^(?:strong|emphasis|delete|link|linkReference)$/.test(type)
}

/** Cut a value into text and new nodes. */
function cut(
  { start, end }: Leaf,
  cuts: readonly Cut[],
  text: (from: number, to: number) => string,
): PhrasingContent[] {
  const nodes: PhrasingContent[] = []
  let list = nodes
  let at = start
  for (const { at: to, over, nodes: added, opens, closes } of cuts) {
    addText(list, text(at, to))
    if (opens) {
      list.push(opens)
      list = opens.children
    } else if (closes) list = nodes
    for (const node of added) {
      if (node.type === 'text') addText(list, node.value)
      else list.push(node)
    }
    at = over
  }
  addText(list, text(at, end))
  return nodes
}

function addText(list: PhrasingContent[], value: string): void {
  const last = list.at(-1)
  if (last?.type === 'text') last.value += value
  else if (value) list.push({ type: 'text', value })
}

function shift<T extends { span: Span }>(edit: T, by: number): T {
  const { start, end } = edit.span
  return { ...edit, span: { start: start - by, end: end - by } }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function splice(
  parent: Parents,
  replaced: ReadonlyMap<Nodes, readonly PhrasingContent[]>,
  behind: ReadonlyMap<Nodes, readonly PhrasingContent[]>,
): void {
  if (replaced.size + behind.size === 0) return
  parent.children = parent.children.flatMap((child) => {
    if ('children' in child) splice(child, replaced, behind)
    return [...(replaced.get(child) ?? [child]), ...(behind.get(child) ?? [])]
  }) as typeof parent.children
}
