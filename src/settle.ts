/**
 * The last step of the pipeline: edits become text that is proved.
 *
 * Takes an article and the edits wanted, gives the edition's text and the edits
 * that could stay.
 *
 * @module
 */
import type { Root } from 'mdast'
import { moveTree } from './edition-tree.ts'
import { blocksOfDefinitions, findUnproved, maskBlocks } from './keeps-shape.ts'
import {
  addAll,
  type Edit,
  type EditRule,
  type Finding,
  finding,
  type Unit,
} from './model/index.ts'
import { type Parsed, parseTree } from './parse/index.ts'
import {
  applyEdits,
  checkEdition,
  type EditionProblem,
  findGrown,
  type ShapeAllowance,
  sortEdits,
  withoutInserted,
} from './print/index.ts'

/** Article that edits are settled for. */
export interface SettledArticle {
  /** Text that spans point into. */
  text: string
  /** Units. */
  units: readonly Unit[]
  /** How it was parsed, where it is Markdown. */
  parsed?: Parsed
  /** Text that findings are placed in, of the same length. Default: `text`. */
  shown?: string
}

/** What settling gives. */
export interface Settled {
  text: string
  edits: readonly Edit[]
  findings: Finding[]
  failed: boolean
  /** Gives the edition's tree. */
  readTree?: () => Root
  /** Indexes of the units whose translation was taken back. */
  untranslated: readonly number[]
  /** What comes after the last byte, where it could. */
  tail: string
}

const malformed = { before: 'MDX', after: 'malformed MDX' }

/** Read an edition; what is malformed MDX has no tree. */
function readEdition(text: string, { dialect }: Parsed): Root | undefined {
  if (!dialect.mdx) return parseTree(text, dialect)
  try {
    return parseTree(text, dialect)
  } catch {
    return undefined
  }
}

/** How often single insertions are taken back before all of them are. */
const mostRounds = 12

/** Rules whose edits a block can go without, in the order it is tried in. */
const withdrawn: readonly EditRule[] = [
  'spaces',
  'punctuation',
  'ellipsis',
  'dashes',
  'brackets',
  'quotes',
  'gloss',
  'override',
]

/** What an edit of a translation is taken back for. */
export interface Fallback {
  /** Index of its unit. */
  unit: number
  /** Edits that are made instead. */
  instead: readonly Edit[]
  /** Where the `-{…}-` marks start that it left out or replaced. */
  overrides: readonly number[]
}

/** Those of them whose absence an author has to know of. */
const reported: ReadonlySet<EditRule> = new Set(['quotes', 'gloss', 'override'])

/**
 * Apply edits and hold what comes out against the source, always: an edition is
 * built as its source is. Where that cannot be proved of the edits, it is parsed.
 *
 * Typography, brackets and quotation marks can change what is emphasised: 「 counts
 * as Chinese where “ does not. Where they do, the block keeps the author's; where that is not it,
 * it goes without glosses, and at last with its `-{…}-` marks as they stand. A
 * translation that would change a block gives way to what stood there without it.
 *
 * @param article - Article.
 * @param wanted - Edits, in any order.
 * @param tail - What comes after the last byte.
 * @param allowance - What the edition may have that the article has not.
 * @param fallbacks - What to do where an edit of a translation breaks its block.
 * @param beside - Insertions beside blocks of an article that is settled without
 * them; they are taken back first.
 * @returns Edition's text and tree, edits that stayed, findings on the others.
 */
export function settle(
  article: SettledArticle,
  wanted: readonly Edit[],
  tail: string,
  allowance: ShapeAllowance,
  fallbacks: ReadonlyMap<Edit, Fallback> = new Map(),
  beside: readonly Edit[] = [],
): Settled {
  const isAlone = tail === '' && beside.length === 0 && fallbacks.size === 0
  const proved = isAlone
    ? settleByProof(article, sortEdits(wanted), allowance)
    : undefined
  return (
    proved ?? settleByTree(article, wanted, tail, allowance, fallbacks, beside)
  )
}

