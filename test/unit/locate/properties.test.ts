import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Unit } from '../../../src/model/index.ts'
import { ParseError } from '../../../src/parse/index.ts'
import { judgeByTree, judgeUnits, read } from './oracle.ts'

const bits = [
  ...'軟體𠮷，。「」abc 1 \n\n#>-*_~`[]()!:|$\\&;<>{}="\'',
  ...'軟體程式設計',
  '\n\n',
  '**',
  '    ',
  '```\n',
  '](u "題")',
  '[^註]',
  '\n[^註]: ',
  '\n[軟]: u "題"\n',
  '[軟]',
  '&#39636;',
  '&nbsp;',
  '<b>',
  '</b>',
  '<p title="題">',
  '</p>',
  '<code>',
  '</code>',
  '<!-- 註 -->',
  '<!-- yiwen:off -->',
  '<!-- yiwen:on -->',
  '{{< a title="題" >}}',
  '{{ 軟 }}',
  '[[頁|籤]]',
  '-{軟}-',
  ':keep[體]',
  ':a[體]{b=軟}',
  '\n:::tip[題]\n',
  '\n:::\n',
  '\n::: tip 題\n',
  'https://a.b/軟',
  'www.a.b，',
  '\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n',
  '\n# 題 {#軟}\n',
  '\n- [ ] 項\n',
  '\n> 引\n',
]
const markdown = fc
  .array(fc.constantFrom(...bits), { minLength: 1, maxLength: 40 })
  .map((parts) => parts.join(''))

const frontMatter = fc
  .array(
    fc.constantFrom(
      ...'軟體 :\n-[],{}#&*!|>\'"%@`\\',
      'title: ',
      '\ntags:\n  - ',
      '|\n  ',
      '>-\n  ',
      '\\u9AD4',
      "''",
    ),
    { maxLength: 25 },
  )
  .map((parts) => `---\ntitle: ${parts.join('')}\n---\n\n文`)

function summary(units: readonly Unit[]): unknown {
  return units.map(({ kind, name, text, section }) => [
    kind,
    name,
    text,
    section,
  ])
}

test('units agree with themselves, the source and the tree', () => {
  fc.assert(
    fc.property(markdown, (source) => {
      const { parsed, units } = read(source)
      expect(judgeUnits(source, units)).toEqual([])
      expect(judgeByTree(source, parsed.tree, units)).toEqual([])
    }),
    {
      numRuns: 2000,
      examples: [
        [
          '\n:::tip[題]\n<!-- yiwen:off -->軟\n    <!-- yiwen:on -->體\n:::\n軟體',
        ],
      ],
    },
  )
}, 60_000)

test('line endings change no unit', () => {
  fc.assert(
    fc.property(markdown, (lf) => {
      const crlf = lf.replaceAll('\n', '\r\n')
      const { units } = read(crlf)
      expect(summary(units)).toEqual(summary(read(lf).units))
      expect(judgeUnits(crlf, units)).toEqual([])
    }),
    { numRuns: 1000 },
  )
}, 60_000)

test('the same text gives the same again', () => {
  fc.assert(
    fc.property(markdown, (source) => {
      const once = read(source)
      const again = read(source)
      expect(again.units).toEqual(once.units)
      expect(again.langs).toEqual(once.langs)
      const shape = ({ parsed }: typeof once): unknown =>
        parsed.events.map(([kind, { type, start, end }]) => [
          kind,
          type,
          start.offset,
          end.offset,
        ])
      expect(shape(again)).toEqual(shape(once))
    }),
    { numRuns: 200 },
  )
}, 60_000)

test('front matter of any kind is read or a finding', () => {
  fc.assert(
    fc.property(frontMatter, (source) => {
      const { findings, frontMatter: found, units } = read(source)
      expect(judgeUnits(source, units)).toEqual([])
      if (source.startsWith('---\n') && found === undefined) {
        expect(findings.map(({ ruleId }) => ruleId)).toEqual([
          'front-matter-invalid',
        ])
      }
    }),
    { numRuns: 2000 },
  )
}, 60_000)

test('MDX of any kind is read or refused', () => {
  fc.assert(
    fc.property(markdown, (source) => {
      try {
        const { units } = read(source, { mdx: true })
        expect(judgeUnits(source, units)).toEqual([])
      } catch (error) {
        // The development build of mdast-util-from-markdown asserts what is on
        // its stack before the release build says which tag is not closed.
        if (error instanceof Error && / on stack$/.test(error.message)) return
        if (!(error instanceof ParseError)) throw error
        expect(error.finding.ruleId).toBe('parse-failed')
        expect(error.finding.line).toBeGreaterThan(0)
      }
    }),
    { numRuns: 1000 },
  )
}, 60_000)
