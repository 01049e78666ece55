import { chooseLanguage, wordError } from '../../messages/index.ts'
import { exitCodes, UserError } from '../../model/index.ts'
import { openBrowser, serveDev } from '../../server/index.ts'
import type { Run } from '../command.ts'
import { misuse, print } from '../context.ts'
import { loadSettings } from '../project.ts'
import { nameOfPerson, readPort } from './review.ts'

/** `yiwen dev`: the site while it is written. */
export const dev: Run = async (context, { values }) => {
  const { io, t, out: colors } = context
  const { config } = await loadSettings(context, values)
  if (!config.html) throw misuse(t('cli:dev.noPages'), t('cli:dev.setPages'))
  print(context, t('cli:dev.building'))
  const server = await serveDev({
    cwd: io.cwd,
    config,
    path: values.config,
    by: values.by?.trim() || (await nameOfPerson(io.cwd)),
    port: readPort(values.port, (value) =>
      misuse(t('cli:misuse.invalidValue', { value, option: '--port' })),
    ),
    language: chooseLanguage({ flag: values.lang, env: io.env }),
    onBuilt: (problem) => {
      if (problem === undefined) return
      if (!(problem instanceof UserError)) throw problem
      const { message, hint = '' } = wordError(problem, t)
      print(context, colors.red(`${message} ${hint}`.trim()))
    },
  })
  const ended = new Promise<void>((done) => io.onInterrupt?.(done))
  print(context, `${t('cli:dev.open')}\n\n  ${colors.cyan(server.url)}\n`)
  print(context, colors.dim(t('cli:dev.stop')))
  if (!values['no-open']) openBrowser(server.url)
  await ended
  await server.close()
  print(context, `\n${t('cli:dev.stopped')}`)
  return exitCodes.ok
}
