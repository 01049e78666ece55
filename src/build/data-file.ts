/**
 * YAML of a generator (`authors.yml`, `tags.yml`) as front matter without an article,
 * which is how its values are found and changed in their places.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { VFile } from 'vfile'

/** Keys of such files whose values are for readers. */
export const dataKeys: readonly string[] = [
  'name',
  'title',
  'label',
  'description',
]

/**
 * Tell whether a source is YAML.
 *
 * @param path - Path.
 */
export function isDataFile(path: string): boolean {
  return /\.ya?ml$/i.test(path)
}

/**
 * Put YAML between the lines that make it front matter.
 *
 * @param file - YAML.
 * @returns Markdown without an article.
 */
export function fenceData(file: VFile): VFile {
  const text = String(file)
  const eol = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n'
  const end = text === '' || /[\r\n]$/.test(text) ? '' : eol
  return new VFile({
    path: file.path.replace(/\.ya?ml$/i, '.md'),
    cwd: file.cwd,
    value: `---${eol}${text}${end}---${eol}`,
  })
}

/**
 * Take these lines off.
 *
 * @param text - Edition of what {@link fenceData} gave.
 * @param source - YAML it was made of.
 * @returns YAML.
 */
export function unfenceData(text: string, source: string): string {
  const inner = text
    .replace(/^---(?:\r\n|\n|\r)/, '')
    .replace(/---(?:\r\n|\n|\r)$/, '')
  return /[\r\n]$/.test(source) ? inner : inner.replace(/(?:\r\n|\n|\r)$/, '')
}
