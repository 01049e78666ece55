import { createReadStream } from 'node:fs'
import { relative, resolve, sep } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { readTextProject } from '../build/text.ts'
import { isChinese } from '../model/index.ts'
import {
  Batch,
  type BatchProject,
  isArticlePath,
  openStore,
  storeAddress,
} from '../queue/index.ts'
import { findTracing } from '../trace/index.ts'
import type { Given } from './command.ts'
import { type Context, misuse, print } from './context.ts'
import { type OptionName, spellingOf, type Values } from './options.ts'
import { visible } from './terminal-text.ts'
import { readVersion } from './version.ts'

/**
 * Connect to the batch that is named.
 *
 * @param context - Context.
 * @param values - Options.
 * @returns Batch.
 * @throws UserError when no queue is named, or none answers.
 */
export function openBatch(context: Context, values: Values): Promise<Batch> {
  return Batch.open(queueAddress(context, values), batchName(values))
}

/**
 * Find the address of the queue.
 *
 * @param context - Context.
 * @param values - Options.
 * @returns Address: `--queue`, or `YIWEN_QUEUE`, which `ps` does not show.
 * @throws UserError when there is none.
 */
export function queueAddress({ io, t }: Context, values: Values): string {
  const address = values.queue ?? io.env['YIWEN_QUEUE']
  if (address) return address
  throw misuse(
    t('cli:misuse.missingOption', { option: '--queue' }),
    t('cli:hint.queue'),
  )
}

/**
 * Find the name of the batch.
 *
 * @param values - Options.
 * @returns Name.
 */
export function batchName(values: Values): string {
  return values['batch-name'] ?? 'yiwen'
}

/**
 * Read an option that is a whole number.
 *
 * @param context - Context.
 * @param values - Options.
 * @param name - Option.
 * @param bounds - Least and most it may be.
 * @returns Number, if it was given.
 * @throws UserError when it is none, or out of bounds.
 */
export function wholeNumber(
  { t }: Context,
  values: Values,
  name: OptionName & keyof Values,
  [least, most]: readonly [number, number],
): number | undefined {
  const value = values[name]
  if (typeof value !== 'string') return undefined
  const number = /^\d{1,10}$/.test(value) ? Number(value) : -1
  if (number >= least && number <= most) return number
  throw misuse(
    t('cli:misuse.invalidValue', { value, option: `--${spellingOf(name)}` }),
    t('cli:hint.between', { least, most }),
  )
}

/**
 * Submit the articles that were asked for.
 *
 * @param context - Context.
 * @param batch - Batch.
 * @param given - Articles and options.
 * @param signal - Ends it early.
 * @param onProgress - Is told how many were submitted so far.
 * @returns How many were submitted, and what is made of them.
 * @throws UserError when settings, glossary, storage or a path can not be used.
 */
export async function submitArticles(
  context: Context,
  batch: Batch,
  { arguments: named, values }: Given,
  signal: AbortSignal,
  onProgress: (submitted: number, waits: boolean) => void,
): Promise<{ submitted: number; project: BatchProject }> {
  const { io, t } = context
  const { cwd, env } = io
  const output = values['batch-output']
  if (!output) {
    throw misuse(
      t('cli:misuse.missingOption', { option: '--output' }),
      t('cli:hint.batchOutput'),
    )
  }
  const { config, concepts } = await readTextProject(cwd, values.config)
  const project: BatchProject = {
    // What is code in the settings can not be sent.
    config: JSON.parse(JSON.stringify(config)),
    concepts,
    version: readVersion(),
    editions: editionsOf(context, config, values.edition),
    source: storeAddress(values.source ?? config.articles, cwd),
    output: storeAddress(output, cwd),
  }
  const attempts = wholeNumber(context, values, 'attempts', [1, 100])
  const ahead = wholeNumber(context, values, 'ahead', [1, 100_000_000])
  // Both are opened here, so that what is wrong with them is said at once.
  const target = await openStore(project.output, { cwd, env })
  await target.close()
  const store = await openStore(project.source, { cwd, env })
  try {
    const paths =
      values.list !== undefined
        ? listed(context, values.list)
        : named.length > 0
          ? named.map((path) => below(path, project.source, cwd))
          : articlesIn(store.list())
    const submitted = await batch.submit(project, checked(context, paths), {
      resume: values.resume === true,
      ...(attempts === undefined ? {} : { attempts }),
      ...(ahead === undefined ? {} : { ahead }),
      signal,
      onProgress,
      tracing: await findTracing(),
    })
    return { submitted, project }
  } finally {
    await store.close()
  }
}

/** Editions that are made of an article alone; the others need translations. */
function editionsOf(
  context: Context,
  config: BatchProject['config'],
  wanted: readonly string[] | undefined,
): string[] {
  const { io, t } = context
  const named = config.editions.filter(({ id }) => wanted?.includes(id) ?? true)
  const unknown = wanted?.find((id) => !named.some((one) => one.id === id))
  if (unknown !== undefined) {
    const known = config.editions.map(({ id }) => id).join(', ')
    throw misuse(
      t('cli:misuse.invalidValue', { value: unknown, option: '--edition' }),
      t('cli:hint.oneOf', { values: known }),
    )
  }
  const made = named.filter(
    ({ locale, beside }) => isChinese(locale) && beside === undefined,
  )
  const left = named.filter((edition) => !made.includes(edition))
  if (left.length > 0) {
    const ids = left.map(({ id }) => id).join(', ')
    io.stderr.write(`${t('cli:batch.leftOut', { editions: ids })}\n`)
  }
  if (made.length === 0) {
    throw misuse(t('cli:batch.noEdition'), t('cli:hint.chineseEdition'))
  }
  return made.map(({ id }) => id)
}

/** Path of a named file from the root of its store, where that is a folder. */
function below(path: string, source: string, cwd: string): string {
  if (!source.startsWith('file:')) return path
  const root = source.slice('file:'.length)
  return relative(root, resolve(cwd, path)).split(sep).join('/')
}

async function* articlesIn(
  paths: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  for await (const path of paths) {
    if (/\.(?:md|mdx|markdown|txt)$/i.test(path)) yield path
  }
}

async function* listed(
  { io, t }: Context,
  file: string,
): AsyncGenerator<string> {
  const input =
    file === '-' ? io.stdin : createReadStream(resolve(io.cwd, file))
  try {
    const lines = createInterface({
      input: input as unknown as Readable,
      crlfDelay: Number.POSITIVE_INFINITY,
    })
    for await (const line of lines) if (line !== '') yield line
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'EACCES') throw cause
    throw misuse(
      t('cli:misuse.system', { path: file, reason: code }),
      t('cli:hint.checkPath'),
    )
  }
}

async function* checked(
  { t }: Context,
  paths: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<string> {
  for await (const path of paths) {
    if (!isArticlePath(path)) {
      throw misuse(
        t('cli:batch.badPath', { path: visible(path) }),
        t('cli:hint.batchPath'),
      )
    }
    yield path
  }
}

/**
 * Say how many articles were submitted.
 *
 * @param context - Context.
 * @param count - How many.
 * @param project - What they are made with.
 */
export function printSubmitted(
  context: Context,
  count: number,
  project: BatchProject,
): void {
  const { t } = context
  const editions = project.editions.join(', ')
  print(context, t('cli:batch.submitted', { count, editions }))
}
