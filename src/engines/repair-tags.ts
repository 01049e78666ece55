import { type Content, type Inline, textOf } from '../model/index.ts'
import { type CodeShape, idOf, shapeOf, tagOf } from './code-shape.ts'

/** What was put right in the tags of an answer. */
export type Repair =
  | 'brackets'
  | 'escaped'
  | 'alone'
  | 'doubled'
  | 'closed'
  | 'order'
  | 'spaces'

const bracketed =
  /(?<open>[<＜〈⟨]|&lt;)\s?(?<slash>[/／])?\s?(?<id>[\d０-９]{1,6})\s?(?<single>[/／])?\s?(?<close>[>＞〉⟩]|&gt;)/g

/**
 * Write the tags of an answer as they should be written.
 *
 * Full-width and escaped brackets become tags where the source has such a code,
 * and no such text.
 *
 * @param source - Source.
 * @param text - Answer.
 * @param repairs - Gets what was put right.
 * @returns Answer.
 */
export function repairBrackets(
  source: Content,
  text: string,
  repairs: Set<Repair>,
): string {
  const { alone, pairs, ends } = shapeOf(source)
  const plain = textOf(source)
  return text.replaceAll(bracketed, (whole, ...rest) => {
    const { open, slash, id, single, close } = rest.at(-1) as Record<
      string,
      string | undefined
    >
    const number = (id ?? '').normalize('NFKC')
    const known = alone.has(number) || pairs.has(number) || ends.has(number)
    const tag = `<${slash ? '/' : ''}${number}${single ? '/' : ''}>`
    if (!known || tag === whole) return whole
    const escaped = open === '&lt;' && close === '&gt;'
    // The source has it as text, or its brackets are of two kinds.
    if (escaped ? plain.includes(tag) : plain.includes(whole)) return whole
    repairs.add(escaped ? 'escaped' : 'brackets')
    return tag
  })
}

/**
 * Put right what is certain in the codes of an answer.
 *
 * A code that stands alone in the source does so in the answer; one written
 * twice in a row is one; an end that is missing is put where the source leaves
 * only one place for it; ends beside each other are closed from the inside; space
 * inside a mark goes outside, where Markdown needs it.
 *
 * @param source - Source.
 * @param target - Answer.
 * @param repairs - Gets what was put right.
 * @returns Answer.
 */
export function repairCodes(
  source: Content,
  target: Content,
  repairs: Set<Repair>,
): Content {
  const shape = shapeOf(source)
  let parts: Inline[] = [...target]
  parts = repairKinds(parts, shape, repairs)
  parts = dropDoubled(parts, repairs)
  parts = closeMissing(source, parts, shape, repairs)
  parts = closeInside(parts, shape, repairs)
  return moveSpaces(source, parts, shape, repairs)
}

function repairKinds(
  parts: readonly Inline[],
  { alone, pairs, ends }: CodeShape,
  repairs: Set<Repair>,
): Inline[] {
  const fixed: Inline[] = []
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') {
      fixed.push(part)
      continue
    }
    const id = idOf(part)
    if (alone.has(id) && !('ph' in part)) {
      repairs.add('alone')
      // `<2></2>` is one code; a lone end of it is it, too.
      const before = parts[index - 1]
      const isSecond =
        'close' in part &&
        before !== undefined &&
        typeof before !== 'string' &&
        'open' in before &&
        before.open === id
      if (!isSecond) fixed.push({ ph: id })
      continue
    }
    const end = ends.get(id)
    if (end && tagOf(end) !== tagOf(part) && !pairs.has(id)) {
      repairs.add('alone')
      // Its other end is in another segment: what the answer added goes.
      const isThere = parts.some(
        (one) => typeof one !== 'string' && tagOf(one) === tagOf(end),
      )
      if (!isThere) fixed.push(end)
      continue
    }
    fixed.push(part)
  }
  return fixed
}

function dropDoubled(parts: readonly Inline[], repairs: Set<Repair>): Inline[] {
  const fixed: Inline[] = []
  for (const part of parts) {
    const before = fixed.at(-1)
    if (
      typeof part !== 'string' &&
      before !== undefined &&
      typeof before !== 'string' &&
      tagOf(before) === tagOf(part)
    ) {
      repairs.add('doubled')
      continue
    }
    fixed.push(part)
  }
  return fixed
}

function closeMissing(
  source: Content,
  parts: Inline[],
  { pairs }: CodeShape,
  repairs: Set<Repair>,
): Inline[] {
  const has = (tag: string): boolean =>
    parts.some((part) => typeof part !== 'string' && tagOf(part) === tag)
  for (const id of pairs) {
    if (!has(`<${id}>`) || has(`</${id}>`)) continue
    const at = parts.findIndex(
      (part) => typeof part !== 'string' && tagOf(part) === `<${id}>`,
    )
    const closed =
      closeAfterSame(source, parts, id, at) ?? closeAtEnd(source, parts, id, at)
    if (!closed) continue
    repairs.add('closed')
    parts = closed
  }
  return parts
}

