import { Parser } from 'htmlparser2'
import { pageIds } from './finish.ts'

/** Kinds of page, each with the file that may replace its frame. */
export const templateFiles = {
  article: 'article.html',
  list: 'index.html',
  glossary: 'glossary.html',
  tags: 'tags.html',
  'not-found': '404.html',
} as const

/** Kind of page. */
export type PageKind = keyof typeof templateFiles

/** File for every kind of page that has none of its own. */
export const commonTemplate = 'page.html'

/** Texts of templates, by the name of their file. */
export type Templates = Readonly<Record<string, string>>

/** Names of the files that are templates. */
export const templateNames: readonly string[] = [
  commonTemplate,
  ...Object.values(templateFiles),
]

const textNames = ['lang', 'title', 'site'] as const
const addressNames = ['home', 'root'] as const
const htmlNames = [
  'head',
  'skip',
  'header',
  'search',
  'editions',
  'main',
  'heading',
  'content',
  'pages',
  'footer',
] as const

/** Names that may stand in a template. */
export const placeholderNames = [
  ...textNames,
  ...addressNames,
  ...htmlNames,
] as const

/** Name that may stand in a template. */
export type PlaceholderName = (typeof placeholderNames)[number]

/** What a page puts in the place of each name: HTML, or text that is not escaped. */
export type PageParts = Readonly<Record<PlaceholderName, string>>

/** What is wrong with a template. */
export interface TemplateProblem {
  /** Line, from 1. */
  line: number
  kind: /** There is no such name. */
    | 'unknown'
    /** It may not stand there. */
    | 'place'
    /** What may be there once is there again. */
    | 'twice'
    /** What has to be there is not. */
    | 'missing'
    /** Pages run no script but Yiwen's, and have their own title and address. */
    | 'forbidden'
  /** Name or markup that it is about. */
  what: string
}

const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g
const addresses = new Set([
  ...['href', 'src', 'srcset', 'action', 'formaction', 'poster', 'data'],
  ...['cite', 'background', 'ping', 'longdesc', 'srcdoc', 'style'],
])
const refused = new Set([
  'script',
  'base',
  'title',
  'iframe',
  'object',
  'embed',
])
const isText = oneOf(textNames)
const isAddress = oneOf(addressNames)
const isHtml = oneOf(htmlNames)
const isName = oneOf(placeholderNames)

function oneOf(names: readonly string[]): (name: string) => boolean {
  return (name) => names.includes(name)
}

/**
 * Look for what is wrong with a template.
 *
 * A name stands where what it becomes can be nothing but what it is: HTML between
 * elements of the body, text there and in quoted attributes, addresses in `href` and
 * `src`. `{{head}}` comes first in the head, for the policy in it holds only for what
 * comes after it.
 *
 * @param text - Template.
 * @returns Problems in the order of their lines, then what is missing; none where pages can be made of it.
 */
