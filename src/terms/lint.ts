import type { VFileMessage } from 'vfile-message'
import {
  type Concept,
  type FindingOptions,
  finding,
  isChinese,
  type Locale,
  Phrase,
  type RuleId,
  type Term,
} from '../model/index.ts'

/** What a lint of concepts may be told. */
export interface LintOptions {
  /**
   * Converter to simplified characters; with it, words in the wrong
   * characters are found.
   */
  toSimplified?: (text: string) => string
  /**
   * Converter to traditional characters; with it, simplified characters in
   * zh-TW and zh-HK words are found.
   */
  toTraditional?: (text: string) => string
  /**
   * Locales every approved concept should have words in. Default: none is asked
   * for, as the converter gives the words that are not there.
   */
  locales?: readonly Locale[]
  /** Ids of concepts that articles use. Default: that is not looked at. */
  used?: ReadonlySet<string>
}

/**
 * Find what is doubtful about concepts, each alone and all together.
 *
 * @param concepts - Concepts of every glossary file of a project.
 * @param options - Converters for the checks that need one.
 * @returns Findings, placed where the concepts were read from.
 */
export function lintConcepts(
  concepts: readonly Concept[],
  options: LintOptions = {},
): VFileMessage[] {
  return [
    ...duplicateIds(concepts),
    ...sharedWords(concepts),
    ...danglingRelations(concepts),
    ...relationCycles(concepts),
    ...concepts.flatMap((concept) => [
      ...strayCharacters(concept),
      ...wrongCharacters(concept, options),
      ...missingEnglish(concept),
      ...hanInEnglish(concept),
      ...nothingPreferred(concept),
      ...endsBeforeBeginning(concept),
      ...missingLocales(concept, options),
      ...unused(concept, options),
      ...unreviewed(concept),
    ]),
  ]
}

function duplicateIds(concepts: readonly Concept[]): VFileMessage[] {
  const first = new Map<string, Concept>()
  return concepts.flatMap((concept) => {
    const other = first.get(concept.id)
    if (!other) {
      first.set(concept.id, concept)
      return []
    }
    return [
      report('terms-duplicate', concept, `The id \`${concept.id}\` is taken`, {
        actual: concept.id,
        note: `It is also at ${where(other)}. Rename one, or make them one concept.`,
        wording: {
          key: 'terms-duplicate.id',
          values: { id: concept.id, place: where(other) },
        },
      }),
    ]
  })
}

/**
 * Words that two approved concepts have, in any locale text is read in, and that
 * no sentence tells apart.
 */
function sharedWords(concepts: readonly Concept[]): VFileMessage[] {
  const owners = new Map<string, Concept>()
  const conditional = new Set<string>()
  const found: VFileMessage[] = []
  for (const concept of concepts) {
    if (concept.state !== 'approved') continue
    const seen = new Set<string>()
    for (const term of concept.terms) {
      if (!isChinese(term.locale)) continue
      const key = `${term.locale}\n${term.text}`
      if (seen.has(key)) {
        found.push(
          report('terms-duplicate', concept, `${name(term)} stands twice`, {
            actual: term.text,
            note: 'Take one of the two out.',
            wording: {
              key: 'terms-duplicate.word',
              values: { term: name(term) },
            },
          }),
        )
        continue
      }
      seen.add(key)
      const owner = owners.get(key)
      const isConditional = hasConditions(term)
      const isToldApart = isConditional || conditional.has(key)
      if (!owner) {
        owners.set(key, concept)
        if (isConditional) conditional.add(key)
      } else if (isToldApart) {
        // The sentence tells; one without conditions is for the rest.
        if (!isConditional) {
          conditional.delete(key)
          owners.set(key, concept)
        }
      } else if (term.locale === 'zh-TW' || !sharesSource(owner, concept)) {
        found.push(
          report(
            'terms-ambiguous',
            concept,
            `${name(term)} belongs to \`${owner.id}\` as well as \`${concept.id}\``,
            {
              actual: term.text,
              note: `The other is at ${where(owner)}. Approve only one, or give each a longer word that tells them apart.`,
              wording: {
                values: {
                  term: name(term),
                  other: owner.id,
                  id: concept.id,
                  place: where(owner),
                },
              },
            },
          ),
        )
      }
    }
  }
  return found
}

