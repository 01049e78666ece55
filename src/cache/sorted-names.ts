/**
 * Find the number of a name.
 *
 * @param names - Names, in the order of their code units.
 * @param name - Name.
 * @returns Its number, or -1.
 */
export function numberOf(names: readonly string[], name: string): number {
  let low = 0
  let high = names.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((names[middle] as string) < name) low = middle + 1
    else high = middle
  }
  return names[low] === name ? low : -1
}
