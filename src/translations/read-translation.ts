import {
  type Code,
  type Finding,
  type Locale,
  parseContent,
  parseLocale,
  type Segment,
  type SegmentOrigin,
  type SegmentState,
  segmentStates,
  type Translation,
  type TranslationUnit,
  type UnitKind,
} from '../model/index.ts'
import { TranslationFileError } from './file-error.ts'
import { fileFinding, unknownFinding } from './findings.ts'
import { type InlineReading, readInline } from './inline.ts'
import { readMeta } from './meta.ts'
import { namespaces } from './print-translation.ts'
import { childrenOf, readXml, textIn, type XmlElement } from './read-xml.ts'

/** What a file of translations has to be of. */
export interface ExpectedTranslation {
  /** Path of the article from the folder of sources. Default: any. */
  article?: string
  /** Locale of the article. Default: any. */
  source?: Locale
  /** Locale of the translation. Default: any. */
  target?: Locale
}

/**
 * Read a translation from XLIFF 2.0, 2.1 or 2.2.
 *
 * Files that other programs saved are read too: attributes in any order, other
 * modules, other marks, notes of their own. What Yiwen does not keep is reported.
 *
 * @param text - Text of the file.
 * @param expected - What it has to be of. Default: anything.
 * @returns Translation, and findings; there is none where the file is broken,
 *   refused, or of another article or language.
 */
export function readTranslation(
  text: string,
  expected: ExpectedTranslation = {},
): { translation: Translation | undefined; findings: Finding[] } {
  const reader = new Reader()
  try {
    const translation = reader.translation(readXml(text), expected)
    return { translation, findings: reader.findings }
  } catch (error) {
    if (!(error instanceof TranslationFileError)) throw error
    return { translation: undefined, findings: [fileFinding(error)] }
  }
}

const unitKinds: Readonly<Record<UnitKind, true>> = {
  paragraph: true,
  heading: true,
  cell: true,
  label: true,
  alt: true,
  title: true,
  attribute: true,
  html: true,
  'front-matter': true,
  caption: true,
  comment: true,
  diagram: true,
  plain: true,
  resource: true,
}

function isUnitKind(word: string): word is UnitKind {
  return Object.hasOwn(unitKinds, word)
}

/** Elements of a unit that are read. */
const known = new Set([
  `${namespaces.core} notes`,
  `${namespaces.core} originalData`,
  `${namespaces.core} segment`,
  `${namespaces.core} ignorable`,
  `${namespaces.metadata} metadata`,
  `${namespaces.glossary} glossary`,
])

class Reader {
  readonly findings: Finding[] = []
  private readonly reported = new Set<string>()

  translation(root: XmlElement, expected: ExpectedTranslation): Translation {
    const { attributes, line } = root
    const isXliff = root.name === 'xliff' && /^2\./.test(versionOf(root))
    if (!isXliff) {
      const actual = `${root.name} ${versionOf(root)}`.trim()
      throw new TranslationFileError('not-xliff', line, { actual })
    }
    const source = localeOf(root, 'srcLang', expected.source)
    const target = localeOf(root, 'trgLang', expected.target)
    if (source === target) {
      const said = { actual: target, expected: expected.target ?? '' }
      throw new TranslationFileError('language', line, said)
    }
    for (const name of attributes.keys()) {
      if (/^(?:srcLang|trgLang|version|xml:space|xmlns.*)$/.test(name)) continue
      this.unknown(name, line)
    }
    const files = childrenOf(root, 'file')
    const article = files[0]?.attributes.get('original')
    if (files[0] === undefined || !article) {
      throw new TranslationFileError('no-article', line)
    }
    const units: TranslationUnit[] = []
    const retired: TranslationUnit[] = []
    for (const file of files) {
      const original = file.attributes.get('original')
      if (original !== article || (expected.article ?? article) !== article) {
        throw new TranslationFileError('article', file.line, {
          actual: original ?? '',
          expected: expected.article ?? article,
        })
      }
      const into = file.attributes.get('id') === 'retired' ? retired : units
      this.units(file, into)
    }
    return { article, source, target, units, retired }
  }

