import type { VFile } from 'vfile'
import type { VFileMessage } from 'vfile-message'
import { createLocalizer } from '../../localize.ts'
import { conversionSettings, UserError } from '../../model/index.ts'
import {
  EncodeError,
  encode,
  encodingNames,
  parseEncoding,
  readData,
} from '../../read/index.ts'
import {
  isReadable,
  localizeOptions,
  openArticle,
  settingsOf,
  shownName,
} from '../article.ts'
import type { Run } from '../command.ts'
import type { Context } from '../context.ts'
import { convertInParts, isLong } from '../convert-parts.ts'
import { chineseLocale, wantedLocale } from '../locale.ts'
import type { Values } from '../options.ts'
import { invalidValue } from '../parse-arguments.ts'
import { loadSettings, readGlossary } from '../project.ts'
import {
  countFindings,
  exitCodeFor,
  type FindingGroup,
  formatFindings,
  groupByFile,
  severityOf,
} from '../report.ts'
import { visible } from '../terminal-text.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen convert`: one text in, one text out. */
export const convert: Run = async (
  context,
  { arguments: [name = '-'], values },
) => {
  const { io, t } = context
  const target = wantedLocale('--to', values.to, t)
  const from = chineseLocale('--from', values.from, t)
  checkEncodings(values, context)
  const { config } = await loadSettings(context, values)
  const { encoding, format } = values
  const file = await openArticle(io, name, { config, encoding, format })
  const shown = shownName(name)
  if (!isReadable(file)) {
    return report(context, [{ path: shown, messages: file.messages }])
  }
  const glossary = await readGlossary(context, config, values.glossary)
  const vocabulary = values['no-vocabulary'] ? false : config.vocabulary
  const localizer = createLocalizer({
    concepts: glossary.concepts,
    vocabulary,
  })
  const settings = settingsOf(localizer, file, { config, cwd: io.cwd, from })
  const options = {
    ...localizeOptions(settings, target, config),
    ...conversionSettings(values),
    ...(values.gloss && values.gloss !== 'none'
      ? { gloss: { ...settings.gloss, style: values.gloss } }
      : {}),
  }
  const isUtf8 = parseEncoding(values['output-encoding'] ?? 'utf-8') === 'utf-8'
  if (isUtf8 && isLong(file)) {
    const { pieces, messages } = convertInParts(file, localizer, options)
    const mark = readData(file)?.bom ? [byteOrderMark] : []
    if (!messages.some((one) => severityOf(one) === 'error')) {
      writeBytes(context, name, [...mark, ...pieces], values)
    }
    return report(context, [
      ...groupByFile(glossary.messages.filter(isError), ''),
      { path: shown, messages: [...messages] },
    ])
  }
  const edition = localizer.localize(file, options)
  const broken = edition.messages.some((one) => severityOf(one) === 'error')
  if (!broken) {
    const bytes = encodeResult(edition, values, t)
    writeBytes(context, name, [bytes], values)
  }
  return report(context, [
    ...groupByFile(glossary.messages.filter(isError), ''),
    { path: shown, messages: edition.messages },
  ])
}

function isError(message: VFileMessage): boolean {
  return severityOf(message) === 'error'
}

function checkEncodings(values: Values, { t }: Context): void {
  for (const name of ['encoding', 'output-encoding'] as const) {
    const value = values[name]
    if (value === undefined || parseEncoding(value)) continue
    if (name === 'encoding' && value === 'auto') continue
    throw invalidValue(`--${name}`, value, encodingNames.slice(1), t)
  }
}

const byteOrderMark = Uint8Array.of(0xef, 0xbb, 0xbf)

function writeBytes(
  { io, t, err }: Context,
  name: string,
  pieces: readonly Uint8Array[],
  values: Values,
): void {
  const { output } = values
  if (output === undefined || output === '-') {
    for (const piece of pieces) io.stdout.write(piece)
  } else {
    const source = name === '-' ? {} : { source: name }
    writeFileWhole(output, Buffer.concat(pieces), { cwd: io.cwd, t, ...source })
    if (io.stderr.isTTY) {
      const path = visible(output)
      io.stderr.write(`${err.dim(t('cli:progress.wrote', { path }))}\n`)
    }
  }
}

function encodeResult(
  edition: VFile,
  values: Values,
  t: Context['t'],
): Uint8Array {
  const bom = readData(edition)?.bom ?? false
  const encoding = parseEncoding(values['output-encoding'] ?? 'utf-8')
  try {
    return encode(String(edition), { bom, ...(encoding ? { encoding } : {}) })
  } catch (cause) {
    if (!(cause instanceof EncodeError)) throw cause
    const { character } = cause
    throw new UserError(
      t('cli:misuse.notEncodable', { character, encoding: cause.encoding }),
      { hint: t('cli:hint.outputEncoding'), cause },
    )
  }
}

function report(
  { io, t, err: colors }: Context,
  groups: readonly FindingGroup[],
): number {
  const lines = formatFindings(groups, { t, colors })
  if (lines.length > 0) io.stderr.write(`${lines.join('\n')}\n`)
  const messages = groups.flatMap((group) => group.messages)
  return exitCodeFor(countFindings(messages))
}
