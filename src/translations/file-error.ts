/** What is wrong with a file of translations. */
export type FileProblem =
  | 'malformed'
  | 'entities'
  | 'too-deep'
  | 'too-long'
  | 'not-xliff'
  | 'not-table'
  | 'no-article'
  | 'no-language'
  | 'article'
  | 'language'
  | 'no-sentence'
  | 'chinese'
  | 'id'
  | 'encoding'
  | 'zip'

/** File of translations that can not be read. */
export class TranslationFileError extends SyntaxError {
  override readonly name = 'TranslationFileError'
  /** What is wrong. */
  readonly problem: FileProblem
  /** Line it is in, from 1. */
  readonly line: number
  /** What was found. */
  readonly actual: string
  /** What was wanted. */
  readonly expected: string

  /**
   * @param problem - What is wrong.
   * @param line - Line it is in, from 1.
   * @param said - What was found and what was wanted. Default: nothing.
   */
  constructor(
    problem: FileProblem,
    line: number,
    said: { actual?: string; expected?: string } = {},
  ) {
    super(`${problem}: ${said.actual ?? ''}`)
    this.problem = problem
    this.line = line
    this.actual = said.actual ?? ''
    this.expected = said.expected ?? ''
  }
}
