import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, posix } from 'node:path'
import { Parser } from 'htmlparser2'

/** Page of a site that a generator built. */
export interface BuiltPage {
  /** File, from the site's folder. */
  path: string
  lang: string
  ids: Set<string>
  /** Ids of headings and of anchors in them. */
  headings: string[][]
  /** Addresses of links and pictures. */
  links: string[]
  /** Pages that it names as its translations: address by language. */
  alternates: Map<string, string>
  /** Text for readers. */
  text: string
}

/** Read the pages of a site. */
export function readPages(folder: string): BuiltPage[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.html'))
    .sort()
    .map((path) => readPage(path, readFileSync(join(folder, path), 'utf8')))
}

function readPage(path: string, html: string): BuiltPage {
  const page: BuiltPage = {
    ...{ path, lang: '', ids: new Set<string>(), headings: [], links: [] },
    alternates: new Map(),
    text: '',
  }
  let silent = 0
  let heading: string[] | undefined
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'html') page.lang = attributes['lang'] ?? ''
      const { id, href, src, hreflang } = attributes
      if (name === 'link' && href && hreflang) {
        page.alternates.set(hreflang, href)
      }
      if (/^h[1-6]$/.test(name)) {
        heading = []
        page.headings.push(heading)
      }
      if (id) {
        page.ids.add(id)
        heading?.push(id)
      }
      if (name === 'a' && href) page.links.push(href)
      if (name === 'img' && src) page.links.push(src)
      if (/^(?:script|style|template)$/.test(name)) silent++
    },
    ontext(text) {
      if (silent === 0) page.text += text
    },
    onclosetag(name) {
      if (/^h[1-6]$/.test(name)) heading = undefined
      if (/^(?:script|style|template)$/.test(name)) silent--
    },
  })
  parser.end(html)
  return page
}

/**
 * Follow every link of a site.
 *
 * @returns Those that lead nowhere: `page: address`.
 */
export function brokenLinks(
  folder: string,
  pages: readonly BuiltPage[],
): string[] {
  const known = new Map(pages.map((page) => [page.path, page]))
  const broken: string[] = []
  for (const page of pages) {
    for (const address of new Set(page.links)) {
      if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address)) continue
      const [path = '', hash = ''] = address.split('#')
      const from = posix.dirname(`/${page.path}`)
      const target = decodeURIComponent(path.replace(/\?.*$/, ''))
      const at =
        target === '' ? page.path : posix.resolve(from, target).slice(1)
      const file = [at, `${at}.html`, posix.join(at, 'index.html')].find(
        (one) =>
          one !== '' &&
          existsSync(join(folder, one)) &&
          statSync(join(folder, one)).isFile(),
      )
      const id = decodeURIComponent(hash)
      const there = file === undefined ? undefined : known.get(file)
      const hasId = id === '' || !there || there.ids.has(id)
      if (file === undefined || !hasId) broken.push(`${page.path}: ${address}`)
    }
  }
  return broken
}
