import {
  type Concept,
  locales,
  parseLocale,
  preferredTerm,
} from '../model/index.ts'
import { printCitation, readCitation } from './citation.ts'
import type { ExchangedConcept, ExchangedTerm, LeftOut } from './exchanged.ts'
import { countUncarried } from './pairs.ts'
import { carried, unwrapped } from './plain-text.ts'
import { printTmx } from './print-tmx.ts'
import { readTmx } from './read-tmx.ts'
import { relationKinds } from './tbx-values.ts'
import { type TmxProp, type TmxUnit, tmxText } from './tmx.ts'

/** Properties of a concept, which TMX leaves to programs to name. */
const domainProp = 'x-domain'
const definitionProp = 'x-definition'
const sourceProp = 'x-source'
const relationProp = 'x-relation'

/**
 * Write concepts as TMX 1.4b: a unit for each, a variant for each preferred word.
 *
 * The id is `tuid`; domain, definition, sources and relations are properties.
 *
 * @param concepts - Concepts.
 * @param leftOut - Counts what can not be carried.
 * @yields Parts of the file.
 */
export function* printTmxGlossary(
  concepts: readonly Concept[],
  leftOut: LeftOut,
): Generator<string> {
  countUncarried(
    concepts,
    new Set([
      ...locales.map((locale) => `terms.${locale}`),
      'domain',
      'definition',
      'note',
      'sources',
      'relations',
    ]),
    leftOut,
  )
  const header = { source: '*all*', attributes: {}, props: [], notes: [] }
  yield* printTmx(unitsOf(concepts, leftOut), header)
}

function* unitsOf(
  concepts: readonly Concept[],
  leftOut: LeftOut,
): Generator<TmxUnit> {
  for (const concept of concepts) {
    const variants = locales.flatMap((language) => {
      const word = preferredTerm(concept, language)
      const text = word === undefined ? '' : carried(word.text, leftOut)
      if (text === '') return []
      const segment = [text]
      return [{ language, segment, attributes: {}, props: [], notes: [] }]
    })
    if (variants.length === 0) leftOut.add('concept')
    else {
      for (let n = variants.length; n < concept.terms.length; n++) {
        leftOut.add('terms')
      }
      const { id, note = '' } = concept
      const words = carried(note, leftOut)
      yield {
        line: 0,
        source: '*all*',
        attributes: { tuid: id },
        props: propsOf(concept, leftOut),
        notes: words === '' ? [] : [{ text: words }],
        variants,
      }
    }
  }
}

function propsOf(concept: Concept, leftOut: LeftOut): TmxProp[] {
  const { domain, definition = '', sources = [], relations = [] } = concept
  return [
    { type: domainProp, text: domain },
    { type: definitionProp, text: definition },
    ...sources.map((one) => ({ type: sourceProp, text: printCitation(one) })),
    ...relations.map(({ kind, id }) => ({
      type: relationProp,
      text: `${kind} ${id}`,
    })),
  ]
    .map(({ type, text }) => ({ type, text: carried(text, leftOut) }))
    .filter(({ text }) => text !== '')
}

/**
 * Read a TMX file as a glossary, unit by unit as it comes in.
 *
 * @param source - Bytes of the file.
 * @param leftOut - Counts what can not be carried.
 * @yields Concepts with at least one word.
 * @throws ExchangeError when the file is broken, refused or no TMX.
 */
export async function* readTmxGlossary(
  source: AsyncIterable<Uint8Array | string>,
  leftOut: LeftOut,
): AsyncGenerator<ExchangedConcept> {
  const onLeftOut = (what: string) => leftOut.add(what)
  for await (const unit of readTmx(source, { onLeftOut })) {
    const concept = conceptOf(unit, leftOut)
    if (concept.terms.length > 0) yield concept
    else leftOut.add('tu')
  }
}

function conceptOf(unit: TmxUnit, leftOut: LeftOut): ExchangedConcept {
  const id = unit.attributes.tuid
  const terms = unit.variants.flatMap((variant): ExchangedTerm[] => {
    const locale = parseLocale(variant.language)
    if (locale === undefined) {
      leftOut.add(`tuv ${variant.language.slice(0, 40)}`)
      return []
    }
    for (const part of variant.segment) {
      if (typeof part !== 'string') leftOut.add(part.name)
    }
    countFacts(variant.props, leftOut)
    for (const name of Object.keys(variant.attributes)) leftOut.add(`@${name}`)
    const text = unwrapped(tmxText(variant.segment))
    const note = textOf(variant.notes)
    if (text === '') return []
    return [{ text, locale, ...(note === '' ? {} : { note }) }]
  })
  const said = (type: string) =>
    unit.props
      .filter((prop) => prop.type === type)
      .map(({ text }) => unwrapped(text))
      .filter((text) => text !== '')
  const sources = said(sourceProp).map((text) =>
    readCitation(text, { quotation: true }),
  )
  const relations = said(relationProp).flatMap((text) => {
    const [kind = '', to = ''] = text.split(' ')
    if (to !== '' && relationKinds.some((one) => one === kind)) {
      return [{ kind, id: to }]
    }
    leftOut.add(`prop ${relationProp}`)
    return []
  })
  const [domain] = said(domainProp)
  const definition = said(definitionProp).join('\n')
  const note = textOf(unit.notes)
  countFacts(
    unit.props.filter(({ type }) => !ownProps.has(type)),
    leftOut,
  )
  for (const name of Object.keys(unit.attributes)) {
    if (name !== 'tuid') leftOut.add(`@${name}`)
  }
  return {
    line: unit.line,
    terms,
    ...(id === undefined ? {} : { id }),
    ...(domain === undefined ? {} : { domain }),
    ...(definition === '' ? {} : { definition }),
    ...(note === '' ? {} : { note }),
    ...(sources.length > 0 ? { sources } : {}),
    ...(relations.length > 0 ? { relations } : {}),
  }
}

const ownProps: ReadonlySet<string> = new Set([
  domainProp,
  definitionProp,
  sourceProp,
  relationProp,
])

function countFacts(props: readonly TmxProp[], leftOut: LeftOut): void {
  for (const { type } of props) leftOut.add(`prop ${type.slice(0, 40)}`)
}

function textOf(notes: readonly { text: string }[]): string {
  return notes
    .map(({ text }) => unwrapped(text))
    .filter((text) => text !== '')
    .join('\n')
}
