const begin = 'yiwenSearch.take('
const end = ')\n'

/**
 * Write a script that gives values to the search of a page.
 *
 * @param values - What JSON can say: what kind of script it is, which of these, its content.
 * @returns Script.
 */
export function writeScript(...values: unknown[]): string {
  const json = JSON.stringify(values)
    // They end a line in a script of before 2019.
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
  return `${begin}${json.slice(1, -1)}${end}`
}

/**
 * Read the values of such a script again.
 *
 * @param text - Script.
 * @returns Values; nothing where it is another text.
 */
export function readScript(text: string): unknown[] | undefined {
  if (!text.startsWith(begin) || !text.endsWith(end)) return undefined
  try {
    return JSON.parse(`[${text.slice(begin.length, -end.length)}]`) as unknown[]
  } catch {
    return undefined
  }
}
