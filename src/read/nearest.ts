/**
 * Find what was probably meant by a word that is not known.
 *
 * @param word - Word as written.
 * @param candidates - Words that are known.
 * @returns Candidate at most two letters away, case and separators aside.
 */
export function nearest(
  word: string,
  candidates: readonly string[],
): string | undefined {
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_ ]/g, '')
  let best: string | undefined
  let least = Math.min(3, word.length)
  for (const candidate of candidates) {
    const away = distance(plain(word), plain(candidate))
    if (away < least) {
      least = away
      best = candidate
    }
  }
  return best
}

/** Levenshtein distance. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i)
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1]
    for (let j = 0; j < b.length; j++) {
      next.push(
        Math.min(
          (row[j] ?? 0) + (a[i] === b[j] ? 0 : 1),
          (row[j + 1] ?? 0) + 1,
          (next[j] ?? 0) + 1,
        ),
      )
    }
    row = next
  }
  return row[b.length] ?? 0
}
