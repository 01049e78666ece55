import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { promisify } from 'node:util'
import {
  type OpenGlossary,
  openGlossaries,
  type PlacedConcept,
  type PlacedEdit,
  saveGlossaries,
} from '../build/glossary-edit.ts'
import {
  type Act,
  type ConceptChange,
  diffConcepts,
  textOf,
  type WrittenConcept,
  wordsOf,
} from '../glossary/index.ts'
import { exitCodes, type Locale, locales, parseLocale } from '../model/index.ts'
import { type Context, misuse, print, printJson } from './context.ts'
import type { Values } from './options.ts'
import { loadSettings } from './project.ts'
import { nearestWords } from './suggest.ts'
import { visible } from './terminal-text.ts'

/**
 * Open the glossary: the files of the settings, or those of `--glossary`.
 *
 * @param context - Context.
 * @param values - Options.
 * @returns Glossary.
 * @throws UserError when a file can not be read or is broken.
 */
export async function openGlossary(
  context: Context,
  values: Values,
): Promise<OpenGlossary> {
  const { config } = await loadSettings(context, values)
  return openGlossaries(context.io.cwd, values.glossary ?? config.glossary)
}

/**
 * Look up a concept by its id.
 *
 * @param glossary - Glossary.
 * @param id - Id as typed.
 * @param context - Context.
 * @returns Concept and its file.
 * @throws UserError when there is none, with the ids that were probably meant, or
 *   when two files have one.
 */
export function conceptOf(
  { concepts, files }: OpenGlossary,
  id: string,
  { t }: Context,
): PlacedConcept {
  const found = concepts.get(id)
  if (found) {
    const items = files
      .filter((file) => file.concepts.some((one) => one['id'] === id))
      .map(({ path }) => path)
    if (items.length === 1) return found
    const paths = t('cli:frame.list', { items })
    throw misuse(
      t('cli:misuse.sharedId', { id, paths }),
      t('cli:hint.renameOne', { command: 'yiwen glossary lint' }),
    )
  }
  // A word of the concept may have been typed for its id.
  const byWord = [...concepts.values()].filter(({ concept }) =>
    locales.some((l) => wordsOf(concept, l).some((w) => textOf(w) === id)),
  )
  const near =
    byWord.length > 0
      ? byWord.slice(0, 3).map(({ concept }) => String(concept['id']))
      : nearestWords(id, concepts.keys())
  throw misuse(
    t('cli:misuse.unknownConcept', { id }),
    near.length > 0
      ? t('cli:hint.didYouMeanAny', {
          values: t('cli:frame.list', { items: near }),
        })
      : t('cli:hint.listConcepts', { command: 'yiwen glossary list' }),
  )
}

/**
 * Say who does something, when and why.
 *
 * @param context - Context.
 * @param values - Options `--by` and `--reason`.
 * @returns Name by `--by`, else Git's `user.name`, else the user of the system;
 *   the time in UTC, to the second.
 */
export async function actOf(
  { io }: Context,
  { by, reason }: Values,
): Promise<Act> {
  const name = by?.trim() || (await gitName(io)) || systemName()
  const at = new Date().toISOString().replace(/\.\d+Z$/, 'Z')
  return { by: name, at, ...(reason === undefined ? {} : { reason }) }
}

async function gitName({ cwd, env }: Context['io']): Promise<string> {
  try {
    const run = promisify(execFile)
    const options = { cwd, env: { ...env }, timeout: 5000 }
    const { stdout } = await run('git', ['config', 'user.name'], options)
    return stdout.trim()
  } catch {
    // No Git, or a Git that knows no name.
    return ''
  }
}

function systemName(): string {
  try {
    return userInfo().username
  } catch {
    // A container may run as a user without a name.
    return 'unknown'
  }
}

/**
 * Take apart what was typed as `LEFT=RIGHT`.
 *
 * @param value - Value as typed.
 * @param option - Option it was typed for.
 * @param form - How it is written.
 * @param context - Context.
 * @returns Both sides.
 * @throws UserError when a side is missing.
 */
export function readPair(
  value: string,
  option: string,
  form: string,
  { t }: Context,
): [left: string, right: string] {
  const at = value.indexOf('=')
  if (at > 0 && at < value.length - 1) {
    return [value.slice(0, at), value.slice(at + 1)]
  }
  throw misuse(t('cli:misuse.badPair', { value, option, form }))
}

