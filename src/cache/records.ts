import { createHash } from 'node:crypto'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { KeptLines } from './kept-lines.ts'
import {
  type LinePlaces,
  type PlacedLines,
  placeWidth,
  readPart,
  readPlace,
} from './line-places.ts'
import {
  headLength,
  readSealed,
  readSealedNow,
  sealOf,
  writeSealed,
} from './sealed-file.ts'
import { numberOf } from './sorted-names.ts'
import { type Slot, Spool } from './spool.ts'
import { sameStamp, stampOf } from './stamp.ts'
import { mayContain } from './word-filter.ts'

/** Parts of a record, each JSON of its own, so that each can be read alone. */
const partNames = ['summary', 'report', 'files', 'impact'] as const

/** Name of a part of a record. */
export type PartName = (typeof partNames)[number]

/** What a glossary was used for, and the parts that came from it. */
const uses = {
  editions: ['summary', 'report', 'files'],
  impact: ['impact'],
} as const satisfies Record<string, readonly PartName[]>

type Use = keyof typeof uses

/** Who claims each word of a glossary, in any form that two can be compared in. */
export type Claims = ReadonlyMap<string, string>

/** Digests of what a record was made of, by name. */
export type Inputs = Readonly<Record<string, string>>

interface Head {
  version: 1
  /** What made the records. */
  code: string
  /** Digest of the claims under which each use's parts were made. */
  claims: Partial<Record<Use, string>>
  /** SHA-256 of the filters of these records. */
  filters: string
}

interface Shard {
  head: Head
  /**
   * Bytes as they were kept, and where their lines begin; `placed` where nothing was
   * read, for it is known where each line is; nothing once all lines were found.
   */
  unread: { content: Buffer; start: number } | 'placed' | undefined
  /** By article: inputs and parts, each JSON, with tabs between them. */
  lines: KeptLines
  /**
   * By article: its filter in base64 where it came since, nothing where it went. Those
   * that were kept are read where they are wanted, and let go of: of a large project
   * they are more than all else.
   */
  filters: Map<string, Slot | undefined>
  isChanged: boolean
  /** Why it holds nothing that was kept before. */
  lost: 'code' | 'damage' | undefined
}

const shardNames = '0123456789abcdef'

/** Lines of a shard that are read alone, however few there are. */
const fewLines = 64

/** Bytes in which the head of a shard ends. */
const mostHead = 4096

/**
 * Open the records of articles.
 *
 * @param folder - Folder they are kept in.
 * @param code - What makes records now; those of anything else are dropped.
 * @param reads - Whether what was kept is read. Default: `true`.
 * @param placed - Where the lines of all articles are. A file that has its stamp is not
 *   read before more is asked of it than a line. Default: not known.
 * @returns Records.
 */
export async function openRecords(
  folder: string,
  code: string,
  reads = true,
  placed?: PlacedLines,
): Promise<ArticleRecords> {
  const spool = new Spool(folder)
  const shards = await Promise.all(
    Array.from(shardNames, (_, number) =>
      openShard({ folder, number, code, reads, spool, placed }),
    ),
  )
  return new Records({ folder, code, shards, spool, placed })
}

/** Records of articles, kept from build to build. */
export interface ArticleRecords {
  /** What an article's record was made of; none where there is no record. */
  inputsOf(path: string): Inputs | undefined
  /** Whether an article's record has a part. */
  has(path: string, name: PartName): boolean
  /** Read a part of an article's record; none where it is missing. */
  part(path: string, name: PartName): unknown
  /** Read a part of an article's record as it was when records were opened. */
  partBefore(path: string, name: PartName): unknown
  /**
   * Why there is no record of an article, or no part of it: all were dropped, or a
   * word of it changed hands.
   */
  lossOf(path: string): 'code' | 'damage' | readonly string[] | undefined
  /**
   * Drop what another glossary would have made otherwise.
   *
   * @param claims - Who claims each word now, by what the glossary is used for.
   */
  useClaims(claims: Partial<Record<Use, Claims>>): Promise<void>
  /**
   * Keep a record, in place of the one before.
   *
   * @param path - Article.
   * @param inputs - What it was made of.
   * @param filter - Which words may stand in it.
   * @param parts - Parts; anything JSON can say.
   */
  put(
    path: string,
    inputs: Inputs,
    filter: Uint8Array,
    parts: Partial<Record<PartName, unknown>>,
  ): Promise<void>
  /** Keep a part of a record that is there. */
  putPart(path: string, name: PartName, value: unknown): void
  /** Drop the record of an article. */
  drop(path: string): Promise<void>
  /** Drop the records of all other articles. */
  dropOthers(paths: readonly string[]): Promise<void>
  /** Write what changed. */
  save(): Promise<void>
  /** Whether nothing that was kept before was lost when records were opened. */
  areWhole(): boolean
  /** Tell what is on the disk from anything else that could be. */
  seals(): Promise<readonly (string | undefined)[]>
  /**
   * Find out where the lines of records are, as they were saved.
   *
   * @param paths - All articles, in the order of their code units.
   * @param before - Where they were, for the same articles: what is in a file that has
   *   its stamp yet is there. Default: not known.
   * @returns Places; nothing where an article has no record, or a file is damaged.
   */
  places(paths: readonly string[], before?: LinePlaces): LinePlaces | undefined
}

