import { languageTag } from '../../model/index.ts'
import { lines, type PageFrame, renderDocument } from './document.ts'
import { type Child, element } from './element.ts'
import { renderOrders } from './glossary-order.ts'
import { type GlossaryEntry, inOwn, sectionNav } from './glossary-parts.ts'

/** Letter under which an entry stands; none for what has no Latin letter. */
function letterOf({ english }: GlossaryEntry): string {
  const letter = english?.normalize('NFKD').match(/[\p{L}\p{N}]/u)?.[0] ?? ''
  return /[a-z]/i.test(letter) ? letter.toUpperCase() : ''
}

/**
 * Render the glossary of an edition.
 *
 * @param frame - What every page has.
 * @param entries - Concepts that its articles use.
 * @returns HTML document, with an entry's id of its concept, and the same as
 *   schema.org's `DefinedTermSet`.
 */
export function renderGlossary(
  frame: PageFrame,
  entries: readonly GlossaryEntry[],
): string {
  const { strings } = frame
  const sections = new Map<string, GlossaryEntry[]>()
  for (const entry of [...entries].sort(byEnglish)) {
    const letter = letterOf(entry)
    const section = sections.get(letter)
    if (section) section.push(entry)
    else sections.set(letter, [entry])
  }
  // What has no letter comes last.
  const letters = [...sections.keys()].sort((a, b) =>
    !a || !b ? (a ? -1 : b ? 1 : 0) : a < b ? -1 : 1,
  )
  const count = entries.length
  const nameOf = (letter: string): string =>
    letter || strings('html:otherTerms')
  return renderDocument(frame, {
    kind: 'glossary',
    title: strings('html:glossary'),
    description: undefined,
    header: [
      element('h1', {}, strings('html:glossary')),
      count === 0
        ? undefined
        : element(
            'p',
            { className: ['byline'] },
            strings('html:glossaryCount', { count }),
          ),
      count === 0 ? undefined : renderOrders(frame),
    ],
    main:
      count === 0
        ? [element('p', {}, strings('html:noTerms'))]
        : [
            sectionNav(
              frame,
              letters.map((letter) => ({
                id: sectionId(letter),
                text: nameOf(letter),
              })),
            ),
            ...letters.flatMap((letter): Child[] => [
              element('h2', { id: sectionId(letter) }, nameOf(letter)),
              element(
                'dl',
                { className: ['glossary'] },
                ...lines(
                  ...(sections.get(letter) ?? []).map((entry) =>
                    renderEntry(entry, frame),
                  ),
                ),
              ),
            ]),
          ],
    footer: [],
    data: describe(entries, frame),
  })
}

/** No id of a concept has a colon. */
function sectionId(letter: string): string {
  return `letter:${letter.toLowerCase() || 'other'}`
}

/** By code units, so that every machine has the same order. */
function byEnglish(a: GlossaryEntry, b: GlossaryEntry): number {
  const [left, right] = [a, b].map(({ english = '', id }) =>
    [english.toLowerCase(), english, id].join('\u0000'),
  ) as [string, string]
  return left < right ? -1 : left > right ? 1 : 0
}

function renderEntry(entry: GlossaryEntry, frame: PageFrame) {
  const { strings, edition } = frame
  const { id, english, word, others, definition, articles, more } = entry
  const shown = [
    ...(english === undefined || edition.locale === 'en'
      ? []
      : [{ text: english, locale: 'en' as const }]),
    ...others,
  ]
  return element(
    'div',
    { id },
    element('dt', {}, element('dfn', {}, inOwn(word, frame))),
    shown.length === 0
      ? undefined
      : element(
          'dd',
          { className: ['forms'] },
          ...shown.flatMap((one, index): Child[] => [
            index === 0 ? undefined : ' · ',
            inOwn(one, frame),
          ]),
        ),
    definition === undefined ? undefined : element('dd', {}, definition),
    articles.length === 0
      ? undefined
      : element(
          'dd',
          { className: ['used'] },
          element('span', { className: ['label'] }, strings('html:usedIn')),
          ' ',
          element(
            'ul',
            {},
            ...articles.map(({ title, href }) =>
              element('li', {}, element('a', { href }, title)),
            ),
            more > 0
              ? element('li', {}, strings('html:usedInMore', { count: more }))
              : undefined,
          ),
        ),
  )
}

function describe(
  entries: readonly GlossaryEntry[],
  frame: PageFrame,
): object | undefined {
  if (entries.length === 0) return undefined
  const { address, strings, edition } = frame
  const set = address ?? ''
  return {
    '@context': 'https://schema.org',
    '@type': 'DefinedTermSet',
    '@id': address,
    name: strings('html:glossary'),
    inLanguage: languageTag(edition.locale),
    hasDefinedTerm: [...entries].sort(byEnglish).map((entry) => {
      const names = [
        entry.english,
        ...entry.others.map(({ text }) => text),
      ].filter((name) => name !== undefined && name !== entry.word.text)
      return {
        '@type': 'DefinedTerm',
        '@id': `${set}#${encodeURIComponent(entry.id)}`,
        termCode: entry.id,
        name: entry.word.text,
        alternateName: names.length > 0 ? [...new Set(names)] : undefined,
        description: entry.definition,
      }
    }),
  }
}
