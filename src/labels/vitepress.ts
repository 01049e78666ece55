import {
  hasChinese,
  isChineseText,
  known,
  type Labels,
  listOf,
  objectOf,
  sharedLabels,
} from './values.ts'

/** Of a theme's settings what has addresses of pages. */
const withLinks = ['nav', 'sidebar']

/**
 * Read the labels of a VitePress site: title, description, navigation, sidebars and
 * what else of its theme readers see.
 *
 * Settings of a theme are merged by their first level, so each key is whole.
 *
 * @param config - Settings, as they were read.
 * @param path - File of the labels in the sources' locale.
 * @param source - Name of that locale; empty for the root's.
 * @returns One file.
 */
export function vitepressLabels(
  config: unknown,
  path: string,
  source: string,
): Labels {
  const all = objectOf(config)
  const own = objectOf(objectOf(all['locales'])[source || 'root'])
  const theme: Readonly<Record<string, unknown>> = {
    ...objectOf(all['themeConfig']),
    ...objectOf(own['themeConfig']),
  }
  const unread: string[] = []
  const labels: Record<string, unknown> = {}
  for (const key of ['title', 'titleTemplate', 'description']) {
    const value = own[key] ?? all[key]
    if (hasChinese(value)) labels[key] = value
  }
  const themeLabels: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(theme)) {
    if (key === 'search') continue
    const lacks: string[] = []
    const whole = known(value, `themeConfig.${key}`, (place) => {
      lacks.push(place)
    })
    const isLabel = withLinks.includes(key) || hasChinese(whole)
    if (isLabel || lacks.length > 0) unread.push(...lacks.filter(isShown))
    // What lacks a part would take the whole's place, but lists can do without one.
    const isWhole = lacks.length === 0 || withLinks.includes(key)
    if (isLabel && isWhole && whole !== undefined) themeLabels[key] = whole
  }
  const search = searchOf(theme['search'], source || 'root')
  if (search === unreadSearch) unread.push('themeConfig.search')
  else if (search) themeLabels['search'] = search
  const head = headOf(all['head'])
  if (head.length > 0) labels['head'] = head
  if (Object.keys(themeLabels).length > 0) labels['themeConfig'] = themeLabels
  const text = `${JSON.stringify(labels, undefined, 2)}\n`
  // What containers without a title are called; a locale has no other names for them.
  const container = objectOf(objectOf(all['markdown'])['container'])
  const names = Object.entries(container).map(([key, value]) => [
    `markdown.container.${key}`,
    value,
  ])
  const shared = sharedLabels(Object.fromEntries(names))
  return { files: [{ path, text }], unread, shared }
}

const unreadSearch = Symbol('search that is partly code')

/**
 * Read the search with the words of the sources' locale. VitePress takes that of a
 * locale for the whole, so nothing of it may be missing.
 */
function searchOf(
  value: unknown,
  locale: string,
): object | typeof unreadSearch | undefined {
  const search = objectOf(value)
  const { locales, ...options } = objectOf(search['options'])
  const merged = {
    ...search,
    options: { ...options, ...objectOf(objectOf(locales)[locale]) },
  }
  let isWhole = true
  const whole = known(merged, '', () => {
    isWhole = false
  })
  if (!hasChinese(whole)) return undefined
  return isWhole ? (whole as object) : unreadSearch
}

/** Tags of every page whose content is for readers; those of a locale replace them. */
function headOf(head: unknown): unknown[] {
  return listOf(head).filter((tag) => {
    const [name, attributes] = listOf(tag)
    const { content } = objectOf(attributes)
    return name === 'meta' && isChineseText(content)
  })
}

/** Whether readers would see what stands at a place. */
function isShown(place: string): boolean {
  return /(?:^themeConfig\.(?:nav|sidebar)\b|\.(?:\w*[tT]ext|\w*[lL]abel|\w*[tT]itle|message|copyright|next|prev)$)/.test(
    place,
  )
}
