/** Value as YAML writes it. */
export type Written =
  | string
  | number
  | boolean
  | null
  | readonly Written[]
  | { readonly [key: string]: Written }

/** Concept as a glossary file writes it, with every key it has. */
export interface WrittenConcept {
  readonly [key: string]: Written
}

/** Mapping as a file writes it. */
export type WrittenMapping = { readonly [key: string]: Written }

/**
 * Tell whether a value is a mapping.
 *
 * @param value - Value.
 * @returns Whether it has keys.
 */
export function isMapping(value: unknown): value is WrittenMapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * Tell whether two values are the same; the order of keys does not count.
 *
 * @param a - One.
 * @param b - The other.
 * @returns Whether they are.
 */
export function isSame(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true
  if (Array.isArray(a)) {
    return (
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((item, index) => isSame(item, b[index]))
    )
  }
  if (!isMapping(a) || !isMapping(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  )
}
