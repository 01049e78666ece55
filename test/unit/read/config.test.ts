import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import {
  afterAll,
  beforeAll,
  describe,
  expect,
  expectTypeOf,
  test,
} from 'vitest'
import {
  type Config,
  defaultConfig,
  UserError,
} from '../../../src/model/index.ts'
import {
  defineConfig,
  loadConfig,
  resolveConfig,
  type UserConfig,
} from '../../../src/read/index.ts'
import { expectWordedError } from '../../wording.ts'

let root = ''
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'yiwen-config-'))
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

/** A project folder with these files. */
function project(files: Record<string, string>): string {
  const cwd = mkdtempSync(join(root, 'p-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(join(cwd, path, '..'), { recursive: true })
    writeFileSync(join(cwd, path), content)
  }
  return cwd
}

async function rejection(work: Promise<unknown>): Promise<UserError> {
  const error = await work.then(
    () => new Error('nothing was thrown'),
    (reason: unknown) => reason,
  )
  if (error instanceof UserError) return expectWordedError(error)
  throw error
}

function refusal(user: unknown): string {
  try {
    resolveConfig(user)
  } catch (error) {
    if (error instanceof UserError) return expectWordedError(error).message
    throw error
  }
  throw new Error('nothing was thrown')
}

describe('loadConfig', () => {
  test('without a file the defaults hold', async () => {
    expect(await loadConfig({ cwd: project({}) })).toEqual({
      config: defaultConfig,
    })
  })

  test.each([
    ['ts', 'const html: boolean = false\nexport default { html }\n'],
    ['js', 'export default { html: false }\n'],
    ['mjs', 'export default { html: false }\n'],
    ['json', '\uFEFF{\n  // a comment\n  "html": false,\n}\n'],
    ['yaml', 'html: false\n'],
    ['yml', 'html: false\n'],
  ])('yiwen.config.%s', async (extension, content) => {
    const name = `yiwen.config.${extension}`
    const cwd = project({ [name]: content })
    expect(await loadConfig({ cwd })).toEqual({
      config: { ...defaultConfig, html: false },
      path: join(cwd, name),
    })
    // Loading leaves nothing behind.
    expect(readdirSync(cwd)).toEqual([name])
  })

  test('the yiwen key of package.json, when there is one', async () => {
    const mine = project({ 'package.json': '{"yiwen": {"output": "site"}}' })
    expect(await loadConfig({ cwd: mine })).toEqual({
      config: { ...defaultConfig, output: 'site' },
      path: join(mine, 'package.json'),
    })
    const other = project({ 'package.json': '{"name": "x"}' })
    expect(await loadConfig({ cwd: other })).toEqual({ config: defaultConfig })
  })

  test('a file that is named wins', async () => {
    const cwd = project({
      'yiwen.config.json': '{"output": "a"}',
      'etc/other.yaml': 'output: b',
    })
    const { config } = await loadConfig({ cwd, path: 'etc/other.yaml' })
    expect(config.output).toBe('b')
  })

  test('an empty YAML file says nothing', async () => {
    const cwd = project({ 'yiwen.config.yaml': '# nothing yet\n' })
    expect((await loadConfig({ cwd })).config).toEqual(defaultConfig)
  })

  test('two files at once are named', async () => {
    const cwd = project({ 'yiwen.config.ts': '', 'yiwen.config.yml': '' })
    const error = await rejection(loadConfig({ cwd }))
    expect(error.message).toContain('yiwen.config.ts and yiwen.config.yml')
  })

  test.each([
    ['yiwen.config.json', '{\n  "html": tru\n}', /yiwen\.config\.json:2:11 /],
    ['yiwen.config.yaml', 'html: true\nhtml: false\n', /yaml:2:1 .*unique/],
    ['yiwen.config.yaml', 'a: [1\nb: 2\n', /yaml:2:\d+ /],
    ['yiwen.config.ts', 'export const html = true', /no default export/],
    ['yiwen.config.ts', 'throw new Error("oops")', /can not be run: oops/],
    ['yiwen.config.js', 'export default {', /can not be run/],
    ['yiwen.config.json', '[]', /must be a group of settings/],
    ['package.json', '{"yiwen": 3}', /must be a group of settings/],
  ])('%s with %j', async (name, content, message) => {
    const error = await rejection(
      loadConfig({ cwd: project({ [name]: content }) }),
    )
    expect(error.message).toMatch(message)
    expect(error.message).toContain(name)
    expect(error.hint).toBeTruthy()
  })

  test('aliases without bound are refused', async () => {
    const rows = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]']
    for (let i = 1; i < 10; i++) {
      const row = Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')
      rows.push(`a${i}: &a${i} [${row}]`)
    }
    const cwd = project({ 'yiwen.config.yaml': rows.join('\n') })
    const error = await rejection(loadConfig({ cwd }))
    expect(error.message).toContain('alias')
  })

  test('a missing or strange file that is named', async () => {
    const cwd = project({ 'config.toml': '' })
    const missing = await rejection(loadConfig({ cwd, path: 'no.json' }))
    expect(missing.message).toBe('There is no configuration file no.json.')
    const strange = await rejection(loadConfig({ cwd, path: 'config.toml' }))
    expect(strange.hint).toContain('yiwen.config.yaml')
  })
})

