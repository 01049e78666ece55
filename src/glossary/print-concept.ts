import { orderConcept } from './patch-yaml.ts'
import { printMapping } from './print-yaml.ts'
import type { WrittenConcept } from './written.ts'

/**
 * Print a concept by itself, as a glossary file would have it.
 *
 * @param concept - Concept as written.
 * @returns YAML without the dash and without a last line break.
 */
export function printConcept(concept: WrittenConcept): string {
  return printMapping(orderConcept(concept), 0, '\n')
}
