import type { z } from 'zod'
import type { Translate } from '../messages/index.ts'
import { Problem } from './problem.ts'
import type { ProblemDocument } from './schema.ts'

/** Levels a body may be nested: the deepest there is takes four. */
const depth = 16

/**
 * Read JSON and check it against a schema.
 *
 * @param text - JSON.
 * @param schema - Schema.
 * @returns What it says.
 * @throws Problem with a pointer to each thing that is wrong.
 */
export function checkRequest<Schema extends z.ZodType>(
  text: string,
  schema: Schema,
): z.output<Schema> {
  if (isTooDeep(text)) throw new Problem('too-deep', { values: { depth } })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    // What the parser says has a piece of the article in it.
    throw new Problem('malformed-json')
  }
  const result = schema.safeParse(value)
  if (!result.success) {
    const { issues } = result.error
    throw new Problem('invalid-request', {
      errors: (t) => issues.slice(0, 20).flatMap((one) => describe(one, t)),
    })
  }
  const { to, editions } = result.data as { to?: unknown; editions?: unknown }
  if (to !== undefined && editions !== undefined) {
    throw new Problem('invalid-request', {
      errors: (t) => [{ pointer: '/to', detail: t('api:issue.together') }],
    })
  }
  return result.data
}

/** One pass, before anything that is nested is built. */
function isTooDeep(text: string): boolean {
  let level = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (quoted) {
      if (code === 0x5c) index++
      else if (code === 0x22) quoted = false
    } else if (code === 0x22) quoted = true
    else if (code === 0x7b || code === 0x5b) {
      level++
      if (level > depth) return true
    } else if (code === 0x7d || code === 0x5d) level--
  }
  return false
}

function describe(
  issue: z.core.$ZodIssue,
  t: Translate,
): NonNullable<ProblemDocument['errors']> {
  const pointer = pointerTo(issue.path)
  const say = (detail: string) => [{ pointer, detail }]
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({
        pointer: pointerTo([...issue.path, key]),
        detail: t('api:issue.unknownKey'),
      }))
    case 'invalid_type':
      return say(t('api:issue.type', { expected: issue.expected }))
    case 'invalid_value':
      return say(
        t('api:issue.value', { values: issue.values.map(String).join(', ') }),
      )
    case 'too_big':
      return say(t('api:issue.tooBig', { maximum: Number(issue.maximum) }))
    case 'too_small':
      return say(t('api:issue.tooSmall', { minimum: Number(issue.minimum) }))
    default:
      return say(t('api:issue.other'))
  }
}

/** RFC 6901. */
function pointerTo(path: readonly PropertyKey[]): string {
  return path
    .map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')
}