class Records implements ArticleRecords {
  private readonly folder: string
  private readonly code: string
  private readonly placed: PlacedLines | undefined
  /** By shard: how many of its lines were read alone, and how many may be. */
  private readonly asked: number[] = []
  private readonly mostAsked: number
  /** Line that was read alone last. */
  private last: { path: string; line: Buffer } | undefined
  /** Shards, whose lines may not be read yet. */
  private readonly all: readonly Shard[]
  /** What this build made, which is not asked for until it is written. */
  private readonly spool: Spool
  private readonly losses = new Map<string, readonly string[]>()
  private readonly claims = new Map<string, Claims>()

  constructor({
    folder,
    code,
    shards,
    spool,
    placed,
  }: {
    folder: string
    code: string
    shards: readonly Shard[]
    spool: Spool
    placed: PlacedLines | undefined
  }) {
    this.folder = folder
    this.code = code
    this.all = shards
    this.spool = spool
    this.placed = placed
    const lines = (placed?.paths.length ?? 0) / shardNames.length
    this.mostAsked = Math.max(fewLines, lines / 4)
  }

  inputsOf(path: string): Inputs | undefined {
    const line = this.lineOf(path)
    return line && (parseColumn(line, 0) as Inputs)
  }

  has(path: string, name: PartName): boolean {
    if (name === 'report' && this.placeOf(path)) return true
    const line = this.shardOf(path).lines.get(path)
    if (!line) return false
    const [start, end] = columnAt(line, 1 + partNames.indexOf(name))
    return start < end
  }

  part(path: string, name: PartName): unknown {
    const line = this.lineOf(path)
    return line && parseColumn(line, 1 + partNames.indexOf(name))
  }

  partBefore(path: string, name: PartName): unknown {
    const line = this.placedLine(path) ?? this.shardOf(path).lines.before(path)
    return line && parseColumn(line, 1 + partNames.indexOf(name))
  }

  lossOf(path: string): 'code' | 'damage' | readonly string[] | undefined {
    return this.losses.get(path) ?? this.shardOf(path).lost
  }

  async useClaims(claims: Partial<Record<Use, Claims>>): Promise<void> {
    const changes = new Map<string, readonly string[] | undefined>()
    const given = Object.entries(claims).map(([use, one]) => {
      const digest = digestOf(printClaims(one))
      this.claims.set(digest, one)
      return { use: use as Use, claims: one, digest }
    })
    for (const [at, shard] of this.all.entries()) {
      const known = this.headOf(shard, at).claims
      if (given.every(({ use, digest }) => known[use] === digest)) continue
      this.read(shard, at)
      let filters: KeptLines | undefined
      for (const { use, claims, digest } of given) {
        const before = shard.head.claims[use]
        if (before === digest) continue
        shard.head.claims[use] = digest
        if (shard.lines.size === 0) continue
        shard.isChanged = true
        const change = `${before} ${digest}`
        if (before !== undefined && !changes.has(change)) {
          const old = await this.readClaims(before)
          changes.set(change, old && changedWords(old, claims))
        }
        const words = before === undefined ? undefined : changes.get(change)
        if (words) filters ??= await this.readFilters(shard)
        this.dropUse(shard, use, words, filters)
      }
    }
  }

