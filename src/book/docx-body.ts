import type { Element, ElementContent } from 'hast'
import { type Locale, parseLocale } from '../model/index.ts'
import { placeOf } from './anchors.ts'
import type { Book } from './book.ts'
import { languageRun } from './docx-styles.ts'
import { imageSize } from './images.ts'
import { eachElement, hasClass, textOf } from './nodes.ts'
import type { Note } from './notes.ts'
import { escapeXml } from './package-document.ts'

/** What a document needs besides its text. */
export interface DocxParts {
  /** Lists, in order; their ids count from 1. */
  lists: { ordered: boolean; start: number }[]
  /** Addresses of links, in order. */
  links: string[]
  /** Footnotes as XML, in order; their ids count from 1. */
  notes: string[]
  /** Paths of pictures that are shown. */
  images: string[]
  /** Ids that were marked, with their numbers. */
  bookmarks: Map<string, number>
  /** Number of the drawings so far. */
  drawings: number
  /** Counts what Word has no place for. */
  onLeftOut: (what: string) => void
}

/** Where text stands. */
interface Place {
  /** Style of its paragraphs. */
  style: string
  /** What its paragraphs have besides. */
  pPr: string
  /** Properties of its runs. */
  rPr: string
  /** Language of its text. */
  locale: Locale
}

/** Blocks that hold blocks and are nothing themselves. */
const containers = new Set([
  'article',
  'aside',
  'body',
  'details',
  'dl',
  'div',
  'figure',
  'footer',
  'header',
  'hgroup',
  'main',
  'nav',
  'section',
])

/** What is no inline. */
const blocks = new Set([
  ...containers,
  ...['blockquote', 'dd', 'dt', 'figcaption', 'h1', 'h2', 'h3', 'h4', 'h5'],
  ...['h6', 'hr', 'ol', 'p', 'pre', 'summary', 'table', 'ul'],
])

/** Properties of runs; the schema wants them in this order. */
const runs: Readonly<Record<string, string>> = {
  strong: '<w:b/>',
  b: '<w:b/>',
  dfn: '<w:b/>',
  em: '<w:i/>',
  i: '<w:i/>',
  cite: '<w:i/>',
  var: '<w:i/>',
  del: '<w:strike/>',
  s: '<w:strike/>',
  ins: '<w:u w:val="single"/>',
  u: '<w:u w:val="single"/>',
  mark: '<w:highlight w:val="yellow"/>',
  sup: '<w:vertAlign w:val="superscript"/>',
  sub: '<w:vertAlign w:val="subscript"/>',
  code: '<w:rStyle w:val="CodeText"/>',
  kbd: '<w:rStyle w:val="CodeText"/>',
  samp: '<w:rStyle w:val="CodeText"/>',
}

/** ECMA-376 part 1, 17.3.2.28: what comes first stands first. */
const runOrder = [
  'w:rStyle',
  'w:rFonts',
  'w:b/',
  'w:i/',
  'w:strike',
  'w:color',
  'w:highlight',
  'w:u ',
  'w:vertAlign',
  'w:lang',
]

/** Widest picture, in pixels of a ninety-sixth of an inch: the text of an A4 page. */
const widest = 600

/** Writes chapters as WordprocessingML. */
export class DocxBody {
  readonly #book: Book
  readonly #parts: DocxParts
  #chapter = 0
  #notes: ReadonlyMap<string, Note> = new Map()
  #noted = new Set<string>()

  /**
   * @param book - Book.
   * @param parts - Gets what the document needs besides.
   */
  constructor(book: Book, parts: DocxParts) {
    this.#book = book
    this.#parts = parts
  }

  /**
   * Write a chapter.
   *
   * @param nodes - Its blocks, without footnotes.
   * @param notes - Its footnotes.
   * @param chapter - Its number, from 0.
   * @returns Paragraphs and tables.
   */
  print(
    nodes: readonly ElementContent[],
    notes: readonly Note[],
    chapter: number,
  ): string {
    this.#chapter = chapter
    this.#notes = new Map(notes.map((note) => [note.id, note]))
    this.#noted = new Set()
    const { locale } = this.#book
    return this.#blocks(nodes, { style: '', pPr: '', rPr: '', locale })
  }

