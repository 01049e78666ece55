/** Characters that have a meaning in unstorage's keys, and the escape itself. */
const special = /[%:?\\]/g

/**
 * Find the key of a path: folders are parted by `:`, and what has a meaning in a
 * key is escaped.
 *
 * @param path - Path, with `/`.
 * @returns Key for unstorage.
 */
export function keyOf(path: string): string {
  return path
    .replace(special, (character) => encodeURIComponent(character))
    .replaceAll('/', ':')
}

/**
 * Find the path of a key: the way back of {@link keyOf}.
 *
 * @param key - Key.
 * @returns Path, with `/`.
 */
export function pathOf(key: string): string {
  return key
    .replaceAll(':', '/')
    .replace(/%(?:25|3A|3F|5C)/g, (escaped) => decodeURIComponent(escaped))
}
