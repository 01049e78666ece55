import {
  type AdministrativeStatus,
  type Concept,
  type Locale,
  parseLocale,
  type Term,
} from '../model/index.ts'
import {
  type ExchangedConcept,
  type ExchangedTerm,
  ExchangeError,
  type LeftOut,
} from './exchanged.ts'
import { readLines } from './lines.ts'
import { cell, countUncarried, type LanguagePair, pairsOf } from './pairs.ts'

const heading = [
  'src',
  'tgt',
  'src:pos',
  'tgt:pos',
  'term status',
  'comment',
  'concept ID',
]

/** Fields that are read, in lower case as programs differ in it. */
const fields: readonly string[] = [
  ...heading.map((name) => name.toLowerCase()),
  'src:comment',
  'tgt:comment',
]

/** UTX's parts of speech for terms; a name is a noun. */
const partsOfSpeech: readonly string[] = ['noun', 'verb', 'adjective', 'adverb']

/** UTX's `term status`; what waits for a decision is provisional. */
const statusNames: Record<AdministrativeStatus, string> = {
  preferred: 'approved',
  admitted: 'non-standard',
  deprecated: 'non-standard',
  forbidden: 'forbidden',
}

const statuses: Readonly<Record<string, AdministrativeStatus>> = {
  approved: 'preferred',
  'non-standard': 'admitted',
  forbidden: 'forbidden',
}

/**
 * Write concepts as UTX 1.11 (Universal Terminology eXchange, AAMT).
 *
 * It is the version that programs read; 1.20 reads it too. It has no byte order mark.
 *
 * @param concepts - Concepts.
 * @param options - Languages, and the date and time the header says.
 * @param leftOut - Counts what can not be carried.
 * @yields Parts of the file.
 */
export function* printUtx(
  concepts: readonly Concept[],
  options: LanguagePair & { at: string },
  leftOut: LeftOut,
): Generator<string> {
  const { source, target, at } = options
  const carried = new Set([
    `terms.${source}`,
    `terms.${target}`,
    'definition',
    'state',
    'term.status',
    'term.partOfSpeech',
  ])
  countUncarried(concepts, carried, leftOut)
  yield `#UTX 1.11; ${source}/${target}; ${at}\r\n#${heading.join('\t')}\r\n`
  for (const pair of pairsOf(concepts, options, leftOut)) {
    const { concept, source: word } = pair
    const decided = concept.state === 'approved' || word.status !== 'preferred'
    if (word.status === 'deprecated') leftOut.add('term.status deprecated')
    const cells = [
      word.text,
      pair.target.text,
      partOf(word, leftOut),
      partOf(pair.target, leftOut),
      decided ? statusNames[word.status] : 'provisional',
      concept.definition ?? '',
      concept.id,
    ].map((text) => cell(text, leftOut))
    // A line that begins with # is a comment of the file.
    const [first = '', second = ''] = cells
    const lost = first === '' || second === '' || first.startsWith('#')
    if (lost) leftOut.add('terms')
    else yield `${cells.join('\t')}\r\n`
  }
}

function partOf({ partOfSpeech = '' }: Term, leftOut: LeftOut): string {
  const known = partOfSpeech === '' || partsOfSpeech.includes(partOfSpeech)
  if (partOfSpeech === 'properNoun') {
    leftOut.add('term.partOfSpeech properNoun')
    return 'noun'
  }
  if (!known) leftOut.add(`term.partOfSpeech ${partOfSpeech}`)
  return known ? partOfSpeech : ''
}

/**
 * Read a UTX file, line by line as it comes in.
 *
 * Lines with the same concept ID, or without one with the same target, are one concept.
 * Versions 1.00 to 1.20 are read, whether fields are called `src` or `term:en`.
 *
 * @param source - Bytes of the file.
 * @param leftOut - Counts columns and lines that mean nothing here.
 * @yields Concepts.
 * @throws ExchangeError when the file is broken or has no header.
 */
