import {
  type ChineseLocale,
  isChinese,
  type LayoutName,
  type LayoutSettings,
  parseLocale,
} from '../../model/index.ts'
import { layouts } from './index.ts'
import { joinPath } from './layout.ts'

/** What is looked at to tell a generator: texts and names, no more. */
export interface Look {
  /** Read a file from the project's folder; nothing where there is none. */
  read: (path: string) => string | undefined
  /** List a folder from there: names, those of folders with `/` at their end. */
  list: (path: string) => readonly string[]
}

/** Generator that a folder may be of, and how its folders are laid out. */
export interface Guess {
  /** Layout. */
  layout: LayoutSettings
  /** Locale of the sources. */
  source: ChineseLocale
  /** File that tells; empty where nothing does. */
  evidence: string
  /** Whether its settings say that `.md` is no MDX. */
  plainMarkdown: boolean
  /** Name of the default locale in its settings, where that is not Chinese. */
  foreign: string | undefined
}

/**
 * Tell which generators a folder may be of.
 *
 * @param look - Folder.
 * @param named - The one a person named. Default: all are looked for.
 * @returns One guess for each that something in the folder tells of, or for the one
 *   that was named, whatever is there.
 */
export function guessLayouts(look: Look, named?: LayoutName): Guess[] {
  const names = named ? [named] : (Object.keys(signs) as LayoutName[])
  return names.flatMap((name) => {
    const evidence = signs[name](look)
    if (evidence === undefined && !named) return []
    return [guess(name, evidence ?? '', look)]
  })
}

/** File that tells of a generator. */
const signs: Readonly<Record<LayoutName, (look: Look) => string | undefined>> =
  {
    docusaurus: (look) => named(look, '', /^docusaurus\.config\.[cm]?[jt]s$/),
    vitepress: (look) => {
      for (const folder of ['', ...foldersIn(look, '')]) {
        const own = joinPath(folder, '.vitepress')
        const config = named(look, own, /^config\.[cm]?[jt]s$/)
        if (config !== undefined) return config
        if (look.list(own).length > 0) return `${own}/`
      }
      return undefined
    },
    starlight: (look) => {
      const config = named(look, '', /^astro\.config\.[cm]?[jt]s$/)
      const isOne = config && /starlight/.test(look.read(config) ?? '')
      return isOne ? config : undefined
    },
    hugo: (look) => {
      const own =
        named(look, '', /^hugo\.(?:toml|ya?ml|json)$/) ??
        named(look, 'config/_default', /^(?:hugo|config)\.(?:toml|ya?ml|json)$/)
      if (own !== undefined) return own
      // Before `hugo.toml` it was `config.toml`, which others have, too.
      const old = named(look, '', /^config\.(?:toml|ya?ml|json)$/)
      const isOne = old && /^\s*"?baseURL"?\s*[:=]/im.test(look.read(old) ?? '')
      return isOne ? old : undefined
    },
    eleventy: (look) =>
      named(look, '', /^(?:\.eleventy|eleventy\.config)\.[cm]?[jt]s$/),
    mdbook: (look) => named(look, '', /^book\.toml$/),
    hexo: (look) => {
      const config = named(look, '', /^_config\.ya?ml$/)
      const isOne = /"hexo"\s*:/.test(look.read('package.json') ?? '')
      return isOne ? config : undefined
    },
  }

