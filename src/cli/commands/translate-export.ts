import { mkdirSync } from 'node:fs'
import { basename, dirname, extname, join, resolve } from 'node:path'
import { openProjectMemory, printMemory } from '../../build/memory.ts'
import { translationSources } from '../../build/memory-sources.ts'
import { translationsFor } from '../../build/translations.ts'
import { LeftOut, printTbx } from '../../exchange/index.ts'
import type { Concept, Config, Translation } from '../../model/index.ts'
import {
  type Concepts,
  packFiles,
  printDocxTable,
  printHtmlTable,
  printPo,
  printTranslation,
  printXliff12,
} from '../../translations/index.ts'
import type { Run } from '../command.ts'
import { type Context, misuse, print } from '../context.ts'
import {
  type HandoffFormat,
  handoffExtensions,
  handoffFormat,
} from '../handoff-format.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor } from '../report.ts'
import { visible } from '../terminal-text.ts'
import { localesTo, printFindings } from '../translation-report.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen translate export`: translations for translators and their programs. */
export const translateExport: Run = async (
  context,
  { arguments: only, values },
) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const { 'handoff-output': output = 'handoff' } = values
  const format = handoffFormat(values['handoff-format'], output)
  const { 'copy-source': copySource = false } = values
  if (copySource && format !== 'xliff12') {
    throw misuse(t('cli:misuse.copySource', { format }))
  }
  const project = {
    cwd: io.cwd,
    config,
    only,
    locales: ['en'] as const,
    ...localesTo(values),
  }
  const { translations, concepts, findings } = await translationsFor(project)
  printFindings(context, findings)
  const byId = new Map(concepts.map((one) => [one.id, one]))
  const files = new Map(
    translations.map((one) => [
      `${one.target}/${one.article}${handoffExtensions[format]}`,
      bytesOf(one, { format, copySource }, byId, context),
    ]),
  )
  const written = /\.zip$/i.test(output)
    ? [await writePackage(output, files, { concepts, config }, context)]
    : writeFiles(output, files, format, context)
  for (const path of written) {
    print(context, t('cli:translate.exported', { path: visible(path) }))
  }
  print(context, t('cli:translate.files', { count: written.length }))
  return exitCodeFor(countFindings(findings))
}

function bytesOf(
  translation: Translation,
  { format, copySource }: { format: HandoffFormat; copySource: boolean },
  concepts: Concepts,
  { t }: Context,
): Uint8Array {
  const encode = (text: string) => new TextEncoder().encode(text)
  const strings = {
    advice: t('cli:translate.page.advice'),
    notes: t('cli:translate.page.notes'),
    save: t('cli:translate.page.save'),
    stale: t('cli:translate.page.stale'),
  }
  switch (format) {
    case 'xliff2':
      return encode(printTranslation(translation, concepts))
    case 'xliff12':
      return encode(printXliff12(translation, concepts, { copySource }))
    case 'po':
      return encode(printPo(translation, concepts))
    case 'html':
      return encode(printHtmlTable(translation, strings, concepts))
    case 'docx':
      return printDocxTable(translation, strings, concepts)
  }
}

/**
 * All of them in one archive, with the glossary and the memory that programs load
 * beside them.
 */
async function writePackage(
  output: string,
  files: ReadonlyMap<string, Uint8Array>,
  { concepts, config }: { concepts: readonly Concept[]; config: Config },
  { io, t }: Context,
): Promise<string> {
  const approved = concepts.filter(({ state }) => state === 'approved')
  const tbx = [...printTbx(approved, new LeftOut())].join('')
  const all = new Map(files)
  all.set('glossary.tbx', new TextEncoder().encode(tbx))
  const translations = await translationSources(io.cwd, config)
  const { memory } = await openProjectMemory({ cwd: io.cwd, translations })
  try {
    const tmx = [...printMemory(memory, {}, new LeftOut())].join('')
    all.set('memory.tmx', new TextEncoder().encode(tmx))
  } finally {
    memory.close()
  }
  writeFileWhole(output, packFiles(all), { cwd: io.cwd, t })
  return output
}

function writeFiles(
  output: string,
  files: ReadonlyMap<string, Uint8Array>,
  format: HandoffFormat,
  { io, t }: Context,
): string[] {
  const [first] = files.values()
  const named = extname(output).toLowerCase() === handoffExtensions[format]
  if (named && files.size > 1) {
    throw misuse(
      t('cli:misuse.manyArticles', { path: output, count: files.size }),
      t('cli:hint.nameFolder', { path: basename(output, extname(output)) }),
    )
  }
  if (named && first) {
    writeFileWhole(output, first, { cwd: io.cwd, t })
    return [output]
  }
  return [...files].map(([path, bytes]) => {
    const place = join(output, path)
    mkdirSync(dirname(resolve(io.cwd, place)), { recursive: true })
    writeFileWhole(place, bytes, { cwd: io.cwd, t })
    return place
  })
}
