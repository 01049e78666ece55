import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Unit } from '../src/model/index.ts'
import { judgeByTree, judgeUnits, read } from './unit/locate/oracle.ts'

const corpus = '../shared/corpus'
const absent = !existsSync(corpus)

/** One file in seven, or all of them when asked for. */
const step = process.env['YIWEN_CORPUS'] === 'all' ? 1 : 7

const files = absent
  ? []
  : readdirSync(corpus, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.mdx?$/.test(path))
      .sort()
      .filter((path, index) => index % step === 0 || path.endsWith('x'))

const load = (path: string): string =>
  readFileSync(join(corpus, path), 'utf8').replace(/^\uFEFF/, '')

test.runIf(process.env['CI'])('the corpus is here', () => {
  expect(absent).toBe(false)
})

describe.skipIf(absent)('real articles', () => {
  test('units agree with themselves, the source and the tree', () => {
    const wrong: string[] = []
    for (const path of files) {
      const source = load(path)
      const { parsed, units } = read(source, { mdx: path.endsWith('x') })
      const complaints = [
        ...judgeUnits(source, units),
        ...judgeByTree(source, parsed.tree, units),
      ]
      wrong.push(...complaints.map((complaint) => `${path}: ${complaint}`))
    }
    expect(wrong).toEqual([])
    expect(files.length).toBeGreaterThan(300)
  }, 120_000)

  test('line endings change no unit', () => {
    const wrong: string[] = []
    for (const path of files.filter((_, index) => index % 4 === 0)) {
      const lf = load(path).replaceAll('\r\n', '\n')
      const crlf = lf.replaceAll('\n', '\r\n')
      const mdx = path.endsWith('x')
      const other = read(crlf, { mdx }).units
      if (texts(read(lf, { mdx }).units) !== texts(other)) wrong.push(path)
      wrong.push(...judgeUnits(crlf, other).map((said) => `${path}: ${said}`))
    }
    expect(wrong).toEqual([])
  }, 60_000)
})

describe.skipIf(absent)('the judge', () => {
  test('notices what is missing and what is too much', () => {
    let missed = 0
    let tried = 0
    for (const path of files.slice(0, 100)) {
      const source = load(path)
      const { parsed, units } = read(source)
      const prose = units.findIndex(
        ({ kind, text }) =>
          kind === 'paragraph' && /^\p{Script=Han}{2}[^\uFFFC]*$/u.test(text),
      )
      if (prose < 0 || /<\/|yiwen|highlight|raw/.test(source)) continue
      const less = units.filter((_, index) => index !== prose)
      tried++
      const all = covering(source)
      if (judgeByTree(source, parsed.tree, less).length === 0) missed++
      if (judgeUnits(source, [...units, all]).length === 0) missed++
    }
    expect(missed).toBe(0)
    expect(tried).toBeGreaterThan(3)
  })
})

test('the judge notices what must not be reached', () => {
  const source = [
    '`軟` $體$ [a](軟 "b") ![a](體) <http://a.b/軟> [^註]',
    '[^註]: a\n\n[軟]: u',
    '```\n軟\n```\n\n$$\n體\n$$',
    '<p class="軟">a</p>',
    ':::a[b]\n:::\n\n::a[b]{軟}',
  ].join('\n\n')
  const { parsed, units } = read(source)
  expect(judgeByTree(source, parsed.tree, units)).toEqual([])
  const complaints = judgeByTree(source, parsed.tree, [covering(source)])
  expect(complaints.map((said) => said.replace(/ reached.*$/s, ''))).toEqual([
    'inlineCode',
    'inlineMath',
    'link address',
    'image address',
    'autolink',
    'footnoteReference',
    'footnote id',
    'definition label',
    'code',
    'math',
    'tag',
    'directive attributes',
  ])
})

/** Unit that claims all of a source. */
function covering(source: string): Unit {
  const span = { start: 0, end: source.length }
  const codec = 'markdown'
  return {
    kind: 'paragraph',
    span,
    text: source,
    pieces: [{ offset: 0, length: source.length, span, codec }],
    marks: [],
    section: 0,
  }
}

function texts(units: readonly Unit[]): string {
  return JSON.stringify(
    units.map(({ kind, name, text, lang, section }) => [
      kind,
      name,
      text,
      lang,
      section,
    ]),
  )
}
