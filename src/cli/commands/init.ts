import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { defaultConfig, exitCodes } from '../../model/index.ts'
import { findArticles, loadConfig } from '../../read/index.ts'
import type { Run } from '../command.ts'
import { type Context, misuse, print } from '../context.ts'
import { sampleArticle, sampleConfig, sampleGlossary } from '../samples.ts'
import { visible } from '../terminal-text.ts'
import { initLayout } from './init-layout.ts'

/** File of a new project, or what stands in its place. */
interface Part {
  /** File, from the project's folder. */
  path: string
  /** Its text. */
  text: string
  /** What is there already, so that the file is not needed. */
  kept?: string | undefined
}

/** `yiwen init`: a project to start with. */
export const init: Run = async (
  context,
  { arguments: [folder = '.'], values },
) => {
  const { io, t } = context
  const root = resolve(io.cwd, folder)
  const status = statSync(root, { throwIfNoEntry: false })
  if (status && !status.isDirectory()) {
    throw misuse(
      t('cli:misuse.noFolder', { path: folder }),
      t('cli:hint.checkPath'),
    )
  }
  if (values.layout !== undefined) {
    return initLayout(context, root, folder, values.layout)
  }
  const { config, path } = await loadConfig({ cwd: root })
  for (const part of await partsOf(context, root, config, path)) {
    place(context, root, folder, part)
  }
  const go = folder === '.' ? '' : `cd ${folder} && `
  print(
    context,
    `\n${t('cli:init.next', {
      path: join(folder, config.articles, '/'),
      command: `${go}yiwen build`,
    })}`,
  )
  return exitCodes.ok
}

async function partsOf(
  { t }: Context,
  root: string,
  config: Awaited<ReturnType<typeof loadConfig>>['config'],
  configPath: string | undefined,
): Promise<Part[]> {
  const { articles, glossary } = config
  const today = new Date().toISOString().slice(0, 10)
  const parts: Part[] = [
    {
      path: 'yiwen.config.yaml',
      text: sampleConfig(t),
      kept: configPath && relative(root, configPath),
    },
    {
      path: join(articles, 'first-article.md'),
      text: sampleArticle(today),
      kept: (await hasArticles(resolve(root, articles)))
        ? join(articles, '/')
        : undefined,
    },
  ]
  // A glossary where the settings do not look for one would never be read.
  if (glossary.join() !== defaultConfig.glossary.join()) return parts
  const folder = 'locales/glossary'
  const kept = hasYaml(resolve(root, folder)) ? `${folder}/` : undefined
  const text = sampleGlossary(t)
  return [...parts, { path: `${folder}/glossary.yaml`, text, kept }]
}

async function hasArticles(folder: string): Promise<boolean> {
  if (!statSync(folder, { throwIfNoEntry: false })) return false
  return (await findArticles(folder)).length > 0
}

function hasYaml(folder: string): boolean {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false
  return readdirSync(folder).some((name) => /\.ya?ml$/.test(name))
}

function place(
  context: Context,
  root: string,
  folder: string,
  { path, text, kept }: Part,
): void {
  const { t, out: colors } = context
  const say = (key: 'created' | 'kept', name: string): void => {
    const shown = visible(join(folder, name))
    const line = t(`cli:init.${key}`, { path: shown })
    print(context, key === 'created' ? colors.green(line) : colors.dim(line))
  }
  if (kept !== undefined) {
    say('kept', kept)
    return
  }
  const file = join(root, path)
  mkdirSync(dirname(file), { recursive: true })
  try {
    // `wx` fails on anything that is there, a dangling link included.
    writeFileSync(file, text, { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    say('kept', path)
    return
  }
  say('created', path)
}
