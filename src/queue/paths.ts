/**
 * Tell whether a path may be an article's in a store: below its root, and the
 * same to every kind of store.
 *
 * @param path - Path, with `/`.
 * @returns Whether it may.
 */
export function isArticlePath(path: string): boolean {
  if (path.length === 0 || path.length > 1024) return false
  if (hasControl(path)) return false
  return path.split('/').every((part) => !/^\.{0,2}$/.test(part))
}

function hasControl(text: string): boolean {
  return /[\p{Cc}\p{Cs}]/u.test(text)
}
