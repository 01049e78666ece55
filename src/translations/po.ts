import {
  parseLocale,
  type Segment,
  type Translation,
  type TranslationUnit,
} from '../model/index.ts'
import { TranslationFileError } from './file-error.ts'
import {
  type HandedFile,
  type HandedSegment,
  outerId,
  readOuterId,
} from './handed.ts'
import { type Concepts, termsOf } from './terms.ts'
import { parseTagged, printTagged } from './visible-tags.ts'

/**
 * Write a translation as a PO file of gettext.
 *
 * A sentence's ids are its context, codes are tags as `<1>`. A stale translation
 * is fuzzy, with the sentence it was made from.
 *
 * @param translation - Translation.
 * @param concepts - Concepts whose words are noted. Default: none.
 * @returns Text of the file.
 *
 * @see {@link https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html}
 */
export function printPo(
  translation: Translation,
  concepts: Concepts = new Map(),
): string {
  const { units } = translation
  const entries = units.flatMap((unit) => {
    const terms = termsOf(unit, concepts, translation).map(
      ({ term, translations, definition }) =>
        `${term} = ${translations.join(' | ') || definition}`,
    )
    return unit.segments.map((segment) => entryOf(unit, segment, terms))
  })
  return `${[poHeader(translation), ...entries].join('\n\n')}\n`
}

/** Write the header of a PO file: an entry without an id. */
export function poHeader({
  article,
  source,
  target,
  units,
}: Translation): string {
  const latest = units
    .flatMap(({ segments }) => segments.map(({ origin }) => origin?.at ?? ''))
    .sort()
    .at(-1)
  const revision = latest
    ? `${latest.slice(0, 16).replace('T', ' ')}+0000`
    : '2000-01-01 00:00+0000'
  const header = [
    `Project-Id-Version: ${article}`,
    `PO-Revision-Date: ${revision}`,
    `Last-Translator: Yiwen <noreply@example.com>`,
    `Language-Team: ${target.replace('-', '_')}`,
    `Language: ${target.replace('-', '_')}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    `X-Source-Language: ${source.replace('-', '_')}`,
    `X-Yiwen-Article: ${article}`,
  ]
  return [
    'msgid ""',
    'msgstr ""',
    ...header.map((line) => quoted(`${line}\n`)),
  ].join('\n')
}

function entryOf(
  unit: TranslationUnit,
  segment: Segment,
  terms: readonly string[],
): string {
  const { source, target, staleSource, notes } = segment
  const lines = [...terms, ...notes].flatMap((note) =>
    note.split(/[\r\n]+/).map((line) => `#. ${line}`),
  )
  if (staleSource) {
    lines.push('#, fuzzy', `#| msgid ${quoted(printTagged(staleSource))}`)
  }
  lines.push(
    `msgctxt ${quoted(outerId(unit.id, segment.id))}`,
    `msgid ${quoted(printTagged(source))}`,
    `msgstr ${quoted(target ? printTagged(target) : '')}`,
  )
  return lines.join('\n')
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
}

