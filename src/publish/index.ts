/**
 * Editions → files.
 *
 * @module
 */
export type { Change } from './plan.ts'