/**
 * Front matter for an article that has none: whatever comes behind its blank line is
 * read as it was at the start of a document.
 */
const newFrontMatter = /^---(\r\n|\n|\r)(?:(?!---)[^\r\n]+\1)+---\1\1$/

/** Settle the blocks that nothing is proved of, with the others out of sight. */
function settleByProof(
  article: SettledArticle,
  edits: readonly Edit[],
  allowance: ShapeAllowance,
): Settled | undefined {
  const [first] = edits
  if (!allowance.frontMatter || !first) {
    return settleBlocks(article, edits, allowance)
  }
  if (first.span.end > 0 || !newFrontMatter.test(first.text)) return undefined
  const rest = { ...allowance, frontMatter: false }
  return settleBlocks(article, edits.slice(1), rest, first)
}

/** The same, of an article whose new front matter is set apart. */
function settleBlocks(
  article: SettledArticle,
  edits: readonly Edit[],
  allowance: ShapeAllowance,
  front?: Edit,
): Settled | undefined {
  const { text: source, parsed, units } = article
  const unproved = parsed && findUnproved(source, parsed, edits, allowance)
  if (!parsed?.scan || !unproved) return undefined
  const { blocks } = parsed.scan
  const finish = (
    own: readonly Edit[],
    findings: Finding[],
    move: () => Root | undefined,
  ): Settled => {
    const text = (front?.text ?? '') + applyEdits(source, own)
    const edits = front ? [front, ...own] : own
    const readTree = (): Root => move() ?? parseTree(text, parsed.dialect)
    const rest = { untranslated: [], tail: '', failed: false }
    return { text, edits, findings, readTree, ...rest }
  }
  if (unproved.length === 0) {
    return finish(edits, [], () => moveTree(source, parsed, edits, front))
  }
  // Tags of blocks that are out of sight would be missed.
  if (parsed.dialect.mdx) return undefined
  // What they refer to stays in sight.
  const shown = [...new Set([...unproved, ...blocksOfDefinitions(parsed)])]
  shown.sort((a, b) => a.start - b.start)
  let next = 0
  const isOpen = ({ span }: Edit): boolean => {
    while ((shown[next]?.end ?? Infinity) <= span.start) next++
    return (shown[next]?.start ?? Infinity) <= span.start
  }
  const text = maskBlocks(source, blocks, shown)
  const { dialect, settings, events } = parsed
  const tree = parseTree(text, dialect)
  const masked = { source: text, events, tree, dialect, settings }
  const open = { text, units, parsed: masked, shown: source }
  const opened = edits.filter(isOpen)
  const settled = settleByTree(open, opened, '', allowance)
  const { findings, failed } = settled
  // What is reported then names blocks that were out of sight.
  if (failed) return undefined
  const others = new Set(opened)
  const sure = edits.filter((edit) => !others.has(edit))
  const all = sortEdits([...sure, ...settled.edits])
  return finish(all, findings, () => undefined)
}

