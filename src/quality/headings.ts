import type { Issue, Pair } from './pair.ts'

/** How headings are written: `sentence` or `Title Case`. */
export type HeadingCase = 'sentence' | 'title'

const small = new Set(
  'a an and as at but by for from in into nor of off on onto or out over per so than the to up via vs with yet'.split(
    ' ',
  ),
)

/**
 * Report headings that are written in another case than the rest.
 *
 * @param pairs - Sentences and translations into English, of an article.
 * @param wanted - Case; `consistent` is what most headings of the article have.
 * @returns `quality-heading-case` for each.
 */
export function checkHeadings(
  pairs: readonly Pair[],
  wanted: HeadingCase | 'consistent',
): Issue[] {
  const known = pairs
    .filter(({ unit }) => unit.kind === 'heading')
    .map((pair) => ({ pair, found: caseOf(pair.text) }))
    .filter(({ found }) => found !== undefined)
  const titles = known.filter(({ found }) => found === 'title').length
  const most: HeadingCase =
    wanted !== 'consistent'
      ? wanted
      : titles * 2 > known.length
        ? 'title'
        : 'sentence'
  const capitals = known.filter(({ found }) => found === 'capitals').length
  // Two headings in two ways: which of them is right nobody can tell.
  const tie =
    wanted === 'consistent' &&
    (titles * 2 === known.length || capitals * 2 >= known.length)
  return known
    .filter(({ found }) => found !== most && !tie)
    .map(({ pair }) => ({
      rule: 'quality-heading-case' as const,
      pair,
      reason:
        most === 'title'
          ? 'Headings are in title case, this one is not.'
          : 'Headings are in sentence case, this one is not.',
      actual: pair.text,
      note:
        most === 'title'
          ? 'Capitalise its words.'
          : 'Capitalise its first word and names only.',
      key: `quality-heading-case.${most}`,
    }))
}

/**
 * Tell how a heading is written.
 *
 * @param text - Heading.
 * @returns Case, `capitals` where it has nothing else; `undefined` where two words or fewer, or names, do not tell.
 */
export function caseOf(text: string): HeadingCase | 'capitals' | undefined {
  const all = text.match(/\p{L}[\p{L}\p{N}'’.-]*/gu) ?? []
  // Short ones are abbreviations.
  const isLong = (word: string) => /^\p{Lu}{5,}$/u.test(word)
  if (all.length > 2 && all.some(isLong) && !/\p{Ll}/u.test(text)) {
    return 'capitals'
  }
  const words = all.slice(1)
  const telling = words.filter(
    (word) => !small.has(word.toLowerCase()) && !/.\p{Lu}|\d/u.test(word),
  )
  const upper = telling.filter((word) => /^\p{Lu}/u.test(word)).length
  if (telling.length < 2) return undefined
  if (upper === 0) return 'sentence'
  if (upper === telling.length) return telling.length < 3 ? undefined : 'title'
  return upper / telling.length > 0.75 ? 'title' : 'sentence'
}
