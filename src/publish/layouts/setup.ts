import type { LayoutName } from '../../model/index.ts'

/** Locale as a generator's settings have it. */
export interface SetupLocale {
  /** Name in folders and addresses. */
  name: string
  /** BCP 47 tag. */
  tag: string
  /** Name for readers. */
  label: string
  /** Whether it has a folder of its own. */
  folder: boolean
  /** Whether `yiwen build` writes its labels, for the settings to import. */
  labels?: boolean
}

/** What has to be in the settings of a generator, to be copied. */
export interface Setup {
  /** File it belongs into. */
  file: string
  /** Text. */
  code: string
}

/**
 * Write what a generator's own settings have to say of the locales.
 *
 * @param name - Generator.
 * @param locales - Locales, the sources' first.
 * @returns Where it goes, and text to copy.
 */
export function setupOf(
  name: LayoutName,
  locales: readonly SetupLocale[],
): Setup {
  return setups[name](locales)
}

type Make = (locales: readonly SetupLocale[]) => Setup

const quoted = (value: string): string => `'${value.replaceAll("'", "\\'")}'`
const key = (value: string): string =>
  /^[A-Za-z_]\w*$/.test(value) ? value : quoted(value)

/** `zh-cn` as `zhCn`. */
const variable = (name: string): string =>
  name.replace(/\W+(\w?)/g, (_, next: string) => next.toUpperCase())

const setups: Readonly<Record<LayoutName, Make>> = {
  docusaurus: (locales) => ({
    file: 'docusaurus.config',
    code: [
      'i18n: {',
      `  defaultLocale: ${quoted(locales[0]?.name ?? '')},`,
      `  locales: [${locales.map(({ name }) => quoted(name)).join(', ')}],`,
      '  localeConfigs: {',
      ...locales.map(
        ({ name, label, tag }) =>
          `    ${key(name)}: { label: ${quoted(label)}, htmlLang: ${quoted(tag)} },`,
      ),
      '  },',
      '},',
      '// navbar.items:',
      "{ type: 'localeDropdown', position: 'right' },",
    ].join('\n'),
  }),
  vitepress: (locales) => ({
    file: '.vitepress/config',
    code: [
      ...locales
        .filter(({ labels }) => labels)
        .map(
          ({ name }) => `import ${variable(name)} from './yiwen/${name}.json'`,
        ),
      'locales: {',
      ...locales.map(({ name, tag, label, folder, labels }) => {
        const more = labels ? `, ...${variable(name)}` : ''
        return folder
          ? `  ${key(name)}: { label: ${quoted(label)}, lang: ${quoted(tag)}, link: ${quoted(`/${name}/`)}${more} },`
          : `  root: { label: ${quoted(label)}, lang: ${quoted(tag)} },`
      }),
      '},',
    ].join('\n'),
  }),
  starlight: (locales) => ({
    file: 'astro.config',
    code: [
      ...(locales[0]?.folder
        ? [`defaultLocale: ${quoted(locales[0].name)},`]
        : []),
      'locales: {',
      ...locales.map(
        ({ name, tag, label, folder }) =>
          `  ${folder ? key(name) : 'root'}: { label: ${quoted(label)}, lang: ${quoted(tag)} },`,
      ),
      '},',
    ].join('\n'),
  }),
  hugo: (locales) => ({
    file: 'hugo.toml',
    code: [
      `defaultContentLanguage = "${locales[0]?.name ?? ''}"`,
      ...locales.flatMap(({ name, tag, label, folder }, index) => [
        '',
        `[languages.${name}]`,
        `languageName = "${label}"`,
        `languageCode = "${tag}"`,
        `hasCJKLanguage = true`,
        ...(locales[0]?.folder && folder
          ? [`contentDir = "content/${name}"`]
          : []),
        `weight = ${index + 1}`,
      ]),
    ].join('\n'),
  }),
  eleventy: (locales) => ({
    file: 'eleventy.config',
    code: [
      "import { EleventyI18nPlugin } from '@11ty/eleventy'",
      `eleventyConfig.addPlugin(EleventyI18nPlugin, { defaultLanguage: ${quoted(locales[0]?.name ?? '')} })`,
      '// In the layout: <html lang="{{ lang or \'' +
        `${locales[0]?.tag ?? ''}' }}">`,
    ].join('\n'),
  }),
  mdbook: (locales) => ({
    file: '',
    code: locales
      .filter(({ folder }) => folder)
      .map(
        ({ name, tag }) =>
          `MDBOOK_BOOK__SRC=i18n/${name} MDBOOK_BOOK__LANGUAGE=${tag} mdbook build -d book/${name}`,
      )
      .join('\n'),
  }),
  hexo: (locales) => ({
    file: '_config.yml',
    code: [
      'language:',
      ...locales.map(({ name }) => `  - ${name}`),
      'i18n_dir: :lang',
    ].join('\n'),
  }),
}
