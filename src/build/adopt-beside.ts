/**
 * The translation of a bilingual edition, compared with what was built.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { Nodes } from 'mdast'
import { VFile } from 'vfile'
import { isOnce } from '../beside.ts'
import type { Localizer } from '../localize.ts'
import type { Content, Finding, TranslationUnit } from '../model/index.ts'
import { addAll } from '../model/index.ts'
import type { PlacedUnit } from '../segment/index.ts'
import { codeIds } from '../translations/index.ts'
import { type Blocks, unitsOf, wordsOf } from './adopt-compare.ts'
import type { BuiltEdition } from './adopt-edition.ts'
import { reportProblem } from './adopt-findings.ts'
import type { BesidePart, HalvesPair } from './adopt-halves.ts'
import { withCodes, withoutCodes } from './adopt-once.ts'
import { type AdoptedUnit, adoptUnit } from './adopt-unit.ts'

/** Blocks that have a translation beside them. */
const besideKinds: ReadonlySet<string> = new Set([
  'paragraph',
  'heading',
  'label',
  'cell',
  'html',
])

/** Which translation stands beside which block. */
interface PairedParts {
  /** Part of the edited text by the index of the built one in its place. */
  pairs: ReadonlyMap<number, number>
  /** Indexes of edited parts that stand beside no block that had one. */
  added: readonly number[]
  /** Indexes of edited parts of which several stand beside one block. */
  doubled: readonly number[]
}

/** Pair translations by the blocks that they stand behind. */
function pairParts(
  { before, after, units }: HalvesPair,
  own: Blocks,
): PairedParts {
  const unitOf = new Map([...own.pairs].map(([unit, block]) => [block, unit]))
  const partOf = new Map(units.map((unit, part) => [unit, part]))
  const starts = own.after
    .flatMap(({ kind, segments }, block) => {
      const start = segments[0]?.span.start
      return start !== undefined && besideKinds.has(kind)
        ? [{ start, block }]
        : []
    })
    .sort((a, b) => a.start - b.start)
  const found = new Map<number, number[]>()
  const added: number[] = []
  for (const [index, { at }] of after.parts.entries()) {
    const block = starts.findLast(({ start }) => start < at)?.block ?? -1
    const part = partOf.get(unitOf.get(block) ?? -1)
    if (part === undefined) added.push(index)
    else found.set(part, [...(found.get(part) ?? []), index])
  }
  const pairs = new Map<number, number>()
  const doubled: number[] = []
  for (const [part, all] of found) {
    const [one = -1, ...others] = all
    const same = all.find(
      (index) => after.parts[index]?.text === before.parts[part]?.text,
    )
    if (others.length === 0) pairs.set(part, one)
    else if (same === undefined) addAll(doubled, all)
    else {
      pairs.set(part, same)
      addAll(
        added,
        all.filter((index) => index !== same),
      )
    }
  }
  return { pairs, added: added.sort((a, b) => a - b), doubled }
}

/**
 * Find the blocks whose words can not be told from a translation: where the tags
 * around one are gone, up to the next one that is there, and where something was
 * written behind one.
 *
 * @param halves - Edition, language by language.
 * @param own - Blocks of the edition.
 * @returns Indexes of blocks.
 */
export function unclearUnits(halves: HalvesPair, own: Blocks): Set<number> {
  const { before, after, units } = halves
  const { pairs } = pairParts(halves, own)
  const unclear = new Set<number>()
  for (const [part, unit] of units.entries()) {
    const now = pairs.get(part)
    if (now !== undefined) {
      const old = own.before[unit]
      const there = own.after[own.pairs.get(unit) ?? -1]
      const was = restOf(before.text, before.parts[part]?.at, old)
      if (was !== restOf(after.text, after.parts[now]?.at, there)) {
        unclear.add(unit)
      }
      continue
    }
    let next = part + 1
    while (next < units.length && !pairs.has(next)) next++
    const last = units[next] ?? unit + 1
    for (let index = unit; index <= last; index++) unclear.add(index)
  }
  const [tagsBefore, tagsAfter] = [
    tagCounts(before.text, own.before),
    tagCounts(after.text, own.after),
  ]
  for (const [unit, block] of own.pairs) {
    if (tagsBefore[unit] !== tagsAfter[block]) unclear.add(unit)
  }
  return unclear
}