/** Write a text as PO does, in one line. */
export function quoted(text: string): string {
  const escaped = text
    .replace(/[\\"\n\r\t]/g, (character) => escapes[character] ?? '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .replace(/[\u0000-\u001F\u007F]/g, (character) => {
      return `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
    })
  return `"${escaped}"`
}

/** Entry as it stands in the file. */
export interface PoEntry {
  line: number
  flags: string[]
  /** Comments of people. */
  comments: string[]
  /** Comments of programs: `#.`. */
  extracted: string[]
  /** What it was made from, where it is fuzzy. */
  previous?: string
  fields: Map<string, string>
  obsolete: boolean
}

/**
 * Read a PO file.
 *
 * @param text - Text of the file.
 * @returns What it says; entries without a translation are left out, and fuzzy
 *   ones are not done.
 * @throws TranslationFileError when it is malformed or has an id twice.
 */
export function readPo(text: string): HandedFile {
  const entries = readEntries(text.replace(/^\uFEFF/, ''))
  const head = entries.find(
    ({ fields }) => fields.get('msgid') === '' && !fields.has('msgctxt'),
  )
  const header = headerOf(head?.fields.get('msgstr') ?? '')
  const charset = /charset=([\w-]+)/i.exec(
    header.get('content-type') ?? '',
  )?.[1]
  if (charset && !/^utf-?8$/i.test(charset)) {
    throw new TranslationFileError('encoding', head?.line ?? 1, {
      actual: charset,
    })
  }
  const localeOf = (name: string) => {
    const tag = header.get(name)
    if (!tag) return undefined
    const locale = parseLocale(tag)
    if (locale) return locale
    const line = head?.line ?? 1
    throw new TranslationFileError('language', line, { actual: tag })
  }
  const ids = new Set<string>()
  const segments = entries.flatMap((entry): HandedSegment[] => {
    const { fields, flags, comments, line, obsolete } = entry
    const source = fields.get('msgid') ?? ''
    const target = fields.get('msgstr') ?? fields.get('msgstr[0]') ?? ''
    if (entry === head || obsolete || source === '') return []
    const context = fields.get('msgctxt') ?? ''
    if (context !== '' && ids.has(context)) {
      throw new TranslationFileError('id', line, { actual: context })
    }
    ids.add(context)
    if (target === '') return []
    return [
      {
        ...readOuterId(context),
        source: parseTagged(source),
        target: parseTagged(target),
        line,
        ...(flags.includes('fuzzy')
          ? { unfinished: true }
          : { state: 'translated' as const }),
        ...(comments.length > 0 ? { notes: comments } : {}),
      },
    ]
  })
  return {
    article: header.get('x-yiwen-article'),
    source: localeOf('x-source-language'),
    target: localeOf('language'),
    segments,
  }
}

/** Read the fields of a header, by their names in small letters. */
export function headerOf(text: string): Map<string, string> {
  return new Map(
    text.split('\n').flatMap((line) => {
      const at = line.indexOf(':')
      if (at < 0) return []
      const name = line.slice(0, at).trim().toLowerCase()
      return [[name, line.slice(at + 1).trim()] as const]
    }),
  )
}

/** Cut a PO file into its entries. */
export function readEntries(text: string): PoEntry[] {
  const entries: PoEntry[] = []
  let entry: PoEntry | undefined
  let field: string | undefined
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = index + 1
    let rest = raw.trim()
    if (rest === '') {
      // Programs leave a blank line between entries, and nowhere else.
      entry = undefined
      field = undefined
      continue
    }
    const obsolete = rest.startsWith('#~')
    if (obsolete) rest = rest.slice(2).trim()
    const starts = rest.startsWith('#') || /^msg(?:ctxt|id)\s/.test(rest)
    if (!entry || (starts && entry.fields.has('msgstr'))) {
      entry = {
        line,
        flags: [],
        comments: [],
        extracted: [],
        fields: new Map(),
        obsolete,
      }
      entries.push(entry)
      field = undefined
    }
    entry.obsolete ||= obsolete
    if (rest.startsWith('#') || rest.startsWith('|')) {
      const before = /^#?\|\s*msgid\s+"((?:[^"\\]|\\.)*)"$/.exec(rest)?.[1]
      if (before !== undefined) entry.previous = unescaped(before)
      if (rest.startsWith('#.')) entry.extracted.push(rest.slice(2).trim())
      if (rest.startsWith('#,')) {
        entry.flags.push(
          ...rest
            .slice(2)
            .split(',')
            .map((one) => one.trim()),
        )
      } else if (/^# /.test(rest)) entry.comments.push(rest.slice(2).trim())
      continue
    }
    const match =
      /^(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?"((?:[^"\\]|\\.)*)"$/.exec(
        rest,
      )
    const [, name, value] = match ?? []
    if (value === undefined || (name === undefined && field === undefined)) {
      throw new TranslationFileError('malformed', line, {
        actual: rest.slice(0, 40),
      })
    }
    if (name !== undefined) {
      if (entry.fields.has(name)) {
        throw new TranslationFileError('malformed', line, { actual: name })
      }
      field = name
      entry.line = name === 'msgid' ? line : entry.line
    }
    const key = field ?? ''
    entry.fields.set(key, (entry.fields.get(key) ?? '') + unescaped(value))
  }
  return entries
}

function unescaped(text: string): string {
  return text.replace(
    /\\(?:([0-7]{1,3})|x([\da-fA-F]{1,2})|(.))/g,
    (_, octal?: string, hex?: string, one?: string) => {
      if (octal) return String.fromCharCode(Number.parseInt(octal, 8))
      if (hex) return String.fromCharCode(Number.parseInt(hex, 16))
      const known: Record<string, string> = { n: '\n', t: '\t', r: '\r' }
      return known[one ?? ''] ?? one ?? ''
    },
  )
}
