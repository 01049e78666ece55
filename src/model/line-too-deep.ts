/** Levels that YAML and TOML are read to; real ones have a handful. */
const depthLimit = 200

/**
 * Find where YAML or TOML is nested deeper than it may be read.
 *
 * The libraries that read it call themselves once for each level, and Node can
 * end at once, without an error to catch, when a regular expression is compiled
 * with the stack all but used up.
 *
 * @param text - YAML or TOML.
 * @returns Line from 1, or `undefined` when it can be read.
 *
 * @example
 * ```ts
 * import { lineTooDeep } from 'yiwen'
 *
 * lineTooDeep('tags: [甲, 乙]') // undefined
 * lineTooDeep(`a: 1\nb: ${'['.repeat(1000)}`) // 2
 * ```
 */
export function lineTooDeep(text: string): number | undefined {
  let open = 0
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [start = ''] = /^(?:[ \t]|[-?:](?=[ \t]))*/.exec(line) ?? []
    const marks = start.replace(/[ \t]/g, '').length
    const indent = Math.floor((start.length - marks) / 2)
    let deepest = open
    for (const character of line) {
      if (character === '[' || character === '{') open++
      else if (character === ']' || character === '}') open--
      deepest = Math.max(deepest, open)
    }
    open = Math.max(open, 0)
    if (deepest + marks + indent > depthLimit) return index + 1
  }
  return undefined
}