/** What a block has behind its translation: a heading's id, if anything. */
function restOf(
  text: string,
  at = 0,
  unit: PlacedUnit | undefined = undefined,
): string {
  return text.slice(at, unit?.segments.at(-1)?.span.end ?? at)
}

/** How many tags of `<span>` each block has, up to where the next one starts. */
function tagCounts(text: string, units: readonly PlacedUnit[]): number[] {
  const starts = units.map(({ segments }) => segments[0]?.span.start ?? -1)
  const sorted = [...new Set(starts)].sort((a, b) => a - b)
  const next = new Map(sorted.map((start, index) => [start, sorted[index + 1]]))
  return starts.map((start) =>
    start < 0
      ? 0
      : [...text.slice(start, next.get(start)).matchAll(/<\/?span\b/g)].length,
  )
}

/**
 * Compare what stands beside the blocks of an edition with what was built.
 *
 * @param built - Edition.
 * @param halves - The same, language by language.
 * @param own - Blocks of the edition as it is.
 * @param store - File of the translation, from the project's folder.
 * @param localizer - Localizer of the project.
 * @returns Blocks with rewritten translations, and what can not be adopted.
 */
export function compareBeside(
  built: BuiltEdition,
  halves: HalvesPair,
  own: Blocks,
  store: string,
  localizer: Localizer,
): { adopted: AdoptedUnit[]; findings: Finding[] } {
  const adopted: AdoptedUnit[] = []
  const findings: Finding[] = []
  const { before, after, units } = halves
  const source = built.edited
  const { pairs, added, doubled } = pairParts(halves, own)
  const read = fragmentReader(built, localizer)
  for (const [index, old] of before.parts.entries()) {
    const unit = units[index] ?? -1
    const placed = built.units[unit]
    const kept = built.beside?.translation.units[unit]
    if (!placed || !kept) continue
    const now = after.parts[pairs.get(index) ?? -1]
    if (!now) {
      const there = own.after[own.pairs.get(unit) ?? -1]
      // Where its block is gone, too, that is said.
      if (!there) continue
      const words = wordsOf(there)
      const place = { source, ...ownSpan(there, after.whole) }
      const where = { ...place, where: store }
      findings.push(reportProblem('beside-removed', words, where))
      continue
    }
    if (now.text === old.text) continue
    const place = { source, span: now.span, where: store }
    const refuse = (problem: Parameters<typeof reportProblem>[0]): void => {
      findings.push(reportProblem(problem, now.text.trim(), place))
    }
    const was = read(old, placed)
    const is = read(now, placed)
    if (!was || !is) {
      refuse('sentences')
      continue
    }
    const result = adoptPart({ source: placed, kept, before: was, after: is })
    if (result.problem) refuse(result.problem)
    else if (result.targets.size > 0) {
      adopted.push({ unit, targets: result.targets })
    }
  }
  const strangers = [
    ...added.map((index) => ['beside-added', index] as const),
    ...doubled.map((index) => ['beside-moved', index] as const),
  ]
  for (const [problem, index] of strangers) {
    const part = after.parts[index]
    if (!part) continue
    const place = { source, span: part.span, where: store }
    findings.push(reportProblem(problem, part.text.trim(), place))
  }
  return { adopted, findings }
}

function ownSpan(
  { segments }: PlacedUnit,
  whole: (offset: number) => number,
): { span?: { start: number; end: number } } {
  const start = segments[0]?.span.start
  const end = segments.at(-1)?.span.end
  return start === undefined || end === undefined
    ? {}
    : { span: { start: whole(start), end: whole(end) } }
}

