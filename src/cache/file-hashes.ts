import { dirname, join, relative, sep } from 'node:path'
import { readSealedShared, writeSealed } from './sealed-file.ts'
import { numberOf } from './sorted-names.ts'
import { isSettled, type Stamp, sameStamp, stampOf } from './stamp.ts'
import { lookAtStamps, type StampLook } from './stamps.ts'

const version = 1
const hashBytes = 32

/** Names that are searched for before an index of all is worth its memory. */
const mostSearches = 10_000

/**
 * Hashes of files, kept from build to build: a file whose stamp is what it was is
 * not read again.
 *
 * A stamp is kept only when it can be relied on: it has to be the same before and
 * after the file was read, and again at the end, when it has to be old enough for
 * whatever happens to the file later to change it.
 */
export class FileHashes {
  private readonly root: string
  private readonly table: Table | undefined
  private index: Map<string, number> | undefined
  private searches = 0
  private readonly fresh = new FreshHashes()
  private readonly seen: Uint8Array
  private saved: ReadonlySet<string> | undefined

  private constructor(root: string, table: Table | undefined) {
    this.root = root
    this.table = table
    this.seen = new Uint8Array(table?.count ?? 0)
  }

  /**
   * Open what was kept.
   *
   * @param root - Folder that paths are kept from.
   * @param path - File that hashes are kept in; none to start anew.
   */
  static async open(root: string, path?: string): Promise<FileHashes> {
    const content =
      path === undefined ? 'missing' : await readSealedShared(path)
    const table = typeof content === 'string' ? undefined : parseTable(content)
    return new FileHashes(root, table)
  }

  /**
   * Look up the hash of a file.
   *
   * @param path - Absolute path.
   * @returns SHA-256 in hex, where the file is certainly what it was when that was
   *   computed.
   */
  find(path: string): string | undefined {
    const name = this.nameOf(path)
    const fresh = this.fresh.slotOf(name)
    if (fresh !== undefined) {
      return sameStamp(this.fresh.stampAt(fresh), stampOf(path))
        ? this.fresh.hashAt(fresh).toString('hex')
        : undefined
    }
    const at = this.indexOf(name)
    if (at === undefined || !this.table) return undefined
    if (!this.table.isStamp(at, stampOf(path))) return undefined
    this.seen[at] = 1
    return this.table.hashAt(at)
  }

  /**
   * Hash a file, unless it is what it was.
   *
   * @param path - Absolute path.
   * @param compute - Reads the file and hashes it: SHA-256 in hex.
   */
  async hash(path: string, compute: () => Promise<string>): Promise<string> {
    const known = this.find(path)
    if (known !== undefined) return known
    const stamp = stampOf(path)
    const sha256 = await compute()
    this.record(path, sha256, stamp)
    return sha256
  }

  /**
   * Keep the hash of a file.
   *
   * @param path - Absolute path.
   * @param sha256 - SHA-256 of its bytes, in hex.
   * @param stamp - Its stamp before it was read. Default: as it is now, for a file
   *   that was written this moment.
   */
  record(path: string, sha256: string, stamp = stampOf(path)): void {
    const name = this.nameOf(path)
    if (!stamp || !sameStamp(stamp, stampOf(path))) this.fresh.delete(name)
    else this.fresh.set(name, stamp, sha256)
  }

