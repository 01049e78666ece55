import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkResource, locateResource } from '../../../src/locate/resource.ts'
import { locales, placeholder, type Unit } from '../../../src/model/index.ts'
import { expectWorded } from '../../wording.ts'

const x = placeholder

const texts = (source: string) => locateResource(source).map((u) => u.text)

/** Text of one value written as JSON. */
const textOf = (value: string) => texts(JSON.stringify({ key: value }))[0]

function expectSound(source: string, unit: Unit) {
  let end = unit.span.start
  let offset = 0
  for (const piece of unit.pieces) {
    const { span } = piece
    expect(span.start).toBeGreaterThanOrEqual(end)
    expect(span.end).toBeGreaterThan(span.start)
    expect(piece.offset).toBeGreaterThanOrEqual(offset)
    const text = unit.text.slice(piece.offset, piece.offset + piece.length)
    expect(text).toHaveLength(piece.length)
    const raw = source.slice(span.start, span.end)
    if (raw.length === text.length) expect(raw).toBe(text)
    expect(JSON.parse(`"${raw}"`)).toBe(text)
    expect(piece.codec).toBe('json')
    const gap = unit.text.slice(offset, piece.offset)
    expect(gap.replaceAll(x, '')).toBe('')
    end = span.end
    offset = piece.offset + piece.length
  }
  expect(unit.span.end).toBeGreaterThanOrEqual(end)
  expect(unit.text.slice(offset).replaceAll(x, '')).toBe('')
}

/** String values of a tree, in order, with their paths. */
function strings(value: unknown, path: string[] = []): [string, string][] {
  if (typeof value === 'string') return [[path.join('.'), value]]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, child]) =>
    strings(child, [...path, key]),
  )
}

describe('locateResource', () => {
  test('names every value by its key path', () => {
    const source = `{
      "標題": "軟體",
      "nav": { "home": "首頁", "items_other": "{{count}} 個檔案" },
      "list": ["甲", { "b": "乙" }],
      "n": 1, "t": true, "z": null
    }`
    expect(locateResource(source).map((u) => [u.name, u.text])).toEqual([
      ['標題', '軟體'],
      ['nav.home', '首頁'],
      ['nav.items_other', `${x} 個檔案`],
      ['list.0', '甲'],
      ['list.1.b', '乙'],
    ])
  })

  test.each([
    ['有 {{count, number}} 個', `有 ${x} 個`],
    ['{{- html}}', x],
    ['{{a}}{{b}}', x + x],
    ['{{v, fmt({a: 1})}}檔', `${x}檔`],
    ['見 $t(common.檔案, {"count": 1}) 後', `見 ${x} 後`],
    ['$t(a, {"x": ")"}) 後', `${x} 後`],
    ['$t(a({{b}})) 後', `${x} 後`],
    ['請按 <1>這裡</1>。', `請按 ${x}這裡${x}。`],
    ['一<br/>二<br />三<0/>', `一${x}二${x}三${x}`],
    ['<a href="/軟體" target=_blank>軟體</a>', `${x}軟體${x}`],
    [
      '%s 個，第 %1$s 個，%d%% 與 %(name)s',
      `${x} 個，第 ${x} 個，${x}%% 與 ${x}`,
    ],
    ['{name} 的 {0}', `${x} 的 ${x}`],
    ['{d, date, ::yMMM}', x],
    ['{n, plural, other {# 個檔案}}', `${x} other {# 個檔案}}`],
    ['若 3<5 與 7>2 成立', '若 3<5 與 7>2 成立'],
    ['五成 50%的檔案', '五成 50%的檔案'],
    ['沒有關上 {{x', '沒有關上 {{x'],
    ['沒有關上 $t(x', '沒有關上 $t(x'],
    ['{ 軟體 }', '{ 軟體 }'],
    ['', ''],
  ])('%s', (value, text) => {
    expect(textOf(value)).toBe(text)
  })

  test('takes an escape as one piece, a surrogate pair too', () => {
    const source = '{"k":"甲\\n\\u8edf\\"\\ud842\\udfb7乙"}'
    const [unit] = locateResource(source)
    expect(unit?.text).toBe('甲\n軟"𠮷乙')
    expect(
      unit?.pieces.map((p) => source.slice(p.span.start, p.span.end)),
    ).toEqual(['甲', '\\n', '\\u8edf', '\\"', '\\ud842\\udfb7', '乙'])
    expect(unit?.pieces.map((p) => p.length)).toEqual([1, 1, 1, 1, 2, 1])
  })

  test('sees protected syntax through escapes', () => {
    const source = '{"k":"\\u007b\\u007bx}} 見 $t(a, {\\"c\\": 1})"}'
    expect(texts(source)).toEqual([`${x} 見 ${x}`])
  })

  const fragment = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '軟體',
      '{{',
      '}}',
      '{{n}}',
      '$t(',
      ')',
      '<1>',
      '</1>',
      '%s',
      '{a}',
      '\n',
      '𠮷',
      x,
    ),
  )
  const value = fc.array(fragment).map((parts) => parts.join(''))
  const resource = fc.dictionary(
    fc.string(),
    fc.oneof(value, fc.dictionary(fc.string(), value), fc.array(value)),
  )
  /** JSON with some characters escaped although they need not be. */
  const written = fc
    .tuple(resource, fc.constantFrom(/[^\0-~]/g, /[軟$<]/g, /(?!)/g))
    .map(([tree, escaped]) =>
      JSON.stringify(tree, undefined, 1).replace(
        escaped,
        (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
      ),
    )

  test('gives sound units for every value and nothing else', () => {
    fc.assert(
      fc.property(written, (source) => {
        const units = locateResource(source)
        const wanted = strings(JSON.parse(source))
        expect(units.map((u) => u.name)).toEqual(wanted.map(([name]) => name))
        units.forEach((unit, index) => {
          expectSound(source, unit)
          expect(
            JSON.parse(`"${source.slice(unit.span.start, unit.span.end)}"`),
          ).toBe(wanted[index]?.[1])
        })
      }),
    )
  })

  test('replacing every piece by an equal string changes no value', () => {
    fc.assert(
      fc.property(written, (source) => {
        let copy = source
        const pieces = locateResource(source).flatMap((unit) =>
          unit.pieces.map((piece) => ({
            ...piece.span,
            text: unit.text.slice(piece.offset, piece.offset + piece.length),
          })),
        )
        for (const { start, end, text } of pieces.reverse()) {
          const raw = JSON.stringify(text).slice(1, -1)
          copy = copy.slice(0, start) + raw + copy.slice(end)
        }
        expect(JSON.parse(copy)).toEqual(JSON.parse(source))
      }),
    )
  })

  test.each(locales)('reads the messages of %s whole', (tag) => {
    const source = readFileSync(
      new URL(`../../../locales/${tag}/cli.json`, import.meta.url),
      'utf8',
    )
    const units = locateResource(source)
    expect(units).toHaveLength(strings(JSON.parse(source)).length)
    for (const unit of units) {
      expectSound(source, unit)
      expect(unit.text).not.toContain('{{')
    }
  })

  test('comes to an end on hostile strings', () => {
    const hostile = [
      '{{'.repeat(200_000),
      '{{{}'.repeat(100_000),
      '$t('.repeat(100_000),
      `$t(${'{{n}}'.repeat(50_000)}`,
      `<a ${'b '.repeat(200_000)}`,
      '<a b="'.repeat(70_000),
      `%${'0'.repeat(400_000)}`,
      `{${' '.repeat(400_000)}`,
      '{a,'.repeat(100_000),
    ]
    for (const value of hostile) {
      locateResource(JSON.stringify([value]))
    }
  }, 30_000)
})

