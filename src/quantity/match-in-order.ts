/** Up to this many candidates each are paired in the best way. */
const few = 64
/** How far ahead a partner is looked for among more than that. */
const window = 24

/**
 * Pair as many items as a test allows, the earlier with the earlier.
 *
 * Kuhn's augmenting paths where there are few, so that one item does not take
 * the only partner of another; a window that moves with the text where there
 * are many, so that the work stays in proportion to them.
 *
 * @param sources - Items to pair.
 * @param targets - Items to pair them with.
 * @param test - Whether two are a pair; asked more than once.
 * @returns Pairs, each item in one at most.
 */
export function matchInOrder<Item>(
  sources: readonly Item[],
  targets: readonly Item[],
  test: (source: Item, target: Item) => boolean,
): [Item, Item][] {
  if (sources.length > few || targets.length > few) {
    return matchNear(sources, targets, test)
  }
  const partner = new Map<Item, Item>()
  const place = (source: Item, tried: Set<Item>): boolean => {
    for (const target of targets) {
      if (tried.has(target) || !test(source, target)) continue
      tried.add(target)
      const holder = partner.get(target)
      if (holder === undefined || place(holder, tried)) {
        partner.set(target, source)
        return true
      }
    }
    return false
  }
  for (const source of sources) place(source, new Set())
  return [...partner].map(([target, source]) => [source, target])
}

function matchNear<Item>(
  sources: readonly Item[],
  targets: readonly Item[],
  test: (source: Item, target: Item) => boolean,
): [Item, Item][] {
  const pairs: [Item, Item][] = []
  const taken = new Set<number>()
  const slope = targets.length / Math.max(1, sources.length)
  for (const [index, source] of sources.entries()) {
    const middle = Math.round(index * slope)
    const first = Math.max(0, middle - window)
    const last = Math.min(targets.length, middle + window)
    for (let at = first; at < last; at++) {
      if (taken.has(at) || !test(source, targets[at] as Item)) continue
      taken.add(at)
      pairs.push([source, targets[at] as Item])
      break
    }
  }
  return pairs
}
