import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { IncomingArticle, IncomingNotes } from '../../build/articles-in.ts'
import {
  type DocumentMap,
  ExchangeError,
  LeftOut,
} from '../../exchange/index.ts'
import { exitCodes, type Locale, parseLocale } from '../../model/index.ts'
import type { Given, Run } from '../command.ts'
import { type Context, misuse, print } from '../context.ts'
import { documentMap } from '../document-map.ts'
import { incomingBytes } from '../incoming-file.ts'
import { reportLeftOut } from '../left-out.ts'
import { loadSettings } from '../project.ts'
import { visible } from '../terminal-text.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen import wxr`: posts of WordPress as articles. */
export const importWxr: Run = (context, given) => importArticles(context, given)

/** `yiwen import json`: documents of a content management system as articles. */
export const importJson: Run = (context, given) =>
  importArticles(
    context,
    given,
    documentMap(given.values['document-map'], context),
  )

/** Documents where it is told where fields are, else a WordPress export. */
async function importArticles(
  context: Context,
  { arguments: [name = '-'], values }: Given,
  map?: DocumentMap,
): Promise<number> {
  const { t } = context
  const { config } = await loadSettings(context, values)
  const folder = values['articles-output'] ?? config.articles
  const named = values['from-post']
  const locale: Locale = (named && parseLocale(named)) || config.source
  const notes: IncomingNotes = {
    ...{ leftOut: new LeftOut(), kept: new LeftOut() },
    ...{ attachments: [], problems: [] },
  }
  const { articlesOfDocuments, articlesOfWxr } = await import(
    '../../build/articles-in.ts'
  )
  const source = incomingBytes(name, context)
  const taken = { locale, source: config.source }
  const articles = map
    ? articlesOfDocuments(source, map, taken, notes)
    : articlesOfWxr(source, taken, notes)
  const counts = { written: 0, same: 0, kept: 0 }
  try {
    for await (const article of articles) {
      const place = { ...article, path: join(folder, article.path) }
      counts[put(place, values, context)]++
    }
  } catch (error) {
    throw explained(error, name, context)
  }
  report(notes, name, context)
  if (values['dry-run']) print(context, t('cli:desk.dryRun'))
  print(context, t('cli:import.done', { ...counts, folder: visible(folder) }))
  return notes.problems.length > 0 || counts.kept > 0
    ? exitCodes.findings
    : exitCodes.ok
}

function put(
  { path, text }: IncomingArticle,
  values: Given['values'],
  { io, t, err }: Context,
): 'written' | 'same' | 'kept' {
  const bytes = new TextEncoder().encode(text)
  const place = resolve(io.cwd, path)
  if (existsSync(place)) {
    if (readFileSync(place).equals(bytes)) return 'same'
    if (!values.replace) {
      const said = t('cli:import.isThere', { path: visible(path) })
      io.stderr.write(`${err.yellow(said)}\n`)
      return 'kept'
    }
  }
  if (!values['dry-run']) {
    mkdirSync(resolve(place, '..'), { recursive: true })
    writeFileWhole(path, bytes, { cwd: io.cwd, t })
  }
  return 'written'
}

function explained(error: unknown, name: string, { t }: Context): unknown {
  if (error instanceof ExchangeError) {
    const { problem, line, message: detail } = error
    const why = t(`cli:exchange.problem.${problem}`, { detail })
    return misuse(t('cli:import.broken', { path: name, line, why }))
  }
  const { code } = error as NodeJS.ErrnoException
  if (code !== 'EISDIR' && code !== 'EACCES') return error
  return misuse(
    t('cli:misuse.noIncoming', { path: name }),
    t('cli:hint.checkPath'),
  )
}

function report(
  { problems, kept, leftOut, attachments }: IncomingNotes,
  name: string,
  context: Context,
): void {
  const { io, t, err } = context
  const say = (text: string): unknown => io.stderr.write(`${text}\n`)
  for (const { line, problem } of problems) {
    const why = visible(problem)
    say(err.red(t('cli:import.broken', { path: name, line, why })))
  }
  const items = Object.entries(kept.counts).map(([tag, n]) => `${tag} × ${n}`)
  if (items.length > 0) say(t('cli:import.html', { list: items.join(', ') }))
  reportLeftOut(leftOut, context)
  if (attachments.length > 0) {
    say(t('cli:import.attachments', { count: attachments.length }))
    for (const address of attachments) say(`  ${visible(address)}`)
  }
}