/** What settings say of a folder of content. */
const contents: Readonly<Record<LayoutName, RegExp | undefined>> = {
  docusaurus: /\bdocs\s*:\s*\{[^{}]*?\bpath\s*:\s*['"]([^'"]+)['"]/,
  vitepress: undefined,
  starlight: undefined,
  hugo: /^\s*"?contentDir"?\s*[:=]\s*["']?([^"'\s,]+)/m,
  eleventy: /\binput\s*:\s*['"]([^'"]+)['"]/,
  mdbook: /^\s*src\s*=\s*"([^"]+)"/m,
  hexo: /^source_dir\s*:\s*["']?([^"'\s#]+)/m,
}

/** What settings say of the default locale. */
const defaults: Partial<Record<LayoutName, RegExp>> = {
  docusaurus: /\bdefaultLocale\s*:\s*['"]([^'"]+)['"]/,
  starlight: /\bdefaultLocale\s*:\s*['"]([^'"]+)['"]/,
  hugo: /^\s*"?defaultContentLanguage"?\s*[:=]\s*["']?([\w-]+)/im,
  hexo: /^language\s*:\s*(?:\[\s*|\n\s*-\s*)?["']?([\w-]+)/m,
}

/** Hugo's default language has its pages below its name, too. */
const inSubfolder =
  /^\s*"?defaultContentLanguageInSubdir"?\s*[:=]\s*["']?true/im

function guess(name: LayoutName, evidence: string, look: Look): Guess {
  const text = withoutComments(look.read(evidence) ?? '')
  const content = contentOf(name, evidence, text)
  const root = joinPath(content ?? layouts[name].content)
  const said = defaults[name]?.exec(text)?.[1]
  const own = ownFolder(name, root, said, look)
  const isFallback = said === undefined || said === 'root'
  const sourceName = own ?? (isFallback ? undefined : said)
  const source = chineseOf(sourceName) ?? 'zh-TW'
  const locales = namesIn(name, text, source, sourceName)
  const except = othersIn(name, root, own, text, look)
  return {
    layout: {
      name,
      ...(content === undefined || content === layouts[name].content
        ? {}
        : { content }),
      ...(own === undefined ? {} : { source: own }),
      ...(name === 'hugo' && inSubfolder.test(text)
        ? { prefix: sourceName ?? source.toLowerCase() }
        : {}),
      ...(Object.keys(locales).length > 0 ? { locales } : {}),
      ...(except.length > 0 ? { except } : {}),
    },
    source,
    evidence,
    plainMarkdown: /\bformat\s*:\s*['"](?:md|detect)['"]/.test(text),
    foreign:
      own === undefined && !isFallback && chineseOf(said) === undefined
        ? said
        : undefined,
  }
}

/** Settings without what is said beside them. */
function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[\s,;{}()[\]])(?:\/\/|#).*$/gm, '$1')
}

function contentOf(
  name: LayoutName,
  evidence: string,
  text: string,
): string | undefined {
  if (name === 'vitepress') {
    const at = evidence.indexOf('.vitepress')
    // Without a sign the default is as good as anything.
    return at < 0 ? undefined : evidence.slice(0, Math.max(0, at - 1)) || '.'
  }
  const said = contents[name]?.exec(text)?.[1]
  return said === undefined ? undefined : said.replace(/^\.\/|\/$/g, '') || '.'
}

/** Folder of the sources' own locale beside those of others. */
function ownFolder(
  name: LayoutName,
  root: string,
  said: string | undefined,
  look: Look,
): string | undefined {
  const places = {
    docusaurus: ['i18n'],
    hexo: [root, `${root}/_posts`],
  }[name as string] ?? [root]
  const found = places.flatMap((place) => foldersIn(look, place))
  // What the default locale has are translations of its messages, if anything.
  if (name === 'docusaurus' && chineseOf(said)) return undefined
  const chinese = found.filter((one) => {
    const locale = chineseOf(one)
    return locale === 'zh-TW' || locale === 'zh-HK'
  })
  return chinese.find((one) => chineseOf(one) === 'zh-TW') ?? chinese[0]
}

/** Names of Chinese locales that are not the generator's usual ones. */
function namesIn(
  name: LayoutName,
  text: string,
  source: ChineseLocale,
  sourceName: string | undefined,
): Record<string, string> {
  const usual = (locale: string): string =>
    layouts[name].lowerCase ? locale.toLowerCase() : locale
  const found: Record<string, string> = {}
  if (sourceName !== undefined && chineseOf(sourceName) === source) {
    found[source] = sourceName
  }
  for (const [, one] of text.matchAll(/["'`\s{[,](zh[-_\w]*)["'`\]\s:,]/gi)) {
    const locale = one === undefined ? undefined : chineseOf(one)
    if (!one || !locale || (locale === source && sourceName)) continue
    if (found[locale] === undefined || one === usual(locale)) {
      found[locale] = one
    }
  }
  return Object.fromEntries(
    Object.entries(found).filter(([locale, one]) => one !== usual(locale)),
  )
}

/** Folders of languages other than Chinese, which the settings name. */
function othersIn(
  name: LayoutName,
  root: string,
  own: string | undefined,
  text: string,
  look: Look,
): string[] {
  if (own !== undefined || name === 'docusaurus' || name === 'mdbook') return []
  return foldersIn(look, root)
    .filter((one) => /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(one))
    .filter((one) => chineseOf(one) === undefined)
    .filter((one) => new RegExp(`["'\\s{.[]${one}["'\\s:\\]]`).test(text))
    .map((one) => joinPath(root, one))
}

function chineseOf(name: string | undefined): ChineseLocale | undefined {
  if (name === undefined) return undefined
  const locale = parseLocale(name.replaceAll('_', '-'))
  return locale && isChinese(locale) ? locale : undefined
}

function foldersIn(look: Look, path: string): string[] {
  return look
    .list(path)
    .filter((one) => one.endsWith('/') && !/^(?:\.|node_modules)/.test(one))
    .map((one) => one.slice(0, -1))
}

/** Path of the first file in a folder whose name is like this. */
function named(look: Look, folder: string, name: RegExp): string | undefined {
  const found = look.list(folder).find((one) => name.test(one))
  return found === undefined ? undefined : joinPath(folder, found)
}