/** Parse what edits give, and take back those that change what is built. */
function settleByTree(
  article: SettledArticle,
  wanted: readonly Edit[],
  tail: string,
  allowance: ShapeAllowance,
  fallbacks: ReadonlyMap<Edit, Fallback> = new Map(),
  beside: readonly Edit[] = [],
): Settled {
  const { text: source, parsed, units: all, shown = source } = article
  const findings: Finding[] = []
  const untranslated: number[] = []
  const isBeside = new Set(beside)
  let edits = sortEdits([...wanted, ...beside])
  let end = tail
  let rounds = 0
  const added =
    (allowance.appended ?? 0) +
    (allowance.footnotes?.size ?? 0) +
    (allowance.frontMatter ? 1 : 0)
  for (;;) {
    const text = applyEdits(source, edits) + end
    const common = { edits, findings, untranslated, tail: end }
    if (!parsed) return { ...common, text, failed: false }
    const tree = readEdition(text, parsed)
    if (!tree) {
      // MDX is malformed: nothing tells whose tags they are.
      const written = edits.filter((e) => isBeside.has(e) || fallbacks.has(e))
      if (written.length === 0) {
        const { before, after } = malformed
        findings.push(
          finding(
            'print-shape-changed',
            `The edition would be built differently: ${before} became ${after}.`,
            {
              source,
              span: { start: 0, end: source.length },
              note: 'Put spaces around the marks here, and report it if that does not help.',
              wording: { key: 'print-shape-changed.shape', values: malformed },
            },
          ),
        )
        return { ...common, text: source, failed: true }
      }
      edits = takeBack(new Set(written))
      continue
    }
    const before = { text: source, tree: parsed.tree }
    const translations = edits.filter((edit) => fallbacks.has(edit))
    allowance.overrides = new Set([
      ...edits
        .filter((edit) => edit.why.rule === 'override')
        .map((edit) => edit.span.start),
      ...translations.flatMap((edit) => fallbacks.get(edit)?.overrides ?? []),
    ])
    allowance.inserted = insertedBy(edits, isBeside)
    allowance.translated = translations.map(({ span }) => span)
    const problem = checkEdition(before, { text, tree }, allowance, edits)
    if (!problem) {
      return { ...common, text, failed: false, readTree: () => tree }
    }
    const own = withoutInserted(tree, allowance).children.length
    if (end && own !== before.tree.children.length + added) {
      // The article ends inside a fence or HTML nobody closed.
      if (allowance.footnotes?.size) {
        edits = edits.filter((edit) => edit.why.rule !== 'gloss')
      }
      end = ''
      allowance.appended = 0
      findings.push(reportNoEnd(shown))
      continue
    }
    const block = parsed.tree.children.find(
      ({ position }) =>
        problem.span && (position?.end.offset ?? 0) > problem.span.start,
    )?.position
    const units = all.filter(
      ({ span }) =>
        span.start >= (block?.start.offset ?? 0) &&
        span.end <= (block?.end.offset ?? source.length),
    )
    const inBlock = ({ span }: Edit): boolean =>
      units.some((u) => u.span.start <= span.start && span.end <= u.span.end)
    const first = withdrawn
      .map((rule) => edits.find((e) => e.why.rule === rule && inBlock(e)))
      .find((edit) => edit !== undefined)
    const set = edits.filter((edit) => isBeside.has(edit))
    if (set.length > 0) {
      // What was set beside an article is never worth the article.
      const wrong =
        ++rounds > mostRounds
          ? set
          : besideAt(tree, allowance.inserted, set, problem)
      edits = takeBack(new Set(wrong))
      continue
    }
    const broken = brokenBy(problem, translations)
    // What else changed there is given up before what somebody wrote.
    if (broken.size > 0 && !(first && isAround(first, problem))) {
      edits = takeBack(broken)
      continue
    }
    if (!first) {
      findings.push(problem.finding)
      return { ...common, text: source, failed: true }
    }
    const { rule } = first.why
    edits = edits.filter((edit) => edit.why.rule !== rule || !inBlock(edit))
    // Brackets as the author had them are no fault anybody has to mend.
    if (reported.has(rule)) findings.push(reportWithdrawn(first, shown))
  }

  /** Give translations up for what would stand there without them. */
  function takeBack(broken: ReadonlySet<Edit>): Edit[] {
    const instead: Edit[] = []
    for (const edit of broken) {
      const fallback = fallbacks.get(edit)
      addAll(instead, fallback?.instead ?? [])
      if (fallback) untranslated.push(fallback.unit)
      findings.push(reportUntranslated(edit, shown))
    }
    return sortEdits([...edits.filter((edit) => !broken.has(edit)), ...instead])
  }
}