  /**
   * Write what is known.
   *
   * @param path - File to keep hashes in.
   * @param prunes - Whether what was not asked for since it was opened is dropped.
   * @returns Whether all that was asked for is kept.
   */
  async save(path: string, prunes: boolean): Promise<boolean> {
    const { table } = this
    const now = this.fresh.size > 0 ? await clockOf(dirname(path)) : 0
    const isOld = (name: string, slot: number): boolean => {
      const stamp = this.fresh.stampAt(slot)
      const stays = sameStamp(stamp, stampOf(this.pathOf(name)))
      return stays && isSettled(stamp, now)
    }
    const fresh: [name: string, slot: number][] = []
    for (const [name, slot] of this.fresh.slots) {
      if (isOld(name, slot)) fresh.push([name, slot])
    }
    const isComplete = fresh.length === this.fresh.size
    if (table && this.keepsNames(prunes, fresh)) {
      if (fresh.length > 0) await this.write(path, this.renew(table, fresh))
      return isComplete
    }
    const names = fresh.map(([name]) => name)
    for (const [at, name] of (table?.names ?? []).entries()) {
      const isKept = this.seen[at] === 1 || !prunes
      if (isKept && !this.fresh.has(name)) names.push(name)
    }
    names.sort((a, b) => (a < b ? -1 : 1))
    this.saved = new Set(names)
    const stamps = new Float64Array(names.length * 4)
    const hashes = Buffer.alloc(names.length * hashBytes)
    for (const [at, name] of names.entries()) {
      const fresh = this.fresh.slotOf(name)
      const old = this.indexOf(name)
      if (fresh !== undefined) {
        stamps.set(this.fresh.stampAt(fresh), at * 4)
        hashes.set(this.fresh.hashAt(fresh), at * hashBytes)
      } else if (table && old !== undefined) {
        stamps.set(table.stampAt(old), at * 4)
        table.hashes.copy(
          hashes,
          at * hashBytes,
          old * hashBytes,
          (old + 1) * hashBytes,
        )
      }
    }
    const text = Buffer.from(names.join('\0'))
    await this.write(path, { stamps, hashes, text })
    return isComplete
  }

  /** Whether all that is kept has the names of what was kept. */
  private keepsNames(
    prunes: boolean,
    fresh: readonly (readonly [name: string, slot: number])[],
  ): boolean {
    const names = this.table?.names ?? []
    const stays = (name: string, at: number): boolean =>
      this.fresh.has(name) || this.seen[at] === 1
    return (
      fresh.length === this.fresh.size &&
      fresh.every(([name]) => this.indexOf(name) !== undefined) &&
      (!prunes || names.every(stays))
    )
  }

  /** What was kept, with what was found out since in its place. */
  private renew(
    table: Table,
    fresh: readonly (readonly [name: string, slot: number])[],
  ): Columns {
    const stamps = table.stamps.slice()
    const hashes = Buffer.from(table.hashes)
    for (const [name, slot] of fresh) {
      const at = this.indexOf(name) as number
      stamps.set(this.fresh.stampAt(slot), at * 4)
      hashes.set(this.fresh.hashAt(slot), at * hashBytes)
    }
    return { stamps, hashes, text: table.text }
  }

  private async write(
    path: string,
    { stamps, hashes, text }: Columns,
  ): Promise<void> {
    const head = Buffer.alloc(16)
    head.writeDoubleLE(version, 0)
    head.writeDoubleLE(stamps.length / 4, 8)
    const { buffer, byteOffset, byteLength } = stamps
    const numbers = new Uint8Array(buffer, byteOffset, byteLength)
    await writeSealed(path, [head, numbers, hashes, text])
  }

  /** Names of the files whose hashes were kept, from the folder, in order. */
  get names(): readonly string[] {
    return this.saved ? [...this.saved] : (this.table?.names ?? [])
  }

  /** How many there were when they were opened. */
  get count(): number {
    return this.table?.count ?? 0
  }

  /**
   * Start to look whether the files whose hashes were kept are what they were. Of many
   * it is found out by threads, while the one that asks does something else.
   *
   * @param fewest - Files that a thread is worth starting for. Default: 20,000.
   * @returns What tells the numbers of those that are not, in the order of the names.
   */
  look(fewest?: number): StampLook {
    const { count, stamps, text } = this.table ?? noTable
    return lookAtStamps({ root: this.root, count, stamps, text }, fewest)
  }

  /**
   * Tell whether the hash of a file was kept by the last save.
   *
   * @param path - Absolute path.
   */
  isKept(path: string): boolean {
    const name = this.nameOf(path)
    return this.saved?.has(name) ?? this.indexOf(name) !== undefined
  }

