/**
 * Edge in: bytes to articles, concepts and settings.
 *
 * Takes paths, bytes and options; gives `VFile`s without a BOM, concepts and a
 * complete `Config`. Knows encodings and file systems, and nothing of Markdown
 * beyond printing a plain text as Markdown. Writes nothing.
 *
 * @module
 */
export * from './article.ts'
export type { Byline, BylineAuthor } from './byline.ts'
export * from './config.ts'
export * from './encoding.ts'
export * from './glossary.ts'
export { matchGlob } from './match-glob.ts'
export type { PlainDate } from './plain-date.ts'
export * from './plain-text.ts'
export * from './plain-to-markdown.ts'
