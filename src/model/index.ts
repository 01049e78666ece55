/**
 * Nouns of the pipeline: types and small pure functions on them.
 *
 * Takes nothing, imports no other room, and is imported by all of them.
 *
 * @module
 */
export * from './add-all.ts'
export * from './concept.ts'
export * from './display-width.ts'
export * from './edit.ts'
export * from './engine-settings.ts'
export * from './errors.ts'
export * from './finding.ts'
export * from './glossary-outline.ts'
export * from './layout.ts'
export * from './line-too-deep.ts'
export * from './locale.ts'
export * from './lock.ts'
export * from './override.ts'
export * from './segment.ts'
export * from './settings.ts'
export * from './span.ts'
export * from './tracing.ts'
export * from './unit.ts'
export * from './wording.ts'
