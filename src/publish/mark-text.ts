/**
 * Mark a place of a page, for somebody who looks for it.
 *
 * The text is looked for as a reader sees it: elements may begin and end in it.
 *
 * @param html - Page that Yiwen rendered.
 * @param parts - Text around the place, in order; what has a kind is marked.
 * @returns Page with `<mark>` around it, the first with the id `place`; the page
 *   as it was where the text does not stand in it.
 */
export function markText(
  html: string,
  parts: readonly { text: string; kind?: string }[],
): string {
  const main = Math.max(0, html.indexOf('<main'))
  const cells: { at: number; length: number; text: string }[] = []
  const token = /<!--[\s\S]*?-->|<[^>]*>|&(?:#x?[\da-f]+|\w+);|[^<&]/giu
  for (const match of html.slice(main).matchAll(token)) {
    const [written] = match
    if (written.startsWith('<')) continue
    const text = written.startsWith('&') ? decode(written) : written
    // Line breaks of the HTML are no part of a sentence.
    if (/\s/.test(text)) continue
    cells.push({ at: main + match.index, length: written.length, text })
  }
  const text = cells.map((cell) => cell.text).join('')
  // Offsets in `text` are code units, cells are characters.
  const starts: number[] = []
  let offset = 0
  for (const cell of cells) {
    starts.push(offset)
    offset += cell.text.length
  }
  const range = find(text, parts)
  if (!range) return html
  const chosen = cells.filter((_, index) => {
    const start = starts[index] ?? 0
    return start >= range.start && start < range.end
  })
  let out = ''
  let at = 0
  let first = true
  for (let index = 0; index < chosen.length; index++) {
    const begin = chosen[index]
    if (!begin) break
    let last = begin
    for (;;) {
      const next = chosen[index + 1]
      const gap = next && html.slice(last.at + last.length, next.at)
      if (!next || gap === undefined || gap.includes('<')) break
      last = next
      index++
    }
    const end = last.at + last.length
    const id = first ? ' id="place"' : ''
    out += `${html.slice(at, begin.at)}<mark${id}${look}>${html.slice(begin.at, end)}</mark>`
    at = end
    first = false
  }
  return out + html.slice(at)
}

/** A page's own `mark` may be anything; this one is looked for. */
const look = ' style="background:#ffe58a;color:#211f1b;scroll-margin-top:35vh"'

/** Where what is marked stands: in its whole sentence, or near its neighbours. */
function find(
  text: string,
  parts: readonly { text: string; kind?: string }[],
): { start: number; end: number } | undefined {
  const plain = parts.map(({ text, kind }) => ({
    text: text.replaceAll(/[\s…⋯]/g, ''),
    kind,
  }))
  const first = plain.findIndex(({ kind }) => kind === 'term')
  const wanted = plain[first]?.text
  if (!wanted) return undefined
  const glossed = plain[first + 1]?.kind === 'gloss' ? plain[first + 1] : null
  const after = plain.slice(first + 1).map((part) => part.text)
  const before = plain.slice(0, first).map((part) => part.text)
  const [left, right] = [before.join(''), after.join('')]
  for (const reach of [200, 12, 6, 3, 0]) {
    const lead = reach === 0 ? '' : left.slice(-reach)
    const rest = right.slice(0, reach)
    const found = text.indexOf(lead + wanted + rest)
    if (found < 0) continue
    const start = found + lead.length
    const end = start + wanted.length
    const gloss = glossed?.text ?? ''
    return {
      start,
      end: text.startsWith(gloss, end) ? end + gloss.length : end,
    }
  }
  return undefined
}

function decode(reference: string): string {
  const named: Record<string, string> = {
    '&lt;': '<',
    '&gt;': '>',
    '&amp;': '&',
    '&quot;': '"',
  }
  const number = /^&#(x?)([\da-f]+);$/i.exec(reference)
  if (!number) return named[reference] ?? reference
  const code = Number.parseInt(number[2] ?? '', number[1] ? 16 : 10)
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD'
}
