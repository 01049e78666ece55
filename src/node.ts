/**
 * Yiwen on Node: whole projects, with their files.
 *
 * @module
 */
export * from './build.ts'
export * from './index.ts'
export * from './read/index.ts'