/**
 * Whether two concepts that meet in one locale are told apart in zh-TW.
 *
 * 營收 and 收入 are both 收入 in Hong Kong: that is usage, not a mistake.
 */
function sharesSource(a: Concept, b: Concept): boolean {
  return [a, b].every((c) => c.terms.some((term) => term.locale === 'zh-TW'))
}

function hasConditions({ requires, excludes }: Term): boolean {
  return [requires, excludes].some((texts) => texts && texts.length > 0)
}

function strayCharacters(concept: Concept): VFileMessage[] {
  return concept.terms.flatMap((term) => {
    const clean = term.text
      .replace(/[\p{Cc}\p{Cf}]/gu, '')
      .trim()
      .replace(/\s+/g, ' ')
    return clean === term.text
      ? []
      : [
          report(
            'terms-invalid',
            concept,
            `${name(term)} has white space or invisible characters that will not be in a text`,
            {
              actual: term.text,
              expected: [clean],
              note: 'Take them out, or the word is never found.',
              wording: {
                key: 'terms-invalid.stray',
                values: { term: name(term) },
              },
            },
          ),
        ]
  })
}

function wrongCharacters(
  concept: Concept,
  { toSimplified, toTraditional }: LintOptions,
): VFileMessage[] {
  if (concept.doNotTranslate) return []
  return concept.terms.flatMap((term) => {
    const simplified = term.locale === 'zh-CN'
    const convert = simplified ? toSimplified : toTraditional
    if (!convert || !isChinese(term.locale)) return []
    const wrong = [...term.text].some(
      (char) =>
        convert(char) !== char &&
        (simplified ||
          // 羣 becomes 群 on both sides: a variant, and nothing simplified.
          ((toSimplified?.(char) ?? char) === char &&
            !inBig5(char) &&
            !(term.locale === 'zh-HK' && hongKong.has(char)))),
    )
    if (!wrong) return []
    const expected = convert(term.text)
    return [
      report(
        'terms-invalid',
        concept,
        `${name(term)} is not in ${simplified ? 'simplified' : 'traditional'} characters`,
        {
          actual: term.text,
          expected: [expected],
          note: `Write ${expected}, or move the word to its own locale.`,
          wording: {
            key: simplified
              ? 'terms-invalid.not-simplified'
              : 'terms-invalid.not-traditional',
            values: { term: name(term), expected },
          },
        },
      ),
    ]
  })
}

/** Forms of Hong Kong's standard that the Mainland's happen to equal. */
const hongKong = new Set('着户兑囱卧悦脱税媪愠温蜕氲葱醖藴捝涚敚棁揾煴腽緼輼')

let big5: Set<string> | undefined

/**
 * Whether a character is one Taiwan writes.
 *
 * A converter alone can not tell: it would also change 台, 群 and 里, which are
 * traditional as they stand.
 */
function inBig5(char: string): boolean {
  if (!big5) {
    const bytes: number[] = []
    for (let lead = 0xa4; lead <= 0xf9; lead++) {
      for (let trail = 0x40; trail <= 0xfe; trail++) {
        if (trail <= 0x7e || trail >= 0xa1) bytes.push(lead, trail)
      }
    }
    big5 = new Set(new TextDecoder('big5').decode(new Uint8Array(bytes)))
  }
  return big5.has(char)
}