  /** Drop the parts of a use where one of words may stand, or any that is not known. */
  private dropUse(
    shard: Shard,
    use: Use,
    words: readonly string[] | undefined,
    filters: KeptLines | undefined,
  ): void {
    for (const path of [...shard.lines.paths()]) {
      const filter = filters?.get(path)
      const hit = words && wordsIn(filter && decodeFilter(filter), words)
      if (hit?.length === 0) continue
      for (const name of uses[use]) this.putPart(path, name, undefined)
      if (use === 'editions') this.losses.set(path, hit ?? [])
    }
  }

  async put(
    path: string,
    inputs: Inputs,
    filter: Uint8Array,
    parts: Partial<Record<PartName, unknown>>,
  ): Promise<void> {
    const shard = this.shardOf(path)
    shard.filters.set(path, this.spool.put(encodeFilter(filter)))
    const columns = partNames.map((name) => JSON.stringify(parts[name]) ?? '')
    const line = [JSON.stringify(inputs), ...columns].join('\t')
    shard.lines.set(path, Buffer.from(line))
    shard.isChanged = true
  }

  putPart(path: string, name: PartName, value: unknown): void {
    const shard = this.shardOf(path)
    const columns = shard.lines.get(path)?.toString('latin1').split('\t')
    if (!columns) return
    const text = JSON.stringify(value) ?? ''
    const column = Buffer.from(text).toString('latin1')
    columns[1 + partNames.indexOf(name)] = column
    shard.lines.set(path, Buffer.from(columns.join('\t'), 'latin1'))
    shard.isChanged = true
  }

  async drop(path: string): Promise<void> {
    const shard = this.shardOf(path)
    if (!shard.lines.delete(path)) return
    shard.isChanged = true
    shard.filters.set(path, undefined)
  }

  async dropOthers(paths: readonly string[]): Promise<void> {
    const kept = new Set(paths)
    for (const [number, shard] of this.all.entries()) {
      // It is known of what articles it has records.
      if (shard.unread === 'placed' && this.placed?.paths === paths) continue
      for (const path of [...this.read(shard, number).lines.paths()]) {
        if (!kept.has(path)) await this.drop(path)
      }
    }
  }

  async save(): Promise<void> {
    let isWritten = false
    const inUse = new Set<string>()
    for (const [at, shard] of this.all.entries()) {
      const head = this.headOf(shard, at)
      for (const digest of Object.values(head.claims)) inUse.add(digest)
      const isLost = shard.lost !== undefined
      if (!shard.isChanged && !isLost) continue
      for (const digest of Object.values(head.claims)) {
        await this.writeClaims(digest)
      }
      // Records say which filters are theirs: those of others are not believed.
      await this.saveFilters(shard, at)
      const content = [
        Buffer.from(`${JSON.stringify(head)}\n`),
        this.read(shard, at).lines.print(),
      ]
      await writeSealed(this.pathOf('articles', at), content)
      isWritten = true
      shard.isChanged = false
      shard.lost = undefined
    }
    if (isWritten) await this.removeClaims(inUse)
  }

  private async saveFilters(shard: Shard, at: number): Promise<void> {
    const { filters, head } = shard
    if (filters.size === 0) return
    const kept = await this.readKeptFilters(shard, at)
    let isChanged = false
    for (const [path, slot] of filters) {
      const before = kept.get(path)
      const now = slot && this.spool.get(slot)
      if (before && now && Buffer.compare(before, now) === 0) continue
      if (slot) kept.place(path, slot)
      else if (!kept.delete(path)) continue
      isChanged = true
    }
    filters.clear()
    if (!isChanged) return
    const content = kept.print()
    head.filters = digestOf(content)
    await writeSealed(this.pathOf('words', at), [content])
  }

  areWhole(): boolean {
    return this.all.every(({ lost }) => lost === undefined)
  }

  async seals(): Promise<readonly (string | undefined)[]> {
    const seals: (string | undefined)[] = []
    for (const at of this.all.keys()) {
      seals.push(await sealOf(this.pathOf('articles', at)))
    }
    return seals
  }

