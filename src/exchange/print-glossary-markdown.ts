import type { BlockContent, List, PhrasingContent, Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMath from 'remark-math'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { type Concept, languageTag } from '../model/index.ts'
import type { LeftOut } from './exchanged.ts'
import {
  arrange,
  type GlossaryPageOptions,
  type PageEntry,
  pageText,
  webAddress,
} from './glossary-page.ts'

/**
 * Write concepts as a page of Markdown (GFM) for readers.
 *
 * It has the order and content of the page that is HTML. The only HTML in it are
 * anchors: the ids of the concepts.
 *
 * @param concepts - Concepts; rejected ones are left out.
 * @param options - Language, words, whether the status is shown.
 * @param leftOut - Counts what is not shown.
 * @returns Markdown.
 */
export function printGlossaryMarkdown(
  concepts: readonly Concept[],
  options: GlossaryPageOptions,
  leftOut: LeftOut,
): string {
  const { strings, status = false } = options
  const sections = arrange(concepts, status, leftOut)
  const tree: Root = {
    type: 'root',
    children: [
      { type: 'heading', depth: 1, children: [text(strings.title)] },
      ...sections.flatMap(({ letter, entries }) => [
        {
          type: 'heading' as const,
          depth: 2 as const,
          children: [text(letter ?? strings.others)],
        },
        ...entries.flatMap((entry) => blocks(entry, options)),
      ]),
    ],
  }
  return unified()
    .use(remarkGfm)
    .use(remarkMath)
    .use(remarkStringify, { bullet: '-' })
    .stringify(tree)
}

function blocks(
  { id, name, forms, definition, relations, sources, state }: PageEntry,
  { strings, status = false }: GlossaryPageOptions,
): BlockContent[] {
  const items: PhrasingContent[][] = [
    ...forms.map(({ locale, terms }) => {
      const words = terms.map((term) =>
        term.status === 'preferred' || !status
          ? term.text
          : `${term.text} (${strings.status[term.status]})`,
      )
      const label = `${strings.locale[locale]} (${languageTag(locale)})`
      return [text(`${label}: ${words.join(' · ')}`)]
    }),
    ...(state === undefined ? [] : [[text(strings.state[state])]]),
    ...relations.map(({ kind, to }): PhrasingContent[] => [
      text(`${strings.relation[kind]} `),
      { type: 'link', url: `#${to.id}`, children: [text(to.name.text)] },
    ]),
    ...sources.map((source): PhrasingContent[] => {
      const url = webAddress(source)
      const title = text(pageText(source.title))
      const { date = '' } = source
      const when = date === '' ? [] : [text(` (${pageText(date)})`)]
      return [
        text(`${strings.sources} `),
        url === undefined ? title : { type: 'link', url, children: [title] },
        ...when,
      ]
    }),
  ]
  const list: List = {
    type: 'list',
    spread: false,
    children: items.map((children) => ({
      type: 'listItem',
      spread: false,
      children: [{ type: 'paragraph', children }],
    })),
  }
  return [
    {
      type: 'heading',
      depth: 3,
      children: [
        // An id is letters, digits and hyphens.
        { type: 'html', value: `<a id="${id}"></a>` },
        text(name.text),
      ],
    },
    ...definition.map(
      (words): BlockContent => ({
        type: 'paragraph',
        children: [text(words)],
      }),
    ),
    list,
  ]
}

function text(value: string): PhrasingContent {
  return { type: 'text', value }
}
