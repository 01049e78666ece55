// Build dist/ afresh: tsc leaves what it wrote before, so the folder goes first.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const tsc = fileURLToPath(
  new URL('../node_modules/typescript/bin/tsc', import.meta.url),
)
rmSync(`${root}dist`, { recursive: true, force: true })
execFileSync(process.execPath, [tsc, '-p', root], { stdio: 'inherit' })
if (existsSync(`${root}dist/cli/main.js`)) {
  chmodSync(`${root}dist/cli/main.js`, 0o755)
}
