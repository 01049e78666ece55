import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import {
  type IncomingFile,
  importTranslations,
} from '../../build/translations.ts'
import { exitCodes } from '../../model/index.ts'
import type { Command } from '../command.ts'
import { type Context, misuse, print, printJson } from '../context.ts'
import { loadSettings } from '../project.ts'
import { countFindings, exitCodeFor, findingsToJson } from '../report.ts'
import { visible } from '../terminal-text.ts'
import { localesTo, printFindings } from '../translation-report.ts'

/** `yiwen translate import`: what translators send back. */
export const translateImport: Command = {
  words: ['translate', 'import'],
  key: 'translateImport',
  argument: {
    value: 'file',
    about: 'cli:argument.handed',
    required: true,
    multiple: true,
  },
  options: [
    'translate-to',
    'article',
    'trust',
    'dry-run',
    'frail',
    'json',
    'config',
  ],
  examples: [
    {
      line: 'yiwen translate import handoff/en/a.md.xlf --dry-run',
      about: 'cli:command.translateImport.example.dry',
    },
    {
      line: 'yiwen translate import agency.zip',
      about: 'cli:command.translateImport.example.package',
    },
    {
      line: 'yiwen translate import back.po --article articles/a.md --to en',
      about: 'cli:command.translateImport.example.named',
    },
  ],
  async run(context, { arguments: names, values }) {
    const { io, t } = context
    const { config } = await loadSettings(context, values)
    const files: IncomingFile[] = []
    for (const name of names) {
      files.push({ name, bytes: await readIncoming(name, context) })
    }
    const { article, trust = false, 'dry-run': dryRun = false } = values
    const { reports, findings, written } = await importTranslations(
      { cwd: io.cwd, config, ...localesTo(values) },
      files,
      {
        at: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
        ...(article === undefined ? {} : { article }),
        trust,
        dryRun,
      },
    )
    const code = exitCodeFor(countFindings(findings), values.frail ?? false)
    if (values.json) {
      printJson(context, {
        ok: code === exitCodes.ok,
        dryRun,
        files: written,
        imports: reports,
        findings: findingsToJson('', findings),
      })
      return code
    }
    printFindings(context, findings)
    if (dryRun) print(context, t('cli:desk.dryRun'))
    for (const { name, path, counts } of reports) {
      print(
        context,
        t('cli:translate.imported', {
          name: visible(name),
          path: visible(path),
          ...counts,
        }),
      )
    }
    if (findings.some(({ fatal }) => fatal === true)) {
      print(context, t('cli:translate.nothing'))
    } else print(context, t('cli:translate.files', { count: written.length }))
    return code
  },
}

async function readIncoming(
  name: string,
  { io, t }: Context,
): Promise<Uint8Array> {
  try {
    return await readFile(resolve(io.cwd, name))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code !== 'ENOENT' && code !== 'EISDIR') throw error
    throw misuse(
      t('cli:misuse.noIncoming', { path: name }),
      t('cli:hint.checkPath'),
    )
  }
}
