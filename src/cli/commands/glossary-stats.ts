import { readConceptFiles } from '../../build/glossary.ts'
import {
  type Concept,
  displayWidth,
  exitCodes,
  locales,
  preferredTerm,
} from '../../model/index.ts'
import type { Run } from '../command.ts'
import { type Context, print, printJson } from '../context.ts'
import { loadSettings } from '../project.ts'
import { padEnd, visible } from '../terminal-text.ts'

/** States, as they are listed. */
const states = ['approved', 'proposed', 'needs-work', 'rejected'] as const

/** `yiwen glossary stats`: how much there is, and how far review has come. */
export const glossaryStats: Run = async (context, { values }) => {
  const { io } = context
  const { config } = await loadSettings(context, values)
  const patterns = values.glossary ?? config.glossary
  const { files, concepts } = await readConceptFiles(io.cwd, patterns)
  const stats = count(concepts)
  if (values.json) printJson(context, { ok: true, files, ...stats })
  else printStats(context, files.length, stats)
  return exitCodes.ok
}

function count(concepts: readonly Concept[]) {
  const domains: Record<string, number> = {}
  for (const { domain } of concepts) {
    domains[domain] = (domains[domain] ?? 0) + 1
  }
  return {
    concepts: concepts.length,
    states: Object.fromEntries(
      states.map((state) => [
        state,
        concepts.filter((concept) => concept.state === state).length,
      ]),
    ) as Record<(typeof states)[number], number>,
    domains: Object.fromEntries(
      Object.entries(domains).sort(([, a], [, b]) => b - a),
    ),
    locales: Object.fromEntries(
      locales.map((locale) => {
        const words = concepts.map(
          ({ terms }) => terms.filter((term) => term.locale === locale).length,
        )
        return [
          locale,
          {
            concepts: words.filter((n) => n > 0).length,
            words: words.reduce((sum, n) => sum + n, 0),
          },
        ]
      }),
    ),
    withoutEnglish: concepts.filter(
      (concept) =>
        concept.state === 'approved' &&
        concept.gloss &&
        !preferredTerm(concept, 'en'),
    ).length,
  }
}

function printStats(
  context: Context,
  files: number,
  stats: ReturnType<typeof count>,
): void {
  const { t, out } = context
  const number = (n: number) => n.toLocaleString('en')
  const table = (
    head: string,
    rows: readonly (readonly [string, string])[],
  ) => {
    const width = Math.max(0, ...rows.map(([name]) => displayWidth(name)))
    print(
      context,
      [
        '',
        out.bold(head),
        ...rows.map(([n, v]) => `  ${padEnd(n, width)}  ${v}`),
      ].join('\n'),
    )
  }
  print(
    context,
    [
      t('cli:glossaryLint.files', { count: files }),
      t('cli:glossaryLint.concepts', { count: stats.concepts }),
    ].join(' · '),
  )
  table(
    t('cli:desk.byState'),
    states.map((state) => [
      t(`cli:desk.state.${state}`),
      number(stats.states[state]),
    ]),
  )
  table(
    t('cli:desk.byDomain'),
    Object.entries(stats.domains).map(([name, n]) => [
      visible(name),
      number(n),
    ]),
  )
  table(
    t('cli:desk.byLocale'),
    Object.entries(stats.locales).map(([locale, { concepts, words }]) => [
      locale,
      t('cli:desk.conceptsWith', { concepts, words }),
    ]),
  )
  print(
    context,
    `\n${t('cli:desk.noEnglish')}  ${number(stats.withoutEnglish)}`,
  )
}
