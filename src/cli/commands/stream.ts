import { once } from 'node:events'
import { VFile } from 'vfile'
import { createLocalizer, type Localizer } from '../../localize.ts'
import {
  type ChineseLocale,
  type Config,
  conversionSettings,
  exitCodes,
  isChinese,
  parseLocale,
} from '../../model/index.ts'
import { localizeOptions, settingsOf } from '../article.ts'
import type { Run } from '../command.ts'
import { misuse } from '../context.ts'
import { chineseLocale, wantedLocale } from '../locale.ts'
import type { Values } from '../options.ts'
import { loadSettings, readGlossary } from '../project.ts'
import { printRecord, type RawRecord, readRecords } from '../records.ts'
import {
  findingsToJson,
  formatFindings,
  groupByFile,
  severityOf,
} from '../report.ts'

/** `yiwen stream`: records in, records out, one for one and in order. */
export const stream: Run = async (context, { values }) => {
  const { io, t } = context
  const wanted = values['stream-to'] ?? []
  if (wanted.length === 0) wantedLocale('--to', undefined, t)
  const targets = wanted.map((tag) => wantedLocale('--to', tag, t))
  const from = chineseLocale('--from', values.from, t)
  const kind = values.records ?? 'ndjson'
  if (kind === 'lines' && targets.length > 1) {
    throw misuse(t('cli:misuse.linesOneLocale'), t('cli:hint.useNdjson'))
  }
  const { config } = await loadSettings(context, values)
  const glossary = await readGlossary(context, config, values.glossary)
  const errors = glossary.messages.filter((one) => severityOf(one) === 'error')
  const lines = formatFindings(groupByFile(errors, ''), {
    t,
    colors: context.err,
  })
  if (lines.length > 0) io.stderr.write(`${lines.join('\n')}\n`)
  const vocabulary = values['no-vocabulary'] ? false : config.vocabulary
  const localizer = createLocalizer({
    concepts: glossary.concepts,
    vocabulary,
  })
  const work: Work = { localizer, config, cwd: io.cwd, values, targets, from }
  let failed = errors.length > 0
  // What is being worked on is finished and written; the rest is not taken.
  let ended = false
  io.onInterrupt?.(() => {
    ended = true
  })
  const { bytes } = config.limits
  for await (const record of readRecords(io.stdin, kind, bytes)) {
    if (ended) break
    const { text, ok } =
      kind === 'lines' ? convertLine(record, work) : answer(record, work)
    failed ||= !ok
    const flows = io.stdout.write(printRecord(text, kind))
    // A reader that is slower is waited for.
    if (flows === false && 'once' in io.stdout) {
      await once(io.stdout as unknown as NodeJS.WritableStream, 'drain')
    }
  }
  return failed ? exitCodes.findings : exitCodes.ok
}

interface Work {
  localizer: Localizer
  config: Config
  cwd: string
  values: Values
  targets: readonly ChineseLocale[]
  from: ChineseLocale | undefined
}

/** A line that can not be read comes out as it came in. */
function convertLine(
  record: RawRecord,
  work: Work,
): { text: string; ok: boolean } {
  const line = decode(record)
  const [target] = work.targets
  if (line === undefined || !target) return { text: '', ok: false }
  const [edition] = localizeAll({ text: line, format: 'txt' }, work)
  return { text: edition?.text ?? line, ok: edition?.ok === true }
}

function answer(record: RawRecord, work: Work): { text: string; ok: boolean } {
  const refuse = (reason: string, rest: object = {}) => ({
    text: JSON.stringify({ ...rest, error: { reason } }),
    ok: false,
  })
  if ('tooLarge' in record) {
    const { bytes } = work.config.limits
    return refuse(
      `The record has ${record.tooLarge} bytes; ${bytes} are allowed.`,
    )
  }
  const line = decode(record)
  if (line === undefined) return refuse('The record is not UTF-8.')
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch (error) {
    return refuse(`The record is no JSON: ${(error as Error).message}`)
  }
  const input = typeof value === 'string' ? { text: value } : value
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    return refuse('The record is no object with a text.')
  }
  const { text, ...rest } = input as Record<string, unknown>
  if (typeof text !== 'string') {
    return refuse('The record has no text.', rest)
  }
  const { format, from } = rest
  const editions = localizeAll({ text, format, from }, work)
  return {
    text: JSON.stringify({
      ...rest,
      editions: Object.fromEntries(
        editions.map(({ locale, ok, text: made, findings }) => [
          locale,
          {
            ...(ok ? { text: made } : {}),
            ...(findings.length > 0 ? { findings } : {}),
          },
        ]),
      ),
    }),
    ok: editions.every(({ ok }) => ok),
  }
}

function decode(record: RawRecord): string | undefined {
  if ('tooLarge' in record) return undefined
  try {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    return decoder.decode(record)
  } catch {
    return undefined
  }
}

function localizeAll(
  record: { text: string; format?: unknown; from?: unknown },
  { localizer, config, cwd, values, targets, from }: Work,
) {
  const format = ['md', 'mdx', 'txt', 'json'].find(
    (one) => one === record.format,
  )
  const path = `record.${format ?? 'md'}`
  const file = new VFile({ path, cwd, value: record.text })
  const said =
    typeof record.from === 'string' ? parseLocale(record.from) : undefined
  const source = said && isChinese(said) ? said : from
  const settings = settingsOf(localizer, file, { config, cwd, from: source })
  return targets.map((target) => {
    const edition = localizer.localize(file, {
      ...localizeOptions(settings, target, config),
      ...conversionSettings(values),
      ...(values.gloss && values.gloss !== 'none'
        ? { gloss: { ...settings.gloss, style: values.gloss } }
        : {}),
    })
    const findings = findingsToJson('', edition.messages).map(
      ({ path: _, ...one }) => one,
    )
    const ok = !edition.messages.some((one) => severityOf(one) === 'error')
    return { locale: target, text: String(edition), findings, ok }
  })
}
