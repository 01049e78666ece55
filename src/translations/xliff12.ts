import {
  type Code,
  type Content,
  type Locale,
  parseLocale,
  printContent,
  type Segment,
  type SegmentState,
  type Translation,
  type TranslationUnit,
} from '../model/index.ts'
import { codeIds } from './codes.ts'
import { TranslationFileError } from './file-error.ts'
import type { HandedFile, HandedSegment } from './handed.ts'
import { outerId, readOuterId } from './handed.ts'
import { ContentBuilder, findSplit, inlineText } from './inline.ts'
import { childrenOf, readXml, textIn, type XmlElement } from './read-xml.ts'
import { type Concepts, termsOf } from './terms.ts'
import { xmlAttributes, xmlText } from './xml-text.ts'

const namespace = 'urn:oasis:names:tc:xliff:document:1.2'

/** States of XLIFF 1.2 by ours. */
const states: Readonly<Record<SegmentState, string>> = {
  initial: 'new',
  translated: 'translated',
  reviewed: 'signed-off',
  final: 'final',
}

/**
 * Write a translation as XLIFF 1.2, which most programs of translators read.
 *
 * Each sentence is a `trans-unit`, its marks are `bpt`, `ept` and `ph` with their
 * Markdown in them. A stale translation is an `alt-trans`.
 *
 * @param translation - Translation.
 * @param concepts - Concepts whose words are noted. Default: none.
 * @param options - With `copySource`, a sentence without a translation stands in
 *   its `target`, state `new`, where OmegaT's own filter looks for it. Default: the
 *   `target` is empty.
 * @returns Text of the file.
 *
 * @see {@link https://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html}
 */
