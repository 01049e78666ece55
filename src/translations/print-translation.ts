import {
  printContent,
  type Segment,
  type Translation,
  type TranslationUnit,
} from '../model/index.ts'
import { InlinePrinter, inlineText } from './inline.ts'
import { printMeta } from './meta.ts'
import { type Concepts, termSpans, termsOf } from './terms.ts'
import { xmlAttributes, xmlText } from './xml-text.ts'

/** Namespaces of XLIFF 2 and of the modules that are used. */
export const namespaces = {
  core: 'urn:oasis:names:tc:xliff:document:2.0',
  glossary: 'urn:oasis:names:tc:xliff:glossary:2.0',
  metadata: 'urn:oasis:names:tc:xliff:metadata:2.0',
} as const

/**
 * Write a translation as XLIFF 2.1.
 *
 * Each element has a line of its own and nothing in it depends on when or where
 * it is written, so editing a segment changes its lines and no others. What XLIFF
 * has no place for (the sentence a stale translation was made from, who made a
 * translation) is metadata of the unit; units whose source is gone are a second
 * `file`, which is not to be translated.
 *
 * @param translation - Translation.
 * @param concepts - Concepts whose words are shown to the translator. Default: none.
 * @returns Text of the file.
 *
 * @see {@link https://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html}
 */
export function printTranslation(
  translation: Translation,
  concepts: Concepts = new Map(),
): string {
  const { article, source, target, units, retired } = translation
  const printer = new Printer(translation, concepts)
  const attributes = xmlAttributes({
    xmlns: namespaces.core,
    'xmlns:gls': namespaces.glossary,
    'xmlns:mda': namespaces.metadata,
    version: '2.1',
    srcLang: source,
    trgLang: target,
    'xml:space': 'preserve',
  })
  printer.raw('<?xml version="1.0" encoding="UTF-8"?>')
  printer.group('xliff', attributes, () => {
    printer.file({ id: 'article', original: article }, units)
    if (retired.length === 0) return
    const attributes = { id: 'retired', original: article, translate: 'no' }
    printer.file(attributes, retired)
  })
  return printer.text
}

class Printer {
  private readonly lines: string[] = []
  private readonly concepts: Concepts
  private readonly translation: Translation
  private depth = 0

  constructor(translation: Translation, concepts: Concepts) {
    this.translation = translation
    this.concepts = concepts
  }

  get text(): string {
    return `${this.lines.join('\n')}\n`
  }

  file(
    attributes: Record<string, string>,
    units: readonly TranslationUnit[],
  ): void {
    this.group('file', xmlAttributes(attributes), () => {
      for (const unit of units) this.unit(unit)
      // A file has to have something in it.
      if (units.length === 0) this.raw('<group id="none"/>')
    })
  }

  private unit(unit: TranslationUnit): void {
    const { id, name, kind, segments } = unit
    const attributes = xmlAttributes({ id, name, type: `yiwen:${kind}` })
    const terms = termsOf(unit, this.concepts, this.translation)
    const { source } = this.translation
    const spans = termSpans(unit, terms, this.concepts, source)
    const inline = new InlinePrinter(unit)
    this.group('unit', attributes, () => {
      this.metadata(unit)
      this.glossary(terms, spans.flat())
      this.notes(segments)
      this.originalData(unit)
      for (const [index, segment] of segments.entries()) {
        const { id, state, staleSource, target, space } = segment
        const subState = staleSource ? 'yiwen:stale' : undefined
        const attributes = xmlAttributes({ id, state, subState })
        this.group('segment', attributes, () => {
          const source = inline.print(segment, 'source', spans[index])
          this.raw(`<source>${source}</source>`)
          if (target === undefined) return
          this.raw(`<target>${inline.print(segment, 'target')}</target>`)
        })
        if (space === '') continue
        this.group('ignorable', '', () => {
          this.raw(`<source>${inlineText(space)}</source>`)
        })
      }
    })
  }

