import { printFlow } from './print-yaml.ts'
import { textOf, wordsOf } from './review.ts'
import {
  isMapping,
  isSame,
  type Written,
  type WrittenConcept,
} from './written.ts'

/** One thing that is different about a concept. */
export interface FieldChange {
  /** What it is: `state`, `terms.zh-TW.軟體`, `history`. */
  path: string
  /** What it was; nothing where it is new. */
  before?: string
  /** What it is; nothing where it is gone. */
  after?: string
}

/** What became of a concept. */
export interface ConceptChange {
  /** Id of the concept. */
  id: string
  /** Whether it is new, gone or changed. */
  kind: 'added' | 'removed' | 'changed'
  /** What is different: everything it has where it is new or gone. */
  fields: readonly FieldChange[]
}

/**
 * Compare two glossaries concept by concept.
 *
 * How something is written makes no difference: a word alone is the same as one
 * with its default properties, and the order of concepts and keys does not count.
 *
 * @param before - Concepts as they were written.
 * @param after - Concepts as they are written.
 * @returns Concepts that are new, gone or changed, in the order of `after`, those
 *   that are gone last.
 */
export function diffConcepts(
  before: readonly WrittenConcept[],
  after: readonly WrittenConcept[],
): ConceptChange[] {
  const old = new Map(before.map((concept) => [String(concept['id']), concept]))
  const changes: ConceptChange[] = []
  const seen = new Set<string>()
  for (const concept of after) {
    const id = String(concept['id'])
    seen.add(id)
    const was = old.get(id)
    if (was && isSame(was, concept)) continue
    const fields = diffFields(was ?? {}, concept)
    if (was && fields.length === 0) continue
    changes.push({ id, kind: was ? 'changed' : 'added', fields })
  }
  for (const [id, concept] of old) {
    if (seen.has(id)) continue
    changes.push({ id, kind: 'removed', fields: diffFields(concept, {}) })
  }
  return changes
}

function diffFields(
  before: WrittenConcept,
  after: WrittenConcept,
): FieldChange[] {
  const [old, now] = [fieldsOf(before), fieldsOf(after)]
  const paths = new Set([...old.keys(), ...now.keys()])
  return [...paths].flatMap((path): FieldChange[] => {
    const [was, is] = [old.get(path), now.get(path)]
    if (was === is) return []
    return [
      {
        path: path.replace(/\n.*/s, ''),
        ...(was === undefined ? {} : { before: was }),
        ...(is === undefined ? {} : { after: is }),
      },
    ]
  })
}

/** What a concept has, by path; items of lists are paths of their own. */
function fieldsOf(concept: WrittenConcept): Map<string, string> {
  const fields = new Map<string, string>()
  for (const [key, value] of Object.entries(concept)) {
    if (key === 'id' || key === 'terms') continue
    if (Array.isArray(value)) {
      for (const item of value as readonly Written[]) {
        const shown = printFlow(item)
        fields.set(`${key}\n${shown}`, shown)
      }
    } else if (isMapping(value)) {
      for (const [inner, item] of Object.entries(value)) {
        fields.set(`${key}.${inner}`, show(item))
      }
    } else fields.set(key, show(value))
  }
  const { terms } = concept
  for (const locale of isMapping(terms) ? Object.keys(terms) : []) {
    for (const word of wordsOf(concept, locale)) {
      const { text: _, ...rest } = isMapping(word) ? word : { text: word }
      const all = { type: 'full', status: 'preferred', ...rest }
      fields.set(`terms.${locale}.${textOf(word)}`, printFlow(all))
    }
  }
  return fields
}

function show(value: Written): string {
  return typeof value === 'string' ? value : printFlow(value)
}
