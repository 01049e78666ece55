const documentName = /\.(?:md|mdx|markdown|txt)$/i

/**
 * Name the file of an article in an edition.
 *
 * @param edition - Edition's id.
 * @param path - Article's path from the folder of sources.
 * @returns Path from the output folder; plain text becomes Markdown.
 */
export function articleOutput(edition: string, path: string): string {
  return `${edition}/${path.replace(/\.txt$/i, '.md')}`
}

/**
 * Name the page of an article in an edition.
 *
 * @param edition - Edition's id.
 * @param path - Article's path from the folder of sources.
 * @returns Path from the output folder.
 */
export function pageOutput(edition: string, path: string): string {
  return `${edition}/${path.replace(documentName, '')}.html`
}

/**
 * Write the address of one file as seen from another.
 *
 * @param from - Path of the page the address stands on.
 * @param to - Path it leads to; both from the same folder, with `/`.
 * @returns Relative address, percent-encoded.
 */
export function relativeAddress(from: string, to: string): string {
  const start = from.split('/').slice(0, -1)
  const end = to.split('/')
  let same = 0
  while (same < end.length - 1 && start[same] === end[same]) {
    if (start[same] === undefined) break
    same++
  }
  const up = start.slice(same).map(() => '..')
  const names = [...up, ...end.slice(same).map(encodeURIComponent)]
  return names.join('/')
}

/**
 * Follow a relative address in an article.
 *
 * @param from - Article's path from the folder of sources.
 * @param address - Address as the author wrote it.
 * @returns Path from the folder of sources, or `undefined` for an address that
 *   names no file there: a web address, a place on the page, a folder.
 */
export function followAddress(
  from: string,
  address: string,
): string | undefined {
  const path = address.replace(/[?#].*$/s, '')
  if (path === '' || path.endsWith('/')) return undefined
  if (/^(?:[a-z][a-z0-9+.-]*:|\/|\\)/i.test(path)) return undefined
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return undefined
  }
  const names = from.split('/').slice(0, -1)
  for (const name of decoded.split('/')) {
    if (name === '' || name === '.') continue
    if (name !== '..') names.push(name)
    else if (names.pop() === undefined) return undefined
  }
  return names.join('/')
}
