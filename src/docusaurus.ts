/**
 * Editions of a Docusaurus site: built before Docusaurus reads its content, and again
 * when it changes while Docusaurus serves.
 *
 * Runs `yiwen build` in the site's folder, as a process of its own: Docusaurus
 * transpiles what its plugins import, and Yiwen is not made for that.
 *
 * @module
 */
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** How the plugin works. */
export interface YiwenDocusaurusOptions {
  /** Configuration to read instead of looking for one. */
  config?: string
  /** Language of findings on the terminal. Default: that of the environment. */
  language?: string
  /** Docusaurus gives each plugin an id. */
  id?: string
}

/** What of Docusaurus' plugins this is. Docusaurus' own types take it as one. */
export interface YiwenDocusaurusPlugin {
  /** Name. */
  name: string
  /** Patterns of files on whose changes Docusaurus loads everything anew. */
  getPathsToWatch: () => string[]
  /** Builds again where something changed while Docusaurus serves. */
  loadContent: () => Promise<void>
}

const program = fileURLToPath(new URL('./cli/main.js', import.meta.url))

/**
 * Create a plugin for Docusaurus, named in `plugins` of its configuration.
 *
 * The editions are there before any other plugin reads content, for every locale that
 * is built. An article with an error fails `docusaurus build`; of what has no edition
 * Docusaurus shows the source.
 *
 * @param context - Site, as Docusaurus gives it.
 * @param options - Settings, language.
 * @returns Plugin.
 */
// biome-ignore lint/style/noDefaultExport: Docusaurus takes plugins so.
export default async function yiwen(
  context: { siteDir: string },
  options: YiwenDocusaurusOptions = {},
): Promise<YiwenDocusaurusPlugin> {
  const cwd = context.siteDir
  const serves = process.argv.includes('start')
  const { config, language } = options
  const argv = [
    'build',
    ...(config === undefined ? [] : ['--config', config]),
    ...(language === undefined ? [] : ['--lang', language]),
  ]
  const build = async (): Promise<void> => {
    const code = await run(argv, cwd)
    // While it serves, an article that is being written may well be wrong.
    if (code !== 0 && !serves) {
      throw new Error(`yiwen build ended with ${code}; what is wrong is above.`)
    }
  }

  // Here, for by the time content is loaded other plugins read theirs, too.
  await build()
  let isFirst = true
  return {
    name: 'yiwen',
    getPathsToWatch: () =>
      ['docs', 'blog', 'src/pages', 'versioned_docs', 'locales'].map(
        (folder) => `${cwd}/${folder}/**/*.{md,mdx,yaml,yml,xlf,po}`,
      ),
    async loadContent() {
      if (!isFirst) await build()
      isFirst = false
    },
  }
}

function run(argv: readonly string[], cwd: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...argv], {
      cwd,
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.on('error', reject)
    child.on('close', (code) => resolve(code ?? 1))
  })
}
