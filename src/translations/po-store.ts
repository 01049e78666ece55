import {
  type Code,
  type Content,
  type Finding,
  parseLocale,
  type Segment,
  segmentStates,
  type Translation,
  type TranslationUnit,
} from '../model/index.ts'
import { TranslationFileError } from './file-error.ts'
import { fileFinding } from './findings.ts'
import { outerId, readOuterId } from './handed.ts'
import { headerOf, type PoEntry, poHeader, quoted, readEntries } from './po.ts'
import type { ExpectedTranslation } from './read-translation.ts'
import { type Concepts, termsOf } from './terms.ts'
import { parseTagged, printTagged } from './visible-tags.ts'

/** What PO has no place for: a line of JSON, `#. yiwen {…}`, in an entry. */
interface Meta {
  /** Unit: in the first of its entries. */
  unit?: Pick<TranslationUnit, 'kind' | 'name' | 'codes' | 'concepts'>
  state?: Segment['state']
  staleState?: Segment['state']
  space?: string
  origin?: Segment['origin']
  /** Notes that a line of comment can not have. */
  notes?: readonly string[]
  /** Ids, where they are not what the context says. */
  ids?: readonly [unit: string, segment: string]
  /** Contents whose tags do not say all. */
  exact?: {
    source?: Content
    target?: Content
    staleSource?: Content
  }
}

const mark = 'yiwen '

/**
 * Write a translation as a PO file that keeps all of it.
 *
 * People and programs see what {@link printPo} of the same room writes; what PO
 * has no place for (states, who and when, white space) is a comment. What is
 * retired is obsolete (`#~`).
 *
 * @param translation - Translation.
 * @param concepts - Concepts whose words are noted. Default: none.
 * @returns Text of the file.
 */
export function printPoStore(
  translation: Translation,
  concepts: Concepts = new Map(),
): string {
  const entries = [
    ...translation.units.flatMap((unit) =>
      entriesOf(unit, termsIn(unit, translation, concepts), ''),
    ),
    ...translation.retired.flatMap((unit) => entriesOf(unit, [], '#~ ')),
  ]
  return `${[poHeader(translation), ...entries].join('\n\n')}\n`
}

function termsIn(
  unit: TranslationUnit,
  translation: Translation,
  concepts: Concepts,
): string[] {
  return termsOf(unit, concepts, translation).map(
    ({ term, translations, definition }) =>
      `${term} = ${translations.join(' | ') || definition}`.replace(
        /[\r\n]+/g,
        ' ',
      ),
  )
}

function entriesOf(
  unit: TranslationUnit,
  terms: readonly string[],
  prefix: string,
): string[] {
  const { id, kind, name, codes, concepts, segments } = unit
  return segments.map((segment, index) => {
    const { source, target, staleSource, state, staleState } = segment
    const { space, origin, notes } = segment
    const plain = notes.every((note) => isLine(note))
    const context = outerId(id, segment.id)
    const ids = readOuterId(context)
    const exact = {
      ...exactly('source', source),
      ...exactly('target', target),
      ...exactly('staleSource', staleSource),
    }
    const meta: Meta = {
      ...(index === 0
        ? {
            unit: {
              kind,
              ...(name === undefined ? {} : { name }),
              codes,
              concepts,
            },
          }
        : {}),
      ...(ids.unit === id && ids.segment === segment.id
        ? {}
        : { ids: [id, segment.id] as const }),
      state,
      ...(staleState ? { staleState } : {}),
      ...(space === '' ? {} : { space }),
      ...(origin ? { origin } : {}),
      ...(plain ? {} : { notes }),
      ...(Object.keys(exact).length > 0 ? { exact } : {}),
    }
    const fuzzy = target !== undefined && state === 'initial'
    return [
      ...(plain ? notes.map((note) => `# ${note}`) : []),
      ...terms.map((term) => `#. ${term}`),
      `#. ${mark}${JSON.stringify(meta)}`,
      ...(fuzzy ? ['#, fuzzy'] : []),
      ...(staleSource
        ? [`${prefix ? '#~' : '#'}| msgid ${quoted(printTagged(staleSource))}`]
        : []),
      `${prefix}msgctxt ${quoted(context)}`,
      `${prefix}msgid ${quoted(printTagged(source))}`,
      `${prefix}msgstr ${quoted(target ? printTagged(target) : '')}`,
    ].join('\n')
  })
}

function isLine(note: string): boolean {
  return /^\S(?:[^\p{Cc}\p{Cs}]*\S)?$/u.test(note) && !/^[.,:|~]/.test(note)
}

/** A content, where its tags as a file has them do not give it back. */
function exactly(
  name: 'source' | 'target' | 'staleSource',
  content: Content | undefined,
): Meta['exact'] {
  if (content === undefined) return {}
  const shown = printTagged(content)
  const back = parseTagged(shown)
  const isWhole =
    JSON.stringify(back) === JSON.stringify(content) &&
    shown !== '' &&
    !/\p{Cs}/u.test(shown)
  return isWhole ? {} : { [name]: content }
}

