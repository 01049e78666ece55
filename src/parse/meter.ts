import type {
  Code,
  Construct,
  Effects,
  Event,
  Extension,
  ParseContext,
  State,
  TokenizeContext,
} from 'micromark-util-types'

/** Work was asked for beyond what a text of its length may take. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded'
  /** Offset in the source where it ran out. */
  readonly offset: number

  /** @param offset - Where it ran out. */
  constructor(offset: number) {
    super('The work a text may take is used up.')
    this.offset = offset
  }
}

const rightBracket = 93
const letterE = 101
const letterI = 105
const rightBrace = 125

const labels = new Set([
  'gfmFootnoteCall',
  'image',
  'label',
  'labelImage',
  'labelLink',
  'link',
])

type Constructs = NonNullable<Extension['text']>
type OneOrMany = Construct | readonly Construct[] | Constructs

/** Counts the work of a parser. */
export interface Meter {
  /** Begin to count anew, for another text. */
  restart(): void
}

/**
 * Count the work of micromark, and stop when it is out of proportion.
 *
 * Markdown is read by trying: what is opened and never closed is looked for to
 * the end, once for each opener, and emphasis and brackets are paired in
 * quadratic time. Counted are the attempts, the characters they read in vain,
 * the events a delimiter looks back over, and those that move when a run of
 * text that an attempt broke is mended.
 * The unit is about what reading one character takes.
 *
 * @param parser - Parser; its constructs are replaced by ones that count.
 * @param limit - Work that may be done.
 * @returns What counts it; nothing has been spent.
 */
