import { describe, expect, test } from 'vitest'
import { judgeUnits, read } from './oracle.ts'

function yaml(inner: string): string[] {
  return texts(`---\n${inner}\n---\n`)
}

function texts(source: string): string[] {
  const { units, findings } = read(source)
  expect(findings).toEqual([])
  expect(judgeUnits(source, units)).toEqual([])
  return units.map(({ name, text }) => `${name} ${text}`)
}

describe('YAML', () => {
  test.each([
    ['plain', 'title: 軟體', ['title 軟體']],
    ['with a comment', 'title: 軟體 # 註', ['title 軟體']],
    ['single quotes', "title: '軟''體: 題'", ["title 軟'體: 題"]],
    ['double quotes', 'title: "軟\\"體\\u9AD4\\tx"', ['title 軟"體體\tx']],
    [
      'astral escapes',
      'title: "\\uD842\\uDFB7\\U00020BB7\\x41"',
      ['title 𠮷𠮷A'],
    ],
    ['a folded plain scalar', 'title: 軟\n  體\n  a\n  b', ['title 軟體 a b']],
    ['folded quotes', 'title: "軟\n\n  體\n  件"', ['title 軟\n體件']],
    ['an escaped line break', 'title: "軟\\\n  體"', ['title 軟體']],
    ['folded', 'title: >-\n  軟\n  體\n\n  件', ['title 軟體\n件']],
    ['literal', 'title: |\n  軟: #\n  "體"\n', ['title 軟: #\n"體"']],
    ['indented literal', 'title: |2 # 註\n    軟\n', ['title 軟']],
    [
      'a flow sequence',
      'tags: [軟, "體", \'件\']',
      ['tags 軟', 'tags 體', 'tags 件'],
    ],
    ['a block sequence', 'tags:\n  - 軟\n  - 體 # 註', ['tags 軟', 'tags 體']],
    ['maps', 'seo:\n  title: 軟\n  鍵: 體', ['seo.title 軟']],
    ['flow maps', 'seo: {title: 軟, 鍵: 體}', ['seo.title 軟']],
    ['anchors and aliases', 'title: &a 軟\ndescription: *a', ['title 軟']],
    ['tags', 'title: !!str 軟', ['title 軟']],
    ['other keys', 'slug: 軟\n標題: 體\nid: "件"', []],
    ['keys like values', 'title: 軟\n軟: title', ['title 軟']],
    ['numbers', 'title: 2024', []],
    ['nothing', '', []],
    ['an unknown tag', 'title: !x 軟', ['title 軟']],
    ['the same key twice', 'title: 軟\ntitle: 體', ['title 軟', 'title 體']],
  ])('%s', (_, inner, wanted) => {
    expect(yaml(inner)).toEqual(wanted)
    const crlf = `---\n${inner}\n---\n`.replaceAll('\n', '\r\n')
    expect(texts(crlf)).toEqual(wanted)
  })

  test('keys are the ones in the settings', () => {
    const source = '---\ntitle: 甲\nhero:\n  text: 乙\n---\n'
    const frontMatterKeys = ['hero.text']
    const { units } = read(source, { frontMatterKeys })
    expect(units.map(({ text }) => text)).toEqual(['乙'])
  })

  test('each style has its codec', () => {
    const source = `---\ntags: [甲, '乙', "丙"]\ntitle: |\n  丁\n---\n`
    const codecs = read(source).units.flatMap((unit) =>
      unit.pieces.map(({ codec }) => codec),
    )
    expect(codecs).toEqual([
      'yaml-plain',
      'yaml-single',
      'yaml-double',
      'plain',
    ])
  })

  test('values, data and the place for more', () => {
    const source = '---\nlang: "zh-TW"\nn: 1\n---\n\n文'
    const { frontMatter } = read(source)
    expect(frontMatter?.format).toBe('yaml')
    expect(frontMatter?.data).toEqual({ lang: 'zh-TW', n: 1 })
    const { start = 0, end = 0 } = frontMatter?.values['lang'] ?? {}
    expect(source.slice(start, end)).toBe('"zh-TW"')
    expect(source.slice(frontMatter?.insertAt)).toBe('---\n\n文')
    expect(source.slice(frontMatter?.span.start, frontMatter?.span.end)).toBe(
      '---\nlang: "zh-TW"\nn: 1\n---',
    )
  })

  test('an empty block has a place for more too', () => {
    expect(read('---\n---\n文').frontMatter?.insertAt).toBe(4)
  })

  test.each([
    ['---\ntitle: "軟\nx: 1\n---\n\n體', 2],
    ['---\ntitle: [軟\n---\n\n體', 2],
    ['---\na: 1\n軟: 體: 件\n---\n\n體', 3],
    ['---\r\na: 1\r\n\tb: 2\r\n---\r\n\r\n體', 3],
  ])('%j is a finding, and the body is read all the same', (source, line) => {
    const { findings, frontMatter, units } = read(source)
    expect(frontMatter).toBeUndefined()
    expect(findings.map(({ ruleId }) => ruleId)).toEqual([
      'front-matter-invalid',
    ])
    expect(findings[0]?.line).toBe(line)
    expect(findings[0]?.reason).toMatch(/^The YAML front matter cannot be read/)
    expect(units.map(({ text }) => text)).toEqual(['體'])
  })

  test('the place is exact where YAML knows it', () => {
    const { findings } = read('---\ntitle: 題\ntags: [a, b}\n---\n')
    expect([findings[0]?.line, findings[0]?.column]).toEqual([3, 12])
  })

  test('deep nesting and bombs of aliases are not a crash', () => {
    const deep = `---\ntitle: ${'['.repeat(50_000)}\n---\n\n文`
    expect(read(deep).findings[0]?.ruleId).toBe('front-matter-invalid')
    const names = [...'bcdefghij']
    const lines = names.map((name, index) => {
      const before = index === 0 ? 'a' : names[index - 1]
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`
    })
    const bomb = `---\na: &a [x]\n${lines.join('\n')}\ntitle: 題\n---\n`
    expect(read(bomb).units.map(({ text }) => text)).toEqual(['題'])
  })

  test('a long run of spaces is read in passing', () => {
    const spaces = ' '.repeat(200_000)
    expect(yaml(`title: "軟${spaces}體"`)[0]?.length).toBe(200_008)
  })
})

describe('TOML', () => {
  test.each([
    ['basic', 'title = "軟\\"\\u9AD4"', ['title 軟"體']],
    ['literal', "title = '軟\\體'", ['title 軟\\體']],
    ['over lines', 'title = """\n軟\\\n  體\n件"""', ['title 軟體\n件']],
    ['literal over lines', "title = '''\n軟\n體'''", ['title 軟\n體']],
    ['arrays', 'tags = ["軟", # 註\n "體"]', ['tags 軟', 'tags 體']],
    ['tables', '[seo]\ntitle = "軟"\nx = "體"', ['seo.title 軟']],
    [
      'arrays of tables',
      '[[a]]\ntitle = "軟"\n[[a]]\ntitle = "體"',
      ['a.title 軟', 'a.title 體'],
    ],
    ['dotted keys', 'seo.title = "軟"', ['seo.title 軟']],
    ['inline tables', 'seo = { title = "軟" }', ['seo.title 軟']],
    ['dates', 'title = 2024-01-01', []],
  ])('%s', (_, inner, wanted) => {
    expect(texts(`+++\n${inner}\n+++\n`)).toEqual(wanted)
    const crlf = `+++\n${inner}\n+++\n`.replaceAll('\n', '\r\n')
    expect(texts(crlf)).toEqual(wanted)
  })

  test('data and values', () => {
    const source = '+++\nlang = "zh-TW"\nn = 1\n[a]\nb = 2\n+++\n'
    const { frontMatter } = read(source)
    expect(frontMatter?.format).toBe('toml')
    expect(frontMatter?.data).toEqual({ lang: 'zh-TW', n: 1 })
    expect(frontMatter?.values['lang']).toEqual({ start: 11, end: 18 })
  })

  test('broken TOML is a finding', () => {
    const { findings, units } = read('+++\na = 1\ntitle = "軟\n+++\n\n體')
    expect(findings.map(({ ruleId }) => ruleId)).toEqual([
      'front-matter-invalid',
    ])
    expect(findings[0]?.line).toBe(3)
    expect(units.map(({ text }) => text)).toEqual(['體'])
  })
})
