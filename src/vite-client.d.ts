/** An edition that a module has. */
interface YiwenEdition {
  /** Id: an edition of the project, or a locale. */
  id: string
  /** Locale of the text. */
  locale: string
  /** Number of changes. */
  edits: number
}

declare module '*?yiwen=zh-TW' {
  const text: string
  export default text
  export const edition: YiwenEdition
}
declare module '*?yiwen=zh-HK' {
  const text: string
  export default text
  export const edition: YiwenEdition
}
declare module '*?yiwen=zh-CN' {
  const text: string
  export default text
  export const edition: YiwenEdition
}
declare module '*?yiwen=bilingual' {
  const text: string
  export default text
  export const edition: YiwenEdition
}
declare module 'virtual:yiwen/editions' {
  /** Editions of the project, with their names in their own languages. */
  export const editions: readonly {
    id: string
    locale: string
    name: string
  }[]
}
