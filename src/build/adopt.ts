/**
 * Edits that were made in a published edition, taken back into its translation.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { VFile } from 'vfile'
import type { LocalizeOptions, Localizer } from '../localize.ts'
import {
  type ChineseLocale,
  type Config,
  type Edition,
  type Finding,
  finding,
  isChinese,
  type Locale,
  pointAt,
  printContent,
  type Segment,
  type SegmentOrigin,
  type Translation,
  textOf,
  type Unit,
  UserError,
} from '../model/index.ts'
import { foldersOf, hashBytes, readSnapshot } from '../publish/index.ts'
import { type PlacedUnit, segmentUnits } from '../segment/index.ts'
import {
  alignEqual,
  alignSimilar,
  bigramsOf,
  likeness,
  syncTranslation,
} from '../translations/index.ts'
import { type AdoptedUnit, adoptUnit } from './adopt-unit.ts'
import { openArticle } from './article.ts'
import { translationsOf } from './edition-translations.ts'
import { shownFrom } from './shown.ts'
import { translationFile, updateStored } from './translation-store.ts'
import { openTranslations } from './translations.ts'

/** Sentence that was taken back. */
export interface AdoptedSentence {
  /** Sentence of the article. */
  source: string
  /** What the edition says now. */
  target: string
}

/** What became of an edition that was edited. */
export interface AdoptReport {
  /** The edition, from the project's folder. */
  path: string
  /** File of its translation, from the project's folder. */
  store: string
  /** Locale. */
  locale: Locale
  /** Sentences that were taken back. */
  adopted: readonly AdoptedSentence[]
  /** What can not be taken back, each with its place in the edition. */
  findings: readonly Finding[]
  /** Whether builds write the edition as it is now. */
  reproduced: boolean
  /** Whether the edition is what was built. */
  unedited: boolean
}

/** Who adopts, and how. */
export interface AdoptOptions {
  /** Name of the person. */
  by: string
  /** When: ISO 8601, UTC. */
  at: string
  /** Do everything but write. Default: no. */
  dryRun?: boolean
}

/**
 * Take the edits of a published edition back into its translation.
 *
 * What was built is made once more and compared, block by block and sentence by
 * sentence, with what is there. A sentence that was rewritten is kept as
 * `reviewed`. The edition is left as it is.
 *
 * @param project - Project.
 * @param file - Markdown of an edition, from the project's folder.
 * @param options - Who, when, dry run.
 * @returns What was taken back and what can not be.
 * @throws UserError when no build wrote the file, or it was built from something
 *   else than what is there now.
 */
export async function adoptEdition(
  project: { cwd: string; config: Config },
  file: string,
  options: AdoptOptions,
): Promise<AdoptReport> {
  const scope = await openTranslations(project)
  const built = await openEdition(file, scope)
  const { edition, shown, text, edited, unedited, units, translation, of } =
    built
  const store = translationFile(scope.config, of.article, of.target)
  const report = { path: shown, store, locale: edition.locale, unedited }
  if (unedited) {
    return { ...report, adopted: [], findings: [], reproduced: true }
  }
  const found = compare(built, scope.localizer)
  for (const one of found.findings) one.file = shown
  const origin: SegmentOrigin = {
    by: 'adopt',
    name: options.by,
    at: options.at,
  }
  const done = withAdopted(translation, found.adopted, origin)
  const again = String(built.localize(done))
  const reproduced = again === edited
  const findings =
    reproduced || found.findings.length > 0
      ? found.findings
      : [reportShape(again, edited, shown)]
  if (found.adopted.length > 0) {
    await updateStored(
      scope.cwd,
      scope.config,
      of,
      (previous) =>
        withAdopted(
          syncTranslation(previous, units, of).translation,
          found.adopted,
          origin,
        ),
      { concepts: scope.conceptsById, dryRun: options.dryRun ?? false },
    )
  }
  return {
    ...report,
    adopted: found.adopted.flatMap(({ unit, targets }) =>
      [...targets].map(([index, target]) => ({
        source: textOf(units[unit]?.segments[index]?.content ?? []),
        target: textOf(target),
      })),
    ),
    findings,
    reproduced: reproduced && text !== edited,
  }
}

