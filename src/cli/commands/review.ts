import { execFile } from 'node:child_process'
import { userInfo } from 'node:os'
import { chooseLanguage } from '../../messages/index.ts'
import { exitCodes } from '../../model/index.ts'
import { openBrowser, serveReview } from '../../server/index.ts'
import type { Run } from '../command.ts'
import { misuse, print } from '../context.ts'
import { readCount } from '../count.ts'
import { extractFrom, proposalsOf, readNumber } from '../extraction.ts'
import { loadSettings } from '../project.ts'

/** `yiwen review`: decide in the browser what waits for review. */
export const review: Run = async (context, { values }) => {
  const { io, t, out: colors } = context
  const { config } = await loadSettings(context, values)
  const request = {
    named: [],
    strictness: readNumber('--strictness', values.strictness ?? '0.5', t),
    limit: readCount('--limit', values.limit ?? '100', t),
    'new-only': true,
  }
  const language = chooseLanguage({ flag: values.lang, env: io.env })
  const server = await serveReview({
    cwd: io.cwd,
    config,
    ...(values.extract
      ? {
          candidates: async () => {
            const found = await extractFrom(context, config, request)
            const { extraction, concepts } = found
            return proposalsOf(extraction, concepts, t).map((concept) => ({
              concept,
            }))
          },
        }
      : {}),
    by: values.by?.trim() || (await nameOfPerson(io.cwd)),
    port: readPort(values.port, (value) =>
      misuse(t('cli:misuse.invalidValue', { value, option: '--port' })),
    ),
    language,
    ...(values.lang === undefined ? {} : { asked: language }),
  })
  const ended = new Promise<void>((done) => io.onInterrupt?.(done))
  print(context, `${t('cli:review.open')}\n\n  ${colors.cyan(server.url)}\n`)
  print(context, colors.dim(t('cli:review.stop')))
  if (!values['no-open']) openBrowser(server.url)
  await ended
  await server.close()
  print(context, `\n${t('cli:review.stopped')}`)
  return exitCodes.ok
}

/**
 * Read the number of a port.
 *
 * @param value - What the person wrote. Default: any that is free.
 * @param wrong - Makes the error for what is no number of a port.
 * @returns Number, 0 for any.
 */
export function readPort(
  value: string | undefined,
  wrong: (value: string) => Error,
): number {
  if (value === undefined) return 0
  const port = /^\d{1,5}$/.test(value) ? Number(value) : -1
  if (port < 0 || port > 65_535) throw wrong(value)
  return port
}

/** The name git signs with, else that of the account. */
export function nameOfPerson(cwd: string): Promise<string> {
  return new Promise((done) => {
    const options = { cwd, timeout: 3000 }
    execFile('git', ['config', 'user.name'], options, (_, said) => {
      done(String(said ?? '').trim() || accountName())
    })
  })
}

function accountName(): string {
  try {
    return userInfo().username
  } catch {
    return 'unknown'
  }
}
