import { unread } from './static-module.ts'
import {
  isChineseText,
  type Labels,
  listOf,
  objectOf,
  type SharedLabel,
  sharedLabels,
} from './values.ts'

/** Message as Docusaurus has it. */
interface Message {
  message: string
  description?: string
}

/** What is asked of a Docusaurus site besides its settings. */
export interface DocusaurusSite {
  /** Folder of the messages in the sources' locale: `i18n/zh-TW`. */
  folder: string
  /** Read JSON or YAML as a value; nothing where there is none. */
  data: (path: string) => unknown
  /** List the folders in a folder. */
  folders: (path: string) => readonly string[]
  /** Sidebars, as their module was read. */
  sidebars: unknown
}

/**
 * Read the labels of a Docusaurus site, as `docusaurus write-translations` names them:
 * navigation, footer, sidebars, the blog's titles.
 *
 * What has no Chinese in it is left to Docusaurus.
 *
 * @param config - Settings, as they were read.
 * @param site - What else is asked.
 * @returns Files of messages, those without any left out.
 *
 * @see {@link https://docusaurus.io/docs/i18n/tutorial}
 */
export function docusaurusLabels(
  config: unknown,
  site: DocusaurusSite,
): Labels {
  const notRead: string[] = []
  const files = new Map<string, Record<string, Message>>()
  const put = (
    file: string,
    key: string,
    message: unknown,
    place: string,
    description: string,
  ): void => {
    if (message === unread) notRead.push(place)
    if (!isChineseText(message)) return
    const all = files.get(file) ?? {}
    all[key] ??= { message, description }
    files.set(file, all)
  }
  const theme = objectOf(objectOf(config)['themeConfig'])
  navbarLabels(objectOf(theme['navbar']), put)
  footerLabels(objectOf(theme['footer']), put)
  const options = presetOf(config)
  blogLabels(objectOf(options['blog']), put)
  const docs = objectOf(options['docs'])
  const path = typeof docs['path'] === 'string' ? docs['path'] : 'docs'
  sidebarLabels(site, path, put)
  return {
    files: [...files].map(([file, all]) => ({
      path: `${site.folder}/${file}`,
      text: `${JSON.stringify(all, undefined, 2)}\n`,
    })),
    unread: notRead,
    shared: sharedOf(objectOf(config), theme),
  }
}

/** Docusaurus has no messages for them. */
function sharedOf(
  { title, tagline }: ReturnType<typeof objectOf>,
  theme: ReturnType<typeof objectOf>,
): SharedLabel[] {
  const { content } = objectOf(theme['announcementBar'])
  const metadata = listOf(theme['metadata']).map((one, index) => [
    `themeConfig.metadata[${index}].content`,
    objectOf(one)['content'],
  ])
  return sharedLabels({
    ...{ title, tagline, 'themeConfig.announcementBar.content': content },
    ...Object.fromEntries(metadata),
  })
}

type Put = (
  file: string,
  key: string,
  message: unknown,
  place: string,
  description: string,
) => void

const navbarFile = 'docusaurus-theme-classic/navbar.json'
const footerFile = 'docusaurus-theme-classic/footer.json'
const blogFile = 'docusaurus-plugin-content-blog/options.json'
const docsFile = 'docusaurus-plugin-content-docs/current.json'

function navbarLabels(navbar: ReturnType<typeof objectOf>, put: Put): void {
  const place = 'themeConfig.navbar'
  put(
    ...([navbarFile, 'title', navbar['title'], `${place}.title`] as const),
    'The title in the navbar',
  )
  const { alt } = objectOf(navbar['logo'])
  put(
    ...([navbarFile, 'logo.alt', alt, `${place}.logo.alt`] as const),
    'The alt text of navbar logo',
  )
  const visit = (items: unknown, at: string): void => {
    if (items === unread) {
      put(navbarFile, '', items, at, '')
      return
    }
    for (const [index, item] of listOf(items).entries()) {
      const own = `${at}[${index}]`
      if (item === unread) put(navbarFile, '', item, own, '')
      const { label, items: inner } = objectOf(item)
      const description = `Navbar item with label ${String(label)}`
      put(
        navbarFile,
        `item.label.${String(label)}`,
        label,
        `${own}.label`,
        description,
      )
      visit(inner, `${own}.items`)
    }
  }
  visit(navbar['items'], `${place}.items`)
}

