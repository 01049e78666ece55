import type { PlacedCode } from './segment-units.ts'

/** Part of a new text that spaces may be set in. */
export type Token =
  | { words: string }
  | { bytes: string; side: 'open' | 'close' | 'alone'; code: PlacedCode }

type CodeToken = Extract<Token, { bytes: string }>

/** Marks whose delimiters count by what stands beside them. */
const flanked = /^[*_~]+$/
/** Address that runs to the next white space. */
const address = /^(?:https?:\/\/|www\.|[\w.+-]+@)/i
const letter = /[\p{L}\p{N}]/u
const mark = /[\p{P}\p{S}]/u

function isFlanked(token: Token | undefined): token is CodeToken {
  return (
    token !== undefined &&
    'bytes' in token &&
    token.side !== 'alone' &&
    flanked.test(token.bytes)
  )
}

/**
 * Move the white space at the ends of bold text out of it.
 *
 * @param tokens - Parts; changed.
 */
export function keepMarksClosed(tokens: Token[]): void {
  for (let index = tokens.length - 1; index >= 0; index--) {
    const token = tokens[index]
    const next = tokens[index + 1]
    if (!isFlanked(token) || token.side !== 'open') continue
    if (!next || !('words' in next) || !/^\s/.test(next.words)) continue
    next.words = next.words.trimStart()
    if (next.words === '') tokens.splice(index + 1, 1)
    tokens.splice(index, 0, { words: ' ' })
  }
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]
    const last = tokens[index - 1]
    if (!isFlanked(token) || token.side !== 'close') continue
    if (!last || !('words' in last) || !/\s$/.test(last.words)) continue
    last.words = last.words.trimEnd()
    tokens.splice(index + 1, 0, { words: ' ' })
  }
}

/**
 * Set the spaces around codes, and take those away that would be doubled or stand
 * at an end.
 *
 * @param tokens - Parts; changed.
 * @param spaced - Whether a space may be set where a mark or an address needs
 * one.
 */
export function setSpaces(tokens: Token[], spaced: boolean): void {
  const out: Token[] = []
  /** Whether white space there would be at the start of a line. */
  let isStart = true
  let before = ''
  const push = (token: Token): void => {
    if ('words' in token) {
      let { words } = token
      if (isStart || before === ' ') words = words.trimStart()
      if (words === '') return
      out.push({ words })
      before = words.at(-1) ?? ''
      isStart = false
      return
    }
    out.push(token)
    if (token.code.kind === 'break') {
      isStart = true
      before = ''
    } else {
      isStart = false
      before = token.bytes.at(-1) ?? before
    }
  }
  for (const [index, token] of tokens.entries()) {
    if (
      spaced &&
      'bytes' in token &&
      needsBefore(token, before, tokens, index)
    ) {
      push({ words: ' ' })
    }
    push(token)
    if (spaced && 'bytes' in token && needsAfter(token, tokens, index)) {
      push({ words: ' ' })
    }
  }
  for (let index = out.length - 1; index >= 0; index--) {
    const token = out[index]
    const next = out[index + 1]
    const isEnd = !next || ('bytes' in next && next.code.kind === 'break')
    if (token && 'words' in token && isEnd) {
      token.words = token.words.trimEnd()
    }
  }
  tokens.splice(0, tokens.length, ...out)
}

function needsBefore(
  token: CodeToken,
  before: string,
  tokens: readonly Token[],
  index: number,
): boolean {
  if (!letter.test(before)) return false
  if (token.side === 'alone') return address.test(token.bytes)
  if (!isFlanked(token) || token.side !== 'open') return false
  const inside = firstBehind(tokens, index, token.bytes.charAt(0))
  return token.bytes.startsWith('_') || mark.test(inside)
}

function needsAfter(
  token: CodeToken,
  tokens: readonly Token[],
  index: number,
): boolean {
  const next = tokens[index + 1]
  const after = firstOf(next)
  if (token.side === 'alone') {
    return (
      address.test(token.bytes) &&
      after !== '' &&
      !/[\s.,;:!?)"'*_~]/.test(after)
    )
  }
  if (!isFlanked(token) || token.side !== 'close') return false
  if (isFlanked(next)) return next.side === 'open'
  if (!letter.test(after)) return false
  const last = tokens[index - 1]
  const inside = last && 'words' in last ? (last.words.at(-1) ?? '') : '*'
  return token.bytes.startsWith('_') || mark.test(inside)
}

function firstOf(token: Token | undefined): string {
  if (!token) return ''
  return ('words' in token ? token.words : token.bytes).charAt(0)
}

/** First character that is no part of a run of delimiters. */
function firstBehind(
  tokens: readonly Token[],
  index: number,
  delimiter: string,
): string {
  let at = index + 1
  while (isFlanked(tokens[at]) && firstOf(tokens[at]) === delimiter) at++
  return firstOf(tokens[at])
}
