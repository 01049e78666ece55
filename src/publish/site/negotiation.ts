import { type Locale, languageTag } from '../../model/index.ts'
import { namedEditions } from '../html/index.ts'
import { pictureFolder } from '../pictures.ts'

/** What servers have to know of a site. */
export interface ServedSite {
  /** Path of the output folder on its host, which ends with `/`. */
  path: string
  /** Address of the sitemap, where there is one. */
  sitemap: string | undefined
  /** Editions. */
  editions: readonly { id: string; locale: Locale }[]
  /** Edition of readers whose language is none of them. */
  home: { id: string; locale: Locale }
}

/** Languages a browser may ask for, by the edition they are served. */
const asked: Readonly<Record<Locale, readonly string[]>> = {
  'zh-HK': ['zh-HK', 'zh-MO', 'zh-Hant-HK', 'zh-Hant-MO'],
  'zh-TW': ['zh-TW', 'zh-Hant'],
  'zh-CN': ['zh-CN', 'zh-SG', 'zh-MY', 'zh-Hans', 'zh'],
  en: ['en'],
}

/** Longer tags first: `zh` begins all of them. */
const order: readonly Locale[] = ['zh-HK', 'zh-TW', 'zh-CN', 'en']

/**
 * Write the files by which servers and search engines find the right edition.
 *
 * @param site - Site.
 * @returns Files by name: `robots.txt`; `_redirects` (Netlify, and Cloudflare
 *   Pages without the languages) and `_headers`; `nginx.conf`, to be included in
 *   a `server` block.
 */
export function negotiationFiles(site: ServedSite): Map<string, string> {
  return new Map([
    ['robots.txt', robots(site)],
    ['_redirects', redirects(site)],
    ['_headers', headers(site)],
    ['nginx.conf', nginx(site)],
  ])
}

function robots({ sitemap }: ServedSite): string {
  const lines = ['User-agent: *', 'Allow: /']
  if (sitemap !== undefined) lines.push('', `Sitemap: ${sitemap}`)
  return `${lines.join('\n')}\n`
}

function inOrder({ editions }: ServedSite): ServedSite['editions'] {
  const named = namedEditions(editions)
  return order.flatMap(
    (locale) => named.find((edition) => edition.locale === locale) ?? [],
  )
}

/** Netlify reads the first line that fits; its languages are one for each line. */
function redirects(site: ServedSite): string {
  const { path, home, editions } = site
  const lines = [
    ...inOrder(site).flatMap(({ id, locale }) =>
      asked[locale].map(
        (tag) => `${path}  ${path}${id}/  302!  Language=${tag.toLowerCase()}`,
      ),
    ),
    `${path}  ${path}${home.id}/  302!`,
    ...editions.map(({ id }) => `${path}${id}/*  ${path}${id}/404.html  404`),
    `${path}*  ${path}404.html  404`,
  ]
  return `${lines.join('\n')}\n`
}

function headers({ path, editions }: ServedSite): string {
  const blocks = [
    [
      `${path}*`,
      '  X-Content-Type-Options: nosniff',
      '  Referrer-Policy: strict-origin-when-cross-origin',
    ],
    [`${path}`, '  Vary: Accept-Language'],
    // Their names say what is in them.
    [
      `${path}${pictureFolder}/*`,
      '  Cache-Control: public, max-age=31536000, immutable',
    ],
    ...editions.map(({ id, locale }) => [
      `${path}${id}/*`,
      `  Content-Language: ${languageTag(locale)}`,
    ]),
  ]
  return `${blocks.map((lines) => lines.join('\n')).join('\n\n')}\n`
}

/**
 * The first language a browser names decides: nginx has no list of weights.
 * `if` that only sets or returns is safe.
 */
function nginx(site: ServedSite): string {
  const { path, home, editions } = site
  // nginx compares with an address whose escapes are undone.
  const at = (name: string): string => quote(decodeURI(path) + name)
  const choices = [...inOrder(site)]
    // Of those that fit the last one would win, and `zh` fits most.
    .reverse()
    .flatMap(({ id, locale }) => [
      `  if ($http_accept_language ~* "^(${asked[locale].join('|')})") {`,
      `    set $yiwen_edition ${id};`,
      '  }',
    ])
  const lines = [
    '# include this file in a server block',
    `location = ${at('')} {`,
    `  set $yiwen_edition ${home.id};`,
    ...choices,
    '  add_header Vary Accept-Language;',
    `  return 302 ${path}$yiwen_edition/;`,
    '}',
    ...editions.flatMap(({ id, locale }) => [
      `location ${at(`${id}/`)} {`,
      `  add_header Content-Language ${languageTag(locale)};`,
      '  add_header X-Content-Type-Options nosniff;',
      `  error_page 404 ${at(`${id}/404.html`)};`,
      '}',
    ]),
    `location ${at(`${pictureFolder}/`)} {`,
    '  add_header Cache-Control "public, max-age=31536000, immutable";',
    '  add_header X-Content-Type-Options nosniff;',
    '}',
    `location = ${at('nginx.conf')} {`,
    '  return 404;',
    '}',
    `error_page 404 ${at('404.html')};`,
  ]
  return `${lines.join('\n')}\n`
}

/** Text for nginx, in quotation marks where it needs them. */
function quote(text: string): string {
  return /^[\w./%~-]+$/.test(text)
    ? text
    : `"${text.replace(/["\\]/g, '\\$&')}"`
}
