import { execFileSync, spawnSync } from 'node:child_process'
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const json = (
  path: string,
): Record<string, never> & { [key: string]: unknown } =>
  JSON.parse(readFileSync(join(root, path), 'utf8'))

const manifest = json('package.json') as unknown as {
  dependencies: Record<string, string>
  exports: Record<string, string | { types: string; default?: string }>
  bin: Record<string, string>
}
const lock = json('package-lock.json') as unknown as {
  packages: Record<
    string,
    {
      version?: string
      dev?: boolean
      devOptional?: boolean
      license?: string
      integrity?: string
      link?: boolean
    }
  >
}

/** Packages that are installed with Yiwen, by their paths. */
const installed = Object.entries(lock.packages).filter(
  ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional,
)

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'yiwen-package-')))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('what is packed', () => {
  let files: string[] = []
  let tarball = ''
  let size = 0
  beforeAll(() => {
    // `pretest` has built; building here would take dist away from other tests.
    const [packed] = JSON.parse(
      execFileSync(
        'npm',
        ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
        { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      ),
    )
    files = packed.files.map(({ path }: { path: string }) => path)
    tarball = join(folder, packed.filename)
    size = packed.size
  })

  test('has no stray file', () => {
    const stray = files.filter(
      (path) =>
        !/^(?:LICENSE|NOTICE|README\.md|package\.json)$/.test(path) &&
        !/^dist\/(?:.+\.(?:js|d\.ts|css)|built\.json|licenses\.txt)$/.test(
          path,
        ) &&
        !/^dist\/tables\/\w+\.(?:bin|txt)$/.test(path) &&
        !/^locales\/.+\.(?:json|tsv|yaml|xlf|md)$/.test(path),
    )
    expect(stray).toEqual([])
    expect(files).toContain('LICENSE')
    // Nothing of tests, articles, settings or caches.
    expect(files.filter((path) => /(?:^|\/)\./.test(path))).toEqual([])
    expect(files.filter((path) => /test|fixture|\.cache/.test(path))).toEqual(
      [],
    )
  })

  test('has what it says it has, and no more than it weighs', () => {
    const doors = Object.values(manifest.exports).flatMap((door) =>
      typeof door === 'string' ? [door] : Object.values(door),
    )
    for (const path of [...doors, ...Object.values(manifest.bin)]) {
      expect(files).toContain(path.replace(/^\.\//, ''))
    }
    // 10.4 MB on 2026-11-30: half are the tables, twice, a fifth the programs.
    expect(size).toBeLessThan(12_000_000)
  })

  describe('installed in an empty project', () => {
    const project = join(folder, 'project')
    const run = (file: string, ...args: string[]) =>
      spawnSync(process.execPath, [file, ...args], {
        cwd: project,
        encoding: 'utf8',
      })
    const doors = Object.entries(manifest.exports)
      .filter(([name]) => name !== './package.json')
      .map(([name]) => name.replace(/^\./, 'yiwen'))
    const loaded = doors.filter((name) => name !== 'yiwen/vite/client')

    beforeAll(() => {
      mkdirSync(project)
      writeFileSync(
        join(project, 'package.json'),
        '{"name":"empty","private":true,"type":"module"}',
      )
      execFileSync(
        'npm',
        ['install', tarball, '--prefer-offline', '--no-audit', '--no-fund'],
        { cwd: project, stdio: 'pipe' },
      )
    }, 300_000)

    test('every door loads, and the first converts', () => {
      writeFileSync(
        join(project, 'doors.mjs'),
        `${loaded.map((name) => `await import('${name}')`).join('\n')}
import { localize } from 'yiwen'
console.log(String(localize('軟體', { target: 'zh-CN' })))
`,
      )
      const { stdout, stderr } = run('doors.mjs')
      expect(stderr).toBe('')
      expect(stdout).toBe('软件\n')
    })

    test('the command runs', () => {
      const bin = join('node_modules', '.bin', 'yiwen')
      const { stdout } = spawnSync(join(project, bin), ['--version'], {
        cwd: project,
        encoding: 'utf8',
      })
      const { version } = json('package.json') as { version?: string }
      expect(stdout.trim()).toContain(version)
      writeFileSync(join(project, 'a.md'), '# 軟體\n')
      const converted = spawnSync(
        join(project, bin),
        ['convert', 'a.md', '--to', 'zh-CN'],
        { cwd: project, encoding: 'utf8' },
      )
      expect(converted.stdout).toBe('# 软件\n')
    })

    test.each([
      ['nodenext', 'nodenext'],
      ['bundler', 'esnext'],
    ])('types of every door are found with %s', (moduleResolution, module) => {
      writeFileSync(
        join(project, 'doors.ts'),
        `${doors
          .filter((name) => name !== 'yiwen/vite/client')
          .map((name, index) => `import * as door${index} from '${name}'`)
          .join('\n')}
import { localize, type LocalizeOptions } from 'yiwen'
const options: LocalizeOptions = { target: 'zh-CN' }
export const text: string = String(localize('軟體', options))
// @ts-expect-error There is no such locale: types are types, not any.
localize('軟體', { target: 'zh-XX' })
export const all: object[] = [${doors
          .filter((name) => name !== 'yiwen/vite/client')
          .map((_, index) => `door${index}`)
          .join(', ')}]
`,
      )
      writeFileSync(
        join(project, 'tsconfig.json'),
        JSON.stringify({
          compilerOptions: {
            module,
            moduleResolution,
            target: 'es2022',
            strict: true,
            noEmit: true,
            skipLibCheck: true,
            types: [],
          },
          files: ['doors.ts'],
        }),
      )
      const tsc = join(root, 'node_modules/typescript/bin/tsc')
      const { stdout, status } = run(tsc, '-p', '.')
      expect(stdout).toBe('')
      expect(status).toBe(0)
    })
  })
})

describe('dependencies', () => {
  const guide = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8')
  const rows = new Map(
    [...guide.matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(
      ([, name = '', reason = '', license = '']) => [
        name,
        { reason: reason.trim(), license: license.trim() },
      ],
    ),
  )

  test('each has its line: what for, and its licence', () => {
    const names = Object.keys(manifest.dependencies)
    expect(
      [...rows.keys()].filter((name) => names.includes(name)).sort(),
    ).toEqual(names.sort())
    for (const name of names) {
      const { license } = lock.packages[`node_modules/${name}`] ?? {}
      expect(`${name}: ${rows.get(name)?.license}`).toBe(`${name}: ${license}`)
      expect(rows.get(name)?.reason).toMatch(/\S{3}/)
    }
  })

  /** Licences that ask for a notice and nothing more of whoever uses Yiwen. */
  const allowed = new Set([
    '(AFL-2.1 OR BSD-3-Clause)',
    '0BSD',
    'Apache-2.0',
    'BSD-2-Clause',
    'BSD-3-Clause',
    'BlueOak-1.0.0',
    'ISC',
    'MIT',
    'MIT AND Apache-2.0',
    'PSF-2.0',
    'Python-2.0',
  ])

  /** Says MIT in its read-me and nothing in its package.json. */
  const saidElsewhere = new Set(['node_modules/format'])

  test('all that is installed may be used by anybody', () => {
    const readme = readFileSync(
      join(root, 'node_modules/format/Readme.md'),
      'utf8',
    )
    expect(readme).toMatch(/^MIT\b|MIT [Ll]icen[cs]e/m)
    const others = installed
      .filter(([path]) => !saidElsewhere.has(path))
      .filter(([, { license }]) => !allowed.has(license ?? ''))
      .map(([path, { license }]) => `${path}: ${license}`)
    expect(others).toEqual([])
    expect(allowed.has('GPL-3.0-only')).toBe(false)
  })

  test('all that is installed comes from the registry, with its hash', () => {
    const unsure = installed.filter(([, one]) => !one.integrity || one.link)
    expect(unsure.map(([path]) => path)).toEqual([])
  })

  test('the bill of materials names each with version, licence and hash', () => {
    const bill = JSON.parse(
      execFileSync(process.execPath, [join(root, 'scripts/sbom.js')], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    )
    expect(bill).toMatchObject({
      bomFormat: 'CycloneDX',
      specVersion: '1.5',
      metadata: { component: { name: 'yiwen' } },
    })
    const named = new Set<string>()
    for (const { name, version, purl, licenses, hashes } of bill.components) {
      named.add(`${name}@${version}`)
      expect(purl).toMatch(/^pkg:npm\//)
      expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/)
      if (name !== 'format') expect(licenses.length, name).toBeGreaterThan(0)
    }
    const wanted = installed.map(
      ([path, { version }]) =>
        `${path.split('node_modules/').at(-1)}@${version}`,
    )
    expect([...named].filter((one) => !wanted.includes(one))).toEqual([])
    // All but what is only there where somebody else installed it.
    expect(named.size).toBeGreaterThan(150)
    for (const name of Object.keys(manifest.dependencies)) {
      const { version } = lock.packages[`node_modules/${name}`] ?? {}
      expect(named).toContain(`${name}@${version}`)
    }
    for (const { ref } of bill.dependencies) {
      if (!ref.startsWith('yiwen@')) expect(named).toContain(ref)
    }
  })
})
