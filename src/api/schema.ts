import { z } from 'zod'
import {
  chineseLocales,
  type EditRule,
  fields,
  glossStyles,
  locales,
  type RuleId,
  rules,
} from '../model/index.ts'

/** What a schema is called in the OpenAPI document, and what it means. */
interface Named {
  /** Name among the document's schemas. */
  id?: string
  /** What it is. */
  description?: string
  /** Values it has. */
  examples?: unknown[]
}

/** Schemas of requests, as clients write them. */
export const requestRegistry = z.registry<Named>()

/** Schemas of answers. */
export const answerRegistry = z.registry<Named>()

/** Rules of edits; a rule that is missing here is a type error. */
const editRules = {
  translation: true,
  override: true,
  characters: true,
  term: true,
  vocabulary: true,
  quotes: true,
  brackets: true,
  punctuation: true,
  ellipsis: true,
  dashes: true,
  spaces: true,
  gloss: true,
  lang: true,
  reference: true,
  'front-matter': true,
  appendix: true,
} satisfies Record<EditRule, true>
const editRule = z.enum(Object.keys(editRules) as [EditRule])
const ruleId = z.enum(Object.keys(rules) as [RuleId])

// What is bounded here is bounded before any work is done with it.
const name = z.string().min(1).max(100)
const word = z.string().min(1).max(200)
const chinese = z.enum(chineseLocales)

const about = (description: string): Named => ({ description })

const source = {
  text: z
    .string()
    .register(requestRegistry, about('The article, as its author wrote it.')),
  format: z
    .enum(['md', 'mdx', 'txt', 'json'])
    .optional()
    .register(
      requestRegistry,
      about(
        'Kind of text: Markdown, MDX, plain text, or an i18next resource as a string. Default: md.',
      ),
    ),
  path: z
    .string()
    .max(1000)
    .regex(/^(?!\/)(?!(?:.*\/)?\.{1,2}(?:\/|$))[^\0\\]+$/)
    .optional()
    .register(
      requestRegistry,
      about(
        'Where it would stand below the folder of articles, for overrides of the settings. No file is read.',
      ),
    ),
  from: chinese
    .optional()
    .register(
      requestRegistry,
      about('Locale of the text. Default: what its front matter says.'),
    ),
}

const conversion = {
  mode: z.enum(['editorial', 'compat']).optional(),
  domain: z
    .enum(['auto', ...fields])
    .optional()
    .register(
      requestRegistry,
      about('Field of the text, which decides between the senses of a word.'),
    ),
  quotes: z.enum(['edition', 'keep']).optional(),
  brackets: z.enum(['edition', 'keep']).optional(),
  spaces: z.enum(['keep', 'add', 'remove']).optional(),
  punctuation: z.enum(['keep', 'wide']).optional(),
  ellipsis: z.enum(['keep', 'normalise']).optional(),
  dashes: z.enum(['keep', 'normalise']).optional(),
  words: z
    .record(word, z.union([word, z.partialRecord(chinese, word)]))
    .optional()
    .register(
      requestRegistry,
      about(
        'Words that come before the vocabulary, and what they are in editions.',
      ),
    ),
}

const gloss = z
  .strictObject({
    style: z.enum(glossStyles).optional(),
    frequency: z.enum(['article', 'section', 'every', 'never']).optional(),
    headings: z.boolean().optional(),
    appendix: z.boolean().optional(),
    given: z.enum(['complete', 'leave']).optional(),
  })
  .optional()
  .register(
    requestRegistry,
    about('English of the glossary’s terms. Default: as the edition has it.'),
  )

/** Body of `POST /v1/localize`, and each line of its stream. */
export const localizeRequest = z
  .strictObject({
    id: z
      .string()
      .max(200)
      .optional()
      .register(
        requestRegistry,
        about('Name of the article; it comes back with the answer.'),
      ),
    ...source,
    to: name
      .optional()
      .register(
        requestRegistry,
        about('One edition: its id, or a locale. Not together with editions.'),
      ),
    editions: z
      .array(name)
      .min(1)
      .max(20)
      .optional()
      .register(
        requestRegistry,
        about('Editions: ids, or locales. Default: those of the project.'),
      ),
    ...conversion,
    gloss,
  })
  .register(requestRegistry, {
    id: 'LocalizeRequest',
    description: 'An article and how it becomes editions.',
  })

/** Body of `POST /v1/explain`. */
export const explainRequest = z
  .strictObject({
    ...source,
    to: name.register(
      requestRegistry,
      about('The edition: its id, or a locale.'),
    ),
    rule: editRule
      .optional()
      .register(requestRegistry, about('Only edits of this rule.')),
    ...conversion,
    gloss,
  })
  .register(requestRegistry, {
    id: 'ExplainRequest',
    description: 'An article and the edition that is to be explained.',
  })

/** Body of `POST /v1/terms`. */
export const termsRequest = z.strictObject(source).register(requestRegistry, {
  id: 'TermsRequest',
  description: 'A text in which terms are looked for.',
})

const count = z.int().min(0)
const place = {
  line: z.int().min(1).register(answerRegistry, about('Line, from 1.')),
  column: z
    .int()
    .min(1)
    .register(answerRegistry, about('Column, from 1, in UTF-16 units.')),
}
const offset = count.register(
  answerRegistry,
  about('Offset in the text, in UTF-16 units.'),
)

const finding = z
  .object({
    rule: ruleId.optional(),
    severity: z.enum(['error', 'warning', 'info']),
    reason: z.string().register(answerRegistry, about('What is wrong.')),
    note: z
      .string()
      .optional()
      .register(answerRegistry, about('What to do next.')),
    line: place.line.optional(),
    column: place.column.optional(),
    actual: z.string().optional(),
    expected: z.array(z.string()).optional(),
  })
  .register(answerRegistry, {
    id: 'Finding',
    description: 'Something found in the text. It never stops the request.',
  })

