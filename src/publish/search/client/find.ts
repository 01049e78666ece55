import {
  createFolder,
  type Folder,
  type FoldTable,
  type QueryPart,
  readQuery,
  shardOf,
} from '../tokens.ts'

/** What an edition's index begins with. */
export interface IndexHead {
  shards: number
  pages: number
  listSize: number
  strings: Readonly<Record<string, string>>
}

type Block = [id: string, text: string, isHeading?: 1]
type Page = [title: string, date: string, blocks: Block[]]

/** Article that has what was looked for. */
export interface Found {
  title: string
  date: string
  /** Address of the block that has most of it. */
  href: string
  /** Words around it; every second one is what was looked for. */
  excerpt: string[]
}

/** Loads a file and gives what it calls with. */
export type Load = (
  kind: string,
  key: string | number,
  url: URL,
) => Promise<unknown>

const before = 24
const excerptLength = 110

/** Searches one edition. */
export class Finder {
  private readonly head: IndexHead
  private readonly fold: Folder
  private readonly load: Load
  private readonly base: URL

  /**
   * @param head - Beginning of the index.
   * @param fold - Characters that count as others.
   * @param base - Folder of the index.
   * @param load - Loads a file.
   */
  constructor(head: IndexHead, fold: FoldTable, base: URL, load: Load) {
    this.head = head
    this.fold = createFolder(fold)
    this.base = base
    this.load = load
  }

  /**
   * Look something up.
   *
   * @param query - What a reader typed.
   * @returns Articles that have all of it, best first, one by one: in their titles
   *   and headings, then the newest.
   */
  async *find(query: string): AsyncGenerator<Found> {
    const parts = readQuery(this.fold(query.slice(0, 200)).text).slice(0, 12)
    if (parts.length === 0) return
    const ranked = await this.candidates(parts)
    const ahead = 10
    for (let from = 0; from < ranked.length; from += ahead) {
      const some = ranked.slice(from, from + ahead)
      const found = await Promise.all(some.map((one) => this.look(one, parts)))
      for (const one of found) if (one) yield one
    }
  }

  private async candidates(parts: readonly QueryPart[]): Promise<number[]> {
    let scores: Map<number, number> | undefined
    for (const part of parts) {
      for (const token of part.tokens) {
        const here = await this.articlesWith(token, part.isPrefix)
        const both = new Map<number, number>()
        for (const [number, weight] of here) {
          const score = scores ? scores.get(number) : 0
          if (score !== undefined) both.set(number, score + weight)
        }
        scores = both
        if (both.size === 0) return []
      }
    }
    // Pages are numbered from the oldest, so that a new one shifts no others.
    return [...(scores ?? [])]
      .sort((a, b) => b[1] - a[1] || b[0] - a[0])
      .map(([number]) => number)
  }

  private async articlesWith(
    token: string,
    isPrefix: boolean,
  ): Promise<Map<number, number>> {
    const number = shardOf(token, this.head.shards)
    const url = new URL(`part-${number}.js`, this.base)
    const part = (await this.load('part', number, url)) as Record<
      string,
      number[]
    >
    const lists = isPrefix
      ? Object.keys(part)
          .filter((key) => key.startsWith(token))
          .map((key) => part[key])
      : [Object.hasOwn(part, token) ? part[token] : undefined]
    const found = new Map<number, number>()
    for (const list of lists) {
      let at = 0
      for (const step of list ?? []) {
        at += step
        const article = at >> 1
        found.set(article, Math.max(found.get(article) ?? 0, at & 1))
      }
    }
    return found
  }

  private async look(
    number: number,
    parts: readonly QueryPart[],
  ): Promise<Found | undefined> {
    const { listSize } = this.head
    const which = Math.floor(number / listSize)
    const list = (await this.load(
      'list',
      which,
      new URL(`list-${which}.js`, this.base),
    )) as string[]
    const path = list[number % listSize]
    if (path === undefined) return undefined
    const address = path.split('/').map(encodeURIComponent).join('/')
    const [title, date, blocks] = (await this.load(
      'page',
      path,
      new URL(`../search~/${address.replace(/\.html$/, '.js')}`, this.base),
    )) as Page
    const texts: Block[] = [['', title, 1], ...blocks]
    const folded = texts.map(([, text]) => this.fold(text).text)
    // Pairs of characters may be there though the words are not.
    const isThere = (part: QueryPart): boolean =>
      folded.some((text) => text.includes(part.text))
    if (!parts.every(isThere)) return undefined
    let best = 0
    let most = -1
    for (const [index, text] of folded.entries()) {
      const count = parts.filter((part) => text.includes(part.text)).length
      if (count > most) [best, most] = [index, count]
    }
    const [id, text] = texts[best] ?? ['', title]
    // What a title has is shown; below it stands how the article begins.
    const shown =
      best === 0
        ? (blocks.find(([, , isHeading]) => !isHeading)?.[1] ?? '')
        : text
    const url = new URL(`../${address}`, this.base)
    if (id) url.hash = encodeURIComponent(id)
    return { title, date, href: url.href, excerpt: this.excerpt(shown, parts) }
  }

  private excerpt(text: string, parts: readonly QueryPart[]): string[] {
    const folded = this.fold(text)
    const hits: [from: number, to: number][] = []
    for (const part of parts) {
      let at = folded.text.indexOf(part.text)
      while (at >= 0 && hits.length < 50) {
        const end = at + part.text.length
        hits.push([folded.places[at] ?? 0, folded.places[end] ?? text.length])
        at = folded.text.indexOf(part.text, end)
      }
    }
    hits.sort((a, b) => a[0] - b[0])
    const start = startOf(text, Math.max(0, (hits[0]?.[0] ?? 0) - before))
    const end = Math.min(text.length, start + excerptLength)
    const pieces: string[] = []
    let at = start
    for (const [from, to] of hits) {
      if (from < at || to > end) continue
      pieces.push(text.slice(at, from), text.slice(from, to))
      at = to
    }
    pieces.push(text.slice(at, end) + (end < text.length ? '…' : ''))
    if (start > 0) pieces[0] = `…${pieces[0]}`
    return pieces
  }
}

/** A word of letters is not cut. */
function startOf(text: string, at: number): number {
  if (at === 0) return 0
  const isWord = (index: number): boolean =>
    /[\p{L}\p{N}]/u.test(text[index] ?? '') &&
    !/\p{Script=Han}/u.test(text[index] ?? '')
  let start = at
  while (start > 0 && at - start < 20 && isWord(start) && isWord(start - 1))
    start--
  return start
}
