import type { Element, ElementContent } from 'hast'
import { element } from './element.ts'
import type { AdmonitionKind, PageStrings } from './strings.ts'

const kinds: readonly string[] = [
  'note',
  'tip',
  'info',
  'important',
  'warning',
  'caution',
  'danger',
] satisfies AdmonitionKind[]

/** What else site generators call them. */
const synonyms: Readonly<Record<string, AdmonitionKind>> = {
  error: 'danger',
  hint: 'tip',
  success: 'tip',
}

/**
 * Read the kind of an admonition.
 *
 * @param name - Name of a directive, a component or a parameter.
 * @returns Kind, or `undefined` when it names none.
 */
export function admonitionKind(name: string): AdmonitionKind | undefined {
  const lower = name.toLowerCase()
  if (kinds.includes(lower)) return lower as AdmonitionKind
  return Object.hasOwn(synonyms, lower) ? synonyms[lower] : undefined
}

/**
 * Render an admonition.
 *
 * @param kind - Kind.
 * @param title - Author's title; that of the kind where there is none.
 * @param content - What is in it.
 * @param strings - Strings of the page.
 * @returns Element.
 */
export function renderAdmonition(
  kind: AdmonitionKind,
  title: readonly (ElementContent | string)[] | undefined,
  content: readonly ElementContent[],
  strings: PageStrings,
): Element {
  return element(
    'aside',
    { className: ['admonition', `admonition-${kind}`] },
    element(
      'p',
      { className: ['admonition-title'] },
      ...(title ?? [strings(`html:admonition.${kind}`)]),
    ),
    ...content,
  )
}
