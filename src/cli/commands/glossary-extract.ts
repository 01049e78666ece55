import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { suggestEnglishOf } from '../../build/engine-terms.ts'
import type { Candidate, Extraction } from '../../extract-terms.ts'
import {
  type ChineseLocale,
  type Config,
  displayWidth,
  UserError,
} from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, print, printJson } from '../context.ts'
import { readCount } from '../count.ts'
import {
  extractFrom,
  type FoundTerms,
  proposalsOf,
  readNumber,
  whyOf,
} from '../extraction.ts'
import { loadSettings } from '../project.ts'
import { glossaryFile } from '../proposed-concepts.ts'
import {
  countFindings,
  exitCodeFor,
  findingsToJson,
  formatFindings,
} from '../report.ts'
import { cutEnd, padEnd, visible } from '../terminal-text.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen glossary extract`: terms that articles have, with evidence. */
export const glossaryExtract: Run = async (
  context,
  { arguments: named, values },
) => {
  const { io, t } = context
  const strictness = readNumber('--strictness', values.strictness ?? '0.5', t)
  const limit = readCount('--limit', values.limit ?? '100', t)
  const { out } = values
  if (out !== undefined && existsSync(resolve(io.cwd, out))) {
    throw new UserError(t('cli:misuse.fileThere', { path: out }), {
      hint: t('cli:hint.newFile'),
    })
  }
  const { config } = await loadSettings(context, values)
  const found = await extractFrom(context, config, {
    ...values,
    named,
    strictness,
    limit,
  })
  const { findings, concepts, shown } = found
  const extraction =
    values.engine === undefined
      ? found.extraction
      : await withEngine(context, found, config, values.engine)
  const groups = [...findings].map(([path, messages]) => ({ path, messages }))
  const code = exitCodeFor(
    countFindings(groups.flatMap(({ messages }) => messages)),
  )
  if (values.json) {
    printJson(context, {
      articles: extraction.articles,
      candidates: extraction.candidates.map((candidate) =>
        toJson(candidate, extraction.articles),
      ),
      findings: groups.flatMap(({ path, messages }) =>
        findingsToJson(path, messages),
      ),
    })
  } else {
    const lines = formatFindings(groups, { t, colors: context.err })
    if (lines.length > 0) io.stderr.write(`${lines.join('\n')}\n`)
  }
  if (out !== undefined) {
    const proposals = proposalsOf(extraction, concepts, t)
    const yaml = glossaryFile(proposals)
    writeFileWhole(out, Buffer.from(yaml), { cwd: io.cwd, t })
    const say = values.json
      ? (text: string) => io.stderr.write(`${text}\n`)
      : (text: string) => print(context, text)
    say(t('cli:extract.wrote', { path: out, count: proposals.length }))
    const command = `yiwen glossary lint ${out}`
    say(t('cli:extract.review', { command }))
  } else if (!values.json) {
    printTable(context, extraction.candidates, shown)
  }
  return code
}

/** Ask an engine for the English that nobody gave, and say how that went. */
async function withEngine(
  context: Context,
  { extraction, source }: FoundTerms,
  config: Config,
  engine: string,
): Promise<Extraction> {
  const { io, t, err } = context
  const { candidates, asked, taken, stopped } = await suggestEnglishOf({
    ...extraction,
    source,
    engine,
    config,
    cwd: io.cwd,
    env: io.env,
  })
  const values = { engine, count: asked, taken }
  io.stderr.write(`${t('cli:extract.engine', values)}\n`)
  if (stopped) io.stderr.write(`${err.yellow(visible(stopped.message))}\n`)
  return { ...extraction, candidates }
}

function toJson(candidate: Candidate, articles: readonly string[]): object {
  const { counts, occurrences, ...rest } = candidate
  return {
    ...rest,
    counts: Object.fromEntries(
      [...counts].map(([article, count]) => [articles[article] ?? '', count]),
    ),
    occurrences: occurrences.map(({ article, ...place }) => ({
      article: articles[article],
      ...place,
    })),
  }
}

/** Widest cells of the columns whose text may be long, in columns. */
const widest = 32

function printTable(
  context: Context,
  candidates: readonly Candidate[],
  locale: ChineseLocale,
): void {
  const { t, out: colors, io } = context
  if (candidates.length === 0) {
    print(context, t('cli:extract.none'))
    return
  }
  const head = [
    t('cli:extract.column.term'),
    t('cli:extract.column.kind'),
    t('cli:extract.column.count'),
    t('cli:extract.column.articles'),
    t('cli:extract.column.form', { locale }),
    t('cli:extract.column.english'),
    t('cli:extract.column.why'),
  ]
  const rows = candidates.map((candidate) => {
    const { text, kind, count, counts, english } = candidate
    const form = candidate.forms[locale]
    const other =
      form && form.opencc !== form.yiwen
        ? ` (${t('cli:extract.opencc', { form: form.opencc })})`
        : ''
    return [
      text,
      t(`cli:extract.kind.${kind}`),
      String(count),
      String(counts.size),
      `${form?.yiwen ?? text}${other}`,
      english
        ? `${english.text} (${t(`cli:extract.englishSource.${english.source}`)})`
        : '',
      whyOf(candidate, t).join(t('cli:frame.comma')),
    ].map(visible)
  })
  const last = head.length - 1
  const cut = rows.map((row) =>
    row.map((cell, column) => (column === last ? cell : cutEnd(cell, widest))),
  )
  const widths = head.map((title, column) =>
    [title, ...cut.map((row) => row[column] ?? '')].reduce(
      (most, cell) => Math.max(most, displayWidth(cell)),
      0,
    ),
  )
  const fill = (row: readonly string[]): string[] =>
    row.map((cell, column) =>
      column === last ? cell : padEnd(cell, widths[column] ?? 0),
    )
  const width = io.stdout.isTTY ? (io.stdout.columns ?? 80) : Infinity
  print(context, t('cli:extract.heading', { count: candidates.length }))
  print(context, '')
  print(context, colors.bold(cutEnd(fill(head).join('  '), width)))
  for (const row of cut) print(context, cutEnd(fill(row).join('  '), width))
}
