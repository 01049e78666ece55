import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { misuse, print } from '../context.ts'
import { createProgress } from '../progress.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor } from '../report.ts'
import { visible } from '../terminal-text.ts'
import { printFindings } from '../translation-report.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen export mdbook`: editions of an mdBook as PO files. */
export const exportMdbook: Run = async (context, { values }) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const { bookPos } = await import('../../build/book-po.ts')
  const { bookPoMark } = await import('../../translations/index.ts')
  const progress = createProgress(context)
  const { files, findings, missing } = await bookPos(
    {
      ...{ cwd: io.cwd, config },
      ...(values.edition ? { editions: values.edition } : {}),
      onProgress: (step) => progress.update(step),
    },
    titleOf(io.cwd),
  ).finally(() => progress.end())
  printFindings(context, findings)
  const folder = values['po-output'] ?? 'po'
  const places = files.map((file) => ({
    ...file,
    path: join(folder, `${file.edition.id}.po`),
  }))
  for (const { path } of places) {
    const there = resolve(io.cwd, path)
    // What another program or a person made is not lost.
    if (values.replace || !existsSync(there)) continue
    if (readFileSync(there, 'utf8').includes(bookPoMark)) continue
    throw misuse(
      t('cli:exportMdbook.foreign', { path: visible(path) }),
      t('cli:exportMdbook.hint'),
    )
  }
  for (const { path, text, messages, translated, ambiguous } of places) {
    mkdirSync(resolve(io.cwd, folder), { recursive: true })
    writeFileWhole(path, Buffer.from(text), { cwd: io.cwd, t })
    const share = t('cli:exportMdbook.share', {
      count: messages,
      done: translated,
    })
    print(context, `${visible(path)}  ${share}`)
    if (ambiguous > 0) {
      print(
        context,
        `  ${t('cli:exportMdbook.ambiguous', { count: ambiguous })}`,
      )
    }
  }
  if (missing.length > 0) {
    const paths = missing.slice(0, 6).map(visible)
    const list = t('cli:frame.list', { items: paths })
    const values = { count: missing.length, list }
    print(context, t('cli:exportMdbook.missing', values))
  }
  if (places.length === 0) {
    io.stderr.write(`${t('cli:export.nothing')}\n`)
    return exitCodes.findings
  }
  return exitCodeFor(countFindings(findings))
}

/** What `book.toml` calls the book. */
function titleOf(cwd: string): string {
  const path = resolve(cwd, 'book.toml')
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const title = /^\s*title\s*=\s*(["'])(?<title>[^\n]*?)\1\s*$/m.exec(text)
  return title?.groups?.['title'] || 'book'
}
