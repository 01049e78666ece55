import type { VFileMessage } from 'vfile-message'
import { changesOf, type PlacedChange } from '../build/changes.ts'
import {
  localizeText,
  type TextEdition,
  type TextOptions,
  type TextProject,
} from '../build/text.ts'
import { type Translate, wordFinding } from '../messages/index.ts'
import {
  type Concept,
  conversionSettings,
  type EditRule,
  type Locale,
  spanOf,
  type Term,
} from '../model/index.ts'
import type {
  AnsweredFinding,
  Explained,
  ExplainRequest,
  FoundTerms,
  Localized,
  LocalizeRequest,
  TermsRequest,
} from './schema.ts'

/** Work that a request asks for, checked against its schema. */
export type Task =
  | { kind: 'localize'; request: LocalizeRequest }
  | { kind: 'explain'; request: ExplainRequest }
  | { kind: 'terms'; request: TermsRequest }

/**
 * Do what a request asks for.
 *
 * @param task - Kind of work and the request.
 * @param project - Settings and glossary.
 * @param t - Messages, for findings.
 * @returns Answer, as the schema of its kind has it.
 * @throws UserError when there is no such edition.
 */
export function answer(
  { kind, request }: Task,
  project: TextProject,
  t: Translate,
): Localized | Explained | FoundTerms {
  if (kind === 'localize') return answerLocalize(request, project, t)
  if (kind === 'explain') return answerExplain(request, project, t)
  return answerTerms(request, project, t)
}

function answerLocalize(
  request: LocalizeRequest,
  project: TextProject,
  t: Translate,
): Localized {
  const { id, text, to } = request
  const editions = to === undefined ? request.editions : [to]
  const made = localizeText(text, optionsOf(request, editions), project)
  return {
    ...(id === undefined ? {} : { id }),
    source: made.source,
    editions: made.editions.map((edition) => {
      const changes = edition.data ? changesOf(edition.data) : []
      return {
        id: edition.id,
        locale: edition.locale,
        failed: edition.failed,
        ...textOf(edition),
        edits: changes.length,
        counts: countsOf(changes),
        findings: findingsOf(edition.messages, t),
      }
    }),
  }
}

function answerExplain(
  request: ExplainRequest,
  project: TextProject,
  t: Translate,
): Explained {
  const { text, to, rule } = request
  const made = localizeText(text, optionsOf(request, [to]), project)
  // An edition that is named is made, or refused by name.
  const edition = made.editions[0] as TextEdition
  const { data } = edition
  const changes = (data ? changesOf(data) : []).filter(
    ({ why }) => rule === undefined || why.rule === rule,
  )
  const shift = data ? text.length - data.text.length : 0
  return {
    source: made.source,
    edition: edition.id,
    locale: edition.locale,
    failed: edition.failed,
    ...textOf(edition),
    edits: changes.map(({ why, start, line, column }) => {
      const { alternatives, ...rest } = why
      return {
        ...rest,
        ...(alternatives ? { alternatives: [...alternatives] } : {}),
        start: start + shift,
        line,
        column,
      }
    }),
    counts: countsOf(changes),
    findings: findingsOf(edition.messages, t),
  }
}

function answerTerms(
  request: TermsRequest,
  project: TextProject,
  t: Translate,
): FoundTerms {
  const { text } = request
  const { source } = localizeText(text, optionsOf(request, []), project)
  const options = optionsOf(request, [source])
  const [edition] = localizeText(text, options, project).editions
  const terms = new Map<string, FoundTerms['terms'][number]>()
  const data = edition?.data
  const place = placesIn(data?.text ?? '')
  // A byte order mark is no part of what places are counted in.
  const shift = data ? text.length - data.text.length : 0
  for (const { unit: number, start, end, concept } of data?.occurrences ?? []) {
    const unit = data?.units[number]
    const span = unit && spanOf(unit, start, end)
    if (!span) continue
    let found = terms.get(concept.id)
    if (!found) {
      const { id, domain, definition } = concept
      found = {
        id,
        domain,
        ...(definition === undefined ? {} : { definition }),
        places: [],
        forms: formsOf(concept),
      }
      terms.set(id, found)
    }
    found.places.push({
      text: unit.text.slice(start, end),
      start: span.start + shift,
      end: span.end + shift,
      ...place(span.start),
    })
  }
  return {
    source,
    terms: [...terms.values()],
    findings: findingsOf(edition?.messages ?? [], t),
  }
}

/** Options of the pipeline; keys that are there and undefined are left out. */
function optionsOf(
  request: Partial<LocalizeRequest>,
  editions: readonly string[] | undefined,
): TextOptions {
  const { format, path, from, gloss } = request
  return {
    ...(format === undefined ? {} : { format }),
    ...(path === undefined ? {} : { path }),
    ...(from === undefined ? {} : { from }),
    ...(editions === undefined ? {} : { editions }),
    // JSON has no undefined, so what is there has a value.
    conversion: conversionSettings(request) as NonNullable<
      TextOptions['conversion']
    >,
    ...(gloss ? { gloss: gloss as NonNullable<TextOptions['gloss']> } : {}),
  }
}

/** The text of the source is no edition, however it failed. */
function textOf({ failed, text }: TextEdition): { text?: string } {
  return failed ? {} : { text }
}

function countsOf(
  changes: readonly PlacedChange[],
): Partial<Record<EditRule, number>> {
  const counts: Partial<Record<EditRule, number>> = {}
  for (const { why } of changes) counts[why.rule] = (counts[why.rule] ?? 0) + 1
  return counts
}

function findingsOf(
  messages: readonly VFileMessage[],
  t: Translate,
): AnsweredFinding[] {
  return messages.map((message) => {
    const { ruleId, line, column, actual, expected, fatal } = message
    const { reason, note } = wordFinding(message, t)
    return {
      ...(ruleId === undefined
        ? {}
        : { rule: ruleId as NonNullable<AnsweredFinding['rule']> }),
      severity: fatal === true ? 'error' : fatal === false ? 'warning' : 'info',
      reason,
      ...(note === undefined ? {} : { note }),
      ...(line === undefined ? {} : { line, column: column ?? 1 }),
      ...(actual === undefined ? {} : { actual }),
      ...(expected === undefined ? {} : { expected: [...expected] }),
    }
  })
}

const byStatus = ['preferred', 'admitted', 'deprecated', 'forbidden'] as const

function formsOf({ terms }: Concept): FoundTerms['terms'][number]['forms'] {
  const forms: Partial<
    Record<Locale, Pick<Term, 'text' | 'type' | 'status'>[]>
  > = {}
  for (const wanted of byStatus) {
    for (const { text, type, status, locale } of terms) {
      if (status !== wanted) continue
      const list = forms[locale] ?? []
      forms[locale] = list
      list.push({ text, type, status })
    }
  }
  return forms
}

/** Lines are looked up: a text may have ten thousand terms. */
function placesIn(
  text: string,
): (offset: number) => { line: number; column: number } {
  const starts = [0]
  for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + end.length)
  }
  return (offset) => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] as number) <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - (starts[low] as number) + 1 }
  }
}
