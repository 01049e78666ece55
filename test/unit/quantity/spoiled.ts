const lower: Readonly<Record<string, string>> = {
  trillion: 'billion',
  billion: 'million',
  million: 'billion',
  thousand: 'million',
  hundred: 'thousand',
  bn: 'm',
}
const otherHan: Readonly<Record<string, string>> = {
  億: '萬',
  亿: '万',
  兆: '億',
  萬: '億',
  万: '亿',
}

/**
 * Spoil a right pair in every way that a slip of the scale does: a figure of the
 * English ten times as large or as small, a scale word for another, and a 億 of
 * the Chinese for a 萬. Years are left alone.
 *
 * @returns Pairs of source and target, each wrong in one place.
 */
export function spoiledPairs(
  source: string,
  target: string,
): [string, string][] {
  const pairs: [string, string][] = []
  const put = (at: number, length: number, text: string): void => {
    pairs.push([source, target.slice(0, at) + text + target.slice(at + length)])
  }
  for (const { 0: written, index } of target.matchAll(/\d[\d,]*(?:\.\d+)?/g)) {
    const plain = written.replaceAll(',', '')
    const isTail = target[index - 1] === '.'
    if (isTail || Number(plain) === 0 || /^(?:19|20)\d\d$/.test(plain)) continue
    for (const wrong of scaled(plain)) put(index, written.length, wrong)
  }
  const words =
    /(?:trillion|billion|million|thousand|hundred)(?=s?\b)|(?<=\d)bn\b/g
  for (const { 0: word, index } of target.matchAll(words)) {
    put(index, word.length, lower[word] ?? '')
  }
  for (const { 0: one, index } of source.matchAll(/[億亿兆萬万]/g)) {
    const wrong = source.slice(0, index) + otherHan[one]
    pairs.push([wrong + source.slice(index + 1), target])
  }
  return pairs
}

/** Ten times a figure, and a tenth of it where that has no more places. */
function scaled(figure: string): string[] {
  const places = figure.split('.')[1]?.length ?? 0
  const value = Number(figure)
  const write = (of: number, decimals: number): string =>
    of >= 1000
      ? of.toLocaleString('en', { minimumFractionDigits: decimals })
      : of.toFixed(decimals)
  const larger = write(value * 10, Math.max(0, places - 1))
  if (places > 0) return [larger, write(value / 10, places + 1)]
  return value % 10 === 0 ? [larger, write(value / 10, 0)] : [larger]
}
