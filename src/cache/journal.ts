import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { appendFile, mkdir, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/** Characters of the sum before each line. */
const sumLength = 22

/**
 * Lines that are kept one by one, so that what is cut off loses at most its last.
 *
 * Each line has a sum of itself and of what it was written under. So lines of
 * another program, of another glossary, or cut in the middle, are passed over,
 * and two processes may write into one journal.
 */
export class Journal {
  private readonly path: string
  private readonly under: string
  private isThere = false

  /**
   * @param path - File.
   * @param under - What its lines hold under, in any form.
   */
  constructor(path: string, under: string) {
    this.path = path
    this.under = under
  }

  /**
   * Read what was kept under the same, line by line: of a large build that was cut off
   * late it is more than a string may be.
   *
   * @returns Lines, each what JSON says, in the order they were written. Where the file
   *   can not be read it ends.
   */
  async *read(): AsyncGenerator<unknown, void, undefined> {
    try {
      for await (const line of linesOf(this.path)) {
        const body = line.slice(sumLength)
        if (body === '' || this.sumOf(body) !== line.slice(0, sumLength)) {
          continue
        }
        yield JSON.parse(body) as unknown
      }
    } catch (error) {
      if (typeof (error as NodeJS.ErrnoException).code !== 'string') throw error
    }
  }

  /**
   * Keep a line.
   *
   * @param value - Anything JSON can say.
   * @throws Errors of the system.
   */
  async append(value: unknown): Promise<void> {
    const body = JSON.stringify(value)
    if (!this.isThere) await mkdir(dirname(this.path), { recursive: true })
    this.isThere = true
    // A line that was cut off before this one ends where this one begins.
    await appendFile(this.path, `\n${this.sumOf(body)}${body}\n`)
  }

  /** Forget all lines, of whatever they were written under. */
  async clear(): Promise<void> {
    await rm(this.path, { force: true })
  }

  private sumOf(body: string): string {
    return createHash('sha256')
      .update(`${this.under}\n${body}`)
      .digest('base64url')
      .slice(0, sumLength)
  }
}

/** Lines that end in a line feed and nothing else: JSON may have any other end. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let begun: Buffer[] = []
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    let start = 0
    for (
      let end = chunk.indexOf(10);
      end >= 0;
      end = chunk.indexOf(10, start)
    ) {
      yield Buffer.concat([...begun, chunk.subarray(start, end)]).toString()
      begun = []
      start = end + 1
    }
    begun.push(chunk.subarray(start))
  }
  yield Buffer.concat(begun).toString()
}
