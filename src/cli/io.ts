/** Where text goes: standard output or standard error. */
export interface Output {
  /** Writes text, or bytes as they are. */
  write(chunk: string | Uint8Array): unknown
  /** Whether a person looks at it. */
  readonly isTTY?: boolean | undefined
  /** Columns a person sees. */
  readonly columns?: number | undefined
}

/** Everything a command touches besides files. */
export interface Io {
  /** Standard input. */
  stdin: AsyncIterable<Uint8Array | string>
  /** Standard output: results. */
  stdout: Output
  /** Standard error: findings of filters, progress, what went wrong. */
  stderr: Output
  /** Environment variables. */
  env: Readonly<Record<string, string | undefined>>
  /** Folder that paths start at. */
  cwd: string
  /**
   * Lets a command that runs on end by itself when it is interrupted; without it
   * the process ends at once.
   */
  onInterrupt?: (end: () => void) => void
}

/**
 * Read standard input.
 *
 * @param stdin - Standard input.
 * @param limit - Most bytes to take; one more is read, so that its excess can
 *   be told, and the rest is left.
 * @returns Bytes.
 */
export async function readStdin(
  stdin: Io['stdin'],
  limit: number,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of stdin) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    chunks.push(bytes)
    length += bytes.length
    if (length > limit) break
  }
  return Buffer.concat(chunks)
}
