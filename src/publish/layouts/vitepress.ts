import { type AddressContext, moveRooted } from './addresses.ts'
import { folderPerLocale, joinPath, type Layout } from './layout.ts'
import { createVueSlugger } from './slugs.ts'

/** Folder of labels, in that of the content. */
export const labelFolder = '.vitepress/yiwen'

/** Keys of a theme's settings that readers see. */
export const labelKeys = [
  ...['text', 'label', 'title', 'titleTemplate', 'siteTitle', 'description'],
  ...['message', 'copyright', 'prev', 'next', 'outlineTitle', 'quote'],
  ...['lastUpdatedText', 'linkText', 'linkLabel', 'alt', 'ariaLabel'],
  ...['langMenuLabel', 'returnToTopLabel', 'sidebarMenuLabel'],
  ...['darkModeSwitchLabel', 'darkModeSwitchTitle', 'lightModeSwitchTitle'],
  ...['skipToContentLabel', 'placeholder', 'buttonText', 'buttonAriaLabel'],
]

/** Keys of the words of its search, the local one and Algolia's. */
const searchKeys = [
  ...['noResultsText', 'displayDetails', 'resetButtonTitle'],
  ...['backButtonTitle', 'selectText', 'selectKeyAriaLabel', 'navigateText'],
  ...['navigateKeyAriaLabel', 'navigateUpKeyAriaLabel', 'closeText'],
  ...['navigateDownKeyAriaLabel', 'closeKeyAriaLabel', 'searchByText'],
  ...['resetButtonAriaLabel', 'cancelButtonText', 'cancelButtonAriaLabel'],
  ...['searchInputLabel', 'submitButtonTitle', 'clearButtonTitle'],
  ...['clearButtonAriaLabel', 'closeButtonText', 'closeButtonAriaLabel'],
  ...['placeholderText', 'recentSearchesTitle', 'noRecentSearchesText'],
  ...['saveRecentSearchButtonTitle', 'removeRecentSearchButtonTitle'],
  ...['favoriteSearchesTitle', 'removeFavoriteSearchButtonTitle'],
  ...['titleText', 'helpText', 'suggestedQueryText'],
  ...['reportMissingResultsText', 'reportMissingResultsLinkText'],
]

/** Lead the links of a navigation to the edition where it has the page. */
function moveLabels(text: string, context: AddressContext): string {
  const { prefix, name } = context
  const own = prefix === '' ? '/' : `/${prefix}/`
  const below = (address: string): string =>
    address.startsWith(own) ? `/${name}/${address.slice(own.length)}` : address
  const link = (address: string): string => {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|#)/i.test(address)) return address
    const [, path = '', rest = ''] = /^([^?#]*)(.*)$/s.exec(address) ?? []
    const rooted = path.startsWith('/') ? path : `/${path}`
    return moveRooted(rooted, decodeURI(rooted), rest, context) ?? address
  }
  const move = (value: unknown, key: string): unknown => {
    if (Array.isArray(value)) return value.map((one) => move(one, key))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).map(([own, one]) => [
          // A sidebar for the pages below an address.
          key === 'sidebar' ? below(own) : own,
          move(one, own),
        ]),
      )
    }
    if (typeof value !== 'string') return value
    if (key === 'base') return below(value)
    // A pattern; one without a beginning fits every edition.
    if (key === 'activeMatch' && value.startsWith('^')) {
      return `^${below(value.slice(1))}`
    }
    return key === 'link' || key === 'logoLink' ? link(value) : value
  }
  return `${JSON.stringify(move(JSON.parse(text), ''), undefined, 2)}\n`
}

/**
 * VitePress: a folder for each locale in that of the content. Links to a page without
 * an edition lead to the source, for a dead link ends VitePress' build.
 */
export const vitepress: Layout = {
  name: 'vitepress',
  content: 'docs',
  lowerCase: true,
  trees: (place) => [
    // Labels of the theme, which `yiwen build` reads from the settings.
    {
      from: joinPath(place.content, labelFolder),
      isArticle: (rest) => rest === `${place.sourceName}.json`,
      isAsset: () => false,
      place: (_, name) => joinPath(place.content, labelFolder, `${name}.json`),
    },
    ...folderPerLocale(place, {
      article: /\.md$/i,
      except: (rest) => rest.startsWith('public/'),
    }),
  ],
  resourceKeys: [...labelKeys, ...searchKeys, 'content'],
  messages: moveLabels,
  // Of the home page: hero, its actions, features and pictures; of a page its links.
  matterKeys: [
    ...['text', 'tagline', 'details', 'linkText', 'hero.name'],
    ...['hero.image.alt', 'features.icon.alt'],
  ],
  createSlugger: createVueSlugger,
  headingId: (id) => ` {#${id}}`,
  rooted: true,
  relativeTo: 'file',
  falls: false,
}
