import { changesOf } from '../../build/changes.ts'
import { createLocalizer, type EditionData } from '../../localize.ts'
import type { Translate } from '../../messages/index.ts'
import {
  type ChineseLocale,
  type Config,
  type EditRule,
  type GlossSettings,
  isChinese,
} from '../../model/index.ts'
import type { ResolvedArticleSettings } from '../../read/index.ts'
import {
  isReadable,
  localizeOptions,
  openArticle,
  settingsOf,
  shownName,
} from '../article.ts'
import type { Run } from '../command.ts'
import { type Context, print, printJson } from '../context.ts'
import { formatChanges, formatTally, tally } from '../explanation.ts'
import { explanationPage } from '../explanation-page.ts'
import { chineseLocale, readChinese } from '../locale.ts'
import { invalidValue } from '../parse-arguments.ts'
import { loadSettings, readGlossary } from '../project.ts'
import {
  countFindings,
  exitCodeFor,
  findingsToJson,
  formatFindings,
} from '../report.ts'
import { writeFileWhole } from '../write-file.ts'

/** Edition that is explained. */
interface Chosen {
  id: string
  locale: ChineseLocale
  gloss: GlossSettings
}

/** `yiwen explain`: each edit of an article, and why it was made. */
export const explain: Run = async (
  context,
  { arguments: [name = '-'], values },
) => {
  const { io, t } = context
  const from = chineseLocale('--from', values.from, t)
  const { config } = await loadSettings(context, values)
  if (values.to !== undefined) namedEdition(values.to, config, t)
  const { encoding } = values
  const file = await openArticle(io, name, { config, encoding })
  const path = shownName(name)
  if (!isReadable(file)) {
    const lines = formatFindings([{ path, messages: file.messages }], {
      t,
      colors: context.err,
    })
    io.stderr.write(`${lines.join('\n')}\n`)
    return exitCodeFor(countFindings(file.messages))
  }
  const { concepts } = await readGlossary(context, config)
  const { vocabulary } = config
  const localizer = createLocalizer({ concepts, vocabulary })
  const settings = settingsOf(localizer, file, { config, cwd: io.cwd, from })
  const chosen = choose(values.to, settings, config, t)
  const edition = localizer.localize(file, {
    ...localizeOptions(settings, chosen.locale, config),
    ...(values.mode ? { mode: values.mode } : {}),
    ...(values.domain ? { domain: values.domain } : {}),
    gloss: chosen.gloss,
  })
  const data = edition.data.yiwen?.edition
  const changes = data
    ? changesOf(data).filter(
        ({ why }) => !values.rule || why.rule === values.rule,
      )
    : []
  const code = exitCodeFor(countFindings(edition.messages))
  if (values.json) {
    printJson(context, {
      path,
      edition: chosen.id,
      source: settings.source,
      target: chosen.locale,
      counts: tally(changes),
      edits: changes.map(({ why, line, column }) => ({
        line,
        column,
        ...why,
      })),
      findings: findingsToJson(path, edition.messages),
    })
    return code
  }
  if (values.html !== undefined && data) {
    const page = explanationPage(data, edition.messages, { title: path, t })
    writeFileWhole(values.html, Buffer.from(page), {
      cwd: io.cwd,
      t,
      ...(name === '-' ? {} : { source: name }),
    })
  }
  const lines = formatFindings([{ path, messages: edition.messages }], {
    t,
    colors: context.err,
    remarks: true,
  })
  if (lines.length > 0) io.stderr.write(`${lines.join('\n')}\n\n`)
  printChanges(context, path, chosen, settings, data, changes, values.rule)
  return code
}

function printChanges(
  context: Context,
  path: string,
  chosen: Chosen,
  settings: ResolvedArticleSettings,
  data: EditionData | undefined,
  changes: ReturnType<typeof changesOf>,
  rule: EditRule | undefined,
): void {
  const { t, out: colors, io } = context
  const edition =
    chosen.id === chosen.locale ? chosen.id : `${chosen.id} (${chosen.locale})`
  const shown = `${path} (${data?.source ?? settings.source})`
  print(
    context,
    colors.bold(t('cli:explain.heading', { path: shown, edition })),
  )
  if (changes.length === 0) {
    const none = rule
      ? t('cli:explain.noneOfRule', { rule: t(`cli:edit.${rule}`) })
      : t('cli:explain.none')
    print(context, `\n${none}`)
    return
  }
  const width = io.stdout.isTTY ? (io.stdout.columns ?? 80) : Infinity
  for (const block of formatChanges(changes, { t, colors, width })) {
    print(context, `\n${block.join('\n')}`)
  }
  print(context, `\n${formatTally(changes, { t, colors, width }).join('\n')}`)
}

function choose(
  to: string | undefined,
  settings: ResolvedArticleSettings,
  config: Config,
  t: Translate,
): Chosen {
  const chosen =
    to === undefined ? usualEdition(settings) : namedEdition(to, config, t)
  const { id, locale, gloss } = chosen
  return {
    id,
    locale: isChinese(locale) ? locale : 'zh-CN',
    gloss: { ...settings.gloss, ...gloss },
  }
}

/** The Mainland edition, unless the article is one itself. */
function usualEdition({
  editions,
  source,
}: ResolvedArticleSettings): Config['editions'][number] {
  const others = editions.filter(
    ({ locale }) => isChinese(locale) && locale !== source,
  )
  return (
    others.find(({ id }) => id === 'zh-CN') ??
    others[0] ?? { id: 'zh-CN', locale: 'zh-CN' }
  )
}

/** Edition of the settings with that id, or the plain one of a locale. */
function namedEdition(
  to: string,
  { editions }: Config,
  t: Translate,
): Config['editions'][number] {
  const named = editions.find(({ id }) => id === to)
  if (named && isChinese(named.locale)) return named
  const locale = readChinese(to)
  if (locale) {
    return editions.find(({ id }) => id === locale) ?? { id: locale, locale }
  }
  const known = editions.filter(({ locale }) => isChinese(locale))
  const ids = new Set([...known.map(({ id }) => id), 'zh-TW', 'zh-HK', 'zh-CN'])
  throw invalidValue('--to', to, [...ids], t)
}
