/**
 * Put all of a list behind another.
 *
 * `list.push(...added)` hands over each as an argument, of which a call takes
 * about a hundred thousand: a text of one line may have more edits.
 *
 * @param list - List, which is changed.
 * @param added - What is put behind.
 * @returns The list.
 *
 * @example
 * ```ts
 * import { addAll } from 'yiwen'
 *
 * addAll([1], [2, 3]) // [1, 2, 3]
 * ```
 */
export function addAll<T>(list: T[], added: Iterable<T>): T[] {
  for (const one of added) list.push(one)
  return list
}
