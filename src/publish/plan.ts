/** What a build does to one file. */
export interface Change {
  /** Path from the output folder, with `/`. */
  path: string
  /** What happens to it. */
  kind: 'create' | 'update' | 'unchanged' | 'delete'
}
