import { readFileSync, realpathSync, statSync } from 'node:fs'
import {
  basename,
  dirname,
  isAbsolute,
  join,
  relative,
  resolve,
  sep,
} from 'node:path'
import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser'
import { parseDocument } from 'yaml'
import { type Config, pointAt, UserError } from '../model/index.ts'
import { resolveConfig } from './resolve-config.ts'

export {
  articleSettings,
  type FrontMatterPlace,
  overridesFor,
  type ResolvedArticleSettings,
} from './article-settings.ts'
export {
  defineConfig,
  resolveConfig,
  type UserConfig,
  type UserEdition,
} from './resolve-config.ts'

/** Names of configuration files, in a project's folder, besides `package.json`. */
export const configNames: readonly string[] = [
  'ts',
  'js',
  'mjs',
  'json',
  'yaml',
  'yml',
].map((extension) => `yiwen.config.${extension}`)

/**
 * Load the configuration that holds in a folder.
 *
 * It is the file given, else the folder's `yiwen.config.*`, else the `yiwen`
 * key of its `package.json`, else the defaults.
 *
 * @param options - Folder of the project, and a file to read instead of
 *   looking for one.
 * @returns Complete configuration and the file it comes from, if any.
 * @throws UserError when the file is missing or broken, when there are two, or
 *   when settings are wrong.
 *
 * @example
 * ```ts
 * import { loadConfig } from 'yiwen/node'
 *
 * const { config, path } = await loadConfig({ cwd: '.' })
 * config.articles // 'articles'
 * path // undefined
 * ```
 */
export async function loadConfig(options: {
  cwd: string
  path?: string
}): Promise<{ config: Config; path?: string }> {
  const { cwd } = options
  const path =
    options.path === undefined ? findConfig(cwd) : resolve(cwd, options.path)
  if (path === undefined) {
    return { config: checkFolders(resolveConfig({}), cwd, 'configuration') }
  }
  const name = relative(cwd, path) || path
  const config = resolveConfig(await readConfig(path, name), name)
  return { config: checkFolders(config, cwd, name), path }
}

function findConfig(cwd: string): string | undefined {
  const found = configNames.filter((name) => isFile(join(cwd, name)))
  if (found.length > 1) {
    throw new UserError(
      `There are two configurations: ${found.join(' and ')}.`,
      {
        hint: 'Keep one, or name the one you mean with --config.',
        wording: {
          key: 'configs-two',
          values: {
            first: found[0] ?? '',
            second: found.slice(1).join(' and '),
          },
        },
      },
    )
  }
  const [only] = found
  if (only !== undefined) return join(cwd, only)
  const manifest = join(cwd, 'package.json')
  if (!isFile(manifest)) return undefined
  // A broken package.json is npm's to report, unless it is ours to read.
  const content = parse(readFileSync(manifest, 'utf8')) as unknown
  return hasOwnKey(content, 'yiwen') ? manifest : undefined
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false
}

function hasOwnKey<Key extends string>(
  value: unknown,
  key: Key,
): value is Record<Key, unknown> {
  return (
    typeof value === 'object' && value !== null && Object.hasOwn(value, key)
  )
}

async function readConfig(path: string, name: string): Promise<unknown> {
  if (!isFile(path)) {
    throw new UserError(`There is no configuration file ${name}.`, {
      hint: 'Check the path, or run `yiwen init` to write one.',
      wording: { key: 'config-missing', values: { path: name } },
    })
  }
  if (/\.[cm]?[jt]s$/.test(path)) return importConfig(path, name)
  const text = readText(path, name)
  if (/\.ya?ml$/.test(path)) return parseYaml(text, name)
  if (!path.endsWith('.json')) {
    throw new UserError(`${name} is no kind of configuration Yiwen reads.`, {
      hint: `Name it ${configNames.join(', ')}.`,
      wording: {
        key: 'config-kind',
        values: { path: name, known: configNames.join(', ') },
      },
    })
  }
  const content = parseJson(text, name)
  if (basename(path) !== 'package.json') return content
  return hasOwnKey(content, 'yiwen') ? content.yiwen : {}
}

