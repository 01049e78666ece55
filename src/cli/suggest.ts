/**
 * Guess what was meant by a word that is not known.
 *
 * @param word - Word as typed.
 * @param known - Words that are known.
 * @returns The one that takes the fewest letters added, dropped, changed or
 *   swapped, when that is less than half of the word; or the only one that
 *   starts with the word.
 */
export function suggest(
  word: string,
  known: readonly string[],
): string | undefined {
  const typed = word.toLowerCase()
  const [first, second] = known
    .map((one) => ({ one, away: distance(typed, one.toLowerCase()) }))
    .sort((a, b) => a.away - b.away)
  if (first && first.away <= Math.min(2, (typed.length - 1) / 2)) {
    if (first.away !== second?.away) return first.one
  }
  const starting = known.filter((one) => one.toLowerCase().startsWith(typed))
  return starting.length === 1 ? starting[0] : undefined
}

/**
 * Find the words nearest to one that is not known.
 *
 * @param word - Word as typed.
 * @param known - Words that are known.
 * @param most - How many to give. Default: 3.
 * @returns Words with at most a third of the letters different, or that hold the
 *   word; the nearest first.
 */
export function nearestWords(
  word: string,
  known: Iterable<string>,
  most = 3,
): string[] {
  const typed = word.toLowerCase()
  const far = Math.max(1, Math.floor(typed.length / 3))
  const found: { one: string; away: number }[] = []
  for (const one of known) {
    const holds = typed.length > 2 && one.toLowerCase().includes(typed)
    if (!holds && Math.abs(one.length - typed.length) > far) continue
    const away = holds ? 0.5 : distance(typed, one.toLowerCase())
    if (away <= far) found.push({ one, away })
  }
  return found
    .sort((a, b) => a.away - b.away || a.one.length - b.one.length)
    .slice(0, most)
    .map(({ one }) => one)
}

/** Letters to add, drop, change or swap with a neighbour. */
function distance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const change = a[i - 1] === b[j - 1] ? 0 : 1
      const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          at(i, j - 1) + 1,
          at(i - 1, j - 1) + change,
          ...(swapped ? [at(i - 2, j - 2) + 1] : []),
        ),
      )
    }
  }
  return at(a.length, b.length)
}
