import {
  type AdministrativeStatus,
  type HistoryAction,
  type HistoryEntry,
  type Locale,
  locales,
  parseLocale,
  type Source,
  type TermType,
} from '../model/index.ts'
import { isDay, readCitation } from './citation.ts'
import {
  type ExchangedConcept,
  type ExchangedTerm,
  ExchangeError,
  type LeftOut,
} from './exchanged.ts'
import { unwrapped } from './plain-text.ts'
import { readXml, type XmlElement } from './read-xml.ts'
import { actions, relationCategories, relationKinds } from './tbx-values.ts'

/**
 * Read the concepts of a TBX file, one by one as it comes in.
 *
 * TBX v3 (ISO 30042:2019) in the styles DCT and DCA, and v2 (ISO 30042:2008,
 * `martif`). Languages are read as BCP 47 tags; those that are none of ours, and
 * data categories that a concept has no place for, are counted.
 *
 * @param source - Bytes of the file.
 * @param leftOut - Counts what can not be carried.
 * @yields Concepts with at least one word.
 * @throws ExchangeError when the file is broken, refused or no TBX.
 */
export async function* readTbx(
  source: AsyncIterable<Uint8Array | string>,
  leftOut: LeftOut,
): AsyncGenerator<ExchangedConcept> {
  const entries = readXml(source, {
    wanted: new Set(['conceptEntry', 'termEntry']),
    onRoot({ name, line }) {
      if (name !== 'tbx' && name !== 'martif') {
        throw new ExchangeError('not-tbx', line)
      }
    },
  })
  for await (const entry of entries) {
    const concept = new Entry(leftOut).read(entry)
    if (concept.terms.length > 0) yield concept
    else leftOut.add(entry.name)
  }
}

/** Elements whose `type` says which data category they are: the style DCA, and v2. */
const classified = new Set([
  'admin',
  'adminNote',
  'descrip',
  'descripNote',
  'ref',
  'termNote',
  'transac',
  'transacNote',
  'xref',
])

/** Elements that only hold others together. */
const groups = new Set(['adminGrp', 'termNoteGrp', 'termGrp'])

const statuses: Readonly<Record<string, AdministrativeStatus>> = {
  preferredTerm: 'preferred',
  preferred: 'preferred',
  standardizedTerm: 'preferred',
  admittedTerm: 'admitted',
  admitted: 'admitted',
  deprecatedTerm: 'deprecated',
  deprecated: 'deprecated',
  supersededTerm: 'deprecated',
  superseded: 'deprecated',
}

const types: Readonly<Record<string, TermType>> = {
  fullForm: 'full',
  abbreviation: 'abbreviation',
  acronym: 'abbreviation',
  initialism: 'abbreviation',
  shortForm: 'short',
  variant: 'variant',
}

const partsOfSpeech: readonly string[] = [
  'noun',
  'properNoun',
  'verb',
  'adjective',
  'adverb',
  'other',
]

/** One concept entry while it is read. */
class Entry {
  private readonly leftOut: LeftOut
  private readonly terms: ExchangedTerm[] = []
  private readonly notes: string[] = []
  private readonly sources: Source[] = []
  private readonly relations: { kind: string; id: string }[] = []
  private readonly images: { src: string; alt: string }[] = []
  private readonly history: HistoryEntry[] = []
  private readonly definitions = new Map<Locale | undefined, string>()
  private domain: string | undefined

  constructor(leftOut: LeftOut) {
    this.leftOut = leftOut
  }

  read(entry: XmlElement): ExchangedConcept {
    for (const child of entry.children) this.ofConcept(child)
    const [definition, ...others] = [undefined, ...locales].flatMap(
      (locale) => this.definitions.get(locale) ?? [],
    )
    for (const _ of others) this.leftOut.add('definition')
    const id = entry.attributes.get('id')
    return {
      line: entry.line,
      terms: this.terms,
      // XML wants a letter or a low line first, where an id begins with a digit.
      ...(id === undefined ? {} : { id: id.replace(/^_(?=\d)/, '') }),
      ...(this.domain === undefined ? {} : { domain: this.domain }),
      ...(definition === undefined ? {} : { definition }),
      ...(this.notes.length > 0 ? { note: this.notes.join('\n') } : {}),
      ...(this.sources.length > 0 ? { sources: this.sources } : {}),
      ...(this.relations.length > 0 ? { relations: this.relations } : {}),
      ...(this.images.length > 0 ? { images: this.images } : {}),
      ...(this.history.length > 0 ? { history: this.history } : {}),
    }
  }

  private ofConcept(element: XmlElement, locale?: Locale): void {
    const category = categoryOf(element)
    const text = unwrapped(element.text)
    const target = element.attributes.get('target')?.trim() ?? ''
    const kind = relationCategories[category]
    if (category === 'langSec' || category === 'langSet') {
      if (locale === undefined) this.language(element)
      else this.leftOut.add(category)
    } else if (groups.has(category) || category === 'descripGrp') {
      for (const child of element.children) this.ofConcept(child, locale)
    } else if (/^(?:termSec|tig|ntig)$/.test(category) && locale) {
      this.term(element, locale)
    } else if (text === '' && target === '') {
      // Nothing is in it.
    } else if (category === 'note') this.notes.push(text)
    else if (category === 'definition' && !this.definitions.has(locale)) {
      this.definitions.set(locale, text)
    } else if (category === 'source') {
      this.sources.push(readCitation(text, { quotation: true }))
    } else if (category === 'externalCrossReference') {
      this.sources.push(linked(text, target))
    } else if (category === 'transacGrp' && locale === undefined) {
      this.transaction(element)
    } else if (category === 'subjectField' && this.domain === undefined) {
      this.domain = text
    } else if (category === 'xGraphic' && /^https?:\/\/\S+$/i.test(target)) {
      this.images.push({ src: target, alt: text || target })
    } else if (category === 'crossReference' && target !== '') {
      const said = relationKinds.find((one) => one === text)
      this.relations.push({ kind: said ?? 'related', id: idOf(target) })
    } else if (kind !== undefined && target !== '') {
      this.relations.push({ kind, id: idOf(target) })
    } else this.leftOut.add(category)
  }

