/**
 * Entries of a translation memory as TMX, and back.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type {
  TmxInline,
  TmxProp,
  TmxSegment,
  TmxUnit,
} from '../exchange/index.ts'
import type { MemoryEntry } from '../memory/index.ts'
import {
  type Content,
  type Inline,
  type Locale,
  parseLocale,
  type SegmentOrigin,
  segmentStates,
  textOf,
} from '../model/index.ts'

/** Names of the properties that TMX has no attribute for. */
const props = {
  state: 'x-yiwen-state',
  previous: 'x-yiwen-previous',
  next: 'x-yiwen-next',
  article: 'x-yiwen-article',
  unit: 'x-yiwen-unit',
  segment: 'x-yiwen-segment',
  origin: 'x-yiwen-origin',
} as const

/** What tags mean: a file has few of them, and each a million times. */
const tags = new Map<string, Locale | undefined>()

function localeOf(tag: string): Locale | undefined {
  if (tags.has(tag)) return tags.get(tag)
  const locale = parseLocale(tag)
  if (tags.size < 1000) tags.set(tag, locale)
  return locale
}

/**
 * Read the entries of a TMX unit.
 *
 * Each variant in one of our languages is a translation of the source language's;
 * where any may be the source (`*all*`), of each other. `bpt` and `ept` are the ends
 * of a mark, so are `it`s that say which; `ph` and `ut` stand alone; `hi` is its text.
 *
 * @param unit - Unit.
 * @param options - Name of the file, and what counts what is left out.
 * @yields Entries.
 */
export function* entriesOfTmx(
  unit: TmxUnit,
  { name, onLeftOut }: { name: string; onLeftOut(what: string): void },
): Generator<MemoryEntry> {
  const ids = new Map<string, string>()
  const sides = new Map<Locale, Content>()
  for (const { language, segment } of unit.variants) {
    const locale = localeOf(language)
    if (!locale) onLeftOut(language.slice(0, 40) || 'tuv')
    else if (sides.has(locale)) onLeftOut('tuv')
    else {
      const content = contentOf(segment, ids, onLeftOut)
      if (textOf(content).trim() !== '') sides.set(locale, content)
    }
  }
  const from = localeOf(unit.source)
  const facts = factsOf(unit, name)
  for (const [sourceLocale, source] of sides) {
    if (unit.source !== '*all*' && sourceLocale !== from) continue
    for (const [targetLocale, target] of sides) {
      if (targetLocale === sourceLocale) continue
      yield { source, sourceLocale, target, targetLocale, ...facts }
    }
  }
}

function factsOf(
  unit: TmxUnit,
  name: string,
): Omit<MemoryEntry, 'source' | 'sourceLocale' | 'target' | 'targetLocale'> {
  const { attributes } = unit
  const of = (type: string): string | undefined =>
    unit.props.find((prop) => prop.type === type)?.text
  const previous = of(props.previous)
  const next = of(props.next)
  const created = fromTmxDate(attributes.creationdate)
  const modified = fromTmxDate(attributes.changedate)
  const lastUsed = fromTmxDate(attributes.lastusagedate)
  const usage = Number(attributes.usagecount)
  const said = of(props.state)
  return {
    state: segmentStates.find((state) => state === said) ?? 'translated',
    origin: originOf(of(props.origin)) ?? { by: 'import', name },
    ...(previous === undefined && next === undefined
      ? {}
      : {
          context: {
            ...(previous === undefined ? {} : { previous }),
            ...(next === undefined ? {} : { next }),
          },
        }),
    ...given('article', of(props.article)),
    ...given('unit', of(props.unit)),
    ...given('segment', of(props.segment)),
    ...given('created', created),
    ...given('modified', modified),
    ...given('lastUsed', lastUsed),
    ...(Number.isSafeInteger(usage) && usage > 0 ? { usage } : {}),
  }
}

function given<Key extends string>(
  key: Key,
  value: string | undefined,
): Partial<Record<Key, string>> {
  return value === undefined ? {} : ({ [key]: value } as Record<Key, string>)
}

function originOf(text: string | undefined): SegmentOrigin | undefined {
  if (text === undefined) return undefined
  const [by, name, at] = text.split('\t')
  const makers = ['person', 'tm', 'engine', 'adopt', 'import'] as const
  const maker = makers.find((one) => one === by)
  return maker && { by: maker, ...given('name', name), ...given('at', at) }
}

