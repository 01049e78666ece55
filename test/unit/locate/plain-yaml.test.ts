import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { FrontMatterEntries } from '../../../src/locate/entry.ts'
import { readPlainYaml } from '../../../src/locate/plain-yaml.ts'
import { UnitBuilder } from '../../../src/locate/unit-builder.ts'
import { readYaml } from '../../../src/locate/yaml.ts'

const runs = Number(process.env['YIWEN_FAST_RUNS'] ?? 3000)

function viewOf({ entries, data }: FrontMatterEntries): unknown {
  const units = entries.map(({ path, key, span, read }) => {
    const builder = new UnitBuilder('front-matter', span.start, { name: path })
    read(builder)
    return { path, key, span, unit: builder.finish(span.end) }
  })
  return { units, data, keys: Object.keys(data) }
}

function readBoth(
  text: string,
): { plain: unknown; whole: unknown } | undefined {
  const source = `---\n${text}---\n`
  const inner = { start: 4, end: 4 + text.length }
  const plain = readPlainYaml(source, inner)
  if (!plain) return undefined
  return { plain: viewOf(plain), whole: viewOf(readYaml(source, inner)) }
}

const value = fc.oneof(
  fc.constantFrom(
    ...'軟體|b c|10/26/2020|1/23/2021 12:00:00 AM|3ea3a16d|873e4|1.e5|0e1|1e5x|1_000|1:20|a:b|a#b|a: #b|a:#b|a ##|a:|1 #|1.2.3|0xfg|0o9|0b1|軟體 - x|2024-01-02|2024-01-02 10:20|2024-13-99|12|0|012|1.5|1e3|true|True|null|~|yes|No|"軟體"|""|\'硬 體\'|"a\\n"|\'a\'\'b\'|"a" b|[a, b]|{a: b}|a: b|a #b|a#b|a:b|x]|x, y|軟體,|- a|-a|? a|&a b|*a|!a b|>|\\||%a|@a|`a|é|軟 |　軟|軟　|a\u00A0b|a\u2028b|a\u0085b|a\tb|NaN|.inf|. a|.a|. 軟|.軟體|。軟|/a/b|_a|$a|（軟）|「軟」|.5|/軟#|0x1f|0o7|Infinity|<<|=|---|...'.split(
      '|',
    ),
  ),
  fc.string({
    maxLength: 5,
    unit: fc.constantFrom(...'a軟10exo.。/_$「 :#-\'"[]{},&*!?|>%'),
  }),
)
const key = fc.constantFrom(
  ...'title|date|ms.date|tags|a-b|a_b|x1|true|null|y|軟體|1|<<|__proto__|constructor|seo'.split(
    '|',
  ),
)
const line = fc
  .tuple(
    fc.constantFrom('', '', '', '  ', ' '),
    fc.oneof(
      fc.tuple(key, fc.constantFrom(': ', ':  ', ':', ': \t'), value),
      fc.tuple(key, fc.constantFrom(':', ': '), fc.constant('')),
      fc.tuple(
        fc.constantFrom('- ', '  - ', '  -  ', '-'),
        fc.constant(''),
        value,
      ),
      fc.tuple(
        fc.constantFrom('', '# a', '---', '...', '\t'),
        fc.constant(''),
        fc.constant(''),
      ),
    ),
    fc.constantFrom('\n', '\n', '\n', '\n', ' \n', '\r\n', '\n\n'),
  )
  .map(([indent, parts, end]) => indent + parts.join('') + end)

/** Mostly such as articles have, or nothing would be read. */
const usual = fc
  .tuple(fc.constantFrom('a', 'b', 'c', 'd'), value)
  .map(([key, value]) => `${key}: ${value}\n`)
const list = fc
  .tuple(key, fc.array(value, { maxLength: 3 }), fc.constantFrom('', '  '))
  .map(([key, values, indent]) =>
    [`${key}:\n`, ...values.map((one) => `${indent}- ${one}\n`)].join(''),
  )
const inner = fc
  .tuple(key, fc.array(fc.tuple(key, value), { maxLength: 3 }), fc.nat(2))
  .map(([outer, pairs, indent]) => {
    const lines = pairs.map(
      ([key, value]) => `${' '.repeat(indent)}${key}: ${value}\n`,
    )
    return [`${outer}:\n`, ...lines].join('')
  })
const flow = fc
  .tuple(
    key,
    fc.array(value, { maxLength: 3 }),
    fc.constantFrom(', ', ',', ' , '),
    fc.constantFrom('', ' '),
  )
  .map(([key, values, comma, edge]) => {
    return `${key}: [${edge}${values.join(comma)}${edge}]\n`
  })
const flowOfLines = fc
  .tuple(
    key,
    fc.array(fc.tuple(value, fc.constantFrom(',', ',', ',', '', ' ,')), {
      maxLength: 3,
    }),
    fc.nat(3),
    fc.constantFrom('[', '[ ', '[]'),
  )
  .map(([key, values, indent, open]) => {
    const margin = ' '.repeat(indent)
    const lines = values.map(([one, end]) => `${margin}  ${one}${end}\n`)
    return `${key}:\n${margin}${open}\n${lines.join('')}${margin}]\n`
  })
const gap = fc.constantFrom('\n', '# 軟體: x\n', '#\n')

describe('plain YAML', () => {
  it('is read as the library reads it', () => {
    let read = 0
    const any = fc.oneof(line, usual, list, inner, flow, flowOfLines, gap)
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), (lines) => {
        const both = readBoth(lines.join(''))
        if (!both) return
        read++
        expect(both.plain).toEqual(both.whole)
      }),
      { numRuns: runs },
    )
    expect(read).toBeGreaterThan(runs / 20)
  }, 600_000)

  test.each([
    ['title: 軟體\ndate: 2024-01-02\n', { title: '軟體', date: '2024-01-02' }],
    ['tags:\n  - 軟體\n  - "b"\nid: 3\n', { tags: ['軟體', 'b'], id: 3 }],
    ['tags: [軟體, "b", 3]\nx: []\n', { tags: ['軟體', 'b', 3], x: [] }],
    [
      'side:\n  order: 1\n  label: 軟體\n',
      { side: { order: 1, label: '軟體' } },
    ],
    ['# a\n\nk:\n  [\n    軟體,\n    "b",\n  ]\n', { k: ['軟體', 'b'] }],
    ['draft: false\nx:\n', { draft: false, x: null }],
  ])('%j is plain', (text, data) => {
    const inner = { start: 0, end: text.length }
    expect(readPlainYaml(text, inner)?.data).toEqual(data)
  })

  it.each(['a: b: c\n', 'a: |\n  b\n', 'a: b\n  c\n', 'a: b\na: c\n'])(
    '%j is not',
    (text) => {
      expect(readPlainYaml(text, { start: 0, end: text.length })).toBe(
        undefined,
      )
    },
  )
})
