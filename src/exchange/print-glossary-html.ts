import type { Element, ElementContent, Properties, Root } from 'hast'
import rehypeStringify from 'rehype-stringify'
import { unified } from 'unified'
import { type Concept, languageTag, type Term } from '../model/index.ts'
import type { LeftOut } from './exchanged.ts'
import {
  arrange,
  foreignLanguage,
  type GlossaryPageOptions,
  type PageEntry,
  pageText,
  webAddress,
} from './glossary-page.ts'

/**
 * Write concepts as a page of HTML for readers.
 *
 * By the letters of the English, with the words of each locale, the definition,
 * related concepts and sources. A concept's id is its anchor. The page has no
 * script, loads nothing, and all that a glossary says is text.
 *
 * @param concepts - Concepts; rejected ones are left out.
 * @param options - Language, words, whether the status is shown.
 * @param leftOut - Counts what is not shown.
 * @returns HTML document.
 */
export function printGlossaryHtml(
  concepts: readonly Concept[],
  options: GlossaryPageOptions,
  leftOut: LeftOut,
): string {
  const { language, strings, status = false } = options
  const sections = arrange(concepts, status, leftOut)
  // No id of a concept has a capital letter or a low line.
  const anchor = (letter: string | undefined) => `_${letter ?? ''}`
  const heading = (letter: string | undefined) => letter ?? strings.others
  const body = element('body', {}, [
    element('h1', {}, [strings.title]),
    ...(sections.length > 1
      ? [
          element('nav', { ariaLabel: strings.letters }, [
            element(
              'ul',
              {},
              sections.map(({ letter }) =>
                element('li', {}, [
                  element('a', { href: `#${anchor(letter)}` }, [
                    heading(letter),
                  ]),
                ]),
              ),
            ),
          ]),
        ]
      : []),
    element(
      'main',
      {},
      sections.map(({ letter, entries }) =>
        element('section', { ariaLabelledBy: [anchor(letter)] }, [
          element('h2', { id: anchor(letter) }, [heading(letter)]),
          ...entries.map((entry) => article(entry, options)),
        ]),
      ),
    ),
  ])
  const head = element('head', {}, [
    element('meta', { charSet: 'utf-8' }),
    element('meta', {
      httpEquiv: ['Content-Security-Policy'],
      content: "default-src 'none'; style-src 'unsafe-inline'",
    }),
    element('meta', {
      name: 'viewport',
      content: 'width=device-width, initial-scale=1',
    }),
    element('title', {}, [strings.title]),
    element('style', {}, [style]),
  ])
  const tree: Root = {
    type: 'root',
    children: [
      { type: 'doctype' },
      element('html', { lang: languageTag(language) }, [head, body]),
      { type: 'text', value: '\n' },
    ],
  }
  return unified().use(rehypeStringify).stringify(tree)
}

const style = `
:root { color-scheme: light dark; font: 100%/1.6 system-ui, sans-serif }
body { max-width: 46rem; margin: 0 auto; padding: 1rem }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: 0; list-style: none }
dl { display: grid; grid-template-columns: minmax(5rem, max-content) 1fr; gap: .1rem 1rem; margin: .5rem 0 }
dd { grid-column: 2; margin: 0 }
dt { grid-column: 1 }
article { margin: 1.5rem 0; overflow-wrap: anywhere }
h3 { margin-bottom: 0 }
article:target { outline: 2px solid; outline-offset: .5rem }
`

function article(entry: PageEntry, options: GlossaryPageOptions): Element {
  const { language, strings } = options
  const { id, name, forms, definition, relations, sources, state } = entry
  const text = (one: string) => {
    const lang = foreignLanguage(one, language)
    return element('p', lang === undefined ? {} : { lang }, [one])
  }
  return element('article', { id }, [
    element('h3', {}, [word(name)]),
    ...(state === undefined
      ? []
      : [element('p', {}, [element('small', {}, [strings.state[state]])])]),
    ...definition.map(text),
    element(
      'dl',
      {},
      forms.flatMap(({ locale, terms }) => [
        element('dt', {}, [strings.locale[locale]]),
        ...terms.map((term) => element('dd', {}, form(term, options))),
      ]),
    ),
    ...relations.map(({ kind, to }) =>
      element('p', {}, [
        `${strings.relation[kind]} `,
        element('a', { href: `#${to.id}` }, [word(to.name)]),
      ]),
    ),
    ...sources.map((source) => {
      const address = webAddress(source)
      const title = element('cite', {}, [pageText(source.title)])
      const linked = address ? element('a', { href: address }, [title]) : title
      const { date = '' } = source
      const when = date === '' ? '' : ` (${pageText(date)})`
      return element('p', {}, [
        element('small', {}, [`${strings.sources} `, linked, when]),
      ])
    }),
  ])
}

function form(
  term: Term,
  { strings, status = false }: GlossaryPageOptions,
): (Element | string)[] {
  const advised = term.status === 'preferred' || !status
  return advised
    ? [word(term)]
    : [word(term), ' ', element('small', {}, [strings.status[term.status]])]
}

/** A word in its language; what turns its direction ends with it. */
function word({ text, locale }: Term): Element {
  return element('bdi', { lang: languageTag(locale) }, [text])
}

function element(
  tagName: string,
  properties: Properties,
  children: readonly (ElementContent | string)[] = [],
): Element {
  return {
    type: 'element',
    tagName,
    properties,
    children: children.map((child) =>
      typeof child === 'string' ? { type: 'text', value: child } : child,
    ),
  }
}
