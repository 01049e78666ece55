/**
 * Tell whether a path matches a glob.
 *
 * `*` and `?` stay inside one name, `**` crosses folders, `{a,b}` and `[a-z]`
 * choose. A pattern without `/` matches the file's name in any folder.
 *
 * @param path - Path with `/`, from the folder the patterns are for.
 * @param pattern - Glob.
 * @returns Whether it matches.
 */
export function matchGlob(path: string, pattern: string): boolean {
  const subject = pattern.includes('/') ? path : (path.split('/').pop() ?? '')
  return new RegExp(`^${toRegExp(pattern)}$`, 'u').test(subject)
}

function toRegExp(pattern: string): string {
  let source = ''
  for (let at = 0; at < pattern.length; ) {
    const rest = pattern.slice(at)
    const token =
      /^(?:\*\*\/)+/.exec(rest) ??
      /^\*+/.exec(rest) ??
      /^\[!?[^\]/\\]+\]/.exec(rest) ??
      /^\{[^{}]*,[^{}]*\}/.exec(rest) ??
      /^\\?./su.exec(rest)
    const text = token?.[0] ?? ''
    source += translate(text, pattern[at - 1])
    at += text.length
  }
  return source
}

function translate(text: string, before: string | undefined): string {
  const starts = before === undefined || before === '/'
  if (text.startsWith('**/')) return starts ? '(?:[^/]+/)*' : '[^/]*/'
  if (text.startsWith('**')) return starts ? '.*' : '[^/]*'
  if (text === '*') return '[^/]*'
  if (text === '?') return '[^/]'
  if (text.startsWith('[') && text.length > 2) {
    const body = text.slice(1, -1).replace(/^!/, '^')
    // A set is never meant to match the separator.
    return `(?!/)[${body.replace(/[[&|~]/g, '\\$&')}]`
  }
  if (text.startsWith('{') && text.length > 1) {
    const choices = text.slice(1, -1).split(',').map(toRegExp)
    return `(?:${choices.join('|')})`
  }
  const literal = text.length > 1 && text[0] === '\\' ? text.slice(1) : text
  return literal.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
}
