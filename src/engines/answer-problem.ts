import { Phrase, type WordingValues } from '../model/index.ts'

const english = {
  missing: 'no answer came',
  repeated: 'two different answers came',
  empty: 'the answer is empty',
  'code-missing': 'the tag {{tag}} is missing',
  'code-repeated': 'the tag {{tag}} stands there more than once',
  'code-unknown': 'the tag {{tag}} is not in the source',
  'code-nesting': 'the tag {{tag}} overlaps another',
  'term-missing': '“{{source}}” has to be “{{preferred}}”',
  'term-forbidden': '“{{term}}” must not stand for “{{source}}”',
  'term-changed': '“{{source}}” has to stay as it is',
  number: '{{problem}}',
  han: 'Chinese is left in it: “{{text}}”',
  chatter: 'it speaks to whoever asked: “{{text}}”',
  address: 'the address “{{text}}” is not in the source',
  markup: '“{{text}}” is markup that is not in the source',
  unchanged: 'it is the source, not translated',
  long: '{{target}} characters are too many for {{source}}',
  short: '{{target}} characters are too few for {{source}}',
} as const

/** What can be wrong with an answer. */
export type ProblemKind = keyof typeof english

/** Something wrong with an answer. */
export interface AnswerProblem {
  /** What. */
  kind: ProblemKind
  /** The same in words: for the engine in English, for people in their own. */
  phrase: Phrase
}

/**
 * Say what is wrong with an answer.
 *
 * @param kind - What.
 * @param values - Values of its text. Default: none.
 * @returns Problem.
 */
export function problem(
  kind: ProblemKind,
  values: WordingValues = {},
): AnswerProblem {
  const filled = english[kind].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) =>
    String(values[name]),
  )
  return { kind, phrase: new Phrase(filled, `phrases:answer.${kind}`, values) }
}
