import type { Term } from '../../../src/model/index.ts'
import type { Words } from '../../../src/terms/index.ts'

const spaces = '[ \\t\\u00a0\\u3000]'
const latin = '[A-Za-zÀ-ɏ0-9Ａ-Ｚａ-ｚ０-９]'
const han = '(?:[\\u3400-\\u9fff]|[\\u{20000}-\\u{3ffff}])'
/** Spaces between Han and Latin, and behind it the place that a space is at. */
const between = new RegExp(
  `(?<=${han})${spaces}+(?=${latin})|(?<=${latin})${spaces}+(?=${han})`,
  'gu',
)
const others = new RegExp(`${spaces}+`, 'gu')

const twins = new Map([...'臺台裏裡着著綫線'].entries())

/**
 * Fold a text the plain way.
 *
 * @param text - Text.
 * @returns Folded text, and where each unit of it stands.
 */
export function foldSlowly(text: string): { text: string; at: number[] } {
  // Dropped spaces are marked first, so that no place moves.
  const marked = text
    .replace(between, (found) => '\0'.repeat(found.length))
    .replace(others, (found) => ` ${'\0'.repeat(found.length - 1)}`)
  let folded = ''
  const at: number[] = []
  for (let i = 0; i < marked.length; i++) {
    const unit = marked.charAt(i)
    if (unit === '\0') continue
    const place = [...twins.values()].indexOf(unit)
    const wide = /[\uff01-\uffee]/.test(unit) ? unit.normalize('NFKC') : unit
    folded += place >= 0 ? (twins.get(place | 1) ?? '') : wide.toLowerCase()
    at.push(i)
  }
  return { text: folded, at }
}

/**
 * Find terms by trying each of them at each place.
 *
 * @param text - Text.
 * @param terms - Terms, the ones to prefer first.
 * @param words - What is known of words.
 * @returns Matches.
 */
export function findSlowly(
  text: string,
  terms: readonly Term[],
  words?: Words,
): { start: number; end: number; term: Term }[] {
  const { text: folded, at } = foldSlowly(text)
  const usable = terms
    .filter(({ text }) => text.trim() !== '' && !text.includes('\uFFFC'))
    .map((term) => ({ term, key: foldSlowly(term.text).text }))
  const result: { start: number; end: number; term: Term }[] = []
  for (let from = 0; from < folded.length; ) {
    const possible = usable.filter(
      ({ term, key }) =>
        folded.startsWith(key, from) && isTerm(term, from, from + key.length),
    )
    const longest = Math.max(...possible.map(({ key }) => key.length))
    const [best] = possible
      .filter(({ key }) => key.length === longest)
      .map(({ term }) => term)
      .sort((a, b) => rank(a, from, longest) - rank(b, from, longest))
    if (best) result.push({ ...range(from, from + longest), term: best })
    from += best ? longest : 1
  }
  return result

  function range(from: number, to: number): { start: number; end: number } {
    return { start: at[from] ?? 0, end: (at[to - 1] ?? 0) + 1 }
  }

  function rank(term: Term, from: number, length: number): number {
    const { start, end } = range(from, from + length)
    const isSame = term.text === text.slice(start, end)
    return (isSame ? 0 : 2) + (term.requires?.length ? 0 : 1)
  }

  function isTerm(term: Term, from: number, to: number): boolean {
    const { start, end } = range(from, to)
    const pair = /^[\ud800-\udbff][\udc00-\udfff]$/
    if (pair.test(text.slice(start - 1, start + 1)) && start > 0) return false
    if (pair.test(text.slice(end - 1, end + 1))) return false
    if (term.match !== 'anywhere') {
      const word = /^(?:[a-zÀ-ɏ0-9]|[\u0300-\u036f]){2}$/
      if (from > 0 && word.test(folded.slice(from - 1, from + 1))) return false
      if (word.test(folded.slice(to - 1, to + 1))) return false
      const isHan = /^[\u3400-\u9fff]{2}$/
      const goesOn =
        (from > 0 && isHan.test(folded.slice(from - 1, from + 1))) ||
        isHan.test(folded.slice(to - 1, to + 1))
      const isShort = to - from < 4
      if (words && goesOn && isShort && !words.isWhole(text, start, end)) {
        return false
      }
      const as = text.slice(start, end)
      if (term.match === 'exact') {
        if (as !== term.text) return false
      } else if (/^[A-Za-z]*[A-Z][A-Za-z]*$/.test(term.text)) {
        const letter = '[a-zÀ-ɏ]'
        const before = new RegExp(`${letter}[ .\\-_/@:'’]$`)
        const after = new RegExp(`^[ .\\-_/@:'’]${letter}`)
        if (
          as !== term.text &&
          as === as.toLowerCase() &&
          (before.test(folded.slice(0, from)) || after.test(folded.slice(to)))
        ) {
          return false
        }
      }
    }
    const sentence = sentenceAt(from)
    const stands = (part: string): boolean =>
      sentence.includes(foldSlowly(part).text)
    if (term.excludes?.some(stands)) return false
    return !term.requires?.length || term.requires.some(stands)
  }

  function sentenceAt(place: number): string {
    let start = 0
    for (const { 0: sentence } of folded.matchAll(
      /[\s\S]*?(?:[。!?\n]|\.(?=[ \n]|$(?![\s\S]))|$(?![\s\S]))/g,
    )) {
      if (place < start + sentence.length) return sentence
      start += sentence.length
    }
    return ''
  }
}
