import { posix, resolve } from 'node:path'
import {
  findContexts,
  previewPage,
  suggestForms,
  type TermContext,
} from '../build/context.ts'
import { findGlossaries, readConceptFiles } from '../build/glossary.ts'
import { checkConcept } from '../build/glossary-edit.ts'
import {
  type ArticleImpact,
  type ConceptVersions,
  ImpactIndex,
  type SenseDoubt,
} from '../build/impact.ts'
import { siteOf } from '../build/project.ts'
import { findSourceAssets, findSources } from '../build/sources.ts'
import { stampOf } from '../cache/index.ts'
import {
  type Act,
  GlossaryConflictError,
  type GlossaryEdit,
  type GlossaryFile,
  isSame,
  openGlossary,
  saveGlossary,
  textOf,
  type WrittenConcept,
  withState,
  wordsOf,
} from '../glossary/index.ts'
import { withLock } from '../lock/index.ts'
import { type Concept, isChinese } from '../model/index.ts'
import {
  applyEdit,
  conclude,
  doubtConcept,
  doubtId,
  type Outcome,
} from './decision.ts'
import { DeskLocalizers } from './desk-localizers.ts'
import { type DeskOptions, StaleError } from './desk-options.ts'
import {
  chosenForms,
  doubtRow,
  editFrom,
  fileForNew,
  type Held,
  hold,
  labelOf,
  listOf,
  mappingOf,
  partOf,
  rowOf,
  toConcept,
} from './held-concept.ts'
import type {
  ArticleChange,
  BulkRequest,
  Changes,
  Choice,
  ConceptEdit,
  Context,
  DecideRequest,
  Item,
  LastAction,
  Row,
} from './protocol.ts'
import { RowLog } from './row-log.ts'

interface Done extends LastAction {
  changes: readonly {
    id: string
    before: WrittenConcept | undefined
    after: WrittenConcept | undefined
    path: string
  }[]
}

/** Contexts that are shown at once. */
const enough = 8

/**
 * The desk: what there is to decide, and what was decided.
 *
 * Everything a person confirmed is on the disk before the promise of the decision
 * is kept. What it holds in memory can be read again from the files at any time.
 */
export class Desk {
  private readonly options: DeskOptions
  private readonly files = new Map<
    string,
    { file: GlossaryFile; stamp: string }
  >()
  private readonly held = new Map<string, Held>()
  private readonly candidates = new Map<string, WrittenConcept>()
  private readonly rows = new RowLog()
  private readonly problems = new Map<string, Error>()
  private readonly undoable: Done[] = []
  private readonly stopped = new AbortController()
  private readonly localizers: DeskLocalizers
  private doubts = new Map<string, SenseDoubt>()
  private index: ImpactIndex
  private indexing = true
  private isLooked = false
  private actions = 0
  private decided = 0
  private queue: Promise<unknown> = Promise.resolve()
  private timers: NodeJS.Timeout[] = []
  private assets: ReadonlySet<string> = new Set()
  private articles: ReadonlySet<string> = new Set()

  private constructor(options: DeskOptions) {
    this.options = options
    this.index = new ImpactIndex(options, [])
    this.localizers = new DeskLocalizers(
      () => this.concepts(),
      options.config.vocabulary,
    )
  }

  /**
   * Open the glossary of a project.
   *
   * @param options - Project, person.
   * @returns Desk; what is in the articles is not known before `start`.
   * @throws UserError when a glossary file can not be read.
   */
  static async open(options: DeskOptions): Promise<Desk> {
    const desk = new Desk(options)
    const { cwd, config } = options
    const read = await readConceptFiles(cwd, config.glossary)
    const known = new Map(read.concepts.map((one) => [one.id, one]))
    for (const path of read.files) {
      const stamp = watchedStamp(resolve(cwd, path))
      const file = await openGlossary(cwd, path)
      desk.files.set(path, { file, stamp })
      for (const written of file.concepts) {
        const id = String(written['id'])
        if (desk.held.has(id)) continue
        desk.held.set(id, hold(written, path, known.get(id)))
      }
    }
    for (const { concept } of (await options.candidates?.()) ?? []) {
      desk.candidates.set(String(concept['id']), concept)
    }
    desk.index = new ImpactIndex(options, desk.concepts())
    desk.syncRows()
    return desk
  }