describe('folders', () => {
  const load = (settings: UserConfig, files: Record<string, string> = {}) => {
    const json = JSON.stringify(settings)
    return loadConfig({ cwd: project({ ...files, 'yiwen.config.json': json }) })
  }

  test.each([
    ['articles', 'articles', /is the folder of articles/],
    ['articles', './articles/', /is the folder of articles/],
    ['articles', 'articles/out', /lies inside the folder of articles/],
    ['docs/articles', 'docs', /holds the folder of articles/],
    ['articles', '.', /holds the folder of articles/],
    ['articles', '..', /holds the folder of articles/],
    ['articles', '../public', /leads out of the project/],
  ])('articles %s, output %s', async (articles, output, message) => {
    const error = await rejection(load({ articles, output }))
    expect(error.message).toMatch(message)
    expect(error.message).toContain('output:')
  })

  test('the project itself is never the output', async () => {
    const articles = mkdtempSync(join(root, 'elsewhere-'))
    const error = await rejection(load({ articles, output: '.' }))
    expect(error.message).toContain('is the project itself')
  })

  test('a link to the articles is the articles', async () => {
    const cwd = project({ 'articles/a.md': '' })
    symlinkSync('articles', join(cwd, 'public'))
    const error = await rejection(loadConfig({ cwd }))
    expect(error.message).toContain('is the folder of articles')
  })

  test('elsewhere is fine when its whole path is written', async () => {
    const output = join(root, 'elsewhere-public')
    expect((await load({ output })).config.output).toBe(output)
    expect(existsSync(output)).toBe(false)
  })

  test('names that only start alike are apart', async () => {
    const { config } = await load({ articles: 'art', output: 'articles' })
    expect(config.output).toBe('articles')
  })
})

