import type { VFileMessage } from 'vfile-message'
import type { readGlossaries } from '../build/glossary.ts'
import type { Concept, Config } from '../model/index.ts'
import { loadConfig } from '../read/index.ts'
import { type Context, misuse } from './context.ts'
import type { Values } from './options.ts'

/**
 * Load the settings that hold in the folder, or the file the person named.
 *
 * @param context - Context.
 * @param values - Options.
 * @returns Settings, and the file they come from, if any.
 * @throws UserError when they are wrong.
 */
export async function loadSettings(
  { io }: Context,
  values: Values,
): Promise<{ config: Config; path?: string }> {
  const { config: path } = values
  const loaded = await loadConfig({
    cwd: io.cwd,
    ...(path === undefined ? {} : { path }),
  })
  if (!values['no-fast']) return loaded
  const markdown = { ...loaded.config.markdown, fast: false }
  return { ...loaded, config: { ...loaded.config, markdown } }
}

/**
 * Read the glossary: files that were named, or those of the settings.
 *
 * @param context - Context.
 * @param config - Settings.
 * @param named - Files, or glob patterns, the person named.
 * @param options - What else to look for. Default: nothing.
 * @returns Concepts, files and findings.
 * @throws UserError when a name leads to no file.
 */
export async function readGlossary(
  { io, t }: Context,
  config: Config,
  named: readonly string[] = [],
  options: Parameters<typeof readGlossaries>[2] = {},
): Promise<{
  files: readonly string[]
  concepts: readonly Concept[]
  messages: readonly VFileMessage[]
}> {
  const patterns = named.length === 0 ? config.glossary : named
  // Not everybody who has settings wants the glossary.
  const files = await import('../build/glossary.ts')
  const glossary = await files.readGlossaries(io.cwd, patterns, options)
  if (named.length === 0) return glossary
  if (glossary.files.length === 0) {
    throw misuse(
      t('cli:glossaryLint.noFiles', { patterns: named.join(', ') }),
      t('cli:hint.checkPath'),
    )
  }
  return glossary
}