  /** Look through the articles in the background, and watch the files. */
  start(): void {
    void this.lookThrough()
    const watch = (milliseconds: number, task: () => Promise<void>): void => {
      const timer = setInterval(() => {
        task().catch(() => undefined)
      }, milliseconds)
      timer.unref()
      this.timers.push(timer)
    }
    watch(1000, () => this.exclusive(() => this.refresh()))
    watch(5000, async () => {
      if (!this.indexing) await this.lookThrough()
    })
  }

  /** Stop looking; decisions under way are finished first. */
  async stop(): Promise<void> {
    this.stopped.abort()
    for (const timer of this.timers) clearInterval(timer)
    await this.queue
    await this.index.save()
  }

  /**
   * Read articles that are new or changed, now.
   *
   * @returns When all are read.
   */
  async lookThrough(): Promise<void> {
    const { cwd, config } = this.options
    this.indexing = true
    try {
      const root = resolve(cwd, config.articles)
      this.articles = new Set(await findSources(root, config))
      this.assets = new Set(await findSourceAssets(root, config))
      let shown = Date.now()
      await this.index.refresh(() => {
        if (Date.now() - shown < 400) return
        this.syncRows()
        shown = Date.now()
      }, this.stopped.signal)
      if (!this.isLooked) await this.index.save()
      this.isLooked = true
      if (this.problems.delete('')) this.rows.touch()
    } catch (error) {
      // The glossary can be reviewed without its articles.
      this.note('', error)
    } finally {
      this.indexing = false
      this.syncRows()
    }
  }

  private note(where: string, error: unknown): void {
    const problem = error instanceof Error ? error : new Error(String(error))
    if (this.problems.get(where)?.message !== problem.message) this.rows.touch()
    this.problems.set(where, problem)
  }

  /**
   * Tell what changed.
   *
   * @param since - Version the client has; 0 for everything.
   * @param word - Words what is wrong. Default: in English.
   * @returns Rows, and how far everything is.
   */
  changes(
    since: number,
    word: (problem: Error) => string = ({ message }) => message,
  ): Changes {
    const { done, total } = this.index.progress
    return {
      ...this.rows.since(since),
      progress: { done, total, running: this.indexing },
      last: this.last(),
      decided: this.decided,
      problems: [...this.problems.values()].map((problem) => word(problem)),
    }
  }

