import { type Locale, parseLocale } from '../model/index.ts'
import { readCitation } from './citation.ts'
import {
  type ExchangedConcept,
  type ExchangedTerm,
  ExchangeError,
  type LeftOut,
} from './exchanged.ts'
import { unwrapped } from './plain-text.ts'
import { readXml, type XmlElement } from './read-xml.ts'
import { relationKinds } from './tbx-values.ts'
import { conceptType, xliffNamespaces } from './xliff-values.ts'

/**
 * Read the glossary of an XLIFF 2 file (2.0 to 2.2), unit by unit as it comes in.
 *
 * Of a unit that is a concept all is read, of others the entries of the Glossary
 * module, each once, however many units it stands in.
 *
 * @param source - Bytes of the file.
 * @param leftOut - Counts what can not be carried.
 * @yields Concepts with at least one word.
 * @throws ExchangeError when the file is broken, refused, no XLIFF 2, or in
 *   languages that are none of ours.
 */
export async function* readXliffGlossary(
  source: AsyncIterable<Uint8Array | string>,
  leftOut: LeftOut,
): AsyncGenerator<ExchangedConcept> {
  let languages: Languages = {}
  const units = readXml(source, {
    wanted: new Set(['unit']),
    onRoot(root) {
      languages = languagesOf(root, leftOut)
    },
  })
  const seen = new Set<string>()
  for await (const unit of units) {
    if (unit.attributes.get('type') === conceptType) {
      const concept = conceptOf(unit, languages, leftOut)
      if (concept.terms.length > 0) yield concept
      else leftOut.add('unit')
      continue
    }
    const entries = entriesOf(unit)
    if (entries.length === 0) leftOut.add('unit')
    for (const entry of entries) {
      const concept = entryConcept(entry, languages)
      const { line: _, ...said } = concept
      const key = JSON.stringify(said)
      if (seen.has(key)) continue
      seen.add(key)
      if (concept.terms.length > 0) yield concept
      else leftOut.add('glossEntry')
    }
  }
}

interface Languages {
  source?: Locale
  target?: Locale
}

function languagesOf(root: XmlElement, leftOut: LeftOut): Languages {
  const { name, namespace, attributes, line } = root
  if (name !== 'xliff' || namespace !== xliffNamespaces.core) {
    throw new ExchangeError('not-xliff', line)
  }
  const source = parseLocale(attributes.get('srcLang') ?? '')
  const tag = attributes.get('trgLang')
  const target = parseLocale(tag ?? '')
  if (!source && !target) throw new ExchangeError('languages', line)
  if (!source) leftOut.add(`srcLang ${attributes.get('srcLang')?.slice(0, 40)}`)
  if (!target && tag !== undefined) leftOut.add(`trgLang ${tag.slice(0, 40)}`)
  return { ...(source ? { source } : {}), ...(target ? { target } : {}) }
}

/** Entries of the Glossary module in a unit. */
function entriesOf({ children }: XmlElement): XmlElement[] {
  return children
    .filter((child) => isGlossary(child, 'glossary'))
    .flatMap((glossary) => glossary.children)
    .filter((child) => isGlossary(child, 'glossEntry'))
}

function isGlossary({ name, namespace }: XmlElement, wanted: string): boolean {
  return namespace === xliffNamespaces.glossary && name === wanted
}

function textsOf({ children }: XmlElement, wanted: string): string[] {
  return children
    .filter((child) => isGlossary(child, wanted))
    .map(({ text }) => unwrapped(text))
    .filter((text) => text !== '')
}

function entryConcept(
  entry: XmlElement,
  languages: Languages,
): ExchangedConcept {
  const [definition] = textsOf(entry, 'definition')
  return {
    line: entry.line,
    terms: termsOf(
      textsOf(entry, 'term'),
      textsOf(entry, 'translation'),
      languages,
    ),
    ...(definition === undefined ? {} : { definition }),
  }
}

function termsOf(
  sources: readonly string[],
  targets: readonly string[],
  { source, target }: Languages,
): ExchangedTerm[] {
  const of = (texts: readonly string[], locale: Locale | undefined) =>
    locale ? [...new Set(texts)].map((text) => ({ text, locale })) : []
  return [...of(sources, source), ...of(targets, target)]
}

function conceptOf(
  unit: XmlElement,
  languages: Languages,
  leftOut: LeftOut,
): ExchangedConcept {
  const entries = entriesOf(unit)
  const segments = unit.children.filter(({ name }) => name === 'segment')
  const said = (name: string) =>
    segments.flatMap(({ children }) =>
      children
        .filter((child) => child.name === name)
        .map(({ text }) => unwrapped(text))
        .filter((text) => text !== ''),
    )
  // What a translator wrote comes first, whatever the glossary said.
  const sources = [
    ...said('source'),
    ...entries.flatMap((one) => textsOf(one, 'term')),
  ]
  const targets = [
    ...said('target'),
    ...entries.flatMap((one) => textsOf(one, 'translation')),
  ]
  const [definition] = entries.flatMap((one) => textsOf(one, 'definition'))
  const id = unit.attributes.get('id')
  return {
    line: unit.line,
    terms: termsOf(sources, targets, languages),
    ...(id === undefined ? {} : { id }),
    ...(definition === undefined ? {} : { definition }),
    ...factsOf(unit, leftOut),
  }
}

function factsOf(
  unit: XmlElement,
  leftOut: LeftOut,
): Pick<ExchangedConcept, 'domain' | 'note' | 'sources' | 'relations'> {
  const notes = unit.children
    .filter(({ name }) => name === 'notes')
    .flatMap(({ children }) => children)
    .map(({ attributes, text }) => ({
      category: attributes.get('category') ?? 'note',
      text: unwrapped(text),
    }))
    .filter(({ text }) => text !== '')
  const of = (wanted: string) =>
    notes.filter(({ category }) => category === wanted).map(({ text }) => text)
  const [domain] = of('domain')
  const words = of('note')
  const sources = of('source').map((text) =>
    readCitation(text, { quotation: true }),
  )
  const relations = of('relation').flatMap((text) => {
    const [kind = '', id = ''] = text.split(' ')
    const known = relationKinds.some((one) => one === kind) && id !== ''
    if (!known) leftOut.add('note relation')
    return known ? [{ kind, id }] : []
  })
  for (const { category } of notes) {
    const known = /^(?:domain|note|source|relation)$/.test(category)
    if (!known) leftOut.add(`note ${category.slice(0, 40)}`)
  }
  return {
    ...(domain === undefined ? {} : { domain }),
    ...(words.length > 0 ? { note: words.join('\n') } : {}),
    ...(sources.length > 0 ? { sources } : {}),
    ...(relations.length > 0 ? { relations } : {}),
  }
}
