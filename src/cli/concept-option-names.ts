import type { OptionName } from './options.ts'

/** Options that say what to change of a concept. */
export const conceptOptions = [
  'term',
  'remove-term',
  'set',
  'unset',
  'relation',
  'glossary-domain',
  'state',
  'data',
] as const satisfies readonly OptionName[]