/** Where the mark's text stands unchanged behind its start, it ends there. */
function closeAfterSame(
  source: Content,
  parts: readonly Inline[],
  id: string,
  at: number,
): Inline[] | undefined {
  const from = source.findIndex(
    (part) => typeof part !== 'string' && tagOf(part) === `<${id}>`,
  )
  const [inner, end] = [source[from + 1], source[from + 2]]
  const next = parts[at + 1]
  if (
    typeof inner !== 'string' ||
    end === undefined ||
    typeof end === 'string' ||
    tagOf(end) !== `</${id}>` ||
    typeof next !== 'string' ||
    !next.trimStart().startsWith(inner.trim())
  ) {
    return undefined
  }
  const length = next.length - next.trimStart().length + inner.trim().length
  // It goes on: `GPT` in `GPT-4`.
  if (/^[\p{L}\p{N}-]/u.test(next.slice(length))) return undefined
  return withoutEmpty([
    ...parts.slice(0, at + 1),
    next.slice(0, length),
    { close: id },
    next.slice(length),
    ...parts.slice(at + 2),
  ])
}

/** Where nothing but marks of punctuation follow it in the source. */
function closeAtEnd(
  source: Content,
  parts: readonly Inline[],
  id: string,
  at: number,
): Inline[] | undefined {
  const end = source.findIndex(
    (part) => typeof part !== 'string' && tagOf(part) === `</${id}>`,
  )
  const rest = source.slice(end + 1)
  if (rest.some((part) => typeof part !== 'string')) return undefined
  const text = textOf(rest)
  if (!/^[\p{P}\s]*$/u.test(text)) return undefined
  // Another mark that begins or ends behind it could be inside or outside.
  if (parts.slice(at + 1).some((part) => typeof part !== 'string')) {
    return undefined
  }
  const last = parts.at(-1)
  if (typeof last !== 'string') return undefined
  const marks = text
    ? (/(?<![\p{P}\s])[\p{P}\s]*$/u.exec(last)?.[0].length ?? 0)
    : 0
  const cut = last.length - marks
  return withoutEmpty([
    ...parts.slice(0, -1),
    last.slice(0, cut),
    { close: id },
    last.slice(cut),
  ])
}

function withoutEmpty(parts: readonly Inline[]): Inline[] {
  return parts.filter((part) => part !== '')
}

/** Ends that stand beside each other are put in the order of their starts. */
function closeInside(
  parts: readonly Inline[],
  { pairs }: CodeShape,
  repairs: Set<Repair>,
): Inline[] {
  const fixed: Inline[] = []
  const open: string[] = []
  for (let index = 0; index < parts.length; index++) {
    const part = parts[index] as Inline
    const run: string[] = []
    for (let next = index; next < parts.length; next++) {
      const one = parts[next] as Inline
      if (typeof one === 'string' || !('close' in one)) break
      if (!pairs.has(one.close)) break
      run.push(one.close)
    }
    if (run.length > 1) {
      const order = run.toSorted(
        (one, other) => open.lastIndexOf(other) - open.lastIndexOf(one),
      )
      if (order.join() !== run.join()) repairs.add('order')
      for (const id of order) {
        fixed.push({ close: id })
        const place = open.lastIndexOf(id)
        if (place >= 0) open.splice(place, 1)
      }
      index += run.length - 1
      continue
    }
    if (typeof part !== 'string') {
      if ('open' in part && pairs.has(part.open)) open.push(part.open)
      if ('close' in part && open.includes(part.close)) {
        open.splice(open.lastIndexOf(part.close), 1)
      }
    }
    fixed.push(part)
  }
  return fixed
}

function moveSpaces(
  source: Content,
  parts: readonly Inline[],
  { pairs }: CodeShape,
  repairs: Set<Repair>,
): Content {
  const spaced = new Set<string>()
  for (const [index, part] of source.entries()) {
    if (typeof part === 'string') continue
    const beside = 'open' in part ? source[index + 1] : source[index - 1]
    const edge = 'open' in part ? /^\s/ : /\s$/
    if (typeof beside === 'string' && edge.test(beside)) {
      spaced.add(tagOf(part))
    }
  }
  const fixed: Inline[] = [...parts]
  // Spaces between two codes, by the place they go before.
  const between = new Set<number>()
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string' || 'ph' in part) continue
    if (!pairs.has(idOf(part)) || spaced.has(tagOf(part))) continue
    const step = 'open' in part ? 1 : -1
    const inside = fixed[index + step]
    if (typeof inside !== 'string') continue
    const trimmed = step === 1 ? inside.trimStart() : inside.trimEnd()
    if (trimmed === inside || !trimmed) continue
    repairs.add('spaces')
    fixed[index + step] = trimmed
    const outside = fixed[index - step]
    if (typeof outside === 'string') {
      const has = step === 1 ? /\s$/.test(outside) : /^\s/.test(outside)
      if (!has) fixed[index - step] = step === 1 ? `${outside} ` : ` ${outside}`
    } else if (outside !== undefined)
      between.add(step === 1 ? index : index + 1)
  }
  return fixed.flatMap((part, index) =>
    between.has(index) ? [' ', part] : [part],
  )
}
