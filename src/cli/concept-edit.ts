import {
  isMapping,
  readConcepts,
  type Written,
  type WrittenConcept,
  withoutWord,
  withWord,
} from '../glossary/index.ts'
import { UserError } from '../model/index.ts'
import { type Context, misuse } from './context.ts'
import { readPair, readWord } from './glossary.ts'
import { readIncomingFile } from './incoming-file.ts'
import type { Values } from './options.ts'
import { invalidValue } from './parse-arguments.ts'

/** Keys of a concept that have one value, and whether it is a yes or no. */
const settable = {
  domain: false,
  definition: false,
  note: false,
  partOfSpeech: false,
  gloss: true,
  doNotTranslate: true,
} as const

/** Keys a concept can do without. */
const removable = [
  'definition',
  'note',
  'partOfSpeech',
  'gloss',
  'doNotTranslate',
  'sources',
  'relations',
  'images',
]

const relationKinds = ['broader', 'narrower', 'related', 'antonym', 'seeAlso']

/** Most bytes a concept may be written in. */
const limit = 1_000_000

/**
 * Change a concept as the options say.
 *
 * @param concept - Concept as written.
 * @param values - Options `--term`, `--type`, `--status`, `--remove-term`,
 *   `--set`, `--unset`, `--relation` and `--domain`.
 * @param context - Context.
 * @returns Concept; the same where nothing is said.
 * @throws UserError when an option is written wrongly.
 */
export function editByOptions(
  concept: WrittenConcept,
  values: Values,
  context: Context,
): WrittenConcept {
  const { t } = context
  const { type, status, 'glossary-domain': domain } = values
  let edited: Record<string, Written> = { ...concept }
  if (domain !== undefined) edited['domain'] = domain
  for (const value of values['remove-term'] ?? []) {
    const { locale, text } = readWord(value, '--remove-term', context)
    const left = withoutWord(edited, locale, text)
    const id = String(concept['id'])
    if (!left) throw misuse(t('cli:misuse.noWord', { id, text, locale }))
    edited = { ...left }
  }
  const keys = {
    ...(type === undefined ? {} : { type: type === 'full' ? undefined : type }),
    ...(status === undefined
      ? {}
      : { status: status === 'preferred' ? undefined : status }),
  }
  for (const value of values.term ?? []) {
    const word = readWord(value, '--term', context)
    edited = { ...withWord(edited, { ...word, keys }) }
  }
  for (const value of values.set ?? []) {
    const [key, text] = readPair(value, '--set', t('cli:value.pair'), context)
    edited[key] = settingOf(key, text, context)
  }
  for (const key of values.unset ?? []) {
    if (!removable.includes(key))
      throw badKey(key, '--unset', removable, context)
    delete edited[key]
  }
  for (const value of values.relation ?? []) {
    const form = t('cli:value.relation')
    const [kind, id] = readPair(value, '--relation', form, context)
    if (!relationKinds.includes(kind)) {
      throw invalidValue('--relation', kind, relationKinds, t)
    }
    const { relations } = edited
    const own = Array.isArray(relations) ? (relations as Written[]) : []
    const is = (one: Written) =>
      isMapping(one) && one['kind'] === kind && one['id'] === id
    if (!own.some(is)) edited['relations'] = [...own, { kind, id }]
  }
  return edited
}

function settingOf(key: string, text: string, context: Context): Written {
  if (!Object.hasOwn(settable, key)) {
    throw badKey(key, '--set', Object.keys(settable), context)
  }
  if (!settable[key as keyof typeof settable]) return text
  if (text === 'true' || text === 'false') return text === 'true'
  throw invalidValue('--set', text, ['true', 'false'], context.t)
}

function badKey(
  key: string,
  option: string,
  known: readonly string[],
  { t }: Context,
): UserError {
  return misuse(
    t('cli:misuse.badKey', { key, option }),
    t('cli:hint.keys', { values: t('cli:frame.list', { items: known }) }),
  )
}

/**
 * Read a concept that is written out in a file.
 *
 * @param path - File, or `-` for standard input.
 * @param context - Context.
 * @returns Concept as written; what it says is not checked.
 * @throws UserError when there is no such file, or no mapping in it.
 */
export async function readConceptFile(
  path: string,
  context: Context,
): Promise<WrittenConcept> {
  const { t } = context
  const bytes = await readIncomingFile(path, limit, context)
  const text = new TextDecoder().decode(bytes).replace(/^\ufeff/, '')
  // Read as the only concept of a file, for the same words about what is wrong.
  const item = text.trimEnd().replace(/^/gm, '    ')
  const problem = (reason: string) =>
    misuse(t('cli:misuse.badData', { path, problem: reason }))
  try {
    const [concept, more] = readConcepts(`concepts:\n  -\n${item}\n`, path)
    if (concept && !more) return concept
  } catch (error) {
    if (error instanceof UserError) throw problem(error.message)
    throw error
  }
  throw problem(t('cli:misuse.nothingToDo'))
}