/**
 * Find what was set beside an article and is to blame for a difference: what
 * grew together with its surroundings, else what stands nearest.
 */
function besideAt(
  tree: Root,
  inserted: readonly Edit['span'][],
  edits: readonly Edit[],
  { span, found }: EditionProblem,
): Edit[] {
  const grown = findGrown(tree, inserted)
  if (grown.length > 0) return grown.flatMap((index) => edits[index] ?? [])
  const inEdition = found
    ? inserted.findLastIndex(({ start }) => start <= found.start)
    : inserted.length - 1
  const inSource = span
    ? edits.findIndex((edit) => edit.span.start >= span.start)
    : -1
  const nearest = [inEdition, inSource].flatMap((index) => edits[index] ?? [])
  return nearest.length > 0 ? nearest : [...edits]
}

/** Where in the edited text some of the edits stand. */
function insertedBy(
  edits: readonly Edit[],
  some: ReadonlySet<Edit>,
): (Edit['span'] & { text: string })[] {
  if (some.size === 0) return []
  let moved = 0
  return edits.flatMap((edit) => {
    const { span, text } = edit
    const start = span.start + moved
    moved += text.length - (span.end - span.start)
    return some.has(edit) ? [{ start, end: start + text.length, text }] : []
  })
}

/** Translations that stand where an edition differs. */
function brokenBy(
  { span, translated = [] }: EditionProblem,
  translations: readonly Edit[],
): Set<Edit> {
  const places = translated.length > 0 ? translated : span ? [span] : []
  const broken = new Set<Edit>()
  for (const place of places) {
    for (const edit of translations) {
      if (edit.span.start < place.start || edit.span.end > place.end) continue
      broken.add(edit)
    }
  }
  return broken
}

/** Whether an edit stands where an edition differs. */
function isAround({ span }: Edit, problem: EditionProblem): boolean {
  const { translated = [] } = problem
  const places =
    translated.length > 0 ? translated : problem.span ? [problem.span] : []
  return places.some(({ start, end }) => start <= span.start && span.end <= end)
}

function reportUntranslated(edit: Edit, source: string): Finding {
  return finding(
    'translation-not-printed',
    'The translation was not printed here: it would change how this block is built.',
    {
      source,
      span: edit.span,
      actual: edit.why.after,
      note: 'Put spaces around the codes in the translation, or in another order.',
      wording: { key: 'translation-not-printed.shape' },
    },
  )
}

function reportNoEnd(source: string): Finding {
  const span = { start: source.length, end: source.length }
  return finding(
    'gloss-not-placed',
    'Nothing could be added at the end: the article ends inside a code block or HTML that is not closed.',
    {
      source,
      span,
      note: 'Close the fence or the element.',
      wording: { key: 'gloss-not-placed.end' },
    },
  )
}

function reportWithdrawn(edit: Edit, source: string): Finding {
  const { before, after, rule } = edit.why
  const place = { source, span: edit.span, actual: before }
  if (rule === 'override') {
    return finding(
      'convert-override-kept',
      `${before} was not replaced by ${after}, which would change how this block is built.`,
      {
        ...place,
        expected: [after],
        note: 'Put spaces around the mark, or write forms that Markdown reads as text.',
        wording: {
          key: 'convert-override-kept.shape',
          values: { before, after },
        },
      },
    )
  }
  return rule === 'quotes'
    ? finding(
        'convert-quotes-kept',
        'The quotation marks of this block are the author’s: others would change what is emphasised.',
        {
          ...place,
          expected: [after],
          note: 'Put a space between the closing ** and the Latin word after it.',
        },
      )
    : finding(
        'gloss-not-placed',
        `${before} was not glossed: a gloss would change how this block is built.`,
        {
          ...place,
          note: 'Put spaces around the marks beside the term, or mention it elsewhere.',
          wording: { key: 'gloss-not-placed.shape', values: { term: before } },
        },
      )
}
