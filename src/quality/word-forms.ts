import type { Locale } from '../model/index.ts'

/**
 * Tell whether a text has a word or phrase, inflected or not.
 *
 * In English, case, hyphens and the width of spaces do not matter, nor does the
 * spelling of -ise and -our; each word may have an ending: plural, -ed, -ing,
 * possessive. Words stand in the order of the term and beside each other.
 * In Chinese the text has it as it stands, spaces left out.
 *
 * @param text - Text.
 * @param term - Word or phrase.
 * @param locale - Locale of both.
 * @returns Whether it is there.
 */
export function containsTerm(
  text: string,
  term: string,
  locale: Locale,
): boolean {
  if (locale !== 'en' || /\p{Script=Han}/u.test(term)) {
    return squeeze(text).includes(squeeze(term))
  }
  const wanted = stems(term)
  if (wanted.length === 0) return text.includes(term)
  const found = stems(text)
  return found.some((_, at) =>
    wanted.every((stem, index) => found[at + index] === stem),
  )
}

function squeeze(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

let kept: { text: string; stems: readonly string[] } | undefined

/** Words of a text without their endings; the last text's are kept. */
function stems(text: string): readonly string[] {
  if (kept?.text === text) return kept.stems
  const words = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .match(/(?<![\p{L}\p{N}&+#.$%])[\p{L}\p{N}&+#.$%]*[\p{L}\p{N}&+#$%]/gu)
  const list = (words ?? []).filter((word) => !articles.has(word)).map(stem)
  if (text.length > 60) kept = { text, stems: list }
  return list
}

const articles = new Set(['a', 'an', 'the'])

/** Verbs and nouns whose forms no ending tells, each with its forms. */
const irregular = new Map(
  `be am is are was were been being; become became; begin began begun; bet;
  break broke broken; bring brought; build built; buy bought; catch caught;
  choose chose chosen; come came; cut; deal dealt; do does did done; draw drew
  drawn; drive drove driven; eat ate eaten; fall fell fallen; feel felt; fight
  fought; find found; fly flew flown; get got gotten; give gave given; go goes
  went gone; grow grew grown; have has had; hear heard; hold held; keep kept;
  know knew known; lay laid; lead led; leave left; lend lent; lie lay lain; lose
  lost; make made; mean meant; meet met; pay paid; rise rose risen; run ran; say
  said; see saw seen; seek sought; sell sold; send sent; shrink shrank shrunk;
  sink sank sunk; speak spoke spoken; spend spent; stand stood; strike struck;
  swing swung; take took taken; teach taught; tell told; think thought; throw
  threw thrown; understand understood; withdraw withdrew withdrawn; win won;
  write wrote written; analysis analyses; axis axes; basis bases; child
  children; crisis crises; criterion criteria; datum data; foot feet; index
  indices; matrix matrices; man men; person people; vertex vertices; woman women`
    .split(';')
    .flatMap((row) => {
      const [base = '', ...forms] = row.trim().split(/\s+/)
      return forms.map((form) => [form, base] as const)
    }),
)

/**
 * Take a word's ending off: what is left need be no word, only the same for
 * the forms of one.
 */
function stem(inflected: string): string {
  const word = irregular.get(inflected) ?? inflected
  // No word is longer, and what is long has no ending worth looking for.
  if (word.length <= 3 || word.length > 60 || /[\d&+#.$%]/.test(word))
    return word
  return word
    .replace(/isation/, 'ization')
    .replace(/is(e|ed|ing|er|es)$/, 'iz$1')
    .replace(/our(s|ed|ing|al)?$/, 'or$1')
    .replace(/ies$/, 'y')
    .replace(/(ss|sh|ch|x|z)es$/, '$1')
    .replace(/([^su])s$/, '$1')
    .replace(/(.{3,})(?:ing|ed)$/, '$1')
    .replace(/(.{2,})([^aeioul])\2$/, '$1$2')
    .replace(/(.{3,})e$/, '$1')
}
