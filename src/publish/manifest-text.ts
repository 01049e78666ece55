import { InternalError } from '../model/index.ts'
import type { Manifest, ManifestArticle, ManifestFile } from './manifest.ts'

/** Sections of a manifest whose entries are looked up. */
const sections = ['files', 'articles'] as const

type Section = (typeof sections)[number]

/** Entries of a section end where a line has two spaces and a brace. */
const entryEnd = '\n  }'
const entryStart = '\n  "'
const sectionStart: Readonly<Record<Section, string>> = {
  files: '\n "files": {',
  articles: '\n "articles": {',
}
const sectionEnd = '\n }'

/** Bytes that are a string at a time. */
const sliceLength = 1_048_576

/** Where the value of an entry is. */
type Place = readonly [start: number, end: number]

/**
 * A manifest as it was printed. That of a large site has half a million entries: those
 * that are asked for are read, and those that change are printed in their places.
 *
 * The text has to be of `printManifest`, which whoever opens it makes sure of by its
 * hash: no line but those that the layout of JSON makes begins as they do, for a string
 * of JSON has no line end.
 */
export class ManifestText {
  private readonly bytes: Buffer
  private readonly slice: number
  /** Where each section begins and ends. */
  private readonly within: Readonly<Record<Section, Place>>
  private readonly places: Record<Section, Map<string, Place>> = {
    files: new Map(),
    articles: new Map(),
  }

  private constructor(
    bytes: Buffer,
    slice: number,
    within: Readonly<Record<Section, Place>>,
  ) {
    this.bytes = bytes
    this.slice = slice
    this.within = within
  }

  /**
   * Open a manifest.
   *
   * @param bytes - Its text, as it was printed; they are not to change.
   * @param slice - Bytes that are a string at a time, at least. Default: 1 MiB.
   * @returns Manifest; nothing where a build was cut off, or where nothing is published.
   */
  static open(bytes: Buffer, slice = sliceLength): ManifestText | undefined {
    const files = placeOf(bytes, 'files', 0)
    const articles = files && placeOf(bytes, 'articles', files[1])
    if (!files || !articles) return undefined
    // Between the two stands what a build was about to write.
    const between = bytes.toString('latin1', files[1], articles[0])
    return between === `${sectionEnd},${sectionStart.articles}`
      ? new ManifestText(bytes, slice, { files, articles })
      : undefined
  }

  /**
   * Read the files that were made from some sources.
   *
   * @param sources - Paths from the project's folder.
   * @returns Files by path.
   */
  filesFrom(sources: ReadonlySet<string>): Record<string, ManifestFile> {
    const wanted = new Set([...sources].map((one) => JSON.stringify(one)))
    const found: Record<string, ManifestFile> = {}
    const label = '\n   "source": '
    for (const [start, text] of this.slices('files')) {
      let at = text.indexOf(label)
      while (at >= 0) {
        const lineEnd = text.indexOf('\n', at + 1)
        const line = text.slice(at + label.length, lineEnd)
        const source = line.endsWith(',') ? line.slice(0, -1) : line
        if (wanted.has(decode(source))) {
          const entry = text.lastIndexOf(entryStart, at)
          const [path, value] = this.entryAt('files', start + entry)
          found[path] = value as ManifestFile
        }
        at = text.indexOf(label, lineEnd)
      }
    }
    return found
  }

  /**
   * Read some articles.
   *
   * @param paths - Paths from the project's folder.
   * @returns Those that are there.
   */
  articles(paths: ReadonlySet<string>): Record<string, ManifestArticle> {
    const found: Record<string, ManifestArticle> = {}
    const wanted = new Set([...paths].map((one) => JSON.stringify(one)))
    for (const { key, at } of this.articleEntries()) {
      if (!wanted.has(key)) continue
      const [path, value] = this.entryAt('articles', at)
      found[path] = value as ManifestArticle
    }
    return found
  }

  /**
   * Read which editions of each article are published.
   *
   * @returns Ids of editions by path from the project's folder.
   */
  published(): Record<string, readonly string[]> {
    const all: Record<string, readonly string[]> = {}
    // There are few lists, and each many times.
    const lists = new Map<string, readonly string[]>()
    for (const { key, text, start, end } of this.articleEntries()) {
      const lines: string[] = []
      let at = text.indexOf('\n    "', start)
      while (at >= 0 && at < end) {
        const lineEnd = text.indexOf('\n', at + 1)
        // Concepts stand as deep as editions, and are no objects.
        const line = text.slice(at + 5, lineEnd)
        if (line.endsWith('": {')) lines.push(line.slice(0, -': {'.length))
        at = text.indexOf('\n    "', lineEnd)
      }
      const name = lines.join()
      const list = lists.get(name) ?? lines.map((line) => parse(decode(line)))
      lists.set(name, list)
      all[parse(key)] = list
    }
    return all
  }

