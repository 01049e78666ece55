import type { z } from 'zod'
import { nearest } from './nearest.ts'

/**
 * Say in one line each what is wrong with settings.
 *
 * @param error - Error from one of the schemas of `config-schema.ts`.
 * @param root - Key the settings stand under. Default: none.
 * @returns Lines that start with the key's path, such as
 *   `gloss.style: must be one of …`.
 */
export function describeIssues(error: z.ZodError, root = ''): string[] {
  return error.issues.flatMap((issue) => {
    const path = [root, showPath(issue.path)].filter(Boolean).join('.')
    if (issue.code !== 'unrecognized_keys') {
      return [`${path || 'configuration'}: ${describe(issue)}`]
    }
    const known = issue.message.split(' ')
    return issue.keys.map((key) => {
      const near = nearest(key, known)
      const guess = near ? ` Did you mean "${near}"?` : ''
      const full = path ? `${path}.${key}` : key
      return `${full}: is no setting.${guess} Allowed: ${known.join(', ')}.`
    })
  })
}

function showPath(path: readonly PropertyKey[]): string {
  let shown = ''
  for (const key of path) {
    if (typeof key === 'number') shown += `[${key}]`
    else shown += shown ? `.${String(key)}` : String(key)
  }
  return shown
}

const nouns: Readonly<Record<string, string>> = {
  string: 'text',
  boolean: 'true or false',
  number: 'a number',
  int: 'a whole number',
  array: 'a list',
  object: 'a group of settings',
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    return `must be ${nouns[issue.expected] ?? issue.expected}.`
  }
  if (issue.code === 'invalid_value') {
    return `must be one of ${issue.values.map(String).join(', ')}.`
  }
  return `${issue.message}.`
}
