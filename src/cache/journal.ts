import { createHash } from 'node:crypto'
import { appendFile, mkdir, readFile, rm } from 'node:fs/promises'
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
   * Read what was kept under the same.
   *
   * @returns Lines, each what JSON says, in the order they were written.
   */
  async read(): Promise<unknown[]> {
    let text: string
    try {
      text = await readFile(this.path, 'utf8')
    } catch {
      return []
    }
    return text.split('\n').flatMap((line) => {
      const body = line.slice(sumLength)
      if (body === '' || this.sumOf(body) !== line.slice(0, sumLength)) {
        return []
      }
      return [JSON.parse(body) as unknown]
    })
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
