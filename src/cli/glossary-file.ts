import type { OpenGlossary } from '../build/glossary-edit.ts'
import {
  type GlossaryFile,
  openGlossary as openFile,
  type WrittenConcept,
} from '../glossary/index.ts'
import type { Config } from '../model/index.ts'
import { type Context, misuse } from './context.ts'
import type { Values } from './options.ts'

/**
 * Choose the file a new concept goes to.
 *
 * @param concept - Concept.
 * @param glossary - Glossary.
 * @param options - Context, options, settings.
 * @returns The file of `--into`, the only one, or the one with most of its domain.
 * @throws UserError when none stands out.
 */
export async function fileFor(
  concept: WrittenConcept,
  { files }: OpenGlossary,
  {
    context,
    values,
    config,
  }: {
    context: Context
    values: Values
    config: Config
  },
): Promise<GlossaryFile> {
  const { io, t } = context
  if (values.into !== undefined) {
    const known = files.find(({ path }) => path === values.into)
    return known ?? openFile(io.cwd, values.into)
  }
  const { domain } = concept
  const sizes = files.map((file) => ({
    file,
    size: file.concepts.filter((one) => one['domain'] === domain).length,
  }))
  const [first, second] = sizes.sort((a, b) => b.size - a.size)
  if (first && (!second || first.size > second.size)) return first.file
  if (!first) {
    // An empty project gets the file that `yiwen init` would make.
    const pattern = config.glossary[0] ?? 'locales/glossary/*.yaml'
    return openFile(io.cwd, pattern.replaceAll('*', 'glossary'))
  }
  const items = files.map(({ path }) => path)
  throw misuse(
    t('cli:misuse.whichFile', { id: String(concept['id']) }),
    t('cli:hint.useInto', { values: t('cli:frame.list', { items }) }),
  )
}
