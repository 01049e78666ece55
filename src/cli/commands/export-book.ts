import { mkdirSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import type { Book } from '../../book/index.ts'
import { type BookFormat, exitCodes } from '../../model/index.ts'
import type { Given, Run } from '../command.ts'
import { type Context, misuse, print } from '../context.ts'
import { reportLeftOut } from '../left-out.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor } from '../report.ts'
import { visible } from '../terminal-text.ts'
import { printFindings } from '../translation-report.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen export epub`: an edition as a book for readers. */
export const exportEpub: Run = (context, given) =>
  exportBooks('epub', context, given)

/** `yiwen export pdf`: an edition on paper. */
export const exportPdf: Run = (context, given) =>
  exportBooks('pdf', context, given)

/** `yiwen export docx`: an edition for Word. */
export const exportDocx: Run = (context, given) =>
  exportBooks('docx', context, given)

async function exportBooks(
  format: BookFormat,
  context: Context,
  { arguments: only, values }: Given,
): Promise<number> {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const { bookGloss, bookPrinter } = await import('../../build/book-printer.ts')
  const printer = await bookPrinter(format, io.env)
  // What makes books is loaded by those who want one.
  const { makeBooks } = await import('../../build/book.ts')
  const progress = createProgress(context)
  const made = await makeBooks({
    ...{ cwd: io.cwd, config },
    title: values['book-title'],
    glossStyle: values['book-gloss'] ?? bookGloss(format),
    ...(only.length > 0 ? { only } : {}),
    ...(values.edition ? { editions: values.edition } : {}),
    onProgress: (step) => progress.update(step),
  }).finally(() => progress.end())
  const { books, findings, leftOut } = made
  printFindings(context, findings)
  const name = only.length === 1 ? nameOf(only[0] ?? '', books) : ''
  for (const [path, book] of placesOf(books, format, name, values, t)) {
    const bytes = await printer(book, leftOut)
    mkdirSync(dirname(resolve(io.cwd, path)), { recursive: true })
    writeFileWhole(path, bytes, { cwd: io.cwd, t })
    print(context, visible(path))
  }
  reportLeftOut(leftOut, context)
  if (books.size === 0) {
    io.stderr.write(`${t('cli:export.nothing')}\n`)
    return exitCodes.findings
  }
  return exitCodeFor(countFindings(findings))
}

/** Name of the article, where a book has no other. */
function nameOf(only: string, books: ReadonlyMap<string, Book>): string {
  const isOne = [...books.values()].every(
    ({ chapters }) => chapters.length === 1,
  )
  return isOne ? `${basename(only, extname(only))}.` : ''
}

function placesOf(
  books: ReadonlyMap<string, Book>,
  format: BookFormat,
  name: string,
  values: Given['values'],
  t: Context['t'],
): [path: string, book: Book][] {
  const output = values['book-output'] ?? 'books'
  const isFile = extname(output).toLowerCase() === `.${format}`
  const all = [...books]
  if (isFile && all.length > 1) {
    throw misuse(
      t('cli:misuse.manyEditions', { path: output, count: all.length }),
      t('cli:hint.oneEdition', { path: basename(output, extname(output)) }),
    )
  }
  return all.map(([id, book]) => [
    isFile ? output : join(output, `${name}${id}.${format}`),
    book,
  ])
}