export async function* readUtx(
  source: AsyncIterable<Uint8Array | string>,
  leftOut: LeftOut,
): AsyncGenerator<ExchangedConcept> {
  let languages: LanguagePair | undefined
  let columns: readonly string[] | undefined
  const found = new Map<string, Grown>()
  for await (const { line, text } of readLines(source)) {
    if (!languages) {
      languages = languagesOf(text)
      if (!languages) throw new ExchangeError('no-header', line)
    } else if (!columns) {
      // Lines of the header may stand before the names of columns.
      if (!/^#(?:src|term:[\w-]+)\t/i.test(text)) {
        if (!text.startsWith('#')) throw new ExchangeError('no-header', line)
        continue
      }
      const { source: from, target: to } = languages
      columns = text
        .slice(1)
        .split('\t')
        .map((name) => fieldOf(name.trim(), from, to))
      for (const name of columns) {
        if (!fields.includes(name)) leftOut.add(`column ${name.slice(0, 40)}`)
      }
    } else if (!text.startsWith('#') && text.trim() !== '') {
      const cells = text.split('\t').map((part) => part.trim())
      const of = (name: string) => {
        const cell = cells[columns?.indexOf(name) ?? -1] ?? ''
        // Version 1.00 has a hyphen where there is nothing.
        return cell === '-' ? '' : cell
      }
      if (of('src') === '' || of('tgt') === '') leftOut.add('line')
      else grow(found, { line, of, languages, leftOut })
    }
  }
  if (!languages) throw new ExchangeError('no-header', 1)
  for (const { terms, ...concept } of found.values()) {
    yield { ...concept, terms: [...terms.values()] }
  }
}

type Grown = Omit<ExchangedConcept, 'terms'> & {
  terms: Map<string, ExchangedTerm>
}

function grow(
  found: Map<string, Grown>,
  {
    line,
    of,
    languages: { source, target },
    leftOut,
  }: {
    line: number
    of: (name: string) => string
    languages: LanguagePair
    leftOut: LeftOut
  },
): void {
  const id = of('concept id')
  const definition = ['comment', 'src:comment', 'tgt:comment']
    .map(of)
    .filter((text) => text !== '')
    .join('\n')
  const key = id === '' ? `\t${of('tgt')}` : id
  const one: Grown = found.get(key) ?? {
    line,
    terms: new Map(),
    ...(id === '' ? {} : { id }),
    ...(definition === '' ? {} : { definition }),
  }
  found.set(key, one)
  const said = of('term status').toLowerCase()
  const status = statuses[said]
  if (!status && said !== '' && said !== 'provisional') {
    leftOut.add(`term status ${said.slice(0, 40)}`)
  }
  const part = (field: string) => {
    const partOfSpeech = of(field)
    if (partsOfSpeech.includes(partOfSpeech)) return { partOfSpeech }
    if (partOfSpeech !== '') {
      leftOut.add(`${field} ${partOfSpeech.slice(0, 40)}`)
    }
    return {}
  }
  const add = (text: string, locale: Locale, more: Partial<ExchangedTerm>) => {
    const name = `${locale}\t${text}`
    if (!one.terms.has(name)) one.terms.set(name, { text, locale, ...more })
  }
  add(of('src'), source, {
    ...(status === undefined ? {} : { status }),
    ...part('src:pos'),
  })
  add(of('tgt'), target, part('tgt:pos'))
}

/** Field by its name of before 1.20: `term:en` is `src` or `tgt`, `pos:en` its part. */
function fieldOf(name: string, source: Locale, target: Locale): string {
  const [, field = '', tag = ''] = /^([^:]+):([\w-]+)$/.exec(name) ?? []
  const locale = parseLocale(tag)
  const side = locale === source ? 'src' : locale === target ? 'tgt' : ''
  if (side === '') return name.toLowerCase()
  if (field.toLowerCase() === 'term') return side
  return `${side}:${field.toLowerCase()}`
}

/** Languages of `#UTX 1.11; zh-TW/en; …`. */
function languagesOf(header: string): LanguagePair | undefined {
  const [, source, target] =
    /^#UTX(?:-S)? [\d.]+;(?:[^;]*;)*?\s*(?:lang:\s*)?([\w-]+)\/([\w-]+)\s*(?:;|$)/.exec(
      header.trimEnd(),
    ) ?? []
  const from = parseLocale(source ?? '')
  const to = parseLocale(target ?? '')
  return from && to && from !== to ? { source: from, target: to } : undefined
}
