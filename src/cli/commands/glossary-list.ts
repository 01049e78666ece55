import { readConceptFiles } from '../../build/glossary.ts'
import {
  type Concept,
  displayWidth,
  exitCodes,
  preferredTerm,
} from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, print, printJson } from '../context.ts'
import type { Values } from '../options.ts'
import { loadSettings } from '../project.ts'
import { cutEnd, visible } from '../terminal-text.ts'

/** `yiwen glossary list`: concepts, by state, field, locale and text. */
export const glossaryList: Run = async (
  context,
  { arguments: texts, values },
) => {
  const { io, t } = context
  const { config } = await loadSettings(context, values)
  const patterns = values.glossary ?? config.glossary
  const { concepts, messages } = await readConceptFiles(io.cwd, patterns)
  const shown = concepts.filter(matcher(texts, values))
  const broken = messages.some(({ fatal }) => fatal === true)
  if (broken) {
    const command = 'yiwen glossary lint'
    io.stderr.write(`${context.err.red(t('cli:desk.broken', { command }))}\n`)
  }
  const code = broken ? exitCodes.findings : exitCodes.ok
  if (values.json) {
    printJson(context, {
      ok: !broken,
      total: concepts.length,
      concepts: shown.map(({ origin, ...concept }) => ({
        ...concept,
        ...origin,
      })),
    })
    return code
  }
  if (shown.length > 0) printTable(context, shown, values)
  else if (!broken) print(context, t('cli:desk.none'))
  const count = { shown: shown.length, total: concepts.length }
  print(context, context.out.dim(t('cli:desk.shown', count)))
  return code
}

function matcher(
  texts: readonly string[],
  { state, locale, 'glossary-domain': domain }: Values,
): (concept: Concept) => boolean {
  const wanted = texts.map(plain)
  return (concept) =>
    (state === undefined || concept.state === state) &&
    (domain === undefined || concept.domain === domain) &&
    (locale === undefined ||
      concept.terms.some((term) => term.locale === locale)) &&
    (wanted.length === 0 ||
      wanted.every((text) =>
        [
          concept.id,
          concept.definition ?? '',
          concept.note ?? '',
          ...concept.terms.map((term) => term.text),
        ].some((own) => plain(own).includes(text)),
      ))
}

/** Without the differences of letter case and width that a reader skips. */
function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

function printTable(
  context: Context,
  concepts: readonly Concept[],
  { locale }: Values,
): void {
  const { t, io, out } = context
  const states = new Map(
    concepts.map(({ state }) => [state, t(`cli:desk.state.${state}`)] as const),
  )
  // What is piped on is not cut.
  const most = io.stdout.columns === undefined ? Infinity : 32
  const cell = (text: string) => {
    const shown = visible(text)
    const width = displayWidth(shown)
    return width > most
      ? { text: cutEnd(shown, most), width: most }
      : { text: shown, width }
  }
  const rows = concepts.map((concept) => {
    const chinese =
      (locale === undefined ? undefined : preferredTerm(concept, locale)) ??
      preferredTerm(concept, 'zh-TW') ??
      concept.terms.at(0)
    return [
      concept.id,
      states.get(concept.state) ?? '',
      concept.domain,
      chinese?.text ?? '',
      preferredTerm(concept, 'en')?.text ?? '',
    ].map(cell)
  })
  const heads = [
    t('cli:desk.column.id'),
    t('cli:desk.column.state'),
    t('cli:desk.column.domain'),
    t('cli:desk.column.term'),
    t('cli:desk.column.english'),
  ].map(cell)
  const widths = heads.map((head, column) =>
    rows.reduce(
      (width, row) => Math.max(width, row[column]?.width ?? 0),
      head.width,
    ),
  )
  const lineOf = (row: readonly { text: string; width: number }[]) =>
    row
      .map(({ text, width }, i) => text + ' '.repeat((widths[i] ?? 0) - width))
      .join('  ')
      .trimEnd()
  print(context, out.bold(lineOf(heads)))
  print(context, rows.map(lineOf).join('\n'))
}
