import { statSync } from 'node:fs'
import type { Content, Locale } from '../model/index.ts'
import { type Added, addRows, fileNumber, removeFile } from './add.ts'
import { asBytes, Database, textIn } from './database.ts'
import type { MemoryContext, MemoryEntry } from './entry.ts'
import { flatten, renumber } from './flat.ts'
import { findMatches, type LookupPlan } from './lookup.ts'
import type { Match, Query } from './match.ts'
import { entryOf, entryValues } from './rows.ts'
import { type Found, type SearchOptions, searchText } from './search.ts'
import { type MemoryStats, statsOf } from './stats.ts'

/** Another variant of Chinese whose sentences may help. */
export interface VariantSource {
  /** Locale of its sentences. */
  locale: Locale
  /**
   * Write text of the locale looked up in the characters of this one.
   *
   * @param text - Text.
   * @returns Text in the other variant.
   */
  convert(text: string): string
}

/** How a sentence is looked up. */
export interface LookupOptions {
  /** Locale of the sentence. */
  source: Locale
  /** Locale of the translations that are wanted. */
  target: Locale
  /** What stands around the sentence. Default: unknown. */
  context?: MemoryContext
  /** How many matches are given. Default: 5. */
  limit?: number
  /** Least score of a match, 0 to 101. Default: 70. */
  threshold?: number
  /** Other variants of Chinese whose sentences may help. Default: none. */
  variants?: readonly VariantSource[]
  /** What is taken off the score of such a match. Default: 5. */
  penalty?: number
}

/** Where entries come from, and how far they are read. */
export interface ImportOptions {
  /** Path of the file. */
  file: string
  /**
   * What tells this state of the file from others, such as size and time. While
   * it is the same, an import that was broken off goes on where it was.
   */
  stamp: string
  /** Called after each batch with the number of entries read. */
  onProgress?(done: number): void
}

/** Entries that are put in as one transaction. */
const batchSize = 20_000

/**
 * Open a memory.
 *
 * The file is a cache of what others say: one that is damaged, or of another
 * version, is emptied, and {@link Memory.isEmpty} says that it has to be filled.
 *
 * @param path - Path of the file; it is made with its folder.
 * @returns Memory, to be closed.
 * @throws UserError when another process keeps it to itself.
 */
export function openMemory(path: string): Memory {
  return new Memory(path)
}

/** Sentences and their translations, found by likeness. */
export class Memory {
  readonly #db: Database

  /** @param path - Path of the file. */
  constructor(path: string) {
    this.#db = new Database(path)
  }

