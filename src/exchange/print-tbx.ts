import {
  type Concept,
  type HistoryEntry,
  locales,
  type Source,
  type Term,
} from '../model/index.ts'
import { printCitation } from './citation.ts'
import type { LeftOut } from './exchanged.ts'
import { attribute, carried, escaped } from './plain-text.ts'
import {
  namespaces,
  partsOfSpeech,
  statusNames,
  typeNames,
} from './tbx-values.ts'

/** Version of TBX: 3 is ISO 30042:2019 in the style DCT, 2 is ISO 30042:2008. */
export type TbxVersion = 3 | 2

/**
 * Write concepts as TBX-Basic.
 *
 * Sources with their date, address and words become one text each, relations cross
 * references whose text is their kind, and history transactions whose note has the
 * time and what was done. What TBX-Basic has no place for is counted.
 *
 * @param concepts - Concepts.
 * @param leftOut - Counts what can not be carried.
 * @param version - Version of TBX. Default: 3.
 * @yields Parts of the file: its head, one for each concept, its end.
 */
export function* printTbx(
  concepts: readonly Concept[],
  leftOut: LeftOut,
  version: TbxVersion = 3,
): Generator<string> {
  const printer = new Printer(
    new Set(concepts.filter((one) => hasWords(one)).map(({ id }) => id)),
    { leftOut, version },
  )
  const root = version === 3 ? 'tbx' : 'martif'
  const header = version === 3 ? 'tbxHeader' : 'martifHeader'
  const attributes =
    version === 3
      ? ` style="dct" xml:lang="en" xmlns="${namespaces.core}" xmlns:min="${namespaces.min}" xmlns:basic="${namespaces.basic}"`
      : ' xml:lang="en"'
  yield `<?xml version="1.0" encoding="UTF-8"?>
<${root} type="TBX-Basic"${attributes}>
  <${header}>
    <fileDesc>
      <sourceDesc>
        <p>Yiwen glossary</p>
      </sourceDesc>
    </fileDesc>
  </${header}>
  <text>
    <body>
`
  for (const concept of concepts) {
    if (hasWords(concept)) yield printer.concept(concept)
    else leftOut.add('concept')
  }
  yield `    </body>\n  </text>\n</${root}>\n`
}

/** Element of TBX v2 that carries a data category, and its `type`. */
const carriers: Readonly<Record<string, string>> = {
  'min:subjectField': 'descrip',
  'basic:definition': 'descrip',
  'basic:context': 'descrip',
  'basic:source': 'admin',
  'basic:xGraphic': 'xref',
  'basic:crossReference': 'ref',
  'basic:transactionType': 'transac',
  'basic:responsibility': 'transacNote',
  'min:partOfSpeech': 'termNote',
  'min:administrativeStatus': 'termNote',
  'basic:termType': 'termNote',
}

/** Elements of TBX v2 that have another name since. */
const former: Readonly<Record<string, string>> = {
  conceptEntry: 'termEntry',
  langSec: 'langSet',
  termSec: 'tig',
}

/** TBX wants at least one term of a concept. */
function hasWords(concept: Concept): boolean {
  return concept.terms.some(({ text }) => /[^ \t\r\n]/.test(text))
}

class Printer {
  private readonly ids: ReadonlySet<string>
  private readonly leftOut: LeftOut
  private readonly version: TbxVersion
  private lines: string[] = []
  private depth = 0

  constructor(
    ids: ReadonlySet<string>,
    { leftOut, version }: { leftOut: LeftOut; version: TbxVersion },
  ) {
    this.ids = ids
    this.leftOut = leftOut
    this.version = version
  }

  concept(concept: Concept): string {
    this.lines = []
    this.depth = 3
    this.group(`conceptEntry id="${xmlId(concept.id)}"`, () => {
      this.history(concept)
      this.element('min:subjectField', concept.domain)
      this.element('basic:definition', concept.definition)
      for (const source of concept.sources ?? []) this.source(source)
      this.images(concept)
      this.relations(concept)
      this.element('note', concept.note)
      for (const locale of locales) {
        const terms = concept.terms.filter((term) => term.locale === locale)
        if (!terms.some(({ text }) => /[^ \t\r\n]/.test(text))) continue
        this.group(`langSec xml:lang="${locale}"`, () => {
          for (const term of terms) this.term(term)
        })
      }
    })
    if (concept.state !== 'proposed') this.leftOut.add('state')
    if (!concept.gloss) this.leftOut.add('gloss')
    if (concept.doNotTranslate) this.leftOut.add('doNotTranslate')
    return this.lines.join('')
  }

  private history({ history = [], review, state }: Concept): void {
    for (const entry of history) this.transaction(entry)
    if (!review) return
    const { by, at, reason } = review
    const told = history.some(
      (one) =>
        one.action === state &&
        one.at === at &&
        one.by === by &&
        one.note === reason,
    )
    const note = reason === undefined ? {} : { note: reason }
    if (!told) this.transaction({ by, at, action: state, ...note })
  }