/**
 * Read a word and its locale, as in `zh-TW=軟體`.
 *
 * @param value - Value as typed.
 * @param option - Option it was typed for.
 * @param context - Context.
 * @returns Locale and word.
 * @throws UserError when it is written otherwise, or the locale is not known.
 */
export function readWord(
  value: string,
  option: string,
  context: Context,
): { locale: Locale; text: string } {
  const { t } = context
  const form = t('cli:value.term')
  const [tag, text] = readPair(value, option, form, context)
  const locale = parseLocale(tag)
  if (locale) return { locale, text }
  throw misuse(
    t('cli:misuse.badPair', { value, option, form }),
    t('cli:hint.termForm', { value: 'zh-TW=軟體' }),
  )
}

/** What a command did, ready to be said. */
export interface Done {
  /** Edits to do. */
  edits: readonly PlacedEdit[]
  /** What to say once they are done. */
  said: readonly string[]
  /** Ids of concepts that were that already. */
  unchanged?: readonly string[]
}

/**
 * Do edits and report them, or only show them.
 *
 * @param context - Context.
 * @param values - Options `--dry-run` and `--json`.
 * @param done - Edits, and what to say.
 * @returns Exit code.
 * @throws UserError when an edit is refused.
 */
export async function carryOut(
  context: Context,
  values: Values,
  { edits, said, unchanged = [] }: Done,
): Promise<number> {
  const { t } = context
  const changes = [...changesOf(edits)]
  const dryRun = values['dry-run'] ?? false
  const files = await saveGlossaries(edits, { dryRun })
  if (values.json) {
    printJson(context, {
      ok: true,
      dryRun,
      files,
      changes,
      unchanged,
    })
    return exitCodes.ok
  }
  if (dryRun && changes.length > 0) {
    print(context, t('cli:desk.dryRun'))
    printChanges(context, changes)
  } else for (const line of said) print(context, visible(line))
  for (const id of unchanged) {
    print(context, visible(t('cli:desk.unchanged', { id })))
  }
  return exitCodes.ok
}

/**
 * Say what edits would change.
 *
 * @param edits - Edits.
 * @yields Changes, one for each edit that changes anything.
 */
export function* changesOf(
  edits: readonly PlacedEdit[],
): Generator<ConceptChange> {
  const tell = changeTeller()
  for (const edit of edits) yield* tell(edit)
}

/**
 * Give a function that says what an edit would change, and looks through each file
 * once.
 *
 * @returns Function that gives the change, or nothing.
 */
export function changeTeller(): (edit: PlacedEdit) => ConceptChange[] {
  const files = new Map<PlacedEdit['file'], Map<unknown, WrittenConcept>>()
  return (edit) => {
    const { file } = edit
    let known = files.get(file)
    if (!known) {
      known = new Map(file.concepts.map((one) => [one['id'], one]))
      files.set(file, known)
    }
    const before = known.get(edit.kind === 'add' ? edit.concept['id'] : edit.id)
    const after = edit.kind === 'remove' ? [] : [edit.concept]
    return [...diffConcepts(before ? [before] : [], after)]
  }
}

/**
 * Print what became of concepts.
 *
 * @param context - Context.
 * @param changes - Changes.
 */
export function printChanges(
  context: Context,
  changes: Iterable<ConceptChange>,
): void {
  const { out } = context
  for (const { id, kind, fields } of changes) {
    const sign = { added: '+', removed: '-', changed: '~' }[kind]
    const paint = { added: out.green, removed: out.red, changed: out.yellow }[
      kind
    ]
    print(context, paint(`${sign} ${visible(id)}`))
    for (const { path, before, after } of fields) {
      const label = out.dim(visible(path))
      if (before !== undefined && after !== undefined) {
        print(
          context,
          `    ${label}  ${out.red(visible(before))} → ${out.green(visible(after))}`,
        )
      } else if (after !== undefined) {
        print(context, `  + ${label}  ${out.green(visible(after))}`)
      } else {
        print(context, `  - ${label}  ${out.red(visible(before ?? ''))}`)
      }
    }
  }
}