  private indexOf(name: string): number | undefined {
    const names = this.table?.names ?? []
    if (!this.index && this.searches++ < mostSearches) {
      const at = numberOf(names, name)
      return at < 0 ? undefined : at
    }
    if (!this.index) {
      this.index = new Map()
      for (const [at, one] of names.entries()) this.index.set(one, at)
    }
    return this.index.get(name)
  }

  private nameOf(path: string): string {
    const { root } = this
    return path.startsWith(root) && path[root.length] === '/'
      ? path.slice(root.length + 1)
      : relative(root, path).split(sep).join('/')
  }

  private pathOf(name: string): string {
    return join(this.root, name)
  }
}

/** Hashes that were found out since. There may be a million: they are numbers in a row. */
class FreshHashes {
  /** Number of each name. */
  readonly slots = new Map<string, number>()
  private stamps = new Float64Array(4 * 64)
  private hashes = Buffer.alloc(hashBytes * 64)
  private end = 0

  get size(): number {
    return this.slots.size
  }

  has(name: string): boolean {
    return this.slots.has(name)
  }

  slotOf(name: string): number | undefined {
    return this.slots.get(name)
  }

  stampAt(slot: number): Stamp {
    return [...this.stamps.subarray(slot * 4, slot * 4 + 4)] as never
  }

  /** Bytes of a hash; they are not to change. */
  hashAt(slot: number): Buffer {
    return this.hashes.subarray(slot * hashBytes, (slot + 1) * hashBytes)
  }

  set(name: string, stamp: Stamp, sha256: string): void {
    let slot = this.slots.get(name)
    if (slot === undefined) {
      slot = this.end++
      this.slots.set(name, slot)
      if (slot * 4 === this.stamps.length) this.grow()
    }
    this.stamps.set(stamp, slot * 4)
    this.hashes.write(sha256, slot * hashBytes, 'hex')
  }

  delete(name: string): void {
    this.slots.delete(name)
  }

  private grow(): void {
    const { stamps, hashes } = this
    this.stamps = new Float64Array(stamps.length * 2)
    this.stamps.set(stamps)
    this.hashes = Buffer.alloc(hashes.length * 2)
    this.hashes.set(hashes)
  }
}

/** Time by the clock of the disk a folder is on: that of a file written now. */
async function clockOf(folder: string): Promise<number> {
  return writeSealed(join(folder, 'clock'), [])
}

/** What a file of hashes says, in the order of its names. */
interface Columns {
  /** Four numbers for each name. */
  stamps: Float64Array
  hashes: Buffer
  /** Names, with NUL between them. */
  text: Buffer
}

interface Table extends Columns {
  count: number
  /** Names, in order; they are read when they are first asked for. */
  readonly names: readonly string[]
  stampAt(at: number): Stamp
  isStamp(at: number, stamp: Stamp | undefined): boolean
  hashAt(at: number): string
}

const noTable = {
  count: 0,
  stamps: new Float64Array(),
  text: Buffer.alloc(0),
}

function parseTable(content: Buffer): Table | undefined {
  if (content.length < 16 || content.readDoubleLE(0) !== version) {
    return undefined
  }
  const count = content.readDoubleLE(8)
  const start = 16 + count * 32
  const end = start + count * hashBytes
  if (!Number.isSafeInteger(count) || end > content.length) return undefined
  const { buffer, byteOffset } = content
  const stamps = new Float64Array(buffer, byteOffset + 16, count * 4)
  const hashes = content.subarray(start, end)
  const text = content.subarray(end)
  let names: readonly string[] | undefined
  return {
    count,
    get names() {
      names ??= count === 0 ? [] : text.toString().split('\0')
      return names
    },
    stamps,
    hashes,
    text,
    stampAt: (at) => [...stamps.subarray(at * 4, at * 4 + 4)] as never,
    isStamp: (at, stamp) =>
      stamp !== undefined &&
      stamps[at * 4] === stamp[0] &&
      stamps[at * 4 + 1] === stamp[1] &&
      stamps[at * 4 + 2] === stamp[2] &&
      stamps[at * 4 + 3] === stamp[3],
    hashAt: (at) =>
      hashes.toString('hex', at * hashBytes, (at + 1) * hashBytes),
  }
}
