/**
 * Amounts of sentences, as engines are told them and as their answers are held
 * against them.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import type { CompareNumbers, NumberHint } from '../engines/index.ts'
import { type Locale, Phrase } from '../model/index.ts'
import {
  compareQuantities,
  findQuantities,
  type Quantity,
  type QuantityContext,
  type QuantityIssue,
  suggestEnglish,
} from '../quantity/index.ts'
import type { EngineArticle } from './engine-plan.ts'

/**
 * Make a function that compares the amounts of a sentence with those of its
 * translation.
 *
 * An answer is refused for what is wrong, and for what is missing or made up;
 * what is rounded or more exact is for the reviewer.
 *
 * @param articles - Articles, with what their amounts and dates are read by.
 * @returns Comparison, by the paths of the articles.
 */
export function comparerIn(
  articles: readonly Pick<EngineArticle, 'path' | 'quantities'>[],
): CompareNumbers {
  const contexts = new Map(
    articles.map(({ path, quantities }) => [path, quantities]),
  )
  return (sentence, translation, { source, target, article = '' }) => {
    const context = contexts.get(article) ?? {}
    return compareQuantities(
      findQuantities(sentence, { locale: source, context }),
      findQuantities(translation, { locale: target, context }),
      { info: false },
    )
      .filter(
        ({ kind, severity }) =>
          severity === 'error' || kind === 'missing' || kind === 'extra',
      )
      .map(describe)
  }
}

function describe({ source, target }: QuantityIssue): Phrase {
  if (source && target) {
    const [from, to] = [source.text, target.text]
    const wanted = suggestEnglish(source)
    if (wanted === undefined) {
      const said = `“${from}” is not “${to}”`
      return new Phrase(said, 'phrases:answer.number-wrong', { from, to })
    }
    return new Phrase(
      `“${from}” is “${wanted}”, not “${to}”`,
      'phrases:answer.number-other',
      { from, to, wanted },
    )
  }
  if (source) {
    const from = source.text
    const said = `“${from}” is missing`
    return new Phrase(said, 'phrases:answer.number-missing', { from })
  }
  const to = target?.text ?? ''
  const said = `“${to}” is not in the source`
  return new Phrase(said, 'phrases:answer.number-extra', { to })
}

/**
 * Suggest the English of a sentence's amounts.
 *
 * @param source - Locale of the sentence.
 * @param context - What its article says of dates and currency.
 * @returns Function that finds them, each once.
 */
export function numberHintsIn(
  source: Locale,
  context: QuantityContext = {},
): (text: string) => NumberHint[] {
  return (text) => {
    const hints = new Map<string, NumberHint>()
    for (const quantity of findQuantities(text, { locale: source, context })) {
      const target = suggestion(quantity)
      if (target === undefined || target === quantity.text) continue
      hints.set(quantity.text, { source: quantity.text, target })
    }
    return [...hints.values()]
  }
}

/** A number that may go without is for the sentence to say. */
function suggestion(quantity: Quantity): string | undefined {
  return quantity.optional ? undefined : suggestEnglish(quantity)
}
