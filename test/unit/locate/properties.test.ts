import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Unit } from '../../../src/model/index.ts'
import { ParseError } from '../../../src/parse/index.ts'
import { markdown } from './markdown-text.ts'
import { judgeByTree, judgeUnits, read } from './oracle.ts'

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
        ['<p title="題"><b{{< a title="題" >}}軟'],
        ['<code>\n:::tip[題]\n<code></code>軟'],
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