/**
 * Read a PO file that {@link printPoStore} wrote, or a program saved since.
 *
 * What somebody translated is `translated` where the comment says no more; what
 * is fuzzy is not used.
 *
 * @param text - Text of the file.
 * @param expected - What it has to be of. Default: anything.
 * @returns Translation and findings; there is none where the file is broken or of
 *   another article or language.
 */
export function readPoStore(
  text: string,
  expected: ExpectedTranslation = {},
): { translation: Translation | undefined; findings: Finding[] } {
  try {
    return { translation: translationOf(text, expected), findings: [] }
  } catch (error) {
    if (!(error instanceof TranslationFileError)) throw error
    return { translation: undefined, findings: [fileFinding(error)] }
  }
}

function translationOf(
  text: string,
  expected: ExpectedTranslation,
): Translation {
  const entries = readEntries(text.replace(/^\uFEFF/, ''))
  const head = entries.find(
    ({ fields }) => fields.get('msgid') === '' && !fields.has('msgctxt'),
  )
  const line = head?.line ?? 1
  const header = headerOf(head?.fields.get('msgstr') ?? '')
  const article = header.get('x-yiwen-article')
  if (!article) throw new TranslationFileError('no-article', line)
  if ((expected.article ?? article) !== article) {
    throw new TranslationFileError('article', line, {
      actual: article,
      expected: expected.article ?? '',
    })
  }
  const localeOf = (
    name: string,
    wanted: Translation['source'] | undefined,
  ): Translation['source'] => {
    const tag = header.get(name) ?? ''
    const locale = parseLocale(tag)
    if (locale && (wanted ?? locale) === locale) return locale
    const said = { actual: tag, expected: wanted ?? '' }
    throw new TranslationFileError(tag ? 'language' : 'no-language', line, {
      ...said,
      actual: tag || name,
    })
  }
  const source = localeOf('x-source-language', expected.source)
  const target = localeOf('language', expected.target)
  const units: Building[] = []
  const retired: Building[] = []
  const seen = new Set<string>()
  for (const entry of entries) {
    if (entry === head) continue
    const { fields, obsolete } = entry
    const key = `${obsolete} ${fields.get('msgctxt')}`
    if (seen.has(key)) {
      const actual = fields.get('msgctxt') ?? ''
      throw new TranslationFileError('id', entry.line, { actual })
    }
    seen.add(key)
    addEntry(entry, obsolete ? retired : units)
  }
  return { article, source, target, units, retired }
}

type Building = TranslationUnit & { segments: Segment[] }

function addEntry(entry: PoEntry, units: Building[]): void {
  const meta = metaOf(entry)
  const { fields } = entry
  const ids = readOuterId(fields.get('msgctxt') ?? '')
  const [unit, id] = meta.ids ?? [ids.unit || 'u', ids.segment]
  let into = units.at(-1)
  if (into?.id !== unit || meta.unit) {
    const {
      kind = 'paragraph',
      name,
      codes = [],
      concepts = [],
    } = meta.unit ?? {}
    into = {
      id: unit,
      kind,
      ...(name === undefined ? {} : { name }),
      codes: codes as readonly Code[],
      segments: [],
      concepts,
    }
    units.push(into)
  }
  into.segments.push(segmentOf(id, entry, meta))
}

function segmentOf(id: string, entry: PoEntry, meta: Meta): Segment {
  const { fields, flags, comments, previous } = entry
  const { exact = {} } = meta
  const given = (
    shown: string | undefined,
    kept: Content | undefined,
  ): Content => {
    // Somebody may have edited what is shown since it was written.
    if (kept && quoted(printTagged(kept)) === quoted(shown ?? '')) return kept
    return parseTagged(shown ?? '')
  }
  const source = given(fields.get('msgid'), exact.source)
  const shown = fields.get('msgstr') ?? fields.get('msgstr[0]') ?? ''
  const hasTarget = shown !== '' || exact.target !== undefined
  const fuzzy = flags.includes('fuzzy')
  const isStale = fuzzy && previous !== undefined
  const said = segmentStates.find((one) => one === meta.state)
  const state =
    !hasTarget || fuzzy
      ? 'initial'
      : said === undefined || said === 'initial'
        ? 'translated'
        : said
  return {
    id,
    source,
    state,
    ...(hasTarget ? { target: given(shown, exact.target) } : {}),
    ...(isStale && hasTarget
      ? {
          staleSource: given(previous, exact.staleSource),
          staleState: meta.staleState ?? 'translated',
        }
      : {}),
    space: meta.space ?? '',
    ...(meta.origin ? { origin: meta.origin } : {}),
    notes: [...(meta.notes ?? []), ...comments],
  }
}

function metaOf({ extracted, line }: PoEntry): Meta {
  const text = extracted.find((one) => one.startsWith(mark))
  if (text === undefined) return {}
  try {
    return JSON.parse(text.slice(mark.length)) as Meta
  } catch {
    const actual = text.slice(0, 40)
    throw new TranslationFileError('malformed', line, { actual })
  }
}
