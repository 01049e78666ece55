import type { TranslatePart, TranslateSegment } from '../translate-protocol.ts'
import { element } from './element.ts'
import { t } from './messages.ts'

/** A code, as it is typed. */
const tag = /<(\/?)(\d{1,6})\s?(\/?)>/g

const references: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
}

function plain(text: string): string {
  return text.replace(/&(?:amp|lt|gt);/g, (name) => references[name] ?? name)
}

/**
 * Show a code.
 *
 * @param id - Its number.
 * @param end - Which end of a mark it is; nothing for what stands alone.
 * @param shown - What it stands for in the article.
 * @returns Element.
 */
export function codeChip(
  id: string,
  end: 'open' | 'close' | undefined,
  shown: string,
): HTMLElement {
  const label = end === 'close' ? `/${id}` : id
  return element(
    'span.code',
    { 'data-end': end ?? 'alone', title: shown },
    element('span', { 'aria-hidden': 'true' }, label),
    element('span.sr', {}, t(`translate.code.${end ?? 'alone'}`, { id })),
  )
}

/**
 * Show a text with tags: its codes as such.
 *
 * @param text - Text with tags.
 * @param codes - What the codes stand for.
 * @returns What to show, in order.
 */
export function taggedText(
  text: string,
  codes: TranslateSegment['codes'],
): (string | HTMLElement)[] {
  const shown: (string | HTMLElement)[] = []
  let at = 0
  for (const match of text.matchAll(tag)) {
    const [whole, close, id = '', single] = match
    if (match.index > at) shown.push(plain(text.slice(at, match.index)))
    const about = codes.find((one) => one.id === id)?.shown ?? ''
    shown.push(
      codeChip(id, single ? undefined : close ? 'close' : 'open', about),
    )
    at = match.index + whole.length
  }
  if (at < text.length) shown.push(plain(text.slice(at)))
  return shown
}

/**
 * Show the stretches of a sentence: terms and amounts marked, codes as such.
 *
 * @param parts - Stretches.
 * @returns What to show, in order.
 */
export function sourceText(
  parts: readonly TranslatePart[],
): (string | HTMLElement)[] {
  return parts.map((part) => {
    if ('code' in part) return codeChip(part.code, part.end, part.shown)
    const { text, term, number } = part
    if (term !== undefined) return element('mark', {}, text)
    if (number !== undefined) return element('span.amount', {}, text)
    return text
  })
}

/**
 * Find the codes that a text does not have yet.
 *
 * @param text - Text with tags.
 * @param parts - Sentence.
 * @returns Tags of the sentence that are not in it, by the number of the code.
 */
export function missingTags(
  text: string,
  parts: readonly TranslatePart[],
): Map<string, { open?: string; close?: string; alone?: string }> {
  const missing = new Map<
    string,
    { open?: string; close?: string; alone?: string }
  >()
  for (const part of parts) {
    if (!('code' in part)) continue
    const { code, end = 'alone' } = part
    const printed =
      end === 'open'
        ? `<${code}>`
        : end === 'close'
          ? `</${code}>`
          : `<${code}/>`
    if (text.includes(printed)) continue
    missing.set(code, { ...missing.get(code), [end]: printed })
  }
  return missing
}
