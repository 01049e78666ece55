import picomatch from 'picomatch'

/**
 * Tell whether a path matches a glob.
 *
 * `*` and `?` stay inside one name, `**` crosses folders, `{a,b}` and `[a-z]`
 * choose. A pattern without `/` matches the file's name in any folder.
 *
 * @param path - Path with `/`, from the folder the patterns are for.
 * @param pattern - Glob.
 * @returns Whether it matches.
 *
 * @example
 * ```ts
 * import { matchGlob } from 'yiwen/node'
 *
 * matchGlob('blog/2026/a.md', 'blog/**') // true
 * matchGlob('blog/2026/a.md', '*.mdx') // false
 * ```
 */
export function matchGlob(path: string, pattern: string): boolean {
  if (pattern === '') return false
  let matches = matchers.get(pattern)
  if (!matches) {
    const basename = !pattern.includes('/')
    const options = { basename, dot: true, nonegate: true, posix: true }
    matches = picomatch(pattern, options)
    matchers.set(pattern, matches)
  }
  return matches(path)
}

/** By pattern; a project has a few, and asks them of every article. */
const matchers = new Map<string, (path: string) => boolean>()