function missingEnglish(concept: Concept): VFileMessage[] {
  const has = concept.terms.some(
    (term) =>
      term.locale === 'en' &&
      (term.status === 'preferred' || term.status === 'admitted'),
  )
  return has || !concept.gloss || concept.state !== 'approved'
    ? []
    : [
        report(
          'terms-no-english',
          concept,
          `\`${concept.id}\` is approved and has no English to show`,
          {
            note: 'Add a word under `en`, or write `gloss: false`.',
            wording: {
              key: 'terms-no-english.approved',
              values: { id: concept.id },
            },
          },
        ),
      ]
}

/** English that holds Chinese was most likely put into the wrong locale. */
function hanInEnglish(concept: Concept): VFileMessage[] {
  return concept.terms
    .filter(
      ({ locale, text }) => locale === 'en' && /\p{Script=Han}/u.test(text),
    )
    .map((term) =>
      report('terms-english-han', concept, `${name(term)} has Chinese in it`, {
        actual: term.text,
        note: 'Write the English, or move the word to its own locale.',
        wording: { values: { term: name(term) } },
      }),
    )
}

/** Locales in which a concept only has words nobody should write. */
function nothingPreferred(concept: Concept): VFileMessage[] {
  if (concept.state !== 'approved') return []
  const isUsable = ({ status }: Term) =>
    status === 'preferred' || status === 'admitted'
  // English has a rule of its own.
  const locales = new Set(
    concept.terms.map(({ locale }) => locale).filter(isChinese),
  )
  return [...locales].flatMap((locale) => {
    const words = concept.terms.filter((term) => term.locale === locale)
    const [first] = words
    return !first || words.some(isUsable)
      ? []
      : [
          report(
            'terms-no-preferred',
            concept,
            `${name(first)} is ${first.status}, and nothing is there to write instead`,
            {
              actual: first.text,
              note: `Add the word to use under \`${locale}\`.`,
              wording: {
                values: {
                  term: name(first),
                  locale,
                  status: new Phrase(
                    first.status,
                    `phrases:status.${first.status}`,
                  ),
                },
              },
            },
          ),
        ]
  })
}

function endsBeforeBeginning(concept: Concept): VFileMessage[] {
  return concept.terms
    .filter(
      ({ validFrom, validTo }) => validFrom && validTo && validTo < validFrom,
    )
    .map((term) =>
      report(
        'terms-invalid',
        concept,
        `${name(term)} is right until a day before it is right from`,
        {
          actual: String(term.validTo),
          note: 'Exchange the two days, or correct one.',
          wording: {
            key: 'terms-invalid.validity',
            values: { term: name(term) },
          },
        },
      ),
    )
}

function missingLocales(
  concept: Concept,
  { locales = [] }: LintOptions,
): VFileMessage[] {
  if (concept.state !== 'approved' || concept.doNotTranslate) return []
  const missing = locales.filter(
    (locale) =>
      // English has a rule of its own.
      isChinese(locale) &&
      !concept.terms.some((term) => term.locale === locale),
  )
  if (missing.length === 0) return []
  const list = missing.join(', ')
  return [
    report(
      'terms-locale-missing',
      concept,
      `\`${concept.id}\` has no word in ${list}`,
      {
        expected: missing,
        note: 'The converter gives one; write it out where that is not the word.',
        wording: { values: { id: concept.id, list } },
      },
    ),
  ]
}

function unused(concept: Concept, { used }: LintOptions): VFileMessage[] {
  return !used || used.has(concept.id) || concept.state === 'rejected'
    ? []
    : [
        report(
          'terms-unused',
          concept,
          `No article has a word of \`${concept.id}\``,
          {
            note: 'Take it out, or keep it for articles to come.',
            wording: { values: { id: concept.id } },
          },
        ),
      ]
}

