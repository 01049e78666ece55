/**
 * Make the pattern of a word of the glossary in an English text.
 *
 * Case, hyphens and what inflection adds do not matter: `list` is found in
 * `listed`, `large language model` in `Large-Language Models`.
 *
 * @param term - Word or words.
 * @returns Pattern, with the flags `giu`.
 */
export function termPattern(term: string): RegExp {
  const words = term.trim().split(/[\s\u00a0-]+/)
  const joined = words.map(wordPattern).join('[\\s\\u00a0-]+')
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${joined})(?![\\p{L}\\p{N}])`, 'giu')
}

/** What an English verb or noun can end in. */
const endings = "(?:s|es|d|ed|ing|['’]s|s['’])?"

function wordPattern(word: string): string {
  const exact = quote(word).replaceAll(/['’]/g, "['’]")
  if (!/^[A-Za-z]{3,}$/.test(word)) {
    return /[A-Za-z]$/.test(word) ? `${exact}(?:s|['’]s)?` : exact
  }
  if (/[^aeiou]y$/i.test(word)) {
    return `${quote(word.slice(0, -1))}(?:y|ying|ies|ied|y['’]s)`
  }
  if (/e$/i.test(word)) {
    return `(?:${exact}${endings}|${quote(word.slice(0, -1))}ing)`
  }
  const last = quote(word.slice(-1))
  // planned, listing
  return /[^aeiou][aeiou][bdgklmnprt]$/i.test(word)
    ? `${exact}(?:${endings}|${last}(?:ed|ing))`
    : `${exact}${endings}`
}

function quote(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
}
