import { resolve } from 'node:path'
import {
  conversionLocale,
  type DeskArticle,
  openDeskArticle,
} from '../build/desk-article.ts'
import { DeskMemory } from '../build/desk-memory.ts'
import { findingsOf, sentencesOf } from '../build/desk-segments.ts'
import {
  changeOnDisk,
  type DeskTranslation,
  findSegment,
  readForDesk,
  type SegmentPlace,
} from '../build/desk-store.ts'
import { findGlossaries } from '../build/glossary.ts'
import { findSources } from '../build/sources.ts'
import { translationFile } from '../build/translation-store.ts'
import {
  countTranslation,
  openTranslations,
  type TranslationScope,
} from '../build/translations.ts'
import { stampOf } from '../cache/index.ts'
import {
  type Config,
  hashContent,
  isChinese,
  type Locale,
  parseContent,
  parseLocale,
  type Segment,
  type Translation,
  textOf,
  UserError,
} from '../model/index.ts'
import {
  hashOf,
  revisionOf,
  toFinding,
  toSegment,
  type Wording,
} from './segment-answer.ts'
import { decideSegment, kindOf, SegmentStaleError } from './segment-decision.ts'
import { editableText, sentenceText } from './segment-text.ts'
import type {
  SegmentAddress,
  SegmentDecision,
  SegmentSaved,
  TranslateAction,
  TranslateArticle,
  TranslateCounts,
  TranslateFinding,
  TranslateFindings,
  TranslateList,
  TranslateMatches,
  TranslateSegment,
  TranslateView,
} from './translate-protocol.ts'

/** What a desk of translations is opened with. */
export interface TranslationDeskOptions {
  /** Folder of the project. */
  cwd: string
  /** Settings. */
  config: Config
  /** Name of the person who translates. */
  by: string
  /** Clock. Default: the system's. */
  now?: () => Date
}

interface Done extends TranslateAction {
  before: Segment
  after: Segment
}

interface HeldArticle {
  article: DeskArticle
  stamp: string
}

/** Articles that are held open at once. */
const mostOpen = 24

/**
 * The desk of translations: sentences with what helps to translate them, and what
 * was decided about them.
 *
 * What a person confirmed is on the disk before the promise of the decision is
 * kept. Everything else it holds is what the files said, with their stamps.
 */
export class TranslationDesk {
  private readonly options: TranslationDeskOptions
  private readonly memory: DeskMemory
  private readonly open = new Map<string, HeldArticle>()
  private readonly listed = new Map<
    string,
    { stamp: string; entry: TranslateArticle | undefined }
  >()
  private readonly undoable: Done[] = []
  private scope: { scope: TranslationScope; stamp: string } | undefined
  private queue: Promise<unknown> = Promise.resolve()
  private opening: Promise<unknown> = Promise.resolve()
  private looking: Promise<void> | undefined
  private progress = { done: 0, total: 0 }
  private actions = 0
  private isStopped = false

  /** @param options - Project, person. Nothing is read yet. */
  constructor(options: TranslationDeskOptions) {
    this.options = options
    this.memory = new DeskMemory(options.cwd, options.config)
  }

  /** Finish what is under way, and close the memory. */
  async stop(): Promise<void> {
    this.isStopped = true
    await this.looking
    await this.queue
    this.memory.close()
  }

  /**
   * List the articles with how far their translations are. What was not looked at
   * yet is looked at in the background.
   *
   * @returns Articles that are known, and how many there are.
   * @throws UserError when the glossary or the folder can not be read.
   */
  async list(): Promise<TranslateList> {
    const { cwd, config } = this.options
    const paths = await findSources(resolve(cwd, config.articles), config)
    const known = this.scope?.scope.paths
    if (known && paths.join('\n') !== known.join('\n')) this.scope = undefined
    const scope = await this.openScope()
    if (!this.looking) {
      const done = this.lookThrough(scope).finally(() => {
        this.looking = undefined
      })
      // What is wrong with an article is told when it is opened.
      this.looking = done.catch(() => undefined)
      // Most often all of it is known, and nothing has to be shown twice.
      await Promise.race([
        this.looking,
        new Promise((soon) => setTimeout(soon, 150)),
      ])
    }
    const articles = scope.paths.flatMap(
      (path) => this.listed.get(path)?.entry ?? [],
    )
    const running = this.looking !== undefined
    return { articles, progress: { ...this.progress, running } }
  }

