import { type ServeApiOptions, serveApi } from '../../api/index.ts'
import { exitCodes } from '../../model/index.ts'
import type { Run } from '../command.ts'
import { misuse, print } from '../context.ts'
import { readVersion } from '../version.ts'

/** `yiwen serve`: editions over HTTP, for programs in other languages. */
export const serve: Run = async (context, { values }) => {
  const { io, t, out: colors } = context
  const number = (
    name: 'listen-port' | 'threads' | 'max-body' | 'time-limit',
    option: string,
    least: number,
    most: number,
  ): number | undefined => {
    const value = values[name]
    if (value === undefined) return undefined
    const given = /^\d{1,10}$/.test(value) ? Number(value) : -1
    if (given >= least && given <= most) return given
    throw misuse(
      t('cli:misuse.invalidValue', { value, option }),
      t('cli:hint.between', { least, most }),
    )
  }
  const given: Given = {
    host: values.host,
    port: number('listen-port', '--port', 0, 65_535) ?? 8720,
    keyFile: values['key-file'],
    threads: number('threads', '--threads', 1, 64),
    bytes: number('max-body', '--max-body', 1024, 256 * 1024 * 1024),
    seconds: number('time-limit', '--time-limit', 1, 3600),
    config: values.config,
  }
  const server = await serveApi({
    cwd: io.cwd,
    version: readVersion(),
    write: (text) => io.stderr.write(text),
    keys: io.env['YIWEN_API_KEYS'],
    ...withoutUndefined(given),
  })
  const ended = new Promise<void>((done) => io.onInterrupt?.(done))
  print(context, `${t('cli:serve.open')} ${colors.cyan(server.url)}`)
  await ended
  await server.close()
  print(context, t('cli:serve.stopped'))
  return exitCodes.ok
}

type Given = {
  [Name in
    | 'host'
    | 'port'
    | 'keyFile'
    | 'threads'
    | 'bytes'
    | 'seconds'
    | 'config']: ServeApiOptions[Name] | undefined
}

function withoutUndefined(given: Given): Partial<ServeApiOptions> {
  return Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  )
}
