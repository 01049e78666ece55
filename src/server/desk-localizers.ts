import { asIfApproved } from '../build/impact.ts'
import type { WrittenConcept } from '../glossary/index.ts'
import { createLocalizer, type Localizer } from '../localize.ts'
import type { Concept } from '../model/index.ts'
import { toConcept } from './held-concept.ts'

/** Localizers for concepts that are looked at; making one takes longer than using it. */
const most = 8

/** Localizers of a glossary as it is, and with one concept approved. */
export class DeskLocalizers {
  private readonly concepts: () => readonly Concept[]
  private readonly vocabulary: boolean
  private readonly kept = new Map<string, Localizer>()
  private current: Localizer | undefined

  /**
   * @param concepts - Gives the concepts of the glossary.
   * @param vocabulary - Whether the regional vocabulary is used.
   */
  constructor(concepts: () => readonly Concept[], vocabulary: boolean) {
    this.concepts = concepts
    this.vocabulary = vocabulary
  }

  /** Forget all: the glossary changed. */
  clear(): void {
    this.current = undefined
    this.kept.clear()
  }

  /**
   * Localize as the glossary is now.
   *
   * @returns Localizer with its approved concepts.
   */
  now(): Localizer {
    this.current ??= this.create(this.approved())
    return this.current
  }

  /**
   * Localize as if a concept were approved, whatever it is.
   *
   * @param written - Concept.
   * @returns Localizer.
   */
  with(written: WrittenConcept): Localizer {
    const key = JSON.stringify(written)
    const known = this.kept.get(key)
    if (known) return known
    const concept = toConcept({ ...written, state: 'approved' }, '')
    const rest = this.approved().filter(({ id }) => id !== written['id'])
    const others = asIfApproved(rest)
    const localizer = this.create(concept ? [concept, ...others] : others)
    const [oldest] = this.kept.keys()
    if (this.kept.size >= most && oldest !== undefined) {
      this.kept.delete(oldest)
    }
    this.kept.set(key, localizer)
    return localizer
  }

  private approved(): Concept[] {
    return this.concepts().filter(({ state }) => state === 'approved')
  }

  private create(concepts: readonly Concept[]): Localizer {
    return createLocalizer({ concepts, vocabulary: this.vocabulary })
  }
}