const worded = (source: string) => expectWorded(checkResource(source))

describe('checkResource', () => {
  test('says where a file can not be read', () => {
    const source = '{\n  "a": "甲",\n  "b": 乙\n}'
    const [message, ...others] = worded(source)
    expect(others).toEqual([])
    expect(message?.ruleId).toBe('parse-failed')
    expect(message?.fatal).toBe(true)
    expect([message?.line, message?.column]).toEqual([3, 8])
    expect(message?.reason).toMatch(/^JSON can not be read: .+\.$/)
    expect(locateResource(source)).toEqual([])
  })

  test.each([
    ['', [1, 1]],
    ['{"a": "甲",}', [1, 11]],
    ['{"a": "甲" // 註\n}', [1, 11]],
    ['{"a": "甲', [1, 7]],
    ['{"a": "甲\n"}', [1, 7]],
    ['{"a": "\\x"}', [1, 7]],
  ])('%j', (source, place) => {
    const [message] = worded(source)
    expect(message?.ruleId).toBe('parse-failed')
    expect([message?.line, message?.column]).toEqual(place)
  })

  test('objects to exactly what JSON.parse objects to', () => {
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', '"', ',', '}', '\\', 'x'))
      .map(([json, at, text]) => {
        const cut = at % (json.length + 1)
        return json.slice(0, cut) + text + json.slice(cut + 1)
      })
    fc.assert(
      fc.property(fc.oneof(fc.json(), broken, fc.string()), (source) => {
        let valid = true
        try {
          JSON.parse(source)
        } catch {
          valid = false
        }
        expect(worded(source).length === 0).toBe(valid)
      }),
    )
  })

  test('refuses nesting without end', () => {
    const deep = `${'['.repeat(100_000)}"甲"${']'.repeat(100_000)}`
    const [message] = worded(deep)
    expect(message?.ruleId).toBe('parse-too-deep')
    expect(message?.column).toBe(201)
    expect(locateResource(deep)).toEqual([])
    expect(checkResource('[[1]]', { depth: 1 })).toHaveLength(1)
    expect(checkResource('[[1]]', { depth: 2 })).toHaveLength(0)
  })
})
