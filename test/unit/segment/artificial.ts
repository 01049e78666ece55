import type {
  Content,
  Inline,
  Locale,
  Segment,
  Translation,
} from '../../../src/model/index.ts'
import type { PlacedUnit } from '../../../src/segment/index.ts'

/** Numbers that look drawn by lot and are the same each time. */
export function lots(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/**
 * Make a sentence with the codes of another, in another order.
 *
 * What a mark is around stays in it. The ends of marks that run over several
 * sentences stay first and last, and a line break at the end stays there.
 */
export function shuffled(
  content: Content,
  words: string,
  draw: (below: number) => number,
  isBreak: (id: string) => boolean,
  isTag: (id: string) => boolean = () => false,
): Content {
  const close: Inline[] = []
  const open: Inline[] = []
  const ends = new Set<string>()
  for (const part of content) {
    if (typeof part !== 'string' && 'close' in part) ends.add(part.close)
  }
  const stack: { id?: string; groups: Inline[][] }[] = [{ groups: [] }]
  const top = (): { id?: string; groups: Inline[][] } =>
    stack.at(-1) ?? { groups: [] }
  const mix = (groups: readonly Inline[][], text: string): Inline[] => {
    const rest = [[text], ...groups]
    const out: Inline[] = []
    while (rest.length > 0) {
      const [group = []] = rest.splice(draw(rest.length), 1)
      if (out.length > 0) out.push(' ')
      out.push(...group)
    }
    return out
  }
  let tail: Inline | undefined
  for (const [index, part] of content.entries()) {
    if (typeof part === 'string') continue
    if ('ph' in part) {
      if (isBreak(part.ph) && index === content.length - 1) tail = part
      else top().groups.push([part])
    } else if ('open' in part) {
      if (!ends.has(part.open)) open.push(part)
      else stack.push({ id: part.open, groups: [] })
    } else if (stack.some(({ id }) => id === part.close)) {
      // Marks that cross are closed together.
      const inner: string[] = []
      for (;;) {
        const one = stack.pop()
        if (!one?.id) break
        const body = mix(one.groups, 'word')
        inner.push(one.id)
        top().groups.push([{ open: one.id }, ...body, { close: one.id }])
        if (one.id === part.close) break
      }
    } else if (
      !open.some(
        (one) =>
          typeof one !== 'string' && 'open' in one && one.open === part.close,
      ) &&
      !seen(stack, part.close)
    ) {
      close.push(part)
    }
  }
  const body = mix(stack[0]?.groups ?? [], words)
  const out: Inline[] = [...close]
  if (close.length > 0) out.push(' ')
  out.push(...body)
  if (open.length > 0) out.push(' ', ...open)
  if (tail) out.push(tail)
  // Tags of components stay in their order.
  const tags = content.filter(
    (p) => typeof p !== 'string' && 'ph' in p && isTag(p.ph),
  )
  for (const [index, part] of out.entries()) {
    if (typeof part !== 'string' && 'ph' in part && isTag(part.ph)) {
      out[index] = tags.shift() ?? part
    }
  }
  return out.reduce<Inline[]>((all, part) => {
    const last = all.at(-1)
    if (typeof part === 'string' && typeof last === 'string') {
      all[all.length - 1] = last + part
    } else all.push(part)
    return all
  }, [])
}

/** Whether a code was already put into a group, as one of those that cross. */
function seen(stack: readonly { groups: Inline[][] }[], id: string): boolean {
  return stack.some(({ groups }) =>
    groups.some((group) =>
      group.some(
        (part) =>
          typeof part !== 'string' && 'close' in part && part.close === id,
      ),
    ),
  )
}

/** Make a translation of an article by a rule. */
export function translationOf(
  cut: readonly PlacedUnit[],
  target: Locale,
  translate: (content: Content, unit: PlacedUnit) => Content | undefined,
): Translation {
  return {
    article: 'article.md',
    source: 'zh-TW',
    target,
    retired: [],
    units: cut.map((unit) => {
      const { id, kind, name, codes, concepts } = unit
      return {
        id,
        kind,
        ...(name === undefined ? {} : { name }),
        codes,
        concepts,
        segments: unit.segments.map((segment): Segment => {
          const text = translate(segment.content, unit)
          return {
            id: segment.id,
            source: segment.content,
            space: segment.space,
            notes: [],
            state: text ? 'translated' : 'initial',
            ...(text ? { target: text } : {}),
          }
        }),
      }
    }),
  }
}
