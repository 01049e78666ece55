/**
 * What a project's memory has for a person who translates.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */

import type { Match, Memory, MemoryContext } from '../memory/index.ts'
import type { Config, Content, Locale } from '../model/index.ts'
import { openProjectMemory, variantsFor } from './memory.ts'
import { translationSources } from './memory-sources.ts'

/** Sentence that is looked up, and where it stands. */
export interface DeskQuery {
  /** Sentence. */
  content: Content
  /** Its locale. */
  source: Locale
  /** Locale of the translations. */
  target: Locale
  /** What stands around it. */
  context: MemoryContext
  /** Its place, whose own translation is no match. */
  place: { article: string; unit: string; segment: string }
}

/** Memory that is opened when it is first asked, and follows its files. */
export class DeskMemory {
  private readonly cwd: string
  private readonly config: Config
  private memory: Memory | undefined
  private isStale = true
  private opening: Promise<unknown> = Promise.resolve()

  /**
   * @param cwd - Folder of the project.
   * @param config - Settings.
   */
  constructor(cwd: string, config: Config) {
    this.cwd = cwd
    this.config = config
  }

  /** Say that a file of translations is another now. */
  expire(): void {
    this.isStale = true
  }

  /**
   * Find sentences like one.
   *
   * @param query - Sentence.
   * @returns Matches, the best first, up to nine; each translation once.
   * @throws UserError when the memory can not be opened.
   */
  async matches({
    content,
    source,
    target,
    context,
    place,
  }: DeskQuery): Promise<Match[]> {
    const memory = await this.open()
    const seen = new Set<string>()
    return memory
      .lookup(content, {
        source,
        target,
        context,
        limit: 12,
        threshold: 60,
        variants: variantsFor(source),
      })
      .filter(({ entry, target: translation }) => {
        const isOwn =
          entry.article === place.article &&
          entry.unit === place.unit &&
          entry.segment === place.segment
        const key = JSON.stringify(translation)
        if (isOwn || seen.has(key)) return false
        seen.add(key)
        return true
      })
      .slice(0, 9)
  }

  /** Close it; it can be opened again. */
  close(): void {
    this.memory?.close()
    this.memory = undefined
    this.isStale = true
  }

  /** One at a time: two would read the same files. */
  private open(): Promise<Memory> {
    const next = this.opening.then(async () => {
      if (this.memory && !this.isStale) return this.memory
      this.isStale = false
      try {
        const translations = await translationSources(this.cwd, this.config)
        const opened = await openProjectMemory({ cwd: this.cwd, translations })
        this.memory?.close()
        this.memory = opened.memory
        return opened.memory
      } catch (error) {
        this.isStale = true
        throw error
      }
    })
    this.opening = next.catch(() => undefined)
    return next
  }
}