describe('resolveConfig', () => {
  test('groups are merged, lists are replaced, undefined says nothing', () => {
    const user = { gloss: { style: 'ruby' }, locate: { jsxProps: ['alt'] } }
    expect(resolveConfig({ ...user, html: undefined })).toEqual({
      ...defaultConfig,
      gloss: { ...defaultConfig.gloss, style: 'ruby' },
      locate: { ...defaultConfig.locate, jsxProps: ['alt'] },
    })
  })

  test('shorthands', () => {
    const config = resolveConfig({
      editions: [
        'zh_cn',
        'bilingual',
        { id: 'hk', locale: 'zh-Hant-HK' },
        { id: 'both', locale: 'zh-TW', beside: 'en-GB' },
        { id: 'en', locale: 'en', incomplete: 'source' },
      ],
      glossary: 'terms.yaml',
      source: 'zh-Hant',
    })
    expect(config.editions).toEqual([
      { id: 'zh-CN', locale: 'zh-CN' },
      defaultConfig.editions.find((one) => one.id === 'bilingual'),
      { id: 'hk', locale: 'zh-HK' },
      { id: 'both', locale: 'zh-TW', beside: 'en' },
      { id: 'en', locale: 'en', incomplete: 'source' },
    ])
    expect(config.glossary).toEqual(['terms.yaml'])
    expect(config.source).toBe('zh-TW')
  })

  test('a complete configuration is its own resolution', () => {
    expect(resolveConfig(defaultConfig)).toEqual(defaultConfig)
  })

  test.each([
    [{ glos: {} }, 'glos: is no setting. Did you mean "gloss"? Allowed: '],
    [
      { gloss: { stile: 'ruby' } },
      'gloss.stile: is no setting. Did you mean "style"? Allowed: style, ',
    ],
    [
      { gloss: { style: 'bold' } },
      'gloss.style: must be one of paren, footnote, ruby, abbr, dfn, ',
    ],
    [{ html: 'yes' }, 'html: must be true or false.'],
    [{ articles: 3 }, 'articles: must be text.'],
    [{ articles: '' }, 'articles: must not be empty.'],
    [{ glossary: 3 }, 'glossary: must be a glob pattern or a list of them.'],
    [
      { source: 'fr' },
      'source: unknown locale "fr"; known are zh-TW, zh-HK, zh-CN.',
    ],
    [{ source: 'en' }, 'source: unknown locale "en"; known are zh-TW, '],
    [
      { editions: ['zh-CN', 'klingon'] },
      'editions[1]: unknown locale "klingon"; known are zh-TW, zh-HK, zh-CN, en',
    ],
    [
      { editions: [{ id: 'x', locale: 'ja' }] },
      'editions[0].locale: unknown locale "ja"; known are zh-TW, ',
    ],
    [
      { editions: [{ id: '../x', locale: 'zh-TW' }] },
      'editions[0].id: must be letters, digits',
    ],
    [
      { editions: [{ id: 'x', locale: 'zh-TW', glos: {} }] },
      'editions[0].glos: is no setting. Did you mean "gloss"?',
    ],
    [
      { editions: [{ id: 'x', locale: 'zh-TW', beside: 'ja' }] },
      'editions[0].beside: unknown locale "ja"; known are zh-TW, ',
    ],
    [
      { editions: ['zh-CN', 'zh-Hans'] },
      'editions: has the edition "zh-CN" twice',
    ],
    [{ editions: [] }, 'editions: must name at least one edition.'],
    [
      { encoding: 'latin9' },
      'encoding: unknown encoding "latin9"; known are auto, utf-8, ',
    ],
    [{ limits: { bytes: 0 } }, 'limits.bytes: must be at least 1.'],
    [{ limits: { bytes: 1.5 } }, 'limits.bytes: must be a whole number'],
    [{ limits: { bytes: '1' } }, 'limits.bytes: must be a number.'],
    [{ overrides: [{ quotes: 'keep' }] }, 'overrides[0].files: must be'],
    [{ spaces: 'yes' }, 'spaces: '],
    [{ ellipsis: 'add' }, 'ellipsis: '],
    [
      { overrides: [{ files: '*', html: false }] },
      'overrides[0].html: is no setting.',
    ],
    [
      { overrides: [{ files: '*', editions: ['zh-SG'] }] },
      'overrides[0].editions: unknown edition "zh-SG"; known are zh-TW, ',
    ],
    [null, 'configuration: must be a group of settings.'],
  ])('%j is refused', (user, line) => {
    expect(refusal(user)).toContain(`\n  ${line}`)
  })

  test('all that is wrong is said at once', () => {
    const message = refusal({ a: 1, html: 2, gloss: { b: 1 }, source: 'x' })
    const lines = message.split('\n').slice(1)
    expect(lines.map((line) => line.trim().split(':')[0]).sort()).toEqual([
      'a',
      'gloss.b',
      'html',
      'source',
    ])
  })

  test('nothing but a UserError comes of any input', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.anything(),
          fc.dictionary(
            fc.constantFrom(...Object.keys(defaultConfig), '__proto__'),
            fc.anything(),
          ),
        ),
        (user) => {
          try {
            resolveConfig(user)
          } catch (error) {
            expect(expectWordedError(error)).toBeInstanceOf(UserError)
          }
        },
      ),
      { numRuns: 500 },
    )
  })

  test('defineConfig types what it takes', () => {
    const user = defineConfig({ editions: ['zh-CN'], glossary: 'x.yaml' })
    expect(user).toEqual({ editions: ['zh-CN'], glossary: 'x.yaml' })
    expectTypeOf(defineConfig).parameter(0).toEqualTypeOf<UserConfig>()
    expectTypeOf<Config>().toExtend<UserConfig>()
    expectTypeOf<{ html: string }>().not.toExtend<UserConfig>()
  })
})
