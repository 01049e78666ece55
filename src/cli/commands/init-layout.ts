import { existsSync, writeFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { readLabels } from '../../build/labels.ts'
import {
  type Guess,
  guessLayouts,
  layoutSetup,
  lookAt,
} from '../../build/layout.ts'
import { findSources } from '../../build/sources.ts'
import {
  type ChineseLocale,
  chineseLocales,
  exitCodes,
  type LayoutName,
  layoutNames,
} from '../../model/index.ts'
import { loadConfig, resolveConfig } from '../../read/index.ts'
import { type Context, misuse, print } from '../context.ts'
import { visible } from '../terminal-text.ts'

/**
 * `yiwen init --layout`: settings for the site generator that a folder is of.
 *
 * @param context - Context.
 * @param root - Folder, absolute.
 * @param folder - Folder, as it was typed.
 * @param wanted - Generator, or `auto` to find out.
 * @returns Exit code.
 * @throws UserError when it is not clear which generator it is, or the folder has
 *   none of its content.
 */
export async function initLayout(
  context: Context,
  root: string,
  folder: string,
  wanted: LayoutName | 'auto',
): Promise<number> {
  const { t, out: colors } = context
  if (!existsSync(root)) {
    throw misuse(
      t('cli:misuse.folderMissing', { path: folder }),
      t('cli:hint.checkPath'),
    )
  }
  const { path, config: there } = await loadConfig({ cwd: root })
  // Editions that were built make a guess worse than the settings they came of.
  const known = there.layout?.name
  const isSet = known && (wanted === 'auto' || wanted === known)
  const guess = choose(context, root, folder, isSet ? known : wanted)
  const config = isSet ? there : resolveConfig(valuesOf(guess))
  // A wrong guess is told before anything is written.
  const sources = await findSources(root, config)
  print(
    context,
    guess.evidence === ''
      ? t('cli:layout.named', { name: guess.layout.name })
      : t('cli:layout.found', {
          name: guess.layout.name,
          path: visible(join(folder, guess.evidence)),
        }),
  )
  print(
    context,
    t('cli:layout.sources', {
      count: sources.length,
      locale: config.source,
      folders: [...new Set(sources.map(topOf))].slice(0, 6).join(', '),
    }),
  )
  if (sources.length === 0) print(context, t('cli:layout.none'))
  const text = settingsOf(context, guess)
  if (path === undefined) {
    const file = 'yiwen.config.yaml'
    const shown = visible(join(folder, file))
    writeFileSync(join(root, file), text, { flag: 'wx' })
    print(context, colors.green(t('cli:init.created', { path: shown })))
  } else {
    const shown = visible(join(folder, relative(root, path)))
    print(context, colors.dim(t('cli:init.kept', { path: shown })))
    if (!isSet) {
      print(context, `\n${t('cli:layout.put', { path: shown })}\n`)
      print(context, indent(text.replace(/^#.*\n+/, '')))
    }
  }
  if (guess.foreign !== undefined && !isSet) {
    const values = { locale: guess.foreign, source: guess.source }
    print(context, `\n${t('cli:layout.foreign', values)}`)
  }
  const labels = await readLabels(root, config)
  const setup = layoutSetup(config, labels !== undefined)
  if (setup) {
    const where = guess.evidence.endsWith('/') ? '' : guess.evidence
    const file = where || setup.file
    print(
      context,
      `\n${file === '' || guess.layout.name === 'mdbook' ? t('cli:layout.run') : t('cli:layout.set', { path: visible(join(folder, file)) })}\n`,
    )
    print(context, indent(setup.code))
  }
  if (guess.layout.name === 'docusaurus') {
    const { layout, source } = config
    const locale = layout?.locales?.[source] ?? source
    const command = `npx docusaurus write-translations --locale ${locale}`
    print(context, `\n${t('cli:layout.messages')}\n\n  ${command}`)
  }
  const go = folder === '.' ? '' : `cd ${folder} && `
  print(context, `\n${t('cli:layout.next', { command: `${go}yiwen build` })}`)
  return exitCodes.ok
}

function choose(
  { t }: Context,
  root: string,
  folder: string,
  wanted: LayoutName | 'auto',
): Guess {
  const look = lookAt(root)
  const found = guessLayouts(look, wanted === 'auto' ? undefined : wanted)
  const [first, second] = found
  if (first && !second) return first
  const names = t('cli:frame.list', { items: [...layoutNames] })
  if (!first) {
    throw misuse(
      t('cli:misuse.layoutUnknown', { path: resolve(root) }),
      t('cli:hint.layoutName', { names }),
    )
  }
  throw misuse(
    t('cli:misuse.layoutSeveral', {
      path: folder,
      found: t('cli:frame.list', {
        items: found.map(
          ({ layout, evidence }) => `${layout.name} (${evidence})`,
        ),
      }),
    }),
    t('cli:hint.layoutName', {
      names: t('cli:frame.list', {
        items: found.map(({ layout }) => layout.name),
      }),
    }),
  )
}

/** Settings, as they are written. */
function valuesOf({ layout, source, plainMarkdown }: Guess): object {
  return {
    layout,
    source,
    editions: editionsOf(source),
    ...(layout.name === 'docusaurus' && plainMarkdown
      ? { overrides: [{ files: '**/*.md', markdown: { mdx: false } }] }
      : {}),
  }
}

function editionsOf(source: ChineseLocale): ChineseLocale[] {
  return chineseLocales.filter((locale) => locale !== source)
}

function settingsOf({ t }: Context, guess: Guess): string {
  const { layout, source, plainMarkdown } = guess
  const { name, content, source: own, prefix, locales, except } = layout
  const lines = [
    `# ${t('cli:init.comment.top')}`,
    '',
    `# ${t('cli:layout.comment.layout')}`,
    'layout:',
    `  name: ${name}`,
    ...(content === undefined ? [] : [`  content: ${scalar(content)}`]),
    ...(own === undefined ? [] : [`  source: ${scalar(own)}`]),
    ...(prefix === undefined ? [] : [`  prefix: ${scalar(prefix)}`]),
    ...(locales
      ? [
          '  locales:',
          ...Object.entries(locales).map(([id, one]) => `    ${id}: ${one}`),
        ]
      : []),
    ...(except
      ? ['  except:', ...except.map((one) => `    - ${scalar(one)}`)]
      : []),
    `source: ${source}`,
    '',
    `# ${t('cli:layout.comment.editions')}`,
    'editions:',
    ...editionsOf(source).map((id) => `  - ${id}`),
    ...(name === 'docusaurus' && plainMarkdown
      ? ['overrides:', "  - files: '**/*.md'", '    markdown: { mdx: false }']
      : []),
  ]
  return `${lines.join('\n')}\n`
}

function scalar(text: string): string {
  return /^[\w][\w/.-]*$/.test(text) ? text : JSON.stringify(text)
}

function topOf(path: string): string {
  const end = path.indexOf('/')
  return end < 0 ? path : `${path.slice(0, end)}/`
}

function indent(text: string): string {
  return text.replace(/^(?=.)/gm, '  ')
}
