import type { OpenGlossary } from '../build/glossary-edit.ts'
import { firstPath } from '../build/glossary-parts.ts'
import {
  type GlossaryFile,
  openGlossary as openFile,
  type WrittenConcept,
} from '../glossary/index.ts'
import type { Config } from '../model/index.ts'
import { type Context, misuse } from './context.ts'
import type { Values } from './options.ts'

/** What files of new concepts are chosen by. */
interface FileOptions {
  /** Context. */
  context: Context
  /** Options. */
  values: Values
  /** Settings. */
  config: Config
}

/**
 * Choose the file a new concept goes to.
 *
 * @param concept - Concept.
 * @param glossary - Glossary.
 * @param options - Context, options, settings.
 * @returns The file of `--into`, the only one, or the one with most of its domain;
 *   of files that go on from one another the last.
 * @throws UserError when none stands out.
 */
export async function fileFor(
  concept: WrittenConcept,
  glossary: OpenGlossary,
  options: FileOptions,
): Promise<GlossaryFile> {
  return fileChooser(glossary, options)(concept)
}

/**
 * Give a function that chooses files, which looks through the glossary once for
 * each domain.
 *
 * @param glossary - Glossary.
 * @param options - Context, options, settings.
 * @returns Function like {@link fileFor}.
 */
export function fileChooser(
  glossary: OpenGlossary,
  options: FileOptions,
): (concept: WrittenConcept) => Promise<GlossaryFile> {
  const chosen = new Map<unknown, Promise<GlossaryFile>>()
  // Without any file, all go to one.
  const isByDomain = glossary.files.length > 0
  return (concept) => {
    const key = isByDomain ? concept['domain'] : undefined
    const known = chosen.get(key)
    if (known) return known
    const file = choose(concept, glossary, options)
    chosen.set(key, file)
    return file
  }
}

async function choose(
  concept: WrittenConcept,
  { files }: OpenGlossary,
  { context, values, config }: FileOptions,
): Promise<GlossaryFile> {
  const { io, t } = context
  if (values.into !== undefined) {
    const known = files.find(({ path }) => path === values.into)
    return known ?? openFile(io.cwd, values.into)
  }
  const { domain } = concept
  const paths = new Set(files.map(({ path }) => path))
  const groups = new Map<string, { file: GlossaryFile; size: number }>()
  for (const file of files) {
    const first = firstPath(file.path, (path) => paths.has(path))
    const own = file.concepts.filter((one) => one['domain'] === domain).length
    const group = groups.get(first) ?? { file, size: 0 }
    const isLater = numberOf(file.path) > numberOf(group.file.path)
    groups.set(first, {
      file: first !== file.path && isLater ? file : group.file,
      size: group.size + own,
    })
  }
  const sizes = [...groups.values()]
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

/** Number at the end of a file's name: 1 without one. */
function numberOf(path: string): number {
  return Number(/-(\d+)(?:\.[^./]*)?$/.exec(path)?.[1] ?? 1)
}