  /**
   * Tell everything about a row.
   *
   * @param id - Id.
   * @param view - Edition to show; one article alone; forms of an unclear word.
   * @returns Item, or `undefined` where there is none.
   */
  async item(
    id: string,
    view: {
      edition?: string | undefined
      article?: string | undefined
      chosen?: Readonly<Record<string, string>> | undefined
      bare?: boolean
    } = {},
  ): Promise<Item | undefined> {
    const row = this.rows.get(id)
    if (!row) return undefined
    const { config } = this.options
    const doubt = this.doubts.get(id)
    const chosen = doubt ? chosenForms(doubt, view.chosen) : {}
    const written = this.writtenOf(id, chosen)
    if (!written) return undefined
    const edition = this.editionFor(view.edition, chosen)
    const changes = this.impactOf(id)
    const contexts = view.bare
      ? []
      : await this.contexts(id, written, edition, changes, view.article)
    const terms = Object.fromEntries(
      Object.keys(mappingOf(written['terms'])).map((locale) => [
        locale,
        wordsOf(written, locale).map((word) => ({
          text: textOf(word),
          status: partOf(word, 'status', 'preferred'),
          type: partOf(word, 'type', 'full'),
        })),
      ]),
    )
    const [first] = terms[config.source] ?? []
    const targets = config.editions
      .map(({ locale }) => locale)
      .filter((locale) => isChinese(locale) && locale !== config.source)
    const suggested = [...new Set(targets)].flatMap((locale) =>
      !first || terms[locale] || doubt || !isChinese(locale)
        ? []
        : [{ locale, ...suggestForms(first.text, config.source, locale) }],
    )
    const choices = (doubt?.choices ?? []).map(
      (choice): Choice => ({
        ...choice,
        chosen: chosen[choice.locale] ?? choice.kept,
      }),
    )
    return {
      ...row,
      terms,
      suggested,
      definition: String(written['definition'] ?? ''),
      note: String(written['note'] ?? ''),
      gloss: written['gloss'] !== false,
      sources: listOf(written['sources']).map((source) => ({
        title: partOf(source, 'title'),
        url: partOf(source, 'url'),
        quotation: partOf(source, 'quotation'),
      })),
      history: listOf(written['history']).map((line) => ({
        at: partOf(line, 'at'),
        by: partOf(line, 'by'),
        action: partOf(line, 'action'),
        note: partOf(line, 'note'),
      })),
      file: this.held.get(id)?.path ?? this.fileForNew(written),
      choices,
      editions: config.editions.map((one) => ({
        id: one.id,
        locale: one.locale,
        name: siteOf(one).name,
      })),
      edition,
      changes,
      contexts,
    }
  }

  /**
   * Show what an edit would make of the articles; nothing is saved.
   *
   * @param id - Id.
   * @param edit - What a person is typing.
   * @param edition - Edition to show.
   * @returns A few sentences; none where the edit is no valid concept yet.
   */
  async draft(
    id: string,
    edit: ConceptEdit,
    edition: string,
  ): Promise<Context[]> {
    const base = this.writtenOf(id, {})
    const written = base && applyEdit(base, edit)
    if (!written || !toConcept(written, '')) return []
    const articles = this.impactOf(id)
    const known = this.editionFor(edition, {})
    return (await this.contexts(id, written, known, articles, undefined)).slice(
      0,
      3,
    )
  }

  /**
   * List the articles that many concepts change.
   *
   * @param ids - Ids.
   * @returns Articles, the one with the most places first.
   */
  plan(ids: readonly string[]): ArticleChange[] {
    const all = new Map<string, ArticleChange>()
    for (const id of ids) {
      for (const one of this.impactOf(id)) {
        const before = all.get(one.path)
        all.set(one.path, {
          ...one,
          places: one.places + (before?.places ?? 0),
          editions: [
            ...new Set([...(before?.editions ?? []), ...one.editions]),
          ],
        })
      }
    }
    return [...all.values()].sort((a, b) => b.places - a.places)
  }

  /**
   * Do what a person decided.
   *
   * @param request - Decision, and what the person has seen.
   * @returns When it is on the disk: what changed since a version.
   * @throws StaleError when the concept is not what the person has seen.
   * @throws UserError when the decision can not be done.
   */
  async decide(request: DecideRequest): Promise<void> {
    const { id, revision, decision } = request
    await this.exclusive(async () => {
      await this.refresh()
      this.assertSeen(id, revision)
      const doubt = this.doubts.get(id)
      const base = this.writtenOf(
        id,
        doubt ? chosenForms(doubt, request.chosen) : {},
      )
      if (!base) throw new StaleError(id)
      const act = this.act(request.reason)
      const { source } = this.options.config
      const all = new Map(
        [...this.held].map(([id, { written }]) => [id, written]),
      )
      const done = conclude(base, decision, act, { source, all })
      await this.carryOut(decision.kind, String(labelOf(base)), done)
      this.decided++
    })
  }

