import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { options } from '../../src/cli/options.ts'
import { locales } from '../../src/model/index.ts'
import { runCli } from './run-cli.ts'

describe('misuse', () => {
  test.each([
    [['biuld'], 'no command “biuld”', 'Did you mean “yiwen build”?'],
    [['glossary'], 'no command “glossary”', 'yiwen help glossary'],
    [['glossary', 'lnit'], '“glossary lnit”', 'yiwen glossary lint'],
    [['zzz'], 'no command “zzz”', 'See “yiwen help”.'],
    [['build', '--frial'], 'no option “--frial”', 'Did you mean “--frail”?'],
    [['build', '--to', 'zh-CN'], 'no option “--to”', 'yiwen help build'],
    [['build', '-x'], 'no option “-x”', 'yiwen help build'],
    [['--zzz'], 'no option “--zzz”', 'yiwen help'],
    [['build', '--json=1'], '“--json” takes no value', ''],
    [['build', '--config'], '“--config” needs a value', ''],
    [['convert', 'a.md', '--to', '--json'], '“--to” needs a value', ''],
    [['convert', 'a.md'], '“--to” is missing', 'zh-TW, zh-HK, and zh-CN'],
    [['convert', '--to', 'zh-CN'], 'File to read', 'yiwen help convert'],
    [['convert', 'a', 'b', '--to', 'zh-CN'], '“b” is one argument', ''],
    [['convert', '-', '--to', 'tlh'], '“tlh” is no Chinese locale', 'zh-TW'],
    [['convert', '-', '--to', 'zh-CX'], '“zh-CX” is no Chinese', 'zh-TW'],
    [['convert', '-', '--to', 'en'], '“en” is no Chinese locale', 'zh-TW'],
    [['convert', '-', '--to', ''], '“” is no Chinese locale', 'zh-TW'],
    [
      ['convert', '-', '--to', 'zh-CN', '--gloss', 'parens'],
      '“parens” is no value for “--gloss”',
      'Did you mean “paren”?',
    ],
    [
      ['convert', '-', '--to', 'zh-CN', '--quotes', 'x'],
      '“x” is no value for “--quotes”',
      'edition and keep',
    ],
    [
      ['convert', '-', '--to', 'zh-CN', '--encoding', 'latin1'],
      '“latin1” is no value for “--encoding”',
      'big5',
    ],
    [
      ['convert', '-', '--to', 'zh-CN', '--output-encoding', 'auto'],
      '“auto” is no value for “--output-encoding”',
      'utf-8',
    ],
    [['explain', 'a.md', '--to', 'nope'], '“nope” is no value', 'bilingual'],
    [['--lang', 'fr'], '“fr” is no value for “--lang”', 'zh-TW'],
    [['build', '--config', 'no.yaml'], 'no.yaml', 'yiwen init'],
  ])('%j', async (argv, problem, hint) => {
    const { code, stdout, stderr } = await runCli(argv, { cwd: '/tmp' })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^error: /)
    expect(stderr).toContain(problem)
    expect(stderr).toContain(hint)
    expect(stderr).not.toMatch(/\n {4}at |\{\{|cli:/)
  })

  test.each(locales)('is explained in %s', async (lang) => {
    const wordFor = {
      en: 'error',
      'zh-TW': '錯誤',
      'zh-HK': '錯誤',
      'zh-CN': '错误',
    }
    const { stderr } = await runCli(['biuld', '--lang', lang])
    expect(stderr).toContain(wordFor[lang])
    expect(stderr).toContain('yiwen build')
  })

  test('no command line is a bug', async () => {
    // `help` does nothing to any file, whatever follows it.
    const word = fc.oneof(
      fc.string(),
      fc.constantFrom(
        ...Object.keys(options).map((name) => `--${name}`),
        ...['--', '-', '-o', '-hv', '--to=', '--lang=zh', '--no-', 'build'],
      ),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(word, { maxLength: 6 }), async (words) => {
        const { code, stderr } = await runCli(['help', ...words])
        expect([0, 2]).toContain(code)
        expect(stderr === '').toBe(code === 0)
      }),
    )
  })
})

test('--version prints the version of the package', async () => {
  const manifest = await import('../../package.json', {
    with: { type: 'json' },
  })
  const { version } = manifest.default
  for (const argv of [['--version'], ['-v'], ['build', '--version']]) {
    expect(await runCli(argv)).toMatchObject({
      code: 0,
      stdout: `${version}\n`,
    })
  }
})

describe('colour', () => {
  const colored = async (
    argv: string[],
    surroundings: Parameters<typeof runCli>[1],
  ) => (await runCli(argv, surroundings)).stdout.includes('\x1b[')

  test.each([
    ['a terminal', [], {}, 80, true],
    ['a pipe', [], {}, undefined, false],
    ['NO_COLOR', [], { NO_COLOR: '1' }, 80, false],
    ['an empty NO_COLOR', [], { NO_COLOR: '' }, 80, true],
    ['FORCE_COLOR', [], { FORCE_COLOR: '1' }, undefined, true],
    ['FORCE_COLOR=0', [], { FORCE_COLOR: '0' }, 80, false],
    ['both', [], { NO_COLOR: '1', FORCE_COLOR: '1' }, undefined, false],
    ['a dumb terminal', [], { TERM: 'dumb' }, 80, false],
    ['--color', ['--color'], { NO_COLOR: '1' }, undefined, true],
    ['--no-color', ['--no-color'], { FORCE_COLOR: '1' }, 80, false],
  ] as const)('%s', async (_name, argv, env, terminal, expected) => {
    const place = terminal === undefined ? { env } : { env, terminal }
    expect(await colored([...argv], place)).toBe(expected)
  })
})
