/**
 * Work on several items at once and give the results in the items' order.
 *
 * No more items are read than are worked on, so a reader that stops taking
 * results stops the reading. A result is given as soon as it is the next, though
 * no other item has come yet.
 *
 * @param items - Items.
 * @param width - Items worked on at once.
 * @param work - Work on one; it must not fail.
 * @returns Results.
 */
export async function* inOrder<Item, Result>(
  items: AsyncIterator<Item>,
  width: number,
  work: (item: Item, index: number) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const running: Promise<Result>[] = []
  let index = 0
  let next: Promise<IteratorResult<Item>> | undefined
  let ended = false
  try {
    yield* loop()
  } finally {
    await items.return?.()
  }

  async function* loop(): AsyncGenerator<Result, void, undefined> {
    for (;;) {
      if (ended && running.length === 0) return
      if (!ended && running.length < width) next ??= items.next()
      const [first] = running
      const came = await Promise.race([
        ...(next ? [next.then((item) => ({ item }))] : []),
        ...(first ? [first.then((result) => ({ result }))] : []),
      ])
      if ('result' in came) {
        running.shift()
        yield came.result
        continue
      }
      next = undefined
      if (came.item.done) ended = true
      else running.push(work(came.item.value, index++))
    }
  }
}