/** An edition as it was built, and as it is. */
interface BuiltEdition {
  edition: Edition
  options: LocalizeOptions
  /** From the project's folder. */
  shown: string
  /** What was built. */
  text: string
  /** What is there. */
  edited: string
  unedited: boolean
  /** Sentences of the article. */
  units: readonly PlacedUnit[]
  /** Translation, unit by unit as the article. */
  translation: Translation
  of: { article: string; source: ChineseLocale; target: Locale }
  localize: (translation: Translation) => VFile
}

async function openEdition(
  file: string,
  scope: Awaited<ReturnType<typeof openTranslations>>,
): Promise<BuiltEdition> {
  const { cwd, config, root, localizer } = scope
  const folder = resolve(cwd, config.output)
  const absolute = resolve(cwd, file)
  const shown = shownFrom(cwd, absolute)
  const path = relative(folder, absolute).split(sep).join('/')
  const name = shownFrom(cwd, folder)
  const output = { path: folder, name, protect: config.layout ? [] : [root] }
  const { manifest } = await readSnapshot(output)
  const known = manifest.files[path]
  const article = known?.source && shownFrom(root, resolve(cwd, known.source))
  const foreign = new UserError(
    `${shown} is no Markdown edition that a build wrote.`,
    {
      hint: `Name a file below ${name}/ that \`yiwen build\` wrote and somebody edited.`,
      wording: { key: 'adopt-foreign', values: { path: shown, folder: name } },
    },
  )
  if (!known?.source || !known.edition || !article) throw foreign
  const folders = foldersOf(config)
  if (folders.outputOf(known.edition, article) !== path) throw foreign
  const opened = await openArticle(article, known.source, { cwd, config })
  const wanted = opened?.editions.find(
    ({ edition }) => edition.id === known.edition,
  )
  if (!opened || !wanted) throw changedError(shown)
  const { edition, options } = wanted
  if (edition.locale === opened.source) {
    throw new UserError(`${shown} is in the language of its article.`, {
      hint: `Move the change into ${known.source}.`,
      wording: {
        key: 'adopt-source',
        values: { path: shown, source: known.source },
      },
    })
  }
  if (edition.beside) {
    const { beside, locale } = edition
    const alone = config.editions
      .filter((one) => !one.beside && [locale, beside].includes(one.locale))
      .map((one) =>
        one.locale === opened.source
          ? known.source
          : shownOutput(name, foldersOf(config).outputOf(one.id, article)),
      )
    const files = [...new Set(alone)].join(', ')
    throw new UserError(
      `${shown} has two languages, block by block; a sentence of it can not be told from its translation.`,
      {
        hint:
          files === ''
            ? 'Add an edition in one of its languages to `editions`, build, make the edit there and adopt that; the next build writes it into both.'
            : `Make the edit in ${files}, adopt that edition, and build: both get it.`,
        wording: {
          key: files === '' ? 'adopt-beside-alone' : 'adopt-beside',
          values: { path: shown, files },
        },
      },
    )
  }
  const of = {
    article,
    source: opened.source,
    target: edition.locale,
  }
  const { input } = opened
  const own = unitsOf(input, { ...options, target: opened.source }, localizer)
  const { translations } = await translationsOf(input, article, [wanted], scope)
  const kept = translations.get(edition.locale)
  const { translation } = syncTranslation(kept, own, of)
  const localize = (translation: Translation): VFile =>
    localizer.localize(input, { ...options, translation })
  const made = localize(translation)
  const text = String(made)
  const bytes = await readFile(absolute)
  const { tree, sourceTree } = made.data.yiwen?.edition ?? {}
  // A layout changes addresses and headings of what was made.
  const placed =
    tree && sourceTree
      ? {
          ...{ edition, path: article, text, tree, sourceTree },
          has: (other: string) => existsSync(resolve(root, other)),
          isPublished: (other: string) =>
            manifest.articles[shownFrom(cwd, resolve(root, other))]?.listings[
              edition.id
            ] !== undefined,
        }
      : undefined
  const built = placed ? folders.adapt(placed) : text
  const now = decoded(bytes, shown)
  const edited = placed ? folders.restore(placed, now) : now
  const isBuilt = [built, `\uFEFF${built}`].some(
    (one) => hashBytes(one) === known.sha256,
  )
  if (!isBuilt) throw changedError(shown)
  return {
    edition,
    options,
    shown,
    text,
    edited,
    unedited: hashBytes(bytes) === known.sha256,
    units: own,
    translation,
    of,
    localize,
  }
}