function danglingRelations(concepts: readonly Concept[]): VFileMessage[] {
  const ids = new Set(concepts.map(({ id }) => id))
  return concepts.flatMap((concept) =>
    (concept.relations ?? [])
      .filter(({ id }) => !ids.has(id) || id === concept.id)
      .map(({ id }) =>
        report(
          'terms-relation-broken',
          concept,
          id === concept.id
            ? `\`${id}\` is related to itself`
            : `\`${concept.id}\` is related to \`${id}\`, which is not there`,
          {
            actual: id,
            note: 'Correct the id, or take the relation out.',
            wording: {
              key:
                id === concept.id
                  ? 'terms-relation-broken.self'
                  : 'terms-relation-broken.missing',
              values: { id: concept.id, other: id },
            },
          },
        ),
      ),
  )
}

/**
 * Concepts that are broader than themselves, by way of others.
 *
 * `narrower` is `broader` the other way round. Each circle is reported once, where
 * the walk closes it; the walk keeps its own stack, so that a long chain is no
 * deep recursion.
 */
function relationCycles(concepts: readonly Concept[]): VFileMessage[] {
  const byId = new Map(concepts.map((concept) => [concept.id, concept]))
  const broader = new Map<string, Set<string>>()
  const add = (narrow: string, broad: string) => {
    if (narrow === broad || !byId.has(narrow) || !byId.has(broad)) return
    const known = broader.get(narrow)
    if (known) known.add(broad)
    else broader.set(narrow, new Set([broad]))
  }
  for (const { id, relations = [] } of concepts) {
    for (const { kind, id: other } of relations) {
      if (kind === 'broader') add(id, other)
      else if (kind === 'narrower') add(other, id)
    }
  }
  const done = new Set<string>()
  const found: VFileMessage[] = []
  for (const start of broader.keys()) {
    const path: string[] = []
    const onPath = new Set<string>()
    const stack: { id: string; left: Iterator<string> }[] = []
    const enter = (id: string) => {
      path.push(id)
      onPath.add(id)
      stack.push({ id, left: (broader.get(id) ?? new Set()).values() })
    }
    if (!done.has(start)) enter(start)
    for (let top = stack.at(-1); top; top = stack.at(-1)) {
      const { value, done: finished } = top.left.next()
      if (finished) {
        done.add(top.id)
        onPath.delete(top.id)
        path.pop()
        stack.pop()
      } else if (onPath.has(value)) {
        const concept = byId.get(value)
        const circle = [...path.slice(path.indexOf(value)), value].join(' → ')
        if (concept) found.push(circleOf(concept, circle))
      } else if (!done.has(value)) enter(value)
    }
  }
  return found
}

function circleOf(concept: Concept, circle: string): VFileMessage {
  return report(
    'terms-relation-cycle',
    concept,
    `\`${concept.id}\` is broader than itself: ${circle}`,
    {
      actual: circle,
      note: 'Take one of these relations out.',
      wording: { values: { id: concept.id, circle } },
    },
  )
}

function unreviewed(concept: Concept): VFileMessage[] {
  return concept.state === 'proposed' || concept.state === 'needs-work'
    ? [
        report(
          'terms-unreviewed',
          concept,
          `\`${concept.id}\` is ${concept.state === 'proposed' ? 'only proposed' : 'sent back for work'}, so no edition uses it`,
          {
            note: 'Check it, then write `state: approved` or `state: rejected`.',
            wording: {
              key:
                concept.state === 'proposed'
                  ? 'terms-unreviewed.proposed'
                  : 'terms-unreviewed.needs-work',
              values: { id: concept.id },
            },
          },
        ),
      ]
    : []
}

function report(
  rule: RuleId,
  concept: Concept,
  reason: string,
  options: Pick<FindingOptions, 'actual' | 'expected' | 'note' | 'wording'>,
): VFileMessage {
  const { origin } = concept
  const message = finding(rule, reason, {
    ...options,
    ...(origin ? { place: { line: origin.line, column: origin.column } } : {}),
  })
  if (origin) message.file = origin.path
  return message
}

function name(term: Term): string {
  const locale: Locale = term.locale
  return `「${term.text}」 (${locale})`
}

function where({ origin, id }: Concept): string {
  return origin ? `${origin.path}:${origin.line}:${origin.column}` : `\`${id}\``
}
