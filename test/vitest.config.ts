import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Tests that put modules of their own in the place of others. */
const mocking = readdirSync(`${root}test`, {
  recursive: true,
  encoding: 'utf8',
})
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => `test/${name.replaceAll('\\', '/')}`)
  .filter((path) =>
    /\bvi\.(?:do)?mock\(/i.test(readFileSync(`${root}${path}`, 'utf8')),
  )

/** Tests that start site generators, many packages which nothing else needs. */
const generating = [
  'test/integrations/astro.test.ts',
  'test/layouts/generators.test.ts',
]

/** A test is over before code is worth optimising: an eighth less of all their time. */
const patient = process.versions.v8.startsWith('11.')
  ? ['--interrupt-budget=400000']
  : []

export default defineConfig({
  root,
  test: {
    setupFiles: ['test/seed.ts'],
    // One core is left idle by default, which is half of two.
    maxWorkers: '100%',
    execArgv: patient,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'shared',
          include: ['test/**/*.test.ts'],
          exclude: [...mocking, ...generating],
          // Loading the rooms anew for each file takes as long as a quarter of the tests.
          isolate: false,
        },
      },
      { extends: true, test: { name: 'alone', include: mocking } },
      { extends: true, test: { name: 'generators', include: generating } },
    ],
  },
})
