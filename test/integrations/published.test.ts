import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { validateAction } from '@action-validator/core'
import { describe, expect, onTestFinished, test } from 'vitest'
import { parse } from 'yaml'
import { createProject } from '../project.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const read = (name: string): string =>
  readFileSync(path.join(root, name), 'utf8')

describe('the GitHub action', () => {
  const text = read('.github/actions/check/action.yml')
  const action = parse(text) as {
    inputs: Record<string, { description: string; default: string }>
    runs: {
      using: string
      steps: {
        run: string
        shell: string
        env: Record<string, string>
      }[]
    }
  }
  const [step] = action.runs.steps

  test('is what GitHub takes, says an outside validator', () => {
    expect(validateAction(text)).toMatchObject({ errors: [] })
    const broken = text.replace('using: composite', 'using: compost')
    expect(
      (validateAction(broken) as { errors: unknown[] }).errors,
    ).not.toEqual([])
  })

  test('lets no input into the script', () => {
    expect(action.runs.using).toBe('composite')
    expect(step?.shell).toBe('bash')
    expect(step?.run).not.toContain('${{')
    for (const name of Object.keys(action.inputs)) {
      expect(text).toContain(`\${{ inputs.${name} }}`)
    }
  })

  /** Run the step as GitHub does, with an `npx` that runs what was built. */
  function run(
    cwd: string,
    inputs: { version?: string; arguments?: string; sarif?: string } = {},
  ) {
    const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-action-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const npx = path.join(folder, 'npx')
    writeFileSync(
      npx,
      `#!/bin/sh\nprintf '%s\\n' "$*" >> '${folder}/calls'\n[ "$1 $2" = '--yes --' ] || exit 9\nshift 3\nexec '${process.execPath}' '${root}dist/cli/main.js' "$@"\n`,
    )
    chmodSync(npx, 0o755)
    const script = path.join(folder, 'step.sh')
    writeFileSync(script, step?.run ?? '')
    const output = path.join(folder, 'output')
    // As the runner calls `shell: bash`.
    const bash = ['--noprofile', '--norc', '-eo', 'pipefail', script]
    const { status, stdout, stderr } = spawnSync('bash', bash, {
      cwd,
      encoding: 'utf8',
      env: {
        PATH: `${folder}:${process.env['PATH']}`,
        GITHUB_OUTPUT: output,
        YIWEN_VERSION: inputs.version ?? 'latest',
        YIWEN_ARGUMENTS: inputs.arguments ?? '',
        YIWEN_SARIF_FILE: inputs.sarif ?? '',
        LANG: 'en',
      },
    })
    return {
      status,
      stdout,
      stderr,
      calls: readFileSync(path.join(folder, 'calls'), 'utf8'),
      output: existsSync(output) ? readFileSync(output, 'utf8') : '',
    }
  }

  test('annotates what is missing, and writes SARIF', () => {
    const project = createProject({ 'articles/a.md': '# 軟體\n' })
    onTestFinished(project.remove)
    const { status, stdout, output, calls } = run(project.root, {
      version: '0.1.0',
      sarif: 'reports/a b.sarif',
    })
    expect(status).toBe(1)
    expect(output).toBe('exit-code=1\n')
    expect(stdout).toMatch(/^::error file=public\/zh-CN\/a\.md/m)
    expect(calls.split('\n')[0]).toBe(
      '--yes -- yiwen@0.1.0 check --format github',
    )
    const sarif = JSON.parse(project.read('reports/a b.sarif')) as {
      version: string
      runs: { results: unknown[] }[]
    }
    expect(sarif.version).toBe('2.1.0')
    expect(sarif.runs[0]?.results.length).toBeGreaterThan(0)
  })

  test('passes on arguments, and nothing else they might be', async () => {
    const project = createProject({ 'articles/a.md': '# 軟體\n' })
    onTestFinished(project.remove)
    await project.build()
    const fine = run(project.root, { arguments: '--frail\n  --edition zh-CN' })
    expect([fine.status, fine.output]).toEqual([0, 'exit-code=0\n'])
    expect(fine.calls).toContain('--frail --edition zh-CN')
    const evil = run(project.root, {
      arguments: '$(touch evil) `touch evil` ; touch evil *',
    })
    expect(evil.status).toBe(2)
    expect(evil.calls).toContain('$(touch evil) `touch evil` ; touch evil *')
    expect(project.files()).not.toContain('evil')
  })

  test('tells wrong settings from findings, and leaves no half SARIF', () => {
    const project = createProject({ 'yiwen.config.yaml': 'no: 1\n' })
    onTestFinished(project.remove)
    const { status, output } = run(project.root, { sarif: 'a.sarif' })
    expect([status, output]).toEqual([2, 'exit-code=2\n'])
    expect(project.files()).not.toContain('a.sarif')
  })

  test('is used in the README as it is', () => {
    const example = /```yaml\n(name: [\s\S]*?)```/.exec(read('README.md'))?.[1]
    const workflow = parse(example ?? '') as {
      jobs: Record<string, { steps: { uses?: string; with?: object }[] }>
    }
    const used = Object.values(workflow.jobs)
      .flatMap(({ steps }) => steps)
      .find(({ uses }) => uses?.includes('/.github/actions/check@'))
    for (const name of Object.keys(used?.with ?? {})) {
      expect(Object.keys(action.inputs)).toContain(name)
    }
    expect(used).toBeDefined()
  })
})

