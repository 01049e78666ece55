import { ExchangeError } from './exchanged.ts'
import { scanXml } from './scan-xml.ts'
import {
  type TmxAttribute,
  type TmxHeader,
  type TmxInline,
  type TmxInlineName,
  type TmxNote,
  type TmxProp,
  type TmxUnit,
  tmxAttributes,
  tmxInlineNames,
} from './tmx.ts'

/** What is told while a TMX file is read. */
export interface TmxReading {
  /** Called with the header, before the first unit is given. Default: nothing. */
  onHeader?(header: TmxHeader): void
  /** Called with the name of what is left out. Default: nothing. */
  onLeftOut?(what: string): void
}

/**
 * Read the units of a TMX file (LISA OSCAR, versions 1.1 to 1.4b), one by one.
 *
 * Text and white space of segments stay as they are. Only the unit being read is
 * held in memory.
 *
 * @param source - Bytes in UTF-8 or, with a byte order mark, UTF-16.
 * @param reading - What is told.
 * @yields Units, in order.
 * @throws ExchangeError when the file is broken, refused or no TMX.
 */
export async function* readTmx(
  source: AsyncIterable<Uint8Array | string>,
  reading: TmxReading = {},
): AsyncGenerator<TmxUnit> {
  const reader = new Reader(reading)
  for await (const _ of scanXml(source, reader)) {
    const found = reader.take()
    for (const unit of found) yield unit
  }
}

type Attributes = Readonly<Record<string, string>>

interface Grown {
  attributes: Partial<Record<TmxAttribute, string>>
  props: TmxProp[]
  notes: TmxNote[]
}

type GrownUnit = Grown & { line: number; source: string; variants: Variant[] }
type Variant = Grown & { language: string; segment: (string | TmxInline)[] }

const known: ReadonlySet<string> = new Set(tmxAttributes)
const inlines: ReadonlySet<string> = new Set(tmxInlineNames)

/** Elements that hold the others, and say nothing themselves. */
const frames: ReadonlySet<string> = new Set(['tmx', 'body', 'seg'])

/** What an element counts for, in characters. */
const weight = 100

class Reader {
  private readonly reading: TmxReading
  private found: TmxUnit[] = []
  private size = 0
  private depth = 0
  /** Depth of an element that is left out with all that is in it; 0: none. */
  private skipped = 0
  private header: (Grown & { source: string }) | undefined
  private headed = false
  private unit: GrownUnit | undefined
  private variant: Variant | undefined
  /** Contents of the segment and the inline elements that are open. */
  private readonly contents: (string | TmxInline)[][] = []
  /** Note or property that is open. */
  private fact: { type?: string; text: string; language?: string } | undefined

  constructor(reading: TmxReading) {
    this.reading = reading
  }

  take(): readonly TmxUnit[] {
    const { found } = this
    this.found = []
    return found
  }

  held(): number {
    return this.size
  }

  onOpen(
    { name, attributes }: { name: string; attributes: Attributes },
    line: number,
  ): void {
    this.size += weight
    if (this.depth++ === 0 && name !== 'tmx') {
      throw new ExchangeError('not-tmx', line)
    }
    if (this.skipped > 0) return
    const content = this.contents.at(-1)
    if (content) {
      if (!inlines.has(name)) {
        this.skip(name)
        return
      }
      const inline: TmxInline & { content: (string | TmxInline)[] } = {
        name: name as TmxInlineName,
        attributes: { ...attributes },
        content: [],
      }
      content.push(inline)
      this.contents.push(inline.content)
    } else if (name === 'seg' && this.variant) {
      this.contents.push(this.variant.segment)
    } else if (name === 'tuv' && this.unit) {
      const language = languageOf(attributes) ?? ''
      this.variant = { language, segment: [], ...this.facts(attributes) }
    } else if (this.fact) {
      this.skip(name)
    } else if (name === 'tu' && !this.unit) {
      const said = attributes['srclang']
      const source = said ?? this.header?.source ?? '*all*'
      const facts = this.facts(attributes)
      this.unit = { line, source, variants: [], ...facts }
    } else if (name === 'note' || name === 'prop') {
      const language = languageOf(attributes)
      const type = name === 'prop' ? (attributes['type'] ?? '') : undefined
      this.fact = {
        text: '',
        ...(type === undefined ? {} : { type }),
        ...(language === undefined ? {} : { language }),
      }
    } else if (name === 'header' && !this.header) {
      const source = attributes['srclang'] ?? '*all*'
      this.header = { source, ...this.facts(attributes) }
    } else if (!frames.has(name)) this.skip(name)
  }

  onText(text: string): void {
    if (this.skipped > 0) return
    const content = this.contents.at(-1)
    if (content) {
      this.size += text.length
      const last = content.length - 1
      const before = content[last]
      if (typeof before === 'string') content[last] = before + text
      else content.push(text)
    } else if (this.fact) {
      this.size += text.length
      this.fact.text += text
    }
  }

  onClose(): void {
    const depth = this.depth--
    if (this.skipped > 0) {
      if (this.skipped === depth) this.skipped = 0
      if (!this.unit) this.size = 0
    } else if (this.contents.length > 0) this.contents.pop()
    else if (this.fact) this.closeFact(this.fact)
    else if (this.variant) {
      this.unit?.variants.push(this.variant)
      this.variant = undefined
    } else if (this.unit) {
      this.found.push(this.unit)
      this.unit = undefined
      this.size = 0
    } else if (this.header && !this.headed) {
      this.headed = true
      this.reading.onHeader?.(this.header)
      this.size = 0
    }
  }

  private closeFact(fact: { type?: string; text: string; language?: string }) {
    const owner = this.variant ?? this.unit ?? this.header
    const { type, ...note } = fact
    if (type === undefined) owner?.notes.push(note)
    else owner?.props.push({ type, ...note })
    this.fact = undefined
  }

  private skip(name: string): void {
    this.skipped = this.depth
    this.reading.onLeftOut?.(name.slice(0, 40))
  }

  private facts(attributes: Attributes): Grown {
    const own: Partial<Record<TmxAttribute, string>> = {}
    for (const name in attributes) {
      const value = attributes[name]
      if (value === undefined) continue
      if (known.has(name)) own[name as TmxAttribute] = value
      else if (!/^(?:xml:lang|lang|srclang|version|xmlns.*)$/.test(name)) {
        this.reading.onLeftOut?.(`@${name.slice(0, 40)}`)
      }
    }
    return { attributes: own, props: [], notes: [] }
  }
}

/** TMX 1.1 to 1.3 had `lang` too. */
function languageOf(attributes: Attributes): string | undefined {
  return attributes['xml:lang'] ?? attributes['lang']
}