/** Content of a segment; codes that match (`x`, or by their order) have one id. */
function contentOf(
  segment: TmxSegment,
  ids: Map<string, string>,
  onLeftOut: (what: string) => void,
): Content {
  const parts: Inline[] = []
  const open = new Map<string | undefined, string>()
  let marks = 0
  let alone = 0
  const idOf = (key: string): string => {
    const known = ids.get(key)
    if (known !== undefined) return known
    const id = String(ids.size + 1)
    ids.set(key, id)
    return id
  }
  const markOf = ({ attributes }: TmxInline): string =>
    idOf(`mark ${attributes['x'] ?? `#${marks++}`}`)
  const add = (list: TmxSegment): void => {
    for (const part of list) {
      if (typeof part === 'string') {
        const last = parts.at(-1)
        if (typeof last === 'string') parts[parts.length - 1] = last + part
        else if (part !== '') parts.push(part)
        continue
      }
      const { name, attributes, content } = part
      if (name === 'hi') {
        onLeftOut('hi')
        add(content)
      } else if (name === 'bpt') {
        const id = markOf(part)
        open.set(attributes['i'], id)
        parts.push({ open: id })
      } else if (name === 'ept') {
        parts.push({ close: open.get(attributes['i']) ?? markOf(part) })
      } else if (name === 'it' && attributes['pos'] === 'begin') {
        parts.push({ open: markOf(part) })
      } else if (name === 'it' && attributes['pos'] === 'end') {
        parts.push({ close: markOf(part) })
      } else parts.push({ ph: idOf(`ph ${attributes['x'] ?? `#${alone++}`}`) })
    }
  }
  add(segment)
  return parts
}

/**
 * Write an entry as a TMX unit.
 *
 * @param entry - Entry.
 * @returns Unit, with a variant for each of its sides.
 */
export function tmxOfEntry(entry: MemoryEntry): TmxUnit {
  const { state, context = {}, article, unit, segment, origin } = entry
  const said: readonly [keyof typeof props, string | undefined][] = [
    ['state', state],
    ['previous', context.previous],
    ['next', context.next],
    ['article', article],
    ['unit', unit],
    ['segment', segment],
    ['origin', origin && printOrigin(origin)],
  ]
  const created = toTmxDate(entry.created)
  const modified = toTmxDate(entry.modified)
  const lastUsed = toTmxDate(entry.lastUsed)
  const usage = entry.usage === undefined ? undefined : String(entry.usage)
  const none = { attributes: {}, props: [], notes: [] }
  return {
    line: 0,
    source: entry.sourceLocale,
    attributes: {
      ...given('usagecount', usage),
      ...given('creationdate', created),
      ...given('changedate', modified),
      ...given('lastusagedate', lastUsed),
    },
    props: said.flatMap(([key, text]): TmxProp[] =>
      text === undefined ? [] : [{ type: props[key], text }],
    ),
    notes: [],
    variants: [
      {
        language: entry.sourceLocale,
        segment: tmxOfContent(entry.source),
        ...none,
      },
      {
        language: entry.targetLocale,
        segment: tmxOfContent(entry.target),
        ...none,
      },
    ],
  }
}

function printOrigin({ by, name, at }: SegmentOrigin): string {
  const parts = [by, name ?? '', at ?? ''].map((part) =>
    part.replace(/\s+/g, ' '),
  )
  return parts.join('\t').trimEnd()
}

function tmxOfContent(content: Content): TmxSegment {
  const opened = new Set<string>()
  const paired = new Set<string>()
  for (const part of content) {
    if (typeof part === 'string') continue
    if ('open' in part) opened.add(part.open)
    if ('close' in part && opened.has(part.close)) paired.add(part.close)
  }
  return content.map((part): string | TmxInline => {
    if (typeof part === 'string') return part
    if ('ph' in part) return code('ph', { x: part.ph })
    const id = 'open' in part ? part.open : part.close
    if (paired.has(id)) {
      return 'open' in part
        ? code('bpt', { i: id, x: id })
        : code('ept', { i: id })
    }
    return code('it', { pos: 'open' in part ? 'begin' : 'end', x: id })
  })
}

function code(
  name: TmxInline['name'],
  attributes: Readonly<Record<string, string>>,
): TmxInline {
  return { name, attributes, content: [] }
}

const tmxDate = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/

function fromTmxDate(date: string | undefined): string | undefined {
  const [all, ...parts] = tmxDate.exec(date ?? '') ?? []
  if (all === undefined) return undefined
  const [year, month, day, hour, minute, second] = parts
  return `${year}-${month}-${day}T${hour}:${minute}:${second}Z`
}

function toTmxDate(date: string | undefined): string | undefined {
  if (date === undefined) return undefined
  const time = Date.parse(date)
  if (Number.isNaN(time)) return undefined
  const iso = new Date(time).toISOString()
  return `${iso.slice(0, 19).replace(/[-:]/g, '')}Z`
}