  /**
   * Do the same to many concepts.
   *
   * @param request - Concepts as the person has seen them.
   * @returns When all are on the disk.
   * @throws StaleError when one is not what the person has seen; nothing is done.
   */
  async bulk(request: BulkRequest): Promise<void> {
    await this.exclusive(async () => {
      await this.refresh()
      for (const { id, revision } of request.items)
        this.assertSeen(id, revision)
      const act = this.act(request.reason)
      const state = request.kind === 'approve' ? 'approved' : 'rejected'
      const done = request.items.flatMap(({ id }) => {
        const before = this.writtenOf(id, {})
        return before ? [withState(before, state, act)] : []
      })
      await this.carryOut(request.kind, String(done.length), done)
      this.decided += done.length
    })
  }

  /**
   * Take the last decision back.
   *
   * @param action - Number of the decision the person wants back.
   * @returns Ids of the concepts that are as they were.
   * @throws StaleError when it is not the last one, or somebody changed it since.
   */
  async undo(action: number): Promise<string[]> {
    return this.exclusive(async () => {
      await this.refresh()
      const last = this.undoable.at(-1)
      if (!last || last.action !== action) throw new StaleError()
      for (const { id, after } of last.changes) {
        if (!isSame(this.held.get(id)?.written, after)) throw new StaleError()
      }
      const edits = last.changes.map(({ id, before, after, path }) => ({
        path,
        edit: editFrom(id, after, before),
      }))
      await this.save(edits)
      this.undoable.pop()
      this.decided = Math.max(0, this.decided - last.changes.length)
      this.rows.touch()
      return last.changes.map(({ id }) => id)
    })
  }

  /**
   * Render an article as it will be published once a row is approved.
   *
   * @param page - Article, edition; the row and its place to show.
   * @returns HTML, or `undefined` where there is no such page.
   */
  async preview(page: {
    path: string
    edition: string
    id?: string | undefined
    place?: number | undefined
    chosen?: Readonly<Record<string, string>> | undefined
  }): Promise<string | undefined> {
    const { path, edition, id } = page
    const { config } = this.options
    const known = config.editions.some((one) => one.id === edition)
    if (!known || !this.articles.has(path)) return undefined
    const doubt = id === undefined ? undefined : this.doubts.get(id)
    const written =
      id === undefined
        ? undefined
        : this.writtenOf(id, doubt ? chosenForms(doubt, page.chosen) : {})
    const localizer = written
      ? this.localizers.with(written)
      : this.localizers.now()
    const shown = this.shownPath(path)
    let place: TermContext | undefined
    if (written && id !== undefined && page.place !== undefined) {
      const query = { path, shown, edition, concept: id }
      const found = await findContexts(this.options, {
        ...query,
        before: this.localizers.now(),
        after: localizer,
      })
      place = found[page.place]
    }
    const has = (one: string): boolean =>
      this.articles.has(one) || this.assets.has(one)
    return previewPage(this.options, {
      path,
      shown,
      edition,
      localizer,
      has,
      place,
    })
  }

  /**
   * Find a picture of the articles.
   *
   * @param path - Path from the folder of sources.
   * @returns Absolute path; nothing for what is not among the project's assets.
   */
  asset(path: string): string | undefined {
    const { cwd, config } = this.options
    return this.assets.has(path)
      ? resolve(cwd, config.articles, path)
      : undefined
  }

  private last(): LastAction | null {
    const done = this.undoable.at(-1)
    if (!done) return null
    const { action, kind, label } = done
    return { action, kind, label }
  }

  private act(reason: string | undefined): Act {
    const at = (this.options.now?.() ?? new Date()).toISOString()
    const why = reason?.trim()
    return {
      by: this.options.by,
      at: at.replace(/\.\d+Z$/, 'Z'),
      ...(why ? { reason: why } : {}),
    }
  }

  private assertSeen(id: string, revision: string): void {
    const there = this.held.get(id)?.revision ?? 'new'
    if (there !== revision || !this.rows.get(id)) throw new StaleError(id)
  }

