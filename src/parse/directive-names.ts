import type {
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types'

const colon = 58

/**
 * Read directives only where an ASCII name follows the colons.
 *
 * remark-directive takes any letter for a name, so that `注意:下午[開會](url)`,
 * which is a sentence with a link, would be a directive named 下午.
 *
 * @param extension - Syntax extension of remark-directive.
 * @returns The same with a look-ahead before each of its constructs.
 */
export function withAsciiNames(extension: Extension): Extension {
  return {
    ...extension,
    ...(extension.text ? { text: guardAll(extension.text) } : {}),
    ...(extension.flow ? { flow: guardAll(extension.flow) } : {}),
  }
}

type ConstructRecord = NonNullable<Extension['text']>

function guardAll(record: ConstructRecord): ConstructRecord {
  const guarded: ConstructRecord = {}
  for (const [code, constructs] of Object.entries(record)) {
    if (!constructs) continue
    guarded[Number(code)] = Array.isArray(constructs)
      ? constructs.map(guardOne)
      : guardOne(constructs)
  }
  return guarded
}

function guardOne(construct: Construct): Construct {
  return {
    ...construct,
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const run = construct.tokenize.call(this, effects, ok, nok)
      return effects.check({ tokenize: asciiName, partial: true }, run, nok)
    },
  }
}

function asciiName(effects: Effects, ok: State, nok: State): State {
  return start

  function start(code: number | null): State | undefined {
    effects.enter('data')
    return colons(code)
  }

  function colons(code: number | null): State | undefined {
    if (code === colon) {
      effects.consume(code)
      return colons
    }
    effects.exit('data')
    const letter = code !== null && /[A-Za-z]/.test(String.fromCharCode(code))
    return letter ? ok(code) : nok(code)
  }
}