  /**
   * Give all of an article's translation.
   *
   * @param path - Article, from the folder of sources.
   * @param locale - Locale of the translation.
   * @param words - Words findings.
   * @returns Sentences, or `undefined` where there is no such article or
   *   translation.
   * @throws UserError when the disk does not allow it.
   */
  async view(
    path: string,
    locale: string,
    words: Wording,
  ): Promise<TranslateView | undefined> {
    const scope = await this.openScope()
    const target = parseLocale(locale)
    const article = await this.article(path, scope)
    if (!article || !target || !article.targets.includes(target)) {
      return undefined
    }
    const version = this.versionOf(article, target)
    const stored = await readForDesk(article, target, scope)
    const { translation, findings, broken } = stored
    return {
      path,
      shown: article.shown,
      title: article.title,
      source: article.source,
      locale: target,
      conversion: conversionLocale(article, target),
      file: stored.path,
      problems: findings.map((one) => {
        const { reason, note = '' } = words.finding(one)
        return `${one.file}:${one.line ?? 1} ${reason} ${note}`.trim()
      }),
      broken,
      segments: this.segmentsOf(article, translation),
      findings: this.findings(article, translation, words),
      counts: countsOf(translation),
      last: this.last(),
      version,
    }
  }

  /**
   * Tell whether a view is what is there.
   *
   * @param path - Article.
   * @param locale - Locale of the translation.
   * @returns Version to compare with the view's, or `undefined`.
   */
  async version(path: string, locale: string): Promise<string | undefined> {
    const scope = await this.openScope()
    const target = parseLocale(locale)
    const article = target && (await this.article(path, scope))
    return article && this.versionOf(article, target)
  }

  /**
   * Find one sentence as it is on the disk.
   *
   * @param address - Sentence.
   * @returns Sentence, or `undefined`.
   */
  async segment(
    address: SegmentAddress,
  ): Promise<TranslateSegment | undefined> {
    const found = await this.find(address)
    return found && this.segmentAt(found.article, found.translation, address)
  }

  /**
   * Look a sentence up in the memory.
   *
   * @param address - Sentence.
   * @param words - Words what is wrong.
   * @returns Matches, the best first.
   */
  async matches(
    address: SegmentAddress,
    words: Wording,
  ): Promise<TranslateMatches | undefined> {
    const found = await this.find(address)
    if (!found) return undefined
    const { article, translation } = found
    const unit = translation.units.find(({ id }) => id === address.unit)
    const index = unit?.segments.findIndex(({ id }) => id === address.segment)
    const segment = unit?.segments[index ?? -1]
    if (!unit || !segment || index === undefined) return undefined
    const hashAt = (at: number): string => {
      const other = unit.segments[at]
      return other ? hashContent(other.source) : ''
    }
    try {
      const all = await this.memory.matches({
        content: segment.source,
        source: article.source,
        target: translation.target,
        context: { previous: hashAt(index - 1), next: hashAt(index + 1) },
        place: {
          article: article.path,
          unit: address.unit,
          segment: address.segment,
        },
      })
      return {
        matches: all.map((one) => ({
          score: Math.round(one.score),
          source: editableText(one.entry.source),
          target: editableText(one.target),
          state: one.entry.state,
          from: one.entry.article ?? one.entry.origin?.name ?? '',
          variant: one.variant ? one.entry.sourceLocale : '',
          numbersDiffer: one.numbersDiffer,
          codesDiffer: one.codesDiffer,
        })),
      }
    } catch (error) {
      // A memory is a help: one that can not be opened stops nobody.
      if (!(error instanceof UserError)) throw error
      const { message, hint = '' } = words.error(error)
      return { matches: [], problem: `${message} ${hint}`.trim() }
    }
  }

  /**
   * Look for what may be wrong with a text that is being typed. Nothing is saved.
   *
   * @param address - Sentence.
   * @param text - Text with tags.
   * @param words - Words findings.
   * @returns Findings, or `undefined` where there is no such sentence.
   */
  async check(
    address: SegmentAddress,
    text: string,
    words: Wording,
  ): Promise<TranslateFinding[] | undefined> {
    const found = await this.find(address)
    if (!found) return undefined
    const { article, translation } = found
    const target = parseContent(sentenceText(text))
    let only = -1
    const units = translation.units.map((unit, index) => {
      if (unit.id !== address.unit) return unit
      only = index
      const segments = unit.segments.map((one): Segment => {
        if (one.id !== address.segment) return one
        const { staleSource: _, staleState: __, ...rest } = one
        return { ...rest, target, state: 'translated' }
      })
      return { ...unit, segments }
    })
    if (only < 0) return undefined
    if (target.length === 0) return []
    const { config } = this.options
    return findingsOf(article, { ...translation, units }, config, only)
      .filter(({ segment }) => segment === address.segment)
      .map(({ finding }) => toFinding(finding, words))
  }