function footerLabels(footer: ReturnType<typeof objectOf>, put: Put): void {
  const place = 'themeConfig.footer'
  put(
    ...([
      footerFile,
      'copyright',
      footer['copyright'],
      `${place}.copyright`,
    ] as const),
    'The footer copyright',
  )
  const { alt } = objectOf(footer['logo'])
  put(
    ...([footerFile, 'logo.alt', alt, `${place}.logo.alt`] as const),
    'The alt text of footer logo',
  )
  for (const [index, one] of listOf(footer['links']).entries()) {
    const own = `${place}.links[${index}]`
    const { title, items, label } = objectOf(one)
    put(
      footerFile,
      `link.title.${String(title)}`,
      title,
      `${own}.title`,
      `The title of the footer links column with title=${String(title)}`,
    )
    // Without columns the links stand in the list itself.
    const links = items === undefined && label !== undefined ? [one] : items
    for (const [at, link] of listOf(links).entries()) {
      const { label } = objectOf(link)
      put(
        footerFile,
        `link.item.label.${String(label)}`,
        label,
        `${own}.items[${at}].label`,
        `The label of footer link with label=${String(label)}`,
      )
    }
  }
}

function blogLabels(blog: ReturnType<typeof objectOf>, put: Put): void {
  for (const [key, option] of [
    ['title', 'blogTitle'],
    ['description', 'blogDescription'],
    ['sidebar.title', 'blogSidebarTitle'],
  ] as const) {
    const description = `The ${key.replace('sidebar.', 'sidebar ')} of the blog`
    put(blogFile, key, blog[option], `blog.${option}`, description)
  }
}

/** Options of the classic preset. */
function presetOf(config: unknown): ReturnType<typeof objectOf> {
  const presets = listOf(objectOf(config)['presets'])
  const options = presets.map((one) => objectOf(listOf(one)[1]))
  return options.find((one) => 'docs' in one || 'blog' in one) ?? {}
}

function sidebarLabels(site: DocusaurusSite, docs: string, put: Put): void {
  const given = objectOf(site.sidebars)
  const sidebars =
    Object.keys(given).length > 0
      ? given
      : { defaultSidebar: [{ type: 'autogenerated', dirName: '.' }] }
  for (const [name, items] of Object.entries(sidebars)) {
    const start = `sidebar.${name}`
    const add = (
      kind: string,
      key: unknown,
      label: unknown,
      place: string,
    ): void => {
      const id = `${start}.${kind}.${String(key ?? label)}`
      const description = `The label for ${kind} ${String(label)} in sidebar ${name}`
      put(docsFile, id, label, `${place}.label`, description)
    }
    const index = (key: unknown, link: unknown, place: string): void => {
      const { type, title, description } = objectOf(link)
      if (type !== 'generated-index') return
      const id = `${start}.category.${String(key)}.link.generated-index`
      const text = `The generated-index page of category ${String(key)} in sidebar ${name}`
      put(docsFile, `${id}.title`, title, `${place}.link.title`, text)
      put(
        docsFile,
        `${id}.description`,
        description,
        `${place}.link.description`,
        text,
      )
    }
    const generated = (folder: string): void => {
      for (const one of site.folders(folder)) {
        const own = `${folder}/${one}`
        const found = ['json', 'yml', 'yaml']
          .map((end) => objectOf(site.data(`${own}/_category_.${end}`)))
          .find((category) => Object.keys(category).length > 0)
        const label = found?.['label'] ?? one.replace(/^\d+[-_. ]+/, '')
        add('category', found?.['key'], label, own)
        index(found?.['key'] ?? label, found?.['link'], own)
        generated(own)
      }
    }
    const visit = (list: unknown, place: string): void => {
      if (list === unread) {
        put(docsFile, '', list, place, '')
        return
      }
      // `{ 指南: ['a', 'b'] }` is a category for each key.
      const all: readonly unknown[] = Array.isArray(list)
        ? list
        : Object.entries(objectOf(list)).map(([label, items]) => ({
            ...{ type: 'category', label, items },
          }))
      for (const [at, item] of all.entries()) {
        const own = `${place}[${at}]`
        if (item === unread) put(docsFile, '', item, own, '')
        const { type, label, key, items, link, dirName } = objectOf(item)
        if (type === undefined) visit(item, own)
        else if (type === 'autogenerated') {
          const below = dirName === '.' ? '' : `/${String(dirName)}`
          generated(`${docs}${below}`)
        } else if (type === 'category') {
          add('category', key, label, own)
          index(key ?? label, link, own)
          visit(items, `${own}.items`)
        } else if (type === 'link' || type === 'doc') {
          add(String(type), key, label, own)
        }
      }
    }
    visit(items, `sidebars.${name}`)
  }
}

/**
 * Add messages to a file that is there: what it says stays.
 *
 * @param there - Its text.
 * @param text - Messages.
 * @returns Its text with the messages it lacks; the same where it lacks none, or is
 *   no JSON.
 */
export function addMessages(there: string, text: string): string {
  let own: Record<string, unknown>
  try {
    own = JSON.parse(there) as Record<string, unknown>
  } catch {
    return there
  }
  const more = Object.entries(JSON.parse(text) as Record<string, unknown>)
  const lacking = more.filter(([key]) => !Object.hasOwn(own, key))
  if (lacking.length === 0) return there
  const all = { ...own, ...Object.fromEntries(lacking) }
  return `${JSON.stringify(all, undefined, 2)}\n`
}