  /** Whether it has nothing: it is new, or what it had was thrown away. */
  get isEmpty(): boolean {
    return this.#db.transact(
      () => this.#db.get('SELECT 1 FROM entry LIMIT 1') === undefined,
    )
  }

  /** How often its file was found missing, damaged or outdated, and emptied. */
  get resets(): number {
    return this.#db.resets
  }

  /**
   * Put entries in, as one transaction.
   *
   * @param entries - Entries.
   * @param file - Path of the file they are from.
   * @returns How many were new, and how many known.
   */
  add(entries: Iterable<MemoryEntry>, file: string): Added {
    // Read once: a transaction may be done again.
    const all = [...entries]
    return this.#db.transact(() =>
      addRows(this.#db, all, fileNumber(this.#db, file)),
    )
  }

  /**
   * Put the entries of a file in, in place of those it had before.
   *
   * Each batch is a transaction. What is broken off goes on where it was, if it
   * is the same state of the same file.
   *
   * @param entries - Entries, in an order that does not change.
   * @param options - File.
   * @returns How many were new, and how many known.
   */
  async importEntries(
    entries: AsyncIterable<MemoryEntry> | Iterable<MemoryEntry>,
    { file, stamp, onProgress }: ImportOptions,
  ): Promise<Added> {
    const db = this.#db
    let skip = db.transact(() => {
      const known = db.get(
        `SELECT ${asBytes('stamp')}, done FROM file WHERE path = ?`,
        [file],
      )
      if (known && textIn(known['stamp']) === stamp)
        return Number(known['done'])
      if (known) removeFile(db, file)
      const id = fileNumber(db, file)
      db.run('UPDATE file SET stamp = ? WHERE id = ?', [stamp, id])
      return 0
    })
    const sum = { added: 0, known: 0 }
    let done = 0
    let batch: MemoryEntry[] = []
    const { resets } = db
    const flush = (): void => {
      const added = db.transact(() => {
        const id = fileNumber(db, file)
        const counts = addRows(db, batch, id)
        const set = 'UPDATE file SET stamp = ?, done = ? WHERE id = ?'
        // What was thrown away meanwhile has to be read again from the start.
        db.run(set, db.resets === resets ? [stamp, done, id] : ['', 0, id])
        return counts
      })
      sum.added += added.added
      sum.known += added.known
      batch = []
      onProgress?.(done)
    }
    for await (const entry of entries) {
      done++
      if (skip > 0) {
        skip--
        continue
      }
      batch.push(entry)
      if (batch.length >= batchSize) flush()
    }
    flush()
    db.transact(() => {
      db.run('UPDATE file SET complete = 1 WHERE path = ? AND stamp = ?', [
        file,
        stamp,
      ])
    })
    return sum
  }

  /**
   * Take away the entries of a file, but for those that another one has too.
   *
   * @param file - Path of the file.
   * @returns How many entries are gone.
   */
  remove(file: string): number {
    return this.#db.transact(() => removeFile(this.#db, file))
  }

  /**
   * List the files it has entries of.
   *
   * @returns Stamps by path, of those that were read to their end.
   */
  files(): ReadonlyMap<string, string | undefined> {
    const columns = `${asBytes('path')}, ${asBytes('stamp')}, complete`
    const list = `SELECT ${columns} FROM file ORDER BY path`
    return this.#db.transact(
      () =>
        new Map(
          this.#db
            .all(list)
            .map(({ path, stamp, complete }) => [
              textIn(path),
              complete === 1 ? textIn(stamp) : undefined,
            ]),
        ),
    )
  }

  /**
   * Find the translations of sentences like one.
   *
   * The same text is always found; like ones are looked for among those that share
   * rare pairs of characters or words with it. Sentences of another variant come
   * only from `variants`, and say so.
   *
   * @param content - Sentence.
   * @param options - Locales, surroundings, how many and how like.
   * @returns Matches, the best first; each translation once.
   */
  lookup(content: Content, options: LookupOptions): Match[] {
    const { source, target, context = {}, penalty = 5 } = options
    const query = (locale: Locale, own: Content, variant: boolean): Query => ({
      flat: flatten(renumber(own).source),
      content,
      context: variant ? {} : context,
      source: locale,
      target,
      penalty: variant ? penalty : 0,
      variant,
    })
    const plan: LookupPlan = {
      queries: [
        query(source, content, false),
        ...(options.variants ?? [])
          .filter(({ locale }) => locale !== source)
          .map(({ locale, convert }) => {
            const own = content.map((part) =>
              typeof part === 'string' ? convert(part) : part,
            )
            return query(locale, own, true)
          }),
      ],
      limit: options.limit ?? 5,
      threshold: options.threshold ?? 70,
    }
    return this.#db.transact(() => findMatches(this.#db, plan))
  }

  /**
   * Find entries that have a text in their sentence or translation.
   *
   * Codes do not count, nor the case of `a` to `z`.
   *
   * @param text - Text; nothing in it means anything but itself.
   * @param options - Locales, sides, how many.
   * @returns Entries, in the order they came in.
   */
  search(text: string, options: SearchOptions = {}): Found[] {
    return this.#db.transact(() => searchText(this.#db, text, options))
  }

  /**
   * Give every entry.
   *
   * @param pair - Locales. Default: any.
   * @yields Entries, in the order they came in.
   */
  *entries(
    pair: { source?: Locale; target?: Locale } = {},
  ): Generator<MemoryEntry> {
    const { source, target } = pair
    let after = 0
    for (;;) {
      const rows = this.#db.transact(() =>
        this.#db
          .all(
            `SELECT ${entryValues} FROM entry WHERE id > ? ORDER BY id LIMIT 1000`,
            [after],
          )
          .map((row) => ({ id: Number(row['id']), ...entryOf(row) })),
      )
      if (rows.length === 0) return
      for (const { id, entry } of rows) {
        after = id
        if (source !== undefined && entry.sourceLocale !== source) continue
        if (target !== undefined && entry.targetLocale !== target) continue
        yield entry
      }
    }
  }

  /**
   * Count what it has.
   *
   * @returns Entries by pair of locales and by state, files, bytes.
   */
  stats(): MemoryStats {
    const stats = this.#db.transact(() => statsOf(this.#db))
    return { ...stats, bytes: statSync(this.#db.path).size }
  }

  /** Throw away all it has: it is read again from the files. */
  discard(): void {
    this.#db.discard()
  }

  /** Let go of the file. */
  close(): void {
    this.#db.close()
  }
}
