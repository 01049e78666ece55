/** Formats a glossary is exchanged in. */
export const glossaryFormats = [
  'csv',
  'tsv',
  'xlsx',
  'tbx',
  'tbx2',
  'omegat',
  'utx',
  'tmx',
  'xliff',
  'i18next',
  'markdown',
  'html',
] as const

/** Formats that are only written. */
export const writtenFormats = ['i18next', 'markdown', 'html'] as const

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
  const [, ending = ''] = /\.(\w+)$/.exec(path.toLowerCase()) ?? []
  return endings.get(ending) ?? 'csv'
}

/** Formats by what names of files end in; an old workbook is refused as a new one. */
const endings: ReadonlyMap<string, GlossaryFormat> = new Map([
  ['tsv', 'tsv'],
  ['tab', 'tsv'],
  ['xlsx', 'xlsx'],
  ['xlsm', 'xlsx'],
  ['xls', 'xlsx'],
  ['tbx', 'tbx'],
  ['utf8', 'omegat'],
  ['txt', 'omegat'],
  ['utx', 'utx'],
  ['tmx', 'tmx'],
  ['xlf', 'xliff'],
  ['xliff', 'xliff'],
  ['md', 'markdown'],
  ['markdown', 'markdown'],
  ['html', 'html'],
  ['htm', 'html'],
])