  private units(parent: XmlElement, into: TranslationUnit[]): void {
    const ids = new Set(into.map(({ id }) => id))
    for (const child of childrenOf(parent)) {
      if (child.namespace !== namespaces.core) this.unknownElement(child)
      else if (child.name === 'group') this.units(child, into)
      else if (child.name === 'unit') {
        const unit = this.unit(child)
        if (ids.has(unit.id)) {
          const said = { actual: unit.id }
          throw new TranslationFileError('id', child.line, said)
        }
        ids.add(unit.id)
        into.push(unit)
      } else this.unknownElement(child)
    }
  }

  private unit(element: XmlElement): TranslationUnit {
    const { attributes } = element
    const id = attributes.get('id')
    if (!id) throw new TranslationFileError('id', element.line)
    const name = attributes.get('name')
    const kinds = new Map<string, Code['kind']>()
    const segments = new Map<string, Segment>()
    const comments: { id: string; text: string }[] = []
    let last: Segment | undefined
    for (const child of childrenOf(element)) {
      if (!known.has(`${child.namespace} ${child.name}`)) {
        this.unknownElement(child)
      }
      if (child.namespace !== namespaces.core) continue
      if (child.name === 'ignorable' && last) {
        last.space += textIn(first(child, 'source'))
      }
      if (child.name !== 'segment') continue
      const segment = this.segment(child, {
        kinds,
        comments,
        count: segments.size,
      })
      if (segments.has(segment.id)) {
        const said = { actual: segment.id }
        throw new TranslationFileError('id', child.line, said)
      }
      segments.set(segment.id, segment)
      last = segment
    }
    const concepts = this.metadata(element, segments, kinds)
    this.notes(element, segments)
    for (const { id, text } of comments) {
      const segment = segments.get(id)
      if (segment) segment.notes = [...segment.notes, text]
    }
    return {
      id,
      kind: this.kind(element),
      ...(name === undefined ? {} : { name }),
      codes: codesOf(element, segments, kinds),
      segments: [...segments.values()],
      concepts,
    }
  }

  private kind({ attributes, line }: XmlElement): UnitKind {
    const type = attributes.get('type') ?? 'yiwen:paragraph'
    const kind = type.replace(/^yiwen:/, '')
    if (isUnitKind(kind)) return kind
    this.unknown(`type="${type}"`, line)
    return 'paragraph'
  }

  private segment(
    element: XmlElement,
    unit: {
      kinds: Map<string, Code['kind']>
      comments: { id: string; text: string }[]
      count: number
    },
  ): Segment {
    const { attributes, line } = element
    // Programs that cut segments anew give some no id.
    const id = attributes.get('id') ?? `s${unit.count + 1}`
    const said = attributes.get('state') ?? 'initial'
    const state = segmentStates.find((one) => one === said)
    if (!state) this.unknown(`state="${said}"`, line)
    const subState = attributes.get('subState')
    if (subState && subState !== 'yiwen:stale') {
      this.unknown(`subState="${subState}"`, line)
    }
    const reading: InlineReading = {
      kinds: unit.kinds,
      onUnknown: (element) => this.unknownElement(element),
      onComment: (text) => unit.comments.push({ id, text }),
    }
    const source = readInline(first(element, 'source'), reading)
    const [target] = childrenOf(element, 'target')
    return {
      id,
      source,
      state: state ?? 'initial',
      ...(target ? { target: readInline(target, reading) } : {}),
      space: '',
      notes: [],
    }
  }

  /** Give segments what metadata says of them; returns the unit's concepts. */
  private metadata(
    unit: XmlElement,
    segments: ReadonlyMap<string, Segment>,
    kinds: Map<string, Code['kind']>,
  ): string[] {
    let concepts: string[] = []
    for (const data of childrenOf(unit, 'metadata', namespaces.metadata)) {
      for (const group of childrenOf(data, 'metaGroup')) {
        const category = group.attributes.get('category') ?? ''
        const segment = segments.get(category.replace('yiwen:segment ', ''))
        if (category === 'yiwen:unit') {
          for (const { type, value } of valuesIn(group)) {
            if (type === 'concepts') concepts = value.split(' ').filter(Boolean)
            const [id = '', kind] = value.split(' ')
            if (type === 'code') kinds.set(id, kind as Code['kind'])
          }
        } else if (segment) this.origin(group, segment)
        else this.unknown(`metaGroup category="${category}"`, group.line)
      }
    }
    return concepts
  }