const counts = z
  .partialRecord(editRule, count)
  .register(answerRegistry, about('Number of changes of each rule.'))

const failed = z
  .boolean()
  .register(
    answerRegistry,
    about('An error keeps the edition from being published; it has no text.'),
  )
const editionText = z
  .string()
  .optional()
  .register(answerRegistry, about('Text of the edition.'))

const edition = z
  .object({
    id: z.string(),
    locale: chinese,
    failed,
    text: editionText,
    edits: count.register(answerRegistry, about('Number of changes.')),
    counts,
    findings: z.array(finding),
  })
  .register(answerRegistry, {
    id: 'Edition',
    description: 'One edition of the article.',
  })

/** Answer of `POST /v1/localize`. */
export const localized = z
  .object({
    id: z.string().optional(),
    source: chinese.register(
      answerRegistry,
      about('Locale the text is taken to be in.'),
    ),
    editions: z.array(edition),
  })
  .register(answerRegistry, {
    id: 'Localized',
    description: 'Editions of an article, in the order asked for.',
  })

const explainedEdit = z
  .object({
    rule: editRule,
    source: z
      .string()
      .register(
        answerRegistry,
        about('Where the rule’s knowledge comes from.'),
      ),
    entry: z.string().optional(),
    before: z.string(),
    after: z.string(),
    alternatives: z.array(z.string()).optional(),
    domain: z.string().optional(),
    confidence: z.number().min(0).max(1).optional(),
    sense: z.enum(['word', 'context', 'field', 'article']).optional(),
    share: z.number().min(0).max(1).optional(),
    start: offset,
    ...place,
  })
  .register(answerRegistry, {
    id: 'Edit',
    description: 'One change with its reason.',
  })

/** Answer of `POST /v1/explain`. */
export const explained = z
  .object({
    source: chinese,
    edition: z.string(),
    locale: chinese,
    failed,
    text: editionText,
    edits: z.array(explainedEdit),
    counts,
    findings: z.array(finding),
  })
  .register(answerRegistry, {
    id: 'Explained',
    description: 'Every change of an edition, in the order of the text.',
  })

const termForm = z
  .object({
    text: z.string(),
    type: z.enum(['full', 'abbreviation', 'short', 'variant']),
    status: z.enum(['preferred', 'admitted', 'deprecated', 'forbidden']),
  })
  .register(answerRegistry, {
    id: 'TermForm',
    description: 'A word for a concept, with its TBX type and status.',
  })

const foundTerm = z
  .object({
    id: z.string().register(answerRegistry, about('Id of the concept.')),
    domain: z.string(),
    definition: z.string().optional(),
    places: z.array(
      z.object({
        text: z
          .string()
          .register(answerRegistry, about('The term as the reader sees it.')),
        start: offset,
        end: offset,
        ...place,
      }),
    ),
    forms: z
      .partialRecord(z.enum(locales), z.array(termForm))
      .register(answerRegistry, about('Words by locale, the best first.')),
  })
  .register(answerRegistry, {
    id: 'FoundTerm',
    description: 'A concept of the glossary and where the text has it.',
  })

/** Answer of `POST /v1/terms`. */
export const foundTerms = z
  .object({
    source: chinese,
    terms: z.array(foundTerm),
    findings: z.array(finding),
  })
  .register(answerRegistry, {
    id: 'FoundTerms',
    description: 'Terms of the glossary, in the order of their first place.',
  })

/** Answer to a request that could not be done: RFC 9457. */
export const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    advice: z.string().register(answerRegistry, about('What to do next.')),
    instance: z
      .string()
      .register(answerRegistry, about('The request, as the log has it.')),
    errors: z
      .array(
        z.object({
          pointer: z
            .string()
            .register(answerRegistry, about('JSON Pointer into the body.')),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .register(answerRegistry, {
    id: 'Problem',
    description: 'Why a request could not be done (RFC 9457).',
  })

/** Line of the answer to a stream. */
export const localizedLine = z
  .union([
    z.object({
      index: count.register(
        answerRegistry,
        about('Number of the article in the stream, from 0.'),
      ),
      ...localized.shape,
    }),
    z.object({
      index: count,
      id: z.string().optional(),
      problem: problemDocument,
    }),
  ])
  .register(answerRegistry, {
    id: 'LocalizedLine',
    description: 'One line of the stream: editions, or what was wrong.',
  })

/** Answer of `GET /healthz` and `GET /readyz`. */
export const health = z
  .object({
    status: z.enum(['ok', 'stale']),
    version: z.string(),
    concepts: count.optional(),
  })
  .register(answerRegistry, {
    id: 'Health',
    description:
      'State of the server. It is stale while changed files can not be used: it works with what they said before.',
  })

/** Body of `POST /v1/localize`. */
export type LocalizeRequest = z.output<typeof localizeRequest>
/** Body of `POST /v1/explain`. */
export type ExplainRequest = z.output<typeof explainRequest>
/** Body of `POST /v1/terms`. */
export type TermsRequest = z.output<typeof termsRequest>
/** Answer of `POST /v1/localize`. */
export type Localized = z.output<typeof localized>
/** Answer of `POST /v1/explain`. */
export type Explained = z.output<typeof explained>
/** Answer of `POST /v1/terms`. */
export type FoundTerms = z.output<typeof foundTerms>
/** Finding, as answers have it. */
export type AnsweredFinding = z.output<typeof finding>
/** Problem, as answers have it. */
export type ProblemDocument = z.output<typeof problemDocument>
