import type {
  Code,
  Construct,
  Effects,
  Extension,
  State,
  TokenizeContext,
} from 'micromark-util-types'

type Constructs = NonNullable<Extension['text']>

/** States that look at what follows without consuming it. */
type Look = (effects: Effects, ok: State, nok: State) => State

const exclamationMark = 33
const dollar = 36
const colon = 58
const lessThan = 60
const leftBracket = 91
const leftBrace = 123

/**
 * Read directives only where an ASCII name follows the colons, and in text
 * only where a label or attributes follow the name.
 *
 * remark-directive takes any letter for a name and a bare name for a
 * directive, so that `注意:下午[開會](url)` and `比例 a:b` would hold one each.
 *
 * @param extension - Syntax extension of remark-directive.
 * @returns The same with a look-ahead before each of its constructs.
 */
export function withPlainDirectives(extension: Extension): Extension {
  return {
    ...extension,
    ...(extension.flow ? { flow: guard(extension.flow, flowName) } : {}),
    ...(extension.text ? { text: guard(extension.text, textName) } : {}),
  }
}

/**
 * Read `$…$` as math only where it is not money: `$100 與 $200` is not.
 *
 * @param extension - Syntax extension of remark-math.
 * @returns The same with a look-ahead before math in text.
 */
export function withoutMoney(extension: Extension): Extension {
  const { text } = extension
  return { ...extension, ...(text ? { text: guard(text, mathContent) } : {}) }
}

/**
 * Read JSX only where a name may follow: `<!-- … -->` is a comment.
 *
 * Documents that were Markdown before have them, and MDX has no reading of
 * `<!` at all.
 *
 * @param extension - Syntax extension of remark-mdx.
 * @returns The same with a look-ahead before JSX.
 */
export function withComments(extension: Extension): Extension {
  const guardJsx = (record: Constructs = {}): Constructs => ({
    ...record,
    ...guard({ [lessThan]: record[lessThan] }, noBang),
  })
  return {
    ...extension,
    flow: guardJsx(extension.flow),
    text: guardJsx(extension.text),
  }
}

function guard(record: Constructs, look: Look): Constructs {
  const guarded: Constructs = {}
  for (const [code, constructs] of Object.entries(record)) {
    if (!constructs) continue
    guarded[code as `${number}`] = [constructs]
      .flat()
      .map((construct) => guardOne(construct, look))
  }
  return guarded
}

function guardOne(construct: Construct, look: Look): Construct {
  return {
    ...construct,
    tokenize(this: TokenizeContext, effects, ok, nok) {
      const run = construct.tokenize.call(this, effects, ok, nok)
      return effects.check({ tokenize: look, partial: true }, run, nok)
    },
  }
}

function noBang(effects: Effects, ok: State, nok: State): State {
  return (code) => {
    effects.enter('data')
    effects.consume(code)
    effects.exit('data')
    return (next) => (next === exclamationMark ? nok(next) : ok(next))
  }
}

function flowName(effects: Effects, ok: State, nok: State): State {
  return directiveName(effects, ok, nok, (code) => code === null || code < 128)
}

function textName(effects: Effects, ok: State, nok: State): State {
  return directiveName(
    effects,
    ok,
    nok,
    (code) => code === leftBracket || code === leftBrace,
  )
}

function directiveName(
  effects: Effects,
  ok: State,
  nok: State,
  mayFollow: (code: Code) => boolean,
): State {
  return start

  function start(code: Code): State | undefined {
    effects.enter('data')
    return colons(code)
  }

  function colons(code: Code): State | undefined {
    if (code === colon) {
      effects.consume(code)
      return colons
    }
    return matches(code, /[A-Za-z]/) ? name(code) : end(code, false)
  }

  function name(code: Code): State | undefined {
    if (matches(code, /[\w-]/)) {
      effects.consume(code)
      return name
    }
    return end(code, mayFollow(code))
  }

  function end(code: Code, found: boolean): State | undefined {
    effects.exit('data')
    return found ? ok(code) : nok(code)
  }
}

/**
 * Pandoc's rule: math has no space inside its dollars, and no digit after the
 * closing one. Only what has Chinese and no TeX in it is doubted.
 *
 * @see https://pandoc.org/MANUAL.html#extension-tex_math_dollars
 */
function mathContent(effects: Effects, ok: State, nok: State): State {
  let doubted = false
  let han = false
  let last: Code = null
  return start

  function start(code: Code): State | undefined {
    effects.enter('data')
    effects.consume(code)
    return first
  }

  function first(code: Code): State | undefined {
    doubted = matches(code, /[\s\d]/)
    return code === dollar ? end(code, true) : content(code)
  }

  function content(code: Code): State | undefined {
    if (code === null || matches(code, /[\\^_={}]/)) return end(code, true)
    if (code === dollar) {
      doubted ||= matches(last, /\s/)
      effects.consume(code)
      return after
    }
    han ||= matches(code, /\p{Script=Han}/u)
    last = code
    effects.consume(code)
    return content
  }

  function after(code: Code): State | undefined {
    return end(code, !(han && (doubted || matches(code, /\d/))))
  }

  function end(code: Code, math: boolean): State | undefined {
    effects.exit('data')
    return math ? ok(code) : nok(code)
  }
}

/** Tell whether a character is of some kind; line endings are white space. */
function matches(code: Code, kind: RegExp): boolean {
  if (code === null) return false
  return kind.test(code < 0 ? '\n' : String.fromCharCode(code))
}
