// @ts-check
// What `npm run bench` compares: each takes Markdown and gives an edition in zh-CN.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const root = new URL('../../', import.meta.url)

/** The compiled project; `YIWEN_DIST` names another. */
export const dist = process.env['YIWEN_DIST']
  ? pathToFileURL(`${path.resolve(process.env['YIWEN_DIST'])}/`)
  : new URL('dist/', root)

/** Whether this build has a fast parser beside the plain one. */
export const hasFast = existsSync(new URL('parse/fast/index.js', dist))

/**
 * @typedef {(text: string) => string} Convert
 * @typedef {object} Making
 * @property {number} [terms] Concepts in the glossary. Default: none.
 */

/** @param {number} count - How many. @returns {object[]} Concepts of made-up words. */
export function concepts(count) {
  const characters = [
    ...'電腦網路軟體資料程式設備智慧模型運算記憶影像語音系統平台服務市場金融',
  ]
  return Array.from({ length: count }, (_, index) => {
    // A different word each: its number written in characters.
    let text = ''
    for (let rest = index + characters.length; rest > 0; ) {
      text += characters[rest % characters.length]
      rest = Math.floor(rest / characters.length)
    }
    return {
      id: `c${index}`,
      domain: 'it',
      state: 'approved',
      doNotTranslate: false,
      gloss: true,
      terms: [
        {
          text: `${text}器`,
          locale: 'zh-TW',
          type: 'full',
          status: 'preferred',
        },
        {
          text: `device ${index}`,
          locale: 'en',
          type: 'full',
          status: 'preferred',
        },
      ],
    }
  })
}

/**
 * Yiwen's library, one document at a time, with edits that are proved.
 *
 * @param {{ fast: boolean, terms?: number }} options - Parser, size of glossary.
 * @returns {Promise<Convert>} Converter.
 */
async function yiwen({ fast, terms = 0 }) {
  const { createLocalizer } = await import(new URL('index.js', dist).href)
  const { VFile } = await import('vfile')
  const localizer = createLocalizer({ concepts: concepts(terms) })
  const markdown = hasFast ? { markdown: { fast } } : {}
  return (value) =>
    String(
      localizer.localize(new VFile({ path: 'a.md', value }), {
        source: 'zh-TW',
        target: 'zh-CN',
        ...markdown,
      }),
    )
}

/** @type {Record<string, (making: Making) => Promise<Convert>>} */
export const contestants = {
  // What a newcomer writes, and what it costs to be wrong in.
  async naive() {
    const { unified } = await import('unified')
    const { default: remarkParse } = await import('remark-parse')
    const { default: remarkGfm } = await import('remark-gfm')
    const { default: remarkStringify } = await import('remark-stringify')
    const { Converter } = await import('opencc-js')
    const convert = Converter({ from: 'twp', to: 'cn' })
    /** @param {any} node - Node, changed in place. */
    const visit = (node) => {
      if (node.type === 'text') node.value = convert(node.value)
      for (const child of node.children ?? []) visit(child)
    }
    const processor = unified()
      .use(remarkParse)
      .use(remarkGfm)
      .use(() => (tree) => visit(tree))
      .use(remarkStringify)
    return (text) => String(processor.processSync(text))
  },
  async 'opencc-js, raw'() {
    const { Converter } = await import('opencc-js')
    return Converter({ from: 'twp', to: 'cn' })
  },
  async 'Yiwen, text'() {
    const { createConverter } = await import(new URL('text.js', dist).href)
    return createConverter({ from: 'zh-TW', to: 'zh-CN' })
  },
  'Yiwen, plain': ({ terms = 0 }) => yiwen({ fast: false, terms }),
  ...(hasFast
    ? {
        'Yiwen, fast': (/** @type {Making} */ { terms = 0 }) =>
          yiwen({ fast: true, terms }),
      }
    : {}),
}