  /**
   * Do what a person decided about a sentence.
   *
   * @param decision - Text, state or notes, and what the person has seen.
   * @param words - Words findings.
   * @returns When it is on the disk: the sentence as it is now.
   * @throws SegmentStaleError when it is not what the person has seen.
   * @throws UserError when the decision can not be done.
   */
  save(decision: SegmentDecision, words: Wording): Promise<SegmentSaved> {
    return this.exclusive(async () => {
      const { article, target, scope } = await this.openForWriting(decision)
      const { by, now: clock = () => new Date() } = this.options
      const now = clock()
        .toISOString()
        .replace(/\.\d+Z$/, 'Z')
      // What a Chinese edition has where nobody rewrites the sentence.
      const converted = isChinese(target) ? article.convert(target) : []
      const changed = await changeOnDisk(
        article,
        target,
        placeOf(decision),
        (segment, at) => {
          if (!segment || revisionOf(segment) !== decision.revision) {
            throw new SegmentStaleError(addressOf(decision))
          }
          const conversion = converted[at.unit]?.[at.segment]
          return decideSegment(segment, decision, { by, at: now, conversion })
        },
        scope,
      )
      const { before, after } = changed
      this.memory.expire()
      if (revisionOf(before) !== revisionOf(after)) {
        this.undoable.push({
          action: ++this.actions,
          kind: kindOf(before, after),
          label: [...textOf(after.source)].slice(0, 24).join(''),
          ...addressOf(decision),
          before,
          after,
        })
      }
      return this.savedOf(article, changed.translation, decision, words)
    })
  }

  /**
   * Take the last decision back.
   *
   * @param action - Number of the decision the person wants back.
   * @param words - Words findings.
   * @returns The sentence as it was, and where it is.
   * @throws SegmentStaleError when it is not the last one, or somebody changed the
   *   sentence since.
   */
  undo(
    action: number,
    words: Wording,
  ): Promise<SegmentSaved & { address: SegmentAddress }> {
    return this.exclusive(async () => {
      const last = this.undoable.at(-1)
      if (last?.action !== action) throw new SegmentStaleError()
      const { article, target, scope } = await this.openForWriting(last)
      const { translation } = await changeOnDisk(
        article,
        target,
        placeOf(last),
        (segment) => {
          if (!segment || revisionOf(segment) !== revisionOf(last.after)) {
            throw new SegmentStaleError()
          }
          return { ...last.before, space: segment.space }
        },
        scope,
      )
      this.undoable.pop()
      this.memory.expire()
      const address = addressOf(last)
      const saved = this.savedOf(article, translation, address, words)
      return { ...saved, address }
    })
  }

  private async openForWriting({ path, locale }: SegmentAddress): Promise<{
    article: DeskArticle
    target: Locale
    scope: TranslationScope
  }> {
    const scope = await this.openScope()
    const target = parseLocale(locale)
    const article = await this.article(path, scope)
    if (!article || !target || !article.targets.includes(target)) {
      throw goneError(path)
    }
    return { article, target, scope }
  }

  private savedOf(
    article: DeskArticle,
    translation: Translation,
    address: SegmentAddress,
    words: Wording,
  ): SegmentSaved {
    const segment = this.segmentAt(article, translation, address)
    if (!segment) throw new SegmentStaleError(address)
    return {
      segment,
      findings: this.findings(article, translation, words),
      counts: countsOf(translation),
      last: this.last(),
      version: this.versionOf(article, translation.target),
    }
  }

  private last(): TranslateAction | null {
    const last = this.undoable.at(-1)
    if (!last) return null
    const { before: _, after: __, ...action } = last
    return action
  }

  private findings(
    article: DeskArticle,
    translation: Translation,
    words: Wording,
  ): TranslateFindings {
    const { config } = this.options
    const all: Record<string, TranslateFinding[]> = {}
    for (const one of findingsOf(article, translation, config)) {
      const key = `${one.unit} ${one.segment}`
      all[key] = [...(all[key] ?? []), toFinding(one.finding, words)]
    }
    return all
  }

  private segmentsOf(
    article: DeskArticle,
    translation: Translation,
    only?: string,
  ): TranslateSegment[] {
    const conversion = article.convert(
      conversionLocale(article, translation.target),
    )
    return sentencesOf(article, translation, conversion, only).map(toSegment)
  }

  private segmentAt(
    article: DeskArticle,
    translation: Translation,
    { unit, segment }: SegmentAddress,
  ): TranslateSegment | undefined {
    return this.segmentsOf(article, translation, unit).find(
      (one) => one.unit === unit && one.id === segment,
    )
  }

