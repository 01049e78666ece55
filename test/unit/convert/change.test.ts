import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { placeChanges } from '../../../src/convert/index.ts'
import type { Piece, Unit, Why } from '../../../src/model/index.ts'
import { applyEdits } from '../../../src/print/index.ts'
import { expectWorded } from '../../wording.ts'

/** `程[**]式[**]碼`: brackets hold source that is not text. */
function unitOf(pattern: string): { source: string; unit: Unit } {
  let source = ''
  let text = ''
  const pieces: Piece[] = []
  for (const match of pattern.matchAll(
    /\[([^\]]*)\]|\{([^}|]*)\|([^}]*)\}|([^[{]+)/g,
  )) {
    const [, skipped, raw, read, plain] = match
    if (skipped !== undefined) {
      if (skipped === ' ') text += ' '
      source += skipped === ' ' ? '\n' : skipped
      continue
    }
    const from = raw ?? plain ?? ''
    const to = read ?? plain ?? ''
    const span = { start: source.length, end: source.length + from.length }
    pieces.push({
      offset: text.length,
      length: to.length,
      span,
      codec: 'plain',
    })
    source += from
    text += to
  }
  const span = { start: 0, end: source.length }
  const unit: Unit = {
    kind: 'paragraph',
    span,
    text,
    pieces,
    marks: [],
    section: 0,
  }
  return { source, unit }
}

function replace(
  pattern: string,
  before: string,
  after: string,
): string | undefined {
  const { source, unit } = unitOf(pattern)
  const start = unit.text.indexOf(before)
  const why: Why = { rule: 'term', source: 'test', before, after }
  const change = { start, end: start + before.length, text: after, why }
  const { edits, undone } = placeChanges(source, unit, [change])
  return undone.length > 0 ? undefined : applyEdits(source, edits)
}

describe('insertions', () => {
  const why: Why = { rule: 'spaces', source: 'test', before: '', after: ' ' }
  const insert = (
    pattern: string,
    at: number,
    marks: Unit['marks'] = [],
  ): string => {
    const { source, unit } = unitOf(pattern)
    const change = { start: at, end: at, text: ' ', why }
    const placed = placeChanges(source, { ...unit, marks }, [change])
    expect(placed.undone).toEqual([])
    expect(placed.findings).toEqual([])
    return applyEdits(source, placed.edits)
  }
  const strong = (start: number, end: number, from: number, to: number) =>
    [{ kind: 'strong', start, end, span: { start: from, end: to } }] as const

  it('stand where they were found', () => {
    expect(insert('用API', 1)).toBe('用 API')
    expect(insert('{&#29992;|用}API', 1)).toBe('&#29992; API')
  })

  it('stand outside of marks', () => {
    expect(insert('用[**]API[**]', 1, strong(1, 4, 1, 8))).toBe('用 **API**')
    expect(insert('[**]用[**]API', 1, strong(0, 1, 0, 5))).toBe('**用** API')
  })

  it('are left out beside what is not text, and at the ends', () => {
    expect(insert('用[<br>]API', 1)).toBe('用<br>API')
    expect(insert('用[ ]API', 1)).toBe('用\nAPI')
    expect(insert('用', 0)).toBe('用')
    expect(insert('用', 1)).toBe('用')
  })
})

describe('placeChanges', () => {
  it.each([
    ['這套軟體好', '軟體', '软件', '這套软件好'],
    ['這套[**]軟[**]體好', '軟體', '软件', '這套**软**件好'],
    ['[**]程[**]式[*]碼[*]', '程式碼', '源代码', '**源**代*码*'],
    // Two characters for three pieces: a mark would be left empty.
    ['[**]程[**]式[*]碼[*]', '程式碼', '代码', undefined],
    ['程[**]式碼[**]', '程式碼', '代码', '代**码**'],
    ['電[**]腦視[**]覺', '電腦視覺', '计算机视觉', '计**算机视**觉'],
    ['{&#36575;|軟}體', '軟體', '软件', '软件'],
    ['API[ ]呼叫', 'API 呼叫', 'API 调用', 'API\n调用'],
    ['API[ ]呼叫', 'API 呼叫', '调用', undefined],
    ['一{&amp;&amp;|&&}二', '&二', '和二', undefined],
  ])('%s: %s → %s is %s', (pattern, before, after, expected) => {
    expect(replace(pattern, before, after)).toBe(expected)
  })

  it('deals out all of the text, in order, and leaves no piece empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 4 }), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.string({
          minLength: 1,
          maxLength: 12,
          unit: fc.constantFrom('字', '𠮷', 'a'),
        }),
        (lengths, after) => {
          const pattern = lengths.map((n) => '原'.repeat(n)).join('[*]')
          const before = '原'.repeat(lengths.reduce((a, b) => a + b, 0))
          const result = replace(pattern, before, after)
          if (result === undefined) {
            expect([...after].length).toBeLessThan(lengths.length)
            return
          }
          expect(result.replaceAll('*', '')).toBe(after)
          expect(result.split('*')).toHaveLength(lengths.length)
          for (const part of result.split('*')) expect(part).not.toBe('')
          expect(result).not.toMatch(/\p{Surrogate}/u)
        },
      ),
    )
  })

  it('reports what it leaves undone', () => {
    const { source, unit } = unitOf('[**]程[**]式[*]碼[*]')
    const why: Why = {
      rule: 'term',
      source: 'test',
      before: '程式碼',
      after: '代码',
    }
    const { findings } = placeChanges(source, unit, [
      { start: 0, end: 3, text: '代码', why },
    ])
    expect(
      expectWorded(findings).map((f) => [f.ruleId, f.actual, f.expected]),
    ).toEqual([['convert-term-split', '程式碼', ['代码']]])
  })
})