  private language(element: XmlElement): void {
    const tag =
      element.attributes.get('xml:lang') ?? element.attributes.get('lang') ?? ''
    const locale = parseLocale(tag)
    if (locale === undefined) {
      this.leftOut.add(`${element.name} ${tag.slice(0, 40)}`)
      return
    }
    for (const child of element.children) this.ofConcept(child, locale)
  }

  private transaction({ children }: XmlElement): void {
    let action: HistoryAction | undefined
    let day: string | undefined
    let by = ''
    const notes: string[] = []
    for (const child of children) {
      const category = categoryOf(child)
      const text = unwrapped(child.text)
      const type = category === 'transactionType' ? text : category
      if (type === 'origination') action = 'added'
      else if (type === 'modification') action = 'edited'
      else if (category === 'date') day = text.slice(0, 10)
      else if (category === 'responsibility') by = text
      else if (category === 'note') notes.push(text)
      else this.leftOut.add(category)
    }
    const [, said, moment] = /^(\S+) (\S+)$/.exec(notes[0] ?? '') ?? []
    const exact = actions.find((one) => one === said)
    if (exact !== undefined && moment !== undefined && isMoment(moment)) {
      this.happened({ at: moment, by, action: exact }, notes.slice(1))
    } else if (action !== undefined && day !== undefined && isDay(day)) {
      this.happened({ at: `${day}T00:00:00Z`, by, action }, notes)
    } else this.leftOut.add('transacGrp')
  }

  private happened(entry: HistoryEntry, notes: readonly string[]): void {
    this.history.push({
      ...entry,
      by: entry.by || 'unknown',
      ...(notes.length > 0 ? { note: notes.join('\n') } : {}),
    })
  }

  private term(element: XmlElement, locale: Locale): void {
    let term: ExchangedTerm | undefined
    const notes: string[] = []
    const sources: Source[] = []
    const read = (child: XmlElement): void => {
      const category = categoryOf(child)
      const text = unwrapped(child.text)
      if (category === 'term') term = { ...(term ?? { locale }), text, locale }
      else if (groups.has(category)) child.children.forEach(read)
      else if (category === 'descripGrp') this.quoted(child, sources, read)
      else if (text === '') return
      else if (category === 'note') notes.push(text)
      else if (category === 'source') sources.push(readCitation(text))
      else if (category === 'externalCrossReference') {
        sources.push(linked(text, child.attributes.get('target') ?? ''))
      } else if (!this.property(category, text, properties)) {
        this.leftOut.add(category)
      }
    }
    const properties: Partial<ExchangedTerm> = {}
    element.children.forEach(read)
    if (!term?.text) {
      this.leftOut.add(element.name)
      return
    }
    this.terms.push({
      ...term,
      ...properties,
      ...(notes.length > 0 ? { note: notes.join('\n') } : {}),
      ...(sources.length > 0 ? { sources } : {}),
    })
  }

  /** Words of a source, in which the term stands. */
  private quoted(
    { children }: XmlElement,
    sources: Source[],
    other: (child: XmlElement) => void,
  ): void {
    let quotation = ''
    let source: Source | undefined
    for (const child of children) {
      const category = categoryOf(child)
      const text = unwrapped(child.text)
      if (category === 'context' && quotation === '') quotation = text
      else if (category === 'source' && !source && text !== '') {
        source = readCitation(text)
      } else other(child)
    }
    if (source) sources.push(quotation ? { ...source, quotation } : source)
    else if (quotation) this.leftOut.add('context')
  }

  private property(
    category: string,
    text: string,
    term: Partial<ExchangedTerm>,
  ): boolean {
    const value = text.replace(/-admn-sts$/, '')
    if (
      category === 'administrativeStatus' ||
      category === 'normativeAuthorization'
    ) {
      const status = statuses[value]
      if (status !== undefined) term.status = status
      else this.leftOut.add(`${category} ${value.slice(0, 40)}`)
    } else if (category === 'termType') {
      const type = types[value]
      if (type !== undefined) term.type = type
      else this.leftOut.add(`${category} ${value.slice(0, 40)}`)
    } else if (category === 'partOfSpeech') {
      if (partsOfSpeech.includes(value)) term.partOfSpeech = value
      else this.leftOut.add(`${category} ${value.slice(0, 40)}`)
    } else return false
    return true
  }
}

function categoryOf({ name, attributes }: XmlElement): string {
  return classified.has(name) ? (attributes.get('type') ?? name) : name
}

function idOf(target: string): string {
  return target.replace(/^#/, '').replace(/^_(?=\d)/, '')
}

function linked(text: string, target: string): Source {
  const title = text || target
  return URL.canParse(target) ? { title, url: target } : { title }
}

function isMoment(text: string): boolean {
  return (
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)$/.test(
      text,
    ) &&
    isDay(text.slice(0, 10)) &&
    !Number.isNaN(Date.parse(text))
  )
}
