import { z } from 'zod'
import {
  type Concept,
  isChinese,
  type Locale,
  locales,
  type Term,
} from '../model/index.ts'

const type = z
  .enum(['full', 'abbreviation', 'short', 'variant'])
  .describe(
    'What form of the word it is: the full one, an abbreviation (AGI), a short form (商湯 for 商湯科技) or another spelling. Default: full.',
  )

const statuses = ['preferred', 'admitted', 'deprecated', 'forbidden'] as const

const status = z
  .enum(statuses)
  .describe(
    'Whether editions may use it. Deprecated and forbidden words are found and replaced, never written. Default: preferred.',
  )

const partOfSpeech = z
  .enum(['noun', 'properNoun', 'verb', 'adjective', 'adverb', 'other'])
  .describe('Part of speech, as TBX-Basic names them.')

const word = z.string().min(1)

const day = z.iso.date()

const moment = z.iso
  .datetime({ offset: true })
  .describe('Date and time, as 2026-01-08T09:30:00Z.')

const states = ['proposed', 'approved', 'rejected', 'needs-work'] as const

/** Where a fact about a concept or a word was found. */
export const sourceSchema = z
  .strictObject({
    title: z.string().min(1).describe('Name of the work or page.'),
    url: z.url().optional().describe('Address.'),
    quotation: z.string().optional().describe('Words of the source.'),
    date: day
      .optional()
      .describe('Day it was read or published, as 2026-01-08.'),
  })
  .describe('Where a fact was found.')

/** How a word came into the glossary. */
export const provenanceSchema = z
  .strictObject({
    kind: z
      .enum(['author', 'glossary', 'engine', 'import'])
      .describe('Who or what the word comes from.'),
    detail: z
      .string()
      .optional()
      .describe('Name of the glossary or engine, file and line of an import.'),
  })
  .describe('How the word came into the glossary.')

/** Word written out with its properties. */
export const termSchema = z
  .strictObject({
    text: word.describe('The word.'),
    type: type.optional(),
    status: status.optional(),
    partOfSpeech: partOfSpeech.optional(),
    match: z
      .enum(['word', 'exact', 'anywhere'])
      .optional()
      .describe('Where the word has to stand to be found.'),
    requires: z
      .array(word)
      .optional()
      .describe('Words of which one has to stand near.'),
    excludes: z
      .array(word)
      .optional()
      .describe('Words of which none may stand near.'),
    note: z.string().optional().describe('Note for reviewers.'),
    sources: z
      .array(sourceSchema)
      .optional()
      .describe('Where the word was found.'),
    provenance: provenanceSchema.optional(),
    confidence: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('How sure the word is, from 0 to 1.'),
    validFrom: day
      .optional()
      .describe('Day the word is right from, as 2026-01-08.'),
    validTo: day
      .optional()
      .describe('Day the word is right until, as 2026-01-08.'),
  })
  .describe('A word with its properties.')

const entry = z.union([word.describe('The word.'), termSchema])

const entries = z
  .union([
    word.describe('The word.'),
    termSchema,
    z.array(entry).min(1).describe('Several words; the preferred one first.'),
  ])
  .describe('Word, word with properties, or list of those.')

/** Words of a concept by locale. */
export const termsSchema = z
  .strictObject({
    'zh-TW': entries.optional(),
    'zh-HK': entries.optional(),
    'zh-CN': entries.optional(),
    en: entries.optional(),
  })
  .describe(
    'Words by locale. At least one Chinese locale. A Chinese locale that is left out gets its word from the converter.',
  )

const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)

/** Tie from one concept to another. */
export const relationSchema = z
  .strictObject({
    kind: z
      .enum(['broader', 'narrower', 'related', 'antonym', 'seeAlso'])
      .describe('What the other concept is to this one.'),
    id: id.describe('Id of the other concept.'),
  })
  .describe('How it relates to another concept.')

/** Picture of what a concept means. */
export const imageSchema = z
  .strictObject({
    // No other scheme: the address ends up in pages.
    src: z
      .string()
      .regex(
        /^(?:[Hh][Tt][Tt][Pp][Ss]?:\/\/\S+|(?![A-Za-z][A-Za-z0-9+.-]*:)\S.*)$/,
        {
          error: 'image',
        },
      )
      .describe('Path from the glossary file, or an http address.'),
    alt: z.string().min(1).describe('What it shows, in words.'),
  })
  .describe('A picture of what is meant.')

/** Who gave a concept its state. */
export const reviewSchema = z
  .strictObject({
    by: z.string().min(1).describe('Name of the person.'),
    at: moment,
    reason: z.string().optional().describe('Why.'),
  })
  .describe('Who gave it its state, when and why.')

/** One line of a concept's history. */
export const historySchema = z
  .strictObject({
    at: moment,
    by: z.string().min(1).describe('Name of the person.'),
    action: z
      .enum(['added', 'edited', 'imported', 'merged', ...states])
      .describe('What was done.'),
    note: z.string().optional().describe('Why, or more about it.'),
  })
  .describe('What was done, by whom and when.')

