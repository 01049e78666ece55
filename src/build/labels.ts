/**
 * Labels of the site that a project's layout is of, read from its settings.
 *
 * A part of the room `build`, which may join others.
 *
 * @module
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, posix, resolve } from 'node:path'
import { parse } from 'yaml'
import { characterConverter } from '../convert/index.ts'
import {
  addMessages,
  docusaurusLabels,
  type Labels,
  readModule,
  vitepressLabels,
} from '../labels/index.ts'
import {
  type Config,
  type Finding,
  finding,
  isChinese,
} from '../model/index.ts'
import {
  foldersOf,
  guessLayouts,
  labelFolder,
  layouts,
} from '../publish/index.ts'
import { lookAt } from './layout.ts'

/** Labels as they were found. */
export interface FoundLabels extends Labels {
  /** Settings of the generator. */
  path: string
}

/**
 * Read the labels of a site, without running its settings.
 *
 * @param cwd - Folder of the project, absolute.
 * @param config - Settings of the project.
 * @returns Files in the sources' locale; nothing where the layout has none, or the
 *   generator no settings that can be read.
 */
export async function readLabels(
  cwd: string,
  config: Config,
): Promise<FoundLabels | undefined> {
  const { layout } = config
  if (layout?.name !== 'docusaurus' && layout?.name !== 'vitepress') {
    return undefined
  }
  const look = lookAt(cwd)
  const evidence = guessLayouts(look, layout.name)[0]?.evidence ?? ''
  const paths = evidence.endsWith('/')
    ? ['ts', 'mts', 'js', 'mjs'].map((end) => `${evidence}config/index.${end}`)
    : [evidence]
  const path = paths.find((one) => look.read(one) !== undefined)
  if (path === undefined) return undefined
  const files = {
    read: look.read,
    join: (from: string, address: string) =>
      posix.join(posix.dirname(from), address),
  }
  const read = await readModule(path, files)
  if (!read) return undefined
  const name = foldersOf(config).nameOf(config.source)
  if (layout.name === 'vitepress') {
    const content = layout.content ?? layouts.vitepress.content
    const file = posix.join(content, labelFolder, `${name}.json`)
    return { path, ...vitepressLabels(read.value, file, layout.source ?? '') }
  }
  const sidebars = sidebarsOf(read.value)
  const found = await readModule(posix.normalize(sidebars), files)
  const labels = docusaurusLabels(read.value, {
    folder: `i18n/${name}`,
    data: (one) => dataOf(look.read(one)),
    folders: (one) =>
      look
        .list(one)
        .filter((name) => /^[^_.].*\/$/.test(name))
        .map((name) => name.slice(0, -1)),
    sidebars: found?.value,
  })
  return { path, ...labels }
}

/** What the classic preset says of sidebars; a file of the usual name otherwise. */
function sidebarsOf(config: unknown): string {
  const said = /"sidebarPath":"([^"]+)"/.exec(
    JSON.stringify((config as { presets?: unknown })?.presets) ?? '',
  )
  return said?.[1] ?? 'sidebars.js'
}

function dataOf(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    return parse(text)
  } catch {
    return undefined
  }
}

/**
 * Write the labels of a site into files of the sources' locale, where editions are made
 * of them. Messages that are there stay as they are.
 *
 * @param cwd - Folder of the project, absolute.
 * @param config - Settings of the project.
 * @param writes - Whether files are written.
 * @returns What of the settings could not be read.
 */
export async function refreshLabels(
  cwd: string,
  config: Config,
  writes: boolean,
): Promise<Finding[]> {
  const labels = await readLabels(cwd, config)
  if (!labels) return []
  const look = lookAt(cwd)
  for (const { path, text } of writes ? labels.files : []) {
    const there = look.read(path)
    const isOwn = path.includes(`${labelFolder}/`)
    const wanted =
      there === undefined || isOwn ? text : addMessages(there, text)
    if (wanted === there) continue
    mkdirSync(dirname(resolve(cwd, path)), { recursive: true })
    writeFileSync(resolve(cwd, path), wanted)
  }
  const found = [
    ...unreadFinding(labels.unread),
    ...sharedFinding(labels.shared, config),
  ]
  for (const one of found) one.file = labels.path
  return found
}

/** Most places that are named. */
const mostNamed = 8

function unreadFinding(unread: readonly string[]): Finding[] {
  if (unread.length === 0) return []
  const places = unread.slice(0, mostNamed).join(', ')
  const reason = `Text in the settings of the site that only running them would tell: ${places}.`
  return [
    finding('layout-labels-unread', reason, {
      note: 'Write it as plain text there, or translate it there yourself.',
      wording: { values: { places } },
    }),
  ]
}

/** What would read otherwise in an edition, were there a place for it. */
function sharedFinding(
  shared: Labels['shared'],
  { layout, source, editions }: Config,
): Finding[] {
  const differs = (text: string): boolean =>
    editions.some(
      ({ locale }) =>
        !isChinese(locale) ||
        (locale !== source &&
          characterConverter(source, locale)(text) !== text),
    )
  const places = shared
    .filter(({ text }) => differs(text))
    .slice(0, mostNamed)
    .map(({ place }) => place)
    .join(', ')
  if (places === '') return []
  const values = { places }
  return layout?.name === 'vitepress'
    ? [
        finding(
          'layout-labels-shared',
          `VitePress shows the same text in every locale: ${places}.`,
          {
            note: 'Give containers a title where they stand, `::: tip 提示`, which is localized; or leave it.',
            wording: { key: 'layout-labels-shared.vitepress', values },
          },
        ),
      ]
    : [
        finding(
          'layout-labels-shared',
          `Docusaurus shows the same text in every locale: ${places}.`,
          {
            note: 'Choose it there by `process.env.DOCUSAURUS_CURRENT_LOCALE`, or leave it.',
            wording: { key: 'layout-labels-shared.docusaurus', values },
          },
        ),
      ]
}
