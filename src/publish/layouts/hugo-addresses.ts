import { posix } from 'node:path'
import { type AddressContext, articleAt, type TextEdit } from './addresses.ts'

/**
 * Change a relative address of a Hugo page.
 *
 * It starts from the page's address, a folder of its own; names of Markdown files start
 * from the file, and a render hook makes addresses of them. Both stay as they are where
 * the edition has what they name, for Hugo keeps them in its language. Else they lead to
 * the source's page or picture.
 *
 * @param address - Path as it is written, decoded, and what follows it.
 * @param context - Where the edition stands.
 * @returns Address; nothing where it may stay.
 */
export function moveHugoAddress(
  { path, decoded, rest }: { path: string; decoded: string; rest: string },
  context: AddressContext,
): string | undefined {
  const { isArticle, isPublished, isShared, root, source } = context
  const own = posix.join(root, source)
  const page = pageOf(context.path, context)
  const isFile = /\.(?:md|markdown)$/i.test(decoded)
  const target = isFile
    ? posix.join(posix.dirname(context.path), decoded)
    : posix.join(own, page, decoded)
  const article = articleAt(target, isArticle)
  if (article !== undefined) {
    return isPublished(article)
      ? undefined
      : `${upTo(pageOf(article, context), page, context)}/${rest}`
  }
  if (!isShared(target) || isInBundle(target, context.path)) return undefined
  const moved = upTo(posix.relative(own, target), page, context)
  return `${path === decoded ? moved : encodeURI(moved)}${rest}`
}

/** Address of a source's page, from that of the sources' home. */
function pageOf(
  article: string,
  { root, source, sourceName }: AddressContext,
): string {
  const bare = posix
    .relative(posix.join(root, source), article)
    .replace(/\.[^./]+$/, '')
  const own = `.${sourceName}`
  const stem = bare.endsWith(own) ? bare.slice(0, -own.length) : bare
  return /(?:^|\/)_?index$/.test(stem) ? posix.dirname(stem) : stem
}

/** From the page of an edition to something of the sources'. */
function upTo(
  target: string,
  page: string,
  { name, prefix }: AddressContext,
): string {
  return posix.relative(posix.join(name, page), posix.join(prefix, target))
}

/** Hugo copies the files of a page's own folder for every language. */
function isInBundle(target: string, article: string): boolean {
  const isLeaf = /(?:^|\/)index\.[^/]+$/.test(article)
  return isLeaf && target.startsWith(`${posix.dirname(article)}/`)
}

/** `{{< ref "a.md#b" >}}`, as text: shortcodes run in code, too. */
const reference =
  /(?<open>\{\{[<%]\s*(?:rel)?ref\s+)(?<quote>["`])(?<target>[^"`\n]+)\k<quote>(?=\s*[%>]\}\})/g
const rootedMatter = /^(?<before>url\s*[:=]\s*["']?)(?<address>\/[^"'\n\r]*)/gm
const aliases = /^aliases\s*[:=]\s*(?:\[[^\]]*\]|(?:\r?\n\s*-\s.*)+)/gm
const rootedAlias = /(?<=[[\s,"'])\/[^"'\s,\]]*/g

/**
 * Find what else would be wrong in an edition: references to pages that it does not
 * have, which end Hugo's build, and addresses of its front matter that are the source's
 * own.
 *
 * @param text - Edition.
 * @param context - Where it stands.
 * @returns Changes.
 */
export function moveHugoReferences(
  text: string,
  context: AddressContext,
): TextEdit[] {
  const { sourceName, isPublished } = context
  const edits: TextEdit[] = []
  for (const match of text.matchAll(reference)) {
    const { open = '', quote = '', target = '' } = match.groups ?? {}
    const article = referredTo(target, context)
    if (article === undefined || isPublished(article)) continue
    const start = match.index + open.length
    edits.push({
      start,
      end: start + target.length + 2,
      text: `path=${quote}${target}${quote} lang="${sourceName}"`,
    })
  }
  return [...edits, ...matterEdits(text, context)]
}

function referredTo(
  target: string,
  { path, root, source, isArticle }: AddressContext,
): string | undefined {
  const [page = ''] = target.split('#')
  if (page === '') return undefined
  const own = posix.join(root, source)
  const places = page.startsWith('/')
    ? [posix.join(own, page)]
    : [posix.join(posix.dirname(path), page), posix.join(own, page)]
  for (const place of places) {
    const article = articleAt(place, isArticle)
    if (article !== undefined) return article
  }
  return undefined
}

/** What starts with `/` stands below no language unless it says so. */
function matterEdits(
  text: string,
  { name, prefix }: AddressContext,
): TextEdit[] {
  const matter = /^(---|\+\+\+)[ \t]*\r?\n[\s\S]*?^\1/m.exec(text)
  if (matter?.index !== 0) return []
  const own = prefix === '' ? '' : `/${prefix}`
  const edits: TextEdit[] = []
  const move = (start: number, address: string): void => {
    const below = address.startsWith(`${own}/`)
      ? address.slice(own.length)
      : address
    const end = start + address.length
    edits.push({ start, end, text: `/${name}${below}` })
  }
  for (const match of matter[0].matchAll(rootedMatter)) {
    const { before = '', address = '' } = match.groups ?? {}
    move(match.index + before.length, address.trimEnd())
  }
  for (const list of matter[0].matchAll(aliases)) {
    for (const alias of list[0].matchAll(rootedAlias)) {
      move(list.index + alias.index, alias[0])
    }
  }
  return edits
}