  places(
    paths: readonly string[],
    before?: LinePlaces,
  ): LinePlaces | undefined {
    const stamps: LinePlaces['stamps'][number][] = []
    const numbers = new Uint32Array(paths.length * placeWidth)
    const members: number[][] = this.all.map(() => [])
    for (const [at, path] of paths.entries()) {
      members[shardNumber(path)]?.push(at)
    }
    for (const [number, articles] of members.entries()) {
      const file = this.pathOf('articles', number)
      const stamp = stampOf(file)
      stamps.push(stamp ?? null)
      const known = before?.stamps[number] ?? undefined
      if (before && sameStamp(known, stamp)) {
        for (const at of articles) {
          const first = at * placeWidth
          numbers.set(before.numbers.subarray(first, first + placeWidth), first)
        }
        continue
      }
      if (articles.length === 0) continue
      const content = readSealedNow(file)
      if (typeof content === 'string') return undefined
      const start = content.indexOf('\n') + 1
      const lines = new KeptLines(this.spool, content, start)
      for (const at of articles) {
        const span = lines.spanOf(paths[at] as string)
        if (!span) return undefined
        const line = content.subarray(...span)
        const place = [headLength + span[0], line.length, crc32(line)]
        numbers.set(place, at * placeWidth)
      }
    }
    return { stamps, numbers }
  }

  /** Line of an article, without its path. */
  private lineOf(path: string): Buffer | undefined {
    return this.placedLine(path) ?? this.shardOf(path).lines.get(path)
  }

  /** The same, read alone; nothing where its file was read, or has to be. */
  private placedLine(path: string): Buffer | undefined {
    const place = this.placeOf(path)
    if (!place) return undefined
    // One part is asked for after the other.
    if (this.last?.path === path) return this.last.line
    const number = shardNumber(path)
    const asked = (this.asked[number] ?? 0) + 1
    this.asked[number] = asked
    // Of many lines all are read at once.
    if (asked > this.mostAsked) return undefined
    const read = readPlace(this.pathOf('articles', number), place)
    if (!read) return undefined
    const line = read.subarray(read.indexOf(tab) + 1)
    this.last = { path, line }
    return line
  }

  private placeOf(path: string): Uint32Array | undefined {
    const { placed } = this
    if (!placed) return undefined
    if (this.all[shardNumber(path)]?.unread !== 'placed') return undefined
    const at = numberOf(placed.paths, path) * placeWidth
    return at < 0 ? undefined : placed.numbers.subarray(at, at + placeWidth)
  }

  private headOf(shard: Shard, number: number): Head {
    if (shard.unread !== 'placed') return shard.head
    const file = this.pathOf('articles', number)
    const part = readPart(file, headLength, mostHead)
    const end = part?.indexOf('\n') ?? -1
    const head = part && end >= 0 ? parseHead(part.subarray(0, end)) : undefined
    return head ?? this.read(shard, number).head
  }

  private shardOf(path: string): Shard {
    const number = shardNumber(path)
    return this.read(this.all[number] as Shard, number)
  }

  private read(shard: Shard, number: number): Shard {
    if (!shard.unread) return shard
    if (shard.unread === 'placed') {
      const content = readSealedNow(this.pathOf('articles', number))
      Object.assign(shard, { lost: undefined }, parseShard(content, this.code))
      // Where it was placed there was one.
      if (content === 'missing') shard.lost = 'damage'
      return this.read(shard, number)
    }
    const { content, start } = shard.unread
    shard.unread = undefined
    try {
      const lines = new KeptLines(this.spool, content, start)
      // Whole, and in the place of another.
      const isOther = (path: string): boolean => shardNumber(path) !== number
      if (![...lines.paths()].some(isOther)) {
        shard.lines = lines
        return shard
      }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
    }
    shard.head = newHead(shard.head.code)
    shard.lost = 'damage'
    return shard
  }

  private pathOf(kind: 'articles' | 'words', at: number): string {
    return join(this.folder, `${kind}-${shardNames[at]}`)
  }

  /** Filters as they were kept, with those that came since. */
  private async readFilters(shard: Shard): Promise<KeptLines> {
    const kept = await this.readKeptFilters(shard, this.all.indexOf(shard))
    for (const [path, slot] of shard.filters) {
      if (slot) kept.place(path, slot)
      else kept.delete(path)
    }
    return kept
  }

  private async readKeptFilters(
    { head }: Shard,
    at: number,
  ): Promise<KeptLines> {
    const none = new KeptLines(this.spool)
    if (head.filters === '') return none
    const content = await readSealed(this.pathOf('words', at))
    return typeof content === 'string' || digestOf(content) !== head.filters
      ? none
      : new KeptLines(this.spool, content)
  }

  private async readClaims(digest: string): Promise<Claims | undefined> {
    const content = await readSealed(this.claimsPath(digest))
    if (typeof content === 'string') return undefined
    if (digestOf(content) !== digest) return undefined
    return new Map(JSON.parse(content.toString()) as [string, string][])
  }