  private metadata(unit: TranslationUnit): void {
    const groups = [
      { category: 'yiwen:unit', values: unitValues(unit) },
      ...unit.segments.map((segment) => ({
        category: `yiwen:segment ${segment.id}`,
        values: segmentValues(segment),
      })),
    ].filter(({ values }) => values.length > 0)
    if (groups.length === 0) return
    this.group('mda:metadata', '', () => {
      for (const { category, values } of groups) {
        this.group('mda:metaGroup', xmlAttributes({ category }), () => {
          for (const [type, value] of values) {
            const text = xmlText(printMeta(value))
            this.raw(`<mda:meta type="${type}">${text}</mda:meta>`)
          }
        })
      }
    })
  }

  private glossary(
    terms: ReturnType<typeof termsOf>,
    spans: readonly { id: string; concept: string }[],
  ): void {
    if (terms.length === 0) return
    this.group('gls:glossary', '', () => {
      for (const { id, term, translations, definition } of terms) {
        const span = spans.find(({ concept }) => concept === id)
        const ref = span && `#${span.id}`
        this.group('gls:glossEntry', xmlAttributes({ id, ref }), () => {
          this.raw(`<gls:term>${xmlText(term)}</gls:term>`)
          for (const word of translations) {
            this.raw(`<gls:translation>${xmlText(word)}</gls:translation>`)
          }
          if (!definition) return
          this.raw(`<gls:definition>${xmlText(definition)}</gls:definition>`)
        })
      }
    })
  }

  private notes(segments: readonly Segment[]): void {
    if (segments.every(({ notes }) => notes.length === 0)) return
    this.group('notes', '', () => {
      for (const { id, notes } of segments) {
        for (const [index, note] of notes.entries()) {
          const attributes = xmlAttributes({ id: `${id}.${index + 1}` })
          this.raw(`<note${attributes}>${xmlText(note)}</note>`)
        }
      }
    })
  }

  private originalData({ codes }: TranslationUnit): void {
    if (codes.length === 0) return
    this.group('originalData', '', () => {
      for (const { id, before, after } of codes) {
        this.raw(`<data id="s${id}">${inlineText(before)}</data>`)
        if (after === '') continue
        this.raw(`<data id="e${id}">${inlineText(after)}</data>`)
      }
    })
  }

  group(name: string, attributes: string, content: () => void): void {
    this.raw(`<${name}${attributes}>`)
    this.depth++
    content()
    this.depth--
    this.raw(`</${name}>`)
  }

  raw(line: string): void {
    this.lines.push('  '.repeat(this.depth) + line)
  }
}

/** What a unit has that XLIFF has no place for. */
function unitValues(unit: TranslationUnit): [type: string, value: string][] {
  const { codes, concepts, segments } = unit
  const used = new Set(segments.flatMap(({ source }) => source.map(idOf)))
  // The kind of a code stands where the code does.
  const unused = codes.filter(({ id }) => !used.has(id))
  return [
    ...(concepts.length > 0
      ? [['concepts', concepts.join(' ')] satisfies [string, string]]
      : []),
    ...unused.map(({ id, kind }): [string, string] => [
      'code',
      `${id} ${kind}`,
    ]),
  ]
}

/** Id of what says its kind: an end does not. */
function idOf(part: Segment['source'][number]): string | undefined {
  if (typeof part === 'string' || 'close' in part) return undefined
  return 'ph' in part ? part.ph : part.open
}

function segmentValues(segment: Segment): [type: string, value: string][] {
  const { staleSource, staleState, origin } = segment
  const values: [type: string, value: string | undefined][] = [
    ['stale-source', staleSource && printContent(staleSource)],
    ['stale-state', staleState],
    ['by', origin?.by],
    ['name', origin?.name],
    ['at', origin?.at],
    ['match', origin?.match?.toString()],
  ]
  return values.filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
}
