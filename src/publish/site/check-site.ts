import { Parser } from 'htmlparser2'
import { SaxesParser } from 'saxes'
import { sitePath, siteRoot } from './addresses.ts'

/** What is wrong with a site. */
export interface SiteProblem {
  /** File, from the output folder. */
  path: string
  /** What is asked of it. */
  rule:
    | 'lang'
    | 'canonical'
    | 'hreflang'
    | 'id'
    | 'link'
    | 'anchor'
    | 'json-ld'
    | 'picture'
    | 'xml'
    | 'json'
    | 'feed'
    | 'sitemap'
  /** What is wrong. */
  problem: string
}

/** Files of a site. */
export interface BuiltSite {
  /** Every file, from the output folder. */
  paths: ReadonlySet<string>
  /** Text of the files that are text. */
  read: (path: string) => string
  /** Address of the output folder. Default: not known. */
  url?: string | undefined
}

interface PageParts {
  lang: string | undefined
  ids: Set<string>
  twice: string[]
  canonical: string[]
  noindex: boolean
  alternates: Map<string, string>
  alternatesTwice: string[]
  links: string[]
  /** Pictures that it names to other sites. */
  pictures: string[]
  jsonLd: string[]
}

/**
 * Crawl a site that was built.
 *
 * Every page has a language with a script where there is more than one; ids are
 * there once; links, pictures and fragments lead to something, and so does the
 * picture that a page names to other sites; the languages a
 * page names name it back, all of them alike, itself and `x-default` among them;
 * canonical addresses are of pages that say so themselves; feeds and sitemap are
 * well formed, and lead to pages that are there.
 *
 * @param site - Files.
 * @returns What is wrong, in the order of the paths.
 */
export function checkSite(site: BuiltSite): SiteProblem[] {
  const problems: SiteProblem[] = []
  const pages = new Map<string, PageParts>()
  for (const path of [...site.paths].sort()) {
    if (path.endsWith('.html')) pages.set(path, readPage(site.read(path)))
  }
  const locate: Locate = Object.assign(
    (address: string, from: string) => locateFile(address, from, site),
    { paths: site.paths },
  )
  for (const [path, page] of pages) {
    const report = (rule: SiteProblem['rule'], problem: string): void => {
      problems.push({ path, rule, problem })
    }
    checkLanguage(page, report)
    for (const id of page.twice) report('id', `#${id} is there twice`)
    checkLinks(path, page, pages, locate, report)
    checkAlternates(path, page, pages, locate, report)
    checkCanonical(path, page, pages, locate, site, report)
    for (const address of page.pictures) {
      const target = locate(address, path)
      if (target === undefined || locate.paths.has(target)) continue
      report('picture', `${address} leads nowhere`)
    }
    for (const text of page.jsonLd) {
      if (!isJson(text)) report('json-ld', 'is no JSON')
    }
  }
  for (const path of [...site.paths].sort()) {
    const report = (rule: SiteProblem['rule'], problem: string): void => {
      problems.push({ path, rule, problem })
    }
    if (/\.xml$/.test(path)) checkXml(path, site, pages, locate, report)
    if (/(?:^|\/)feed\.json$/.test(path)) checkJson(path, site, locate, report)
  }
  return problems
}

type Report = (rule: SiteProblem['rule'], problem: string) => void
/** Finds the files that addresses lead to. */
interface Locate {
  /** File that an address on another file leads to, there or not. */
  (address: string, from: string): string | undefined
  /** Files that are there. */
  paths: ReadonlySet<string>
}

function readPage(html: string): PageParts {
  const page: PageParts = {
    lang: undefined,
    ids: new Set(),
    twice: [],
    canonical: [],
    noindex: false,
    alternates: new Map(),
    alternatesTwice: [],
    links: [],
    pictures: [],
    jsonLd: [],
  }
  let json: string | undefined
  const parser = new Parser({
    onopentag(name, attributes) {
      const { id, href, src, rel = '', hreflang } = attributes
      if (name === 'html') page.lang = attributes['lang']
      if (id !== undefined) {
        if (page.ids.has(id)) page.twice.push(id)
        page.ids.add(id)
      }
      if (name === 'meta' && attributes['name'] === 'robots') {
        page.noindex = /noindex/.test(attributes['content'] ?? '')
      }
      if (name === 'meta' && attributes['property'] === 'og:image') {
        page.pictures.push(attributes['content'] ?? '')
      }
      if (name === 'script' && attributes['type'] === 'application/ld+json') {
        json = ''
      }
      if (name === 'link' && rel === 'canonical') {
        page.canonical.push(href ?? '')
      } else if (name === 'link' && rel === 'alternate' && hreflang) {
        if (page.alternates.has(hreflang)) page.alternatesTwice.push(hreflang)
        page.alternates.set(hreflang, href ?? '')
      } else {
        for (const one of [href, src]) {
          if (one !== undefined) page.links.push(one)
        }
      }
    },
    ontext(text) {
      if (json !== undefined) json += text
    },
    onclosetag(name) {
      if (name !== 'script' || json === undefined) return
      page.jsonLd.push(json)
      json = undefined
    },
  })
  parser.end(html)
  return page
}