export function meter(parser: ParseContext, limit: number): Meter {
  let spent = 0
  /** How far reading has come. */
  let reached = 0
  const metered = new WeakMap<Construct, Construct>()
  /** Those of the tokenizer that reads, and what meters them: one reads at a time. */
  let effectsNow: Effects | undefined
  let toolsNow: Effects | undefined
  const { constructs } = parser
  const { insideSpan } = constructs
  restart()
  parser.constructs = {
    ...constructs,
    contentInitial: meterMap(constructs.contentInitial),
    document: meterMap(constructs.document),
    flow: meterMap(constructs.flow),
    flowInitial: meterMap(constructs.flowInitial),
    string: meterMap(constructs.string),
    text: meterMap(constructs.text, 1 / 20),
    insideSpan: {
      ...insideSpan,
      null: (insideSpan.null ?? []).map((span) => ({
        ...span,
        ...(span.resolveAll
          ? { resolveAll: meterPairing(span.resolveAll) }
          : {}),
      })),
    },
  }

  return { restart }

  function restart(): void {
    spent = 0
    reached = 0
    effectsNow = undefined
    toolsNow = undefined
    parser.lazy = meterLazy()
  }

  function spend(work: number, offset: number): void {
    spent += work
    reached = offset
    if (spent > limit) throw new BudgetExceeded(offset)
  }

  function meterMap(map: Constructs, perEvent = 0): Constructs {
    const result: Constructs = {}
    for (const [code, value] of Object.entries(map)) {
      if (!value) continue
      // A record by character code, but for `null`: any character.
      result[code as `${number}`] = [value]
        .flat()
        .map((c) => meterOne(c, perEvent, Number(code)))
    }
    return result
  }

  function meterAny(value: OneOrMany): OneOrMany {
    if (Array.isArray(value)) return value.map((c) => meterOne(c))
    if ('tokenize' in value) return meterOne(value as Construct)
    return meterMap(value as Constructs)
  }

  /** The same for the same: micromark tells constructs by identity. */
  function meterOne(construct: Construct, perEvent = 0, code = 0): Construct {
    const known = metered.get(construct)
    if (known) return known
    const { continuation, name, resolveAll, resolveTo, tokenize } = construct
    const isScript =
      name?.startsWith('mdx') ||
      (construct.concrete && (code === letterE || code === letterI))
    const looksBack = code === rightBracket && name !== 'labelEnd'
    const made: Construct = {
      ...construct,
      tokenize(this: TokenizeContext, effects, ok, nok) {
        const { offset } = this.now()
        spend(50 + this.events.length * perEvent, offset)
        if (looksBack) spend(2 * distanceToLabel(this.events), offset)
        const refuse: State = (code: Code) => {
          const at = this.now().offset
          spend(4 * (at - offset), at)
          return nok(code)
        }
        const tools = isScript
          ? meterScript(this, effects, offset)
          : meterEffects(effects)
        return tokenize.call(this, tools, ok, refuse)
      },
      ...(continuation ? { continuation: meterOne(continuation) } : {}),
      ...(resolveAll ? { resolveAll: meterPairing(resolveAll) } : {}),
      ...(resolveTo ? { resolveTo: meterGrouping(resolveTo) } : {}),
    }
    metered.set(construct, made)
    metered.set(made, made)
    return made
  }

  function meterEffects(effects: Effects): Effects {
    if (toolsNow && (effects === effectsNow || effects === toolsNow)) {
      return toolsNow
    }
    const { attempt, check, interrupt } = effects
    effectsNow = effects
    toolsNow = {
      ...effects,
      attempt: (c, ok, nok) => attempt(meterAny(c) as Construct, ok, nok),
      check: (c, ok, nok) => check(meterAny(c) as Construct, ok, nok),
      interrupt: (c, ok, nok) => interrupt(meterAny(c) as Construct, ok, nok),
    }
    return toolsNow
  }

  /** JavaScript is parsed anew at each place where it may end. */
  function meterScript(
    context: TokenizeContext,
    effects: Effects,
    start: number,
  ): Effects {
    const { consume } = effects
    return {
      ...meterEffects(effects),
      consume(code) {
        if (code === rightBrace || (code !== null && code < -2)) {
          const { offset } = context.now()
          spend(10 * (offset - start), offset)
        }
        consume(code)
      },
    }
  }

  /** A line that goes on lazily is compared with all such lines before it. */
  function meterLazy(): ParseContext['lazy'] {
    let last = -1
    let run = 0
    return new Proxy<ParseContext['lazy']>(
      {},
      {
        set(lazy, line, value) {
          if (value) {
            run = Number(line) === last + 1 ? run + 1 : 1
            last = Number(line)
            spend(6 * run, reached)
          }
          return Reflect.set(lazy, line, value)
        },
      },
    )
  }

  /** What is grouped is copied: the events of a link, say. */
  function meterGrouping(
    resolveTo: NonNullable<Construct['resolveTo']>,
  ): NonNullable<Construct['resolveTo']> {
    return (events, context) => {
      const resolved = resolveTo(events, context)
      const group = resolved.at(-1)?.[1]
      const start = resolved.findLastIndex(
        ([kind, token]) => kind === 'enter' && token === group,
      )
      spend(12 * (resolved.length - start), group?.end.offset ?? 0)
      return resolved
    }
  }

  /** Each delimiter that closes looks back for one that opens. */
  function meterPairing(
    resolveAll: NonNullable<Construct['resolveAll']>,
  ): NonNullable<Construct['resolveAll']> {
    return (events, context) => {
      const openers: { at: number; marker: string }[] = []
      for (const [at, [kind, token]] of events.entries()) {
        if (kind !== 'enter' || !(token._open || token._close)) continue
        const marker = `${token.type} ${context.sliceSerialize(token).charAt(0)}`
        let back = token._close ? openers.length - 1 : -1
        while (back >= 0 && openers[back]?.marker !== marker) back--
        if (token._close) {
          const from = openers[back]?.at ?? 0
          const passed = 10 * (openers.length - back - 1)
          const moved = back < 0 ? 0 : events.length / 20
          spend((at - from) / 2 + passed + moved, token.start.offset)
        }
        if (back >= 0) openers.length = back
        else if (token._open) openers.push({ at, marker })
      }
      return resolveAll(events, context)
    }
  }
}

/** How far a footnote that a bracket may end looks back for its start. */
function distanceToLabel(events: readonly Event[]): number {
  let index = events.length - 1
  while (index >= 0 && !labels.has(events[index]?.[1].type ?? '')) index--
  return events.length - index
}