  private async find(
    address: SegmentAddress,
  ): Promise<(DeskTranslation & { article: DeskArticle }) | undefined> {
    const scope = await this.openScope()
    const target = parseLocale(address.locale)
    const article = await this.article(address.path, scope)
    if (!article || !target || !article.targets.includes(target)) {
      return undefined
    }
    const stored = await readForDesk(article, target, scope)
    return findSegment(stored.translation, placeOf(address))
      ? { ...stored, article }
      : undefined
  }

  /** Project as its glossary and folder are now. */
  private async openScope(): Promise<TranslationScope> {
    const next = this.opening.then(async () => {
      const { cwd, config } = this.options
      const files = await findGlossaries(cwd, config.glossary)
      const stamp = files
        .map((path) => `${path} ${stampOf(resolve(cwd, path), true)}`)
        .join('\n')
      const isSame = this.scope?.stamp === stamp
      if (!isSame) {
        const scope = await openTranslations({ cwd, config })
        this.scope = { scope, stamp }
        // Terms are part of what is known of an article.
        this.open.clear()
        return scope
      }
      return this.scope?.scope as TranslationScope
    })
    this.opening = next.catch(() => undefined)
    return next
  }

  private async article(
    path: string,
    scope: TranslationScope,
  ): Promise<DeskArticle | undefined> {
    // Only what is in the list is opened, whatever a request says.
    if (!scope.paths.includes(path)) return undefined
    const stamp = this.stampAt(scope, path)
    const held = this.open.get(path)
    if (held?.stamp === stamp) return held.article
    const article = await openDeskArticle(path, scope)
    if (!article) return undefined
    const [oldest] = this.open.keys()
    if (this.open.size >= mostOpen && oldest !== undefined) {
      this.open.delete(oldest)
    }
    this.open.set(path, { article, stamp })
    return article
  }

  private stampAt({ root }: TranslationScope, path: string): string {
    return String(stampOf(resolve(root, path), true))
  }

  private versionOf({ path }: DeskArticle, target: Locale): string {
    const { cwd, config } = this.options
    const file = resolve(cwd, translationFile(config, path, target))
    const article = stampOf(resolve(cwd, config.articles, path), true)
    return hashOf([this.scope?.stamp, article, stampOf(file, true)])
  }

  /** Count how far the translations of every article are. */
  private async lookThrough(scope: TranslationScope): Promise<void> {
    const { cwd, config } = this.options
    this.progress = { done: 0, total: scope.paths.length }
    for (const path of scope.paths) {
      if (this.isStopped) return
      const known = this.listed.get(path)
      const locales = known?.entry?.translations.map(({ locale }) => locale)
      const stamp = (all: readonly string[]): string =>
        hashOf([
          this.scope?.stamp,
          this.stampAt(scope, path),
          ...all.map((locale) =>
            stampOf(
              resolve(cwd, translationFile(config, path, locale as Locale)),
              true,
            ),
          ),
        ])
      if (!known || known.stamp !== stamp(locales ?? [])) {
        const entry = await this.entryOf(path, scope)
        const own = entry?.translations.map(({ locale }) => locale) ?? []
        this.listed.set(path, { stamp: stamp(own), entry })
        // Requests come in between.
        await new Promise((done) => setImmediate(done))
      }
      this.progress.done++
    }
  }

  private async entryOf(
    path: string,
    scope: TranslationScope,
  ): Promise<TranslateArticle | undefined> {
    const held = this.open.get(path)
    const isHeld = held?.stamp === this.stampAt(scope, path)
    // A list does not push out what somebody works on.
    const article = isHeld ? held.article : await openDeskArticle(path, scope)
    if (!article) return undefined
    const { shown, title, source, targets } = article
    const translations = []
    for (const target of targets) {
      const { translation, broken } = await readForDesk(article, target, scope)
      translations.push({
        locale: target,
        counts: countsOf(translation),
        broken,
      })
    }
    return { path, shown, title, source, translations }
  }

  /** One task after the other, whatever becomes of each. */
  private exclusive<T>(task: () => Promise<T>): Promise<T> {
    const next = this.queue.then(task)
    this.queue = next.catch(() => undefined)
    return next
  }
}

function placeOf({ unit, segment }: SegmentAddress): SegmentPlace {
  return { unit, segment }
}

function addressOf({ path, locale, unit, segment }: SegmentAddress) {
  return { path, locale, unit, segment }
}

function countsOf(translation: Translation): TranslateCounts {
  const { segments, states, stale } = countTranslation(translation)
  return { segments, states, stale }
}

function goneError(path: string): UserError {
  return new UserError(`There is no article ${path} to translate.`, {
    hint: 'Look whether it was renamed, or is not in that language.',
    wording: { key: 'segment-gone', values: { path } },
  })
}
