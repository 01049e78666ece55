/**
 * Editions of an Astro site: built before Astro builds, and while it serves.
 *
 * Takes Astro's root as a project; writes its editions as `yiwen build` does, where
 * a content collection reads them, and brings the plugin of `yiwen/vite` along.
 *
 * @module
 */
import { isAbsolute, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin, ViteDevServer } from 'vite'
import { buildProject, type ProjectReport } from './build/index.ts'
import { createTranslator, wordError, wordFinding } from './messages/index.ts'
import { type Locale, UserError } from './model/index.ts'
import { loadConfig, matchGlob } from './read/index.ts'
import { yiwen as vitePlugin } from './vite.ts'

/** How the integration works. */
export interface YiwenAstroOptions {
  /** Configuration to read instead of looking for one. */
  config?: string
  /** Language of findings on the terminal. Default: English. */
  language?: Locale
}

/** What of Astro's logger is used. */
interface Logger {
  info: (message: string) => void
  warn: (message: string) => void
  error: (message: string) => void
}

/** What of Astro's integrations this is. Astro's own types take it as one. */
export interface YiwenAstroIntegration {
  /** Name. */
  name: string
  /** Hooks. */
  hooks: {
    'astro:config:setup': (options: {
      config: { root: URL; publicDir: URL }
      command: 'dev' | 'build' | 'preview' | 'sync'
      updateConfig: (config: { vite: { plugins: Plugin[] } }) => unknown
      logger: Logger
    }) => Promise<void>
    'astro:server:setup': (options: {
      server: ViteDevServer
      logger: Logger
    }) => void
  }
}

/**
 * Create an integration for Astro.
 *
 * The folder of editions (`output` in the settings) has to be one that Astro does
 * not publish as it is: `src/editions`, with `html: false`. Where an article has an
 * error, `astro build` fails.
 *
 * @param options - Settings, language.
 * @returns Integration.
 */
export function yiwen(options: YiwenAstroOptions = {}): YiwenAstroIntegration {
  const t = createTranslator(options.language ?? 'en')
  let cwd = ''
  let open = ''

  const load = async () => {
    const { config } = options
    const loaded = await loadConfig({
      cwd,
      ...(config === undefined ? {} : { path: config }),
    })
    if (isIn(resolve(cwd, loaded.config.output), open)) {
      const { output } = loaded.config
      throw new UserError(`Astro publishes all of ${output} as it is.`, {
        hint: 'Set `output: src/editions` and `html: false` in the settings of Yiwen.',
        wording: { key: 'astro-output', values: { path: output } },
      })
    }
    return loaded
  }
  const build = async (logger: Logger): Promise<boolean> => {
    try {
      const { config } = await load()
      return say(await buildProject({ cwd, config }), logger)
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      const { message, hint = '' } = wordError(error, t)
      logger.error(`${message} ${hint}`.trim())
      return false
    }
  }
  /** Tell what a build found; whether it was all well. */
  const say = (report: ProjectReport, logger: Logger): boolean => {
    const messages = [
      ...report.glossary.messages,
      ...report.articles.flatMap((article) => article.messages),
      ...report.messages,
    ]
    let well = true
    for (const message of messages) {
      if (message.fatal === undefined) continue
      const { reason, note } = wordFinding(message, t)
      const place = `${message.file ?? ''}:${message.line ?? 1}:${message.column ?? 1}`
      const line = `${place} ${reason}${note ? ` ${note}` : ''} (${message.ruleId})`
      if (message.fatal) {
        well = false
        logger.error(line)
      } else logger.warn(line)
    }
    const count = (...kinds: readonly string[]): number =>
      report.changes.filter(({ kind }) => kinds.includes(kind)).length
    const { output } = report
    const written = count('create', 'update')
    const unchanged = count('unchanged')
    logger.info(t('api:astro.built', { output, written, unchanged }))
    return well
  }

  return {
    name: 'yiwen',
    hooks: {
      async 'astro:config:setup'({ config, command, updateConfig, logger }) {
        cwd = fileURLToPath(config.root)
        open = fileURLToPath(config.publicDir)
        const vite = vitePlugin({ ...options, cwd })
        updateConfig({ vite: { plugins: [vite] } })
        if (command === 'preview') return
        const well = await build(logger)
        if (!well && command === 'build') {
          throw new Error(t('api:astro.failed'))
        }
      },
      'astro:server:setup'({ server, logger }) {
        let queue: Promise<unknown> = Promise.resolve()
        let timer: NodeJS.Timeout | undefined
        const look = async (path: string): Promise<void> => {
          if (/[\\/](?:node_modules|\.git)[\\/]/.test(path)) return
          const { config, path: settings } = await load().catch(() => ({
            config: undefined,
            path: undefined,
          }))
          const below = relative(cwd, path).split(sep).join('/')
          const ours =
            config === undefined ||
            path === settings ||
            /^yiwen\.config\.\w+$/.test(below) ||
            isIn(path, resolve(cwd, config.articles)) ||
            config.glossary.some((glob) => matchGlob(below, glob))
          if (!ours) return
          clearTimeout(timer)
          // An editor writes several times; one build comes after the other.
          timer = setTimeout(() => {
            queue = queue
              .then(() => build(logger))
              .catch((error: unknown) => {
                logger.error(String(error))
              })
          }, 50)
        }
        server.watcher.add(cwd)
        server.watcher.on('all', (_, path) => void look(resolve(path)))
      },
    },
  }
}

function isIn(path: string, folder: string): boolean {
  const below = relative(folder, path)
  return below === '' || (!below.startsWith('..') && !isAbsolute(below))
}
