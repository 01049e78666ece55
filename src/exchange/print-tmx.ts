import { attribute, escaped, writable } from './plain-text.ts'
import {
  type TmxFacts,
  type TmxHeader,
  type TmxInline,
  type TmxSegment,
  type TmxUnit,
  type TmxVariant,
  tmxAttributes,
} from './tmx.ts'

/** What is told while a TMX file is written. */
export interface TmxPrinting {
  /** Called with the name of what can not be carried. Default: nothing. */
  onLeftOut?(what: string): void
}

/**
 * Write a TMX 1.4b file, unit by unit.
 *
 * White space of segments stays as it is; what XML has no way to write is U+FFFD.
 * A unit without variants is left out, as TMX wants one.
 *
 * @param units - Units. They may be made while the file is written.
 * @param header - What is said about all of them; TMX wants seven attributes, and
 *   those that are missing are Yiwen's.
 * @param printing - What is told.
 * @yields Parts of the file: its head, one for each unit, its end.
 */
export function* printTmx(
  units: Iterable<TmxUnit>,
  header: TmxHeader,
  { onLeftOut = () => {} }: TmxPrinting = {},
): Generator<string> {
  const printer = new Printer(onLeftOut)
  yield printer.head(header)
  for (const unit of units) {
    if (unit.variants.length > 0) yield printer.unit(unit)
    else onLeftOut('tu')
  }
  yield '  </body>\n</tmx>\n'
}

const required = {
  creationtool: 'Yiwen',
  creationtoolversion: '0',
  segtype: 'phrase',
  'o-tmf': 'Yiwen',
  adminlang: 'en',
  datatype: 'plaintext',
} as const

/** Attributes of inline elements, as the DTD has them. */
const inlineAttributes: Readonly<Record<string, readonly string[]>> = {
  bpt: ['i', 'x', 'type'],
  ept: ['i'],
  ph: ['x', 'assoc', 'type'],
  it: ['pos', 'x', 'type'],
  hi: ['x', 'type'],
  sub: ['datatype', 'type'],
  ut: ['x'],
}

class Printer {
  private readonly onLeftOut: (what: string) => void

  constructor(onLeftOut: (what: string) => void) {
    this.onLeftOut = onLeftOut
  }

  head(header: TmxHeader): string {
    const attributes = { ...required, ...header.attributes }
    const own = this.attributes(attributes, ['tuid', 'usagecount'])
    const source = this.one('srclang', header.source)
    return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header${source}${own}>
${this.facts(header, '    ')}  </header>
  <body>
`
  }

  unit(unit: TmxUnit): string {
    const { source, attributes, variants } = unit
    const own = this.attributes(attributes, ['adminlang'])
    return `    <tu${this.one('srclang', source)}${own}>
${this.facts(unit, '      ')}${variants
  .map((variant) => this.variant(variant))
  .join('')}    </tu>
`
  }

  private variant(variant: TmxVariant): string {
    const { language, attributes, segment } = variant
    const own = this.attributes(attributes, ['adminlang', 'tuid', 'segtype'])
    const facts = this.facts(variant, '        ')
    return `      <tuv${this.one('xml:lang', language)}${own}>
${facts}        <seg>${this.segment(segment)}</seg>
      </tuv>
`
  }

  private facts({ props, notes }: TmxFacts, indent: string): string {
    let text = ''
    for (const { text: words, language } of notes) {
      text += `${indent}<note${this.one('xml:lang', language)}>${this.text(words)}</note>\n`
    }
    for (const { type, text: words, language } of props) {
      const own = this.one('type', type) + this.one('xml:lang', language)
      text += `${indent}<prop${own}>${this.text(words)}</prop>\n`
    }
    return text
  }

  private segment(segment: TmxSegment): string {
    let text = ''
    for (const part of segment) {
      text += typeof part === 'string' ? this.text(part) : this.inline(part)
    }
    return text
  }

  private inline({ name, attributes, content }: TmxInline): string {
    const names = inlineAttributes[name] ?? []
    const own = names.map((one) => this.one(one, attributes[one])).join('')
    const inner = this.segment(content)
    return inner === ''
      ? `<${name}${own}/>`
      : `<${name}${own}>${inner}</${name}>`
  }

  private attributes(
    values: TmxFacts['attributes'],
    others: readonly string[],
  ): string {
    let text = ''
    for (const name of tmxAttributes) {
      const value = values[name]
      if (value === undefined) continue
      if (others.includes(name)) this.onLeftOut(`@${name}`)
      else text += this.one(name, value)
    }
    return text
  }

  private one(name: string, value: string | undefined): string {
    if (value === undefined) return ''
    return ` ${name}="${attribute(writable(value, this.onLeftOut))}"`
  }

  private text(text: string): string {
    return escaped(writable(text, this.onLeftOut))
  }
}