  private async carryOut(
    kind: string,
    label: string,
    done: readonly Outcome[],
  ): Promise<void> {
    const changes = done.map((one) => {
      const gone = 'gone' in one && Object.keys(one).length === 1
      const id = String(gone ? one['gone'] : (one as WrittenConcept)['id'])
      const held = this.held.get(id)
      const after = gone ? undefined : (one as WrittenConcept)
      const path = held?.path ?? this.fileForNew(after ?? {})
      return { id, before: held?.written, after, path }
    })
    const written = await this.save(
      changes.map(({ id, before, after, path }) => ({
        path,
        edit: editFrom(id, before, after),
      })),
      (paths) => {
        // What is on the disk can be taken back, whatever comes after it.
        const own = changes.filter(({ path }) => paths.has(path))
        if (own.length === 0) return
        this.undoable.push({
          action: ++this.actions,
          kind,
          label,
          changes: own,
        })
        this.rows.touch()
      },
    )
    return written
  }

  private async save(
    edits: readonly { path: string; edit: GlossaryEdit }[],
    finish?: (paths: ReadonlySet<string>) => void,
  ): Promise<void> {
    const { cwd } = this.options
    const written = new Set<string>()
    try {
      for (const path of new Set(edits.map((one) => one.path))) {
        const before =
          this.files.get(path)?.file ?? (await openGlossary(cwd, path))
        const own = edits.filter((one) => one.path === path)
        const file = await saveGlossary(
          before,
          own.map(({ edit }) => edit),
          { check: checkConcept, lock: withLock },
        )
        written.add(path)
        const stamp = watchedStamp(resolve(cwd, path))
        this.takeOver(path, file, stamp)
      }
    } catch (error) {
      if (error instanceof GlossaryConflictError) throw new StaleError(error.id)
      throw error
    } finally {
      finish?.(written)
    }
  }

  /** Notice files that somebody else wrote. */
  private async refresh(): Promise<void> {
    const { cwd, config } = this.options
    const paths = await findGlossaries(cwd, config.glossary)
    for (const path of new Set([...paths, ...this.files.keys()])) {
      const stamp = watchedStamp(resolve(cwd, path))
      if (this.files.get(path)?.stamp === stamp) continue
      try {
        const file = await openGlossary(cwd, path)
        if (this.problems.delete(path)) this.rows.touch()
        if (this.files.get(path)?.file.revision === file.revision) {
          this.files.set(path, { file, stamp })
        } else this.takeOver(path, file, stamp)
      } catch (error) {
        // An editor may be in the middle of saving; what was read stays.
        this.note(path, error)
      }
    }
  }

  private takeOver(path: string, file: GlossaryFile, stamp: string): void {
    this.files.set(path, { file, stamp })
    const changes: ConceptVersions[] = []
    const ids = new Set<string>()
    const there = new Set<string>()
    for (const written of file.concepts) {
      const id = String(written['id'])
      const before = this.held.get(id)
      if (there.has(id) || (before && before.path !== path)) continue
      there.add(id)
      const printed = JSON.stringify(written)
      if (before?.printed === printed) continue
      const now = hold(written, path, toConcept(written, path), printed)
      this.held.set(id, now)
      ids.add(id)
      changes.push({ before: before?.concept, after: now.concept })
    }
    for (const [id, { path: own, concept }] of this.held) {
      if (own !== path || there.has(id)) continue
      this.held.delete(id)
      ids.add(id)
      changes.push({ before: concept })
    }
    if (ids.size === 0) return
    this.localizers.clear()
    const stale = this.index.setConcepts(this.concepts(), changes)
    this.syncRows(ids)
    if (stale && this.timers.length > 0) void this.lookThrough()
  }

  private concepts(): Concept[] {
    const all: Concept[] = []
    for (const { concept } of this.held.values()) if (concept) all.push(concept)
    for (const written of this.candidates.values()) {
      const concept = toConcept(written, '')
      if (concept && !this.held.has(concept.id)) all.push(concept)
    }
    return all
  }

