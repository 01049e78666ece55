import type { Locale } from '../../model/index.ts'

/** Keys of strings without values that pages show. */
export type PlainKey =
  | 'html:siteTitle'
  | 'html:skipToContent'
  | 'html:editions'
  | 'html:noArticles'
  | 'html:allArticles'
  | 'html:contents'
  | 'html:published'
  | 'html:updated'
  | 'html:caption'
  | 'html:tags'
  | 'html:footnotes'
  | 'html:glossary'
  | 'html:noTerms'
  | 'html:otherTerms'
  | 'html:usedIn'
  | 'html:allTags'
  | 'html:noTags'
  | 'html:notFound'
  | 'html:notFoundHelp'
  | 'html:sitePages'
  | 'html:letters'
  | 'html:glossesShown'
  | 'html:glossesAll'
  | 'html:glossesFirst'
  | 'html:glossesNone'
  | 'html:languagesShown'
  | 'html:languagesBoth'
  | 'html:order.title'
  | 'html:order.english'
  | 'html:order.strokes'
  | 'html:order.zhuyin'
  | 'html:order.pinyin'
  | 'html:books'
  | 'html:search'
  | 'html:searchPlaceholder'
  | 'html:searchClose'
  | 'html:searchHint'
  | 'html:searching'
  | 'html:searchNone'
  | 'html:searchSome'
  | 'html:searchMore'
  | 'html:searchFailed'
  | 'html:previousPage'
  | 'html:nextPage'
  | `languages:${Locale}`
  | `html:admonition.${AdmonitionKind}`

/** Kinds of admonition that have a title of their own. */
export type AdmonitionKind =
  | 'note'
  | 'tip'
  | 'info'
  | 'important'
  | 'warning'
  | 'caution'
  | 'danger'

/** Strings of a page, in its language: a translator of `messages` is one. */
export interface PageStrings {
  (key: PlainKey): string
  (key: 'html:by', values: { author: string }): string
  (key: 'html:byRole', values: { author: string; role: string }): string
  (key: 'html:credit', values: { credit: string }): string
  (key: 'html:sourceNote', values: { path: string }): string
  (key: 'html:table', values: { number: number }): string
  (key: 'html:backToReference', values: { number: string }): string
  (key: 'html:articleCount', values: { count: number }): string
  (key: 'html:glossaryCount', values: { count: number }): string
  (key: 'html:strokeCount', values: { count: number }): string
  (key: 'html:usedInMore', values: { count: number }): string
  (key: 'html:tagTitle', values: { tag: string }): string
  (key: 'html:feed', values: { site: string }): string
  (key: 'html:pageOf', values: { number: number; count: number }): string
}
