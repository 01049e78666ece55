import { describe, expect, test } from 'vitest'
import { findCommand } from '../../src/cli/commands/help.ts'
import { commands } from '../../src/cli/commands/index.ts'
import { generalOptions, spellingOf } from '../../src/cli/options.ts'
import { checkGiven, readCommandLine } from '../../src/cli/parse-arguments.ts'
import { topics } from '../../src/cli/topic-names.ts'
import { createTranslator } from '../../src/messages/index.ts'
import { displayWidth, layoutNames, locales } from '../../src/model/index.ts'
import { runCli } from './run-cli.ts'

const names = commands.map(({ words }) => words.join(' '))

describe.each(locales)('help in %s', (lang) => {
  const t = createTranslator(lang)

  test('lists every command, exit code and variable', async () => {
    const { code, stdout, stderr } = await runCli(['--help', '--lang', lang])
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toContain(t('cli:tagline').slice(0, 12))
    for (const name of names) expect(stdout).toMatch(RegExp(`^  ${name} `, 'm'))
    for (const digit of '0123')
      expect(stdout).toMatch(RegExp(`^  ${digit}  `, 'm'))
    expect(stdout).toContain('NO_COLOR')
    expect(stdout).not.toMatch(/\{\{|cli:/)
  })

  test.each(names)(
    'explains %s with its options and examples',
    async (name) => {
      const words = name.split(' ')
      const help = await runCli(['help', ...words, '--lang', lang])
      expect([help.code, help.stderr]).toEqual([0, ''])
      const command = findCommand(words, commands)
      for (const option of [...(command?.options ?? []), ...generalOptions]) {
        expect(help.stdout).toMatch(RegExp(`--${spellingOf(option)}\\b`))
      }
      for (const { line, about } of command?.examples ?? []) {
        expect(help.stdout).toContain(`$ ${line}`)
        expect(help.stdout.replace(/\n */g, '')).toContain(
          t(about).replaceAll(/\n */g, '').slice(0, 20),
        )
      }
      expect(command?.examples.length).toBeGreaterThan(0)
      expect(help.stdout).not.toMatch(/\{\{|cli:/)
      const flag = await runCli([...words, '--help', '--lang', lang])
      expect(flag).toEqual(help)
    },
  )

  test('explains topics, and lists them', async () => {
    const { stdout: all } = await runCli(['help', '--lang', lang])
    for (const topic of topics) {
      expect(all).toMatch(RegExp(`^  ${topic} `, 'm'))
      const { code, stdout } = await runCli(['help', topic, '--lang', lang])
      expect(code).toBe(0)
      expect(stdout).not.toMatch(/\{\{|topic\./)
      expect(stdout).toContain(t(`cli:topic.${topic}.about`).slice(0, 20))
      for (const name of layoutNames) {
        expect(stdout).toMatch(RegExp(`^  ${name} `, 'm'))
      }
      const long = stdout.split('\n').filter((line) => displayWidth(line) > 80)
      expect(long).toEqual([])
    }
  })

  test('fits into 80 columns but for command lines', async () => {
    for (const words of [[], ...commands.map((command) => command.words)]) {
      const { stdout } = await runCli(['help', ...words, '--lang', lang])
      const long = stdout
        .split('\n')
        .filter((line) => !/^ {2,4}(?:\$|yiwen)/.test(line))
        .filter((line) => displayWidth(line) > 80)
      expect(long).toEqual([])
    }
  })
})

test('every example is a command line that is understood', () => {
  const t = createTranslator('en')
  for (const command of commands) {
    for (const { line } of command.examples) {
      const bare = line.replace(/^cat \S+ \| /, '').replace(/ > \S+$/, '')
      const [program, ...argv] = bare.split(' ')
      expect(program).toBe('yiwen')
      const read = readCommandLine(argv)
      expect(findCommand(read.words, commands)).toBe(command)
      expect(() => checkGiven(read, command, t)).not.toThrow()
    }
  }
})

test('no arguments show the help', async () => {
  const bare = await runCli([])
  expect(bare.code).toBe(0)
  expect(bare).toEqual(await runCli(['help']))
})

test('a word of a longer command is enough', async () => {
  expect((await runCli(['help', 'conf'])).code).toBe(2)
  const { stdout } = await runCli(['help', 'glossary'])
  for (const name of names) {
    expect(stdout.includes(`  ${name} `)).toBe(name.startsWith('glossary '))
  }
})

test.each([['-h'], ['--help']])('%s asks it of a group too', async (flag) => {
  const asked = await runCli(['help', 'glossary'])
  expect(await runCli(['glossary', flag])).toEqual(asked)
})

test('the environment chooses the language, the flag wins', async () => {
  const env = { LANG: 'zh_TW.UTF-8' }
  expect((await runCli([], { env })).stdout).toContain('用法')
  expect((await runCli(['--lang', 'en'], { env })).stdout).toContain('Usage')
  const other = { LANG: 'zh_CN.UTF-8', YIWEN_LANG: 'zh-HK' }
  expect((await runCli([], { env: other })).stdout).toContain('説明')
})

test('a terminal makes it as wide as itself', async () => {
  const widest = async (terminal: number) => {
    const { stdout } = await runCli(['help', 'convert', '--no-color'], {
      terminal,
    })
    const lines = stdout.split('\n').filter((l) => !l.includes('$ yiwen'))
    return Math.max(...lines.map(displayWidth))
  }
  expect(await widest(100)).toBeGreaterThan(85)
  expect(await widest(64)).toBeLessThanOrEqual(64)
})
