import type { Span } from '../model/index.ts'

/**
 * How a family of languages writes what matters here. Strings are matched so
 * that what looks like a comment in one is not taken for it; `line` and
 * `block` groups are the comments. An escape outside of a string opens none: each
 * quotation mark would be looked for to the end of its line otherwise.
 */
const syntaxes: readonly [names: string, syntax: RegExp][] = [
  [
    'js jsx ts tsx mjs cjs javascript typescript java c h cpp c++ cc cs csharp go rust rs swift kotlin kt scala dart php scss less jsonc json5 proto groovy qsharp solidity',
    /\\[^\n]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\[\s\S])*`|(?<![:\\])\/\/+(?<line>.*)|\/\*(?:\*(?!\/))*(?<block>[\s\S]*?)(?:\*\/|$)/g,
  ],
  [
    'css',
    /\\[^\n]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\*(?:\*(?!\/))*(?<block>[\s\S]*?)(?:\*\/|$)/g,
  ],
  [
    'py python rb ruby sh bash zsh shell console yaml yml toml ini dockerfile makefile perl r ex elixir nginx conf powershell ps1 julia gitignore',
    /\\[^\n]|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|(?<![^\s])#+(?!!)(?<line>.*)/g,
  ],
  ['sql lua haskell hs ada elm', /"[^"\n]*"|'[^'\n]*'|--+(?<line>.*)/g],
  ['html xml vue svelte markdown md', /<!--(?<block>[\s\S]*?)(?:-->|$)/g],
]

const byName = new Map(
  syntaxes.flatMap(([names, syntax]) =>
    names.split(' ').map((name) => [name, syntax] as const),
  ),
)

/**
 * Find the comments in code.
 *
 * @param code - Code.
 * @param language - Name of its language, in lower case.
 * @returns Ranges of the comments' text, without their markers.
 */
export function commentsOf(code: string, language: string): Span[] {
  const syntax = byName.get(language)
  if (!syntax) return []
  const found: Span[] = []
  for (const match of code.matchAll(syntax)) {
    const { line, block } = match.groups ?? {}
    const text = line ?? block
    if (text === undefined) continue
    const start = match.index + match[0].indexOf(text)
    found.push({ start, end: start + text.length })
  }
  return found
}
