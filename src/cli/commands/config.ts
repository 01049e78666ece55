import { relative } from 'node:path'
import { stringify } from 'yaml'
import { createLocalizer } from '../../localize.ts'
import { exitCodes } from '../../model/index.ts'
import { openArticle, settingsOf } from '../article.ts'
import type { Run } from '../command.ts'
import { print, printJson } from '../context.ts'
import { loadSettings } from '../project.ts'

/** `yiwen config`: the settings in force. */
export const config: Run = async (context, { arguments: [name], values }) => {
  const { io, t } = context
  const { config, path } = await loadSettings(context, values)
  const shown = path && (relative(io.cwd, path) || path)
  let settings: object = config
  if (name !== undefined) {
    const file = await openArticle(io, name, { config })
    const localizer = createLocalizer({ vocabulary: false })
    settings = settingsOf(localizer, file, { config, cwd: io.cwd })
  }
  if (values.json) {
    printJson(context, {
      ...(shown === undefined ? {} : { path: shown }),
      ...(name === undefined ? {} : { article: name }),
      settings,
    })
    return exitCodes.ok
  }
  const from =
    shown === undefined
      ? t('cli:config.defaults')
      : t('cli:config.from', { path: shown })
  print(context, context.out.dim(`# ${from}`))
  print(context, stringify(settings, { lineWidth: 0 }).trimEnd())
  return exitCodes.ok
}
