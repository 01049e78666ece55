import {
  type ChineseLocale,
  correspondingTerms,
  type Edit,
  type Finding,
  finding,
  type Occurrence,
  type Unit,
  type Why,
} from '../model/index.ts'
import { type Change, placeChanges } from './change.ts'
import { type CharacterConverter, characterConverter } from './opencc.ts'
import { convertQuotes } from './quotes.ts'

/** How to convert. */
export interface ConvertOptions {
  /** Source, for the places of findings. */
  source: string
  /** Locale of the text. */
  from: ChineseLocale
  /** Locale of the edition. */
  to: ChineseLocale
  /** Terms found in the units; they win over the dictionary. */
  occurrences: readonly Occurrence[]
  /** Quotation marks: the edition's own, or the author's. */
  quotes: 'edition' | 'keep'
}

/**
 * Convert units from one Chinese locale to another.
 *
 * Each unit's text is converted whole, so that OpenCC sees 乾坤 and not 乾; a
 * term's own form then takes the place of what OpenCC made of it.
 *
 * @param units - Units.
 * @param options - Locales, terms, quotation marks.
 * @returns Edits of the source, each with why it was made, and findings.
 */
export function convert(
  units: readonly Unit[],
  options: ConvertOptions,
): { edits: Edit[]; findings: Finding[] } {
  const { from, to } = options
  const edits: Edit[] = []
  const findings: Finding[] = []
  if (from === to) return { edits, findings }
  const characters = characterConverter(from, to)
  const byUnit = new Map<number, Occurrence[]>()
  for (const occurrence of options.occurrences) {
    const list = byUnit.get(occurrence.unit)
    if (list) list.push(occurrence)
    else byUnit.set(occurrence.unit, [occurrence])
  }
  for (const [index, unit] of units.entries()) {
    const occurrences = byUnit.get(index) ?? []
    const changes = changesOf(unit, occurrences, characters, options)
    const placed = placeChanges(options.source, unit, changes)
    edits.push(...placed.edits)
    findings.push(...placed.findings)
    for (const change of placed.undone) {
      // The word as a whole stays; its characters are converted all the same.
      const text = characters(change.why.before)
      const why = { ...change.why, rule: 'characters' as const, after: text }
      const again = placeChanges(options.source, unit, [
        { ...change, text, why },
      ])
      edits.push(...again.edits)
    }
    const broken = checkCount(unit, characters, options.source)
    if (broken) findings.push(broken)
  }
  return { edits, findings }
}

function changesOf(
  unit: Unit,
  occurrences: readonly Occurrence[],
  characters: CharacterConverter,
  options: ConvertOptions,
): Change[] {
  const { text } = unit
  const changes: Change[] = []
  const quotes =
    options.quotes === 'edition'
      ? convertQuotes(text, options.from, options.to)
      : []
  const taken = occurrences.map((occurrence) => {
    const { start, end } = occurrence
    const change = termChange(occurrence, text, characters, options.to)
    if (change) changes.push(change)
    return { start, end }
  })
  for (const mark of unit.marks) {
    if (mark.kind === 'keep') taken.push({ start: mark.start, end: mark.end })
  }
  const isTaken = (at: number): boolean =>
    taken.some(({ start, end }) => start <= at && at < end)
  for (const { at, text: after } of quotes) {
    if (isTaken(at)) continue
    const before = text.charAt(at)
    const source = 'CLREQ'
    const why: Why = { rule: 'quotes', source, before, after, confidence: 1 }
    changes.push({ start: at, end: at + 1, text: after, why })
    taken.push({ start: at, end: at + 1 })
  }
  changes.push(...characterChanges(text, characters, taken))
  return changes.sort((a, b) => a.start - b.start)
}

/** What a term becomes, or `undefined` when it stays. */
function termChange(
  { concept, term, start, end }: Occurrence,
  text: string,
  characters: CharacterConverter,
  to: ChineseLocale,
): Change | undefined {
  const before = text.slice(start, end)
  const plain = characters(before)
  const forms = correspondingTerms(concept, term.type, to).map((t) => t.text)
  const after = concept.doNotTranslate ? before : (forms[0] ?? plain)
  if (after === before) return undefined
  const shipped = concept.id.startsWith('vocabulary:')
  const alternatives = [...forms.slice(1), plain].filter((f) => f !== after)
  return {
    start,
    end,
    text: after,
    why: {
      rule: shipped ? 'vocabulary' : 'term',
      source: concept.origin?.path ?? (shipped ? 'vocabulary' : 'glossary'),
      entry: concept.id,
      domain: concept.domain,
      before,
      after,
      ...(alternatives.length > 0 ? { alternatives } : {}),
      confidence: shipped ? 0.9 : 1,
    },
  }
}

/** Changes of single characters, neighbours joined, outside what is taken. */
function characterChanges(
  text: string,
  characters: CharacterConverter,
  taken: readonly { start: number; end: number }[],
): Change[] {
  const converted = aligned(text, characters)
  if (!converted) return []
  const blocked = new Set<number>()
  for (const { start, end } of taken) {
    for (let at = start; at < end; at++) blocked.add(at)
  }
  const changes: Change[] = []
  let at = 0
  let index = 0
  let open: { start: number; end: number; text: string } | undefined
  const close = (): void => {
    if (!open) return
    const before = text.slice(open.start, open.end)
    const why: Why = {
      rule: 'characters',
      source: 'OpenCC',
      before,
      after: open.text,
      confidence: 0.95,
    }
    changes.push({ ...open, why })
    open = undefined
  }
  for (const character of text) {
    const after = converted[index] ?? character
    if (after !== character && !blocked.has(at)) {
      open ??= { start: at, end: at, text: '' }
      open.end = at + character.length
      open.text += after
    } else close()
    at += character.length
    index++
  }
  close()
  return changes
}

/** Converted code points, one for each of the text's. */
function aligned(
  text: string,
  characters: CharacterConverter,
): string[] | undefined {
  const converted = Array.from(characters(text))
  let count = 0
  for (const _ of text) count++
  return converted.length === count ? converted : undefined
}

function checkCount(
  unit: Unit,
  characters: CharacterConverter,
  source: string,
): Finding | undefined {
  if (aligned(unit.text, characters)) return undefined
  return finding(
    'convert-count-changed',
    'The dictionary changed the number of characters here, so nothing was converted.',
    {
      source,
      span: unit.span,
      actual: unit.text,
      note: 'Report the sentence: the dictionary has an entry it should not have.',
    },
  )
}
