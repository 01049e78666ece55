/** Site generators whose folders editions are written into. */
export const layoutNames = [
  'docusaurus',
  'vitepress',
  'starlight',
  'hugo',
  'eleventy',
  'mdbook',
  'hexo',
] as const

/** Name of a site generator. */
export type LayoutName = (typeof layoutNames)[number]

/** Those whose `.md` is MDX. */
export const mdxLayouts: readonly LayoutName[] = ['docusaurus']

/** How the folders of a site generator are laid out. */
export interface LayoutSettings {
  /** Generator. */
  name: LayoutName
  /** Folder of its content. Default: the generator's own, such as `docs`. */
  content?: string | undefined
  /**
   * Folder of the sources' own locale, where they have one beside those of other
   * locales, such as `zh-tw`. Default: they stand at the root of the content.
   */
  source?: string | undefined
  /**
   * What the addresses of the sources' pages start with, such as `zh-tw` of
   * `/zh-tw/guide/`. Default: `source`; nothing in Hugo, whose default language has its
   * pages at the root.
   */
  prefix?: string | undefined
  /**
   * Names of locales in the generator's folders and addresses, by the edition's id
   * or, for the sources, their locale. Default: as the generator writes them.
   */
  locales?: Readonly<Record<string, string>> | undefined
  /** Folders and files that are no sources, from the project's folder. Default: none. */
  except?: readonly string[] | undefined
}
