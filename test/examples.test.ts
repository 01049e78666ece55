import { execFileSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findExamples, runExample } from './example.ts'
import { root } from './exports.ts'

const markdown = ['README.md'].filter((file) => existsSync(root + file))
const examples = findExamples(markdown)

/** The small project that examples of `yiwen/node` stand in. */
const project = {
  'articles/hello.md': '# 你好\n\n這套軟體。\n',
  'articles/images/cat.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
  'locales/glossary/terms.yaml': `concepts:
  - id: zhipu-ai
    domain: company
    state: approved
    terms: { zh-TW: 智譜, zh-CN: 智谱, en: Zhipu AI }
`,
}

let before: string
let folder: string

beforeEach(() => {
  before = process.cwd()
  folder = mkdtempSync(path.join(tmpdir(), 'yiwen-example-'))
  for (const [name, text] of Object.entries(project)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  process.chdir(folder)
})

afterEach(() => {
  process.chdir(before)
  rmSync(folder, { recursive: true })
})

describe('examples', () => {
  it.each(examples)('$place says what comes out', async (example) => {
    await runExample(example)
  })

  it('are well typed', () => {
    const cache = path.join(root, 'test/.cache')
    mkdirSync(cache, { recursive: true })
    const typed = mkdtempSync(path.join(cache, 'examples-'))
    try {
      for (const [index, { place, code }] of examples.entries()) {
        const text = `// ${place}\n${code}\nexport {}\n`
        writeFileSync(path.join(typed, `example-${index}.ts`), text)
      }
      writeFileSync(
        path.join(typed, 'wrong.ts'),
        "import { languageTag } from 'yiwen'\nlanguageTag('de')\n",
      )
      const errors = typeErrors(typed)
        .split('\n')
        .filter((line) => /\berror\b/.test(line))
      expect(errors).toEqual([
        expect.stringMatching(/wrong\.ts\(2,13\): error/),
      ])
    } finally {
      rmSync(typed, { recursive: true })
    }
  })
})

function typeErrors(folder: string): string {
  const config = {
    extends: '../../tsconfig.json',
    compilerOptions: {
      noUnusedLocals: false,
      paths: {
        yiwen: ['../../../dist/index.d.ts'],
        'yiwen/node': ['../../../dist/node.d.ts'],
        'yiwen/text': ['../../../dist/text.d.ts'],
        'yiwen/extract': ['../../../dist/extract-terms.d.ts'],
        'yiwen/quantity': ['../../../dist/quantity/index.d.ts'],
      },
    },
    include: ['./*.ts'],
  }
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config))
  const tsc = path.join(root, 'node_modules/typescript/bin/tsc')
  try {
    execFileSync(process.execPath, [tsc, '-p', folder], { encoding: 'utf8' })
    return ''
  } catch (error) {
    return (error as { stdout: string }).stdout
  }
}

describe('the runner of examples', () => {
  const tag = (comment: string): string =>
    `import { languageTag } from 'yiwen'\n\nlanguageTag('zh-TW')${comment}\n`
  const run = (code: string, strict = true) => runExample({ code, strict })

  it('lets a right comment pass', async () => {
    await run(tag(" // 'zh-Hant-TW'"))
    await run("import * as path from 'node:path'\npath.sep.length // 1")
    await run("import path, { sep } from 'node:path'\npath.sep === sep // true")
    await run('export default { a: 1 } // not looked at', false)
  })

  it.each([
    [tag(" // 'zh-TW'"), /line 3/],
    [tag(' // the tag'), /Line 3: “the tag” is no value/],
    [tag(''), /Nothing is checked/],
    ["languageTag('en') // 'en'", /languageTag is not defined/],
    ["import { nothing } from 'yiwen'\nnothing() // 1", /not a function/],
    ["'a'\n  .length // 1", /Line 2: put what is checked on one line/],
    ['[1, undefined] // [1]', /line 1/],
  ])('stops at %j', async (code, message) => {
    await expect(run(code)).rejects.toThrow(message)
  })

  it('found what it runs', () => {
    expect(examples.length).toBeGreaterThan(25)
    expect(examples.map((one) => one.place).join('\n')).toContain(
      'src/localize.ts:',
    )
  })
})