  private transaction({ action, at, by, note }: HistoryEntry): void {
    const origin = action === 'added' || action === 'imported'
    this.group('transacGrp', () => {
      const type = origin ? 'origination' : 'modification'
      this.element('basic:transactionType', type)
      this.element('date', at.slice(0, 10))
      this.element('basic:responsibility', by.trim() || 'unknown')
      this.element('note', `${action} ${at}`)
      this.element('note', note)
    })
  }

  private images({ images = [] }: Concept): void {
    for (const { src, alt } of images) {
      const address = webAddress(src)
      if (address === undefined) this.leftOut.add('images')
      else {
        const target = ` target="${attribute(address)}"`
        this.element('basic:xGraphic', alt.trim() || address, target)
      }
    }
  }

  private relations({ relations = [] }: Concept): void {
    for (const { kind, id } of relations) {
      if (this.ids.has(id)) {
        this.element('basic:crossReference', kind, ` target="${xmlId(id)}"`)
      } else this.leftOut.add('relations')
    }
  }

  private source(source: Source): void {
    this.element('basic:source', printCitation(this.plain(source)))
  }

  /** A source in whose parts nothing changes any more. */
  private plain({ title, date, url, quotation }: Source): Source {
    return {
      title: carried(title, this.leftOut),
      ...(date === undefined ? {} : { date }),
      ...(url === undefined ? {} : { url: carried(url, this.leftOut) }),
      ...(quotation === undefined
        ? {}
        : { quotation: carried(quotation, this.leftOut) }),
    }
  }

  private term(term: Term): void {
    const text = carried(term.text, this.leftOut)
    if (text === '') {
      this.leftOut.add('terms')
      return
    }
    this.group('termSec', () => {
      this.element('term', text)
      const { partOfSpeech } = term
      if (partOfSpeech !== undefined) {
        const known = partsOfSpeech.includes(partOfSpeech)
        if (!known) this.leftOut.add(`partOfSpeech ${partOfSpeech}`)
        this.element('min:partOfSpeech', known ? partOfSpeech : 'noun')
      }
      this.element('min:administrativeStatus', statusNames[term.status])
      if (term.status === 'forbidden') this.leftOut.add('status forbidden')
      if (term.type !== 'full') {
        this.element('basic:termType', typeNames[term.type])
      }
      for (const source of term.sources ?? []) {
        const { quotation, ...cited } = this.plain(source)
        if (quotation === undefined || quotation === '') this.source(cited)
        else if (cited.title === '') this.leftOut.add('quotation')
        else {
          this.group('descripGrp', () => {
            this.element('basic:context', quotation)
            this.source(cited)
          })
        }
      }
      this.element('note', term.note)
    })
    if (term.match !== undefined && term.match !== 'word') {
      this.leftOut.add('match')
    }
    for (const key of [
      'requires',
      'excludes',
      'provenance',
      'confidence',
      'validFrom',
      'validTo',
    ] as const) {
      if (term[key] !== undefined) this.leftOut.add(key)
    }
  }

  private element(
    name: string,
    text: string | undefined,
    attributes = '',
  ): void {
    const plain = text === undefined ? '' : carried(text, this.leftOut)
    if (plain === '') return
    const carrier = this.version === 2 ? carriers[name] : undefined
    const type = carrier ? ` type="${name.replace(/^\w+:/, '')}"` : ''
    const tag = carrier ?? name
    this.line(`<${tag}${type}${attributes}>${escaped(plain)}</${tag}>`)
  }

  private group(tag: string, content: () => void): void {
    const [name = ''] = tag.split(' ')
    const own = (this.version === 2 ? former[name] : undefined) ?? name
    this.line(`<${own}${tag.slice(name.length)}>`)
    this.depth++
    content()
    this.depth--
    this.line(`</${own}>`)
  }

  private line(text: string): void {
    this.lines.push(`${'  '.repeat(this.depth)}${text}\n`)
  }
}

/** An id of XML begins with no digit and no hyphen; ours never with a low line. */
function xmlId(id: string): string {
  return /^[a-z]/.test(id) ? id : `_${id}`
}

/** Address as `xs:anyURI` takes it, or `undefined` for a file. */
function webAddress(src: string): string | undefined {
  if (!/^https?:\/\//i.test(src) || !URL.canParse(src)) return undefined
  const { href, origin } = new URL(src)
  const path = href.startsWith(origin) ? href.slice(origin.length) : undefined
  // A name or password before the host is nobody's to hand on.
  if (path === undefined) return undefined
  return (
    origin +
    path.replace(/[[\]|\\^`{}"<>]|%(?![\dA-F]{2})/gi, encodeURIComponent)
  )
}