describe('the pre-commit hook', () => {
  test('has what pre-commit wants', () => {
    const hooks = parse(read('.pre-commit-hooks.yaml')) as Record<
      string,
      unknown
    >[]
    const [hook] = hooks
    expect(hook).toMatchObject({
      id: 'yiwen-check',
      entry: 'yiwen check',
      language: 'node',
      pass_filenames: false,
    })
    const files = RegExp(String(hook?.['files']))
    expect(files.test('articles/a.md')).toBe(true)
    expect(files.test('locales/glossary/a.yaml')).toBe(true)
    expect(files.test('a.png')).toBe(false)
  })

  test.skipIf(spawnSync('pre-commit', ['--version']).status !== 0)(
    'is valid, says pre-commit (skipped where it is not installed)',
    () => {
      const args = ['validate-manifest', '.pre-commit-hooks.yaml']
      execFileSync('pre-commit', args, { cwd: root })
    },
  )

  // npm runs `prepare` when it installs from Git; pre-commit takes what
  // `npm pack` prints for the name of the package, whatever scripts print.
  test('an install from Git has what it needs', () => {
    const { bin, files, scripts } = JSON.parse(read('package.json')) as {
      bin: Record<string, string>
      files: string[]
      scripts: Record<string, string>
    }
    expect(scripts['prepare']).toBe(scripts['build'])
    expect(scripts).not.toHaveProperty('prepack')
    expect(files).toContain('dist')
    expect(bin['yiwen']).toMatch(/^dist\//)
    expect(read('.npmrc')).toMatch(/^foreground-scripts=false$/m)
  })
})

describe('the container file', () => {
  interface Instruction {
    name: string
    rest: string
  }
  function instructionsOf(text: string): Instruction[] {
    return text
      .replace(/^#.*\n/gm, '')
      .replace(/\\\n\s*/g, ' ')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? []
        return { name, rest }
      })
  }

  /** What is wrong with a container file. */
  function problemsOf(text: string): string[] {
    const all = instructionsOf(text)
    const last = all.findLastIndex(({ name }) => name === 'FROM')
    const final = all.slice(last)
    const lastOf = (name: string) =>
      final.findLast((one) => one.name === name)?.rest
    const problems: string[] = []
    const expectThat = (right: boolean, problem: string): void => {
      if (!right) problems.push(problem)
    }
    const froms = all.filter(({ name }) => name === 'FROM')
    const stages = froms.flatMap(
      ({ rest }) => / AS (\w+)$/.exec(rest)?.[1] ?? [],
    )
    expectThat(froms.length > 1, 'one stage')
    for (const { rest } of froms) {
      const pinned = /^[\w./-]+:\d+\.\d+\.\d+-[\w.-]+(?: AS \w+)?$/.test(rest)
      expectThat(pinned, `not pinned: ${rest}`)
    }
    for (const { name, rest } of all) {
      expectThat(name !== '', `not read: ${rest}`)
      expectThat(name !== 'ADD', 'ADD may fetch')
      const set = name === 'ENV' || name === 'ARG'
      const secret = /(?:key|token|secret|passw)/i.test(rest)
      expectThat(!(set && secret), `secret: ${rest}`)
      expectThat(!/\b(?:curl|wget|sudo)\b/.test(rest), `fetches: ${rest}`)
      if (name !== 'COPY') continue
      const words = rest.split(/\s+/).filter((one) => !one.startsWith('--'))
      const from = /--from=(\w+)/.exec(rest)?.[1]
      expectThat(!words.includes('.'), 'copies everything')
      if (from !== undefined) {
        expectThat(stages.includes(from), `no stage ${from}`)
        continue
      }
      for (const one of words.slice(0, -1)) {
        expectThat(existsSync(path.join(root, one)), `not there: ${one}`)
      }
    }
    const user = lastOf('USER')
    expectThat(user !== undefined && !/^(?:root|0)\b/.test(user), 'root')
    expectThat(lastOf('HEALTHCHECK')?.includes('/readyz') ?? false, 'health')
    for (const name of ['ENTRYPOINT', 'CMD']) {
      expectThat(lastOf(name)?.startsWith('["') ?? false, `${name}: shell`)
    }
    expectThat(lastOf('ENTRYPOINT')?.includes('"serve"') ?? false, 'serve')
    return problems
  }

  const text = read('.container/Containerfile')

  test('keeps the rules', () => {
    expect(problemsOf(text)).toEqual([])
  })

  test.each([
    ['node:20.20.2-bookworm-slim\n', 'node:latest\n'],
    ['USER node\n', ''],
    ['USER node\n', 'USER root\n'],
    ['COPY src ./src', 'COPY . .'],
    ['COPY src ./src', 'COPY nowhere ./src'],
    ['ENV NODE_ENV=production', 'ENV YIWEN_API_KEYS=abc'],
    ['ENTRYPOINT ["node", ', 'ENTRYPOINT node '],
  ])('the rules see %j become %j', (before, after) => {
    expect(text).toContain(before)
    expect(problemsOf(text.replace(before, after))).not.toEqual([])
  })

  test('runs a command that is there, in the Node that is tested', () => {
    const entry = /ENTRYPOINT (\[.*\])/.exec(text)?.[1] ?? '[]'
    const [, script = ''] = JSON.parse(entry) as string[]
    expect(script).toBe('/yiwen/dist/cli/main.js')
    const { engines } = JSON.parse(read('package.json')) as {
      engines: { node: string }
    }
    const major = /FROM node:(\d+)/.exec(text)?.[1]
    expect(engines.node).toContain(`>=${major}.`)
  })

  test('what is copied is not ignored, and the rest is', () => {
    const lines = read('.dockerignore')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
    expect(lines[0]).toBe('*')
    const kept = lines.filter((l) => l.startsWith('!')).map((l) => l.slice(1))
    const copied = instructionsOf(text)
      .filter(({ name, rest }) => name === 'COPY' && !rest.includes('--from'))
      .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    expect([...new Set(copied)].sort()).toEqual([...kept].sort())
  })

  // No engine runs here: this is what the two stages do, without one.
  test('its build stage builds from what it copies', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yiwen-container-'))
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const copied = instructionsOf(text)
      .filter(({ name, rest }) => name === 'COPY' && !rest.includes('--from'))
      .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
    mkdirSync(folder, { recursive: true })
    for (const one of copied) {
      execFileSync('cp', ['-r', path.join(root, one), folder])
    }
    const modules = path.join(root, 'node_modules')
    execFileSync('ln', ['-s', modules, path.join(folder, 'node_modules')])
    execFileSync(process.execPath, ['scripts/build.js'], { cwd: folder })
    const main = path.join(folder, 'dist/cli/main.js')
    const said = execFileSync(process.execPath, [main, '--version'])
    expect(String(said)).toMatch(/^\d+\.\d+\.\d+/)
  })
})
