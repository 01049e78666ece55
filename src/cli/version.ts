import { readFileSync } from 'node:fs'

/**
 * Read Yiwen's version from its package.
 *
 * @returns Version, such as `0.1.0`.
 */
export function readVersion(): string {
  // The same from `src/cli` and from `dist/cli`.
  const manifest = new URL('../../package.json', import.meta.url)
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as {
    version: string
  }
  return version
}
