import type {
  Code,
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types'

type Constructs = NonNullable<Extension['text']>

/**
 * Look at each character that may trail a bare address once.
 *
 * At each of `!?.,` and others, micromark-extension-gfm-autolink-literal reads on to
 * tell whether nothing else follows, so that 12,000 of them in an address take
 * seconds. Where one look came upon something else, so will those that start before
 * it: they meet the same characters in the same state.
 *
 * @param extension - Syntax extension of remark-gfm.
 * @returns The same with constructs for bare addresses that remember it.
 */
export function withLinearTrails(extension: Extension): Extension {
  const { text } = extension
  if (!text) return extension
  const result: Constructs = {}
  for (const [code, value] of Object.entries(text)) {
    // A record by character code, but for `null`: any character.
    if (value) result[code as `${number}`] = [value].flat().map(remembering)
  }
  return { ...extension, text: result }
}

const made = new WeakMap<Construct, Construct>()

/** The same for the same: micromark tells constructs by identity. */
function remembering(construct: Construct): Construct {
  if (!/^(?:www|protocol)Autolink$/.test(construct.name ?? '')) return construct
  const known = made.get(construct)
  if (known) return known
  const one: Construct = {
    ...construct,
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const tools = new Trails(this).around(effects)
      return construct.tokenize.call(this, tools, ok, nok)
    },
  }
  made.set(construct, one)
  return one
}

/** What is known of one address. */
class Trails {
  readonly #context: TokenizeContext
  readonly #constructs = new WeakMap<Construct, Construct>()
  readonly #effects = new WeakMap<Effects, Effects>()
  /** Offset before which no trail starts. */
  #none = -1

  constructor(context: TokenizeContext) {
    this.#context = context
  }

  around(effects: Effects): Effects {
    const known = this.#effects.get(effects)
    if (known) return known
    const { attempt, check } = effects
    const tools: Effects = {
      ...effects,
      attempt: (construct, ok, nok) =>
        attempt(this.#inside(construct as Construct), ok, nok),
      check: (construct, ok, nok) => {
        const look = check(this.#inside(construct as Construct), ok, nok)
        if (!nok || !isTrail(construct as Construct)) return look
        const skip: State = (code: Code) =>
          this.#context.now().offset < this.#none ? nok(code) : look(code)
        return skip
      },
    }
    this.#effects.set(effects, tools)
    this.#effects.set(tools, tools)
    return tools
  }

  #inside(construct: Construct): Construct {
    const known = this.#constructs.get(construct)
    if (known) return known
    const around = (effects: Effects) => this.around(effects)
    const remember = (offset: number) => {
      this.#none = offset
    }
    const one: Construct = {
      ...construct,
      tokenize(this: TokenizeContext, effects, ok, nok) {
        const refuse: State = (code: Code) => {
          remember(this.now().offset)
          return nok(code)
        }
        const tools = around(effects)
        return construct.tokenize.call(
          this,
          tools,
          ok,
          isTrail(construct) ? refuse : nok,
        )
      },
    }
    this.#constructs.set(construct, one)
    return one
  }
}

function isTrail({ tokenize }: Construct): boolean {
  return tokenize.name === 'tokenizeTrail'
}