  /** Make rows of what is known; those that changed are told to clients. */
  private syncRows(only?: ReadonlySet<string>): void {
    const { source } = this.options.config
    const known = new Set<string>()
    for (const { concept } of this.held.values()) {
      for (const { locale, text } of concept?.terms ?? []) {
        if (locale === source) known.add(text)
      }
    }
    this.doubts = new Map(
      this.index
        .doubts()
        .filter(({ word }) => !known.has(word))
        .map((doubt) => [doubtId(doubt.word), doubt]),
    )
    this.rows.sync(
      this.freshRows(only),
      (id) =>
        this.held.has(id) || this.doubts.has(id) || this.candidates.has(id),
    )
  }

  /** Rows that may be others than before. */
  private *freshRows(only?: ReadonlySet<string>): Generator<Row> {
    const { source } = this.options.config
    for (const [id, { written, revision }] of this.held) {
      const { places, articles } = this.index.count(id)
      const before = this.rows.get(id)
      const isFresh =
        before?.revision === revision &&
        before.places === places &&
        before.articles === articles
      if (isFresh || (only && !only.has(id) && before)) continue
      const more = { revision, places, articles }
      yield rowOf(written, source, { kind: 'concept', ...more })
    }
    for (const [id, written] of this.candidates) {
      if (this.held.has(id)) continue
      const more = { revision: 'new', ...this.index.count(id) }
      yield rowOf(written, source, { kind: 'candidate', ...more })
    }
    for (const [id, doubt] of this.doubts) {
      if (!this.held.has(id)) yield doubtRow(id, doubt)
    }
  }

  private writtenOf(
    id: string,
    chosen: Readonly<Record<string, string>>,
  ): WrittenConcept | undefined {
    const doubt = this.doubts.get(id)
    return (
      this.held.get(id)?.written ??
      this.candidates.get(id) ??
      (doubt && doubtConcept(doubt, chosen))
    )
  }

  private impactOf(id: string): readonly ArticleImpact[] {
    const doubt = this.held.has(id) ? undefined : this.doubts.get(id)
    return doubt ? doubt.articles : this.index.articlesOf(id)
  }

  private editionFor(
    wanted: string | undefined,
    chosen: Readonly<Record<string, string>>,
  ): string {
    const { editions, source } = this.options.config
    if (editions.some(({ id }) => id === wanted)) return wanted ?? ''
    const others = editions.filter(({ locale }) => locale !== source)
    const [locale = 'zh-CN'] = Object.keys(chosen)
    const usual =
      others.find((one) => one.id === locale) ??
      others.find((one) => one.locale === locale) ??
      others[0]
    return usual?.id ?? editions[0]?.id ?? ''
  }

  private async contexts(
    id: string,
    written: WrittenConcept,
    edition: string,
    articles: readonly ArticleImpact[],
    only: string | undefined,
  ): Promise<Context[]> {
    const after = this.localizers.with(written)
    const found: Context[] = []
    for (const { path, shown } of articles) {
      if (only !== undefined && path !== only) continue
      const query = {
        path,
        shown,
        edition,
        concept: id,
        before: this.localizers.now(),
        after,
      }
      const here = await findContexts(this.options, query)
      found.push(...here.map((context, place) => ({ path, place, ...context })))
      if (only === undefined && found.length >= enough) break
    }
    return only === undefined ? found.slice(0, enough) : found.slice(0, 200)
  }

  private shownPath(path: string): string {
    return posix.join(this.options.config.articles, path)
  }

  private fileForNew(written: WrittenConcept): string {
    const { glossary } = this.options.config
    return fileForNew(written, this.held.values(), glossary, this.files.keys())
  }

  /** One task after the other, whatever becomes of each. */
  private exclusive<T>(task: () => Promise<T>): Promise<T> {
    const next = this.queue.then(task)
    this.queue = next.catch(() => undefined)
    return next
  }
}

/** A file as a text that is another when the file is; links are followed. */
function watchedStamp(path: string): string {
  return String(stampOf(path, true))
}
