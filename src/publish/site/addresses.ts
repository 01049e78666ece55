/**
 * Give the address on the web of a file that is published.
 *
 * @param url - Address of the output folder.
 * @param path - Path from there, with `/`. An `index.html` is its folder.
 * @returns Absolute address, percent-encoded.
 */
export function siteAddress(url: string, path: string): string {
  const names = path.replace(/(^|\/)index\.html$/, '$1').split('/')
  return `${siteRoot(url)}/${names.map(encodeURIComponent).join('/')}`
}

/**
 * Write the address of a site in one way.
 *
 * @param url - Address as somebody wrote it.
 * @returns The same without the `/` at its end.
 */
export function siteRoot(url: string): string {
  return new URL(url).href.replace(/\/+$/, '')
}

/**
 * Give the path that a site has on its host.
 *
 * @param url - Address of the output folder. Default: the host's root.
 * @returns Path that ends with `/`.
 */
export function sitePath(url: string | undefined): string {
  return url === undefined
    ? '/'
    : `${new URL(siteRoot(url)).pathname}/`.replace('//', '/')
}