/** One concept as a glossary file writes it. */
export const conceptSchema = z
  .strictObject({
    id: id.describe('Stable id: small letters, digits and hyphens.'),
    domain: z.string().min(1).describe('Subject field, such as finance.'),
    state: z
      .enum(states)
      .describe('Review state. Only approved concepts reach an edition.'),
    definition: z.string().optional().describe('What it means.'),
    note: z.string().optional().describe('Note for reviewers.'),
    partOfSpeech: partOfSpeech
      .optional()
      .describe('Part of speech of every term that does not say its own.'),
    doNotTranslate: z
      .boolean()
      .optional()
      .describe('The same in every edition and never converted. Default: no.'),
    gloss: z
      .boolean()
      .optional()
      .describe('Whether editions show its English. Default: yes.'),
    sources: z
      .array(sourceSchema)
      .optional()
      .describe('Where facts come from.'),
    relations: z
      .array(relationSchema)
      .optional()
      .describe('How it relates to other concepts.'),
    images: z.array(imageSchema).optional().describe('Pictures of it.'),
    review: reviewSchema.optional(),
    history: z
      .array(historySchema)
      .optional()
      .describe('What was done to it, oldest first.'),
    terms: termsSchema,
  })
  .describe('A meaning with its words.')

/** Glossary file whose concepts are looked at one by one. */
export const envelopeSchema = z.strictObject({ concepts: z.array(z.unknown()) })

/** Glossary file; its JSON Schema is published for editors. */
export const glossarySchema = z
  .strictObject({
    concepts: z.array(conceptSchema).describe('Concepts of the file.'),
  })
  .describe('Yiwen glossary')

/** Concept as written. */
type WrittenConcept = z.infer<typeof conceptSchema>

/** Term as written. */
type WrittenTerm = string | z.infer<typeof termSchema>

/**
 * Say what is wrong with the words of a concept that is well-formed.
 *
 * @param concept - Concept.
 * @returns Reason, what to do and the key of both, or `undefined` when nothing is wrong.
 */
export function wrongTerms(
  concept: Concept,
): { key: string; reason: string; note: string } | undefined {
  const texts = new Map<Locale, string>()
  for (const locale of locales.filter(isChinese)) {
    const words = concept.terms.filter((term) => term.locale === locale)
    if (words.length > 0) {
      texts.set(locale, words.map((term) => term.text).join('\n'))
    }
  }
  if (texts.size === 0) {
    return {
      key: 'terms-invalid.no-chinese',
      reason: 'It has no Chinese word',
      note: 'Add a word under `zh-TW`, `zh-HK` or `zh-CN`.',
    }
  }
  if (concept.doNotTranslate && new Set(texts.values()).size > 1) {
    return {
      key: 'terms-invalid.differ',
      reason: 'It is not to be translated, yet its Chinese words differ',
      note: 'Write the same words for each Chinese locale, or take `doNotTranslate` out.',
    }
  }
  return undefined
}

/**
 * Make the concept a glossary file means.
 *
 * @param written - Concept as written.
 * @returns Concept with its defaults, preferred words first in each locale.
 */
export function toConcept(written: WrittenConcept): Concept {
  const { terms, sources, relations, images, review, history } = written
  return {
    id: written.id,
    domain: written.domain,
    state: written.state,
    terms: locales.flatMap((locale) =>
      [terms[locale] ?? []]
        .flat()
        .map((entry) => toTerm(entry, locale, written.partOfSpeech))
        .sort(
          (a, b) => statuses.indexOf(a.status) - statuses.indexOf(b.status),
        ),
    ),
    doNotTranslate: written.doNotTranslate ?? false,
    gloss: written.gloss ?? true,
    ...given({
      definition: written.definition,
      note: written.note,
      sources: sources?.map(given),
      relations,
      images,
      review: review && given(review),
      history: history?.map(given),
    }),
  }
}

function toTerm(
  entry: WrittenTerm,
  locale: Locale,
  conceptPartOfSpeech: string | undefined,
): Term {
  const term = typeof entry === 'string' ? { text: entry } : entry
  const { sources, provenance, ...rest } = term
  return {
    ...given({
      ...rest,
      sources: sources?.map(given),
      provenance: provenance && given(provenance),
      partOfSpeech: term.partOfSpeech ?? conceptPartOfSpeech,
    }),
    locale,
    type: term.type ?? 'full',
    status: term.status ?? 'preferred',
  }
}

/** A copy without the keys that have no value. */
function given<Of extends object>(
  of: Of,
): { [Key in keyof Of]: Exclude<Of[Key], undefined> } {
  // What the type says holds once the keys without a value are gone.
  return Object.fromEntries(
    Object.entries(of).filter(([, value]) => value !== undefined),
  ) as { [Key in keyof Of]: Exclude<Of[Key], undefined> }
}
