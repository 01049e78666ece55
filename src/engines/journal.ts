import { type FileHandle, mkdir, open, readFile, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import {
  type Content,
  hashContent,
  type Locale,
  printContent,
} from '../model/index.ts'
import type { Engine } from './engine.ts'

/** Answer that was paid for. */
export interface JournalEntry {
  /** Which segment of which article, asked of which engine. */
  key: string
  /** Answer, as the engine gave it. */
  text: string
  /** Whether it was refused, and not to be asked for again in this run. */
  refused: boolean
}

/**
 * Give what an answer is kept under.
 *
 * @param engine - Engine that is asked.
 * @param target - Locale of the translation.
 * @param article - Path of the article.
 * @param id - Id of the segment.
 * @param content - The segment.
 * @returns Key: another text, engine or model has another.
 */
export function journalKey(
  engine: Engine,
  target: Locale,
  article: string,
  id: string,
  content: Content,
): string {
  const parts = [engine.name, engine.model, target, article, id]
  return hashContent(JSON.stringify([...parts, printContent(content)]))
}

/**
 * What a run has been answered so far, a line of JSON each, on the disk before
 * more is asked.
 *
 * A run that was killed leaves it behind, and the next one reads it. A last line
 * that was being written is cut off. Nobody else may write it meanwhile.
 */
export class Journal {
  readonly #entries = new Map<string, JournalEntry>()
  readonly #path: string
  #handle: FileHandle | undefined
  #turn: Promise<void> = Promise.resolve()

  private constructor(path: string) {
    this.#path = path
  }

  /**
   * Open a journal, and read what is in it.
   *
   * @param path - Absolute path; it need not be there.
   * @returns Journal.
   */
  static async open(path: string): Promise<Journal> {
    const journal = new Journal(path)
    await mkdir(dirname(path), { recursive: true })
    const text = await readFile(path, 'utf8').catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
      throw error
    })
    const whole = text.slice(0, text.lastIndexOf('\n') + 1)
    for (const line of whole.split('\n')) {
      const entry = readEntry(line)
      if (entry) journal.#entries.set(entry.key, entry)
    }
    const handle = await open(path, 'a')
    journal.#handle = handle
    if (whole.length < text.length) {
      await handle.truncate(Buffer.byteLength(whole))
    }
    return journal
  }

  /** Answers in it. */
  get size(): number {
    return this.#entries.size
  }

  /**
   * Find an answer.
   *
   * @param key - What it is kept under.
   * @returns Answer, or `undefined`.
   */
  find(key: string): JournalEntry | undefined {
    return this.#entries.get(key)
  }

  /**
   * Add answers. They are on the disk when it returns.
   *
   * @param entries - Answers.
   */
  append(entries: readonly JournalEntry[]): Promise<void> {
    const turn = this.#turn.then(() => this.#append(entries))
    this.#turn = turn.catch(() => undefined)
    return turn
  }

  async #append(entries: readonly JournalEntry[]): Promise<void> {
    if (!this.#handle || entries.length === 0) return
    const lines = entries.map((entry) => `${JSON.stringify(entry)}\n`)
    await this.#handle.appendFile(lines.join(''))
    await this.#handle.datasync()
    for (const entry of entries) this.#entries.set(entry.key, entry)
  }

  /**
   * Close it.
   *
   * @param isDone - All of it is kept elsewhere: the file goes.
   */
  async close(isDone: boolean): Promise<void> {
    await this.#turn
    await this.#handle?.close()
    this.#handle = undefined
    if (isDone) await rm(this.#path, { force: true })
  }
}

function readEntry(line: string): JournalEntry | undefined {
  if (!line) return undefined
  try {
    const value = JSON.parse(line) as Partial<JournalEntry> | null
    const { key, text, refused } = value ?? {}
    return typeof key === 'string' && typeof text === 'string'
      ? { key, text, refused: refused === true }
      : undefined
  } catch {
    return undefined
  }
}
