import { statSync } from 'node:fs'
import { join, relative, resolve, sep } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import { findSources } from '../build/sources.ts'
import type { Config } from '../model/index.ts'
import { findArticles } from '../read/index.ts'
import { type Context, misuse } from './context.ts'

/**
 * Find the articles a person named: files, folders or patterns; all of the
 * project where nothing is named.
 *
 * @param context - Context.
 * @param config - Settings, which say where the articles are.
 * @param named - What the person named.
 * @returns Paths from the folder the person is in, each once. A file that is
 *   named comes back whether it is there or not.
 * @throws UserError when a pattern or folder leads to no file.
 */
export async function articleNames(
  { io, t }: Context,
  config: Config,
  named: readonly string[],
): Promise<string[]> {
  const names = new Set<string>()
  const wanted = named.length === 0 ? [config.articles] : named
  for (const name of wanted) {
    const path = resolve(io.cwd, name)
    if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      const below =
        named.length === 0
          ? await findSources(path, config)
          : await findArticles(path)
      const shown = relative(io.cwd, path)
      for (const one of below) names.add(slashed(join(shown, one)))
    } else if (isDynamicPattern(name)) {
      const found = await glob([name], { cwd: io.cwd, dot: false })
      if (found.length === 0) {
        throw misuse(
          t('cli:summary.noArticles', { path: name }),
          t('cli:hint.checkPath'),
        )
      }
      for (const one of found.sort()) names.add(one)
    } else if (named.length > 0) names.add(name)
  }
  if (names.size === 0) {
    throw misuse(
      t('cli:summary.noArticles', { path: wanted.join(', ') }),
      t('cli:hint.checkPath'),
    )
  }
  return [...names]
}

function slashed(path: string): string {
  return path.split(sep).join('/')
}
