/** Formats a glossary is exchanged in. */
export const glossaryFormats = [
  'csv',
  'tsv',
  'tbx',
  'tbx2',
  'omegat',
  'utx',
  'i18next',
] as const

/** Format a glossary is exchanged in. */
export type GlossaryFormat = (typeof glossaryFormats)[number]

/**
 * Choose the format of a glossary.
 *
 * @param format - What `--format` says, if anything.
 * @param path - File, if there is one.
 * @returns What was said, else what the file's name ends in, else `csv`.
 */
export function glossaryFormat(
  format: GlossaryFormat | undefined,
  path = '',
): GlossaryFormat {
  if (format !== undefined) return format
  if (/\.tbx$/i.test(path)) return 'tbx'
  if (/\.utx$/i.test(path)) return 'utx'
  if (/\.(?:utf8|txt)$/i.test(path)) return 'omegat'
  return /\.(?:tsv|tab)$/i.test(path) ? 'tsv' : 'csv'
}
