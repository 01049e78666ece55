// Build dist/ afresh: tsc leaves what it wrote before, so the folder goes first.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const root = fileURLToPath(new URL('..', import.meta.url))
rmSync(`${root}dist`, { recursive: true, force: true })

// Node reads of compiled tables what it needs; a page has them in its modules.
const tables = `${root}src/convert/tables`
mkdirSync(`${root}dist/tables`, { recursive: true })
for (const file of readdirSync(tables)) {
  const [name, kind] = file.split('.')
  const bytes = readFileSync(`${tables}/${file}`)
  const inline =
    kind === 'txt'
      ? `import { encodeUtf8 } from '../convert/utf8.js'
const text = ${JSON.stringify(bytes.toString())}
let bytes
export const readTable = (start, length) => {
  bytes ??= encodeUtf8(text)
  return bytes.subarray(start, start + length)
}
`
      : `import { decodeBase64 } from '../convert/base64.js'
const text = '${bytes.toString('base64')}'
let bytes
export const readTable = (start, length) => {
  bytes ??= decodeBase64(text)
  return bytes.subarray(start, start + length)
}
`
  const modules = {
    // The file stays open: what is read of it later has to be of the same one. What
    // this module is bundled into stands one folder below dist/, too.
    // An import would make Node look at all that its module has, streams included.
    'node.js': `const { openSync, readSync } = process.getBuiltinModule('node:fs')
let file
export const readTable = (start, length) => {
  file ??= openSync(new URL('../tables/${file}', import.meta.url))
  const bytes = new Uint8Array(length)
  let end = 0
  for (let count = -1; count !== 0 && end < length; end += count) {
    count = readSync(file, bytes, end, length - end, start + end)
  }
  return end === length ? bytes : bytes.subarray(0, end)
}
`,
    'inline.js': inline,
    'node.d.ts': `/** Read some bytes of the file: as many, or those up to its end. */
export declare const readTable: (start: number, length: number) => Uint8Array<ArrayBuffer>
`,
  }
  writeFileSync(`${root}dist/tables/${file}`, bytes)
  for (const [ending, text] of Object.entries(modules)) {
    writeFileSync(`${root}dist/tables/${name}.${ending}`, text)
  }
}

// Pages have their search in a module.
await import('./build-search-client.js')

const tsc = fileURLToPath(
  new URL('../node_modules/typescript/bin/tsc', import.meta.url),
)
execFileSync(process.execPath, [tsc, '-p', root], { stdio: 'inherit' })
// The smallest door is one module: forty would take longer to find than to run.
// Node's has the readers of tables in it.
buildSync({
  entryPoints: [`${root}dist/text.js`],
  outfile: `${root}dist/text/node.js`,
  bundle: true,
  charset: 'utf8',
  format: 'esm',
  lineLimit: 120,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: 'node',
  target: 'node20.20',
})
buildSync({
  entryPoints: [`${root}dist/text.js`],
  outfile: `${root}dist/text.js`,
  allowOverwrite: true,
  bundle: true,
  external: ['#tables/*'],
  format: 'esm',
  platform: 'neutral',
  target: 'es2023',
  sourcemap: true,
})
await import('./bundle-programs.js')
// The page of the review is one script and one style sheet, for it works offline.
buildSync({
  entryPoints: {
    client: `${root}src/server/client/main.ts`,
  },
  outdir: `${root}dist/server`,
  bundle: true,
  format: 'esm',
  minify: true,
  platform: 'browser',
  target: 'es2023',
})
copyFileSync(`${root}src/vite-client.d.ts`, `${root}dist/vite-client.d.ts`)
const styles = ['client.css', 'translate.css'].map((name) =>
  readFileSync(`${root}src/server/client/${name}`, 'utf8'),
)
writeFileSync(`${root}dist/server/client.css`, styles.join(''))
if (existsSync(`${root}dist/cli/main.js`)) {
  chmodSync(`${root}dist/cli/main.js`, 0o755)
}

// Which code made an edition is asked at each build, and answered once, here
// (`src/build/code-version.ts`).
const hash = createHash('sha256')
for (const entry of readdirSync(`${root}dist`, {
  recursive: true,
  withFileTypes: true,
})
  // What a page has of a table in a module, Node has in a file.
  .filter(({ name }) => !/\.(?:map|d\.ts|inline\.js)$/.test(name))
  .filter((entry) => entry.isFile())
  .map(({ parentPath, name }) => `${parentPath}/${name}`)
  .sort()) {
  hash.update(`${entry.slice(root.length)}\0`).update(readFileSync(entry))
}
const { packagesOf } = await import('../dist/build/code-version.js')
writeFileSync(
  `${root}dist/built.json`,
  JSON.stringify({
    code: hash.digest('hex'),
    packages: await packagesOf(root),
  }),
)
