/** Things that more than one command is about, by the word that asks for them. */
export const topics = ['layouts'] as const

/** Name of a topic. */
export type TopicName = (typeof topics)[number]

/**
 * Tell whether a word is a topic.
 *
 * @param word - Word behind `yiwen help`.
 */
export function isTopic(word: string | undefined): word is TopicName {
  return (topics as readonly (string | undefined)[]).includes(word)
}
