/**
 * Strings a person sees, in four languages.
 *
 * Takes a key and values, gives text. They are written in `locales/` and
 * compiled to `resources.ts` by `scripts/build-messages.js`.
 *
 * @module
 */
export * from './choose-language.ts'
export { resources } from './resources.ts'
export * from './translate.ts'
export * from './wording.ts'
