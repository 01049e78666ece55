import type { Content } from '../model/index.ts'
import type { PlacedCode, PlacedUnit } from './segment-units.ts'
import { keepMarksClosed, setSpaces, type Token } from './spacing.ts'

/** Part of a unit's new text: words, or bytes of the source. */
export type ComposedPart =
  /** `label` where they stand in a link's text. */
  | { words: string; label: boolean }
  /** `ends` where a new line starts behind it. */
  | { bytes: string; ends: boolean }

/** How a unit's new text is put together. */
export interface ComposeOptions {
  /** Gives the bytes of a code in the edition. */
  bytes: (code: PlacedCode, side: 'before' | 'after') => string
  /** Codes that are open where the text starts. */
  open?: readonly string[]
  /** Whether words are parted by spaces, so that one more does no harm. */
  spaced: boolean
}

/**
 * Put a translation together of its words and the source's codes.
 *
 * Bold text that would begin or end with a space gives it away, as Markdown
 * wants it; in English a space is set where a mark would not count as one.
 *
 * @param content - Translation of a unit or a segment.
 * @param unit - Unit whose codes are meant.
 * @param options - Bytes and what stands around it.
 * @returns Parts in order.
 */
export function compose(
  content: Content,
  unit: PlacedUnit,
  options: ComposeOptions,
): ComposedPart[] {
  const codes = new Map(unit.codes.map((code) => [code.id, code]))
  const tokens: Token[] = []
  for (const part of content) {
    if (typeof part === 'string') {
      const words = part.replace(/\s+/g, (space) =>
        /[\t\r\n\u2028\u2029]/.test(space) ? ' ' : space,
      )
      tokens.push({ words: words.replace(/\p{Cc}/gu, '') })
      continue
    }
    const side = 'ph' in part ? 'alone' : 'open' in part ? 'open' : 'close'
    const id = 'ph' in part ? part.ph : 'open' in part ? part.open : part.close
    const code = codes.get(id)
    if (!code) continue
    const bytes = options.bytes(code, side === 'close' ? 'after' : 'before')
    tokens.push({ bytes, side, code })
  }
  keepMarksClosed(tokens)
  setSpaces(tokens, options.spaced)
  const labels = new Set(options.open?.filter((id) => isLabel(codes.get(id))))
  return tokens.flatMap((token): ComposedPart[] => {
    if ('words' in token) {
      const { words } = token
      return words === '' ? [] : [{ words, label: labels.size > 0 }]
    }
    const { code, bytes, side } = token
    if (side === 'open' && isLabel(code)) labels.add(code.id)
    if (side === 'close') labels.delete(code.id)
    return [{ bytes, ends: code.kind === 'break' && /[\r\n]/.test(bytes) }]
  })
}

/** Whether a code is one end of an element, and loses its sense elsewhere. */
function isTag({ kind, before }: PlacedCode): boolean {
  return (
    kind === 'protected' &&
    /^<\/?[A-Za-z]/.test(before) &&
    !before.endsWith('/>') &&
    !/^<(?:img|input|wbr|hr)\b/i.test(before)
  )
}

/** Whether a bracket would end what a mark is around. */
function isLabel(code: PlacedCode | undefined): boolean {
  return code?.before.endsWith('[') === true
}

/**
 * Tell what is wrong with the codes of a translation.
 *
 * Each code of the source has to be there once, and what closes behind what
 * opens. A `-{…}-` mark may be left out: English has no need of it.
 *
 * @param source - Source.
 * @param target - Translation.
 * @param codes - Codes of the unit.
 * @returns Id of the first code that is missing, there twice or in the wrong
 * order; `undefined` where all is well.
 */
export function wrongCode(
  source: Content,
  target: Content,
  codes: readonly PlacedCode[],
): string | undefined {
  const optional = new Set(
    codes.filter(({ kind }) => kind === 'override').map(({ id }) => id),
  )
  const wanted = new Set(namesOf(source))
  const found = new Set<string>()
  for (const name of namesOf(target)) {
    if (found.has(name) || !wanted.has(name)) return idOf(name)
    const opener = `<${name.slice(1)}`
    if (name.startsWith('/') && wanted.has(opener) && !found.has(opener)) {
      return idOf(name)
    }
    found.add(name)
  }
  for (const name of wanted) {
    if (!found.has(name) && !optional.has(idOf(name))) return idOf(name)
  }
  // Tags that open and close components are codes of their own.
  const tags = new Set(codes.filter(isTag).map(({ id }) => `=${id}`))
  const inOrder = namesOf(source).filter((name) => tags.has(name))
  const moved = namesOf(target)
    .filter((name) => tags.has(name))
    .find((name, index) => name !== inOrder[index])
  return moved === undefined ? undefined : idOf(moved)

  function idOf(name: string): string {
    return name.slice(1)
  }
}

function namesOf(content: Content): string[] {
  return content.flatMap((part) => {
    if (typeof part === 'string') return []
    if ('ph' in part) return [`=${part.ph}`]
    return 'open' in part ? [`<${part.open}`] : [`/${part.close}`]
  })
}
