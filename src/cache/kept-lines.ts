import type { Slot, Spool } from './spool.ts'

const tab = 9
const lineEnd = 10

/**
 * Lines of a file, each of one article, by its path. Those that were in the file stay the
 * bytes they were until somebody asks for one; of a hundred thousand most are never
 * asked for.
 */
export class KeptLines {
  private readonly content: Buffer
  private readonly spool: Spool
  /** Where a line of the file begins, with its path; or its bytes without. */
  private readonly lines = new Map<string, number | Slot>()
  /** Where lines were in the file that have others in their place, or none. */
  private readonly were = new Map<string, number>()

  /**
   * @param spool - Where lines that come are put aside.
   * @param content - File: lines of a path as JSON, a tab, and bytes without a line end.
   *   Default: empty.
   * @param start - Offset of the first line.
   * @throws SyntaxError when a line begins with something else.
   */
  constructor(spool: Spool, content: Buffer = Buffer.alloc(0), start = 0) {
    this.spool = spool
    this.content = content
    for (let at = start; at < content.length; ) {
      this.lines.set(pathAt(content, at, content.indexOf(tab, at)), at)
      at = this.endOf(at)
    }
  }

  /** Number of lines. */
  get size(): number {
    return this.lines.size
  }

  /** Paths, in the order of the file and then as they came. */
  paths(): IterableIterator<string> {
    return this.lines.keys()
  }

  /** Whether there is a line of a path. */
  has(path: string): boolean {
    return this.lines.has(path)
  }

  /**
   * Look up a line.
   *
   * @param path - Path.
   * @returns Its bytes, which are not to change.
   */
  get(path: string): Buffer | undefined {
    const line = this.lines.get(path)
    if (line === undefined) return undefined
    if (typeof line !== 'number') return bufferOf(this.spool.get(line))
    return this.lineAt(line)
  }

  /**
   * Look up a line as it was in the file, whatever came in its place.
   *
   * @param path - Path.
   * @returns Its bytes, which are not to change.
   */
  before(path: string): Buffer | undefined {
    const line = this.were.get(path) ?? this.lines.get(path)
    return typeof line === 'number' ? this.lineAt(line) : undefined
  }

  /**
   * Tell where a line of the file is, with its path and without its line end.
   *
   * @param path - Path.
   * @returns Offsets in the file; nothing where the line came since.
   */
  spanOf(path: string): [start: number, end: number] | undefined {
    const at = this.lines.get(path)
    return typeof at === 'number' ? [at, this.endOf(at) - 1] : undefined
  }

  /**
   * Put a line in the place of the one before.
   *
   * @param path - Path.
   * @param bytes - Bytes without a line end; they are not to change.
   */
  set(path: string, bytes: Uint8Array): void {
    this.place(path, this.spool.put(bytes))
  }

  /** The same, with bytes that were put into the spool before. */
  place(path: string, slot: Slot): void {
    this.leave(path)
    this.lines.set(path, slot)
  }

  /** Take a line away; whether there was one. */
  delete(path: string): boolean {
    this.leave(path)
    return this.lines.delete(path)
  }

  private leave(path: string): void {
    const line = this.lines.get(path)
    if (typeof line === 'number') this.were.set(path, line)
  }

  /**
   * Print all lines in the order of their paths.
   *
   * @returns Bytes of a file.
   */
  print(): Buffer {
    const pieces: Uint8Array[] = []
    // What stands together in the file is copied together.
    let from = -1
    let to = -1
    const copy = (): void => {
      if (from >= 0) pieces.push(this.content.subarray(from, to))
      from = -1
    }
    const sorted = [...this.lines].sort(([a], [b]) => (a < b ? -1 : 1))
    for (const [path, line] of sorted) {
      if (typeof line === 'number') {
        if (from < 0 || line !== to) {
          copy()
          from = line
        }
        to = this.endOf(line)
        continue
      }
      copy()
      pieces.push(Buffer.from(`${JSON.stringify(path)}\t`))
      pieces.push(this.spool.get(line), Buffer.of(lineEnd))
    }
    copy()
    return Buffer.concat(pieces)
  }

  private lineAt(at: number): Buffer {
    const from = this.content.indexOf(tab, at) + 1
    return this.content.subarray(from, this.endOf(at) - 1)
  }

  /** Offset behind the line that begins at one. */
  private endOf(at: number): number {
    const end = this.content.indexOf(lineEnd, at)
    return end < 0 ? this.content.length : end + 1
  }
}

function pathAt(content: Buffer, start: number, end: number): string {
  if (end < 0) throw new SyntaxError('A line has no path.')
  const json = content.toString('utf8', start, end)
  // Hardly any path needs more than its quotes taken off.
  return json.includes('\\') ? (JSON.parse(json) as string) : json.slice(1, -1)
}

function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength)
}