/** File that an address leads to; an address elsewhere leads to none of ours. */
function locateFile(
  address: string,
  from: string,
  { paths, url }: BuiltSite,
): string | undefined {
  const root = url === undefined ? 'https://site.invalid' : siteRoot(url)
  const base = `${root}/${from.split('/').map(encodeURIComponent).join('/')}`
  if (!URL.canParse(address, base)) return undefined
  const found = new URL(address, base)
  const start = sitePath(url)
  if (found.origin !== new URL(root).origin) return undefined
  if (!found.pathname.startsWith(start)) return undefined
  const path = decodeURIComponent(found.pathname.slice(start.length))
  if (path !== '' && !path.endsWith('/')) return path
  return paths.has(`${path}index.html`) ? `${path}index.html` : path
}

function isOurs(address: string, url: string | undefined): boolean {
  if (!/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(address)) return true
  return url !== undefined && address.startsWith(siteRoot(url))
}

function checkLanguage({ lang }: PageParts, report: Report): void {
  if (lang === undefined) {
    report('lang', 'has none')
    return
  }
  let known: Intl.Locale | undefined
  try {
    known = new Intl.Locale(lang)
  } catch {
    report('lang', `${lang} is no BCP 47 tag`)
  }
  if (known?.language === 'zh' && known.script === undefined) {
    report('lang', `${lang} does not tell the script`)
  }
}

function checkLinks(
  path: string,
  { links }: PageParts,
  pages: ReadonlyMap<string, PageParts>,
  locate: Locate,
  report: Report,
): void {
  for (const link of links) {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/)/i.test(link)) continue
    const target = locate(link, path)
    const page = target === undefined ? undefined : pages.get(target)
    if (!page) {
      // What is no page has no ids, and may be there all the same.
      if (target === undefined || !locate.paths.has(target)) {
        report('link', `${link} leads nowhere`)
      }
      continue
    }
    const hash = /#(.+)$/s.exec(link)?.[1]
    if (hash === undefined) continue
    if (!page.ids.has(hash) && !page.ids.has(decodeURIComponent(hash))) {
      report('anchor', `${link} names no id of ${target}`)
    }
  }
}

function checkAlternates(
  path: string,
  page: PageParts,
  pages: ReadonlyMap<string, PageParts>,
  locate: Locate,
  report: Report,
): void {
  const { alternates, alternatesTwice, lang = '' } = page
  for (const tag of alternatesTwice) report('hreflang', `${tag} is there twice`)
  if (alternates.size === 0) return
  const there = placesOf(path, page, locate)
  if (there.get(lang) !== path) report('hreflang', 'does not name itself')
  if (!there.has('x-default')) report('hreflang', 'has no x-default')
  for (const [tag, target] of there) {
    const other = pages.get(target)
    if (!other) {
      report('hreflang', `${tag} leads to ${target}, which is not there`)
      continue
    }
    if (tag !== 'x-default' && other.lang !== tag) {
      report('hreflang', `${target} is ${other.lang} and not ${tag}`)
    }
    const back = placesOf(target, other, locate)
    const same =
      back.size === there.size &&
      [...there].every(([one, place]) => back.get(one) === place)
    if (!same) report('hreflang', `${target} does not name the same pages`)
  }
}

function placesOf(
  path: string,
  { alternates }: PageParts,
  locate: Locate,
): Map<string, string> {
  return new Map(
    [...alternates].map(([tag, href]) => [tag, locate(href, path) ?? href]),
  )
}