export function printXliff12(
  translation: Translation,
  concepts: Concepts = new Map(),
  options: { copySource?: boolean } = {},
): string {
  const { article, source, target, units } = translation
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<xliff xmlns="${namespace}" version="1.2">`,
    `  <file${xmlAttributes({
      original: article,
      'source-language': source,
      'target-language': target,
      datatype: 'plaintext',
    })}>`,
    '    <body>',
  ]
  for (const unit of units) {
    const terms = termsOf(unit, concepts, translation).map(
      ({ term, translations, definition }) =>
        `${term} = ${translations.join(' | ') || definition}`,
    )
    for (const segment of unit.segments) {
      lines.push(...transUnit(unit, segment, terms, options))
    }
  }
  lines.push('    </body>', '  </file>', '</xliff>', '')
  return lines.join('\n')
}

function transUnit(
  unit: TranslationUnit,
  segment: Segment,
  terms: readonly string[],
  { copySource = false }: { copySource?: boolean },
): string[] {
  const { state, source, target, staleSource, notes } = segment
  const approved = state === 'reviewed' || state === 'final'
  const attributes = xmlAttributes({
    id: outerId(unit.id, segment.id),
    restype: `x-${unit.kind}`,
    approved: approved ? 'yes' : 'no',
    'xml:space': 'preserve',
  })
  const print = (content: Content): string => inline(content, unit.codes)
  const usable = target !== undefined && staleSource === undefined
  const there = usable ? target : copySource ? source : []
  return [
    `      <trans-unit${attributes}>`,
    `        <source>${print(source)}</source>`,
    `        <target state="${states[state]}">${print(there)}</target>`,
    ...(target !== undefined && staleSource !== undefined
      ? [
          '        <alt-trans alttranstype="previous-version">',
          `          <source>${print(staleSource)}</source>`,
          `          <target>${print(target)}</target>`,
          '        </alt-trans>',
        ]
      : []),
    ...[...terms, ...notes].map(
      (note, index) =>
        `        <note${index < terms.length ? ' from="glossary"' : ''}>${xmlText(note)}</note>`,
    ),
    '      </trans-unit>',
  ]
}

function inline(content: Content, codes: readonly Code[]): string {
  const split = new Set<string>()
  findSplit(content, split)
  const open = new Set<string>()
  const close = new Set<string>()
  for (const part of content) {
    if (typeof part === 'string') continue
    if ('open' in part) open.add(part.open)
    if ('close' in part) close.add(part.close)
  }
  return content
    .map((part) => {
      if (typeof part === 'string') return xmlText(part)
      const [id = ''] = codeIds([part])
      const code = codes.find((one) => one.id === id)
      const isEnd = 'close' in part
      const data = inlineText(
        (isEnd ? code?.after : code?.before) ?? '',
      ).replace(/<cp [^>]*>/g, '')
      const kind = { id, ctype: `x-${code?.kind ?? 'other'}` }
      if ('ph' in part) return `<ph${xmlAttributes(kind)}>${data}</ph>`
      if (!open.has(id) || !close.has(id)) {
        const pos = isEnd ? 'close' : 'open'
        return `<it${xmlAttributes({ id, pos, ctype: kind.ctype })}>${data}</it>`
      }
      return isEnd
        ? `<ept${xmlAttributes({ id })}>${data}</ept>`
        : `<bpt${xmlAttributes(kind)}>${data}</bpt>`
    })
    .join('')
}

/**
 * Read XLIFF 1.2, also as Trados, memoQ and Phrase write it.
 *
 * @param root - Root of the file.
 * @returns What it says, one for each `file` in it.
 * @throws TranslationFileError when a language is none of ours, or an id is there
 *   twice.
 */
export function readXliff12(root: XmlElement): HandedFile[] {
  return childrenOf(root, 'file').map((file): HandedFile => {
    const { attributes, line } = file
    const segments = transUnits(file).flatMap((unit) => readUnit(unit))
    const ids = new Set<string>()
    for (const { unit, segment, line = 1 } of segments) {
      const id = outerId(unit, segment)
      if (unit !== '' && ids.has(id)) {
        throw new TranslationFileError('id', line, { actual: id })
      }
      ids.add(id)
    }
    return {
      article: attributes.get('original'),
      source: localeOf(attributes.get('source-language'), line),
      target: localeOf(attributes.get('target-language'), line),
      segments,
    }
  })
}

function localeOf(tag: string | undefined, line: number): Locale | undefined {
  if (tag === undefined) return undefined
  const locale = parseLocale(tag)
  if (locale) return locale
  throw new TranslationFileError('language', line, { actual: tag })
}

function transUnits(element: XmlElement): XmlElement[] {
  return childrenOf(element).flatMap((child) =>
    child.name === 'trans-unit'
      ? [child]
      : child.name === 'group' || child.name === 'body'
        ? transUnits(child)
        : [],
  )
}

function readUnit(unit: XmlElement): HandedSegment[] {
  const { attributes, line } = unit
  const [source] = childrenOf(unit, 'source')
  const [target] = childrenOf(unit, 'target')
  if (!source) {
    const actual = '<trans-unit> without <source>'
    throw new TranslationFileError('malformed', line, { actual })
  }
  const [cut] = childrenOf(unit, 'seg-source')
  const id = attributes.get('resname')?.includes('/')
    ? (attributes.get('resname') ?? '')
    : (attributes.get('id') ?? '')
  const notes = childrenOf(unit, 'note')
    .filter((note) => note.attributes.get('from') !== 'glossary')
    .map(textIn)
    .filter((note) => note.trim() !== '')
  const sources = cut ? segmentsIn(cut) : []
  const targets = new Map(
    (target ? segmentsIn(target) : []).map((one) => [mid(one), one]),
  )
  // Programs that cut a sentence in pieces translate the pieces; together they
  // are the sentence.
  const pieces = sources.length > 1 ? sources : []
  const whole = contentOf(source)
  const read = {
    ...readOuterId(id),
    source: whole,
    line,
    ...stateIn(unit, target),
    ...(notes.length > 0 ? { notes } : {}),
  }
  if (!target) return []
  if (pieces.length > 0 && targets.size > 0) {
    if (pieces.some((one) => !hasText(targets.get(mid(one))))) return []
  }
  const content = contentOf(target)
  // A sentence that a program, or we, copied for a translator to write over.
  const isCopy =
    /^(?:new|needs-translation)$/.test(target.attributes.get('state') ?? '') &&
    /\p{Script=Han}/u.test(textIn(target)) &&
    printContent(content) === printContent(whole)
  if (isCopy) return []
  return content.length === 0 ? [] : [{ ...read, target: content }]
}

function hasText(element: XmlElement | undefined): boolean {
  return element !== undefined && textIn(element).trim() !== ''
}

function mid({ attributes }: XmlElement): string {
  return attributes.get('mid') ?? ''
}

function segmentsIn(element: XmlElement): XmlElement[] {
  return element.children.flatMap((child): XmlElement[] => {
    if (typeof child === 'string') return []
    return child.attributes.get('mtype') === 'seg' ? [child] : segmentsIn(child)
  })
}

/** What a file says of how far a translation is, in the words of its program. */
function stateIn(
  unit: XmlElement,
  target: XmlElement | undefined,
): Pick<HandedSegment, 'state' | 'unfinished'> {
  const said = target?.attributes.get('state')
  const own =
    [...unit.attributes].find(([name]) =>
      /^(?:mq:status|m:confirmed|sdl:conf)$/.test(name),
    )?.[1] ?? confirmation(unit)
  if (said === 'final') return { state: 'final' }
  if (said === 'signed-off') return { state: 'reviewed' }
  if (
    /^needs-(?:adaptation|l10n|review-(?:adaptation|l10n))$/.test(said ?? '')
  ) {
    return { unfinished: true }
  }
  if (/^(?:Proofread|ApprovedTranslation|ApprovedSignOff)$/.test(own ?? '')) {
    return { state: 'reviewed' }
  }
  if (/^(?:NotStarted|PartiallyEdited|Draft|Rejected\w*|0)$/.test(own ?? '')) {
    return { unfinished: true }
  }
  return { state: 'translated' }
}

/** Trados keeps it beside the segments; the least sure of them counts. */
function confirmation(unit: XmlElement): string | undefined {
  const found: string[] = []
  const search = (element: XmlElement): void => {
    for (const child of element.children) {
      if (typeof child === 'string') continue
      const conf =
        child.name === 'seg' ? child.attributes.get('conf') : undefined
      if (conf) found.push(conf)
      search(child)
    }
  }
  for (const child of unit.children) {
    if (typeof child !== 'string' && child.name === 'seg-defs') search(child)
  }
  return found.find((one) => /^(?:Draft|Rejected)/.test(one)) ?? found[0]
}

function contentOf(element: XmlElement): Content {
  const builder = new ContentBuilder()
  readInto(element, builder)
  return builder.content
}

function readInto(element: XmlElement, into: ContentBuilder): void {
  for (const child of element.children) {
    if (typeof child === 'string') {
      into.text(child)
      continue
    }
    const { name, attributes } = child
    const id = attributes.get('id') ?? ''
    const pair = attributes.get('rid') ?? id
    if (name === 'g') {
      into.code({ open: id })
      readInto(child, into)
      into.code({ close: id })
    } else if (name === 'x' || name === 'ph') into.code({ ph: id })
    else if (name === 'bpt' || name === 'bx') into.code({ open: pair })
    else if (name === 'ept' || name === 'ex') into.code({ close: pair })
    else if (name === 'it') {
      const isEnd = attributes.get('pos') === 'close'
      into.code(isEnd ? { close: id } : { open: id })
    } else readInto(child, into)
  }
}

/**
 * Read the root of an XLIFF file of any version.
 *
 * @param text - Text of the file.
 * @returns Root and version.
 * @throws TranslationFileError when it is no XLIFF.
 */
export function readXliffRoot(text: string): {
  root: XmlElement
  version: string
} {
  const root = readXml(text)
  const version = root.attributes.get('version') ?? ''
  if (root.name === 'xliff' && /^[12]\./.test(version)) return { root, version }
  const actual = `${root.name} ${version}`.trim()
  throw new TranslationFileError('not-xliff', root.line, { actual })
}
