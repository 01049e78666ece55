/** Words that a full stop stands behind without ending anything. */
const abbreviations = new Set(
  'mr mrs ms mx dr prof rev hon gen col capt lt sgt gov sen rep st sr jr inc ltd co corp llc plc bros dept univ assn vs cf viz ca approx est al fig figs vol vols ch sec art para pp pg ed eds trans op cit ibid ext tel jan feb mar apr jun jul aug sep sept oct nov dec mt ft ave blvd rd hwy max min avg incl excl resp e.g i.e ph.d'.split(
    ' ',
  ),
)

/**
 * Tell whether the full stop at an offset is part of an abbreviation.
 *
 * Initials (U.S., J.) and known words are; `etc.` is where no capital follows,
 * `No.` where something is numbered.
 *
 * @param text - Text.
 * @param start - Where the sentence starts.
 * @param at - Offset of the full stop.
 * @param after - What follows it, white space left out.
 */
export function endsWithAbbreviation(
  text: string,
  start: number,
  at: number,
  after: string,
): boolean {
  const before = text.slice(Math.max(start, at - 16), at)
  const word = /(?<![A-Za-z.])[A-Za-z]+(?:\.[A-Za-z]+)*$/.exec(before)?.[0]
  if (word === undefined) return false
  if (/^[A-Za-z](?:\.[A-Za-z])*$/.test(word)) return true
  if (/^(?:Nos?|[Ee]tc)$/.test(word)) return !/\p{Lu}/u.test(after)
  return abbreviations.has(word.toLowerCase())
}

/**
 * Tell whether a full stop numbers what follows: `1.`, `2.3.`, `(iv.`, `A.`
 *
 * @param text - Text.
 * @param start - Where the sentence starts.
 * @param at - Offset of the full stop.
 */
export function isOrdinal(text: string, start: number, at: number): boolean {
  if (at - start > 16) return false
  return /^[(（]?(?:[\d０-９]{1,4}(?:[.．][\d０-９]{1,4})*|[A-Za-zＡ-Ｚ]|[ivxIVX]{1,5}|[一二三四五六七八九十]{1,3})$/u.test(
    text.slice(start, at),
  )
}
