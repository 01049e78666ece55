/** Text that is not saved yet, and what the person had seen when it was begun. */
export interface Draft {
  text: string
  revision: string
}

/**
 * Texts that are being written: a page that is loaded again has them still.
 *
 * They are this tab's alone; what is saved is on the server's disk.
 */
export class Drafts {
  private readonly prefix: string

  /**
   * @param project - Name of the project.
   * @param path - Article.
   * @param locale - Locale of the translation.
   */
  constructor(project: string, path: string, locale: string) {
    this.prefix = `yiwen-draft ${project} ${locale} ${path} `
  }

  /**
   * Give the draft of a sentence.
   *
   * @param key - Sentence.
   * @returns Draft, or `undefined`.
   */
  get(key: string): Draft | undefined {
    try {
      const said: unknown = JSON.parse(
        sessionStorage.getItem(this.prefix + key) ?? 'null',
      )
      if (typeof said !== 'object' || said === null) return undefined
      const { text, revision } = said as Record<string, unknown>
      return typeof text === 'string' && typeof revision === 'string'
        ? { text, revision }
        : undefined
    } catch {
      return undefined
    }
  }

  /**
   * Keep a draft, or forget it.
   *
   * @param key - Sentence.
   * @param draft - Draft; nothing to forget it.
   */
  set(key: string, draft: Draft | undefined): void {
    try {
      if (draft) {
        sessionStorage.setItem(this.prefix + key, JSON.stringify(draft))
      } else sessionStorage.removeItem(this.prefix + key)
    } catch {
      // Full, or forbidden: the text is still in its field.
    }
  }
}
