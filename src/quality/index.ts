/**
 * Looks at translations, and at the article itself, for what an editor would
 * mark.
 *
 * Takes units, their sentences and translations or conversions, gives findings. It changes
 * nothing and knows no files. How amounts are compared is passed in.
 *
 * @module
 */
export {
  type CheckConversionOptions,
  checkConversion,
} from './check-conversion.ts'
export { checkSource } from './check-source.ts'
export {
  type CheckTranslationOptions,
  checkTranslation,
} from './check-translation.ts'
export type { HeadingCase } from './headings.ts'
export type { CompareNumbers, NumberProblem } from './numbers.ts'
export { applyWaivers, type Waived } from './waivers.ts'
