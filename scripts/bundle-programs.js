// Programs of dist/ as few modules: what a command runs is loaded in a third of the
// time that a thousand modules, own and of packages, take.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What Node starts by its path; all else of them stands in `chunks/`. */
const programs = [
  'cli/main',
  'build/worker',
  'api/worker',
  'cache/stamps-worker',
]

/** Packages with machine code, threads or files of their own, and seldom wanted ones. */
const apart = [
  '@ai-sdk/openai-compatible',
  '@opentelemetry/api',
  'ai',
  'bullmq',
  'chokidar',
  'iconv-lite',
  'ioredis',
  'jiti',
  'katex',
  'libsql',
  'piscina',
  'prom-client',
  'unstorage',
]

// The messages of a language are decoded when somebody asks for them: reading those of
// four took a third of what a command takes to start.
const messages = {
  name: 'messages',
  setup(/** @type {import('esbuild').PluginBuild} */ { onLoad }) {
    onLoad({ filter: /[\\/]src[\\/]messages[\\/]resources\.ts$/ }, async () => {
      const { resources } = await import('../dist/messages/resources.js')
      const getters = Object.entries(resources).map(([language, messages]) => {
        const text = JSON.stringify(JSON.stringify(messages))
        return `get '${language}'() { return read['${language}'] ??= JSON.parse(${text}) }`
      })
      const contents = `const read = {}
export const resources = { ${getters.join(',\n')} }`
      return { contents }
    })
  },
}

// Every program and chunk stands one folder below dist/, and so did each module.
const place = {
  name: 'place',
  setup(/** @type {import('esbuild').PluginBuild} */ { onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      if (path.includes('node_modules') || !text.includes('import.meta.url')) {
        return
      }
      const own = path.slice(root.length).replaceAll('\\', '/')
      const module = own.replace(/^src\/(.*)\.ts$/, '../$1.js')
      return {
        contents: text.replaceAll(
          'import.meta.url',
          `new URL('${module}', import.meta.url).href`,
        ),
        loader: 'ts',
      }
    })
  },
}

const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: programs.map((name) => `src/${name}.ts`),
  outbase: `${root}src`,
  outdir: `${root}dist`,
  chunkNames: 'chunks/[name]-[hash]',
  allowOverwrite: true,
  bundle: true,
  splitting: true,
  metafile: true,
  charset: 'utf8',
  define: { packagesApart: JSON.stringify(apart) },
  external: apart,
  format: 'esm',
  lineLimit: 120,
  mainFields: ['module', 'main'],
  // Node decodes and scans all of a module; names stay, for traces of faults.
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  target: 'node20.20',
  // Packages that are CommonJS ask Node for its modules this way.
  banner: {
    js: `import { createRequire as requireOf } from 'node:module'
const require = requireOf(import.meta.url)`,
  },
  plugins: [messages, place],
})

const folders = new Set(
  Object.keys(metafile.inputs).flatMap(
    (path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? [],
  ),
)
const licenses = [...folders].sort().map((folder) => {
  const { name, version, license } = JSON.parse(
    readFileSync(`${root}${folder}/package.json`, 'utf8'),
  )
  const file =
    readdirSync(`${root}${folder}`).find((one) => /^licen[cs]e/i.test(one)) ??
    readdirSync(`${root}${folder}`).find((one) => /^readme/i.test(one))
  const text = file ? readFileSync(`${root}${folder}/${file}`, 'utf8') : ''
  return `${name} ${version}${license ? ` (${license})` : ''}\n\n${text.trim()}\n`
})
writeFileSync(
  `${root}dist/licenses.txt`,
  `The programs of Yiwen carry these packages in them.\n\n${licenses.join(`\n${'-'.repeat(80)}\n\n`)}`,
)
