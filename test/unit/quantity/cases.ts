import { readFileSync } from 'node:fs'

/** Read the rows of a case table beside the tests. */
export function rowsOf(name: string): string[][] {
  return readFileSync(new URL(name, import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

/** Day of the article all cases stand in. */
export const context = { date: '2026-01-08' }
