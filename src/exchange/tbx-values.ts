import type {
  AdministrativeStatus,
  HistoryAction,
  RelationKind,
  TermType,
} from '../model/index.ts'

/** Namespaces of TBX-Basic in the style DCT (ISO 30042:2019). */
export const namespaces = {
  core: 'urn:iso:std:iso:30042:ed-2',
  min: 'http://www.tbxinfo.net/ns/min',
  basic: 'http://www.tbxinfo.net/ns/basic',
} as const

/** TBX's `administrativeStatus`; it has no word for what is forbidden. */
export const statusNames: Record<AdministrativeStatus, string> = {
  preferred: 'preferredTerm-admn-sts',
  admitted: 'admittedTerm-admn-sts',
  deprecated: 'deprecatedTerm-admn-sts',
  forbidden: 'deprecatedTerm-admn-sts',
}

/** TBX's `termType`. */
export const typeNames: Record<TermType, string> = {
  full: 'fullForm',
  abbreviation: 'abbreviation',
  short: 'shortForm',
  variant: 'variant',
}

/** Parts of speech of TBX-Basic. */
export const partsOfSpeech: readonly string[] = [
  'noun',
  'verb',
  'adjective',
  'adverb',
  'other',
]

/** Relations, as the text of a `crossReference` says them. */
export const relationKinds: readonly RelationKind[] = [
  'broader',
  'narrower',
  'related',
  'antonym',
  'seeAlso',
]

/** Data categories of TBX v2 that are relations. */
export const relationCategories: Readonly<Record<string, RelationKind>> = {
  antonymConcept: 'antonym',
  associatedConcept: 'related',
  broaderConceptGeneric: 'broader',
  broaderConceptPartitive: 'broader',
  relatedConcept: 'related',
  relatedConceptBroader: 'broader',
  relatedConceptNarrower: 'narrower',
  subordinateConceptGeneric: 'narrower',
  subordinateConceptPartitive: 'narrower',
  superordinateConceptGeneric: 'broader',
  superordinateConceptPartitive: 'broader',
}

/** What may be done to a concept, as the note of a `transacGrp` says it. */
export const actions: readonly HistoryAction[] = [
  'added',
  'edited',
  'imported',
  'merged',
  'proposed',
  'approved',
  'rejected',
  'needs-work',
]
