/**
 * Editions as modules of a Vite project: `./a.md?yiwen=zh-CN`.
 *
 * Takes articles of the project as they are imported; gives modules with the text
 * of an edition, made with the settings and the glossary of the folder. While Vite
 * serves, what changes is made anew and shown.
 *
 * @module
 */
import { readFile } from 'node:fs/promises'
import { extname, relative, resolve, sep } from 'node:path'
import type { EnvironmentModuleNode, Plugin, ViteDevServer } from 'vite'
import { changesOf } from './build/changes.ts'
import { findGlossaries } from './build/glossary.ts'
import { siteOf } from './build/project.ts'
import {
  localizeText,
  readTextProject,
  type TextOptions,
  type TextProject,
  type TextProjectFiles,
} from './build/text.ts'
import { createLocalizer } from './localize.ts'
import { createTranslator, wordError, wordFinding } from './messages/index.ts'
import { isChinese, type Locale, UserError } from './model/index.ts'
import { matchGlob } from './read/index.ts'

/** How the plugin works. */
export interface YiwenViteOptions {
  /** Folder of Yiwen's project. Default: the root of Vite's. */
  cwd?: string
  /** Configuration to read instead of looking for one. */
  config?: string
  /** Language of findings on the terminal. Default: English. */
  language?: Locale
}

/** Module that lists the editions of the project. */
const listName = 'virtual:yiwen/editions'
const listId = `\0${listName}`
const query = /^(?<path>[^?\0]+)\?(?:.*&)?yiwen=(?<edition>[^&]+)/

// Other plugins know articles by their endings, so a module of ours has none of
// them: what Vite does with JSON, it would do with an edition of JSON.
const editionId = (edition: string, path: string): string =>
  `\0yiwen:${edition}:${path}.js`
const ownId = /^\0yiwen:(?<edition>[^:]+):(?<path>.+)\.js$/s

/** Project as it was read, and what it was read from. */
interface Read extends TextProject {
  files: TextProjectFiles
  glossaries: readonly string[]
}

/**
 * Create a plugin for Vite.
 *
 * The default export of the module `./a.md?yiwen=zh-CN` is the text of the article's
 * edition: an edition of the project by its id, or a locale; `edition` beside it is
 * its id, locale and number of edits. The kind of text is that of the file (`.md`,
 * `.mdx`, `.txt`, `.json`). `editions` of the module `virtual:yiwen/editions` are the
 * project's. An article with an error fails the build; warnings are warnings.
 *
 * @param options - Folder, language.
 * @returns Plugin.
 */