function changedError(path: string): UserError {
  return new UserError(
    `${path} was built from something else than what is there now: the article, the glossary or its translation has changed since.`,
    {
      hint: 'Put that back as it was (`git stash`), adopt the edition, and go on.',
      wording: { key: 'adopt-changed', values: { path } },
    },
  )
}

function decoded(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new UserError(`${path} is not in UTF-8.`, {
      hint: 'Save it as UTF-8; only such files are edited.',
      cause,
      wording: { key: 'glossary-encoding', values: { path } },
    })
  }
}

/** Sentences of a text in its own locale. */
function unitsOf(
  file: VFile,
  options: LocalizeOptions,
  localizer: Localizer,
): PlacedUnit[] {
  const { source, target, markdown, locate, limits } = options
  const own = isChinese(target) ? target : source
  if (!own) return []
  const done = localizer.localize(file, {
    source: own,
    target: own,
    ...(markdown ? { markdown } : {}),
    ...(locate ? { locate } : {}),
    ...(limits ? { limits } : {}),
  })
  const data = done.data.yiwen?.edition
  const units: readonly Unit[] = data?.units ?? []
  return segmentUnits(units, {
    source: data?.text ?? '',
    locale: target,
    occurrences: data?.occurrences ?? [],
  })
}

/** Compare an edition with what was built. */
function compare(
  built: BuiltEdition,
  localizer: Localizer,
): { adopted: AdoptedUnit[]; findings: Finding[] } {
  const { options, text, edited, units, translation, shown } = built
  const cut = (value: string): PlacedUnit[] =>
    unitsOf(new VFile({ path: shown, value }), options, localizer)
  // What is behind the article's own is an appendix, or notes with glosses.
  const before = cut(text).slice(0, units.length)
  const after = cut(edited)
  const findings: Finding[] = []
  const adopted: AdoptedUnit[] = []
  const same = units.every((unit, index) => unit.kind === before[index]?.kind)
  if (!same) return { adopted, findings: [reportShape(text, edited, shown)] }
  const pairs = new Map(alignUnits(before, after).map(([i, j]) => [i, j]))
  const seen = new Set(pairs.values())
  const tail = cut(text).length - before.length
  const place = (unit: PlacedUnit | undefined) => {
    const offset = unit?.segments[0]?.span.start
    return offset === undefined ? {} : { place: pointAt(edited, offset) }
  }
  for (const [index, unit] of before.entries()) {
    const other = after[pairs.get(index) ?? -1]
    const source = units[index]
    const kept = translation.units[index]
    if (!source || !kept) continue
    if (!other) {
      findings.push(report('removed', wordsOf(unit), {}))
      continue
    }
    const result = adoptUnit({ source, kept, before: unit, after: other })
    if (result.problem) {
      findings.push(report(result.problem, wordsOf(other), place(other)))
    } else if (result.targets.size > 0) {
      adopted.push({ unit: index, targets: result.targets })
    }
  }
  for (const [index, unit] of after.entries()) {
    if (seen.has(index) || index >= after.length - tail) continue
    findings.push(report('added', wordsOf(unit), place(unit)))
  }
  return { adopted, findings }
}