  private origin(group: XmlElement, segment: Segment): void {
    const origin: { -readonly [K in keyof SegmentOrigin]?: unknown } = {}
    for (const { type, value } of valuesIn(group)) {
      if (type === 'stale-source') segment.staleSource = parseContent(value)
      else if (type === 'stale-state') {
        segment.staleState = value as SegmentState
      } else if (type === 'match') origin.match = Number(value)
      else if (type === 'by' || type === 'name' || type === 'at') {
        origin[type] = value
      } else this.unknown(`meta type="${type}"`, group.line)
    }
    if (origin.by !== undefined) segment.origin = origin as SegmentOrigin
    // Somebody gave it a translation since.
    if (segment.staleSource && segment.state !== 'initial') {
      delete segment.staleSource
      delete segment.staleState
    }
  }

  private notes(
    unit: XmlElement,
    segments: ReadonlyMap<string, Segment>,
  ): void {
    const [first] = segments.values()
    for (const notes of childrenOf(unit, 'notes')) {
      for (const note of childrenOf(notes, 'note')) {
        const id = note.attributes.get('id') ?? ''
        const segment = segments.get(id.replace(/\.\d+$/, '')) ?? first
        if (segment) segment.notes = [...segment.notes, textIn(note)]
      }
    }
  }

  private unknownElement({ name, namespace, line }: XmlElement): void {
    const module = namespace.replace(/^urn:oasis:names:tc:xliff:/, '')
    const own = namespace === namespaces.core
    this.unknown(own ? `<${name}>` : `<${name}> (${module})`, line)
  }

  /** Report what is not kept, each kind of it once. */
  private unknown(what: string, line: number): void {
    if (this.reported.has(what)) return
    this.reported.add(what)
    this.findings.push(unknownFinding(what, line))
  }
}

function versionOf({ attributes }: XmlElement): string {
  return attributes.get('version') ?? ''
}

function localeOf(
  { attributes, line }: XmlElement,
  name: string,
  expected: Locale | undefined,
): Locale {
  const actual = attributes.get(name)
  const locale = actual === undefined ? undefined : parseLocale(actual)
  if (actual === undefined) {
    throw new TranslationFileError('no-language', line, { actual: name })
  }
  if (!locale || (expected !== undefined && locale !== expected)) {
    const said = { actual, expected: expected ?? '' }
    throw new TranslationFileError('language', line, said)
  }
  return locale
}

function first(element: XmlElement, name: string): XmlElement {
  const [found] = childrenOf(element, name)
  if (found) return found
  throw new TranslationFileError('malformed', element.line, {
    actual: `<${element.name}> without <${name}>`,
  })
}

function valuesIn(group: XmlElement): { type: string; value: string }[] {
  return childrenOf(group, 'meta').map((meta) => ({
    type: meta.attributes.get('type') ?? '',
    value: readMeta(textIn(meta)),
  }))
}

function codesOf(
  unit: XmlElement,
  segments: ReadonlyMap<string, Segment>,
  kinds: ReadonlyMap<string, Code['kind']>,
): Code[] {
  const alone = new Set(
    [...segments.values()]
      .flatMap(({ source }) => source)
      .flatMap((part) =>
        typeof part !== 'string' && 'ph' in part ? [part.ph] : [],
      ),
  )
  const codes = new Map<string, Code>()
  for (const original of childrenOf(unit, 'originalData')) {
    for (const data of childrenOf(original, 'data')) {
      const ref = data.attributes.get('id') ?? ''
      const id = ref.slice(1)
      if (ref.startsWith('s')) {
        const guess = alone.has(id) ? 'protected' : 'html'
        const kind = kinds.get(id) ?? guess
        codes.set(id, { id, kind, before: textIn(data), after: '' })
      }
      const code = codes.get(id)
      if (ref.startsWith('e') && code) code.after = textIn(data)
    }
  }
  return [...codes.values()]
}