function checkCanonical(
  path: string,
  page: PageParts,
  pages: ReadonlyMap<string, PageParts>,
  locate: Locate,
  { url }: BuiltSite,
  report: Report,
): void {
  const { canonical, noindex } = page
  const [address] = canonical
  if (canonical.length > 1) report('canonical', 'is there twice')
  if (address === undefined) {
    if (url !== undefined && !noindex) report('canonical', 'is not there')
    return
  }
  if (!isOurs(address, url) || !/^https?:/.test(address)) {
    report('canonical', `${address} is none of the site`)
  }
  const target = locate(address, path)
  if (target === path) return
  const other = target === undefined ? undefined : pages.get(target)
  const [theirs] = other?.canonical ?? []
  if (target === undefined || theirs === undefined) {
    report('canonical', `${address} leads to no page`)
  } else if (locate(theirs, target) !== target) {
    report('canonical', `${target} names another page`)
  }
  if (page.alternates.size > 0) {
    report('hreflang', 'stands on a page that is not the one to list')
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function checkXml(
  path: string,
  { read, url }: BuiltSite,
  pages: ReadonlyMap<string, PageParts>,
  locate: Locate,
  report: Report,
): void {
  const parser = new SaxesParser({ xmlns: true })
  const addresses: string[] = []
  const alternates = new Map<string, Map<string, string>>()
  const ids: string[] = []
  let language: string | undefined
  let text = ''
  let loc = ''
  let root = ''
  let failed = false
  parser.on('error', ({ message }) => {
    if (!failed) report('xml', message)
    failed = true
  })
  parser.on('text', (more) => {
    text += more
  })
  parser.on('opentag', ({ local, prefix, attributes }) => {
    text = ''
    if (root === '') {
      root = local
      language = attributes['xml:lang']?.value
    }
    const href = attributes['href']?.value
    if (local !== 'link' || href === undefined) return
    addresses.push(href)
    const tag = attributes['hreflang']?.value
    if (prefix !== 'xhtml' || tag === undefined) return
    const own = alternates.get(loc) ?? new Map<string, string>()
    alternates.set(loc, own.set(tag, href))
  })
  parser.on('closetag', ({ local }) => {
    if (local === 'loc') {
      loc = text
      if (alternates.has(loc)) report('sitemap', `${loc} is there twice`)
      alternates.set(loc, new Map())
    }
    if (['loc', 'link', 'guid'].includes(local) && text.trim()) {
      addresses.push(text)
    }
    if (local === 'id' || local === 'guid') ids.push(text)
    text = ''
  })
  parser.write(read(path)).close()
  for (const address of addresses) {
    if (!/^https?:/.test(address)) report('xml', `${address} is not absolute`)
    const target = locate(address, path)
    if (!isOurs(address, url) || target === undefined) continue
    if (!locate.paths.has(target)) report('xml', `${address} leads nowhere`)
  }
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index)
  for (const id of twice) report('feed', `${id} is there twice`)
  if ((root === 'feed' || root === 'rss') && language === undefined) {
    report('feed', 'has no xml:lang')
  }
  if (root !== 'urlset') return
  for (const [address, own] of alternates) {
    const target = locate(address, path)
    const page = target === undefined ? undefined : pages.get(target)
    if (!page) report('sitemap', `${address} is no page`)
    else if (page.canonical[0] !== address) {
      report('sitemap', `${address} is not how the page calls itself`)
    } else if (
      page.alternates.size !== own.size ||
      [...own].some(([tag, href]) => page.alternates.get(tag) !== href)
    ) {
      report('sitemap', `${address} has other languages than its page`)
    }
  }
}

function checkJson(
  path: string,
  { read, url }: BuiltSite,
  locate: Locate,
  report: Report,
): void {
  const text = read(path)
  if (!isJson(text)) {
    report('json', 'is no JSON')
    return
  }
  const feed = JSON.parse(text) as {
    language?: string
    feed_url?: string
    home_page_url?: string
    items?: { id: string; url: string }[]
  }
  if (feed.language === undefined) report('feed', 'has no language')
  const items = feed.items ?? []
  for (const address of [
    feed.feed_url,
    feed.home_page_url,
    ...items.map((item) => item.url),
  ]) {
    const target = address && locate(address, path)
    const leads = target && locate.paths.has(target)
    if (!address || !isOurs(address, url) || !leads) {
      report('json', `${address} leads nowhere`)
    }
  }
}