/** Blocks that are the same, then those that are likely the same one edited. */
function alignUnits(
  before: readonly PlacedUnit[],
  after: readonly PlacedUnit[],
): readonly (readonly [number, number])[] {
  const keyOf = ({ kind, segments }: PlacedUnit): string =>
    `${kind} ${segments.map(({ content }) => printContent(content)).join('')}`
  const anchors = alignEqual(before.map(keyOf), after.map(keyOf))
  const bigrams = (unit: PlacedUnit | undefined) =>
    bigramsOf(unit ? wordsOf(unit) : '')
  return alignSimilar(anchors, [before.length, after.length], (i, j) => {
    if (before[i]?.kind !== after[j]?.kind) return 0
    // Between blocks that stayed, one that is written anew stands for the old.
    return 0.05 + likeness(bigrams(before[i]), bigrams(after[j]))
  })
}

function wordsOf({ segments }: PlacedUnit): string {
  return segments.map(({ content }) => textOf(content)).join('')
}

/** Put sentences that were taken back into a translation. */
function withAdopted(
  translation: Translation,
  adopted: readonly AdoptedUnit[],
  origin: SegmentOrigin,
): Translation {
  const units = translation.units.map((unit, index) => {
    const one = adopted.find((adopted) => adopted.unit === index)
    if (!one) return unit
    const segments = unit.segments.map((segment, place): Segment => {
      const target = one.targets.get(place)
      if (!target) return segment
      const { staleSource: _, staleState: __, ...rest } = segment
      return { ...rest, target, state: 'reviewed', origin }
    })
    return { ...unit, segments }
  })
  return { ...translation, units }
}

type Problem = 'added' | 'removed' | 'marks' | 'sentences' | 'shape' | 'breaks'

function report(
  problem: Problem,
  words: string,
  place: { place?: { line: number; column: number } },
): Finding {
  const characters = [...words]
  const text =
    characters.length > 30 ? `${characters.slice(0, 30).join('')}…` : words
  const reasons: Record<Problem, string> = {
    added: `A block was added, which no sentence of the article stands behind: “${text}”.`,
    removed: `A block of the article is missing: “${text}”.`,
    marks: `The marks or links of “${text}” are not those of the article.`,
    sentences: `The sentences of “${text}” could not be told apart any more.`,
    shape: `What stands around the text was changed: “${text}”.`,
    breaks: `A build writes a rewritten sentence with line breaks and escapes of its own: “${text}”.`,
  }
  const notes: Record<Problem, string> = {
    added: 'Write it in the article; it can not be adopted.',
    removed: 'Take it out of the article; it can not be adopted.',
    marks: 'Change them in the article; only the words can be adopted.',
    sentences: 'Write as many sentences as the article has there.',
    shape:
      'Change it in the article; only the words of sentences can be adopted.',
    breaks:
      'Its words are kept; `yiwen build --force` writes the edition with them.',
  }
  return finding('translations-structure', reasons[problem], {
    ...place,
    note: notes[problem],
    wording: {
      key: `translations-structure.${problem}`,
      values: { text },
    },
  })
}

/**
 * Report the first line that a build would write otherwise.
 *
 * A sentence is kept without the line breaks and escapes in it, which no reader
 * sees.
 */
function reportShape(built: string, edited: string, path: string): Finding {
  const lines = built.split('\n')
  const own = edited.split('\n')
  const index = own.findIndex((line, at) => line !== lines[at])
  const at = index < 0 ? own.length - 1 : index
  const place = { line: at + 1, column: 1 }
  const words = (text: string): string => text.replace(/[\s>\\]+/g, '')
  const problem = words(built) === words(edited) ? 'breaks' : 'shape'
  const found = report(problem, own[at]?.trim() ?? '', { place })
  found.file = path
  return found
}

/** Path of an output from the project's folder, which may be the output folder. */
function shownOutput(folder: string, path: string): string {
  return folder === '.' ? path : `${folder}/${path}`
}