export function checkTemplate(text: string): TemplateProblem[] {
  const problems: (TemplateProblem & { at: number })[] = []
  const report = (
    at: number,
    kind: TemplateProblem['kind'],
    what: string,
  ): void => {
    const line = text.slice(0, at).split('\n').length
    problems.push({ at, line, kind, what })
  }
  const found = [...text.matchAll(pattern)].map((match) => ({
    name: match[1] ?? '',
    at: match.index,
  }))
  const allowed = findAllowed(text, report)
  const counts = new Map<string, number>()
  for (const { name, at } of found) {
    const shown = `{{${name}}}`
    const count = (counts.get(name) ?? 0) + 1
    counts.set(name, count)
    if (!isName(name)) report(at, 'unknown', shown)
    else if (!allowed(name, at)) report(at, 'place', shown)
    else if (isHtml(name) && count > 1) report(at, 'twice', shown)
  }
  const has = (name: PlaceholderName): boolean => counts.has(name)
  if (!has('head')) report(0, 'missing', '{{head}}')
  if (has('main')) {
    for (const name of ['heading', 'content']) {
      const again = found.find((one) => one.name === name)
      if (again) report(again.at, 'twice', `{{${name}}}`)
    }
  } else if (!has('heading') && !has('content')) {
    report(0, 'missing', '{{main}}')
  } else {
    for (const name of ['heading', 'content'] as const) {
      if (!has(name)) report(0, 'missing', `{{${name}}}`)
    }
    const id = `id="${pageIds.content}"`
    if (!text.includes(id)) report(0, 'missing', id)
  }
  if (!/^\s*<!doctype html>/i.test(text))
    report(0, 'missing', '<!doctype html>')
  if (!/<html\b[^>]*\slang=(["'])\{\{\s*lang\s*\}\}\1/i.test(text)) {
    report(0, 'missing', '<html lang="{{lang}}">')
  }
  return (
    problems
      // What is misspelled is missing, too: the line helps more.
      .sort(
        (a, b) =>
          Number(a.kind === 'missing') - Number(b.kind === 'missing') ||
          a.at - b.at,
      )
      .map(({ line, kind, what }) => ({ line, kind, what }))
  )
}

/** Find where names may stand, and report markup that may not. */
function findAllowed(
  text: string,
  report: (at: number, kind: TemplateProblem['kind'], what: string) => void,
): (name: string, at: number) => boolean {
  const spans: {
    from: number
    to: number
    takes: (name: string) => boolean
  }[] = []
  const open: string[] = []
  let headAt = -1
  let values: { name: string; value: string; quoted: boolean }[] = []
  const parser = new Parser(
    {
      onattribute(name, value, quote) {
        values.push({ name, value, quoted: quote === '"' || quote === "'" })
      },
      onopentag(name, attributes) {
        const { startIndex: from, endIndex: to } = parser
        const own = values
        values = []
        if (name === 'head') headAt = to + 1
        if (refused.has(name)) report(from, 'forbidden', `<${name}>`)
        if (
          name === 'meta' &&
          /^(?:refresh|content-security-policy)$/i.test(
            attributes['http-equiv'] ?? '',
          )
        ) {
          report(from, 'forbidden', '<meta http-equiv>')
        }
        for (const { name: key, value } of own) {
          const runs =
            /^on/i.test(key) || /^\s*(?:javascript|vbscript|data):/i.test(value)
          if (runs) report(from, 'forbidden', key)
        }
        const good = own.filter(({ quoted }) => quoted)
        const fits = (name: string): boolean =>
          countIn(text.slice(from, to + 1), name) ===
          good
            .filter(({ name: key, value }) => takes(key, value, name))
            .reduce((sum, { value }) => sum + countIn(value, name), 0)
        spans.push({ from, to: to + 1, takes: fits })
        open.push(name)
      },
      onclosetag(name) {
        const at = open.lastIndexOf(name)
        if (at >= 0) open.length = at
      },
      ontext() {
        const { startIndex: from, endIndex: to } = parser
        const inHead = open.at(-1) === 'head'
        const isBare =
          !open.includes('body') || open.some(oneOf(['style', 'textarea']))
        spans.push({
          from,
          to: to + 1,
          takes: (name) =>
            name === 'head'
              ? inHead
              : !isBare && (isText(name) || isHtml(name)),
        })
      },
    },
    { decodeEntities: false, lowerCaseAttributeNames: true },
  )
  parser.end(text)
  return (name, at) => {
    if (name === 'head') {
      const before = headAt < 0 ? 'x' : text.slice(headAt, at)
      if (before.replace(/<!--[\s\S]*?-->/g, '').trim() !== '') return false
    }
    return spans.some(
      ({ from, to, takes }) => from <= at && at < to && takes(name),
    )
  }
}

function countIn(text: string, name: string): number {
  return [...text.matchAll(pattern)].filter(([, one]) => one === name).length
}

/** Whether an attribute may have a name in its value. */
function takes(key: string, value: string, name: string): boolean {
  if (/^on/i.test(key)) return false
  if (key === 'href' || key === 'src') {
    // What comes before an address would make another one of it.
    return (
      isAddress(name) && new RegExp(`^\\{\\{\\s*${name}\\s*\\}\\}`).test(value)
    )
  }
  return isText(name) && !addresses.has(key)
}

/**
 * Make a page of a template that {@link checkTemplate} finds nothing wrong with.
 *
 * @param text - Template.
 * @param parts - What each name becomes.
 * @returns HTML document.
 */
export function fillTemplate(text: string, parts: PageParts): string {
  return text.replace(pattern, (whole, name: string) => {
    if (!isName(name)) return whole
    const part = parts[name as PlaceholderName]
    return isHtml(name) ? part : escapeText(part)
  })
}

function escapeText(text: string): string {
  return text.replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  )
}

/**
 * Choose the template of a page.
 *
 * @param templates - Templates of the project.
 * @param kind - Kind of page.
 * @returns Its own, else the common one; nothing where the page is Yiwen's.
 */
export function templateFor(
  templates: Templates | undefined,
  kind: PageKind,
): string | undefined {
  return templates?.[templateFiles[kind]] ?? templates?.[commonTemplate]
}
