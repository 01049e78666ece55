import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import type { VFileMessage } from 'vfile-message'
import { type Candidate, extractTerms } from '../../extract-terms.ts'
import { createLocalizer } from '../../localize.ts'
import type { Translate } from '../../messages/index.ts'
import {
  type ChineseLocale,
  displayWidth,
  UserError,
} from '../../model/index.ts'
import { isReadable, openArticle, settingsOf } from '../article.ts'
import { articleNames } from '../article-names.ts'
import type { Command } from '../command.ts'
import { type Context, misuse, print, printJson } from '../context.ts'
import { createProgress } from '../progress.ts'
import { loadSettings, readGlossary } from '../project.ts'
import { proposedConcepts } from '../proposed-concepts.ts'
import {
  countFindings,
  exitCodeFor,
  findingsToJson,
  formatFindings,
} from '../report.ts'
import { cutEnd, padEnd, visible } from '../terminal-text.ts'
import { writeFileWhole } from '../write-file.ts'

/** `yiwen glossary extract`: terms that articles have, with evidence. */
export const glossaryExtract: Command = {
  words: ['glossary', 'extract'],
  key: 'glossaryExtract',
  argument: { value: 'file', about: 'cli:argument.files', multiple: true },
  options: [
    'strictness',
    'limit',
    'new-only',
    'out',
    'glossary',
    'encoding',
    'json',
    'config',
  ],
  examples: [
    {
      line: 'yiwen glossary extract',
      about: 'cli:command.glossaryExtract.example.all',
    },
    {
      line: 'yiwen glossary extract articles/a.md --strictness 0.8 --new-only',
      about: 'cli:command.glossaryExtract.example.strict',
    },
    {
      line: 'yiwen glossary extract --new-only --out locales/glossary/new.yaml',
      about: 'cli:command.glossaryExtract.example.out',
    },
    {
      line: 'yiwen glossary extract --json > candidates.json',
      about: 'cli:command.glossaryExtract.example.json',
    },
  ],
  async run(context, { arguments: named, values }) {
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
    const names = await articleNames(context, config, named)
    const { concepts } = await readGlossary(context, config, values.glossary)
    const localizer = createLocalizer({ vocabulary: false })
    const findings = new Map<string, readonly VFileMessage[]>()
    const sources: Parameters<typeof extractTerms>[0][number][] = []
    for (const name of names) {
      const { encoding } = values
      const file = await openArticle(io, name, { config, encoding })
      if (!isReadable(file)) {
        findings.set(name, file.messages)
        continue
      }
      const { source, markdown, locate } = settingsOf(localizer, file, {
        config,
        cwd: io.cwd,
      })
      const { limits } = config
      sources.push({ file, source, markdown, locate, limits })
    }
    const progress = createProgress(context)
    let done = 0
    // A few articles take no time that has to be shown.
    const isLong = sources.length > 20
    const extraction = extractTerms(sources, {
      concepts,
      strictness,
      limit,
      newOnly: values['new-only'] ?? false,
      onArticle: (path) => {
        done++
        if (isLong) progress.update({ done, total: sources.length, path })
      },
    })
    if (isLong) progress.end()
    for (const [path, messages] of extraction.findings) {
      findings.set(path, messages)
    }
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
      const { yaml, count } = proposedConcepts(extraction.candidates, {
        articles: extraction.articles,
        taken: concepts.map(({ id }) => id),
        noteOf: (candidate) => noteOf(candidate, extraction.articles, t),
      })
      writeFileWhole(out, Buffer.from(yaml), { cwd: io.cwd, t })
      const say = values.json
        ? (text: string) => io.stderr.write(`${text}\n`)
        : (text: string) => print(context, text)
      say(t('cli:extract.wrote', { path: out, count }))
      const command = `yiwen glossary lint ${out}`
      say(t('cli:extract.review', { command }))
    } else if (!values.json) {
      printTable(context, extraction.candidates, shownLocale(sources))
    }
    return code
  },
}

function readNumber(option: string, value: string, t: Translate): number {
  const number = Number(value)
  if (value.trim() === '' || !(number >= 0 && number <= 1)) {
    throw misuse(
      t('cli:misuse.invalidValue', { value, option }),
      t('cli:hint.strictness'),
    )
  }
  return number
}

function readCount(option: string, value: string, t: Translate): number {
  if (!/^[1-9]\d{0,6}$/.test(value)) {
    throw misuse(
      t('cli:misuse.invalidValue', { value, option }),
      t('cli:hint.count'),
    )
  }
  return Number(value)
}

/** The Mainland's forms, unless all articles are from there. */
function shownLocale(
  sources: readonly { source?: ChineseLocale }[],
): ChineseLocale {
  const isMainland =
    sources.length > 0 && sources.every(({ source }) => source === 'zh-CN')
  return isMainland ? 'zh-TW' : 'zh-CN'
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

function whyOf(candidate: Candidate, t: Translate): string[] {
  const { evidence, relatives, known } = candidate
  return [
    ...(known === undefined ? [] : [t('cli:extract.known')]),
    ...evidence.map(({ kind, value }) =>
      t(`cli:extract.evidence.${kind}`, { value }),
    ),
    ...relatives.map(({ text: term, english }) =>
      t('cli:extract.related', { term, english }),
    ),
  ]
}

function noteOf(
  candidate: Candidate,
  articles: readonly string[],
  t: Translate,
): string {
  const { count, counts } = candidate
  const named = [...counts.keys()].slice(0, 3).map((one) => articles[one] ?? '')
  const more = counts.size > 3 ? '…' : ''
  const where = t('cli:extract.note', {
    count,
    articles: named.join(t('cli:frame.comma')) + more,
  })
  return [where, ...whyOf(candidate, t)].join('; ')
}