export function yiwen(options: YiwenViteOptions = {}): Plugin {
  const t = createTranslator(options.language ?? 'en')
  let cwd = ''
  let project: Promise<Read> | undefined

  const open = async (): Promise<Read> => {
    project ??= read(cwd, options.config)
    try {
      return await project
    } catch (error) {
      // What is wrong now may be right when it is asked for again.
      project = undefined
      if (!(error instanceof UserError)) throw error
      const { message, hint = '' } = wordError(error, t)
      throw new Error(`${message} ${hint}`.trim(), { cause: error })
    }
  }

  return {
    name: 'yiwen',
    // The text is a module before anything takes Markdown for something else.
    enforce: 'pre',
    configResolved({ root }) {
      cwd = resolve(root, options.cwd ?? '.')
    },
    buildStart() {
      project = undefined
    },
    configureServer(server) {
      void watchFiles(server, cwd, open)
    },
    async resolveId(id, importer) {
      if (id === listName) return listId
      const { path, edition } = query.exec(id)?.groups ?? {}
      if (path === undefined || edition === undefined) return undefined
      const found = await this.resolve(path, importer, { skipSelf: true })
      if (!found) return undefined
      return editionId(edition, found.id.replace(/\?.*$/s, ''))
    },
    async load(id) {
      if (id === listId) {
        const { config, files, glossaries } = await open()
        for (const path of watched(files, glossaries)) this.addWatchFile(path)
        const editions = config.editions
          .filter(({ locale }) => isChinese(locale))
          .map((edition) => {
            const { id, locale, name } = siteOf(edition)
            return { id, locale, name }
          })
        return `export const editions = ${literal(editions)}\n`
      }
      const { path, edition } = ownId.exec(id)?.groups ?? {}
      if (path === undefined || edition === undefined) return undefined
      const current = await open()
      for (const one of watched(current.files, current.glossaries)) {
        this.addWatchFile(one)
      }
      this.addWatchFile(path)
      const text = await readFile(path, 'utf8')
      const articles = resolve(cwd, current.config.articles)
      const made = localizeOne(text, path, articles, edition, current)
      const said: string[] = []
      for (const message of made.messages) {
        if (message.fatal === undefined) continue
        const { reason, note } = wordFinding(message, t)
        const place = `${relative(cwd, path)}:${message.line ?? 1}:${message.column ?? 1}`
        const line = `${place} ${reason}${note ? ` ${note}` : ''} (${message.ruleId})`
        if (message.fatal) said.push(line)
        else this.warn(line)
      }
      if (said.length > 0) this.error(said.join('\n'))
      const edits = made.data ? changesOf(made.data).length : 0
      const about = { id: made.id, locale: made.locale, edits }
      return `export default ${literal(made.text)}\nexport const edition = ${literal(about)}\n`
    },
    async hotUpdate({ file, modules }) {
      const known = await project?.catch(() => undefined)
      const everything = known === undefined || isOurs(file, cwd, known)
      if (everything) project = undefined
      const all = new Set<EnvironmentModuleNode>(modules)
      for (const [id, module] of this.environment.moduleGraph.idToModuleMap) {
        const path = ownId.exec(id)?.groups?.['path']
        if (path === undefined && id !== listId) continue
        if (everything || (path && resolve(path) === resolve(file))) {
          all.add(module)
        }
      }
      return all.size > modules.length ? [...all] : undefined
    },
  }

  function localizeOne(
    text: string,
    path: string,
    articles: string,
    edition: string,
    current: Read,
  ) {
    const below = relative(articles, path).split(sep).join('/')
    const format = extname(path).slice(1)
    const kinds: Record<string, TextOptions['format']> = {
      mdx: 'mdx',
      txt: 'txt',
      json: 'json',
    }
    try {
      const [made] = localizeText(
        text,
        {
          format: kinds[format] ?? 'md',
          editions: [decodeURIComponent(edition)],
          ...(below.startsWith('..') ? {} : { path: below }),
        },
        current,
      ).editions
      // An edition that is named is made, or refused by name.
      return made as NonNullable<typeof made>
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const { message, hint = '' } = wordError(error, t)
      throw new Error(`${message} ${hint}`.trim(), { cause: error })
    }
  }
}

async function read(cwd: string, named: string | undefined): Promise<Read> {
  const { config, concepts, files } = await readTextProject(cwd, named)
  const { vocabulary } = config
  const localizer = createLocalizer({ concepts, vocabulary })
  const glossaries = await findGlossaries(cwd, files.patterns)
  return {
    config,
    localizer,
    files,
    glossaries: glossaries.map((path) => resolve(cwd, path)),
  }
}

function watched(
  { path }: TextProjectFiles,
  glossaries: readonly string[],
): string[] {
  return path === undefined ? [...glossaries] : [path, ...glossaries]
}

/** New files of a glossary are told of, too. */
async function watchFiles(
  { watcher }: ViteDevServer,
  cwd: string,
  open: () => Promise<Read>,
): Promise<void> {
  try {
    const { files, glossaries } = await open()
    watcher.add([...watched(files, glossaries), cwd])
  } catch {
    // It is said when an edition is asked for.
    watcher.add(cwd)
  }
}

function isOurs(
  file: string,
  cwd: string,
  { files, glossaries }: Read,
): boolean {
  const path = resolve(file)
  if (path === files.path || glossaries.includes(path)) return true
  const below = relative(cwd, path).split(sep).join('/')
  return (
    /^yiwen\.config\.\w+$/.test(below) ||
    files.patterns.some((glob) => matchGlob(below, glob))
  )
}

/** JSON that is JavaScript, whatever is in it. */
function literal(value: unknown): string {
  return JSON.stringify(value)
}
