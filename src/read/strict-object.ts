import { z } from 'zod'

/**
 * Make a schema of an object that has no other keys.
 *
 * The message of an unknown key is the list of known ones: `describeIssues`
 * needs it to find the nearest, and zod passes nothing else on.
 *
 * @param shape - Its keys.
 * @returns Schema.
 */
export function strict<Shape extends z.ZodRawShape>(
  shape: Shape,
): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === 'unrecognized_keys'
        ? Object.keys(shape).join(' ')
        : undefined,
  })
}