/** Find what of a translation was rewritten; its pictures and ids stay. */
function adoptPart(edit: {
  source: PlacedUnit
  kept: TranslationUnit
  before: PlacedUnit
  after: PlacedUnit
}): {
  targets: Map<number, Content>
  problem?: 'marks' | 'sentences' | 'beside-once'
} {
  const { source, kept } = edit
  const out = new Set(source.codes.filter(isOnce).map(({ id }) => id))
  const isOut = (id: string): boolean => out.has(id)
  const strip = (content: Content): Content => withoutCodes(content, isOut)
  const result = adoptUnit({
    ...edit,
    source: {
      ...source,
      segments: source.segments.map((one) => ({
        ...one,
        content: strip(one.content),
      })),
    },
    kept: {
      ...kept,
      segments: kept.segments.map((one) => ({
        ...one,
        source: strip(one.source),
        ...(one.target ? { target: strip(one.target) } : {}),
      })),
    },
  })
  if (result.problem) return result
  const targets = new Map<number, Content>()
  for (const [index, target] of result.targets) {
    const segment = kept.segments[index]
    const template =
      segment?.target && segment.state !== 'initial'
        ? segment.target
        : source.segments[index]?.content
    const whole = template && withCodes(template, target, isOut)
    if (!whole) return { targets: new Map(), problem: 'beside-once' }
    targets.set(index, whole)
  }
  return { targets }
}

/** Gives a function that reads what is in an element as a block of its own. */
function fragmentReader(
  { edition, options, shown, file, text }: BuiltEdition,
  localizer: Localizer,
): (part: BesidePart, unit: PlacedUnit) => PlacedUnit | undefined {
  const target = edition.beside ?? edition.locale
  const known = definitionsOf(file, text)
  return ({ text }, { kind }) => {
    // Two paragraphs are not one.
    if (/(?:\r\n|\n|\r)[ \t]*[\r\n]/.test(text)) return undefined
    const tag = kind === 'html' ? 'p' : 'span'
    const opening = `<${tag}>`
    const block = `${opening}${text}</${tag}>`
    const value = `${block}\n\n${known}`
    const cut = unitsOf(
      new VFile({ path: shown, value }),
      { ...options, target },
      localizer,
    ).filter(
      ({ segments }) =>
        (segments[0]?.span.start ?? value.length) < block.length,
    )
    const isBlock = (unit: PlacedUnit): boolean =>
      unit.kind === (kind === 'html' ? 'html' : 'paragraph')
    const [unit, ...others] = cut.filter(isBlock)
    return unit && others.length === 0 ? withoutTag(unit, opening) : undefined
  }
}

/** Take the element that a block was read in out of it. */
function withoutTag(unit: PlacedUnit, opening: string): PlacedUnit {
  const tag = unit.codes.find(
    ({ open, before }) => open.start === 0 && before === opening,
  )
  if (!tag) return unit
  const segments = unit.segments
    .map((segment) => ({
      ...segment,
      content: segment.content.filter(
        (part) => typeof part === 'string' || !codeIds([part]).includes(tag.id),
      ),
    }))
    .filter(({ content }) => content.length > 0)
  return { ...unit, segments }
}

/** What an edition's references lead to, as Markdown. */
function definitionsOf(file: VFile, text: string): string {
  const tree = file.data.yiwen?.edition?.tree
  const found: string[] = []
  const stack: Nodes[] = tree ? [tree] : []
  for (;;) {
    const node = stack.pop()
    if (!node) return found.join('\n\n')
    if (node.type === 'definition') {
      const { start, end } = node.position ?? {}
      found.push(text.slice(start?.offset, end?.offset))
    } else if (node.type === 'footnoteDefinition') {
      found.push(`[^${node.label ?? node.identifier}]: x`)
    }
    if ('children' in node) addAll(stack, node.children)
  }
}