  /**
   * Print the manifest with other entries in the place of some of its own.
   *
   * @param manifest - Entries, all of which were read from here; what is about to be
   *   written.
   * @returns Pieces of what `printManifest` prints for the whole.
   */
  *print({
    files,
    pending,
    articles,
  }: Manifest): Generator<Uint8Array | string> {
    const changes = [
      ...this.changesOf('files', files),
      ...this.changesOf('articles', articles),
    ]
    const noted = printEntries(pending)
    if (noted !== '') {
      const end = this.within.files[1] + sectionEnd.length
      changes.push([[end, end], `,\n "pending": {${noted}\n }`])
    }
    changes.sort(([[a]], [[b]]) => a - b)
    let done = 0
    for (const [[start, end], value] of changes) {
      yield this.bytes.subarray(done, start)
      yield value
      done = end
    }
    yield this.bytes.subarray(done)
  }

  private changesOf(
    section: Section,
    entries: Readonly<Record<string, unknown>>,
  ): [Place, string][] {
    return Object.entries(entries).map(([path, value]) => {
      const place = this.places[section].get(path)
      if (!place) throw new InternalError(`${path} was not read before.`)
      return [place, printValue(value)]
    })
  }

  /**
   * Cut a section between entries, so that little of it is a string at a time.
   *
   * @returns Offsets, and the bytes from there as a string: offsets in one are those in
   *   the other.
   */
  private *slices(section: Section): Generator<[start: number, text: string]> {
    const { bytes, slice, within } = this
    let [start, end] = within[section]
    while (start < end) {
      const cut = bytes.indexOf(entryEnd, start + slice)
      const to = cut < 0 || cut > end ? end : cut + entryEnd.length
      yield [start, bytes.toString('latin1', start, to)]
      start = to
    }
  }

  /** Articles: key as it is printed, offset, and where the entry is in a slice. */
  private *articleEntries(): Generator<{
    key: string
    at: number
    text: string
    start: number
    end: number
  }> {
    for (const [offset, text] of this.slices('articles')) {
      let start = text.indexOf(entryStart)
      while (start >= 0) {
        const lineEnd = text.indexOf('\n', start + 1)
        const key = decode(text.slice(start + 3, lineEnd - ': {'.length))
        const end = text.indexOf(entryEnd, lineEnd)
        yield { key, at: offset + start, text, start, end }
        start = text.indexOf(entryStart, end)
      }
    }
  }

  /** Read the entry that begins at an offset, and remember where it is. */
  private entryAt(section: Section, at: number): [string, unknown] {
    const { bytes } = this
    const lineEnd = bytes.indexOf('\n', at + 1)
    const start = lineEnd - 1
    const key = bytes.toString('utf8', at + 3, lineEnd - ': {'.length)
    const path = parse(key)
    const end = bytes.indexOf(entryEnd, start) + entryEnd.length
    this.places[section].set(path, [start, end])
    return [path, JSON.parse(bytes.toString('utf8', start, end))]
  }
}

function placeOf(
  bytes: Buffer,
  section: Section,
  from: number,
): Place | undefined {
  const label = sectionStart[section]
  const at = bytes.indexOf(label, from)
  if (at < 0) return undefined
  const start = at + label.length
  const end = bytes.indexOf(sectionEnd, start)
  return end < 0 ? undefined : [start, end]
}

/** Text of bytes that are a string. */
function decode(bytes: string): string {
  return isAscii.test(bytes) ? bytes : Buffer.from(bytes, 'latin1').toString()
}

const isAscii = /^[\0-\x7f]*$/

/** Read a string of JSON. */
function parse(json: string): string {
  // Hardly any path needs more than its quotes taken off.
  return json.includes('\\') ? (JSON.parse(json) as string) : json.slice(1, -1)
}

/**
 * Print the value of an entry.
 *
 * @param value - Anything JSON can say.
 */
export function printValue(value: unknown): string {
  // A string of JSON has no line end of its own.
  return JSON.stringify(value, undefined, 1).replaceAll('\n', '\n  ')
}

/**
 * Print the entries of a section in order.
 *
 * @param entries - Entries by path.
 */
export function printEntries(
  entries: Readonly<Record<string, unknown>>,
): string {
  return Object.keys(entries)
    .sort()
    .map((path) => `\n  ${JSON.stringify(path)}: ${printValue(entries[path])}`)
    .join()
}
