import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const at = (path: string): string =>
  fileURLToPath(new URL(path, import.meta.url))

/** Every property of the tests, tried at volume: see `scripts/fuzz.js`. */
export default defineConfig({
  root: at('../..'),
  resolve: {
    alias: [{ find: /^fast-check$/, replacement: at('./at-volume.ts') }],
  },
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    fileParallelism: false,
    execArgv: ['--max-old-space-size=2048'],
    sequence: { shuffle: { files: true, tests: false } },
  },
})
