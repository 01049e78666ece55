/**
 * Glossaries of other programs.
 *
 * Takes concepts and gives the text of a file, or takes a file as it comes in and
 * gives its concepts. What a format has no place for is counted, never lost silently.
 *
 * @module
 */
export * from './exchanged.ts'
export { printOmegat, readOmegat } from './omegat.ts'
export type { LanguagePair } from './pairs.ts'
export { printI18next } from './print-i18next.ts'
export { printTbx, type TbxVersion } from './print-tbx.ts'
export { readTbx } from './read-tbx.ts'
export { printUtx, readUtx } from './utx.ts'