  private async writeClaims(digest: string): Promise<void> {
    const claims = this.claims.get(digest)
    if (!claims || (await this.readClaims(digest))) return
    await writeSealed(this.claimsPath(digest), [printClaims(claims)])
  }

  private async removeClaims(inUse: ReadonlySet<string>): Promise<void> {
    for (const name of await readdir(this.folder)) {
      const digest = /^claims-([\da-f]{64})$/.exec(name)?.[1]
      if (digest === undefined || inUse.has(digest)) continue
      await rm(join(this.folder, name), { force: true })
    }
  }

  private claimsPath(digest: string): string {
    return join(this.folder, `claims-${digest}`)
  }
}

/** Number of the shard of an article, the same for ever: FNV-1a. */
function shardNumber(path: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < path.length; at++) {
    hash = Math.imul(hash ^ path.charCodeAt(at), 0x01000193)
  }
  return (hash ^ (hash >>> 16)) & (shardNames.length - 1)
}

function newHead(code: string): Head {
  return { version: 1, code, claims: {}, filters: '' }
}

async function openShard({
  folder,
  number,
  code,
  reads,
  spool,
  placed,
}: {
  folder: string
  number: number
  code: string
  reads: boolean
  spool: Spool
  placed: PlacedLines | undefined
}): Promise<Shard> {
  const shard: Shard = {
    head: newHead(code),
    unread: undefined,
    lines: new KeptLines(spool),
    filters: new Map(),
    isChanged: false,
    lost: undefined,
  }
  // What is not read is written over.
  if (!reads) return { ...shard, isChanged: true }
  const path = join(folder, `articles-${shardNames[number]}`)
  const stamp = placed?.stamps[number] ?? undefined
  if (stamp && sameStamp(stamp, stampOf(path))) {
    return { ...shard, unread: 'placed' }
  }
  return { ...shard, ...parseShard(await readSealed(path), code) }
}

/** What a file says of a shard, whose lines are not read yet. */
function parseShard(
  content: Buffer | 'missing' | 'damaged',
  code: string,
): Pick<Shard, 'unread'> & Partial<Pick<Shard, 'head' | 'lost'>> {
  const unread = undefined
  if (content === 'missing') return { unread }
  if (content === 'damaged') return { unread, lost: 'damage' }
  const end = content.indexOf('\n')
  const head = parseHead(content.subarray(0, end))
  if (!head) return { unread, lost: 'damage' }
  if (head.version !== 1 || head.code !== code) return { unread, lost: 'code' }
  return { head, unread: { content, start: end + 1 } }
}

function parseHead(line: Buffer): Head | undefined {
  try {
    return JSON.parse(line.toString()) as Head
  } catch {
    return undefined
  }
}

const tab = 9

/** Where a column of a line begins and ends. */
function columnAt(line: Buffer, number: number): [start: number, end: number] {
  let start = 0
  for (let left = number; left > 0; left--) start = line.indexOf(tab, start) + 1
  const end = line.indexOf(tab, start)
  return [start, end < 0 ? line.length : end]
}

/** Read a column of a line; nothing where it is empty. */
function parseColumn(line: Buffer, number: number): unknown {
  const [start, end] = columnAt(line, number)
  if (start === end) return undefined
  return JSON.parse(line.toString('utf8', start, end)) as unknown
}

/** A filter as a line has it. */
function encodeFilter({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  return Buffer.from(bytes.toString('base64'))
}

function decodeFilter(line: Buffer): Uint8Array {
  return Buffer.from(line.toString('latin1'), 'base64')
}

function printClaims(claims: Claims): Buffer {
  const sorted = [...claims].sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.from(JSON.stringify(sorted))
}

function changedWords(before: Claims, after: Claims): string[] {
  const words: string[] = []
  for (const [word, claim] of before) {
    if (after.get(word) !== claim) words.push(word)
  }
  for (const word of after.keys()) if (!before.has(word)) words.push(word)
  return words
}

/** Most words that are named where one is enough to drop a record. */
const mostNamed = 5

function wordsIn(
  filter: Uint8Array | undefined,
  words: readonly string[],
): string[] {
  if (!filter) return words.slice(0, mostNamed)
  const found: string[] = []
  for (const word of words) {
    if (mayContain(filter, word)) found.push(word)
    if (found.length === mostNamed) break
  }
  return found
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