function readText(path: string, name: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new UserError(`${name} can not be read: ${messageOf(cause)}.`, {
      hint: 'Check its permissions.',
      cause,
      wording: {
        key: 'config-unreadable',
        values: { path: name, reason: messageOf(cause) },
      },
    })
  }
}

async function importConfig(path: string, name: string): Promise<unknown> {
  // Few settings are programs.
  const { createJiti } = await import('jiti')
  // Nothing is cached on disk: loading settings must not write anywhere.
  const jiti = createJiti(path, { fsCache: false, moduleCache: false })
  let module: unknown
  try {
    module = await jiti.import(path)
  } catch (cause) {
    throw new UserError(`${name} can not be run: ${messageOf(cause)}`, {
      hint: 'Correct the file; it must export a configuration.',
      cause,
      wording: {
        key: 'config-broken',
        values: { path: name, reason: messageOf(cause) },
      },
    })
  }
  if (hasOwnKey(module, 'default') && module.default !== undefined) {
    return module.default
  }
  throw new UserError(`${name} has no default export.`, {
    hint: 'Write `export default defineConfig({ … })`.',
    wording: { key: 'config-export', values: { path: name } },
  })
}

function parseYaml(text: string, name: string): unknown {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) {
    const { line, column } = pointAt(text, error.pos[0])
    throw syntaxError(name, line, column, error.message.split('\n')[0] ?? '')
  }
  try {
    return document.toJS() ?? {}
  } catch (cause) {
    // Aliases that grow without bound.
    throw syntaxError(name, 1, 1, messageOf(cause))
  }
}

function parseJson(text: string, name: string): unknown {
  const errors: ParseError[] = []
  const content: unknown = parse(text, errors, { allowTrailingComma: true })
  const [error] = errors
  if (!error) return content
  const { line, column } = pointAt(text, error.offset)
  throw syntaxError(name, line, column, printParseErrorCode(error.error))
}

function syntaxError(
  name: string,
  line: number,
  column: number,
  reason: string,
): UserError {
  return new UserError(`${name}:${line}:${column} can not be read: ${reason}`, {
    hint: 'Correct the syntax there.',
    wording: {
      key: 'config-syntax',
      values: { path: name, line, column, reason },
    },
  })
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

// Editions must never land on sources, nor sources be read from editions.
function checkFolders(config: Config, cwd: string, name: string): Config {
  // Editions of a layout stand among its sources, by rules that keep them apart.
  if (config.layout) return config
  const root = realPath(resolve(cwd))
  const articles = realPath(resolve(cwd, config.articles))
  const output = realPath(resolve(cwd, config.output))
  const refuse = (key: string, problem: string, hint: string): never => {
    throw new UserError(
      `Settings in ${name} are wrong:\n  output: ${problem}`,
      {
        hint,
        wording: {
          key,
          values: {
            path: name,
            articles: config.articles,
            output: config.output,
          },
        },
      },
    )
  }
  const apart = 'Give editions a folder of their own, such as `public`.'
  if (output === articles) {
    refuse(
      'output.same',
      `is the folder of articles, "${config.articles}".`,
      apart,
    )
  }
  if (isInside(output, articles)) {
    refuse(
      'output.inside',
      `lies inside the folder of articles, "${config.articles}".`,
      apart,
    )
  }
  if (isInside(articles, output)) {
    refuse(
      'output.holds',
      `holds the folder of articles, "${config.articles}".`,
      apart,
    )
  }
  if (output === root || isInside(root, output)) {
    refuse(
      'output.project',
      'is the project itself, or a folder that holds it.',
      apart,
    )
  }
  if (!isInside(output, root) && !isAbsolute(config.output)) {
    refuse(
      'output.outside',
      `"${config.output}" leads out of the project.`,
      'Write the whole path, from /, if you mean a folder elsewhere.',
    )
  }
  return config
}

function isInside(path: string, folder: string): boolean {
  const prefix = folder.endsWith(sep) ? folder : folder + sep
  return path.startsWith(prefix)
}

// A link to the articles is the articles; what is not there yet can be none.
function realPath(path: string): string {
  try {
    return realpathSync(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(realPath(parent), basename(path))
  }
}
