/**
 * Articles of other systems as files of a project.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { stringify } from 'yaml'
import {
  createHtmlReader,
  type DocumentMap,
  type LeftOut,
  paragraphsOf,
  readDocuments,
  readWxr,
  type WxrItem,
} from '../exchange/index.ts'
import { type Locale, parseLocale } from '../model/index.ts'

/** Article that came in. */
export interface IncomingArticle {
  /** Line it starts on, from 1. */
  line: number
  /** Path from the folder of sources. */
  path: string
  /** Its file. */
  text: string
}

/** What else is said of what came in. */
export interface IncomingNotes {
  /** Counts what is in no article. */
  leftOut: LeftOut
  /** Counts elements that stay HTML in Markdown. */
  kept: LeftOut
  /** Addresses of files that articles may show. */
  attachments: string[]
  /** Lines that can not be read, and why, in English. */
  problems: { line: number; problem: string }[]
}

/** Which articles are taken, and as what. */
export interface IncomingOptions {
  /** Locale of the articles that are taken; those that do not say theirs count. */
  locale: Locale
  /** Locale of the project's articles, which they need not say. */
  source: Locale
}

/**
 * Read posts and pages of a WordPress export as articles.
 *
 * @param source - Bytes of the file.
 * @param options - Language.
 * @param notes - Gets what is in no article.
 * @yields Articles in their order.
 * @throws ExchangeError when the file is broken or refused.
 */
export async function* articlesOfWxr(
  source: AsyncIterable<Uint8Array | string>,
  { locale, source: usual }: IncomingOptions,
  notes: IncomingNotes,
): AsyncGenerator<IncomingArticle> {
  const read = await createHtmlReader()
  const names = new Set<string>()
  for await (const item of readWxr(source)) {
    const { type, language, address } = item
    if (type === 'attachment') {
      if (address) notes.attachments.push(address)
      continue
    }
    if (type !== 'post' && type !== 'page') {
      notes.leftOut.add(type)
      continue
    }
    if (language !== undefined && parseLocale(language) !== locale) {
      notes.leftOut.add(`${type} (${language})`)
      continue
    }
    const { markdown, kept, dropped } = read(paragraphsOf(item.content))
    for (const name of kept) notes.kept.add(name)
    for (const name of dropped) notes.leftOut.add(name)
    const excerpt = read(paragraphsOf(item.excerpt)).markdown.trim()
    const path = `${freeName(item.slug, item.id, names)}.md`
    const text = fileOf(
      matterOf(item, excerpt, locale === usual ? undefined : locale),
      markdown,
    )
    yield { line: item.line, path, text }
  }
}

function matterOf(
  item: WxrItem,
  excerpt: string,
  lang: Locale | undefined,
): Record<string, unknown> {
  const { id, type, status, parent, terms } = item
  const names = (taxonomy: string): string[] =>
    terms.filter((one) => one.taxonomy === taxonomy).map(({ name }) => name)
  const others = terms.filter(
    ({ taxonomy }) =>
      !['category', 'post_tag', 'language', 'post_translations'].includes(
        taxonomy,
      ),
  )
  return matter({
    title: item.title,
    date: item.date,
    updated: item.modified === item.date ? undefined : item.modified,
    author: item.author,
    description: excerpt,
    categories: names('category'),
    tags: names('post_tag'),
    slug: item.slug,
    lang,
    draft: status === 'publish' ? undefined : true,
    wordpress: matter({
      id: Number(id) || undefined,
      type: type === 'post' ? undefined : type,
      status: status === 'publish' ? undefined : status,
      parent: Number(parent) || undefined,
      terms: others.map(({ taxonomy, name }) => `${taxonomy}: ${name}`),
    }),
  })
}

/**
 * Read documents of a content management system as articles.
 *
 * @param source - Bytes of the file, one JSON object a line.
 * @param map - Where fields are.
 * @param options - Language.
 * @param notes - Gets lines that are no document.
 * @yields Articles in their order.
 * @throws ExchangeError when the bytes are no UTF-8, or a line is too long.
 */
export async function* articlesOfDocuments(
  source: AsyncIterable<Uint8Array | string>,
  map: DocumentMap,
  { locale }: IncomingOptions,
  notes: IncomingNotes,
): AsyncGenerator<IncomingArticle> {
  const names = new Set<string>()
  for await (const reading of readDocuments(source, map)) {
    const { line } = reading
    if ('problem' in reading) {
      notes.problems.push(reading)
      continue
    }
    const { body, ...fields } = reading.fields
    if (typeof body !== 'string') {
      const path = map.body?.join('.') ?? 'body'
      notes.problems.push({ line, problem: `It has no text in ${path}.` })
      continue
    }
    const { lang } = fields
    const own = typeof lang === 'string' ? parseLocale(lang) : undefined
    if (typeof lang === 'string' && own !== locale) {
      notes.leftOut.add(`(${lang})`)
      continue
    }
    const id = fields.id === undefined ? String(line) : String(fields.id)
    const slug = fields.slug === undefined ? id : String(fields.slug)
    const path = `${freeName(slug, id, names)}.md`
    const { rest } = reading
    const text = fileOf({ ...fields, ...(rest ? { cms: rest } : {}) }, body)
    yield { line, path, text }
  }
}

/** Without what is not said. */
function matter(
  values: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => {
      if (value === undefined || value === '') return false
      if (Array.isArray(value)) return value.length > 0
      return typeof value !== 'object' || Object.keys(value ?? {}).length > 0
    }),
  )
}

function fileOf(
  values: Readonly<Record<string, unknown>>,
  body: string,
): string {
  const yaml = stringify(values, { lineWidth: 0, version: '1.2' })
  return `---\n${yaml}---\n\n${body}`
}

/** Bytes of the longest name; file systems take 255, with an ending. */
const longestName = 180

/** Name for a file, which leads nowhere else and which no other article has. */
function freeName(slug: string, id: string, names: Set<string>): string {
  let name = slug
    .normalize('NFC')
    .replace(/[\u0000-\u001f\u007f<>:"/\\|?*\s]+/g, '-')
    .replace(/^[.-]+|[.-]+$/g, '')
  while (Buffer.byteLength(name) > longestName) {
    name = [...name].slice(0, -1).join('')
  }
  // Windows has devices of these names.
  const isDevice = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i.test(name)
  if (name === '' || isDevice) name = `article-${name || id.replace(/\W/g, '')}`
  let free = name
  for (let number = 2; names.has(free.toLowerCase()); number++) {
    free = `${name}-${number}`
  }
  names.add(free.toLowerCase())
  return free
}