  #blocks(nodes: readonly ElementContent[], place: Place): string {
    const out: string[] = []
    let inline: ElementContent[] = []
    const flush = (): void => {
      const isText = inline.some(
        (node) => node.type === 'element' || textOf([node]).trim() !== '',
      )
      if (isText) out.push(this.#paragraph(inline, place))
      inline = []
    }
    for (const node of nodes) {
      if (node.type !== 'element' || !blocks.has(node.tagName)) {
        inline.push(node)
        continue
      }
      flush()
      out.push(this.#block(node, within(node, place)))
    }
    flush()
    return out.join('')
  }

  #block(node: Element, place: Place): string {
    const { tagName, children } = node
    const rank = /^h([1-6])$/.exec(tagName)?.[1]
    if (rank) {
      const style = `Heading${rank}`
      return this.#paragraph(children, { ...place, style }, node)
    }
    switch (tagName) {
      case 'p': {
        const style = hasClass(node, 'byline')
          ? 'Byline'
          : hasClass(node, 'subtitle')
            ? 'Subtitle'
            : hasClass(node, 'caption')
              ? 'Caption'
              : hasClass(node, 'beside')
                ? 'Beside'
                : place.style
        return this.#paragraph(children, { ...place, style }, node)
      }
      case 'figcaption':
        return this.#paragraph(children, { ...place, style: 'Caption' }, node)
      case 'summary':
      case 'dt':
        return this.#paragraph(
          children,
          { ...place, rPr: `${place.rPr}<w:b/>` },
          node,
        )
      case 'dd':
        return this.#blocks(children, { ...place, style: 'Definition' })
      case 'blockquote':
        return this.#blocks(children, { ...place, style: 'Quote' })
      case 'hr':
        return '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="AAAAAA"/></w:pBdr></w:pPr></w:p>'
      case 'pre':
        return this.#code(node, place)
      case 'ul':
      case 'ol':
        return this.#list(node, place, 0)
      case 'table':
        return this.#table(node, place)
      default:
        return this.#blocks(children, place)
    }
  }

  #paragraph(
    nodes: readonly ElementContent[],
    place: Place,
    node?: Element,
  ): string {
    const { style, pPr } = place
    const named = style ? `<w:pStyle w:val="${style}"/>` : ''
    const properties = named || pPr ? `<w:pPr>${named}${pPr}</w:pPr>` : ''
    return `<w:p>${properties}${this.#bookmark(node)}${this.#inline(trimmed(nodes), place)}</w:p>`
  }

  #bookmark(node: Element | undefined): string {
    const id = node?.properties['id']
    if (id === undefined) return ''
    const name = bookmarkName(this.#chapter, String(id))
    const { bookmarks } = this.#parts
    if (bookmarks.has(name)) return ''
    const number = bookmarks.size + 1
    bookmarks.set(name, number)
    return `<w:bookmarkStart w:id="${number}" w:name="${name}"/><w:bookmarkEnd w:id="${number}"/>`
  }

  #code(node: Element, place: Place): string {
    const lines = textOf(node.children).replace(/\n$/, '').split('\n')
    const text = lines
      .map((line) => run(line.replaceAll('\t', '    '), ''))
      .join('<w:r><w:br/></w:r>')
    return `<w:p><w:pPr><w:pStyle w:val="Code"/>${place.pPr}</w:pPr>${text}</w:p>`
  }

  #list(node: Element, place: Place, level: number): string {
    const ordered = node.tagName === 'ol'
    const start = Number(node.properties['start'] ?? 1)
    const { lists } = this.#parts
    const id = lists.push({
      ordered,
      start: Number.isInteger(start) ? start : 1,
    })
    const ilvl = Math.min(level, 8)
    const number = `<w:numPr><w:ilvl w:val="${ilvl}"/><w:numId w:val="${id}"/></w:numPr>`
    const rest = `<w:ind w:left="${420 * (ilvl + 1)}"/>`
    const items = node.children.filter((one) => one.type === 'element')
    return items
      .map((item) => {
        let isFirst = true
        const groups = grouped(item.children)
        if (groups.length === 0) {
          return this.#paragraph([], { ...place, pPr: number })
        }
        return groups
          .map((group) => {
            const [only] = group
            const isList =
              only?.type === 'element' && /^[uo]l$/.test(only.tagName)
            if (isList) return this.#list(only, place, level + 1)
            const at = { ...place, pPr: isFirst ? number : rest }
            isFirst = false
            return this.#blocks(group, at)
          })
          .join('')
      })
      .join('')
  }

  #table(node: Element, place: Place): string {
    const rows: Element[] = []
    eachElement(node.children, (one) => {
      if (one.tagName === 'tr') rows.push(one)
    })
    const cellsOf = (row: Element): Element[] =>
      row.children.filter(
        (one): one is Element =>
          one.type === 'element' && /^t[hd]$/.test(one.tagName),
      )
    const spanOf = (cell: Element): number => {
      const span = Number(cell.properties['colSpan'] ?? 1)
      return Number.isInteger(span) && span > 1 ? Math.min(span, 60) : 1
    }
    const columns = Math.max(
      1,
      ...rows.map((row) =>
        cellsOf(row).reduce((sum, cell) => sum + spanOf(cell), 0),
      ),
    )
    const width = Math.floor(9600 / columns)
    const printed = rows.map((row) => {
      const cells = cellsOf(row)
      const isHead = cells.length > 0 && cells.every((c) => c.tagName === 'th')
      const content = cells.map((cell) => {
        const span = spanOf(cell)
        if (Number(cell.properties['rowSpan'] ?? 1) > 1) {
          this.#parts.onLeftOut('rowspan')
        }
        const jc = hasClass(cell, 'align-right')
          ? '<w:jc w:val="right"/>'
          : hasClass(cell, 'align-center')
            ? '<w:jc w:val="center"/>'
            : ''
        const rPr = cell.tagName === 'th' ? `${place.rPr}<w:b/>` : place.rPr
        const at = { ...within(cell, place), style: '', pPr: jc, rPr }
        // A cell ends with a paragraph, always.
        const blocks = this.#blocks(cell.children, at)
        const end = blocks.endsWith('</w:p>') ? '' : '<w:p/>'
        const grid = span > 1 ? `<w:gridSpan w:val="${span}"/>` : ''
        return `<w:tc><w:tcPr><w:tcW w:w="${width * span}" w:type="dxa"/>${grid}</w:tcPr>${blocks}${end}</w:tc>`
      })
      const head = isHead ? '<w:trPr><w:tblHeader/></w:trPr>' : ''
      return `<w:tr>${head}${content.join('') || '<w:tc><w:p/></w:tc>'}</w:tr>`
    })
    if (printed.length === 0) return ''
    const grid = `<w:gridCol w:w="${width}"/>`.repeat(columns)
    return `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>${grid}</w:tblGrid>${printed.join('')}</w:tbl><w:p/>`
  }

  #inline(nodes: readonly ElementContent[], place: Place): string {
    return nodes
      .map((node) => {
        if (node.type === 'text') {
          return run(node.value.replace(/[\t\n\r ]+/g, ' '), place.rPr)
        }
        return node.type === 'element' ? this.#mark(node, place) : ''
      })
      .join('')
  }

  #mark(node: Element, outer: Place): string {
    const { tagName, properties, children } = node
    const place = within(node, outer)
    switch (tagName) {
      case 'br':
        return '<w:r><w:br/></w:r>'
      case 'wbr':
      case 'rp':
        return ''
      case 'input':
        return run(properties['checked'] ? '☑' : '☐', place.rPr)
      case 'rt':
        return run(`（${textOf(children)}）`, place.rPr)
      case 'img':
        return this.#picture(node, place)
      case 'math':
        return this.#formula(node, place)
      case 'a':
        return this.#link(node, place)
      default: {
        if (blocks.has(tagName)) return this.#inline(children, place)
        const own = runs[tagName] ?? ''
        // A mark of a footnote stands in `sup`, and is one by itself.
        const isNote = children.some(
          (one) =>
            one.type === 'element' &&
            one.properties['dataFootnoteRef'] !== undefined,
        )
        const rPr = isNote ? place.rPr : place.rPr + own
        return this.#bookmark(node) + this.#inline(children, { ...place, rPr })
      }
    }
  }

  #link(node: Element, place: Place): string {
    const { properties, children } = node
    const href = String(properties['href'] ?? '')
    if (properties['dataFootnoteRef'] !== undefined) {
      return this.#noteMark(href, children, place)
    }
    const mark = this.#bookmark(node)
    const content = this.#inline(children, {
      ...place,
      rPr: `<w:rStyle w:val="Hyperlink"/>${place.rPr}`,
    })
    if (!href) return mark + this.#inline(children, place)
    const target = placeOf(href, this.#chapter)
    if (target) {
      const name = bookmarkName(target.chapter, target.id ?? '')
      return `${mark}<w:hyperlink w:anchor="${name}">${content}</w:hyperlink>`
    }
    const { links } = this.#parts
    const known = links.indexOf(href)
    const index = known < 0 ? links.push(href) - 1 : known
    return `${mark}<w:hyperlink r:id="link${index + 1}">${content}</w:hyperlink>`
  }

  #noteMark(
    href: string,
    children: readonly ElementContent[],
    place: Place,
  ): string {
    const id = placeOf(href, this.#chapter)?.id ?? ''
    const note = this.#notes.get(id)
    // Word has one mark for each footnote; others only say its number.
    if (!note || this.#noted.has(id)) {
      const rPr = `${place.rPr}<w:vertAlign w:val="superscript"/>`
      return this.#inline(children, { ...place, rPr })
    }
    this.#noted.add(id)
    const { notes } = this.#parts
    const number = notes.push('')
    const { locale } = this.#book
    const at = { style: 'FootnoteText', pPr: '', rPr: '', locale }
    const text = this.#blocks(note.children, at)
    const own =
      '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> </w:t></w:r>'
    const first = /^<w:p><w:pPr>.*?<\/w:pPr>/s.exec(text)?.[0]
    const body = first
      ? first + own + text.slice(first.length)
      : `<w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>${own}</w:p>${text}`
    notes[number - 1] = `<w:footnote w:id="${number}">${body}</w:footnote>`
    return `<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="${number}"/></w:r>`
  }

  /** Word's formulas are another language; the author's TeX says the same. */
  #formula(node: Element, place: Place): string {
    let tex = ''
    eachElement(node.children, (one) => {
      if (one.tagName === 'annotation') tex = textOf(one.children)
    })
    this.#parts.onLeftOut('math')
    const rPr = `<w:rStyle w:val="CodeText"/>${place.rPr}`
    return run(tex || textOf(node.children), rPr)
  }

  #picture({ properties }: Element, place: Place): string {
    const path = String(properties['src'] ?? '')
    const alt = String(properties['alt'] ?? '')
    const image = this.#book.images.get(path)
    const size = image && imageSize(image.bytes)
    if (!image || !size || size.width === 0 || size.height === 0) {
      this.#parts.onLeftOut(path.slice(0, 80))
      return alt ? run(`[${alt}]`, place.rPr) : ''
    }
    const { images } = this.#parts
    const known = images.indexOf(path)
    const index = known < 0 ? images.push(path) - 1 : known
    const scale = Math.min(1, widest / size.width)
    const emu = (pixels: number): number => Math.round(pixels * scale * 9525)
    const extent = `cx="${emu(size.width)}" cy="${emu(size.height)}"`
    const id = ++this.#parts.drawings
    const name = `name="${escapeXml(path)}" descr="${escapeXml(alt)}"`
    return `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent ${extent}/><wp:docPr id="${id}" ${name}/><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="${id}" ${name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="image${index + 1}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext ${extent}/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
  }
}

/** What an element says of the language of its text. */
function within(node: Element, place: Place): Place {
  const { lang } = node.properties
  const locale = typeof lang === 'string' ? parseLocale(lang) : undefined
  if (!locale || locale === place.locale) return place
  const rPr = place.rPr.replace(/<w:(?:lang|rFonts)[^>]*>/g, '')
  return { ...place, locale, rPr: rPr + languageRun(locale) }
}

function run(text: string, rPr: string): string {
  if (text === '') return ''
  const properties = rPr ? `<w:rPr>${inRunOrder(rPr)}</w:rPr>` : ''
  return `<w:r>${properties}<w:t xml:space="preserve">${escapeXml(text)}</w:t></w:r>`
}

/** In the schema's order, each once; the innermost style counts. */
function inRunOrder(rPr: string): string {
  const all = rPr.match(/<[^>]*>/g) ?? []
  return runOrder
    .map((name) => all.findLast((one) => one.startsWith(`<${name}`)) ?? '')
    .join('')
}

/** Neighbours that are inline belong together; blocks stand alone. */
function grouped(nodes: readonly ElementContent[]): ElementContent[][] {
  const groups: ElementContent[][] = []
  let open: ElementContent[] | undefined
  for (const node of nodes) {
    if (node.type === 'element' && blocks.has(node.tagName)) {
      groups.push([node])
      open = undefined
    } else if (open) open.push(node)
    else if (node.type === 'element' || textOf([node]).trim() !== '') {
      open = [node]
      groups.push(open)
    }
  }
  return groups
}

/** Without space at the ends of a paragraph. */
function trimmed(nodes: readonly ElementContent[]): ElementContent[] {
  const all = nodes.map((node) =>
    node.type === 'text' ? { ...node } : node,
  ) as ElementContent[]
  const first = all[0]
  const last = all.at(-1)
  if (first?.type === 'text') first.value = first.value.trimStart()
  if (last?.type === 'text') last.value = last.value.trimEnd()
  return all
}

/**
 * Name a place for Word, which takes forty characters: letters, digits and `_`.
 *
 * @param chapter - Number of the chapter, from 0.
 * @param id - Id in it; empty is its beginning.
 * @returns Name.
 */
export function bookmarkName(chapter: number, id: string): string {
  if (id === '') return `c${chapter + 1}`
  const name = id.replace(/[^\p{L}\p{N}_]/gu, '_')
  const own = `c${chapter + 1}_${name}`
  if (own.length <= 40 && name === id) return own
  let hash = 0
  for (const unit of id) {
    hash = (Math.imul(hash, 31) + (unit.codePointAt(0) ?? 0)) >>> 0
  }
  return `${[...own].slice(0, 14).join('')}_${hash.toString(36)}`
}
