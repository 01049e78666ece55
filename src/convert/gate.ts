/** Condition of an entry on what stands around it. */
export interface Condition {
  /** Where it looks. */
  readonly where: 'before' | 'after' | 'near'
  /** What may stand there, as text is searched. */
  readonly forms: readonly string[]
  /** Kinds of what may stand there, for example `{latin}`. One form or kind suffices. */
  readonly kinds: readonly string[]
  /** Whether it holds where none of them stands, and not where one does. */
  readonly isMissing?: boolean
}

/** Gate of an entry, read from the column `when`. */
export interface Gate {
  /** Applies where the text is of the entry's field. */
  readonly domain: boolean
  /** Applies where one of these holds; what has to hold besides is in `excludes`. */
  readonly requires: readonly Condition[]
  /** Never applies where one of these holds. */
  readonly excludes: readonly Condition[]
  /** Applies in all of an article where it was told more than once. */
  readonly article: boolean
  /** Applies only towards the Mainland. */
  readonly oneway: boolean
  /** Applies only from there. */
  readonly back: boolean
  /**
   * Taiwan says the form of Hong Kong as well: it is no word of that alone. Which
   * forms, where it is not all of them.
   */
  readonly shared: boolean | readonly string[]
}

/** Gate of an entry without conditions. */
export const always: Gate = {
  domain: false,
  requires: [],
  excludes: [],
  article: false,
  oneway: false,
  back: false,
  shared: false,
}

/**
 * Read the conditions of an entry.
 *
 * @param when - Tokens separated by spaces: `domain`, `article`, `oneway`, `back`, `shared` alone
 * or with forms, and `+`, `&` or `-` with `before:`, `after:` or `near:` and forms. Forms
 * are separated by `|`. One `+` suffices, every `&` has to hold besides, and no `-` may.
 * @param convert - Makes a form what it is in the text that is searched.
 * @returns Gate.
 */
export function readGate(
  when: string,
  convert: (form: string) => string,
): Gate {
  if (when === '') return always
  const requires: Condition[] = []
  const excludes: Condition[] = []
  const tokens = when.split(' ')
  for (const token of tokens) {
    const match = /^([+&-])(before|after|near):(.+)$/.exec(token)
    if (!match) continue
    const [, sign, where, list = ''] = match
    const condition = readCondition(
      where as Condition['where'],
      list.split('|').filter(Boolean),
      convert,
    )
    if (sign === '+') requires.push(condition)
    else
      excludes.push(
        sign === '&' ? { ...condition, isMissing: true } : condition,
      )
  }
  return {
    domain: tokens.includes('domain'),
    requires,
    excludes,
    article: tokens.includes('article'),
    oneway: tokens.includes('oneway'),
    back: tokens.includes('back'),
    shared: readShared(tokens),
  }
}

/**
 * Keep an entry whose form holds its word and more from adding what stands beside
 * the word already: 再生能源 is 可再生能源, and in 可再生能源 nothing.
 *
 * @param gate - Gate of the entry.
 * @param word - Word, as text is searched.
 * @param form - What it becomes, as text is searched.
 * @returns Gate with that, where the form is such a one.
 */
export function withoutTwice(gate: Gate, word: string, form: string): Gate {
  const at = form.indexOf(word)
  if (at < 0 || form === word) return gate
  const excludes = [...gate.excludes]
  const add = (where: Condition['where'], more: string): void => {
    if (more !== '') excludes.push({ where, forms: [more], kinds: [] })
  }
  add('before', form.slice(0, at))
  add('after', form.slice(at + word.length))
  return { ...gate, excludes }
}

function readShared(tokens: readonly string[]): Gate['shared'] {
  const token = tokens.find((token) => /^shared(?::|$)/.test(token))
  if (!token?.includes(':')) return token !== undefined
  return token.slice('shared:'.length).split('|')
}

function readCondition(
  where: Condition['where'],
  list: readonly string[],
  convert: (form: string) => string,
): Condition {
  return {
    where,
    forms: list.filter((form) => !isKind(form)).map(convert),
    kinds: list.filter(isKind),
  }
}

function isKind(form: string): boolean {
  return form.startsWith('{')
}
