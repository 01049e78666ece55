/**
 * Choose the character between the cells of a table.
 *
 * @param format - What `--format` says, if anything.
 * @param path - File, if there is one.
 * @returns A tab for `tsv` and files that end in `.tsv` or `.tab`, else a comma.
 */
export function tableKind(
  format: 'csv' | 'tsv' | undefined,
  path = '',
): ',' | '\t' {
  const tabs =
    format === undefined ? /\.(?:tsv|tab)$/i.test(path) : format === 'tsv'
  return tabs ? '\t' : ','
}
