import { type Concept, correspondingTerms } from '../model/index.ts'
import { printCitation } from './citation.ts'
import type { LeftOut } from './exchanged.ts'
import { countUncarried, type LanguagePair } from './pairs.ts'
import { attribute, carried, escaped } from './plain-text.ts'
import { conceptType, xliffNamespaces } from './xliff-values.ts'

/**
 * Write concepts as XLIFF 2.1 with its Glossary module (OASIS, 2018).
 *
 * A unit for each concept: its source is the usual word, and each word in the
 * source language is an entry with all that it becomes and the definition. Domain,
 * note, sources and relations are notes with their category.
 *
 * @param concepts - Concepts.
 * @param languages - Languages.
 * @param leftOut - Counts what can not be carried.
 * @yields Parts of the file.
 */
export function* printXliffGlossary(
  concepts: readonly Concept[],
  languages: LanguagePair,
  leftOut: LeftOut,
): Generator<string> {
  const { source, target } = languages
  const places = new Set([
    `terms.${source}`,
    `terms.${target}`,
    'domain',
    'definition',
    'note',
    'sources',
    'relations',
  ])
  countUncarried(concepts, places, leftOut)
  const { core, glossary } = xliffNamespaces
  yield `<?xml version="1.0" encoding="UTF-8"?>
<xliff xmlns="${core}" xmlns:gls="${glossary}" version="2.1" srcLang="${source}" trgLang="${target}">
  <file id="glossary">
`
  let count = 0
  for (const concept of concepts) {
    const unit = printUnit(concept, languages, leftOut)
    if (unit === '') leftOut.add('concept')
    else count++
    yield unit
  }
  // XLIFF wants a unit in a file.
  if (count === 0) {
    yield '    <unit id="_none" translate="no"><segment><source/></segment></unit>\n'
  }
  yield '  </file>\n</xliff>\n'
}

function printUnit(
  concept: Concept,
  { source, target }: LanguagePair,
  leftOut: LeftOut,
): string {
  const all = concept.terms
    .filter(({ locale }) => locale === source)
    .map(({ text, type }) => ({ text: carried(text, leftOut), type }))
    .filter(({ text }) => text !== '')
  // What XML can not write may make one word of two.
  const words = all.filter(
    ({ text }, index) => all.findIndex((one) => one.text === text) === index,
  )
  for (let n = words.length; n < all.length; n++) leftOut.add('terms')
  const [usual] = words
  if (!usual) return ''
  const becomes = (type: Concept['terms'][number]['type']) => [
    ...new Set(
      [
        ...correspondingTerms(concept, type, target),
        ...concept.terms.filter(
          ({ locale, status }) =>
            locale === target &&
            status !== 'forbidden' &&
            status !== 'deprecated',
        ),
      ]
        .map(({ text }) => carried(text, leftOut))
        .filter((text) => text !== ''),
    ),
  ]
  const definition = carried(concept.definition ?? '', leftOut)
  const [translation] = becomes(usual.type)
  const advised = becomes('full').length
  const others = concept.terms.filter(({ locale }) => locale === target)
  for (let n = advised; n < others.length; n++) leftOut.add('terms')
  const entries = words.map(({ text, type }) =>
    printEntry(text, becomes(type), definition),
  )
  const complete = translation !== undefined || definition !== ''
  if (!complete) for (const _ of words.slice(1)) leftOut.add('terms')
  const notes = notesOf(concept, leftOut)
  const id = attribute(concept.id)
  const state =
    translation === undefined
      ? 'initial'
      : concept.state === 'approved'
        ? 'final'
        : 'translated'
  return [
    `    <unit id="${id}" name="${id}" type="${conceptType}">`,
    ...(complete
      ? ['      <gls:glossary>', ...entries, '      </gls:glossary>']
      : []),
    ...(notes.length > 0 ? ['      <notes>', ...notes, '      </notes>'] : []),
    `      <segment state="${state}">`,
    `        <source>${escaped(usual.text)}</source>`,
    ...(translation === undefined
      ? []
      : [`        <target>${escaped(translation)}</target>`]),
    '      </segment>',
    '    </unit>\n',
  ].join('\n')
}

function printEntry(
  word: string,
  translations: readonly string[],
  definition: string,
): string {
  return [
    '        <gls:glossEntry>',
    `          <gls:term>${escaped(word)}</gls:term>`,
    ...translations.map(
      (text) => `          <gls:translation>${escaped(text)}</gls:translation>`,
    ),
    ...(definition === ''
      ? []
      : [`          <gls:definition>${escaped(definition)}</gls:definition>`]),
    '        </gls:glossEntry>',
  ].join('\n')
}

function notesOf(concept: Concept, leftOut: LeftOut): string[] {
  const { domain, note = '', sources = [], relations = [] } = concept
  const notes: [category: string, text: string][] = [
    ['domain', domain],
    ['note', note],
    ...sources.map((one): [string, string] => ['source', printCitation(one)]),
    ...relations.map(({ kind, id }): [string, string] => [
      'relation',
      `${kind} ${id}`,
    ]),
  ]
  return notes.flatMap(([category, text]) => {
    const plain = carried(text, leftOut)
    if (plain === '') return []
    return `        <note category="${category}">${escaped(plain)}</note>`
  })
}
