import { defaultSchema, type Options } from 'rehype-sanitize'

const cell = ['abbr', 'colSpan', 'headers', 'rowSpan', 'scope']
const change = ['cite', 'dateTime']

/** Presentation MathML, without the elements that can hold HTML or links. */
const mathNames = [
  'math',
  'mfrac',
  'mi',
  'mn',
  'mo',
  'mover',
  'mpadded',
  'mphantom',
  'mprescripts',
  'mroot',
  'mrow',
  'mspace',
  'msqrt',
  'mstyle',
  'msub',
  'msubsup',
  'msup',
  'mtable',
  'mtd',
  'mtext',
  'mtr',
  'munder',
  'munderover',
]

/**
 * What of an article's HTML reaches a page.
 *
 * It starts from GitHub's list. Scripts, styles, frames, forms and SVG are no
 * part of it, nor are event handlers, `style` attributes and addresses other
 * than the web's.
 */
export const schema: Options = {
  ...defaultSchema,
  // Ids stay as they are, or links to them would break; without a script in
  // the page there is nothing they could clobber.
  clobber: [],
  clobberPrefix: '',
  strip: [
    'embed',
    'iframe',
    'noembed',
    'noframes',
    'noscript',
    'object',
    'script',
    'select',
    'style',
    'svg',
    'template',
    'textarea',
    'title',
    'xmp',
  ],
  tagNames: [
    ...(defaultSchema.tagNames ?? []),
    'abbr',
    'aside',
    'bdi',
    'bdo',
    'caption',
    'cite',
    'col',
    'colgroup',
    'dfn',
    'figcaption',
    'figure',
    'mark',
    'small',
    'time',
    'u',
    'wbr',
    ...mathNames,
  ],
  ancestors: {
    ...defaultSchema.ancestors,
    // An `mi` outside `math` would be read back as an unknown HTML element.
    ...Object.fromEntries(
      mathNames.filter((n) => n !== 'math').map((name) => [name, ['math']]),
    ),
  },
  attributes: {
    a: [
      'ariaDescribedBy',
      'dataFootnoteBackref',
      'dataFootnoteRef',
      'href',
      'hrefLang',
    ],
    blockquote: ['cite'],
    col: ['span'],
    colgroup: ['span'],
    del: change,
    details: ['open'],
    h1: ['dataArticleTitle'],
    img: ['alt', 'height', 'src', 'width'],
    input: ['checked', ['disabled', true], ['type', 'checkbox']],
    ins: change,
    li: ['value'],
    math: ['display', 'xmlns'],
    mi: ['mathvariant'],
    mo: ['stretchy', 'fence', 'separator', 'lspace', 'rspace'],
    mspace: ['width', 'height'],
    mstyle: ['displaystyle', 'scriptlevel'],
    mtd: ['columnspan', 'rowspan'],
    ol: ['reversed', 'start', 'type'],
    q: ['cite'],
    section: ['dataFootnotes'],
    span: [['dataFormula', /^\d+$/], 'dataEn'],
    td: cell,
    th: cell,
    time: ['dateTime'],
    // `align` is obsolete, and is turned into a class afterwards.
    '*': [
      'align',
      'ariaHidden',
      'ariaLabel',
      'className',
      ['dataBlock', /^p\d+$/],
      'dir',
      'id',
      'lang',
      'title',
      'translate',
    ],
  },
  protocols: {
    ...defaultSchema.protocols,
    href: ['http', 'https', 'mailto', 'tel'],
    // A `data:` image cannot run anything; the page's policy allows it too.
    src: ['http', 'https', 'data'],
  },
}
