/** Formats translations are handed out in. */
export const handoffFormats = [
  'xliff2',
  'xliff12',
  'po',
  'html',
  'docx',
] as const

/** Format translations are handed out in. */
export type HandoffFormat = (typeof handoffFormats)[number]

/** What the names of files end in. */
export const handoffExtensions: Readonly<Record<HandoffFormat, string>> = {
  xliff2: '.xlf',
  xliff12: '.xlf',
  po: '.po',
  html: '.html',
  docx: '.docx',
}

/**
 * Choose the format translations are handed out in.
 *
 * @param format - What `--format` says, if anything.
 * @param path - File, if there is one.
 * @returns What was said, else what the file's name ends in, else `xliff12`, which
 *   most programs read.
 */
export function handoffFormat(
  format: HandoffFormat | undefined,
  path = '',
): HandoffFormat {
  if (format !== undefined) return format
  if (/\.po$/i.test(path)) return 'po'
  if (/\.html?$/i.test(path)) return 'html'
  return /\.docx$/i.test(path) ? 'docx' : 'xliff12'
}
